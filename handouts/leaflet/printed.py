"""Stretches of text as the paper shows them, with where their words come from: the parts are made of them."""

from __future__ import annotations

import dataclasses
import enum
from typing import TYPE_CHECKING, ClassVar, Protocol

from handouts.model.listed import Said
from handouts.model.monograph import Block, Inline, ItemList, Paragraph, Run, SubHeading, plain
from handouts.model.walk import TextLine, lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from handouts.model.urgency import Urgency


SHORT_LEAD = 90  # letters of a line that stands well in bold type


class Origin(enum.StrEnum):
    """Where words on the paper come from; there is no other place they may come from."""

    MONOGRAPH = "monograph"
    QUOTE = "quote"  # a sentence of the monograph, repeated
    WORDING = "wording"
    INPUT = "input"  # the clinic's file, the front matter or the edition


@dataclasses.dataclass(frozen=True, slots=True)
class PrintedText:
    """A stretch of text with its origin, as the reader meets it.

    ``elsewhere`` marks words that stand not here but with every value they head (see `handouts.model.listed`).
    ``blank`` marks a label that a ruled blank follows, which is no word on paper.
    The other fields are those of `handouts.model.walk.TextLine`; ``line`` is 0 for what no monograph holds.
    """

    origin: Origin
    inline: Inline
    line: int = 0
    marker: str | None = None
    cell: bool = False
    column_heading: bool = False
    elsewhere: bool = False
    blank: bool = False
    heads: int = 0


def ours(words: str) -> PrintedText:
    """Return words of our own as they are printed."""
    return PrintedText(Origin.WORDING, (Run(words),))


def theirs(words: str) -> PrintedText:
    """Return words of an input as they are printed."""
    return PrintedText(Origin.INPUT, (Run(words),))


class Part(Protocol):
    """A part of a leaflet; ``kind`` names its template."""

    kind: ClassVar[str]

    def text(self) -> Iterator[PrintedText]:
        """Return its text in the order it stands on paper."""


class Reach(enum.Enum):
    """What a field holds to reach somebody by."""

    NOTHING = enum.auto()
    PHONE = enum.auto()
    WEB = enum.auto()
    MAIL = enum.auto()


@dataclasses.dataclass(frozen=True, slots=True)
class Field:
    """A label and its value; without a value, a ruled blank to write on.

    ``reach`` tells what can be followed in the value, ``given`` a label that is not ours but the clinic's.
    """

    label: str
    value: str | None = None
    reach: Reach = Reach.NOTHING
    given: bool = False

    def text(self) -> Iterator[PrintedText]:
        """Return its text in the order it stands on paper."""
        label = theirs(self.label) if self.given else ours(self.label)
        yield dataclasses.replace(label, blank=not self.value)
        if self.value:
            yield theirs(self.value)


@dataclasses.dataclass(frozen=True, slots=True)
class Group:
    """Blocks that belong together, in a box where they say what to do: ``band`` is how grave it looks.

    ``label`` says so where a reviewer chose it; ``number`` is the clinic's own for an emergency.
    """

    content: tuple[Block, ...]
    band: Urgency | None = None
    label: str | None = None
    number: Field | None = None

    @property
    def led(self) -> bool:
        """Whether a short line heads it that leads in a list."""
        first, *others = self.content
        is_short = isinstance(first, Paragraph) and len(plain(first.inline)) <= SHORT_LEAD
        return is_short and bool(others) and isinstance(others[0], ItemList)

    @property
    def is_headed(self) -> bool:
        """Whether that line is the heading of a box, as no words of ours are."""
        return bool(self.band and self.led and not self.label)

    @property
    def parted(self) -> tuple[Block | None, tuple[Block, ...]]:
        """The block that says what a box is about, none where a label does or no block leads, and those below it."""
        first, *others = self.content
        second = others[0] if others else None
        leads = isinstance(first, SubHeading) or (isinstance(first, Paragraph) and isinstance(second, ItemList))
        return (first, tuple(others)) if self.band and leads and second and not self.label else (None, self.content)

    def calling(self, number: Field) -> Group:
        """Return the group with the clinic's number in its box."""
        return dataclasses.replace(self, number=number)

    def text(self) -> Iterator[PrintedText]:
        """Return its text in the order it stands on paper."""
        if self.label:
            yield dataclasses.replace(ours(self.label), heads=len(self.label))
        head, _ = self.parted
        for number, line in enumerate(lines(self.content)):
            yield _printed(dataclasses.replace(line, heads=len(plain(line.inline))) if head and not number else line)
        if self.number:
            yield from self.number.text()


@dataclasses.dataclass(frozen=True, slots=True)
class ShownSection:
    """A section of the monograph: its heading as written, the line it stands on in the file, and its text.

    A heading that says what the chapter's says is left out (see `handouts.leaflet.headings`). ``note`` stands below
    the heading and says what of the section is a reviewer's choice.
    """

    heading: Inline | None
    groups: tuple[Group, ...]
    line: int = 0
    note: str | None = None

    def text(self) -> Iterator[PrintedText]:
        """Return its text in the order it stands on paper."""
        if self.heading:
            yield PrintedText(Origin.MONOGRAPH, self.heading, self.line)
        if self.note:
            yield ours(self.note)
        yield from all_text(self.groups)


def _printed(line: TextLine) -> PrintedText:
    origin = {Said.AGAIN: Origin.QUOTE, Said.BY_US: Origin.WORDING}.get(line.said, Origin.MONOGRAPH)
    elsewhere = line.said is Said.ELSEWHERE
    return PrintedText(
        origin, line.inline, line.line, line.marker, line.cell, line.column_heading, elsewhere, heads=line.heads
    )


class Textual(Protocol):
    """What has text on the paper."""

    def text(self) -> Iterator[PrintedText]:
        """Return its text in the order it stands on paper."""


def all_text(pieces: Iterable[Textual]) -> Iterator[PrintedText]:
    """Return the text of pieces, one after the other."""
    for piece in pieces:
        yield from piece.text()
