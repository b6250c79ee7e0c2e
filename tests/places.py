"""Record systems as an integrator sets them up: what clinic.toml says of each, and what it holds afterwards."""

from __future__ import annotations

import contextlib
import dataclasses
import io
import shutil
import uuid

import pytest
from broken_line import STORED, Line
from cryptography.hazmat.primitives import serialization as form
from fhir_places import Server, ServerOfFive
from filings import filing_of
from mdm_receiver import MdmReceiver, acknowledge
from orthanc import Orthanc
from place import Held, Place
from pydicom import dcmread
from secure_web import SecureWeb, drop_after

from handouts.model.records import Dicom, Records
from handouts.records.messages.dicom import make
from handouts.records.senders import dicom


class Receiver(Place):
    """A receiver of HL7 v2."""

    scheme = "mllp://localhost:{port}"

    def __init__(self, held: contextlib.ExitStack, authority=None, own=None) -> None:
        self.receiver = held.enter_context(MdmReceiver(own))
        self.authority, self.port = authority, self.receiver.port
        if own:
            self.scheme, self.toml = "mllp+tls://localhost:{port}", 'ca = "ca.pem"'
        super().__init__()

    def settle(self, desk):
        super().settle(desk)
        if self.authority:
            shutil.copy(self.authority.certificate, desk / "ca.pem")

    def lose(self):
        self.receiver.answer = lambda _: None

    def recover(self):
        self.receiver.answer = acknowledge

    def admit(self, person):
        """Know a patient: it files whatever comes."""

    def mistake(self, person):
        """Know somebody else by the patient's number."""
        more = f"\rERR||PID^1^3|204^Unknown key {person.number}^HL70357|E"
        self.receiver.stores, self.receiver.answer = False, lambda message: acknowledge(message, "AE", more=more)

    def held(self):
        return [self._read(number, pdf) for number, pdf in self.receiver.documents.items()]

    def check_replacement(self, older, newer, held):
        """See that the older one is gone, and that the chart says who gave the newer one."""
        assert [*self.receiver.documents] == [newer["identifier"]]
        message = self.receiver.messages[-1]
        assert (str(message["MSH.F9.R1.C2"]), str(message["TXA.F13.R1"])) == ("T10", older["identifier"])
        assert "by Nurse Kim." in held.told
        assert "said back: One a day." in held.told

    def _read(self, number, pdf):
        message = [each for each in self.receiver.messages if str(each["TXA.F12.R1"]) == number][-1]
        told = " ".join(message.unescape(str(each[3])) for each in message.segments("NTE"))
        person = message.segment("PID")
        assert str(message.segment("MSH")[9]).split("^")[1] == ("T10" if str(message.segment("TXA")[13]) else "T02")
        facts = str(person[3]).split("^")[0], str(person[5]).split("^")[0], str(person[7])
        personalised = "own facts" in told
        assert personalised != ("general" in told)
        return Held(pdf, *facts, told, personalised, str(message.segment("TXA")[17]) == "DO")


class Archive(Place):
    """Orthanc, by C-STORE or by DICOMweb."""

    def __init__(self, archive: Orthanc, authority, *, scheme: str, port: int, front: SecureWeb | None = None) -> None:
        self.archive, self.authority, self.scheme, self.port, self.front = archive, authority, scheme, port, front
        self.toml = 'ca = "ca.pem"\n[records.dicom]\nissuer = "HILL"'
        super().__init__()

    def settle(self, desk):
        super().settle(desk)
        shutil.copy(self.authority.certificate, desk / "ca.pem")

    def lose(self):
        if self.front:
            self.front.script(drop_after)
        else:
            self.gate.cut_at = STORED

    def recover(self):
        self.gate.cut_at = b""

    def admit(self, person):
        """Know a patient: it takes whoever it does not know."""

    def mistake(self, person):
        """Know somebody else by the patient's number."""
        site = Records(dicom=Dicom(issuer="HILL"))
        other = filing_of(person=dataclasses.replace(person, name="Somebody Else"))
        dicom.send(make(other, site), self.archive.address, site)
        self.others = set(self.archive.instances)

    others: frozenset[str] | set[str] = frozenset()

    def held(self):
        files = (self.archive.file(each) for each in self.archive.instances if each not in self.others)
        return [self._read(dcmread(io.BytesIO(each))) for each in files]

    def check_replacement(self, older, newer, held):
        """See that both are there, as DICOM replaces nothing, that the newer names the older, and that we are told."""
        assert len(self.held()) == 2
        assert "older" in newer["reason"]
        assert held.replaced == f"2.25.{uuid.UUID(older['identifier']).int}"

    @staticmethod
    def _read(file):
        pdf = file.EncapsulatedDocument[: file.EncapsulatedDocumentLength]
        told = f"{file.DocumentTitle}; {file.StudyDescription}; {file.SeriesDescription}"
        personalised = file.BurnedInAnnotation == "YES"
        assert personalised != ("generic" in told)
        facts = file.PatientID, str(file.PatientName), file.PatientBirthDate
        older = file.get("PredecessorDocumentsSequence")
        replaced = (
            older[0].ReferencedSeriesSequence[0].ReferencedSOPSequence[0].ReferencedSOPInstanceUID if older else ""
        )
        return Held(pdf, *facts, told, personalised, file.get("VerificationFlag") == "UNVERIFIED", replaced)


PLACES = {
    "mllp": lambda held, _: Receiver(held),
    "mllp+tls": lambda held, ask: Receiver(held, ask("clinic_keys"), ask("own_identity")),
    "dicom": lambda held, ask: _archive(held, ask, "dicom"),
    "dicom+tls": lambda held, ask: _archive(held, ask, "dicom+tls"),
    "dicomweb": lambda held, ask: _archive(held, ask, "dicomweb"),
    "fhir": lambda _, ask: Server(ask("fhir_server")),
    "fhir through trouble": lambda _, ask: Server(ask("fhir_server"), harm=ask("harm")),
    "fhir R5": lambda held, ask: ServerOfFive(held, ask("clinic_keys"), ask("own_identity")),
    "fhir strict": lambda _, ask: Server(ask("fhir_server"), profile="strict"),
    "fhir us-core": lambda _, ask: Server(ask("fhir_server"), profile="us-core"),
    "fhir ungiven": lambda _, ask: Server(ask("fhir_server"), profile="ungiven", proof="file"),
    "fhir smart": lambda _, ask: Server(ask("fhir_server"), proof="smart", key=_pem(ask("smart_key"))),
}


def _archive(held, ask, standard):
    archive, authority = ask("orthanc_archive"), ask("clinic_keys")
    archive.empty()
    if standard == "dicomweb":
        front = held.enter_context(SecureWeb(authority, archive.web_port))
        address = "dicomweb+https://localhost:{port}/dicom-web"
        return Archive(archive, authority, scheme=address, port=front.port, front=front)
    if standard == "dicom+tls":
        line = held.enter_context(Line(archive.port, ask("own_identity")))
        return Archive(archive, authority, scheme="dicom+tls://ARCHIVE@localhost:{port}", port=line.port)
    return Archive(archive, authority, scheme="dicom://ARCHIVE@localhost:{port}", port=archive.port)


def _pem(key):
    return key.private_bytes(form.Encoding.PEM, form.PrivateFormat.PKCS8, form.NoEncryption())


def settled(name, held, ask):
    """Start a record system, with its gate; ``ask`` gives a fixture by its name."""
    made = PLACES[name](held, ask)
    held.enter_context(made.gate)
    return made


EVERY = [each for each in PLACES if each != "fhir through trouble"]
everywhere = pytest.mark.parametrize("place", EVERY, indirect=True)
at_one_of_each = pytest.mark.parametrize("place", ["mllp", "dicom", "dicomweb", "fhir"], indirect=True)
