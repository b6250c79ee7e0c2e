"""A monograph's schedule to the pages of its calendar."""

from __future__ import annotations

import dataclasses
import datetime as dt
import itertools
from typing import TYPE_CHECKING

from handouts.errors import ContentError, Place, Problem
from handouts.leaflet.calendar import Box, Calendar, Layout, Setting, Week
from handouts.leaflet.calendar_dates import Dates
from handouts.leaflet.calendar_days import MOST_ON_PAGE, WEEK, calendar_pages
from handouts.leaflet.calendar_room import fitted, has_room
from handouts.leaflet.printed import Field, Origin, PrintedText, ours
from handouts.leaflet.wording import phrase
from handouts.model.language import direction
from handouts.model.monograph import Run
from handouts.model.schedule import DayTime

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handouts.leaflet.calendar import Prescribed
    from handouts.leaflet.calendar_days import CalendarDay, CalendarPage
    from handouts.leaflet.wording import Wording
    from handouts.model.edition import Edition
    from handouts.model.monograph import Monograph
    from handouts.model.schedule import Schedule


@dataclasses.dataclass(frozen=True, slots=True)
class _Manner:
    """A way to set a calendar: with ``close`` lines, weeks that begin on its first day, not on the reader's.

    A dose that never changes is said at the top alone if it is ``said_once``. A ``bare`` one tells nothing above or
    below its days that their rows tell themselves.
    """

    layout: Layout
    close: bool = False
    own_weeks: bool = False
    said_once: bool = False
    bare: bool = False

    @property
    def least(self) -> int:
        """How many days a page has room for at least."""
        return WEEK if self.layout == "weeks" else 1


# The fewest pages count most, then how well they read. Large print on a small sheet has room for a few days.
MOST_DAYS = (MOST_ON_PAGE, 5 * WEEK, 4 * WEEK, 3 * WEEK, 2 * WEEK, WEEK, 5, 4, 3, 2, 1)
MANNERS = (
    _Manner("weeks"),
    _Manner("weeks", close=True),
    _Manner("weeks", own_weeks=True),
    _Manner("weeks", own_weeks=True, close=True),
    _Manner("weeks", own_weeks=True, close=True, said_once=True),
    _Manner("days"),
    _Manner("days", close=True),
    _Manner("days", close=True, said_once=True),
    _Manner("days", close=True, said_once=True, bare=True),
)
LONGEST = 60  # letters of a dose or its times that a box repeats; longer ones stand at the top only
NAMES = {
    DayTime.MORNING: phrase("Morning"),
    DayTime.NOON: phrase("Noon"),
    DayTime.AFTERNOON: phrase("Afternoon"),
    DayTime.EVENING: phrase("Evening"),
    DayTime.BEDTIME: phrase("Bedtime"),
}


def calendars(
    monograph: Monograph, edition: Edition, say: Wording, prescribed: Prescribed | None = None, *, foot_mm: float = 0
) -> tuple[Calendar, ...]:
    """Return the pages of the calendar of a monograph's schedule.

    A schedule that does not say how many cycles there are gets about twelve weeks (see `calendar_pages`).

    With a start every day has its date. Without one its blank is to be filled in, and no column names a weekday but
    where the schedule itself does. ``foot_mm`` is what a patient's name takes of a page's height.

    Raises:
        ContentError: the front matter has no schedule; it states other doses than the patient's; the patient takes it
            on other weekdays; the calendar runs beyond the year 9999.
    """
    schedule = monograph.metadata.schedule
    if schedule is None:
        hint = "Write a `schedule` into the front matter, as schedule: {take_days: 21, rest_days: 7}; or leave it out."
        raise _refused("no-schedule", "A calendar is asked for, and the front matter has no schedule.", hint, monograph)
    if prescribed and prescribed.dose and {*schedule.doses} - {prescribed.dose}:
        hint = "Take the dose out of the patient's facts, or the doses out of the schedule."
        message = "The schedule states doses of its own, and the patient has another."
        raise _refused("two-doses", message, hint, monograph)
    try:
        return _Sheet(monograph, schedule, edition, say, prescribed).pages(foot_mm)
    except OverflowError:
        message = "The calendar runs beyond the year 9999."
        raise _refused("no-such-date", message, "Correct the start date.", monograph) from None


def _refused(code: str, message: str, hint: str, monograph: Monograph) -> ContentError:
    return ContentError(Problem(code, message, hint, Place(monograph.path)))


class _Sheet:
    """What the pages of one calendar share."""

    def __init__(
        self,
        monograph: Monograph,
        schedule: Schedule,
        edition: Edition,
        say: Wording,
        prescribed: Prescribed | None,
    ) -> None:
        self.monograph, self.schedule, self.edition, self.say = monograph, schedule, edition, say
        self.dates = Dates(monograph.language)
        self.start = prescribed.start if prescribed else None
        self.dose = prescribed.dose if prescribed else None
        self.times = prescribed.times if prescribed else None
        self.visit = prescribed.next_visit if prescribed else None
        self.named = bool(self.start or schedule.weekday)
        self.first = self.dates.first_weekday if self.named else 0
        doses = {*self.schedule.doses, *filter(None, [self.dose])}
        self.only_dose = next(iter(doses)) if len(doses) == 1 else None

    def pages(self, foot_mm: float) -> tuple[Calendar, ...]:
        """Return the pages, as few as have room for the words of their days, in the first manner that has it."""
        way = direction(self.monograph.language)
        for most in MOST_DAYS:
            parted = calendar_pages(self.schedule, self.start, first_weekday=self.first, most=most)
            self._agree(parted)
            for manner in (each for each in MANNERS if most >= each.least):
                set_pages = (fitted(self._page(page, manner), self.edition, way, foot_mm=foot_mm) for page in parted)
                found = (*itertools.takewhile(has_room, set_pages),)
                if len(found) == len(parted):
                    return found
        return tuple(self._page(page, MANNERS[-1]) for page in parted)  # no page has room: the engine parts them

    def _agree(self, pages: tuple[CalendarPage, ...]) -> None:
        """Refuse days of the week that the patient's times name and the calendar does not, and the reverse."""
        named = self.say.weekdays_in(self.times or "")
        taken = {day.weekday for page in pages for day in page.days if day.takes and day.weekday is not None}
        if named and taken and named != taken:
            hint = "Correct the start date, or the times: the calendar counts from the start."
            message = "The patient's times name other days of the week than those the calendar would say."
            raise _refused("two-schedules", message, hint, self.monograph)

    def _page(self, page: CalendarPage, manner: _Manner) -> Calendar:
        say, layout = self.say, manner.layout
        once = manner.said_once and bool(self.only_dose or not self.schedule.doses)
        boxes = [self._box(day, once=once) for day in page.days]
        weekday = page.days[0].weekday
        first = weekday if manner.own_weeks and weekday is not None else self.first
        return Calendar(
            layout=layout,
            setting=Setting(close=manner.close),
            title=self.monograph.title,
            heading=say("My calendar:"),
            span=tuple((Run(words),) for words in self._span(page, bare=manner.bare)),
            order=self._order(),
            fields=tuple(self._fields(once=once)),
            columns=tuple(self._columns(layout, first)),
            weeks=tuple(self._weeks(page, boxes, layout, first)),
            blank=say("Date"),
            taking=None if manner.bare else say("Take it on this day, then tick."),
            resting=None if manner.close or all(box.takes for box in boxes) else say("Do not take it on this day."),
            noting=say("There is more to do on this day.")
            if not manner.close and any(box.notes for box in boxes)
            else None,
            between=self.between,
        )

    def _span(self, page: CalendarPage, *, bare: bool) -> Iterator[str]:
        say, schedule = self.say, self.schedule
        first, last = page.days[0], page.days[-1]
        if page.cycle and schedule.cycles:
            yield say("Cycle {number} of {count}", number=str(page.cycle), count=str(schedule.cycles))
        elif page.cycle:
            yield say("Cycle {number}", number=str(page.cycle))
        if bare and page.cycle:
            yield say("Page {page} of {pages} of this cycle", page=str(page.part or 1), pages=str(page.parts))
            return
        if not page.cycle and not (first.number - 1) % WEEK and not last.number % WEEK:
            numbers = {"first": str(first.number // WEEK + 1), "last": str(last.number // WEEK)}
            yield (
                say("Weeks {first} to {last}", **numbers)
                if last.number - first.number >= WEEK
                else say("Week {number}", number=numbers["last"])
            )
        elif not page.cycle or page.part:
            yield say("Days {first} to {last}", first=str(first.number), last=str(last.number))
        if page.cycle and page.part:
            yield say("Page {page} of {pages} of this cycle", page=str(page.part), pages=str(page.parts))
        if first.date and last.date and not bare:
            yield say("{first} to {last}", first=say.date(first.date), last=say.date(last.date))

    def _order(self) -> str | None:
        """Say on which weekdays it is taken where it is taken on no others."""
        say = self.say
        numbers = [day.number for day in self.schedule.weekday]
        if not numbers and self.schedule.is_weekly and self.start:
            numbers = [self.start.weekday()]
        if not numbers and self.schedule.is_weekly:
            return say("Take it once a week, always on the same day of the week.")
        if not numbers or len(numbers) == WEEK:
            return None
        days = ", ".join(map(Dates(self.say.language).weekday, numbers))
        if len(numbers) == 1:
            return say("Take it once a week, on {weekday} only.", weekday=days)
        return say("Take it on these days of the week only: {weekdays}.", weekdays=days)

    def _fields(self, *, once: bool) -> Iterator[Field]:
        say = self.say
        if once or not self.schedule.doses:
            yield Field(say("My dose"), self.only_dose)
        times = ", ".join(self._named(time) for time in self.schedule.times)
        yield Field(say("When I take it"), self.times or times or None)

    def _columns(self, layout: Layout, first: int) -> Iterator[str]:
        say = self.say
        if layout == "days":
            yield from (say("Date"), say("Day"), say("What to do"))
        elif self.named:
            yield from (self.dates.short_weekday((first + column) % WEEK) for column in range(WEEK))

    def _weeks(self, page: CalendarPage, boxes: list[Box], layout: Layout, first: int) -> Iterator[Week]:
        """Return the rows: weeks that begin as the reader's do, and for days without a name by their numbers."""
        say = self.say
        weekday = page.days[0].weekday
        lead = (weekday - first) % WEEK if weekday is not None else 0
        places: list[Box | None] = [*[None] * lead, *boxes]
        for start in range(0, len(places), WEEK):
            row = places[start : start + WEEK]
            label = None
            if layout == "weeks":
                row += [None] * (WEEK - len(row))
                number = (page.days[0].number - 1 + start) // WEEK + 1
                label = None if self.named else say("Week {number}", number=str(number))
            yield Week(label, tuple(row))

    def _box(self, day: CalendarDay, *, once: bool) -> Box:
        say = self.say
        dose = None if once else day.dose or self.dose
        short = dose if dose and len(dose) <= LONGEST else None
        if day.takes:
            words = say("Take {dose}", dose=short) if short else say("Take it")
        else:
            words = say("Not today") if self.between else say("Do not take it")
        return Box(
            date=self.dates.day(day.date) if day.date else None,
            weekday=None if day.weekday is None else self.dates.short_weekday(day.weekday),
            number=say("Day {number}", number=str(day.number)),
            words=words,
            takes=day.takes,
            ticks=tuple(self._ticks(once=once)) if day.takes else (),
            notes=tuple(self._notes(day)),
        )

    @property
    def between(self) -> bool:
        """Whether days without the medicine lie between two doses, and are no rest from it."""
        return bool(self.schedule.weekday or self.schedule.every_days or self.schedule.is_weekly)

    def _ticks(self, *, once: bool) -> Iterator[PrintedText]:
        """Return the words of the boxes to tick: the patient's own times in one, or one for each of the author's.

        The words of a single one are said at the top, and there alone where there is no room for them.
        """
        if once and (self.times or len(self.schedule.times) < 2):  # noqa: PLR2004 - one needs no name
            return
        if self.times:
            yield from [PrintedText(Origin.INPUT, (Run(self.times),))] if len(self.times) <= LONGEST else []
            return
        for time in self.schedule.times:
            yield ours(self._named(time)) if time in NAMES else PrintedText(Origin.INPUT, (Run(time),))

    def _named(self, time: str) -> str:
        say = self.say
        return say(NAMES[DayTime(time)]) if time in NAMES else time

    def _notes(self, day: CalendarDay) -> Iterator[PrintedText]:
        say = self.say
        if day.new_dose:
            yield ours(say("New dose"))
        yield from (PrintedText(Origin.INPUT, (Run(note),)) for note in day.notes)
        visit = self.visit.date() if isinstance(self.visit, dt.datetime) else self.visit
        if visit and day.date == visit:
            timed = isinstance(self.visit, dt.datetime)
            yield ours(say("Next visit at {time}", time=f"{self.visit:%H:%M}") if timed else say("Next visit"))
