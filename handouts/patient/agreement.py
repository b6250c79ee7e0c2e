"""Whether a dose and its times, as a nurse writes them, agree with each other and with the text (English)."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING

from handouts.errors import Place, Problem
from handouts.patient.amounts import IN_WORDS
from handouts.patient.frequency import per_week, weekdays_named

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handouts.leaflet.wording import Wording
    from handouts.model.monograph import Monograph

DESPITE = 'Check it with the prescriber; if it is right, add --despite "why".'
WORDS = {"once": 1, "twice": 2, "thrice": 3, "zero": 0, "no": 0, "seven": 7, "eight": 8, "ten": 10, **IN_WORDS}
HOW_MANY = rf"(\d+|{'|'.join(sorted((word for word in WORDS if ' ' not in word), key=len, reverse=True))})"
SPAN = r"(?:(?:a|per|each|every|in (?:a|one|any)) day|daily|(?:in|every) 24 hours|nightly)"
A_DAY = re.compile(rf"\b(?:{HOW_MANY}(?: times?| doses?)? )?{SPAN}\b", re.IGNORECASE)
A_DAY_OF_TEXT = re.compile(rf"\b{HOW_MANY}(?: times?| doses?)? {SPAN}\b", re.IGNORECASE)
HOURS = re.compile(rf"\bevery (?:{HOW_MANY} )?(?:to {HOW_MANY} )?hours?\b", re.IGNORECASE)
MOMENTS = re.compile(
    r"\b(?:(mornings?|breakfast)|(noon|lunch)|(evenings?|supper|dinner)|(nights?|bedtime))\b", re.IGNORECASE
)
CIPHER = re.compile(
    r"\b\d+\s?[x×]|\b[x×]\s?\d|\bq\.?\s?\d|\b\d-\d-\d|\d\s?/|/\s?(?:\d|day|d\b|week|wk|h)", re.IGNORECASE
)
EITHER_DAYS = re.compile(r"\bevery other day\b", re.IGNORECASE)
NO_TIMES = re.compile(r"\b(?:0|zero|no) (?:times?|doses?)\b", re.IGNORECASE)
NEEDED = re.compile(r"\b(?:as|when|if|only) (?:needed|required|necessary|you need)\b", re.IGNORECASE)
MOST = re.compile(r"\b(?:at most|most|no more|not more|maximum|max|up to)\b.*\d|\bevery .*hour", re.IGNORECASE)
AGAIN = re.compile(
    rf"\b(?:(?!once|one|1\b){HOW_MANY} (?:times|doses)|twice|thrice|apart|(?:next|following) day|day after|"
    r"every week ?days?|week ?days)\b",
    re.IGNORECASE,
)
LASTING = re.compile(r"\bcontinuous(?:ly)?\b|\bwith(?:out| no) (?:a )?(?:break|pause|rest)\b|\bno break", re.IGNORECASE)
DAYS = re.compile(r"\b(?:days? (\d+)(?: ?(?:to|-|–) ?(\d+))?|(\d+) days?)\b", re.IGNORECASE)
NUMBER = r"(\d[\d,]*(?:\.\d+)?|half an?|one and a half|one|two|three|four|five|six|seven|eight|nine|ten)"
TWO_DOSES = re.compile(rf"\b{NUMBER} ?([a-z]+), ?{NUMBER} ?([a-z]+)$", re.IGNORECASE)
OTHER_NAME = re.compile(  # stems of international names (WHO), or a name with a capital inside the words
    r"\b([a-z]*(?:olide|domide|olone|sone|sartan|statin|olol|cillin|mycin|azole|xaban|gliptin|gliflozin|formin|mab|nib|"
    r"trexate|pril|dipine|prazole|cycline|floxacin|thyroxine|farin)|(?<=[a-z0-9] )[A-Z][a-z]+[A-Za-z]*)\b"
)
CALENDAR = re.compile(r"(?:mon|tues|wednes|thurs|fri|satur|sun)days?|mg|ml", re.IGNORECASE)
SHORTEST_NAME, MOST_A_DAY, TIMES_OFTENER = 5, 24, 2


def disagreements(  # noqa: PLR0913, PLR0917 - the words, and all they are held against
    dose: str, times: str, monograph: Monograph, text: str, say: Wording, places: tuple[Place, Place]
) -> Iterator[Problem]:
    """Return where the words of a dose and of its times contradict each other, the text or arithmetic."""
    at_dose, at_times = places
    told = f"{dose}; {times}"
    if CIPHER.search(told):
        message = "times: figures beside a sign (1x, x1, q24h, 1-0-0, /day) are misread."
        yield Problem("dose-unread", message, 'Write it out: "once a day".', at_times)
        return
    if EITHER_DAYS.search(told) and weekdays_named(told):
        message = "times: beside a day of the week, “every other day” may be all the others or each second one."
        yield Problem("dose-unread", message, 'Write "on the other days", or name them.', at_times)
        return
    often = times_a_day(told)
    if NO_TIMES.search(told) or (often is not None and not 0 < often <= MOST_A_DAY):
        yield Problem("dose-contradicts", "times: so many times a day cannot be meant.", DESPITE, at_times)
        return
    if _two_ways(dose, times, say):
        message = "times: “dose” and “times” say two things about how often or when."
        yield Problem("dose-contradicts", message, "Say how often once, in “times”.", at_times)
    if TWO_DOSES.search(dose):
        message = "dose: nobody can tell which of two amounts holds, or when."
        yield Problem("dose-contradicts", message, "Write one amount, or when each is taken.", at_dose)
    if _names_another(dose, monograph):
        message = "dose: a word in it may be the name of another medicine."
        yield Problem("other-medicine", message, f"Leave the name out. {DESPITE}", at_dose)
    if NEEDED.search(told) and (monograph.metadata.schedule or (often is None and not MOST.search(told))):
        message = "times: “when needed” without the most in a day, or for a medicine with a schedule."
        yield Problem("dose-unlimited", message, f'Add "at most 4 times a day". {DESPITE}', at_times)
    yield from _schedule_problems(told, monograph, at_times)
    most = _most_a_day(text)
    factor = 1 if monograph.metadata.schedule else TIMES_OFTENER
    if often is not None and most is not None and often > most * factor:
        yield Problem("dose-schedule", "times: it is more often than the text says.", DESPITE, at_times)


def times_a_day(words: str) -> Fraction | None:
    """Return how often a day at most, where the words say so."""
    counts = [Fraction(_count(match[1] or "1")) for match in A_DAY.finditer(words)]
    counts += [Fraction(24, max(_count(match[1] or "1"), 1)) for match in HOURS.finditer(words)]
    return max(counts, default=None) if all(counts) else Fraction(0)


def _most_a_day(text: str) -> Fraction | None:
    counts = [Fraction(_count(match[1])) for match in A_DAY_OF_TEXT.finditer(text)]
    counts += [Fraction(24, max(_count(match[1] or "1"), 1)) for match in HOURS.finditer(text)]
    return max(counts, default=None)


def _two_ways(dose: str, times: str, say: Wording) -> bool:
    one, other = times_a_day(dose), times_a_day(times)
    moments, others = _moments(dose), _moments(times)
    one, other = one or (Fraction(len(moments)) or None), other or (Fraction(len(others)) or None)
    if (one and other and one != other) or (moments and others and moments != others):
        return True
    weekly, also = per_week(dose, say), per_week(times, say)
    return weekly is not None and also is not None and weekly != also and (weekly < 7 or also < 7)  # noqa: PLR2004


def _moments(words: str) -> frozenset[int]:
    return frozenset(match.lastindex or 0 for match in MOMENTS.finditer(words))


def _names_another(dose: str, monograph: Monograph) -> bool:
    metadata = monograph.metadata
    own = " ".join((metadata.title or "", metadata.generic_name or "", *metadata.brand_names)).casefold()
    return any(
        len(match[1]) >= SHORTEST_NAME and match[1].casefold() not in own and not CALENDAR.fullmatch(match[1])
        for match in OTHER_NAME.finditer(dose[:1].lower() + dose[1:])
    )


def _schedule_problems(told: str, monograph: Monograph, place: Place) -> Iterator[Problem]:
    """Hold words against the schedule of the front matter: its cycle, its one day a week."""
    schedule = monograph.metadata.schedule
    if schedule is None:
        return
    named = weekdays_named(told)
    if named and schedule.weekday and named != {day[:3].casefold() for day in schedule.weekday}:
        yield Problem("dose-schedule", "times: the schedule of the front matter has other weekdays.", DESPITE, place)
    if schedule.is_weekly and AGAIN.search(told):
        yield Problem("dose-schedule", "times: the text says once a week; this is more often.", DESPITE, place)
    stretch = schedule.stretches[0] if len(schedule.stretches) == 1 else None
    if stretch is None or schedule.is_weekly or not stretch.take_days or not stretch.rest_days:
        return
    own = {1, stretch.take_days, stretch.take_days + 1, stretch.rest_days, stretch.days}
    other = {int(number) for match in DAYS.finditer(told) for number in match.groups() if number} - own
    whole = re.search(rf"\b(?:to|for) {stretch.days}(?: days)?\b", told)
    if LASTING.search(told) or other or whole:
        yield Problem("dose-schedule", "times: the schedule of the front matter has other days.", DESPITE, place)


def _count(word: str) -> int:
    return int(WORDS[word.casefold()]) if word.casefold() in WORDS else int(word)
