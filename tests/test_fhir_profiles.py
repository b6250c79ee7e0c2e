"""What is said of a leaflet in FHIR, held by a validator that is not ours against two profiles of R4, and against R5.

The rules of the profiles are those that their publishers print. schemas/fhir-r5.tgz has the definitions of R5 (HL7,
CC0) for what is written here, without their prose; it has no lists of codes.
"""

import copy
import dataclasses
import json
import uuid

import pytest
from conftest import ROOT
from fhir_server import GIVEN, NUMBERS

from handouts.model.records import Records
from handouts.records.messages.fhir import PROFILES, make
from handouts.records.messages.fhir_bundle import Known

SCHEMAS = ROOT / "tests/schemas"
BASE = "http://hl7.org/fhir/StructureDefinition"
URL_OR_DATA = {
    "key": "us-core-6",
    "severity": "error",
    "human": "A link or the data.",
    "expression": "url.exists() or data.exists()",
}
RULES = {  # IHE MHD 4.2.3, Simplified Publish; US Core DocumentReference, 3.1.1 and later
    "mhd-strict": {
        "modifierExtension": {"max": "0"},
        "masterIdentifier": {"min": 1},
        "identifier": {"max": "0"},
        "status": {"patternCode": "current"},
        "docStatus": {"max": "0"},
        "category": {"max": "1"},
        "subject": {"min": 1},
        "content": {"max": "1"},
        "content.attachment.contentType": {"min": 1},
        "content.attachment.data": {"min": 1},
        "content.attachment.url": {"max": "0"},
    },
    "us-core": {
        "type": {"min": 1},
        "category": {"min": 1},
        "subject": {"min": 1},
        "content.attachment": {"constraint": [URL_OR_DATA]},
        "context.encounter": {"max": "1"},
    },
}
WRONG = {
    "mhd-strict": {
        "subject": None,
        "masterIdentifier": None,
        "docStatus": "final",
        "status": "superseded",
        "identifier": [{"value": "7"}],
    },
    "us-core": {
        "subject": None,
        "type": None,
        "category": None,
        "content": [{"attachment": {"contentType": "application/pdf"}}],
    },
}
# The validator is R4's: of a choice inside a part it looks for the bare name, and it does not know R5's integer64.
FALSE_ALARMS = (
    "cardinality.min Communication.payload[0].content[x]",
    "cardinality.min DocumentReference.content[0].profile[0].value[x]",
    "datatype.invalid DocumentReference.content[0].attachment.size: ",
)


def site(**fhir):
    values = {
        "authority": NUMBERS,
        "category": {"system": "http://loinc.org", "code": "69730-0", "display": "Instructions"},
        "facility": {"system": "http://snomed.info/sct", "code": "35971002", "display": "Ambulatory care site"},
        "custodian": "Hill Clinic",
    }
    return Records.model_validate(values | {"fhir": fhir})


def message(filing, **fhir):
    given = dataclasses.replace(filing, giving=GIVEN, replaces=uuid.UUID(int=7))
    return make(given, site(**fhir)).addressed(Known("Patient/1", "DocumentReference/2", "DocumentReference/3"))


def profile(name):
    elements = {"": {}} | {f".{path}": rule for path, rule in RULES[name].items()}
    return {
        "resourceType": "StructureDefinition",
        "id": name,
        "url": PROFILES[name],
        "name": name,
        "status": "active",
        "fhirVersion": "4.0.1",
        "kind": "resource",
        "abstract": False,
        "type": "DocumentReference",
        "baseDefinition": f"{BASE}/DocumentReference",
        "derivation": "constraint",
        "differential": {
            "element": [
                {"id": f"DocumentReference{path}", "path": f"DocumentReference{path}", **rule}
                for path, rule in elements.items()
            ]
        },
    }


def judge(*definitions):
    from pyrofile_validator import Validator
    from pyrofile_validator.config import ValidatorConfig

    settings = {"packages": [], "localPackagePaths": [*map(str, definitions)], "terminology": {"mode": "local"}}
    return Validator(ValidatorConfig.load_dict(settings))


def faults(validator, resource):
    """Return what it finds wrong with a resource, by the profile that this claims or by its kind."""
    claimed = resource.get("meta") or {"profile": [f"{BASE}/{resource['resourceType']}"]}
    found = validator.validate_resource(resource | {"meta": claimed}).issues
    told = [f"{issue.code} {issue.path}: {issue.message}" for issue in found if issue.severity.value == "error"]
    return [each for each in told if not each.startswith(FALSE_ALARMS)]


@pytest.fixture(scope="module")
def by_profile(tmp_path_factory):
    folder = tmp_path_factory.mktemp("profiles")
    for name in RULES:
        (folder / f"{name}.json").write_text(json.dumps(profile(name)))
    return judge(SCHEMAS / "fhir-r4.tgz", folder)


@pytest.mark.parametrize("name", RULES)
def test_what_claims_a_profile_is_what_the_profile_says(filing, by_profile, name):
    document = message(filing, profile=name).document
    assert document["meta"]["profile"] == [PROFILES[name]]
    assert faults(by_profile, document) == []


@pytest.mark.parametrize(("name", "field"), [(name, field) for name, wrong in WRONG.items() for field in wrong])
def test_the_validator_would_tell_what_a_profile_forbids(filing, by_profile, name, field):
    document = message(filing, profile=name).document | {field: WRONG[name][field]}
    wrong = {part: value for part, value in document.items() if value is not None}
    told = faults(by_profile, wrong)
    assert told
    assert all(f"DocumentReference.{field}" in each for each in told)


@pytest.mark.parametrize("name", RULES)
def test_what_was_taken_back_or_replaced_claims_no_profile_that_it_is_not(
    sender, fhir_server, newcomer, by_profile, name
):
    older, newer = newcomer, dataclasses.replace(newcomer, giving=GIVEN, replaces=newcomer.identifier)
    newer = dataclasses.replace(newer, manifest=newer.manifest.model_copy(update={"document": "another-number"}))
    desk = sender(profile=name)
    receipts = [desk.send(older), desk.send(newer)]
    assert desk.retract(newer).location == receipts[1].location
    assert desk.sees_it_retracted(newer)
    old, new = (fhir_server.ask("GET", "/".join(each.location.split("/")[-2:])).json() for each in receipts)
    assert (old["status"], new["status"]) == ("superseded", "entered-in-error")
    assert faults(by_profile, old) == faults(by_profile, new) == []
    claimed = [PROFILES[name]] if name == "us-core" else []
    assert [each["meta"].get("profile", []) for each in (old, new)] == [claimed, claimed]


def test_what_has_a_master_identifier_alone_is_filed_once_where_that_is_not_searched(sender, fhir_server, newcomer):
    desk = sender(profile="mhd-strict")
    receipt = desk.send(newcomer)
    assert fhir_server.documents(newcomer) == [], "this server does not search it"
    assert desk.look(newcomer) == dataclasses.replace(receipt, had_it_already=True)
    assert desk.send(newcomer) == desk.look(newcomer)
    other = dataclasses.replace(newcomer, manifest=newcomer.manifest.model_copy(update={"document": "another-number"}))
    assert desk.look(other) is None


@pytest.fixture(scope="module")
def by_r5():
    return judge(SCHEMAS / "fhir-r5.tgz")


def test_messages_are_fhir_r5(filing, by_r5):
    made = message(filing, version="R5")
    assert (made.document["status"], made.document["docStatus"]) == ("current", "preliminary")
    assert made.communication["status"] == "completed"
    for resource in (made.patient, made.document, made.communication):
        assert faults(by_r5, resource) == []
    kept = make(dataclasses.replace(filing, giving=GIVEN), site(version="R5")).packed()
    assert faults(by_r5, json.loads(kept)) == []


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("masterIdentifier", {"value": "7"}),
        ("relatesTo", [{"code": "replaces", "target": {"reference": "DocumentReference/1"}}]),
        ("date", "yesterday"),
        ("version", 7),
        ("content", None),
    ],
)
def test_the_validator_would_tell_what_r5_does_not_have(filing, by_r5, field, wrong):
    document = message(filing, version="R5").document
    assert any(f"DocumentReference.{field}" in each for each in faults(by_r5, document | {field: wrong}))


def test_it_would_tell_r4s_shape_of_a_format_from_r5s(filing, by_r5):
    document = copy.deepcopy(message(filing, version="R5").document)
    document["content"][0]["format"] = document["content"][0].pop("profile")[0]["valueCoding"]
    assert any("DocumentReference.content[0].format" in each for each in faults(by_r5, document))
