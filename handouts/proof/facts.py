"""Where a text stands: the form in which the monograph's structure and the paper's are compared."""

from __future__ import annotations

import enum
import re
import unicodedata
from typing import NamedTuple

from handouts.model.typography import RIGHT_TO_LEFT
from handouts.proof.paper import TURNING, letters

HYPHEN = re.compile(r"(?<=[^\W\d_])[-\u2010\u2011](?=[^\W\d_])")


class Kind(enum.Enum):
    """What a text is."""

    TEXT = "text"
    HEADING = "heading"
    ITEM = "item"
    CELL = "cell"
    PICTURE = "picture"


class Around(enum.Enum):
    """What stands around a text."""

    ITEM = "item"
    ANSWER = "answer"
    QUOTATION = "quotation"


class Step(NamedTuple):
    """One thing around a text: an item and its own first words, an answer and its question, a quotation."""

    around: Around
    words: str = ""


class Spot(NamedTuple):
    """A cell's place in its table, what it covers, and the words of the headings it stands under.

    Columns count from 0, rows from 0 at the first that is not empty.
    """

    row: int
    column: int
    rows: int
    columns: int
    heading: bool
    under: frozenset[str]


class Fact(NamedTuple):
    """A text and where it stands; words are keys (see `key`).

    ``headings`` and ``around`` run from outside in; ``before`` are the first words of the item before it in its list.
    """

    words: str
    kind: Kind
    headings: tuple[str, ...]
    around: tuple[Step, ...]
    spot: Spot | None = None
    before: str | None = None


def key(text: str, *, turned: bool) -> str:
    """Return the letters of a text by which it is known again; those of turned text in the order of their numbers.

    Readers of a PDF guess the order of letters that run from right to left. A hyphen between others may be one that a
    line's end put there; it is no part of a key.
    """
    plain = letters(unicodedata.normalize("NFC", text))
    if turned or RIGHT_TO_LEFT.search(plain):
        return "".join(sorted(plain.translate(TURNING)))
    return HYPHEN.sub("", plain)
