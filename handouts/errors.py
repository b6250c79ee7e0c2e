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
import enum
from typing import Literal


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


@dataclasses.dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, in words its reader can act on.

    ``code`` is stable (``missing-glyph``), ``message`` says what is, ``hint`` what to do.
    A warning is reported and the leaflet is still made.
    """

    code: str
    message: str
    hint: str
    place: Place
    level: Literal["error", "warning"] = "error"


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
