"""Several desks send from one outbox at once: nothing is sent twice, nobody waits for a dead one for ever."""

from __future__ import annotations

import os
import select
import signal
import traceback

from outboxes import Receiver, outgoing

from handouts.records.entries import OPEN, State
from handouts.records.retrying import retry_all

OWN, SHARED = 40, 10


def apart(work):
    """Do work in a process of its own, and return its number."""
    child = os.fork()
    if child == 0:
        code = 1
        try:
            work()
            code = 0
        except BaseException:  # noqa: BLE001 - it may not go on as a second run of the tests
            traceback.print_exc()
        finally:
            os._exit(code)
    return child


def ended_well(child):
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


def test_two_desks_with_forty_each_file_each_exactly_once(desk, receiver):
    def work(name):
        outbox = desk()
        for number in range(OWN):
            outbox.add(outgoing(f"{name}-{number}"))
            if number < SHARED:
                outbox.add(outgoing(f"shared-{number}"))
        while outbox.entries(OPEN):
            retry_all(outbox, lambda _: receiver.adapter(asks=False), urged=True)

    children = [apart(lambda name=name: work(name)) for name in ("left", "right")]
    assert [ended_well(child) for child in children] == [True, True]
    expected = [outgoing(f"{name}-{number}").message for name in ("left", "right") for number in range(OWN)]
    expected += [outgoing(f"shared-{number}").message for number in range(SHARED)]
    assert sorted(receiver.documents) == sorted(expected)
    entries = desk().entries(tuple(State))
    assert {entry.state for entry in entries} == {State.FILED}
    assert {entry.attempts for entry in entries} == {1}, "nobody has tried what another desk had begun"


def test_an_entry_that_another_desk_is_sending_is_left_alone_until_that_one_ends(desk, tmp_path):
    receiver = Receiver(tmp_path / "received")
    number = desk().add(outgoing())
    there, tell = os.pipe()

    def hang():
        receiver.reach = lambda _: (os.write(tell, b"."), signal.pause())
        desk().deliver(number, receiver.send, receiver.look)

    child = apart(hang)
    assert select.select([there], [], [], 20)[0], "it is sending"
    entry = desk().deliver(number, receiver.send, receiver.look, urged=True)
    assert (entry.state, receiver.documents) == (State.SENDING, [])
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    entry = desk().deliver(number, receiver.send, receiver.look)
    assert (entry.state, len(receiver.documents)) == (State.FILED, 1), "the dead one's lease counts no more"
    assert [attempt.outcome for attempt in desk().attempts(number)] == ["broken-off", "filed"]
    for handle in (there, tell):
        os.close(handle)
