"""Answers in JSON whose values are not what they should be: whatever stands in them, it is told in our words."""

from __future__ import annotations

import copy
import dataclasses
import functools
import json
import random
import uuid

import pytest
from filings import ADA, AT, filing_of
from meetings import tells_nothing

from handouts.model.records import Records
from handouts.records.filing import Giving, Retraction
from handouts.records.messages import dicom, fhir
from handouts.records.receipt import (
    BusyError,
    LostError,
    NotSentError,
    Receipt,
    RefusedError,
    SendingError,
    WrongPatientError,
)
from handouts.records.senders import dicomweb
from handouts.records.senders.fhir import Sender
from handouts.records.senders.web import Answer, Web

SEEDS, FEWER = 600, 40
JUNK = (
    *(None, 0, -1, 1.5, True, "", "x", "\ud800", "a/../b", "\x1b[31m", 10**30, "A" * 5000, "Patient/1"),
    *([], {}, [[]], [{}], {"a": 1}, [None], ["entered-in-error"], {"value": 7}),
)
EDUCATION = {"system": "http://loinc.org", "code": "34895-3", "display": "Education note"}
FILING = filing_of(
    personalised=True, giving=Giving(AT, "Nurse", "One a day."), replaces=uuid.uuid5(uuid.NAMESPACE_DNS, "older")
)
TAKEN_BACK = Retraction(FILING.identifier, FILING.manifest.document, FILING.person, AT, given=True)
HEADERS = {
    "etag": ('W/"1"', "", "\udcff"),
    "location": ("DocumentReference/9", "", "https://x/DocumentReference/9/_history/1", "\udcff"),
    "retry-after": ("1", "x", "9" * 400, "Wed, 99 Oct", "-1", "²", "Wed, 21 Oct 99999999999999999999 07:28:00 GMT"),
}


def mutated(choice, value, share):
    """Give a value with some of its parts exchanged for others, left out or doubled."""
    if choice.random() < share:
        return copy.deepcopy(choice.choice(JUNK))
    if isinstance(value, dict):
        return {name: mutated(choice, each, share) for name, each in value.items() if choice.random() > share / 2}
    if isinstance(value, list):
        parts = [mutated(choice, each, share) for each in value]
        return parts * 2 if choice.random() < share else parts
    return value


def written(choice, resource):
    share = choice.choice([0.01, 0.03, 0.08])
    return json.dumps(mutated(choice, resource, share)).encode("utf-8", "surrogatepass")


def ends_well(asked):
    """Ask, and give what came of it: a receipt, nothing, or an error that tells nothing of the patient."""
    try:
        return type(asked())
    except SendingError as error:
        tells_nothing(str(error))
        return type(error)


@pytest.mark.parametrize("profile", ["mhd", "us-core"])
def test_no_answer_of_a_fhir_server_breaks_the_sender(monkeypatch, profile):
    site = Records.model_validate(
        {"authority": ADA.authority, "custodian": "Hill", "category": EDUCATION, "fhir": {"profile": profile}}
    )
    made = fhir.make(FILING, site)
    number = {"system": ADA.authority, "value": ADA.number}
    patient = {
        "resourceType": "Patient",
        "id": "17",
        "identifier": [number],
        "name": [{"use": "official", "family": "Example", "given": ["Ada"]}],
        "birthDate": str(ADA.born),
        "link": [{"type": "seealso"}],
    }
    subject = {"subject": {"reference": "Patient/17"}}
    document, told = made.document | subject | {"id": "9"}, (made.communication or {}) | subject | {"id": "5"}
    older = {
        "resourceType": "DocumentReference",
        "id": "8",
        "status": "current",
        "identifier": [{"value": made.replaced}],
    }
    issue = {"code": "invalid", "details": {"text": "bad"}, "diagnostics": None}
    failure = {"resourceType": "OperationOutcome", "issue": [issue]}

    def bundle(*resources):
        entries = [{"resource": each, "search": {"mode": "match"}} for each in resources]
        return {"resourceType": "Bundle", "entry": entries, "link": [{"relation": "self"}]}

    def ask(_, method, path="", body=b"", headers=None):
        status, found = 200, failure
        if method == "GET":
            found = older if path.endswith("/8") else document
        elif path.startswith("Patient"):
            found = bundle(patient)
        elif path.startswith("DocumentReference/_"):
            asked = made.replaced.replace(":", "%3A").encode()
            found = bundle(older) if asked in body else bundle(*[document] * stored)
        elif path.startswith("Communication/_"):
            found = bundle(*[told] * stored)
        else:
            status = choice.choice([200, 201, 201, 201, 400, 401, 409, 412, 500, 503, 302])
        kind = choice.choice(["application/fhir+json"] * 9 + ["text/html"])
        more = {name: choice.choice(values) for name, values in HEADERS.items()}
        return Answer(status, more | {"content-type": kind}, written(choice, found))

    monkeypatch.setattr(Web, "ask", ask)
    seen = set()
    for seed in range(SEEDS):
        choice = random.Random(seed)  # noqa: S311 - the same answers for the same seed
        stored = choice.random() < 0.5
        for message in (made.packed(), fhir.withdrawal(TAKEN_BACK, site).packed()):
            sender = Sender("fhir+https://localhost/fhir", site)
            for ask_for in (sender.send, sender.look):
                seen.add(ends_well(functools.partial(ask_for, message)))
    assert seen == {Receipt, type(None), NotSentError, LostError, RefusedError, BusyError, WrongPatientError}


def test_no_answer_of_dicomweb_breaks_the_sender(monkeypatch):
    site = Records()
    message = dicom.make(dataclasses.replace(FILING, replaces=None), site)
    instance = str(dicom.read(message).SOPInstanceUID)
    known = {
        "00100020": {"Value": [ADA.number]},
        "00100010": {"Value": [{"Alphabetic": "Example^Ada"}]},
        "00100030": {"Value": ["19500403"]},
        "00080005": {"Value": ["ISO_IR 192"]},
        "00100021": {"Value": ["HILL"]},
    }
    stored = {"00081155": {"Value": [instance]}, "00081196": {"Value": [0xB000]}}
    failed = {"00081155": {"Value": ["1.2"]}, "00081197": {"Value": [0xC000]}}
    answer = {"00081199": {"Value": [stored]}, "00081198": {"Value": [failed]}}

    def ask(_, method, path, body=b"", kind=""):
        found = answer if method == "POST" else [{"00080018": {"Value": [instance]}}] if "metadata" in path else [known]
        status = choice.choice([200] * 8 + [204, 404, 409, 500, 503, 302])
        return dicomweb._Answer(status, "application/dicom+json", written(choice, found))

    monkeypatch.setattr(dicomweb._Archive, "ask", ask)
    seen = set()
    for seed in range(FEWER):
        choice = random.Random(seed)  # noqa: S311 - the same answers for the same seed
        for ask_for in (dicomweb.send, dicomweb.look):
            seen.add(ends_well(functools.partial(ask_for, message, "dicomweb+https://localhost/", site)))
    assert seen == {Receipt, type(None), NotSentError, LostError, RefusedError}
