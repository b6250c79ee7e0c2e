"""Amounts as the front matter states them: a number, a space, its unit, and for a liquid in how much of it."""

from __future__ import annotations

import re

NUMBER = r"\d[\d.,]*"
LIQUID = r" in \d[\d.]* ml"
AMOUNT = rf"{NUMBER}(?: to {NUMBER})? [A-Za-zµμ]+(?: (?!in\b)[A-Za-z]+)?"
STATED = re.compile(AMOUNT)
STATED_STRENGTH = re.compile(rf"{AMOUNT}(?:{LIQUID})?")
UNIT = r"(?:mg|mcg|micrograms?|g|ml|mmol|units?|iu|puffs?|tablets?|capsules?)\b"
RUN_TOGETHER = re.compile(rf"(?<=\d)\s*(?={UNIT})", re.IGNORECASE)
DASH = re.compile(r"(?<=\d)\s?[-–—]\s?(?=\d)")
IN_LIQUID = re.compile(r"\s?(?:/|\bper\b|\bin\b|\bin each\b)\s?(?P<number>\d[\d.]*)?\s?ml\b", re.IGNORECASE)
PARTED = re.compile(r"(?:,\s+|;\s*|\s+and\s+|,\s*(?=\d+(?:\.\d+)?\s?[a-z]))")


def stated(value: object, *, strengths: bool) -> tuple[str, ...] | None:
    """Return amounts in the way the front matter writes them; None where one of them cannot be read.

    A single text may hold several: “5 mg, 10 mg”. What other programs write, “500mg” or “125mg/5mL”, is read too.
    """
    parts = PARTED.split(value) if isinstance(value, str) else value
    if not isinstance(parts, list | tuple) or not all(isinstance(part, str) for part in parts):
        return None
    told = tuple(_told(part) for part in parts)
    pattern = STATED_STRENGTH if strengths else STATED
    return told if all(pattern.fullmatch(each) for each in told) else None


def _told(written: str) -> str:
    told = RUN_TOGETHER.sub(" ", DASH.sub(" to ", " ".join(written.split())))
    return IN_LIQUID.sub(lambda match: f" in {match['number'] or 1} ml", told)
