"""Sentences of running text, by rules plain enough to foresee."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from handouts.model.phrases import one_of

if TYPE_CHECKING:
    from collections.abc import Iterator

END = re.compile(r"[.!?。！？][\"'”’)\]]*(?:\s+(?=[\"'“‘(\[]?[^\Wa-z_])|$)|\n|(?<=[。！？])")
LONGEST_OPEN, LONGEST_GAP = 40, 500  # letters of what leaves a line open, and with the blanks behind it
LONGEST = 24  # letters of an abbreviation and what stands right before it

# What a full stop shortens, each with a sentence that goes on behind it, whatever follows.
ALWAYS = (
    ("e.g", "Keep it from heat, e.g. Saharan heat."),
    ("i.e", "Take it at night, i.e. 8 hours before."),
    ("etc", "Take it with water, juice etc. Not with milk."),
    ("vs", "It was tried vs. Placebo."),
    ("Dr Mr Mrs Ms Prof St", "Ask Dr. Osei."),
    ("approx ca circa", "Wait approx. 3 months."),
    ("max min abs avg", "Use it for max. 4 days."),
    ("incl excl esp", "Leave out vitamins, esp. C and E."),
    ("resp viz cf", "Take one resp. Two."),
    ("Fig", "See Fig. A."),
    ("vit", "Take no vit. K."),
    ("sp spp var", "It fights Candida spp. Only."),
    ("et al", "It was told by Ng et al. In 2001."),
)
# The same where a number follows; before a word a sentence may end with them.
BEFORE_NUMBERS = (
    ("No Nos", "Use needle No. 5."),
    ("p pp vol ch sect ref ext tel", "See p. 3."),
    ("tab tabs cap caps amp inj sol susp", "Take tab. 10 mg."),
    ("subcut i.v i.m s.c p.o", "Give it subcut. 5 mg a day."),
    ("temp wt", "Keep it at temp. 5 to 8."),
    ("Jan Feb Mar Apr Jun Jul Aug Sept Oct Nov Dec", "It was tested on Oct. 5."),
)
INITIAL = r"(?<!°)(?<!vitamin )(?<!hepatitis )(?<!type )(?<!class )[A-Z]"  # not in "25 °C." and "vitamin C."
# A full stop behind a number and "min" ends a sentence: "for 30 min. Then …".
ABBREVIATION = re.compile(rf"(?<![\w./])(?:(?<!\d )(?i:{one_of(*(words for words, _ in ALWAYS))})|{INITIAL})\.$")
NUMBERED = re.compile(rf"(?:^|.*[^\w.])(?i:{one_of(*(words for words, _ in BEFORE_NUMBERS))})\.\s+(?=\d)")
# What a line typed to an end by its author leaves open.
OPEN = (
    "and or nor but not even if unless when while until till than as with without within for from to of in on at by",
    "into over under above below before after during between per about around up the a an any no your our their its",
    "which who whose they is are was were be been has have had may can must should will",
    "take takes never only either both each every more less least most every same other another",
)
UNFINISHED = re.compile(rf"(?:[,;–(/]|(?<![\w-]){one_of(*dict.fromkeys(' '.join(OPEN).split()))})\s*$", re.IGNORECASE)
GOES_ON = re.compile(r"\s*[a-z0-9(<>≤≥=+–]")


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Return the sentences of a paragraph as pairs of offsets, from 0, the end left out; white space is included."""
    start = 0
    for match in END.finditer(text):
        if _goes_on(text, start, match):
            continue
        if text[start : match.end()].strip():
            yield start, match.end()
        start = match.end()
    if text[start:].strip():
        yield start, len(text)


def _goes_on(text: str, start: int, end: re.Match[str]) -> bool:
    """Tell a full stop that shortens a word, and a line end inside a sentence, from a sentence's end."""
    if end[0] == "\n":
        before = text[max(start, end.start() - LONGEST_GAP) : end.start()].rstrip()
        closed = before.endswith((".", "!", "?", ":")) and not ABBREVIATION.search(before[-LONGEST:])
        return not closed and bool(UNFINISHED.search(before[-LONGEST_OPEN:]) or GOES_ON.match(text, end.end()))
    before = text[max(start, end.start() - LONGEST) : end.start() + 1]
    return bool(ABBREVIATION.search(before) or NUMBERED.match(before + text[end.start() + 1 : end.end() + 1]))
