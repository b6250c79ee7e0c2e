"""Amounts and times in a sentence, as numbers that can be compared."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

NUMBER = r"\d{1,3}(?:[, \u00a0\u202f]\d{3}){1,5}(?![\d])|\d{1,20}+(?:\.\d{1,20}+)?"
UNITS = {  # how often a spelling holds the table's unit of its dimension: microgram, unit, ml, mmol
    "g gram grams gramme grammes": ("mass", 1e6),
    "mg milligram milligrams milligramme milligrammes": ("mass", 1e3),
    "mcg µg μg microgram micrograms microgramme microgrammes": ("mass", 1.0),
    "ng nanogram nanograms": ("mass", 1e-3),
    "unit units iu": ("activity", 1.0),
    "ml millilitre millilitres milliliter milliliters": ("volume", 1.0),
    "l litre litres liter liters": ("volume", 1e3),
    "mmol millimole millimoles": ("substance", 1.0),
}
SPELLED = {spelling: unit for spellings, unit in UNITS.items() for spelling in spellings.split()}
UNIT = "|".join(sorted(map(re.escape, SPELLED), key=len, reverse=True))
AMOUNT = re.compile(rf"(?<![\w.,/-])(?P<number>{NUMBER})[ \u00a0\u202f-]?(?P<unit>{UNIT})(?!\w)", re.IGNORECASE)
IN_A_PACK = r"in (?:\d+|each|every|an?|one) ?(?:ml|mL|bottle|pack)"
BY_WEIGHT = r"a kilo|for (?:each|every) (?:kg|kilo)"
OF_ANOTHER_SORT = re.compile(rf"\s?(?:/(?! ?day)|per\b(?! day)|{BY_WEIGHT}|{IN_A_PACK}|bottles?\b|packs?\b)")
COUNTS = "zero one two three four five six seven eight nine ten eleven twelve".split()  # noqa: SIM905 - easier to read
TEENS = "thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()  # noqa: SIM905
TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()  # noqa: SIM905
OTHER_COUNTS = {"a": 1.0, "an": 1.0, "half": 0.5}
WORDS = {word: float(number) for number, word in enumerate((*COUNTS, *TEENS))} | OTHER_COUNTS
WORDS |= {word: number * 10.0 for number, word in enumerate(TENS, 2)}
TENS_AND_ONES = rf"(?:{'|'.join(TENS)})(?:[ -](?:{'|'.join(COUNTS[1:10])})\b)?"
COUNT = rf"(?:\d+(?:\.\d+)?|{TENS_AND_ONES}|{'|'.join((*TEENS, *COUNTS, *OTHER_COUNTS))})"
PIECES = r"(?:tablets?|capsules?|pills?|puffs?|patches)"  # what is counted out
COUNT_OF_TIME = rf"(?<![\w.])(?P<count>{COUNT})[\s-]+"
SORT_OF_TIME = r"(?:(?:full|whole|more|consecutive|calendar)\s+)?"
TIME = re.compile(COUNT_OF_TIME + SORT_OF_TIME + r"(?P<unit>hour|day|week|month|year)s?\b")
A_DAY = r"(?:a|per|each|every|in a|in)?[ -]?(?:day\b|daily\b|24 hours\b)"
TIMES = re.compile(
    rf"\b(?:(?P<word>once|twice|thrice)|(?P<count>{COUNT})[ -](?:times|doses))[ -]{A_DAY}", re.IGNORECASE
)
ONCE = {"once": 1.0, "twice": 2.0, "thrice": 3.0}
PARTS_OF_ONE = {"½": 0.5, "¼": 0.25, "¾": 0.75, "1/2": 0.5, "1/4": 0.25, "3/4": 0.75, "half": 0.5, "a half": 0.5}
COUNTED = re.compile(
    rf"(?P<whole>{COUNT})?\s?(?:and )?(?P<part>[½¼¾]|[13]/[24]|(?:a )?half)?(?:\s?(?:x|×|times|{PIECES}))?",
    re.IGNORECASE,
)
DAYS = {"hour": 1 / 24, "day": 1.0, "week": 7.0, "month": 30.4, "year": 365.0}

SENTENCES = 1024  # every rule asks for the amounts of the sentences of the same text


class Amount(NamedTuple):
    """An amount in the unit that was asked for; ``is_of_a_pack``: of a bottle, of a strength, by body weight."""

    value: float
    words: str
    start: int
    is_of_a_pack: bool


class Measured(NamedTuple):
    """An amount as it stands: in micrograms, units, millilitres or millimoles; offsets into its sentence."""

    dimension: str
    value: float
    number: float
    unit: str
    start: int
    end: int
    words: str
    is_of_a_pack: bool


def amounts_of(sentence: str) -> Iterator[Measured]:
    """Return every amount of a sentence."""
    return iter(_known_amounts(sentence))


@functools.lru_cache(maxsize=SENTENCES)
def _known_amounts(sentence: str) -> tuple[Measured, ...]:
    return tuple(_amounts_of(sentence))


def _amounts_of(sentence: str) -> Iterator[Measured]:
    for match in AMOUNT.finditer(sentence):
        unit = match["unit"].casefold()
        dimension, times = SPELLED[unit]
        number = float(re.sub(r"[,\s]", "", match["number"]))
        of_pack = OF_ANOTHER_SORT.match(sentence, match.end()) is not None
        yield Measured(dimension, number * times, number, unit, *match.span(), match[0], of_pack)


def amounts(sentence: str, unit: str) -> Iterator[Amount]:
    """Return the amounts of a sentence that measure what a unit measures, in that unit."""
    dimension, size = SPELLED[unit]
    for each in amounts_of(sentence):
        if each.dimension == dimension and each.unit != "kg":  # kilograms are the patient's
            yield Amount(each.value / size, each.words, each.start, each.is_of_a_pack)


def spans_of_time(sentence: str) -> list[float]:
    """Return the times of a folded sentence, in days."""
    return [number_of(match["count"]) * DAYS[match["unit"]] for match in TIME.finditer(sentence)]


class Frequency(NamedTuple):
    """How many times a day, and where it is said."""

    times: float
    start: int
    end: int


def times_of(sentence: str) -> list[Frequency]:
    """Return every number of times a day of a sentence."""
    return [*_known_times(sentence)]


@functools.lru_cache(maxsize=SENTENCES)
def _known_times(sentence: str) -> tuple[Frequency, ...]:
    return tuple(
        Frequency(ONCE.get((match["word"] or "").lower()) or number_of(match["count"]), *match.span())
        for match in TIMES.finditer(sentence)
    )


def count_of(written: str) -> float | None:
    """Return a number of pieces, or of times, that stands by itself: “2”, “1½”, “half”, “2.5 tablets”."""
    match = COUNTED.fullmatch(written.strip())
    if match is None:
        return None
    whole = number_of(match["whole"]) if match["whole"] else 0.0
    return (whole + PARTS_OF_ONE.get((match["part"] or "").lower(), 0.0)) or None


def number_of(word: str) -> float:
    """Return a number that is written in figures or in words of `WORDS`: “21”, “twenty-one”."""
    parts = re.split("[ -]", word.lower())
    return sum(WORDS[part] for part in parts) if parts[0] in WORDS else float(word)
