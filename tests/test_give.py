"""`handouts give`: one command at the desk; paper, record and ledger say the same."""

from __future__ import annotations

import concurrent.futures
import datetime as dt
import functools
import hashlib
import json
import os
import signal
import subprocess
import sys
import threading
import uuid

import pytest
from counterparts import wait_for
from editing import GOOD
from fhir_server import NUMBERS, TOKEN
from patients import DAILY, SECRET, TOML

from handouts.cli import give
from handouts.printing.outcome import Patience
from handouts.records.filing import Person

BARE = 'name = "Ada Example"\nborn = 1950-04-03\nnumber = "RXE-1"\n'
GIVE = ("give", "daily", "--patient", "patient.toml", "--by", "Nurse Ada", "--yes")


@pytest.fixture
def clinic(tmp_path, monkeypatch, printer, run):
    """Give the folder of a clinic with a printer, a folder as its record system, and a ledger."""
    (tmp_path / "content").mkdir()
    (tmp_path / "content/demo.md").write_text(GOOD)
    (tmp_path / "content/daily.md").write_text(DAILY)
    (tmp_path / "patient.toml").write_text(TOML)
    (tmp_path / "filed").mkdir()
    run("given", "--new-key", "given.key")
    (tmp_path / "clinic.toml").write_text(
        f'[printing]\nprinter = "reception"\n[printing.printers.reception]\naddress = "{printer.address}"\n'
        '[records]\ntarget = "folder:filed"\nledger = true\nledger_key = {file = "given.key"}\n'
    )
    monkeypatch.setenv("CUPS_SERVER", "localhost:1")
    return tmp_path


@pytest.fixture
def ledger(clinic, run):
    """Tell what the ledger says of each leaflet: title, printed, in the record."""

    def entries():
        told = json.loads(run("given", "--json", "--by", "Auditor").stdout)
        return [(each["printed"], each["attached"]) for each in told]

    return entries


def filed(clinic):
    return sorted((clinic / "filed").glob("*.pdf"))


def test_paper_record_and_ledger_have_the_same_leaflet(clinic, run, printer, ledger):
    result = run(*GIVE, "--understood", "One a day.")
    assert (result.returncode, result.stderr.count("ERROR")) == (0, 0), result.stderr
    assert [line.split(" ")[1] for line in result.stdout.splitlines()] == ["printed", "filed", "entered"]
    (sheet,), (pdf,) = printer.received, filed(clinic)
    assert sheet.document == pdf.read_bytes()
    note = pdf.with_suffix(".note.txt").read_text()
    assert "by Nurse Ada" in note
    assert "One a day." in note
    assert ledger() == [("done", "done")]
    assert not [secret for secret in SECRET if secret in result.stdout + result.stderr]


def test_given_again_it_is_printed_again_and_filed_once(clinic, run, printer, ledger):
    assert [run(*GIVE).returncode for _ in range(2)] == [0, 0]
    assert (len(printer.received), len(filed(clinic))) == (2, 1)


@pytest.mark.parametrize(
    ("option", "sheets", "records", "entry"),
    [("--print", 1, 0, ("done", "not-asked")), ("--attach", 0, 1, ("not-asked", "done"))],
)
def test_one_step_alone(clinic, run, printer, ledger, option, sheets, records, entry):
    result = run(*GIVE, option)
    assert result.returncode == 0, result.stderr
    assert (len(printer.received), len(filed(clinic)), ledger()) == (sheets, records, [entry])


def test_what_does_not_come_out_is_not_filed(clinic, run, printer, ledger):
    printer.turn(fails=True)
    told = json.loads((failed := run(*GIVE, "--json")).stdout)
    assert (failed.returncode, told["printed"], told["state"]) == (5, "failed", "dropped")
    assert "counts as not given" in failed.stderr
    assert (filed(clinic), ledger()) == ([], [("failed", "failed")])
    assert "Nothing waits" in run("outbox").stdout
    printer.turn(fails=False)
    assert run(*GIVE).returncode == 0
    assert (len(filed(clinic)), ledger()[-1]) == (1, ("done", "done"))


def test_a_record_system_that_is_down_has_it_after_a_retry(clinic, run, printer, ledger):
    (clinic / "filed").rmdir()
    result = run(*GIVE)
    assert result.returncode == 5
    assert "daily: printed at reception" in result.stdout
    assert "handouts outbox retry" in result.stderr
    assert ledger() == [("done", "waiting")]
    (clinic / "filed").mkdir()
    assert run("outbox", "retry").returncode == 0
    assert (len(filed(clinic)), len(printer.received), ledger()) == (1, 1, [("done", "done")])


@pytest.fixture
def in_doubt(clinic, run, printer, monkeypatch):
    """Give a leaflet whose printer is switched off after it took it, and return what was said."""
    monkeypatch.setattr(give, "Patience", functools.partial(Patience, vanished_s=0.5))
    printer.turn(impressions=2, up_to=0)

    def switch_off():
        wait_for(lambda: printer.received, "the printer has it")
        printer.kill()

    watcher = threading.Thread(target=switch_off)
    watcher.start()
    result = run(*GIVE)
    watcher.join()
    printer.restart()
    return result


def test_in_doubt_it_is_filed_when_a_person_has_seen_the_paper(clinic, run, in_doubt, ledger):
    assert in_doubt.returncode == 5
    assert "handouts outbox retry 1" in in_doubt.stderr
    assert ledger() == [("unknown", "waiting")]
    run("outbox", "retry")
    assert "Is the paper out?" in run("outbox").stdout
    assert not filed(clinic), "nobody has said that it is out"
    assert run("outbox", "retry", "1").returncode == 0
    assert (len(filed(clinic)), ledger()) == (1, [("done", "done")])


def test_in_doubt_it_is_dropped_when_a_person_has_seen_none(clinic, run, in_doubt, ledger):
    assert run("outbox", "drop", "1", "--because", "not-given").returncode == 0
    assert (filed(clinic), ledger()) == ([], [("failed", "failed")])
    assert run("outbox").stdout.strip() == "Nothing waits to be filed."


def test_of_several_what_comes_after_a_failure_is_left(clinic, run, printer, ledger):
    (clinic / "content/other.md").write_text(GOOD.replace("title: ", "title: Other ", 1))
    (clinic / "patient.toml").write_text(BARE)
    printer.turn(fails=True)
    result = run("give", "other", "demo", *GIVE[2:])
    assert (result.returncode, len(printer.received)) == (5, 1)
    assert "demo was not sent to the printer" in result.stderr
    assert (filed(clinic), ledger()) == ([], [("failed", "failed")] * 2)


@pytest.mark.parametrize(
    ("changed", "said", "code"),
    [
        (("--to", "ftp://x"), "no such kind of target", 2),
        (("--printer", "ipp://localhost:1/ipp/print"), "does not answer", 5),
        (("--pages", "1"), "No such option", 2),
        (("--paper", "a5", "--copies", "100"), "100 is not in the range", 2),
        (("--patient", "nobody.toml"), "nobody.toml", 1),
    ],
)
def test_what_is_wrong_is_told_before_anything_is_done(clinic, run, printer, ledger, changed, said, code):
    result = run(*GIVE, *changed)
    assert (result.returncode, said in result.stderr) == (code, True), result.stderr
    assert (printer.received, filed(clinic), ledger()) == ([], [], [])


def test_a_draft_and_another_patients_paper_are_not_given(clinic, run, printer, ledger):
    assert "Nobody is there to answer" in run(*GIVE[:-1]).stderr
    run("build", "daily", "--patient", "patient.toml", "--out", "private")
    (paper,) = (clinic / "private").glob("*.pdf")
    (clinic / "patient.toml").write_text(TOML.replace('number = "', 'number = "9'))
    result = run("give", paper, *GIVE[2:])
    assert (result.returncode, "wrong-patient" in result.stderr) == (5, True), result.stderr
    assert (printer.received, filed(clinic), ledger()) == ([], [], [])


def test_without_the_ledgers_key_nothing_is_done(clinic, run, printer):
    (clinic / "given.key").unlink()
    result = run(*GIVE)
    assert (result.returncode, printer.received, filed(clinic)) == (5, [], []), result.stderr


def test_a_booklet_is_printed_as_sheets_and_filed_page_by_page(clinic, run, printer):
    result = run(*GIVE, "--impose", "booklet")
    assert result.returncode == 0, result.stderr
    (sheet,), (pdf,) = printer.received, filed(clinic)
    assert sheet.document != pdf.read_bytes()
    manifest = json.loads(pdf.with_suffix(".json").read_text())
    assert manifest["pdf"]["sha256"] == hashlib.sha256(pdf.read_bytes()).hexdigest()


def test_killed_at_the_printer_it_is_held_until_a_person_has_looked(clinic, run, printer, ledger):
    printer.turn(impressions=2, up_to=0)
    process = subprocess.Popen([sys.executable, "-m", "handouts", *GIVE], cwd=clinic, stderr=subprocess.DEVNULL)
    wait_for(lambda: printer.received, "the printer has it")
    process.kill()
    process.wait()
    printer.turn(up_to=None)
    assert ledger() == [("unknown", "waiting")]
    run("outbox", "retry")
    assert not filed(clinic)
    run("outbox", "retry", "1")
    assert (len(filed(clinic)), ledger()) == (1, [("done", "done")])


def test_the_interrupt_key_leaves_nothing_half_done(clinic, run, printer, ledger):
    printer.turn(impressions=2, up_to=0)
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen([sys.executable, "-m", "handouts", *GIVE], cwd=clinic, **pipes, text=True) as process:
        wait_for(lambda: printer.received, "the printer has it")
        os.kill(process.pid, signal.SIGINT)
        _, said = process.communicate(timeout=60)
    assert process.returncode == 130, said
    assert (filed(clinic), ledger()) == ([], [("failed", "failed")]), said


def test_at_a_server_the_record_says_to_whom_it_was_given(clinic, run, printer, fhir_server, monkeypatch):
    monkeypatch.setenv("RECORDS_TOKEN", TOKEN)
    (clinic / "ca.pem").write_bytes(fhir_server.authority.certificate.read_bytes())
    settings = (clinic / "clinic.toml").read_text().replace("folder:filed", f"fhir+{fhir_server.address}")
    settings += f'authority = "{NUMBERS}"\ncustodian = "Hill Clinic"\nca = "ca.pem"\n'
    (clinic / "clinic.toml").write_text(f'{settings}[records.fhir]\ntoken_environment = "RECORDS_TOKEN"\n')
    number = f"N-{uuid.uuid4().hex}"
    fhir_server.admit(Person(number, "Ada Example", dt.date(1950, 4, 3), NUMBERS))
    (clinic / "patient.toml").write_text(f'name = "Ada Example"\nborn = 1950-04-03\nnumber = "{number}"\n')
    result = run("give", "demo", *GIVE[2:], "--json")
    told = json.loads(result.stdout)
    assert (result.returncode, told["state"], told["printed"]) == (0, "filed", "done"), result.stderr
    assert len(fhir_server.found("DocumentReference", f"urn:uuid:{told['identifier']}")) == 1
    assert number not in result.stdout + result.stderr


def test_taken_back_from_the_record_the_ledger_says_so(clinic, run, ledger):
    run(*GIVE)
    assert run("outbox", "retract", "1", "--patient", "patient.toml").returncode == 0
    assert ledger() == [("done", "retracted")]


def test_what_was_filed_before_is_not_said_to_be_given_there(clinic, run, ledger):
    run("attach", "daily", "--patient", "patient.toml", "--yes")
    result = run(*GIVE, "--understood", "One a day.", "--json")
    told = json.loads(result.stdout)
    assert (result.returncode, told["state"], told["giving_filed"]) == (0, "filed", False)
    assert "warning [giving-not-in-record]" in result.stderr
    assert ledger() == [("done", "done")]


def test_two_givings_of_one_filing_say_the_same_of_the_record(clinic, run, ledger):
    (clinic / "filed").rmdir()
    run(*GIVE)
    (clinic / "filed").mkdir()
    again = run(*GIVE, "--by", "Nurse Ben")
    assert (again.returncode, ledger()) == (0, [("done", "done"), ("done", "done")])


def test_sheets_that_were_counted_before_the_end_leave_it_in_doubt(clinic, run, printer, ledger):
    printer.turn(impressions=6, up_to=3)
    result = run(*GIVE, "--wait", "1")
    assert result.returncode == 5
    assert "It is held in the outbox" in result.stderr, result.stderr
    assert "counts as not given" not in result.stderr
    assert ledger() == [("unknown", "waiting")]
    assert "held" in run("outbox").stdout


def test_a_folder_has_one_name_however_it_is_spelt(clinic, run):
    (clinic / "link").symlink_to("filed")
    for spelling in ("folder:filed", "folder:./filed", f"folder:{clinic}/filed", "folder:link"):
        result = run("attach", "daily", "--patient", "patient.toml", "--yes", "--to", spelling)
        assert result.returncode == 0, result.stderr
    assert len(filed(clinic)) == 1
    assert run("outbox", "--all").stdout.count("folder:filed") == 1


def test_two_desks_at_once_leave_a_row_each_and_one_says_what_the_record_lacks(clinic, run_apart, printer, ledger):
    def give(by):
        command = ("give", "daily", "--patient", "patient.toml", "--yes", "--json", "--by", by)
        return json.loads(run_apart(*command, cwd=clinic).stdout)

    with concurrent.futures.ThreadPoolExecutor() as desks:
        results = list(desks.map(give, ("Nurse Ada", "Nurse Ben")))
    assert sorted(each["giving_filed"] for each in results) == [False, True]
    assert (len(printer.received), len(filed(clinic)), ledger()) == (2, 1, [("done", "done")] * 2)


def test_what_was_taken_back_stays_so_whatever_is_refused_later(clinic, run, ledger):
    run(*GIVE)
    run("outbox", "retract", "1", "--patient", "patient.toml")
    again = run(*GIVE)
    assert (again.returncode, "retracted" in again.stderr, "Nothing was given" in again.stderr) == (5, True, True)
    assert ledger() == [("done", "retracted"), ("failed", "failed")]
