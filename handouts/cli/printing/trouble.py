"""What keeps leaflets from being printed, gathered over all of them before it is told."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Any

import click

from handouts.cli.console import fault, report
from handouts.cli.printing.unprinted import nothing_done
from handouts.cli.terminal import tell
from handouts.errors import ExitCode, HandoutsError

if TYPE_CHECKING:
    import pathlib
    from collections.abc import Iterator

    from handouts.library.jobs import Outcome


class Trouble:
    """The errors of several leaflets, and the faults of ours."""

    def __init__(self) -> None:
        """Start with none."""
        self.errors = list[HandoutsError]()
        self.faults = list[tuple["pathlib.Path", str]]()

    @contextlib.contextmanager
    def kept(self) -> Iterator[None]:
        """Keep an error for the end."""
        try:
            yield
        except HandoutsError as error:
            self.errors.append(error)

    def add(self, outcome: Outcome[Any]) -> None:
        """Keep what is wrong with an outcome; what was noticed on the way is told at once."""
        report(outcome.notes, weight="warning")
        self.errors += [outcome.error] if outcome.error else []
        self.faults += [(outcome.path, outcome.fault)] if outcome.fault else []

    def settle(self) -> None:
        """Tell everything, if there is anything.

        Raises:
            HandoutsError: of the gravest kind, with every problem.
            Exit: there is a fault of ours.
        """
        if not (self.errors or self.faults):
            return
        tell(nothing_done(), err=True)
        problems = [problem for error in self.errors for problem in error.problems]
        if self.faults:
            report(problems)
            for path, traceback in self.faults:
                fault(path, traceback)
            raise click.exceptions.Exit(ExitCode.BUG)
        gravest = max(self.errors, key=lambda error: error.exit_code)
        raise type(gravest)(*problems)
