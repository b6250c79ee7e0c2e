"""FHIR: a leaflet as a DocumentReference, and that it was given as a Communication.

R4 as IHE MHD's Simplified Publish (ITI-105) wants it, in US Core's shape, or R5. The sub-package R4B of fhir.resources
has the shape of R4 for all that is written here.
"""

from __future__ import annotations

import base64
import importlib
import uuid
from typing import TYPE_CHECKING

import pydantic

from handouts.errors import OutputError, Place, Problem
from handouts.records.messages.fhir_bundle import UNIVERSAL, WITHDRAWN, Message

if TYPE_CHECKING:
    import datetime as dt

    from handouts.model.records import Coded, Records
    from handouts.records.filing import Filing, Person, Retraction
    from handouts.records.messages.fhir_bundle import Resource

PDF = "application/pdf"
FORMAT = {
    "system": "http://ihe.net/fhir/ihe.formatcode.fhir/CodeSystem/formatcode",
    "code": "urn:ihe:iti:xds:2017:mimeTypeSufficient",
    "display": "mimeType Sufficient",
}
PROFILES = {
    "mhd-strict": "https://profiles.ihe.net/ITI/MHD/StructureDefinition/IHE.MHD.SimplifiedPublish.DocumentReference",
    "us-core": "http://hl7.org/fhir/us/core/StructureDefinition/us-core-documentreference",
}
TERMINOLOGY = "http://terminology.hl7.org/CodeSystem"
INSTRUCTION = {"system": f"{TERMINOLOGY}/communication-category", "code": "instruction", "display": "Instruction"}
ON_PAPER = {"system": f"{TERMINOLOGY}/v3-ParticipationMode", "code": "WRITTEN", "display": "written"}
GIVEN = "given"
RELATIONS = "http://hl7.org/fhir/document-relationship-type"
DRAFT, GENERIC, PERSONAL = (
    "DRAFT, not approved.",
    "General leaflet, not made for this patient.",
    "Made for this patient.",
)


def make(filing: Filing, site: Records) -> Message:
    """Return what is filed; `Message.packed` makes one file of it, `withdrawal` takes it back.

    Raises:
        OutputError: the library is not installed, or a value is not as FHIR wants it.
        ValueError: the document is no PDF, or its moment has no offset.
    """
    if not filing.pdf.startswith(b"%PDF-"):
        raise ValueError("what is filed is no PDF")
    data = base64.b64encode(filing.pdf).decode()
    binary = None
    if site.fhir.profile == "us-core":
        binary = {"resourceType": "Binary", "id": str(_derived(filing, "binary")), "contentType": PDF, "data": data}
        attached = {"url": f"Binary/{binary['id']}"}
    else:
        attached = {"data": data}
    patient = _person(filing.person, site)
    return _held(Message(patient, _document(filing, site, attached), binary, _communication(filing, site)), site)


def withdrawal(retraction: Retraction, site: Records) -> Message:
    """Return what takes a filing back: the document, and every word that it was given, by their identifiers.

    At a server they are looked up, and nothing but their status is changed.

    Raises:
        OutputError: the library is not installed, or a value is not as FHIR wants it.
    """
    patient = _patient(retraction, site)
    document = {
        "resourceType": "DocumentReference",
        **_identifiers(retraction, site),
        "status": WITHDRAWN,
        "subject": patient,
        "description": f"Patient leaflet {retraction.document}: {WITHDRAWN}.",
        "content": [{"attachment": {"contentType": PDF}}],
    }
    given = {
        "resourceType": "Communication",
        "identifier": [_own(_derived(retraction, GIVEN))],
        "status": WITHDRAWN,
        "subject": patient,
    }
    told = given if retraction.given and site.fhir.communication else None
    return _held(Message(_person(retraction.person, site), document, communication=told), site)


def _held(message: Message, site: Records) -> Message:
    """Hold each resource to FHIR's own model."""
    for resource in filter(None, (message.patient, message.document, message.binary, message.communication)):
        _hold_to_the_model(resource, site.fhir.version)
    return message


def _identifiers(filing: Filing | Retraction, site: Records) -> Resource:
    """Return by what a document is found."""
    own, r4, strict = _own(filing.identifier), site.fhir.version == "R4", site.fhir.profile == "mhd-strict"
    several = [own, {"system": site.fhir.numbers, "value": filing.document}]
    # MHD 4 has none of the several, and some servers find a document by nothing else.
    return ({"masterIdentifier": own} if r4 else {}) | ({} if r4 and strict else {"identifier": several})


def _document(filing: Filing, site: Records, attached: Resource) -> Resource:
    manifest, fhir = filing.manifest, site.fhir
    r4, us_core = fhir.version == "R4", fhir.profile == "us-core"
    patient = _patient(filing, site)
    first = [DRAFT] if manifest.status == "draft" else []
    about = f"Patient leaflet {manifest.document}, version {manifest.version}."
    attachment = {
        "contentType": PDF,
        "language": filing.language,
        **attached,
        "size": len(filing.pdf) if r4 else str(len(filing.pdf)),  # R5 writes integer64 as text
        "hash": filing.sha1_base64,
        "title": manifest.title,
        "creation": manifest.edition.issued.isoformat() if manifest.edition.issued else _instant(filing.at),
    }
    shape: Resource = {"format": FORMAT} if r4 else {"profile": [{"valueCoding": FORMAT}]}
    replaced = {"system": UNIVERSAL, "value": f"urn:uuid:{filing.replaces}"}
    target = {"type": "DocumentReference", "identifier": replaced}
    replaces = "replaces" if r4 else {"coding": [{"system": RELATIONS, "code": "replaces", "display": "Replaces"}]}
    who = (manifest.review.by if manifest.status == "approved" else None) or site.custodian  # who answers for the text
    context = {
        "period": _period(filing) if us_core else None,
        "facilityType": _concept(site.facility),
        "practiceSetting": _concept(site.setting),
    }
    if r4:
        source = {"reference": "#patient"} if not us_core else None
        context = {"context": _filled(context | {"sourcePatientInfo": source})}
    return _filled(
        {
            "resourceType": "DocumentReference",
            "meta": {"profile": [PROFILES[fhir.profile]]} if r4 and fhir.profile in PROFILES else None,
            "contained": [{**_person(filing.person, site), "id": "patient"}] if r4 and not us_core else None,
            **_identifiers(filing, site),
            "version": None if r4 else manifest.version,
            "status": "current",
            # MHD forbids it: there the description alone says that it is a draft.
            "docStatus": {"draft": "preliminary", "approved": "final"}[manifest.status] if us_core or not r4 else None,
            "type": _concept(site.type),
            "category": [_concept(site.category)] if site.category else None,
            "subject": patient,
            "date": _instant(filing.at),
            "author": [{"display": who}] if who else None,
            "custodian": _filled({"reference": fhir.custodian, "display": site.custodian}),
            "relatesTo": [{"code": replaces, "target": target}] if filing.replaces else None,
            "description": " ".join([*first, about, PERSONAL if filing.personalised else GENERIC]),
            "securityLabel": [_concept(fhir.security)] if fhir.security else None,
            "content": [{"attachment": attachment, **shape}],
            **context,
        }
    )


def _communication(filing: Filing, site: Records) -> Resource | None:
    """Return that it was given to the patient; None where it was not, or where the site files no such thing."""
    giving = filing.giving
    if giving is None or not site.fhir.communication:
        return None
    patient, when = _patient(filing, site), _instant(giving.at)
    note = {"authorString": giving.by, "time": when, "text": giving.understood}
    return _filled(
        {
            "resourceType": "Communication",
            # its own, and that of every giving of this document, by which all are found when it is taken back
            "identifier": [_own(_derived(filing, f"given|{when}|{giving.by}")), _own(_derived(filing, GIVEN))],
            "status": "completed",
            "category": [{"coding": [INSTRUCTION], "text": INSTRUCTION["display"]}],
            "medium": [{"coding": [ON_PAPER], "text": ON_PAPER["display"]}],
            "subject": patient,
            "sent": when,
            "recipient": [patient],
            "sender": {"display": giving.by},
            "payload": [{"contentReference": {"reference": f"urn:uuid:{filing.identifier}"}}],
            "note": [note] if giving.understood else None,
        }
    )


def _patient(filing: Filing | Retraction, site: Records) -> Resource:
    """Return the reference to the person, until a server's own is known."""
    named = f"urn:uuid:{_derived(filing, 'patient')}"
    return {"reference": named, "type": "Patient", "identifier": _number(filing.person, site)}


def _number(person: Person, site: Records) -> Resource:
    return _filled({"system": person.authority or site.authority, "value": person.number})


def _person(person: Person, site: Records) -> Resource:
    """Return who the paper says it is for."""
    return {
        "resourceType": "Patient",
        "identifier": [_number(person, site)],
        "name": [{"text": person.name}],
        "birthDate": person.born.isoformat(),
    }


def _derived(filing: Filing | Retraction, what: str) -> uuid.UUID:
    return uuid.uuid5(filing.identifier, what)


def _own(identifier: uuid.UUID) -> Resource:
    return {"system": UNIVERSAL, "value": f"urn:uuid:{identifier}"}


def _concept(coded: Coded | None) -> Resource | None:
    return {"coding": [coded.model_dump()], "text": coded.display} if coded else None


def _period(filing: Filing) -> Resource:
    when = _instant(filing.giving.at if filing.giving else filing.at)
    return {"start": when, "end": when}


def _instant(moment: dt.datetime) -> str:
    if moment.tzinfo is None:
        raise ValueError("a moment without its offset")
    return moment.isoformat(timespec="seconds")


def _filled(values: Resource) -> Resource:
    """Leave out what there is none of: FHIR has no empty values."""
    return {name: value for name, value in values.items() if value not in (None, "", {}, [])}


def _hold_to_the_model(resource: Resource, version: str) -> None:
    kind = resource["resourceType"]
    try:
        module = importlib.import_module(f"fhir.resources.{'R4B.' if version == 'R4' else ''}{kind.lower()}")
    except ImportError as error:
        message = f"To write FHIR, more is needed than is installed ({error.name})."
        hint = "Run: pip install 'handouts[records]' (where make set handouts up: make setup)."
        raise OutputError(Problem("fhir-missing", message, hint, Place(kind))) from None
    try:
        getattr(module, kind).model_validate(resource)
    except (pydantic.ValidationError, ValueError, TypeError) as error:
        steps = error.errors(include_input=False)[0]["loc"] if isinstance(error, pydantic.ValidationError) else ()
        message = f"{'.'.join(map(str, (kind, *steps)))}: FHIR {version} has no such value."
        raise OutputError(Problem("fhir-field", message, "Look at [records].", Place("clinic.toml"))) from None
