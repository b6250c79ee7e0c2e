"""Numbers that nobody can mean, whatever the medicine: a row each, with the most that somebody could."""

from __future__ import annotations

import dataclasses
import re
from typing import TYPE_CHECKING

from handouts.check.medicine.amounts import COUNT, number_of
from handouts.check.medicine.contexts import contexts, hit_in
from handouts.check.medicine.folding import any_of
from handouts.check.rule import Hit, Level
from handouts.model.pattern import Pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handouts.check.medicine.contexts import Context
    from handouts.check.monograph_text import MonographText

CHECK = "Check the number and its unit."
NUMBER = rf"(?P<number>{COUNT})"
TAKEN = r"\b(?:take|swallow|use|give|chew|suck)(?: up to)? "
DEGREES_C = r"(?P<number>\d{1,3}) ?(?:°|degrees)(?! ?[Ff])"
GRAMS = r"\b(?P<number>\d[\d,]*(?:\.\d+)?) ?(?:g|grams?)\b"


@dataclasses.dataclass(frozen=True)
class Most:
    """The ``most`` of what a pattern finds; ``around`` has to stand in the sentence or above it, ``but`` not."""

    words: str
    most: float
    message: str
    around: tuple[str, ...] = ()
    but: tuple[str, ...] = ()
    level: Level = Level.BLOCK

    def is_passed(self, context: Context, match: re.Match[str]) -> bool:
        """Tell a number that is beyond it."""
        whole = f"{context.lead} {context.own}"
        beside = not self.around or any_of(self.around).search(whole)
        return bool(
            number_of(match["number"].replace(",", "")) > self.most
            and beside
            and not (self.but and any_of(self.but).search(whole))
        )


ROWS = (
    Most(
        rf"{TAKEN}{NUMBER} (?:tablets|capsules|pills)\b",
        20,
        "Nobody swallows so many at once.",
        but=("a week", "a month", "course", "in all", "altogether", "pack", "never", "not", "accident*"),
        level=Level.WARN,
    ),
    Most(rf"\b(?:apply|put on|wear|stick on|use) {NUMBER} patches\b", 4, "Nobody wears so many patches."),
    Most(
        r"\binject (?P<number>\d+(?:\.\d+)?) ?m[lL]\b",
        20,
        "So much is not injected under the skin.",
        but=("infus*", "drip", "vein", "immunoglobulin*", "pump"),
    ),
    Most(
        rf"\b{NUMBER} ?m[lL]\b",
        0.9,
        "So much does not go into an eye or ear: are drops meant?",
        around=(
            "in each eye",
            "in the eye",
            "into the eye",
            "into each eye",
            "in each ear",
            "in the ear",
            "in your eye",
        ),
        but=("bottle*", "wash*", "rinse*", "contain*", "holds", "water", "pack*", "per", "store*"),
    ),
    Most(
        rf"\b(?:fridge|refrigerator)\b[^.;,]{{0,25}}\b(?:at|between|below|under|up to) {DEGREES_C}",
        10,
        "No fridge is so warm.",
        but=("out of the fridge", "outside", "room", "without", "once", "after", "taken out", "fahrenheit", "°f"),
    ),
    Most(rf"\b{NUMBER} days (?:a|each|per|every) week\b", 7, "A week has seven days."),
    Most(rf"\b{NUMBER} days (?:a|each|per|every) year\b", 366, "A year has 365 days."),
    Most(rf"\b{NUMBER} hours (?:a|each|per|every) day\b", 24, "A day has 24 hours."),
    Most(r"\b(?:at|by|before|until|from) (?P<number>\d{2})[:.]\d{2}\b(?! ?(?:mg|g|ml))", 24, "No day has this time."),
    Most(rf"{TAKEN}(?:a dose of )?(?P<number>\d[\d,]*(?:\.\d+)?) ?(?:kg|kilograms?)\b", 0, "Nobody takes kilograms."),
    Most(
        rf"\b(?:tablet|capsule|pill)s? (?:has|have|contains?|holds?|of) {GRAMS}",
        3,
        "No tablet holds so much: are milligrams meant?",
    ),
)
MANY = Pattern(r"\d|(?:teen|ty)\b", re.IGNORECASE)  # few sentences have a number at all
FINDERS = tuple((row, Pattern(row.words, re.IGNORECASE)) for row in ROWS)


def beyond_any_most(text: MonographText) -> Iterator[Hit]:
    """Find numbers beyond the most of a row."""
    for context in contexts(text):
        for row, pattern in FINDERS if MANY.search(context.sentence) else ():
            match = pattern.search(context.sentence)
            if match and row.is_passed(context, match):
                yield hit_in(text, context, match.span(), row.message, CHECK, row.level)
