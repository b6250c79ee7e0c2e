"""A FHIR server that fails, lies or is somebody else: what the nurse reads, and that there is one document at most."""

import dataclasses
import json

import pytest
from fhir_harm import END, answering, dripping, dropped_before, endless, failing_after, silent_after, sound, truncated
from fhir_server import ADA, GIVEN, TOKEN

from handouts.records.receipt import BusyError, LostError, NotSentError, RefusedError, WrongPatientError

CREATE, SEARCH = "POST /fhir/DocumentReference", "POST /fhir/DocumentReference/_search"
LONG_AGO = "Wed, 21 Oct 2015 07:28:00 GMT"
PATIENT, TOLD = "POST /fhir/Patient/_search", "POST /fhir/Communication"


@pytest.fixture
def troubled(sender, harm):
    """Send through a proxy that does harm at a request."""

    def make(fault=None, at=CREATE, **how):
        if fault:
            harm.faults[at if at.startswith("PUT") else at + END] = fault
        return sender(harm.address, **how)

    return make


@pytest.mark.parametrize("fault", [failing_after, truncated, dropped_before, silent_after, endless, dripping])
def test_whatever_is_lost_on_the_way_there_is_one_document_in_the_end(troubled, fhir_server, newcomer, fault):
    hasty = troubled(fault, timeout_s=1)
    with pytest.raises(LostError) as caught:
        hasty.send(newcomer)
    stored = fault in {failing_after, truncated, silent_after}
    assert len(fhir_server.documents(newcomer)) == stored
    assert (hasty.look(newcomer) is not None) is stored
    receipt = hasty.send(newcomer)
    assert receipt.had_it_already is stored
    assert len(fhir_server.documents(newcomer)) == 1
    _tells_nothing(caught, newcomer)


@pytest.mark.parametrize("fault", [failing_after, dropped_before, silent_after, answering(429), answering(400)])
def test_what_belongs_to_a_document_is_made_good(troubled, fhir_server, newcomer, fault):
    given = dataclasses.replace(newcomer, giving=GIVEN)
    hasty = troubled(fault, TOLD, timeout_s=1)
    with pytest.raises((LostError, RefusedError), match="the document is there"):
        hasty.send(given)
    assert hasty.send(given).had_it_already
    (document,) = fhir_server.documents(given)
    query = {"subject": document["subject"]["reference"]}
    assert fhir_server.ask("GET", "Communication", params=query).json()["total"] == 1


@pytest.mark.parametrize("at", [PATIENT, SEARCH])
@pytest.mark.parametrize(
    "fault", [endless, truncated, dropped_before, answering(500), answering(200, b"<html>", "text/html")]
)
def test_before_the_document_leaves_nothing_is_lost(troubled, fhir_server, newcomer, harm, at, fault):
    with pytest.raises(NotSentError) as caught:
        troubled(fault, at, timeout_s=1).send(newcomer)
    assert CREATE not in harm.seen
    assert fhir_server.documents(newcomer) == []
    _tells_nothing(caught, newcomer)


@pytest.mark.parametrize("at", [PATIENT, CREATE])
@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_nothing_follows_a_redirect(troubled, harm, newcomer, status, at):
    elsewhere = answering(status, Location="https://127.0.0.1:1/fhir/Patient")
    with pytest.raises(RefusedError, match=f"elsewhere \\(HTTP {status}\\)"):
        troubled(elsewhere, at).send(newcomer)
    assert harm.seen[-1] == at


@pytest.mark.parametrize(
    ("status", "why"),
    [
        (400, "does not understand"),
        (401, "proof of who we are"),
        (403, "does not allow"),
        (404, "does not know"),
        (409, "contradicts"),
        (412, "not what we expect"),
        (413, "too large"),
        (422, "finds the message wrong"),
        (418, "says no"),
    ],
)
def test_a_no_is_told_in_words_without_the_patient(troubled, newcomer, status, why):
    person = newcomer.person
    secrets = f"{person.name.upper()} {person.number} 23.07.1951 {person.born}"
    outcome = {
        "resourceType": "OperationOutcome",
        "issue": [{"severity": "error", "code": "invalid", "diagnostics": f"\x1b[31mbad {secrets} {'long ' * 999}"}],
    }
    with pytest.raises(RefusedError, match=f"{why}.*HTTP {status}: .*bad") as caught:
        troubled(answering(status, outcome)).send(newcomer)
    assert not isinstance(caught.value, WrongPatientError)
    _tells_nothing(caught, newcomer)


@pytest.mark.parametrize(
    ("said", "seconds"),
    [({"Retry_After": "7"}, 7), ({}, None), ({"Retry_After": "soon"}, None), ({"Retry_After": LONG_AGO}, 0)],
)
@pytest.mark.parametrize("status", [429, 503])
def test_a_server_that_is_busy_says_when_to_come_back(troubled, fhir_server, newcomer, status, said, seconds):
    with pytest.raises(BusyError) as caught:
        troubled(answering(status, **said)).send(newcomer)
    assert caught.value.retry_after_s == seconds
    assert fhir_server.documents(newcomer) == []


@pytest.mark.parametrize(
    ("changed", "error", "why"),
    [
        ({"subject": {"reference": "Patient/another"}}, WrongPatientError, "another patient's record"),
        ({"content": [{"attachment": {"hash": "AAAA"}}]}, RefusedError, "other bytes"),
        ({"identifier": [], "masterIdentifier": None}, RefusedError, "does not search as FHIR does"),
    ],
)
def test_what_is_not_our_document_is_not_taken_for_it(troubled, fhir_server, newcomer, changed, error, why):
    troubled().send(newcomer)
    (document,) = fhir_server.documents(newcomer)
    with pytest.raises(error, match=why):
        troubled(answering(200, _bundle(document | changed)), SEARCH).send(newcomer)
    with pytest.raises(RefusedError, match="2 times"):
        troubled(answering(200, _bundle(document, document)), SEARCH).send(newcomer)


def test_a_server_that_shows_everybody_is_not_believed(troubled, fhir_server, newcomer):
    somebody = {"resourceType": "Patient", "id": "1", "birthDate": ADA.born.isoformat(), "name": [{"text": ADA.name}]}
    with pytest.raises(WrongPatientError, match="another number"):
        troubled(answering(200, _bundle(somebody)), PATIENT).send(newcomer)
    more = _bundle(somebody) | {"link": [{"relation": "next", "url": "https://127.0.0.1:1/"}]}
    with pytest.raises(RefusedError, match="more than one page"):
        troubled(answering(200, more), PATIENT).send(newcomer)


@pytest.mark.parametrize(
    "body",
    [b"[]", b"{", b"\xff", b"[" * 100_000, b'{"resourceType": "Bundle", "entry": 7}', b'{"resourceType": "Group"}'],
)
def test_an_answer_that_is_no_bundle_is_none(troubled, newcomer, body):
    with pytest.raises(NotSentError):
        troubled(answering(200, body), PATIENT).send(newcomer)


def test_a_version_that_changed_meanwhile_is_not_overwritten(troubled, fhir_server, newcomer, harm):
    troubled().send(newcomer)
    with pytest.raises(NotSentError, match="changed there meanwhile"):
        troubled(answering(412), "PUT /fhir/DocumentReference").retract(newcomer)
    (document,) = fhir_server.documents(newcomer)
    assert document["status"] == "current"
    for fault in (failing_after, silent_after):
        with pytest.raises(LostError):
            troubled(fault, "PUT /fhir/DocumentReference", timeout_s=1).retract(newcomer)
        assert troubled().retract(newcomer).had_it_already
        fhir_server.ask("PUT", f"DocumentReference/{document['id']}", json=document)


def test_what_another_changes_between_reading_and_writing_is_kept(troubled, fhir_server, newcomer):
    troubled().send(newcomer)
    (document,) = fhir_server.documents(newcomer)

    def changed_first(exchange):
        fhir_server.ask("PUT", f"DocumentReference/{document['id']}", json=document | {"description": "changed"})
        sound(exchange)

    with pytest.raises(NotSentError, match="changed there meanwhile"):
        troubled(changed_first, "PUT /fhir/DocumentReference").retract(newcomer)
    (kept,) = fhir_server.documents(newcomer)
    assert (kept["description"], kept["status"]) == ("changed", "current")


def test_an_answer_is_not_read_for_ever_however_fast_it_comes(troubled, newcomer):
    with pytest.raises(NotSentError, match="has no end"):
        troubled(endless, PATIENT, timeout_s=60).send(newcomer)


def test_no_address_holds_anything_of_the_patient(troubled, newcomer, harm):
    troubled().send(dataclasses.replace(newcomer, giving=GIVEN))
    asked = json.dumps(harm.seen)
    assert harm.seen
    assert newcomer.person.number not in asked
    assert "Vwkbottomley" not in asked


def test_a_token_goes_to_no_other_place_and_is_never_told(troubled, harm, newcomer, monkeypatch):
    monkeypatch.setenv("RECORDS_TOKEN", f"{TOKEN} and\r\nX-Other: 1")
    with pytest.raises(NotSentError, match="RECORDS_TOKEN holds no token") as caught:
        troubled().send(newcomer)
    assert TOKEN not in str(caught.value)
    assert harm.seen == []
    monkeypatch.setenv("RECORDS_TOKEN", "wrong")
    with pytest.raises(RefusedError, match="proof of who we are") as caught:
        troubled().send(newcomer)
    assert "wrong" not in str(caught.value).split()


def _bundle(*resources):
    entries = [{"resource": resource} for resource in resources]
    return {"resourceType": "Bundle", "type": "searchset", "total": len(entries), "entry": entries}


def _tells_nothing(caught, filing):
    """See that an error is short, on one line, and holds nothing of the patient."""
    words = str(caught.value)
    assert len(words) < 400
    assert words.isprintable()
    for secret in (*filing.person.name.split(), filing.person.number, "1951", TOKEN):
        assert secret.casefold() not in words.casefold()


def test_a_message_that_is_damaged_goes_nowhere(sender, harm):
    for damaged in (b"", b"{}", b"[]", b"\xff", b'{"entry": [{"resource": 7}]}', b'{"entry": [{}]}'):
        with pytest.raises(RefusedError, match="no message of a leaflet"):
            sender(harm.address).sender.send(damaged)
    assert harm.seen == []
