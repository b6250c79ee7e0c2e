"""Rule M24: the word for how common a side effect is, and the number beside it, say the same."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from handouts.check.medicine.contexts import contexts, hit_in
from handouts.check.rule import Hit, Level, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handouts.check.monograph_text import MonographText

WORDS = "one two three four five six seven eight nine ten".split()  # noqa: SIM905 - easier to read
COUNT = {word: float(number) for number, word in enumerate(WORDS, 1)}
COUNT |= {"twenty": 20.0, "fifty": 50.0, "hundred": 100.0, "thousand": 1000.0, "a hundred": 100.0, "a thousand": 1000.0}
NUMBER = rf"\d[\d,]*(?:\.\d+)?|{'|'.join(sorted(COUNT, key=len, reverse=True))}"
OF_MANY = rf"(?P<few>{NUMBER})(?: (?:people|patients))? (?:in|of|out of)(?: every)? (?P<many>{NUMBER})"
ODDS = rf"{OF_MANY}|(?P<share>\d+(?:\.\d+)?) ?(?:%|per ?cent)"
HOW = r"very common|very rare|extremely rare|uncommon|less common|common|rare"
NEAR = r"(?!(?:very |un)?common|rare)[^.;:\n]"
SAID = re.compile(
    rf"\b(?P<how>{HOW})(?:ly)?\b(?P<between>:?(?:{NEAR}){{0,45}}?)(?<![\w.,])(?:{ODDS})(?!\d)", re.IGNORECASE
)
OTHERWISE = re.compile(r"\b(?:but|whereas|while|than|not|without|with|in people|if|except|disease)\b", re.IGNORECASE)
MORE_OR_LESS = re.compile(r"\b(?:more|less|fewer) than\b", re.IGNORECASE)
LEAST_OF_EXCESS = re.compile(r"\b(?:more than|over|at least)\s*$", re.IGNORECASE)


LOOSE = re.compile(
    r"\b(?:more than|over) 1 in \d+,?000\b|\b(?:fewer|less) than (?:1|one) in (?:[2-5]|two|three|four|five)\b(?!,)",
    re.IGNORECASE,
)


class Range(NamedTuple):
    """The shares of people between which a word is not a plain contradiction; beyond the others it only is loose."""

    least: float
    most: float
    loose: float


RANGES = {
    "very common": Range(1 / 60, 1.0, 1.0),
    "common": Range(1 / 900, 1.0, 1.0),
    "uncommon": Range(0.0, 1 / 8, 1 / 9),
    "less common": Range(0.0, 1 / 4, 1 / 8),
    "rare": Range(0.0, 1 / 25, 1 / 90),
    "very rare": Range(0.0, 1 / 250, 1 / 900),
    "extremely rare": Range(0.0, 1 / 250, 1 / 900),
}


def other_odds(text: MonographText) -> Iterator[Hit]:
    """Find a word for how common something is beside a number that says the contrary."""
    for context in contexts(text) if text.english else ():
        for match in SAID.finditer(context.sentence):
            share, known = _share(match), RANGES[match["how"].lower()]
            if OTHERWISE.search(MORE_OR_LESS.sub("", match["between"])):
                continue
            is_more = LEAST_OF_EXCESS.search(match["between"]) is not None
            is_rare = share < known.least and (not is_more or match["how"].lower() == "very common")
            wrong = share > known.most or is_rare
            if wrong or share > known.loose:
                message = f"“{match['how']}” and the number beside it do not go together."
                level = None if wrong else Level.WARN
                yield hit_in(text, context, match.span(), message, "Compare the number with the source.", level)
        for match in LOOSE.finditer(context.sentence):
            message = "Nobody tells a risk so: has the number slipped?"
            yield hit_in(text, context, match.span(), message, "Compare the number with the source.", Level.WARN)


def _share(match: re.Match[str]) -> float:
    if match["share"]:
        return float(match["share"]) / 100
    return _number(match["few"]) / (_number(match["many"]) or 1.0)


def _number(word: str) -> float:
    return COUNT[word.lower()] if word.lower() in COUNT else float(word.replace(",", ""))


RULES: tuple[Rule[MonographText], ...] = (
    Rule(
        "M24",
        Level.BLOCK,
        "Words and numbers of a risk agree",
        "“rare” is not 1 in 5, “very common” not 1 in 1,000; what is only loose warns",
        "One of the two is believed, and a patient stops, or stays.",
        "EMA guideline on the readability of the label and package leaflet (frequencies); own",
        other_odds,
    ),
)
