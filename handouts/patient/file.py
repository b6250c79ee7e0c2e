"""A patient's file from disk to values, with the line each value stands on."""

from __future__ import annotations

import dataclasses
import decimal
import errno
import json
import os
import re
import tomllib
from typing import TYPE_CHECKING, Any, NoReturn

from handouts.errors import ContentError, Place, Problem
from handouts.model.toml_text import read_toml
from handouts.store.plain_files import read

if TYPE_CHECKING:
    import pathlib
    from collections.abc import Mapping

Steps = tuple[int | str, ...]

LARGEST = 4 << 20  # bytes; a record of one patient with pictures has less
TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\]:,]|[^\s{}\[\]:,"]+')
MOST_DIGITS = 12  # of a number; more are no dose


@dataclasses.dataclass(frozen=True)
class Document:
    """A patient's file: its values, and on which line each stands. Printed or logged, it shows its path alone."""

    path: str
    values: Mapping[str, Any] = dataclasses.field(repr=False)
    lines: Mapping[Steps, int] = dataclasses.field(repr=False)

    def place(self, steps: Steps = ()) -> Place:
        """Return where a value stands, or where the nearest one around it does."""
        known = (self.lines.get(steps[:length]) for length in range(len(steps), -1, -1))
        return Place(self.path, next((line for line in known if line), 0))

    def refuse(self, steps: Steps, code: str, message: str, hint: str) -> ContentError:
        """Return the error that a value of this file is wrong; the message must not hold the value."""
        path = written(steps)
        said = f"{path}: {message}" if path else message[:1].upper() + message[1:]
        return ContentError(Problem(code, f"{said}.", hint, self.place(steps)))


def written(steps: Steps) -> str:
    """Return a path in a file as people write it: ``entry[1].resource``."""
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in steps).removeprefix(".")


def read_document(path: pathlib.Path) -> Document:
    """Read a patient's file, TOML or JSON.

    Raises:
        ContentError: it cannot be read, is too large, is no plain file, or is neither TOML nor JSON.
    """
    name = os.fspath(path)
    text = _decoded(_read(path), name)
    start = text.lstrip()[:1]
    if start == "<":
        _refuse(name, "This is XML.", "Export it as JSON: FHIR R4, or fields of our own.")
    if start == "{" or path.suffix.lower() == ".json":
        return _json(text, name)
    return _toml(text, name)


def _read(path: pathlib.Path) -> bytes:
    name = os.fspath(path)
    try:
        return read(path, LARGEST)
    except (OSError, ValueError) as error:
        if isinstance(error, OSError) and error.errno == errno.EFBIG:
            hint = "Export this patient and this medicine alone."
            _refuse(name, f"The file is larger than {LARGEST >> 20} MiB.", hint)
        reason = error.strerror if isinstance(error, OSError) else "its name is impossible"
        _refuse(name, f"The patient's file cannot be read: {reason}.", "Check its path: it is a TOML or JSON file.")


def _decoded(data: bytes, name: str) -> str:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        kind = "UTF-16" if data[:2] in {b"\xff\xfe", b"\xfe\xff"} else "another encoding"
        message = f"The file is not UTF-8, but {kind}."
        _refuse(name, message, "Save it as UTF-8.", data.count(b"\n", 0, error.start) + 1)
    if not text.strip():
        _refuse(name, "The file is empty.", "`handouts schema patient` says what it may hold.")
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        _refuse(name, "The file holds a zero byte.", "Save it as UTF-8 text.", line)
    return text


def _toml(text: str, name: str) -> Document:
    try:
        values = read_toml(text, decimal.Decimal)
    except tomllib.TOMLDecodeError as error:
        where = re.search(r"line (\d+), column (\d+)", str(error))
        line, column = map(int, where.groups()) if where else (0, 0)
        hint = 'Write each field on its own line, texts in quotes: dose = "10 mg". A field may stand once.'
        _refuse(name, "This is neither TOML nor JSON.", hint, line, column)
    except (ValueError, RecursionError, decimal.DecimalException):
        _refuse(name, "The file holds a value nobody can read.", "Write texts in quotes.")
    lines = dict[Steps, int]()
    for number, row in enumerate(text.splitlines(), 1):
        if key := re.match(r"""\s*\[*["']?([\w-]+)["']?\s*[=.\]]""", row):
            lines.setdefault((key[1],), number)
    return Document(name, values, lines)


def _json(text: str, name: str) -> Document:
    try:
        values = json.loads(text, parse_float=_number, parse_int=_whole, parse_constant=_number)
        lines, twice = _lines_of(text)
    except json.JSONDecodeError as error:
        hint = "Export it again, or mend it in an editor that checks JSON."
        _refuse(name, f"This is not JSON: {error.msg}.", hint, error.lineno, error.colno)
    except (ValueError, RecursionError, decimal.DecimalException):
        hint = "Export it again."
        _refuse(name, "The file holds a number or a depth that no patient's file has.", hint)
    if not isinstance(values, dict):
        _refuse(name, "The file holds no fields.", "Write an object: {…}.", 1)
    if twice:
        steps, line = twice[0]
        where = written(steps[:-1])  # a key may be anything, a name too
        message = f"{where}: a field stands twice." if where else "A field stands twice."
        _refuse(name, message, "Keep the one that is right.", line)
    return Document(name, values, lines)


def _number(text: str) -> decimal.Decimal:
    """Keep every digit of a number.

    Raises:
        ValueError: nobody means it: too many digits, an exponent, Infinity.
    """
    number = decimal.Decimal(text)
    if not number.is_finite() or len(text) > MOST_DIGITS or "e" in text.lower():
        raise ValueError
    return number


def _whole(text: str) -> int:
    if len(text) > MOST_DIGITS:
        raise ValueError
    return int(text)


@dataclasses.dataclass(slots=True)
class _Open:
    """An object or a list that is not closed yet, and which of its values comes next."""

    is_object: bool
    step: int | str | None
    seen: set[str] = dataclasses.field(default_factory=set)


def _lines_of(text: str) -> tuple[dict[Steps, int], list[tuple[Steps, int]]]:
    """Return the line of each value of well-formed JSON, and the fields that stand twice in one object."""
    lines, twice = dict[Steps, int](), list[tuple[Steps, int]]()
    around = list[_Open]()
    line, last = 1, 0
    for match in TOKEN.finditer(text):
        line, last = line + text.count("\n", last, match.start()), match.start()
        piece = match[0]
        if piece in {"}", "]"}:
            around.pop()
        elif piece == ",":
            inner = around[-1]
            inner.step = None if inner.is_object else int(inner.step or 0) + 1
        elif piece != ":":
            if around and around[-1].is_object and around[-1].step is None:
                key = str(json.loads(piece, strict=False))
                around[-1].step = key
                steps = tuple(each.step for each in around if each.step is not None)
                if key in around[-1].seen:
                    twice.append((steps, line))
                around[-1].seen.add(key)
                lines.setdefault(steps, line)
                continue
            lines.setdefault(tuple(each.step for each in around if each.step is not None), line)
            if piece in {"{", "["}:
                around.append(_Open(piece == "{", None if piece == "{" else 0))
    return lines, twice


def _refuse(path: str, message: str, hint: str, line: int = 0, column: int = 0) -> NoReturn:
    raise ContentError(Problem("patient-file", message, hint, Place(path, line, column)))
