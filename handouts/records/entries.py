"""What the outbox holds: a message on its way to a record system, and every attempt to send it."""

from __future__ import annotations

import dataclasses
import datetime as dt
import enum
import hashlib
import uuid
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from handouts.records.filing import Filing


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
    """Why an entry is dropped, or a filing taken back: a closed list, so that no patient's name is written there."""

    FILED_BY_HAND = "filed-by-hand"
    NOT_GIVEN = "not-given"
    NOT_WANTED = "not-wanted"
    RETRACTED = "retracted"
    THERE_ALREADY = "there-already"
    WRONG_LEAFLET = "wrong-leaflet"
    WRONG_PATIENT = "wrong-patient"


@dataclasses.dataclass(frozen=True, slots=True)
class Outgoing:
    """A message to be sent: ``target`` is an address without secrets, ``identifier`` that of the filing.

    ``document`` is the leaflet's number, ``replaces`` the identifier of the filing that this one replaces; ``sha256``
    the paper's digest, ``given`` whether the message says that it was given, ``because`` why a filing is taken back.
    """

    target: str
    kind: Kind
    document: str
    identifier: uuid.UUID
    message: bytes = dataclasses.field(repr=False)
    replaces: uuid.UUID | None = None
    sha256: str | None = dataclasses.field(default=None, repr=False)
    given: bool = False
    because: Because | None = None

    @classmethod
    def of(cls, filing: Filing, target: str, message: bytes) -> Outgoing:
        """Return what files a leaflet."""
        kind, given = Kind.REPLACE if filing.replaces else Kind.CREATE, filing.giving is not None
        own = (filing.document, filing.identifier, message)
        return cls(target, kind, *own, filing.replaces, filing.sha256, given=given)


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
    ``sha256`` is the paper's, None where an older version has entered it.
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
    sha256: str | None = dataclasses.field(repr=False)
    given: bool
    because: Because | None

    @property
    def standing(self) -> str:
        """What it has come to, in a word for people: a retraction that is filed has taken something back."""
        if self.held:
            return "held"
        return "retracted" if (self.kind, self.state) == (Kind.RETRACT, State.FILED) else self.state

    @property
    def held(self) -> bool:
        """Whether it waits for a person's word that the paper is out, and not for a time."""
        return self.state is State.WAITING and self.due is None


@dataclasses.dataclass(frozen=True, slots=True)
class Entered:
    """What became of a message that was written down.

    ``is_mine``: nothing of this filing was on its way, and this message is the one that goes out; ``was_there``: the
    receiver has the document already.
    """

    id: int
    is_mine: bool
    was_there: bool


def as_json(entry: Entry, attempts: list[Attempt]) -> dict[str, Any]:
    """Return an entry as plain values, the times in ISO 8601."""
    values = _plain(dataclasses.asdict(entry))
    del values["sha256"]  # whoever has it may guess the patient's number until the identifier is the same
    return {**values, "history": [_plain(dataclasses.asdict(each)) for each in attempts]}


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
