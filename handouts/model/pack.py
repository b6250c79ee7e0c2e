"""A pack of leaflets, as its own file lists them: ``discharge.toml``."""

from __future__ import annotations

import dataclasses
import re
import tomllib
from typing import TYPE_CHECKING

import pydantic
from pydantic_core import PydanticCustomError

from handouts.errors import ContentError, Place, Problem
from handouts.model.sheet import Sheet
from handouts.model.toml_text import read_toml
from handouts.model.validation import FieldPath, Language, Strict, refuse_unwritable_name, validate
from handouts.store.plain_files import read_text

if TYPE_CHECKING:
    import pathlib

MOST_LEAFLETS = 40
LARGEST_BYTES = 1 << 20
HEAD = "leaflets"
EXAMPLE = 'write each entry as: title = "Going home"'


class PackedLeaflet(Strict):
    """One leaflet of a pack."""

    monograph: str = pydantic.Field(
        min_length=1,
        max_length=300,
        examples=['"warfarin"'],
        description="The monograph's name, as lenalidomide for content/lenalidomide.md, or its path from this file.",
    )
    sheets: tuple[Sheet, ...] = pydantic.Field(
        (), examples=['["calendar"]'], description="Sheets behind this leaflet, beside those of the edition."
    )

    @pydantic.field_validator("monograph")
    @classmethod
    def _one_line(cls, value: str) -> str:
        return _printable(value)


class Pack(Strict):
    """The whole file: the pack's title, its own language, and the leaflets in their order."""

    model_config = pydantic.ConfigDict(title="pack.toml")

    title: str = pydantic.Field(
        min_length=1, max_length=120, examples=['"Going home"'], description="What the cover calls the pack."
    )
    language: Language = pydantic.Field(
        "en",
        examples=['"en"'],
        description="Language of the cover and of the title (BCP 47); a leaflet has its monograph's.",
    )
    edition: str = pydantic.Field(
        "",
        max_length=80,
        examples=['"large+letter"'],
        description="The edition of the whole pack by its words; the clinic's usual one without it.",
    )
    leaflets: tuple[PackedLeaflet, ...] = pydantic.Field(
        min_length=1,
        max_length=MOST_LEAFLETS,
        examples=['["warfarin", "metformin"]'],
        description="The leaflets in their order: a name each, or [[leaflets]] with monograph and sheets.",
    )

    @pydantic.field_validator("title")
    @classmethod
    def _one_line(cls, value: str) -> str:
        return _printable(value)

    @pydantic.field_validator("leaflets", mode="before")
    @classmethod
    def _named(cls, values: object) -> object:
        """Take a name alone for a leaflet without sheets of its own."""
        if not isinstance(values, list):
            return values
        return [{"monograph": value} if isinstance(value, str) else value for value in values]


@dataclasses.dataclass(frozen=True, slots=True)
class PackText:
    """The text of a pack's file, as far as it is known; its words are looked for in it."""

    path: str
    body: str = ""
    body_line: int = 1


@dataclasses.dataclass(frozen=True, slots=True)
class PackFile:
    """A pack, and the text it was read from."""

    text: PackText
    pack: Pack

    @property
    def path(self) -> str:
        """The path of the file, as problems name it."""
        return self.text.path

    def place(self, loc: FieldPath) -> Place:
        """Return the place of a field, by its path of names and positions (from 0)."""
        return _place(self.path, self.text.body, loc)


def read_pack(path: pathlib.Path) -> PackFile:
    """Read the file of a pack.

    Raises:
        ContentError: it cannot be read, is not TOML, or a field of it is wrong: each is named at its place.
    """
    refuse_unwritable_name(path)
    try:
        text = read_text(path, "utf-8-sig", LARGEST_BYTES)
        values = read_toml(text)
    except tomllib.TOMLDecodeError as error:
        where = re.search(r"line (\d+), column (\d+)", str(error))
        line, column = map(int, where.groups()) if where else (0, 0)
        hint = f"{EXAMPLE[0].upper()}{EXAMPLE[1:]}"
        problem = Problem("invalid-pack", f"This is not TOML: {error}.", hint, Place(str(path), line, column))
        raise ContentError(problem) from None
    except (OSError, ValueError, RecursionError) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        message = f"The file of the pack cannot be read: {reason}."
        raise ContentError(Problem("unreadable-pack", message, "Check its path.", Place(str(path)))) from None
    pack = validate(Pack, values, lambda loc: _place(str(path), text, loc))
    return PackFile(PackText(str(path), text), pack)


def _place(path: str, text: str, loc: FieldPath) -> Place:
    """Return where a field stands: below its own [[leaflets]], in the list of names, or at the top."""
    rows = text.splitlines()
    start, names = 0, [str(each) for each in loc if isinstance(each, str)]
    number = next((each for each in loc if isinstance(each, int)), 0)
    heads = [line for line, row in enumerate(rows) if re.match(rf"\s*\[\[\s*{HEAD}\s*\]\]", row)]
    if loc[:1] == (HEAD,) and number < len(heads):
        start = heads[number]
    elif loc[:1] == (HEAD,) and len(loc) > 1:
        start, names = _listed(rows, number), []
    for line, row in enumerate(rows[start:], start + 1):
        if names and (match := re.match(rf"\s*({re.escape(names[-1])})\s*=", row)):
            return Place(path, line, match.start(1) + 1)
        if line - 1 > start and line - 1 in heads:
            break
    return Place(path, start + 1, 1) if start or not names else Place(path)


def _listed(rows: list[str], number: int) -> int:
    """Return the line, from 0, on which the list of leaflets has its item of a number, from 0."""
    begin = next((line for line, row in enumerate(rows) if re.match(rf"\s*{HEAD}\s*=", row)), 0)
    items = 0
    for line in range(begin, len(rows)):
        row = rows[line].split("=", 1)[-1] if line == begin else rows[line]
        items += len(re.findall(r'"[^"]*"|\'[^\']*\'|\{[^}]*\}|[\w.+-]+', row.split("#")[0]))
        if items > number:
            return line
    return begin


def _printable(value: str) -> str:
    if not value.isprintable():
        raise PydanticCustomError("line", "write it on one line, without control characters")
    return value
