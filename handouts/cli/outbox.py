"""``handouts outbox``: what is still to be filed in record systems, and what became of the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click
from rich.table import Table
from rich.text import Text

from handouts.cli.console import out, report
from handouts.cli.giving.ledger import settled
from handouts.cli.options import clinic, clinic_file
from handouts.cli.outbox_retract import retract
from handouts.cli.stores import outbox_of
from handouts.cli.terminal import tell, tell_json
from handouts.errors import ExitCode
from handouts.model.typography import printable_line
from handouts.records.entries import OPEN, UNDONE, Because, Entry, State, as_json
from handouts.records.ledger_answers import Outcome
from handouts.records.retrying import retry_all
from handouts.records.targets import adapter_for

if TYPE_CHECKING:
    from collections.abc import Sequence

    from handouts.model.clinic import Settings

WIDTH = 120
LAST = 50
HEADINGS = ("ID", "Document", "Asked", "Target", "State", "Attempts", "Next")
EMPTY = "Nothing waits to be filed."
PRINTED = {Because.NOT_GIVEN: Outcome.FAILED}  # who drops it so has looked for the paper
TO_DO = "{} to be sent. Send now: handouts outbox retry"


@click.group(invoke_without_command=True)
@click.option("--all", "everything", is_flag=True, help=f"Show the last {LAST} entries, the filed ones too.")
@click.option(
    "--json", "as_values", is_flag=True, help="Print JSON: a list, one entry for each leaflet, with attempts."
)
@clinic
@click.pass_context
def command(ctx: click.Context, *, everything: bool, as_values: bool, settings: Settings) -> int:
    """Show what is still to be filed in record systems; no patient is named."""
    ctx.obj = settings
    if ctx.invoked_subcommand is not None:
        return ExitCode.DONE
    outbox = outbox_of(settings, clinic_file())
    entries = outbox.entries(tuple(State), LAST) if everything else outbox.entries(UNDONE)
    if as_values:
        values = [as_json(entry, outbox.attempts(entry.id)) for entry in entries]
        tell_json(values, indent=2)
    elif not entries:
        tell(EMPTY)
    else:
        out(WIDTH).print(_table(entries))
        tell()
        for entry in entries:
            if entry.reason:
                tell(printable_line(f"{entry.id}: {entry.reason}"))
        if waiting := sum(entry.state in OPEN and not entry.held for entry in entries):
            tell(TO_DO.format(waiting))
    return ExitCode.DONE


command.add_command(retract)


@command.command
@click.argument("numbers", nargs=-1, type=click.IntRange(min=1), metavar="[ID]...")
@click.option("--due", is_flag=True, help="Only what is due: for a timer. By hand, everything is tried at once.")
@click.option(
    "--send-again", is_flag=True, help="You have looked: the record system does not have it. Needs the entry's ID."
)
@click.pass_obj
def retry(settings: Settings, numbers: tuple[int, ...], *, due: bool, send_again: bool) -> int:
    """Send what is still to be filed; with an ID that one alone, even if it was refused."""
    if send_again and not numbers:
        raise click.UsageError("--send-again needs the ID of the entry; see: handouts outbox")
    outbox = outbox_of(settings, clinic_file())
    for number in numbers if send_again else ():
        outbox.send_again(number)
    folder = clinic_file().parent
    looked = {number for number in numbers if outbox.entry(number).held}
    done = retry_all(outbox, lambda target: adapter_for(target, settings.records, folder), named=numbers, urged=not due)
    report(done.problems)
    if not done.entries:
        tell(EMPTY)
        return ExitCode.DONE
    for entry in done.entries:
        said = f" – {entry.reason}" if entry.reason else ""
        tell(printable_line(f"{entry.id}: {entry.document} {entry.target} {entry.standing}{said}"))
    problems = [
        problem
        for entry in done.entries
        for problem in settled(entry, settings, Outcome.DONE if entry.id in looked else None)
    ]
    report(problems, weight="warning")
    is_done = all(entry.state in {State.FILED, State.DROPPED} for entry in done.entries)
    return ExitCode.DONE if is_done else ExitCode.OUTPUT


@command.command
@click.argument("number", type=click.IntRange(min=1), metavar="ID")
@click.option(
    "--because", type=click.Choice([each.value for each in Because]), required=True, help="Why it is given up."
)
@click.pass_obj
def drop(settings: Settings, number: int, because: str) -> int:
    """Give an entry up and forget its message."""
    entry = outbox_of(settings, clinic_file()).drop(number, Because(because))
    report(settled(entry, settings, PRINTED.get(Because(because))), weight="warning")
    tell(f"{entry.id}: {entry.document} is dropped ({entry.reason}).")
    return ExitCode.DONE


def _table(entries: Sequence[Entry]) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in HEADINGS:
        table.add_column(heading, overflow="fold")
    for entry in entries:
        due = f"{entry.due.astimezone():%Y-%m-%d %H:%M}" if entry.due and entry.state in OPEN else "–"
        first = (entry.id, entry.document, entry.kind, entry.target, entry.standing, entry.attempts)
        table.add_row(*(Text(printable_line(str(cell))) for cell in (*first, due)))
    return table
