"""The only writer: a file is whole or not there. Files are read by `handouts.store.plain_files`."""

from __future__ import annotations

import contextlib
import dataclasses
import errno
import os
import pathlib
import tempfile
import time
from typing import TYPE_CHECKING, Any

from handouts.errors import OutputError, Place, Problem
from handouts.store.plain_files import PLAINLY

fcntl: Any
try:
    import fcntl
except ModuleNotFoundError:  # Windows
    fcntl = None

if TYPE_CHECKING:
    from collections.abc import Iterator

HINTS = {
    errno.ENOSPC: "The disk is full: free some space, then run the same command again.",
    errno.EDQUOT: "Your disk quota is used up: free some space, then run the same command again.",
    errno.EACCES: "You may not write there: choose another folder with --out.",
    errno.EPERM: "You may not write there: choose another folder with --out.",
    errno.EROFS: "That disk is read-only: choose another folder with --out.",
    errno.ENAMETOOLONG: "The name is too long for this disk: rename the monograph.",
    errno.ENOTDIR: "A file stands where a folder is needed: choose another folder with --out.",
    errno.EEXIST: "A file stands where a folder is needed: choose another folder with --out.",
}

PATIENCE_S, POLL_S = 10.0, 0.02  # how long a folder is waited for that somebody holds, and how often it is tried


def check_folder(folder: pathlib.Path) -> None:
    """Find out whether files can be written to a folder, before there is anything to write.

    It need not be there yet, and is not made.

    Raises:
        OutputError: they cannot.
    """
    with _as_problem(folder):
        there = next(path for path in (folder, *folder.parents) if path.exists())
        with tempfile.TemporaryFile(dir=there):
            pass


@dataclasses.dataclass(frozen=True, slots=True)
class Artifact:
    """A file to write: its place, its bytes, and whether it is private.

    A private file holds a patient's data: nobody but its owner may read it.
    """

    path: pathlib.Path
    data: bytes
    private: bool = False


def store(*artifacts: Artifact) -> None:
    """Write files so that all of them are new and whole, or none has changed; a private one has the mode 0600.

    Their folders are made where there are none.

    Raises:
        OutputError: one could not be written; the others are as they were.
    """
    waiting: list[tuple[pathlib.Path, pathlib.Path]] = []
    try:
        with contextlib.ExitStack() as nameless:
            written = []
            for artifact in artifacts:
                with _as_problem(artifact.path):
                    _refuse_special(artifact.path)
                    artifact.path.parent.mkdir(parents=True, exist_ok=True)
                    handle = _written_nameless(artifact) if artifact.private else None
                    if handle is None:
                        waiting.append((_write_beside(artifact), artifact.path))
                    else:
                        nameless.callback(os.close, handle)
                        written.append((handle, artifact.path))
            for handle, path in written:
                with _as_problem(path):
                    waiting.append((_named(handle, path), path))
        for temporary, path in waiting:
            with _as_problem(path):
                temporary.replace(path)
    finally:
        for temporary, _ in waiting:
            temporary.unlink(missing_ok=True)


@contextlib.contextmanager
def locked(folder: pathlib.Path) -> Iterator[None]:
    """Hold a folder, so that nobody else who asks for it changes a file in it meanwhile.

    The lock is the system's: it ends with the process, however that ends, and leaves nothing behind. Where the disk or
    the system has none, nothing is held.

    Raises:
        OutputError: somebody has held it for ten seconds, or it cannot be opened.
    """
    if fcntl is None:
        yield
        return
    with _as_problem(folder):
        handle = os.open(folder, os.O_RDONLY | PLAINLY)
    try:
        last = time.monotonic() + PATIENCE_S
        while not _is_held(handle):
            if time.monotonic() > last:
                message, hint = "Somebody else is writing here.", "Run the same command again when they are done."
                raise OutputError(Problem("not-written", message, hint, Place(str(folder))))
            time.sleep(POLL_S)
        yield
    finally:
        os.close(handle)


def _is_held(handle: int) -> bool:
    """Take the lock, and tell whether it is ours, or there are none."""
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        return error.errno not in {errno.EWOULDBLOCK, errno.EAGAIN, errno.EACCES, errno.EINTR}
    return True


def append(path: pathlib.Path, line: bytes) -> None:
    """Add a line, its line end included, to a file; a reader copes with one that was cut off.

    Raises:
        OutputError: it could not be written.
    """
    with _as_problem(path):
        _refuse_special(path)
        with path.open("ab") as file:
            file.write(line)


def remove(pdf: pathlib.Path, *others: pathlib.Path) -> None:
    """Delete a file and those that belong to it.

    Raises:
        OutputError: one could not be deleted.
    """
    for path in (pdf, *others):
        with _as_problem(path):
            path.unlink(missing_ok=True)


def _refuse_special(path: pathlib.Path) -> None:
    """Replace nothing but a file: a device or a folder would be gone.

    Raises:
        OutputError: something else stands there.
    """
    if path.is_symlink() or (path.exists() and not path.is_file()):
        message = "What stands there is not a plain file."
        raise OutputError(Problem("not-written", message, "Choose another name.", Place(str(path))))


def _write_beside(artifact: Artifact) -> pathlib.Path:
    handle, name = tempfile.mkstemp(prefix=".handouts-", dir=artifact.path.parent)  # with the mode 0600
    temporary = pathlib.Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(artifact.data)
            file.flush()
            os.fsync(file.fileno())
        if not artifact.private:
            temporary.chmod(0o666 & ~_umask())
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    return temporary


def _written_nameless(artifact: Artifact) -> int | None:
    """Write a private file that has no name yet, so that a killed process leaves nothing; None where disks cannot."""
    try:
        handle = os.open(artifact.path.parent, os.O_TMPFILE | os.O_WRONLY, 0o600)
    except (AttributeError, OSError):  # not Linux, or a disk without such files
        return None
    try:
        with os.fdopen(os.dup(handle), "wb") as file:
            file.write(artifact.data)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        os.close(handle)
        raise
    return handle


def _named(handle: int, path: pathlib.Path) -> pathlib.Path:
    """Give a file without a name one beside its place, for the moment until it is moved there."""
    temporary = path.with_name(f".handouts-{os.getpid()}-{handle}")
    temporary.unlink(missing_ok=True)
    os.link(f"/proc/self/fd/{handle}", temporary, src_dir_fd=handle, follow_symlinks=True)
    return temporary


def _umask() -> int:
    mask = os.umask(0o022)
    os.umask(mask)
    return mask


@contextlib.contextmanager
def _as_problem(path: pathlib.Path) -> Iterator[None]:
    try:
        yield
    except (OSError, RecursionError) as error:  # the second over thousands of folders one in the other
        number = error.errno if isinstance(error, OSError) else errno.ENAMETOOLONG
        hint = HINTS.get(number or 0, "Check the folder, then run the same command again.")
        message = f"The file could not be written: {os.strerror(number) if number else error}."
        raise OutputError(Problem("not-written", message, hint, Place(str(path)))) from None
