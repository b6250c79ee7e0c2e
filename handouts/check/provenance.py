"""Rules S09 and S10: does a text say where it comes from, and does a person stand behind it?"""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

from handouts.check.monograph_text import PassageKind
from handouts.check.rule import Hit, Level, Rule
from handouts.check.words import refusals
from handouts.check.words import unvetted as words
from handouts.model.pattern import Pattern
from handouts.model.phrases import finder, one_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handouts.check.monograph_text import MonographText, Passage


def provenance(text: MonographText) -> Iterator[Hit]:
    """Find what is not said about where a text comes from, and review dates that contradict each other."""
    metadata = text.monograph.metadata
    missing, contradictory = (Level.INFORM, Level.WARN) if text.draft else (Level.BLOCK, Level.BLOCK)
    for field, value, hint in (
        ("author", metadata.author, "Add `author:` with the name of who wrote the text."),
        ("version", metadata.version, 'Add `version: "1.0"`, and raise it with every change.'),
        ("sources", metadata.sources, "Add `sources:` with the title and publisher of each source."),
    ):
        if not value:
            yield text.missing(f"The front matter names no {field}.", hint, missing, 1)
    last, coming, years = metadata.review_date, metadata.next_review, text.profile.review_years
    if last and coming and coming <= last:
        yield text.missing(
            f"The next review ({coming}) is not after the last one ({last}).",
            "Correct one of the two dates.",
            contradictory,
            1,
        )
    elif last and coming and _years(last, coming) > years:
        message = f"The next review ({coming}) is more than {years} years after the last one ({last})."
        yield text.missing(
            message, f"Set `next_review` to {years} years after `review_date`, or sooner.", contradictory, 1
        )


def _years(first: dt.date, last: dt.date) -> int:
    """Return in how many years, counted up, the last day lies: 3 for three years to the day, 4 for a day more."""
    return last.year - first.year + ((last.month, last.day) > (first.month, first.day))


AUTOMATIC = finder(words.AUTOMATIC)
UNVETTED = finder(words.UNVETTED)
UNREVIEWED = finder(words.UNREVIEWED)
REFUSED = finder(refusals.REFUSED)
MACHINERY = Pattern("(?i:automat|computer)")  # few texts name any: the rest need no closer look
DENIED_BEFORE = rf"(?:\b(?:not|never|without)|n[’']t)(?:\W+{one_of('been be any a an by partly wholly')})*\W*$"
DENIED = Pattern(rf"{DENIED_BEFORE}|^\W*(?:no part|none|nothing)\b", re.IGNORECASE)


def unvetted(text: MonographText) -> Iterator[Hit]:
    """Find the text's own word that no person stands behind it, and what a machine said instead of writing it."""
    level = Level.WARN if text.draft else Level.BLOCK
    made = (*text.matches(UNVETTED), *(text.matches(AUTOMATIC) if MACHINERY.search(text.whole) else ()))
    for passage, match in made:
        if not DENIED.search(_sentence_before(passage, match.start())):
            message = "The text says that a machine or a crowd wrote it."
            yield text.hit(
                passage,
                match.start(),
                match.end(),
                message,
                "Have a clinician check every sentence against its sources, then take this out.",
                level,
            )
    if not text.draft:
        for passage, match in text.matches(UNREVIEWED):
            message = "The text says that nobody has reviewed it, and is to be signed off."
            yield text.hit(
                passage,
                match.start(),
                match.end(),
                message,
                "Take the sentence out before a reviewer signs the text off.",
            )
    for passage, match in text.matches(REFUSED, (passage for passage in text.passages if not _asks(passage))):
        message = "This is a machine’s answer to who asked it, not part of the text."
        yield text.hit(
            passage, match.start(), match.end(), message, "Take it out, and write what is missing.", Level.BLOCK
        )


def _asks(passage: Passage) -> bool:
    return passage.kind is PassageKind.QUESTION or passage.text.rstrip().endswith("?")


def _sentence_before(passage: Passage, end: int) -> str:
    return re.split(r"[.!?]\s|\n", passage.text[:end])[-1]


RULES: tuple[Rule[MonographText], ...] = (
    Rule(
        "S09",
        Level.BLOCK,
        "Author, version, sources and dates",
        "all three are named; the next review comes after the last one, by no more years than the profile says. "
        "What is missing only informs in a draft",
        "Nobody can ask after, trace or call back a text without an author, a version and its sources.",
        "NHS standard for creating health content",
        provenance,
    ),
    Rule(
        "S10",
        Level.BLOCK,
        "Nobody stands behind it",
        "no word that a machine or a crowd wrote it (warns in a draft), that nobody reviewed it (once signed off), "
        "or of a refusal to write it",
        "A text no clinician has checked may be wrong in every sentence.",
        "own",
        unvetted,
    ),
)
