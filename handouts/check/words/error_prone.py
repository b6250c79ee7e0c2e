"""What an error-prone abbreviation or sign is: how and where it is written, what goes wrong, what to write instead."""

from __future__ import annotations

import dataclasses
import functools
import re

from handouts.check.words.doses import UNIT
from handouts.model.pattern import Pattern
from handouts.model.phrases import either, one_of
from handouts.model.units import GAP

NO_LETTER = r"(?!\w)"
NO_COMPOUND = r"(?![\w/]|-\w)"


@dataclasses.dataclass(frozen=True)
class ErrorProne:
    """A way to write something that has been read as something else.

    ``words`` is how it is written, ``before`` and ``after`` what has to stand around it: short patterns. ``misread``
    says what goes wrong, ``hint`` what to write instead: there ``{per}`` is the words with “per” for each slash, and
    other braces hold what a named group has found. ``example`` marks with ⟦ and ⟧ what this row of its table finds and
    no other row does; ``spared`` is a text that looks like it and is left alone, where such a text is known.
    ``spelling`` is whose row it is, if not everybody's.
    """

    words: str
    misread: str
    hint: str
    example: str
    spared: str = ""
    before: str = ""
    after: str = NO_LETTER
    spelling: str = ""

    @functools.cached_property
    def alone(self) -> Pattern:
        """What finds the words wherever they stand: a quick look first."""
        return Pattern(self.words)

    @functools.cached_property
    def pattern(self) -> Pattern:
        """What finds the words."""
        return Pattern(f"{self.before}(?P<words>{self.words}){self.after}")


# Looked for behind the first letter: a search that starts with a letter is quick.
BEGINS = r"(?<![\w/.-].)"


def alone(words: str) -> str:
    """Return a pattern for any of the plain words, unless a letter, dot, slash or hyphen runs into it from the left."""
    return either(*(f"{re.escape(word[0])}{BEGINS}{re.escape(word[1:])}" for word in words.split()))


EVERY = f"[qQ]{BEGINS}"  # the q of q4h
FROM_TO = r"\d+(?:[-–]\d+)?"

AFTER_NUMBER = rf"\d{GAP}?"
WORDS_OF_DOSES = one_of(
    "tablet tablets capsule capsules drop drops puff puffs dose doses once twice times daily day days night nights",
    "nightly bedtime mouth needed weekly meal meals food morning evening",
)
# Many of these letters mean something else elsewhere; after such words they speak of a dose.
A_DOSE = either(rf"\d{GAP}?{UNIT}", r"(?<![\w.,])\d+", "½", rf"\b{WORDS_OF_DOSES}")
AFTER_DOSE = rf"{A_DOSE}{GAP}?[ (,;]{GAP}?\(?"
