"""A desk that attaches leaflets: one is built once, its patient is in no other test."""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import shutil
import subprocess
import sys
import uuid

import pytest
from editing import GOOD
from fhir_server import NUMBERS, TOKEN

from handouts.records.filing import Person

BORN = dt.date(1951, 7, 23)


@pytest.fixture(scope="session")
def built_desk(tmp_path_factory):
    """A folder with a general leaflet that was built once."""
    from patients import DAILY

    folder = tmp_path_factory.mktemp("made")
    (folder / "content").mkdir()
    (folder / "content/demo.md").write_text(GOOD)
    (folder / "content/daily.md").write_text(DAILY)
    command = [sys.executable, "-m", "handouts", "build", "demo"]
    subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=300)
    return folder


@pytest.fixture
def clinic_desk(built_desk, tmp_path):
    shutil.copytree(built_desk, tmp_path, dirs_exist_ok=True)
    return tmp_path


@pytest.fixture
def person(clinic_desk):
    """A patient who is in no other test, and their file."""
    from patients import NAME

    number = f"N-{uuid.uuid4().hex[:12]}"
    facts = 'dose = "10 mg"\ntimes = "once a day"\nstart = 2026-04-06\n'
    (clinic_desk / "patient.toml").write_text(f'name = "{NAME}"\nborn = {BORN}\nnumber = "{number}"\n{facts}')
    return Person(number, NAME, BORN, NUMBERS)


@pytest.fixture
def attach(run, person):
    """Attach, see that nothing of the patient is said, and return what has become of each leaflet."""

    names = person.name.split()

    def attach_leaflets(*arguments, code=0):
        result = run("attach", *arguments, "--patient", "patient.toml", "--yes", "--json")
        told = result.stdout + result.stderr
        assert result.returncode == code, told
        assert not [each for each in (person.number, *names, str(BORN), "Traceback") if each in told]
        return [json.loads(line) for line in result.stdout.splitlines()]

    return attach_leaflets


@pytest.fixture
def mdm_place():
    from mdm_receiver import MdmReceiver

    with MdmReceiver() as started:
        yield started


@pytest.fixture
def web_place(clinic_keys, orthanc_archive):
    from secure_web import SecureWeb

    orthanc_archive.empty()
    with SecureWeb(clinic_keys, orthanc_archive.web_port) as started:
        yield started


@pytest.fixture(scope="session")
def orthanc_archive():
    from orthanc import Orthanc

    with Orthanc() as started:
        yield started


@pytest.fixture
def place(request, monkeypatch):
    """A record system of the kind a test names."""
    from places import settled

    monkeypatch.setenv("RECORDS_TOKEN", TOKEN)
    with contextlib.ExitStack() as held:
        yield settled(request.param, held, request.getfixturevalue)
