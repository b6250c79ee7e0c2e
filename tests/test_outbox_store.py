"""The outbox's store: what is not ours or not whole is said, and left as it is; secrets are nowhere."""

from __future__ import annotations

import os
import sqlite3

import pytest
from outboxes import MOMENT, PATIENT, outgoing
from postgres import PASSWORD
from test_outbox import problem_of

from handouts.records.database import Database
from handouts.records.entries import State
from handouts.records.outbox import Outbox


@pytest.fixture
def path(clinic_folder):
    return clinic_folder / "outbox.sqlite3"


def at(address, folder, *, secret=False):
    return Outbox(Database.at(address, folder / "clinic.toml", lambda: MOMENT, secret=secret))


def test_asking_makes_no_file(file_desk, path):
    assert file_desk().entries() == []
    assert not path.exists()


def test_an_outbox_of_a_newer_version_is_kept_for_it(file_desk, path):
    file_desk().add(outgoing())
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE outbox_about SET version = 3")
    connection.close()
    for act in (lambda: file_desk().entries(), lambda: file_desk().add(outgoing("second"))):
        problem = problem_of(act)
        assert problem.code == "outbox-version"
        assert "3" in problem.message
        assert problem.place.path == str(path)


def test_another_programs_database_is_left_as_it_is(file_desk, path):
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE birds (name TEXT)")
    connection.close()
    before = path.read_bytes()
    assert problem_of(lambda: file_desk().add(outgoing())).code == "outbox-foreign"
    assert path.read_bytes() == before


@pytest.mark.parametrize("content", [b"not a database at all, but long enough to look at" * 20, b"SQLite format 3\0"])
def test_a_file_that_is_no_database_is_foreign(file_desk, path, content):
    path.write_bytes(content)
    assert problem_of(lambda: file_desk().add(outgoing())).code in {"outbox-foreign", "outbox-damaged"}
    assert path.read_bytes() == content


def test_a_damaged_outbox_is_said_to_be(file_desk, path):
    for number in range(40):
        file_desk().add(outgoing(f"filing-{number}"))
    data = bytearray(path.read_bytes())
    data[4096 * 3 :] = b"\xa5" * len(data[4096 * 3 :])
    path.write_bytes(data)
    problem = problem_of(lambda: file_desk().entries(tuple(State)))
    assert problem.code == "outbox-damaged"
    assert "Mary" not in str(problem)


@pytest.mark.parametrize("change", ["state = 'lost'", "identifier = 'x'", "kind = ''"])
def test_an_entry_that_cannot_be_read_is_damage(file_desk, path, change):
    file_desk().add(outgoing())
    with sqlite3.connect(path) as connection:
        connection.execute(f"UPDATE outbox_entries SET {change}")  # noqa: S608 - of the list above
    connection.close()
    assert problem_of(lambda: file_desk().entry(1)).code == "outbox-damaged"


def test_a_missing_table_is_damage(file_desk, path):
    file_desk().add(outgoing())
    with sqlite3.connect(path) as connection:
        connection.execute("DROP TABLE outbox_attempts")
    connection.close()
    assert problem_of(lambda: file_desk().entries()).code == "outbox-damaged"


@pytest.mark.parametrize("kind", ["link", "pipe", "folder", "wal"])
def test_nothing_but_plain_files_is_opened(file_desk, path, tmp_path, kind):
    if kind == "link":
        path.symlink_to(tmp_path / "elsewhere")
    elif kind == "pipe":
        os.mkfifo(path)
    elif kind == "wal":
        path.with_name(f"{path.name}-wal").symlink_to(tmp_path / "elsewhere")
    else:
        path.mkdir()
    assert problem_of(lambda: file_desk().add(outgoing())).code == "outbox-foreign"
    assert not (tmp_path / "elsewhere").exists()


def test_others_may_not_read_it_whatever_the_umask(file_desk, path):
    before = os.umask(0)
    try:
        file_desk().add(outgoing())
        path.chmod(0o644)
        with file_desk().database.transaction():
            assert {each.stat().st_mode & 0o077 for each in path.parent.iterdir()} == {0}
    finally:
        os.umask(before)


def test_a_folder_that_is_not_there_is_said(tmp_path):
    assert problem_of(lambda: at(None, tmp_path / "gone").add(outgoing())).code == "outbox-not-written"


def test_a_server_asks_for_its_password_and_nobody_is_told_it(postgresql_server, tmp_path, monkeypatch):
    address = postgresql_server.database(user="desk")
    monkeypatch.setenv("PGPASSWORD", PASSWORD)
    assert at(address, tmp_path).add(outgoing()) == 1
    monkeypatch.setenv("PGPASSWORD", "a wrong one")
    problem = problem_of(lambda: at(address, tmp_path).entries())
    assert problem.code == "outbox-not-allowed"
    monkeypatch.delenv("PGPASSWORD")
    kept = tmp_path / "passwords"
    kept.write_text(f"127.0.0.1:*:*:desk:{PASSWORD.replace(':', chr(92) + ':')}\n")
    kept.chmod(0o600)
    monkeypatch.setenv("PGPASSFILE", str(kept))
    assert len(at(address, tmp_path).entries()) == 1
    secret = address.replace("desk@", f"desk:{PASSWORD.replace('/', '%2F').replace('@', '%40')}@")
    problem = problem_of(lambda: at(secret, tmp_path).entries())
    assert problem.code == "outbox-address"
    assert PASSWORD not in str(problem)
    assert "secret" not in str(problem)
    outbox = at(secret, tmp_path, secret=True)
    assert len(outbox.entries()) == 1
    assert "secret" not in f"{outbox!r} {outbox.database.name}"


def test_a_servers_troubles_are_said(postgresql_server, tmp_path):
    address = postgresql_server.database()
    missing = postgresql_server.address("nowhere", "quick")
    assert problem_of(lambda: at(missing, tmp_path).entries()).code == "outbox-not-there"
    silent = "postgresql://quick@127.0.0.1:1/clinic"
    problem = problem_of(lambda: at(silent, tmp_path).entries())
    assert (problem.code, problem.place.path) == ("outbox-not-reached", "postgresql://127.0.0.1:1/clinic")
    unproven = "postgresql://quick@localhost/clinic?sslmode=verify-full&sslrootcert=/dev/null"
    assert problem_of(lambda: at(unproven, tmp_path).entries()).code == "outbox-not-reached"
    at(address, tmp_path).add(outgoing())
    with at(address, tmp_path).database.transaction() as connection:
        connection.exec_driver_sql("UPDATE outbox_about SET version = 9")
    assert problem_of(lambda: at(address, tmp_path).entries()).code == "outbox-version"
    with at(postgresql_server.database(), tmp_path).database.engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE outbox_entries (bird text)")
        address = str(connection.engine.url).replace("+psycopg", "")
    assert problem_of(lambda: at(address, tmp_path).entries()).code == "outbox-foreign"


@pytest.mark.parametrize(
    "address",
    [
        "postgresql://desk@db.hill-clinic.example/clinic?sslmode=require",
        "postgresql://desk@db.hill-clinic.example/clinic?sslmode=disable",
        "postgresql://desk@127.0.0.1/clinic?host=db.hill-clinic.example&sslmode=prefer",
        "postgresql://desk@db.hill-clinic.example/clinic?password=secret",
        "postgresql://desk@db.hill-clinic.example/clinic?passfile=/etc/shadow",
        "postgresql://desk@db:port/clinic",
        "mysql://desk@db.hill-clinic.example/clinic",
        "outbox.sqlite3",
    ],
)
def test_an_address_that_cannot_be_trusted_is_refused(tmp_path, address):
    problem = problem_of(lambda: at(address, tmp_path))
    assert problem.code == "outbox-address"
    assert "secret" not in str(problem)


def test_a_far_server_must_prove_who_it_is(tmp_path):
    query = at("postgresql://desk@db.hill-clinic.example/clinic", tmp_path).database.engine.url.query
    assert query == {"sslmode": "verify-full", "sslrootcert": "system"}
    own = "postgresql://desk@db.hill-clinic.example/clinic?sslrootcert=/etc/clinic/ca.pem"
    assert at(own, tmp_path).database.engine.url.query["sslrootcert"] == "/etc/clinic/ca.pem"


def test_a_trouble_of_the_store_quotes_no_message(file_desk, path):
    file_desk().add(outgoing())
    path.parent.chmod(0o700)
    with sqlite3.connect(path) as connection:
        connection.execute("ALTER TABLE outbox_entries RENAME COLUMN message TO letter")
    connection.close()
    problem = problem_of(lambda: file_desk().add(outgoing("second")))
    assert PATIENT.decode() not in str(problem)
