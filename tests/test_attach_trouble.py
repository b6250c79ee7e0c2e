"""`handouts attach` where the record system is down, says no or knows somebody else: nothing is lost or doubled."""

from __future__ import annotations

import json

import pytest
from false_archive import archive_that
from fhir_harm import END
from fhir_harm import answering as fhir_answering
from mdm_receiver import acknowledge
from patients import NAME
from places import at_one_of_each
from secure_web import answering as web_answering


@at_one_of_each
def test_what_cannot_be_reached_waits_and_is_finished_once(clinic_desk, place, person, attach, run):
    place.settle(clinic_desk)
    place.admit(person)
    place.gate.shut()
    (waits,) = attach("build/demo.pdf", code=5)
    assert waits["state"] == "waiting"
    assert "reached" in waits["reason"]
    (listed,) = json.loads(run("outbox", "--json").stdout)
    assert (listed["state"], listed["document"], listed["attempts"]) == ("waiting", waits["document"], 1)
    assert run("outbox", "retry").returncode == 5
    place.gate.open()
    for _ in range(2):
        result = run("outbox", "retry")
        assert result.returncode == 0, result.stdout
    (held,) = place.held()
    assert held.pdf == (clinic_desk / "build/demo.pdf").read_bytes()
    assert held.number == person.number
    assert json.loads(run("outbox", "--json").stdout) == []


@pytest.mark.parametrize("place", ["mllp", "dicom", "dicomweb", "fhir through trouble"], indirect=True)
def test_an_answer_that_was_lost_leaves_it_unknown_until_a_retry_finds_it(clinic_desk, place, person, attach, run):
    place.settle(clinic_desk)
    place.admit(person)
    place.lose()
    (lost,) = attach("build/demo.pdf", code=5)
    assert lost["state"] == "unknown"
    place.recover()
    result = run("outbox", "retry")
    assert result.returncode == 0, result.stdout
    assert "The receiver had it already" in result.stdout
    (held,) = place.held()
    assert held.number == person.number


@at_one_of_each
def test_the_wrong_patient_there_is_refused_and_gets_nothing(clinic_desk, place, person, attach, run):
    place.settle(clinic_desk)
    place.mistake(person)
    (refused,) = attach("build/demo.pdf", code=5)
    assert refused["state"] == "refused"
    assert place.held() == []
    said = run("attach", "build/demo.pdf", "--patient", "patient.toml", "--yes").stderr
    words = {"mllp": "does not know this number", "fhir": "somebody with another name"}
    assert words.get(place.scheme.partition("+")[0].partition(":")[0], "another person by this number") in said
    assert "handouts outbox retry 1" in said
    assert "Somebody" not in said
    assert run("outbox", "retry").stdout.startswith("Nothing waits")
    assert place.held() == []


class Refusing:
    """A record system that says no until it is mended; `asked` counts the documents it got."""

    def __init__(self, clinic_desk, target, ca, more=""):
        self.target = target
        trust = f'ca = "{ca}"\n' if ca else ""
        (clinic_desk / "clinic.toml").write_text(f'[records]\ntarget = "{target}"\n{trust}{more}')
        self.says_no = True
        self.asked = 0

    def mend(self):
        self.says_no = False


@pytest.fixture
def refusing_mllp(clinic_desk, mdm_place):
    receiver = mdm_place
    made = Refusing(clinic_desk, receiver.address, "")

    def answer(message):
        made.asked += 1
        more = f"\rERR||OBX^1^5|102^Data type error of {NAME}^HL70357|E"
        return acknowledge(message, "AR", more=more) if made.says_no else acknowledge(message)

    receiver.answer = answer
    return made, "rejects it (AR); 102: a value has the wrong form; at OBX-5"


@pytest.fixture
def refusing_dicom(clinic_desk):
    def store(_):
        made.asked += 1
        return 0xA900 if made.says_no else 0

    with archive_that(store=store) as address:
        made = Refusing(clinic_desk, address, "")
        yield made, "does not keep to its kind (status A900)"


@pytest.fixture
def refusing_dicomweb(clinic_desk, clinic_keys, web_place):
    made = Refusing(clinic_desk, f"dicomweb+https://localhost:{web_place.port}/dicom-web", clinic_keys.certificate)

    def post(handler, body):
        made.asked += 1
        no = web_answering(415, f"<html>{NAME}</html>".encode())
        no(handler, body) if made.says_no else handler.answer(*handler.passed(body))

    for _ in range(9):
        web_place.script(post)
    return made, "does not take DICOM files (HTTP 415)"


@pytest.fixture
def refusing_fhir(clinic_desk, harm, fhir_server, person, monkeypatch):
    from fhir_server import NUMBERS, TOKEN

    monkeypatch.setenv("RECORDS_TOKEN", TOKEN)
    fhir_server.admit(person)
    told = {
        "resourceType": "OperationOutcome",
        "issue": [{"code": "invalid", "diagnostics": f"DocumentReference.type of {NAME}"}],
    }
    more = f'authority = "{NUMBERS}"\n[records.fhir]\ntoken_environment = "RECORDS_TOKEN"\n'
    made = Refusing(clinic_desk, f"fhir+{harm.address}", "", more)

    def create(exchange):
        made.asked += 1
        no = fhir_answering(422, told)
        no(exchange) if made.says_no else exchange.answer(*exchange.passed())

    harm.lasting[f"POST /fhir/DocumentReference{END}"] = create
    return made, "finds the message wrong (HTTP 422: DocumentReference.type of …)"


@pytest.mark.parametrize("standard", ["mllp", "dicom", "dicomweb", "fhir"])
def test_a_no_is_told_and_not_sent_again_until_somebody_says_so(clinic_desk, person, attach, run, request, standard):
    place, why = request.getfixturevalue(f"refusing_{standard}")
    (refused,) = attach("build/demo.pdf", code=5)
    assert (refused["state"], place.asked) == ("refused", 1)
    assert why in refused["reason"]
    result = run("outbox", "retry")
    assert (result.returncode, place.asked) == (0, 1), "a refusal stands"
    listed = run("outbox")
    assert why[:20] in listed.stdout
    assert not [word for word in (person.number, *NAME.split()) if word in listed.stdout + listed.stderr]
    place.mend()
    assert run("outbox", "retry", refused["entry"]).returncode == 0
    assert place.asked == 2
    assert run("outbox", "retry", refused["entry"]).returncode == 0
    assert place.asked == 2
