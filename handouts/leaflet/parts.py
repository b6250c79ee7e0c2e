"""What the paper shows, in order: a leaflet made of parts, and the reading order of their text."""

from __future__ import annotations

import dataclasses
import enum
from typing import TYPE_CHECKING

from handouts.model.monograph import Block, Inline, Run
from handouts.model.walk import TextLine, lines

if TYPE_CHECKING:
    from collections.abc import Iterator


class Origin(enum.StrEnum):
    """Where words on the paper come from; there is no other place they may come from."""

    MONOGRAPH = "monograph"
    QUOTE = "quote"  # a sentence of the monograph, repeated
    WORDING = "wording"
    INPUT = "input"  # the clinic's file, the front matter or the edition


class Band(enum.StrEnum):
    """What a patient does about a side effect."""

    NOW = "now"
    TODAY = "today"
    VISIT = "visit"


@dataclasses.dataclass(frozen=True, slots=True)
class PrintedText:
    """A stretch of text with its origin, as the reader meets it; the other fields are those of `flow.Line`."""

    origin: Origin
    inline: Inline
    line: int = 0
    marker: str | None = None
    cell: bool = False


@dataclasses.dataclass(frozen=True, slots=True)
class Field:
    """A label and its value; without a value, a ruled blank to write on."""

    label: str
    value: str | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class Form:
    """A titled group of fields."""

    heading: str
    fields: tuple[Field, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class Quote:
    """A danger passage of the source, verbatim, with the list it leads up to, and where its full text stands."""

    inline: Inline
    items: tuple[Inline, ...]
    pointer: str
    line: int


@dataclasses.dataclass(frozen=True, slots=True)
class KeyBox:
    """The danger of this medicine, at the top of page 1."""

    heading: str
    quotes: tuple[Quote, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class Group:
    """Blocks that belong together; a band says what to do about them."""

    content: tuple[Block, ...]
    band: Band | None = None
    label: str | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class ShownSection:
    """A section of the monograph: its heading as written and its text."""

    heading: Inline | None
    groups: tuple[Group, ...]
    line: int = 0
    note: str | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class Chapter:
    """A numbered part of the leaflet in the patient's order."""

    number: int
    heading: str
    passages: tuple[ShownSection, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class About:
    """What the reader should know about the text itself."""

    heading: str
    statement: str
    disclaimers: tuple[ShownSection, ...]
    sources_heading: str
    sources: tuple[str, ...]
    identity: str
    facts: tuple[Field, ...]
    limits: str


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

    ``language`` and ``direction`` are the monograph's, ``wording_language`` that of our own words;
    ``reviewed`` tells that the notice names a review and is no DRAFT.
    """

    identity: str
    language: str
    direction: str
    wording_language: str
    notice: str
    reviewed: bool
    title: Inline
    heading: Inline | None
    names: tuple[ShownSection, ...]
    facts: tuple[Field, ...]
    key_box: KeyBox | None
    treatment: Form
    contacts: Form
    chapters: tuple[Chapter, ...]
    about: About
    running: Running
    author: str | None


def texts(leaflet: Leaflet) -> Iterator[PrintedText]:
    """Return the leaflet's text in the order it stands on paper, page headers and footers left out."""
    yield _said(leaflet.notice)
    yield PrintedText(Origin.MONOGRAPH, leaflet.title)
    if leaflet.heading:
        yield PrintedText(Origin.MONOGRAPH, leaflet.heading)
    for passage in leaflet.names:
        yield from _passage(passage)
    yield from _fields(leaflet.facts)
    if leaflet.key_box:
        yield _said(leaflet.key_box.heading)
        for quote in leaflet.key_box.quotes:
            yield from (PrintedText(Origin.QUOTE, inline, quote.line) for inline in (quote.inline, *quote.items))
            yield _said(quote.pointer)
    for form in (leaflet.treatment, leaflet.contacts):
        yield _said(form.heading)
        yield from _fields(form.fields)
    for chapter in leaflet.chapters:
        yield from (_said(str(chapter.number)), _said(chapter.heading))
        for passage in chapter.passages:
            yield from _passage(passage)
    yield from _about(leaflet.about)


def _about(about: About) -> Iterator[PrintedText]:
    yield _said(about.heading)
    yield _said(about.statement)
    for passage in about.disclaimers:
        yield from _passage(passage)
    if about.sources:
        yield _said(about.sources_heading)
        for source in about.sources:
            yield PrintedText(Origin.INPUT, (Run(source),))
    yield _said(about.identity)
    yield from _fields(about.facts)
    yield _said(about.limits)


def _passage(passage: ShownSection) -> Iterator[PrintedText]:
    if passage.heading:
        yield PrintedText(Origin.MONOGRAPH, passage.heading, passage.line)
    if passage.note:
        yield _said(passage.note)
    for group in passage.groups:
        if group.label:
            yield _said(group.label)
        yield from (_written(line) for line in lines(group.content))


def _fields(fields: tuple[Field, ...]) -> Iterator[PrintedText]:
    for field in fields:
        yield _said(field.label)
        if field.value:
            yield PrintedText(Origin.INPUT, (Run(field.value),))


def _said(words: str) -> PrintedText:
    return PrintedText(Origin.WORDING, (Run(words),))


def _written(line: TextLine) -> PrintedText:
    return PrintedText(Origin.MONOGRAPH, line.inline, line.line, line.marker, line.cell)
