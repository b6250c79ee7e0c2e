"""The only door to git: a file as it stood in another revision."""

from __future__ import annotations

import os
import pathlib
import re
import subprocess
from typing import TYPE_CHECKING

from handouts.errors import ContentError, Place, Problem
from handouts.store.plain_files import is_file, read

if TYPE_CHECKING:
    from collections.abc import Iterator

REVISION = re.compile(r"(?P<revision>(?!-)[^:]+):(?P<path>.+)")


def read_named(name: str) -> bytes:
    """Return the bytes of a file, or of ``REVISION:path`` as git writes it (``HEAD~2:content/warfarin.md``).

    Raises:
        ContentError: there is no such file or revision, or no git.
    """
    path = pathlib.Path(name)
    if is_file(path):
        try:
            return read(path)
        except OSError as error:
            message, hint = f"The file cannot be read: {error.strerror}.", "Check the file and its permissions."
            raise ContentError(Problem("unreadable", message, hint, Place(name))) from None
    match = REVISION.fullmatch(name)
    if match is None:
        hint = "Name a file, or a revision and a file as HEAD~1:content/warfarin.md."
        raise ContentError(Problem("no-such-path", "There is no such file.", hint, Place(name)))
    shown = pathlib.PurePath(match["path"])
    return _git("show", f"{match['revision']}:./{shown.as_posix()}", place=name)


def revisions_of(path: pathlib.Path) -> Iterator[tuple[str, bytes]]:
    """Return every committed revision of a file, the newest first: the first 12 digits of its hash, and its bytes.

    There is none outside a repository.
    """
    try:
        log = _git(
            "log", "--follow", "--format=%H", "--name-only", "-z", "--", path.name, folder=path.parent, place=str(path)
        )
    except ContentError:
        return
    for revision, name in re.findall(rb"([0-9a-f]{40})\0*\n?\0*([^\0]+)", log):
        try:
            yield (
                revision.decode()[:12],
                _git("show", f"{revision.decode()}:{os.fsdecode(name).strip()}", folder=path.parent, place=str(path)),
            )
        except ContentError:
            continue


def _git(*arguments: str, place: str, folder: pathlib.Path | None = None) -> bytes:
    hint = "Check the revision with `git log`, and run this inside the repository."
    try:
        result = subprocess.run(  # noqa: S603
            ["git", *arguments],  # noqa: S607 - git from the user's PATH
            cwd=folder,
            capture_output=True,
            check=True,
            timeout=60,
        )
    except FileNotFoundError:
        raise ContentError(
            Problem("no-git", "git is not installed.", "Install git, or compare two files.", Place(place))
        ) from None
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
        complaint = (error.stderr or b"").decode(errors="replace").strip().splitlines()
        message = f"git does not know it: {complaint[0] if complaint else error}."
        raise ContentError(Problem("no-such-revision", message, hint, Place(place))) from None
    return result.stdout
