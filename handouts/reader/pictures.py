"""Pictures a monograph names: files beside it, of a sane size, with a description."""

from __future__ import annotations

import pathlib
import re
import urllib.parse
from typing import TYPE_CHECKING

from handouts.errors import Place, Problem, TypesettingError
from handouts.model.walk import pictures
from handouts.reader.picture_files import SAVE, unfit
from handouts.store.plain_files import read

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from handouts.model.monograph import Monograph, Picture

MOST_BYTES = 100_000_000  # of one file


def pictures_of(monograph: Monograph) -> list[Picture]:
    """Return a monograph's pictures in the order of its text."""
    return [picture for section in monograph.sections for picture in pictures(section.content)]


def names_of_pictures(monograph: Monograph) -> list[str]:
    """Return the names of the files a monograph's pictures mean, relative to its folder, each once."""
    return list(dict.fromkeys(picture_name(picture.source) for picture in pictures_of(monograph)))


def picture_name(address: str) -> str:
    """Return the name of the file a picture's address means, relative to the monograph's folder."""
    return urllib.parse.unquote(address.split("?", maxsplit=1)[0].split("#", maxsplit=1)[0])


def read_picture(folder: pathlib.Path, name: str) -> bytes | None:
    """Return the bytes of a picture, by the name `picture_name` gives.

    It is None where there is no such file inside the folder, it cannot be read, or it is larger than `MOST_BYTES`.
    """
    file = _file(folder, name)
    try:
        if file and file.is_relative_to(folder.resolve()):
            return read(file, MOST_BYTES)
    except OSError:
        pass
    return None


def check_pictures(monograph: Monograph, found: Mapping[str, bytes], folder: pathlib.Path) -> None:
    """Refuse a monograph with a picture that cannot be shown.

    ``found`` are the pictures that were read, by name; ``folder`` is the monograph's.

    Raises:
        TypesettingError: one problem for each that is missing, remote, outside the folder, too large or undescribed.
    """
    named = pictures_of(monograph)
    problems = [
        problem for picture in named for problem in _problems(picture, found, folder, _place(monograph, picture))
    ]
    if problems:
        raise TypesettingError(*problems)


def _place(monograph: Monograph, picture: Picture) -> Place:
    lines = enumerate(monograph.body.split("\n"), monograph.body_line)
    here = (number for number, line in lines if picture.source and picture.source in line)
    return Place(monograph.path, next(here, picture.line))


def _problems(picture: Picture, found: Mapping[str, bytes], folder: pathlib.Path, place: Place) -> Iterator[Problem]:
    source = picture.source
    what = f"The picture {source[:80]}"
    if re.match(r"[a-z][\w+.-]*:|//", source, re.IGNORECASE):
        hint = "Save it beside the monograph and name the file."
        yield Problem("remote-picture", f"{what} is not a file beside the monograph.", hint, place)
        return
    data = found.get(picture_name(source))
    if data is None:
        yield _absent(what, _file(folder, picture_name(source)), folder, place)
    elif fault := unfit(data):
        yield Problem("unfit-picture", f"{what} {fault.reason}.", fault.hint, place)
    if not picture.description.strip():
        hint = "Write what it shows in the brackets: ![How to hold the inhaler](inhaler.png)."
        yield Problem("undescribed-picture", f"{what} has no description.", hint, place)


def _absent(what: str, file: pathlib.Path | None, folder: pathlib.Path, place: Place) -> Problem:
    """Say why a picture was not read."""
    if file is None:
        hint = "Give the file a short, plain name."
        return Problem("unfit-picture", f"{what} has a name no file can have.", hint, place)
    if not file.is_relative_to(folder.resolve()):
        hint = "Move it beside the monograph."
        return Problem("outside-picture", f"{what} lies outside the monograph's folder.", hint, place)
    if not file.is_file():
        hint = "Check its name, or take it out of the text."
        return Problem("missing-picture", f"{what} does not exist.", hint, place)
    return Problem("unfit-picture", f"{what} cannot be read, or is too large.", SAVE, place)


def _file(folder: pathlib.Path, name: str) -> pathlib.Path | None:
    """Return the file of that name, whether it is there or not; None where no file can have it."""
    try:
        file = (folder / name).resolve()
        file.is_file()
    except (OSError, ValueError):
        return None
    return file
