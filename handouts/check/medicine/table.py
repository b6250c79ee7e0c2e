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
from typing import TYPE_CHECKING, Annotated

import pydantic

from handouts.check.medicine.folding import any_of, folded
from handouts.check.medicine.rows import (
    Act,
    Apart,
    Ban,
    Branch,
    Dose,
    Fact,
    Figure,
    Gravity,
    Harm,
    Period,
    Row,
    Sign,
)
from handouts.check.medicine.spoken import Spoken, Topic
from handouts.model.pattern import Pattern

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

FORM = any_of(
    (
        *("tablet*", "capsule*", "patch*", "inject*", "cream", "gel", "ointment", "liquid", "solution", "suspension"),
        *("spray", "inhal*", "drops", "suppositor*", "lozenge*", "syrup", "pen", "powder", "granules", "by mouth"),
        "oral",
    )
)
BY_MOUTH = any_of(("by mouth", "oral", "orally", "tablet*", "capsule*"))
SKIN = any_of(("cream", "gel", "ointment", "lotion", "topical", "skin"))  # beside these words it is a slip
NAMES = re.compile(r"^(?:medicines|brands) = \[(.*?)\]", re.MULTILINE | re.DOTALL)
FIRST = re.compile(r"\w+")
QUOTED = re.compile(r'"([^"]+)"')


class Saying(Fact):
    """A topic that the leaflet must tell."""

    topic: str
    level: Gravity = "block"

    @property
    def thing(self) -> object:
        """Its topic."""
        return self.topic

    @property
    def strictness(self) -> float:
        """What blocks asks for more."""
        return float(self.level == "block")


class Never(Fact, Spoken):
    """What must never be said: ``says`` tells what is wrong with it.

    ``answers``: its words may stand in the heading or the question above it, too.
    """

    level: Gravity = "block"
    answers: bool = False


class Group(Row):
    """Medicines that share what has to be said; ``only_as`` and ``not_as`` are terms of form, route or name.

    A group without ``medicines`` is of all of them. ``not_by``: roads by which none of it is taken.
    ``weekly``: never taken each day, but in the amounts of ``daily``.
    """

    name: str
    medicines: tuple[str, ...] = ()
    brands: tuple[str, ...] = ()
    only_as: tuple[str, ...] = ()
    not_as: tuple[str, ...] = ()
    weekly: bool = False
    daily: tuple[str, ...] = ()
    not_by: tuple[str, ...] = ()
    high_alert: str = ""
    say: tuple[Saying, ...] = ()
    period: tuple[Period, ...] = ()
    dose: tuple[Dose, ...] = ()
    apart: tuple[Apart, ...] = ()
    never: tuple[Never, ...] = ()
    act: tuple[Act, ...] = ()
    sign: tuple[Sign, ...] = ()
    branch: tuple[Branch, ...] = ()
    harm: tuple[Harm, ...] = ()
    ban: tuple[Ban, ...] = ()

    @property
    def facts(self) -> tuple[Fact, ...]:
        """All that it says of its medicines."""
        told = (*self.say, *self.period, *self.dose, *self.apart, *self.never)
        return (*told, *self.act, *self.sign, *self.branch, *self.harm, *self.ban)

    @functools.cached_property
    def names(self) -> Pattern:
        """What finds one of its medicines by name."""
        return any_of((*self.medicines, *self.brands) or ("*",))

    @property
    def is_of_kin(self) -> bool:
        """Whether its medicines are of one class; not so where one danger alone joins them."""
        return bool(self.medicines and (len(self.say) > 1 or self.dose or self.period or self.not_by))

    def has(self, called: str, told: str = "") -> bool:
        """Tell whether a medicine is one of it; ``called`` is all it goes by, folded: names, form, route.

        Where these name no form, ``told`` does: the words of its text, folded.
        """
        if self.medicines and not self.names.search(called):
            return False
        ruled_out = {match[0] for match in any_of(self.not_as).finditer(called)} if self.not_as else set[str]()
        if any(not (SKIN.search(word) and BY_MOUTH.search(called)) for word in ruled_out):
            return False
        forms = () if FORM.search(called) else (match[0] for match in FORM.finditer(told))
        return not self.only_as or any_of(self.only_as).search(" | ".join((called, *forms))) is not None


class File(Row):
    """A file of groups: when its facts were looked up, if they were, and which pharmacist has reviewed them, if any."""

    reviewed_by: str
    looked_up: dt.date | None = None
    group: Annotated[tuple[Group, ...], pydantic.Field(min_length=1)]

    @property
    def figures(self) -> tuple[Figure, ...]:
        """Its times and doses."""
        return tuple(fact for fact in self.facts if isinstance(fact, Figure))

    @property
    def facts(self) -> tuple[Fact, ...]:
        """All that it says of its groups."""
        return tuple(fact for group in self.group for fact in group.facts)

    @property
    def signed(self) -> tuple[dt.date | None, str]:
        """When it was looked up, and who has reviewed it."""
        return self.looked_up, self.reviewed_by


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
def names_in_tables() -> tuple[str, ...]:
    """Return every medicine and brand of the tables."""
    return tuple(dict.fromkeys(word for name in _texts("groups") for word in names_in(name)))


@functools.cache
def every_name() -> Pattern:
    """Return what finds any medicine or brand of the tables by its name."""
    return any_of(names_in_tables())


@functools.cache
def _first_words() -> frozenset[str]:
    return frozenset(found[0] for name in names_in_tables() if (found := FIRST.search(folded(name))))


@functools.lru_cache(maxsize=4096)  # several rules ask for the medicines of the same sentence
def medicines_in(words: str) -> frozenset[str]:
    """Return the medicines and brands of the tables that folded words name."""
    return frozenset(match[0] for match in named_at(words, every_name(), _first_words().__contains__))


def named_at(words: str, names: Pattern, is_first: Callable[[str], bool]) -> Iterator[re.Match[str]]:
    """Return where names stand that begin with words which ``is_first`` knows: most words begin none."""
    end = 0
    for word in FIRST.finditer(words):
        match = names.match(words, word.start()) if word.start() >= end and is_first(word[0]) else None
        if match:
            end = match.end()
            yield match


def groups_of(called: str, told: str = "") -> list[Group]:
    """Return the groups of a medicine; ``called`` is what it goes by: names, form and route; ``told`` is its text."""
    known = folded(called).replace("_", " ").replace("soft gel", "softgel")  # no gel
    asked = [name for name in _texts("groups") if (names := _names(name)) is None or names.search(known)]
    return [group for name in asked for group in _file(name).group if group.has(known, told)]


def share_a_group(one: str, other: str) -> bool:
    """Tell two folded names that stand in one group of a class, whatever the form it is of."""
    asked = [name for name in _texts("groups") if (names := _names(name)) and names.search(one) and names.search(other)]
    groups = [group for name in asked for group in _file(name).group if group.is_of_kin]
    return any(group.names.search(one) and group.names.search(other) for group in groups)
