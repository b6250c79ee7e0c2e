"""The job journal: what it keeps, what it never holds, and that nothing hurts it or is hurt by it."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
import os
import pathlib
import random
import sqlite3
import subprocess
import sys
import time

import pytest

from handouts.errors import OutputError
from handouts.printing.journal import Entry, Fate, Journal, as_json, bare_address, journal_path

MOMENT = dt.datetime(2026, 3, 31, 9, 30, tzinfo=dt.timezone(dt.timedelta(hours=1)))
ENTRY = Entry(
    started=MOMENT,
    document="4F1C-09AB-77D2",
    edition="large-letter",
    printer="clinic",
    address="ipps://printer.hill-clinic.example:631/ipp/print",
    token="4F1C-09AB-77D2 3fa2",  # noqa: S106 - the job's name
    copies=2,
    pages=4,
)
DESK = """
import dataclasses, pathlib, sys
sys.path.insert(0, {tests!r})
from test_print_journal import ENTRY, MOMENT
from handouts.printing.journal import Journal, Fate
journal = Journal(pathlib.Path({path!r}))
for number in range(1, {jobs} + 1):
    entry = journal.begin(dataclasses.replace(ENTRY, printer={printer!r}, copies=number))
    print(entry, flush=True)
    journal.finish(entry, Fate.PRINTED, "", None, MOMENT)
"""


@pytest.fixture
def journal(tmp_path):
    return Journal(journal_path(tmp_path / "clinic.toml"))


def start_desk(path, printer, jobs):
    program = DESK.format(tests=str(pathlib.Path(__file__).parent), path=str(path), printer=printer, jobs=jobs)
    command = [sys.executable, "-c", program]
    environment = os.environ | {"PYTHONPATH": str(pathlib.Path(__file__).parent.parent)}
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment)


def problem_of(act):
    with pytest.raises(OutputError) as raised:
        act()
    (problem,) = raised.value.problems
    assert problem.hint.endswith(".")
    return problem


def test_a_job_from_its_sending_to_its_end(journal):
    assert journal.entries(5) == []
    assert not journal.path.exists(), "asking makes no file"
    first = journal.begin(ENTRY)
    (open_one,) = journal.unfinished("clinic")
    assert (open_one.outcome, open_one.job, open_one.finished) == (Fate.SENT, None, None)
    journal.know_job(first, 17)
    journal.finish(first, Fate.PRINTED, "job-completed-successfully", 4, MOMENT + dt.timedelta(minutes=1))
    second = journal.begin(ENTRY)
    newest, oldest = journal.entries(5)
    assert (newest.id, oldest.id) == (second, first)
    assert (oldest.document, oldest.edition, oldest.copies, oldest.pages) == ("4F1C-09AB-77D2", "large-letter", 2, 4)
    assert (oldest.job, oldest.sheets, oldest.outcome) == (17, 4, Fate.PRINTED)
    assert oldest.finished - oldest.started == dt.timedelta(minutes=1)
    assert journal.entries(1) == [newest]
    assert sorted(path.name for path in journal.path.parent.iterdir()) == ["print-journal.sqlite3"]


def test_what_is_open_or_unknown_at_a_printer_is_found_again(journal):
    for printer, outcome in (
        ("clinic", Fate.UNKNOWN),
        ("clinic", Fate.FAILED),
        ("clinic", Fate.HANDED_OVER),
        ("ward", Fate.UNKNOWN),
    ):
        entry = journal.begin(dataclasses.replace(ENTRY, printer=printer))
        journal.finish(entry, outcome, "lost", None, MOMENT)
    journal.begin(ENTRY)
    assert [entry.outcome for entry in journal.unfinished("clinic")] == [Fate.UNKNOWN, Fate.SENT]
    assert journal.unfinished("'; DROP TABLE jobs; --") == []
    assert len(journal.entries(9)) == 5


def test_a_program_reads_plain_values(journal):
    journal.finish(journal.begin(ENTRY), Fate.FAILED, "media-jam-error", 1, MOMENT)
    read = json.loads(json.dumps(as_json(journal.entries(1)[0])))
    assert read == {
        "id": 1,
        "started": "2026-03-31T09:30:00+01:00",
        "document": "4F1C-09AB-77D2",
        "edition": "large-letter",
        "printer": "clinic",
        "address": "ipps://printer.hill-clinic.example:631/ipp/print",
        "token": "4F1C-09AB-77D2 3fa2",
        "job": None,
        "copies": 2,
        "pages": 4,
        "sheets": 1,
        "outcome": "failed",
        "reason": "media-jam",
        "finished": "2026-03-31T09:30:00+01:00",
    }


@pytest.mark.parametrize("mode", ["delete", "wal"])
def test_no_fact_of_a_patient_reaches_the_file(journal, mode):
    """Whatever a printer or a caller says: names in a reason, a user in an address, a name for a document's number."""
    journal.begin(ENTRY)
    with sqlite3.connect(journal.path) as kept:
        kept.execute(f"PRAGMA journal_mode = {mode}")
        kept.execute("SELECT * FROM jobs").fetchall()  # keeps -wal and -shm there
    address = "ipp://susan.berg:1987-02-14@printer.example/ipp/print?patient=Susan+Berg"
    entry = journal.begin(dataclasses.replace(ENTRY, address=address, reason="for Susan Berg"))
    journal.finish(entry, Fate.FAILED, "susan-berg-1987-02-14-error", None, MOMENT)
    for named in ({"document": "Susan Berg"}, {"token": "4F1C-09AB-77D2 Susan"}, {"edition": "Susan Berg"}):
        refused = problem_of(lambda named=named: journal.begin(dataclasses.replace(ENTRY, **named)))
        assert "Susan" not in refused.message
    files = list(journal.path.parent.iterdir())
    assert (len(files) > 1) == (mode == "wal")
    held = b"".join(path.read_bytes() for path in files).lower()
    assert b"4f1c-09ab-77d2" in held
    for fact in (b"susan", b"berg", b"1987", b"02-14"):
        assert fact not in held
    assert journal.entries(1)[0].reason == "other"
    kept.close()


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("ipp://nurse:secret@10.0.0.7/ipp/print?job=1#x", "ipp://10.0.0.7/ipp/print"),
        ("ipps://[fe80::1]:8631/ipp/print", "ipps://[fe80::1]:8631/ipp/print"),
        ("http://localhost:631/printers/clinic", "http://localhost:631/printers/clinic"),
        ("ipp://[half", ""),
        ("ipp://host:port/", ""),
    ],
)
def test_an_address_is_kept_without_its_user(written, kept):
    assert bare_address(written) == kept


def test_two_desks_print_at_once_and_no_job_is_lost(journal):
    desks = [start_desk(journal.path, printer, 50) for printer in ("front", "back")]
    for desk in desks:
        _, complaint = desk.communicate(timeout=300)
        assert desk.returncode == 0, complaint
    entries = journal.entries(1000)
    assert {entry.outcome for entry in entries} == {Fate.PRINTED}
    assert sorted((entry.printer, entry.copies) for entry in entries) == [
        (printer, number) for printer in ("back", "front") for number in range(1, 51)
    ]


def test_a_desk_that_is_killed_while_it_writes_hurts_nothing(journal):
    chance = random.Random(15)  # noqa: S311
    begun = 0
    for _ in range(12):
        desk = start_desk(journal.path, "front", 100_000)
        told = [desk.stdout.readline() for _ in range(chance.randint(1, 4))]
        time.sleep(chance.uniform(0, 0.02))  # anywhere in a write; whatever it hits must hold
        desk.kill()
        told += desk.communicate()[0].splitlines()
        begun += len([line for line in told if line.strip()])
        assert len(journal.entries(100_000)) >= begun, "an entry that was told is there"
        journal.finish(journal.begin(ENTRY), Fate.PRINTED, "", 1, MOMENT)
        begun += 1
    with sqlite3.connect(journal.path) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    connection.close()


def make_newer(path):
    Journal(path).begin(ENTRY)
    change(path, "PRAGMA user_version = 2")


def make_changed(path):
    Journal(path).begin(ENTRY)
    change(path, "CREATE TRIGGER spy AFTER INSERT ON jobs BEGIN DELETE FROM jobs; END")


def make_undated(path):
    Journal(path).begin(ENTRY)
    change(path, "UPDATE jobs SET started = 'yesterday', pages = 'many'")


def change(path, statement):
    connection = sqlite3.connect(path)
    with connection:
        connection.execute(statement)
    connection.close()


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (lambda path: path.write_bytes(b"%PDF-1.7 " * 1000), "journal-foreign"),
        (lambda path: change(path, "CREATE TABLE jobs (id INTEGER)"), "journal-foreign"),
        (lambda path: path.mkdir(), "journal-foreign"),
        (os.mkfifo, "journal-foreign"),
        (lambda path: path.symlink_to("elsewhere.sqlite3"), "journal-foreign"),
        (lambda path: os.mkfifo(f"{path}-journal"), "journal-foreign"),
        (make_newer, "journal-version"),
        (make_changed, "journal-damaged"),
    ],
    ids=["no database", "another program's", "folder", "pipe", "link", "pipe beside", "newer", "trigger"],
)
def test_what_is_not_our_journal_is_said_and_left_as_it_is(journal, make, code):
    make(journal.path)
    before = journal.path.read_bytes() if journal.path.is_file() else None
    acts = [lambda: journal.begin(ENTRY), lambda: journal.know_job(1, 2)]
    if journal.path.exists() or journal.path.is_symlink():
        acts += [lambda: journal.entries(5), lambda: journal.unfinished("clinic")]
    for act in acts:
        problem = problem_of(act)
        assert (problem.code, problem.place.path) == (code, str(journal.path))
    assert (journal.path.read_bytes() if journal.path.is_file() else None) == before
    assert not journal.path.with_name("elsewhere.sqlite3").exists()


def test_an_entry_that_is_gone_or_makes_no_sense_is_said(journal):
    make_undated(journal.path)
    assert problem_of(lambda: journal.entries(5)).code == "journal-damaged"
    journal.path.unlink()
    assert problem_of(lambda: journal.finish(1, Fate.PRINTED, "", 1, MOMENT)).code == "journal-not-written"
    journal.begin(ENTRY)
    assert problem_of(lambda: journal.finish(7, Fate.PRINTED, "", 1, MOMENT)).code == "journal-damaged"


def test_whatever_bytes_are_damaged_there_is_a_sentence_and_no_fault(journal):
    chance = random.Random(7)  # noqa: S311
    for _ in range(40):
        journal.begin(ENTRY)
    whole = journal.path.read_bytes()
    told = []
    for _ in range(150):
        broken = bytearray(whole[: chance.choice((len(whole), chance.randrange(1, len(whole))))])
        for _ in range(chance.choice((1, 40, 400))):
            broken[chance.randrange(len(broken))] = chance.randrange(256)
        journal.path.write_bytes(broken)
        for act in (lambda: journal.entries(100), lambda: journal.begin(ENTRY)):
            try:
                act()
            except OutputError as error:
                told += [problem.code for problem in error.problems]
    assert len(told) > 50
    assert set(told) <= {"journal-damaged", "journal-foreign", "journal-version", "journal-not-written"}


def test_a_folder_that_is_not_there_or_a_full_disk_costs_an_entry_alone(journal, tmp_path):
    assert problem_of(lambda: Journal(tmp_path / "none" / "j.sqlite3").begin(ENTRY)).code == "journal-not-written"
    journal.begin(ENTRY)
    limited = (
        "import resource, signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN); "
        "resource.setrlimit(resource.RLIMIT_FSIZE, (8192, 8192))\n"
    ) + DESK.format(tests=str(pathlib.Path(__file__).parent), path=str(journal.path), printer="front", jobs=500)
    environment = os.environ | {"PYTHONPATH": str(pathlib.Path(__file__).parent.parent)}
    full = subprocess.run([sys.executable, "-c", limited], capture_output=True, text=True, check=False, env=environment)
    assert "OutputError" in full.stderr
    assert journal.entries(1000)[-1].document == ENTRY.document


def test_a_folder_that_cannot_be_written_to_can_be_read(journal, monkeypatch):
    """Root may write everywhere: a read-only disk is played with SQLite's own way of opening a file."""
    journal.begin(ENTRY)
    connect = sqlite3.connect
    monkeypatch.setattr(sqlite3, "connect", lambda address, **rest: connect(address.replace("=rw", "=ro"), **rest))
    assert len(journal.entries(5)) == 1
    assert problem_of(lambda: journal.begin(ENTRY)).message == "You may not write there."


def test_a_journal_that_another_program_keeps_is_said(journal, monkeypatch):
    journal.begin(ENTRY)
    monkeypatch.setattr("handouts.printing.journal.WAIT_SECONDS", 0.05)
    other = sqlite3.connect(journal.path, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    assert "Another desk" in problem_of(lambda: journal.begin(ENTRY)).message
    other.execute("ROLLBACK")
    other.close()
    assert journal.begin(ENTRY) == 2


def test_a_time_without_an_offset_is_a_fault_of_ours(journal):
    with pytest.raises(ValueError, match="offset"):
        journal.begin(dataclasses.replace(ENTRY, started=MOMENT.replace(tzinfo=None)))
