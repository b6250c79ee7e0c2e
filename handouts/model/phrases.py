"""How tables of words become patterns: plain words, and phrases with an example each that a test reads."""

from __future__ import annotations

import dataclasses
import re
from typing import TYPE_CHECKING

from handouts.model.pattern import Pattern

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclasses.dataclass(frozen=True, slots=True)
class Phrase:
    """A way to say something.

    ``words`` is a short pattern, blind to capitals. ``example`` is a text that this row of its table finds and no other
    row does; ``spared`` is one that looks like it and is left alone, where such a text is known.
    """

    words: str
    example: str
    spared: str = ""


def one_of(*rows: str) -> str:
    """Return a pattern for any of the plain words in rows of them, the longest first."""
    words = [re.escape(word) for row in rows for word in row.split()]
    return either(*sorted(words, key=len, reverse=True))


def either(*pieces: str) -> str:
    """Return a pattern for any of several short patterns, the first that fits."""
    return f"(?:{'|'.join(pieces)})"


def any_phrase(phrases: Iterable[Phrase]) -> str:
    """Return a pattern for any phrase of a table, the first that fits."""
    return either(*(phrase.words for phrase in phrases))


def finder(phrases: Iterable[Phrase]) -> Pattern:
    """Return what finds the phrases of a table, in capitals or not."""
    return Pattern(any_phrase(phrases), re.IGNORECASE)


def within(letters: int, stops: str = r".!?\n") -> str:
    """Return a pattern for so many letters at most, none of which is a stop: by default, what ends a sentence."""
    return f"[^{stops}]{{0,{letters}}}"


def not_after(*words: str) -> str:
    """Return a pattern for a place before which none of these words stands, with its space."""
    return "".join(f"(?<!{word} )" for word in words)


def not_before(*pieces: str) -> str:
    """Return a pattern for a place after which none of these follows."""
    return f"(?!{'|'.join(pieces)})"
