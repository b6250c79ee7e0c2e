"""A leaflet that is to be taken back, and may never have arrived, is not sent in order to be taken back."""

from __future__ import annotations

import dataclasses

import pytest
from outboxes import PATIENT, outgoing

from handouts.records.entries import Kind, State
from handouts.records.receipt import LostError, NotSentError
from handouts.records.retrying import retry_all


@pytest.fixture
def unknown(desk, receiver):
    """Give an outbox with a filing that may have arrived or not, and a retraction behind it."""
    outbox = desk()
    number = outbox.add(outgoing())
    receiver.before = [LostError("The line broke.")]
    outbox.deliver(number, receiver.send, receiver.look)
    back = outbox.retract(dataclasses.replace(outgoing(kind=Kind.RETRACT), message=b"in error"))
    return outbox, number, back


def states(unknown):
    outbox, *numbers = unknown
    return [outbox.entry(number).state for number in numbers]


def test_what_the_receiver_does_not_have_is_given_up_with_its_retraction(unknown, receiver, clinic_folder):
    outbox, *_ = unknown
    retry_all(outbox, lambda _: receiver.adapter(), urged=True)
    assert states(unknown) == [State.DROPPED, State.DROPPED]
    assert receiver.documents == []
    assert not [path.name for path in clinic_folder.iterdir() if PATIENT in path.read_bytes()]
    assert outbox.add(outgoing()) == 1, "it may be filed after all"


def test_what_cannot_be_asked_for_waits_though_it_could_be_sent_twice(unknown, receiver):
    outbox, *_ = unknown
    receiver.merges, receiver.asked = True, [NotSentError("Nobody is there.")]
    retry_all(outbox, lambda _: receiver.adapter(), urged=True)
    assert states(unknown) == [State.UNKNOWN, State.WAITING]
    assert receiver.documents == []


def test_what_a_person_has_not_found_there_is_given_up(unknown, receiver):
    outbox, filing, _ = unknown
    adapter = receiver.adapter(asks=False)
    outbox.send_again(filing)
    retry_all(outbox, lambda _: adapter, urged=True)
    retry_all(outbox, lambda _: adapter, urged=True)
    assert states(unknown) == [State.DROPPED, State.DROPPED]
    assert receiver.documents == []


def test_what_is_there_is_settled_and_then_taken_back(unknown, receiver):
    outbox, *_ = unknown
    receiver.path.write_bytes(outgoing().message + b"\n")
    retry_all(outbox, lambda _: receiver.adapter(), urged=True)
    assert states(unknown) == [State.FILED, State.FILED]
    assert receiver.documents == [outgoing().message, b"in error"]
