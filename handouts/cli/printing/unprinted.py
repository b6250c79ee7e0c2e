"""What ends a run before anything is sent: it is said that nothing was printed."""

from __future__ import annotations

import contextlib
import dataclasses
from typing import TYPE_CHECKING

import click

from handouts.cli.options import clinic_file
from handouts.cli.terminal import tell
from handouts.errors import ContentError, ExitCode, OutputError

if TYPE_CHECKING:
    import pathlib
    from collections.abc import Iterator

    from handouts.model.clinic import Settings


LISTED = "See which leaflets there are: handouts list"
DONE = {"attach": "filed", "give": "given"}  # what a command does; the others print


def nothing_done() -> str:
    """Say that the running command has done nothing."""
    running = click.get_current_context(silent=True)
    return f"Nothing was {DONE.get((running and running.info_name) or '', 'printed')}."


@contextlib.contextmanager
def interruptible() -> Iterator[None]:
    """Say of Ctrl-C that nothing was printed; of what is built by then nobody at a printer asks.

    Raises:
        Exit: it was typed.
    """
    try:
        yield
    except (KeyboardInterrupt, click.Abort):
        tell(f"Interrupted. {nothing_done()}", err=True)
        raise click.exceptions.Exit(ExitCode.INTERRUPTED) from None


@contextlib.contextmanager
def refusing() -> Iterator[None]:
    """Say of what a printer cannot do that nothing was printed."""
    try:
        yield
    except OutputError:
        tell(nothing_done(), err=True)
        raise


@contextlib.contextmanager
def no_leaflet(path: pathlib.Path, settings: Settings) -> Iterator[None]:
    """Say of a printer, or a number of copies, that stands where a leaflet is named, which option it goes with.

    Of a word that is like nothing, it is said where the names are.

    Raises:
        ContentError: there is no leaflet of that name.
    """
    try:
        yield
    except ContentError as error:
        near = any("Did you mean" in each.hint for each in error.problems)
        if near or not (hint := _hint_for(str(path), settings)):
            raise
        raise ContentError(*(dataclasses.replace(each, hint=hint) for each in error.problems)) from None


def _hint_for(word: str, settings: Settings) -> str:
    if "/" in word or "." in word:
        return ""
    if not any(param.name == "printer" for param in click.get_current_context().command.params):
        return LISTED  # what files leaflets needs none of the packages that find printers
    if word.isdecimal():
        return f"If it is the number of copies: --copies {word}"
    from handouts.cli import printers
    from handouts.printing.finding import find_printers

    queues = dataclasses.replace(printers.places_of(settings, clinic_file()), known={})
    for names in (lambda: settings.printing.printers, lambda: [each.name for each in find_printers(queues).printers]):
        if printer := next((name for name in names() if name.casefold() == word.casefold()), None):
            return f"{printer} is a printer: --printer {printer}"
    return LISTED
