"""The monographs that the file of a pack lists."""

from __future__ import annotations

import dataclasses
import os
import pathlib
from typing import TYPE_CHECKING

from handouts.errors import ContentError, Problem
from handouts.library.paths import SUFFIXES, locate
from handouts.packs.making import each
from handouts.reader.source import Source
from handouts.store.plain_files import is_file

if TYPE_CHECKING:
    from handouts.model.pack import PackFile


def sources_of(file: PackFile) -> list[Source]:
    """Read the monographs of a pack: paths as seen from its file, or names in content/.

    Raises:
        ContentError: with each that is not there, at its place in the file, and each that cannot be read.
    """
    return each(lambda number: _source(file, number), range(len(file.pack.leaflets)))


def _source(file: PackFile, number: int) -> Source:
    named, place = file.pack.leaflets[number].monograph, file.place(("leaflets", number, "monograph"))
    beside = pathlib.Path(os.path.normpath(pathlib.Path(file.path).parent / named))
    try:
        path = beside if is_file(beside) else locate(pathlib.Path(named))
    except ContentError as error:
        problems = (
            dataclasses.replace(each, place=place, message=f"{named}: {each.message}") for each in error.problems
        )
        raise ContentError(*problems) from None
    if not is_file(path):
        message, hint = f"{named} is a folder.", "Name each monograph by itself."
        raise ContentError(Problem("no-monograph", message, hint, place))
    if path.suffix.lower() not in SUFFIXES:
        message, hint = f"{named} is no monograph.", f"A monograph's name ends in {' or '.join(SUFFIXES)}."
        raise ContentError(Problem("no-monograph", message, hint, place))
    return Source.read(path)
