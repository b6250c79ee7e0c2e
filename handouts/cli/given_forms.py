"""What the ledger of leaflets given answers: as a table, as JSON, as CSV."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from rich.table import Table
from rich.text import Text

from handouts.cli.console import out
from handouts.cli.terminal import tell_json, write
from handouts.model.typography import printable_line
from handouts.records.ledger_answers import Asked, Entry, Holder, Outcome
from handouts.report.spreadsheet import spreadsheet

if TYPE_CHECKING:
    from handouts.records.filing import Person

WHOLE = {"at", "document", "number", "born"}  # on one line, where a table is narrow
WIDTH = 160  # of a table in a pipe
TOLD = {
    Outcome.DONE: "yes",
    Outcome.FAILED: "no",
    Outcome.WAITING: "not yet",
    Outcome.RETRACTED: "taken back",
    Outcome.UNKNOWN: "not known",
    Outcome.NOT_ASKED: "–",
}
HEADINGS = {
    "at": "When",
    "title": "Leaflet",
    "version": "Version",
    "language": "Language",
    "edition": "Edition",
    "document": "Document",
    "printed": "Printed",
    "attached": "In the record",
    "by": "By",
    "number": "Number",
    "name": "Patient",
    "born": "Born",
    "understood": "Said back",
    "last_given": "Last given",
    "times": "Times",
    "newer_version": "Newer since",
    "what": "What",
    "asked": "Asked for",
    "one_patient": "One patient",
    "entries": "Entries",
}
PATIENT = ("number", "name", "born")
SHORT = ("at", "title", "version", "language", "edition", "document", "printed", "attached", "by")
Values = Mapping[str, Any]


def entry_values(entry: Entry, *, patients: bool) -> Values:
    """Return an entry as plain values, the patient only if asked for."""
    values = dataclasses.asdict(entry)
    del values["patient"], values["understood"]
    if not patients:
        return values
    return {**values, **person_values(entry.patient), "understood": entry.understood}


def person_values(person: Person | None) -> Values:
    """Return a patient as plain values."""
    return dataclasses.asdict(person) if person else dict.fromkeys((*PATIENT, "authority"))


def holder_values(holder: Holder) -> Values:
    """Return who holds a leaflet as plain values."""
    newer = holder.newer
    return {
        **person_values(holder.patient),
        "last_given": max(each.at for each in holder.entries),
        "times": len(holder.entries),
        "newer_version": newer and newer.version,
        "newer_document": newer and newer.document,
        "newer_given": newer and newer.at,
    }


def asked_values(asked: Asked) -> Values:
    """Return a look-up as plain values."""
    return dataclasses.asdict(asked)


def show(form: str, names: Sequence[str], rows: Sequence[Values]) -> None:
    """Print rows; a table has the columns that are named, the other forms have all."""
    FORMS[form](names, rows)


def _table(names: Sequence[str], rows: Sequence[Values]) -> None:
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in names:
        table.add_column(HEADINGS[name], overflow="fold", no_wrap=name in WHOLE)
    for row in rows:
        table.add_row(*(_told(row[name]) for name in names))
    if rows:
        out(WIDTH).print(table)


def _json(names: Sequence[str], rows: Sequence[Values]) -> None:  # noqa: ARG001 - of a table
    values = [{name: _plain(value) for name, value in row.items()} for row in rows]
    tell_json(values, indent=2)


def _csv(names: Sequence[str], rows: Sequence[Values]) -> None:
    every = [*rows[0]] if rows else [*names]
    write(spreadsheet(every, [{name: _plain(value) for name, value in row.items()} for row in rows]))


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, dt.date) else value  # a moment is one too


def _told(value: object) -> str | Text:
    if isinstance(value, Outcome):
        return TOLD[value]
    if isinstance(value, bool):
        return "yes" if value else ""
    if isinstance(value, dt.datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    return Text(printable_line("" if value is None else str(value)))


FORMS: dict[str, Callable[[Sequence[str], Sequence[Values]], None]] = {"table": _table, "json": _json, "csv": _csv}
