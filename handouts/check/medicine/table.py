"""The tables: topics (what can be said), and groups of medicines with what a leaflet on them must and must not say.

Each file of ``topics/`` and ``groups/`` is data; a fact of a group names its public source. None is clinically reviewed
until its file names who has read it (``reviewed_by``).
"""

from __future__ import annotations

import collections
import datetime as dt
import functools
import importlib.resources
import re
import tomllib
from typing import Annotated, Literal

import pydantic

from handouts.check.medicine.folding import any_of, folded
from handouts.model.pattern import Pattern

Terms = Annotated[tuple[str, ...], pydantic.Field(min_length=1)]
Way = Annotated[tuple[Terms, ...], pydantic.Field(min_length=1)]
NAMES = re.compile(r"^(?:medicines|brands) = \[(.*?)\]", re.MULTILINE | re.DOTALL)
QUOTED = re.compile(r'"([^"]+)"')
Region = Literal["", "uk", "us"]
Gravity = Literal["block", "warn"]


class Row(pydantic.BaseModel):
    """A row of a table."""

    model_config = pydantic.ConfigDict(frozen=True, extra="forbid", ignored_types=(functools.cached_property,))


class Spoken(Row):
    """Words that are looked for.

    ``ways``: in one sentence (with the words that lead to it) one term of each list of a way. ``unless``: terms that
    make it otherwise. ``told`` and ``untold`` are examples, which the tests read.
    """

    says: str
    hint: str
    ways: Annotated[tuple[Way, ...], pydantic.Field(min_length=1)]
    unless: tuple[str, ...] = ()
    told: Terms
    untold: Terms

    @functools.cached_property
    def patterns(self) -> tuple[tuple[Pattern, ...], ...]:
        """The ways, as patterns over folded text."""
        return tuple(tuple(any_of(terms) for terms in way) for way in self.ways)

    @functools.cached_property
    def denial(self) -> Pattern | None:
        """What makes it otherwise."""
        return any_of(self.unless) if self.unless else None


class Topic(Spoken):
    """Something a leaflet can say: ``says`` goes on “The text does not say”."""


class Fact(Row):
    """What a group says, with its public source; ``region``: whose authority says so, "" for both."""

    source: str = pydantic.Field(min_length=8)
    region: Region = ""


class Saying(Fact):
    """A topic that the leaflet must tell."""

    topic: str
    level: Gravity = "block"


class Period(Fact):
    """How long birth control goes on, in days at least: before the first dose or after the last, for whom."""

    when: Literal["before", "after"]
    who: Literal["women", "men"] = "women"
    days: int = pydantic.Field(gt=0, le=3 * 366)


class Dose(Fact):
    """What a patient may be told to take: the largest single dose and that of a day, in one unit."""

    unit: Literal["mg", "microgram", "g", "unit", "ml", "mmol"]
    single: float = pydantic.Field(gt=0)
    day: float = pydantic.Field(gt=0)


class Never(Fact, Spoken):
    """What must never be said: ``says`` tells what is wrong with it.

    ``answers``: its words may stand in the heading or the question above it, too.
    """

    level: Gravity = "block"
    answers: bool = False


class Group(Row):
    """Medicines that share what has to be said; ``only_as`` and ``not_as`` are terms of form, route or name.

    A group without ``medicines`` is of all of them. ``not_by``: roads by which none of it is taken.
    """

    name: str
    medicines: tuple[str, ...] = ()
    brands: tuple[str, ...] = ()
    only_as: tuple[str, ...] = ()
    not_as: tuple[str, ...] = ()
    weekly: bool = False
    not_by: tuple[str, ...] = ()
    high_alert: str = ""
    say: tuple[Saying, ...] = ()
    period: tuple[Period, ...] = ()
    dose: tuple[Dose, ...] = ()
    never: tuple[Never, ...] = ()

    @functools.cached_property
    def names(self) -> Pattern:
        """What finds one of its medicines by name."""
        return any_of((*self.medicines, *self.brands) or ("*",))

    def has(self, called: str) -> bool:
        """Tell whether a medicine is one of it; ``called`` is all it goes by, folded: names, form, route."""
        if (self.medicines and not self.names.search(called)) or (self.not_as and any_of(self.not_as).search(called)):
            return False
        return not self.only_as or any_of(self.only_as).search(called) is not None


class File(Row):
    """A file of groups: when its facts were looked up, and which pharmacist has reviewed them ("" for nobody)."""

    reviewed_by: str
    looked_up: dt.date
    group: Annotated[tuple[Group, ...], pydantic.Field(min_length=1)]


@functools.cache
def _texts(kind: str) -> dict[str, str]:
    """Return the files of a kind, by name."""
    folder = importlib.resources.files("handouts.check.medicine") / kind
    return {each.name: each.read_text("utf-8") for each in sorted(folder.iterdir(), key=str) if each.is_file()}


@functools.cache
def topics() -> dict[str, Topic]:
    """Return every topic by its name.

    Raises:
        ValueError: one stands twice.
    """
    rows = [(name, row) for text in _texts("topics").values() for name, row in tomllib.loads(text).items()]
    if twice := [name for name, count in collections.Counter(name for name, _ in rows).items() if count > 1]:
        raise ValueError(f"topics that stand twice: {', '.join(twice)}")
    return {name: Topic.model_validate(row) for name, row in rows}


@functools.cache
def _file(name: str) -> File:
    return File.model_validate(tomllib.loads(_texts("groups")[name]))


def files() -> dict[str, File]:
    """Return every file of groups by its name."""
    return {name: _file(name) for name in _texts("groups")}


@functools.cache
def names_in(name: str) -> tuple[str, ...]:
    """Return the medicines and brands of a file without reading the rest of it: a build asks for one medicine."""
    return tuple(word for found in NAMES.findall(_texts("groups")[name]) for word in QUOTED.findall(found))


@functools.cache
def _names(name: str) -> Pattern | None:
    return any_of(known) if (known := names_in(name)) else None


@functools.cache
def every_name() -> Pattern:
    """Return what finds any medicine or brand of the tables by its name."""
    return any_of(tuple(dict.fromkeys(word for name in _texts("groups") for word in names_in(name))))


def groups_of(called: str) -> list[Group]:
    """Return the groups of a medicine; ``called`` is what it goes by: names, form and route."""
    known = folded(called).replace("_", " ")
    asked = [name for name in _texts("groups") if (names := _names(name)) is None or names.search(known)]
    return [group for name in asked for group in _file(name).group if group.has(known)]
