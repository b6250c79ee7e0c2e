"""`handouts outbox`: what waits is shown, sent, or given up, and no patient is named."""

from __future__ import annotations

import json
import sys
import types

import pytest
from outboxes import MOMENT, TARGET, Receiver, outgoing

from handouts.cli import COMMANDS
from handouts.records.database import Database
from handouts.records.entries import Kind, State
from handouts.records.outbox import Outbox
from handouts.records.receipt import LostError, NotSentError, RefusedError
from handouts.records.targets import STANDARDS, Standard


@pytest.fixture
def ehr(tmp_path, monkeypatch):
    """Give a record system that every FHIR target leads to."""
    monkeypatch.setitem(COMMANDS, "outbox", "Show what is still to be filed.")
    receiver = Receiver(tmp_path / "received")
    module = types.ModuleType("fake_standard")
    receiver.asks = True
    module.adapter = lambda *_: receiver.adapter(asks=receiver.asks)
    monkeypatch.setitem(sys.modules, "fake_standard", module)
    monkeypatch.setitem(STANDARDS, "fhir+https", Standard("fake_standard:adapter"))
    return receiver


@pytest.fixture
def outbox(tmp_path):
    return Outbox(Database.at(None, tmp_path / "clinic.toml", lambda: MOMENT))


def values(run, *arguments):
    return json.loads(run("outbox", *arguments, "--json").stdout)


def test_an_empty_outbox_is_said_to_be(run, ehr, tmp_path):
    for arguments in ((), ("retry",)):
        said = run("outbox", *arguments)
        assert (said.returncode, said.stdout) == (0, "Nothing waits to be filed.\n")
    assert values(run) == []
    assert not (tmp_path / "outbox.sqlite3").exists()


def test_what_waits_is_listed_and_sent(run, ehr, outbox):
    outbox.add(outgoing())
    said = run("outbox")
    assert said.returncode == 0
    for words in ("4F1C-09AB-77D2", TARGET, "waiting", "create", "Send now: handouts outbox retry"):
        assert words in said.stdout
    (value,) = values(run)
    assert (value["state"], value["attempts"], value["history"]) == ("waiting", 0, [])
    done = run("outbox", "retry")
    assert done.returncode == 0
    assert done.stdout == f"1: 4F1C-09AB-77D2 {TARGET} filed\n"
    assert ehr.documents == [outgoing().message]
    assert run("outbox").stdout == "Nothing waits to be filed.\n"
    (value,) = values(run, "--all")
    assert (value["state"], value["location"]) == ("filed", "DocumentReference/17")
    assert [attempt["outcome"] for attempt in value["history"]] == ["filed"]


def test_what_is_not_filed_is_said_with_why_and_the_exit_code_tells(run, ehr, outbox):
    for name in ("first", "second"):
        outbox.add(outgoing(name))
    ehr.before = [NotSentError("The server is busy."), RefusedError("AR: there is no such patient.")]
    done = run("outbox", "retry")
    assert done.returncode == 5
    assert "1: 4F1C-09AB-77D2" in done.stdout
    assert "waiting – The server is busy." in done.stdout
    assert "refused – AR: there is no such patient." in done.stdout
    assert "\n2: AR: there is no such patient.\n" in run("outbox").stdout
    assert run("outbox", "retry", "--due").returncode == 5
    assert ehr.documents == [], "a timer waits until it is due"
    assert run("outbox", "retry").returncode == 0
    assert run("outbox", "retry", 2).returncode == 0, "by its number, also what was refused"
    assert len(ehr.documents) == 2


def test_a_person_says_that_it_is_not_there(run, ehr, outbox):
    outbox.add(outgoing())
    ehr.asks = False
    ehr.before = [LostError("The line broke.")]
    assert run("outbox", "retry").returncode == 5
    assert "--send-again" in run("outbox", "retry").stdout
    assert run("outbox", "retry", "--send-again").returncode == 2
    assert run("outbox", "retry", "1", "--send-again").returncode == 0
    assert ehr.documents == [outgoing().message]


def test_an_entry_is_given_up_for_a_reason_of_the_list(run, ehr, outbox):
    outbox.add(outgoing())
    assert run("outbox", "drop", 1).returncode == 2
    assert run("outbox", "drop", 1, "--because", "Mary Sample has moved").returncode == 2
    done = run("outbox", "drop", 1, "--because", "wrong-patient")
    assert (done.returncode, done.stdout) == (0, "1: 4F1C-09AB-77D2 is dropped (wrong-patient).\n")
    assert outbox.entry(1).state is State.DROPPED
    assert run("outbox", "retry").stdout == "Nothing waits to be filed.\n"
    again = run("outbox", "drop", 1, "--because", "wrong-patient")
    assert again.returncode == 5
    assert "outbox-entry" in again.stderr
    assert "no entry 7" in run("outbox", "retry", 7).stderr


def test_a_target_that_cannot_be_used_is_told_beside_the_others(run, ehr, outbox):
    outbox.add(outgoing("odd", target="gopher://ehr.example"))
    outbox.add(outgoing())
    done = run("outbox", "retry")
    assert done.returncode == 5
    assert "target-wrong" in done.stderr
    assert ehr.documents == [outgoing().message]


def test_no_patient_is_ever_named(run, ehr, outbox):
    for kind in Kind:
        outbox.add(outgoing(kind, kind))
    ehr.after = [LostError("No answer came.")]
    said = [run("outbox"), run("outbox", "retry"), run("outbox", "--all", "--json"), run("outbox", "drop", 1)]
    text = "".join(f"{each.stdout}{each.stderr}" for each in said)
    assert "4F1C-09AB-77D2" in text
    for word in ("Mary", "Sample", "1961", "943 476"):
        assert word not in text


def test_several_desks_share_a_server(run, ehr, tmp_path, postgresql_server, monkeypatch):
    address = postgresql_server.database()
    (tmp_path / "clinic.toml").write_text(f'[records]\nstore = "{address}"\n')
    Outbox(Database.at(address, tmp_path / "clinic.toml", lambda: MOMENT)).add(outgoing())
    assert run("outbox", "retry").returncode == 0
    assert len(ehr.documents) == 1
    assert not (tmp_path / "outbox.sqlite3").exists()
    other = postgresql_server.database().replace("quick@", "quick:secret@")
    monkeypatch.setenv("HANDOUTS_STORE", other)
    assert values(run, "--all") == [], "the environment's address comes first, and may hold a password"
    monkeypatch.delenv("HANDOUTS_STORE")
    (tmp_path / "clinic.toml").write_text(f'[records]\nstore = "{other}"\n')
    refused = run("outbox")
    assert refused.returncode == 5
    assert "secret" not in refused.stderr
    assert "PGPASSWORD" in refused.stderr
    (tmp_path / "clinic.toml").write_text(f'[records]\noutbox = "{address}"\n')
    former = run("outbox")
    assert (former.returncode, "clinic.toml:2" in former.stderr, "Do you mean store?" in former.stderr) == (
        1,
        True,
        True,
    )
