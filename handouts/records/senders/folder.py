"""Files into a folder: all of them or none, and never over another's."""

from __future__ import annotations

import dataclasses
import os
import pathlib
import stat

from handouts.errors import OutputError
from handouts.records.messages.folder import files_of
from handouts.records.receipt import NotSentError, Receipt, RefusedError
from handouts.store import store
from handouts.store.plain_files import contents


def send(message: bytes, folder: pathlib.Path) -> Receipt:
    """Write the message's files that are not there yet; the receipt's location is the first one's name.

    Raises:
        RefusedError: something else has one of their names.
        NotSentError: they could not be written; none is new.
    """
    if not folder.is_dir():  # which may be a share that is not there at the moment
        raise NotSentError("there is no such folder")
    files = files_of(message)
    placed = [dataclasses.replace(each, path=folder / each.path) for each in files]
    missing = [each for each in placed if not os.path.lexists(each.path)]
    for each in placed:
        if each not in missing and (not _is_plain(each.path) or contents(str(each.path)) != each.data):
            raise RefusedError(f"{each.path.name} is there already, with another content: move it away, or file anew")
    try:
        store(*missing)
    except OutputError as error:
        raise NotSentError("; ".join(problem.message for problem in error.problems)) from None
    return Receipt(files[0].path.name, had_it_already=not missing)


def _is_plain(path: pathlib.Path) -> bool:
    """Tell whether it is a file: a pipe would keep its reader waiting, a link may lead anywhere."""
    return stat.S_ISREG(path.lstat().st_mode)
