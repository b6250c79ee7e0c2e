"""A patient's dose against the monograph's text: its unit, its amount, how often, its strengths, its way in."""

from __future__ import annotations

import dataclasses
import re
from collections import Counter
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from babel.numbers import get_decimal_symbol

from handouts.errors import Level, Place, Problem
from handouts.model.language import is_english
from handouts.model.monograph import Role, plain
from handouts.model.walk import lines
from handouts.patient.agreement import NEEDED, disagreements, times_a_day
from handouts.patient.amounts import Amount, Measure, Named, Unit, mentions, named_in
from handouts.patient.dose import Placed, UnreadDoseError, check_words, decimal_mark, read_dose
from handouts.patient.frequency import DAYS_OF_A_WEEK, is_daily_text, is_weekly_text, per_week, rates_apart
from handouts.patient.limits import limit_faults
from handouts.patient.makeup import Group, faults_of, grouped, strength_behind
from handouts.patient.moments import ROUTE_KINDS, SAME_ROUTE
from handouts.patient.products import liquids_in, products_of
from handouts.patient.quantities import UNIT_WORDS
from handouts.patient.strengths import is_made_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from handouts.leaflet.wording import Wording
    from handouts.model.monograph import Monograph, Section
    from handouts.patient.dosage import Step

TIMES_OFF = 10  # a dose of ten times the largest of the text or more, or less than a tenth of the smallest, is an error
NEAR = Fraction(11, 10)  # every 4 weeks is once a month
EVERY_OTHER_DAY = 3  # times a week, at least
ONE = Decimal(1)  # what a text counts without a number: “swallow the tablet”
WHOLE = re.compile(r"\bswallow (?:the|each|all|your) (?:tablets?|capsules?) whole\b", re.IGNORECASE)
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
        groups, often = _read(prescribed, monograph, say)
    except UnreadDoseError as error:
        field, place = ("times", times_place) if isinstance(error, _UnreadTimesError) else ("dose", dose_place)
        message = f"{field}: it cannot be read for certain: {error.message}."
        yield Problem("dose-unread", message, f"{error.hint}. Or add --despite with a reason.", place)
        return
    text = _text_of_doses(monograph)
    named = _with_strengths(named_in(text, monograph.language), monograph)
    products = products_of(monograph.metadata, (text, _text_of(monograph)), monograph.language)
    dose, times = prescribed.dose or "", prescribed.times or ""
    told = f"{dose}; {times}"
    if is_english(monograph.language):
        if not prescribed.steps:
            yield from disagreements(dose, times, monograph, text, say, (dose_place, times_place))
        for fault in limit_faults(times, groups, products, times_a_day(told), needed=bool(NEEDED.search(told))):
            yield Problem(fault.code, fault.message, f"{fault.hint} {DESPITE}", times_place)
    for fault in faults_of(strength_behind(dose), groups, products, whole=bool(WHOLE.search(text))):
        yield Problem(fault.code, fault.message, f"{fault.hint} {DESPITE}", dose_place)
    for amount in (amount for group in groups for amount in group.amounts_to_know(products)):
        yield from _amount_problems(amount, named, text, monograph, say, dose_place)
    yield from _frequency_problems(prescribed, often, text, monograph, times_place)
    yield from _language_problems(prescribed, monograph, say, dose_place)
    yield from _route_problems(prescribed, monograph, dose_place)


class _UnreadTimesError(UnreadDoseError):
    """Times that cannot be read for certain."""


def _read(
    prescribed: Prescribed, monograph: Monograph, say: Wording
) -> tuple[list[Group], tuple[Fraction | None, ...]]:
    """Return the amounts, those that say the same together, and how often a week each may be taken."""
    if prescribed.steps:
        groups = [group for step in prescribed.steps for group in grouped("", [Placed(step.amount, 0, 0)])]
        return groups, tuple(step.per_week for step in prescribed.steps)
    try:
        check_words(prescribed.times or "")
    except UnreadDoseError as error:
        raise _UnreadTimesError(error.message, error.hint) from None
    dose = strength_behind(prescribed.dose or "")
    amounts = read_dose(dose, say, decimal_mark(monograph.language, say)) if dose else ()
    told = f"{prescribed.dose or ''}; {prescribed.times or ''}"
    often = (per_week(told, say),) if prescribed.times or per_week(told, say) is not None else ()
    return grouped(dose, amounts), often


def _text_of_doses(monograph: Monograph) -> str:
    """Return the text that tells doses: the dose's own sections where they name any, else all of it."""
    own = [section for section in monograph.sections if section.role is Role.DOSE]
    text = _text_of(monograph, own)
    return text if named_in(text, monograph.language).units else _text_of(monograph)


def _text_of(monograph: Monograph, sections: Sequence[Section] | None = None) -> str:
    chosen = monograph.sections if sections is None else sections
    return "\n".join(plain(line.inline) for section in chosen for line in lines(section.content))


def _with_strengths(named: Named, monograph: Monograph) -> Named:
    """Add what the front matter says of strengths, of doses and of the form."""
    metadata = monograph.metadata
    told = named_in("; ".join((*metadata.strengths, *metadata.doses, metadata.form or "")), "en")
    return Named(named.units | told.units, (*named.amounts, *told.amounts), (*named.in_liquid, *told.in_liquid))


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
    held = [end for each in named.in_liquid if _compares(each.unit, amount.unit) for end in each.ends]
    taken = list((Counter(known) - Counter(held)).elements())  # what is in 1 ml is no dose to be less than
    if known and (high >= max(known) * TIMES_OFF or (taken and low < min(taken) / TIMES_OFF)):
        how = (
            "at least ten times the largest" if high >= max(known) * TIMES_OFF else "less than a tenth of the smallest"
        )
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
        for each in named_in("; ".join(each for each in metadata.strengths if not liquids_in(each, "en")), "en").amounts
        if _compares(each.unit, amount.unit)
    ]
    halved = "tablet" in (metadata.form or "").casefold() and not WHOLE.search(text)
    if strengths and not all(is_made_of(end, strengths, halved=halved) for end in {low, high}):
        message = "dose: no whole number of the front matter's strengths makes it up."
        yield Problem("dose-strength", message, DESPITE, place)


def _compares(one: Unit, other: Unit) -> bool:
    """Tell whether two units measure the same; tablets and puffs do not."""
    return one.measure is other.measure and (one.measure is not Measure.COUNT or one == other)


def _frequency_problems(
    prescribed: Prescribed, often: Sequence[Fraction | None], text: str, monograph: Monograph, place: Place
) -> Iterator[Problem]:
    weekly, apart = is_weekly_text(text, monograph), rates_apart(text, monograph)
    rates = [rate for rate in often if rate is not None]
    schedule = monograph.metadata.schedule
    rests = schedule is not None and any(stretch.rest_days for stretch in schedule.stretches)
    if prescribed.dose and (weekly or apart or rests) and len(rates) < max(len(often), 1):
        said = "the text says once a week" if weekly else "it is not taken every day"
        message = f"times: {said}, and nothing says how often."
        example = '"once a week, on Monday"' if weekly else '"once a day", "every other day", or on which days'
        yield Problem("dose-schedule", message, f"Say `times`: {example}. {DESPITE}", place)
    elif weekly and any(rate > 1 for rate in rates):
        message = "times: the text says once a week; this is more often."
        yield Problem("dose-schedule", message, f'Write "once a week, on Monday". {DESPITE}', place)
    elif weekly and rates and sum(rates) < 1:
        message = "times: the text says once a week; this is less often."
        yield Problem("dose-schedule", message, DESPITE, place)
    elif weekly and len(rates) > 1 and sum(rates) > 1:
        message = "times: the text says once a week; the doses together are more often."
        yield Problem("dose-schedule", message, DESPITE, place)
    elif apart and rates and not min(apart) / NEAR <= sum(rates) <= max(apart) * NEAR:
        message = "times: the text says to take it more often, or less often."
        yield Problem("dose-schedule", message, DESPITE, place)
    elif not weekly and (is_daily_text(text, monograph) or _in_a_row(monograph)) and _seldom(rates):
        message = "times: the text says every day, or days in a row; this is on fewer."
        yield Problem("dose-schedule", message, DESPITE, place)


def _language_problems(prescribed: Prescribed, monograph: Monograph, say: Wording, place: Place) -> Iterator[Problem]:
    """Refuse numbers of ours in a text whose readers read them otherwise: “1,000” is one in German."""
    mark = get_decimal_symbol(say.locale)
    if mark == decimal_mark(monograph.language, say):
        return
    if any(re.search(r"\d[.,]\d", step.dose) for step in prescribed.steps):
        message = "dose: there are no words of ours in this language, and its numbers are written in another way."
        yield Problem("dose-unread", message, "Give the dose by hand: --fill dose=… --fill times=…", place)


def _seldom(rates: Sequence[Fraction]) -> bool:
    """Tell whether one dose is taken on less than every other day, and no others on all the days between."""
    return any(rate < EVERY_OTHER_DAY for rate in rates) and sum(rates) != DAYS_OF_A_WEEK


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
