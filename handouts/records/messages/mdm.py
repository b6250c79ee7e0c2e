"""HL7 v2.5.1, medical document management (chapter 9): a leaflet as MDM^T02, T10 or T11. Pure.

Sources of the tables that are named by their number: HL7 v2.5.1, appendix A.
"""

from __future__ import annotations

import base64
import hashlib
from typing import TYPE_CHECKING

from handouts.records.messages.segments import (
    authority,
    coded,
    date,
    designator,
    formatted,
    header,
    name,
    segment,
    text,
    time,
)

if TYPE_CHECKING:
    from handouts.model.records import Records
    from handouts.records.filing import Filing, Retraction

NEW, REPLACEMENT, CANCEL = "T02", "T10", "T11"
STRUCTURES = {NEW: "MDM_T02", REPLACEMENT: "MDM_T02", CANCEL: "MDM_T01"}  # table 0354: a cancellation has no OBX
CONTROL_LETTERS = 20  # of MSH-10
PRESENTATION = "AP"  # table 0191: data of another application
DOCUMENTED = "DO"  # and no claim of who answers for it
COMPLETION = {"approved": "AU", "draft": DOCUMENTED}  # table 0271: authenticated by who signed it off, or no more
AVAILABLE, CANCELLED = "AV", "CA"  # table 0273
NAME_ONLY = "^"  # a person's code is not known, the name is (XCN, PPN)
PERFORMED = "^" * 13  # from a family name to when it was done (PPN.15)
DRAFT = "DRAFT, not approved: nobody has signed the text off."
GENERIC = "This leaflet is general: no facts of the patient are on it."
PERSONAL = "The patient's own facts are on this leaflet."


def make(filing: Filing, site: Records) -> bytes:
    """Return the message that files a leaflet; if it replaces an older one, the message that does both."""
    event = REPLACEMENT if filing.replaces else NEW
    return _written(event, filing, site, [_document(filing, site), _content(filing, site), *_notes(filing)])


def cancel(retraction: Retraction, site: Records) -> bytes:
    """Return the message that takes a leaflet back.

    HL7 means it for documents that nobody may have acted upon (9.6.11): whether a receiver also hides one that was
    available is the receiver's.
    """
    return _written(CANCEL, retraction, site, [_cancelled(retraction, site)])


def document_number(filing: Filing | Retraction) -> str:
    """Return TXA-12, by which receivers know a document again."""
    return str(filing.identifier)


def _written(event: str, filing: Filing | Retraction, site: Records, about: list[str]) -> bytes:
    """Write the message; its identifier follows from all the rest, so that the same message has the same."""
    whose = [_event(event, filing, site), _patient(filing, site), f"PV1|1|{text(site.hl7.patient_class)}"]
    rest = "\r".join([*whose, *about])
    digest = hashlib.sha256(f"{_header(event, filing, site, '')}\r{rest}".encode()).digest()
    control = base64.b32encode(digest).decode()[:CONTROL_LETTERS]
    return f"{_header(event, filing, site, control)}\r{rest}\r".encode()


def _header(event: str, filing: Filing | Retraction, site: Records, control: str) -> str:
    here = site.hl7
    return header(
        {
            3: designator(here.sending_application),
            4: designator(here.sending_facility),
            5: designator(here.receiving_application),
            6: designator(here.receiving_facility),
            7: time(filing.at, offset=here.offsets),
            9: f"MDM^{event}^{STRUCTURES[event]}",
            10: control,
            11: here.processing,
            12: "2.5.1",
            18: "UNICODE UTF-8",
        }
    )


def _event(event: str, filing: Filing | Retraction, site: Records) -> str:
    return segment("EVN", {1: event, 2: time(filing.at, offset=site.hl7.offsets)})


def _patient(filing: Filing | Retraction, site: Records) -> str:
    person = filing.person
    assigned = authority(person.authority or site.authority)
    number = f"{text(person.number)}^^^{assigned}^{text(site.hl7.identifier_type)}".rstrip("^")
    return segment("PID", {1: "1", 3: number, 5: name(person.name, site.hl7.name_order), 7: date(person.born)})


def _document(filing: Filing, site: Records) -> str:
    """Return TXA: who gave it is who has acted (TXA-5); who signed the text off answers for it (TXA-10, TXA-22)."""
    here, giving, review = site.hl7, filing.giving, filing.manifest.review
    approved = filing.manifest.status == "approved" and review.by
    signed_off = f"{NAME_ONLY}{text(review.by)}" if approved and review.by else ""
    day = f"{PERFORMED}{date(review.on)}" if review.on else ""
    return segment("TXA", {
        1: "1",
        2: text(here.document_type),
        3: PRESENTATION,
        4: time(giving.at if giving else filing.at, offset=here.offsets),
        5: f"{NAME_ONLY}{text(giving.by)}" if giving else "",
        6: time(filing.at, offset=here.offsets),
        9: signed_off,
        10: signed_off,
        12: document_number(filing),
        13: str(filing.replaces) if filing.replaces else "",
        16: f"{text(filing.document)}.pdf",
        17: COMPLETION[filing.manifest.status],
        18: text(here.confidentiality),
        19: AVAILABLE,
        22: f"{signed_off}{day}" if signed_off else "",
    })  # fmt: skip


def _cancelled(retraction: Retraction, site: Records) -> str:
    """Return TXA of what is taken back: which document it is, and nothing claimed of who signed it off."""
    here = site.hl7
    return segment("TXA", {
        1: "1",
        2: text(here.document_type),
        3: PRESENTATION,
        4: time(retraction.at, offset=here.offsets),
        12: document_number(retraction),
        16: f"{text(retraction.document)}.pdf",
        17: DOCUMENTED,
        18: text(here.confidentiality),
        19: CANCELLED,
    })  # fmt: skip


def _content(filing: Filing, site: Records) -> str:
    pdf = base64.b64encode(filing.pdf).decode()
    return segment("OBX", {
        1: "1",
        2: "ED",
        3: coded(site.type),
        5: f"LEAFLET^application^pdf^Base64^{pdf}",
        11: "F",
        14: time(filing.at, offset=site.hl7.offsets),
    })  # fmt: skip


def _notes(filing: Filing) -> list[str]:
    """Return what the chart is told about the document, as notes to it (NTE): a second OBX would be a second one."""
    manifest = filing.manifest
    edition = f"document {manifest.document}, version {manifest.version}, language {manifest.language}"
    told = [f"Patient leaflet: {manifest.title}, {edition}.", PERSONAL if filing.personalised else GENERIC]
    if manifest.status == "draft":
        told.insert(0, DRAFT)
    if giving := filing.giving:
        told.append(f"Given to the patient on {giving.at:%Y-%m-%d at %H:%M} by {giving.by}.")
        if giving.understood is not None:
            told.append(f"What the patient said back: {giving.understood}")
    return [segment("NTE", {1: str(number), 3: formatted(line)}) for number, line in enumerate(told, 1)]
