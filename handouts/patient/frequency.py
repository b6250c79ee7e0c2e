"""How often: a patient's times and a text's, as so many times a week."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING

from handouts.model.language import is_english
from handouts.patient.timing import ONCE

if TYPE_CHECKING:
    from handouts.leaflet.wording import Wording
    from handouts.model.monograph import Monograph

DAYS_OF_A_WEEK, HOURS_OF_A_DAY = 7, 24
MONTH, FORTNIGHT = Fraction(7, 30), Fraction(1, 2)
DAY_NAMES = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
WEEKDAY = r"(?:(?i:(?:mon|tues|wednes|thurs|fri|satur|sun)days?)|Mon|Tues?|Wed|Thu(?:rs?)?|Fri|Sat|Sun)"
WEEKDAYS = re.compile(rf"\b({WEEKDAY})\b(?:\s?(?:to|until|till|through|[-–])\s?({WEEKDAY})\b)?")
DENIED = re.compile(
    r"\b(?:not|never|no more than|rather than|instead of)(?: (?:take|use|inject))?(?: it)?"
    r" (?:every day|each day|daily|once a day|every (?:night|morning|evening))\b",
    re.IGNORECASE,
)
NUMBERS = {"once": 1, "one": 1, "twice": 2, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
COUNT = r"(\d+|once|twice|one|two|three|four|five|six)"
A_WEEK = re.compile(
    rf"\b{COUNT}(?: times?| doses?| days?)? (?:a|per|each|every|in a) (week|fortnight|month|year)\b", re.IGNORECASE
)
EVERY = re.compile(rf"\bevery (?:{COUNT} |(other|second) |(third) )?(day|week|month)s?\b", re.IGNORECASE)
HOURS = re.compile(r"\bevery (\d+)(?: to \d+)? hours\b", re.IGNORECASE)
OTHER_DAYS = re.compile(
    r"\b(?:(?:the|all|all the|on) (?:other|remaining) days|rest of the week|the other (?:four|five|six|\d) days)\b",
    re.IGNORECASE,
)
LY = re.compile(r"\b(?:(twice)[- ]|once[- ])?(weekly|fortnightly|monthly)\b", re.IGNORECASE)
PARTS_OF_A_DAY = re.compile(r"\b(?:morning|noon|afternoon|evening|night|bedtime|\d{1,2}[:.]\d\d)\b", re.IGNORECASE)
ALTERNATE = re.compile(r"\b(?:alternate days|every other day|every second day)\b", re.IGNORECASE)
DAY = r"(?:a|per|each|every|in a) (?:day|night|morning|evening)"
MEAL = r"(?:your |the )?evening meal|breakfast|lunch|meals?|food|dinner|supper"
DAILY = (
    DAY,
    r"daily|nightly|in 24 hours|every \d+(?: to \\d+)? hours",
    "(?:in the|at) (?:morning|evening|afternoon|night|noon)|bedtime|going to sleep",
    rf"(?:with|before|after) (?:{MEAL})|mealtimes?",
    r"at \d|\d{1,2}[:.]\d\d|\d ?[ap]m",
)
TAKEN = re.compile(
    r"\b(?:takes?|use|inject|apply|put|change|swallow|given|taken|injected|doses?)\b|"
    r"\b(?:have|has|gets?|gives?|receive)\b(?=.{0,40}?(?:\d ?(?:mg|micrograms|g|ml|units)|injection|infusion)\b)",
    re.IGNORECASE,
)
OTHER = re.compile(r"\b(?:tests?|tested|visits?|checks?|checked|appointments?|folic)\b", re.IGNORECASE)
THINGS = "times?|doses?|puffs?|tablets?|capsules?|mg|ml|units"
SAYS_DAILY = (
    rf"(?:once|twice|one|two|three|four|\d+)(?: (?:{THINGS}))* (?:a|per|each|every) (?:day|night)",
    "every day|each day|(?:once |twice )?daily",
)
SAYS_WEEKLY = ("(?:once|one (?:dose|day|time)) (?:a|per|each|every) week", "(?:once[- ])?weekly")


def _says(patterns: tuple[str, ...], text: str) -> bool:
    return any(re.search(rf"\b(?:{pattern})\b", text, re.IGNORECASE) for pattern in patterns)


def per_week(text: str, say: Wording) -> Fraction | None:
    """Return how often a week a patient takes it, by the words of a nurse; None where they do not say it.

    In other languages than English only “once a week” and the names of the days are known.
    """
    if not is_english(say.language):
        return _by_catalogue(text, say)
    plain = DENIED.sub(" ", text)
    rates = {_rate(match[1], match[2]) for match in A_WEEK.finditer(plain)}
    rates |= {Fraction(2 if match[1] else 1) * _unit(match[2][:-2]) for match in LY.finditer(plain)}
    for match in EVERY.finditer(plain):
        number = 2 if match[2] else 3 if match[3] else _number(match[1] or "1")
        if match[4].lower() != "day" or number > 1:
            rates.add(_unit(match[4]) / number)
    at_once = max(len({match[0].lower() for match in PARTS_OF_A_DAY.finditer(plain)}), 1)
    if days := weekdays_named(plain):
        rates.add(Fraction(len(days)))
    if ALTERNATE.search(plain):
        rates.add(Fraction(7, 2))
    hours = [int(match[1]) for match in HOURS.finditer(plain)]
    rates |= {Fraction(DAYS_OF_A_WEEK * HOURS_OF_A_DAY, max(number, HOURS_OF_A_DAY)) for number in hours}
    if OTHER_DAYS.search(plain) or re.search(r"\b(?:every day|each day|daily|(?:a|per) day)\b", plain, re.IGNORECASE):
        rates.add(Fraction(DAYS_OF_A_WEEK))
    if rates:
        return max(rates) * at_once  # the more often counts: “once a week … every day” is no weekly dose
    return Fraction(DAYS_OF_A_WEEK) if _says(DAILY, plain) else None


def weekdays_named(text: str) -> frozenset[str]:
    """Return the days of the week a text names, with those between two: “Monday to Friday” (English)."""
    found = set[str]()
    for match in WEEKDAYS.finditer(text):
        first, last = (DAY_NAMES.index((name or match[1])[:3].casefold()) for name in match.group(1, 2))
        found |= {DAY_NAMES[(first + number) % DAYS_OF_A_WEEK] for number in range((last - first) % DAYS_OF_A_WEEK + 1)}
    return frozenset(found)


def _rate(count: str, unit: str) -> Fraction:
    return _number(count) * _unit(unit)


def _number(count: str) -> int:
    return NUMBERS.get(count.casefold()) or max(int(count), 1)


def _unit(name: str) -> Fraction:
    return {
        "week": Fraction(1),
        "fortnight": FORTNIGHT,
        "month": MONTH,
        "year": MONTH / 12,
        "day": Fraction(DAYS_OF_A_WEEK),
    }[name.casefold()]


def _by_catalogue(text: str, say: Wording) -> Fraction | None:
    folded = text.casefold()
    days = say.weekdays_in(text)
    weekly, daily = (say(ONCE[unit]).casefold() in folded for unit in ("wk", "d"))
    if daily:
        return Fraction(DAYS_OF_A_WEEK)
    return Fraction(len(days) or 1) if days or weekly else None


def is_weekly_text(text: str, monograph: Monograph) -> bool:
    """Tell whether a monograph's medicine is taken once a week, by its schedule or its text of doses (English)."""
    schedule = monograph.metadata.schedule
    if schedule is not None:
        return schedule.is_weekly
    plain = DENIED.sub(" ", text)
    return is_english(monograph.language) and _says(SAYS_WEEKLY, plain) and not _says(SAYS_DAILY, plain)


def is_daily_text(text: str, monograph: Monograph) -> bool:
    """Tell whether it is taken every day, for a while at least, and nowhere once a week."""
    schedule = monograph.metadata.schedule
    if schedule is not None:
        return schedule.is_daily
    plain = DENIED.sub(" ", text)
    return is_english(monograph.language) and _says(SAYS_DAILY, plain) and not _says(SAYS_WEEKLY, plain)


def rates_apart(text: str, monograph: Monograph) -> frozenset[Fraction]:
    """Return how often a week a medicine is taken that is not taken every day; nothing where it is, or none says so.

    A text counts where it tells to take it (English), not where it tells to be tested.
    """
    schedule = monograph.metadata.schedule
    if schedule is not None:
        days = len(schedule.weekday) or Fraction(DAYS_OF_A_WEEK, schedule.every_days or 1)
        return frozenset({Fraction(days)} if days < DAYS_OF_A_WEEK else ())
    plain = DENIED.sub(" ", text)
    if not is_english(monograph.language) or _says(SAYS_DAILY, plain):
        return frozenset()
    told = [
        sentence for sentence in re.split(r"[\n.;]", plain) if TAKEN.search(sentence) and not OTHER.search(sentence)
    ]
    found = {Fraction(7, 2) for sentence in told if ALTERNATE.search(sentence)}
    for sentence in told:
        found |= {_rate(match[1], match[2]) for match in A_WEEK.finditer(sentence)}
        for match in EVERY.finditer(sentence):
            number = 2 if match[2] else 3 if match[3] else _number(match[1] or "1")
            found.add(_unit(match[4]) / number)
        found |= {Fraction(2 if match[1] else 1) * _unit(match[2][:-2]) for match in LY.finditer(sentence)}
        hours = [int(match[1]) for match in HOURS.finditer(sentence)]
        found |= {Fraction(DAYS_OF_A_WEEK * HOURS_OF_A_DAY, number) for number in hours}
    return frozenset(found) if found and max(found) < DAYS_OF_A_WEEK else frozenset()
