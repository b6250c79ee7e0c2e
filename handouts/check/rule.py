"""What a rule is: a value, so that the table of rules reads like the sheet it was written from."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Generic, TypeVar

from handouts.errors import Level, Place, Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["Hit", "Level", "Rule", "apply", "broken"]

Subject = TypeVar("Subject")


@dataclasses.dataclass(frozen=True, slots=True)
class Hit:
    """What a rule's function finds: a problem before its rule has put its name to it.

    ``level`` is given where it is not the rule's own; the other fields are those of `Problem`.
    """

    words: str
    place: Place
    message: str
    hint: str
    level: Level | None = None
    around: str = ""


@dataclasses.dataclass(frozen=True)
class Rule(Generic[Subject]):
    """A rule of the sheet: ``threshold`` in words, ``why`` it matters to a patient, ``source`` who says so.

    ``gravest`` is the gravest level of its findings, where that is not the rule's own.
    """

    id: str
    level: Level
    title: str
    threshold: str
    why: str
    source: str
    find: Callable[[Subject], Iterator[Hit | Problem]]
    gravest: Level | None = None

    @property
    def may_block(self) -> bool:
        """Tell whether any of its findings keeps a text from being handed out."""
        return Level.BLOCK in {self.level, self.gravest}


def broken(rule: Rule[Subject], hit: Hit) -> Problem:
    """Return a hit as the problem of its rule."""
    level = hit.level or rule.level
    return Problem(rule.id, hit.message, hit.hint, hit.place, level, hit.words, rule.id, hit.around)


def apply(rule: Rule[Subject], subject: Subject) -> Iterator[Problem]:
    """Return what a rule finds in its subject."""
    return (hit if isinstance(hit, Problem) else broken(rule, hit) for hit in rule.find(subject))
