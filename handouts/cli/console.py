"""Print problems so that a nurse can act on them and an editor's tools can jump to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

from handouts.errors import ExitCode
from handouts.model.typography import printable

if TYPE_CHECKING:
    import pathlib
    from collections.abc import Iterable

    from handouts.errors import Problem

PIPE_WIDTH = 100_000  # a pipe has no edge to wrap at


def errors() -> Console:
    """Return the console for problems: standard error, no guessing at markup, no wrapped lines."""
    return Console(stderr=True, highlight=False, soft_wrap=True)


def out() -> Console:
    """Return the console for results: standard output; a pipe gets wide lines instead of a guessed width."""
    console = Console(highlight=False)
    return console if console.is_terminal else Console(highlight=False, width=PIPE_WIDTH)


def report(problems: Iterable[Problem], console: Console | None = None, *, raised: bool = True) -> None:
    """Print each problem once: place, whether it kept something from being done, code, what is wrong; then what to do."""
    console, level, style = console or errors(), *(("error", "bold red") if raised else ("warning", "yellow"))
    for problem in dict.fromkeys(problems):
        line = Text()
        line.append(printable(f"{problem.place}: "), "bold")
        line.append(f"{level} ", style)
        line.append(printable(f"[{problem.code}] {problem.message}"))
        console.print(line)
        console.print(Text(printable(f"    {problem.hint}")))


def fault(path: pathlib.Path, traceback: str, console: Console | None = None) -> ExitCode:
    """Print a fault of ours that cost one file, and return its exit code."""
    (console or errors()).print(f"{path}: this is a fault of handouts, please report it:\n{traceback}", markup=False)
    return ExitCode.BUG
