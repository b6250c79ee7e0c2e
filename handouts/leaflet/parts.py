"""What the paper shows, in order: a leaflet made of parts.

Each kind of part has its text and a template, ``templates/parts/KIND.html``.
"""

from __future__ import annotations

import dataclasses
import enum
from typing import TYPE_CHECKING, ClassVar, Protocol

from handouts.model.listed import Said
from handouts.model.monograph import Block, Inline, ItemList, Paragraph, Run, plain
from handouts.model.walk import TextLine, lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from handouts.model.language import Direction
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
    The other fields are those of `handouts.model.walk.TextLine`; ``line`` is 0 for what no monograph holds.
    """

    origin: Origin
    inline: Inline
    line: int = 0
    marker: str | None = None
    cell: bool = False
    column_heading: bool = False
    elsewhere: bool = False


def ours(words: str) -> PrintedText:
    """Return words of our own as they are printed."""
    return PrintedText(Origin.WORDING, (Run(words),))


class Part(Protocol):
    """A part of a leaflet; ``kind`` names its template."""

    kind: ClassVar[str]

    def text(self) -> Iterator[PrintedText]:
        """Return its text in the order it stands on paper."""


@dataclasses.dataclass(frozen=True, slots=True)
class Field:
    """A label and its value; without a value, a ruled blank to write on."""

    label: str
    value: str | None = None

    def text(self) -> Iterator[PrintedText]:
        """Return its text in the order it stands on paper."""
        yield ours(self.label)
        if self.value:
            yield PrintedText(Origin.INPUT, (Run(self.value),))


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

    def calling(self, number: Field) -> Group:
        """Return the group with the clinic's number in its box."""
        return dataclasses.replace(self, number=number)

    def text(self) -> Iterator[PrintedText]:
        """Return its text in the order it stands on paper."""
        if self.label:
            yield ours(self.label)
        for line in lines(self.content):
            yield _printed(line)
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
        yield from _all(self.groups)


def _printed(line: TextLine) -> PrintedText:
    origin = {Said.AGAIN: Origin.QUOTE, Said.BY_US: Origin.WORDING}.get(line.said, Origin.MONOGRAPH)
    elsewhere = line.said is Said.ELSEWHERE
    return PrintedText(origin, line.inline, line.line, line.marker, line.cell, line.column_heading, elsewhere)


@dataclasses.dataclass(frozen=True, slots=True)
class Header:
    """The top of page 1; ``reviewed`` tells that the notice names a review and is no DRAFT."""

    kind: ClassVar[str] = "header"
    notice: str
    reviewed: bool
    title: Inline
    heading: Inline | None
    names: tuple[ShownSection, ...]
    facts: tuple[Field, ...]

    def text(self) -> Iterator[PrintedText]:
        """Return its text in the order it stands on paper."""
        yield ours(self.notice)
        yield PrintedText(Origin.MONOGRAPH, self.title)
        if self.heading:
            yield PrintedText(Origin.MONOGRAPH, self.heading)
        yield from _all(self.names)
        yield from _all(self.facts)


@dataclasses.dataclass(frozen=True, slots=True)
class Quote:
    """A danger passage of the source, verbatim, with the list it leads up to, and where its full text stands.

    ``medicine`` stands above the first quote about it, with its line, where a text holds several.
    """

    inline: Inline
    items: tuple[Inline, ...]
    pointer: str | None
    line: int
    medicine: tuple[Inline, int] | None = None

    def text(self) -> Iterator[PrintedText]:
        """Return its text in the order it stands on paper."""
        if self.medicine:
            yield PrintedText(Origin.QUOTE, *self.medicine)
        yield from (PrintedText(Origin.QUOTE, inline, self.line) for inline in (self.inline, *self.items))
        if self.pointer:
            yield ours(self.pointer)


@dataclasses.dataclass(frozen=True, slots=True)
class Elsewhere:
    """The heading under which dangers stand that the box has no room for, and its part."""

    inline: Inline
    pointer: str
    line: int

    def text(self) -> Iterator[PrintedText]:
        """Return its text in the order it stands on paper."""
        if self.inline:
            yield PrintedText(Origin.QUOTE, self.inline, self.line)
        yield ours(self.pointer)


@dataclasses.dataclass(frozen=True, slots=True)
class KeyBox:
    """The danger of this medicine, at the top of page 1 (source: see `handouts.leaflet.danger`)."""

    kind: ClassVar[str] = "key-box"
    heading: str
    quotes: tuple[Quote, ...]
    label: str = ""
    elsewhere: tuple[Elsewhere, ...] = ()

    def text(self) -> Iterator[PrintedText]:
        """Return its text in the order it stands on paper."""
        yield ours(self.heading)
        yield from _all(self.quotes)
        if self.elsewhere:
            yield ours(self.label)
            yield from _all(self.elsewhere)


@dataclasses.dataclass(frozen=True, slots=True)
class StaffNote:
    """What staff should know before they hand the leaflet out."""

    kind: ClassVar[str] = "staff-note"
    words: str

    def text(self) -> Iterator[PrintedText]:
        """Return its text in the order it stands on paper."""
        yield ours(self.words)


@dataclasses.dataclass(frozen=True, slots=True)
class Form:
    """A titled group of fields."""

    heading: str
    fields: tuple[Field, ...]

    def text(self) -> Iterator[PrintedText]:
        """Return its text in the order it stands on paper."""
        yield ours(self.heading)
        yield from _all(self.fields)


@dataclasses.dataclass(frozen=True, slots=True)
class Forms:
    """Two forms side by side."""

    kind: ClassVar[str] = "forms"
    forms: tuple[Form, Form]

    def text(self) -> Iterator[PrintedText]:
        """Return its text in the order it stands on paper."""
        yield from _all(self.forms)


@dataclasses.dataclass(frozen=True, slots=True)
class Chapter:
    """A numbered part of the leaflet in the patient's order."""

    kind: ClassVar[str] = "chapter"
    number: int
    heading: str
    sections: tuple[ShownSection, ...]

    def text(self) -> Iterator[PrintedText]:
        """Return its text in the order it stands on paper."""
        yield from (ours(str(self.number)), ours(self.heading))
        yield from _all(self.sections)


@dataclasses.dataclass(frozen=True, slots=True)
class About:
    """What the reader should know about the text itself."""

    kind: ClassVar[str] = "about"
    heading: str
    statement: str
    disclaimers: tuple[ShownSection, ...]
    sources_heading: str
    sources: tuple[str, ...]
    identity: str
    facts: tuple[Field, ...]
    limits: str

    def text(self) -> Iterator[PrintedText]:
        """Return its text in the order it stands on paper."""
        yield from (ours(self.heading), ours(self.statement))
        yield from _all(self.disclaimers)
        if self.sources:
            yield ours(self.sources_heading)
            yield from (PrintedText(Origin.INPUT, (Run(source),)) for source in self.sources)
        yield ours(self.identity)
        yield from _all(self.facts)
        yield ours(self.limits)


@dataclasses.dataclass(frozen=True, slots=True)
class Running:
    """What stands on every page; ``page`` holds the placeholders ``{page}`` and ``{pages}``."""

    notice: str
    title: str
    contacts: tuple[Field, ...]
    identity: str
    notes: str
    page: str


@dataclasses.dataclass(frozen=True, slots=True)
class Leaflet:
    """Everything the paper shows, in order.

    ``language`` (BCP 47) and ``direction`` are the monograph's, the ``wording``'s those of our own words;
    ``title`` and ``author`` also name the file. ``identity`` is the document's number.
    """

    identity: str
    language: str
    direction: Direction
    wording_language: str
    wording_direction: Direction
    title: str
    author: str | None
    parts: tuple[Part, ...]
    running: Running

    def text(self) -> Iterator[PrintedText]:
        """Return its text in the order it stands on paper, page headers and footers left out."""
        yield from _all(self.parts)


class _Textual(Protocol):
    def text(self) -> Iterator[PrintedText]: ...


def _all(pieces: Iterable[_Textual]) -> Iterator[PrintedText]:
    for piece in pieces:
        yield from piece.text()
