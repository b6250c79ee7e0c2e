"""What a rule is, and what it finds: values, so that the table of rules reads like the sheet it was written from."""

from __future__ import annotations

import dataclasses
import enum
from typing import TYPE_CHECKING, Generic, TypeVar

from handouts.errors import Place

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from handouts.model.frontmatter import Waiver

Subject = TypeVar("Subject")


class Level(enum.StrEnum):
    """How much a finding weighs: it keeps the text from being handed out, it warns, or it informs."""

    BLOCK = "block"
    WARN = "warn"
    INFORM = "inform"

    @property
    def rank(self) -> int:
        """0 for the gravest."""
        return list(Level).index(self)


@dataclasses.dataclass(frozen=True, slots=True)
class Hit:
    """What a rule function finds.

    ``words`` are the offending words as they stand ("" when the whole document is meant), ``place`` where they stand,
    ``message`` what is wrong with them, ``instead`` what to write or do. ``level`` is given where it is not the rule's own.
    ``around`` is the text of the line they stand in.
    """

    words: str
    place: Place
    message: str
    hint: str
    level: Level | None = None
    around: str = ""


@dataclasses.dataclass(frozen=True)
class Rule(Generic[Subject]):
    """A rule of the sheet: ``threshold`` in words, ``why`` it matters to a patient, ``source`` who says so."""

    id: str
    level: Level
    title: str
    threshold: str
    why: str
    source: str
    find: Callable[[Subject], Iterator[Hit]]


@dataclasses.dataclass(frozen=True, slots=True)
class Finding:
    """A hit of a rule, with the waiver that lets it pass, if there is one. Columns and lines count from 1; 0 is unknown."""

    rule: str
    title: str
    level: Level
    place: Place
    words: str
    message: str
    hint: str
    why: str
    source: str
    around: str = ""
    waiver: Waiver | None = None

    @property
    def blocks(self) -> bool:
        """Tell whether the text may not be handed out as it is."""
        return self.level is Level.BLOCK and self.waiver is None


def found(rule: Rule[Subject], hit: Hit) -> Finding:
    """Return a hit as a finding of its rule."""
    return Finding(
        rule.id,
        rule.title,
        hit.level or rule.level,
        hit.place,
        hit.words,
        hit.message,
        hit.hint,
        rule.why,
        rule.source,
        hit.around,
    )


def apply(rule: Rule[Subject], subject: Subject) -> Iterator[Finding]:
    """Return what a rule finds in its subject."""
    return (found(rule, hit) for hit in rule.find(subject))
