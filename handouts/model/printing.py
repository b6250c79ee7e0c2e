"""What is asked of a printer, and what a clinic says of its printers."""

from __future__ import annotations

import dataclasses
import enum
import re
import urllib.parse
from typing import TYPE_CHECKING

import pydantic
from pydantic_core import PydanticCustomError

from handouts.model.validation import Strict

if TYPE_CHECKING:
    from collections.abc import Sequence

ADDRESS = r"ipps?://[^\s/@?#]+(?:/[^\s?#]*)?"
FINGERPRINT = r"(?:sha256:)?[0-9a-f]{2}(?::?[0-9a-f]{2}){31}"


class Sides(enum.StrEnum):
    """How many sides of a sheet are printed, and over which edge it is turned."""

    ONE = "one"
    LONG = "long"
    SHORT = "short"


class Colour(enum.StrEnum):
    """In colour, or in grey alone."""

    COLOUR = "colour"
    GREY = "grey"


class Finish(enum.StrEnum):
    """What a printer does with the sheets of a leaflet."""

    STAPLE = "staple"
    PUNCH = "punch"
    BOOKLET = "booklet"


@dataclasses.dataclass(frozen=True, slots=True)
class Ticket:
    """What is asked of a printer; None leaves it to the leaflet's edition and the printer.

    ``pages`` are ranges of pages that count from 1, both ends included; without any, the whole leaflet is printed.
    """

    copies: int = 1
    sides: Sides | None = None
    colour: Colour | None = None
    tray: str | None = None
    finish: tuple[Finish, ...] = ()
    pages: tuple[tuple[int, int], ...] = ()


class KnownPrinter(Strict):
    """A printer that is reached without a print server, or a queue of another machine."""

    address: str = pydantic.Field(max_length=400, examples=['"ipps://printer.hill-clinic.example:631/ipp/print"'])
    fingerprint: str | None = pydantic.Field(
        None, description="SHA-256 of the printer's own certificate; no other is then trusted."
    )
    ca: str | None = pydantic.Field(
        None, max_length=400, description="File of your own certificate authority; its path begins at clinic.toml."
    )

    @pydantic.field_validator("address")
    @classmethod
    def _formed(cls, value: str) -> str:
        if not is_address(value):
            raise PydanticCustomError("form", "this is no printer's address; write it as ipps://HOST:631/ipp/print")
        return value

    @pydantic.field_validator("fingerprint")
    @classmethod
    def _digest(cls, value: str | None) -> str | None:
        if value is not None and not re.fullmatch(FINGERPRINT, value, re.IGNORECASE):
            raise PydanticCustomError("form", "this is no SHA-256 fingerprint; write 64 hexadecimal digits")
        return value


class PrintDefaults(Strict):
    """How an edition is printed, where nothing else is asked for."""

    printer: str | None = pydantic.Field(None, min_length=1, max_length=120)
    tray: str | None = pydantic.Field(None, min_length=1, max_length=80, examples=['"tray-2"'])
    sides: Sides | None = None
    colour: Colour | None = None
    finish: tuple[Finish, ...] = ()


class Printing(Strict):
    """The printers of a clinic, and which of them prints what."""

    printer: str | None = pydantic.Field(
        None, min_length=1, max_length=120, description="The printer that is used where none is named."
    )
    printers: dict[str, KnownPrinter] = pydantic.Field(
        {}, description="Printers by the name you give them; queues of this machine's CUPS need no entry."
    )
    editions: dict[str, PrintDefaults] = pydantic.Field(
        {}, description="Defaults by an edition's words, as large or letter+large; the usual one is called standard."
    )

    @pydantic.field_validator("printers")
    @classmethod
    def _named(cls, value: dict[str, KnownPrinter]) -> dict[str, KnownPrinter]:
        if any(not name.strip() or not name.isprintable() or "://" in name for name in value):
            raise PydanticCustomError("form", "a printer's name stands on one line, and is no address")
        return value


def is_address(text: str) -> bool:
    """Tell whether it is the address of a printer: ``ipp`` or ``ipps``, a host, a port that there may be."""
    try:
        return bool(re.fullmatch(ADDRESS, text) and text.isprintable() and urllib.parse.urlsplit(text).port != 0)
    except ValueError:
        return False


def page_ranges(text: str) -> Sequence[tuple[int, int]]:
    """Read ranges of pages, as ``1-2,4``.

    Raises:
        ValueError: they cannot be read, run backwards, or are not in order.
    """
    found: list[tuple[int, int]] = []
    for each in text.split(","):
        match = re.fullmatch(r"\s*(\d{1,4})\s*(?:[-–]\s*(\d{1,4})\s*)?", each)
        if match is None:
            raise ValueError(f"{each.strip()!r} is no page or range of pages; write 1-2,4")
        first, last = int(match[1]), int(match[2] or match[1])
        if not 0 < first <= last or (found and first <= found[-1][1]):
            raise ValueError(f"the pages {text!r} do not run upwards from 1; write 1-2,4")
        found.append((first, last))
    return found
