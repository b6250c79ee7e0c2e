"""What the outbox holds: a message on its way to a record system, and every attempt to send it."""

from __future__ import annotations

import dataclasses
import datetime as dt
import enum
import hashlib
import uuid
from typing import Any


class Kind(enum.StrEnum):
    """What a message asks of the receiver."""

    CREATE = "create"
    REPLACE = "replace"
    RETRACT = "retract"


class State(enum.StrEnum):
    """How far an entry is."""

    WAITING = "waiting"  # the receiver does not have it
    SENDING = "sending"  # somebody is at it; when their lease is over, it is unknown
    UNKNOWN = "unknown"  # it went out, and no answer came
    FILED = "filed"
    REFUSED = "refused"
    DROPPED = "dropped"


OPEN = (State.WAITING, State.SENDING, State.UNKNOWN)
UNDONE = (*OPEN, State.REFUSED)


class Because(enum.StrEnum):
    """Why an entry is dropped: a closed list, so that no patient's name is written there."""

    FILED_BY_HAND = "filed-by-hand"
    NOT_WANTED = "not-wanted"
    RETRACTED = "retracted"
    THERE_ALREADY = "there-already"
    WRONG_PATIENT = "wrong-patient"


@dataclasses.dataclass(frozen=True, slots=True)
class Outgoing:
    """A message to be sent: ``target`` is an address without secrets, ``identifier`` that of the filing.

    ``document`` is the leaflet's number, ``replaces`` the identifier of the filing that this one replaces.
    """

    target: str
    kind: Kind
    document: str
    identifier: uuid.UUID
    message: bytes = dataclasses.field(repr=False)
    replaces: uuid.UUID | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class Attempt:
    """One attempt at an entry: ``outcome`` is the state it led to, or ``broken-off``; "" while it goes on."""

    started: dt.datetime
    finished: dt.datetime | None
    outcome: str
    reason: str


@dataclasses.dataclass(frozen=True, slots=True)
class Entry:
    """An entry without its message. ``due`` is the next attempt; None where none is made without a person's word.

    ``went_out``: an attempt may have reached the receiver. ``location`` is what the receiver calls the document.
    """

    id: int
    created: dt.datetime
    target: str
    kind: Kind
    document: str
    identifier: uuid.UUID
    replaces: uuid.UUID | None
    state: State
    went_out: bool
    attempts: int
    due: dt.datetime | None
    reason: str
    location: str


def as_json(entry: Entry, attempts: list[Attempt]) -> dict[str, Any]:
    """Return an entry as plain values, the times in ISO 8601."""
    return {**_plain(dataclasses.asdict(entry)), "history": [_plain(dataclasses.asdict(each)) for each in attempts]}


def _plain(values: dict[str, Any]) -> dict[str, Any]:
    return {name: _shown(value) for name, value in values.items()}


def _shown(value: object) -> object:
    if isinstance(value, dt.datetime):
        return value.isoformat(timespec="milliseconds")
    return str(value) if isinstance(value, uuid.UUID) else value


FIRST_WAIT_S = 30
LONGEST_WAIT_S = 3600


def wait_ms(identifier: uuid.UUID, attempts: int) -> int:
    """Return how long to wait after so many attempts: twice as long each time, and no two entries equally long.

    The jitter follows from the entry, so that the same entry waits equally long whoever sends it.
    """
    longest = min(LONGEST_WAIT_S, FIRST_WAIT_S * 2 ** min(attempts - 1, 12))
    share = int.from_bytes(hashlib.sha256(f"{identifier}/{attempts}".encode()).digest()[:4]) / 2**32
    return int(1000 * longest * (1 + share) / 2)
