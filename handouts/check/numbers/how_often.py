"""How many times a day a sentence tells: by a number of times, by hours, by the parts of a day."""

from __future__ import annotations

import re

from handouts.check.medicine.amounts import COUNT, Frequency, number_of, times_of

EVERY = rf"(?:every|each) (?P<hours>{COUNT})(?:[ -]hours?|-hourly)\b(?! (?:to|or|between))"
HOURS = re.compile(rf"\b(?:{EVERY}|(?P<hourly>{COUNT})[ -]hourly\b)", re.IGNORECASE)
A_DAY = 24.0


def often_in(sentence: str) -> list[Frequency]:
    """Return every number of times a day of a sentence; “every 6 hours” is four times."""
    return sorted((*times_of(sentence), *often_by_hours(sentence)), key=lambda each: each.start)


def often_by_hours(sentence: str) -> list[Frequency]:
    """Return what “every 6 hours” and “6-hourly” make in a day."""
    return [
        Frequency(A_DAY / hours, *match.span())
        for match in HOURS.finditer(sentence)
        if 0 < (hours := number_of(match["hours"] or match["hourly"])) <= A_DAY
    ]
