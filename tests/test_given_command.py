"""``handouts given`` at the desk: what it shows, what only if it is asked to, and what it refuses."""

import json
import os
import pty

import pytest
from giving import ADA, BEN, NEW, OLD, SAID, SECRET, give, leaks, ledger_in
from patients import PATIENT

from handouts.records.ledger_store import NAME

CLINIC = '[records]\nledger = true\nledger_key = {file = "given.key"}\n'


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "clinic.toml").write_text(CLINIC)
    return tmp_path


@pytest.fixture
def filled(folder):
    ledger = ledger_in(folder)
    give(ledger, understood=SAID)
    give(ledger, person=BEN, days=1)
    give(ledger, document=NEW, version="2.0", days=2)
    return folder


def shown(result):
    return [word for word in SECRET if word in result.stdout + result.stderr]


def test_from_nothing_to_a_ledger(run, tmp_path):
    off = run("given")
    assert (off.returncode, "--new-key given.key" in off.stderr, "ledger = true" in off.stderr) == (2, True, True)
    (tmp_path / "clinic.toml").write_text(CLINIC)
    missing = run("given")
    assert (missing.returncode, "ledger-key-missing" in missing.stderr, "--new-key" in missing.stderr) == (
        5,
        True,
        True,
    )
    made = run("given", "--new-key", "given.key")
    assert (made.returncode, (tmp_path / "given.key").stat().st_mode & 0o777) == (0, 0o600)
    assert (tmp_path / "given.key").read_text().splitlines()[1] not in made.stdout
    again = run("given", "--new-key", "given.key")
    assert (again.returncode, "ledger-key-exists" in again.stderr) == (5, True)
    empty = run("given", "--json")
    assert (empty.returncode, json.loads(empty.stdout)) == (0, [])
    assert not (tmp_path / NAME).exists(), "asking makes no ledger"
    (tmp_path / "clinic.toml").write_text('[records]\nledger = true\nledger_key = {file = "a", env = "B"}\n')
    assert "one place" in run("given").stderr


def test_patients_are_shown_only_on_request_and_that_is_kept(run, filled):
    result = run("given", "--by", "Nurse Joy")
    assert (result.returncode, shown(result)) == (0, [])
    assert "2026-03-31 09:30  Demolide" in result.stdout
    assert result.stdout.count(OLD) == 2
    patients = run("given", "--show-patients", "--document", OLD, "--by", "Dr Ada Prescriber")
    assert {ADA.number, BEN.number, str(ADA.born), *SAID.split()} <= {*patients.stdout.split(), BEN.number}
    assert BEN.number in patients.stdout
    rows = json.loads(run("given", "--json", "--show-patients", "--from", "2026-04-01", "--to", "2026-04-01").stdout)
    assert [(row["name"], row["printed"], row["born"]) for row in rows] == [(BEN.name, "done", "1938-02-14")]
    assert shown(run("given", "--csv")) == []
    assert ADA.name in run("given", "--csv", "--show-patients").stdout
    looks = json.loads(run("given", "--look-ups", "--json").stdout)
    assert [(each["by"], each["asked"]) for each in looks][:2] == [
        ("Nurse Joy", ""),
        ("Dr Ada Prescriber", f"document {OLD}, patients"),
    ]
    assert len(looks) == 5
    assert leaks(filled) == []


def test_a_patient_is_named_by_a_file_or_typed_and_never_on_the_command_line(run, run_apart, filled):
    (filled / "p.toml").write_text(f'name = "Anybody"\nborn = 1951-07-23\nnumber = "{ADA.number}"\n')
    found = json.loads(run("given", "--patient", "p.toml", "--json").stdout)
    assert [each["document"] for each in found] == [OLD, NEW]
    typed = run_apart("given", "--patient", "-", "--json", input="4857773456\n")
    assert len(json.loads(typed.stdout)) == 1
    for number in (ADA.number, BEN.number):
        refused = run("given", "--patient", number)
        assert (refused.returncode, "command line" in refused.stderr, shown(refused)) == (2, True, [])
    (filled / "p.toml").write_text('name = "Anybody"\n')
    assert (run("given", "--patient", "p.toml").returncode, run("given", "--patient", "-").returncode) == (1, 2)


def test_a_recall_says_how_many_and_on_request_who(run, filled):
    result = run("given", "--recall", "demolide@1.0")
    assert (result.returncode, shown(result)) == (0, [])
    assert "2 patients hold it; 1 with a newer one since." in result.stdout
    who = json.loads(run("given", "--recall", OLD, "--show-patients", "--json").stdout)
    assert [(each["name"], each["newer_version"]) for each in who] == [(BEN.name, None), (ADA.name, "2.0")]
    misspelt = run("given", "--recall", "Demolyde@1.0")
    assert (misspelt.returncode, "Did you mean: Demolide" in misspelt.stderr) == (1, True)
    assert "There are: 1.0, 2.0" in run("given", "--recall", "Demolide@3").stderr
    assert run("given", "--recall", "Demolide").returncode == 2
    assert run("given", "--recall", OLD, "--verify").returncode == 2


def test_a_purge_asks_first_and_says_what_is_no_longer_counted(run, filled):
    assert run("given", "--purge-before", "2026-03-31").returncode == 2, "nobody answers"
    assert run("given", "--purge-before", "2027-01-01", "--yes").returncode == 2, "not yet"
    result = run("given", "--purge-before", "2026-03-31", "--yes")
    assert (result.returncode, "0 leaflets given before 2026-03-31" in result.stdout) == (0, True)
    later = run("given", "--purge-before", "2026-04-01", "--yes", "--today", "2026-05-01")
    assert "1 leaflet given before 2026-04-01" in later.stdout
    rest = run("given", "--recall", "Demolide@1.0")
    assert "1 patient holds it" in rest.stdout
    assert "What was given before 2026-04-01 has been purged" in rest.stderr
    assert run("given", "--verify").returncode == 0


def test_at_a_terminal_it_asks(run_apart, filled):
    def answered(words, *arguments):
        ours, theirs = pty.openpty()
        try:
            os.write(ours, words)
            return run_apart("given", *arguments, stdin=theirs)
        finally:
            os.close(ours)
            os.close(theirs)

    no = answered(b"n\n", "--purge-before", "2026-03-31", "--today", "2026-05-01")
    assert (no.returncode, "Nothing was purged." in no.stderr) == (1, True)
    yes = answered(b"y\n", "--purge-before", "2026-04-01", "--today", "2026-05-01")
    assert (yes.returncode, "Take out 1 leaflet given before 2026-04-01?" in yes.stdout) == (0, True)
    typed = answered(b"4857773456\n", "--patient", "-", "--json")
    assert [each["document"] for each in json.loads(typed.stdout)] == [OLD]
    assert "The patient's number" in typed.stderr


def test_the_number_of_a_fhir_patient_is_found(run, filled):
    (filled / "p.json").write_text(json.dumps(PATIENT))
    assert run("given", "--patient", "p.json").returncode == 0
    (filled / "p.json").write_text(json.dumps({**PATIENT, "identifier": []}))
    refused = run("given", "--patient", "p.json")
    assert (refused.returncode, "Traceback" in refused.stderr) == (1, False)


def test_a_key_is_renewed_and_tampering_told(run, filled):
    run("given", "--new-key", "new.key")
    old, new = (filled / "given.key").read_text(), (filled / "new.key").read_text()
    (filled / "given.key").write_text(new + old)
    assert run("given", "--renew").returncode == 0
    (filled / "given.key").write_text(new)
    assert run("given").returncode == 0
    (filled / "given.key").write_text(old)
    wrong = run("given")
    assert (wrong.returncode, "ledger-key-wrong" in wrong.stderr, "Traceback" in wrong.stderr) == (5, True, False)
    (filled / "given.key").write_text(new)
    (filled / NAME).write_bytes((filled / NAME).read_bytes().replace(b"Nurse Joy", b"Nurse Ann", 1))
    told = run("given", "--verify")
    assert (told.returncode, "has been changed" in told.stderr) == (5, True)
