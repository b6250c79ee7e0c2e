"""What templates may put together: words and numbers of a sound size, in so many turns and letters and no more."""

from __future__ import annotations

import datetime as dt
import decimal
import functools
import re
from typing import TYPE_CHECKING, Any

from jinja2 import Undefined
from jinja2.exceptions import SecurityError
from markupsafe import Markup

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

TURNS = 2_000_000  # of loops, calls and files in one document; a leaflet takes 1,500
CALL, FILE = 4, 200  # what a call and a file that is put in take, in turns
LETTERS = 400_000_000  # drawn for one document, those of what is drawn in parts counted again; a leaflet takes 100,000
LONGEST = 10_000_000  # letters of one text, or entries of one list
WIDEST = 1000  # letters or digits that a format may ask for
BITS = 1024  # of a number
GREATEST = 100  # number that may be raised to a power, and power
SHOWN = (str, int, float, decimal.Decimal, dt.date, type(None), Undefined)
WIDE_FORMAT = re.compile(r"%(?:\([^)]*\))?[-#0 +]*(?:\d{4,}|\*|\d*\.(?:\d{4,}|\*))")


class Spent:
    """What the drawing of one document has taken so far."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.turns = self.drawn = 0
        self.sizes: dict[int, tuple[object, int]] = {}  # of lists, which are kept here meanwhile

    def turn(self, letters: int = 0, weight: int = 1) -> None:
        """Count a turn, or as many as what is done weighs, and the letters it draws.

        Raises:
            SecurityError: it is one too many.
        """
        self.turns += weight
        if self.turns > TURNS:
            message = "it goes round too often"
            raise SecurityError(message)
        self.letters(letters)

    def listed(self, made: Any) -> Any:
        """Return a list that a template has made, if it is not too large with all that it holds, however deep.

        Raises:
            SecurityError: it is.
        """
        if self._size(made) > LONGEST:
            _refuse_size()
        return made

    def _size(self, value: Any) -> int:
        """Return how many values there are in one; each list is looked through once, however often it is held."""
        if not isinstance(value, (list, tuple, dict)):
            return 1
        if id(value) not in self.sizes:
            within = value.values() if isinstance(value, dict) else value
            self.sizes[id(value)] = value, 1 + sum(map(self._size, within))
        return self.sizes[id(value)][1]

    def letters(self, count: int) -> None:
        """Count letters that are drawn.

        Raises:
            SecurityError: they are too many.
        """
        self.drawn += count
        if self.drawn > LETTERS:
            message = "it draws too much"
            raise SecurityError(message)


def shown(value: Any) -> Any:
    """Return a value that can be printed: words, a number, a day, or what is not there, which its reader refuses.

    Raises:
        SecurityError: it is something else; its print would tell of this machine, or have no end.
    """
    if isinstance(value, SHOWN):
        return value
    message = f"a {type(value).__name__} is no text"
    raise SecurityError(message)


def held(value: Any) -> Any:
    """Return a value that is not too large.

    Raises:
        SecurityError: it is.
    """
    if isinstance(value, (str, list, tuple)) and len(value) > LONGEST:
        _refuse_size()
    if isinstance(value, int) and value.bit_length() > BITS:
        _refuse_size()
    return value


def holding(function: Callable[..., Any]) -> Callable[..., Any]:
    """Return a filter whose result is held to a sound size."""

    @functools.wraps(function)
    def held_filter(*arguments: Any, **named: Any) -> Any:
        return held(function(*arguments, **named))

    return held_filter


def joined(values: Iterable[object], separator: str = "", attribute: None = None) -> str:
    """Return texts and numbers one after the other, as Jinja's ``join``; ``attribute`` is for ``map`` to read.

    Raises:
        SecurityError: one is no text, or they are too long together.
    """
    if attribute is not None:
        message = "join reads no attribute: write map(attribute=…) before it"
        raise SecurityError(message)
    pieces, size = [], 0
    for value in values:
        pieces.append(piece := str(shown(value)) if not isinstance(value, str) else value)
        size += len(piece) + len(separator)
        if size > LONGEST:
            _refuse_size()
    is_markup = any(isinstance(piece, Markup) for piece in (separator, *pieces))
    return (Markup("").join([separator]) if is_markup else separator).join(pieces)


def replaced(text: str, old: str, new: str) -> str:
    """Return a text with one stretch in the place of another, as Jinja's ``replace``.

    Raises:
        SecurityError: it would be too long.
    """
    if (len(text) + 1) * max(len(new), 1) > LONGEST:
        _refuse_size()
    return shown(text).replace(old, new)  # type: ignore[no-any-return]


def formatted(form: str, *values: object) -> str:
    """Return values in a form with ``%``.

    Raises:
        SecurityError: it asks for too much room, or a value is no text.
    """
    return _remainder(form, values[0] if len(values) == 1 else values)  # type: ignore[no-any-return]


def _sum(left: Any, right: Any) -> Any:
    return held(left + right)


def _product(left: Any, right: Any) -> Any:
    for some, times in ((left, right), (right, left)):
        if isinstance(some, (str, list, tuple)) and isinstance(times, int) and len(some) * times > LONGEST:
            _refuse_size()
    return held(left * right)


def _power(base: Any, exponent: Any) -> Any:
    if not isinstance(exponent, (int, float)) or max(abs(exponent), abs(base)) > GREATEST:
        _refuse_size()
    return held(base**exponent)


def _remainder(left: Any, right: Any) -> Any:
    if not isinstance(left, str):
        return left % right
    if WIDE_FORMAT.search(left):
        _refuse_size()
    for value in right if isinstance(right, tuple) else [right]:
        shown(value)
    return held(left % right)


def _refuse_size() -> Any:
    message = "it asks for something too large"
    raise SecurityError(message)


OPERATORS: dict[str, Callable[[Any, Any], Any]] = {"+": _sum, "*": _product, "**": _power, "%": _remainder}
OWN: dict[str, Callable[..., Any]] = {"join": joined, "replace": replaced, "format": formatted}
