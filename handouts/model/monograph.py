"""The vocabulary: what an author wrote, as values that do not change.

Text is a tuple of runs (an `Inline`), never HTML. Lines count from 1 in the monograph's file; 0 means unknown.
"""

from __future__ import annotations

import dataclasses
import enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from handouts.errors import Problem
    from handouts.model.frontmatter import FrontMatter


class Mark(enum.StrEnum):
    """How a run of text stands out from its neighbours."""

    STRONG = "strong"
    EMPHASIS = "emphasis"
    SUBSCRIPT = "subscript"
    SUPERSCRIPT = "superscript"
    CODE = "code"
    DELETED = "deleted"


@dataclasses.dataclass(frozen=True, slots=True)
class Run:
    """Text with one look. A newline in it is a line break the author asked for.

    ``address`` is the link target (the address itself is printed as a run of its own);
    ``language`` is a BCP 47 tag when it differs from the document's.
    """

    text: str
    marks: frozenset[Mark] = frozenset()
    address: str | None = None
    language: str | None = None

    def saying(self, text: str) -> Run:
        """Return other text with the same look."""
        return self if text == self.text else Run(text, self.marks, self.address, self.language)


Inline = tuple[Run, ...]


def plain(inline: Inline) -> str:
    """Return the text of the runs without their looks."""
    return "".join(run.text for run in inline)


def between(inline: Inline, start: int, end: int) -> Inline:
    """Return the runs between two offsets of the plain text, from 0, the end left out."""
    pieces, offset = [], 0
    for run in inline:
        piece = run.text[max(start - offset, 0) : max(end - offset, 0)]
        offset += len(run.text)
        if piece:
            pieces.append(run.saying(piece))
    return tuple(pieces)


def cut(inline: Inline, start: int, end: int | None = None) -> Inline:
    """Return the runs between two offsets (see `between`), white space around them removed."""
    text = plain(inline)[start:end]
    start += len(text) - len(text.lstrip())
    return between(inline, start, start + len(text.strip()))


def without(mark: Mark, inline: Inline) -> Inline:
    """Return the runs without one of their marks."""
    return tuple(dataclasses.replace(run, marks=run.marks - {mark}) for run in inline)


@dataclasses.dataclass(frozen=True, slots=True)
class Heading:
    """A Markdown heading of level 1 to 6."""

    level: int
    inline: Inline
    line: int = 0


@dataclasses.dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text."""

    inline: Inline
    line: int = 0


@dataclasses.dataclass(frozen=True, slots=True)
class SubHeading:
    """A heading inside a section: a bold-only line or a deeper Markdown heading."""

    inline: Inline
    line: int = 0


@dataclasses.dataclass(frozen=True, slots=True)
class Item:
    """A list item; ``marker`` is its number or sign as typed (``3.``, ``(a)``, ``▪``), None for Markdown's bullets."""

    marker: str | None
    content: tuple[Block, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class ItemList:
    """A bulleted or numbered list."""

    items: tuple[Item, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class Cell:
    """A table cell; it covers ``columns`` places of its row and ``rows`` rows from there on."""

    inline: Inline
    heading: bool = False
    line: int = 0
    columns: int = 1
    rows: int = 1


@dataclasses.dataclass(frozen=True, slots=True)
class Table:
    """Rows of the cells that begin in them; the first ``headings`` rows are column headings.

    Every place of the table is covered by exactly one cell (see `grid`).
    """

    rows: tuple[tuple[Cell, ...], ...]
    headings: int

    @property
    def grid(self) -> tuple[tuple[Cell, ...], ...]:
        """The cell that covers each place, row by row, column by column: all rows have the same length."""
        places: list[dict[int, Cell]] = [{} for _ in self.rows]
        for number, row in enumerate(self.rows):
            column = 0
            for cell in row:
                while column in places[number]:
                    column += 1
                for below in places[number : number + cell.rows]:
                    below.update(dict.fromkeys(range(column, column + cell.columns), cell))
        return tuple(tuple(cell for _, cell in sorted(row.items())) for row in places)


@dataclasses.dataclass(frozen=True, slots=True)
class Quotation:
    """Text the author set apart as a quotation; a first line in bold makes a box of it, headed by that line."""

    content: tuple[Block, ...]
    boxed: bool = False

    @property
    def parted(self) -> tuple[Inline, tuple[Block, ...]]:
        """The line that heads the box, none if it is no box, and what stands below."""
        first, *others = self.content
        if not self.boxed or not isinstance(first, Paragraph):
            return (), self.content
        end = plain(first.inline).find("\n")
        if end < 0:
            return first.inline, tuple(others)
        below = dataclasses.replace(first, inline=cut(first.inline, end))
        return between(first.inline, 0, end), (below, *others)


@dataclasses.dataclass(frozen=True, slots=True)
class Preformatted:
    """Text whose line ends count."""

    text: str
    line: int = 0


@dataclasses.dataclass(frozen=True, slots=True)
class Picture:
    """An image file, relative to the monograph, and the words that stand for it."""

    source: str
    description: str
    line: int = 0


@dataclasses.dataclass(frozen=True, slots=True)
class Question:
    """A question and its answer, without the marks (``Q:``, ``A:``) that only say so.

    ``typed`` is the question's text as it was typed where it had one, ``answer_mark`` the one before the answer.
    """

    question: Inline
    answer: tuple[Block, ...]
    line: int = 0
    typed: str | None = None
    answer_mark: str | None = None


Block = Paragraph | SubHeading | ItemList | Table | Quotation | Preformatted | Picture | Question


class Role(enum.StrEnum):
    """What a section is about; ``OTHER`` when its heading does not say."""

    NAME = "name"
    INDICATION = "indication"
    MECHANISM = "mechanism"
    PRECAUTION = "precaution"
    DOSE = "dose"
    SIDE_EFFECT = "side-effect"
    STORAGE = "storage"
    QUESTION = "question"
    DISCLAIMER = "disclaimer"
    OTHER = "other"


@dataclasses.dataclass(frozen=True, slots=True)
class Section:
    """A heading as written (or None) and what follows it."""

    role: Role
    heading: Inline | None
    content: tuple[Block, ...]
    line: int = 0


class Searched(enum.StrEnum):
    """How much of a text is in a language whose words the tables of dangers know."""

    WHOLE = "whole"
    PART = "part"
    NONE = "none"


@dataclasses.dataclass(frozen=True, slots=True)
class Monograph:
    """What the author wrote, in the author's order.

    ``body`` is the prepared Markdown text and ``body_line`` the line of the file it starts on;
    ``headings`` are all headings as they were typed; ``heading`` is the first H1 when its words differ from the title;
    ``stacked`` tells that several monographs stand under one title: the same section heading comes twice;
    ``searched`` tells how much of it can be looked through for dangers;

    ``digest`` is the SHA-256 of the file, in hex; ``data`` are the file's own bytes, with which the proof begins.
    """

    path: str
    title: Inline
    heading: Inline | None
    metadata: FrontMatter
    language: str
    headings: tuple[Heading, ...]
    sections: tuple[Section, ...]
    stacked: bool
    body: str
    body_line: int
    digest: str
    data: bytes = dataclasses.field(repr=False)
    problems: tuple[Problem, ...] = ()
    searched: Searched = Searched.WHOLE
