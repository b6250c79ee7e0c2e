"""Whether a record at a FHIR server is that of the person on the paper: number, name and date of birth."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Any

from handouts.records.receipt import WrongPatientError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from handouts.records.filing import Person
    from handouts.records.messages.fhir_bundle import Resource

NAME = re.compile(r"[A-Za-z0-9.-]{1,64}")  # of a record
NO_LONGER = {"old", "nickname", "anonymous", "temp"}  # uses of a name that is on no paper
SIGNS = str.maketrans(dict.fromkeys("\\|,$", None) | {sign: f"\\{sign}" for sign in "\\|,$"})


def query_for(person: Person) -> dict[str, str]:
    """Return the search for a person by the number; its signs are kept from meaning anything in a search."""
    number = person.number.translate(SIGNS)
    authority = person.authority
    return {"identifier": f"{authority.translate(SIGNS)}|{number}" if authority else number}


def the_one(found: Sequence[Resource], person: Person) -> str:
    """Return the reference of the person's record.

    Raises:
        WrongPatientError: it is nobody's, several people's, somebody else's, or no longer in use.
    """
    if not found:
        raise WrongPatientError("it knows no patient with this number")
    if len(found) > 1:
        raise WrongPatientError("it knows several patients with this number")
    (patient,) = found
    reasons = (
        (_has_number(patient, person), "its patient has another number: it does not search as FHIR does"),
        (patient.get("active") is not False, "its record of this patient is not in use"),
        (not _is_replaced(patient), "another record has taken the place of this patient's there"),
        (_has_birthday(patient, person), "this number belongs there to somebody with another date of birth, or none"),
        (_has_name(patient, person), "this number belongs there to somebody with another name"),
    )
    for holds, why in reasons:
        if not holds:
            raise WrongPatientError(why)
    return f"Patient/{patient['id']}"


def _listed(resource: Mapping[str, Any], field: str) -> list[Mapping[str, Any]]:
    values = resource.get(field)
    return [each for each in values if isinstance(each, dict)] if isinstance(values, list) else []


def _has_number(patient: Resource, person: Person) -> bool:
    numbers = [each for each in _listed(patient, "identifier") if each.get("use") != "old"]
    right = [each for each in numbers if each.get("value") == person.number]
    named = NAME.fullmatch(str(patient.get("id") or ""))
    return bool(named) and any(not person.authority or each.get("system") == person.authority for each in right)


def _is_replaced(patient: Resource) -> bool:
    return any(each.get("type") == "replaced-by" for each in _listed(patient, "link"))


def _has_birthday(patient: Resource, person: Person) -> bool:
    return patient.get("birthDate") == person.born.isoformat()


def _has_name(patient: Resource, person: Person) -> bool:
    """Hold the paper's words against each name: the family's all, a given one at least, and none from elsewhere."""
    paper = _words(person.name)
    for name in _listed(patient, "name"):
        if str(name.get("use")) in NO_LONGER:
            continue
        family, given = _words(name.get("family")), _words(name.get("given"))
        all_of_it = family | given | _words(name.get("text")) | _words(name.get("prefix")) | _words(name.get("suffix"))
        needed = family if family or given else all_of_it
        if paper and needed <= paper <= all_of_it and (not given or given & paper):
            return True
    return False


def _words(said: object) -> set[str]:
    parts = [each for each in said if isinstance(each, str)] if isinstance(said, list) else [said]
    text = unicodedata.normalize("NFKC", " ".join(part for part in parts if isinstance(part, str)))
    return set(text.casefold().replace(",", " ").split())
