"""TOML that a stranger may have written; a key of thousands of names is refused before it is a thousand levels."""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

MOST_NAMES = 30  # with dots between them; a hundred kilobytes of them take gigabytes
DOTTED = re.compile(rf"""(?<![\w-])(?:(?:[\w-]++|"[^"\n]*+"|'[^'\n]*+')[ \t]*+\.[ \t]*+){{{MOST_NAMES}}}""")


def read_toml(text: str, parse_float: Callable[[str], Any] = float) -> dict[str, Any]:
    """Return the values that a text holds.

    Raises:
        TOMLDecodeError: it is not TOML, or holds what stands too deep; the message says the line and column.
        ValueError: a number has too many digits.
        RecursionError: lists or groups stand too deep in each other.
    """
    if found := DOTTED.search(text):
        line, column = text.count("\n", 0, found.start()) + 1, found.start() - text.rfind("\n", 0, found.start())
        message = f"More than {MOST_NAMES} names stand with dots between (at line {line}, column {column})"
        raise tomllib.TOMLDecodeError(message)
    return tomllib.loads(text, parse_float=parse_float)
