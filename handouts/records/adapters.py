"""One function a standard: its message and its way of sending. What is heavy is loaded when one is called."""

from __future__ import annotations

import functools
import pathlib
from typing import TYPE_CHECKING, Any

from handouts.records.targets import Adapter

if TYPE_CHECKING:
    from handouts.model.records import Records
    from handouts.records.filing import Filing, Retraction
    from handouts.records.receipt import Receipt
    from handouts.records.targets import Target


def folder_adapter(target: Target, site: Records, beside: pathlib.Path) -> Adapter:
    """Write files into a folder; what is there already is not written twice."""
    from handouts.assets import look
    from handouts.leaflet.wording import wording
    from handouts.records.chart_note import chart_note
    from handouts.records.messages import fhir, mdm
    from handouts.records.messages.folder import CHART_NOTE, FHIR, HL7, make, retract
    from handouts.records.senders.folder import send

    def make_message(filing: Filing) -> bytes:
        note = chart_note(filing, wording("en", look())).encode()
        made = {FHIR: fhir.make(filing, site).packed(), HL7: mdm.make(filing, site), CHART_NOTE: note + b"\n"}
        return make(filing, site, made)

    def make_retraction(retraction: Retraction) -> bytes:
        made = {FHIR: fhir.withdrawal(retraction, site).packed(), HL7: mdm.cancel(retraction, site)}
        return retract(retraction, site, made)

    write = functools.partial(send, folder=beside / target.path)
    return Adapter(make_message, write, idempotent=True, retract=make_retraction)


def fhir_adapter(target: Target, site: Records, beside: pathlib.Path) -> Adapter:
    """File at a FHIR server."""
    from handouts.records.messages.fhir import make, withdrawal
    from handouts.records.senders.fhir import Sender

    def make_message(filing: Filing) -> bytes:
        return make(filing, site).packed()

    def make_retraction(retraction: Retraction) -> bytes:
        return withdrawal(retraction, site).packed()

    sender = Sender(str(target), site, beside, timeout_s=site.fhir.timeout_s)
    return Adapter(make_message, sender.send, sender.look, idempotent=True, retract=make_retraction)


def mllp_adapter(target: Target, site: Records, beside: pathlib.Path) -> Adapter:
    """Send HL7 v2 messages."""
    from handouts.records.messages.mdm import cancel, make
    from handouts.records.senders.mllp import Receiver

    def path(name: str | None) -> pathlib.Path | None:
        return beside / name if name else None

    hl7 = site.hl7
    receiver = Receiver(str(target), path(site.ca), hl7.timeout_s, path(hl7.certificate), path(hl7.key))
    making, taking_back = functools.partial(make, site=site), functools.partial(cancel, site=site)
    return Adapter(making, receiver.send, idempotent=hl7.resend == "same-number", retract=taking_back)


def dicom_adapter(target: Target, site: Records, beside: pathlib.Path) -> Adapter:
    """Store in an archive, by C-STORE or by DICOMweb; DICOM has no message that takes a document back."""
    from handouts.records.messages.dicom import make
    from handouts.records.senders import dicom as association
    from handouts.records.senders import dicomweb
    from handouts.records.senders.archives import told_of_replaced

    road = dicomweb if target.scheme.startswith("dicomweb") else association
    settings: dict[str, Any] = {"target": str(target), "site": site, "folder": beside}

    def send(message: bytes) -> Receipt:
        return told_of_replaced(road.send(message, **settings), message)

    look = functools.partial(road.look, **settings)
    return Adapter(functools.partial(make, site=site), send, look, idempotent=True)


dicomweb_adapter = dicom_adapter
