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

DAYS_OF_A_WEEK = 7
MONTH, FORTNIGHT = Fraction(7, 30), Fraction(1, 2)
WEEKDAYS = re.compile(r"\b(mon|tues|wednes|thurs|fri|satur|sun)days?\b", re.IGNORECASE)
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
EVERY = re.compile(rf"\bevery (?:{COUNT} |(other|second) )?(day|week|month)s?\b", re.IGNORECASE)
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
        number = 2 if match[2] else _number(match[1] or "1")
        if match[3].lower() != "day" or number > 1:
            rates.add(_unit(match[3]) / number)
    at_once = max(len({match[0].lower() for match in PARTS_OF_A_DAY.finditer(plain)}), 1)
    days = {match[1].lower() for match in WEEKDAYS.finditer(plain)}
    if days:
        rates.add(Fraction(len(days)))
    if ALTERNATE.search(plain):
        rates.add(Fraction(7, 2))
    if re.search(r"\b(?:every day|each day|daily|(?:a|per) day|every \d+ hours)\b", plain, re.IGNORECASE):
        rates.add(Fraction(DAYS_OF_A_WEEK))
    if rates:
        return max(rates) * at_once  # the more often counts: “once a week … every day” is no weekly dose
    return Fraction(DAYS_OF_A_WEEK) if _says(DAILY, plain) else None


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
