"""Which change of an amount, a time or a frequency is a slip that kills: ten times as much, or another unit."""

from __future__ import annotations

import math
import re
from typing import NamedTuple

SCALE = {  # how much of the first unit of its kind each holds
    "mass": {"microgram": 1.0, "mcg": 1.0, "µg": 1.0, "μg": 1.0, "mg": 1e3, "milligram": 1e3, "g": 1e6, "gram": 1e6},
    "more mass": {"nanogram": 1.0, "ng": 1.0, "kg": 1e12, "kilogram": 1e12},
    "volume": {"ml": 1.0, "millilitre": 1.0, "milliliter": 1.0, "l": 1e3, "litre": 1e3, "liter": 1e3, "dl": 1e2},
    "activity": {"unit": 1.0, "iu": 1.0},
    "substance": {"mmol": 1.0, "millimole": 1.0, "micromole": 1e-3, "µmol": 1e-3},
    "time": {"minute": 1.0, "hour": 60.0, "day": 1440.0, "week": 10080.0, "month": 43800.0, "year": 525600.0},
    "temperature": {"°c": 1.0, "°f": 1.0},
    "times": {"time": 1.0},
}
KIND = {unit: kind for kind, units in SCALE.items() for unit in units}
WORDS = "half one two three four five six seven eight nine ten eleven twelve".split()  # noqa: SIM905 - easier to read
COUNT = {word: number or 0.5 for number, word in enumerate(WORDS)}
NUMBER = rf"\d[\d,]*+(?:\.\d++)?|{'|'.join(WORDS)}"
UNIT = "|".join(sorted(map(re.escape, KIND), key=len, reverse=True))
QUANTITY = re.compile(rf"(?<![\w.])(?P<number>{NUMBER})[\s-]*(?P<unit>{UNIT})s?(?!\w)", re.IGNORECASE)
EVERY = re.compile(
    r"\b(?:(?:a|per|each|every) (?P<period>hour|day|week|month|year)|(?P<ly>hourly|daily|weekly|monthly|yearly))\b",
    re.IGNORECASE,
)
LY = {"hourly": "hour", "daily": "day", "weekly": "week", "monthly": "month", "yearly": "year"}
SAME = 0.001


class Quantity(NamedTuple):
    """A number with its unit, in the first unit of its kind."""

    kind: str
    unit: str
    value: float


def is_jump(before: str, after: str) -> bool:
    """Tell whether between two versions of some words an amount became ten times otherwise, or has another unit."""
    old, new = _quantities(before), _quantities(after)
    if len(old) == len(new) and any(_jumps(one, other) for one, other in zip(old, new, strict=True)):
        return True
    often, now = _periods(before), _periods(after)
    return len(often) == len(now) and often != now


def _quantities(words: str) -> list[Quantity]:
    found = []
    for match in QUANTITY.finditer(words):
        unit, number = match["unit"].casefold(), match["number"].casefold()
        value = COUNT[number] if number in COUNT else float(number.replace(",", ""))
        kind = KIND[unit]
        found.append(Quantity(kind, unit, value * SCALE[kind][unit]))
    return found


def _jumps(one: Quantity, other: Quantity) -> bool:
    if one.kind != other.kind:
        return True
    if not one.value or not other.value or abs(one.value - other.value) <= SAME * one.value:
        return False
    power = math.log10(other.value / one.value)
    is_scaled = SCALE[one.kind][one.unit] != SCALE[one.kind][other.unit]
    return abs(power - round(power)) < SAME or is_scaled


def _periods(words: str) -> list[str]:
    return [(match["period"] or LY[match["ly"].casefold()]).casefold() for match in EVERY.finditer(words)]
