"""`handouts outbox retract` at servers of records and pictures: who they say it is counts, and what else they hold."""

from __future__ import annotations

import json

import pytest
from fhir_harm import dropped_before, sound
from fhir_server import TOKEN
from orthanc import Orthanc
from record_desks import PATIENT, desk_at, desk_at_server, kept, tells_nothing


@pytest.fixture
def at_fhir(tmp_path, fhir_server, harm, monkeypatch):
    """Let the clinic's desk file at a FHIR server, over a line that may do harm; give the patient."""
    monkeypatch.setenv("RECORDS_TOKEN", TOKEN)
    return desk_at_server(tmp_path, fhir_server, harm.address)


def document_of(server, run):
    identifier = json.loads(run("outbox", "--all", "--json").stdout)[-1]["identifier"]
    (document,) = server.found("DocumentReference", f"urn:uuid:{identifier}")
    given = server.ask("GET", "Communication", params={"subject": document["subject"]["reference"]}).json()
    return document, [entry["resource"] for entry in given.get("entry", [])]


def changed(resource):
    return {name: value for name, value in resource.items() if name not in {"meta", "status"}}


def test_at_a_server_document_and_giving_are_entered_in_error_and_nothing_else_of_them_changes(
    at_fhir, run, fhir_server
):
    assert run("attach", "daily", *PATIENT, "--yes", "--by", "Nurse Ada", "--understood", "One a day.").returncode == 0
    document, (given,) = document_of(fhir_server, run)
    theirs = document | {"description": "a word of the server's own people"}
    fhir_server.ask("PUT", f"DocumentReference/{document['id']}", json=theirs)
    done = run("outbox", "retract", 1, *PATIENT, "--because", "wrong-patient")
    assert (done.returncode, done.stderr) == (0, "")
    assert tells_nothing(done)
    assert at_fhir.number not in done.stdout
    after, (given_after,) = document_of(fhir_server, run)
    assert (after["status"], given_after["status"]) == ("entered-in-error", "entered-in-error")
    assert (changed(after), changed(given_after)) == (changed(theirs), changed(given))
    assert run("outbox", "retract", 1, *PATIENT).returncode == 0
    assert document_of(fhir_server, run) == (after, [given_after]), "nothing is written a second time"


@pytest.mark.parametrize("found", ["another patient's", "nobody's"])
def test_a_document_that_was_moved_into_another_record_there_is_left_alone(at_fhir, run, fhir_server, found):
    run("attach", "demo", *PATIENT, "--yes")
    document, _ = document_of(fhir_server, run)
    other = document | {"subject": {"reference": "Patient/another"}}
    if found == "nobody's":
        del other["subject"]
    fhir_server.ask("PUT", f"DocumentReference/{document['id']}", json=other)
    refused = run("outbox", "retract", 1, *PATIENT)
    assert refused.returncode == 5
    assert {"another patient's": "in another patient's record", "nobody's": "whose document this is"}[found] in (
        refused.stderr
    )
    identifier = document["masterIdentifier"]["value"]
    assert [each["status"] for each in fhir_server.found("DocumentReference", identifier)] == ["current"]


def test_a_giving_that_was_moved_into_another_record_keeps_all_as_it_is(at_fhir, run, fhir_server):
    run("attach", "demo", *PATIENT, "--yes", "--by", "Nurse Ada")
    document, (given,) = document_of(fhir_server, run)
    moved = given | {"subject": {"reference": "Patient/another"}}
    fhir_server.ask("PUT", f"Communication/{given['id']}", json=moved)
    refused = run("outbox", "retract", 1, *PATIENT)
    assert (refused.returncode, "in another patient's record" in refused.stderr) == (5, True)
    assert document_of(fhir_server, run)[0] == document
    assert fhir_server.ask("GET", f"Communication/{given['id']}").json()["status"] == "completed"


def test_a_document_that_is_moved_while_it_is_looked_up_is_left_alone(at_fhir, run, fhir_server, harm):
    run("attach", "demo", *PATIENT, "--yes")
    document, _ = document_of(fhir_server, run)
    moved = document | {"subject": {"reference": "Patient/another"}}

    def moved_meanwhile(exchange):
        fhir_server.ask("PUT", f"DocumentReference/{document['id']}", json=moved)
        sound(exchange)

    harm.faults[f"GET /fhir/DocumentReference/{document['id']}"] = moved_meanwhile
    refused = run("outbox", "retract", 1, *PATIENT)
    assert (refused.returncode, "in another patient's record" in refused.stderr) == (5, True)
    assert fhir_server.ask("GET", f"DocumentReference/{document['id']}").json()["status"] == "current"


def test_a_file_with_the_right_number_and_another_name_is_refused_by_the_server(at_fhir, run, fhir_server, tmp_path):
    run("attach", "demo", *PATIENT, "--yes")
    file = (tmp_path / "patient.toml").read_text()
    (tmp_path / "patient.toml").write_text(file.replace("Zqxlindamira", "Zqxmaria"))
    refused = run("outbox", "retract", 1, *PATIENT)
    assert (refused.returncode, "somebody with another name" in refused.stderr) == (5, True)
    assert "Zqxmaria" not in refused.stderr
    assert document_of(fhir_server, run)[0]["status"] == "current"


def test_what_has_not_arrived_is_not_sent_in_order_to_be_taken_back(at_fhir, run, fhir_server, harm):
    harm.faults["POST /fhir/DocumentReference\0"] = dropped_before
    assert run("attach", "demo", *PATIENT, "--yes").returncode == 5
    assert run("outbox", "retract", 1, *PATIENT).returncode == 5
    assert kept(run) == [("create", "unknown"), ("retract", "waiting")]
    assert run("outbox", "retry").returncode == 0
    assert kept(run) == [("create", "dropped"), ("retract", "dropped")]
    identifier = json.loads(run("outbox", "--all", "--json").stdout)[-1]["identifier"]
    assert fhir_server.found("DocumentReference", f"urn:uuid:{identifier}") == []


def test_an_archive_knows_no_way_back_and_keeps_it(tmp_path, run):
    with Orthanc() as archive:
        desk_at(tmp_path, archive.address, '[records.dicom]\nissuer = "HILL"\n')
        assert run("attach", "demo", *PATIENT, "--yes").returncode == 0
        refused = run("outbox", "retract", 1, *PATIENT)
        assert refused.returncode == 5
        assert "DICOM has no message that takes a document back." in refused.stderr
        assert "Take it out of the archive there." in refused.stderr
        assert kept(run) == [("create", "filed")]
        assert len(archive.instances) == 1
