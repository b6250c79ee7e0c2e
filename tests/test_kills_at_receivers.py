"""A sender is killed at every step from its claim on; the next run finishes it, and a real receiver holds one document.

The steps before the claim are the outbox's alone, whoever the receiver is: test_outbox_kills.py.
"""

from __future__ import annotations

import base64
import dataclasses
import functools
import hashlib
import io
import json
import pathlib

import httpx
import pytest
from certificates import Authority
from fhir_server import ADA, GIVEN, NUMBERS, TOKEN
from mdm_receiver import MdmReceiver
from orthanc import Orthanc
from pydicom import dcmread
from pynetdicom.association import Association
from secure_web import SecureWeb
from test_outbox_kills import killed_at, messages_kept

from handouts.model.records import Records
from handouts.records.entries import Kind, Outgoing, State
from handouts.records.messages import dicom, fhir, folder, mdm
from handouts.records.retrying import retry_all
from handouts.records.senders import mllp
from handouts.records.targets import adapter_for

CLAIMED = "after INSERT INTO outbox_attempts"
STEPS = {CLAIMED, "after UPDATE outbox_entries", "before commit", "after commit", "before sending", "after sending"}


class Counterpart:
    """A real receiver, reached as a desk reaches it; a kind of receiver says what is sent to it and what it holds."""

    inner: tuple[str, ...] = ()  # steps of its sender that a run must have been killed at

    def __init__(self, address, site, paper):
        self.address, self.site, self.paper = address, site, paper
        self.adapter = adapter_for(address, site)
        self.reach = lambda _: None

    @functools.lru_cache  # noqa: B019 - it lives as long as its test
    def filing(self, name):
        person = dataclasses.replace(ADA, number=f"RXE-551-{name}-K")
        self.admit(person)
        return dataclasses.replace(self.paper, person=person, giving=GIVEN)

    def admit(self, person):
        """Make a patient known, where the receiver asks for that."""

    def send(self, message):
        self.reach("before sending")
        receipt = self.adapter.send(message)
        self.reach("after sending")
        return receipt

    def work(self, outbox, name):
        filing = self.filing(name)
        number = outbox.add(
            Outgoing(self.address, Kind.CREATE, filing.manifest.document, filing.identifier, self.message(filing))
        )
        outbox.deliver(number, self.send, self.adapter.look, idempotent=self.adapter.idempotent)

    def watch(self, patch, owner, name, before="", after=""):
        """Take what a sender does for a step of its own."""
        kept = getattr(owner, name)

        @functools.wraps(kept)
        def stepping(*arguments, **named):
            if before:
                self.reach(before)
            done = kept(*arguments, **named)
            if after:
                self.reach(after)
            return done

        patch.setattr(owner, name, stepping)


class AtFhir(Counterpart):
    inner = ("before a request", "before an answer is read")

    def __init__(self, server, paper, patch):
        access = {"token_environment": "RECORDS_TOKEN"}
        values = {"authority": NUMBERS, "ca": str(server.authority.certificate), "fhir": access}
        super().__init__(f"fhir+{server.address}", Records.model_validate(values), paper)
        self.server = server
        self.watch(patch, httpx.HTTPTransport, "handle_request", *self.inner)

    def admit(self, person):
        self.server.admit(person)

    def message(self, filing):
        return fhir.make(filing, self.site).packed()

    def papers(self, filing):
        (patient,) = self.server.found("Patient", filing.person.number)
        about = {"subject": f"Patient/{patient['id']}"}
        bundles = [self.server.ask("GET", kind, params=about).json() for kind in ("Communication", "DocumentReference")]
        told, documents = [[entry["resource"] for entry in each.get("entry", [])] for each in bundles]
        assert len(told) == 1, "that it was given is told once"
        return [base64.b64decode(each["content"][0]["attachment"]["data"]) for each in documents]


class AtMllp(Counterpart):
    inner = ("before its answer is understood", "after the message has gone out")

    def __init__(self, engine, paper, patch):
        super().__init__(engine.address, Records(), paper)
        self.engine = engine
        self.watch(patch, mllp, "read_acknowledgement", before=self.inner[0])
        self.watch(patch, mllp._Line, "send", after=self.inner[1])

    def message(self, filing):
        return mdm.make(filing, self.site)

    def papers(self, filing):
        mine = [each for each in self.engine.messages if str(each["TXA.F12.R1"]) == str(filing.identifier)]
        assert len({str(each["MSH.F10.R1"]) for each in mine}) == 1, "to who goes by that number, it is one message"
        return [paper for number, paper in self.engine.documents.items() if number == str(filing.identifier)]


class AtArchive(Counterpart):
    def __init__(self, archive, paper, address, site, patch):
        super().__init__(address, site, paper)
        self.archive = archive
        if address.startswith("dicomweb"):
            self.inner = AtFhir.inner
            self.watch(patch, httpx.HTTPTransport, "handle_request", *self.inner)
        else:
            self.inner = ("before C-STORE", "after C-STORE")
            self.watch(patch, Association, "send_c_store", *self.inner)

    def message(self, filing):
        return dicom.make(filing, self.site)

    def papers(self, filing):
        digest = hashlib.sha1(filing.person.number.encode(), usedforsecurity=False).hexdigest()
        patient = "-".join(digest[start : start + 8] for start in range(0, 40, 8))  # as Orthanc names one
        mine = [each["ID"] for each in json.loads(self.archive.ask(f"/patients/{patient}/instances"))]
        held = [dcmread(io.BytesIO(self.archive.file(each))) for each in mine]
        assert {each.PatientID for each in held} == {filing.person.number}
        return [each.EncapsulatedDocument[: each.EncapsulatedDocumentLength] for each in held]


class AtFolder(Counterpart):
    inner = ("before a file is moved to its place",)

    def __init__(self, place, paper, patch):
        super().__init__(f"folder:{place}", Records(), paper)
        self.place = place
        self.watch(patch, pathlib.Path, "replace", *self.inner)

    def message(self, filing):
        beside = {folder.FHIR: b"{}", folder.HL7: mdm.make(filing, self.site), folder.CHART_NOTE: b"A note.\n"}
        return folder.make(filing, self.site, beside)

    def papers(self, filing):
        mine = [*self.place.glob(f"{folder.file_stem(filing, self.site)}*")]
        assert len(mine) == 5, "with all that belongs to it"
        return [path.read_bytes() for path in mine if path.suffix == ".pdf"]


@pytest.fixture
def at_fhir(fhir_server, filing, monkeypatch):
    monkeypatch.setenv("RECORDS_TOKEN", TOKEN)
    return AtFhir(fhir_server, filing, monkeypatch)


@pytest.fixture
def at_mllp(filing, monkeypatch):
    with MdmReceiver() as engine:
        yield AtMllp(engine, filing, monkeypatch)


@pytest.fixture(scope="module")
def archive():
    with Orthanc() as started:
        yield started


@pytest.fixture
def at_dicom(archive, filing, monkeypatch):
    return AtArchive(archive, filing, archive.address, Records(), monkeypatch)


@pytest.fixture
def at_dicomweb(archive, filing, monkeypatch, tmp_path):
    authority = Authority(tmp_path)
    with SecureWeb(authority, archive.web_port) as front:
        address = f"dicomweb+https://localhost:{front.port}/dicom-web"
        yield AtArchive(archive, filing, address, Records(ca=str(authority.certificate)), monkeypatch)


@pytest.fixture
def at_folder(filing, monkeypatch, tmp_path):
    (tmp_path / "record").mkdir()
    return AtFolder(tmp_path / "record", filing, monkeypatch)


@pytest.mark.parametrize("receiver", ["at_fhir", "at_mllp", "at_dicom", "at_dicomweb", "at_folder"])
def test_after_a_kill_at_any_step_a_real_receiver_holds_exactly_one(
    receiver, request, file_desk, clinic_folder, tmp_path
):
    counterpart, report = request.getfixturevalue(receiver), tmp_path / "steps"
    counterpart.work(file_desk(), "first")  # makes the store's tables, and loads what a sender needs
    counterpart.filing("whole")
    assert not killed_at(0, file_desk, counterpart, functools.partial(counterpart.work, name="whole"), report)
    steps = report.read_text().splitlines()
    assert set(steps) >= STEPS | set(counterpart.inner)
    for number in range(steps.index(CLAIMED) + 1, len(steps) + 1):
        name, outbox = f"{number}", file_desk()
        filing = counterpart.filing(name)
        work = functools.partial(counterpart.work, name=name)
        assert killed_at(number, file_desk, counterpart, work, report), steps[number - 1]
        retry_all(outbox, lambda _: counterpart.adapter, urged=True)
        (entry,) = [each for each in outbox.entries(tuple(State)) if each.identifier == filing.identifier]
        assert entry.state is State.FILED, steps[number - 1]
        assert counterpart.papers(filing) == [filing.pdf], steps[number - 1]
        assert messages_kept(outbox) == 0
        kept = [path for path in clinic_folder.iterdir() if filing.person.number.encode() in path.read_bytes()]
        assert kept == [], "nobody's message stays"
    assert counterpart.papers(counterpart.filing("whole")) == [counterpart.paper.pdf]
