"""How doses are written: units, forms, numbers, and the parts of a text that hold none."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING

from handouts.model import units
from handouts.model.units import UnitKind, symbols, words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handouts.check.monograph_text import MonographText, Passage

GAP = units.GAP
SHORT_UNITS = symbols(UnitKind.MASS, UnitKind.VOLUME, UnitKind.AMOUNT, UnitKind.LENGTH)
LONG_UNITS = rf"{words(UnitKind.MASS, UnitKind.VOLUME, UnitKind.AMOUNT, UnitKind.ACTIVITY, UnitKind.FORM)}|IU"
LETTER_U = r"U(?!\.?[A-Za-z]|-\w)"  # “units” as it must not be written; no U-turn, no U.S. town
UNIT = rf"(?:(?:{SHORT_UNITS}|{LONG_UNITS}|{LETTER_U})(?!\w))"
TIMES = rf"{words(UnitKind.TIME, UnitKind.TIMES)}|mins?|hrs?|h|wks?|yrs?"
COUNTS = rf"{words(UnitKind.BODY)}|{symbols(UnitKind.BODY)}"
NUMBER = r"\d+(?:,\d{3})*(?:\.\d+)?"
LABEL_BEFORE = re.compile(
    r"\b(?i:day|week|month|year|step|stage|phase|type|table|figure|page|part|cycle|arm|group|vitamin|version|ph)\W{0,2}$"
)

# Codes and addresses are not prose: what they spell is no dose and no abbreviation.
ADDRESS = re.compile(
    r"https?://\S+|\bwww\.\S+|(?<![\w.+-])[\w.+-]++@[\w-]++(?:\.[\w-]++)+|(?<![\w.-])(?:[\w-]++\.)++[a-z]{2,}+/\S*|"
    r"\b(?i:batch|lot|code|serial|reference|version|licence|license|NDC|ISBN)(?i: no\.?| number)?:? ?[A-Z\d./-]*\d[\w./-]*\w"
)


@functools.lru_cache(maxsize=1024)  # the same passages are asked for by every pattern of a table
def prose(passage_text: str) -> str:
    """Return a passage's text with its codes and addresses blotted out, every other letter at its offset."""
    return ADDRESS.sub(lambda address: "\ufffc" * len(address[0]), passage_text)


def in_prose(text: MonographText, pattern: re.Pattern[str]) -> Iterator[tuple[Passage, re.Match[str]]]:
    """Return every match of a pattern outside codes and addresses, passage by passage."""
    for passage in text.passages:
        for match in pattern.finditer(prose(passage.text)):
            yield passage, match


def in_english(text: MonographText, pattern: re.Pattern[str]) -> Iterator[tuple[Passage, re.Match[str]]]:
    """Return the matches in prose of an English text: other languages have other points, commas and words."""
    return in_prose(text, pattern) if text.english else iter(())


def follows(before: re.Pattern[str], match: re.Match[str]) -> bool:
    """Tell whether such a word stands right before a match."""
    return before.search(match.string[: match.start()]) is not None
