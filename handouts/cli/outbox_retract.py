"""``handouts outbox retract``: a filed leaflet is taken back from the patient's record."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

import click

from handouts.cli.console import report
from handouts.cli.giving.ledger import settled
from handouts.cli.options import clinic_file, clock
from handouts.cli.patient import facts_options
from handouts.cli.stores import outbox_of
from handouts.cli.terminal import tell
from handouts.errors import ExitCode, Place, Problem
from handouts.model.typography import printable_line
from handouts.patient.facts import Patient
from handouts.records.entries import Because, Kind, Outgoing, State
from handouts.records.identity import person_of
from handouts.records.taking_back import filing_named, retraction_of
from handouts.records.targets import adapter_for, read_target, refused_retraction

if TYPE_CHECKING:
    import pathlib
    from collections.abc import Sequence

    from handouts.model.clinic import Settings
    from handouts.records.entries import Entry

MOST = 2**31  # an entry's number is below it
REASONS = (Because.NOT_WANTED, Because.WRONG_LEAFLET, Because.WRONG_PATIENT)
BACK = "{id}: {entry.document} is taken back at {entry.target}{where}."
UNSENT = "{entry.id}: {entry.document} never went out from here: it is dropped ({entry.reason})."
SAID = {
    State.WAITING: "not taken back yet: {reason}",
    State.UNKNOWN: "not known to be taken back: {reason}",
    State.SENDING: "being taken back by another run",
    State.REFUSED: "not taken back: {reason}",
    State.DROPPED: "not taken back: the attempt was given up",
}
BEHIND = "whether its filing has arrived is to be settled first"
RETRY = "Finish it with: handouts outbox retry"
REFUSED = "Mark the document there by hand; or, when the cause is gone: handouts outbox retry {id}"


class Filed(click.ParamType[int | uuid.UUID]):
    """An entry's number, or the identifier by which record systems know a filing."""

    name = "id"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> int | uuid.UUID:
        """Read the number or the identifier."""
        said = str(value).removeprefix("urn:uuid:")
        if said.isascii() and said.isdigit() and 0 < int(said) < MOST:
            return int(said)
        try:
            return uuid.UUID(said)
        except ValueError:
            self.fail(f"{value!r} is neither an entry's ID nor a filing's identifier", param, ctx)


@click.command("retract", epilog="Exit codes: 0 taken back, 1 the patient's file, 2 usage, 5 not or not known.")
@click.argument("named", type=Filed(), metavar="ID|IDENTIFIER")
@facts_options
@click.option("--because", type=click.Choice([each.value for each in REASONS]), help="Why it is taken back.")
@click.pass_obj
def retract(
    settings: Settings,
    named: int | uuid.UUID,
    *,
    files: Sequence[pathlib.Path],
    filled: Sequence[tuple[str, str]],
    because: str | None,
) -> int:
    """Take a filed leaflet back from the patient's record.

    ID is the entry of the filing, as in: handouts outbox --all. The patient of --patient must be the one it was filed
    for. It stays in the record, marked as entered in error; what has never gone out is dropped. IDENTIFIER is what
    attach has told and record systems know it by.
    """
    if not (files or filled):
        raise click.UsageError("Say whose record it is in: --patient FILE.")
    identity = Patient.read(files, dict(filled)).identity()
    outbox = outbox_of(settings, clinic_file())
    filing = filing_named(outbox, named)
    retraction = retraction_of(filing, person_of(identity, settings.records.authority), clock())
    why = Because(because) if because else None
    if not outbox.drop_unsent(filing, why or Because.RETRACTED):
        adapter = adapter_for(filing.target, settings.records, clinic_file().parent)
        if adapter.retract is None:
            raise refused_retraction(read_target(filing.target))
        message = adapter.retract(retraction)
        outgoing = Outgoing(filing.target, Kind.RETRACT, filing.document, filing.identifier, message, because=why)
        if (entered := outbox.retract(outgoing)) is not None:
            sending: dict[str, Any] = {"idempotent": adapter.idempotent, "urged": True}
            entry = outbox.deliver(entered, adapter.send, adapter.look, **sending)
            report(settled(entry, settings), weight="warning")
            return _tell(filing.id, entry)
    dropped = outbox.entry(filing.id)
    tell(printable_line(UNSENT.format(entry=dropped)))
    report(settled(dropped, settings), weight="warning")
    return ExitCode.DONE


def _tell(number: int, entry: Entry) -> ExitCode:
    """Say what has become of the retraction of a filing."""
    if entry.state is State.FILED:
        where = f" ({entry.location})" if entry.location else ""
        tell(printable_line(BACK.format(id=number, entry=entry, where=where)))
        return ExitCode.DONE
    said = SAID[entry.state].format(reason=entry.reason or BEHIND)
    hint = REFUSED.format(id=entry.id) if entry.state in {State.REFUSED, State.DROPPED} else RETRY
    report([Problem("not-retracted", f"{entry.document} is {said.rstrip('.')}.", hint, Place(entry.target))])
    return ExitCode.OUTPUT
