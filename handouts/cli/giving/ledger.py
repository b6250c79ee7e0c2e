"""The ledger of leaflets given, kept by the commands that give, file and retry; nothing where the clinic keeps none."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from handouts.cli.options import clinic_file, clock, your_name
from handouts.cli.stores import ledger_of
from handouts.errors import OutputError
from handouts.records.entries import OPEN, Because, Kind, State
from handouts.records.ledger_answers import Asking, Outcome

if TYPE_CHECKING:
    import datetime as dt
    import uuid
    from collections.abc import Callable

    from handouts.errors import Problem
    from handouts.model.clinic import Settings
    from handouts.records.entries import Entry
    from handouts.records.filing import Filing
    from handouts.records.given import Given

DONE_ALREADY = {Because.FILED_BY_HAND, Because.THERE_ALREADY}
ATTACHED = {
    State.FILED: Outcome.DONE,
    State.WAITING: Outcome.WAITING,
    State.SENDING: Outcome.UNKNOWN,
    State.UNKNOWN: Outcome.UNKNOWN,
    State.REFUSED: Outcome.FAILED,
    State.DROPPED: Outcome.FAILED,
}


@dataclasses.dataclass(frozen=True, slots=True)
class Ledger:
    """The ledger, for whoever is at the desk; ``now`` tells the time."""

    given: Given | None
    by: str
    now: Callable[[], dt.datetime]

    @classmethod
    def of(cls, settings: Settings, by: str, now: Callable[[], dt.datetime]) -> Ledger:
        """Return the clinic's.

        Raises:
            OutputError: its key cannot be had.
        """
        return cls(ledger_of(settings, clinic_file()) if settings.records.ledger else None, by, now)

    def enter(self, filing: Filing, edition: str, printed: Outcome, attached: Outcome) -> int:
        """Enter a leaflet, and return the entry's number; 0 where the clinic keeps no ledger.

        Raises:
            OutputError: it could not be written.
        """
        return self.given.enter(filing, edition, printed=printed, attached=attached) if self.given else 0

    def settle(
        self,
        identifier: uuid.UUID,
        entry: int | None = None,
        *,
        printed: Outcome | None = None,
        attached: Outcome | None = None,
    ) -> tuple[Problem, ...]:
        """Enter what has become of an entry, or of a filing; return what keeps it from being written."""
        if self.given is None or not self.given.store.exists():
            return ()
        try:
            self.given.settle(identifier, Asking(self.now(), self.by), entry, printed=printed, attached=attached)
        except OutputError as error:
            return error.problems
        return ()


def attached_of(entry: Entry) -> Outcome:
    """Return what an entry of the outbox has become, as the ledger says it."""
    if entry.kind is Kind.RETRACT and entry.state is State.FILED:
        return Outcome.RETRACTED
    return Outcome.DONE if entry.reason in DONE_ALREADY else ATTACHED[entry.state]


def settled(entry: Entry, settings: Settings, printed: Outcome | None = None) -> tuple[Problem, ...]:
    """Enter in the ledger what has become of an entry; return what keeps it from being written."""
    has_ended = entry.state is State.FILED or (entry.state not in OPEN and entry.kind is not Kind.RETRACT)
    if not settings.records.ledger or not (has_ended or printed):
        return ()
    try:
        ledger = Ledger.of(settings, your_name(), clock)
    except OutputError as error:
        return error.problems
    return ledger.settle(entry.identifier, printed=printed, attached=attached_of(entry))
