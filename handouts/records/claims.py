"""Who may send an entry now, and what came of it: the steps of an attempt, each inside one transaction of the caller.

An entry is claimed before it is sent and settled after; whoever finds a claim whose sender is gone does not know
whether the message went out.
"""

from __future__ import annotations

import dataclasses
import uuid
from collections.abc import Sequence
from typing import Any

import sqlalchemy as sql

from handouts.records.entries import OPEN, Because, Kind, State, wait_ms
from handouts.records.receipt import LostError, NotSentError, RefusedError, SendingError
from handouts.records.sender_mark import is_gone, sender_mark
from handouts.records.store_schema import ATTEMPTS, ENTRIES

BROKEN_OFF = "broken-off"
UNASKABLE = (
    "It went out and no answer came, and this receiver cannot be asked. Look for the document there: if it is there, "
    "drop the entry as there-already; if it is not, retry it with --send-again."
)
UNASKABLE_RETRACTION = (
    "It went out and no answer came, and this receiver cannot be asked. Look for the document there: if it is taken "
    "back, drop the entry as there-already; if it still counts, retry it with --send-again."
)


@dataclasses.dataclass(frozen=True, slots=True)
class Claim:
    """The right to send an entry while its lease lasts; ``went_out``: the receiver may have it already.

    ``retracted``: somebody waits to take it back.
    """

    entry: int
    attempt: int
    identifier: uuid.UUID
    attempts: int
    went_out: bool
    message: bytes = dataclasses.field(repr=False)
    retracted: bool = False


@dataclasses.dataclass(frozen=True, slots=True)
class Outcome:
    """What came of an attempt."""

    state: State
    reason: str
    went_out: bool
    location: str = ""


def claim(  # noqa: PLR0913 - one for each condition
    connection: sql.Connection, entry: int, *, now: int, lease_ms: int, resends: bool, urged: bool
) -> Claim | None:
    """Claim an entry for this process; None where it is not to be sent now.

    ``resends``: what went out may be sent again, or the receiver can be asked. ``urged``: a person wants it now, though
    it was refused or its time has not come.
    """
    locked = ENTRIES.select().where(ENTRIES.c.id == entry).with_for_update(skip_locked=True)
    row = connection.execute(locked).one_or_none()
    if row is None or row.message is None or not _is_sendable(row, now, urged=urged) or _predecessor(connection, row):
        return None
    if row.kind == Kind.RETRACT and never_arrived(filings(connection, row.target, row.identifier)):
        _change(connection, entry, state=State.DROPPED, message=None, due=None, reason=Because.RETRACTED)
        return None
    went_out = bool(row.went_out)
    if row.state == State.SENDING:
        went_out = True
        _end_attempt(connection, row.attempt, now, BROKEN_OFF, "")
    if went_out and not resends:
        why = UNASKABLE_RETRACTION if row.kind == Kind.RETRACT else UNASKABLE
        _change(connection, entry, state=State.UNKNOWN, went_out=True, due=None, lease=None, reason=why)
        return None
    values = {"entry": entry, "started": now, "outcome": "", "reason": ""}
    attempt = connection.execute(ATTEMPTS.insert().values(values).returning(ATTEMPTS.c.id)).scalar_one()
    changed = {"state": State.SENDING, "attempt": attempt, "attempts": row.attempts + 1, "went_out": went_out}
    _change(connection, entry, **changed, sender=sender_mark(), lease=now + lease_ms, due=now + lease_ms)
    retracted = _is_taken_back(connection, row)
    return Claim(entry, attempt, row.identifier, row.attempts + 1, went_out, bytes(row.message), retracted)


def renew(connection: sql.Connection, claim: Claim, *, now: int, lease_ms: int) -> bool:
    """Begin the lease anew; False where it is another's by now."""
    return _change(connection, claim.entry, claim.attempt, lease=now + lease_ms, due=now + lease_ms)


def settle(connection: sql.Connection, claim: Claim, outcome: Outcome, *, now: int) -> None:
    """Write what came of an attempt; from one whose lease has gone to another, only that the document is filed."""
    due = now + wait_ms(claim.identifier, claim.attempts)
    values: dict[str, Any] = {"state": outcome.state, "reason": outcome.reason, "went_out": outcome.went_out}
    values |= {"due": due if outcome.state in OPEN else None, "lease": None, "location": outcome.location}
    _end_attempt(connection, claim.attempt, now, outcome.state, outcome.reason)
    if outcome.state is State.FILED:
        _change(connection, claim.entry, **values, message=None)
    else:
        forgotten = {"message": None} if outcome.state is State.DROPPED else {}
        _change(connection, claim.entry, claim.attempt, **values, **forgotten)


def failed(error: SendingError, reason: str, *, uncertain: bool) -> Outcome:
    """Return what came of an attempt without a receipt; ``uncertain``: an earlier one may have arrived."""
    states = {NotSentError: State.UNKNOWN if uncertain else State.WAITING, RefusedError: State.REFUSED}
    state = next((state for kind, state in states.items() if isinstance(error, kind)), State.UNKNOWN)
    return Outcome(state, reason, went_out=uncertain or isinstance(error, LostError))


def filings(connection: sql.Connection, target: str, identifier: uuid.UUID) -> Sequence[sql.Row[*tuple[Any, ...]]]:
    """Return the entries that file a document at a receiver, and lock them."""
    mine = (ENTRIES.c.target == target) & (ENTRIES.c.identifier == identifier) & (ENTRIES.c.kind != Kind.RETRACT)
    entries = sql.select(ENTRIES.c.id, ENTRIES.c.state, ENTRIES.c.went_out).where(mine)
    return connection.execute(entries.with_for_update()).all()


def never_arrived(rows: Sequence[sql.Row[*tuple[Any, ...]]]) -> bool:
    """Tell whether a document was to be filed, and certainly never reached the receiver."""
    never_there = {State.WAITING, State.REFUSED, State.DROPPED}
    return bool(rows) and all(row.state in never_there and not row.went_out for row in rows)


def _is_taken_back(connection: sql.Connection, row: sql.Row[Any]) -> bool:
    mine = (ENTRIES.c.target == row.target) & (ENTRIES.c.identifier == row.identifier)
    waiting = (ENTRIES.c.kind == Kind.RETRACT) & ENTRIES.c.state.in_(OPEN) & (ENTRIES.c.id != row.id)
    return connection.execute(sql.select(ENTRIES.c.id).where(mine, waiting)).first() is not None


def _is_sendable(row: sql.Row[Any], now: int, *, urged: bool) -> bool:
    if row.state == State.SENDING:
        return bool((row.lease or 0) <= now or is_gone(row.sender))
    if row.state == State.REFUSED:
        return urged
    return row.state in OPEN and (urged or (row.due is not None and row.due <= now))


def _predecessor(connection: sql.Connection, row: sql.Row[Any]) -> int | None:
    """Return the earlier entry of the same document that must be settled first."""
    documents = [row.identifier, *([row.replaces] if row.replaces else [])]
    states = [*OPEN, *([State.REFUSED] if row.kind == Kind.REPLACE else [])]
    same = (ENTRIES.c.target == row.target) & ENTRIES.c.identifier.in_(documents)
    earlier = sql.select(ENTRIES.c.id).where(same, ENTRIES.c.id < row.id, ENTRIES.c.state.in_(states))
    return connection.execute(earlier.limit(1)).scalar_one_or_none()


def _end_attempt(connection: sql.Connection, attempt: int, now: int, outcome: str, reason: str) -> None:
    open_one = (ATTEMPTS.c.id == attempt) & ATTEMPTS.c.finished.is_(None)
    connection.execute(ATTEMPTS.update().where(open_one).values(finished=now, outcome=outcome, reason=reason))


def _change(connection: sql.Connection, entry: int, holder: int | None = None, **values: Any) -> bool:
    """Change an entry; with an attempt as its holder, only while that one has the lease."""
    change = ENTRIES.update().where(ENTRIES.c.id == entry).values(**values)
    if holder is not None:
        change = change.where(ENTRIES.c.attempt == holder, ENTRIES.c.state == State.SENDING)
    return connection.execute(change).rowcount == 1
