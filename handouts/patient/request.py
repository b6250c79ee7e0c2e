"""The one prescription of a patient's files that is for a monograph's medicine, and whether it holds today."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Any

from handouts.patient.fhir import Resource, modelled, referred
from handouts.patient.identity import said_name
from handouts.patient.losses import check_request
from handouts.patient.medicine import why_another
from handouts.patient.quantities import HINT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from handouts.model.monograph import Monograph

STATUS, ORDERS = "active", {"order", "original-order", "reflex-order", "filler-order", "instance-order"}
DATE = re.compile(r"\d{4}-\d{2}-\d{2}(?:T\S+)?")


def request_for(monograph: Monograph, resources: Sequence[Resource]) -> Resource:
    """Return the one prescription of a monograph's medicine.

    Raises:
        ContentError: there is none, or more than one.
    """
    requests = [each for each in resources if each.kind == "MedicationRequest"]
    found, reasons = list[Resource](), list[tuple[Resource, str]]()
    for request in requests:
        why = _why_another(request, resources, monograph)
        if why:
            reasons.append((request, why))
        elif all(request.values != other.values for other in found):
            found.append(request)
    if len(found) > 1:
        message = "this is a second prescription of this medicine"
        raise found[1].refuse("", "two-prescriptions", message, "Export the one that counts.")
    if not found:
        request, why = reasons[0]
        message = f"this is not the monograph's medicine, or not for certain: {why}"
        hint = "Name the leaflet of the medicine that is prescribed; a brand name may be added to its front matter."
        raise request.refuse("medication", "other-medicine", message, hint)
    return found[0]


def _why_another(request: Resource, resources: Sequence[Resource], monograph: Monograph) -> str | None:
    """Return why a prescription is not of a monograph's medicine."""
    model = modelled(request)
    if model.medicationCodeableConcept is not None:
        return why_another(model.medicationCodeableConcept, monograph)
    reference = model.medicationReference.reference if model.medicationReference else None
    medicine = referred(request, reference or "", resources)
    if medicine is None or medicine.kind != "Medication":
        return "the medicine it refers to is not in the file"
    if medicine.values.get("status") in {"entered-in-error", "inactive"}:
        return "the record of the medicine is not in use"
    concept = modelled(medicine).code
    return why_another(concept, monograph) if concept is not None else "the medicine it refers to has no code"


def checked(request: Resource, patients: Sequence[Resource], today: dt.date) -> Any:
    """Return the model of a prescription that holds today and is the patient's.

    Raises:
        ContentError: it is not in force, no order, says not to take it, or is of another patient.
    """
    model = modelled(request)
    if model.status != STATUS:
        message = "the prescription is not active"
        raise request.refuse("status", "fhir-status", message, "Export the one that is in force.")
    if model.intent not in ORDERS:
        raise request.refuse("intent", "fhir-status", "this is a plan or a proposal, no order", "Export the order.")
    if model.doNotPerform:
        message = "it says that the medicine is not to be taken"
        raise request.refuse("doNotPerform", "fhir-status", message, "Do not hand out a leaflet to take it.")
    reference = model.subject.reference or ""
    if patients and not any(patient.is_named_by(reference) for patient in patients):
        message = "it is not the prescription of the patient in this file"
        raise request.refuse("subject", "other-patient", message, "Export the patient and the prescription together.")
    _refuse_partial_dates(request)
    check_request(request, model, today)
    for number, dosage in enumerate(model.dosageInstruction or []):
        period = dosage.timing.repeat.boundsPeriod if dosage.timing and dosage.timing.repeat else None
        end = period.end if period else None
        day = end.date() if isinstance(end, dt.datetime) else end
        if day and day < today:
            field = f"dosageInstruction.{number}.timing.repeat.boundsPeriod.end"
            raise request.refuse(field, "fhir-timing", "this end is in the past", HINT)
    return model


def _refuse_partial_dates(request: Resource) -> None:
    """Refuse a month or a year as the first or last day: the library reads it as the first of it."""
    for number, dosage in enumerate(request.values.get("dosageInstruction") or []):
        period = dosage
        for field in ("timing", "repeat", "boundsPeriod"):
            period = period.get(field) if isinstance(period, dict) else None
        for end in ("start", "end") if isinstance(period, dict) else ():
            written = period.get(end)
            if written is not None and not (isinstance(written, str) and DATE.fullmatch(written)):
                field = f"dosageInstruction.{number}.timing.repeat.boundsPeriod.{end}"
                raise request.refuse(field, "fhir-timing", "the whole date is missing", HINT)


def prescriber_of(request: Resource, model: Any, resources: Sequence[Resource]) -> str | None:
    """Return who prescribes, where the file says it."""
    requester = model.requester
    if requester is None:
        return None
    practitioner = referred(request, requester.reference or "", resources)
    if practitioner is not None and practitioner.kind == "Practitioner":
        names = modelled(practitioner).name or []
        for use in ("official", "usual", None):
            for name in names:
                if name.use == use:
                    prefix = " ".join(name.prefix or []) if not name.text else ""
                    return f"{prefix} {said_name(name)}".strip()
    return str(requester.display).strip() if requester.display else None
