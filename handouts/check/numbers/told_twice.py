"""Rule M27: what a text tells twice in figures agrees, in whatever sentences it stands."""

from __future__ import annotations

import itertools
import math
import re
from typing import TYPE_CHECKING, NamedTuple

from handouts.check.medicine.amounts import COUNT, DAYS, amounts_of, number_of
from handouts.check.medicine.contexts import contexts, hit_in
from handouts.check.medicine.folding import any_of
from handouts.check.medicine.named import names_another
from handouts.check.monograph_text import PassageKind
from handouts.check.numbers.ceilings import beyond_a_ceiling
from handouts.check.numbers.how_often import often_in
from handouts.check.numbers.limits import LIMITS, SITUATION
from handouts.check.numbers.pieces import wrong_pieces
from handouts.check.numbers.stated_times import OF_TESTS, TAKING, rates
from handouts.check.rule import Hit, Level, Rule
from handouts.model.monograph import Role

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handouts.check.medicine.amounts import Measured
    from handouts.check.medicine.contexts import Context
    from handouts.check.monograph_text import MonographText

SAME = 0.01  # of an amount, as it is rounded
AS_MONTHS = 0.12  # four weeks are called a month
AGAIN = "Correct the one that is wrong."
OF_A_DAY = "(?:daily|day[’']s)"
IN_THE_DAY = r"(?:dose |amount )?(?:for|in|of) (?:the|a|each|one) (?:whole )?day"
TOTALS = rf"{OF_A_DAY} total|total {OF_A_DAY} (?:dose|amount)|whole day[’']s (?:dose|amount)|total {IN_THE_DAY}"
A_TOTAL = re.compile(rf"\b(?:{TOTALS})\b", re.IGNORECASE)
NOT_ONE_DOSE = re.compile(r"\b(?:or|then|to|up|if|when|until|by|after)\b", re.IGNORECASE)
BACK = 3  # sentences from a total to the dose it is of
NAMES = "start(?:ing)?|first|initial|usual|normal|standard|maintenance|target|maximum|highest|largest"
IS = "(?:is|of|:|will be|would be)?:?"
NAMED_DOSE = re.compile(rf"\b(?P<name>{NAMES})(?: (?:daily|single|adult))? dose {IS} ?", re.IGNORECASE)
ALIKE = {"start": "starting", "first": "starting", "initial": "starting", "normal": "usual", "standard": "usual"}
ALIKE |= {"highest": "maximum", "largest": "maximum"}
NEAR = 12  # letters from the name of a dose to its amount
TWICE = 1.9
TEN = 9.5
SPAN = rf"(?P<{{0}}>{COUNT}) (?P<{{0}}_of>hour|day|week|month|year)s?"
IN_BRACKETS = re.compile(rf"(?<![\w.-]){SPAN.format('one')} \((?:that is |which is |= ?)?{SPAN.format('other')}\)")
PIECES = "(?:tablet|capsule|sachet|patch|pill)(?:e?s)?"
EACH_DAY = rf"(?P<each>{COUNT}) {PIECES}(?: (?P<times>once|twice|{COUNT} times))? (?:a|each|every) day"
FOR_SO_LONG = rf"for (?P<long>{COUNT}) (?P<of>day|week)s?,? ?\(?(?:a total of )?(?P<all>\d+) {PIECES}"
SUPPLY = re.compile(rf"\b{EACH_DAY} {FOR_SO_LONG}", re.IGNORECASE)
DAILY_AND_WEEKLY = 6.9
OWN_ORDER = any_of(
    ("take it", "take this", "take the", "take your", "take one", "take a", "use it", "is taken", "inject it")
)
OTHER_TIMES = any_of(("first", "then", "until", "start*", "step*", "switch*", "instead", "not", "never", "some people"))


OF_SOME = any_of(
    (
        *(
            "if",
            "when",
            "unless",
            "kidney*",
            "liver",
            "renal",
            "hepatic",
            "child*",
            "baby",
            "babies",
            "infant*",
            "aged",
        ),
        *("older", "elderly", "years", "weigh*", "kg", "together with", "pregnan*", "in hospital", "some people"),
    )
)


STEPS = any_of(
    ("week #", "day #", "month #", "step*", "slow*", "rais*", "increas*", "then", "first", "start*", "goes up")
)
HALF = 0.5  # of a power of ten


class NamedDose(NamedTuple):
    """A dose that goes by a name: “the starting dose”; ``whole`` is all of a day, where its times are told."""

    name: str
    amount: Measured
    whole: float
    context: Context


def told_otherwise(text: MonographText) -> Iterator[Hit]:
    """Find figures that a text tells twice, and otherwise."""
    if not text.english:
        return
    yield from _totals(text)
    yield from _named_doses(text)
    yield from _ten_times(text)
    yield from wrong_pieces(text)
    yield from _spans(text)
    yield from _how_often(text)
    yield from beyond_a_ceiling(text)


def _totals(text: MonographText) -> Iterator[Hit]:
    """Find a day's total that is not the dose by its times, in a sentence before it."""
    found = contexts(text)
    for number, context in enumerate(found):
        amounts = list(amounts_of(context.sentence)) if "da" in context.sentence else []
        if len(amounts) != 1 or not A_TOTAL.search(context.sentence) or LIMITS.search(context.own):
            continue
        earlier = [each for each in found[max(0, number - BACK) : number] if _is_beside(context, each)]
        dose = next((each for each in reversed(earlier) if often_in(each.sentence)), None)
        made = _a_day(dose) if dose else None
        if made and made[0].dimension == amounts[0].dimension and abs(made[1] - amounts[0].value) > SAME * made[1]:
            message = f"{made[2]} does not make {amounts[0].words} in a day."
            yield hit_in(text, context, (amounts[0].start, amounts[0].end), message, AGAIN)


def _is_beside(context: Context, other: Context) -> bool:
    return other.passage.section == context.passage.section and other.heads == context.heads


def _a_day(context: Context) -> tuple[Measured, float, str] | None:
    """Return the only amount of a sentence, what it makes in a day, and the words that tell it."""
    amounts, often = list(amounts_of(context.sentence)), often_in(context.sentence)
    if len(amounts) != 1 or len(often) != 1 or often[0].start < amounts[0].end or LIMITS.search(context.own):
        return None
    if amounts[0].is_of_a_pack or NOT_ONE_DOSE.search(context.sentence, amounts[0].end, often[0].start):
        return None
    words = f"{amounts[0].words} {context.sentence[often[0].start : often[0].end]}"
    return amounts[0], amounts[0].value * often[0].times, words


def _named_doses(text: MonographText) -> Iterator[Hit]:
    """Find a starting, usual or largest dose that is another in another place."""
    known: dict[tuple[str, str], NamedDose] = {}
    for dose in _doses_by_name(text):
        first = known.setdefault((dose.name, dose.amount.dimension), dose)
        ratio = max(first.amount.value, dose.amount.value) / (min(first.amount.value, dose.amount.value) or 1)
        is_same_a_day = abs(first.whole - dose.whole) <= SAME * dose.whole
        if ratio >= TWICE and not is_same_a_day:
            message = f"The {dose.name} dose is {first.amount.words} on line {first.context.passage.line}."
            level = Level.BLOCK if ratio >= TEN else Level.WARN
            yield hit_in(text, dose.context, (dose.amount.start, dose.amount.end), message, AGAIN, level)


def _doses_by_name(text: MonographText) -> Iterator[NamedDose]:
    for context in contexts(text):
        if " dose" not in context.sentence or OF_SOME.search(f"{context.heads} {context.before} {context.own}"):
            continue
        if names_another(text, context):
            continue
        for match in NAMED_DOSE.finditer(context.sentence):
            amounts = [each for each in amounts_of(context.sentence) if 0 <= each.start - match.end() <= NEAR]
            if len(amounts) == 1 and amounts[0].value and len(list(amounts_of(context.sentence))) == 1:
                often = often_in(context.sentence)
                whole = amounts[0].value * (often[0].times if len(often) == 1 else 1.0)
                name = match["name"].lower()
                yield NamedDose(ALIKE.get(name, name), amounts[0], whole, context)


def _ten_times(text: MonographText) -> Iterator[Hit]:
    """Find an order to take ten, a hundred or a thousand times what another section orders as often."""
    known: dict[tuple[str, float], tuple[Measured, Context]] = {}
    for context in contexts(text):
        dose = _a_day(context) if _is_an_order(text, context) and not STEPS.search(context.whole) else None
        if dose is None or OF_SOME.search(context.whole) or not dose[0].value:
            continue
        amount, whole, _ = dose
        first, other = known.setdefault((amount.dimension, whole / amount.value), (amount, context))
        power = abs(math.log10(amount.value / first.value))
        if power > HALF and abs(power - round(power)) < SAME and context.passage.section != other.passage.section:
            message = f"On line {other.passage.line} it is {first.words}, as often."
            yield hit_in(text, context, (amount.start, amount.end), message, AGAIN)


def _spans(text: MonographText) -> Iterator[Hit]:
    """Find “2 weeks (21 days)”, and tablets for so many days that are not so many."""
    for context in contexts(text):
        for match in IN_BRACKETS.finditer(context.sentence) if "(" in context.sentence else ():
            one, other = (number_of(match[name]) * DAYS[match[f"{name}_of"]] for name in ("one", "other"))
            rounded = AS_MONTHS if {match["one_of"], match["other_of"]} & {"month", "year"} else SAME
            if abs(one - other) > rounded * max(one, other):
                yield hit_in(text, context, match.span(), "These two times are not the same.", AGAIN)
        for match in SUPPLY.finditer(context.sentence) if " day for " in context.sentence else ():
            times = {"once": 1.0, "twice": 2.0}.get((match["times"] or "once").lower())
            times = times or number_of(match["times"].removesuffix(" times"))
            made = number_of(match["each"]) * times * number_of(match["long"]) * DAYS[match["of"].lower()]
            if abs(made - float(match["all"])) > SAME * made:
                yield hit_in(text, context, match.span(), f"These make {made:g}, not {match['all']}.", AGAIN)


def _how_often(text: MonographText) -> Iterator[Hit]:
    """Find an order to take it each day in a text whose dose is of a week, and the other way round."""
    doses = [each for each in contexts(text) if each.passage.role is Role.DOSE and _is_an_order(text, each)]
    told = set(itertools.chain.from_iterable(rates(each.sentence) for each in doses))
    if len(told) != 1:
        return
    (usual,) = told
    for context in contexts(text):
        if context.passage.role is not Role.DOSE and _is_an_order(text, context) and OWN_ORDER.search(context.own):
            others = rates(context.sentence)
            if len(others) == 1 and max(usual, *others) / min(usual, *others) >= DAILY_AND_WEEKLY:
                message = f"The dose is told as {'daily' if usual > 1 else 'weekly'}, and here otherwise."
                yield hit_in(text, context, (0, len(context.sentence)), message, AGAIN)


def _is_an_order(text: MonographText, context: Context) -> bool:
    return not (
        context.passage.kind in {PassageKind.HEADING, PassageKind.CELL}
        or not TAKING.search(context.whole)
        or context.own.rstrip().endswith("?")
        or any(words.search(context.own) for words in (OF_TESTS, SITUATION, OTHER_TIMES, LIMITS))
        or names_another(text, context)
    )


RULES: tuple[Rule[MonographText], ...] = (
    Rule(
        "M27",
        Level.BLOCK,
        "Figures that are told twice",
        "a day's total is the dose by its times, a named dose is the same everywhere (but for a factor under ten: that "
        "warns), so are a time in weeks and in days, daily and weekly; no ceiling lies below the dose beside it",
        "Of two figures nobody at home can tell which one holds.",
        "ISMP Guidelines for Safe Communication of Medication Information; own",
        told_otherwise,
    ),
)
