"""FHIR's Dosage to the words of the leaflet; what no words of ours say is refused with its place."""

from __future__ import annotations

import dataclasses
import datetime as dt
import itertools
import re
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from handouts.patient.losses import check_dosage
from handouts.patient.moments import ROUTE_NAMES, ROUTES, TAKEN_BY
from handouts.patient.quantities import HINT, SPANS, amount_of, number_of, range_of, say_amount, say_span
from handouts.patient.timing import Times, TimingReader

if TYPE_CHECKING:
    from collections.abc import Sequence

    from handouts.leaflet.wording import Wording
    from handouts.patient.amounts import Amount
    from handouts.patient.file import Document, Steps

UNREAD = ("site", "maxDosePerLifetime")


@dataclasses.dataclass(frozen=True)
class Step:
    """One dosage in words, and what of it is held against the text."""

    dose: str
    times: str
    amount: Amount
    per_week: Fraction | None = None
    start: dt.date | None = None
    ends: bool = False
    route: str | None = None


@dataclasses.dataclass(frozen=True)
class Dosing:
    """All dosages of a prescription: in words as two fields of the leaflet, and what is held against the text.

    ``per_week`` is how often a week at least and at most, ``together`` whether dose and times stand in one sentence.
    """

    dose: str
    times: str
    steps: tuple[Step, ...]
    start: dt.date | None
    together: bool


def read_dosing(dosages: Sequence[Any], document: Document, steps: Steps, say: Wording) -> Dosing:
    """Return the dosages of a prescription in words.

    Several with one ``sequence`` go together, with several they follow one another, each with its end.

    Raises:
        ContentError: one says what no words of ours say; its place is named.
    """
    if not dosages:
        raise document.refuse(steps, "fhir-dose", "the prescription has no dosage", HINT)
    read = [_step(dosage, document, (*steps, number), say) for number, dosage in enumerate(dosages)]
    if len(read) == 1:
        return Dosing(read[0].dose, read[0].times, (read[0],), read[0].start, together=False)
    numbers = [dosage.sequence for dosage in dosages]
    if None in numbers:
        message = "without a sequence nobody knows whether it goes with the others or follows them"
        raise document.refuse((*steps, numbers.index(None), "sequence"), "fhir-dose", message, HINT)
    ordered = sorted(zip(numbers, read, itertools.count()), key=lambda each: (each[0], each[2]))
    groups = [list(group) for _, group in itertools.groupby(ordered, key=lambda each: each[0])]
    for group in groups[:-1]:
        for _, step, place in group:
            if not step.ends:
                message = "it has no end, and another dosage follows it"
                raise document.refuse((*steps, place, "timing", "repeat"), "fhir-dose", message, HINT)
    words = [
        say.all_of([_whole(step, say, first=number == 0) for _, step, _ in group])
        for number, group in enumerate(groups)
    ]
    if len(words) > 1:
        first, *others = words
        words = [say("First: {dose}.", dose=first), *(say("Then: {dose}.", dose=each) for each in others)]
    start = groups[0][0][1].start
    if any(step.start not in {start, None} for _, step, _ in groups[0]):
        message = "dosages that go together begin on two days"
        raise document.refuse(steps, "fhir-dose", message, HINT)
    return Dosing(" ".join(words), say("See “My dose”."), tuple(read), start, together=True)


def _whole(step: Step, say: Wording, *, first: bool) -> str:
    """Return a dosage in one stretch of words, with its first day where it is not that of the whole."""
    words = say("{dose} {times}", dose=step.dose, times=step.times.rstrip("."))
    return words if first or step.start is None else f"{say('from {date}', date=say.date(step.start))}: {words}"


def _step(dosage: Any, document: Document, steps: Steps, say: Wording) -> Step:
    for field in UNREAD:
        if getattr(dosage, field) is not None:
            raise document.refuse((*steps, field), "fhir-dose", "this cannot be put into words", HINT)
    if dosage.method and not any(coding.code in TAKEN_BY for coding in dosage.method.coding or []):
        raise document.refuse((*steps, "method"), "fhir-dose", "this way to take it is not one we know", HINT)
    amount = _dose(dosage, document, steps)
    times = Times(())
    if dosage.timing:
        times = TimingReader(document, (*steps, "timing"), say).read(dosage.timing)
    need = _as_needed(dosage, document, steps, say)
    if not (times.words or need):
        raise document.refuse((*steps, "timing"), "fhir-timing", "it says neither how often nor when", HINT)
    route = _route(dosage, document, steps)
    words = [*times.words, *need, *_most(dosage, document, steps, say)]
    if route:
        words.append(say(ROUTES[route]))
    said = ", ".join(words)
    told = [said, *(text.rstrip(".") for text in _instructions(dosage, document, steps))]
    step = Step(say_amount(amount, say), ". ".join(told), amount, times.per_week, times.start, times.ends, route)
    _no_more_in_the_text(dosage, step, document, steps, say)
    check_dosage(dosage, step, document, steps, say)
    return step


def _dose(dosage: Any, document: Document, steps: Steps) -> Amount:
    given = dosage.doseAndRate or []
    steps = (*steps, "doseAndRate")
    if len(given) != 1:
        raise document.refuse(steps, "fhir-dose", "there must be exactly one dose", HINT)
    (only,), steps = given, (*steps, 0)
    for field in ("rateQuantity", "rateRange", "rateRatio"):
        if getattr(only, field) is not None:
            raise document.refuse((*steps, field), "fhir-dose", "a rate cannot be put into words", HINT)
    if only.doseQuantity is not None:
        return amount_of(only.doseQuantity, document, (*steps, "doseQuantity"))
    if only.doseRange is not None:
        return range_of(only.doseRange, document, (*steps, "doseRange"))
    raise document.refuse(steps, "fhir-dose", "the dose is missing", HINT)


def _as_needed(dosage: Any, document: Document, steps: Steps, say: Wording) -> list[str]:
    if dosage.asNeededCodeableConcept is not None:
        place = (*steps, "asNeededCodeableConcept")
        return [say("only when needed: {reason}", reason=_said(dosage.asNeededCodeableConcept, document, place))]
    return [say("only when needed")] if dosage.asNeededBoolean else []


def _most(dosage: Any, document: Document, steps: Steps, say: Wording) -> list[str]:
    """Return the most in a time, and the most at one time."""
    words = []
    if (ratio := dosage.maxDosePerPeriod) is not None:
        place = (*steps, "maxDosePerPeriod")
        if ratio.numerator is None or ratio.denominator is None:
            raise document.refuse(place, "fhir-dose", "it lacks a half", HINT)
        most = amount_of(ratio.numerator, document, (*place, "numerator"))
        span = ratio.denominator
        unit = span.code or {"day": "d", "hour": "h", "week": "wk", "days": "d", "hours": "h"}.get(span.unit or "", "")
        number = number_of(span.value, document, (*place, "denominator", "value"))
        if unit not in SPANS or number != int(number) or span.comparator:
            raise document.refuse((*place, "denominator"), "fhir-dose", "this time cannot be put into words", HINT)
        amount = say_amount(most, say)
        words.append(say("no more than {dose} in {time}", dose=amount, time=say_span(number, unit, say)))
    if dosage.maxDosePerAdministration is not None:
        most = amount_of(dosage.maxDosePerAdministration, document, (*steps, "maxDosePerAdministration"))
        words.append(say("no more than {dose} at one time", dose=say_amount(most, say)))
    return words


def _route(dosage: Any, document: Document, steps: Steps) -> str | None:
    if dosage.route is None:
        return None
    codings = dosage.route.coding or []
    names = [dosage.route.text, *(coding.display for coding in codings)]
    found = {coding.code for coding in codings if coding.code in ROUTES}
    found |= {ROUTE_NAMES[name.casefold().strip()] for name in names if name and name.casefold().strip() in ROUTE_NAMES}
    if len(found) != 1:
        raise document.refuse((*steps, "route"), "fhir-dose", "this route is not one we know", HINT)
    return str(found.pop())


def _instructions(dosage: Any, document: Document, steps: Steps) -> list[str]:
    """Return what the prescriber wrote for the patient, as it stands."""
    given = [
        _said(each, document, (*steps, "additionalInstruction", number))
        for number, each in enumerate(dosage.additionalInstruction or [])
    ]
    return [*given, *([dosage.patientInstruction.strip()] if dosage.patientInstruction else [])]


def _said(concept: Any, document: Document, steps: Steps) -> str:
    """Return the words of a concept."""
    words = concept.text or next((coding.display for coding in concept.coding or [] if coding.display), None)
    if not (words and words.strip()):
        raise document.refuse(steps, "fhir-dose", "it has a code and no words", HINT)
    return str(words).strip()


def _no_more_in_the_text(dosage: Any, step: Step, document: Document, steps: Steps, say: Wording) -> None:
    """Refuse a dosage whose own text holds a number that its fields do not: they have lost something.

    A cycle of 28 days is the usual case: no field of a Dosage has a place for it.
    """
    known = set(_figures(f"{step.dose} {step.times}", say))
    if step.start:
        known |= set(_figures(say.date(step.start), say)) | {str(step.start.month)}
    if dosage.text and set(_figures(dosage.text, say)) - known:
        message = "the text holds a number that the fields beside it do not"
        raise document.refuse((*steps, "text"), "fhir-dose", message, HINT)


def _figures(text: str, say: Wording) -> list[str]:
    """Return the numbers of a text, in figures, each written one way."""
    group = say.number(1000)[1:2]
    plain = re.sub(rf"(?<=\d){re.escape(group)}(?=\d{{3}}\b)", "", text)
    return [
        re.sub(r"[.,]?0+$", "", each) if re.search(r"[.,]", each) else each.lstrip("0") or "0"
        for each in re.findall(r"\d+(?:[.,]\d+)?", plain)
    ]
