"""Leaflets filed at a real FHIR R4 server: once, in the right record, replaced, taken back."""

import base64
import dataclasses
import datetime as dt
import uuid

import pytest
from fhir_server import ADA, GIVEN, NUMBERS

from handouts.records.receipt import NotSentError, RefusedError, WrongPatientError


def test_a_leaflet_is_filed_once_however_often_it_is_sent(sender, fhir_server, newcomer):
    first = sender().send(newcomer)
    again = sender().send(newcomer)
    assert (first.had_it_already, again.had_it_already) == (False, True)
    assert first.location == again.location
    (document,) = fhir_server.documents(newcomer)
    assert first.location == f"{fhir_server.address}/DocumentReference/{document['id']}"
    (content,) = document["content"]
    assert base64.b64decode(content["attachment"]["data"]) == newcomer.pdf
    (patient,) = fhir_server.found("Patient", newcomer.person.number)
    assert document["subject"]["reference"] == f"Patient/{patient['id']}"


def test_it_can_be_asked_whether_a_leaflet_is_there(sender, newcomer):
    assert sender().look(newcomer) is None
    receipt = sender().send(newcomer)
    assert sender().look(newcomer) == dataclasses.replace(receipt, had_it_already=True)


def test_that_it_was_given_is_filed_beside_it_once(sender, fhir_server, newcomer):
    given = dataclasses.replace(newcomer, giving=GIVEN)
    sender().send(newcomer)
    assert sender().look(given) is None, "the document is there, that it was given is not"
    for _ in range(2):
        receipt = sender().send(given)
    assert sender().look(given) == receipt
    (document,) = fhir_server.documents(given)
    bundle = fhir_server.ask("GET", "Communication", params={"subject": document["subject"]["reference"]}).json()
    (told,) = [entry["resource"] for entry in bundle["entry"]]
    assert told["payload"][0]["contentReference"]["reference"] == f"DocumentReference/{document['id']}"
    assert told["note"][0]["text"] == GIVEN.understood
    sender().retract(given)
    assert fhir_server.ask("GET", f"Communication/{told['id']}").json()["status"] == "entered-in-error"


def test_a_newer_leaflet_takes_the_place_of_an_older_one(sender, fhir_server, newcomer):
    sender().send(newcomer)
    manifest = newcomer.manifest.model_copy(update={"document": "another-number"})
    newer = dataclasses.replace(newcomer, manifest=manifest, replaces=newcomer.identifier)
    assert sender().look(newer) is None
    receipt = sender().send(newer)
    (old,), (new,) = fhir_server.documents(newcomer), fhir_server.documents(newer)
    assert (old["status"], new["status"]) == ("superseded", "current")
    (relation,) = new["relatesTo"]
    assert (relation["code"], relation["target"]["reference"]) == ("replaces", f"DocumentReference/{old['id']}")
    assert sender().look(newer) == dataclasses.replace(receipt, had_it_already=True)


def test_what_was_taken_back_stays_and_says_so_and_is_not_filed_again(sender, fhir_server, newcomer):
    with pytest.raises(RefusedError, match="does not hold this document"):
        sender().retract(newcomer)
    sender().send(newcomer)
    assert not sender().sees_it_retracted(newcomer)
    assert not sender().retract(newcomer).had_it_already
    assert sender().sees_it_retracted(newcomer)
    assert sender().retract(newcomer).had_it_already
    (document,) = fhir_server.documents(newcomer)
    assert document["status"] == "entered-in-error"
    assert document["content"][0]["attachment"]["hash"] == newcomer.sha1_base64
    with pytest.raises(RefusedError, match="taken back"):
        sender().send(newcomer)


def test_us_core_keeps_the_bytes_apart(sender, fhir_server, newcomer):
    for _ in range(2):
        sender(profile="us-core").send(newcomer)
    (document,) = fhir_server.documents(newcomer)
    attachment = document["content"][0]["attachment"]
    assert "data" not in attachment
    assert base64.b64decode(fhir_server.ask("GET", attachment["url"]).json()["data"]) == newcomer.pdf


@pytest.mark.parametrize(
    ("other", "why"),
    [
        ({"name": "Ada Another"}, "another name"),
        ({"name": "Vwkbottomley"}, "another name"),
        ({"name": "Ada Maria Vwkbottomley"}, "another name"),
        ({"born": dt.date(1951, 7, 24)}, "another date of birth"),
        ({"number": "RXE-0"}, "no patient with this number"),
        ({"number": "*"}, "no patient with this number"),
        ({"authority": "urn:oid:9.9"}, "no patient with this number"),
    ],
)
def test_nothing_is_filed_in_a_record_that_is_not_the_papers(sender, fhir_server, newcomer, other, why):
    wrong = dataclasses.replace(newcomer, person=dataclasses.replace(newcomer.person, **other))
    with pytest.raises(WrongPatientError, match=why) as caught:
        sender().send(wrong)
    assert caught.value.kind == "wrong patient"
    for secret in (*wrong.person.name.split(), wrong.person.born.isoformat(), newcomer.person.number):
        assert secret not in str(caught.value)
    assert fhir_server.documents(wrong) == fhir_server.documents(newcomer) == []


@pytest.mark.parametrize(
    ("others", "why"),
    [
        ({"active": False}, "not in use"),
        ({"link": [{"other": {"reference": "Patient/1"}, "type": "replaced-by"}]}, "taken the place"),
        ({"birthDate": "1951"}, "another date of birth, or none"),
        ({"name": [{"use": "old", "text": ADA.name}]}, "another name"),
    ],
)
def test_a_doubtful_record_is_left_alone(sender, fhir_server, filing, others, why):
    person = dataclasses.replace(ADA, number=uuid.uuid4().hex)
    fhir_server.admit(person, **others)
    with pytest.raises(WrongPatientError, match=why):
        sender().send(dataclasses.replace(filing, person=person))


def test_of_two_patients_with_one_number_neither_gets_it(sender, fhir_server, newcomer):
    fhir_server.admit(dataclasses.replace(newcomer.person, name="Eva Other"))
    with pytest.raises(WrongPatientError, match="several patients"):
        sender().send(newcomer)


def test_signs_in_a_number_mean_nothing_in_a_search(sender, fhir_server, newcomer):
    other = dataclasses.replace(newcomer.person, number=f"{newcomer.person.number}-2")
    fhir_server.admit(other)
    both = dataclasses.replace(newcomer.person, number=f"{newcomer.person.number},{other.number}")
    with pytest.raises(WrongPatientError, match="no patient"):
        sender().send(dataclasses.replace(newcomer, person=both))


def test_a_name_may_stand_in_either_order(sender, newcomer):
    turned = dataclasses.replace(newcomer.person, name="VWKBOTTOMLEY, Ada")
    assert sender().send(dataclasses.replace(newcomer, person=turned))


def test_a_token_is_got_for_a_signed_assertion_and_used_again(sender, harm, newcomer, smart_key, tmp_path):
    key = _key_file(smart_key, tmp_path)
    url = harm.server.address.replace("/fhir", "/auth/token")
    scope = "system/Patient.read system/DocumentReference.write system/DocumentReference.read"
    smart = {"client": "handouts", "key": str(key), "key_id": "desk", "token_url": url}
    with pytest.raises(RefusedError, match="invalid_scope"):
        sender(harm.address, **smart, scope="nothing").send(newcomer)
    assert sender(harm.address, **smart, scope="system/*.*").send(newcomer)
    assert len(set(harm.tokens)) == 1
    with pytest.raises(RefusedError, match=r"does not allow us to do this \(HTTP 403"):
        sender(harm.address, **smart, scope=scope.replace("Patient", "Location")).send(newcomer)
    with pytest.raises(RefusedError, match="invalid_client"):
        sender(harm.address, **smart | {"client": "somebody"}).send(newcomer)
    key.chmod(0o640)
    with pytest.raises(NotSentError, match="others may read the file"):
        sender(harm.address, **smart).send(newcomer)


def _key_file(key, folder):
    from cryptography.hazmat.primitives import serialization as form

    path = folder / "desk.pem"
    plain = form.NoEncryption()
    path.write_bytes(key.private_bytes(form.Encoding.PEM, form.PrivateFormat.PKCS8, plain))
    path.chmod(0o600)
    return path


def test_only_a_certificate_of_the_clinics_own_authority_is_trusted(sender, newcomer):
    desk = sender()
    desk.sender = dataclasses.replace(desk.sender, site=desk.sender.site.model_copy(update={"ca": None}))
    with pytest.raises(NotSentError, match="certificate is not trusted"):
        desk.send(newcomer)


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("http://his.example/fhir", "without https"),
        ("https://desk:secret@his.example/fhir", "holds no password"),
        ("https://his.example/fhir?key=secret", "no address of a server"),
        ("ftp://his.example", "no address of a server"),
        ("https://his.example:port/", "no address of a server"),
    ],
)
def test_an_address_at_which_a_secret_would_leak_is_refused(sender, newcomer, address, why):
    with pytest.raises(NotSentError, match=why) as caught:
        sender(address).send(newcomer)
    assert "secret" not in str(caught.value)
    assert NUMBERS not in str(caught.value)
