"""Desks of a clinic that files leaflets: a folder with two texts, a patient's file, and where it files."""

from __future__ import annotations

import datetime as dt
import json
import pathlib
import uuid

from editing import GOOD
from fhir_server import NUMBERS, FhirServer
from patients import BORN, DAILY, NAME, NUMBER, SECRET, TOML

from handouts.records.filing import Person

PATIENT = ("--patient", "patient.toml")
MINE = Person(NUMBER, NAME, dt.date.fromisoformat(BORN), NUMBERS)


def desk_at(folder: pathlib.Path, target: str, more: str = "") -> pathlib.Path:
    """Open a desk that files at a target."""
    (folder / "content").mkdir()
    (folder / "content/demo.md").write_text(GOOD)
    (folder / "content/daily.md").write_text(DAILY)
    (folder / "patient.toml").write_text(TOML)
    (folder / "clinic.toml").write_text(f'[records]\ntarget = "{target}"\n{more}')
    return folder


def desk_at_server(folder: pathlib.Path, server: FhirServer, address: str) -> Person:
    """Open a desk that files at a FHIR server, for a patient whom the server has just admitted."""
    person = Person(f"N-{uuid.uuid4().hex}", NAME, MINE.born, NUMBERS)
    server.admit(person)
    (folder / "ca.pem").write_bytes(server.authority.certificate.read_bytes())
    access = 'custodian = "Hill Clinic"\nca = "ca.pem"\n[records.fhir]\ntoken_environment = "RECORDS_TOKEN"\n'
    desk_at(folder, f"fhir+{address}", f'authority = "{NUMBERS}"\n{access}')
    (folder / "patient.toml").write_text(TOML.replace(NUMBER, person.number))
    return person


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def kept(run):
    """Give each entry's kind and state, the first first."""
    return [(each["kind"], each["state"]) for each in reversed(json.loads(run("outbox", "--all", "--json").stdout))]


def tells_nothing(*results):
    return not [secret for secret in SECRET for each in results if secret in each.stdout + each.stderr]
