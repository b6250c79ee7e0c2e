"""The front matter as it is written against what the reader made of it: title, names, people, dates."""

from __future__ import annotations

import collections
import datetime as dt
import pathlib
import re
import tomllib
from typing import TYPE_CHECKING, Any

import pydantic
import yaml

from handouts.errors import Place, Problem
from handouts.model.frontmatter import AMOUNTS
from handouts.model.monograph import Monograph, plain
from handouts.proof.naming import COMPLETE
from handouts.proof.tokens import inline_words, words_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from handouts.proof.printed import SecondReading

HINT = "This is a fault of the program: report it with the front matter."
SAME: Mapping[tuple[str, ...], tuple[str, ...]] = {("next", "visit"): ("visit",)}  # how urgent, in two ways
PARTS = re.compile(r"\d[\d.,]*|[^\W\d_]+")
PER_ONE = re.compile(r"\bin 1 (?P<unit>ml)\b", re.IGNORECASE)
JOINING = {"in", "per", "to", "and", "each"}
NOTHING = {"", "~", "null", "Null", "NULL"}  # an empty field in YAML


def field_problems(source: SecondReading, monograph: Monograph) -> Iterator[Problem]:
    """Compare each field of the front matter, and the title, with the words of the file."""
    written = _written(source)
    told = {problem.words for problem in monograph.problems if problem.code == "foreign-field"}
    foreign = told & {"schedule", *AMOUNTS}  # another program's: passed over, which the reader has said
    for name in type(monograph.metadata).model_fields:
        if name in foreign and not getattr(monograph.metadata, name):
            continue
        value, raw = getattr(monograph.metadata, name), written.get(name)
        if name == "urgency":
            raw = _in_short(raw)
        agree = _amounts_agree if name in AMOUNTS and value else _agree
        if not agree(value, raw) and not (raw is None and "<<" in written):
            yield _differs(monograph, name, f"{raw}", f"{value}")
    title, given = inline_words(monograph.title), monograph.metadata.title
    said = words_in(source.said)
    stem = words_in(re.sub("[-_]", " ", pathlib.PurePath(monograph.path).stem))
    is_told = title == stem or any(said[at : at + len(title)] == title for at in range(len(said) - len(title) + 1))
    if title != words_in(given) if given is not None else not is_told:
        yield _differs(monograph, "title", given or "", plain(monograph.title))


def _differs(monograph: Monograph, name: str, written: str, read: str) -> Problem:
    message = f"The field “{name}” was read as “{read[:80]}”, it says “{written[:80]}”."
    return Problem("lost-words", message, HINT, Place(monograph.path, 1), words=written, rule=COMPLETE)


def _written(source: SecondReading) -> Mapping[str, Any]:
    """Return the front matter's values, as texts where the language allows it."""
    if source.toml:
        return tomllib.loads(source.fields, parse_float=str)
    values = yaml.load(source.fields, Loader=yaml.BaseLoader)  # noqa: S506 - every value is a text
    return values if isinstance(values, dict) else {}


def _agree(value: object, raw: object) -> bool:
    """Tell whether a field says what was written."""
    if value is None or value == ():
        return raw is None or raw in ([], {}) or str(raw) in NOTHING
    if isinstance(value, str):
        return isinstance(raw, dict) or words_in(value) == [word for leaf in _leaves(raw) for word in words_in(leaf)]
    said = collections.Counter(map(_comparable, _leaves(value)))
    return not said - collections.Counter(map(_comparable, _leaves(raw)))


def _amounts_agree(value: object, raw: object) -> bool:
    """Tell whether amounts are the same numbers and units in the same order, however they are parted and joined."""
    said, written = ([part for leaf in _leaves(each) for part in _parts_of(leaf)] for each in (value, raw))
    return [*map(str.casefold, said)] == [*map(str.casefold, written)]


def _parts_of(amounts: str) -> list[str]:
    """Return the numbers and units; “per ml” and “in 1 ml” are one."""
    parts = [part.rstrip(",.") for part in PARTS.findall(PER_ONE.sub(r"\g<unit>", amounts))]
    return [part for part in parts if part.casefold() not in JOINING]


def _in_short(urgency: object) -> object:
    """Return what a reviewer set without regard to capitals, “next visit” in its short form."""
    told = urgency.items() if isinstance(urgency, dict) else ()
    short = {name: value.casefold().removeprefix("next ") if isinstance(value, str) else value for name, value in told}
    return short or urgency


def _leaves(value: object) -> Iterator[str]:
    """Return the texts, numbers and dates in a value, at any depth."""
    if isinstance(value, pydantic.BaseModel):
        for name in value.model_fields_set:
            yield from _leaves(getattr(value, name))
    elif isinstance(value, dict):
        for each in value.values():
            yield from _leaves(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _leaves(each)
    elif isinstance(value, dt.date):
        yield value.isoformat()
    elif value is not None and not isinstance(value, bool):
        yield str(value)


def _comparable(leaf: str) -> tuple[object, ...]:
    """Return what a text says: its words; of a date year, month and day as numbers."""
    if re.match(r"\d{4}-\d{1,2}-\d{1,2}(?!\d)", leaf):
        return tuple(map(int, re.findall(r"\d+", leaf)[:3]))
    words = tuple(words_in(leaf))
    return SAME.get(words, words)
