"""The box on page 1: the gravest dangers in full, the rest by where they stand, on a third of the page at most."""

from __future__ import annotations

import dataclasses
import math
import unicodedata
from typing import TYPE_CHECKING, NamedTuple, Self

from handouts.leaflet.danger import dangers
from handouts.leaflet.medicines import medicines
from handouts.leaflet.parts import Elsewhere, KeyBox, Quote
from handouts.model.gravity import Gravity
from handouts.model.monograph import cut, plain
from handouts.model.paper import MM_PER_POINT

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from handouts.leaflet.medicines import Name
    from handouts.leaflet.parts import Chapter
    from handouts.leaflet.passages import Danger
    from handouts.leaflet.wording import Wording
    from handouts.model.edition import Edition
    from handouts.model.monograph import Inline, Monograph, Section

# The box is measured before it is typeset, in lines and letters of our own type; a test holds that to real pages.
SHARE = 1 / 3
LETTER = 0.49  # of the size is a letter's width
HEAD_MM, HEAD_PT, HEADING = (
    12,
    13,
    1.5,
)  # its heading, with what is left around its list, in that size; sizes it grows by
WORD = 6  # letters, its space included
ITEM_MM = 0.6
NARROWER_MM = 14  # than the column of the page is an item of the box
POINTER_LETTERS = 9
ELSEWHERE_LINES = 2
STRETCH_MM = 7  # over the share, for the list that says who must not take the medicine
GRAVEST = {Gravity.BOXED, Gravity.DEADLY}


class Room(NamedTuple):
    """What the box may fill, how high a line of it is, how many letters that holds, and what else takes room."""

    height_mm: float
    line_mm: float
    letters: float
    head_mm: float
    item_mm: float

    @classmethod
    def on(cls, edition: Edition) -> Self:
        """Return the room on the first page of an edition."""
        page, size_mm = edition.page, edition.type.size_pt * MM_PER_POINT
        style = edition.type
        letter_mm = (LETTER + style.letter_em + style.word_em / WORD) * size_mm
        return cls(
            height_mm=page.height_mm * SHARE,
            line_mm=size_mm * style.leading,
            letters=(page.column_mm - NARROWER_MM) / letter_mm,
            head_mm=HEAD_MM + HEADING * (size_mm - HEAD_PT * MM_PER_POINT),
            item_mm=max(ITEM_MM, (style.paragraph_em or 0) / 2 * size_mm),
        )


@dataclasses.dataclass(frozen=True)
class Entry:
    """A danger with its medicine, where there are several, and the number of the part it stands in, 0 for none."""

    danger: Danger
    medicine: Name | None
    place: int
    part: int


def key_box(
    monograph: Monograph, chapters: Sequence[tuple[Chapter, tuple[Section, ...]]], say: Wording, edition: Edition
) -> KeyBox | None:
    """Return the box for an edition, or None where a text tells no danger."""
    part = {id(section): chapter.number for chapter, sections in chapters for section in sections}
    places = {id(section): number for number, section in enumerate(monograph.sections)}
    names = medicines(monograph)
    entries = []
    for danger in dangers(monograph):
        place = places[id(danger.section)]
        entries.append(Entry(danger, names.get(place), place, part.get(id(danger.section), 0)))
    if not entries:
        return None
    room = Room.on(edition)
    full, led = _chosen(_in_order(entries), room)
    quotes: list[Quote] = []
    above = None
    for entry in _in_order([*full, *led]):
        danger = entry.danger
        number = str(entry.part)
        more, whole = (
            say("See part {number}", number=number),
            say("The whole list is in part {number}", number=number),
        )
        quotes.append(
            Quote(
                inline=danger.inline,
                items=() if entry in led else danger.items,
                pointer=(whole if entry in led else more) if entry.part else None,
                line=danger.line,
                medicine=entry.medicine if entry.medicine != above else None,
                part=entry.part,
            )
        )
        above = entry.medicine
    rest = [entry for entry in _in_order(entries) if entry not in full and entry not in led]
    return KeyBox(say("Read this first"), tuple(quotes), say("Other warnings:"), tuple(_elsewhere(rest, say, room)))


def _in_order(entries: Iterable[Entry]) -> list[Entry]:
    """Sort by medicine, then the gravest first, then by parts; sorting keeps the author's order in what is alike."""
    of_medicine: dict[Name | None, int] = {}
    for entry in sorted(entries, key=lambda entry: entry.place):
        of_medicine.setdefault(entry.medicine, len(of_medicine))
    return sorted(entries, key=lambda entry: (of_medicine[entry.medicine], entry.danger.gravity, entry.part))


def _chosen(entries: Sequence[Entry], room: Room) -> tuple[list[Entry], list[Entry]]:
    """Return what is told in full, and of what lists only the lead-in.

    What a reviewer named and the gravest of all is told whatever room it takes. Room is held for a line at least of the
    first that says who must not take the medicine.
    """
    left_mm = room.height_mm - room.head_mm - room.item_mm * len({entry.medicine for entry in entries})
    if sum(_height_mm(entry.danger, room) for entry in entries) <= left_mm:
        return list(entries), []
    left_mm -= ELSEWHERE_LINES * room.line_mm + 2 * room.item_mm
    held = {entry.medicine: entry for entry in reversed(entries) if entry.danger.gravity is Gravity.CONTRAINDICATED}
    left_mm -= sum(_least_mm(entry.danger, room) for entry in held.values())
    full: list[Entry] = []
    led: list[Entry] = []
    for entry in sorted(entries, key=lambda entry: _given_room(entry.danger)):
        danger = entry.danger
        if entry in held.values():
            left_mm += _least_mm(danger, room)
        first = danger.gravity in GRAVEST and not full
        stretch = STRETCH_MM if entry in held.values() else 0
        if (height := _height_mm(danger, room)) <= left_mm + stretch or first or danger.gravity is Gravity.NAMED:
            full.append(entry)
        elif danger.listed and (height := _least_mm(danger, room)) <= left_mm:
            led.append(entry)
        else:
            height = 0
        left_mm -= height
    return full, led


def _given_room(danger: Danger) -> tuple[int, int]:
    """Sort by who is given room first: what can kill before what forbids, the short before the long."""
    gravity = danger.gravity
    order = {Gravity.DEADLY: Gravity.CONTRAINDICATED, Gravity.CONTRAINDICATED: Gravity.DEADLY}
    return order.get(gravity, gravity), len(danger.words) if gravity > Gravity.BOXED else 0


def _elsewhere(entries: Sequence[Entry], say: Wording, room: Room) -> list[Elsewhere]:
    """Return under which headings the dangers stand that have no room: those of sections where others are many."""
    found: list[Elsewhere] = []
    for of_sections in (False, True):
        named: dict[tuple[str, int], Elsewhere] = {}
        for entry in sorted(entries, key=lambda entry: entry.part):
            danger = entry.danger
            heading = danger.section.heading or () if of_sections else danger.topic
            heading = cut(heading, 0, len(plain(heading).rstrip(" :")))
            pointer = say("part {number}", number=str(entry.part))
            named.setdefault((plain(heading), entry.part), Elsewhere(heading, pointer, danger.line, entry.part))
        found = list(named.values())
        letters = sum(len(plain(each.inline)) + len(each.pointer) + 4 for each in found) + POINTER_LETTERS
        if letters <= ELSEWHERE_LINES * room.letters:
            break
    return found


def _least_mm(danger: Danger, room: Room) -> float:
    """Return how high a passage stands in the box if its list is left for its part."""
    if danger.listed:
        return _lines(danger.inline, room.letters, 2 * POINTER_LETTERS) * room.line_mm + room.item_mm
    return _height_mm(danger, room)


def _height_mm(danger: Danger, room: Room) -> float:
    """Return how high a passage stands in the box; the pointer stands behind its last words."""
    if not danger.items:
        return _lines(danger.inline, room.letters, POINTER_LETTERS) * room.line_mm + room.item_mm
    *others, last = danger.items
    lines = sum(_lines(item, room.letters - 2) for item in others) + _lines(last, room.letters - 2, POINTER_LETTERS)
    return (_lines(danger.inline, room.letters) + lines) * room.line_mm + room.item_mm


def _lines(inline: Inline, letters: float, more: int = 0) -> int:
    """Return how many lines a stretch fills with so many letters more; an ideograph is as wide as two letters."""
    rows = plain(inline).split("\n")
    widths = [sum(1 + (unicodedata.east_asian_width(sign) in "WF") for sign in row) for row in rows]
    widths[-1] += more
    return sum(max(math.ceil(width / letters), 1) for width in widths)
