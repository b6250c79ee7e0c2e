"""What the paper shows, in order: a leaflet made of parts.

Each kind of part has its text and a template, ``templates/parts/KIND.html``.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, ClassVar

from handouts.leaflet.printed import Field, Origin, Part, PrintedText, ShownSection, all_text, ours, theirs
from handouts.model.icons import iconed
from handouts.model.monograph import Inline, Run

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from handouts.codes import Symbol
    from handouts.leaflet.icons import ShownIcon
    from handouts.model.language import Direction
    from handouts.model.logo import Logo


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
    logo: Logo | None = None

    def text(self) -> Iterator[PrintedText]:
        """Return its text in the order it stands on paper."""
        yield PrintedText(Origin.MONOGRAPH, self.title)
        yield ours(self.notice)
        if self.heading:
            yield PrintedText(Origin.MONOGRAPH, self.heading)
        yield from all_text(self.names)
        yield from all_text(self.facts)


@dataclasses.dataclass(frozen=True, slots=True)
class Quote:
    """A danger passage of the source, verbatim, with the list it leads up to, and where its full text stands.

    ``part`` is the number of that place;
    ``medicine`` stands above the first quote about it, with its line, where a text holds several.
    """

    inline: Inline
    items: tuple[Inline, ...]
    pointer: str | None
    line: int
    medicine: tuple[Inline, int] | None = None
    part: int = 0

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
    part: int = 0

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
        yield from all_text(self.quotes)
        if self.elsewhere:
            yield ours(self.label)
            yield from all_text(self.elsewhere)


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
        yield from all_text(self.fields)


@dataclasses.dataclass(frozen=True, slots=True)
class Forms:
    """Two forms side by side."""

    kind: ClassVar[str] = "forms"
    forms: tuple[Form, Form]

    def text(self) -> Iterator[PrintedText]:
        """Return its text in the order it stands on paper."""
        yield from all_text(self.forms)


@dataclasses.dataclass(frozen=True, slots=True)
class Chapter:
    """A numbered part of the leaflet in the patient's order; ``lead`` is the patient's own dose."""

    kind: ClassVar[str] = "chapter"
    number: int
    heading: str
    sections: tuple[ShownSection, ...]
    lead: tuple[Field, ...] = ()

    def text(self) -> Iterator[PrintedText]:
        """Return its text in the order it stands on paper."""
        yield from (ours(str(self.number)), ours(self.heading))
        yield from all_text(self.lead)
        yield from all_text(self.sections)


@dataclasses.dataclass(frozen=True, slots=True)
class Standing:
    """What the clinic itself says on every leaflet."""

    kind: ClassVar[str] = "standing"
    heading: str
    paragraphs: tuple[str, ...]

    @property
    def shown(self) -> tuple[Inline, ...]:
        """The heading and the paragraphs as they are set."""
        return tuple((Run(words),) for words in (self.heading, *self.paragraphs))

    def text(self) -> Iterator[PrintedText]:
        """Return its text in the order it stands on paper."""
        yield from map(theirs, (self.heading, *self.paragraphs))


@dataclasses.dataclass(frozen=True, slots=True)
class About:
    """What the reader should know about the text itself; which document it is stands on every page."""

    kind: ClassVar[str] = "about"
    heading: str
    statement: str
    disclaimers: tuple[ShownSection, ...]
    sources_heading: str
    sources: tuple[str, ...]
    facts: tuple[Field, ...]
    limits: str

    def text(self) -> Iterator[PrintedText]:
        """Return its text in the order it stands on paper."""
        yield from (ours(self.heading), ours(self.statement), ours(self.limits))
        yield from all_text(self.facts)
        yield from all_text(self.disclaimers)
        if self.sources:
            yield ours(self.sources_heading)
            yield from map(theirs, self.sources)


@dataclasses.dataclass(frozen=True, slots=True)
class Running:
    """What stands on every page; ``page`` holds the placeholders ``{page}`` and ``{pages}``.

    ``notes`` heads a column for notes on every page, or lines for them where the last one ends.
    ``blank`` stands on a page without text, which a pack has between its leaflets.
    ``patient`` says whose leaflet it is, on so many lines of the foot at most; ``codes`` file it.
    """

    notice: str
    title: str
    contacts: tuple[Field, ...]
    identity: str
    notes: str
    notes_column: bool
    page: str
    blank: str = ""
    patient: tuple[Field, ...] = ()
    patient_lines: int = 0
    codes: tuple[Symbol, ...] = ()


@dataclasses.dataclass(frozen=True, slots=True)
class Leaflet:
    """Everything the paper shows, in order.

    ``language`` (BCP 47) and ``direction`` are the monograph's, the ``wording``'s those of our own words;
    ``title`` and ``author`` also name the file. ``identity`` is the document's number, ``blank`` what a screen reader
    says for a ruled blank.
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
    blank: str = ""
    icons: Mapping[str, ShownIcon] = dataclasses.field(default_factory=dict)

    def icon(self, inline: Inline) -> ShownIcon | None:
        """Return the picture that a front matter set beside a text."""
        return next((self.icons[key] for key in iconed(inline) if key in self.icons), None) if self.icons else None

    def text(self) -> Iterator[PrintedText]:
        """Return its text in the order it stands on paper, page headers and footers left out."""
        yield from all_text(self.parts)
