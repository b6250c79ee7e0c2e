"""What is filed: a proven PDF, for whom, and whether it was given to the patient; and how it is taken back."""

from __future__ import annotations

import base64
import dataclasses
import datetime as dt
import functools
import hashlib
import uuid
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from handouts.manifest import Manifest

NAMESPACE = uuid.UUID("5b0e4f0a-8f0c-5c6e-9a41-6d3a6c1f7e21")  # of the identifiers made here


@dataclasses.dataclass(frozen=True)
class Person:
    """A patient, as record systems know one: the number with who assigns it, the name as printed, the date of birth."""

    number: str
    name: str
    born: dt.date
    authority: str = ""


@dataclasses.dataclass(frozen=True)
class Giving:
    """That the leaflet was given: when (with its offset), by whom, and what the patient said back in own words."""

    at: dt.datetime
    by: str
    understood: str | None = None


@dataclasses.dataclass(frozen=True)
class Filing:
    """A leaflet for a patient's record. ``at`` is when it is filed; ``replaces`` the identifier of an older one.

    Everything a message says follows from these values, so that the same filing makes the same message.
    """

    pdf: bytes = dataclasses.field(repr=False)
    manifest: Manifest = dataclasses.field(repr=False)
    person: Person = dataclasses.field(repr=False)
    at: dt.datetime
    giving: Giving | None = dataclasses.field(default=None, repr=False)
    replaces: uuid.UUID | None = None

    @functools.cached_property
    def identifier(self) -> uuid.UUID:
        """The identifier of this document in this patient's record: the same for the same paper and patient."""
        return identifier_of(self.document, self.sha256, self.person)

    @property
    def document(self) -> str:
        """The leaflet's number."""
        return self.manifest.document

    @functools.cached_property
    def sha256(self) -> str:
        """The paper's digest; with it, whose filing it is can be held against a patient without the paper."""
        return hashlib.sha256(self.pdf).hexdigest()

    @property
    def language(self) -> str:
        """The language's BCP 47 tag."""
        return self.manifest.language

    @property
    def personalised(self) -> bool:
        """Whether the patient's own facts are on the paper."""
        return self.manifest.personalised

    @property
    def sha1_base64(self) -> str:
        """SHA-1 in base64, as FHIR wants it."""
        return base64.b64encode(hashlib.sha1(self.pdf, usedforsecurity=False).digest()).decode()


@dataclasses.dataclass(frozen=True)
class Retraction:
    """That a filed leaflet is taken back: which one, from whose record, and when; the paper itself is not needed.

    ``given``: that it was given to the patient was filed with it.
    """

    identifier: uuid.UUID
    document: str
    person: Person = dataclasses.field(repr=False)
    at: dt.datetime
    given: bool = False


def identifier_of(document: str, sha256: str, person: Person) -> uuid.UUID:
    """Return the identifier of a paper in a patient's record."""
    return uuid.uuid5(NAMESPACE, f"{document}|{sha256}|{person.authority}|{person.number}")
