"""`handouts printers`: real printers and a real print server, as they stand at a desk."""

import dataclasses
import datetime as dt
import json
import os

import pytest
from conftest import ROOT
from equipment import A4, OFFICE, Tray
from scheduler import Scheduler

from handouts.printing.journal import Entry, Fate, Journal, journal_path

NOWHERE = "127.0.0.1:1"  # where no print server is
CLINIC = """[printing]
printer = "reception"

[printing.printers.reception]
address = "{}"

[printing.editions.large]
tray = "tray-2"
printer = "desk"
"""


@pytest.fixture(autouse=True)
def _no_server(monkeypatch):
    monkeypatch.setenv("CUPS_SERVER", NOWHERE)


@pytest.fixture
def server(scheduler, monkeypatch):
    monkeypatch.setenv("CUPS_SERVER", scheduler.server)
    return scheduler


@pytest.fixture
def clinic(tmp_path):
    return lambda *addresses: (tmp_path / "clinic.toml").write_text(CLINIC.format(*addresses))


def test_the_table_tells_what_a_nurse_asks(run, printer, server, clinic):
    clinic(printer.address)
    result = run("printers")
    assert (result.returncode, result.stderr) == (0, "")
    assert max(map(len, result.stdout.splitlines())) <= 100
    heading, *rows = result.stdout.splitlines()
    assert heading.split("  ")[0] == "Printer"
    for name in ("reception", "desk"):
        first = next(row for row in rows if row.startswith(name))
        assert all(told in first for told in (" ready ", " A4 (tray-1)", " yes ", "colour, grey"))
    for told in ("A4 (tray-2)", "A5 (tray-3)", "Black Toner 75 %", "Cyan Toner 8 % (low)", "Waste Toner 25 % room"):
        assert result.stdout.count(told) == 2  # of the printer, and of its queue


def test_json_is_a_list_with_the_same_keys_for_everyone(run, printer, server, clinic, tmp_path):
    clinic(printer.address)
    with (tmp_path / "clinic.toml").open("a") as file:
        file.write('[printing.printers.away]\naddress = "ipp://localhost:1/ipp/print"\n')
    found = {each["name"]: each for each in json.loads(run("printers", "--json").stdout)}
    assert [*found] == ["reception", "away", "desk"]
    assert len({tuple(each) for each in found.values()}) == 1
    reception, away, desk = found.values()
    assert (reception["state"], reception["accepting"], reception["answers"]) == ("idle", True, True)
    assert [(each["shown"], each["tray"]) for each in reception["loaded"]] == [
        ("A4", "tray-1"),
        ("A4", "tray-2"),
        ("A5", "tray-3"),
    ]
    assert desk["loaded"] == reception["loaded"]
    assert desk["supplies"] == reception["supplies"]
    assert reception["sides"] == ["one", "long", "short"]
    assert reception["colours"] == ["colour", "grey"]
    assert reception["finish"] == ["staple", "punch", "booklet"]
    assert (reception["device"], desk["device"]) == ("", printer.address)
    assert (reception["editions"], desk["editions"]) == (["*"], ["large"])
    assert (away["answers"], away["loaded"], away["state"]) == (False, None, None)
    assert "refused" in away["fault"]


def test_one_printer_is_told_whole_one_thing_a_line(run, printer, server, clinic):
    clinic(printer.address)
    result = run("printers", "Reception", "desk")
    assert result.returncode == 0
    first, second = result.stdout.split("\n\n")
    told = dict(row.split(maxsplit=1) for row in first.splitlines() if not row.startswith((" ", "Some", "Both")))
    assert told["Address"].strip() == printer.address
    assert told["Finishing"].strip() == "staple, punch, booklet"
    assert told["Trays"].strip() == "auto, tray-1, tray-2, tray-3, by-pass-tray"
    assert told["Takes"].strip() == "A4, A5, US Letter, A3"
    assert told["Prints"].strip() == "every edition without a printer of its own"
    assert "long edge, short edge" in first
    assert "\nPrints        large" in second
    assert f"\nStands for    {printer.address}" in second


@pytest.mark.parametrize(
    ("change", "told", "hint"),
    [
        (Scheduler.pause, "stopped; is paused", "cupsenable desk"),
        (Scheduler.reject, "takes no jobs", "cupsaccept desk"),
    ],
)
def test_a_queue_that_stands_still_is_told_with_what_to_do(run, server, change, told, hint):
    change(server, "desk")
    result = run("printers", "desk")
    assert told in result.stdout
    assert hint in result.stdout


def test_paper_that_is_changed_is_told_the_next_time(run, printer, clinic):
    clinic(printer.address)
    trays = (Tray("tray-1", "na_letter_8.5x11in"), Tray("tray-2", None))
    printer.equip(dataclasses.replace(OFFICE, trays=trays, other_media=(A4,)))
    printer.restart()
    (found,) = json.loads(run("printers", "--json", "reception").stdout)
    assert [(each["shown"], each["tray"]) for each in found["loaded"]] == [("US Letter", "tray-1")]


def test_none_found_says_so_and_what_to_do(run):
    result = run("printers")
    assert result.returncode == 0
    assert result.stdout.startswith("No printers: the print server 127.0.0.1:1 does not answer")
    assert "[printing.printers]" in result.stdout
    assert "[print-server-silent]" in result.stderr
    assert json.loads(run("printers", "--json").stdout) == []


def test_an_unknown_name_is_told_with_the_nearest(run, server, clinic, printer):
    clinic(printer.address)
    result = run("printers", "resception", "desk")
    assert result.returncode == 5
    assert "[no-such-printer] There is no printer resception." in result.stderr
    assert "Do you mean reception? There is: reception, desk." in result.stderr
    assert result.stdout.startswith("Printer       desk")


def test_a_name_in_the_file_that_no_printer_has_is_told_with_its_line(run, server, clinic, printer):
    server.remove("desk")
    try:
        clinic(printer.address)
        result = run("printers")
    finally:
        server.add("desk", printer.address)
    assert result.returncode == 0
    assert result.stderr.startswith("clinic.toml:9:1: warning [no-such-printer] There is no printer desk.")


def test_a_print_server_has_no_queue_or_one_that_is_usual(run, bus, printer, tmp_path):
    (tmp_path / "clinic.toml").write_text('[printing.editions.large]\nprinter = "desk"\n')
    with Scheduler(bus) as server:
        told = run("printers", env=os.environ | {"CUPS_SERVER": server.server})
        server.add("desk", printer.address)
        server.command("lpadmin", "-d", "desk")
        (found,) = json.loads(run("printers", "--json", env=os.environ | {"CUPS_SERVER": server.server}).stdout)
    assert told.returncode == 0
    assert told.stdout.startswith("No printers: the print server (CUPS) has no queue, and clinic.toml names none.")
    assert "There is no printer desk" in told.stderr
    assert (found["usual"], found["editions"]) == (True, ["*", "large"])


def test_words_of_no_edition_are_an_error_at_their_line(run, tmp_path):
    (tmp_path / "clinic.toml").write_text("\n[printing.editions.lrge]\ntray = 'tray-2'\n")
    result = run("printers")
    assert result.returncode == 1
    assert result.stderr.startswith("clinic.toml:2:1: error [unknown-edition]")


def test_an_address_is_asked_as_it_is_given(run, printer):
    (found,) = json.loads(run("printers", "--json", printer.address).stdout)
    assert (found["name"], found["answers"], found["editions"]) == (printer.address, True, [])
    wrong = run("printers", "ipp://localhost:99999/")
    assert wrong.returncode == 5
    assert "ipp://HOST:631/ipp/print" in wrong.stderr


def test_a_certificate_that_is_not_trusted_is_shown_to_compare(run, printer, clinic, tmp_path):
    clinic(printer.secure_address)
    silent = run("printers", "reception")
    assert silent.returncode == 5
    assert "does not answer: self-signed certificate" in silent.stdout
    (asked,) = json.loads(run("printers", "--json", "reception").stdout)
    assert printer.fingerprint in asked["to_do"][0]
    for pinned, answers in ((printer.fingerprint, True), ("ab" * 32, False)):
        text = f'[printing.printers.own]\naddress = "{printer.secure_address}"\nfingerprint = "{pinned}"\n'
        (tmp_path / "clinic.toml").write_text(text)
        (found,) = json.loads(run("printers", "--json", "own").stdout)
        assert found["answers"] == answers
        assert any(printer.fingerprint in each for each in found["to_do"]) != answers


def test_an_authority_of_the_clinics_own_begins_at_its_file(run, printer, authority, tmp_path):
    folder = tmp_path / "settings"
    folder.mkdir()
    (folder / "ca.pem").write_bytes(authority.certificate.read_bytes())
    text = f'[printing.printers.own]\naddress = "{printer.secure_address}"\nca = "ca.pem"\n'
    (folder / "clinic.toml").write_text(text)
    keys = [path.read_bytes() for path in sorted((printer.folder / "keys").iterdir())]
    printer.show(*authority.issue())
    try:
        printer.restart()
        (found,) = json.loads(run("printers", "--json", "own", "--clinic", folder / "clinic.toml").stdout)
    finally:
        for path, data in zip(sorted((printer.folder / "keys").iterdir()), keys, strict=False):
            path.write_bytes(data)
        printer.restart()
    assert found["answers"], found["fault"]


def test_without_a_journal_nothing_has_been_printed(run):
    assert run("printers", "--journal").stdout == "Nothing has been printed from this folder yet.\n"
    assert json.loads(run("printers", "--journal", "--json").stdout) == []


def test_the_journal_tells_what_became_of_the_last_jobs(run, tmp_path):
    journal = Journal(journal_path(tmp_path / "clinic.toml"))
    at = dt.datetime(2026, 3, 31, 9, 30, tzinfo=dt.UTC)
    for name in ("reception", "desk"):
        entry = Entry(at, "12AB-34CD-56EF", "large", name, "ipp://localhost/ipp/print", "12AB-34CD-56EF", 2, 3, job=7)
        journal.finish(journal.begin(entry), Fate.PRINTED, "", 4, at)
    heading, desk, reception = run("printers", "--journal").stdout.splitlines()
    assert heading.split() == ["Started", "Document", "Edition", "Printer", "Job", "Copies", "Sheets", "Outcome"]
    assert desk.split() == ["2026-03-31", "09:30", "12AB-34CD-56EF", "large", "desk", "7", "2", "4", "printed"]
    assert " reception " in reception
    (found,) = json.loads(run("printers", "--journal", "--json", "Reception").stdout)
    assert (found["document"], found["outcome"], found["sheets"]) == ("12AB-34CD-56EF", "printed", 4)


def test_the_manual_names_every_key_of_the_json(run, printer):
    (found,) = json.loads(run("printers", "--json", printer.address).stdout)
    section = (ROOT / "MANUAL.md").read_text().split("\n## Printers\n")[1].split("\n## ")[0]
    inner = {key for name in ("loaded", "supplies") for key in found[name][0]}
    assert {key for key in found.keys() | inner if f"`{key}`" not in section} == set()
