"""Leaflets into a record: whose it is, which system keeps it, and what is said of each."""

from __future__ import annotations

import dataclasses
import uuid
from typing import TYPE_CHECKING, Any

import click

from handouts.cli.options import Remark, clinic_file
from handouts.cli.stores import outbox_of
from handouts.errors import OutputError, Place, Problem
from handouts.model.typography import printable_line
from handouts.patient.facts import Patient
from handouts.records.entries import Outgoing, State
from handouts.records.filing import Filing
from handouts.records.identity import person_of, refuse_another_person
from handouts.records.targets import adapter_for, read_target

if TYPE_CHECKING:
    import datetime as dt
    import pathlib
    from collections.abc import Callable

    from handouts.model.clinic import Settings
    from handouts.printing.printable import Printable
    from handouts.records.entries import Entry
    from handouts.records.filing import Giving, Person
    from handouts.records.outbox import Outbox
    from handouts.records.targets import Adapter

FOR_FINISHED = frozenset({"files", "filled"})  # they say whose record it is
SAID = {
    State.FILED: "filed at {target}",
    State.WAITING: "not filed yet: {reason} It is in the outbox",
    State.UNKNOWN: "not known to be filed: {reason} It is in the outbox",
    State.SENDING: "being sent by another run",
    State.REFUSED: "refused: {reason}",
    State.DROPPED: "dropped from the outbox",
}
THERE = "in the record already at {target}"
RETRY = "Send it with: handouts outbox retry"
HINTS = {
    State.REFUSED: "It is not sent again by itself. Mend what it names, then: handouts outbox retry {id}",
    State.SENDING: "See what has become of it: handouts outbox",
    State.DROPPED: "Somebody gave it up; see: handouts outbox --all",
}
NOWHERE = "Say where: --to fhir+https://HOST/fhir, or target = under [records] in clinic.toml."


def filing_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options that say where a leaflet is filed."""
    options = (
        click.option(
            "--to", "address", help="Where it is filed, as fhir+https://HOST/fhir; [records] of clinic.toml by default."
        ),
        click.option("--understood", type=Remark(), help="What the patient said back in own words."),
        click.option(
            "--replaces", type=click.UUID, help="The identifier of the filing that this one takes the place of."
        ),
    )
    for option in reversed(options):
        command = option(command)
    return command


@dataclasses.dataclass(frozen=True, slots=True)
class Receiver:
    """A record system, and the outbox on the way to it; ``name`` is its address without secrets."""

    name: str
    adapter: Adapter
    outbox: Outbox

    @classmethod
    def of(cls, address: str | None, settings: Settings) -> Receiver:
        """Return the system at an address; without one, the clinic's.

        Raises:
            UsageError: there is none, or the one of the command line is wrong.
            OutputError: that of clinic.toml is wrong, or the outbox cannot be used.
        """
        folder = clinic_file().parent
        target = settings.records.target if address is None else address
        if target is None:
            raise click.UsageError(NOWHERE)
        try:
            name = read_target(target).known_as(folder)
        except OutputError as error:
            if address is None:
                raise
            raise click.UsageError(" ".join(f"--to: {each.message} {each.hint}" for each in error.problems)) from None
        return cls(name, adapter_for(target, settings.records, folder), outbox_of(settings, clinic_file()))

    def outgoing(self, filing: Filing) -> Outgoing:
        """Return the message that files a leaflet."""
        return Outgoing.of(filing, self.name, self.adapter.make(filing))

    def send(self, number: int, *, urged: bool = False) -> Entry:
        """Send an entry of the outbox, and return what it has become."""
        adapter = self.adapter
        return self.outbox.deliver(number, adapter.send, adapter.look, idempotent=adapter.idempotent, urged=urged)


def whose(files: tuple[pathlib.Path, ...], filled: tuple[tuple[str, str], ...], settings: Settings) -> Person:
    """Return whose record it is.

    Raises:
        UsageError: nobody is named.
        ContentError: number, name or date of birth is missing, or a file cannot be read.
    """
    if not (files or filled):
        raise click.UsageError("Say which patient it is for: --patient FILE.")
    return person_of(Patient.read(files, dict(filled)).identity(), settings.records.authority)


def filing_of(
    leaflet: Printable, person: Person, at: dt.datetime, giving: Giving | None, replaces: uuid.UUID | None
) -> Filing:
    """Return what is filed: the leaflet page by page, however it is printed.

    Raises:
        OutputError: it is a pack, or another patient's.
    """
    if leaflet.manifest is None:
        hint = "File each of its leaflets by itself."
        raise OutputError(Problem("not-a-leaflet", "A pack is not filed as one document.", hint, Place(leaflet.name)))
    refuse_another_person(leaflet.manifest, person, leaflet.name)
    return Filing(leaflet.pdf, leaflet.manifest, person, at, giving, replaces)


def filed(leaflet: Printable, filing: Filing, entry: Entry, *, was_there: bool) -> str:
    """Return the line that says where a leaflet is filed."""
    where = f" ({entry.location})" if entry.location else ""
    said = (THERE if was_there else SAID[State.FILED]).format(target=entry.target)
    return printable_line(f"{leaflet.name}: {said}{where}, identifier {filing.identifier}. {entry.reason}".rstrip())


def unfiled(leaflet: Printable, entry: Entry) -> Problem:
    """Return what is said of a leaflet that is not known to be filed."""
    said = SAID[entry.state].format(target=entry.target, reason=whole(entry.reason)).rstrip(".")
    hint = HINTS.get(entry.state, RETRY).format(id=entry.id)
    return Problem("not-filed", f"{leaflet.name} is {said}.", hint, Place(entry.target))


def whole(reason: str) -> str:
    """Return a reason as a sentence of its own."""
    return reason if not reason or reason.endswith((".", "!", "?")) else f"{reason}."


def entry_values(entry: Entry | None) -> dict[str, object]:
    """Return what has become of a filing as plain values; None of each where nothing was filed."""
    return {
        "target": entry and entry.target,
        "entry": entry and entry.id,
        "state": entry and entry.state,
        "location": (entry and entry.location) or None,
        "reason": (entry and entry.reason) or None,
    }
