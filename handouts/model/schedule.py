"""On which days a medicine is taken, as the front matter says it: a cycle, weekdays, every few days, or a taper.

A schedule says exactly one of these. What contradicts itself is refused: no program may guess when a dose is due.
"""

from __future__ import annotations

import enum
import re
from typing import TYPE_CHECKING, Annotated, Any

import pydantic
from pydantic_core import PydanticCustomError

from handouts.model.validation import Strict

if TYPE_CHECKING:
    from collections.abc import Iterable

LONGEST = 1100  # days, about three years: a longer calendar is a slip of the pen
FOUR_WEEKS = 28  # days; what a schedule without a cycle of its own is counted and printed in
MOST_STEPS = 60
PATTERNS = ("take_days", "cycle", "weekday", "every_days", "taper")
OWN_DOSES = {
    "weekday": "Write the days from the start on, as cycle: [{take_days: 1, dose: 3 mg}, {take_days: 6, dose: 4 mg}].",
    "times": "Write times: [morning, evening], and both amounts into the patient's dose.",
}
CLOCK = re.compile(r"([01]?\d|2[0-3])[:.]([0-5]\d)")

Days = Annotated[int, pydantic.Field(strict=True, ge=1, le=366)]
Words = Annotated[str, pydantic.Field(min_length=1, max_length=60)]


def _or_one(schema: dict[str, Any]) -> None:
    """Let the schema take one word in place of a list of them."""
    many = {name: schema.pop(name) for name in ("type", "items")}
    schema["anyOf"] = [many, many["items"]]


class Weekday(enum.StrEnum):
    """A day of the week, Monday first."""

    MONDAY = "Monday"
    TUESDAY = "Tuesday"
    WEDNESDAY = "Wednesday"
    THURSDAY = "Thursday"
    FRIDAY = "Friday"
    SATURDAY = "Saturday"
    SUNDAY = "Sunday"

    @property
    def number(self) -> int:
        """0 for Monday, as `datetime.date.weekday` counts."""
        return list(Weekday).index(self)


class DayTime(enum.StrEnum):
    """A time of day that has a name; any other is written as the clock shows it: ``08:00``."""

    MORNING = "morning"
    NOON = "noon"
    AFTERNOON = "afternoon"
    EVENING = "evening"
    BEDTIME = "bedtime"


class Stretch(Strict):
    """Days in a row of a cycle: the medicine is taken on the first ones, then comes a rest."""

    take_days: Days | None = pydantic.Field(None, examples=[5], description="Days in a row on which it is taken.")
    rest_days: int = pydantic.Field(
        0, strict=True, ge=0, le=366, examples=[2], description="Days in a row on which it is not taken."
    )
    dose: Words | None = pydantic.Field(None, examples=["10 mg"], description="The dose on these days.")

    @pydantic.model_validator(mode="after")
    def _has_days(self) -> Stretch:
        if not self.days:
            raise _refused(
                "days", "a stretch has days on which it is taken, or on which it is not", "Add take_days: 5."
            )
        if self.dose and not self.take_days:
            raise _refused("dose", "a stretch without days on which it is taken has no dose", "Remove the dose.")
        return self

    @property
    def days(self) -> int:
        """How many days it lasts."""
        return (self.take_days or 0) + self.rest_days


class Step(Strict):
    """A step of a taper: one dose a day for some days."""

    dose: Words = pydantic.Field(examples=["40 mg"], description="The dose on each of these days.")
    days: Days = pydantic.Field(examples=[7], description="For how many days.")


class DayNote(Strict):
    """What is done on one day of a cycle beside taking the medicine, in the words the calendar shows."""

    day: Days = pydantic.Field(examples=[1], description="Day of the cycle, from 1; without one, of each four weeks.")
    what: Words = pydantic.Field(examples=["Blood test"], description="The words the calendar shows.")
    cycle: Days | None = pydantic.Field(None, examples=[1], description="Only in this cycle, from 1; else in each.")


class Schedule(Strict):
    """On which days the medicine is taken: one of a cycle, weekdays, every so many days, or a taper."""

    take_days: Days | None = pydantic.Field(
        None, examples=[21], description="Days in a row on which it is taken, at the start of each cycle."
    )
    rest_days: int = pydantic.Field(
        0, strict=True, ge=0, le=366, examples=[7], description="Days in a row on which it is not taken."
    )
    cycle: tuple[Stretch, ...] = pydantic.Field(
        (),
        max_length=MOST_STEPS,
        examples=["[{take_days: 5, rest_days: 2}, {take_days: 5, rest_days: 16}]"],
        description="A cycle of several stretches, one after the other.",
    )
    weekday: tuple[Weekday, ...] = pydantic.Field(
        (),
        examples=["Monday", "[Monday, Thursday]"],
        json_schema_extra=_or_one,
        description="The days of the week on which it is taken, and on no other.",
    )
    every_days: Days | None = pydantic.Field(
        None, examples=[2], description="It is taken on one day in so many: 2 is every other day, 1 is every day."
    )
    taper: tuple[Step, ...] = pydantic.Field(
        (),
        max_length=MOST_STEPS,
        examples=['[{dose: "40 mg", days: 7}, {dose: "30 mg", days: 7}]'],
        description="Doses that change step by step, and then end.",
    )
    times: tuple[str, ...] = pydantic.Field(
        (),
        max_length=8,
        examples=['[morning, "20:00"]'],
        json_schema_extra=_or_one,
        description="Times of day: morning, noon, afternoon, evening, bedtime, or as the clock shows it.",
    )
    cycles: Days | None = pydantic.Field(
        None, examples=[3], description="How many cycles; without a cycle, how many times four weeks."
    )
    tests: tuple[DayNote, ...] = pydantic.Field(
        (), max_length=MOST_STEPS, examples=["[{day: 1, what: Blood test}]"], description="Tests on days of a cycle."
    )
    visits: tuple[DayNote, ...] = pydantic.Field(
        (), max_length=MOST_STEPS, examples=["[{day: 1, what: Clinic visit}]"], description="Visits on days of a cycle."
    )

    @property
    def stretches(self) -> tuple[Stretch, ...]:
        """The stretches of its cycle, however it is written; none where it has no cycle."""
        if self.take_days:
            return (Stretch(take_days=self.take_days, rest_days=self.rest_days),)
        return self.cycle

    @property
    def cycle_days(self) -> int:
        """How many days a cycle has: a taper is one, and what has none of its own is counted in four weeks."""
        if self.taper:
            return sum(step.days for step in self.taper)
        return sum(stretch.days for stretch in self.stretches) or FOUR_WEEKS

    @property
    def doses(self) -> tuple[str, ...]:
        """The doses it states itself."""
        stated = (*(stretch.dose for stretch in self.cycle), *(step.dose for step in self.taper))
        return tuple(dose for dose in stated if dose)

    @property
    def is_daily(self) -> bool:
        """Whether no day goes without the medicine."""
        return (
            self.every_days == 1
            or len(self.weekday) == len(Weekday)
            or bool(self.taper)
            or (bool(self.stretches) and not any(stretch.rest_days for stretch in self.stretches))
        )

    @property
    def is_weekly(self) -> bool:
        """Whether it is taken on one day a week."""
        one_of_seven = [(stretch.take_days, stretch.days) == (1, len(Weekday)) for stretch in self.stretches]
        return len(self.weekday) == 1 or self.every_days == len(Weekday) or (bool(one_of_seven) and all(one_of_seven))

    @pydantic.field_validator("weekday", "times", mode="before")
    @classmethod
    def _one_or_many(cls, value: object, info: pydantic.ValidationInfo) -> object:
        """Read one word as a list of it; a weekday in any case."""
        values = value if isinstance(value, list | tuple) else [value]
        if any(isinstance(each, dict) for each in values):
            raise _refused("own_dose", f"“{info.field_name}” has no doses of its own", OWN_DOSES[info.field_name or ""])
        return [each.strip().capitalize() if isinstance(each, str) else each for each in values]

    @pydantic.field_validator("times")
    @classmethod
    def _times_of_day(cls, values: tuple[str, ...]) -> tuple[str, ...]:
        times = tuple(map(_time, values))
        _once(times, "time")
        return times

    @pydantic.field_validator("weekday")
    @classmethod
    def _each_weekday_once(cls, values: tuple[Weekday, ...]) -> tuple[Weekday, ...]:
        _once(values, "weekday")
        return tuple(sorted(values, key=lambda day: day.number))

    @pydantic.field_validator(*PATTERNS)
    @classmethod
    def _one_pattern(cls, value: object, info: pydantic.ValidationInfo) -> object:
        """Refuse a second way to say the same: which of them would count?"""
        if value is None or value == ():
            raise _refused("empty", "it is empty", "Write what it holds, or remove the field.")
        for other in PATTERNS:
            if other != info.field_name and info.data.get(other):
                message = f"“{info.field_name}” and “{other}” stand together, and no one can tell which counts"
                raise _refused(
                    "contradiction", message, f"Keep “{info.field_name}” or “{other}”, and remove the other."
                )
        if info.data.get("rest_days") and info.field_name not in {"take_days", "rest_days"}:
            message = f"“rest_days” goes with “take_days”, not with “{info.field_name}”"
            raise _refused("contradiction", message, "Remove “rest_days”.")
        return value

    @pydantic.field_validator("cycle")
    @classmethod
    def _is_taken_once(cls, value: tuple[Stretch, ...]) -> tuple[Stretch, ...]:
        if not any(stretch.take_days for stretch in value):
            raise _refused(
                "no_dose", "a cycle has a day on which it is taken", "Add take_days to one of its stretches."
            )
        return value

    @pydantic.field_validator("cycles")
    @classmethod
    def _are_cycles(cls, value: int | None, info: pydantic.ValidationInfo) -> int | None:
        if info.data.get("taper"):
            raise _refused("contradiction", "a taper ends by itself and has no cycles", "Remove “cycles”.")
        return value

    @pydantic.field_validator("tests", "visits")
    @classmethod
    def _are_days_of_the_cycle(cls, value: tuple[DayNote, ...], info: pydantic.ValidationInfo) -> tuple[DayNote, ...]:
        _once([(note.day, note.what.casefold(), note.cycle) for note in value], "entry")
        if not any(info.data.get(name) for name in PATTERNS):
            return value  # a pattern that is wrong is told by itself
        last, days = info.data.get("cycles"), _known(info.data).cycle_days
        for note in value:
            if note.day > days:
                message = f"day {note.day} ({note.what}) lies outside the {days} days of the cycle"
                raise _refused("outside", message, f"Write a day from 1 to {days}.")
            if note.cycle and last and note.cycle > last:
                message = f"cycle {note.cycle} ({note.what}) does not come: there are {last}"
                raise _refused("outside", message, f"Write a cycle from 1 to {last}, or more “cycles”.")
        return value

    @pydantic.model_validator(mode="after")
    def _says_when(self) -> Schedule:
        if not any(getattr(self, name) for name in PATTERNS):
            message = "it does not say on which days the medicine is taken"
            raise _refused("no_pattern", message, f"Write one of {', '.join(PATTERNS)}: see `handouts schema`.")
        if self.cycle_days * (self.cycles or 1) > LONGEST:
            message = f"it runs for {self.cycle_days * (self.cycles or 1)} days, which is more than three years"
            raise _refused("too_long", message, "Write fewer cycles, or shorter ones.")
        return self


def _known(data: dict[str, Any]) -> Schedule:
    """Return a schedule of the fields that are in order so far, to count its days."""
    return Schedule.model_construct(**{name: data[name] for name in (*PATTERNS, "rest_days") if name in data})


def _time(written: str) -> str:
    """Return a time of day as the calendar knows it."""
    name = written.casefold()
    if name in set(DayTime):
        return name
    if clock := CLOCK.fullmatch(name):
        return f"{int(clock[1]):02}:{clock[2]}"
    hint = f'Write {", ".join(DayTime)}, or a time as the clock shows it, in quotes: "08:00".'
    raise _refused("time", f"“{written}” is no time of day", hint)


def _once(values: Iterable[object], name: str) -> None:
    """Refuse what stands twice."""
    met = set[object]()
    for value in values:
        if value in met:
            said = " ".join(str(part) for part in value if part) if isinstance(value, tuple) else value
            raise _refused("twice", f"the {name} “{said}” stands twice", "Keep one of them.")
        met.add(value)


def _refused(kind: str, message: str, hint: str) -> PydanticCustomError:
    return PydanticCustomError(f"schedule_{kind}", "{message}", {"message": message, "hint": hint})
