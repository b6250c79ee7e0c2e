"""The numbers of lists written in HTML, counted a second time: ``<ol start="3">``, ``type``, ``reversed``, ``value``.

Source: HTML 4.4.5, ordinal value. Nothing here takes part in the first reading.
"""

from __future__ import annotations

import dataclasses
import re
import string

TAG = re.compile(r"<(/?)(ol|ul|li)\b([^<>]*)>", re.IGNORECASE)
FIELD = re.compile(r"(start|type|value|reversed)\b(?:\s*=\s*[\"']?([+-]?\w*))?", re.IGNORECASE)
ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"))
SMALL_ROMAN = ((9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
MOST_ROMAN = 3999


@dataclasses.dataclass(slots=True)
class _List:
    ordered: bool
    fields: dict[str, str]
    items: list[tuple[int, dict[str, str]]] = dataclasses.field(default_factory=list)


def counted(text: str) -> dict[int, str]:
    """Return the mark of each item of an ordered list in HTML by the place where its tag ends."""
    done: list[_List] = []
    inside: list[_List] = []
    for tag in TAG.finditer(text):
        name, closes = tag[2].lower(), bool(tag[1])
        fields = {each[1].lower(): each[2] or "" for each in FIELD.finditer(tag[3])}
        if name == "li" and inside and not closes:
            inside[-1].items.append((tag.end(), fields))
        elif name != "li" and closes and inside:
            inside.pop()
        elif name != "li" and not closes:
            inside.append(_List(name == "ol", fields))
            done.append(inside[-1])
    return {end: mark for each in done if each.ordered for end, mark in _marks(each)}


def _marks(found: _List) -> list[tuple[int, str]]:
    step = -1 if "reversed" in found.fields else 1
    number = _number(found.fields.get("start", ""), len(found.items) if step < 0 else 1)
    marks = []
    for end, fields in found.items:
        number = _number(fields.get("value", ""), number)
        marks.append((end, f"{_written(number, fields.get('type') or found.fields.get('type') or '1')}."))
        number += step
    return marks


def _number(text: str, otherwise: int) -> int:
    return int(text) if re.fullmatch(r"[+-]?\d{1,6}", text) else otherwise


def _written(number: int, kind: str) -> str:
    """Return a number as figures, letters (``a`` … ``z``, ``aa``) or Roman figures, by the type of its list."""
    if kind in {"a", "A"} and number > 0:
        letters = ""
        while number:
            number, letter = divmod(number - 1, 26)
            letters = string.ascii_lowercase[letter] + letters
        return letters.upper() if kind == "A" else letters
    if kind in {"i", "I"} and 0 < number <= MOST_ROMAN:
        figures = ""
        for value, figure in (*ROMAN, *SMALL_ROMAN):
            figures += figure * (number // value)
            number %= value
        return figures.upper() if kind == "I" else figures
    return str(number)
