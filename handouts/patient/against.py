"""A patient's dose against the monograph's text: its unit, its amount, how often, its strengths, its way in."""

from __future__ import annotations

import dataclasses
import re
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from handouts.errors import Level, Place, Problem
from handouts.model.language import is_english
from handouts.model.monograph import Role, plain
from handouts.model.walk import lines
from handouts.patient.agreement import disagreements, totals
from handouts.patient.amounts import Amount, Measure, Named, Unit, mentions, named_in, unit_named
from handouts.patient.dose import UnreadDoseError, check_words, read_dose
from handouts.patient.frequency import is_daily_text, is_weekly_text, per_week
from handouts.patient.moments import ROUTE_KINDS, SAME_ROUTE
from handouts.patient.quantities import UNIT_WORDS
from handouts.patient.strengths import is_made_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from handouts.leaflet.wording import Wording
    from handouts.model.monograph import Monograph
    from handouts.patient.dosage import Step

TIMES_OFF = 10  # a dose of ten times the largest of the text or more, or less than a tenth of the smallest, is an error
ONE = Decimal(1)  # what a text counts without a number: “swallow the tablet”
DESPITE = 'Check it with the prescriber; if it is right, add --despite "why".'


@dataclasses.dataclass(frozen=True)
class Prescribed:
    """A dose as it is printed, and as FHIR has it where it comes from there."""

    dose: str | None
    times: str | None
    steps: Sequence[Step] = ()


def problems_of(
    prescribed: Prescribed, monograph: Monograph, say: Wording, dose_place: Place, times_place: Place
) -> Iterator[Problem]:
    """Return what of a prescribed dose is not in the monograph's text; no message holds the dose."""
    try:
        amounts, often = _read(prescribed, say)
    except UnreadDoseError as error:
        field, place = ("times", times_place) if isinstance(error, _UnreadTimesError) else ("dose", dose_place)
        message = f"{field}: it cannot be read for certain: {error.message}."
        yield Problem("dose-unread", message, f"{error.hint}. Or add --despite with a reason.", place)
        return
    text = _text_of_doses(monograph)
    named = _with_strengths(named_in(text, monograph.language), monograph)
    if not prescribed.steps and is_english(monograph.language):
        places = (dose_place, times_place)
        dose, times = prescribed.dose or "", prescribed.times or ""
        yield from disagreements(dose, times, monograph, text, say, places)
        pieces = ((number, unit_named(unit)) for number, unit in totals(dose))
        amounts += tuple(Amount(number, number, unit) for number, unit in pieces if unit)
    for amount in amounts:
        yield from _amount_problems(amount, named, text, monograph, say, dose_place)
    yield from _frequency_problems(often, text, monograph, times_place)
    yield from _route_problems(prescribed, monograph, dose_place)


class _UnreadTimesError(UnreadDoseError):
    """Times that cannot be read for certain."""


def _read(prescribed: Prescribed, say: Wording) -> tuple[tuple[Amount, ...], tuple[Fraction | None, ...]]:
    """Return the amounts, and how often a week each may be taken."""
    if prescribed.steps:
        return tuple(step.amount for step in prescribed.steps), tuple(step.per_week for step in prescribed.steps)
    try:
        check_words(prescribed.times or "")
    except UnreadDoseError as error:
        raise _UnreadTimesError(error.message, error.hint) from None
    amounts = read_dose(prescribed.dose, say) if prescribed.dose else ()
    told = f"{prescribed.dose or ''}; {prescribed.times or ''}"
    return amounts, ((per_week(told, say),) if prescribed.times or per_week(told, say) is not None else ())


def _text_of_doses(monograph: Monograph) -> str:
    """Return the text that tells doses: the dose's own sections where they name any, else all of it."""
    own = [section for section in monograph.sections if section.role is Role.DOSE]
    for sections in (own, monograph.sections):
        text = "\n".join(plain(line.inline) for section in sections for line in lines(section.content))
        if named_in(text, monograph.language).units:
            return text
    return "\n".join(plain(line.inline) for section in monograph.sections for line in lines(section.content))


def _with_strengths(named: Named, monograph: Monograph) -> Named:
    """Add what the front matter says of strengths, of doses and of the form."""
    metadata = monograph.metadata
    told = named_in("; ".join((*metadata.strengths, *metadata.doses, metadata.form or "")), "en")
    return Named(named.units | told.units, (*named.amounts, *told.amounts))


def _amount_problems(  # noqa: PLR0913, PLR0917 - a dose, and all it is held against
    amount: Amount, named: Named, text: str, monograph: Monograph, say: Wording, place: Place
) -> Iterator[Problem]:
    if not named.units and not mentions(text, amount.unit, say, UNIT_WORDS):
        message = "dose: the text names no dose, so this one cannot be held against it."
        yield Problem("dose-unchecked", message, "Check it with the prescription.", place, Level.WARN)
        return
    if amount.unit not in named.units and not mentions(text, amount.unit, say, UNIT_WORDS):
        message = "dose: its unit is none of those the text gives doses in."
        yield Problem("dose-unit", message, f"Write it in the text's unit. {DESPITE}", place)
        return
    low, high = amount.ends
    known = [end for each in named.amounts if _compares(each.unit, amount.unit) for end in each.ends]
    known = known or ([ONE * amount.unit.size] if amount.unit.measure is Measure.COUNT else [])
    if known and (high >= max(known) * TIMES_OFF or low < min(known) / TIMES_OFF):
        how = "ten times the largest or more" if high >= max(known) * TIMES_OFF else "less than a tenth of the smallest"
        yield Problem("dose-range", f"dose: it is {how} amount in the text.", DESPITE, place)
        return
    metadata = monograph.metadata
    allowed = [
        end
        for each in named_in("; ".join(metadata.doses), "en").amounts
        if _compares(each.unit, amount.unit)
        for end in each.ends
    ]
    if allowed and not (min(allowed) <= low and high <= max(allowed)):
        yield Problem("dose-range", "dose: it is outside the doses of the front matter.", DESPITE, place)
    strengths = [
        each.ends[1]
        for each in named_in("; ".join(metadata.strengths), "en").amounts
        if _compares(each.unit, amount.unit)
    ]
    halved = "tablet" in (metadata.form or "").casefold()
    if strengths and not all(is_made_of(end, strengths, halved=halved) for end in {low, high}):
        message = "dose: no whole number of the front matter's strengths makes it up."
        yield Problem("dose-strength", message, DESPITE, place)


def _compares(one: Unit, other: Unit) -> bool:
    """Tell whether two units measure the same; tablets and puffs do not."""
    return one.measure is other.measure and (one.measure is not Measure.COUNT or one == other)


def _frequency_problems(
    often: Sequence[Fraction | None], text: str, monograph: Monograph, place: Place
) -> Iterator[Problem]:
    if not often:
        return
    weekly = is_weekly_text(text, monograph)
    rates = [rate for rate in often if rate is not None]
    if weekly and (len(rates) < len(often) or any(rate > 1 for rate in rates)):
        message = "times: the text says once a week; this is more often, or does not say how often."
        yield Problem("dose-schedule", message, f'Write "once a week, on Monday". {DESPITE}', place)
    elif weekly and len(rates) > 1 and sum(rates) > 1:
        message = "times: the text says once a week; the doses together are more often."
        yield Problem("dose-schedule", message, DESPITE, place)
    elif not weekly and (is_daily_text(text, monograph) or _in_a_row(monograph)) and any(rate <= 1 for rate in rates):
        message = "times: the text says every day, or days in a row; this is once a week or less."
        yield Problem("dose-schedule", message, DESPITE, place)


def _in_a_row(monograph: Monograph) -> bool:
    """Tell whether the schedule takes the medicine on more days in a row than one."""
    schedule = monograph.metadata.schedule
    return schedule is not None and any((stretch.take_days or 0) > 1 for stretch in schedule.stretches)


def _route_problems(prescribed: Prescribed, monograph: Monograph, place: Place) -> Iterator[Problem]:
    own = next(
        (code for pattern, code in ROUTE_KINDS if re.search(pattern, monograph.metadata.route or "", re.IGNORECASE)),
        None,
    )
    for step in prescribed.steps:
        route = SAME_ROUTE.get(step.route or "", step.route)
        if own and route and route != own:
            message = "dose: the prescription names another way to take it than the front matter (`route`)."
            yield Problem("dose-route", message, f"It may be another medicine's leaflet. {DESPITE}", place)
            return
