"""The front matter (YAML or TOML) parted from the body and read; what is wrong in it is reported with its place."""

from __future__ import annotations

import dataclasses
import difflib
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import yaml

from handouts.errors import ContentError, Level, Place, Problem
from handouts.model.frontmatter import FrontMatter
from handouts.model.toml_text import read_toml
from handouts.model.validation import FieldPath, validate
from handouts.reader.foreign_fields import without_foreign
from handouts.reader.overgrown import (
    LONGEST_NUMBER,
    inside_itself,
    refuse_grown,
    refuse_grown_values,
    refuse_long,
    too_deep,
)


@dataclasses.dataclass(frozen=True, slots=True)
class Parted:
    """A file parted into front matter and body; ``body_line`` is the body's first line, counted from 1.

    ``problems`` are warnings: a field that stands twice, a value cut at a #, a field whose name is nearly one we know.
    """

    metadata: FrontMatter
    body: str
    body_line: int
    problems: tuple[Problem, ...] = ()


# Likeness of two names, which may also differ by one letter in length: `tilte` has 0.8; so has `format`, and is no
# `form`.
NEAR = 0.8
FENCES = {"---": "yaml", "+++": "toml"}
COMMENT = re.compile(r"[ \t]+(#[^\s#][^\n]*)")
FIELD = re.compile(r"[A-Za-z_][\w -]*\s*[:=]")


def split_front_matter(text: str, path: str) -> Parted:
    """Part a monograph's text (its line ends already one newline each) into front matter and body.

    A text without front matter is all body: a rule line ``---`` opens front matter only when a field follows it.
    ``path`` names the file in the places of problems.

    Raises:
        ContentError: the front matter is not YAML or TOML, or a field is wrong; the place is in the file.
    """
    lead = len(text) - len(text.lstrip("\n"))
    lines = text.split("\n")
    fence = lines[lead].rstrip() if lead < len(lines) else ""
    language = FENCES.get(fence)
    close = next((n for n in range(lead + 1, len(lines)) if lines[n].rstrip() in {fence, "..."}), None)
    inside = [line for line in lines[lead + 1 : close] if line.strip() and not line.lstrip().startswith("#")]
    if language is None or (inside and not FIELD.match(inside[0].lstrip())):
        return Parted(FrontMatter(), text, 1)
    if close is None:
        message = f"The front matter opens with {fence} and never closes."
        raise ContentError(
            Problem("open-front-matter", message, f"Put a line {fence} after its last field.", Place(path, lead + 1))
        )
    block = "\n" * (lead + 1) + "\n".join(lines[lead + 1 : close]) + "\n"
    refuse_long(block, path)
    metadata, problems = _yaml(block, path) if language == "yaml" else _toml(block, path)
    return Parted(metadata, "\n".join(lines[close + 1 :]), close + 2, problems)


Read = tuple[FrontMatter, tuple[Problem, ...]]


def _yaml(block: str, path: str) -> Read:
    try:
        loader = Loader(block)
        node = loader.get_single_node()
        if within := inside_itself(node):
            place = Place(path, within.start_mark.line + 1, within.start_mark.column + 1)
            raise ContentError(_broken("YAML", "a value holds itself", place))
        refuse_grown(node, path)
        slips = (*_twice(node, path), *_cut(node, block, path))  # before merge keys are put in
        values = loader.construct_document(node) if node else None
    except RecursionError:
        here = loader.get_mark()
        raise too_deep(Place(path, here.line + 1, here.column + 1)) from None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = Place(path, mark.line + 1, mark.column + 1) if mark else Place(path)
        raise ContentError(_broken("YAML", f"{error.problem or error.context}", place)) from None
    except (
        yaml.YAMLError,
        ValueError,
        TypeError,
        KeyError,
        AttributeError,
        IndexError,
    ) as error:  # PyYAML lets all of these through
        hint = (
            "Correct the value; a date is written as 2026-03-31, "
            "and text that looks like a number or a date stands in quotes."
        )
        message = f"The front matter holds a value that cannot be read: {error}."
        raise ContentError(Problem("invalid-front-matter", message, hint, _unbuildable(block, path))) from None
    if values is None:
        return FrontMatter(), ()
    if not isinstance(values, dict):
        raise ContentError(_broken("YAML", "it holds no fields", Place(path, 2)))
    pairs = node.value if isinstance(node, yaml.MappingNode) else []
    written = {str(key.value): block[value.start_mark.index : value.end_mark.index].strip() for key, value in pairs}

    def locate(loc: FieldPath) -> Place:
        return _node_place(node, loc, path)

    fields, foreign = without_foreign(_texts(values, written), locate)
    problems = (*slips, *_misspelt(values, locate), *foreign)
    return validate(FrontMatter, fields, locate), problems


def _nodes(root: yaml.Node | None) -> Iterator[yaml.Node]:
    """Return every node once: several aliases may point at it."""
    waiting, met = [root] if root else [], set[int]()
    while waiting:
        node = waiting.pop()
        if id(node) not in met:
            met.add(id(node))
            yield node
            waiting += _held_by(node)


def _held_by(node: yaml.Node) -> list[yaml.Node]:
    """Return what a list holds, or a group of fields."""
    if isinstance(node, yaml.MappingNode):
        return [part for field in node.value for part in field]
    return [*node.value] if isinstance(node, yaml.SequenceNode) else []


def _twice(root: yaml.Node | None, path: str) -> Iterator[Problem]:
    """Report every field that stands twice in one group: YAML takes the last one and says nothing."""
    for node in _nodes(root):
        first: dict[str, yaml.ScalarNode] = {}
        for key, _ in node.value if isinstance(node, yaml.MappingNode) else ():
            if isinstance(key, yaml.ScalarNode) and (earlier := first.setdefault(key.value, key)) is not key:
                yield _duplicate(key, earlier, path)


def _cut(root: yaml.Node | None, block: str, path: str) -> Iterator[Problem]:
    """Report every value that ends at a # which belongs to what follows: to YAML a comment starts there.

    A comment is written as one: with a space behind its #.
    """
    for node in _nodes(root):
        if isinstance(node, yaml.ScalarNode) and node.style is None:
            end = node.end_mark
            if cut := COMMENT.match(block, end.index):
                message = f"The value ends before “{cut[1]}”: a # behind a space starts a comment."
                hint = "Put the whole value in double quotes; or put a space behind the #, if it is a comment."
                place = Place(path, end.line + 1, end.column + cut.start(1) - end.index + 1)
                yield Problem("cut-value", message, hint, place, Level.WARN, words=cut[1], rule="S01")


def _duplicate(key: yaml.ScalarNode, earlier: yaml.ScalarNode, path: str) -> Problem:
    first_line = earlier.start_mark.line + 1
    message = f"The field “{key.value}” stands twice, first on line {first_line}; only the last one counts."
    place = Place(path, key.start_mark.line + 1, key.start_mark.column + 1)
    return Problem("duplicate-field", message, "Keep the one that is right.", place, words=key.value, rule="S01")


def _misspelt(values: Mapping[Any, Any], locate: Callable[[FieldPath], Place]) -> Iterator[Problem]:
    """Report every unknown field that is nearly a known one which is not there.

    Other unknown fields are a site's own.
    """
    known = FrontMatter.model_fields.keys()
    missing = sorted(known - values.keys())
    for name in (name for name in values if isinstance(name, str) and name not in known):
        written = re.sub(r"[\s-]+", "_", name.casefold())
        alike = difflib.get_close_matches(written, missing, cutoff=NEAR)
        if near := next((field for field in alike if abs(len(field) - len(written)) <= 1), None):
            message = f"There is no field “{name}”, so what it says is not used."
            hint = f"Write “{near}”, if that is what is meant."
            yield Problem("unknown-field", message, hint, locate((name,)), Level.WARN, words=name, rule="S01")


def _unbuildable(block: str, path: str) -> Place:
    """Return the place of the first field whose value YAML can read but not build: a 13th month, say."""
    try:
        node = yaml.compose(block, Loader=Loader)
    except (yaml.YAMLError, RecursionError):
        return Place(path, 2)
    for _, value in node.value if isinstance(node, yaml.MappingNode) else []:
        try:
            Loader("").construct_object(value, deep=True)
        except (yaml.YAMLError, ValueError, TypeError, KeyError, AttributeError, IndexError, RecursionError):
            return Place(path, value.start_mark.line + 1, value.start_mark.column + 1)
    return Place(path, 2)


def _toml(block: str, path: str) -> Read:
    try:
        values = read_toml(block)
    except tomllib.TOMLDecodeError as error:
        where = re.search(r"line (\d+), column (\d+)", str(error))
        place = Place(path, *map(int, where.groups())) if where else Place(path, 2)
        raise ContentError(_broken("TOML", str(error), place)) from None
    except RecursionError:
        raise too_deep(Place(path, 2)) from None
    except ValueError:
        raise ContentError(_broken("TOML", "a number in it is too long", Place(path, 2))) from None

    refuse_grown_values(values, path)

    def locate(loc: FieldPath) -> Place:
        rows = list(enumerate(block.split("\n"), 1))
        found = (n for name in reversed(loc) for n, row in rows if row.lstrip(" \"'").startswith(str(name)))
        return Place(path, next(found, 2), 1)

    if numbers := [key for key in TEXTS if type(values.get(key)) in {int, float}]:
        raise ContentError(*(_unquoted(key, locate((key,))) for key in numbers))
    fields, foreign = without_foreign(_texts(values, {}), locate)
    return validate(FrontMatter, fields, locate), (*_misspelt(values, locate), *foreign)


def _unquoted(key: str, place: Place) -> Problem:
    message = f"The field “{key}” holds a number, of which TOML does not keep every digit: 1.10 would be 1.1."
    return Problem("invalid-front-matter", message, "Put it in double quotes.", place, words=key)


class Loader(yaml.SafeLoader):
    """YAML as editors mean it: a code or version 1.10 keeps its digits."""


def _number_as_written(loader: Loader, node: yaml.ScalarNode) -> object:
    """Read a number as a number only where that keeps every digit."""
    if len(node.value) > LONGEST_NUMBER:
        return node.value
    value = loader.construct_yaml_float(node) if "." in node.value else loader.construct_yaml_int(node)
    return value if str(value) == node.value else node.value


def _as_written(loader: Loader, node: yaml.ScalarNode) -> object:
    return loader.construct_scalar(node)


Loader.add_constructor("tag:yaml.org,2002:float", _number_as_written)
Loader.add_constructor("tag:yaml.org,2002:int", _number_as_written)
Loader.add_constructor("tag:yaml.org,2002:binary", _as_written)  # bytes are nobody's text

TEXTS = ("title", "generic_name", "version", "author", "reviewer", "route", "form")
PEOPLE = ("author", "reviewer")


def _texts(values: Mapping[Any, Any], written: Mapping[str, str]) -> dict[str, object]:
    """Read a number, date or list where text is meant as the text it was written as; an empty field is no field."""
    fields = {str(key): value for key, value in values.items() if value is not None}
    for key in fields.keys() & set(TEXTS):
        value = fields[key]
        if isinstance(value, Mapping | list):
            parts = value.values() if isinstance(value, Mapping) else value
            fields[key] = ", ".join(map(str, parts)) if key in PEOPLE else written.get(key, str(value))
        elif not isinstance(value, str):
            fields[key] = written.get(key, str(value))
    if isinstance(fields.get("brand_names"), str):
        fields["brand_names"] = [fields["brand_names"]]
    return fields


def _broken(language: str, reason: str, place: Place) -> Problem:
    hint = "Put a value that holds : { [ # or quotes in double quotes, and indent with spaces, not tabs."
    return Problem("invalid-front-matter", f"The front matter is not {language}: {reason}.", hint, place)


def _node_place(node: yaml.Node | None, loc: FieldPath, path: str) -> Place:
    place = Place(path, 2, 1)
    for step in loc:
        if isinstance(node, yaml.MappingNode):
            pair = next((pair for pair in node.value if pair[0].value == str(step)), None)
            if pair is None:
                break
            mark, node = pair[0].start_mark, pair[1]
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            node = node.value[step]
            mark = node.start_mark
        else:
            break
        place = Place(path, mark.line + 1, mark.column + 1)
    return place
