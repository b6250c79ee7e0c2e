"""An outbox of the version before is brought up to this one, wholly or not at all; that one does not touch ours."""

from __future__ import annotations

import dataclasses

import pytest
import sqlalchemy as sql
from outboxes import outgoing
from test_outbox import problem_of
from test_outbox_desks import apart, ended_well

from handouts.records import database, store_schema
from handouts.records.entries import Because, Kind, State

NEW = ("sha256", "given", "because")
FIRST = """
CREATE TABLE outbox_about (version INTEGER NOT NULL);
INSERT INTO outbox_about VALUES (1);
CREATE TABLE outbox_entries (
    id {number}, created BIGINT NOT NULL, target TEXT NOT NULL, kind TEXT NOT NULL, document TEXT NOT NULL,
    identifier {uuid} NOT NULL, replaces {uuid}, message {bytes}, state TEXT NOT NULL, went_out BOOLEAN NOT NULL,
    attempts INTEGER NOT NULL, due BIGINT, attempt INTEGER, sender TEXT NOT NULL, lease BIGINT, reason TEXT NOT NULL,
    location TEXT NOT NULL, UNIQUE (target, identifier, kind)
);
CREATE TABLE outbox_attempts (
    id {number}, entry INTEGER NOT NULL REFERENCES outbox_entries (id), started BIGINT NOT NULL, finished BIGINT,
    outcome TEXT NOT NULL, reason TEXT NOT NULL
);
CREATE INDEX ix_outbox_attempts_entry ON outbox_attempts (entry)"""
TYPES = {
    "sqlite": {"number": "INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT", "uuid": "CHAR(32)", "bytes": "BLOB"},
    "postgresql": {"number": "SERIAL NOT NULL PRIMARY KEY", "uuid": "UUID", "bytes": "BYTEA"},
}  # as version 0.5.0 has made them


@pytest.fixture
def old(desk):
    """Give what opens an outbox of the first version, with one filing that waits and one that is filed."""
    values = dataclasses.asdict(outgoing())
    state = {"created": 1, "went_out": False, "attempts": 0, "due": 1, "sender": "", "reason": "", "location": ""}
    with desk().database.engine.begin() as connection:
        name = connection.dialect.name
        for statement in FIRST.format(**TYPES[name]).split(";"):
            connection.exec_driver_sql(statement)
        if name == "sqlite":
            connection.exec_driver_sql(f"PRAGMA application_id = {store_schema.APPLICATION}")
        row = {column: value for column, value in (values | state).items() if column not in NEW}
        first = [sql.column(each.name, each.type) for each in store_schema.ENTRIES.columns if each.name not in NEW]
        entries = sql.table("outbox_entries", *first)
        connection.execute(entries.insert().values(row | {"state": State.WAITING}))
        filed = dataclasses.asdict(outgoing("second")) | {"message": None}
        row |= {column: value for column, value in filed.items() if column not in NEW}
        connection.execute(entries.insert().values(row | {"state": State.FILED, "went_out": True}))
    return desk


def columns(desk):
    with desk().database.engine.begin() as connection:
        version = connection.exec_driver_sql("SELECT version FROM outbox_about").scalar_one()
        return version, [each["name"] for each in sql.inspect(connection).get_columns("outbox_entries")]


def test_what_waits_there_is_sent_and_what_is_new_is_kept(old, receiver):
    waiting, filed = old().entries(tuple(State))[::-1]
    assert (waiting.state, waiting.sha256, waiting.given, waiting.because) == (State.WAITING, None, False, None)
    assert filed.state is State.FILED
    assert old().deliver(waiting.id, receiver.send, urged=True).state is State.FILED
    assert receiver.documents == [outgoing().message]
    outbox = old()
    new = outbox.add(dataclasses.replace(outgoing("third"), sha256="5" * 64, given=True))
    assert (outbox.entry(new).sha256, outbox.entry(new).given) == ("5" * 64, True)
    back = dataclasses.replace(outgoing("second", Kind.RETRACT), because=Because.WRONG_PATIENT)
    assert outbox.entry(outbox.retract(back)).because is Because.WRONG_PATIENT
    version, names = columns(old)
    assert (version, names) == (2, [column.name for column in store_schema.ENTRIES.columns])


def test_refiled_it_can_be_checked_from_then_on(old, receiver):
    number = old().add(outgoing())
    old().drop(number, Because.NOT_WANTED)
    assert old().add(dataclasses.replace(outgoing(), sha256="5" * 64)) == number
    assert old().entry(number).sha256 == "5" * 64


def test_what_fails_on_the_way_leaves_it_as_it_was(old, monkeypatch):
    before = columns(old)
    with monkeypatch.context() as patch:
        patch.setitem(store_schema.ADDED, 1, (*store_schema.ADDED[1], "sha256 TEXT"))
        assert problem_of(lambda: old().entries())
    assert columns(old) == before
    assert len(old().entries(tuple(State))) == 2


def test_several_desks_come_up_at_once(old):
    children = [apart(lambda number=number: old().add(outgoing(f"of desk {number}"))) for number in range(4)]
    assert [ended_well(child) for child in children] == [True] * 4
    assert len(old().entries(tuple(State))) == 6
    assert columns(old)[0] == 2


def test_a_desk_of_the_version_before_says_that_it_is_too_old(desk, monkeypatch):
    desk().add(outgoing())
    for module in (store_schema, database):
        monkeypatch.setattr(module, "VERSION", 1)
    monkeypatch.setattr(store_schema, "ADDED", {})
    problem = problem_of(lambda: desk().entries())
    assert problem.code == "outbox-version"
    assert problem.message == "The outbox is of another version of handouts: 2, where this one writes 1."
