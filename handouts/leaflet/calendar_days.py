"""Which day is what: a schedule counted out, day by day, into the pages of a calendar.

Days are `datetime.date`, which knows no hours: no clock that is put forward or back can move a dose.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import math
from typing import TYPE_CHECKING

from handouts.model.schedule import FOUR_WEEKS, Schedule, Weekday

if TYPE_CHECKING:
    from collections.abc import Iterator

USUAL = 84  # days: twelve weeks are printed where the schedule does not say how many cycles there are
MOST_ON_PAGE = 42  # days: six weeks
WEEK = len(Weekday)


@dataclasses.dataclass(frozen=True, slots=True)
class CalendarDay:
    """A day: its number as printed, its date where there is a start, whether the medicine is taken, and what else is.

    ``weekday`` counts from 0 for Monday; without a start only a schedule that names weekdays knows it. ``new_dose``
    tells the first day of a later step of a taper.
    """

    number: int
    date: dt.date | None
    weekday: int | None
    takes: bool
    dose: str | None = None
    new_dose: bool = False
    notes: tuple[str, ...] = ()


@dataclasses.dataclass(frozen=True, slots=True)
class CalendarPage:
    """Days that stand on one page: the whole or a part of one cycle, or several short cycles.

    ``cycle`` is the number of the one cycle it is of, None where there are several, or none; ``part`` is its number
    among the ``parts`` of what has no room on one page, 0 where it is the whole.
    """

    days: tuple[CalendarDay, ...]
    cycle: int | None = None
    part: int = 0
    parts: int = 1


def calendar_pages(
    schedule: Schedule, start: dt.date | None, *, first_weekday: int = 0, most: int = MOST_ON_PAGE
) -> tuple[CalendarPage, ...]:
    """Return the pages of a schedule from its first day on; without a start the days have numbers only.

    A cycle fills a page and its days count from 1 in each; shorter cycles, weekdays and every-few-days share pages of
    four weeks, and a taper runs on, numbered through. ``most`` is how many days a page has room for.

    A schedule of weekdays that starts on another day has its first dose on the next day it names, as a pharmacist tells
    a patient: that day is the order, the start only the day from which it holds. A dose on the start itself would be
    too close to the next one. Until then the calendar says that it is not taken. Without a start its days begin with
    ``first_weekday``, so that every row is whole.

    Raises:
        OverflowError: the calendar runs beyond the year 9999.
    """
    length = schedule.cycle_days
    count = 1 if schedule.taper else schedule.cycles or max(USUAL // length, 1)
    if start and start.toordinal() + count * length - 1 > dt.date.max.toordinal():
        raise OverflowError
    own = bool(schedule.stretches)
    together = 1 if schedule.taper else max(FOUR_WEEKS // length, 1)
    single = own and together == 1
    days = [_day(schedule, start, number, first_weekday, within=single) for number in range(count * length)]
    pages = []
    for first in range(0, count, together):
        chunk = days[first * length : (first + together) * length]
        parts = [*_parts(chunk, most)]
        cycle, first_part = first + 1 if single else None, int(len(parts) > 1)
        for number, part in enumerate(parts):
            pages.append(CalendarPage(tuple(part), cycle, first_part and number + first_part, len(parts)))
    return tuple(pages)


def _parts(days: list[CalendarDay], most: int) -> Iterator[list[CalendarDay]]:
    """Part what a page has no room for, in whole weeks where it has room for one, and about as many on each page."""
    whole = WEEK if most >= WEEK else 1
    pages = math.ceil(len(days) / (most // whole * whole)) if len(days) > most else 1
    size = math.ceil(len(days) / pages / whole) * whole if pages > 1 else len(days)
    for first in range(0, len(days), size):
        yield days[first : first + size]


def _day(schedule: Schedule, start: dt.date | None, index: int, first_weekday: int, *, within: bool) -> CalendarDay:
    date = dt.date.fromordinal(start.toordinal() + index) if start else None
    if date:
        weekday: int | None = date.weekday()
    else:
        weekday = (first_weekday + index) % len(Weekday) if schedule.weekday else None
    cycle, day = divmod(index, schedule.cycle_days)
    takes, dose = _dose(schedule, index, weekday)
    new_dose = bool(schedule.taper and index) and dose != _dose(schedule, index - 1, weekday)[1]
    notes = tuple(
        note.what
        for note in (*schedule.tests, *schedule.visits)
        if note.day == day + 1 and note.cycle in {None, cycle + 1}
    )
    return CalendarDay(day + 1 if within else index + 1, date, weekday, takes, dose, new_dose, notes)


def _dose(schedule: Schedule, index: int, weekday: int | None) -> tuple[bool, str | None]:
    """Return whether the medicine is taken on a day, counted from 0, and the dose that the schedule states for it."""
    if schedule.weekday:
        return weekday in {day.number for day in schedule.weekday}, None
    if schedule.every_days:
        return index % schedule.every_days == 0, None
    day = index
    for step in schedule.taper:
        if day < step.days:
            return True, step.dose
        day -= step.days
    day = index % schedule.cycle_days
    for stretch in schedule.stretches:
        if day < (stretch.take_days or 0):
            return True, stretch.dose
        if day < stretch.days:
            return False, None
        day -= stretch.days
    return False, None
