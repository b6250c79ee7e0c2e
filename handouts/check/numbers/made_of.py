"""Doses that are told a second time by what they are made of: tablets of a strength, parts of a day, so much a kilo."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

from handouts.check.medicine.amounts import AMOUNT, COUNT, NUMBER, SPELLED, UNIT, amounts_of, number_of, times_of
from handouts.check.medicine.contexts import contexts, hit_in
from handouts.check.numbers.dose_tables import BY_WEIGHT
from handouts.model.pattern import right_before

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handouts.check.medicine.contexts import Context
    from handouts.check.monograph_text import MonographText
    from handouts.check.rule import Hit

SAME = 0.01  # of an amount, as it is rounded
AGAIN = "Calculate it again."
HOW_OFTEN = (
    r"(?:\s(?:once|twice|\w+ times) (?:a|per|each|every) (?:day|week)|\s(?:a|each|per|every) day|\sin 24 hours)?"
)
SPLIT = "(?:is|are) (?:taken|given|split|divided)(?: as| into| in)?"
IS = f"(?:{SPLIT}|is|means|needs|equals|takes|comes to|would be|take|you take)"
DOSE_IS = rf"(?: dose)?,? {IS} (?:made (?:up )?(?:of|from) )?"
JOINED = "that is|which is|which means|made up of|made from|as|i\\.e\\."
LINK = re.compile(rf"{HOW_OFTEN}(?:\s*\(|,? (?:{JOINED}),? |\s?= |: |{DOSE_IS}|,? (?:you )?(?:swallow|use) )")
PIECES = r"(?:tablets?|capsules?|pills?|caplets?|patch(?:es)?|sachets?|ones)"
MEAL = "breakfast|lunch|dinner|supper|teatime"
PART = rf"(?:in the (?:morning|evening|afternoon)|at (?:night|noon|bedtime)|(?:at|with) (?:{MEAL}))"
OF_PIECES = rf"(?P<pieces>\s(?:\w+-release )?{PIECES})?"
LOOKS = "(?:(?:blue|brown|pink|white|yellow|green|red|orange|purple|grey|small|large) )?"
ONE = rf"(?:(?:{COUNT})\s+{LOOKS})?(?:{NUMBER})\s?(?:{UNIT})(?:\s(?:\w+-release )?{PIECES})?(?: {PART})?"
TERMS = re.compile(rf"(?<!\d){ONE}(?:(?:,? (?:and|plus) | \+ ){ONE})*", re.IGNORECASE)
TERM = re.compile(
    rf"(?:(?P<count>{COUNT})\s+{LOOKS})?(?P<amount>(?:{NUMBER})\s?(?:{UNIT}))(?!\w){OF_PIECES}(?: (?P<part>{PART}))?",
    re.IGNORECASE,
)
MAKES = r"\s*(?:\(|[:=–] ?|,? (?:that is|which is|which makes|making|a total of|so|=) )"
IN_ALL = r"(?: (?:a day|each day|per day|in all|altogether|in total|daily)|\))"
TOTAL = re.compile(rf"{MAKES}(?P<whole>(?:{NUMBER})\s?(?:{UNIT}))(?!\w){IN_ALL}", re.IGNORECASE)
ENDS = re.compile(r" ?(?:in all|each time|altogether|at once)?\s*(?P<end>[).,;:]|$)")
WEIGHS = re.compile(r"\b(?:of|weighs?|weighing|at) (?P<kilos>\d{1,3}(?:\.\d+)?) ?(?:kg|kilos?|kilograms?)\b")
TAKES = re.compile(
    r"\b(?:takes?|means|needs?|have|has|comes? to|is|gets?|would be|dose of)(?: (?:about|around|up to))? $"
)
FAR = 6.0  # times as much: a dose by weight is parted over the day, and rounded
NEAR = 60  # letters from a weight to its dose


def wrong_parts(text: MonographText) -> Iterator[Hit]:
    """Find doses that are not what they are said to be made of."""
    for context in contexts(text):
        yield from _parts(text, context)
        yield from _together(text, context)
        yield from _weights(text, context)


def _parts(text: MonographText, context: Context) -> Iterator[Hit]:
    sentence = context.sentence
    for whole in AMOUNT.finditer(sentence):
        link = LINK.match(sentence, whole.end())
        terms = TERMS.match(sentence, link.end()) if link else None
        if link is None or terms is None:
            continue
        parts = list(TERM.finditer(terms[0]))
        often = [each for each in times_of(sentence) if 0 <= each.start - terms.end() <= len(" ")]
        end = ENDS.match(sentence, often[0].end if often else terms.end())
        if end is None or ("(" in link[0]) is not (end["end"] == ")"):
            continue
        is_told = [part["count"] or part["part"] for part in parts if part["count"] or len(parts) > 1]
        if len(is_told) != len(parts) or any(part["count"] and not part["pieces"] for part in parts[-1:]):
            continue
        made = sum(_one(part) for part in parts) * (often[0].times if often and " day" in link[0] else 1.0)
        said = next(amounts_of(whole[0]), None)
        kinds = {amount.dimension for part in parts for amount in amounts_of(part["amount"])}
        times = {1.0, often[0].times} if often and " day" not in link[0] else {1.0}
        if said and kinds == {said.dimension} and all(abs(made * each - said.value) > SAME * made for each in times):
            message = f"“{terms[0]}” does not make {whole[0]}."
            yield hit_in(text, context, (whole.start(), terms.end()), message, AGAIN)


def _together(text: MonographText, context: Context) -> Iterator[Hit]:
    """Find several doses of a day, or several tablets, and a total behind them that they do not make."""
    for terms in TERMS.finditer(context.sentence):
        parts, total = list(TERM.finditer(terms[0])), TOTAL.match(context.sentence, terms.end())
        if total is None or len(parts) < len(("morning", "night")):
            continue
        made, said = sum(_one(part) for part in parts), next(amounts_of(total["whole"]))
        kinds = {amount.dimension for part in parts for amount in amounts_of(part["amount"])}
        if kinds == {said.dimension} and abs(made - said.value) > SAME * made:
            message = f"“{terms[0]}” does not make {total['whole']}."
            yield hit_in(text, context, (terms.start(), total.end("whole")), message, AGAIN)


def _one(part: re.Match[str]) -> float:
    return next(amounts_of(part["amount"])).value * (number_of(part["count"]) if part["count"] else 1.0)


def _weights(text: MonographText, context: Context) -> Iterator[Hit]:
    """Find a dose of a patient of so many kilograms that no dose a kilogram in the same passage makes."""
    sentence, weight = context.sentence, WEIGHS.search(context.sentence)
    rates = list(BY_WEIGHT.finditer(context.passage.text)) if weight else []
    if weight is None or not rates:
        return
    for amount in amounts_of(sentence):
        is_told = weight.end() <= amount.start <= weight.end() + NEAR and right_before(TAKES, sentence, amount.start)
        by_kilo = [_rate(rate) for rate in rates if SPELLED[rate["unit"].casefold()][0] == amount.dimension]
        if not is_told or not by_kilo or BY_WEIGHT.match(sentence, amount.start) or not amount.value:
            continue
        off = min(abs(math.log(amount.value / (rate * float(weight["kilos"])))) for rate in by_kilo)
        if off > math.log(FAR):
            message = f"By the dose for each kilogram, {weight['kilos']} kg does not make {amount.words}."
            yield hit_in(text, context, (weight.start(), amount.end), message, AGAIN)
        return


def _rate(match: re.Match[str]) -> float:
    return float(re.sub(r"[,\s]", "", match["number"])) * SPELLED[match["unit"].casefold()][1]
