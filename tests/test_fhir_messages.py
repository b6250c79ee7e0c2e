"""What is said of a leaflet in FHIR, held against FHIR's own definitions by a validator that is not ours.

schemas/fhir-r4.tgz has the definitions of R4 (HL7, CC0) for what is written here, without their prose.
"""

import base64
import copy
import dataclasses
import datetime as dt
import hashlib
import json
import uuid

import pydantic
import pytest
from conftest import ROOT
from fhir_server import ADA, AT, GIVEN, NUMBERS
from mdm_filings import taking_back

from handouts.errors import OutputError
from handouts.model.records import Coded, Records
from handouts.records.messages.fhir import make, withdrawal
from handouts.records.messages.fhir_bundle import Known, Message, address_of, written

SITE = {
    "authority": NUMBERS,
    "category": {"system": "http://loinc.org", "code": "69730-0", "display": "Instructions"},
    "facility": {"system": "http://snomed.info/sct", "code": "35971002", "display": "Ambulatory care site"},
    "setting": {"system": "http://snomed.info/sct", "code": "394593009", "display": "Medical oncology"},
    "custodian": "Hill Clinic",
}
# The validator looks for a field of this very name, and not for contentReference.
FALSE_ALARM = "cardinality.min Communication.payload[0].content[x]"
PROFILES = ("mhd", "mhd-strict", "us-core")


def site(**fhir):
    return Records.model_validate(SITE | {"fhir": fhir})


@pytest.fixture
def given(filing):
    return dataclasses.replace(filing, giving=GIVEN, replaces=uuid.UUID(int=7))


@pytest.fixture(scope="module")
def faults():
    """Return what an independent validator finds wrong."""
    from pyrofile_validator import Validator
    from pyrofile_validator.config import ValidatorConfig

    definitions = str(ROOT / "tests/schemas/fhir-r4.tgz")
    settings = {"packages": [], "localPackagePaths": [definitions], "terminology": {"mode": "local"}}
    validator = Validator(ValidatorConfig.load_dict(settings))

    def find(resource):
        kind = resource["resourceType"]
        named = resource | {"meta": {"profile": [f"http://hl7.org/fhir/StructureDefinition/{kind}"]}}
        return [
            f"{issue.code} {issue.path}: {issue.message}"
            for issue in validator.validate_resource(named).issues
            if issue.severity.value == "error" and not f"{issue.code} {issue.path}".startswith(FALSE_ALARM)
        ]

    return find


@pytest.mark.parametrize("profile", PROFILES)
def test_messages_are_fhir_r4(given, faults, profile):
    message = make(given, site(profile=profile)).addressed(
        Known("Patient/1", "DocumentReference/2", "DocumentReference/3")
    )
    assert faults(message.patient) == []
    assert faults(message.document) == []
    assert faults(message.communication) == []
    assert message.binary is None or faults(message.binary) == []
    assert (message.binary is None) is (profile != "us-core")


def test_the_validator_would_tell(given, faults):
    message = make(given, site())
    for field, lie in [
        ("status", "filed"),
        ("docStatus", "draft"),
        ("content", None),
        ("masterIdentifier", "7"),
        ("handedOut", True),
        ("relatesTo", [{"code": "supersedes", "target": {"reference": "DocumentReference/1"}}]),
    ]:
        assert faults(copy.deepcopy(message.document) | {field: lie}), field
    assert faults(message.communication | {"status": "given"})


def test_the_document_is_the_pdf_and_says_so(given):
    (content,) = make(given, site()).document["content"]
    attachment = content["attachment"]
    data = base64.b64decode(attachment["data"], validate=True)
    assert data == given.pdf
    assert attachment["contentType"] == "application/pdf"
    assert attachment["size"] == len(data)
    assert base64.b64decode(attachment["hash"]) == hashlib.sha1(data, usedforsecurity=False).digest()
    assert (attachment["language"], attachment["title"]) == ("en", "Demo")
    assert content["format"]["code"] == "urn:ihe:iti:xds:2017:mimeTypeSufficient"
    with pytest.raises(ValueError, match="no PDF"):
        make(dataclasses.replace(given, pdf=b"<html>"), site())


def test_a_document_is_what_ihe_publishes_simply(given):
    strict, usual = (make(given, site(profile=name)).document for name in ("mhd-strict", "mhd"))
    for document in (strict, usual):
        assert document["masterIdentifier"] == {
            "system": "urn:ietf:rfc:3986",
            "value": f"urn:uuid:{given.identifier}",
        }
        assert document["status"] == "current"
        assert "docStatus" not in document
        assert len(document["content"]) == len(document["category"]) == 1
        assert "url" not in document["content"][0]["attachment"]
        (patient,) = document["contained"]
        assert document["context"]["sourcePatientInfo"] == {"reference": f"#{patient['id']}"}
        assert patient["identifier"] == [document["subject"]["identifier"]]
        assert patient["birthDate"] == ADA.born.isoformat()
        assert patient["name"] == [{"text": ADA.name}]
    assert "identifier" not in strict, "MHD 4 has none in a simple publication"
    assert strict["meta"]["profile"][0].endswith("IHE.MHD.SimplifiedPublish.DocumentReference")
    numbers = [each["value"] for each in usual["identifier"]]
    assert numbers == [f"urn:uuid:{given.identifier}", given.manifest.document]
    assert "meta" not in usual, "nothing claims to be what it is not wholly"


def test_a_document_is_what_us_core_asks_for(filing):
    message = make(filing, site(profile="us-core"))
    document, binary = message.document, message.binary
    assert document["category"][0]["coding"][0]["code"] == "69730-0"
    assert document["custodian"] == {"display": "Hill Clinic"}
    assert document["docStatus"] == "preliminary", "nobody has signed it off"
    assert document["context"]["period"]["start"] == AT.isoformat()
    assert document["content"][0]["attachment"]["url"] == f"Binary/{binary['id']}"
    assert base64.b64decode(binary["data"]) == filing.pdf


def test_r5_has_its_own_shape(given):
    document = make(given, site(version="R5")).document
    assert "masterIdentifier" not in document
    assert "context" not in document
    assert document["identifier"][0]["value"] == f"urn:uuid:{given.identifier}"
    assert document["version"] == given.manifest.version
    assert document["content"][0]["profile"][0]["valueCoding"]["code"] == "urn:ihe:iti:xds:2017:mimeTypeSufficient"
    assert document["content"][0]["attachment"]["size"] == str(len(given.pdf))
    assert document["facilityType"]["text"] == "Ambulatory care site"


def test_whom_a_leaflet_was_made_for_and_a_draft_are_said(filing):
    general = make(filing, site()).document["description"]
    assert "not made for this patient" in general
    assert general.startswith("DRAFT, not approved.")
    manifest = filing.manifest.model_copy(update={"personalised": True, "status": "approved"})
    personal = make(dataclasses.replace(filing, manifest=manifest), site()).document["description"]
    assert "Made for this patient." in personal
    assert "not made" not in personal
    assert "DRAFT" not in personal


def test_that_it_was_given_says_by_whom_and_what_was_understood(given, filing):
    told = make(given, site()).communication
    assert (told["status"], told["category"][0]["coding"][0]["code"]) == ("completed", "instruction")
    assert told["sent"] == AT.isoformat()
    assert told["sender"] == {"display": GIVEN.by}
    assert told["note"][0]["text"] == GIVEN.understood
    assert told["recipient"] == [told["subject"]]
    assert told["payload"][0]["contentReference"]["reference"] == f"urn:uuid:{given.identifier}"
    assert make(given, site(communication=False)).communication is None
    assert make(filing, site()).communication is None
    silent = dataclasses.replace(given, giving=dataclasses.replace(GIVEN, understood=None))
    assert "note" not in make(silent, site()).communication
    later = dataclasses.replace(given, giving=dataclasses.replace(GIVEN, at=AT + dt.timedelta(days=1)))
    assert make(later, site()).communication["identifier"] != told["identifier"], "given twice, told twice"


@pytest.mark.parametrize("profile", PROFILES)
def test_the_same_filing_makes_the_same_bytes(given, profile):
    one, other = (make(dataclasses.replace(given), site(profile=profile)).packed() for _ in range(2))
    assert one == other


@pytest.mark.parametrize("profile", PROFILES)
def test_a_packed_message_holds_all_that_is_needed_later(given, profile, faults):
    message = make(given, site(profile=profile))
    assert Message.unpacked(message.packed()) == message
    assert message.person == ADA
    assert message.replaced == f"urn:uuid:{given.replaces}"
    bundle = json.loads(message.packed())
    assert faults(bundle) == []
    addresses = {entry["fullUrl"] for entry in bundle["entry"]}
    assert message.document["subject"]["reference"] in addresses
    assert message.communication["payload"][0]["contentReference"]["reference"] in addresses
    assert not message.is_withdrawn


@pytest.mark.parametrize("profile", PROFILES)
def test_what_takes_it_back_names_document_and_giving_and_holds_nothing_of_them(given, profile, faults):
    message, back = make(given, site(profile=profile)), withdrawal(taking_back(given), site(profile=profile))
    assert back.is_withdrawn
    assert back.person == message.person
    assert Message.unpacked(back.packed()) == back
    assert address_of(back.document) == address_of(message.document)
    assert back.communication["identifier"][0] in message.communication["identifier"]
    assert faults(back.document) == faults(back.communication) == faults(json.loads(back.packed())) == []
    assert base64.b64encode(given.pdf) not in back.packed()
    never = dataclasses.replace(given, giving=None)
    assert withdrawal(taking_back(never), site(profile=profile)).communication is None


def test_another_patient_or_another_paper_is_another_document(filing):
    eva = dataclasses.replace(ADA, number="RXE-2")
    ours = {written(make(filing, site()).document["masterIdentifier"])}
    ours.add(written(make(dataclasses.replace(filing, person=eva), site()).document["masterIdentifier"]))
    ours.add(written(make(dataclasses.replace(filing, pdf=filing.pdf + b"\n"), site()).document["masterIdentifier"]))
    assert len(ours) == 3


def test_a_slip_in_a_code_is_found():
    for code in ("34895-3", "69730-0", "59284-0"):
        assert Coded(system="http://loinc.org", code=code, display="x").code == code
    for code in ("34895-4", "34985-3", "348953", "34895-3 "):
        if code.strip() != "34895-3":
            with pytest.raises(pydantic.ValidationError, match="no LOINC code"):
                Coded(system="http://loinc.org", code=code, display="x")
    assert Coded(system="http://snomed.info/sct", code="34895-4", display="x")


@pytest.mark.parametrize(
    ("fhir", "others", "why"),
    [
        ({"profile": "us-core"}, {"category": None}, "wants a category and a custodian"),
        ({"profile": "us-core"}, {"custodian": None}, "wants a category and a custodian"),
        ({"client": "us"}, {}, "not clear how to prove"),
        ({"token_file": "t", "token_environment": "T"}, {}, "not clear how to prove"),
        ({"token": "secret"}, {}, "token"),
    ],
)
def test_settings_that_contradict_themselves_are_refused(fhir, others, why):
    with pytest.raises(pydantic.ValidationError, match=why):
        Records.model_validate(SITE | others | {"fhir": fhir})


def test_a_value_that_fhir_does_not_have_is_named_without_showing_it(filing):
    odd = dataclasses.replace(filing, manifest=filing.manifest.model_copy(update={"title": ["Zqx"]}))
    with pytest.raises(OutputError) as caught:
        make(odd, site())
    (problem,) = caught.value.problems
    assert "title" in problem.message
    assert "Zqx" not in problem.message
