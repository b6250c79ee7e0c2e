"""Rule M22: the text is held to the strengths, doses and the largest amount a day that the front matter states."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, NamedTuple

from handouts.check.medicine.amounts import COUNT, PIECES, amounts_of, number_of, times_of
from handouts.check.medicine.contexts import contexts, hit_in
from handouts.check.medicine.folding import any_of
from handouts.check.medicine.named import names_another
from handouts.check.numbers.dose_tables import dose_tables
from handouts.check.numbers.limits import A_DAY, LIMITS
from handouts.check.rule import Hit, Level, Rule
from handouts.model.monograph import Role, plain
from handouts.model.pattern import Pattern, right_before

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handouts.check.medicine.amounts import Measured
    from handouts.check.medicine.contexts import Context
    from handouts.check.monograph_text import MonographText

SAME = 0.01  # of an amount, as it is rounded
HINT = "Correct the text or the front matter, whichever is wrong."
VOLUME = "volume"
PIECE = r"(?:tablets?|capsules?|pills?|caplets?|patch(?:es)?|sachets?|suppositor(?:y|ies)|lozenges?)"
IN_LIQUID = re.compile(
    r"\s?(?:/|per|in|in each|in every)\s?(?P<number>\d+(?:\.\d+)?)?\s?(?:ml|mL|millilit(?:re|er)s?)\b"
)
OF_A_PIECE = re.compile(rf"[ -](?:strength )?{PIECE}\b")
PIECES_OF = Pattern(rf"\b{PIECE} (?:of|hold|holds|contains?|has|with)(?: either)? $", re.IGNORECASE)
COMES = r"(?:are|come as|come in|can be|often come as|usually come as)"
LISTED = Pattern(rf"^(?:\w+ )?{PIECE} {COMES}[\w.,– ]*$", re.IGNORECASE)
PARTLY = Pattern(r"\b(?:half(?: of)?|quarter(?: of)?|to|or) ?$", re.IGNORECASE)  # “half a tablet”, “1 to 2 tablets”
MADE_OF = re.compile(rf" \((?:or )?(?P<count>{COUNT}) {PIECES}\)", re.IGNORECASE)
MAKES = Pattern(rf"\b(?P<count>{COUNT}) {PIECES} \((?:or |that is )?$", re.IGNORECASE)
ORDERS = any_of(
    ("take*", "swallow*", "inject*", "use", "dose", "give", "start*", "usual*", "apply", "need*", "once", "have")
)
NOT_A_DOSE = any_of(
    (
        *("not", "never", "instead of", "mistake*", "strength*", "comes in", "come in", "hold*", "contain*", "pack*"),
        *("level*", "weigh*", "increase* by", "go up by", "by", "steps of", "overdose", "too much", "lost", "sodium"),
        *("rais*", "ris*", "sugar", "glucose", "cup*", "glass*", "water", "total"),
    )
)
WHOLE_DAY = re.compile(r"\s(?:a|per|each|every|in one|in a) day\b|\sdaily\b|\sin 24 hours", re.IGNORECASE)


class Range(NamedTuple):
    """The smallest and the largest amount of an entry, in one dimension."""

    dimension: str
    least: float
    most: float


def other_amounts(text: MonographText) -> Iterator[Hit]:
    """Find amounts in the text that its front matter rules out."""
    metadata = text.monograph.metadata
    if not text.english:
        return
    strengths = list(_ranges(metadata.strengths))
    doses = list(_ranges(metadata.doses))
    most = {each.dimension: each.most for each in _ranges(metadata.max_a_day)}
    liquids = [each for stated in metadata.strengths if (each := _of_liquid(stated))]
    solids = strengths or list(_ranges((plain(text.monograph.title),)))
    for context in contexts(text) if solids or liquids or doses or most else ():
        if names_another(text, context):
            continue
        yield from _strengths(text, context, strengths, liquids)
        yield from _counted(text, context, [] if liquids else solids)
        if context.passage.role is Role.DOSE:
            yield from _single(text, context, doses)
            yield from _whole(text, context, most)
    yield from _listed(text, most)


def _ranges(stated: tuple[str, ...]) -> Iterator[Range]:
    for each in stated:
        if _of_liquid(each) is None:
            last = next(amounts_of(each.split(" to ")[-1]), None)
            first = re.match(r"[\d.,]+", each)
            if last and first and last.number:
                low = float(first[0].replace(",", "")) * last.value / last.number
                yield Range(last.dimension, low, last.value)
            elif last:
                yield Range(last.dimension, last.value, last.value)


def _of_liquid(stated: str) -> float | None:
    amount = next(amounts_of(stated), None)
    match = IN_LIQUID.match(stated, amount.end) if amount else None
    return amount.value / (float(match["number"] or 1) or 1) if amount and match else None


def _strengths(text: MonographText, context: Context, strengths: list[Range], liquids: list[float]) -> Iterator[Hit]:
    sentence = context.sentence
    for amount in amounts_of(sentence):
        match = IN_LIQUID.match(sentence, amount.end)
        if match and liquids and amount.dimension != VOLUME:
            held, end = amount.value / (float(match["number"] or 1) or 1), match.end()
            yield from _unlike(text, context, (amount.start, end), held, liquids)
        elif strengths and (
            LISTED.search(sentence, 0, amount.start)
            or OF_A_PIECE.match(sentence, amount.end)
            or right_before(PIECES_OF, sentence, amount.start)
        ):
            known = [each.most for each in strengths if each.dimension == amount.dimension]
            if known:
                yield from _unlike(text, context, (amount.start, amount.end), amount.value, known)


def _unlike(
    text: MonographText, context: Context, span: tuple[int, int], value: float, known: list[float]
) -> Iterator[Hit]:
    """Find a strength that is none of those known: ten times another is a slip, any other may be missing there."""
    if value and not any(abs(value - each) <= SAME * each for each in known):
        message = f"The front matter names no strength of {context.sentence[span[0] : span[1]]}."
        slip = any(_is_power_of_ten(value / each) for each in known)
        yield hit_in(text, context, span, message, HINT, None if slip else Level.WARN)


def _is_power_of_ten(share: float) -> bool:
    power = math.log10(share)
    return abs(power - round(power)) < SAME


def _counted(text: MonographText, context: Context, strengths: list[Range]) -> Iterator[Hit]:
    """Find so many tablets that do not make the dose beside them, by any strength there is."""
    sentence = context.sentence
    for amount in amounts_of(sentence):
        match = MADE_OF.match(sentence, amount.end) or right_before(MAKES, sentence, amount.start)
        known = [each.most for each in strengths if each.dimension == amount.dimension]
        if not match or not known or amount.is_of_a_pack or right_before(PARTLY, sentence, match.start("count")):
            continue
        one = amount.value / (number_of(match["count"]) or 1)
        if not any(abs(one - each) <= SAME * each for each in known):
            slip = any(_is_power_of_ten(one / each) for each in known)
            span = min(match.start(), amount.start), max(match.end(), amount.end)
            message = "By no strength of this medicine do so many make this dose."
            yield hit_in(text, context, span, message, HINT, None if slip else Level.WARN)


def _single(text: MonographText, context: Context, doses: list[Range]) -> Iterator[Hit]:
    """Find a single dose that is none of those stated."""
    own = context.own
    if not doses or not ORDERS.search(context.whole) or NOT_A_DOSE.search(own) or LIMITS.search(own):
        return
    sentence = context.sentence
    for amount in amounts_of(sentence):
        known = [each for each in doses if each.dimension == amount.dimension]
        if not known or amount.is_of_a_pack or _is_strength(sentence, amount) or WHOLE_DAY.match(sentence, amount.end):
            continue
        if not any(each.least * (1 - SAME) <= amount.value <= each.most * (1 + SAME) for each in known):
            message = f"{amount.words} is none of the doses in the front matter."
            yield hit_in(text, context, (amount.start, amount.end), message, HINT)


def _is_strength(sentence: str, amount: Measured) -> bool:
    return bool(
        OF_A_PIECE.match(sentence, amount.end)
        or right_before(PIECES_OF, sentence, amount.start)
        or IN_LIQUID.match(sentence, amount.end)
    )


def _whole(text: MonographText, context: Context, most: dict[str, float]) -> Iterator[Hit]:
    """Find a dose, a day's doses or a limit beyond what the front matter calls the most, and a limit below it."""
    sentence, own = context.sentence, context.own
    found = [each for each in amounts_of(sentence) if not each.is_of_a_pack and not _is_strength(sentence, each)]
    times = times_of(sentence)
    for amount in found:
        limit = most.get(amount.dimension)
        if limit is None or (NOT_A_DOSE.search(own) and not LIMITS.search(own)):
            continue
        often = times[0].times if len(times) == 1 and len(found) == 1 and times[0].start >= amount.end else 1.0
        if amount.value * often > limit * (1 + SAME):
            how = f" {sentence[times[0].start : times[0].end]}" if often > 1 else ""
            message = f"{amount.words}{how} is more than the most a day in the front matter."
            yield hit_in(text, context, (amount.start, amount.end), message, HINT)
        elif LIMITS.search(own) and A_DAY.search(own) and amount.value < limit * (1 - SAME):
            message = f"This limit, {amount.words}, is not the most a day in the front matter."
            yield hit_in(text, context, (amount.start, amount.end), message, HINT, Level.WARN)


def _listed(text: MonographText, most: dict[str, float]) -> Iterator[Hit]:
    """Find doses of a table that make more in a day than the front matter allows."""
    for table in dose_tables(text) if most else ():
        for row in table.rows:
            often = next((times for place in range(len(row)) if (times := table.times(row, place))), 1.0)
            for place, column in enumerate(table.columns):
                cell, amount = row[place], table.amount(row, place)
                if cell and amount and amount[0] in most and cell.role is Role.DOSE:
                    whole = amount[1] * (1.0 if column.is_total or column.is_limit else often)
                    if amount[1] <= most[amount[0]] * (1 + SAME) < whole:
                        message = "This row makes more than the most a day in the front matter."
                        yield text.hit(cell, 0, len(cell.text), message, HINT)


RULES: tuple[Rule[MonographText], ...] = (
    Rule(
        "M22",
        Level.BLOCK,
        "Amounts of the front matter",
        "strengths, doses and the most a day are those of `strengths`, `doses` and `max_a_day`, where the front matter "
        "states them; so many tablets make the dose beside them; a strength that is only missing there warns",
        "The label, the calendar and the patient's own dose are held to the front matter; the patient reads the text.",
        "ISMP Guidelines for Safe Communication of Medication Information; own",
        other_amounts,
    ),
)
