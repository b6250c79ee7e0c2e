"""A sender is killed at every step of its work; the next run finishes it, and the receiver holds exactly one."""

from __future__ import annotations

import functools
import os
import signal

import pytest
import sqlalchemy as sql
from outboxes import Receiver, outgoing

from handouts.records.entries import Because, State
from handouts.records.receipt import LostError, NotSentError
from handouts.records.retrying import retry_all
from handouts.records.store_schema import ENTRIES

MILESTONES = {  # which a run must have been killed at
    "after INSERT INTO outbox_entries",
    "before commit",
    "after commit",
    "after INSERT INTO outbox_attempts",
    "after UPDATE outbox_entries",
    "before the message goes out",
    "after the receiver has stored it",
}


class Steps:
    """The steps of a process, counted; it ends itself as by SIGKILL at one of them."""

    def __init__(self, fatal: int) -> None:
        self.fatal, self.names = fatal, []

    def reach(self, name: str) -> None:
        self.names.append(name)
        if len(self.names) == self.fatal:
            os.kill(os.getpid(), signal.SIGKILL)

    def watch(self, engine: sql.Engine) -> None:
        """Take each change of the store and each end of a transaction for a step."""
        for event, name in (("begin", "after begin"), ("commit", "before commit"), ("checkin", "after commit")):
            sql.event.listen(engine, event, lambda *_, name=name: self.reach(name))
        sql.event.listen(engine, "after_cursor_execute", lambda *about: self._executed(about[2]))

    def _executed(self, words: str) -> None:
        if words.startswith(("INSERT", "UPDATE", "CREATE")):
            self.reach("after " + " ".join(words.split()[: 2 + words.startswith(("INSERT", "CREATE"))]))


def killed_at(fatal, desk, receiver, work, report):
    """Do the work in a process of its own that dies at a step, and tell whether it got so far."""
    child = os.fork()
    if child == 0:
        try:
            steps = Steps(fatal)
            receiver.reach = steps.reach
            outbox = desk()
            steps.watch(outbox.database.engine)
            work(outbox)
            report.write_text("\n".join(steps.names))
        finally:
            os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


def attach(outbox, adapter, name="first"):
    number = outbox.add(outgoing(name))
    return outbox.deliver(number, adapter.send, adapter.look, idempotent=adapter.idempotent)


def kills(desk, receiver, tmp_path, work, finish, prepare=lambda *_: None):
    """Kill the work at each of its steps in turn, and finish it; return the steps."""
    report, fatal = tmp_path / "steps", 1
    while prepare(desk(), f"filing-{fatal}") or killed_at(
        fatal, desk, receiver, functools.partial(work, name=f"filing-{fatal}"), report
    ):
        finish(desk(), f"filing-{fatal}", fatal)
        fatal += 1
    names = report.read_text().splitlines()
    assert len(names) == fatal - 1
    return names


def finished(outbox, adapter, name):
    """Finish as the next run does: from the outbox alone, if the intent was written down."""
    if not any(entry.identifier == outgoing(name).identifier for entry in outbox.entries(tuple(State))):
        attach(outbox, adapter, name)
    retry_all(outbox, lambda _: adapter, urged=True)
    return next(entry for entry in outbox.entries(tuple(State)) if entry.identifier == outgoing(name).identifier)


def messages_kept(outbox):
    with outbox.database.transaction() as connection:
        kept = sql.select(sql.func.count()).where(ENTRIES.c.message.is_not(None))
        return connection.execute(kept).scalar_one()


def test_after_a_kill_at_any_step_the_receiver_holds_exactly_one(desk, tmp_path):
    receiver = Receiver(tmp_path / "received")
    check_kills(desk, tmp_path, receiver, receiver.adapter())


def test_a_receiver_where_what_comes_twice_is_there_once_needs_no_asking(file_desk, tmp_path):
    receiver = Receiver(tmp_path / "received", merges=True)
    check_kills(file_desk, tmp_path, receiver, receiver.adapter(asks=False))


def check_kills(desk, tmp_path, receiver, adapter):
    def finish(outbox, name, number):
        entry = finished(outbox, adapter, name)
        assert entry.state is State.FILED, (number, entry)
        assert receiver.documents.count(outgoing(name).message) == 1, number
        assert messages_kept(outbox) == 0

    names = kills(desk, receiver, tmp_path, functools.partial(attach, adapter=adapter), finish)
    assert set(names) >= MILESTONES
    assert len(names) >= 16
    assert len(receiver.documents) == len(names) + 1, "one for each kill, one of the run that was not killed"


def test_a_receiver_that_cannot_be_asked_is_looked_at_by_a_person(file_desk, tmp_path):
    receiver = Receiver(tmp_path / "received")
    adapter = receiver.adapter(asks=False)

    def finish(outbox, name, number):
        entry = finished(outbox, adapter, name)
        there = receiver.documents.count(outgoing(name).message)
        if entry.state is State.UNKNOWN:
            assert "Look for the document there" in entry.reason
            if there:
                entry = outbox.drop(entry.id, Because.THERE_ALREADY)
            else:
                outbox.send_again(entry.id)
                entry = finished(outbox, adapter, name)
        assert entry.state in {State.FILED, State.DROPPED}, (number, entry)
        assert receiver.documents.count(outgoing(name).message) == 1, number
        assert messages_kept(outbox) == 0

    names = kills(file_desk, receiver, tmp_path, functools.partial(attach, adapter=adapter), finish)
    assert set(names) >= MILESTONES


@pytest.mark.parametrize(
    ("before", "after"),
    [(None, LostError("No answer.")), (LostError("The line broke."), None), (NotSentError("Nobody is there."), None)],
    ids=["stored, no answer", "not stored, no answer", "not reached"],
)
def test_the_run_that_finishes_is_killed_as_well(file_desk, tmp_path, before, after):
    receiver = Receiver(tmp_path / "received")
    adapter = receiver.adapter()

    def prepare(outbox, name):
        receiver.before, receiver.after = [before], [after]
        attach(outbox, adapter, name)

    def work(outbox, name):
        retry_all(outbox, lambda _: adapter, urged=True)

    def finish(outbox, name, number):
        assert finished(outbox, adapter, name).state is State.FILED
        assert receiver.documents.count(outgoing(name).message) == 1, number

    names = kills(file_desk, receiver, tmp_path, work, finish, prepare)
    assert ("after the receiver was asked" in names) == isinstance(before or after, LostError)
    assert len(names) >= 11
