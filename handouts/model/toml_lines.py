"""Where in a TOML file a field stands: its parser keeps no lines."""

from __future__ import annotations

import dataclasses
import itertools
import tomllib
from typing import TYPE_CHECKING, Any

from handouts.errors import Place

if TYPE_CHECKING:
    from collections.abc import Iterator

Path = tuple[int | str, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class TomlFile:
    """A file as it was read, to tell where in it a field stands; two that say the same are alike, wherever they are."""

    path: str = dataclasses.field(compare=False)
    text: str = dataclasses.field(default="", compare=False)

    def place(self, field: Path) -> Place:
        """Return where a field is written, or what it would stand in."""
        line = line_of(self.text, field)
        return Place(self.path, line, 1 if line else 0)


def line_of(text: str, path: Path) -> int:
    """Return the line, from 1, of a field by its path of names and positions (from 0), or of what it would stand in.

    0 if nothing of the path is in the file.
    """
    best, found = 0, 0
    for line, written in _written(text):
        same = itertools.takewhile(lambda pair: pair[0] == pair[1], zip(written, path, strict=False))
        if (depth := len(list(same))) > best:
            best, found = depth, line
    return found


def _written(text: str) -> Iterator[tuple[int, Path]]:
    """Return the lines that begin a table or give a field, each with its path."""
    table: Path = ()
    counts: dict[Path, int] = {}
    for line, row in enumerate(text.splitlines(), 1):
        if row.lstrip().startswith("["):
            names = _names(row)
            if not names:
                continue
            if row.lstrip().startswith("[["):
                counts[names] = counts.get(names, -1) + 1
            table = _counted(names, counts)
            yield line, table
        elif names := _names(row.partition("=")[0] + "= 0" if "=" in row else ""):
            yield line, (*table, *names)


def _names(row: str) -> tuple[str, ...]:
    """Return the names in a heading or before an equals sign; none in a line that is neither."""
    try:
        inside: Any = tomllib.loads(row)
    except (tomllib.TOMLDecodeError, RecursionError):
        return ()
    names: list[str] = []
    while inside and isinstance(inside, dict | list):
        inside = inside[0] if isinstance(inside, list) else inside
        if inside:
            names += inside
            inside = inside[names[-1]]
    return tuple(names)


def _counted(names: tuple[str, ...], counts: dict[Path, int]) -> Path:
    path: Path = ()
    for index, name in enumerate(names, 1):
        path += (name, counts[names[:index]]) if names[:index] in counts else (name,)
    return path
