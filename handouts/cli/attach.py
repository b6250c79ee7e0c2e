"""``handouts attach``: leaflets into the patient's record."""

from __future__ import annotations

import datetime as dt
import json
import pathlib
import uuid
from typing import TYPE_CHECKING, Any

import click

from handouts.cli.console import report
from handouts.cli.options import PATH, Name, Remark, clinic_file, now_on
from handouts.cli.outbox import outbox_of
from handouts.cli.printing.drafts import ask_about_drafts
from handouts.cli.printing.printables import document_options, printables
from handouts.errors import ExitCode, OutputError, Place, Problem
from handouts.model.typography import printable
from handouts.patient.facts import Patient
from handouts.records.entries import Kind, Outgoing, State
from handouts.records.filing import Filing, Giving
from handouts.records.identity import person_of, refuse_another_person
from handouts.records.targets import adapter_for, read_target

if TYPE_CHECKING:
    from handouts.model.clinic import Settings
    from handouts.printing.printable import Printable
    from handouts.records.entries import Entry
    from handouts.records.filing import Person

FOR_FINISHED = frozenset({"files", "filled"})  # they say whose record it is
SAID = {
    State.FILED: "filed at {target}",
    State.WAITING: "not filed yet: {reason} It is in the outbox",
    State.UNKNOWN: "not known to be filed: {reason} It is in the outbox",
    State.SENDING: "being sent by another run",
    State.REFUSED: "refused: {reason}",
    State.DROPPED: "dropped from the outbox",
}
RETRY = "Send it with: handouts outbox retry"


@click.command(epilog="Exit codes: 0 filed, 1 content, 2 usage, 5 not filed or not known, 130 interrupted.")
@click.argument("named", nargs=-1, type=PATH, metavar="[NAME|PDF]...")
@click.option(
    "--to", "address", help="Where it is filed, as fhir+https://HOST/fhir; [records] of clinic.toml by default."
)
@click.option("--by", type=Name(), help="Who gave the leaflet to the patient; without it, it is filed as not given.")
@click.option("--understood", type=Remark(), help="What the patient said back in own words; goes with --by.")
@click.option("--replaces", type=click.UUID, help="The identifier of the filing that this one takes the place of.")
@click.option("--json", "as_values", is_flag=True, help="Print what has become of each leaflet, as JSON, a line each.")
@document_options
def command(
    named: tuple[pathlib.Path, ...],
    *,
    address: str | None,
    by: str | None,
    understood: str | None,
    replaces: uuid.UUID | None,
    as_values: bool,
    yes: bool,
    settings: Settings,
    today: dt.date,
    **chosen: Any,
) -> int:
    """File leaflets in a patient's record, each once, and say what the receiver said.

    A NAME is made for the patient of --patient, with their facts on the paper; a finished PDF is filed as it is, if it
    is for nobody in particular or for this patient. What could not be sent stays in the outbox.
    """
    target = address or settings.records.target
    if target is None:
        raise click.UsageError("Say where: --to fhir+https://HOST/fhir, or target = under [records] in clinic.toml.")
    if not (chosen["files"] or chosen["filled"]):
        raise click.UsageError("Say whose record it is: --patient FILE.")
    if understood and not by:
        raise click.UsageError("--understood goes with --by.")
    identity = Patient.read(chosen["files"], dict(chosen["filled"])).identity()
    person = person_of(identity, settings.records.authority)
    shown = str(read_target(target))
    adapter = adapter_for(target, settings.records, clinic_file().parent)
    leaflets = printables(named, settings=settings, today=today, also_finished=FOR_FINISHED, **chosen)
    now = now_on(today)
    giving = Giving(now, by, understood) if by else None
    filings = [_filing(each, person, now, giving, replaces) for each in leaflets]
    ask_about_drafts(leaflets, yes=yes)
    outbox = outbox_of(settings, clinic_file())
    kind = Kind.REPLACE if replaces else Kind.CREATE
    messages = [adapter.make(filing, kind) for filing in filings]
    entries = [
        outbox.add(Outgoing(shown, kind, filing.manifest.document, filing.identifier, message, replaces))
        for filing, message in zip(filings, messages, strict=True)
    ]
    code = ExitCode.DONE
    for leaflet, filing, number in zip(leaflets, filings, entries, strict=True):
        entry = outbox.deliver(number, adapter.send, adapter.look, idempotent=adapter.idempotent)
        _tell(leaflet, filing, entry, as_values=as_values)
        code = code if entry.state is State.FILED else ExitCode.OUTPUT
    return code


def _filing(
    leaflet: Printable, person: Person, now: dt.datetime, giving: Giving | None, replaces: uuid.UUID | None
) -> Filing:
    """Return what is filed.

    Raises:
        OutputError: it is a pack, or another patient's.
    """
    if leaflet.manifest is None:
        hint = "File each of its leaflets by itself."
        raise OutputError(Problem("not-a-leaflet", "A pack is not filed as one document.", hint, Place(leaflet.name)))
    refuse_another_person(leaflet.manifest, person, leaflet.name)
    return Filing(leaflet.data, leaflet.manifest, person, now, giving, replaces)


def _tell(leaflet: Printable, filing: Filing, entry: Entry, *, as_values: bool) -> None:
    if as_values:
        values = {
            "leaflet": leaflet.name,
            "document": filing.manifest.document,
            "identifier": str(filing.identifier),
            "target": entry.target,
            "entry": entry.id,
            "state": entry.state,
            "location": entry.location or None,
            "reason": entry.reason or None,
        }
        click.echo(json.dumps(values, ensure_ascii=False))
        return
    said = SAID[entry.state].format(target=entry.target, reason=entry.reason)
    if entry.state is State.FILED:
        where = f" ({entry.location})" if entry.location else ""
        click.echo(printable(f"{leaflet.name}: {said}{where}, identifier {filing.identifier}."))
        return
    report([Problem("not-filed", f"{leaflet.name} is {said}.", RETRY, Place(entry.target))])
