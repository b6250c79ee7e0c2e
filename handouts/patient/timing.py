"""FHIR's Timing as the leaflet says it: how often, on which days, at what time, for how long."""

from __future__ import annotations

import dataclasses
import datetime as dt
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from handouts.leaflet.wording import counted_phrase, phrase
from handouts.patient.moments import ANY_MEAL, CODES, DAYS, MOMENTS, WITH_OFFSET
from handouts.patient.quantities import HINT, SPANS, number_of, say_span

if TYPE_CHECKING:
    from decimal import Decimal

    from handouts.leaflet.wording import Wording
    from handouts.patient.file import Document, Steps

A_WEEK = {"h": Fraction(168), "d": Fraction(7), "wk": Fraction(1), "mo": Fraction(7, 30), "a": Fraction(7, 365)}
ONCE = {
    "h": phrase("once an hour"),
    "d": phrase("once a day"),
    "wk": phrase("once a week"),
    "mo": phrase("once a month"),
    "a": phrase("once a year"),
}
OFTEN = {
    "h": counted_phrase("{number} time an hour", "{number} times an hour"),
    "d": counted_phrase("{number} time a day", "{number} times a day"),
    "wk": counted_phrase("{number} time a week", "{number} times a week"),
    "mo": counted_phrase("{number} time a month", "{number} times a month"),
    "a": counted_phrase("{number} time a year", "{number} times a year"),
}
IN_ALL = counted_phrase("{number} dose in all", "{number} doses in all")
UNREAD = {  # what is said nowhere on a leaflet, and changes what is meant
    "countMax": "a number of doses that may vary",
    "duration": "how long one dose takes",
    "durationMax": "how long one dose takes",
}


@dataclasses.dataclass(frozen=True)
class Times:
    """When a dose is taken: in words, how often a week (None where it is not told), and from when to when."""

    words: tuple[str, ...]
    per_week: Fraction | None = None
    start: dt.date | None = None
    ends: bool = False


class TimingReader:
    """Reads one Timing; every refusal names its place in the file."""

    def __init__(self, document: Document, steps: Steps, say: Wording) -> None:
        """Keep where the timing stands, and the words of the leaflet's language."""
        self.document, self.steps, self.say = document, steps, say

    def read(self, timing: Any) -> Times:
        """Return when a dose is taken.

        Raises:
            ContentError: the timing says what no words of ours say, or contradicts itself.
        """
        if timing.event:
            raise self._refuse("event", "dates one by one cannot be put into words")
        repeat = timing.repeat
        coded = self._coded(timing)
        if repeat is None:
            if coded is None:
                raise self._refuse("", "it says neither how often nor when")
            frequency, period, unit, moments = coded
            words = [self._often(frequency, None, period, None, unit), *(self.say(MOMENTS[each]) for each in moments)]
            return Times(tuple(words), Fraction(frequency, period) * A_WEEK[unit])
        self.steps = (*self.steps, "repeat")
        for field, meaning in UNREAD.items():
            if getattr(repeat, field) is not None:
                raise self._refuse(field, f"{meaning} cannot be put into words")
        return self._repeated(repeat, coded)

    def _coded(self, timing: Any) -> tuple[int, int, str, tuple[str, ...]] | None:
        """Return what the timing's code means; a text alone is nobody's code."""
        if timing.code is None:
            return None
        codings = timing.code.coding or []
        known = [CODES[coding.code] for coding in codings if coding.code in CODES]
        if len(set(known)) != 1:
            if timing.repeat is not None and not codings:
                return None  # a text beside the fields it tells again
            raise self._refuse("code", "this code is not one we know")
        return known[0]

    def _repeated(self, repeat: Any, coded: tuple[int, int, str, tuple[str, ...]] | None) -> Times:
        unit = repeat.periodUnit
        frequency, period = repeat.frequency, repeat.period
        if (period is None) != (unit is None):
            raise self._refuse("period", "the period and its unit stand without each other")
        if unit is None and (frequency or repeat.frequencyMax or repeat.periodMax):
            raise self._refuse("frequency", "it does not say in what time")
        if unit is not None and unit not in ONCE:
            raise self._refuse("periodUnit", "this unit of time cannot be put into words")
        days, moments = self._days(repeat), self._moments(repeat)
        period, unit = _of_weeks(repeat) if days else (period, unit)
        times = self._times_of_day(repeat, moments)
        if coded:
            stated = (frequency or 1, period, unit) if unit else None
            if (stated and stated != coded[:3]) or (coded[3] and tuple(moments) != coded[3]):
                raise self._refuse("", "the code and the fields beside it say two things")
            if not stated:
                frequency, period, unit = coded[:3]
        often, per_week = self._rate(repeat, frequency, period, unit)
        self._agree(repeat, unit, per_week, days, [*moments, *times])
        if days and unit != "wk":
            per_week = Fraction(len(days)) * ((per_week or Fraction(max(len([*moments, *times]), 1) * 7)) / 7)
        elif per_week is None and [*moments, *times]:
            per_week = Fraction(7 * len([*moments, *times]))
        words = [*often, *self._said_days(days, unit), *times, *self._said_moments(repeat, moments)]
        if not words:
            raise self._refuse("", "it says neither how often nor when")
        return self._bounded(repeat, words, per_week)

    def _rate(
        self, repeat: Any, frequency: int | None, period: Decimal | None, unit: str | None
    ) -> tuple[list[str], Fraction | None]:
        if unit is None or period is None:
            return [], None
        number = number_of(period, self.document, (*self.steps, "period"))
        if number != int(number):
            raise self._refuse("period", "a part of a period cannot be put into words")
        most, longest = repeat.frequencyMax, repeat.periodMax
        if most is not None and most <= (frequency or 1):
            raise self._refuse("frequencyMax", "it is not more than the frequency")
        if longest is not None and (longest != int(longest) or longest <= number):
            raise self._refuse("periodMax", "it is not longer than the period, or no whole number")
        often = self._often(frequency or 1, most, int(number), int(longest) if longest else None, unit)
        return [often], Fraction(most or frequency or 1, int(number)) * A_WEEK[unit]

    def _often(self, frequency: int, most: int | None, period: int, longest: int | None, unit: str) -> str:
        """Return how often: “once a day”, “3 times a day”, “every 4 to 6 hours”."""
        if period == 1 and longest is None:
            if most:
                often = self.say.counted(OFTEN[unit], most)
                return self.say("{low} to {high}", low=self.say.number(frequency), high=often)
            return self.say(ONCE[unit]) if frequency == 1 else self.say.counted(OFTEN[unit], frequency)
        if frequency != 1 or most:
            raise self._refuse("frequency", "several times in several days cannot be put into words")
        span = say_span(longest or period, unit, self.say)
        if longest:
            span = self.say("{low} to {high}", low=self.say.number(period), high=span)
        return self.say("every {time}", time=span)

    def _days(self, repeat: Any) -> list[int]:
        codes = list(repeat.dayOfWeek or [])
        for number, code in enumerate(codes):
            if code not in DAYS or code in codes[:number]:
                raise self._refuse(f"dayOfWeek[{number}]", "this is no day of the week, or stands twice")
        return sorted(DAYS.index(code) for code in codes)

    def _moments(self, repeat: Any) -> list[str]:
        codes = list(repeat.when or [])
        for number, code in enumerate(codes):
            if code not in MOMENTS or code in codes[:number]:
                raise self._refuse(f"when[{number}]", "this moment cannot be put into words")
        if repeat.offset and (len(codes) != 1 or codes[0] not in WITH_OFFSET):
            raise self._refuse("offset", "the minutes belong to no one moment before or after which they lie")
        return codes

    def _times_of_day(self, repeat: Any, moments: list[str]) -> list[str]:
        found = list(repeat.timeOfDay or [])
        if found and moments:
            raise self._refuse("timeOfDay", "a time of day and a moment stand beside each other")
        for number, time in enumerate(found):
            if time is None or time.second or time in found[:number]:
                raise self._refuse(f"timeOfDay[{number}]", "a time with seconds, or twice, is no time to take it")
        return [self.say("at {time}", time=self.say.time(time)) for time in sorted(found)]

    def _agree(
        self, repeat: Any, unit: str | None, per_week: Fraction | None, days: list[int], said: list[str]
    ) -> None:
        """Refuse a frequency that is not that of the days, the times of day or the moments beside it."""
        if days and (unit in {"mo", "a"} or (unit == "d" and repeat.period != 1)):
            raise self._refuse("dayOfWeek", "days of the week and such a period say two things")
        if days and unit == "wk" and (repeat.frequency or 1) != len(days):
            raise self._refuse("dayOfWeek", "there are not as many days as the frequency says")
        specific = [each for each in said if each not in ANY_MEAL]
        if specific and len(said) > len(specific):
            raise self._refuse("when", "“a meal” and a moment of the day stand beside each other")
        if specific and per_week is not None and unit in {None, "d"} and not repeat.frequencyMax:
            if len(specific) != 1 and per_week != 7 * len(specific):
                raise self._refuse("frequency", "it is not the number of times of day that stand beside it")
            if len(specific) == 1 and per_week > 7:  # noqa: PLR2004 - days of a week
                raise self._refuse("frequency", "it is more than the one time of day that stands beside it")
        if unit == "h" and specific:
            raise self._refuse("periodUnit", "hours and a time of day say two things")

    def _said_days(self, days: list[int], unit: str | None) -> list[str]:
        if not days:
            return []
        names = self.say.all_of([self.say.weekday(day) for day in days])
        if unit == "wk":
            return [self.say("on {days}", days=names)]
        return [self.say("on {days} only", days=names)]

    def _said_moments(self, repeat: Any, moments: list[str]) -> list[str]:
        words = [self.say(MOMENTS[code]) for code in moments]
        if not words:
            return []
        if repeat.offset:
            hours, minutes = divmod(repeat.offset, 60)
            span = say_span(repeat.offset, "min", self.say) if minutes else say_span(hours, "h", self.say)
            return [self.say("{time} {moment}", time=span, moment=words[0])]
        return [self.say.all_of(words)]

    def _bounded(self, repeat: Any, words: list[str], per_week: Fraction | None) -> Times:
        """Add how long, and how many doses in all."""
        start, ends = None, bool(repeat.count)
        if repeat.boundsDuration or repeat.boundsRange:
            words.append(self.say("for {time}", time=self._length(repeat)))
            ends = True
        if repeat.boundsPeriod:
            start, end = (_day(getattr(repeat.boundsPeriod, field)) for field in ("start", "end"))
            if end and start and end < start:
                raise self._refuse("boundsPeriod", "it ends before it begins")
            if end:
                words.append(self.say("until {date}", date=self.say.date(end)))
                ends = True
        if repeat.count:
            words.append(self.say.counted(IN_ALL, repeat.count))
        return Times(tuple(words), per_week, start, ends)

    def _length(self, repeat: Any) -> str:
        if repeat.boundsDuration:
            return self._span(repeat.boundsDuration, "boundsDuration")
        low, high = repeat.boundsRange.low, repeat.boundsRange.high
        if low is None or high is None or _span_unit(low) != _span_unit(high):
            raise self._refuse("boundsRange", "the range lacks an end, or has two units")
        self._span(low, "boundsRange.low")
        return self.say("{low} to {high}", low=self.say.number(low.value), high=self._span(high, "boundsRange.high"))

    def _span(self, duration: Any, field: str) -> str:
        unit = _span_unit(duration)
        if unit not in SPANS or duration.comparator:
            raise self._refuse(field, "this length of time cannot be put into words")
        number = number_of(duration.value, self.document, (*self.steps, *field.split("."), "value"))
        if number != int(number):
            raise self._refuse(field, "a part of a day cannot be put into words")
        return say_span(number, unit, self.say)

    def _refuse(self, field: str, message: str) -> Exception:
        name, _, number = field.rstrip("]").partition("[")
        steps = (*self.steps, *([name] if name else []), *([int(number)] if number else []))
        return self.document.refuse(steps, "fhir-timing", message, HINT)


def _span_unit(duration: Any) -> str:
    word = (duration.unit or "").strip().casefold().rstrip("s")
    spelled = {"day": "d", "week": "wk", "month": "mo", "hour": "h", "year": "a", "minute": "min"}
    return str(duration.code or spelled.get(word) or "")


def _day(moment: Any) -> dt.date | None:
    return moment.date() if isinstance(moment, dt.datetime) else moment


def _of_weeks(repeat: Any) -> tuple[Any, Any]:
    """Return a period and its unit, on a named day: 7 days are a week."""
    if (repeat.period, repeat.periodUnit, repeat.periodMax) == (len(DAYS), "d", None):
        return 1, "wk"
    return repeat.period, repeat.periodUnit
