"""The calendar of a schedule: what to do on each day, to hang up and to tick, a page a cycle.

Two layouts: a week a row where seven boxes have room for their words, a day a row where they have none.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import TYPE_CHECKING, ClassVar, Literal, Protocol

from handouts.leaflet.printed import Field, Origin, PrintedText, all_text, ours
from handouts.model.monograph import Inline, Run

if TYPE_CHECKING:
    from collections.abc import Iterator

Layout = Literal["weeks", "days"]
SHORT = 2  # letters of a word that is lost alone on a line


class Prescribed(Protocol):
    """What of a patient's own facts a calendar shows."""

    @property
    def dose(self) -> str | None:
        """How much at one time, in words."""

    @property
    def times(self) -> str | None:
        """When and how often, in words."""

    @property
    def start(self) -> dt.date | None:
        """The first day."""

    @property
    def next_visit(self) -> dt.datetime | dt.date | None:
        """The day of the next visit, with its time where that is known."""


@dataclasses.dataclass(frozen=True, slots=True)
class Box:
    """A day as it is printed; without a date a ruled blank stands in its place.

    ``ticks`` are the words beside each box to tick, none on a day without the medicine.
    """

    date: str | None
    weekday: str | None
    number: str
    words: str
    takes: bool
    ticks: tuple[PrintedText, ...] = ()
    notes: tuple[PrintedText, ...] = ()

    @property
    def inline(self) -> Inline:
        """What to do, as runs; no short word stands alone on its last line."""
        return (Run(held(self.words)),)

    def day_text(self, *, named: bool) -> Iterator[PrintedText]:
        """Return the text of its date; ``named`` tells that the weekday stands beside it."""
        if self.weekday and named:
            yield _cell(self.weekday)
        if self.date:
            yield _cell(self.date)

    def work_text(self) -> Iterator[PrintedText]:
        """Return the text of what is done on the day."""
        yield _cell(self.words)
        for text in (*self.ticks, *self.notes):
            yield dataclasses.replace(text, cell=True)


@dataclasses.dataclass(frozen=True, slots=True)
class Week:
    """A row of seven places, or a part of the list; ``label`` heads it where its columns have no names."""

    label: str | None
    boxes: tuple[Box | None, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class Setting:
    """How a calendar is set: ``close`` are its lines where there is no more room, and its legend is one line.

    A row is ``row_mm`` high at least; with 0 its page has no room for it. A ``tall`` one has a larger pattern. The
    first of a list's columns are ``columns_mm`` wide. The table is ``width_mm`` wide and runs into the margins beside
    the column.
    """

    close: bool = False
    row_mm: float = 0
    tall: bool = False
    width_mm: float = 0
    columns_mm: tuple[float, ...] = ()
    left_mm: float = 0
    right_mm: float = 0


@dataclasses.dataclass(frozen=True, slots=True)
class Calendar:
    """A page of a calendar; it says what to do in words, in every box: no look, no colour stands for them.

    ``span`` tells which days these are, ``order`` on which weekdays it is taken; ``columns`` head the table. ``blank``
    labels the room for a date. ``taking``, ``resting`` and ``noting`` are the legend. ``between`` tells that the days
    without the medicine lie between two doses, and are no rest.
    """

    kind: ClassVar[str] = "calendar"
    layout: Layout
    title: Inline
    heading: str
    span: tuple[Inline, ...]
    order: str | None
    fields: tuple[Field, ...]
    columns: tuple[str, ...]
    weeks: tuple[Week, ...]
    blank: str
    taking: str | None
    resting: str | None
    noting: str | None
    between: bool = False
    setting: Setting = Setting()

    def set_as(self, setting: Setting) -> Calendar:
        """Return the same calendar, set otherwise."""
        return dataclasses.replace(self, setting=setting)

    def text(self) -> Iterator[PrintedText]:
        """Return its text in the order it stands on paper."""
        yield from (ours(self.heading), PrintedText(Origin.QUOTE, self.title))
        yield from (PrintedText(Origin.WORDING, words) for words in self.span)
        if self.order:
            yield ours(self.order)
        yield from all_text(self.fields)
        for words in self.columns:
            yield dataclasses.replace(ours(words), cell=True, column_heading=True)
        for week in self.weeks:
            yield from self._week_text(week)
        yield from (ours(words) for words in (self.taking, self.resting, self.noting) if words)

    def _week_text(self, week: Week) -> Iterator[PrintedText]:
        if week.label:
            yield _cell(week.label)
        for box in filter(None, week.boxes):
            yield from box.day_text(named=self.layout == "days")
            if not box.date:
                yield dataclasses.replace(_cell(self.blank), blank=True)
            yield _cell(box.number)
            yield from box.work_text()


def held(words: str) -> str:
    """Return words with a short last one held to the one before it."""
    before, _, last = words.rpartition(" ")
    return f"{before}\u00a0{last}" if before and len(last) <= SHORT else words


def _cell(words: str) -> PrintedText:
    return PrintedText(Origin.WORDING, (Run(words),), cell=True)
