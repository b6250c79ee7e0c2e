"""What a rule is: a value, so that the table of rules reads like the sheet it was written from."""

from __future__ import annotations

import dataclasses
import enum
from typing import TYPE_CHECKING, Generic, TypeVar

from handouts.errors import Level, Place, Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["Hit", "Kind", "Level", "Rule", "apply", "broken", "kind_of"]

Subject = TypeVar("Subject")


class Kind(enum.StrEnum):
    """What a rule is for: that nobody comes to harm, that the paper and its file are sound, that it reads well."""

    SAFETY = "safety"
    PAPER = "paper"
    STYLE = "style"


KINDS = {"S": Kind.SAFETY, "M": Kind.SAFETY, "P": Kind.PAPER, "T": Kind.PAPER, "L": Kind.STYLE}
OTHERWISE = {
    "L11": Kind.SAFETY,  # an order to get help at once, and nobody knows for what
    "L12": Kind.SAFETY,  # a risk that is guessed
    "L14": Kind.SAFETY,  # the dose of another disease
    "M05": Kind.STYLE,  # the two profiles ask for the opposite
    "S02": Kind.STYLE,  # levels of headings
}

# What they find makes a patient take something else than is meant; what is left unsaid comes after it.
MISLEADING = frozenset(
    "M01 M02 M03 M07 M15 M16 M17 M18 M19 M20 M21 M22 M23 M25 M27 S20 S21 S31 S32 S33 S34 S35 S39".split()  # noqa: SIM905 - to read
)
# How a thing is written or filed; what is left unsaid comes before it.
FORMAL = frozenset({"M04", "M06", "M08", "L12", "S01", "S09", "S10", "S11", "S13"})


def kind_of(rule_id: str) -> Kind:
    """Return what a rule is for; a problem that no rule of ours has is one of safety."""
    return OTHERWISE.get(rule_id) or KINDS.get(rule_id[:1], Kind.SAFETY)


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
    instead: str = ""


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
    def kind(self) -> Kind:
        """What it is for."""
        return kind_of(self.id)

    @property
    def may_block(self) -> bool:
        """Tell whether any of its findings keeps a text from being handed out."""
        return Level.BLOCK in {self.level, self.gravest}


def broken(rule: Rule[Subject], hit: Hit) -> Problem:
    """Return a hit as the problem of its rule."""
    level = hit.level or rule.level
    return Problem(
        rule.id, hit.message, hit.hint, hit.place, level, hit.words, rule.id, hit.around, instead=hit.instead
    )


def apply(rule: Rule[Subject], subject: Subject) -> Iterator[Problem]:
    """Return what a rule finds in its subject."""
    return (hit if isinstance(hit, Problem) else broken(rule, hit) for hit in rule.find(subject))
