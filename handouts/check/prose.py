"""What in a text is the author's prose, letter by letter at its offset: codes, addresses and quotations are not."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from handouts.model.monograph import Mark
from handouts.model.pattern import Pattern, right_before
from handouts.model.phrases import either, one_of

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from handouts.check.monograph_text import MonographText, Passage

# What codes and addresses spell is no dose and no abbreviation.
CODED = one_of("batch lot code serial reference version licence license NDC ISBN")
ADDRESS = Pattern(
    either(
        r"https?://\S+",
        r"\bwww\.\S+",
        r"(?<![\w.+-])[\w.+-]++@[\w-]++(?:\.[\w-]++)+",
        r"(?<![\w.-])(?:[\w-]++\.)++[a-z]{2,}+/\S*",
        rf"\b(?i:{CODED})(?i: no\.?| number)?:? ?[A-Z\d./-]*\d[\w./-]*\w",
    )
)
QUOTED = Pattern(r"“[^”]*”|\"[^\"\n]*\"|‘[^’]*’(?!\w)")


ANSWERS = Pattern(r"\W*(?i:a|answer)\W*$")  # “**A:**” begins an answer, and nothing new
LABEL_LETTERS = 60  # a bold beginning that is longer is a sentence


def label_of(passage: Passage) -> str:
    """Return the bold words that open a passage, or nothing."""
    first = passage.inline[0] if passage.inline else None
    labelled = first and Mark.STRONG in first.marks and len(first.text) <= LABEL_LETTERS
    return first.text if first and labelled and not ANSWERS.match(first.text) else ""


@functools.lru_cache(maxsize=1024)  # the same passages are asked for by every pattern of a table
def prose(passage_text: str) -> str:
    """Return a passage's text with its codes and addresses blotted out, every other letter at its offset."""
    return ADDRESS.sub(blot, passage_text)


def unquoted(passage_text: str) -> str:
    """Return the same with its quotations blotted out too."""
    return QUOTED.sub(blot, prose(passage_text))


def quotations(passage_text: str) -> list[tuple[int, int]]:
    """Return where the quotations of a passage begin and end, as offsets; their marks are part of them."""
    return [match.span() for match in QUOTED.finditer(passage_text)]


def blot(match: re.Match[str]) -> str:
    """Return what stands in a match's place: no letter, no digit, and as long."""
    return "\ufffc" * len(match[0])


def in_prose(text: MonographText, pattern: Pattern) -> Iterator[tuple[Passage, re.Match[str]]]:
    """Return every match of a pattern outside codes and addresses, passage by passage."""
    for passage in text.passages:
        for match in pattern.finditer(prose(passage.text)):
            yield passage, match


def in_english(text: MonographText, pattern: Pattern) -> Iterator[tuple[Passage, re.Match[str]]]:
    """Return the matches in prose of an English text: other languages have other points, commas and words."""
    return in_prose(text, pattern) if text.english else iter(())


def follows(before: Pattern, match: re.Match[str]) -> bool:
    """Tell whether such a word stands right before a match."""
    return right_before(before, match.string, match.start()) is not None
