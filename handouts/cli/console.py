"""Print problems so that a nurse can act on them and an editor's tools can jump to them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from rich.console import Console
from rich.text import Text

from handouts.errors import ExitCode
from handouts.model.typography import printable_line, unmasked

if TYPE_CHECKING:
    import pathlib
    from collections.abc import Iterable

    from rich.console import ConsoleOptions, RenderableType
    from rich.segment import Segment

    from handouts.errors import Problem

    Weight = Literal["error", "warning", "block"]

PIPE_WIDTH = 100_000  # a pipe has no edge to wrap at
PARAGRAPH_WIDTH = 120  # columns of what is a paragraph or a table even in a pipe
STYLES: dict[Weight, str] = {"error": "bold red", "warning": "yellow", "block": "bold red"}


class Terminal(Console):
    """A console whose colours are ours alone: what nobody sees of a text is written out (`handouts.cli.terminal`)."""

    def render(self, renderable: RenderableType, options: ConsoleOptions | None = None) -> Iterable[Segment]:
        """Yield the pieces of what is printed; what moves the cursor comes from rich's own pieces only."""
        for segment in super().render(renderable, options):
            yield segment if segment.control else segment._replace(text=unmasked(segment.text))


def errors() -> Console:
    """Return the console for problems: standard error, no guessing at markup, no wrapped lines."""
    return Terminal(stderr=True, highlight=False, soft_wrap=True)


def out(pipe_width: int = PIPE_WIDTH) -> Console:
    """Return the console for results: standard output; a pipe gets wide lines instead of a guessed width."""
    console = Terminal(highlight=False)
    return console if console.is_terminal else Terminal(highlight=False, width=pipe_width)


def report(problems: Iterable[Problem], console: Console | None = None, weight: Weight = "error") -> None:
    """Print each problem once: place, what it keeps from being done, code, what is wrong; then what to do."""
    console = console or errors()
    for problem in dict.fromkeys(problems):
        place = Text(printable_line(f"{problem.place}: "), "bold")
        console.print(place + kind(weight, problem.code) + Text(printable_line(f" {problem.message}")))
        console.print(Text(printable_line(f"    {problem.hint}")))


def kind(weight: Weight, code: str) -> Text:
    """Return how much a problem weighs and its code, as everywhere."""
    return Text.assemble((weight, STYLES[weight]), printable_line(f" [{code}]"))


def fault(path: pathlib.Path, traceback: str, console: Console | None = None) -> ExitCode:
    """Print a fault of ours that cost one file, and return its exit code."""
    (console or errors()).print(
        f"{printable_line(str(path))}: this is a fault of handouts, please report it:\n{traceback}", markup=False
    )
    return ExitCode.BUG
