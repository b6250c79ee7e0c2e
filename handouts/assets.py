"""Where templates, styles, fonts and wording are. A user's file shadows ours, file by file."""

from __future__ import annotations

import dataclasses
import errno
import hashlib
import os
import pathlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

from handouts.errors import LookError, Place, Problem

PACKAGE = pathlib.Path(__file__).parent


def bundled(name: str) -> pathlib.Path:
    """Return our own folder of that name: inside an installed package, else in the checkout around it.

    Raises:
        FileNotFoundError: there is none.
    """
    for root in (PACKAGE / "_bundled", PACKAGE.parent):
        if (root / name).is_dir():
            return root / name
    message = f"the package lacks its folder {name!r}: install it again"
    raise FileNotFoundError(message)


@dataclasses.dataclass(frozen=True)
class Look:
    """The folders templates and styles are taken from; the first that has a file wins.

    ``trust_fonts`` lets styles bring fonts of their own, which nobody here has looked at letter by letter.
    """

    templates: tuple[pathlib.Path, ...]
    styles: tuple[pathlib.Path, ...]
    trust_fonts: bool = False


def look(
    templates: pathlib.Path | None = None, styles: pathlib.Path | None = None, *, trust_fonts: bool = False
) -> Look:
    """Return our look, with the user's folders before ours, and their fonts if these are trusted.

    Raises:
        LookError: with every file of the user's that cannot be read, and would be passed over for ours.
        FileNotFoundError: ours are not where the package should have them.
    """
    named = {"templates": templates, "styles": styles}
    folders = {kind: (path.resolve(),) if path else () for kind, path in named.items()}
    problems = [problem for kind, own in folders.items() for folder in own for problem in _unreadable(folder, kind)]
    if problems:
        raise LookError(*problems)
    ours = {kind: (*own, bundled(kind).resolve()) for kind, own in folders.items()}
    return Look(ours["templates"], ours["styles"], trust_fonts)


def _unreadable(folder: pathlib.Path, kind: str) -> Iterator[Problem]:
    """Find what a user's folder holds that cannot be read, and a folder where one of our files stands."""
    refused = list[OSError]()
    for path, folders, names in os.walk(folder, onerror=refused.append):
        folders[:] = [name for name in folders if not name.startswith(".")]
        here = pathlib.Path(path)
        for name in (name for name in names if not name.startswith(".")):
            try:
                os.stat(here / name)  # noqa: PTH116 - a link may lead nowhere
                reason = "" if os.access(here / name, os.R_OK) else os.strerror(errno.EACCES)
            except OSError as error:
                reason = error.strerror or type(error).__name__
            if reason:
                yield _unusable(here / name, reason)
        for name in folders:
            if (bundled(kind) / (here / name).relative_to(folder)).is_file():
                yield _unusable(here / name, os.strerror(errno.EISDIR))
    yield from (_unusable(pathlib.Path(each.filename), each.strerror or "") for each in refused)


def _unusable(path: pathlib.Path, reason: str) -> Problem:
    hint = "Mend it or take it away: ours would stand in for it, and nobody would be told."
    return Problem("unreadable-look", f"This file of your look cannot be read: {reason}.", hint, Place(str(path)))


def find(folders: tuple[pathlib.Path, ...], name: str) -> pathlib.Path | None:
    """Return the first file of that name in the folders, if there is one."""
    return next((folder / name for folder in folders if (folder / name).is_file()), None)


def files(folders: tuple[pathlib.Path, ...]) -> dict[str, pathlib.Path]:
    """Return every file in the folders by its name (a relative path with ``/``), shadowed and hidden ones left out.

    Raises:
        LookError: something stands there that is neither a file nor a folder.
    """
    found = {}
    for folder in reversed(folders):
        for path in sorted(folder.rglob("*")):
            if path.name.startswith("."):
                continue
            if path.is_file():
                found[path.relative_to(folder).as_posix()] = path
            elif path.exists() and not path.is_dir():  # a pipe would never be read to its end
                message = "This is a pipe, a device or a socket, and no file."
                raise LookError(Problem("no-plain-file", message, "Put a plain file there.", Place(str(path))))
    return dict(sorted(found.items()))


def digest(folders: tuple[pathlib.Path, ...]) -> str:
    """Return the SHA-256 over the names and bytes of every file in the folders, in hex.

    Raises:
        LookError: see `files`.
        OSError: one cannot be read.
    """
    total = hashlib.sha256()
    for name, path in files(folders).items():
        total.update(name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()
