"""Pages to write on: a diary of what the patient felt, and notes."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, ClassVar

from handouts.leaflet.printed import Field, all_text, ours

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handouts.leaflet.printed import PrintedText
    from handouts.leaflet.sheets.subject import Desk

ROW_MM = 13.0  # two lines of a hand
FEWEST = 5
FEWEST_DAYS = 3  # of a diary, in large type on a small page
IDENTITY_LINES = 3  # at the head of a patient's page, where type is large or paper narrow


@dataclasses.dataclass(frozen=True, slots=True)
class Diary:
    """A row a day, blank: what was felt, what was done about it, and a box to tick for a call.

    ``pointers`` say where the text tells the side effects: this sheet names none of its own.
    """

    kind: ClassVar[str] = "diary"
    heading: str
    lead: str
    pointers: tuple[str, ...]
    fields: tuple[Field, ...]
    columns: tuple[str, ...]
    rows: int
    row_mm: float

    def text(self) -> Iterator[PrintedText]:
        """Return its text in the order it stands on paper."""
        yield ours(self.heading)
        yield from map(ours, (self.lead, *self.pointers))
        yield from all_text(self.fields)
        yield from map(ours, self.columns)


@dataclasses.dataclass(frozen=True, slots=True)
class Notes:
    """A ruled page."""

    kind: ClassVar[str] = "notes"
    heading: str
    lines: int
    rule_mm: float

    def text(self) -> Iterator[PrintedText]:
        """Return its text in the order it stands on paper."""
        yield ours(self.heading)


def diary(desk: Desk) -> Diary:
    """Return a diary that fills a page."""
    say, room, part = desk.say, desk.room, desk.subject.side_effects
    lead = say("Write a line for each day on which you feel something new. Bring this sheet to your next visit.")
    pointers = (say("Possible side effects are in part {number}.", number=str(part)),) if part else ()
    fields = (desk.name, *desk.subject.numbers)
    columns = (say("Day"), say("What I felt"), say("What I did"), say("I called"))
    row_mm = round(max(ROW_MM, 1.7 * room.line_mm), 1)
    told = "     ".join(f"{field.label} {field.value}" for field in desk.subject.numbers)
    identity_mm = IDENTITY_LINES * room.line_mm if desk.subject.name else 0
    left_mm = room.left_under(lead, *pointers, told, other_mm=3.5 * room.line_mm + 8 + identity_mm)
    return Diary(
        heading=say("My symptom diary"),
        lead=lead,
        pointers=pointers,
        fields=fields,
        columns=columns,
        rows=max(int(left_mm / row_mm), FEWEST_DAYS),
        row_mm=row_mm,
    )


def notes(desk: Desk) -> Notes:
    """Return a page of lines."""
    room = desk.room
    return Notes(desk.say("My notes"), max(int(room.left_under() / room.rule_mm), FEWEST), room.rule_mm)
