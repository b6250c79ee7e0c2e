"""Problems met on the road to the leaflet, as findings: what the reader, the engine or the proof refused."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from handouts.check.paper.setting import PARTED
from handouts.check.rule import Finding, Hit, Level, Rule, found

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from handouts.errors import Problem


def _told(problems: Iterable[Problem]) -> Iterator[Hit]:
    levels = {"error": None, "warning": Level.WARN}
    return (Hit("", problem.place, problem.message, problem.hint, levels[problem.level]) for problem in problems)


READABLE: Rule[Iterable[Problem]] = Rule(
    "S15",
    Level.BLOCK,
    "The file can be read",
    "UTF-8 text with a front matter that is YAML or TOML",
    "What a program reads wrongly, it prints wrongly.",
    "own",
    _told,
)
COMPLETE: Rule[Iterable[Problem]] = Rule(
    "M10",
    Level.BLOCK,
    "Nothing lost, nothing added",
    "every word, number, sign and negation is on paper, in order, as often as in the text",
    "A lost sign or number can kill.",
    "own; proven on every leaflet when it is made",
    _told,
)
PRINTABLE: Rule[Iterable[Problem]] = Rule(
    "P20",
    Level.BLOCK,
    "The leaflet can be made",
    "every picture, character and table fits the paper",
    "A leaflet with a hole in it is not handed out.",
    "own",
    _told,
)
RULES = (READABLE, COMPLETE, PRINTABLE)
RULE_OF: dict[str, Rule[Any]] = {
    "lost-words": COMPLETE,
    "added-words": COMPLETE,
    "changed-order": COMPLETE,
    "missing-identity": COMPLETE,
    "parted-number": PARTED,
}


def unreadable(problems: Iterable[Problem]) -> tuple[Finding, ...]:
    """Return the problems of a file that could not be read."""
    return tuple(found(READABLE, hit) for hit in _told(problems))


def unmade(problems: Iterable[Problem]) -> tuple[Finding, ...]:
    """Return the problems met while the leaflet was made."""
    return tuple(
        found(rule, hit)
        for problem in problems
        for rule in (RULE_OF.get(problem.code, PRINTABLE),)
        for hit in _told((problem,))
    )
