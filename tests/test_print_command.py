"""`handouts print`: what a nurse types, what comes out of the printer, and what she is told."""

from __future__ import annotations

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys

import pytest
from counterparts import wait_for
from editing import GOOD
from patients import DAILY, SECRET, TOML

from handouts.printing.journal import Fate, Journal, journal_path

OTHER = GOOD.replace("title: ", "title: Other ", 1)


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


def jobs(desk):
    return Journal(journal_path(desk / "clinic.toml")).entries(10)


def test_a_name_is_built_and_printed(desk, run, printer):
    result = run("print", "demo", "--yes")
    assert result.returncode == 0, result.stderr
    (received,) = printer.received
    assert received.document == (desk / "build/demo.pdf").read_bytes()
    assert received.attributes["IPP_MEDIA"] == "iso_a4_210x297mm"
    assert received.attributes["IPP_PRINT_SCALING"] == "none"
    assert "demo: printed at reception, " in result.stdout
    (entry,) = jobs(desk)
    assert (entry.outcome, entry.printer, entry.edition) == (Fate.PRINTED, "reception", "standard")
    assert received.attributes["IPP_JOB_NAME"] == entry.token
    assert entry.token.startswith(entry.document)


def test_several_leaflets_are_a_job_each(desk, run, printer):
    result = run("print", "demo", "other", "--yes", "--json", "--copies", 2, "--colour", "grey")
    assert result.returncode == 0, result.stderr
    told = [json.loads(line) for line in result.stdout.splitlines()]
    assert [(each["leaflet"], each["outcome"], each["copies"]) for each in told] == [
        ("demo", "printed", 2),
        ("other", "printed", 2),
    ]
    assert [each.attributes["IPP_COPIES"] for each in printer.received] == ["2", "2"]
    assert {each.attributes["IPP_PRINT_COLOR_MODE"] for each in printer.received} == {"monochrome"}


def test_some_pages_are_said_to_be_some(desk, run, printer):
    result = run("print", "demo", "--yes", "--pages", "1")
    assert "demo (only page 1): printed at reception, 1 sheet" in result.stdout
    (received,) = printer.received
    assert received.attributes["IPP_PAGE_RANGES"] == "1-1"


def test_an_edition_goes_where_the_clinic_wants_it(desk, run, printer):
    with (desk / "clinic.toml").open("a") as file:
        file.write('[printing.editions.large]\ntray = "tray-2"\nfinish = ["staple"]\n')
    result = run("print", "demo", "--yes", "--edition", "large")
    assert result.returncode == 0, result.stderr
    (received,) = printer.received
    assert "media-source=tray-2" in received.attributes["IPP_MEDIA_COL"]
    assert received.attributes["IPP_FINISHINGS"].startswith("staple")


def test_a_booklet_turns_over_the_short_edge(desk, run, printer):
    result = run("print", "demo", "--yes", "--impose", "booklet", "--finish", "booklet")
    assert result.returncode == 0, result.stderr
    (received,) = printer.received
    assert received.document == (desk / "build/demo-imposed.pdf").read_bytes()
    assert received.attributes["IPP_SIDES"] == "two-sided-short-edge"
    assert received.attributes["IPP_FINISHINGS"] == "booklet-maker"


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--paper", "letter"), "demo is for US Letter; loaded is A4 (tray-1)"),
        (("--tray", "cellar"), "It has no tray cellar."),
        (("--pages", "1-90"), "demo has"),
        (("--finish", "booklet"), "not laid out as a booklet"),
        (("--printer", "nowhere"), "There is no printer nowhere"),
        (("--printer", "ipp://localhost:1/ipp/print"), "does not answer"),
    ],
)
def test_what_cannot_be_printed_so_is_refused_before_anything_is_sent(desk, run, printer, options, told):
    result = run("print", "demo", "--yes", *options)
    assert result.returncode == 5
    assert told in result.stderr
    assert printer.received == []
    assert jobs(desk) == []


def test_a_draft_is_not_printed_where_nobody_answers_for_it(desk, run, printer):
    result = run("print", "demo")
    assert result.returncode == 2
    assert "DRAFT" in result.stderr
    with (desk / "clinic.toml").open("a") as file:
        file.write("[approval]\nrequired = true\n")
    assert run("print", "demo", "--yes").returncode == 1
    assert printer.received == []


def test_the_test_sheet_comes_out_on_both_sides(desk, run, printer):
    result = run("print", "--test", "--paper", "a5", "--tray", "Tray 3")
    assert result.returncode == 0, result.stderr
    (received,) = printer.received
    assert received.attributes["IPP_SIDES"] == "two-sided-long-edge"
    assert "test sheet: printed at reception, 1 sheet of A5 on both sides" in result.stdout


def test_what_fails_ends_the_run_and_the_rest_is_named(desk, run, printer):
    printer.turn(fails=True)
    result = run("print", "demo", "other", "--yes")
    assert result.returncode == 5
    assert "demo is not printed: reception gave the job up." in result.stderr
    assert "1 more job was not sent." in result.stderr
    assert "other" in result.stderr
    assert len(printer.received) == 1
    assert [entry.outcome for entry in jobs(desk)] == [Fate.FAILED]


def test_a_patients_leaflet_leaves_nothing_behind(desk, run_apart, printer, tmp_path):
    (desk / "content/daily.md").write_text(DAILY)
    facts, spool = tmp_path / "apart", tmp_path / "spool"
    facts.mkdir()
    spool.mkdir()
    (facts / "patient.toml").write_text(TOML)
    environment = os.environ | {"TMPDIR": str(spool), "HOME": str(spool)}
    command = ("print", "daily", "--patient", facts / "patient.toml", "--yes", "--print-date")
    result = run_apart(*command, cwd=desk, env=environment)
    assert result.returncode == 0, result.stderr
    (received,) = printer.received
    assert received.document.startswith(b"%PDF")
    shutil.rmtree(facts)
    left = {path: path.read_bytes() for path in desk.rglob("*") if path.is_file()}
    assert journal_path(desk / "clinic.toml") in left
    told = [result.stdout, result.stderr, *received.attributes.values(), *map(str, left)]
    for secret in SECRET:
        assert not [line for line in told if secret in line]
        assert not [path for path, data in left.items() if secret.encode() in data]
    assert not [*spool.rglob("*.pdf")]
    assert result.stderr.count("keep what they keep") == 1
    assert result.stderr.count("is not encrypted") == 0  # this machine's own


def test_ctrl_c_cancels_the_job_and_says_so(desk, printer):
    printer.turn(up_to=0)
    command = [sys.executable, "-m", "handouts", "print", "demo", "--yes"]
    with subprocess.Popen(command, cwd=desk, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as running:
        wait_for(lambda: printer.received, "the job is there")
        running.send_signal(signal.SIGINT)
        told = running.communicate(timeout=60)[1]
    assert running.returncode == 130
    assert "demo is cancelled" in told
    assert [entry.outcome for entry in jobs(desk)] == [Fate.CANCELLED]


def test_what_a_killed_run_left_is_not_printed_again_unasked(desk, run, printer):
    printer.turn(up_to=0)
    command = [sys.executable, "-m", "handouts", "print", "demo", "--yes"]
    with subprocess.Popen(command, cwd=desk, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as running:
        wait_for(lambda: printer.received and jobs(desk)[0].job, "the job is there")
        running.kill()
    with sqlite3.connect(journal_path(desk / "clinic.toml")) as journal:  # half an hour ago
        journal.execute("UPDATE jobs SET started = '2026-03-31T00:00:00+00:00'")
    result = run("print", "demo", "--yes")
    assert result.returncode == 5
    assert "waits at reception already" in result.stderr
    printer.turn(up_to=None)
    wait_for(lambda: run("print", "demo", "--yes").returncode == 0, "the first job is over")
    assert [entry.outcome for entry in jobs(desk)] == [Fate.PRINTED, Fate.PRINTED]
    assert len(printer.received) == 2


def test_a_journal_that_cannot_be_written_costs_no_leaflet(desk, run, printer):
    journal_path(desk / "clinic.toml").mkdir()
    result = run("print", "demo", "--yes")
    assert result.returncode == 0
    assert "warning [journal-" in result.stderr
    assert len(printer.received) == 1


def test_the_lp_command_hands_over_and_says_no_more(desk, run_apart, scheduler, printer):
    environment = os.environ | {"CUPS_SERVER": scheduler.server}
    result = run_apart("print", "demo", "--yes", "--via", "lp", "--printer", "desk", cwd=desk, env=environment)
    assert result.returncode == 0, result.stderr
    assert "whether it came out is not known" in result.stdout
    wait_for(lambda: printer.received, "it came out")
    assert [entry.outcome for entry in jobs(desk)] == [Fate.HANDED_OVER]


def test_what_the_print_server_keeps_is_said_where_lp_takes_a_patients_leaflet(desk, run_apart, scheduler, tmp_path):
    (desk / "content/daily.md").write_text(DAILY)
    (tmp_path / "patient.toml").write_text(TOML)
    environment = os.environ | {"CUPS_SERVER": scheduler.server}
    command = ("print", "daily", "--patient", tmp_path / "patient.toml", "--yes", "--via", "lp", "--printer", "desk")
    result = run_apart(*command, cwd=desk, env=environment)
    assert result.returncode == 0, result.stderr
    assert result.stderr.count("keep what they keep") == 1
    assert not [secret for secret in SECRET if secret in result.stdout + result.stderr]


@pytest.mark.parametrize(
    ("host", "expired", "told"),
    [
        ("localhost", False, ""),
        ("localhost", True, "certificate has expired"),
        ("elsewhere", False, "is not valid for 'localhost'"),
    ],
)
def test_a_clinics_own_authority_vouches_for_its_printers(desk, run, printer, authority, host, expired, told):
    printer.show(*authority.issue(host, expired=expired))
    printer.restart()
    command = ("print", "demo", "--yes", "--printer", printer.secure_address, "--ca", authority.certificate)
    result = run(*command)
    assert result.returncode == (5 if told else 0), result.stderr
    assert told in result.stderr
    assert len(printer.received) == (0 if told else 1)
