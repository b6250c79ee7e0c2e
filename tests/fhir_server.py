"""A FHIR R4 server of the tests, with TLS and SMART; a leaflet to file there, and a desk that does."""

from __future__ import annotations

import dataclasses
import datetime as dt
import functools
import json
import ssl
import sys
import uuid

import httpx
import pytest
import yaml
from certificates import Authority
from daemons import Daemon
from editing import GOOD, edition_for
from fhir_harm import Harm
from mdm_filings import taking_back

from handouts.assets import look
from handouts.build import build
from handouts.model.clinic import Clinic
from handouts.model.options import BuildOptions, ReviewPolicy
from handouts.model.records import Records
from handouts.reader.source import Source
from handouts.records.filing import Filing, Giving, Person
from handouts.records.messages.fhir import make, withdrawal
from handouts.records.receipt import Receipt
from handouts.records.senders.fhir import Sender

NUMBERS = "urn:oid:1.2.3.4.5.1"
AT = dt.datetime(2026, 3, 31, 9, 30, tzinfo=dt.timezone(dt.timedelta(hours=2)))
ADA = Person("RXE-5551273", "Ada Vwkbottomley", dt.date(1951, 7, 23), NUMBERS)
GIVEN = Giving(AT, "Nurse Hpwmarsh", "I take one in the morning, never two.")
TOKEN = "a-token-that-nobody-may-read"  # noqa: S105 - of a server that a test starts


class FhirServer(Daemon):
    """sekmet, behind a certificate of a test's own authority."""

    def __init__(self, authority: Authority, keys: list[dict[str, str]]) -> None:
        super().__init__("fhir")
        self.authority, self.keys = authority, keys
        self.patients: dict[Person, str] = {}
        self.start_somewhere()

    def start(self) -> None:
        certificate, key = self.authority.issue()
        settings = {
            "base_url": self.address,
            "host": "127.0.0.1",
            "port": self.port,
            "data_dir": str(self.folder),
            "tls_certfile": str(certificate),
            "tls_keyfile": str(key),
            "server_auth": {
                "types": ["bearer", "smart"],
                "tokens": [TOKEN],
                "smart_clients": [{"client_id": "handouts", "jwks": {"keys": self.keys}}],
            },
            "simulator": {"enabled": False},
        }
        (self.folder / "settings.yaml").write_text(yaml.safe_dump(settings))
        script = f"import os; os.chdir({str(self.folder)!r}); from sekmet.cli import app; app()"
        self.launch([sys.executable, "-c", script, "serve", "-c", str(self.folder / "settings.yaml")])
        self.wait_until_it_listens()

    @functools.cached_property
    def context(self) -> ssl.SSLContext:
        return ssl.create_default_context(cafile=self.authority.certificate)

    @property
    def address(self) -> str:
        return f"https://localhost:{self.port}/fhir"

    def ask(self, method: str, path: str, **query: object) -> httpx.Response:
        """Ask as the server's own people would."""
        with httpx.Client(verify=self.context, headers={"Authorization": f"Bearer {TOKEN}"}, trust_env=False) as client:
            return client.request(method, f"{self.address}/{path}", **query)

    def admit(self, person: Person, **others: object) -> str:
        given, family = person.name.split()
        patient = {
            "resourceType": "Patient",
            "identifier": [{"system": person.authority, "value": person.number}],
            "name": [{"use": "official", "family": family, "given": [given]}],
            "birthDate": person.born.isoformat(),
        }
        return str(self.ask("POST", "Patient", json=patient | others).json()["id"])

    def documents(self, filing: Filing) -> list[dict]:
        return self.found("DocumentReference", f"urn:uuid:{filing.identifier}")

    def found(self, kind: str, identifier: str) -> list[dict]:
        bundle = self.ask("GET", kind, params={"identifier": identifier}).json()
        return [entry["resource"] for entry in bundle.get("entry", [])]


@dataclasses.dataclass
class Desk:
    """Makes messages and sends them, as a clinic's desk does."""

    sender: Sender

    def send(self, filing: Filing) -> Receipt:
        return self.sender.send(make(filing, self.sender.site).packed())

    def look(self, filing: Filing) -> Receipt | None:
        return self.sender.look(make(filing, self.sender.site).packed())

    def retract(self, filing: Filing) -> Receipt:
        return self.sender.send(withdrawal(taking_back(filing), self.sender.site).packed())

    def sees_it_retracted(self, filing: Filing) -> bool:
        return self.sender.look(withdrawal(taking_back(filing), self.sender.site).packed()) is not None


@pytest.fixture(scope="session")
def smart_key():
    from cryptography.hazmat.primitives.asymmetric import rsa

    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


@pytest.fixture(scope="session")
def fhir_server(tmp_path_factory, smart_key):
    import jwt

    public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(smart_key.public_key()))
    with FhirServer(Authority(tmp_path_factory.mktemp("authority")), [public | {"kid": "desk"}]) as server:
        yield server


@pytest.fixture(scope="session")
def paper(tmp_path_factory):
    """A leaflet, made once."""
    path = tmp_path_factory.mktemp("paper") / "demo.md"
    path.write_text(GOOD)
    options = BuildOptions(edition_for(Clinic(name="Hill Clinic")), look(), ReviewPolicy(AT.date()))
    return build(Source.read(path), options)


@pytest.fixture(scope="session")
def filing(paper):
    """Ada's leaflet, not yet given."""
    return Filing(paper.pdf, paper.manifest, ADA, AT)


@pytest.fixture
def newcomer(fhir_server, filing):
    """A leaflet for a patient whom the server knows, and who is in no other test."""
    number = f"N-{uuid.uuid4().hex}"
    person = dataclasses.replace(ADA, number=number)
    fhir_server.admit(person)
    return dataclasses.replace(filing, person=person)


@pytest.fixture
def harm(fhir_server):
    harm = Harm(fhir_server)
    yield harm
    harm.stop()


@pytest.fixture
def sender(fhir_server, monkeypatch):
    """Send as a clinic would, with its own authority and a token in the environment."""
    monkeypatch.setenv("RECORDS_TOKEN", TOKEN)

    def desk(address=fhir_server.address, *, timeout_s=15, **fhir):
        site = Records.model_validate(
            {
                "authority": NUMBERS,
                "custodian": "Hill Clinic",
                "category": {"system": "http://loinc.org", "code": "34895-3", "display": "Education note"},
                "ca": str(fhir_server.authority.certificate),
                "fhir": fhir if "token_url" in fhir else {"token_environment": "RECORDS_TOKEN", **fhir},
            }
        )
        return Desk(Sender(f"fhir+{address}", site, timeout_s=timeout_s))

    return desk
