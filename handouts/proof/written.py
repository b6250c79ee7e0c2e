"""The structure an author wrote, as facts: where each text of a monograph stands."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, NamedTuple

from handouts.leaflet.parts import Chapter, Header, Leaflet
from handouts.leaflet.printed import Origin
from handouts.model.monograph import (
    Block,
    Inline,
    ItemList,
    Monograph,
    Paragraph,
    Picture,
    Preformatted,
    Question,
    Quotation,
    Role,
    Section,
    SubHeading,
    Table,
    plain,
)
from handouts.proof.facts import Around, Fact, Kind, Spot, Step, key
from handouts.proof.grid import covers, grid, told

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


class Written(NamedTuple):
    """A fact of the monograph: its words and their line there, and what of it a leaflet may leave.

    ``marker`` is how long an item's number is; ``parted`` tells an item whose list a leaflet may part, ``loose`` a text
    whose section has no heading and may stand below another's, ``closing`` one that ends side effects whose stretches
    may move, ``passing`` a heading of no more than a box or an answer. ``table`` numbers the tables, from 1;
    ``listed`` tells what stands in place of a table's cells where it is told as a list.
    """

    fact: Fact
    words: str
    line: int
    marker: int = 0
    parted: bool = False
    loose: bool = False
    closing: bool = False
    table: int = 0
    listed: bool = False
    passing: bool = False


def _end(section: Section) -> int:
    """Return the number of the first block behind the last list of side effects, of none where that leads in more."""
    last = max((number for number, block in enumerate(section.content) if isinstance(block, ItemList)), default=None)
    behind = () if last is None else section.content[last + 1 :]
    closes = section.role is Role.SIDE_EFFECT and not any(isinstance(block, SubHeading) for block in behind)
    return len(section.content) if last is None or not closes else last + 1


class Structure:
    """Reads a monograph's structure; a heading that a leaflet does not repeat is none."""

    def __init__(self, leaflet: Leaflet) -> None:
        """Look up which of the monograph's headings the leaflet prints, and which sections stand below its title."""
        self.turned = leaflet.direction == "rtl"
        self.printed = {plain(text.inline) for text in leaflet.text() if text.origin is Origin.MONOGRAPH}
        headers = [part for part in leaflet.parts if isinstance(part, Header)]
        self.tables = itertools.count(1)
        chapters = [part for part in leaflet.parts if isinstance(part, Chapter)]
        groups = [group for part in chapters for section in part.sections for group in section.groups]
        self.heads = {group.content[0] for group in groups if group.is_headed}
        self.names = {section.line for header in headers for section in header.names}

    def of(self, monograph: Monograph) -> Iterator[Written]:
        """Return where each text of a monograph stands."""
        for section in monograph.sections:
            heading = section.heading
            if heading and section.line in self.names:
                words = " ".join(plain(inline) for inline in (heading, *_paragraphs(section)))
                yield Written(Fact(self._key(words), Kind.TEXT, (), ()), words, section.line)
                continue
            path: tuple[str, ...] = ()
            if heading and plain(heading) in self.printed:
                words = plain(heading)
                yield Written(Fact(self._key(words), Kind.HEADING, (), ()), words, section.line)
                path = (self._key(words),)
            yield from self._section(section, path)

    def _section(self, section: Section, path: tuple[str, ...]) -> Iterator[Written]:
        parted, loose = section.role is Role.SIDE_EFFECT, not path
        below = path
        end = _end(section)
        for number, block in enumerate(section.content):
            if isinstance(block, SubHeading):
                words = plain(block.inline)
                yield Written(Fact(self._key(words), Kind.HEADING, path, ()), words, block.line, loose=loose)
                below = (*path, self._key(words))
            else:
                for found in self._block(block, below, ()):
                    yield found._replace(parted=parted and not found.fact.around, loose=loose, closing=number >= end)

    def _blocks(self, blocks: Iterable[Block], path: tuple[str, ...], around: tuple[Step, ...]) -> Iterator[Written]:
        for block in blocks:
            yield from self._block(block, path, around)

    def _block(self, block: Block, path: tuple[str, ...], around: tuple[Step, ...]) -> Iterator[Written]:
        match block:
            case Paragraph() if not around and block in self.heads:
                yield self._head(plain(block.inline), block.line, path, ())
            case Paragraph() | SubHeading():
                yield self._text(plain(block.inline), block.line, path, around)
            case Preformatted():
                yield self._text(block.text, block.line, path, around)
            case Picture():
                words = block.description
                yield Written(Fact(self._key(words), Kind.PICTURE, path, around), words, block.line)
            case Quotation():
                yield from self._quotation(block, path, around)
            case Question():
                words = plain(block.question)
                inside = self._text(words, block.line, path, around)
                yield inside if around else self._head(words, block.line, path, ())
                yield from self._blocks(block.answer, path, (*around, Step(Around.ANSWER, self._key(words))))
            case ItemList():
                yield from self._items(block, path, around)
            case Table():
                yield from self._cells(block, path, around)

    def _text(self, words: str, line: int, path: tuple[str, ...], around: tuple[Step, ...]) -> Written:
        return Written(Fact(self._key(words), Kind.TEXT, path, around), words, line)

    def _head(self, words: str, line: int, path: tuple[str, ...], around: tuple[Step, ...]) -> Written:
        return Written(Fact(self._key(words), Kind.HEADING, path, around), words, line, passing=True)

    def _quotation(self, block: Quotation, path: tuple[str, ...], around: tuple[Step, ...]) -> Iterator[Written]:
        inside = (*around, Step(Around.QUOTATION))
        head, below = block.parted
        if head:
            words, line = plain(head), getattr(block.content[0], "line", 0)
            yield self._text(words, line, path, inside) if around else self._head(words, line, path, inside)
        yield from self._blocks(below, path, inside)

    def _items(self, block: ItemList, path: tuple[str, ...], around: tuple[Step, ...]) -> Iterator[Written]:
        before = None
        for item in block.items:
            first = item.content[0] if item.content else None
            led = isinstance(first, Paragraph)
            own = plain(first.inline) if isinstance(first, Paragraph) else ""
            words = f"{item.marker} {own}" if item.marker else own
            line = getattr(first, "line", 0)
            lead = self._key(words)
            fact = Fact(lead, Kind.ITEM, path, around, before=before)
            if lead:
                yield Written(fact, words, line, len(self._key(item.marker)) if item.marker else 0)
            yield from self._blocks(item.content[led:], path, (*around, Step(Around.ITEM, lead)))
            before = lead

    def rows(self, blocks: Iterable[Block]) -> Iterator[tuple[tuple[str, ...], list[tuple[int, int]]]]:
        """Return the words of each row of the tables in the blocks, without empty ends, with what its cells cover."""
        for block in blocks:
            match block:
                case Table():
                    for row in block.rows:
                        words = [self._key(plain(cell.inline)) for cell in row]
                        while words and not words[-1]:
                            words.pop()
                        yield tuple(words), [covers(cell) for cell in row]
                case ItemList():
                    for item in block.items:
                        yield from self.rows(item.content)
                case Quotation():
                    yield from self.rows(block.content)
                case Question():
                    yield from self.rows(block.answer)
                case _:
                    pass

    def _cells(self, block: Table, path: tuple[str, ...], around: tuple[Step, ...]) -> Iterator[Written]:
        number = next(self.tables)
        places = grid(block)
        first = min((place.row for place, _, _ in places if plain(place.cell.inline).strip()), default=0)
        for place, columns, rows in places:
            words = plain(place.cell.inline)
            if not words.strip():
                continue
            heads = {self._key(plain(cell.inline)) for cell in (*columns, *rows)} if not place.cell.heading else set()
            spot = Spot(
                place.row - first, place.column, place.rows, place.columns, place.cell.heading, frozenset(heads - {""})
            )
            fact = Fact(self._key(words), Kind.CELL, path, around, spot)
            yield Written(fact, words, place.cell.line, table=number)
        yield from self._listed(block, number, path, around)

    def _listed(self, block: Table, number: int, path: tuple[str, ...], around: tuple[Step, ...]) -> Iterator[Written]:
        before = None
        for row, (lead, values) in zip(block.rows[block.headings :], told(block), strict=True):
            key_of, line = self._key(lead), row[0].line if row else 0
            yield Written(Fact(key_of, Kind.ITEM, path, around, None, before), lead, line, table=number, listed=True)
            above, before = None, key_of
            for words in values:
                fact = Fact(self._key(words), Kind.ITEM, path, (*around, Step(Around.ITEM, key_of)), None, above)
                yield Written(fact, words, line, table=number, listed=True)
                above = fact.words

    def _key(self, words: str) -> str:
        return key(words, turned=self.turned)


def _paragraphs(section: Section) -> Iterator[Inline]:
    return (block.inline for block in section.content if isinstance(block, Paragraph))
