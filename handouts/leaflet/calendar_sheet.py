"""A monograph's schedule to the pages of its calendar."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from handouts.errors import ContentError, Place, Problem
from handouts.leaflet.calendar import Box, Calendar, Layout, Week
from handouts.leaflet.calendar_dates import Dates
from handouts.leaflet.calendar_days import MOST_ON_PAGE, WEEK, calendar_pages
from handouts.leaflet.calendar_room import has_room
from handouts.leaflet.printed import Field, Origin, PrintedText, ours
from handouts.leaflet.wording import phrase
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

# A week a row, on as many rows as a page has days; else a day a row, on pages of five, four, two weeks or one; large
# print on a small sheet has room for a few days.
LAYOUTS: tuple[tuple[Layout, int], ...] = (
    ("weeks", MOST_ON_PAGE),
    *(("days", days) for days in (MOST_ON_PAGE, 4 * WEEK, 2 * WEEK, WEEK, 4, 2)),
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
    monograph: Monograph, edition: Edition, say: Wording, prescribed: Prescribed | None = None
) -> tuple[Calendar, ...]:
    """Return the pages of the calendar of a monograph's schedule.

    A schedule that does not say how many cycles there are gets about twelve weeks (see `calendar_pages`).

    With a start every day has its date. Without one its blank is to be filled in, and no column names a weekday but
    where the schedule itself does.

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
        return _Sheet(monograph, schedule, edition, say, prescribed).pages()
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

    def pages(self) -> tuple[Calendar, ...]:
        """Return the pages, in the first layout that has room for the words of the days."""
        found: tuple[Calendar, ...] = ()
        for layout, most in LAYOUTS:
            parted = calendar_pages(self.schedule, self.start, first_weekday=self.first, most=most)
            self._agree(parted)
            found = tuple(self._page(page, layout) for page in parted)
            if all(has_room(page, self.edition) for page in found):
                break
        return found

    def _agree(self, pages: tuple[CalendarPage, ...]) -> None:
        """Refuse days of the week that the patient's times name and the calendar does not, and the reverse."""
        named = self.say.weekdays_in(self.times or "")
        taken = {day.weekday for page in pages for day in page.days if day.takes and day.weekday is not None}
        if named and taken and named != taken:
            hint = "Correct the start date, or the times: the calendar counts from the start."
            message = "The patient's times name other days of the week than those the calendar would say."
            raise _refused("two-schedules", message, hint, self.monograph)

    def _page(self, page: CalendarPage, layout: Layout) -> Calendar:
        say = self.say
        boxes = [self._box(day) for day in page.days]
        return Calendar(
            layout=layout,
            title=self.monograph.title,
            heading=say("My calendar:"),
            span=tuple((Run(words),) for words in self._span(page)),
            order=self._order(),
            fields=tuple(self._fields()),
            columns=tuple(self._columns(layout)),
            weeks=tuple(self._weeks(page, boxes, layout)),
            blank=say("Date"),
            taking=say("Take it on this day, then tick."),
            resting=None if all(box.takes for box in boxes) else say("Do not take it on this day."),
            noting=say("There is more to do on this day.") if any(box.notes for box in boxes) else None,
            between=self.between,
        )

    def _span(self, page: CalendarPage) -> Iterator[str]:
        say, schedule = self.say, self.schedule
        first, last = page.days[0], page.days[-1]
        if page.cycle and schedule.cycles:
            yield say("Cycle {number} of {count}", number=str(page.cycle), count=str(schedule.cycles))
        elif page.cycle:
            yield say("Cycle {number}", number=str(page.cycle))
        if not page.cycle and not (first.number - 1) % WEEK and not last.number % WEEK:
            numbers = {"first": str(first.number // WEEK + 1), "last": str(last.number // WEEK)}
            yield (
                say("Weeks {first} to {last}", **numbers)
                if last.number - first.number >= WEEK
                else say("Week {number}", number=numbers["last"])
            )
        elif not page.cycle or page.part:
            yield say("Days {first} to {last}", first=str(first.number), last=str(last.number))
        if first.date and last.date:
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

    def _fields(self) -> Iterator[Field]:
        say = self.say
        if not self.schedule.doses:
            yield Field(say("My dose"), self.dose)
        times = ", ".join(self._named(time) for time in self.schedule.times)
        yield Field(say("When I take it"), self.times or times or None)

    def _columns(self, layout: Layout) -> Iterator[str]:
        say = self.say
        if layout == "days":
            yield from (say("Date"), say("Day"), say("What to do"))
        elif self.named:
            yield from (self.dates.short_weekday((self.first + column) % WEEK) for column in range(WEEK))

    def _weeks(self, page: CalendarPage, boxes: list[Box], layout: Layout) -> Iterator[Week]:
        """Return the rows: weeks that begin as the reader's do, and for days without a name by their numbers."""
        say = self.say
        first = page.days[0].weekday
        lead = (first - self.first) % WEEK if first is not None else 0
        places: list[Box | None] = [*[None] * lead, *boxes]
        for start in range(0, len(places), WEEK):
            row = places[start : start + WEEK]
            label = None
            if layout == "weeks":
                row += [None] * (WEEK - len(row))
                number = (page.days[0].number - 1 + start) // WEEK + 1
                label = None if self.named else say("Week {number}", number=str(number))
            yield Week(label, tuple(row))

    def _box(self, day: CalendarDay) -> Box:
        say = self.say
        dose = day.dose or self.dose
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
            ticks=tuple(self._ticks()) if day.takes else (),
            notes=tuple(self._notes(day)),
        )

    @property
    def between(self) -> bool:
        """Whether days without the medicine lie between two doses, and are no rest from it."""
        return bool(self.schedule.weekday or self.schedule.every_days or self.schedule.is_weekly)

    def _ticks(self) -> Iterator[PrintedText]:
        """Return the words of the boxes to tick: the patient's own times in one, or one for each of the author's."""
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
