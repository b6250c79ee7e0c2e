"""Leaflets given to a patient: written down first, then printed, filed and entered.

What did not come out of the printer is not filed. Where nobody knows, its filing is held until a person has looked.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from handouts.cli.console import report
from handouts.cli.giving.handed import Handed, told, values
from handouts.cli.giving.ledger import Ledger
from handouts.cli.printing.unprinted import refusing
from handouts.cli.terminal import tell, tell_json
from handouts.errors import ExitCode, Level, OutputError
from handouts.printing.outcome import OUT
from handouts.records.entries import Because
from handouts.records.ledger_answers import Outcome

if TYPE_CHECKING:
    from collections.abc import Sequence

    from handouts.cli.clock import Clock
    from handouts.cli.giving.filing import Receiver
    from handouts.cli.giving.handed import Parcel
    from handouts.model.clinic import Settings


@dataclasses.dataclass(frozen=True, slots=True)
class Desk:
    """Where leaflets are given: the record system and the ledger, where either is used."""

    receiver: Receiver | None
    ledger: Ledger

    @classmethod
    def of(cls, settings: Settings, receiver: Receiver | None, by: str | None, now: Clock) -> Desk:
        """Return a desk at which ``by`` gives; without one, nothing is entered as given.

        Raises:
            OutputError: the clinic keeps a ledger, whose key cannot be had.
        """
        return cls(receiver, Ledger.of(settings, by, now) if by else Ledger(None, "", now))

    def begin(self, parcels: Sequence[Parcel]) -> list[Handed]:
        """Write down what is going to happen to all of them; afterwards a run may break off anywhere.

        Raises:
            OutputError: it could not be written, and nothing has happened.
        """
        handed: list[Handed] = []
        try:
            for parcel in parcels:
                handed.append(one := Handed(parcel))
                self._write_down(one)
        except (OutputError, KeyboardInterrupt):
            for one in handed:
                self.give_up(one)
            raise
        return handed

    def give(self, one: Handed) -> None:
        """Print a leaflet, file it if it came out, and enter what became of both."""
        try:
            self._print(one)
            if one.is_out and one.entry and self.receiver and not one.interrupted:
                one.filed = self.receiver.send(one.entry.id, urged=one.parcel.order is not None)
        except KeyboardInterrupt:
            one.interrupted = True
            one.filed = self.receiver.outbox.entry(one.entry.id) if self.receiver and one.entry else None
        except OutputError as error:
            one.problems += error.problems
        finally:
            if one.printed is Outcome.FAILED:
                self._take_back(one)
            self._settle(one, one.printed)

    def give_up(self, one: Handed) -> None:
        """Leave a leaflet that is still to be printed; what is only filed stays in the outbox."""
        self._take_back(one)
        self._settle(one, Outcome.FAILED)

    def _write_down(self, one: Handed) -> None:
        parcel = one.parcel
        if parcel.filing.giving:
            printed = Outcome.UNKNOWN if parcel.order else Outcome.NOT_ASKED
            attached = Outcome.WAITING if parcel.outgoing else Outcome.NOT_ASKED
            one.entered = self.ledger.enter(parcel.filing, parcel.leaflet.edition, printed, attached)
        if self.receiver and parcel.outgoing:
            one.entry = self.receiver.outbox.enter(parcel.outgoing, held=parcel.order is not None)

    def _print(self, one: Handed) -> None:
        for print_job in one.parcel.jobs:
            end = print_job()
            one.ends += (end,)
            one.interrupted = end.interrupted
            if end.end not in OUT or end.interrupted:
                break

    def _take_back(self, one: Handed) -> None:
        """Take what was written down back out of the outbox, if it was this run that wrote it."""
        if self.receiver and one.entry:
            outbox = self.receiver.outbox
            try:
                number, is_ours = one.entry.id, one.entry.is_mine and one.parcel.order is not None
                one.filed = outbox.drop(number, Because.NOT_GIVEN) if is_ours else outbox.entry(number)
            except OutputError as error:
                one.problems += error.problems

    def _settle(self, one: Handed, printed: Outcome) -> None:
        if one.entered:
            asked = None if one.parcel.order is None else printed
            attached = one.attached if one.entry or one.parcel.outgoing else None
            identifier = one.parcel.filing.identifier
            one.problems += self.ledger.settle(identifier, one.entered, printed=asked, attached=attached)


def hand_over(parcels: Sequence[Parcel], desk: Desk, *, as_values: bool) -> ExitCode:
    """Give one leaflet after the other, say what has become of each, and return the exit code.

    What is not known to be printed ends the run: the next leaflet would meet the same printer.
    """
    with refusing():
        handed = desk.begin(parcels)
    is_going_on = True
    for one in handed:
        (desk.give if is_going_on else desk.give_up)(one)
        is_going_on = is_going_on and one.is_out and not one.interrupted
        if as_values:
            tell_json(values(one))
        done, problems = told(one)
        for line in [] if as_values else done:
            tell(line)
        for problem in problems:
            report([problem], weight="error" if problem.level is Level.BLOCK else "warning")
    if any(one.interrupted for one in handed):
        return ExitCode.INTERRUPTED
    return ExitCode.DONE if all(one.done for one in handed) else ExitCode.OUTPUT
