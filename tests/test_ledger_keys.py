"""Where the ledger's key may be, what is no key, and a store that cannot be used: told plainly, and nothing is lost."""

import os
import sqlite3

import keyring
import keyring.backend
import keyring.errors
import pytest
from cryptography.fernet import Fernet
from giving import ADA, give, ledger_in, look_up

from handouts.errors import OutputError
from handouts.model.records import LedgerKey
from handouts.records import ledger_store
from handouts.records.given import Given
from handouts.records.ledger_keys import ClinicKeys, new_key
from handouts.records.ledger_store import NAME


class Ring(keyring.backend.KeyringBackend):
    """A keyring in memory."""

    priority = 1

    def __init__(self):
        super().__init__()
        self.kept, self.locked = {}, False

    def get_password(self, service, username):
        if self.locked:
            raise keyring.errors.KeyringLocked
        return self.kept.get((service, username))

    def set_password(self, service, username, password):
        self.kept[service, username] = password


@pytest.fixture
def ring():
    before, ring = keyring.get_keyring(), Ring()
    keyring.set_keyring(ring)
    yield ring
    keyring.set_keyring(before)


def problem_of(act):
    with pytest.raises(OutputError) as raised:
        act()
    (problem,) = raised.value.problems
    assert problem.hint
    return problem


def read(folder, **places):
    return ClinicKeys.read(LedgerKey(**places), folder)


def test_the_key_may_be_in_this_machines_keyring(ring, tmp_path):
    absent = problem_of(lambda: read(tmp_path, keyring="hill-clinic"))
    assert (absent.code, absent.hint) == ("ledger-key-missing", "Run: keyring set hill-clinic ledger.")
    ledger = ledger_in(tmp_path)
    give(ledger)
    keyring.set_password("hill-clinic", "ledger", (tmp_path / "given.key").read_text())
    assert look_up(Given(ledger.store, read(tmp_path, keyring="hill-clinic")))[0].patient == ADA
    ring.locked = True
    assert "Unlock it" in problem_of(lambda: read(tmp_path, keyring="hill-clinic")).hint


@pytest.mark.parametrize(
    "text",
    [
        "",
        "# nothing else\n",
        "swordfish",
        "A" * 43,
        "é" * 44,
        f"{Fernet.generate_key().decode()}\nswordfish",
        "\0" * 99,
    ],
    ids=range(7),
)
def test_what_is_no_key_is_told_and_not_repeated(tmp_path, text):
    path = tmp_path / "k"
    path.write_text(text)
    path.chmod(0o600)
    problem = problem_of(lambda: read(tmp_path, file="k"))
    assert (problem.code, problem.place.path) == ("ledger-key-invalid", str(path))
    assert "swordfish" not in problem.message + problem.hint


def test_a_pipe_or_an_impossible_name_is_no_key_file(tmp_path):
    os.mkfifo(tmp_path / "pipe", 0o600)
    assert problem_of(lambda: read(tmp_path, file="pipe")).code == "ledger-key-invalid"
    assert problem_of(lambda: read(tmp_path, file="a\0b")).code == "ledger-key-missing"
    assert problem_of(lambda: new_key(tmp_path / "none" / "k")).code == "not-written"
    assert problem_of(lambda: new_key(tmp_path / "a\0b")).code == "not-written"
    (tmp_path / "link").symlink_to(tmp_path / "elsewhere")
    assert problem_of(lambda: new_key(tmp_path / "link")).code == "ledger-key-exists"


def test_a_ledger_another_desk_keeps_or_that_is_of_another_version_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr(ledger_store, "WAIT_SECONDS", 0.05)
    ledger = ledger_in(tmp_path)
    give(ledger)
    other = sqlite3.connect(tmp_path / NAME, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    busy = problem_of(lambda: look_up(ledger))
    assert (busy.code, "Another desk" in busy.message) == ("ledger-not-written", True)
    other.execute("UPDATE given_ledger SET version = 2")
    other.execute("COMMIT")
    assert problem_of(lambda: look_up(ledger)).code == "ledger-version"
    other.execute("DELETE FROM given_ledger")
    lost = problem_of(lambda: give(ledger, days=1))
    assert (lost.code, "lost its key" in lost.message) == ("ledger-damaged", True)
    other.close()


def test_a_broken_or_unwritable_ledger_is_told(tmp_path):
    ledger = ledger_in(tmp_path)
    for number in range(40):
        give(ledger, days=number)
    path = tmp_path / NAME
    whole = path.read_bytes()
    path.write_bytes(whole[:8192] + b"\xff" * 8192 + whole[16384:])
    assert problem_of(lambda: look_up(ledger)).code == "ledger-damaged"
    path.write_bytes(whole)
    path.chmod(0o644)
    assert len(look_up(ledger)) == 40
    assert path.stat().st_mode & 0o777 == 0o600, "others no longer read it"
    (tmp_path / f"{NAME}-wal").symlink_to(tmp_path / "elsewhere")
    assert problem_of(lambda: look_up(ledger)).code == "ledger-foreign"
    nowhere = Given(ledger_store.Store(str(tmp_path / "none" / NAME)), ledger.keys)
    assert problem_of(lambda: give(nowhere)).code == "ledger-not-written"
