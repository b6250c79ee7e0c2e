"""Each standard's adapter, as the outbox uses it: what it makes goes there once, is known there, is taken back."""

from __future__ import annotations

import io

import pytest
from fhir_server import NUMBERS
from filings import PDF, filing_of
from mdm_filings import SITE, taking_back
from mdm_filings import filing as for_hl7
from mdm_receiver import MdmReceiver
from orthanc import Orthanc
from pydicom import dcmread

from handouts.model.records import Dicom, Records
from handouts.records.targets import adapter_for


def test_fhir(fhir_server, newcomer, monkeypatch):
    monkeypatch.setenv("RECORDS_TOKEN", "a-token-that-nobody-may-read")
    site = {
        "authority": NUMBERS,
        "custodian": "Hill Clinic",
        "ca": fhir_server.authority.certificate.name,
        "fhir": {"token_environment": "RECORDS_TOKEN"},
    }
    folder = fhir_server.authority.certificate.parent
    adapter = adapter_for(f"fhir+{fhir_server.address}", Records.model_validate(site), folder)
    message = adapter.make(newcomer)
    assert adapter.look(message) is None
    assert adapter.send(message).location == adapter.look(message).location
    assert adapter.send(message).had_it_already
    adapter.send(adapter.retract(taking_back(newcomer)))
    (document,) = fhir_server.documents(newcomer)
    assert document["status"] == "entered-in-error"


def test_mllp():
    with MdmReceiver() as receiver:
        adapter = adapter_for(receiver.address, SITE)
        leaflet = for_hl7()
        for _ in range(2):
            adapter.send(adapter.make(leaflet))
        assert [*receiver.documents] == [str(leaflet.identifier)]
        adapter.send(adapter.retract(taking_back(leaflet)))
        assert receiver.documents == {}


@pytest.mark.parametrize("road", ["dicom", "dicomweb+https"])
def test_dicom_knows_no_way_back(road):
    address = {"dicom": "dicom://ORTHANC@localhost:1", "dicomweb+https": "dicomweb+https://localhost:1/dicom-web"}[road]
    adapter = adapter_for(address, Records(dicom=Dicom(issuer="HILL")))
    made = dcmread(io.BytesIO(adapter.make(filing_of())))
    assert made.EncapsulatedDocument[: len(PDF)] == PDF
    assert adapter.retract is None


def test_an_archive():
    with Orthanc() as archive:
        adapter = adapter_for(archive.address, Records(dicom=Dicom(issuer="HILL")))
        message = adapter.make(filing_of())
        assert adapter.look(message) is None
        assert adapter.send(message).location == adapter.look(message).location
