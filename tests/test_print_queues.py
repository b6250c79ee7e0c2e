"""What a nurse is told of a leaflet that goes through a queue of a real print server, and what then comes out."""

from __future__ import annotations

import os
import signal
import socket
import threading
from dataclasses import replace

import pypdfium2
import pytest
from counterparts import wait_for
from delivering import blank
from queued import SHORT, once, when_said

from handouts.printing.outcome import End, JobState, Patience, Stage

IDLE = 3


def test_a_paused_queue_is_refused_at_once_with_the_reason_and_the_way_out(through, scheduler, printer):
    scheduler.pause("desk")
    words = through().refused()
    assert "paused" in words
    assert "Paused for cleaning" in words  # whoever paused it said why
    assert "cupsenable desk" in words
    assert "desk-" not in scheduler.command("lpstat", "-o")


def test_a_queue_that_takes_no_jobs_is_refused_with_the_reason_and_the_way_out(through, scheduler):
    scheduler.reject("desk")
    words = through().refused()
    assert "takes no jobs" in words
    assert "Ask at the desk" in words
    assert "cupsaccept desk" in words


def test_a_queue_that_is_paused_meanwhile_says_so_and_goes_on(through, scheduler, printer):
    """What is begun anew after a pause may be twice in the tray; that is said too."""
    printer.turn(impressions=4, up_to=2)
    sent = through(leaflet=blank(4))

    def go_on():
        printer.turn(up_to=None)
        scheduler.resume("desk")

    def pause(of, moment):
        if moment.stage is Stage.PRINTING and printer.received:
            of.on = when_said("is paused", go_on)
            scheduler.pause("desk")

    sent.on = pause
    assert sent.end().end is End.PRINTED
    assert any("paused" in line and "cupsenable" in line for line in sent.lines)
    assert len(printer.received) == 2  # CUPS gives it to the printer again
    assert "twice" in sent.lines[-1]


def test_a_queue_that_stays_paused_loses_the_job_for_good(through, scheduler, printer):
    sent = through(on=once(Stage.SENDING, lambda: scheduler.pause("desk")))
    sent.patience = replace(SHORT, wait_s=0.5)
    outcome = sent.end()
    assert outcome.end is End.CANCELLED
    assert "is paused" in sent.lines[-1]
    assert "Nothing more comes out" in sent.lines[-1]
    scheduler.resume("desk")
    assert through(leaflet=blank(4)).end().end is End.PRINTED
    assert [len(pypdfium2.PdfDocument(each.document)) for each in printer.received] == [4]  # the next one alone


def test_a_printer_that_is_off_is_waited_for_and_prints_when_it_is_on(through, printer):
    """Nothing had come out, so nothing is said of sheets that are there twice."""

    def switch_off(of, moment):
        printer.kill()
        of.on = when_said("is off", printer.start)

    sent = through(on=switch_off)
    assert sent.end().end is End.PRINTED
    assert any("waiting at desk: it is off" in line and "Switch it on" in line for line in sent.lines)
    assert len(printer.received) == 1
    assert "twice" not in sent.lines[-1]


def test_a_printer_that_goes_off_and_forgets_the_job_has_perhaps_not_printed_it(through, printer):
    """CUPS calls the job completed: the printer does not know of it any more."""
    printer.turn(impressions=4, up_to=2)

    def off_and_on(of, moment):
        with printer.client() as client:
            up_s = client.get_printer_attributes().attributes["printer-up-time"]
        if moment.sheets == 1 and up_s >= 2:  # long enough to see it begin anew
            of.on = None
            printer.restart()

    sent = through(leaflet=blank(4), on=off_and_on)
    assert sent.end().end is End.UNKNOWN
    assert "switched off and on" in sent.lines[-1]
    assert "Look at the printer" in sent.lines[-1]


def test_no_paper_behind_the_queue_is_told_in_words_and_the_job_goes_on(through, printer):
    printer.turn(reasons=["media-empty-error"])
    sent = through(on=when_said("has no paper", lambda: printer.turn(reasons=[])))
    assert sent.end().end is End.PRINTED
    assert any("has no paper" in line and "Load paper" in line for line in sent.lines)
    assert "twice" not in sent.lines[-1]


def test_a_printer_that_gives_the_job_up_has_not_printed_it(through, printer):
    """The queue says that somebody cancelled it."""
    printer.turn(fails=True)
    sent = through()
    assert sent.end().end is End.FAILED
    assert "is not printed: desk gave the job up" in sent.lines[-1]


def test_whoever_cancels_it_at_the_print_server_is_told_of(through, scheduler, printer):
    printer.turn(up_to=0)
    sent = through()

    def cancel(of, moment):
        if moment.stage is Stage.PRINTING and printer.received:
            of.on = None
            scheduler.command("cancel", f"desk-{of.numbers[0]}")

    sent.on = cancel
    assert sent.end().end is End.CANCELLED
    assert "cancel" in sent.lines[-1]
    assert "Print again if it is still wanted" in sent.lines[-1]
    wait_for(lambda: not printer.children, "the printer has stopped too")


def test_a_job_that_is_held_says_so_and_is_printed_when_it_is_let_go(through, scheduler, printer):
    sent = through()

    def let_go(of=sent):
        scheduler.command("lp", "-i", f"desk-{of.numbers[0]}", "-H", "resume")
        scheduler.resume("desk")

    def hold(of, moment):
        if moment.stage is Stage.SENDING:
            scheduler.pause("desk")
        if moment.stage is Stage.WAITING:
            of.on = when_said("holds the job back", let_go)
            scheduler.command("lp", "-i", f"desk-{of.numbers[0]}", "-H", "hold")

    sent.on = hold
    assert sent.end().end is End.PRINTED
    assert any("holds the job back" in line and "print server" in line for line in sent.lines)
    assert len(printer.received) == 1


def test_a_print_server_that_dies_leaves_it_unknown(through, scheduler, printer):
    printer.turn(up_to=0)
    sent = through(patience=Patience(20, 0.8, 0.5), on=once(Stage.PRINTING, scheduler.kill))
    assert sent.end().end is End.UNKNOWN
    assert "not known whether" in sent.lines[-1]
    assert "Look at the printer" in sent.lines[-1]


def die_and_come_back(scheduler, printer, forget=None, begin=None):
    """Kill the print server while its printer is at work, and start it when that is noticed."""

    def come_back(of, moment):
        if moment.stage is Stage.UNREACHED:
            of.on = None
            printer.turn(up_to=None)
            with printer.client() as client:
                wait_for(lambda: client.get_printer_attributes().state == IDLE, "the printer is free")
            if forget:
                forget(of)
            scheduler.start()
            if begin:
                begin(of)

    def die(of, moment):
        if moment.stage is Stage.PRINTING and printer.received:
            of.on = come_back
            scheduler.kill()

    return die


def test_a_print_server_that_comes_back_is_followed_on_and_what_it_repeats_is_said(through, scheduler, printer):
    printer.turn(up_to=0)
    sent = through(on=die_and_come_back(scheduler, printer))
    assert sent.end().end is End.PRINTED
    assert len(printer.received) == 2
    assert "twice" in sent.lines[-1]


def test_another_job_of_the_same_number_is_not_taken_for_ours(through, scheduler, printer, tmp_path):
    """A print server that has lost its memory counts from before."""
    printer.turn(up_to=0)
    (tmp_path / "theirs.pdf").write_bytes(blank(4).data)

    def forget(of):
        (scheduler.folder / f"spool/c{of.numbers[0]:05}").unlink()
        (scheduler.folder / "cache/job.cache").write_text(f"NextJobId {of.numbers[0]}\n")
        printer.turn(up_to=0)

    def begin(of):
        said = scheduler.command("lp", "-d", "desk", str(tmp_path / "theirs.pdf"))
        assert f"desk-{of.numbers[0]} " in said

    sent = through(on=die_and_come_back(scheduler, printer, forget, begin))
    assert sent.end().end is End.UNKNOWN
    assert "does not know of it any more" in sent.lines[-1]
    assert "desk-" in scheduler.command("lpstat", "-o")  # theirs is left alone


@pytest.fixture
def astray(scheduler, printer):
    """Lead the queue elsewhere, until the test is over."""
    yield lambda device: scheduler.command("lpadmin", "-p", "desk", "-v", device)
    scheduler.cancel_all()
    scheduler.command("lpadmin", "-p", "desk", "-v", printer.address)


@pytest.mark.parametrize("device", ["ipp://localhost:1/ipp/print", "socket://127.0.0.1:1"])
def test_a_queue_to_no_printer_is_never_printed(through, astray, device):
    astray(device)
    sent = through(patience=replace(SHORT, wait_s=0.5))
    assert sent.end().end is End.CANCELLED
    assert "desk is off, or not connected" in sent.lines[-1]
    assert "Nothing more comes out" in sent.lines[-1]
    assert "1 of 1" not in sent.lines[-1]  # the queue counts what its filters did


def test_a_queue_that_only_passes_on_does_not_say_printed(through, astray):
    """A socket takes bytes; whether they became sheets nobody says."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        taker = threading.Thread(target=swallow, args=(server,))
        astray(f"socket://127.0.0.1:{server.getsockname()[1]}")
        taker.start()
        sent = through()
        assert sent.end().end is End.HANDED_OVER
        taker.join()
    assert "given to desk" in sent.lines[-1]
    assert "printed" not in sent.lines[-1]
    assert "look at the printer" in sent.lines[-1]


def swallow(server):
    line, _ = server.accept()
    with line:
        while line.recv(65536):
            pass


def test_a_queue_whose_filter_fails_prints_nothing_and_says_so(through, printer):
    sent = through(leaflet=replace(blank(2), data=b"%PDF-1.7 and nothing else"), patience=replace(SHORT, wait_s=0.5))
    assert sent.end().end is not End.PRINTED
    assert "could not make the job ready" in sent.lines[-1]
    assert printer.received == []


def test_ctrl_c_cancels_it_at_the_printer_too(through, printer):
    printer.turn(up_to=0)

    def interrupt(of, moment):
        if printer.received:
            of.on = None
            os.kill(os.getpid(), signal.SIGINT)

    sent = through(on=interrupt)
    outcome = sent.end()
    assert (outcome.end, outcome.interrupted) == (End.CANCELLED, True)
    assert not sent.behind.look().going_on
    assert sent.behind.look().with_state(JobState.CANCELED)


@pytest.mark.parametrize(("fails", "end"), [(False, End.PRINTED), (True, End.FAILED)])
def test_what_is_called_completed_too_early_is_followed_to_its_end(through, scheduler, astray, printer, fails, end):
    astray(f"{printer.address}?waitjob=false")
    printer.turn(up_to=0)
    early = []

    def go_on(of, moment):
        if printer.received and "desk-" not in scheduler.command("lpstat", "-o"):
            early.append(moment.stage)
            of.on = None
            printer.turn(up_to=None, fails=fails)

    assert through(on=go_on).end().end is end
    assert early == [Stage.PRINTING]
