"""`handouts attach`: a leaflet into the right patient's record, once."""

from __future__ import annotations

import datetime as dt
import json
import uuid

import pytest
from editing import GOOD
from fhir_server import NUMBERS, TOKEN
from patients import DAILY, NAME, NUMBER, SECRET, TOML

from handouts.records.filing import Person


@pytest.fixture
def desk(tmp_path):
    (tmp_path / "content").mkdir()
    (tmp_path / "content/demo.md").write_text(GOOD)
    (tmp_path / "content/daily.md").write_text(DAILY)
    (tmp_path / "patient.toml").write_text(TOML)
    (tmp_path / "filed").mkdir()
    return tmp_path


ATTACH = ("--patient", "patient.toml", "--to", "folder:filed", "--yes")


def test_a_general_leaflet_goes_into_a_record_and_says_so(desk, run):
    run("build", "demo")
    first = run("attach", "build/demo.pdf", *ATTACH)
    assert first.returncode == 0, first.stderr
    (pdf,) = (desk / "filed").glob("*.pdf")
    assert pdf.read_bytes() == (desk / "build/demo.pdf").read_bytes()
    note = pdf.with_suffix(".note.txt").read_text()
    assert "general leaflet" in note
    assert "DRAFT" in note
    again = run("attach", "build/demo.pdf", *ATTACH, "--json")
    assert (json.loads(again.stdout)["state"], len([*(desk / "filed").glob("*.pdf")])) == ("filed", 1)


def test_a_patients_leaflet_is_filed_for_that_patient_alone(desk, run):
    result = run("attach", "daily", *ATTACH, "--by", "Nurse Ada", "--understood", "One a day.")
    assert result.returncode == 0, result.stderr
    assert not [secret for secret in SECRET if secret in result.stdout + result.stderr]
    (note,) = (desk / "filed").glob("*.note.txt")
    assert "Said back in own words: “One a day.”" in note.read_text()
    outbox = b"".join(path.read_bytes() for path in desk.glob("outbox*"))
    assert outbox
    assert not [secret for secret in (NAME, NUMBER) if secret.encode() in outbox]


@pytest.mark.parametrize("field", ['name = "Other Name"', "born = 1960-01-01", 'number = "999"'])
def test_another_patients_paper_is_refused(desk, run, field):
    run("build", "daily", "--patient", "patient.toml", "--out", "private")
    (paper,) = (desk / "private").glob("*.pdf")
    name = field.split(" ")[0]
    other = "\n".join(line for line in TOML.splitlines() if not line.startswith(f"{name} ="))
    (desk / "patient.toml").write_text(f"{field}\n{other}\n")
    result = run("attach", paper, *ATTACH)
    assert result.returncode == 5
    assert "wrong-patient" in result.stderr
    assert not [*(desk / "filed").iterdir()]


def test_what_cannot_be_sent_waits_in_the_outbox(desk, run):
    run("build", "demo")
    command = ("attach", "build/demo.pdf", "--patient", "patient.toml", "--to", "mllp://localhost:1", "--yes")
    result = run(*command)
    assert result.returncode == 5
    assert "handouts outbox retry" in result.stderr
    listed = run("outbox", "--json")
    assert "waiting" in listed.stdout
    assert not [secret for secret in SECRET if secret in listed.stdout + result.stderr]


def test_nobody_and_nowhere_are_asked_for(desk, run):
    assert "Say where" in run("attach", "demo", "--patient", "patient.toml").stderr
    assert "Say which patient" in run("attach", "demo", "--to", "folder:filed").stderr
    assert "There is no such kind of target" in run("attach", "demo", *ATTACH[:2], "--to", "ftp://x").stderr


@pytest.fixture
def at_fhir(desk, fhir_server, monkeypatch):
    """Let the clinic file at a real FHIR server; give it."""
    monkeypatch.setenv("RECORDS_TOKEN", TOKEN)
    (desk / "ca.pem").write_bytes(fhir_server.authority.certificate.read_bytes())
    (desk / "clinic.toml").write_text(
        f'[records]\ntarget = "fhir+{fhir_server.address}"\nauthority = "{NUMBERS}"\ncustodian = "Hill Clinic"\n'
        'ca = "ca.pem"\n[records.fhir]\ntoken_environment = "RECORDS_TOKEN"\n'
    )
    return fhir_server


@pytest.mark.parametrize(("name", "state", "code"), [("Ada Example", "filed", 0), ("Somebody Else", "refused", 5)])
def test_at_a_server_the_right_patient_has_it_once(desk, run, at_fhir, name, state, code):
    number = f"N-{uuid.uuid4().hex}"
    at_fhir.admit(Person(number, name, dt.date(1950, 4, 3), NUMBERS))
    (desk / "patient.toml").write_text(f'name = "Ada Example"\nborn = 1950-04-03\nnumber = "{number}"\n')
    results = [run("attach", "demo", "--patient", "patient.toml", "--yes", "--json") for _ in range(2)]
    told = [json.loads(result.stdout) for result in results]
    assert [each["state"] for each in told] == [state, state]
    assert {result.returncode for result in results} == {code}
    found = at_fhir.found("DocumentReference", f"urn:uuid:{told[0]['identifier']}")
    assert len(found) == (state == "filed")
    assert number not in "".join(result.stdout + result.stderr for result in results)
