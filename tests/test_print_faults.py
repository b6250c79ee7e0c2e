"""What goes wrong on the way to paper is told as it is, and nothing is printed twice."""

from __future__ import annotations

import os
import signal
import threading

import pytest
import troubled
from counterparts import wait_for
from delivering import Sent, blank

from handouts.model.printing import Ticket
from handouts.printing.ipp import Operation, Trust
from handouts.printing.outcome import End, Patience, Stage

GIVING = [
    pytest.param(Operation.SEND_DOCUMENT, frozenset(), id="in two steps"),
    pytest.param(Operation.PRINT_JOB, frozenset({Operation.CREATE_JOB}), id="at once"),
]


def through(trouble, **more):
    return Sent(trouble.address, asked_of=trouble.target, **more)


def test_the_bytes_that_arrive_are_the_leaflets(printer):
    sent = Sent(printer.address, ticket=Ticket(copies=2, pages=((1, 2),)), leaflet=blank(3))
    outcome = sent.end()
    (received,) = printer.received
    assert (outcome.end, received.document) == (End.PRINTED, sent.leaflet.data)
    attributes = received.attributes
    assert attributes["IPP_MEDIA"] == "iso_a4_210x297mm"
    assert attributes["IPP_PRINT_SCALING"] == "none"
    assert attributes["IPP_SIDES"] == "two-sided-long-edge"
    assert (attributes["IPP_COPIES"], attributes["IPP_PAGE_RANGES"]) == ("2", "1-2")
    assert attributes["IPP_JOB_NAME"].startswith("DEMO-1-")


def test_sheets_are_counted_as_they_come(printer):
    printer.turn(impressions=6, up_to=2)

    def go_on(sent, moment):
        if moment.sheets == 1:
            printer.turn(up_to=None)

    sent = Sent(printer.address, leaflet=blank(6), on=go_on)
    assert sent.end().end is End.PRINTED
    assert [moment.sheets for moment in sent.moments if moment.stage is Stage.PRINTING][-1] >= 1


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        ("media-empty-error", "has no paper"),
        ("media-jam-error", "has a paper jam"),
        ("cover-open-error", "has an open cover"),
        ("toner-empty-error", "has no toner"),
    ],
)
def test_what_is_the_matter_is_told_and_the_job_goes_on_when_it_is_mended(printer, reason, words):
    printer.turn(reasons=[reason])

    def mend(sent, moment):
        if any(each.what == words for each in moment.said):
            printer.turn(reasons=[])

    sent = Sent(printer.address, on=mend)
    assert sent.end().end is End.PRINTED
    assert words in sent.said()
    assert len(printer.received) == 1


def test_a_job_that_stands_still_for_too_long_is_cancelled(printer):
    printer.turn(reasons=["media-empty-error"])
    sent = Sent(printer.address, patience=Patience(wait_s=0.5, reach_s=10, vanished_s=10))
    outcome = sent.end()
    assert outcome.end is End.CANCELLED
    assert [each.what for each in outcome.why][0] == "has no paper"
    assert "cancelled" in outcome.why[-1].what


def test_a_job_that_the_printer_gives_up_is_not_printed(printer):
    printer.turn(fails=True)
    outcome = Sent(printer.address).end()
    assert (outcome.end, outcome.why[0].what) == (End.FAILED, "gave the job up")


def test_a_rejected_option_is_named_and_nothing_comes_out(printer, plain_printer):
    sent = Sent(plain_printer.address, asked_of=printer.address)  # a printer that is less than it was
    outcome = sent.end()
    assert outcome.end is End.FAILED
    assert "sides" in outcome.why[0].what
    assert plain_printer.received == []


@pytest.mark.parametrize(("operation", "without"), GIVING)
def test_a_busy_printer_is_waited_for_and_prints_once(printer, trouble, operation, without):
    trouble.script(troubled.refusing(0x0507), operation=operation, times=2)
    sent = through(trouble, without=without)
    assert sent.end().end is End.PRINTED
    assert len(printer.received) == 1
    assert any(moment.stage is Stage.BUSY for moment in sent.moments)


def test_a_printer_with_another_job_is_waited_for(printer):
    printer.turn(up_to=0)
    first = Sent(printer.address)
    thread = threading.Thread(target=first.end)
    thread.start()
    wait_for(lambda: printer.received, "the first job is there")

    def go_on(sent, moment):
        if moment.stage is Stage.BUSY:
            printer.turn(up_to=None)

    second = Sent(printer.address, on=go_on)
    assert second.end().end is End.PRINTED
    thread.join()
    assert len(printer.received) == 2


@pytest.mark.parametrize(("operation", "without"), GIVING)
@pytest.mark.parametrize("fault", [troubled.drop_after, troubled.cut_answer, troubled.held])
def test_an_answer_that_is_lost_costs_no_second_copy(printer, trouble, operation, without, fault):
    trouble.script(fault, operation=operation)
    sent = through(trouble, without=without, timeout_s=0.7)
    assert sent.end().end is End.PRINTED
    assert len(printer.received) == 1


def test_a_lost_answer_to_an_empty_job_costs_nothing(printer, trouble):
    trouble.script(troubled.drop_after, operation=Operation.CREATE_JOB)
    assert through(trouble).end().end is End.PRINTED
    assert len(printer.received) == 1


def test_a_document_that_never_arrived_is_sent_again(printer, trouble):
    trouble.script(troubled.drop_before, operation=Operation.SEND_DOCUMENT)
    assert through(trouble).end().end is End.PRINTED
    assert len(printer.received) == 1


def test_a_document_that_left_and_is_not_found_is_not_sent_again(printer, trouble):
    trouble.script(troubled.drop_before, operation=Operation.PRINT_JOB)
    outcome = through(trouble, without=frozenset({Operation.CREATE_JOB})).end()
    assert (outcome.end, printer.received) == (End.UNKNOWN, [])


def test_a_printer_that_is_gone_after_it_took_the_leaflet_leaves_it_unknown(printer):
    printer.turn(up_to=0)

    def vanish(sent, moment):
        if moment.stage is Stage.PRINTING and printer.alive:
            printer.kill()

    outcome = Sent(printer.address, on=vanish).end()
    assert outcome.end is End.UNKNOWN
    assert "has not answered" in outcome.why[0].what


def test_a_printer_that_freezes_and_comes_back_is_followed_on(printer):
    def freeze(sent, moment):
        if moment.stage is Stage.SENDING:
            printer.turn(up_to=0)
        if moment.stage is Stage.PRINTING:
            printer.freeze()
        if moment.stage is Stage.UNREACHED:
            printer.thaw()
            printer.turn(up_to=None)
            sent.on = None

    patience = Patience(wait_s=20, reach_s=5, vanished_s=20)
    sent = Sent(printer.address, on=freeze, timeout_s=0.5, patience=patience)
    assert sent.end().end is End.PRINTED
    assert len(printer.received) == 1


def test_a_printer_that_is_not_there_prints_nothing(printer):
    outcome = Sent("ipp://localhost:1/ipp/print", asked_of=printer.address).end()
    assert (outcome.end, outcome.why[0].keyword) == (End.FAILED, "unreachable")


def test_ctrl_c_cancels_the_job(printer):
    printer.turn(up_to=0)

    def interrupt(sent, moment):
        if moment.stage is Stage.PRINTING:
            os.kill(os.getpid(), signal.SIGINT)

    outcome = Sent(printer.address, on=interrupt, patience=Patience(20, 10, 10)).end()
    assert (outcome.end, outcome.interrupted) == (End.CANCELLED, True)


@pytest.mark.parametrize("answer", [troubled.answering(200), troubled.answering(500), troubled.endless])
def test_an_answer_that_is_none_never_ends_in_a_fault(printer, trouble, answer):
    trouble.script(answer, times=50)
    outcome = through(trouble, timeout_s=0.5).end()
    assert (outcome.end, printer.received) == (End.FAILED, [])


@pytest.mark.parametrize("status", [401, 403, 307])
def test_a_server_that_will_not_listen_prints_nothing(printer, trouble, status):
    trouble.script(troubled.answering(status, Location="ipp://localhost:1/"), times=50)
    outcome = through(trouble).end()
    assert (outcome.end, printer.received) == (End.FAILED, [])


def test_another_certificate_than_the_trusted_one_gets_no_leaflet(printer):
    sent = Sent(printer.secure_address, asked_of=printer.address)
    wrong = Sent(printer.secure_address, asked_of=printer.address, trust=Trust("00" * 32))
    for each in (sent, wrong):
        outcome = each.end()
        assert (outcome.end, outcome.why[0].keyword) == (End.FAILED, "untrusted")
        assert printer.fingerprint in outcome.why[0].hint
    assert printer.received == []


def test_the_trusted_certificate_gets_it(printer):
    sent = Sent(printer.secure_address, asked_of=printer.address, trust=Trust(printer.fingerprint))
    assert sent.end().end is End.PRINTED
    assert len(printer.received) == 1
