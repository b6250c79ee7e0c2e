"""FHIR servers as an integrator sets them up, in each profile and version, by each proof of who we are."""

from __future__ import annotations

import base64
import dataclasses
import shutil

from fhir_five import Five
from fhir_harm import END, failing_after
from fhir_server import TOKEN
from place import Held, Place

from handouts.records.filing import Person

FHIR = {
    "mhd": "",
    "strict": 'profile = "mhd-strict"',
    "us-core": 'profile = "us-core"\ncustodian = "Organization/hill"',
    "ungiven": "communication = false",
}
CATEGORY = 'category = {system = "http://loinc.org", code = "34895-3", display = "Education note"}'


class Server(Place):
    """A FHIR server, in one of the profiles, by one of the proofs of who we are."""

    scheme = "fhir+https://localhost:{port}/fhir"

    def __init__(self, server, *, profile="mhd", proof="environment", key=b"", harm=None) -> None:
        self.server, self.port, self.key, self.profile, self.harm = server, server.port, key, profile, harm
        if harm:
            self.scheme, self.port = "fhir+http://127.0.0.1:{port}/fhir", harm.proxy.server_address[1]
        proofs = {
            "environment": 'token_environment = "RECORDS_TOKEN"',
            "file": 'token_file = "token"',
            "smart": f'token_url = "https://localhost:{server.port}/auth/token"\nclient = "handouts"\n'
            'key = "desk.pem"\nkey_id = "desk"',
        }
        self.toml = (
            f'ca = "ca.pem"\ncustodian = "Hill Clinic"\n{CATEGORY}\n[records.fhir]\n{FHIR[profile]}\n{proofs[proof]}'
        )
        self.people: dict[str, Person] = {}
        super().__init__()

    def settle(self, desk):
        super().settle(desk)
        shutil.copy(self.server.authority.certificate, desk / "ca.pem")
        for name, content in (("token", TOKEN.encode()), ("desk.pem", self.key)):
            (desk / name).write_bytes(content)
            (desk / name).chmod(0o600)

    def admit(self, person):
        self.people[self.server.admit(person)] = person

    def lose(self):
        self.harm.faults[f"POST /fhir/DocumentReference{END}"] = failing_after

    def mistake(self, person):
        self.admit(dataclasses.replace(person, name="Somebody Else"))

    def held(self):
        return [self._read(document, name) for name in self.people for document in self._documents(name)]

    def _documents(self, name):
        bundle = self.server.ask("GET", "DocumentReference", params={"subject": f"Patient/{name}"}).json()
        return [entry["resource"] for entry in bundle.get("entry", [])]

    def check_replacement(self, older, newer, held):
        """See that the newer names the older, that that one is superseded, and that it was given where that is told."""
        assert held.personalised
        documents = {each["masterIdentifier"]["value"]: each for name in self.people for each in self._documents(name)}
        new, old = (documents[f"urn:uuid:{each['identifier']}"] for each in (newer, older))
        (relation,) = new["relatesTo"]
        assert (relation["code"], relation["target"]["reference"]) == ("replaces", f"DocumentReference/{old['id']}")
        assert (new["status"], old["status"]) == ("current", "superseded")
        bundle = self.server.ask("GET", "Communication", params={"subject": new["subject"]["reference"]}).json()
        given = [entry["resource"] for entry in bundle.get("entry", [])]
        if self.profile == "ungiven":
            assert given == []
            return
        (told,) = given
        assert (told["status"], told["sender"]["display"]) == ("completed", "Nurse Kim")
        assert told["payload"][0]["contentReference"]["reference"] == f"DocumentReference/{new['id']}"
        assert told["note"][0]["text"] == "One a day."

    def _read(self, document, name):
        person, attached = self.people[name], document["content"][0]["attachment"]
        if "url" in attached:
            attached = self.server.ask("GET", attached["url"]).json()
        personalised, told = "Made for this patient" in document["description"], document["description"]
        assert personalised != ("General leaflet" in told)
        pdf = base64.b64decode(attached["data"])
        return Held(pdf, person.number, person.name, f"{person.born:%Y%m%d}", told, personalised, "DRAFT" in told)


class ServerOfFive(Place):
    """A FHIR server of R5."""

    scheme = "fhir+https://localhost:{port}/fhir"
    toml = 'ca = "ca.pem"\n[records.fhir]\nversion = "R5"'

    def __init__(self, held, authority, own):
        self.server, self.authority = held.enter_context(Five(own)), authority
        self.port = self.server.port
        super().__init__()

    def settle(self, desk):
        super().settle(desk)
        shutil.copy(self.authority.certificate, desk / "ca.pem")

    def admit(self, person):
        number = {"system": person.authority, "value": person.number}
        name = [{"text": person.name}]
        patient = {"resourceType": "Patient", "identifier": [number], "name": name, "birthDate": str(person.born)}
        self.person, self.patient = person, self.server.keep(patient)

    def held(self):
        return [self._read(each) for path, each in self.server.kept.items() if path.startswith("DocumentReference/")]

    def _read(self, document):
        person, attached, told = self.person, document["content"][0]["attachment"], document["description"]
        assert document["subject"]["reference"] == self.patient
        assert document["version"]
        personalised = "Made for this patient" in told
        assert personalised != ("General leaflet" in told)
        facts = person.number, person.name, f"{person.born:%Y%m%d}"
        return Held(
            base64.b64decode(attached["data"]), *facts, told, personalised, document["docStatus"] == "preliminary"
        )

    def check_replacement(self, older, newer, held):
        """See that the newer names the older as R5 does, and that that one is superseded."""
        assert held.personalised
        named = [f"urn:ietf:rfc:3986|urn:uuid:{each['identifier']}" for each in (newer, older)]
        (new,), (old,) = (self.server.found("DocumentReference", each) for each in named)
        (relation,) = new["relatesTo"]
        assert relation["code"]["coding"][0]["code"] == "replaces"
        assert relation["target"]["reference"] == f"DocumentReference/{old['id']}"
        assert (new["status"], old["status"]) == ("current", "superseded")
