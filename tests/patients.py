"""Patients nobody is, and FHIR in the shapes HL7 gives it, for the tests of personalised leaflets."""

import copy
import datetime as dt
import json

from handouts.leaflet.wording import Wording
from handouts.patient.facts import Patient
from handouts.reader.monograph import read_monograph

NAME, BORN, NUMBER = "Zqxlindamira Vwkbottomley", "1951-07-23", "RXE-5551273"
PRESCRIBER = "Dr Jqzcornelia Hpwmarsh"
TOML = f"""name = "{NAME}"
born = {BORN}
number = "{NUMBER}"
dose = "10 mg"
times = "once a day"
start = 2026-04-06
next_visit = "2026-05-04 10:30"
prescriber = "{PRESCRIBER}"
"""
SECRET = (NAME, *NAME.split(), BORN, "23 July 1951", NUMBER, PRESCRIBER, *PRESCRIBER.split()[1:])
WEEKLY = """---
title: Demoxate
generic_name: demoxate
brand_names: [Brandoxate]
route: by mouth
form: tablet
codes: {rxnorm: "99", atc: L04AX03}
---
# Demoxate

### Dosage

Take demoxate once a week only. Never take it every day. Tablets have 2.5 mg or 10 mg.
"""
DAILY = """---
title: Demolide
generic_name: demolide
brand_names: [Brandolide]
route: by mouth
form: capsule
codes: {rxnorm: "77", atc: L04AX04}
---
# Demolide

### Usage

Demolide eases pain.

### Dosage

Capsules come from 2.5 mg to 25 mg. Take 1 dose a day. In adults it is 10 mg, in children 5 mg once a day.
"""
PATIENT = {
    "resourceType": "Patient",
    "id": "p1",
    "identifier": [
        {
            "type": {"coding": [{"system": "http://terminology.hl7.org/CodeSystem/v2-0203", "code": "MR"}]},
            "value": NUMBER,
        },
        {"system": "urn:oid:1.2.3", "value": "77"},
    ],
    "active": True,
    "name": [
        {"use": "official", "family": NAME.split()[1], "given": [NAME.partition(" ")[0]]},
        {"use": "maiden", "family": "Oldname"},
    ],
    "birthDate": BORN,
}
DOSAGE = {
    "timing": {"repeat": {"frequency": 1, "period": 1, "periodUnit": "d"}},
    "doseAndRate": [{"doseQuantity": {"value": 10, "unit": "mg", "system": "http://unitsofmeasure.org", "code": "mg"}}],
}
REQUEST = {
    "resourceType": "MedicationRequest",
    "id": "r1",
    "status": "active",
    "intent": "order",
    "medicationCodeableConcept": {
        "coding": [
            {
                "system": "http://www.nlm.nih.gov/research/umls/rxnorm",
                "code": "7700",
                "display": "demolide 10 MG Oral Capsule",
            }
        ]
    },
    "subject": {"reference": "Patient/p1"},
    "requester": {"display": PRESCRIBER},
    "dosageInstruction": [DOSAGE],
}


def bundle(*resources):
    """Return a bundle of resources; the usual patient and prescription without any."""
    entries = [{"resource": resource} for resource in resources or (PATIENT, REQUEST)]
    return {"resourceType": "Bundle", "type": "collection", "entry": entries}


def changed(resource, **fields):
    """Return a resource with other fields; None takes one away."""
    copied = copy.deepcopy(resource) | fields
    return {name: value for name, value in copied.items() if value is not None}


def dosed(*dosages, **fields):
    """Return the usual bundle with these dosages."""
    return bundle(PATIENT, changed(REQUEST, dosageInstruction=list(dosages), **fields))


def timed(repeat, **fields):
    """Return the usual dosage with another repeat."""
    return changed(DOSAGE, timing={"repeat": repeat}, **fields)


def quantity(value, unit, code=None):
    """Return a quantity in UCUM."""
    return {"value": value, "unit": unit, "system": "http://unitsofmeasure.org", "code": code or unit}


def written(value):
    """Return values as the bytes of a JSON file."""
    return json.dumps(value, indent=1, ensure_ascii=False).encode()


TODAY = dt.date(2026, 3, 31)
ENGLISH = Wording("en", {})
MONOGRAPHS = {text: read_monograph(text.encode(), "demo.md") for text in (DAILY, WEEKLY)}


def fitted(tmp_path, *contents, text=DAILY, despite=None, several=False, suffix="", say=ENGLISH, **filled):
    paths = []
    for number, content in enumerate(contents):
        data = (
            content.encode()
            if isinstance(content, str)
            else content
            if isinstance(content, bytes)
            else written(content)
        )
        path = tmp_path / f"p{number}{suffix or ('.json' if data.lstrip()[:1] == b'{' else '.toml')}"
        path.write_bytes(data)
        paths.append(path)
    return Patient.read(paths, filled, several=several).recipient(MONOGRAPHS[text], say, TODAY, despite)


def told_nothing(error, line=None):
    for problem in error.problems:
        told = f"{problem.message} {problem.hint} {problem.words} {problem.around}"
        assert not [secret for secret in SECRET if secret in told]
        assert problem.message.endswith(".")
        assert len(problem.hint) > 5
        assert problem.place.path
        if line is not None:
            assert problem.place.line == line
