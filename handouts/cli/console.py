"""Print problems so that a nurse can act on them and an editor's tools can jump to them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from rich.console import Console
from rich.text import Text

from handouts.errors import ExitCode
from handouts.model.typography import printable

if TYPE_CHECKING:
    import pathlib
    from collections.abc import Iterable

    from handouts.errors import Problem

    Weight = Literal["error", "warning", "block"]

PIPE_WIDTH = 100_000  # a pipe has no edge to wrap at
PARAGRAPH_WIDTH = 120  # columns of what is a paragraph or a table even in a pipe
STYLES: dict[Weight, str] = {"error": "bold red", "warning": "yellow", "block": "bold red"}


def errors() -> Console:
    """Return the console for problems: standard error, no guessing at markup, no wrapped lines."""
    return Console(stderr=True, highlight=False, soft_wrap=True)


def out(pipe_width: int = PIPE_WIDTH) -> Console:
    """Return the console for results: standard output; a pipe gets wide lines instead of a guessed width."""
    console = Console(highlight=False)
    return console if console.is_terminal else Console(highlight=False, width=pipe_width)


def report(problems: Iterable[Problem], console: Console | None = None, weight: Weight = "error") -> None:
    """Print each problem once: place, what it keeps from being done, code, what is wrong; then what to do."""
    console = console or errors()
    for problem in dict.fromkeys(problems):
        place = Text(printable(f"{problem.place}: "), "bold")
        console.print(place + kind(weight, problem.code) + Text(printable(f" {problem.message}")))
        console.print(Text(printable(f"    {problem.hint}")))


def kind(weight: Weight, code: str) -> Text:
    """Return how much a problem weighs and its code, as everywhere."""
    return Text.assemble((weight, STYLES[weight]), printable(f" [{code}]"))


def fault(path: pathlib.Path, traceback: str, console: Console | None = None) -> ExitCode:
    """Print a fault of ours that cost one file, and return its exit code."""
    (console or errors()).print(f"{path}: this is a fault of handouts, please report it:\n{traceback}", markup=False)
    return ExitCode.BUG
