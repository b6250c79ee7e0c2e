"""Volumes against strengths: a liquid holds in so many millilitres what its strength says."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING, NamedTuple

from handouts.check.medicine.amounts import amounts_of
from handouts.check.medicine.contexts import contexts, hit_in
from handouts.model.monograph import plain
from handouts.model.pattern import right_before

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handouts.check.medicine.amounts import Measured
    from handouts.check.medicine.contexts import Context
    from handouts.check.monograph_text import MonographText
    from handouts.check.rule import Hit

SAME = 0.01  # of an amount, as it is rounded
VOLUME = "volume"
ML = r"(?:ml|mL|millilit(?:re|er)s?)"
STRENGTH = re.compile(rf"\s?(?:/|per|in|in each|in every)\s?(?P<number>\d+(?:\.\d+)?)?\s?{ML}\b")
HOLDS = re.compile(
    rf"(?P<number>\d+(?:\.\d+)?) ?{ML}(?: of (?:the )?(?P<which>\w+)(?: \w+)?)?\)? (?:holds?|contains?|has|gives?) $"
)
NAMED_LIQUID = re.compile(rf"\d ?{ML} of ")
SAYS_EQUAL = re.compile(r"\s*(?:\(\s*|=\s*|,? (?:or|that is|which is|equal to|equals|is the same as|i\.e\.),?\s+)")
MEASURE = re.compile(r",? (?:you )?(?:measure|draw up|need|needs|give|take|use|means|is|are|fill)(?: up)?(?: to)? ")
DOSE_IS = re.compile(r"(?: dose)? (?:is|equals|means|needs|takes|comes to|would be|is in|are) (?:exactly |about )?")
FOR_A_DOSE = re.compile(r"\b(?:[Ff]or|dose of|[Tt]o (?:get|give|take)) (?:an? )?(?:dose of )?$")
SEVERAL = re.compile(
    r"\b(?:an?other|two|different|other|several|more than one) (?:\w+ )?(?:liquid|strength|bottle|s(?:yrup|olution))"
)
WORD = re.compile(r"[a-z]{4,}")


class Strength(NamedTuple):
    """Micrograms, or units, in a millilitre, and the words that stand before it: which of the liquids it is."""

    value: float
    words: frozenset[str]


def wrong_volumes(text: MonographText) -> Iterator[Hit]:
    """Find a volume that does not hold what is said of it, by the strengths in this text and its front matter."""
    found = contexts(text)
    told = [each for context in found for each in _strengths(context.lead, context.sentence)]
    told += [Strength(each, frozenset()) for each in of_liquids(text)]
    yield from (hit for context in found for hit in _held_otherwise(text, context))
    held = [each for context in found for each in _held(context)]
    several = any(SEVERAL.search(context.sentence) for context in found)
    for context in found if told or held else ():
        sentence = context.sentence
        for first, second in itertools.pairwise(amounts_of(sentence)):
            pair = (second, first) if first.dimension == VOLUME else (first, second)
            mass, volume = pair
            if volume.dimension != VOLUME or mass.dimension == VOLUME or STRENGTH.match(sentence, first.end):
                continue
            holds = right_before(HOLDS, sentence, second.start) if second is mass else None
            if not (holds or _are_equated(sentence, first, second)):
                continue
            meant = _meant(told, holds["which"] or "", several=several) if holds else told + held
            if meant and not _fits(mass, volume, meant):
                message = f"By the strengths in this text, {volume.words} does not hold {mass.words}."
                yield hit_in(text, context, (first.start, second.end), message, "Calculate it again.")


def of_liquids(text: MonographText) -> Iterator[float]:
    """Return the strengths of liquids in the front matter, in micrograms or units in a millilitre."""
    metadata = text.monograph.metadata
    for stated in (*metadata.strengths, plain(text.monograph.title), metadata.form or ""):
        yield from strengths_in(stated)


def strengths_in(words: str) -> Iterator[float]:
    """Return the micrograms, or units, in a millilitre of every strength that some words name."""
    yield from (each.value for each in _strengths("", words))


def _strengths(lead: str, sentence: str) -> Iterator[Strength]:
    for amount in amounts_of(sentence):
        match = STRENGTH.match(sentence, amount.end)
        if match and amount.dimension != VOLUME:
            before = f"{lead.rpartition('  ')[2]} {sentence[: amount.start]}".casefold()
            yield Strength(amount.value / (float(match["number"] or 1) or 1), frozenset(WORD.findall(before)))


def _held(context: Context) -> Iterator[Strength]:
    sentence = context.sentence
    for amount in amounts_of(sentence):
        if amount.dimension != VOLUME and (match := right_before(HOLDS, sentence, amount.start)):
            yield Strength(amount.value / float(match["number"]), frozenset())


def _held_otherwise(text: MonographText, context: Context) -> Iterator[Hit]:
    """Find two volumes of one sentence that do not hold the same in a millilitre."""
    held = [] if NAMED_LIQUID.search(context.sentence) else list(_held(context))
    if len(held) > 1 and not SEVERAL.search(context.sentence) and max(held).value > (1 + SAME) * min(held).value:
        message = "By what this sentence says first, the other volume holds something else."
        yield hit_in(text, context, (0, len(context.sentence)), message, "Calculate it again.")


def _meant(strengths: list[Strength], which: str, *, several: bool) -> list[Strength]:
    """Return the one strength whose own words name the liquid that is meant, or the only one that there is.

    What a volume holds may be a strength that stands nowhere else.
    """
    named = [each for each in strengths if which.casefold() in each.words] or ([] if which or several else strengths)
    return named if len({each.value for each in named}) == 1 else []


def _are_equated(sentence: str, first: Measured, second: Measured) -> bool:
    between = sentence[first.end : second.start]
    if DOSE_IS.fullmatch(between) and second.dimension == VOLUME:
        return not first.is_of_a_pack
    if MEASURE.fullmatch(between) or between == ", ":
        return second.dimension == VOLUME and right_before(FOR_A_DOSE, sentence, first.start) is not None
    link = SAYS_EQUAL.fullmatch(between)
    if link is None:
        return False
    return "(" not in link[0] or sentence[second.end :].lstrip().startswith(")")


def _fits(mass: Measured, volume: Measured, strengths: list[Strength]) -> bool:
    held = mass.value / volume.value if volume.value else 0
    return any(abs(held - each.value) <= SAME * each.value for each in strengths)
