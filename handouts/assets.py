"""Where templates, styles, fonts and wording are. A user's file shadows ours, file by file."""

from __future__ import annotations

import dataclasses
import hashlib
import pathlib

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
    """The folders templates and styles are taken from; the first that has a file wins."""

    templates: tuple[pathlib.Path, ...]
    styles: tuple[pathlib.Path, ...]


def look(templates: pathlib.Path | None = None, styles: pathlib.Path | None = None) -> Look:
    """Return our look, with the user's folders before ours.

    Raises:
        FileNotFoundError: ours are not where the package should have them.
    """
    return Look(
        tuple(path.resolve() for path in (templates, bundled("templates")) if path),
        tuple(path.resolve() for path in (styles, bundled("styles")) if path),
    )


def find(folders: tuple[pathlib.Path, ...], name: str) -> pathlib.Path | None:
    """Return the first file of that name in the folders, if there is one."""
    return next((folder / name for folder in folders if (folder / name).is_file()), None)


def files(folders: tuple[pathlib.Path, ...]) -> dict[str, pathlib.Path]:
    """Return every file in the folders by its name (a relative path with ``/``), shadowed and hidden ones left out."""
    found = {}
    for folder in reversed(folders):
        for path in sorted(folder.rglob("*")):
            if path.is_file() and not path.name.startswith("."):
                found[path.relative_to(folder).as_posix()] = path
    return dict(sorted(found.items()))


def digest(folders: tuple[pathlib.Path, ...]) -> str:
    """Return the SHA-256 over the names and bytes of every file in the folders, in hex.

    Raises:
        OSError: one cannot be read.
    """
    total = hashlib.sha256()
    for name, path in files(folders).items():
        total.update(name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()
