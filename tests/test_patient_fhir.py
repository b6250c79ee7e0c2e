"""FHIR that says what a leaflet cannot: refused with its path and its line."""

import sys

import pytest
from conftest import ROOT
from patients import (
    DOSAGE,
    NAME,
    PATIENT,
    REQUEST,
    bundle,
    changed,
    dosed,
    fitted,
    quantity,
    timed,
    told_nothing,
)  # fmt: skip

from handouts.errors import ContentError

CODED = {"coding": [{"system": "http://terminology.hl7.org/CodeSystem/v3-GTSAbbreviation", "code": "BID"}]}
FHIR = {  # the file, the path of what is wrong, and what is said of it
    "two patients": (bundle(PATIENT, changed(PATIENT, id="p2"), REQUEST), "entry[1].resource", "second patient"),
    "two prescriptions": (bundle(PATIENT, REQUEST, changed(REQUEST, id="r2")), "entry[2].resource", "second presc"),
    "no patient": (bundle(REQUEST), "", "no patient"),
    "another kind": ({"resourceType": "Observation"}, "resourceType", "neither a Bundle"),
    "an entry without a resource": ({"resourceType": "Bundle", "entry": [{}]}, "entry[0]", "no resource"),
    "half a bundle": (bundle() | {"link": [{"relation": "next", "url": "x"}]}, "link", "another file"),
    "no birth date": (bundle(changed(PATIENT, birthDate=None), REQUEST), "birthDate", "whole date"),
    "a birth year": (bundle(changed(PATIENT, birthDate="1950"), REQUEST), "birthDate", "whole date"),
    "no name": (bundle(changed(PATIENT, name=None), REQUEST), "name", "name is missing"),
    "two names": (bundle(changed(PATIENT, name=PATIENT["name"][:1] * 2), REQUEST), "name[1]", "two names"),
    "no number": (bundle(changed(PATIENT, identifier=None), REQUEST), "identifier", "number is missing"),
    "two numbers": (
        bundle(changed(PATIENT, identifier=[{"value": "1"}, {"value": "2"}]), REQUEST), "identifier", "not certain",
    ),
    "a dead patient": (bundle(changed(PATIENT, deceasedBoolean=True), REQUEST), "deceasedBoolean", "has died"),
    "a record not in use": (bundle(changed(PATIENT, active=False), REQUEST), "active", "not in use"),
    "a record replaced": (
        bundle(changed(PATIENT, link=[{"other": {"reference": "Patient/2"}, "type": "replaced-by"}]), REQUEST),
        "link[0].type", "taken the place",
    ),
    "a patient's modifier": (
        bundle(changed(PATIENT, modifierExtension=[{"url": "x", "valueBoolean": True}]), REQUEST),
        "entry[0].resource.modifierExtension", "changes what this means",
    ),
    "a dosage's modifier": (
        dosed(changed(DOSAGE, modifierExtension=[{"url": "x", "valueBoolean": True}])),
        "entry[1].resource.dosageInstruction[0].modifierExtension", "changes what this means",
    ),
    "implicit rules": (bundle(PATIENT, changed(REQUEST, implicitRules="urn:x")), "implicitRules", "rules of its own"),
    "a cut resource": (
        bundle(PATIENT, changed(REQUEST, meta={"tag": [{"code": "SUBSETTED"}]})), "meta.tag", "left out",
    ),
    **{
        f"status {status}": (dosed(DOSAGE, status=status), "entry[1].resource.status", "not active")
        for status in "cancelled stopped entered-in-error draft on-hold completed unknown nonsense".split()
    },
    **{
        f"intent {intent}": (dosed(DOSAGE, intent=intent), "entry[1].resource.intent", "no order")
        for intent in ("proposal", "plan", "option")
    },
    "do not take": (dosed(DOSAGE, doNotPerform=True), "doNotPerform", "not to be taken"),
    "another patient": (dosed(DOSAGE, subject={"reference": "Patient/p2"}), "subject", "not the prescription of"),
    "a patient without reference": (dosed(DOSAGE, subject={"display": NAME}), "subject", "not the prescription of"),
    "another medicine": (dosed(DOSAGE, medicationCodeableConcept={"text": "Thalidomide"}), "medication", "its name"),
    "a combination": (
        dosed(DOSAGE, medicationCodeableConcept={"text": "Demolide 5 mg / Codeine 10 mg"}), "medication", "beside",
    ),
    "another ATC code": (
        dosed(DOSAGE, medicationCodeableConcept={
            "coding": [{"system": "http://www.whocc.no/atc", "code": "L01BA01"}], "text": "Demolide"
        }), "medication", "ATC",
    ),
    "a medicine elsewhere": (
        dosed(DOSAGE, medicationCodeableConcept=None, medicationReference={"reference": "Medication/9"}),
        "medication", "not in the file",
    ),
    "no dosage": (dosed(), "dosageInstruction", "no dosage"),
    "a text alone": (dosed({"text": "10 mg once a day"}), "dosageInstruction[0].doseAndRate", "exactly one dose"),
    "no timing": (dosed(changed(DOSAGE, timing=None)), "dosageInstruction[0].timing", "neither how often"),
    "two doses": (dosed(changed(DOSAGE, doseAndRate=DOSAGE["doseAndRate"] * 2)), "doseAndRate", "exactly one"),
    "a rate": (
        dosed(changed(DOSAGE, doseAndRate=[{"rateQuantity": quantity(1, "ml/h", "mL/h")}])), "rateQuantity", "rate",
    ),
    "an unknown unit": (
        dosed(changed(DOSAGE, doseAndRate=[{"doseQuantity": quantity(1, "blob", "{blob}")}])),
        "doseAndRate[0].doseQuantity.code", "unit",
    ),
    "no unit": (dosed(changed(DOSAGE, doseAndRate=[{"doseQuantity": {"value": 1}}])), "doseQuantity.unit", "unit"),
    "two units": (
        dosed(changed(DOSAGE, doseAndRate=[{"doseQuantity": quantity(1, "g", "mg")}])),
        "doseQuantity.unit", "two things",
    ),
    "no number of a dose": (
        dosed(changed(DOSAGE, doseAndRate=[{"doseQuantity": {"unit": "mg"}}])), "doseQuantity.value", "missing",
    ),
    "a comparator": (
        dosed(changed(DOSAGE, doseAndRate=[{"doseQuantity": quantity(1, "mg") | {"comparator": "<"}}])),
        "comparator", "less than",
    ),
    "half a range": (
        dosed(changed(DOSAGE, doseAndRate=[{"doseRange": {"low": quantity(1, "mg")}}])), "doseRange", "lacks an end",
    ),
    "ten decimals": (
        dosed(changed(DOSAGE, doseAndRate=[{"doseQuantity": quantity(1.23456, "mg")}])), "value", "no dose has",
    ),
    "an unknown moment": (
        dosed(timed({"when": ["MORN", "FULLMOON"]})),
        "entry[1].resource.dosageInstruction[0].timing.repeat.when[1]", "cannot be put into words",
    ),
    "minutes of nothing": (dosed(timed({"when": ["MORN"], "offset": 30})), "repeat.offset", "minutes"),
    "an unknown period": (dosed(timed({"frequency": 1, "period": 1, "periodUnit": "s"})), "periodUnit", "unit of time"),
    "half a period": (dosed(timed({"frequency": 1, "period": 1.5, "periodUnit": "d"})), "period", "part of"),
    "no period": (dosed(timed({"frequency": 2})), "frequency", "in what time"),
    "3 in 2 days": (dosed(timed({"frequency": 3, "period": 2, "periodUnit": "d"})), "frequency", "several times"),
    "how long a dose takes": (
        dosed(timed({"frequency": 1, "period": 1, "periodUnit": "d", "duration": 2, "durationUnit": "h"})),
        "repeat.duration", "how long",
    ),
    "more or fewer doses": (
        dosed(timed({"frequency": 1, "period": 1, "periodUnit": "d", "count": 2, "countMax": 4})), "countMax", "vary",
    ),
    "dates one by one": (dosed(changed(DOSAGE, timing={"event": ["2026-04-06"]})), "timing.event", "one by one"),
    "no day of the week": (dosed(timed({"dayOfWeek": ["someday"]})), "dayOfWeek[0]", "no day"),
    "two days once a week": (
        dosed(timed({"frequency": 1, "period": 1, "periodUnit": "wk", "dayOfWeek": ["mon", "thu"]})),
        "dayOfWeek", "as many days",
    ),
    "two times of day, three times": (
        dosed(timed({"frequency": 3, "period": 1, "periodUnit": "d", "timeOfDay": ["08:00:00", "20:00:00"]})),
        "frequency", "times of day",
    ),
    "an unknown code": (
        dosed(changed(DOSAGE, timing={"code": {"coding": [{"code": "WHENEVER"}]}})), "timing.code", "not one we know",
    ),
    "a code and other fields": (
        dosed(changed(DOSAGE, timing={"code": CODED, "repeat": DOSAGE["timing"]["repeat"]})), "repeat", "two things",
    ),
    "an end before the start": (
        dosed(timed(DOSAGE["timing"]["repeat"] | {"boundsPeriod": {"start": "2026-05-04", "end": "2026-04-04"}})),
        "boundsPeriod", "before it begins",
    ),
    "an end that is over": (
        dosed(timed(DOSAGE["timing"]["repeat"] | {"boundsPeriod": {"end": "2026-03-04"}})), "end", "in the past",
    ),
    "a month as a start": (
        dosed(timed(DOSAGE["timing"]["repeat"] | {"boundsPeriod": {"start": "2026-05"}})), "start", "whole date",
    ),
    "a site": (dosed(changed(DOSAGE, site={"text": "left arm"})), "site", "into words"),
    "an unknown route": (dosed(changed(DOSAGE, route={"text": "somehow"})), "route", "not one we know"),
    "an unknown method": (dosed(changed(DOSAGE, method={"text": "somehow"})), "method", "not one we know"),
    "a lifetime": (dosed(changed(DOSAGE, maxDosePerLifetime=quantity(1, "g"))), "maxDosePerLifetime", "into words"),
    "a code without words": (
        dosed(changed(DOSAGE, additionalInstruction=[{"coding": [{"code": "1"}]}])),
        "additionalInstruction[0]", "no words",
    ),
    "several without an order": (dosed(DOSAGE, DOSAGE), "dosageInstruction[0].sequence", "nobody knows"),
    "a step without an end": (
        dosed(DOSAGE | {"sequence": 1}, DOSAGE | {"sequence": 2}), "dosageInstruction[0].timing.repeat", "no end",
    ),
    "a cycle in the text alone": (
        dosed(DOSAGE | {"text": "10 mg once a day for 21 days of 28"}), "dosageInstruction[0].text", "fields beside",
    ),
    "a field FHIR has not": (dosed(timed({"frequenzy": 1})), "timing.repeat", "no field"),
    "a field of another type": (dosed(DOSAGE, doNotPerform="perhaps"), "doNotPerform", "FHIR R4"),
    "a frequency of minus one": (
        dosed(timed({"frequency": -1, "period": 1, "periodUnit": "d"})), "repeat.frequency", "FHIR R4",
    ),
    "another way in": (
        dosed(changed(DOSAGE, route={"coding": [{"system": "http://snomed.info/sct", "code": "34206005"}]})),
        "", "way to take",
    ),
    "another unit": (
        dosed(changed(DOSAGE, doseAndRate=[{"doseQuantity": quantity(10, "ug")}])), "", "its unit",
    ),
    "once a week": (dosed(timed({"frequency": 1, "period": 1, "periodUnit": "wk"})), "", "every day"),
}  # fmt: skip


@pytest.mark.parametrize(("content", "path", "said"), FHIR.values(), ids=FHIR)
def test_fhir_that_says_what_we_cannot_is_refused(tmp_path, content, path, said):
    with pytest.raises(ContentError, match=said) as caught:
        fitted(tmp_path, content)
    told_nothing(caught.value)
    problem = caught.value.problems[0]
    assert path in problem.message
    if path:
        assert problem.place.line > 0


def test_what_is_missing_to_read_fhir_is_named(tmp_path, monkeypatch):
    for name in [name for name in sys.modules if name.partition(".")[0] == "fhir"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "fhir", None)
    with pytest.raises(ContentError, match="more is needed") as caught:
        fitted(tmp_path, bundle())
    assert "pip install 'handouts[records]'" in caught.value.problems[0].hint
    assert "make setup" in caught.value.problems[0].hint
    assert "\nfhir-resources==" in (ROOT / "requirements.lock").read_text("utf-8"), "make setup would not bring it"


def test_there_are_many_ways_to_be_wrong():
    assert len(FHIR) > 70
