"""Pictures a monograph names: files beside it, of a sane size, with a description."""

from __future__ import annotations

import pathlib
import re
import urllib.parse
import warnings
from typing import TYPE_CHECKING

from PIL import Image, UnidentifiedImageError

from handouts.errors import Place, Problem, TypesettingError
from handouts.model.walk import pictures

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handouts.model.monograph import Monograph, Picture

MOST_PIXELS = 40_000_000
FORMATS = ("PNG", "JPEG", "GIF", "WEBP")


def check_pictures(monograph: Monograph, folder: pathlib.Path) -> list[str]:
    """Return the names of the monograph's pictures, relative to its folder; every one can be shown.

    Raises:
        TypesettingError: one problem for each picture that is missing, remote, outside the folder, too large or undescribed.
    """
    found = [picture for section in monograph.sections for picture in pictures(section.content)]
    problems = [problem for picture in found for problem in _problems(picture, folder, _place(monograph, picture))]
    if problems:
        raise TypesettingError(*problems)
    return [_name(picture.source) for picture in found]


def _place(monograph: Monograph, picture: Picture) -> Place:
    lines = enumerate(monograph.body.split("\n"), monograph.body_line)
    return Place(
        monograph.path,
        next((number for number, line in lines if picture.source and picture.source in line), picture.line),
    )


def _problems(picture: Picture, folder: pathlib.Path, place: Place) -> Iterator[Problem]:
    source = picture.source
    if re.match(r"[a-z][\w+.-]*:|//", source, re.IGNORECASE):
        yield Problem(
            "remote-picture",
            f"The picture {source[:80]} is not a file beside the monograph.",
            "Save it beside the monograph and name the file.",
            place,
        )
        return
    file = picture_file(folder, source)
    if file is None:
        yield Problem(
            "unfit-picture",
            f"The picture {source[:80]} has a name no file can have.",
            "Give the file a short, plain name.",
            place,
        )
    elif not file.is_relative_to(folder.resolve()):
        yield Problem(
            "outside-picture",
            f"The picture {source[:80]} lies outside the monograph's folder.",
            "Move it beside the monograph.",
            place,
        )
    elif not file.is_file():
        yield Problem(
            "missing-picture",
            f"The picture {source[:80]} does not exist.",
            "Check its name, or take it out of the text.",
            place,
        )
    elif reason := _unfit(file):
        yield Problem(
            "unfit-picture",
            f"The picture {source[:80]} {reason}.",
            "Save it as PNG or JPEG, at most 40 million pixels.",
            place,
        )
    if not picture.description.strip():
        hint = "Write what it shows in the brackets: ![How to hold the inhaler](inhaler.png)."
        yield Problem("undescribed-picture", f"The picture {source[:80]} has no description.", hint, place)


def _name(source: str) -> str:
    """Return the name of the file a picture's address means, relative to the monograph's folder."""
    return urllib.parse.unquote(source.split("?", maxsplit=1)[0].split("#", maxsplit=1)[0])


def picture_file(folder: pathlib.Path, source: str) -> pathlib.Path | None:
    """Return the file a picture's address leads to, whether it is there or not; None where no file can have that name."""
    try:
        file = (folder / _name(source)).resolve()
        file.is_file()
    except (OSError, ValueError):
        return None
    return file


def _unfit(file: pathlib.Path) -> str | None:
    try:
        with (
            warnings.catch_warnings(action="ignore", category=Image.DecompressionBombWarning),
            Image.open(file, formats=FORMATS) as image,
        ):
            width, height = image.size
    except (UnidentifiedImageError, OSError, Image.DecompressionBombError):
        return "is not a picture that can be printed"
    return f"holds {width * height:,} pixels" if width * height > MOST_PIXELS else None
