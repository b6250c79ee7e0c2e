"""Where monographs lie: every one below a folder, and what a person means by a name."""

from __future__ import annotations

import contextlib
import difflib
import os
import pathlib
import unicodedata
from typing import TYPE_CHECKING

from handouts.errors import ContentError, Place, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

SUFFIXES = (".md", ".markdown")
CONTENT = pathlib.Path("content")  # where a library keeps its monographs


def names_below(folder: pathlib.Path) -> list[str]:
    """Return the names of the monographs below a folder, as seen from it and in order."""
    return sorted(_below(os.fspath(folder)))


def _below(folder: str, prefix: str = "") -> Iterator[str]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                yield from _below(entry.path, f"{prefix}{entry.name}/")
            elif entry.name.lower().endswith(SUFFIXES) and not entry.name.startswith(".") and entry.is_file():
                yield prefix + entry.name


def locate(path: pathlib.Path) -> pathlib.Path:
    """Return the file or folder a person means: the path as it stands, or ``lenalidomide`` for content/lenalidomide.md.

    Raises:
        ContentError: there is nothing of that name, or more than one monograph.
    """
    if os.path.isfile(path) or os.path.isdir(path):  # noqa: PTH112, PTH113 - a Path gives up over an impossible name
        return path
    found = _of_that_name(path)
    if len(found) == 1:
        return found[0]
    if found:
        message = f"There are {len(found)} monographs of that name: {', '.join(map(str, found))}."
        raise ContentError(Problem("several-monographs", message, "Name one of them.", Place(str(path))))
    nearest = _nearest(path)
    hint = f"Did you mean {nearest}?" if nearest else "Check the path."
    raise ContentError(Problem("no-such-path", "There is no such file or folder.", hint, Place(str(path))))


def _of_that_name(path: pathlib.Path) -> list[pathlib.Path]:
    if len(path.parts) != 1 or path.suffix.lower() in SUFFIXES:
        return []
    wanted = _composed(path.name)
    found = [monograph for monograph in _content() if _composed(monograph.stem) == wanted]
    return [monograph for monograph in found if monograph.parent == CONTENT][:1] or found


def _nearest(path: pathlib.Path) -> pathlib.Path | None:
    """Return what a mistyped path is most like: a monograph or a folder beside it, or a monograph in content/."""
    beside = list[pathlib.Path]()
    with contextlib.suppress(OSError):
        beside = [other for other in sorted(path.parent.iterdir()) if not other.name.startswith(".")]
    wanted = (*SUFFIXES, ".pdf") if path.suffix.lower() == ".pdf" else SUFFIXES
    named = {_name(monograph): monograph for monograph in reversed(_content())}
    named |= {_name(other): other for other in beside if other.suffix.lower() in wanted or other.is_dir()}
    found = difflib.get_close_matches(_name(path), named, n=1)
    return named[found[0]] if found else None


def _content() -> list[pathlib.Path]:
    return [CONTENT / name for name in names_below(CONTENT)] if CONTENT.is_dir() else []


def _name(path: pathlib.Path) -> str:
    return _composed(path.stem if path.suffix.lower() in SUFFIXES else path.name).casefold()


def _composed(name: str) -> str:
    """Return a name with each accent in its letter; some systems and keyboards write the two apart."""
    return unicodedata.normalize("NFC", name)
