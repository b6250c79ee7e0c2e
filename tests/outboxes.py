"""Outboxes in both kinds of store, and a receiver that does as a test says and counts what it gets."""

from __future__ import annotations

import datetime as dt
import os
import pathlib
import tempfile
import uuid
from collections.abc import Callable, Iterator

import pytest
from postgres import PostgreSQL

from handouts.records.database import Database
from handouts.records.entries import Kind, Outgoing
from handouts.records.outbox import Outbox
from handouts.records.receipt import Receipt, SendingError
from handouts.records.targets import Adapter

TARGET = "fhir+https://ehr.hill-clinic.example/fhir"
PATIENT = b"Mary Sample, born 1961-04-12, number 943 476 5919"
MOMENT = dt.datetime(2026, 3, 31, 9, 30, tzinfo=dt.UTC)


def outgoing(name: str = "first", kind: Kind = Kind.CREATE, target: str = TARGET, replaces: str = "") -> Outgoing:
    """Return a message about a patient; the same name is the same filing."""
    older = identifier(replaces) if replaces else None
    return Outgoing(target, kind, "4F1C-09AB-77D2", identifier(name), f"{name} ".encode() + PATIENT, older)


def identifier(name: str) -> uuid.UUID:
    return uuid.uuid5(uuid.NAMESPACE_DNS, name)


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.time = MOMENT

    def __call__(self) -> dt.datetime:
        return self.time

    def move(self, seconds: float) -> None:
        self.time += dt.timedelta(seconds=seconds)


class Receiver:
    """Keeps what it gets in a file, so that no killed process takes it along.

    Without `merges`, a message that comes twice is there twice. ``before`` and ``after`` are what happens, in turn,
    before a message is stored and after: an error to raise, or None.
    """

    def __init__(self, path: pathlib.Path, *, merges: bool = False) -> None:
        self.path, self.merges = path, merges
        self.before: list[SendingError | None] = []
        self.after: list[SendingError | None] = []
        self.asked: list[SendingError | None] = []
        self.reach: Callable[[str], None] = lambda _: None
        path.touch()

    @property
    def documents(self) -> list[bytes]:
        return self.path.read_bytes().splitlines()

    def send(self, message: bytes) -> Receipt:
        self.reach("before the message goes out")
        _happen(self.before)
        had_it = message in self.documents
        if not (had_it and self.merges):
            handle = os.open(self.path, os.O_WRONLY | os.O_APPEND)
            os.write(handle, message + b"\n")
            os.close(handle)
        self.reach("after the receiver has stored it")
        _happen(self.after)
        return Receipt("DocumentReference/17", had_it)

    def look(self, message: bytes) -> Receipt | None:
        self.reach("before the receiver is asked")
        _happen(self.asked)
        found = message in self.documents
        self.reach("after the receiver was asked")
        return Receipt("DocumentReference/17", had_it_already=True) if found else None

    def adapter(self, *, asks: bool = True) -> Adapter:
        return Adapter(lambda *_: b"", self.send, self.look if asks else None, self.merges)


def _happen(script: list[SendingError | None]) -> None:
    if script and (error := script.pop(0)) is not None:
        raise error


@pytest.fixture
def receiver(tmp_path: pathlib.Path) -> Receiver:
    return Receiver(tmp_path / "received")


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[PostgreSQL]:
    with PostgreSQL() as started:
        yield started


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def clinic_folder(tmp_path: pathlib.Path) -> Iterator[pathlib.Path]:
    """Give a folder in memory where there is one: no test pulls the plug, and a busy disk takes its time."""
    memory = pathlib.Path("/dev/shm")  # noqa: S108 - a folder of its own is made in it
    with tempfile.TemporaryDirectory(dir=memory if os.access(memory, os.W_OK) else tmp_path) as folder:
        yield pathlib.Path(folder)


@pytest.fixture
def file_desk(clinic_folder: pathlib.Path, clock: Clock) -> Callable[[], Outbox]:
    """Give what opens the same outbox again, as another process of this machine does."""
    return lambda: Outbox(Database.at(None, clinic_folder / "clinic.toml", clock))


@pytest.fixture(params=["SQLite", "PostgreSQL"])
def desk(request: pytest.FixtureRequest, clinic_folder: pathlib.Path, clock: Clock) -> Callable[[], Outbox]:
    """Give what opens the same outbox again, as another desk does."""
    address = None if request.param == "SQLite" else request.getfixturevalue("postgresql_server").database()
    return lambda: Outbox(Database.at(address, clinic_folder / "clinic.toml", clock))
