"""FHIR R4 resources of a patient's files: taken apart, checked by the model of a kept library, found by reference.

The only door to fhir.resources; its sub-package R4B has the shape of R4 for all that is read here.
"""

from __future__ import annotations

import dataclasses
import importlib
from typing import TYPE_CHECKING, Any

import pydantic

from handouts.errors import ContentError, Place, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from handouts.patient.file import Document, Steps

KINDS = ("Patient", "MedicationRequest", "Medication", "Practitioner")
HINT = "Export it again as FHIR R4."


@dataclasses.dataclass(frozen=True)
class Resource:
    """A resource as it stands in a file: its raw values, and where it stands."""

    document: Document
    steps: Steps
    values: Mapping[str, Any] = dataclasses.field(repr=False)
    address: str = dataclasses.field(default="", repr=False)

    @property
    def kind(self) -> str:
        """What it is: ``Patient``."""
        return str(self.values.get("resourceType", ""))

    def refuse(self, field: str, code: str, message: str, hint: str) -> ContentError:
        """Return the error that a field of this resource is wrong."""
        steps = tuple(int(step) if step.isdigit() else step for step in field.split(".") if step)
        return self.document.refuse((*self.steps, *steps), code, message, hint)

    def is_named_by(self, reference: str) -> bool:
        """Tell whether a reference means this resource."""
        plain = reference.partition("/_history/")[0]
        own = f"{self.kind}/{self.values.get('id')}"
        return bool(plain) and (plain in {self.address, own} or plain.endswith(f"/{own}"))


def is_fhir(document: Document) -> bool:
    """Tell whether a file holds a FHIR resource."""
    return "resourceType" in document.values


def resources_of(documents: Sequence[Document]) -> list[Resource]:
    """Return what is read of FHIR files: patients, prescriptions, medicines, prescribers.

    Raises:
        ContentError: a file holds something else, or a bundle that is not whole.
    """
    return [resource for document in documents for resource in _resources(document)]


def _resources(document: Document) -> Iterator[Resource]:
    whole = Resource(document, (), document.values)
    _refuse_modified(whole)
    if whole.kind in {"Patient", "MedicationRequest"}:
        yield whole
        return
    if whole.kind != "Bundle":
        message = "this is neither a Bundle, nor a Patient, nor a MedicationRequest"
        raise whole.refuse("resourceType", "fhir-kind", message, "Export the patient and the prescription.")
    if document.values.get("type") == "history":
        raise whole.refuse(
            "type", "fhir-kind", "this is a history: what it holds may be over", "Export what is in force."
        )
    links = document.values.get("link") or []
    if isinstance(links, list) and any(isinstance(link, dict) and link.get("relation") == "next" for link in links):
        raise whole.refuse("link", "fhir-kind", "the bundle goes on in another file", "Export all of it at once.")
    entries = document.values.get("entry") or []
    if not isinstance(entries, list):
        raise whole.refuse("entry", "fhir-field", "this is no list", HINT)
    for number, entry in enumerate(entries):
        values = entry.get("resource") if isinstance(entry, dict) else None
        if not isinstance(values, dict):
            raise whole.refuse(f"entry.{number}", "fhir-field", "the entry holds no resource", HINT)
        asked = entry.get("request")
        if isinstance(asked, dict) and asked.get("method") == "DELETE":
            raise whole.refuse(f"entry.{number}.request", "fhir-kind", "the entry asks to delete it", HINT)
        found = Resource(document, ("entry", number, "resource"), values, str(entry.get("fullUrl") or ""))
        if found.kind in KINDS:
            _refuse_modified(found)
            yield found


def _refuse_modified(resource: Resource) -> None:
    """Refuse what changes a meaning in a way we do not know, and what was cut."""
    rules = resource.values.get("implicitRules")
    if rules is not None:
        raise resource.refuse("implicitRules", "fhir-modifier", "rules of its own change what it means", HINT)
    meta = resource.values.get("meta")
    tags = (meta.get("tag") if isinstance(meta, dict) else None) or []
    if isinstance(tags, list) and any(isinstance(tag, dict) and tag.get("code") == "SUBSETTED" for tag in tags):
        raise resource.refuse("meta.tag", "fhir-modifier", "a part of the resource was left out", HINT)
    if resource.kind == "Bundle":
        return
    waiting: list[tuple[Steps, Any]] = [((), resource.values)]
    while waiting:
        steps, value = waiting.pop()
        if isinstance(value, dict):
            if value.get("modifierExtension"):
                message = "an extension changes what this means, in a way we do not know"
                where = (*resource.steps, *steps, "modifierExtension")
                raise resource.document.refuse(where, "fhir-modifier", message, "Ask who keeps the record system.")
            waiting += [((*steps, name), inner) for name, inner in value.items()]
        elif isinstance(value, list):
            waiting += [((*steps, number), inner) for number, inner in enumerate(value)]


def modelled(resource: Resource) -> Any:
    """Return a resource by the library's model of it.

    Raises:
        ContentError: the library is not installed, or a field is not as FHIR wants it.
    """
    try:
        module = importlib.import_module(f"fhir.resources.R4B.{resource.kind.lower()}")
    except ImportError as error:
        message = f"To read FHIR, more is needed than is installed ({error.name})."
        hint = "Run: pip install 'handouts[records]' (where make set handouts up: make setup)."
        raise ContentError(Problem("fhir-missing", message, hint, Place(resource.document.path))) from None
    try:
        return getattr(module, resource.kind).model_validate(resource.values)
    except pydantic.ValidationError as error:
        raise ContentError(*_problems(resource, error)) from None
    except (ValueError, TypeError, ArithmeticError):
        raise resource.refuse("", "fhir-field", "a field is not as FHIR R4 wants it", HINT) from None


def _problems(resource: Resource, error: pydantic.ValidationError) -> Iterator[Problem]:
    for detail in error.errors(include_url=False, include_input=False, include_context=False):
        steps = tuple(step for step in detail["loc"] if isinstance(step, int) or step.isidentifier())
        unknown = detail["type"] == "extra_forbidden"
        message = {
            "missing": "the field is missing",
            "extra_forbidden": "FHIR R4 has no field of the name that stands here",
        }.get(detail["type"], "the value is not as FHIR R4 wants it")
        steps = steps[:-1] if unknown else steps
        yield resource.document.refuse((*resource.steps, *steps), "fhir-field", message, HINT).problems[0]


def contained(resource: Resource, reference: str) -> Resource | None:
    """Return the resource inside another one that a reference means: ``#medicine``."""
    inside = resource.values.get("contained") or []
    for number, values in enumerate(inside if isinstance(inside, list) else []):
        if isinstance(values, dict) and reference == f"#{values.get('id')}":
            return Resource(resource.document, (*resource.steps, "contained", number), values)
    return None


def referred(resource: Resource, reference: str, others: Sequence[Resource]) -> Resource | None:
    """Return the one resource a reference means, inside its own resource or beside it."""
    if reference.startswith("#"):
        return contained(resource, reference)
    found = [other for other in others if other.is_named_by(reference)]
    return found[0] if len(found) == 1 else None
