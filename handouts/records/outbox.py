"""The outbox: what is to be filed is written down before it is sent, so that nothing is lost and nothing filed twice.

An entry keeps its message, a patient's data, until the receiver has it or somebody drops it, and no longer.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import sqlalchemy as sql
from sqlalchemy.dialects import postgresql, sqlite

from handouts.errors import OutputError, Place, Problem
from handouts.model.typography import printable
from handouts.records.claims import Claim, Outcome, claim, failed, filings, never_arrived, renew, settle
from handouts.records.entries import UNDONE, Attempt, Because, Entered, Entry, Kind, Outgoing, State
from handouts.records.receipt import LostError, NotSentError, Receipt, RefusedError, SendingError
from handouts.records.store_schema import ATTEMPTS, ENTRIES

if TYPE_CHECKING:
    import uuid
    from collections.abc import Sequence

    from handouts.records.database import Database

Send = Callable[[bytes], Receipt]
Look = Callable[[bytes], Receipt | None]
LEASE_S = 600.0  # longer than any adapter takes
LARGEST_BYTES = 64 * 2**20
LONGEST_REASON = 400
DOCUMENT = re.compile(r"[0-9A-Za-z][0-9A-Za-z._:+-]{0,79}")  # no blank: it might be a name
INSERTS: dict[str, Callable[[sql.Table], sqlite.Insert | postgresql.Insert]] = {
    "sqlite": sqlite.insert,
    "postgresql": postgresql.insert,
}
HELD = "Is the paper out? It is: retry this entry by its ID. It is not: drop it as not-given."
INTERRUPTED = "The attempt was broken off."
NOT_ASKED = "Whether the receiver has it could not be asked: "
COLUMNS = [column for column in ENTRIES.c if column.name != "message"]


@dataclasses.dataclass(frozen=True, slots=True)
class Outbox:
    """The outbox in a store. Every method raises an OutputError where the store cannot be used."""

    database: Database
    lease_s: float = LEASE_S

    def add(self, outgoing: Outgoing) -> int:
        """Write down what is to be sent, before it is sent, and return its id.

        The same filing is entered once: one that is known keeps its id; one that was refused or dropped waits again,
        with the new message.

        Raises:
            OutputError: it could not be written, is too large, or was retracted at this receiver.
        """
        return self.enter(outgoing).id

    def enter(self, outgoing: Outgoing, *, held: bool = False) -> Entered:
        """Write down what is to be sent, as `add`; ``held``: once the paper is out.

        No retry sends what is held but one that names it. An entry that is known is not held back.

        Raises:
            OutputError: as `add`.
        """
        self._check(outgoing)
        with self.database.transaction() as connection:
            now = self.database.now(connection)
            retraction = self._find(connection, outgoing, Kind.RETRACT)
            retracted = retraction is not None and (retraction.state != State.DROPPED or retraction.went_out)
            if outgoing.kind is not Kind.RETRACT and retracted:
                message = "This leaflet was retracted from the patient's record; it is not filed there once more."
                hint = "Build the leaflet of its new version, and file that one."
                raise OutputError(Problem("filing-retracted", message, hint, Place(outgoing.target)))
            values = dataclasses.asdict(outgoing)
            fresh: dict[str, Any] = {"state": State.WAITING, "due": None if held else now}
            fresh["reason"] = HELD if held else ""
            never = {"created": now, "went_out": False, "attempts": 0, "sender": "", "location": ""}
            insert = INSERTS[connection.dialect.name](ENTRIES).values(values | fresh | never)
            is_new = connection.execute(insert.on_conflict_do_nothing()).rowcount == 1
            row = self._find(connection, outgoing, outgoing.kind)
            if row is None:
                raise self.database.damaged()
            given_up = row.state in {State.REFUSED, State.DROPPED}
            is_freed = not (held or is_new) and row.state == State.WAITING and row.due is None
            if given_up or is_freed:
                fresh["state"] = State.UNKNOWN if row.went_out else State.WAITING
                renewed = ("message", "sha256", "given", "because") if given_up else ()  # another run's own stays
                again = ENTRIES.update().where(ENTRIES.c.id == row.id)
                connection.execute(again.values(fresh | {name: values[name] for name in renewed}))
            is_mine = is_new or given_up
            return Entered(int(row.id), is_mine=is_mine, was_there=row.state == State.FILED)

    def retract(self, outgoing: Outgoing) -> int | None:
        """Take a filing back: write down the retraction, and return its id.

        Where the filing certainly never reached the receiver it is dropped, and None returned.

        Raises:
            OutputError: it could not be written.
        """
        if self.drop_unsent(outgoing, outgoing.because or Because.RETRACTED):
            return None
        return self.add(dataclasses.replace(outgoing, kind=Kind.RETRACT))

    def drop_unsent(self, filing: Outgoing | Entry, because: Because) -> bool:
        """Drop a filing that certainly never reached the receiver, and tell whether that is so."""
        with self.database.transaction() as connection:
            rows = filings(connection, filing.target, filing.identifier)
            dropped = never_arrived(rows)
            for row in rows if dropped else ():
                self._drop(connection, row.id, because)
        if dropped:
            self.database.forget_removed()
        return dropped

    def deliver(
        self, entry: int, send: Send, look: Look | None = None, *, idempotent: bool = False, urged: bool = False
    ) -> Entry:
        """Send an entry if it is to be sent now, and return what it has become; what is filed already stays as it is.

        ``look`` asks the receiver whether it has the message; ``idempotent``: sent twice, it is there once. What went
        out without an answer is looked for before it is sent again; it stays unknown while nobody can tell. What waits
        to be taken back is not sent again to a receiver that does not have it.
        ``urged``: now, though it was refused or its time has not come.

        Raises:
            OutputError: the store cannot be used, or there is no such entry.
        """
        resends = idempotent or look is not None
        with self.database.transaction() as connection:
            now = self.database.now(connection)
            claimed = claim(connection, entry, now=now, lease_ms=self._lease_ms, resends=resends, urged=urged)
            after = self._one(connection, entry)
        if claimed is not None:
            outcome = Outcome(State.UNKNOWN, INTERRUPTED, went_out=True)
            try:
                outcome = self._attempt(claimed, send, look, idempotent=idempotent)
            finally:
                after = self._settle(claimed, outcome)
        return after

    def entry(self, entry: int) -> Entry:
        """Return an entry.

        Raises:
            OutputError: there is none of this number.
        """
        with self.database.transaction() as connection:
            return self._one(connection, entry)

    def entries(self, states: Sequence[State] = UNDONE, limit: int | None = None) -> list[Entry]:
        """Return the entries in these states, the newest first."""
        if not self.database.is_there:
            return []
        with self.database.transaction() as connection:
            return self._read(connection, ENTRIES.c.state.in_(states), limit)

    def attempts(self, entry: int) -> list[Attempt]:
        """Return what was tried with an entry, the first first."""
        with self.database.transaction() as connection:
            rows = connection.execute(ATTEMPTS.select().where(ATTEMPTS.c.entry == entry).order_by(ATTEMPTS.c.id))
            return [
                Attempt(_time(row.started), row.finished and _time(row.finished), row.outcome, row.reason)
                for row in rows
            ]

    def drop(self, entry: int, because: Because) -> Entry:
        """Give an entry up, and forget its message.

        Raises:
            OutputError: it is being sent, or filed already.
        """
        with self.database.transaction() as connection:
            dropped = self._drop(connection, entry, because)
            after = self._one(connection, entry)
        if not dropped:
            message = f"Entry {entry} is {after.state}: it cannot be dropped."
            hint = "Take a filed leaflet back: handouts outbox retract. One that is being sent is settled in minutes."
            raise OutputError(Problem("outbox-entry", message, hint, Place(self.database.name)))
        self.database.forget_removed()
        return after

    def send_again(self, entry: int) -> None:
        """Note a person's word that the receiver does not have what went out without an answer."""
        with self.database.transaction() as connection:
            unknown = (ENTRIES.c.id == entry) & (ENTRIES.c.state == State.UNKNOWN)
            values = {"state": State.WAITING, "went_out": False, "due": self.database.now(connection)}
            connection.execute(ENTRIES.update().where(unknown).values(values))

    def _attempt(self, claimed: Claim, send: Send, look: Look | None, *, idempotent: bool) -> Outcome:
        uncertain, receipt = claimed.went_out, None
        if uncertain and look is not None:
            try:
                receipt = look(claimed.message)
                uncertain = False
            except SendingError as error:
                if not idempotent or claimed.retracted:
                    return Outcome(State.UNKNOWN, _reason(f"{NOT_ASKED}{error}"), went_out=True)
        if receipt is None and claimed.retracted and not uncertain:
            return Outcome(State.DROPPED, Because.RETRACTED, went_out=False)
        if receipt is None:
            if claimed.went_out and not self._renew(claimed):
                return Outcome(State.UNKNOWN, INTERRUPTED, went_out=True)
            try:
                receipt = send(claimed.message)
            except (NotSentError, LostError, RefusedError) as error:
                return failed(error, _reason(error), uncertain=uncertain)
        had_it = "The receiver had it already." if receipt.had_it_already or claimed.went_out else ""
        told = f"The receiver warns: {receipt.warning}." if receipt.warning else had_it
        return Outcome(State.FILED, _reason(told), went_out=True, location=_reason(receipt.location))

    @property
    def _lease_ms(self) -> int:
        return int(self.lease_s * 1000)

    def _renew(self, claimed: Claim) -> bool:
        """Begin the lease anew after the receiver was asked, which took its time."""
        with self.database.transaction() as connection:
            return renew(connection, claimed, now=self.database.now(connection), lease_ms=self._lease_ms)

    def _settle(self, claimed: Claim, outcome: Outcome) -> Entry:
        with self.database.transaction() as connection:
            settle(connection, claimed, outcome, now=self.database.now(connection))
            after = self._one(connection, claimed.entry)
        if outcome.state in {State.FILED, State.DROPPED}:
            self.database.forget_removed()
        return after

    def _drop(self, connection: sql.Connection, entry: int, because: Because) -> bool:
        droppable = (ENTRIES.c.id == entry) & ENTRIES.c.state.in_((State.WAITING, State.UNKNOWN, State.REFUSED))
        values: dict[str, Any] = {"state": State.DROPPED, "message": None, "due": None, "reason": because}
        values |= {"went_out": True} if because is Because.THERE_ALREADY else {}
        return connection.execute(ENTRIES.update().where(droppable).values(values)).rowcount == 1

    def _find(self, connection: sql.Connection, outgoing: Outgoing, kind: Kind) -> sql.Row[Any] | None:
        mine = (ENTRIES.c.target == outgoing.target) & (ENTRIES.c.identifier == outgoing.identifier)
        return connection.execute(sql.select(*COLUMNS).where(mine, ENTRIES.c.kind == kind)).one_or_none()

    def _one(self, connection: sql.Connection, entry: int) -> Entry:
        found = self._read(connection, ENTRIES.c.id == entry)
        if not found:
            message, hint = f"There is no entry {entry} in the outbox.", "Look at: handouts outbox --all"
            raise OutputError(Problem("outbox-entry", message, hint, Place(self.database.name)))
        return found[0]

    def _read(
        self, connection: sql.Connection, condition: sql.ColumnElement[bool], limit: int | None = None
    ) -> list[Entry]:
        asked = sql.select(*COLUMNS).where(condition).order_by(ENTRIES.c.id.desc()).limit(limit)
        try:
            return [_entry(row) for row in connection.execute(asked)]
        except (ValueError, TypeError):
            raise self.database.damaged() from None

    def _check(self, outgoing: Outgoing) -> None:
        problem = ""
        if not DOCUMENT.fullmatch(outgoing.document) or not printable(outgoing.target).isprintable():
            problem = "The document's number or the target is not one of ours, and might name a patient."
        elif len(outgoing.message) > LARGEST_BYTES:
            problem = f"The message is larger than {LARGEST_BYTES // 2**20} MiB."
        if problem:
            hint = "File a leaflet that handouts has built."
            raise OutputError(Problem("outbox-not-written", problem, hint, Place(self.database.name)))


def _reason(error: object) -> str:
    return printable(" ".join(str(error).split())).encode(errors="replace").decode()[:LONGEST_REASON]


def _time(milliseconds: int) -> dt.datetime:
    return dt.datetime.fromtimestamp(int(milliseconds) / 1000, dt.UTC)


def _entry(row: sql.Row[Any]) -> Entry:
    names = [field.name for field in dataclasses.fields(Entry)]
    values = {name: getattr(row, name) for name in names}
    values |= {"created": _time(row.created), "due": None if row.due is None else _time(row.due)}
    identifiers: dict[str, uuid.UUID | None] = {"identifier": row.identifier, "replaces": row.replaces}
    words = {"kind": Kind(row.kind), "state": State(row.state), "given": bool(row.given)}
    because = Because(row.because) if row.because else None
    return Entry(**values | identifiers | words | {"because": because})
