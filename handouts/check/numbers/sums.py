"""Rule M16: amounts that a sentence calls the same are the same, and what it adds up or multiplies comes out right."""

from __future__ import annotations

import itertools
import math
import re
from typing import TYPE_CHECKING

from handouts.check.medicine.amounts import COUNT, NUMBER, PIECES, UNIT, amounts_of, number_of, times_of
from handouts.check.medicine.contexts import contexts, hit_in
from handouts.check.numbers.colours import wrong_colours
from handouts.check.numbers.how_often import often_in
from handouts.check.numbers.liquids import wrong_volumes
from handouts.check.numbers.made_of import wrong_parts
from handouts.check.rule import Hit, Level, Rule
from handouts.model.pattern import Pattern, right_before

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handouts.check.medicine.amounts import Frequency, Measured
    from handouts.check.medicine.contexts import Context
    from handouts.check.monograph_text import MonographText

SAME = 0.01  # of an amount, as it is rounded
AGAIN = "Calculate it again."
AT_MOST = Pattern(
    r"\b(?:up to|max|at most|(?:no|not|never) more than|not exceed|at least|as needed|(?:if|when) (?:you )?need)\w*",
    re.IGNORECASE,
)
TOTAL = Pattern(r"\b(?:total(?:ling| of)?|altogether|in all|adds? up to|making)\b", re.IGNORECASE)
IN_ALL = re.compile(r"\s?(?:in (?:all|total)|altogether)\b", re.IGNORECASE)
WHICH = r"(?:which|that) (?:is|makes|means|equals|gives|comes to|adds up to)|making|giving|comes to"
EQUAL = rf"or|that is|{WHICH}|equal to|equals|(?:is|are) the same as|means|makes|i\.e\."
SAYS_EQUAL = re.compile(rf"\s*(?:\(\s*|=\s*|,? (?:{EQUAL}),?\s+)")
IS = re.compile(r" (?:is|are|has|contains) ")  # “1 g is 100 mg”: of two units only
CHOICE = re.compile(r",? or\b")  # “5 mg, or 10 mg” may be two doses; “300 micrograms, or 3 mg” is a slip
HOW_MANY = rf"(?P<pieces>{COUNT}|half(?: of)?(?: an?)?)\s+(?:(?:whole|full|x|×)\s+)?"
OF_STRENGTH = re.compile(rf"{HOW_MANY}(?:{PIECES}\s+of\s+)?$", re.IGNORECASE)
CROSS = re.compile(r"(?P<pieces>\d+)\s?[x×]\s?$")
HOW_OFTEN = r"(?:\s(?:once |twice |\d times )?(?:(?:a|per|each|every) (?:day|week)|daily|weekly))?"
MEANS = rf"{HOW_OFTEN}\s*(?:\(\s*|=\s*|:\s+|,? (?:or|is|are|means|makes|that is|which is|in|as)\s+)"
OF_PIECES = re.compile(rf"{MEANS}(?P<pieces>{COUNT})\s+(?:\w+ )?{PIECES}\s+(?:of|at)\s+$", re.IGNORECASE)
TABLETS = re.compile(r"[ -](?:strength )?(?:tablets?|capsules?|pills?|caplets?)\b", re.IGNORECASE)
FACTORS = rf"(?<![\w.,])(?P<count>\d+(?:\.\d+)?)\s?[x×*]\s?(?P<each>{NUMBER})\s?(?P<unit>{UNIT})?"
PRODUCT = Pattern(rf"{FACTORS}\s?(?:=|makes|is|are)\s?(?P<whole>{NUMBER})\s?(?P<of>{UNIT})(?!\w)")
A_DAY = r"(?:a|per|each|every|in (?:a|one|24)|in the) ?(?:whole )?(?:day|hours)|daily|in (?:all|total)|altogether|total"
ADDS = (
    r"(?:(?:so )?(?:that|which|this|it) )?(?:is|makes|means|comes to|adds up to)|so|making|i\.e\.|in all|altogether|or"
)
MADE = re.compile(rf"(?:\s?[:=]\s?|\s?[,;–-]? (?:{ADDS}),? (?:a total of )?|, )", re.IGNORECASE)
BRACKET = re.compile(r",? \((?:that is |i\.e\. |=\s?|(?:a )?total(?: of|:)? )?")
AFTER_WHOLE = re.compile(rf" ?(?:{A_DAY}|/ ?day)\b(?: in (?:all|total)| altogether)?", re.IGNORECASE)
DOSES_OF = rf"(?:(?P<doses>{COUNT}) (?:equal |separate |single )?doses of )?"
AS = r"(?:,? (?:as|taken as|given as|split into|divided into|in)|,? \(|:|,)"
SPLIT = re.compile(rf" (?:{A_DAY})?{AS} ?{DOSES_OF}", re.IGNORECASE)
OTHER_WORDS = re.compile(r"\b(?:then|or|and|if|rising|later|instead|another)\b", re.IGNORECASE)
NEAR = 25  # letters between a dose and how often it is taken


def unequal(text: MonographText) -> Iterator[Hit]:
    """Find amounts that a sentence calls equal and that are not, and sums and products that do not come out."""
    for context in contexts(text):
        sentence = context.sentence
        measured = list(amounts_of(sentence))
        products = list(PRODUCT.finditer(sentence))
        for first, second in () if products else itertools.pairwise(measured):
            between = sentence[first.end : second.start]
            pieces = OF_PIECES.fullmatch(between)
            if first.dimension == second.dimension and (pieces or _are_equated(sentence, first, second)):
                left = first.value * (1.0 if pieces else _pieces(sentence, first))
                right = second.value * (number_of(pieces["pieces"]) if pieces else 1.0)
                is_choice = CHOICE.match(between) and not _is_ten_times(left, right)
                if abs(left - right) > SAME * right and not is_choice:
                    message = f"“{first.words}” and “{second.words}” are called the same amount, and are not."
                    yield hit_in(text, context, (first.start, second.end), message, AGAIN)
        yield from _totals(text, context, measured)
        for match in products:
            if not _comes_out(match):
                yield hit_in(text, context, match.span(), "This product is not what stands behind it.", AGAIN)
    yield from wrong_parts(text)
    yield from wrong_volumes(text)
    yield from wrong_colours(text)


def _are_equated(sentence: str, first: Measured, second: Measured) -> bool:
    between = TABLETS.sub("", sentence[first.end : second.start], count=1)
    if IS.fullmatch(between):
        return first.unit != second.unit
    link = SAYS_EQUAL.fullmatch(between)
    if link is None:
        return False
    return "(" not in link[0] or sentence[second.end :].lstrip().startswith(")")


def _is_ten_times(first: float, second: float) -> bool:
    power = math.log10(first / second) if first and second else 0.5
    return abs(power - round(power)) < SAME


def _pieces(sentence: str, amount: Measured) -> float:
    match = right_before(OF_STRENGTH, sentence, amount.start) or right_before(CROSS, sentence, amount.start)
    if match is None:
        return 1.0
    return 0.5 if match["pieces"].lower().startswith("half") else number_of(match["pieces"])


def _comes_out(match: re.Match[str]) -> bool:
    whole = next(amounts_of(f"{match['whole']} {match['of']}")).value
    each = next(amounts_of(f"{match['each']} {match['unit'] or match['of']}")).value
    return abs(float(match["count"]) * each - whole) <= SAME * whole


def _totals(text: MonographText, context: Context, measured: list[Measured]) -> Iterator[Hit]:
    """Find a whole day's amount that is not the dose by the number of doses."""
    sentence, times = context.sentence, times_of(context.sentence) or often_in(context.sentence)
    for first, second in itertools.pairwise(measured):
        said = sentence[max(first.start - NEAR, 0) : second.end + NEAR]
        if first.dimension != second.dimension or AT_MOST.search(said) or first.is_of_a_pack or second.is_of_a_pack:
            continue
        made = _forwards(sentence, (first, second), times, alone=len(measured) == len((first, second)))
        made = made or _backwards(sentence, (first, second), times)
        if made and abs(made[1] - made[0].value) > SAME * made[1]:
            message = f"{made[2]} does not make {made[0].words}."
            yield hit_in(text, context, (first.start, second.end), message, AGAIN)


Made = tuple["Measured", float, str]  # what is said, what comes out, and from what


def _forwards(sentence: str, pair: tuple[Measured, Measured], times: list[Frequency], *, alone: bool) -> Made | None:
    """Read “500 mg three times a day, that is 1,500 mg a day”."""
    dose, whole = pair
    often = [each for each in times if dose.end <= each.start and each.end <= whole.start]
    if len(often) != 1:
        return None
    between = sentence[often[0].end : whole.start]
    bracket, link = BRACKET.fullmatch(between), MADE.fullmatch(between)
    after = AFTER_WHOLE.match(sentence, whole.end)
    total = alone and len(times) == 1 and (TOTAL.search(between) or IN_ALL.match(sentence, whole.end))
    is_bracket = bracket and sentence[after.end() if after else whole.end :].lstrip().startswith(")")
    is_near = often[0].start - dose.end <= NEAR and not OTHER_WORDS.search(sentence, dose.end, often[0].start)
    if not (total or (is_near and (is_bracket or (link and (after or "=" in between or ":" in between))))):
        return None
    right = dose.value * _pieces(sentence, dose) * often[0].times
    return whole, right, f"{dose.words} {sentence[often[0].start : often[0].end]}"


def _backwards(sentence: str, pair: tuple[Measured, Measured], times: list[Frequency]) -> Made | None:
    """Read “1,500 mg a day, as 500 mg three times a day”."""
    whole, dose = pair
    link = SPLIT.fullmatch(sentence, whole.end, dose.start)
    if link is None:
        return None
    if link["doses"]:
        return whole, dose.value * number_of(link["doses"]), f"{link['doses']} doses of {dose.words}"
    often = [each for each in times if 0 <= each.start - dose.end <= len(" ")]
    if len(often) != 1 or not AFTER_WHOLE.match(sentence, whole.end):
        return None
    return whole, dose.value * often[0].times, f"{dose.words} {sentence[often[0].start : often[0].end]}"


RULES: tuple[Rule[MonographText], ...] = (
    Rule(
        "M16",
        Level.BLOCK,
        "Amounts that are the same",
        "what a sentence calls equal is equal; a total is dose times number; a volume holds what the strength says; "
        "tablets of named colours make the dose that is told",
        "Two numbers for one dose: the patient takes the wrong one.",
        "ISMP Guidelines for Safe Communication of Medication Information; own",
        unequal,
    ),
)
