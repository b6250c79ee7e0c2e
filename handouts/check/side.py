"""Whose authority a text is held to: the profile's, or that of its readers where the profile names no country."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING, Literal

from handouts.model.pattern import Pattern
from handouts.model.phrases import either, one_of

if TYPE_CHECKING:
    from handouts.check.monograph_text import MonographText

Side = Literal["uk", "us", ""]
CALLS = r"\b(?i:call(?:s|ed|ing)?|ring(?:s|ing)?|dial(?:s|led|ling)?|phone|or|and) "
COUNTED = r"(?! ?(?:mg|ml|mL|micrograms?|people|patients|in|of|°|%))(?![.,]?\d)"
# What only one land's readers are told; a number counts where somebody calls it, or where it stands for a call.
MARKS: tuple[tuple[Side, tuple[str, ...]], ...] = (
    (
        "uk",
        (
            rf"\b999\b{COUNTED}",
            rf"(?:{CALLS}|\bNHS )111\b{COUNTED}",
            r"\bNHS\b",
            r"\b(?:MHRA|Yellow Card|BNF|NICE guidance)\b",
            r"\b(?:A&E|A & E)(?!\w)",
        ),
    ),
    (
        "us",
        (
            rf"\b(?:911|9-1-1)\b{COUNTED}",
            r"\bFDA\b|\bMedWatch\b|\bREMS\b",
            r"\b(?i:medication guide|boxed warning)\b",
            r"\b(?i:acetaminophen|albuterol|epinephrine auto-injector)\b",
            r"\b(?i:poison control)\b|1-800-222-1222",
        ),
    ),
    (
        "",  # Australia, New Zealand, India, Ireland, South Africa, the mainland of Europe
        (
            rf"{CALLS}000\b{COUNTED}|\b(?i:triple zero)\b|\b13 ?11 ?26\b",
            rf"(?:{CALLS}|^|\n|\()(?:108|112)\b{COUNTED}|\b0800 764 766\b",
            r"\b(?:TGA|HSE|HPRA|CDSCO|Medsafe|PBS|Medicare card)\b",
            r"\b(?i:consumer medicine information|poisons information cent(?:re|er)|national poisons cent(?:re|er))\b",
        ),
    ),
)
FOUND = tuple((side, tuple(Pattern(mark) for mark in marks)) for side, marks in MARKS)
AMERICAN = Pattern(
    either(
        r"\b(?:diarrhea|anemia|edema|hemorrhage|tumors?|estrogen|hematoma|leukemia)\w*",
        rf"\b{one_of('color colors favorite pediatric orthopedic anesthesia gynecologist labored behavior odor')}\b",
        rf"\b{one_of('fiber liter milliliter center physician prescriber refill refills restroom drugstore')}\b",
    ),
    re.IGNORECASE,
)
TELLS = 2  # American words of different spelling that tell


@functools.lru_cache(maxsize=8)  # several rules ask of the same text
def side_of(text: MonographText) -> Side:
    """Return whose rows a text is held to: "uk", "us", or "" for neither.

    A profile that names a country decides. The default one does not: the numbers and bodies that the text names do,
    then its spelling.
    """
    from handouts.model.profile import DEFAULT, PROFILES

    profile = text.profile
    if profile.profile != DEFAULT or profile.spelling != PROFILES[DEFAULT].spelling:
        return profile.spelling
    counts = {side: sum(mark.search(text.whole) is not None for mark in marks) for side, marks in FOUND}
    most = max(counts.values())
    leading = [side for side, count in counts.items() if count == most]
    if most and len(leading) == 1:
        return leading[0]
    told = {match[0].casefold() for match in AMERICAN.finditer(text.whole)}
    return "us" if len(told) >= TELLS else profile.spelling
