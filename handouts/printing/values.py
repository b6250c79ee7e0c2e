"""Values of IPP attributes, which may be anything: of the kind asked for, safe to show, cut to a length."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

MOST_VALUES = 1_000
MOST_LETTERS = 1_023  # the longest text or address of RFC 8011


def texts(attributes: Mapping[str, Any], name: str) -> tuple[str, ...]:
    """Return the values that are text and not empty; what would steer a terminal is written out."""
    return tuple(dict.fromkeys(each for each in listed_texts(attributes, name) if each))


def listed_texts(attributes: Mapping[str, Any], name: str) -> tuple[str, ...]:
    """Return a text for each value, so that a list beside it can be read along with it."""
    return tuple(readable(each) if isinstance(each, str | bytes) else "" for each in _values(attributes, name))


def readable(value: str | bytes) -> str:
    """Return a text on one line, every character that cannot be seen written as its number."""
    text = value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)
    line = " ".join(text[:MOST_LETTERS].split())
    return "".join(each if each.isprintable() else f"\\x{ord(each):02x}" for each in line)


def without_user(address: str) -> str:
    """Return an address without user and password; of one that is wrongly written, all before its last @ is taken."""
    scheme, slashes, rest = address.partition("//")
    return f"{scheme}//{rest.rpartition('@')[2]}" if slashes else address


def integers(attributes: Mapping[str, Any], name: str) -> tuple[int, ...]:
    """Return the values that are whole numbers, or an enum's."""
    return tuple(int(each) for each in _values(attributes, name) if _is_number(each))


def last_of_range(attributes: Mapping[str, Any], name: str, *, otherwise: int) -> int:
    """Return the upper end of the ranges and numbers."""
    values = _values(attributes, name)
    ends = [end for each in values if isinstance(each, tuple | list) for end in each if _is_number(end)]
    return max((*ends, *integers(attributes, name)), default=otherwise)


def flag(attributes: Mapping[str, Any], name: str, *, otherwise: bool) -> bool:
    """Return yes or no, or what holds where neither is said."""
    return next((each for each in _values(attributes, name) if isinstance(each, bool)), otherwise)


def collections(attributes: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    """Return the values that have attributes of their own."""
    return [each for each in _values(attributes, name) if isinstance(each, Mapping)]


def _values(attributes: Mapping[str, Any], name: str) -> tuple[Any, ...]:
    value = attributes.get(name, ())
    return tuple(value[:MOST_VALUES]) if isinstance(value, tuple | list) else (value,)


def _is_number(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)
