"""Where monographs lie: every one below a folder, and what a person means by a name."""

from __future__ import annotations

import contextlib
import difflib
import os
import pathlib
import unicodedata
from typing import TYPE_CHECKING

from handouts.errors import ContentError, Place, Problem
from handouts.store.plain_files import is_file, is_folder, unplain

if TYPE_CHECKING:
    from collections.abc import Iterator

SUFFIXES = (".md", ".markdown")
CONTENT = pathlib.Path("content")  # where a library keeps its monographs


def names_below(folder: pathlib.Path) -> list[str]:
    """Return the names of the monographs below a folder, as seen from it and in order.

    What may hold one and cannot be read stands among them, so that it is missed by name when its turn comes: a folder
    that does not open (the empty name is the first one's own), a link that leads nowhere.
    """
    return sorted(_below(os.fspath(folder)))


def _below(folder: str, name: str = "") -> Iterator[str]:
    try:
        with os.scandir(folder) as opened:
            entries = list(opened)
    except OSError:
        yield name
        return
    for entry in entries:
        below = f"{name}/{entry.name}" if name else entry.name
        if entry.is_dir(follow_symlinks=False):
            yield from _below(entry.path, below)
        elif entry.name.lower().endswith(SUFFIXES) and not entry.name.startswith(".") and _is_text(entry):
            yield below


def _is_text(entry: os.DirEntry[str]) -> bool:
    if entry.is_symlink():  # one that leads round in a circle leads nowhere
        return os.path.isfile(entry.path) or not os.path.exists(entry.path)  # noqa: PTH110, PTH113 - never raise
    return entry.is_file()


def locate(path: pathlib.Path) -> pathlib.Path:
    """Return the file or folder a person means: the path as it stands, or ``lenalidomide`` for content/lenalidomide.md.

    Raises:
        ContentError: there is nothing of that name, or more than one monograph.
    """
    if is_file(path) or is_folder(path):
        return path
    if os.path.exists(path):  # noqa: PTH110 - the same
        message = f"This is {unplain(path.stat().st_mode)}, and no file."
        raise ContentError(Problem("no-plain-file", message, "Name a file, or a folder of files.", Place(str(path))))
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
    named |= {_name(other): other for other in beside if other.suffix.lower() in wanted or is_folder(other)}
    found = difflib.get_close_matches(_name(path), named, n=1)
    return named[found[0]] if found else None


def _content() -> list[pathlib.Path]:
    return [CONTENT / name for name in names_below(CONTENT)] if is_folder(CONTENT) else []


def _name(path: pathlib.Path) -> str:
    return _composed(path.stem if path.suffix.lower() in SUFFIXES else path.name).casefold()


def _composed(name: str) -> str:
    """Return a name with each accent in its letter; some systems and keyboards write the two apart."""
    return unicodedata.normalize("NFC", name)
