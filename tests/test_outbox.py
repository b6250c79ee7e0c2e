"""The outbox: what it promises of one entry, and that no patient's data stays longer than it must."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest
from outboxes import PATIENT, TARGET, outgoing

from handouts.errors import OutputError
from handouts.records.entries import FIRST_WAIT_S, LONGEST_WAIT_S, Because, Kind, State, as_json, wait_ms
from handouts.records.outbox import LARGEST_BYTES
from handouts.records.receipt import LostError, NotSentError, RefusedError
from handouts.records.retrying import retry_all
from handouts.records.store_schema import ENTRIES


@pytest.fixture
def outbox(desk):
    return desk()


@pytest.fixture
def deliver(outbox, receiver):
    def send(number, *, asks=True, **options):
        return outbox.deliver(number, receiver.send, receiver.look if asks else None, **options)

    return send


def problem_of(act):
    with pytest.raises(OutputError) as raised:
        act()
    (problem,) = raised.value.problems
    assert problem.hint
    return problem


def test_an_entry_from_its_intent_to_its_receipt(outbox, receiver, deliver):
    number = outbox.add(outgoing())
    (entry,) = outbox.entries()
    assert (entry.id, entry.state, entry.attempts, entry.document) == (number, State.WAITING, 0, "4F1C-09AB-77D2")
    assert receiver.documents == [], "the intent is written down before anything is sent"
    entry = deliver(number)
    assert (entry.state, entry.location, entry.due) == (State.FILED, "DocumentReference/17", None)
    assert receiver.documents == [outgoing().message]
    assert outbox.entries() == []
    assert [entry.id for entry in outbox.entries(tuple(State))] == [number]
    (attempt,) = outbox.attempts(number)
    assert (attempt.outcome, attempt.reason) == ("filed", "")
    assert attempt.finished >= attempt.started


def test_the_same_filing_is_entered_and_filed_once(outbox, receiver, deliver):
    number = outbox.add(outgoing())
    assert outbox.add(outgoing()) == number
    deliver(number)
    assert outbox.add(outgoing()) == number
    assert deliver(number, urged=True).state is State.FILED
    assert len(receiver.documents) == 1
    assert outbox.add(outgoing("second")) != number
    assert outbox.add(outgoing(target="folder:/records")) != number, "another receiver is another filing"


def test_what_was_not_sent_waits_longer_each_time(outbox, receiver, deliver):
    number = outbox.add(outgoing())
    receiver.before = [NotSentError("The server is busy.")]
    entry = deliver(number)
    assert (entry.state, entry.reason, entry.went_out) == (State.WAITING, "The server is busy.", False)
    assert deliver(number).attempts == 1, "it is not due yet"
    assert deliver(number, urged=True).state is State.FILED
    assert len(receiver.documents) == 1


def test_waits_double_and_differ():
    one, other = outgoing("one").identifier, outgoing("other").identifier
    waits = [wait_ms(one, attempts) / 1000 for attempts in range(1, 30)]
    for attempts, wait in enumerate(waits, 1):
        longest = min(LONGEST_WAIT_S, FIRST_WAIT_S * 2 ** (attempts - 1))
        assert longest / 2 <= wait <= longest
    assert waits[0] != wait_ms(other, 1) / 1000, "two entries do not come at the same moment"
    assert waits[0] == wait_ms(one, 1) / 1000, "the same entry waits equally long everywhere"


def test_it_is_tried_again_when_its_time_has_come(file_desk, receiver, clock):
    outbox = file_desk()
    number = outbox.add(outgoing())
    receiver.before = [NotSentError("The server is busy.")]
    entry = outbox.deliver(number, receiver.send)
    wait = (entry.due - clock()).total_seconds()
    clock.move(wait - 1)
    assert retry_all(outbox, lambda _: receiver.adapter()).entries[0].state is State.WAITING
    clock.move(1)
    assert retry_all(outbox, lambda _: receiver.adapter()).entries[0].state is State.FILED


def test_a_lost_answer_is_asked_for_before_anything_is_sent_again(outbox, receiver, deliver):
    number = outbox.add(outgoing())
    receiver.after = [LostError("No answer came.")]
    entry = deliver(number)
    assert (entry.state, entry.reason, entry.went_out) == (State.UNKNOWN, "No answer came.", True)
    receiver.asked = [NotSentError("Nobody is there.")]
    entry = deliver(number, urged=True)
    assert entry.state is State.UNKNOWN
    assert entry.reason == "Whether the receiver has it could not be asked: Nobody is there."
    entry = deliver(number, urged=True)
    assert (entry.state, entry.reason) == (State.FILED, "The receiver had it already.")
    assert receiver.documents == [outgoing().message]


def test_what_the_receiver_says_it_does_not_have_is_sent_again(outbox, receiver, deliver):
    number = outbox.add(outgoing())
    receiver.before = [LostError("The line broke.")]
    assert deliver(number).state is State.UNKNOWN
    receiver.before = [NotSentError("Nobody is there.")]
    assert deliver(number, urged=True).state is State.WAITING, "it said that it has none, and got none"
    assert deliver(number, urged=True).state is State.FILED
    assert receiver.documents == [outgoing().message]


def test_what_may_be_there_stays_unknown_however_little_the_next_attempt_did(outbox, receiver, deliver):
    number = outbox.add(outgoing())
    receiver.after = [LostError("No answer came.")]
    deliver(number, asks=False, idempotent=True)
    receiver.before = [NotSentError("Nobody is there.")]
    entry = deliver(number, asks=False, idempotent=True, urged=True)
    assert (entry.state, entry.went_out) == (State.UNKNOWN, True)
    receiver.asked, receiver.merges = [LostError("It cannot be asked.")], True
    assert deliver(number, idempotent=True, urged=True).state is State.FILED, "sent twice, it is there once"
    assert len(receiver.documents) == 1


def test_a_receiver_that_cannot_be_asked_gets_nothing_twice_without_a_persons_word(outbox, receiver, deliver):
    number = outbox.add(outgoing())
    receiver.after = [LostError("No answer came.")]
    deliver(number, asks=False)
    entry = deliver(number, asks=False, urged=True)
    assert (entry.state, entry.due, entry.attempts) == (State.UNKNOWN, None, 1)
    assert "--send-again" in entry.reason
    assert len(receiver.documents) == 1
    outbox.send_again(number)
    assert deliver(number, asks=False).state is State.FILED


def test_a_refusal_stops_and_says_why_until_it_is_filed_anew(outbox, receiver, deliver):
    number = outbox.add(outgoing())
    receiver.before = [RefusedError("AR: the patient is not known there.")]
    entry = deliver(number)
    assert (entry.state, entry.due, entry.reason) == (State.REFUSED, None, "AR: the patient is not known there.")
    assert retry_all(outbox, lambda _: receiver.adapter(), urged=True).entries == ()
    assert deliver(number).attempts == 1
    mended = dataclasses.replace(outgoing(), message=b"mended " + PATIENT)
    assert outbox.add(mended) == number
    assert deliver(number).state is State.FILED
    assert receiver.documents == [mended.message]


def test_a_person_may_retry_what_was_refused_by_its_number(outbox, receiver, deliver):
    number = outbox.add(outgoing())
    receiver.before = [RefusedError("This desk may not write there.")]
    deliver(number)
    (entry,) = retry_all(outbox, lambda _: receiver.adapter(), named=[number]).entries
    assert entry.state is State.FILED


def test_an_interrupted_attempt_is_unknown_and_the_interruption_goes_on(outbox, receiver, deliver):
    number = outbox.add(outgoing())
    receiver.after = [KeyboardInterrupt()]
    with pytest.raises(KeyboardInterrupt):
        deliver(number)
    assert outbox.entry(number).state is State.UNKNOWN
    assert deliver(number, urged=True).state is State.FILED
    assert len(receiver.documents) == 1


def test_a_living_senders_lease_ends_by_time(outbox, receiver, deliver):
    number = outbox.add(outgoing())
    with outbox.database.transaction() as connection:
        far = {"state": State.SENDING, "sender": "another-machine/1/1", "attempt": 0}
        connection.execute(ENTRIES.update().values(far | {"lease": outbox.database.now(connection) + 60_000}))
    assert deliver(number, urged=True).state is State.SENDING
    assert problem_of(lambda: outbox.drop(number, Because.NOT_WANTED)).code == "outbox-entry"
    with outbox.database.transaction() as connection:
        connection.execute(ENTRIES.update().values(lease=outbox.database.now(connection)))
    assert deliver(number, urged=True).state is State.FILED


def test_who_comes_back_after_their_lease_changes_nothing_but_the_truth(outbox, receiver, deliver):
    number = outbox.add(outgoing())

    def slow(message):
        with outbox.database.transaction() as connection:  # meanwhile the lease ends
            connection.execute(ENTRIES.update().values(lease=0, sender="another-machine/1/1"))
        assert deliver(number, urged=True).state is State.FILED
        raise NotSentError("Nobody is there.")

    assert outbox.deliver(number, slow).state is State.FILED
    assert len(receiver.documents) == 1


def test_a_replacement_waits_for_what_it_replaces(outbox, receiver):
    first = outbox.add(outgoing("first"))
    second = outbox.add(outgoing("second", Kind.REPLACE, replaces="first"))
    assert outbox.deliver(second, receiver.send, urged=True).attempts == 0
    receiver.before = [RefusedError("Not like this.")]
    outbox.deliver(first, receiver.send)
    assert outbox.deliver(second, receiver.send, urged=True).attempts == 0, "there is nothing to replace"
    outbox.add(outgoing("first"))
    done = retry_all(outbox, lambda _: receiver.adapter())
    assert {entry.state for entry in done.entries} == {State.FILED}
    assert receiver.documents == [outgoing("first").message, outgoing("second").message]


def test_what_was_never_sent_is_dropped_when_it_is_retracted(outbox, receiver, deliver):
    number = outbox.add(outgoing())
    assert outbox.retract(outgoing(kind=Kind.RETRACT)) is None
    assert (outbox.entry(number).state, outbox.entry(number).reason) == (State.DROPPED, "retracted")
    assert deliver(number, urged=True).state is State.DROPPED
    assert receiver.documents == []
    assert outbox.add(outgoing()) == number, "it may be filed after all"
    assert deliver(number).state is State.FILED


def test_what_may_be_there_is_retracted_there_in_its_turn(outbox, receiver, deliver):
    number = outbox.add(outgoing())
    receiver.after = [LostError("No answer came.")]
    deliver(number)
    taking_back = dataclasses.replace(outgoing(kind=Kind.RETRACT), message=b"entered in error")
    retraction = outbox.retract(taking_back)
    assert retraction not in {None, number}
    assert outbox.deliver(retraction, receiver.send, urged=True).state is State.WAITING
    retry_all(outbox, lambda _: receiver.adapter(), urged=True)
    assert receiver.documents == [outgoing().message, b"entered in error"]
    assert outbox.entry(retraction).state is State.FILED
    assert problem_of(lambda: outbox.add(outgoing())).code == "filing-retracted"


def test_a_silent_receiver_holds_up_no_other(outbox, receiver):
    for number in range(5):
        outbox.add(outgoing(f"far-{number}"))
    outbox.add(outgoing("near", target="folder:/records"))
    outbox.add(outgoing("odd", target="mllp://ehr.example:2575"))
    calls = []

    def silent(message):
        calls.append(message)
        raise NotSentError("Nobody is there.")

    def adapter_of(target):
        if target.startswith("mllp"):
            outbox.entry(10_000)
        near = receiver.adapter()
        return near if target.startswith("folder") else dataclasses.replace(near, send=silent)

    done = retry_all(outbox, adapter_of)
    assert len(calls) == 2
    assert receiver.documents == [outgoing("near").message]
    assert [problem.code for problem in done.problems] == ["outbox-entry"], "a target that cannot be used is told once"
    assert [entry.state for entry in done.entries].count(State.WAITING) == 6


def test_a_message_is_kept_no_longer_than_it_must(file_desk, clinic_folder, receiver):
    outbox = file_desk()
    numbers = [outbox.add(outgoing(str(number))) for number in range(3)]
    store = clinic_folder / "outbox.sqlite3"
    assert store.stat().st_mode & 0o777 == 0o600
    assert PATIENT in store.read_bytes()
    outbox.deliver(numbers[0], receiver.send)
    outbox.drop(numbers[1], Because.NOT_WANTED)
    assert outbox.retract(outgoing("2", Kind.RETRACT)) is None
    for path in clinic_folder.iterdir():
        assert PATIENT not in path.read_bytes(), path.name
        assert path.stat().st_mode & 0o077 == 0


def test_no_message_is_shown_and_no_name_can_be_entered(outbox):
    number = outbox.add(outgoing())
    assert "Mary" not in f"{outgoing()!r} {as_json(outbox.entry(number), outbox.attempts(number))}"
    named = dataclasses.replace(outgoing(), document="Mary Sample")
    assert problem_of(lambda: outbox.add(named)).code == "outbox-not-written"
    large = dataclasses.replace(outgoing("large"), message=b"." * (LARGEST_BYTES + 1))
    assert "64 MiB" in problem_of(lambda: outbox.add(large)).message
    with pytest.raises(ValueError, match="because"):
        outbox.drop(number, Because("because of Mary Sample"))


def test_a_reason_is_one_line_without_control_signs(outbox, deliver, receiver):
    number = outbox.add(outgoing())
    receiver.before = [NotSentError("No\nroute\x1b[31m \ud800 " + "x" * 1000)]
    reason = deliver(number).reason
    assert reason.isprintable()
    assert len(reason) <= 400


def test_times_have_their_offset(outbox):
    entry = outbox.entry(outbox.add(outgoing()))
    assert entry.created.utcoffset() == dt.timedelta(0)
    assert as_json(entry, [])["created"].endswith("+00:00")
    assert as_json(entry, [])["target"] == TARGET
