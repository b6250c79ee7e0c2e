"""The dangers by the names that clinicians give them, and their signs: the data of rule S22."""

from __future__ import annotations

import datetime as dt
import functools
import importlib.resources
import tomllib
from typing import TYPE_CHECKING, Annotated

import pydantic

from handouts.check.medicine.folding import any_of
from handouts.check.medicine.rows import Row, Terms

if TYPE_CHECKING:
    from handouts.model.pattern import Pattern


class Danger(Row):
    """A danger: what clinicians call it, and the signs a patient can see or feel."""

    says: str
    names: Terms
    signs: Terms
    source: str

    @functools.cached_property
    def named(self) -> Pattern:
        """What finds one of its names."""
        return any_of(self.names)

    @functools.cached_property
    def noticed(self) -> Pattern:
        """What finds one of its signs."""
        return any_of(self.signs)


class File(Row):
    """The file of dangers, and which pharmacist has reviewed it, if any."""

    reviewed_by: str
    looked_up: dt.date | None = None
    danger: Annotated[tuple[Danger, ...], pydantic.Field(min_length=1)]


@functools.cache
def danger_file() -> File:
    """Return the data file."""
    file = importlib.resources.files("handouts.check.medicine") / "danger-names.toml"
    return File.model_validate(tomllib.loads(file.read_text("utf-8")))


def dangers() -> tuple[Danger, ...]:
    """Return the dangers of the data file."""
    return danger_file().danger
