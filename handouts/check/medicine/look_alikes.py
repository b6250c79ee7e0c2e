"""Names that are taken for each other: the data file, read once, and what it says of two names."""

from __future__ import annotations

import dataclasses
import datetime as dt
import functools
import importlib.resources
import re
import tomllib
from typing import TYPE_CHECKING

from handouts.check.medicine.folding import folded, term
from handouts.model.pattern import Pattern

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

NO_MEDICINE = "april statin azole vitamin person reason season comparison".split()  # noqa: SIM905 - easier to read
ALIKE = 6  # letters with which two spellings of one name begin


@dataclasses.dataclass(frozen=True, slots=True)
class LookAlikes:
    """The file as it is written; `pairs` stand in published lists, `kindred` do not, `same` are of one medicine."""

    reviewed_by: str
    looked_up: dt.date
    sources: list[str]
    pairs: list[list[str]]
    kindred: list[list[str]]
    same: list[list[str]]
    others: list[str]
    companions: list[str]
    stems: list[str]


@functools.cache
def look_alikes() -> LookAlikes:
    """Return the data file."""
    file = importlib.resources.files("handouts.check.medicine") / "look-alikes.toml"
    return LookAlikes(**tomllib.loads(file.read_text("utf-8")))


@functools.cache
def _names() -> frozenset[str]:
    from handouts.check.medicine.table import names_in_tables

    known = look_alikes()
    return frozenset(
        {*names_in_tables(), *known.others, *(name for pair in (*known.pairs, *known.kindred) for name in pair)}
    )


@functools.cache
def _first_words() -> tuple[frozenset[str], tuple[str, ...]]:
    """Return the words that begin a name, and the ends by which a word is one."""
    from handouts.check.medicine.table import FIRST

    firsts = frozenset(found[0] for name in _names() if (found := FIRST.search(folded(name))))
    return firsts, tuple(folded(stem) for stem in look_alikes().stems)


def named_in(words: str) -> Iterator[re.Match[str]]:
    """Return where folded words name a medicine: one of the tables, of the file, or one by its end."""
    from handouts.check.medicine.table import named_at

    firsts, ends = _first_words()
    return named_at(words, any_medicine(), lambda word: word in firsts or word.endswith(ends))


@functools.cache
def any_medicine() -> Pattern:
    """Return what finds the name of a medicine in folded text."""
    known, names = look_alikes(), _names()
    ends = "|".join(re.escape(folded(stem)) for stem in known.stems)
    every = "|".join(term(name) for name in sorted(names, key=len, reverse=True))
    return Pattern(rf"(?:{every}|\b(?!(?:{'|'.join(NO_MEDICINE)})\b)[a-z]{{3,}}(?:{ends})\b)")


def is_companion(name: str) -> bool:
    """Tell a medicine that is taken beside many others."""
    return name in _companions()


@functools.cache
def _companions() -> frozenset[str]:
    return frozenset(folded(each) for each in look_alikes().companions)


def are_confused(name: str, own: Iterable[str]) -> bool:
    """Tell a name that is mistaken for one of ours."""
    ours = set(own)
    return any(name in pair and pair & ours - {name} for pair in _pairs())


def are_one(name: str, own: Iterable[str]) -> bool:
    """Tell another name, or another spelling, of a medicine of ours."""
    ours = set(own)
    if name in ours or any(name in each and each & ours for each in _same()):
        return True
    if are_confused(name, ours):
        return False
    return any(name[:ALIKE] == each[:ALIKE] or name in each.split() or each in name.split() for each in ours)


@functools.cache
def _pairs() -> list[frozenset[str]]:
    return [frozenset(folded(name) for name in row) for row in (*look_alikes().pairs, *look_alikes().kindred)]


@functools.cache
def _same() -> list[frozenset[str]]:
    return [frozenset(folded(name) for name in row) for row in look_alikes().same]
