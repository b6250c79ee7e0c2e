"""A hostile printer, or whoever stands between: it cannot keep us, mislead us, or learn what is not its own."""

from __future__ import annotations

import contextlib
import dataclasses
import datetime as dt
import itertools
import os
import signal
import time

import ippx
import pytest
import troubled
from counterparts import Trouble, ended
from delivering import Sent, printer_at
from editing import GOOD

from handouts.cli.clock import Clock
from handouts.cli.printing.jobs import Kept, Order, new_token
from handouts.cli.printing.waiting import ask_about_waiting
from handouts.errors import OutputError
from handouts.printing import job
from handouts.printing.finding import find_printer
from handouts.printing.ipp import Connection, LostError, Operation, Trust
from handouts.printing.journal import Journal
from handouts.printing.outcome import FORGOTTEN, End, JobState, Patience, Stage
from handouts.printing.places import Found, Places, Server
from handouts.printing.printer import read_printer

STEERING = "\x1b\x9b\u202e"
DOCUMENT = "0AA8-443E-3352"
COUNTED = itertools.count()


def through(trouble, **more):
    return Sent(trouble.address, asked_of=trouble.target, **more)


def saying(group, **attributes):
    """Answer with these attributes, of whatever kind, without asking the printer."""

    def answer(exchange):
        written = []
        for name, values in attributes.items():
            for tag, value in values() if callable(values) else values:
                written.append(ippx.Attribute(name.replace("_", "-"), tag, [value]))
        message = ippx.IppMessage((2, 0), 0, 1, [(ippx.Tag.OPERATION_ATTRS, []), (group, written)])
        exchange.answer(200, "application/ipp", ippx.encode(message))

    return answer


def dripping(head):
    """Answer a byte at a time, for ever: the head of the answer, or what follows it."""

    def drip(exchange):
        line = exchange.handler.connection
        line.sendall(b"HTTP/1.1 200 OK\r\n" + (b"" if head else b"Content-Length: 9999\r\n\r\n"))
        with contextlib.suppress(OSError):
            while not exchange.handler.server.trouble.stopped.is_set():
                line.sendall(b"x")
                time.sleep(0.05)

    return drip


@pytest.mark.parametrize("head", [True, False])
def test_a_byte_at_a_time_is_not_listened_to_for_ever(trouble, head):
    trouble.script(dripping(head))
    since = time.monotonic()
    with pytest.raises(LostError):
        Connection(trouble.address, timeout_s=0.5).ask(Operation.GET_PRINTER_ATTRIBUTES)
    assert time.monotonic() - since < 5


def test_reasons_that_change_for_ever_are_no_progress_and_steer_no_terminal(printer, trouble, monkeypatch):
    def reasons():
        return [(ippx.Tag.KEYWORD, f"{STEERING}{next(COUNTED)}-{'x' * 900}") for _ in range(300)]

    state = [(ippx.Tag.ENUM, JobState.PROCESSING), (ippx.Tag.TEXT, "nine")]
    harm = saying(ippx.Tag.JOB_ATTRS, job_state=state, job_state_reasons=reasons)
    printer.turn(up_to=0)
    trouble.script(harm, operation=Operation.GET_JOB_ATTRIBUTES, times=1000)
    monkeypatch.setattr(job, "MOST_MOMENTS", 3)
    sent = through(trouble, patience=Patience(wait_s=0.4, reach_s=0.4, vanished_s=1))
    assert sent.end().end is End.UNKNOWN
    printer.turn(up_to=None)
    told = [each.what for moment in sent.moments for each in moment.said]
    assert told
    assert all(each.isprintable() and len(each) < 200 for each in told)
    assert max(len(moment.said) for moment in sent.moments) <= 20


@pytest.mark.parametrize(
    "number",
    [(ippx.Tag.INTEGER, 0), (ippx.Tag.INTEGER, -7), (ippx.Tag.NAME, "7"), (ippx.Tag.BOOLEAN, True)],
)
def test_a_number_that_is_none_gets_no_document(printer, trouble, number):
    trouble.script(saying(ippx.Tag.JOB_ATTRS, job_id=[number]), operation=Operation.CREATE_JOB, times=9)
    outcome = through(trouble).end()
    assert (outcome.end, printer.received) == (End.FAILED, [])
    assert Operation.SEND_DOCUMENT not in trouble.seen


def test_the_job_of_another_desk_under_our_number_is_neither_followed_nor_cancelled(printer):
    printer.turn(up_to=0)

    def begin_anew(sent, moment):
        if moment.stage is Stage.PRINTING and not others:
            printer.restart()
            others.append(client.print_job(b"%PDF-1.7 other", job_name="OTHER").job_id)

    others = []
    with printer.client() as client:
        sent = Sent(printer.address, on=begin_anew)
        outcome = sent.end()
        assert others == sent.numbers
        assert (outcome.end, outcome.why) == (End.UNKNOWN, (FORGOTTEN,))
        printer.turn(up_to=None)
        assert ended(client, others[0]) == JobState.COMPLETED


def test_an_answer_that_says_only_accepted_is_not_told_as_refused(printer, trouble):
    def accepted(exchange):
        exchange.passed()
        exchange.answer(202, "text/plain", b"")

    trouble.script(accepted, operation=Operation.SEND_DOCUMENT)
    assert through(trouble).end().end is End.PRINTED
    assert len(printer.received) == 1


def test_ctrl_c_twice_ends_it_at_once_and_claims_nothing(printer, trouble):
    printer.turn(up_to=0)

    def interrupt(_, moment):
        if moment.stage in {Stage.PRINTING, Stage.CANCELLING}:
            signal.raise_signal(signal.SIGINT)

    outcome = through(trouble, on=interrupt).end()
    assert (outcome.end, outcome.interrupted) == (End.UNKNOWN, True)
    assert outcome.why


def test_ctrl_c_while_an_empty_job_is_taken_back_is_no_fault(printer, trouble):
    def interrupt(exchange):
        os.kill(os.getpid(), signal.SIGINT)
        troubled.sound(exchange)

    trouble.script(troubled.answering(401), operation=Operation.SEND_DOCUMENT)
    trouble.script(interrupt, operation=Operation.CANCEL_JOB)
    outcome = through(trouble).end()
    assert (outcome.end, outcome.interrupted, printer.received) == (End.CANCELLED, True, [])


def test_a_printer_that_turns_into_another_before_it_is_sent_the_leaflet_does_not_get_it(printer, authority):
    def swap(_, moment):
        if moment.stage is Stage.SENDING:
            printer.show(*authority.issue("localhost"))

    sent = Sent(printer.secure_address, asked_of=printer.address, trust=Trust(printer.fingerprint.upper()), on=swap)
    outcome = sent.end()
    assert (outcome.end, outcome.why[0].keyword) == (End.FAILED, "untrusted")
    assert printer.received == []


def test_a_proxy_of_the_environment_sees_nothing(printer, trouble, monkeypatch):
    for name in ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, f"http://{trouble.place}")
    monkeypatch.setenv("SSL_CERT_FILE", "/nowhere")
    assert Sent(printer.address).end().end is End.PRINTED
    assert trouble.seen == []


def test_what_stands_behind_a_queue_is_not_told_who_prints_nor_the_password(printer, trouble):
    asked = []

    def listen(exchange):
        asked.append(bytes(exchange.body) + str(exchange.handler.headers).encode())
        troubled.sound(exchange)

    trouble.script(listen, times=9)
    device = trouble.address.replace("//", "//keeper:S3CRET/x@", 1)
    with Trouble(printer.address) as server:
        named = [(ippx.Tag.NAME, "desk")]
        queue = saying(ippx.Tag.PRINTER_ATTRS, printer_name=named, device_uri=[(ippx.Tag.URI, device)])
        server.script(queue, operation=Operation.CUPS_GET_PRINTERS, times=9)
        found = find_printer("desk", Places({}, None, Server.named(server.place), user="nurse-at-desk"))
    assert found.printer
    assert found.printer.loaded
    assert "S3CRET" not in repr(found)
    assert asked
    assert not [each for each in asked if b"nurse" in each or b"S3CRET" in each or b"keeper" in each]


@pytest.mark.parametrize(
    "host",
    [
        *("localhost", "LOCALHOST.", "localhost.localdomain", "x.localhost", "127.0.0.2", "127.1", "2130706433"),
        *("0.0.0.0", "[::1]", "[::]", "[::ffff:127.0.0.1]", "169.254.169.254", "[fe80::1%25eth0]"),  # noqa: S104
    ],
)
def test_another_machines_queue_does_not_send_us_to_our_own(host):
    printer = read_printer("desk", "", {"device-uri": (f"ipp://{host}:631/ipp/print",)})
    far = Found("desk", "ipp://server.example:631/printers/desk", printer=printer)
    assert far.behind == ""
    assert dataclasses.replace(far, address="ipp://localhost:631/printers/desk").behind == printer.device


@pytest.mark.parametrize("ago", [dt.timedelta(hours=1), dt.timedelta(hours=-1)], ids=["before", "clock set back"])
def test_what_a_run_left_that_was_killed_before_it_knew_the_number_is_seen(printer, tmp_path, ago):
    printer.turn(up_to=0)
    sent, now = Sent(printer.address), dt.datetime.now(dt.UTC)
    leaflet, kept = dataclasses.replace(sent.leaflet, document=DOCUMENT), Kept(Journal(tmp_path / "kept"), Clock(now))
    order = Order(leaflet, printer_at(printer.address), Connection(printer.address), sent.request())
    token = new_token(leaflet)
    Kept(kept.journal, Clock(now - ago)).begin(leaflet, order.request, order.printer, token)
    ask_about_waiting([order], kept, again=False)  # it never came there
    with printer.client() as client:
        client.print_job(leaflet.data, job_name=token, document_format="application/pdf")
    with pytest.raises(OutputError, match="waits at"):
        ask_about_waiting([order], kept, again=False)


@pytest.fixture
def built(tmp_path, run):
    (tmp_path / "content").mkdir()
    (tmp_path / "content/demo.md").write_text(GOOD)
    assert run("build", "demo").returncode == 0
    return tmp_path


@pytest.mark.parametrize(
    ("address", "more", "code"),
    [
        ("ipp://nurse:S3CRET@localhost:1/", (), 5),
        ("ipps://nurse:S3C/RET@localhost:1/", (), 5),
        ("ipps://nurse:S3CRET@localhost:1/", ("--fingerprint", "00" * 32), 2),
        ("ipps://localhost:1/", ("--fingerprint", "S3CRET"), 2),
        ("ipp://xn--/", (), 5),
        ("ipp://a..b/", (), 5),
        (f"ipp://{'a' * 300}/", (), 5),
        ("ipp://[::1/", (), 5),
        (f"ipp://localhost:1/{STEERING}", (), 5),
    ],
)
def test_an_address_that_is_none_is_refused_and_a_password_not_repeated(built, run, address, more, code):
    result = run("print", "build/demo.pdf", "--yes", "--printer", address, *more)
    assert result.returncode == code
    assert not [word for word in ("S3C", "RET", "nurse", "Traceback", *STEERING) if word in result.stderr]


def test_a_pipe_in_the_place_of_a_file_is_not_waited_for(built, run_apart):
    (built / "build/demo.json").unlink()
    os.mkfifo(built / "build/demo.json")
    os.mkfifo(built / "pipe.pdf")
    result = run_apart("print", "build/demo.pdf", "pipe.pdf", "--yes", "--printer", "ipp://localhost:1/")
    assert result.returncode == 1
    assert "The manifest is no plain file." in result.stderr
