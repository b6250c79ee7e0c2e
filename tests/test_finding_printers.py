"""Where printers are found: real ones, silent ones, and what is none; nobody holds the others up."""

import dataclasses
import socket
import threading
import time

import pytest
from troubled import answering, held

from handouts.errors import OutputError
from handouts.model.printing import KnownPrinter
from handouts.printing.finding import find_printer, find_printers
from handouts.printing.ipp import Operation
from handouts.printing.places import Places, Server

NOWHERE = "127.0.0.1:1"  # where no print server is


def place_of(tmp_path, known=None, server=NOWHERE, **limits):
    return Places(
        {name: KnownPrinter(address=each) for name, each in (known or {}).items()},
        tmp_path,
        Server.named(server),
        **limits,
    )


def test_a_queue_does_not_say_what_only_its_printer_knows(tmp_path, printer, scheduler):
    """CUPS makes the paper of a queue up; with the printer away, nothing is said instead of something wrong."""
    printer.kill()
    desk = find_printer("desk", place_of(tmp_path, server=scheduler.server))
    assert desk.printer is not None
    assert (desk.printer.loaded, desk.printer.supplies) == (None, ())
    assert desk.fault.startswith("its printer does not answer")


def test_one_that_does_not_answer_holds_nobody_up(tmp_path, printer, trouble):
    known = {"first": trouble.address, "second": printer.address, "third": trouble.address}
    trouble.script(held, operation=Operation.GET_PRINTER_ATTRIBUTES, times=2)
    begun = time.monotonic()
    first, second, third = find_printers(place_of(tmp_path, known, timeout_s=1)).printers
    assert second.printer is not None
    assert (first.printer, third.printer) == (None, None)
    assert "no answer came in 1 seconds" in first.fault
    with pytest.raises(OutputError, match="first does not answer"):
        first.answering()
    assert time.monotonic() - begun < 30  # and not until the proxy lets go


def test_one_that_answers_drop_by_drop_holds_nobody_up(tmp_path):
    over = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def drip():
            line, _ = listening.accept()
            with line:
                while not over.wait(0.05):
                    line.sendall(b"H")

        thread = threading.Thread(target=drip, daemon=True)
        thread.start()
        address = f"ipp://127.0.0.1:{listening.getsockname()[1]}/"
        (found,) = find_printers(place_of(tmp_path, {"slow": address}, timeout_s=0.5)).printers
        over.set()
        thread.join()
    assert found.printer is None
    assert found.fault


@pytest.mark.parametrize(
    "answer", [b"", b"<html>no</html>", b"\x02\x00\x00\x00\x00\x00\x00\x01\x04\x44\x00", b"\xff" * 99]
)
def test_an_answer_that_is_none_is_a_printer_that_does_not_answer(tmp_path, trouble, answer):
    trouble.script(answering(200, answer, "application/ipp"))
    found = find_printer("odd", place_of(tmp_path, {"odd": trouble.address}))
    assert found.printer is None or found.printer.state == "unknown"


@pytest.mark.parametrize(
    ("text", "host", "socket_path"),
    [
        ("", "localhost:631", ""),
        ("printing.example", "printing.example", ""),
        ("printing.example:8631/version=1.1", "printing.example:8631", ""),
        ("[::1]:631", "[::1]:631", ""),
        ("/run/cups/cups.sock", "localhost:631", "/run/cups/cups.sock"),
    ],
)
def test_the_print_server_is_the_one_of_cups_own_programs(text, host, socket_path):
    server = Server.named(text)
    assert (server.host, server.socket, server.chosen) == (host, socket_path, bool(text))


def test_a_server_is_reached_over_its_socket(tmp_path, scheduler):
    found = find_printer("DESK", place_of(tmp_path, server=str(scheduler.folder / "cups.sock")))
    assert found.printer is not None
    assert found.printer.loaded
    assert found.connection().ask(Operation.GET_PRINTER_ATTRIBUTES).groups


def test_a_printer_on_the_cable_of_another_machine_is_not_looked_for_here(tmp_path, scheduler):
    desk = find_printer("desk", place_of(tmp_path, server=scheduler.server))
    assert desk.behind == desk.printer.device
    afar = dataclasses.replace(desk, address="ipp://printing.example:631/printers/desk")
    assert afar.behind == ""
