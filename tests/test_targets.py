"""Where leaflets are filed: which addresses are taken, and which adapter they get."""

from __future__ import annotations

import sys
import types

import pytest
from outboxes import Receiver
from test_outbox import problem_of

from handouts.model.records import Records
from handouts.records.targets import STANDARDS, Standard, adapter_for, read_target

GOOD = {
    "folder:/records/inbox": ("", None, "/records/inbox", ""),
    "fhir+https://ehr.hill-clinic.example/fhir": ("ehr.hill-clinic.example", None, "/fhir", ""),
    "fhir+http://localhost:8080/fhir": ("localhost", 8080, "/fhir", ""),
    "fhir+http://[::1]:8080/fhir": ("::1", 8080, "/fhir", ""),
    "mllp://10.0.0.7:2575": ("10.0.0.7", 2575, "", ""),
    "mllp+tls://ehr.hill-clinic.example:2576": ("ehr.hill-clinic.example", 2576, "", ""),
    "dicom://PACS_1@10.0.0.8:104": ("10.0.0.8", 104, "", "PACS_1"),
    "dicom+tls://HILL%20PACS@10.0.0.8:2762": ("10.0.0.8", 2762, "", "HILL PACS"),
    "DICOMWEB+HTTPS://pacs.hill-clinic.example/studies": ("pacs.hill-clinic.example", None, "/studies", ""),
}


@pytest.mark.parametrize(("address", "expected"), [*GOOD.items()])
def test_addresses_that_are_taken(address, expected):
    target = read_target(address)
    assert (target.host, target.port, target.path, target.title) == expected
    assert str(target).lower() == address.lower(), "it is kept as it was written"


@pytest.mark.parametrize(
    "address",
    [
        "",
        "https://ehr.hill-clinic.example/fhir",
        "folder:",
        "folder:a\nb",
        "fhir+https://",
        "fhir+https://user:secret@ehr.hill-clinic.example/fhir",
        "fhir+https://secret@ehr.hill-clinic.example/fhir",
        "fhir+https://ehr.hill-clinic.example/fhir?token=secret",
        "fhir+https://ehr.hill-clinic.example/fhir#secret",
        "fhir+http://ehr.hill-clinic.example/fhir",
        "fhir+http://localhost.hill-clinic.example/fhir",
        "mllp://host:99999",
        "mllp://[::1",
        "dicom://10.0.0.8:104",
        "dicom://%20@10.0.0.8:104",
        "dicom://AET:secret@10.0.0.8:104",
        "dicom://A-TITLE-OF-MORE-THAN-16@10.0.0.8:104",
    ],
)
def test_addresses_that_are_refused_without_showing_a_secret(address):
    problem = problem_of(lambda: read_target(address))
    assert problem.code == "target-wrong"
    assert "secret" not in str(problem)
    assert "://" in problem.hint or "folder:" in problem.hint


def test_the_adapter_is_made_by_its_standards_own_module(tmp_path, monkeypatch):
    adapter = Receiver(tmp_path / "received").adapter()
    asked = []
    module = types.ModuleType("fake_standard")
    module.adapter = lambda target, *rest: asked.append((str(target), *rest)) or adapter
    monkeypatch.setitem(sys.modules, "fake_standard", module)
    monkeypatch.setitem(STANDARDS, "mllp", Standard("fake_standard:adapter"))
    assert adapter_for("mllp://10.0.0.7:2575", Records(), tmp_path) is adapter
    assert asked == [("mllp://10.0.0.7:2575", Records(), tmp_path)]


def test_a_missing_package_is_named_with_the_way_to_install_it(monkeypatch):
    monkeypatch.setitem(STANDARDS, "mllp", Standard("no_such_package.mllp:adapter"))
    problem = problem_of(lambda: adapter_for("mllp://10.0.0.7:2575", Records()))
    assert "handouts[records]" in problem.hint
    assert "no_such_package" in problem.message
