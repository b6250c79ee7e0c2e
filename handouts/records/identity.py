"""Whose record it is: the person on the paper, in the message and at the receiver must be the same."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from handouts.errors import OutputError, Place, Problem
from handouts.records.filing import Person

if TYPE_CHECKING:
    from handouts.manifest import Manifest
    from handouts.model.recipient import Recipient

BLANKS = re.compile(r"\s+")


def person_of(identity: Recipient, authority: str) -> Person:
    """Return a patient as record systems know one.

    Raises:
        ValueError: name, date of birth or number is missing.
    """
    if identity.name is None or identity.born is None or identity.number is None:
        raise ValueError("a person has a name, a date of birth and a number")
    return Person(identity.number, identity.name, identity.born, authority)


def refuse_another_person(manifest: Manifest, person: Person, name: str) -> None:
    """Keep a leaflet out of another patient's record; one for nobody in particular may go into every one.

    Raises:
        OutputError: the paper names another person, or nobody for certain.
    """
    if not manifest.personalised:
        return
    printed = manifest.recipient
    differing = [
        field
        for field, other in (("number", person.number), ("name", person.name), ("born", person.born))
        if printed is None or not _is_same(getattr(printed, field), other)
    ]
    if differing:
        words = {"number": "number", "name": "name", "born": "date of birth"}
        told = ", ".join(words[field] for field in differing)
        message = f"The patient on the paper is not the one whose record it is for: another {told}."
        hint = "Take the leaflet of this patient, or the file of the patient on the paper."
        raise OutputError(Problem("wrong-patient", message, hint, Place(name)))


def _is_same(printed: object, other: object) -> bool:
    if isinstance(printed, str) and isinstance(other, str):
        return _plain(printed) == _plain(other)
    return printed is not None and printed == other


def _plain(text: str) -> str:
    return BLANKS.sub(" ", unicodedata.normalize("NFC", text)).strip()
