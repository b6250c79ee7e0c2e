"""What the ledger of leaflets given is asked, and what it answers; printed or logged, none of it shows a patient."""

from __future__ import annotations

import dataclasses
import datetime as dt
import enum

from handouts.model.typography import printable
from handouts.records.filing import Person


class Outcome(enum.StrEnum):
    """What has become of a step of giving a leaflet."""

    DONE = "done"
    FAILED = "failed"
    WAITING = "waiting"
    RETRACTED = "retracted"
    UNKNOWN = "unknown"
    NOT_ASKED = "not-asked"


@dataclasses.dataclass(frozen=True, slots=True)
class Asking:
    """Who asks, and when; a time has its offset."""

    at: dt.datetime
    by: str


@dataclasses.dataclass(frozen=True, slots=True)
class Query:
    """What is looked for; days count with both ends. A patient is a `Person` or the number of one."""

    document: str | None = None
    title: str | None = None
    version: str | None = None
    patient: Person | str | None = dataclasses.field(default=None, repr=False)
    first: dt.date | None = None
    last: dt.date | None = None

    @property
    def patient_number(self) -> str | None:
        """The number of the patient, if one is asked for."""
        return self.patient.number if isinstance(self.patient, Person) else self.patient

    @property
    def told(self) -> dict[str, str | bool]:
        """What is asked, without the patient."""
        told = {"document": self.document, "title": self.title, "version": self.version}
        days = {"first": self.first and self.first.isoformat(), "last": self.last and self.last.isoformat()}
        return {name: printable(value) for name, value in (told | days).items() if value}


@dataclasses.dataclass(frozen=True, slots=True)
class Entry:
    """A leaflet given. The patient, and what was said back, are there only where they were asked for."""

    id: int
    at: dt.datetime
    by: str
    document: str
    title: str
    version: str
    language: str
    edition: str
    sha256: str
    printed: Outcome
    attached: Outcome
    patient: Person | None = dataclasses.field(default=None, repr=False)
    understood: str | None = dataclasses.field(default=None, repr=False)

    @property
    def is_held(self) -> bool:
        """Whether the patient has it: it was given, unless no paper came out and no record has it; in doubt, it is."""
        return self.printed is not Outcome.FAILED or self.attached in {Outcome.DONE, Outcome.UNKNOWN}


@dataclasses.dataclass(frozen=True, slots=True)
class Holder:
    """A patient who holds a leaflet: how it was given, and the newer leaflet of that title given since."""

    patient: Person = dataclasses.field(repr=False)
    entries: tuple[Entry, ...]
    newer: Entry | None


@dataclasses.dataclass(frozen=True, slots=True)
class Asked:
    """That somebody looked something up or purged: what, and how many entries it was about."""

    at: dt.datetime
    by: str
    what: str
    asked: str
    one_patient: bool
    entries: int


@dataclasses.dataclass(frozen=True, slots=True)
class Verified:
    """What is wrong with the ledger, nothing if all is right; ``seal`` is its last, to be noted elsewhere."""

    entries: int
    seal: str
    faults: tuple[str, ...]
