"""Rules that other rooms apply while a text is read and its leaflet made: their problems bear these rules' names."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from handouts.check.rule import Level, Rule

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from handouts.errors import Problem


def _met_elsewhere(_: object) -> Iterator[Problem]:
    return iter(())


READABLE: Rule[object] = Rule(
    "S15",
    Level.BLOCK,
    "The file can be read",
    "UTF-8 text with a front matter that is YAML or TOML",
    "What a program reads wrongly, it prints wrongly.",
    "own",
    _met_elsewhere,
)
COMPLETE: Rule[object] = Rule(
    "M10",
    Level.BLOCK,
    "Nothing lost, nothing added",
    "every word, number, sign and negation is on paper, in order, as often as in the text",
    "A lost sign or number can kill.",
    "own; proven on every leaflet when it is made",
    _met_elsewhere,
)
PRINTABLE: Rule[object] = Rule(
    "P20",
    Level.BLOCK,
    "The leaflet can be made",
    "every picture, character and table fits the paper",
    "A leaflet with a hole in it is not handed out.",
    "own",
    _met_elsewhere,
)
RULES = (READABLE, COMPLETE, PRINTABLE)


def of_rule(problems: Iterable[Problem], rule: Rule[object]) -> tuple[Problem, ...]:
    """Return problems that bear no rule's name under the one of what was going on: the reading, the making."""
    return tuple(problem if problem.rule else dataclasses.replace(problem, rule=rule.id) for problem in problems)
