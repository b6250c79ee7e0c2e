"""Print problems so that a nurse can act on them and an editor's tools can jump to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from handouts.errors import Problem

COLOURS = {"error": "bold red", "warning": "yellow"}


def errors() -> Console:
    """Return the console for problems: standard error, no guessing at markup, no wrapped lines."""
    return Console(stderr=True, highlight=False, soft_wrap=True)


def report(problems: Iterable[Problem]) -> None:
    """Print each problem once: place, level, code, what is wrong; on the next line what to do."""
    console = errors()
    for problem in dict.fromkeys(problems):
        line = Text()
        line.append(f"{problem.place}: ", "bold")
        line.append(f"{problem.level} ", COLOURS[problem.level])
        line.append(f"[{problem.code}] {problem.message}")
        console.print(line)
        console.print(Text(f"    {problem.hint}"))
