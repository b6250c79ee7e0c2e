"""What went wrong in a run of many files, told at its end: each kind of problem once, with its count and its places."""

from __future__ import annotations

import collections
from typing import TYPE_CHECKING, Any

from rich.text import Text

from handouts.cli.console import PARAGRAPH_WIDTH, fault, kind, report
from handouts.model.typography import printable_line

if TYPE_CHECKING:
    import pathlib
    from collections.abc import Iterable, Iterator

    from rich.console import Console

    from handouts.cli.console import Weight
    from handouts.errors import Problem
    from handouts.library.index import Made
    from handouts.library.jobs import Outcome

    Kinds = dict[tuple[Weight, str], collections.Counter[Problem]]

INDENT = "    "


def weighed(outcome: Outcome[Made]) -> Iterator[tuple[Weight, tuple[Problem, ...]]]:
    """Return what there is to say of a leaflet, with its weight; a fault of ours is not among it."""
    yield "warning", outcome.notes
    if outcome.result:
        yield "warning", outcome.result.warnings
    elif outcome.error:
        yield "error", outcome.error.problems


class Collected:
    """The problems of many leaflets by their kind, and the faults of ours by their traceback."""

    def __init__(self) -> None:
        """Start with none."""
        self.kinds: Kinds = collections.defaultdict(collections.Counter)
        self.faults: dict[str, list[pathlib.Path]] = collections.defaultdict(list)

    def add(self, outcome: Outcome[Made]) -> None:
        """Keep what there is to say of a leaflet."""
        for weight, problems in weighed(outcome):
            for problem in problems:
                self.kinds[weight, problem.code][problem] += 1
        if outcome.fault:
            self.faults[outcome.fault].append(outcome.path)

    def tell(self, console: Console) -> None:
        """Print everything and forget it: first what warns, last what kept a leaflet from being made."""
        for (weight, code), problems in sorted(self.kinds.items(), key=_gravity):
            if len(problems) == 1:
                _tell_one(weight, problems, console)
            else:
                _tell_kind(kind(weight, code), sorted(problems, key=_order), console)
        for traceback, paths in self.faults.items():
            _tell_fault(traceback, sorted(paths), console)
        self.kinds.clear()
        self.faults.clear()


def _gravity(entry: tuple[tuple[Weight, str], collections.Counter[Problem]]) -> Any:
    (weight, code), problems = entry
    return weight != "warning", -problems.total(), code


def _order(problem: Problem) -> Any:
    return problem.place, problem.message


def _tell_one(weight: Weight, problems: collections.Counter[Problem], console: Console) -> None:
    """Print a problem that stands in one place: the file of one leaflet, or a template of many."""
    report(problems, console, weight)
    if (leaflets := problems.total()) > 1:
        console.print(f"{INDENT}It concerns {leaflets:,} leaflets.")


def _tell_kind(head: Text, problems: list[Problem], console: Console) -> None:
    """Print problems of one kind: where all say the same, it is said once; else a line a place."""
    count = Text(f"{len(problems):,} × ") + head
    hints = {problem.hint for problem in problems}
    if len(hints) == 1 and len({problem.message for problem in problems}) == 1:
        console.print(count + Text(printable_line(f" {problems[0].message}")))
        console.print(Text(printable_line(INDENT + problems[0].hint)))
        _print_paragraph((str(problem.place) for problem in problems), console)
        return
    console.print(count)
    if len(hints) == 1:
        console.print(Text(printable_line(INDENT + problems[0].hint)))
    for problem in problems:
        said = problem.message if len(hints) == 1 else f"{problem.message} {problem.hint}"
        console.print(Text(printable_line(f"{INDENT}{problem.place}: {said}")))


def _tell_fault(traceback: str, paths: list[pathlib.Path], console: Console) -> None:
    if len(paths) == 1:
        fault(paths[0], traceback, console)
        return
    console.print(f"{len(paths):,} × a fault of handouts, please report it:\n{traceback}", markup=False)
    _print_paragraph(map(str, paths), console)


def paragraph(pieces: Iterable[str], width: int) -> Iterator[str]:
    """Return pieces one after the other, as many to a line as fit; none is broken."""
    shown = [printable_line(piece) for piece in pieces]
    line = INDENT
    for text in (*(f"{piece}, " for piece in shown[:-1]), *shown[-1:]):
        if line != INDENT and len(line) + len(text.rstrip()) > width:
            yield line.rstrip()
            line = INDENT
        line += text
    yield line


def _print_paragraph(pieces: Iterable[str], console: Console) -> None:
    for line in paragraph(pieces, console.width if console.is_terminal else PARAGRAPH_WIDTH):
        console.print(Text(line))
