"""A run that takes a leaflet back is killed; the next one finishes it, and it is taken back exactly once."""

from __future__ import annotations

import dataclasses
import json
import os
import signal
import subprocess
import sys

import pytest
from daemons import wait_for
from fhir_harm import silent_after
from fhir_server import TOKEN
from mdm_receiver import MdmReceiver, acknowledge
from outboxes import Receiver, outgoing
from record_desks import PATIENT, desk_at, desk_at_server, kept
from test_outbox_kills import MILESTONES, attach, kills, messages_kept

from handouts.records.entries import Kind, State
from handouts.records.retrying import retry_all

RETRACT = (sys.executable, "-m", "handouts", "outbox", "retract", "1", *PATIENT)


def killed_while(folder, condition, what):
    """Take the leaflet back in a process that is killed as soon as a condition holds."""
    with subprocess.Popen(RETRACT, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as process:
        wait_for(lambda: condition() or process.poll() is not None, what)
        assert process.poll() is None, process.stdout.read()
        os.kill(process.pid, signal.SIGKILL)


def test_killed_while_a_receiver_of_hl7_has_not_answered(tmp_path, run):
    with MdmReceiver() as engine:
        desk_at(tmp_path, engine.address)
        run("attach", "demo", *PATIENT, "--yes")
        engine.answer, engine.hangs = lambda _: None, True
        killed_while(tmp_path, lambda: len(engine.messages) > 1, "the cancellation arrives")
        assert kept(run) == [("create", "filed"), ("retract", "sending")]
        engine.answer, engine.hangs = acknowledge, False
        assert run("outbox", "retry").returncode == 0
        assert kept(run) == [("create", "filed"), ("retract", "filed")]
        assert engine.documents == {}
        first, second = engine.messages[1:]
        assert str(first) == str(second), "the very same message: to a receiver that counts, it is one"


def test_killed_while_a_server_has_not_answered(tmp_path, run, fhir_server, harm, monkeypatch):
    monkeypatch.setenv("RECORDS_TOKEN", TOKEN)
    desk_at_server(tmp_path, fhir_server, harm.address)
    run("attach", "demo", *PATIENT, "--yes", "--by", "Nurse Ada")
    harm.faults["PUT /fhir/DocumentReference"] = silent_after

    def writes():
        return [asked for asked in harm.seen if asked.startswith("PUT")]

    identifier = json.loads(run("outbox", "--all", "--json").stdout)[0]["identifier"]

    def status():
        (document,) = fhir_server.found("DocumentReference", f"urn:uuid:{identifier}")
        return document["status"]

    killed_while(tmp_path, lambda: status() == "entered-in-error", "the document is taken back")
    assert run("outbox", "retry").returncode == 0
    assert kept(run) == [("create", "filed"), ("retract", "filed")]
    assert status() == "entered-in-error"
    assert [asked.split("/")[2] for asked in writes()] == ["DocumentReference", "Communication"], "each written once"


@pytest.mark.parametrize("asks", [True, False], ids=["a receiver that can be asked", "one that merges"])
def test_after_a_kill_at_any_step_it_is_taken_back_exactly_once(desk, tmp_path, asks):
    receiver = Receiver(tmp_path / "received", merges=not asks)
    adapter = receiver.adapter(asks=asks)

    def taking_back(name):
        return dataclasses.replace(outgoing(name, Kind.RETRACT), message=f"{name} in error".encode())

    def work(outbox, name):
        number = outbox.retract(taking_back(f"{name} is filed"))
        outbox.deliver(number, adapter.send, adapter.look, idempotent=adapter.idempotent, urged=True)

    def prepare(outbox, name):
        attach(outbox, adapter, f"{name} is filed")

    def finish(outbox, name, number):
        mine = taking_back(f"{name} is filed")
        if Kind.RETRACT not in {
            each.kind for each in outbox.entries(tuple(State)) if each.identifier == mine.identifier
        }:
            work(outbox, name)
        retry_all(outbox, lambda _: adapter, urged=True)
        states = {each.kind: each.state for each in outbox.entries(tuple(State)) if each.identifier == mine.identifier}
        assert states == {Kind.CREATE: State.FILED, Kind.RETRACT: State.FILED}, number
        assert receiver.documents.count(mine.message) == 1, number
        assert messages_kept(outbox) == 0

    names = kills(desk, receiver, tmp_path, work, finish, prepare)
    assert set(names) >= MILESTONES
