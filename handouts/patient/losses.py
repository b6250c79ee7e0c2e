"""What a FHIR file says beside the fields that are put into words: it must not say something else, nor be lost."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from handouts.model.language import is_english
from handouts.patient.agreement import MOST_A_DAY, times_a_day
from handouts.patient.amounts import named_in
from handouts.patient.frequency import per_week
from handouts.patient.quantities import HINT, amount_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handouts.leaflet.wording import Wording
    from handouts.patient.amounts import Amount
    from handouts.patient.dosage import Step
    from handouts.patient.fhir import Resource
    from handouts.patient.file import Document, Steps

DAYS_OF_A_WEEK = 7
NOT_TAKEN = re.compile(r"\b(?:do not (?:take|use|start)|stop taking|withhold|on hold)\b", re.IGNORECASE)
ABSENT = "data-absent-reason"
OF_A_DAY = {"d": Fraction(1), "wk": Fraction(7), "h": Fraction(1, 24)}


def check_dosage(dosage: Any, step: Step, document: Document, steps: Steps, say: Wording) -> None:
    """Refuse a dosage whose words or limits say something else than its fields.

    Raises:
        ContentError: one does; its place is named.
    """
    if step.per_week is not None and step.per_week > MOST_A_DAY * DAYS_OF_A_WEEK:
        raise document.refuse((*steps, "timing"), "fhir-timing", "so often a day cannot be meant", HINT)
    if (dosage.asNeededBoolean or dosage.asNeededCodeableConcept) and step.per_week is None and not _has_most(dosage):
        message = "it is taken when needed, and nothing says how often at most"
        raise document.refuse((*steps, "maxDosePerPeriod"), "fhir-dose", message, HINT)
    _check_limits(dosage, step, document, steps)
    if is_english(say.language):
        for field, words in _prose(dosage):
            if _says_otherwise(words, step, say, told=f"{step.dose} {step.times}"):
                message = "its words say another dose, another time or not to take it"
                raise document.refuse((*steps, *field), "fhir-dose", message, HINT)


def check_request(request: Resource, model: Any, today: dt.date) -> None:
    """Refuse a prescription that is over, not yet made, or holds a number that no leaflet would show.

    Raises:
        ContentError: it is so.
    """
    period = model.dispenseRequest.validityPeriod if model.dispenseRequest else None
    if period and period.end and _day(period.end) < today:
        message = "the prescription is no longer valid"
        raise request.refuse("dispenseRequest.validityPeriod.end", "fhir-status", message, "Export the one in force.")
    if model.authoredOn and (_day(model.authoredOn) - today).days > 1:  # a day's grace for the time zone
        raise request.refuse("authoredOn", "fhir-status", "this day is in the future", HINT)
    place = (*request.steps, "dosageInstruction")
    _refuse_lost(request.values.get("dosageInstruction"), request.document, place)
    for number, note in enumerate(model.note or []):
        if re.search(r"\d", note.text or "") or NOT_TAKEN.search(note.text or ""):
            message = "a note says something of the dose that no field says"
            raise request.refuse(f"note.{number}.text", "fhir-dose", message, HINT)


def _has_most(dosage: Any) -> bool:
    return dosage.maxDosePerPeriod is not None


def _check_limits(dosage: Any, step: Step, document: Document, steps: Steps) -> None:
    """Hold the most at one time and in a period against the dose itself, where they can be compared."""
    if dosage.maxDosePerAdministration is not None:
        place = (*steps, "maxDosePerAdministration")
        _refuse_less(
            amount_of(dosage.maxDosePerAdministration, document, place), step.amount, Fraction(1), place, document
        )
    ratio = dosage.maxDosePerPeriod
    if ratio is not None:
        place = (*steps, "maxDosePerPeriod")
        span, value = OF_A_DAY.get(ratio.denominator.code or ""), ratio.denominator.value
        needed = dosage.asNeededBoolean or dosage.asNeededCodeableConcept
        each_day = Fraction(0) if needed or step.per_week is None else step.per_week / DAYS_OF_A_WEEK
        doses = each_day * span * Fraction(value) if span and value else Fraction(0)
        _refuse_less(
            amount_of(ratio.numerator, document, (*place, "numerator")),
            step.amount,
            max(doses, Fraction(1)),
            place,
            document,
        )


def _refuse_less(most: Amount, dose: Amount, doses: Fraction, place: Steps, document: Document) -> None:
    if most.unit.measure is not dose.unit.measure:
        raise document.refuse(place, "fhir-dose", "the most has another kind of unit than the dose", HINT)
    if Fraction(most.ends[1]) < Fraction(dose.ends[0]) * doses:
        raise document.refuse(place, "fhir-dose", "the most is less than what is to be taken", HINT)


def _refuse_lost(raw: Any, document: Document, steps: Steps) -> None:
    """Refuse an extension that holds a number, and a value that is said to be absent."""
    if isinstance(raw, dict):
        for name, inner in raw.items():
            place = (*steps, name)
            if name == "extension" and (_has_number(inner) or ABSENT in str(inner)):
                message = "an extension holds a number, or says that a value is absent"
                raise document.refuse(place, "fhir-dose", message, HINT)
            _refuse_lost(inner, document, place)
    elif isinstance(raw, list):
        for number, inner in enumerate(raw):
            _refuse_lost(inner, document, (*steps, number))


def _has_number(value: Any) -> bool:
    if isinstance(value, dict):
        return any(_has_number(inner) for name, inner in value.items() if name not in {"url", "system", "code", "id"})
    if isinstance(value, list):
        return any(map(_has_number, value))
    return not isinstance(value, bool) and bool(re.search(r"\d", str(value)))


def _prose(dosage: Any) -> Iterator[tuple[Steps, str]]:
    """Return what a dosage says in words, beside its fields."""
    given: list[tuple[Steps, str | None]] = [
        (("text",), dosage.text),
        (("patientInstruction",), dosage.patientInstruction),
    ]
    for number, each in enumerate(dosage.additionalInstruction or []):
        given += [(("additionalInstruction", number), words) for words in _words_of(each)]
    if dosage.timing and dosage.timing.code:
        given += [(("timing", "code"), words) for words in _words_of(dosage.timing.code)]
    yield from ((place, words) for place, words in given if words)


def _words_of(concept: Any) -> list[str | None]:
    return [concept.text, *(coding.display for coding in concept.coding or [])]


def _says_otherwise(words: str, step: Step, say: Wording, *, told: str) -> bool:
    if NOT_TAKEN.search(words):
        return True
    known = {end for amount in named_in(told.partition(". ")[0], say.language).amounts for end in amount.ends}
    known |= set(step.amount.ends)
    amounts = [(amount, end) for amount in named_in(words, say.language).amounts for end in amount.ends]
    if any(end not in known for amount, end in amounts if amount.unit.measure is step.amount.unit.measure):
        return True
    if any(
        amount.unit.measure is not step.amount.unit.measure
        and end / amount.unit.size in {Decimal(step.amount.low), Decimal(step.amount.high)}
        for amount, end in amounts
    ):
        return True  # “10 ml” beside 10 mg
    daily, weekly = times_a_day(words), per_week(words, say)
    if step.per_week is None:
        return False
    rate = weekly if weekly is not None and weekly < DAYS_OF_A_WEEK else None
    return (daily is not None and daily * DAYS_OF_A_WEEK != step.per_week and step.per_week >= DAYS_OF_A_WEEK) or (
        rate is not None and rate != step.per_week
    )


def _day(moment: dt.datetime | dt.date) -> dt.date:
    return moment.date() if isinstance(moment, dt.datetime) else moment
