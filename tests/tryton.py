"""A real record system, GNU Health on Tryton, and what an integrator writes to file in it what lies in a folder.

It is GPL, so it has an environment of its own and is spoken to over the wire alone: see gnu_health.py.
"""

from __future__ import annotations

import base64
import contextlib
import dataclasses
import datetime as dt
import hashlib
import json
import pathlib
import subprocess
import sys
import time
import venv
from collections.abc import Iterator

import httpx
from daemons import ENVIRONMENT, Daemon, answers, wait_for

PACKAGES = ("gnuhealth>=5.0,<5.1", "proteus>=7.0,<7.1")
PASSWORD = "of a server that runs for a minute"  # noqa: S105
DATABASE = "health"
PATIENCE_S = 60
SETTINGS = "[database]\nuri = sqlite://\npath = {folder}/data\n[web]\nlisten = 127.0.0.1:{port}\n"
FACTS = ("puid", "dob", "party.name", "party.lastname")


class WrongPatientError(Exception):
    """The record that is open is not the one of the patient on the paper."""


@dataclasses.dataclass(frozen=True)
class Patient:
    """Who somebody is."""

    number: str
    name: str
    born: dt.date


class Steps:
    """What was done, and how long it took: a line each."""

    @contextlib.contextmanager
    def take(self, what: str) -> Iterator[list[str]]:
        said: list[str] = []
        since = time.monotonic()
        yield said
        told = ": ".join([what, *said])
        sys.stdout.write(f"{time.monotonic() - since:6.2f} s  {told}\n")
        sys.stdout.flush()


class GnuHealth(Daemon):
    """The record system; with ``loses_answer`` it does the next thing it is asked, and nobody hears of it."""

    def __init__(self, environment: pathlib.Path | None, steps: Steps) -> None:
        super().__init__("gnuhealth")
        self.environment, self.loses_answer = environment or self.folder / "environment", False
        self.client = httpx.Client(trust_env=False, timeout=PATIENCE_S)
        self.session: dict[str, str] = {}
        (self.folder / "data").mkdir()
        (self.folder / "data" / f"{DATABASE}.sqlite").touch()
        (self.folder / "password").write_text(PASSWORD)
        if not self._program("trytond").exists():
            with steps.take("its environment is made"):
                venv.create(self.environment, with_pip=True)
                subprocess.run([self._program("pip"), "install", "-q", *PACKAGES], check=True)
        with steps.take("an empty database"):
            self._administer("--all", "--email", "root@localhost")
        with steps.take("GNU Health's own tables"):
            self._administer("-u", "health", "--activate-dependencies")

    def _program(self, name: str) -> pathlib.Path:
        return self.environment / "bin" / name

    def _configure(self) -> None:
        (self.folder / "trytond.conf").write_text(SETTINGS.format(folder=self.folder, port=self.port))

    def _administer(self, *arguments: str) -> None:
        self._configure()
        command = [self._program("trytond-admin"), "-c", "trytond.conf", "-d", DATABASE, *arguments]
        environment = ENVIRONMENT | {"TRYTONPASSFILE": str(self.folder / "password")}
        subprocess.run(command, cwd=self.folder, env=environment, check=True)

    def start(self) -> None:
        self._configure()
        self.launch([str(self._program("trytond")), "-c", "trytond.conf"])
        wait_for(lambda: not self.alive or answers(self.port), "GNU Health listens", PATIENCE_S)
        if not self.alive:
            raise RuntimeError(self.log)

    def log_in(self) -> None:
        user, key, *_ = self.ask("common.db.login", "admin", {"password": PASSWORD}, "en")
        secret = base64.b64encode(f"admin:{user}:{key}".encode()).decode()
        self.session = {"Authorization": f"Session {secret}"}

    def ask(self, method: str, *parameters: object, path: str = f"{DATABASE}/") -> object:
        """Ask by JSON-RPC."""
        asked = {"id": 0, "method": method, "params": [*parameters]}
        address = f"http://127.0.0.1:{self.port}/{path}"
        reply = self.client.post(address, json=asked, headers=self.session).raise_for_status().json()
        if "error" in reply:
            raise RuntimeError(reply["error"])
        return reply["result"]

    @property
    def versions(self) -> str:
        (module,) = self.search("ir.module", ("version",), name="health")
        return f"GNU Health {module['version']}, Tryton {self.ask('common.server.version', path='')}"

    def search(self, model: str, fields: tuple[str, ...], **wanted: object) -> list[dict]:
        """Return the records of which all of this holds."""
        domain = [[name, "=", value] for name, value in wanted.items()]
        return self.ask(f"model.{model}.search_read", domain, 0, None, None, [*fields], {})

    def admit(self, patient: Patient) -> int:
        """Register a patient as its own people do, and return the record's number inside."""
        given, family = patient.name.split()
        party = {"name": given, "lastname": family, "dob": written(patient.born), "gender": "f", "ref": patient.number}
        party |= {"is_person": True, "is_patient": True, "create_target": True, "fed_country": "XXX"}
        self.ask("model.party.party.create", [party], {})
        return self.find(patient.number)[0]

    def find(self, number: str) -> tuple[int, Patient]:
        """Return the one record of a patient's number, and who the system says that is."""
        found = self.search("gnuhealth.patient", FACTS, puid=number)
        if len(found) != 1:
            message = f"{len(found)} patients have this number"
            raise WrongPatientError(message)
        (patient,) = found
        born = dt.date(*(patient["dob"][part] for part in ("year", "month", "day")))
        party = patient["party."]
        return patient["id"], Patient(patient["puid"], f"{party['name']} {party['lastname']}", born)

    def correct(self, record: int, field: str, value: object) -> None:
        """Change what is known of a patient."""
        (patient,) = self.search("gnuhealth.patient", ("party",), id=record)
        self.ask("model.party.party.write", [patient["party"]], {field: value}, {})

    def attach(self, record: int, name: str, data: bytes, note: str) -> None:
        held = {"__class__": "bytes", "base64": base64.b64encode(data).decode()}
        values = {"name": name, "type": "data", "description": note, "data": held}
        self.ask("model.ir.attachment.create", [values | {"resource": f"gnuhealth.patient,{record}"}], {})
        if self.loses_answer:
            self.loses_answer = False
            raise ConnectionError("it is attached, and the answer is lost")

    def attached(self, record: int, **wanted: object) -> dict[str, list[bytes]]:
        """Return what is attached to a patient's record, by its name."""
        found = self.search("ir.attachment", ("name", "data"), resource=f"gnuhealth.patient,{record}", **wanted)
        held: dict[str, list[bytes]] = {}
        for each in found:
            held.setdefault(each["name"], []).append(base64.b64decode(each["data"]["base64"]))
        return held


def file_in(ehr: GnuHealth, record: int, folder: pathlib.Path) -> int:
    """Attach what lies in a folder to the record that is open, once, and return how many attachments are new.

    Raises:
        WrongPatientError: number, name or date of birth is not the same in the message, on the paper and in the system.
    """
    made = 0
    for manifest in sorted(path for path in folder.glob("*.json") if not path.name.endswith(".fhir.json")):
        leaflet, values = manifest.with_suffix(".pdf"), json.loads(manifest.read_bytes())
        bundle = json.loads(manifest.with_suffix(".fhir.json").read_bytes())
        resources = {each["resource"]["resourceType"]: each["resource"] for each in bundle["entry"]}
        told, printed = resources["Patient"], values["recipient"]
        refuse_another(ehr, record, told["identifier"][0]["value"], told["name"][0]["text"], told["birthDate"])
        refuse_another(ehr, record, printed["number"], printed["name"], printed["born"])
        assert hashlib.sha256(leaflet.read_bytes()).hexdigest() == values["pdf"]["sha256"]
        filing = resources["DocumentReference"]["masterIdentifier"]["value"].removeprefix("urn:uuid:")
        note = manifest.with_suffix(".note.txt").read_text()
        for path in (leaflet, manifest):
            name = f"{values['document']} {filing}{path.suffix}"
            if there := ehr.attached(record, name=name):
                assert there == {name: [path.read_bytes()]}, "it is there with another content, or twice"
            else:
                ehr.attach(record, name, path.read_bytes(), note)
                made += 1
    return made


def refuse_another(ehr: GnuHealth, record: int, number: str, name: str, born: str) -> None:
    """Keep a paper out of every record but its patient's own."""
    found, known = ehr.find(number)
    differing = [
        field
        for field, same in (
            ("record", found == record),
            ("name", known.name == name),
            ("date of birth", known.born.isoformat() == born),
        )
        if not same
    ]
    if differing:
        message = f"another {', '.join(differing)}"
        raise WrongPatientError(message)


def written(day: dt.date) -> dict:
    return {"__class__": "date", "year": day.year, "month": day.month, "day": day.day}
