"""`handouts print` at a desk: the first time, in a hurry, on a terminal, and from a script."""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import pty
import signal
import struct
import subprocess
import sys
import termios
import unicodedata

import pytest
from counterparts import wait_for
from editing import GOOD

OTHER = GOOD.replace("title: ", "title: Other ", 1)
ROWS, COLUMNS = 24, 80


@pytest.fixture
def desk(tmp_path, monkeypatch, printer):
    """Give a folder of a clinic with two monographs, whose printer is the office printer."""
    (tmp_path / "content").mkdir()
    (tmp_path / "content/demo.md").write_text(GOOD)
    (tmp_path / "content/other.md").write_text(OTHER)
    (tmp_path / "clinic.toml").write_text(
        f'[printing]\nprinter = "reception"\n[printing.printers.reception]\naddress = "{printer.address}"\n'
    )
    monkeypatch.setenv("CUPS_SERVER", "localhost:1")
    return tmp_path


class Terminal:
    """A command at a terminal of the usual size: what it shows, and what is typed."""

    def __init__(self, folder, *arguments):
        self.ours, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
        environment = {name: value for name, value in os.environ.items() if name not in {"COLUMNS", "LINES"}}
        environment |= {"TERM": "xterm"}
        command = [sys.executable, "-m", "handouts", *arguments]
        streams = dict.fromkeys(("stdin", "stdout", "stderr"), theirs)
        self.process = subprocess.Popen(command, cwd=folder, env=environment, start_new_session=True, **streams)
        os.close(theirs)
        os.set_blocking(self.ours, False)
        self.shown = ""

    def shows(self, text):
        with contextlib.suppress(OSError):  # nothing yet, or nobody writes any more
            self.shown += os.read(self.ours, 65536).decode(errors="replace")
        return text in self.shown

    def ended(self):
        wait_for(lambda: self.shows("") and self.process.poll() is not None, "it has ended")
        self.shows("")
        return self.process.returncode

    def __enter__(self):
        return self

    def __exit__(self, *raised):
        self.process.kill()
        self.process.wait()
        os.close(self.ours)


def test_what_is_the_matter_is_told_whole_and_stays_on_the_terminal(desk, printer):
    printer.turn(impressions=1, reasons=["media-empty-error"])
    with Terminal(desk, "print", "demo", "--yes", "--printer", printer.address) as terminal:
        wait_for(lambda: terminal.shows("it then goes on by itself."), "it says what to do")
        printer.turn(reasons=[])
        assert terminal.ended() == 0
        assert "demo: printed at" in terminal.shown


@pytest.mark.parametrize(
    ("answer", "code", "told"), [("n\n", 5, "Nothing was printed."), ("\x04", 130, "Interrupted. Nothing was printed.")]
)
def test_a_draft_that_is_not_wanted_is_not_printed_and_that_is_said(desk, printer, answer, code, told):
    with Terminal(desk, "print", "demo") as terminal:
        wait_for(lambda: terminal.shows("all the same?"), "it asks")
        os.write(terminal.ours, answer.encode())
        assert terminal.ended() == code
        assert told in terminal.shown
    assert printer.received == []


def test_ctrl_c_before_anything_is_sent_says_that_nothing_was_printed(desk, printer):
    with Terminal(desk, "print", "demo", "--yes") as terminal:
        wait_for(lambda: terminal.shows("Making"), "it begins")
        terminal.process.send_signal(signal.SIGINT)
        assert terminal.ended() == 130
        assert "Interrupted. Nothing was printed." in terminal.shown
        assert "--force" not in terminal.shown
    assert printer.received == []


@pytest.mark.parametrize(
    ("named", "told"),
    [
        (("reception", "demo"), "reception is a printer: --printer reception"),
        (("demo", "RECEPTION"), "reception is a printer: --printer reception"),
        (("demo", "3"), "--copies 3"),
        (("somethingelse",), "handouts list"),
        (("demo", "othre"), "Did you mean content/other.md?"),
    ],
)
def test_what_stands_where_a_leaflet_is_named_is_told_its_option(desk, run, printer, named, told):
    result = run("print", *named, "--yes")
    assert result.returncode == 1
    assert told in result.stderr
    assert result.stderr.count("Nothing was printed.") == 1
    assert printer.received == []


def test_a_name_is_the_same_however_its_accents_are_written(desk, run, printer):
    (desk / "content" / unicodedata.normalize("NFC", "métformine.md")).write_text(GOOD)
    result = run("print", unicodedata.normalize("NFD", "métformine"), "--yes")
    assert result.returncode == 0, result.stderr
    assert len(printer.received) == 1


def test_a_printer_that_cannot_leaves_no_doubt_that_nothing_was_printed(desk, run, printer):
    result = run("print", "demo", "--yes", "--paper", "letter")
    assert result.returncode == 5
    assert result.stderr.startswith("Nothing was printed.\n")


def test_where_no_printer_answers_each_is_named_with_what_to_do(desk, run, run_apart):
    file = desk / "clinic.toml"
    file.write_text('[printing.printers.attic]\naddress = "ipp://localhost:1/ipp/print"\n')
    result = run("print", "demo", "--yes")
    assert result.returncode == 5
    assert "attic does not answer" in result.stderr
    assert "Look whether it is on" in result.stderr
    file.unlink()
    result = run("print", "demo", "--yes")
    assert result.returncode == 2
    assert "There is no printer: the print server localhost:1 does not answer" in result.stderr


def test_another_certificate_than_the_trusted_one_is_told_in_words(desk, run, printer):
    wrong = "0" * 64
    result = run("print", "demo", "--yes", "--printer", printer.secure_address, "--fingerprint", wrong)
    assert result.returncode == 5
    assert "it shows another certificate than the one that is trusted." in result.stderr
    assert f"sha256:{printer.fingerprint}" in result.stderr
    assert wrong not in result.stderr


def test_a_script_hears_of_each_leaflet_also_of_those_that_were_not_sent(desk, run, printer):
    printer.turn(fails=True)
    result = run("print", "demo", "other", "--yes", "--json")
    assert result.returncode == 5
    told = [json.loads(line) for line in result.stdout.splitlines()]
    assert [(each["leaflet"], each["outcome"]) for each in told] == [("demo", "failed"), ("other", "not-sent")]
    assert told[0].keys() == told[1].keys()


def test_of_a_pdf_whose_text_has_changed_only_that_is_told(desk, run, printer):
    assert run("build", "content/demo.md").returncode == 0
    (desk / "content/demo.md").write_text(GOOD.replace("Take", "Swallow"))
    result = run("print", "build/demo.pdf", "--yes")
    assert result.returncode == 4
    assert "[monograph-changed]" in result.stderr
    assert result.stderr.count(" error ") == 1
    assert "Named by its monograph instead, it is built first." in result.stderr
    (desk / "build/demo.json").unlink()
    assert "There is no manifest beside the PDF" in run("print", "build/demo.pdf", "--yes").stderr
    assert printer.received == []


def test_the_help_has_every_option_once_what_a_nurse_needs_first(desk, run):
    told = run("print", "--help").stdout
    for option in ("--printer", "--patient", "--paper", "--json", "--help", "--templates"):
        assert sum(line.lstrip().startswith((option, f"-h, {option}")) for line in told.splitlines()) == 1
    order = ["--printer ", "--yes ", "--patient ", "--paper ", "--templates "]
    assert sorted(order, key=lambda option: told.index(f"  {option}")) == order
    assert "[NAME|PATH|PDF]..." not in told.split("printed:", 1)[1]


@pytest.mark.parametrize("said", ["2", "tray 2", "TRAY-2"])
def test_a_tray_is_called_as_people_call_it(desk, run, printer, said):
    result = run("print", "demo", "--yes", "--tray", said)
    assert result.returncode == 0, result.stderr
    assert "media-source=tray-2" in printer.received[0].attributes["IPP_MEDIA_COL"]
