"""Who the patient of a FHIR file is: one living, active person with a name, a birth date and a number."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from handouts.patient.fhir import Resource, modelled

if TYPE_CHECKING:
    from collections.abc import Sequence

HINT = "Export one patient."
NAME_USES = ("official", "usual", None)  # which of several names is printed; no maiden name, no nickname
NUMBER_KINDS = ("MR", "PI", "NH")  # http://terminology.hl7.org/CodeSystem/v2-0203: the record's number first
DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


def identity_of(  # noqa: C901 - each reason to refuse a record by itself
    patients: Sequence[Resource], filled: frozenset[str]
) -> dict[str, Any]:
    """Return name, birth date and number of the one patient; what the command line fills is not read.

    Raises:
        ContentError: there are two, one cannot be given a leaflet, or a field is missing or not certain.
    """
    first, *others = patients
    for other in others:
        if other.values != first.values:
            raise other.refuse("", "two-patients", "this is a second patient", HINT)
    patient = modelled(first)
    if patient.active is False:
        raise first.refuse("active", "fhir-patient", "this record of a patient is not in use", HINT)
    if patient.deceasedBoolean or patient.deceasedDateTime is not None:
        raise first.refuse("deceasedBoolean", "fhir-patient", "the record says that this patient has died", HINT)
    for number, link in enumerate(patient.link or []):
        if link.type == "replaced-by":
            message = "another record has taken the place of this one"
            raise first.refuse(f"link.{number}.type", "fhir-patient", message, "Export the other one.")
    values: dict[str, Any] = {}
    if "name" not in filled:
        values["name"] = _name(patient, first)
    if "number" not in filled:
        values["number"] = _number(patient, first)
    if "born" not in filled:
        written = first.values.get("birthDate")
        if not isinstance(written, str) or not DATE.fullmatch(written):
            hint = 'Mend the record, or give it by hand: --fill born="1950-04-03"'
            raise first.refuse("birthDate", "fhir-patient", "the whole date of birth is missing", hint)
        values["born"] = written
    return values


def _name(patient: Any, resource: Resource) -> str:
    names = patient.name or []
    for use in NAME_USES:
        found = [(number, name) for number, name in enumerate(names) if name.use == use and not _over(name)]
        if len(found) > 1:
            message = "there are two names of one use"
            raise resource.refuse(f"name.{found[1][0]}", "fhir-patient", message, 'Choose one: --fill name="…"')
        if found and (words := said_name(found[0][1])):
            if _contradicts(found[0][1]):
                message = "its text is not the name that its parts make"
                raise resource.refuse(f"name.{found[0][0]}", "fhir-patient", message, 'Choose one: --fill name="…"')
            return words
    raise resource.refuse("name", "fhir-patient", "the patient's name is missing", 'Give it by hand: --fill name="…"')


def _contradicts(name: Any) -> bool:
    return bool(name.text and name.family) and name.family.casefold() not in name.text.casefold()


def _over(name: Any) -> bool:
    return bool(name.period and name.period.end)


def said_name(name: Any) -> str:
    """Return a person's name as it is written: the whole text, or its parts."""
    parts = [*(name.given or []), name.family, *(name.suffix or [])]
    return str(name.text or " ".join(part for part in parts if part)).strip()


def _number(patient: Any, resource: Resource) -> str:
    given = [
        (place, each)
        for place, each in enumerate(patient.identifier or [])
        if each.value and each.use != "old" and not _over(each)
    ]
    for kind in NUMBER_KINDS:
        found = [(place, each) for place, each in given if kind in _kinds(each)]
        if len(found) == 1:
            return str(found[0][1].value)
        if found:
            given = found
            break
    official = [(place, each) for place, each in given if each.use == "official"]
    chosen = official if len(official) == 1 else given
    if len(chosen) != 1:
        what = "it is not certain which number is printed" if chosen else "the patient's number is missing"
        raise resource.refuse("identifier", "fhir-patient", what, 'Give it by hand: --fill number="…"')
    return str(chosen[0][1].value)


def _kinds(identifier: Any) -> set[str]:
    return {coding.code for coding in (identifier.type.coding or [] if identifier.type else [])}
