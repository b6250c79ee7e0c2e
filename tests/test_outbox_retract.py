"""`handouts outbox retract`: a filed leaflet is taken back, from the record of the patient it was filed for alone."""

from __future__ import annotations

import json
import sqlite3

import pytest
from mdm_receiver import MdmReceiver, acknowledge
from patients import NUMBER, SECRET, TOML
from record_desks import PATIENT, desk_at, kept, names, tells_nothing

FAST = "[records.hl7]\ntimeout_s = 5\n"


@pytest.fixture
def desk(tmp_path):
    (tmp_path / "filed").mkdir()
    return desk_at(tmp_path, "folder:filed")


@pytest.fixture
def engine(tmp_path):
    """Give a receiver of HL7 v2 to whom the clinic's desk files."""
    with MdmReceiver() as receiver:
        desk_at(tmp_path, receiver.address, FAST)
        yield receiver


def events(engine):
    return [str(message["MSH.F9.R1.C2"]) for message in engine.messages]


def test_in_a_folder_it_lies_beside_what_it_takes_back(desk, run):
    run("attach", "daily", *PATIENT, "--yes", "--by", "Nurse Ada")
    before = names(desk / "filed")
    done = run("outbox", "retract", 1, *PATIENT)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("1: ")
    assert "is taken back at folder:filed (" in done.stdout
    assert tells_nothing(done)
    new = [name for name in names(desk / "filed") if name not in before]
    (stem,) = [name.removesuffix(".pdf") for name in before if name.endswith(".pdf")]
    assert new == [f"{stem}-retracted.fhir.json", f"{stem}-retracted.hl7"]
    assert b"MDM^T11" in (desk / "filed" / new[1]).read_bytes()
    bundle = json.loads((desk / "filed" / new[0]).read_bytes())
    statuses = {entry["resource"]["resourceType"]: entry["resource"].get("status") for entry in bundle["entry"]}
    assert statuses == {
        "Patient": None, "DocumentReference": "entered-in-error", "Communication": "entered-in-error"
    }  # fmt: skip


def test_taken_back_twice_it_is_one_retraction_and_the_outbox_shows_it(desk, run):
    run("attach", "demo", *PATIENT, "--yes")
    run("outbox", "retract", 1, *PATIENT, "--because", "wrong-leaflet")
    before = names(desk / "filed")
    again = run("outbox", "retract", 1, *PATIENT)
    assert (again.returncode, names(desk / "filed")) == (0, before)
    assert kept(run) == [("create", "filed"), ("retract", "filed")]
    shown = json.loads(run("outbox", "--all", "--json").stdout)[0]
    assert shown["because"] == "wrong-leaflet"
    assert "sha256" not in shown, "with it a patient's number could be guessed"
    first, second = run("outbox", "--all").stdout.splitlines()[1:3]
    assert (" retract " in first, " retracted " in first, " create " in second, " filed " in second) == (True,) * 4
    refused = run("attach", "demo", *PATIENT, "--yes")
    assert refused.returncode == 5
    assert "filing-retracted" in refused.stderr
    store = b"".join(path.read_bytes() for path in desk.glob("outbox*"))
    assert not [secret for secret in SECRET if secret.encode() in store], "what was sent is kept no longer"


def test_several_desks_share_what_is_taken_back(desk, run, postgresql_server, monkeypatch):
    monkeypatch.setenv("HANDOUTS_STORE", postgresql_server.database())
    run("attach", "demo", *PATIENT, "--yes")
    assert [run("outbox", "retract", 1, *PATIENT).returncode for _ in range(2)] == [0, 0]
    assert kept(run) == [("create", "filed"), ("retract", "filed")]
    assert not (desk / "outbox.sqlite3").exists()


def test_a_filing_may_be_named_as_record_systems_know_it(desk, run):
    said = json.loads(run("attach", "demo", *PATIENT, "--yes", "--json").stdout)
    (desk / "elsewhere").mkdir()
    run("attach", "demo", *PATIENT, "--yes", "--to", "folder:elsewhere")
    several = run("outbox", "retract", said["identifier"], *PATIENT)
    assert several.returncode == 5
    assert "It is filed at several places: 2 (folder:elsewhere), 1 (folder:filed)." in several.stderr
    assert run("outbox", "retract", 2, *PATIENT).returncode == 0
    run("attach", "daily", *PATIENT, "--yes")
    identifier = json.loads(run("outbox", "--all", "--json").stdout)[0]["identifier"]
    done = run("outbox", "retract", f"urn:uuid:{identifier}", *PATIENT)
    assert (done.returncode, done.stdout[:3]) == (0, "4: ")
    nobody = run("outbox", "retract", "0d9bd6ab-6d7c-5a0c-8a0b-5b1a2b3c4d5e", *PATIENT)
    assert (nobody.returncode, "There is no filing of this identifier." in nobody.stderr) == (5, True)


@pytest.mark.parametrize(
    ("file", "more"), [(TOML.replace(NUMBER, "RXE-5551274"), ""), (TOML, 'authority = "urn:oid:9.9"\n')]
)
def test_what_is_another_patients_is_left_alone(desk, run, file, more):
    run("attach", "demo", *PATIENT, "--yes")
    before = names(desk / "filed")
    (desk / "patient.toml").write_text(file)
    (desk / "clinic.toml").write_text(f'[records]\ntarget = "folder:filed"\n{more}')
    refused = run("outbox", "retract", 1, *PATIENT)
    assert refused.returncode == 5
    assert "[wrong-patient] Entry 1 is not that patient's. Nothing is sent." in refused.stderr
    assert "Name the file of the patient in whose record the leaflet is." in refused.stderr
    assert tells_nothing(refused)
    assert names(desk / "filed") == before
    assert kept(run) == [("create", "filed")]


def test_what_waits_for_another_patient_is_not_even_dropped(desk, run):
    run("attach", "demo", *PATIENT, "--yes", "--to", "mllp://localhost:1")
    (desk / "patient.toml").write_text(TOML.replace(NUMBER, "RXE-5551274"))
    assert run("outbox", "retract", 1, *PATIENT).returncode == 5
    assert kept(run) == [("create", "waiting")]


def test_what_never_went_out_is_dropped(desk, run):
    run("attach", "demo", *PATIENT, "--yes", "--to", "mllp://localhost:1")
    done = run("outbox", "retract", 1, *PATIENT, "--because", "wrong-patient")
    assert done.returncode == 0
    assert "never went out from here: it is dropped (wrong-patient)." in done.stdout
    assert kept(run) == [("create", "dropped")]
    store = b"".join(path.read_bytes() for path in desk.glob("outbox*"))
    assert not [secret for secret in SECRET if secret.encode() in store]


def test_what_an_older_version_has_filed_cannot_be_checked(desk, run):
    run("attach", "demo", *PATIENT, "--yes")
    with sqlite3.connect(desk / "outbox.sqlite3") as connection:
        connection.execute("UPDATE outbox_entries SET sha256 = NULL")
    connection.close()
    refused = run("outbox", "retract", 1, *PATIENT)
    assert refused.returncode == 5
    assert "cannot be checked: an older version of handouts has entered it. Nothing is sent." in refused.stderr
    assert "mark the document there as entered in error" in refused.stderr
    assert kept(run) == [("create", "filed")]


def test_what_is_asked_wrongly_is_said(desk, run):
    run("attach", "demo", *PATIENT, "--yes")
    assert "Say whose record it is in" in run("outbox", "retract", 1).stderr
    assert run("outbox", "retract", 1).returncode == 2
    assert run("outbox", "retract", 1, *PATIENT, "--because", "Mary Sample has moved").returncode == 2
    assert {run("outbox", "retract", word, *PATIENT).returncode for word in ("0", "-1", "x", "٣", 2**31)} == {2}
    assert run("outbox", "retract", 1, "--patient", "nobody.toml").returncode == 1
    assert "no entry 7" in run("outbox", "retract", 7, *PATIENT).stderr
    run("outbox", "retract", 1, *PATIENT)
    own = run("outbox", "retract", 2, *PATIENT)
    assert (own.returncode, "takes a leaflet back already" in own.stderr) == (5, True)


def test_what_cannot_be_written_stays_in_the_outbox_until_it_can(desk, run):
    run("attach", "demo", *PATIENT, "--yes")
    (desk / "filed").rename(desk / "away")
    waits = run("outbox", "retract", 1, *PATIENT)
    assert waits.returncode == 5
    assert "not taken back yet: there is no such folder." in waits.stderr
    assert "handouts outbox retry" in waits.stderr
    assert tells_nothing(waits, run("outbox"), run("outbox", "--json"))
    (desk / "away").rename(desk / "filed")
    done = run("outbox", "retry")
    assert (done.returncode, done.stdout.rstrip().endswith("folder:filed retracted")) == (0, True)
    assert len([name for name in names(desk / "filed") if "-retracted" in name]) == 2
    assert kept(run) == [("create", "filed"), ("retract", "filed")]


def test_a_receiver_of_hl7_takes_the_document_out(engine, run):
    run("attach", "daily", *PATIENT, "--yes", "--by", "Nurse Ada")
    (number,) = engine.documents
    done = run("outbox", "retract", 1, *PATIENT)
    assert (done.returncode, engine.documents) == (0, {})
    assert tells_nothing(done)
    cancelled = engine.messages[-1]
    assert str(cancelled["TXA.F12.R1"]) == number
    assert str(cancelled.segment("TXA")[19]) == "CA"
    assert str(cancelled.segment("PID")[3]) == f"{NUMBER}^^^^MR"
    assert len(cancelled.segments("TXA")) == 1
    assert "OBX" not in str(cancelled)


def test_what_the_receiver_refuses_is_said_and_may_be_tried_again(engine, run):
    run("attach", "demo", *PATIENT, "--yes")
    engine.stores, engine.answer = False, lambda message: acknowledge(message, "AR")
    refused = run("outbox", "retract", 1, *PATIENT)
    assert refused.returncode == 5
    assert "is not taken back: " in refused.stderr
    assert "handouts outbox retry 2" in refused.stderr
    engine.stores, engine.answer = True, acknowledge
    assert (run("outbox", "retry", 2).returncode, engine.documents) == (0, {})


def test_a_retraction_waits_until_its_filing_is_settled(engine, run):
    engine.answer = lambda _: None
    assert run("attach", "demo", *PATIENT, "--yes").returncode == 5
    engine.answer = acknowledge
    waits = run("outbox", "retract", 1, *PATIENT)
    assert waits.returncode == 5
    assert "whether its filing has arrived is to be settled first." in waits.stderr
    assert events(engine) == ["T02"]
    assert run("outbox", "retry").returncode == 0
    assert (events(engine), engine.documents) == (["T02", "T02", "T11"], {})


def test_whether_a_receiver_has_heard_of_it_is_asked_of_a_person_where_nothing_may_be_sent_twice(tmp_path, run):
    with MdmReceiver() as engine:
        desk_at(tmp_path, engine.address, f'{FAST}resend = "never"\n')
        run("attach", "demo", *PATIENT, "--yes")
        engine.answer = lambda _: None
        assert "is not known to be taken back" in run("outbox", "retract", 1, *PATIENT).stderr
        engine.answer = acknowledge
        said = run("outbox", "retry").stdout
        assert "if it is taken back, drop the entry as there-already" in said
        assert "if it still counts, retry it with --send-again" in said
        assert run("outbox", "drop", 2, "--because", "there-already").returncode == 0
        assert "filing-retracted" in run("attach", "demo", *PATIENT, "--yes").stderr
        assert events(engine) == ["T02", "T11"]
