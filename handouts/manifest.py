"""The record beside each PDF: what it was made from, by what, and what was proven."""

from __future__ import annotations

import datetime as dt
import pathlib
from typing import Literal

import pydantic

from handouts.errors import ContentError, Place, Problem
from handouts.model.clinic import Clinic
from handouts.model.frontmatter import Waiver
from handouts.model.review import ReviewState, ReviewStatus


class Part(pydantic.BaseModel):
    """A base for the record's parts: frozen, no surprises."""

    model_config = pydantic.ConfigDict(frozen=True, extra="forbid")


class FileDigest(Part):
    """A file by name and content; ``sha256`` in hex, ``size`` in bytes."""

    name: str
    sha256: str
    size: int


class EditionRecord(Part):
    """The edition's inputs."""

    paper: Literal["a4", "letter"]
    issued: dt.date | None
    clinic: Clinic


class LookRecord(Part):
    """SHA-256 over all templates and over all styles and fonts, in hex."""

    templates: str
    styles: str


class ProofRecord(Part):
    """How many words and numbers of the source were found on paper."""

    words: int
    numbers: int


class ReviewRecord(Part):
    """Where the text stood with its reviewers on the day the leaflet was made; the day itself is not kept."""

    state: ReviewState
    by: str | None
    role: str | None
    on: dt.date | None
    until: dt.date | None
    overrides: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, standing: ReviewStatus) -> ReviewRecord:
        """Keep a standing."""
        return cls(
            state=standing.state,
            by=standing.by,
            role=standing.role,
            on=standing.on,
            until=standing.until,
            overrides=standing.overrides,
        )

    def standing(self) -> ReviewStatus:
        """Return the standing that was kept."""
        return ReviewStatus(self.state, self.by, self.role, self.on, self.until, overrides=self.overrides)


class Manifest(Part):
    """Everything needed to make or to prove the same leaflet again; no patient data."""

    document: str
    title: str
    language: str
    version: str
    status: Literal["draft", "approved"]
    review: ReviewRecord
    waivers: tuple[Waiver, ...]
    pages: int
    pdf: FileDigest
    monograph: FileDigest
    edition: EditionRecord
    look: LookRecord
    proof: ProofRecord
    made_by: dict[str, str]

    def to_json(self) -> bytes:
        """Return the record as JSON, the same bytes for the same record."""
        return (self.model_dump_json(indent=2) + "\n").encode()


def manifest_path(pdf: pathlib.Path) -> pathlib.Path:
    """Return where a PDF's record stands."""
    return pdf.with_name(pdf.name.removesuffix(".pdf") + ".json")


def read_manifest(pdf: pathlib.Path) -> Manifest:
    """Read the record of a PDF.

    Raises:
        ContentError: there is none, or it is not a record.
    """
    path = manifest_path(pdf)
    try:
        return Manifest.model_validate_json(path.read_bytes())
    except OSError as error:
        message, hint = f"The record cannot be read: {error.strerror}.", "Keep the .json file beside its PDF."
    except pydantic.ValidationError as error:
        message, hint = f"This is not a leaflet's record: {error.errors()[0]['msg']}.", "Build the leaflet again."
    raise ContentError(Problem("no-record", message, hint, Place(str(path))))
