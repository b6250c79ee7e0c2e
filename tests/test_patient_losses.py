"""FHIR whose words, notes, limits or extensions say something else than its fields: refused, never dropped."""

import pytest
from patients import DOSAGE, PATIENT, REQUEST, bundle, changed, dosed, fitted, quantity

from handouts.errors import ContentError

DAILY = {"frequency": 1, "period": 1, "periodUnit": "d"}
THRICE = {"repeat": {"frequency": 3, "period": 1, "periodUnit": "d"}}
BID = {"coding": [{"code": "BID", "display": "3 times a day"}]}


def most(value, unit="mg"):
    return {"numerator": quantity(value, unit), "denominator": {"value": 1, "unit": "day", "code": "d"}}


REFUSED = {
    "another dose in the text": dosed(changed(DOSAGE, text="20 mg once a day")),
    "another unit in the text": dosed(changed(DOSAGE, text="10 ml once a day")),
    "another time in the text": dosed(changed(DOSAGE, text="10 mg weekly")),
    "another time in the code's text": dosed(
        changed(DOSAGE, timing={"code": {"text": "twice a day"}, "repeat": DAILY})
    ),
    "another time in the code's name": dosed(changed(DOSAGE, timing={"code": BID})),
    "not to take": dosed(changed(DOSAGE, patientInstruction="Do not take it until we call.")),
    "an instruction with a dose": dosed(changed(DOSAGE, patientInstruction="Take 20 mg twice a day")),
    "an additional dose": dosed(changed(DOSAGE, additionalInstruction=[{"text": "40 mg on Sundays"}])),
    "a note with a number": dosed(DOSAGE, note=[{"text": "Reduce to 5 mg if platelets fall"}]),
    "an extension with a number": dosed(changed(DOSAGE, extension=[{"url": "x", "valueString": "5 mg"}])),
    "a most of another kind": dosed(changed(DOSAGE, maxDosePerPeriod=most(20, "mL"))),
    "a most below the dose": dosed(changed(DOSAGE, maxDosePerAdministration=quantity(5, "mg"))),
    "a most below the day's dose": dosed(changed(DOSAGE, timing=THRICE, maxDosePerPeriod=most(10))),
    "when needed without a most": dosed(changed(DOSAGE, timing=None, asNeededBoolean=True)),
    "100 times a day": dosed(changed(DOSAGE, timing={"repeat": DAILY | {"frequency": 100}})),
    "a prescription that is over": dosed(DOSAGE, dispenseRequest={"validityPeriod": {"end": "2020-02-01"}}),
    "a prescription of the future": dosed(DOSAGE, authoredOn="2036-01-01"),
    "a history": bundle(PATIENT, REQUEST) | {"type": "history"},
    "a name that is two": bundle(changed(PATIENT, name=[{"text": "Ada A", "family": "Smith"}]), REQUEST),
    "an old number": bundle(changed(PATIENT, identifier=[{"value": "1", "period": {"end": "2010-01-01"}}]), REQUEST),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_says_another_thing_is_refused(tmp_path, name):
    with pytest.raises(ContentError):
        fitted(tmp_path, REFUSED[name])


def test_words_that_say_the_same_pass(tmp_path):
    same = (
        {"text": "10 mg once a day"},
        {"asNeededBoolean": True, "maxDosePerPeriod": most(20)},
        {"patientInstruction": "Take it with food."},
    )
    for fields in same:
        assert fitted(tmp_path, dosed(changed(DOSAGE, **fields))).warnings == ()
    assert fitted(tmp_path, dosed(DOSAGE, note=[{"text": "Seen in clinic."}])).warnings == ()
