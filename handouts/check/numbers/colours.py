"""Tablets known by their colours, as those of warfarin: a colour is one strength, and the tablets make the dose."""

from __future__ import annotations

import collections
import itertools
import re
from typing import TYPE_CHECKING

from handouts.check.medicine.amounts import COUNT, amounts_of, number_of
from handouts.check.medicine.contexts import contexts, hit_in
from handouts.check.monograph_text import PassageKind
from handouts.model.pattern import Pattern, right_before
from handouts.model.phrases import one_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handouts.check.medicine.contexts import Context
    from handouts.check.monograph_text import MonographText
    from handouts.check.rule import Hit

NAMES = one_of("white brown blue pink yellow green red orange purple grey gray black peach lavender beige turquoise")
COLOUR = Pattern(rf"\b(?:light |dark |pale )?(?P<colour>{NAMES})\b", re.IGNORECASE)
PIECE = r"(?:tablets?|capsules?|pills?)"
COUNTED = Pattern(
    rf"\b(?P<count>{COUNT}|half(?: of)? an?|half(?: of)?)\s+(?P<colour>{NAMES})(?: (?:ones?|{PIECE}))?\b", re.IGNORECASE
)
BEFORE = Pattern(rf"\b(?P<colour>{NAMES}) (?:{PIECE} )?(?:are |is |\(|holds? |contains? )?$", re.IGNORECASE)
AFTER = Pattern(
    rf"(?: {PIECE})?(?: is| are|:|,)? ?\(?(?:coloured )?(?:a )?(?P<colour>{NAMES})\b(?! \w+ \()", re.IGNORECASE
)
MEANT = Pattern(r"\b(?:dose|take|takes|need|is|are|make|makes|means|=|for)\b", re.IGNORECASE)
DENIED = Pattern(r"\b(?:not|never|instead|mistake\w*|confus\w*)\b", re.IGNORECASE)
LEAST = 2  # colours that are told apart
ROW = 3  # tablets with their colours that make a row
SAME = 0.01


def wrong_colours(text: MonographText) -> Iterator[Hit]:
    """Find a dose told by the colours of its tablets that they do not make."""
    yield from _same_strength_twice(text)
    known = {colour: values for colour, values in _strengths(text).items() if len(values) == 1}
    if len(known) < LEAST:
        return
    for context in contexts(text):
        sentence = context.sentence
        counted = list(COUNTED.finditer(sentence))
        amounts = list(amounts_of(sentence))
        if len(amounts) != 1 or not counted or not MEANT.search(sentence) or DENIED.search(sentence):
            continue
        colours = [match["colour"].lower() for match in counted]
        if not set(colours) <= known.keys() or right_before(BEFORE, sentence, amounts[0].start):
            continue
        made = sum(_count(match["count"]) * next(iter(known[match["colour"].lower()])) for match in counted)
        if abs(made - amounts[0].value) > SAME * made:
            span = min(amounts[0].start, counted[0].start()), max(amounts[0].end, counted[-1].end())
            message = f"By the colours in this text these tablets do not make {amounts[0].words}."
            yield hit_in(text, context, span, message, "Calculate it again.")


def _same_strength_twice(text: MonographText) -> Iterator[Hit]:
    """Find a row of tablets, each with its colour, in which one strength stands for two colours."""
    for context in contexts(text):
        told = list(_told(context))
        counts = collections.Counter(value for _, value in told)
        twice = next((value for value, count in counts.items() if count > 1), None)
        if twice is not None and len({colour for colour, _ in told}) == len(told) >= ROW:
            amount = next(each for each in amounts_of(context.sentence) if each.value == twice)
            message = f"Two colours stand here for {amount.words}."
            yield hit_in(text, context, (amount.start, amount.end), message, "Compare the strengths with the label.")


def _count(word: str) -> float:
    return 0.5 if word.lower().startswith("half") else number_of(word)


def _strengths(text: MonographText) -> dict[str, set[float]]:
    """Return what tablets of each colour hold, as rows of tables and the text tell it."""
    found: dict[str, set[float]] = collections.defaultdict(set)
    cells = [passage for passage in text.passages if passage.kind is PassageKind.CELL]
    for _, row in itertools.groupby(cells, key=lambda cell: (cell.section, cell.line)):
        line = " | ".join(cell.text for cell in row)
        colours, amounts = list(COLOUR.finditer(line)), list(amounts_of(line))
        if len(colours) == 1 and len(amounts) == 1:
            found[colours[0]["colour"].lower()].add(amounts[0].value)
    for context in contexts(text):
        if context.passage.kind is not PassageKind.CELL:
            for colour, value in _told(context):
                found[colour].add(value)
    return found


def _told(context: Context) -> Iterator[tuple[str, float]]:
    sentence = context.sentence
    for amount in amounts_of(sentence):
        match = AFTER.match(sentence, amount.end) or right_before(BEFORE, sentence, amount.start)
        if match and not COUNTED.match(sentence, match.start("colour")):
            yield match["colour"].lower(), amount.value
