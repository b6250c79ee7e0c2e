"""The ledger of leaflets given: what it answers, to whom, what nobody can read in it, and what is noticed."""

import datetime as dt
import os
import pathlib
import signal
import sqlite3
import subprocess
import sys

import pytest
from giving import (
    ADA,
    BEN,
    MOMENT,
    NEW,
    NURSE,
    OLD,
    SAID,
    SECRET,
    filing_of,
    give,
    leaks,
    ledger_in,
    look_up,
)

from handouts.errors import OutputError
from handouts.model.records import LedgerKey
from handouts.records.filing import Person
from handouts.records.given import Given
from handouts.records.ledger_answers import Outcome, Query
from handouts.records.ledger_keys import ClinicKeys, new_key
from handouts.records.ledger_store import NAME

DESK = """
import pathlib, sys
sys.path.insert(0, {tests!r})
import giving
ledger = giving.ledger_in(pathlib.Path({folder!r}))
for number in range({count}):
    giving.give(ledger, days=number, document={document!r}, understood=giving.SAID)
    print(number, flush=True)
{last}
"""
DIE = """
import os, signal
import sqlalchemy
from handouts.records.ledger_book import Book
whole = Book.append
def die(*given):
    whole(*given)
    book = given[0]
    book.connection.exec_driver_sql("PRAGMA cache_spill = ON")
    book.connection.exec_driver_sql("PRAGMA cache_size = 1")
    book.connection.exec_driver_sql("UPDATE given_entries SET title = title || hex(randomblob(20000))")
    os.kill(os.getpid(), signal.SIGKILL)
Book.append = die
giving.give(ledger, days=500)
"""


def desk(folder, document=OLD, count=1, last=""):
    tests = str(pathlib.Path(__file__).parent)
    program = DESK.format(tests=tests, folder=str(folder), document=document, count=count, last=last)
    environment = os.environ | {"PYTHONPATH": str(pathlib.Path(tests).parent)}
    command = [sys.executable, "-c", program]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment)


def problem_of(act):
    with pytest.raises(OutputError) as raised:
        act()
    (problem,) = raised.value.problems
    assert problem.hint
    assert not any(word in str(raised.value) + problem.hint for word in SECRET)
    return problem


def tamper(folder, statement):
    with sqlite3.connect(folder / NAME) as connection:
        connection.execute(statement)
    connection.close()


@pytest.fixture
def ledger(tmp_path):
    return ledger_in(tmp_path)


def test_what_was_given_is_found_by_document_patient_and_day(ledger):
    give(ledger, understood=SAID)
    give(ledger, person=BEN, days=1)
    give(ledger, document=NEW, version="2.0", days=2)
    assert [each.patient for each in look_up(ledger, document=OLD)] == [ADA, BEN]
    assert [each.document for each in look_up(ledger, patient="rxe-5551273")] == [OLD, NEW]
    assert [each.patient for each in look_up(ledger, patient="4857773456")] == [BEN], "spaces do not count"
    assert [each.document for each in look_up(ledger, patient=ADA, version="2.0")] == [NEW]
    other = Person(ADA.number, "Somebody Else", ADA.born, "urn:oid:9.9")
    assert look_up(ledger, patient=other) == [], "another hospital's number"
    day = dt.date(2026, 4, 1)
    assert [each.patient for each in look_up(ledger, first=day, last=day)] == [BEN]
    first = look_up(ledger)[0]
    assert (first.title, first.version, first.language, first.edition) == ("Demolide", "1.0", "en", "large+letter")
    assert (first.at, first.by, first.understood) == (MOMENT, "Nurse Joy", SAID)
    assert first.sha256 == filing_of().manifest.pdf.sha256
    assert look_up(ledger, patients=False)[0].patient is None
    assert not any(word in repr(look_up(ledger)) for word in SECRET)


def test_entered_twice_it_is_one_and_what_becomes_of_it_later_is_told(ledger):
    entry = give(ledger, attached=Outcome.UNKNOWN)
    assert give(ledger, attached=Outcome.UNKNOWN) == entry
    assert ledger.settle(filing_of().identifier, NURSE, attached=Outcome.DONE)
    assert not ledger.settle(filing_of(person=BEN).identifier, NURSE, attached=Outcome.DONE)
    (found,) = look_up(ledger)
    assert (found.printed, found.attached) == (Outcome.DONE, Outcome.DONE)
    with pytest.raises(ValueError, match="offset"):
        ledger.find(Query(), type(NURSE)(MOMENT.replace(tzinfo=None), "x"))


def test_a_recall_names_who_holds_a_version_and_who_has_a_newer_one_since(ledger):
    give(ledger, person=BEN, attached=Outcome.FAILED, printed=Outcome.UNKNOWN)
    give(ledger, person=ADA)
    give(ledger, person=ADA, days=3)
    give(ledger, person=ADA, document=NEW, version="2.0", days=9)
    never = Person("7", "Never Got", dt.date(1950, 1, 1))
    give(ledger, person=never, printed=Outcome.FAILED, attached=Outcome.NOT_ASKED)
    ben, ada = ledger.recall(Query(title="demolide", version="1.0"), NURSE)
    assert (ben.patient, len(ben.entries), ben.newer) == (BEN, 1, None), "in doubt, it was printed"
    assert (ada.patient, len(ada.entries), ada.newer.version) == (ADA, 2, "2.0")
    assert [holder.patient for holder in ledger.recall(Query(document=NEW.lower()), NURSE)] == [ADA]
    with pytest.raises(ValueError, match="recall"):
        ledger.recall(Query(title="Demolide"), NURSE)


def test_no_file_ever_holds_a_patient(ledger, tmp_path):
    give(ledger, understood=SAID)
    look_up(ledger, patient=ADA)
    look_up(ledger, patient=BEN.number)
    ledger.recall(Query(document=OLD), NURSE)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["given.key", NAME]
    assert leaks(tmp_path) == []
    assert (tmp_path / NAME).stat().st_mode & 0o777 == 0o600
    (tmp_path / "plain").write_text(SAID)
    assert leaks(tmp_path) == [("plain", SAID)] * 2, "the search finds what is there"


def test_two_desks_at_once_lose_nothing(ledger, tmp_path):
    desks = [desk(tmp_path, document, 15) for document in (OLD, NEW)]
    for each in desks:
        _, errors = each.communicate(timeout=60)
        assert (each.returncode, errors) == (0, "")
    for document in (OLD, NEW):
        assert len(look_up(ledger, document=document)) == 15
    assert ledger.verify().faults == ()


def test_a_desk_killed_while_it_writes_leaves_a_whole_ledger(ledger, tmp_path):
    killed = desk(tmp_path, count=2, last=DIE)
    out, errors = killed.communicate(timeout=60)
    assert (killed.returncode, out, errors) == (-signal.SIGKILL, "0\n1\n", "")
    assert (tmp_path / f"{NAME}-journal").exists(), "it was in the middle of it"
    assert leaks(tmp_path) == []
    assert len(look_up(ledger)) == 2
    assert ledger.verify().faults == ()
    give(ledger, days=500)
    assert len(look_up(ledger)) == 3


def test_a_wrong_or_missing_key_is_told_and_nothing_is_lost(ledger, tmp_path, monkeypatch):
    give(ledger)
    before = (tmp_path / NAME).read_bytes()
    key = (tmp_path / "given.key").read_text()
    new_key(tmp_path / "other.key")
    wrong = Given(ledger.store, ClinicKeys.read(LedgerKey(file="other.key"), tmp_path))
    for act in (lambda: give(wrong), lambda: look_up(wrong), wrong.verify, wrong.renew):
        assert problem_of(act).code == "ledger-key-wrong"
    assert problem_of(lambda: new_key(tmp_path / "given.key")).code == "ledger-key-exists"
    for places, code in (
        ({"file": "none.key"}, "missing"),
        ({"file": "."}, "missing"),
        ({"env": "HANDOUTS_TEST_KEY"}, "missing"),
        ({}, "missing"),
        ({"file": NAME}, "invalid"),
    ):
        problem = problem_of(lambda places=places: ClinicKeys.read(LedgerKey(**places), tmp_path))
        assert problem.code == f"ledger-key-{code}"
    (tmp_path / "given.key").chmod(0o640)
    problem = problem_of(lambda: ledger_in(tmp_path))
    assert (problem.code, "chmod 600 given.key" in problem.hint) == ("ledger-key-open", True)
    assert (tmp_path / NAME).read_bytes() == before
    assert (tmp_path / "given.key").read_text() == key
    monkeypatch.setenv("HANDOUTS_TEST_KEY", key)
    by_variable = Given(ledger.store, ClinicKeys.read(LedgerKey(env="HANDOUTS_TEST_KEY"), tmp_path))
    assert look_up(by_variable)[0].patient == ADA
    assert key.splitlines()[1] not in repr(by_variable)


def test_a_key_is_renewed_and_the_old_one_opens_nothing(ledger, tmp_path):
    give(ledger)
    old = (tmp_path / "given.key").read_text()
    new_key(tmp_path / "new.key")
    new = (tmp_path / "new.key").read_text()
    Given(ledger.store, ClinicKeys.parse(new + old, "keys")).renew()
    renewed = Given(ledger.store, ClinicKeys.parse(new, "keys"))
    assert look_up(renewed, patient=ADA)[0].patient == ADA
    assert renewed.verify().faults == ()
    assert problem_of(lambda: look_up(ledger)).code == "ledger-key-wrong"


def test_what_is_purged_is_gone_from_the_bytes_and_said(ledger, tmp_path):
    for number in range(30):
        give(ledger, days=number, attached=Outcome.UNKNOWN)
    ledger.settle(filing_of().identifier, NURSE, attached=Outcome.DONE)
    with sqlite3.connect(tmp_path / NAME) as connection:
        hidden = [bytes(row[0]) for row in connection.execute("SELECT hidden FROM given_entries WHERE hidden NOTNULL")]
    connection.close()
    last = MOMENT.date() + dt.timedelta(days=20)
    assert (ledger.purged_before(), ledger.count_before(last)) == (None, 20)
    assert ledger.purge(last, NURSE) == 20
    data = b"".join(path.read_bytes() for path in tmp_path.glob(f"{NAME}*"))
    assert [secret[12:] in data for secret in hidden] == [False] * 20 + [True] * 10
    assert (len(look_up(ledger)), ledger.purged_before()) == (10, last)
    assert ledger.purge(last, NURSE) == 0
    assert ledger.verify().faults == ()


def test_every_look_up_and_purge_is_kept_without_the_patient(ledger, tmp_path):
    give(ledger)
    look_up(ledger, patients=False, first=MOMENT.date())
    ledger.find(Query(patient=ADA.number), NURSE, patients=True)
    ledger.recall(Query(title="Demolide", version="1.0"), NURSE)
    ledger.purge(MOMENT.date(), NURSE)
    assert [(each.what, each.asked, each.one_patient, each.entries) for each in ledger.asked(NURSE)] == [
        ("look-up", "first 2026-03-31", False, 1),
        ("look-up", "patients", True, 1),
        ("recall", "title Demolide, version 1.0", False, 1),
        ("purge", "before 2026-03-31", False, 0),
    ]
    assert {(each.at, each.by) for each in ledger.asked(NURSE)} == {(MOMENT, "Nurse Joy")}
    assert [each.asked for each in ledger.asked(NURSE, ADA.number)] == ["patients"]
    assert ledger.asked(NURSE, BEN.number) == []
    assert leaks(tmp_path) == []


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("DELETE FROM given_entries WHERE id = 2", ["Entry 2 has been taken out."]),
        ("DELETE FROM given_entries WHERE id > 3", ["Entries 4 to 5 have been taken out."]),
        ("UPDATE given_entries SET version = '9' WHERE id = 2", ["Entry 2 has been changed since it was written."]),
        (
            "UPDATE given_entries SET hidden = (SELECT hidden FROM given_entries WHERE id = 1) WHERE id = 3",
            ["Entry 3 has been changed since it was written."],
        ),
        (
            "UPDATE given_entries SET kind = 'gone', hidden = NULL, title = NULL WHERE id = 3",
            ["Entry 3 has been emptied, and not by a purge."],
        ),
        ("UPDATE given_entries SET seal = 'x' WHERE id = 2", ["Entry 2 does not follow", "Entry 3 does not follow"]),
        ("UPDATE given_ledger SET entries = 5, last = 'x'", ["end", "count"]),
    ],
)
def test_what_is_done_behind_its_back_is_noticed(ledger, tmp_path, statement, said):
    for number in range(4):
        give(ledger, days=number, person=BEN if number % 2 else ADA)
    look_up(ledger, document=OLD)
    assert ledger.verify().faults == ()
    tamper(tmp_path, statement)
    faults = ledger.verify().faults
    assert len(faults) == len(said)
    assert all(each in fault for each, fault in zip(said, faults, strict=True))
    if "changed since" in said[0]:
        assert problem_of(lambda: look_up(ledger)).code == "ledger-damaged"


def test_what_is_no_ledger_is_left_alone(ledger, tmp_path):
    path = tmp_path / NAME
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE theirs (x)")
    connection.close()
    before = path.read_bytes(), path.stat().st_mode
    assert problem_of(lambda: give(ledger)).code == "ledger-foreign"
    assert (path.read_bytes(), path.stat().st_mode) == before
    path.write_bytes(b"%PDF-1.7 not a database at all" * 50)
    assert problem_of(lambda: look_up(ledger)).code == "ledger-foreign"
    path.unlink()
    path.symlink_to(tmp_path / "elsewhere")
    assert problem_of(lambda: give(ledger)).code == "ledger-foreign"
    assert not (tmp_path / "elsewhere").exists()
