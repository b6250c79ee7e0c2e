"""Two people who sign at the same moment: each act is in the record, or its actor is told that it is not."""

import datetime as dt
import fcntl
import os
import signal
import subprocess
import sys
import types

import pytest
from editing import GOOD
from measuring import unmeasured

from handouts import store
from handouts.errors import OutputError
from handouts.reader.source import Source, second_record_path, sign_offs_path
from handouts.review.approval import Signature, approve
from handouts.review.record import add_sign_off, store_sign_off
from handouts.review.second_record import disagreement
from handouts.review.sign_offs import are_whole, read_sign_offs

DAY = dt.date(2026, 3, 31)
ACT = """
import datetime as dt, pathlib, sys
from handouts.cli import revoke
from handouts.errors import HandoutsError
from handouts.reader.source import Source
from handouts.review.approval import Signature, approve
from handouts.review.record import store_sign_off
path, act, name = pathlib.Path("demo.md"), *sys.argv[1:]
print("ready", flush=True)
sys.stdin.readline()
try:
    if act == "revoke":
        revoke.command.main(
            ["demo.md", "--by", name, "--note", "a warning", "--today", "2026-03-31"], standalone_mode=False
        )
    else:
        source, signature = Source.read(path), Signature(name, "pharmacist", dt.date(2026, 3, 31))
        store_sign_off(source, approve(source, signature, dt.date(2028, 1, 1)))
    print("done")
except HandoutsError as error:
    print(error.problems[0].code)
"""


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "demo.md"
    path.write_text(GOOD)
    source = Source.read(path)
    store_sign_off(source, approve(source, Signature("Ada Byron", "pharmacist", DAY), dt.date(2028, 1, 1)))
    return path


def started(path, act, name):
    command = [sys.executable, "-c", ACT, act, name]
    actor = subprocess.Popen(
        command, cwd=path.parent, env=unmeasured(), text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert actor.stdout.readline() == "ready\n"
    return actor


def at_once(path, *acts):
    """Let actors of their own processes begin together; return what each was told, by name."""
    actors = {f"Actor {number}": (act, started(path, act, f"Actor {number}")) for number, act in enumerate(acts)}
    for _, actor in actors.values():
        actor.stdin.write("go\n")
        actor.stdin.flush()
    return {name: (act, actor.communicate(timeout=120)[0].splitlines()[-1]) for name, (act, actor) in actors.items()}


@pytest.mark.parametrize("acts", [("approve", "approve"), ("revoke", "revoke"), ("approve", "revoke") * 3])
def test_each_act_is_written_or_its_actor_is_told(path, acts):
    told = at_once(path, *acts)
    source = Source.read(path)
    signed = read_sign_offs(source)
    assert are_whole(signed)
    assert disagreement(source) is None
    done = [(name, act) for name, (act, word) in told.items() if word == "done"]
    assert sorted((entry.by, entry.action) for entry in signed[1:]) == sorted(done)
    assert {word for _, word in told.values()} <= {"done", "signed-meanwhile", "not-signed-off"}
    assert any(act == "revoke" for _, act in done) or "revoke" not in acts
    assert sorted(file.name for file in path.parent.iterdir()) == ["demo.approvals.toml", "demo.md", "sign-offs"]
    assert [file.name for file in second_record_path(path).parent.iterdir()] == ["demo.toml"]


def test_a_revocation_waits_and_takes_back_what_was_signed_meanwhile(path):
    with store.locked(path.parent):
        actor = started(path, "revoke", "Bob Moog")
        actor.stdin.write("go\n")
        actor.stdin.flush()
        source = Source.read(path)
        add_sign_off(source, approve(source, Signature("Eve Byron", "pharmacist", DAY), dt.date(2028, 1, 1)))
    assert actor.communicate(timeout=120)[0].splitlines()[-1] == "done"
    assert [entry.by for entry in read_sign_offs(Source.read(path))] == ["Ada Byron", "Eve Byron", "Bob Moog"]


HOLD = """
import pathlib, signal
from handouts.store import locked
with locked(pathlib.Path(".")):
    print("held", flush=True)
    signal.pause()
"""


def test_the_lock_of_a_killed_process_is_gone(path):
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD], cwd=path.parent, env=unmeasured(), text=True, stdout=subprocess.PIPE
    )
    assert holder.stdout.readline() == "held\n"
    holder.send_signal(signal.SIGKILL)
    holder.wait()
    holder.stdout.close()
    with store.locked(path.parent):
        pass
    assert sorted(file.name for file in path.parent.iterdir()) == ["demo.approvals.toml", "demo.md", "sign-offs"]


def test_who_holds_a_folder_for_ever_is_not_waited_for(path, monkeypatch):
    monkeypatch.setattr(store, "PATIENCE_S", 0.0)
    before = sign_offs_path(path).read_bytes()
    source = Source.read(path)
    handle = os.open(path.parent, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        with pytest.raises(OutputError) as caught:
            store_sign_off(source, approve(source, Signature("Eve Byron", "pharmacist", DAY), dt.date(2028, 1, 1)))
    finally:
        os.close(handle)
    assert caught.value.problems[0].message == "Somebody else is writing here."
    assert sign_offs_path(path).read_bytes() == before


@pytest.mark.parametrize("reason", ["ENOLCK", "EOPNOTSUPP", "EBADF", "EINVAL", "ENOSYS"])
def test_a_disk_without_locks_lets_people_sign(path, monkeypatch, reason):
    import errno

    def flock(handle, how):
        raise OSError(getattr(errno, reason), "no locks here")

    without = types.SimpleNamespace(flock=flock, LOCK_EX=fcntl.LOCK_EX, LOCK_NB=fcntl.LOCK_NB)
    monkeypatch.setattr(store, "fcntl", without)
    source = Source.read(path)
    store_sign_off(source, approve(source, Signature("Eve Byron", "pharmacist", DAY), dt.date(2028, 1, 1)))
    assert len(read_sign_offs(Source.read(path))) == 2


def test_a_system_without_such_locks_lets_people_sign(path, monkeypatch):
    monkeypatch.setattr(store, "fcntl", None)
    source = Source.read(path)
    store_sign_off(source, approve(source, Signature("Eve Byron", "pharmacist", DAY), dt.date(2028, 1, 1)))
    assert len(read_sign_offs(Source.read(path))) == 2


def test_the_lock_is_let_go_when_signing_fails(path, monkeypatch):
    monkeypatch.setattr(store, "PATIENCE_S", 0.0)
    with pytest.raises(ZeroDivisionError), store.locked(path.parent):
        1 / 0  # noqa: B018
    with store.locked(path.parent):
        pass
