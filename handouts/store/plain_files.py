"""The one way files are opened for reading: what is no plain file is refused at once."""

from __future__ import annotations

import errno
import os
import pathlib
import re
import stat
from typing import TypeVar

UNPLAIN = {
    stat.S_ISDIR: "a folder",
    stat.S_ISFIFO: "a pipe",
    stat.S_ISSOCK: "a socket",
    stat.S_ISCHR: "a device",
    stat.S_ISBLK: "a device",
}
PLAINLY = sum(getattr(os, name, 0) for name in ("O_NONBLOCK", "O_NOCTTY", "O_CLOEXEC", "O_BINARY"))  # 0 where unknown
Named = TypeVar("Named", bound="pathlib.Path | None")
GIVEN = re.compile(r"/dev/stdin|/dev/fd/\d+|/proc/self/fd/\d+")
MOST_BYTES = 1 << 29  # of a file that is read: a pack of a thousand leaflets has less
PIECE = 1 << 24  # bytes that are asked for at once


def read(path: str | os.PathLike[str], most: int = MOST_BYTES) -> bytes:
    """Return the bytes of a plain file. Whatever else stands there is refused at once: a pipe may never answer.

    ``most`` are the bytes it may hold. A pipe that the caller of the program has opened for it (``/dev/stdin``, or what
    a shell makes of ``<(…)``) is read to its end.

    Raises:
        OSError: it cannot be read, is no plain file, or holds more; ``strerror`` says which, as the end of a sentence.
        ValueError: no file can have that name.
    """
    found = os.stat(path)  # noqa: PTH116 - thousands of them; before it is opened: some devices act on that
    if stat.S_ISDIR(found.st_mode) and not os.access(path, os.R_OK):  # whoever looked for texts in it could not
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    is_given = stat.S_ISFIFO(found.st_mode) and GIVEN.fullmatch(os.fspath(path)) is not None
    handle = os.open(path, os.O_RDONLY | (0 if is_given else _plainly(found.st_mode)))
    with os.fdopen(handle, "rb", buffering=0) as file:
        size = os.fstat(handle).st_size if is_given or _plainly(os.fstat(handle).st_mode) else 0
        left, pieces = most + 1 - size * (size > most), list[bytes]()
        while left > 0 and (piece := file.read(min(left, PIECE))):
            pieces.append(piece)
            left -= len(piece)
    if left <= 0:
        raise OSError(errno.EFBIG, f"it holds more than {most:,} bytes")
    return b"".join(pieces)


def read_text(path: str | os.PathLike[str], encoding: str = "utf-8", most: int = MOST_BYTES) -> str:
    """Return the text of a plain file, with newlines as line ends; see `read`. Other bytes are a ValueError."""
    return read(path, most).decode(encoding).replace("\r\n", "\n").replace("\r", "\n")


def is_there(path: pathlib.Path) -> bool:
    """Tell whether anything stands at a path; nothing does at one that no disk can hold, or that may not be asked."""
    return os.path.exists(path)  # noqa: PTH110 - a Path gives up over an impossible name


def is_file(path: pathlib.Path) -> bool:
    """Tell whether a file, or a link to one, stands at a path; see `is_there`."""
    return os.path.isfile(path)  # noqa: PTH113 - the same


def is_folder(path: pathlib.Path) -> bool:
    """Tell whether a folder, or a link to one, stands at a path; see `is_there`."""
    return os.path.isdir(path)  # noqa: PTH112 - the same


def contents(path: str) -> bytes | None:
    """Return a plain file's bytes; None where there is no such file, or it cannot be read."""
    try:
        return read(path)
    except (OSError, ValueError):
        return None


def plain(path: Named) -> Named:
    """Return a path, or none, for a library that opens the file itself.

    Raises:
        OSError: there is no plain file.
    """
    if path is not None:
        _plainly(path.stat().st_mode)
    return path


def unplain(mode: int) -> str:
    """Say what stands there instead of a plain file, by the mode ``stat`` tells; "" of a plain one."""
    if stat.S_ISREG(mode):
        return ""
    return next((kind for is_kind, kind in UNPLAIN.items() if is_kind(mode)), "no plain file")


def _plainly(mode: int) -> int:
    """Return how a plain file is opened; of anything else an OSError says what it is."""
    if kind := unplain(mode):
        raise OSError(errno.EISDIR if stat.S_ISDIR(mode) else errno.EINVAL, f"it is {kind}")
    return PLAINLY
