"""What can go wrong, said once.

::

    HandoutsError
    ├── ContentError      1   the monograph or clinic file falls short; its author can mend it
    ├── LookError         3   a template or style is wrong
    ├── TypesettingError  4   the page would not be as promised; nothing is written
    └── OutputError       5   a file could not be written

Exit code 2 is the command line library's own (wrong usage), 70 a bug, 130 an interrupted run.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import enum


class ExitCode(enum.IntEnum):
    """What the process tells its caller; the README's table is tested against this one."""

    DONE = 0
    CONTENT = 1
    USAGE = 2
    LOOK = 3
    TYPESETTING = 4
    OUTPUT = 5
    BUG = 70
    INTERRUPTED = 130


@dataclasses.dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where in a file something stands. Line and column count from 1; 0 means unknown."""

    path: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        """Write the place as editors and terminals understand it: ``path:line:column``."""
        numbers = [str(number) for number in (self.line, self.column) if number]
        return ":".join([self.path, *numbers])


class Level(enum.StrEnum):
    """How much a problem weighs: with it a text may not be handed out, it warns, or it informs."""

    BLOCK = "block"
    WARN = "warn"
    INFORM = "inform"

    @property
    def rank(self) -> int:
        """0 for the gravest."""
        return list(Level).index(self)


@dataclasses.dataclass(frozen=True, slots=True)
class Waiver:
    """Why a problem may pass, who answers for it, and the last day on which that counts."""

    reason: str
    by: str
    until: dt.date | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, in words its reader can act on: a finding of a rule as well as a full disk.

    ``code`` is stable (``missing-glyph``; a rule's own id for what only that rule finds), ``message`` says what is,
    ``hint`` what to do. ``words`` are the offending words as they stand ("" when the whole file is meant), ``around``
    the text of the line they stand in. ``instead`` is what can be written for the words without a second thought, ""
    where that needs one. ``rule`` is the id of the rule of `handouts check` that is broken, "" for none.
    A problem that keeps a leaflet from being made is raised with an error; every other one is reported beside the
    leaflet.
    """

    code: str
    message: str
    hint: str
    place: Place
    level: Level = Level.BLOCK
    words: str = ""
    rule: str = ""
    around: str = ""
    waiver: Waiver | None = None
    instead: str = ""

    @property
    def blocks(self) -> bool:
        """Tell whether the text may not be handed out as it is."""
        return self.level is Level.BLOCK and self.waiver is None


class HandoutsError(Exception):
    """A reason not to make the leaflet, with every problem found so far."""

    exit_code = ExitCode.BUG

    def __init__(self, *problems: Problem) -> None:
        """Keep the problems; the message lists them for logs and tests."""
        super().__init__("; ".join(f"{problem.place}: {problem.message}" for problem in problems))
        self.problems = problems

    def __reduce__(self) -> tuple[type[HandoutsError], tuple[Problem, ...]]:
        """Cross the border between processes with the problems intact."""
        return type(self), self.problems


class ContentError(HandoutsError):
    """The monograph or the clinic file falls short."""

    exit_code = ExitCode.CONTENT


class LookError(HandoutsError):
    """A template or style is wrong."""

    exit_code = ExitCode.LOOK


class TypesettingError(HandoutsError):
    """The page would not be as promised: a missing glyph or image, a word lost."""

    exit_code = ExitCode.TYPESETTING


class OutputError(HandoutsError):
    """A file could not be written."""

    exit_code = ExitCode.OUTPUT
