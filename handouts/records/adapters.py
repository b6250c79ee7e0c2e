"""One function a standard: its message and its way of sending. What is heavy is loaded when one is called."""

from __future__ import annotations

import functools
import pathlib
from typing import TYPE_CHECKING

from handouts.records.entries import Kind
from handouts.records.targets import Adapter, refused_retraction

if TYPE_CHECKING:
    from handouts.model.records import Records
    from handouts.records.filing import Filing
    from handouts.records.targets import Target


def folder_adapter(target: Target, site: Records, beside: pathlib.Path) -> Adapter:
    """Write files into a folder; what is there already is not written twice."""
    from handouts.assets import look
    from handouts.leaflet.wording import wording
    from handouts.records.chart_note import chart_note
    from handouts.records.messages import fhir, mdm
    from handouts.records.messages.folder import CHART_NOTE, FHIR, HL7, make, retract
    from handouts.records.senders.folder import send

    def make_message(filing: Filing, kind: Kind) -> bytes:
        if kind is Kind.RETRACT:
            withdrawn = fhir.make(filing, site).withdrawn()
            return retract(filing, site, {FHIR: withdrawn.packed(), HL7: mdm.cancel(filing, site)})
        note = chart_note(filing, wording("en", look())).encode()
        made = {FHIR: fhir.make(filing, site).packed(), HL7: mdm.make(filing, site), CHART_NOTE: note + b"\n"}
        return make(filing, site, made)

    return Adapter(make_message, functools.partial(send, folder=beside / target.path), idempotent=True)


def fhir_adapter(target: Target, site: Records, beside: pathlib.Path) -> Adapter:
    """File at a FHIR server."""
    from handouts.records.messages.fhir import make
    from handouts.records.senders.fhir import Sender

    def make_message(filing: Filing, kind: Kind) -> bytes:
        message = make(filing, site)
        return (message.withdrawn() if kind is Kind.RETRACT else message).packed()

    sender = Sender(str(target), site, beside)
    return Adapter(make_message, sender.send, sender.look, idempotent=True)


def mllp_adapter(target: Target, site: Records, beside: pathlib.Path) -> Adapter:
    """Send HL7 v2 messages."""
    from handouts.records.messages.mdm import cancel, make
    from handouts.records.senders.mllp import Receiver

    def path(name: str | None) -> pathlib.Path | None:
        return beside / name if name else None

    def make_message(filing: Filing, kind: Kind) -> bytes:
        return cancel(filing, site) if kind is Kind.RETRACT else make(filing, site)

    hl7 = site.hl7
    receiver = Receiver(str(target), path(site.ca), hl7.timeout_s, path(hl7.certificate), path(hl7.key))
    return Adapter(make_message, receiver.send, idempotent=hl7.resend == "same-number")


def dicom_adapter(target: Target, site: Records, beside: pathlib.Path) -> Adapter:
    """Store in an archive, by C-STORE or by DICOMweb.

    Raises:
        OutputError: when a message that takes a document back is made; DICOM has none.
    """
    from handouts.records.messages.dicom import make
    from handouts.records.senders import dicom as association
    from handouts.records.senders import dicomweb

    road = dicomweb if target.scheme.startswith("dicomweb") else association
    settings = {"target": str(target), "site": site, "folder": beside}

    def make_message(filing: Filing, kind: Kind) -> bytes:
        if kind is Kind.RETRACT:
            raise refused_retraction(target)
        return make(filing, site)

    return Adapter(
        make_message,
        functools.partial(road.send, **settings),
        functools.partial(road.look, **settings),
        idempotent=True,
    )


dicomweb_adapter = dicom_adapter
