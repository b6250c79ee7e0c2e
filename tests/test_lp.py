"""The lp command: what it is told, what comes of what it says. Played by a script, then with a real print server."""

from __future__ import annotations

import io
import os
import shlex
import sys

import pikepdf
import pytest
from counterparts import wait_for

from handouts.errors import OutputError
from handouts.printing.lp import ONLY_QUEUED, hand_over, lp_options

NUMBER = "4F1C-09AB-77D2"


@pytest.fixture
def play(tmp_path, monkeypatch):
    """Put a script named lp on the PATH, which keeps what it is told and given."""

    def write(*lines):
        folder = tmp_path / "programs"
        folder.mkdir(exist_ok=True)
        script = folder / "lp"
        keep = f"""printf '%s\\n' "$@" > {shlex.quote(str(tmp_path / "told"))}; echo "$LC_ALL" >> {tmp_path}/language"""
        script.write_text("\n".join(["#!/bin/sh", keep, *lines, ""]))
        script.chmod(0o755)
        monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")

    return write


def problem_of(act):
    with pytest.raises(OutputError) as raised:
        act()
    (problem,) = raised.value.problems
    return problem


def test_the_leaflet_goes_through_a_pipe_to_the_queue(play, tmp_path):
    play(f"cat > {tmp_path}/given", "echo 'request id is clinic-12 (0 file(s))'")
    document = b"%PDF-1.7\n\0\xff" * 100_000
    job = hand_over(document, "clinic", lp_options({"copies": 2}, "iso_a4_210x297mm"), NUMBER)
    assert job == "clinic-12"
    assert (tmp_path / "given").read_bytes() == document
    told = (tmp_path / "told").read_text().splitlines()
    assert told[:4] == ["-d", "clinic", "-t", NUMBER]
    assert told[-1] == "-"
    assert (tmp_path / "language").read_text() == "C\n", "its answer is read in English"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["given", "language", "programs", "told"]
    assert "not known" in ONLY_QUEUED


def pairs(options):
    return dict(
        value.split("=", 1) if name == "-o" else (name, value)
        for name, value in zip(options[::2], options[1::2], strict=True)
    )


def test_what_is_asked_of_a_printer_is_said_to_lp():
    attributes = {
        "copies": 3,
        "sides": "two-sided-long-edge",
        "print-color-mode": "monochrome",
        "multiple-document-handling": "separate-documents-collated-copies",
        "finishings": [4, 74],
        "page-ranges": [(1, 2), (4, 4)],
        "media-col": {"media-size": {"x-dimension": 21000, "y-dimension": 29700}, "media-source": "tray-2"},
    }
    assert pairs(lp_options(attributes, "iso_a4_210x297mm")) == {
        "-n": "3",
        "-P": "1-2,4-4",
        "sides": "two-sided-long-edge",
        "print-color-mode": "monochrome",
        "multiple-document-handling": "separate-documents-collated-copies",
        "finishings": "4,74",
        "media": "iso_a4_210x297mm",
        "media-col": "{media-source=tray-2}",
        "print-scaling": "none",
        "document-format": "application/pdf",
        "number-up": "1",
        "page-set": "all",
        "mirror": "false",
        "job-sheets": "none",
    }


def test_paper_is_never_scaled_and_always_named():
    said = pairs(lp_options({"media": "na_letter_8.5x11in"}, "na_letter_8.5x11in"))
    assert (said["media"], said["print-scaling"]) == ("na_letter_8.5x11in", "none")
    assert "media-col" not in said


@pytest.mark.parametrize("tray", ["main number-up=2", "main}", "-E", "", "a'b", "x\0y", "main\nraw"])
def test_a_word_that_lp_would_take_for_an_option_is_refused(tray):
    if not tray:
        assert "media-col" not in pairs(lp_options({"media-col": {"media-source": tray}}, "iso_a4_210x297mm"))
        return
    problem = problem_of(lambda: lp_options({"media-col": {"media-source": tray}}, "iso_a4_210x297mm"))
    assert problem.code == "lp-option"
    assert "leave --via out" in problem.hint


@pytest.mark.parametrize("queue", ["-E", "--help", "", "a b", "clinic/duplex", "a#b", "x\0", "..", "a\nb"])
def test_a_name_no_queue_can_have_never_reaches_lp(play, tmp_path, queue):
    play("echo 'request id is x-1 (0 file(s))'")
    assert problem_of(lambda: hand_over(b"%PDF", queue, [], NUMBER)).code == "no-such-queue"
    assert not (tmp_path / "told").exists()


def test_no_lp_is_said_with_what_to_do(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    problem = problem_of(lambda: hand_over(b"%PDF", "clinic", [], NUMBER))
    assert (problem.code, problem.place.path) == ("no-lp", "clinic")
    assert "over IPP" in problem.hint
    (tmp_path / "lp").write_bytes(b"no program")
    (tmp_path / "lp").chmod(0o755)
    assert problem_of(lambda: hand_over(b"%PDF", "clinic", [], NUMBER)).code == "no-lp"


@pytest.mark.parametrize(
    ("lines", "code", "words"),
    [
        (["echo 'lp: Error - The printer or class does not exist.' >&2", "exit 1"], "lp-refused", "does not exist"),
        (
            ["echo 'lp: Destination \"clinic\" is not accepting jobs.' >&2", "exit 1"],
            "lp-refused",
            "not accepting jobs",
        ),
        (["echo 'lp: Error - unable to queue from stdin - Gone.' >&2", "exit 1"], "lp-unknown", "not known"),
        (["printf 'lp: \\033[31mBad\\377 thing\\nsecond' >&2", "exit 3"], "lp-unknown", "Bad"),
        (["exit 7"], "lp-unknown", "exit code 7"),
        (["kill -9 $$"], "lp-unknown", "not known"),
        (["cat > /dev/null", "echo queued"], "lp-unknown", "not known"),
    ],
)
def test_whatever_lp_answers_the_truth_is_said(play, lines, code, words):
    play(*lines)
    problem = problem_of(lambda: hand_over(b"%PDF" * 100_000, "clinic", [], NUMBER))
    assert (problem.code, problem.place.path) == (code, "clinic")
    assert words in problem.message
    assert ("Nothing is queued" in problem.message) == (code == "lp-refused")
    assert not {"\033", "\n"} & set(problem.message)
    assert "second" not in problem.message


def test_an_lp_that_hangs_is_stopped_and_nothing_is_claimed(play):
    play(f"exec {shlex.quote(sys.executable)} -c 'import time; time.sleep(600)'")
    problem = problem_of(lambda: hand_over(b"%PDF", "clinic", [], NUMBER, timeout_s=0.3))
    assert problem.code == "lp-unknown"
    assert "before you print again" in problem.hint


@pytest.fixture
def real(scheduler, tmp_path, monkeypatch):
    """Let lp find the print server of the tests, and a user who has chosen options that would spoil a leaflet."""
    monkeypatch.setenv("CUPS_SERVER", scheduler.server)
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / ".cups").mkdir()
    (tmp_path / ".cups/lpoptions").write_text("Dest desk number-up=2 page-set=odd mirror=true fit-to-page=true\n")
    return scheduler


def pages_of(document):
    """Return the height and width of every page."""
    with pikepdf.open(io.BytesIO(document)) as read:
        return [[round(float(end)) for end in page.mediabox[2:]] for page in read.pages]


def of_pages(count):
    with pikepdf.new() as document, io.BytesIO() as file:
        for _ in range(count):
            document.add_blank_page(page_size=(595.28, 841.89))
        document.save(file)
        return file.getvalue()


def test_a_real_queue_prints_what_is_asked(real, printer):
    attributes = {
        "copies": 2,
        "sides": "two-sided-long-edge",
        "print-color-mode": "monochrome",
        "finishings": [8],
        "page-ranges": [(1, 2)],
        "media-col": {"media-size": {"x-dimension": 21000, "y-dimension": 29700}, "media-source": "tray-2"},
    }
    job = hand_over(of_pages(4), "desk", lp_options(attributes, "iso_a4_210x297mm"), NUMBER)
    assert job.startswith("desk-")
    wait_for(lambda: printer.received, "it came out")
    (received,) = printer.received
    told = received.attributes
    assert pages_of(received.document) == [[595, 842]] * 2
    assert (told["IPP_COPIES"], told["IPP_SIDES"], told["IPP_JOB_NAME"]) == ("2", "two-sided-long-edge", NUMBER)
    assert (told["IPP_PRINT_COLOR_MODE"], told["IPP_FINISHINGS"]) == ("monochrome", "saddle-stitch")
    assert "media-source=tray-2" in told["IPP_MEDIA_COL"]
    assert "x-dimension=21000 y-dimension=29700" in told["IPP_MEDIA_COL"]


def test_a_real_queue_prints_nothing_on_paper_it_does_not_have(real, printer):
    job = hand_over(of_pages(1), "desk", lp_options({}, "iso_b5_176x250mm"), NUMBER)
    wait_for(lambda: job not in real.command("lpstat", "-o", "desk"), "the job is over")
    assert printer.received == []


def test_a_real_queue_that_is_closed_or_not_there_is_said(real):
    real.reject("desk")
    closed = problem_of(lambda: hand_over(of_pages(1), "desk", [], NUMBER))
    assert closed.code == "lp-refused", closed
    assert "not accepting jobs. Nothing is queued" in closed.message
    real.accept("desk")
    assert problem_of(lambda: hand_over(of_pages(1), "cellar", [], NUMBER)).code == "lp-refused"
    assert real.command("lpstat", "-o").split() == []
