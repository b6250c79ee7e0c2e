"""Toner, ink and waste: how much of each a printer says is left."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any, TypeVar

from handouts.printing.values import integers, listed_texts, texts

if TYPE_CHECKING:
    from collections.abc import Mapping

Value = TypeVar("Value")

LOW_PERCENT = 10  # where a printer names no limit of its own
MOST_PERCENT = 100
MOST_SUPPLIES = 40


@dataclasses.dataclass(frozen=True, slots=True)
class Supply:
    """What runs out; ``level`` is what is left in percent (of a waste tank: the room that is left), None if unknown."""

    name: str
    kind: str
    level: int | None
    low: bool


def read_supplies(attributes: Mapping[str, Any]) -> tuple[Supply, ...]:
    """Return the supplies by CUPS's marker attributes, or else by printer-supply (PWG 5100.13)."""
    return (_by_markers(attributes) or _by_supply(attributes))[:MOST_SUPPLIES]


def _by_markers(attributes: Mapping[str, Any]) -> tuple[Supply, ...]:
    names, kinds = (listed_texts(attributes, f"marker-{each}") for each in ("names", "types"))
    levels, lows, highs = (integers(attributes, f"marker-{each}") for each in ("levels", "low-levels", "high-levels"))
    found = []
    for index, name in enumerate(names):
        kind, level = _at(kinds, index, ""), _percent(_at(levels, index, -1))
        low = _at(lows, index, 0)
        if "waste" in kind.lower():  # CUPS counts how full a tank is, and sets a limit above
            level = None if level is None else MOST_PERCENT - level
            low = MOST_PERCENT - _at(highs, index, MOST_PERCENT)
        found.append(Supply(name, kind, level, level is not None and level <= (low or LOW_PERCENT)))
    return tuple(found)


def _by_supply(attributes: Mapping[str, Any]) -> tuple[Supply, ...]:
    names = listed_texts(attributes, "printer-supply-description")
    found = []
    for index, row in enumerate(texts(attributes, "printer-supply")):
        fields = dict(each.split("=", 1) for each in row.split(";") if "=" in each)
        kind, colour = fields.get("type", ""), fields.get("colorantname", "")
        level, most = (_whole(fields.get(each, "")) for each in ("level", "maxcapacity"))
        if fields.get("unit", "percent") != "percent" and most > 0 <= level:
            level = level * MOST_PERCENT // most
        left = _percent(level)
        name = _at(names, index, "") or " ".join(each for each in (colour, kind) if each)
        found.append(Supply(name, kind, left, left is not None and left <= LOW_PERCENT))
    return tuple(found)


def _percent(level: int) -> int | None:
    """Return a level; below nothing is IPP's way to say that it is not known."""
    return level if 0 <= level <= MOST_PERCENT else None


def _whole(text: str) -> int:
    try:
        return int(text[:9])
    except ValueError:
        return -1


def _at(values: tuple[Value, ...], index: int, otherwise: Value) -> Value:
    return values[index] if index < len(values) else otherwise
