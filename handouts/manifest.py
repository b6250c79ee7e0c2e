"""The manifest beside each PDF: what it was made from, by what, and what was proven."""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import json
import pathlib
from typing import Any, Literal

import pydantic

from handouts.errors import ContentError, Place, Problem
from handouts.model.edition import Edition
from handouts.model.frontmatter import WaiverField
from handouts.model.imposition import Imposition
from handouts.model.recipient import Recipient
from handouts.model.review import ReviewState, ReviewStatus
from handouts.store import contents
from handouts.version import __version__


class ManifestPart(pydantic.BaseModel):
    """A base for the manifest's parts: frozen, no surprises."""

    model_config = pydantic.ConfigDict(frozen=True, extra="forbid")


class FileDigest(ManifestPart):
    """A file by name and content; ``sha256`` in hex, ``size`` in bytes."""

    name: str
    sha256: str
    size: int

    @classmethod
    def of(cls, name: str, data: bytes) -> FileDigest:
        """Describe a file's bytes."""
        return cls(name=name, sha256=hashlib.sha256(data).hexdigest(), size=len(data))


class LookDigests(ManifestPart):
    """SHA-256 over all templates and over all styles and fonts, in hex."""

    templates: str
    styles: str


class Imposed(FileDigest):
    """The leaflet's pages once more, two on a side of larger sheets; ``sheets`` counts these."""

    kind: Imposition
    sheet: str
    sheets: int
    purpose: Literal["for paper only"] = "for paper only"

    def __str__(self) -> str:
        """Say what it is and how it is printed."""
        sheets = f"{self.sheets} sheet{'s' * (self.sheets > 1)} of {self.sheet}"
        fold = ", then fold them" if self.kind is Imposition.BOOKLET else ""
        return (
            f"{self.kind}, {self.purpose}: print {sheets} on both sides, at full size, flipped on the short edge{fold}"
        )


class Proven(ManifestPart):
    """How many words and numbers of the source were found on paper."""

    words: int
    numbers: int


class Review(ManifestPart):
    """Where the text stood with its reviewers on the day the leaflet was made; the day itself is not kept."""

    state: ReviewState
    by: str | None
    role: str | None
    on: dt.date | None
    until: dt.date | None
    overrides: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, status: ReviewStatus) -> Review:
        """Return what is kept of a status."""
        return cls(**{name: getattr(status, name) for name in cls.model_fields})

    @property
    def status(self) -> ReviewStatus:
        """The status that was kept."""
        return ReviewStatus(**dict(self))


class Manifest(ManifestPart):
    """Everything needed to make or to prove the same leaflet again; no patient data unless it is ``personalised``.

    Then ``recipient`` are the facts on the paper, without which nobody could prove it again, and ``despite`` why a dose
    was printed that is not the text's; such a file has the mode 0600.

    ``headings`` are the author's, in the author's order, those too that the leaflet's own headings say already.
    ``document`` is its number, ``language`` a BCP 47 tag, ``version`` the text's own or the start of its digest, and
    ``made_by`` names the versions of the programs that made it.
    """

    document: str
    title: str
    language: str
    version: str
    status: Literal["draft", "approved"]
    review: Review
    waivers: tuple[WaiverField, ...]
    headings: tuple[str, ...] = ()
    pages: int
    pdf: FileDigest
    monograph: FileDigest
    edition: Edition
    look: LookDigests
    proof: Proven
    imposed: Imposed | None = None
    made_by: dict[str, str]
    personalised: bool = False
    recipient: Recipient | None = None
    despite: str | None = None

    @pydantic.model_serializer(mode="wrap")
    def _as_given(self, write: pydantic.SerializerFunctionWrapHandler) -> dict[str, Any]:
        """Leave out what a leaflet for nobody in particular has not; of a recipient, what is not given."""
        values: dict[str, Any] = write(self)
        if not self.personalised:
            return {name: value for name, value in values.items() if name not in {"recipient", "despite"}}
        facts = values["recipient"].items()
        return values | {"recipient": {name: value for name, value in facts if value is not None}}

    def to_json(self) -> bytes:
        """Return the manifest as JSON, the same bytes for the same manifest."""
        return (self.model_dump_json(indent=2) + "\n").encode()

    @classmethod
    def from_json(cls, data: bytes, place: Place) -> Manifest:
        """Return the manifest the bytes of a file hold; ``place`` names the file.

        Raises:
            ContentError: this is none.
        """
        try:
            return cls.model_validate_json(data)
        except pydantic.ValidationError as error:
            message = f"This is not a leaflet's manifest: {error.errors()[0]['msg']}."
            raise ContentError(Problem("no-manifest", message, _hint(data), place)) from None


def _hint(data: bytes) -> str:
    """Say what to do about a manifest that cannot be read; another version of handouts may have written it."""
    with contextlib.suppress(ValueError, TypeError, KeyError, RecursionError):
        version = str(json.loads(data)["made_by"]["handouts"])
        if version != __version__:
            return f"It was written by handouts {version}: use that version, or build the leaflet again."
    return "Build the leaflet again."


def manifest_path(pdf: pathlib.Path) -> pathlib.Path:
    """Return where a PDF's manifest stands: ``warfarin.json`` beside ``warfarin.pdf``."""
    return pdf.with_name(pdf.name.removesuffix(".pdf") + ".json")


def imposed_path(pdf: pathlib.Path) -> pathlib.Path:
    """Return where a PDF's imposed pages stand: ``warfarin-imposed.pdf`` beside ``warfarin.pdf``."""
    return pdf.with_name(f"{pdf.name.removesuffix('.pdf')}-imposed.pdf")


def files_beside(pdf: pathlib.Path) -> tuple[pathlib.Path, ...]:
    """Return the files that belong to a PDF: its manifest, and its imposed pages where the manifest names them."""
    imposed = None
    with contextlib.suppress(ContentError):
        imposed = read_manifest(pdf).imposed
    return (manifest_path(pdf), *([imposed_path(pdf)] if imposed else []))


def has_its_sheets(pdf: pathlib.Path) -> bool:
    """Tell whether a PDF's imposed pages, if its manifest names any, are the file that was made."""
    imposed = read_manifest(pdf).imposed
    if imposed is None:
        return True
    data = contents(str(imposed_path(pdf)))
    return data is not None and hashlib.sha256(data).hexdigest() == imposed.sha256


def leaflet_of(imposed: pathlib.Path) -> pathlib.Path | None:
    """Return the leaflet whose pages a file holds once more, by the manifest beside it; None for any other file."""
    name = imposed.name.removesuffix("-imposed.pdf")
    pdf = imposed.with_name(f"{name}.pdf")
    return pdf if name != imposed.name and manifest_path(pdf).is_file() and imposed in files_beside(pdf) else None


def read_manifest(pdf: pathlib.Path) -> Manifest:
    """Read the manifest of a PDF.

    Raises:
        ContentError: there is none, or it is not a manifest.
    """
    path = manifest_path(pdf)
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        message = "There is no manifest beside the PDF, and nothing else tells what it was made of."
        hint = "Keep the .json file beside its PDF. A PDF of another program has none, and cannot be proven."
        raise ContentError(Problem("no-manifest", message, hint, Place(str(path)))) from None
    except OSError as error:
        message, hint = f"The manifest cannot be read: {error.strerror}.", "Keep the .json file beside its PDF."
        raise ContentError(Problem("no-manifest", message, hint, Place(str(path)))) from None
    return Manifest.from_json(data, Place(str(path)))
