"""A largest amount of a day, or of a week, that is less than what the same text tells to take."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from handouts.check.medicine.amounts import COUNT, amounts_of, number_of, times_of
from handouts.check.medicine.contexts import contexts, hit_in
from handouts.check.medicine.folding import any_of
from handouts.check.medicine.named import names_another
from handouts.check.monograph_text import PassageKind
from handouts.check.numbers.dose_tables import dose_tables
from handouts.check.rule import Hit, Level
from handouts.model.monograph import Role

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handouts.check.medicine.amounts import Measured
    from handouts.check.medicine.contexts import Context
    from handouts.check.monograph_text import MonographText
    from handouts.model.pattern import Pattern

SAME = 0.01  # of an amount, as it is rounded
A_DAY = any_of(("a day", "per day", "each day", "in 24 hours", "in one day", "daily", "24-hour", "every 24 hours"))
A_WEEK = any_of(("a week", "per week", "each week", "in one week", "in any week", "weekly"))
ONCE_A_WEEK = any_of(("once a week", "once weekly", "one day a week", "every week", "each week", "weekly dose"))
LIMITS = any_of(
    (
        *("no more than", "not more than", "never more than", "more than", "maximum", "at most", "exceed*"),
        *("highest dose", "largest dose", "highest amount", "largest amount", "the most", "not go above"),
        *("never go above", "max", "upper limit", "ceiling"),
    )
)
UP_TO = any_of(("up to", "rais*", "increas*", "rise*", "creep*", "step*", "by"))  # neither a limit nor a dose
FAR = 40  # letters between a limit and its amount
SITUATION = any_of(
    (
        *("if", "when", "unless", "kidney*", "liver", "renal", "hepatic", "child*", "baby", "babies", "infant*"),
        *("older", "elderly", "aged", "years", "weigh*", "kg", "together with", "at one time", "single dose", "start*"),
        *("at first", "pregnan*", "short*", "without asking", "days", "your own", "otc", "yourself", "extra"),
    )
)


PIECES = "(?:tablet|capsule|puff|sachet|drop|spray|suppositor(?:y|ie))s?"
COUNTED = re.compile(rf"\b(?P<count>{COUNT}) {PIECES}\b", re.IGNORECASE)


class Told(NamedTuple):
    """A dose: one of it, and all of a day where its times are told, in the table's unit of its dimension."""

    dimension: str
    single: float
    whole: float
    words: str


def below_the_dose(text: MonographText) -> Iterator[Hit]:
    """Find a limit below a single dose, below every dose that is told, or below the doses of a day."""
    doses = [each for each in contexts(text) if each.passage.role is Role.DOSE]
    yield from _of_days(text, doses)
    yield from _of_weeks(text, doses)
    yield from _of_pieces(text, doses)


def _of_days(text: MonographText, doses: list[Context]) -> Iterator[Hit]:
    told = [each for context in doses if (each := _told(text, context))]
    listed = [each for each in _listed(text) if told or each.whole]
    for context, amount in _limits(text, doses, A_DAY):
        all_told = [each for each in (*told, *listed) if each.dimension == amount.dimension]
        first = next((each for each in told if each.dimension == amount.dimension), None)
        least = min((each.single for each in all_told), default=0.0)
        message = ""
        if first and amount.value < first.single * (1 - SAME):
            message = f"This limit is below a single dose, {first.words}."
        elif amount.value < least * (1 - SAME):
            message = "This limit is below every dose in this text."
        elif first and amount.value < first.whole * (1 - SAME):
            message = f"This limit is below what is taken in a day, {first.words}."
        if message:
            level = Level.WARN if SITUATION.search(context.own) else None
            yield hit_in(text, context, (amount.start, amount.end), message, "Correct the one that is wrong.", level)


def _of_weeks(text: MonographText, doses: list[Context]) -> Iterator[Hit]:
    single: dict[str, Measured] = {}
    for context in doses:
        if ONCE_A_WEEK.search(context.own) and not LIMITS.search(context.own):
            for amount in list(amounts_of(context.sentence))[:1]:
                single.setdefault(amount.dimension, amount)
    for context, amount in _limits(text, doses, A_WEEK):
        dose = single.get(amount.dimension)
        if dose and amount.value < dose.value * (1 - SAME):
            message = f"This limit is below a single dose, {dose.words}."
            yield hit_in(text, context, (amount.start, amount.end), message, "Correct the one that is wrong.")


def _of_pieces(text: MonographText, doses: list[Context]) -> Iterator[Hit]:
    """Find a largest number of tablets a day that is below what is taken in a day."""
    least = 0.0
    for context in doses:
        counted, times = COUNTED.search(context.sentence), times_of(context.sentence)
        if counted is None or SITUATION.search(context.own) or names_another(text, context):
            continue
        number = number_of(counted["count"])
        if LIMITS.search(context.own) and A_DAY.search(context.own):
            if not times and number < least:
                message = f"This limit is below the {least:g} that are taken in a day."
                yield hit_in(text, context, counted.span(), message, "Correct the one that is wrong.")
        elif len(times) == 1 and times[0].start >= counted.end() and not UP_TO.search(context.own):
            least = max(least, number * times[0].times) if not least else min(least, number * times[0].times)


def _limits(text: MonographText, doses: list[Context], period: Pattern) -> Iterator[tuple[Context, Measured]]:
    """Return the limits of a period, each with the first amount that its sentence names after the words."""
    for context in doses:
        match = LIMITS.search(context.own)
        if match is None or not period.search(context.own) or names_another(text, context):
            continue
        found = [each for each in amounts_of(context.sentence) if not each.is_of_a_pack]
        near = [each for each in found if match.start() - FAR <= each.start <= match.end() + FAR]
        after = [each for each in near if each.start >= match.start() - len("limit")]
        if near and not UP_TO.search(context.own):
            yield context, (after or near)[0]


def _told(text: MonographText, context: Context) -> Told | None:
    """Return the dose of a sentence that tells how often a day, or how much in one, and no limit."""
    if (
        LIMITS.search(context.own)
        or UP_TO.search(context.own)
        or context.passage.kind is PassageKind.CELL
        or names_another(text, context)
    ):
        return None
    found = [each for each in amounts_of(context.sentence) if not each.is_of_a_pack]
    times = times_of(context.sentence)
    if not found or not (times or A_DAY.search(context.own)):
        return None
    least = min(found, key=lambda each: each.value) if len({each.dimension for each in found}) == 1 else found[0]
    often = times[0].times if len(times) == 1 and len(found) == 1 and times[0].start >= found[0].end else 1.0
    how = f" {context.sentence[times[0].start : times[0].end]}" if often > 1 else ""
    return Told(least.dimension, least.value, least.value * often, f"{least.words}{how}")


def _listed(text: MonographText) -> Iterator[Told]:
    """Return the doses in the tables of a text, but for what their columns call a limit."""
    for table in dose_tables(text):
        for row in table.rows:
            for place, column in enumerate(table.columns):
                cell, amount = row[place], table.amount(row, place)
                if amount and cell and cell.role is Role.DOSE and not column.is_limit:
                    yield Told(amount[0], amount[1], amount[1], cell.text)
