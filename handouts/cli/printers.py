"""``handouts printers``: the printers there are, and what each can do."""

from __future__ import annotations

import dataclasses
import os
from typing import TYPE_CHECKING

import click
from rich.table import Table
from rich.text import Text

from handouts.assets import look
from handouts.cli.console import out, report
from handouts.cli.options import FOLDER, clinic, clinic_file
from handouts.cli.terminal import tell, tell_json, write
from handouts.errors import ExitCode, OutputError, Place, Problem
from handouts.model.edition_words import USUAL
from handouts.model.typography import printable_line
from handouts.printing.defaults import edition_entries
from handouts.printing.finding import find_printer, find_printers, unknown_printer
from handouts.printing.journal import Journal, journal_path
from handouts.printing.journal import as_json as entry_as_json
from handouts.printing.places import Places, Server
from handouts.printing.telling import (
    UNSAID,
    as_json,
    colours_told,
    finishes,
    loaded_told,
    sides_told,
    state_told,
    supply_told,
    takes_told,
    to_do,
)

if TYPE_CHECKING:
    import pathlib
    from collections.abc import Iterable, Iterator, Sequence

    from handouts.model.clinic import Settings
    from handouts.printing.finding import Findings
    from handouts.printing.places import Found

WIDTH = 100
LAST_JOBS = 50
NONE = (
    "No printers: {fault}, and clinic.toml names none. Write a printer's address into clinic.toml, under "
    "[printing.printers], or set up a queue with CUPS."
)
EMPTY = "the print server (CUPS) has no queue"


@click.command
@click.argument("names", nargs=-1, metavar="[NAME]...")
@click.option("--json", "as_values", is_flag=True, help="Print JSON: a list, one entry for each printer.")
@click.option("--journal", "jobs", is_flag=True, help=f"Show what became of the last {LAST_JOBS} jobs.")
@click.option("--styles", type=FOLDER, help="Your own styles, for the words of their editions.")
@clinic
def command(
    names: tuple[str, ...], *, as_values: bool, jobs: bool, styles: pathlib.Path | None, settings: Settings
) -> int:
    """List the queues of this machine's CUPS and the printers of clinic.toml; with a NAME, everything of that one.

    A NAME may be an address too: ipp://HOST:631/ipp/print. Nothing else is looked for on the network.
    """
    if jobs:
        return _journal(names, as_values=as_values)
    edition_entries(settings, look(None, styles or settings.styles))
    places = places_of(settings, clinic_file())
    if names:
        return _named(names, settings, places, as_values=as_values)
    findings = find_printers(places)
    _tell_what_is_wrong(findings, settings, places.server)
    if as_values:
        _values(findings.printers, settings)
    elif findings.printers:
        out(WIDTH).print(_table(findings.printers))
        tell()
        tell("All that is known of one, and what to do: handouts printers NAME")
    else:
        tell(NONE.format(fault=findings.fault or EMPTY))
    return ExitCode.DONE


def places_of(settings: Settings, file: pathlib.Path, user: str = "") -> Places:
    """Return where printers are looked for: in the clinic's file, and at the print server CUPS's own programs use."""
    return Places(settings.printing.printers, file.parent, Server.named(os.environ.get("CUPS_SERVER", "")), user)


def _named(names: Sequence[str], settings: Settings, places: Places, *, as_values: bool) -> int:
    found: list[Found] = []
    code = ExitCode.DONE
    for name in dict.fromkeys(names):
        try:
            found.append(find_printer(name, places))
        except OutputError as error:
            report(error.problems)
            code = error.exit_code
    if as_values:
        _values(found, settings)
    else:
        for index, each in enumerate(found):
            write("\n" * bool(index))
            out(WIDTH).print(_everything(each, settings))
    return code if all(each.printer for each in found) else ExitCode.OUTPUT


def _tell_what_is_wrong(findings: Findings, settings: Settings, server: Server) -> None:
    """Tell of a print server that was named and is silent, and of names in clinic.toml that no printer has."""
    if findings.fault and server.chosen:
        message, hint = f"{findings.fault[0].upper()}{findings.fault[1:]}.", "Look at CUPS_SERVER, or unset it."
        report([Problem("print-server-silent", message, hint, Place("CUPS_SERVER"))], weight="warning")
    names = [each.name for each in findings.printers]
    known = {each.casefold() for each in names}
    asked = {("printing", "printer"): settings.printing.printer} | {
        ("printing", "editions", words, "printer"): entry.printer for words, entry in settings.printing.editions.items()
    }
    for path, name in asked.items():
        if name and "://" not in name and name.casefold() not in known:
            problem = unknown_printer(name, names, findings.fault)
            report([dataclasses.replace(problem, place=settings.place(*path))], weight="warning")


def _editions(found: Found, settings: Settings) -> list[str]:
    """Return the words of the editions that are printed there where no printer is named; ``*`` is every other one."""
    printing, own = settings.printing, {found.name.casefold(), found.address.casefold()}
    usual = printing.printer or (found.name if found.printer and found.printer.usual else None)
    asked = {"*": usual} | {words: entry.printer for words, entry in printing.editions.items()}
    return [words for words, name in asked.items() if name and name.casefold() in own]


def _values(found: Sequence[Found], settings: Settings) -> None:
    values = [as_json(each, _editions(each, settings)) for each in found]
    tell_json(values, indent=2)


def _table(found: Sequence[Found]) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold", leading=1)
    for heading in ("Printer", "State", "Paper loaded", "Both sides", "Colour", "Supplies"):
        table.add_column(heading, overflow="fold")
    for each in found:
        cells: list[str | Text] = [each.name, state_told(each)]
        if printer := each.printer:
            both = "yes" if len(printer.sides) > 1 else "no" if printer.sides else UNSAID
            cells += [_stacked(loaded_told(printer)), both, colours_told(printer)]
            cells += [_stacked(map(supply_told, printer.supplies)) or UNSAID]
        table.add_row(*map(_plain, cells))
    return table


def _everything(found: Found, settings: Settings) -> Table:
    table = Table(box=None, pad_edge=False, show_header=False)
    table.add_column(style="bold", no_wrap=True)
    table.add_column(overflow="fold")
    for name, told in _lines(found, settings):
        if told:
            table.add_row(name, _plain(told))
    return table


def _lines(found: Found, settings: Settings) -> Iterator[tuple[str, str | Text]]:
    yield "Printer", found.name
    yield "Address", found.address
    yield "State", state_told(found)
    yield "To do", "\n".join(to_do(found))
    if printer := found.printer:
        yield "It says", printer.message
        yield "Make", printer.make
        yield "Paper loaded", _stacked(loaded_told(printer))
        yield "Takes", ", ".join(takes_told(printer)) or UNSAID
        yield "Trays", ", ".join(printer.trays) or UNSAID
        yield "Both sides", sides_told(printer)
        yield "Colour", colours_told(printer)
        yield "Finishing", ", ".join(finishes(printer)) or "none"
        yield "Copies", f"at most {printer.most_copies} in one job"
        yield "Some pages", "yes" if printer.page_ranges else "no: only whole leaflets"
        yield "Supplies", _stacked(map(supply_told, printer.supplies)) or UNSAID
        yield "Stands for", printer.device
    named = {"*": "every edition without a printer of its own", USUAL: "the usual edition"}
    yield (
        "Prints",
        ", ".join(named.get(each, each) for each in _editions(found, settings)) or "what is sent to it by name",
    )


def _journal(names: Sequence[str], *, as_values: bool) -> int:
    folded = {each.casefold() for each in names}
    entries = Journal(journal_path(clinic_file())).entries(LAST_JOBS)
    entries = [each for each in entries if not folded or each.printer.casefold() in folded]
    if as_values:
        tell_json([entry_as_json(each) for each in entries], indent=2)
        return ExitCode.DONE
    if not entries:
        tell("Nothing has been printed from this folder yet.")
        return ExitCode.DONE
    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in ("Started", "Document", "Edition", "Printer", "Job", "Copies", "Sheets", "Outcome"):
        table.add_column(heading, overflow="fold")
    for each in entries:
        outcome = f"{each.outcome}{f': {each.reason}' if each.reason else ''}"
        cells = [f"{each.started:%Y-%m-%d %H:%M}", each.document, each.edition or USUAL, each.printer, each.job or "–"]
        table.add_row(
            *map(_plain, map(str, [*cells, each.copies, "–" if each.sheets is None else each.sheets, outcome]))
        )
    out(WIDTH).print(table)
    return ExitCode.DONE


def _plain(text: str | Text) -> Text:
    return Text(printable_line(text)) if isinstance(text, str) else text


def _stacked(lines: Iterable[str]) -> Text:
    return Text("\n".join(map(printable_line, lines)))
