"""The patient a leaflet is made for: who it is, and what is prescribed.

None of it is shown when a recipient is printed, logged or named in an error: only a leaflet and its private manifest
hold it.
"""

from __future__ import annotations

import datetime as dt
import functools
import hashlib
import json
import re
import unicodedata
from typing import Any

import pydantic
from pydantic_core import PydanticCustomError

from handouts.model.validation import Strict

IDENTITY = ("name", "born", "number")
OLDEST_YEARS = 130
FURTHEST_YEARS = 5  # to a start or a visit
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
MOMENT = re.compile(r"(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2})(?::00)?")
EITHER_WAY = re.compile(r"\d{1,4}\s*[./-]\s*\d{1,2}\s*[./-]\s*\d{1,4}")
NUMBER = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9 ./_-]*[A-Za-z0-9])?")
JOINERS, LAST_GREEK = "\u200c\u200d", 0x590  # Persian and Indian names are written with them
MOST_MARKS = 3  # marks above and below one letter


class Recipient(Strict):
    """A patient's own facts, as they stand on the leaflet; a leaflet without a person's name has no identity.

    ``dose`` and ``times`` are the words that are printed.
    """

    model_config = pydantic.ConfigDict(hide_input_in_errors=True, title="patient file")

    name: str | None = pydantic.Field(
        None, max_length=80, examples=['"Ada Example"'], description="The patient's name as in the record."
    )
    born: dt.date | None = pydantic.Field(None, examples=["1950-04-03"], description="Date of birth.")
    number: str | None = pydantic.Field(
        None, max_length=40, examples=['"485 777 3456"'], description="The patient's number in the record."
    )
    dose: str | None = pydantic.Field(
        None, max_length=400, examples=['"10 mg"'], description="How much at one time, with its unit."
    )
    times: str | None = pydantic.Field(
        None, max_length=400, examples=['"once a day, in the evening"'], description="When and how often."
    )
    start: dt.date | None = pydantic.Field(None, examples=["2026-04-06"], description="First day.")
    next_visit: dt.datetime | dt.date | None = pydantic.Field(
        None, examples=['"2026-05-04 10:30"'], description="Next visit: a date, or a date and the time there."
    )
    prescriber: str | None = pydantic.Field(None, max_length=120, examples=['"Dr Ada Prescriber"'])

    @pydantic.field_validator("name", "number", "dose", "times", "prescriber", mode="before")
    @classmethod
    def _words(cls, value: object, info: pydantic.ValidationInfo) -> object:
        return _clean(value, info.field_name or "") if isinstance(value, str) else value

    @pydantic.field_validator("born", "start", mode="before")
    @classmethod
    def _day(cls, value: object) -> object:
        return _day(value)

    @pydantic.field_validator("next_visit", mode="before")
    @classmethod
    def _visit(cls, value: object) -> object:
        moment = MOMENT.fullmatch(value.strip()) if isinstance(value, str) else None
        if moment:
            return _made(dt.datetime.fromisoformat, f"{moment[1]}T{moment[2]}")
        if isinstance(value, dt.datetime):
            if value.tzinfo is not None or value.second or value.microsecond:
                raise PydanticCustomError("moment", "write the time as it is there: 2026-05-04 10:30")
            return value
        return _day(value)

    @pydantic.model_validator(mode="after")
    def _in_order(self) -> Recipient:
        visit = self.next_visit.date() if isinstance(self.next_visit, dt.datetime) else self.next_visit
        for name, day in (("start", self.start), ("next_visit", visit)):
            if day and self.born and day < self.born:
                raise PydanticCustomError("order", "{field} is before the birth", {"field": name})
        if visit and self.start and visit < self.start:
            raise PydanticCustomError("order", "next_visit is before start")
        return self

    @functools.cached_property
    def key(self) -> str:
        """The SHA-256, in hex, of all facts: another as soon as one differs."""
        values = self.model_dump(mode="json", exclude_none=True)
        return hashlib.sha256(json.dumps(values, sort_keys=True, ensure_ascii=False).encode()).hexdigest()

    @property
    def identified(self) -> bool:
        """Whether it says whose leaflet this is."""
        return self.name is not None

    def unlikely_on(self, today: dt.date) -> tuple[str, str] | None:
        """Return the field that cannot be true on this day, and why; None where all may be."""
        if self.born and self.born > today:
            return "born", "the date of birth is in the future"
        if self.born and today.year - self.born.year > OLDEST_YEARS:
            return "born", f"the date of birth is more than {OLDEST_YEARS} years ago"
        visit = self.next_visit.date() if isinstance(self.next_visit, dt.datetime) else self.next_visit
        if visit and visit < today:
            return "next_visit", "the next visit is in the past"
        for name, day in (("start", self.start), ("next_visit", visit)):
            if day and day.year - today.year > FURTHEST_YEARS:
                return name, f"this is more than {FURTHEST_YEARS} years ahead"
        return None

    def __repr__(self) -> str:
        """Name the fields that are given, and no value."""
        given = [name for name in type(self).model_fields if getattr(self, name) is not None]
        return f"<{type(self).__name__}: {', '.join(given)}>"

    __str__ = __repr__


def _clean(value: str, field: str) -> str:
    """Return words on one line, composed, with single spaces.

    Raises:
        PydanticCustomError: they hold a sign that no eye sees, that turns the line, or that no name or number has.
    """
    text = unicodedata.normalize("NFC", value.strip())
    for place, character in enumerate(text):
        joins = character in JOINERS and all(ord(beside) > LAST_GREEK for beside in text[place - 1 : place + 2])
        if character != " " and not character.isprintable() and not joins:
            kind = unicodedata.name(character, "a control character").lower()
            raise PydanticCustomError("sign", "it holds a sign no eye sees ({kind})", {"kind": kind})
    if not text:
        raise PydanticCustomError("empty", "it is empty; leave the field out instead")
    marks = 0
    for character in text:
        marks = marks + 1 if unicodedata.category(character) == "Mn" else 0
        if marks > MOST_MARKS:
            raise PydanticCustomError("sign", "too many marks stand on one letter")
    if field in {"name", "prescriber"} and not any(character.isalpha() for character in text):
        raise PydanticCustomError("name", "this is no name: it has no letter")
    if field in {"name", "prescriber"} and any(character in "<>{}[]|\\^`=;@" for character in text):
        raise PydanticCustomError("name", "it holds a sign that no name has")
    if field == "number" and not (NUMBER.fullmatch(text) and any(character.isdigit() for character in text)):
        raise PydanticCustomError("number", "a number has figures, Latin letters, spaces and the signs . / - _ only")
    return " ".join(text.split())


def _day(value: object) -> object:
    """Return a date written as a person writes one that cannot be mistaken.

    Raises:
        PydanticCustomError: it is no date, or may be two.
    """
    if isinstance(value, dt.datetime):
        raise PydanticCustomError("day", "this is a date and a time; write the date alone, as 2026-03-31")
    if value is None or isinstance(value, dt.date):
        return value
    if isinstance(value, str) and DAY.fullmatch(value.strip()):
        return _made(dt.date.fromisoformat, value.strip())
    if isinstance(value, str) and EITHER_WAY.fullmatch(value.strip()):
        raise PydanticCustomError("day", "day and month of this date can be mistaken; write it as 2026-03-31")
    raise PydanticCustomError("day", "this is not a date; write it as 2026-03-31")


def _made(read: Any, text: str) -> object:
    try:
        return read(text)
    except ValueError:
        raise PydanticCustomError("day", "there is no such day or time; write it as 2026-03-31") from None
