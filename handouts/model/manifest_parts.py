"""The parts of a manifest: digests of files, what was found and proven, who has signed."""

from __future__ import annotations

import datetime as dt
import hashlib
from typing import TYPE_CHECKING, Literal

import pydantic

from handouts.errors import Level, Problem
from handouts.model.imposition import Imposition
from handouts.model.review import ReviewState, ReviewStatus
from handouts.model.signing import SignatureLevel

if TYPE_CHECKING:
    from collections.abc import Iterable


class ManifestPart(pydantic.BaseModel):
    """A base for the manifest's parts: frozen, no surprises."""

    model_config = pydantic.ConfigDict(frozen=True, extra="forbid")


class FileDigest(ManifestPart):
    """A file by name and content: its SHA-256 and SHA-1 in hex, its ``size`` in bytes.

    FHIR names a file by its SHA-1; a manifest of handouts 0.5 has none.
    """

    name: str
    sha256: str
    sha1: str | None = None
    size: int

    @classmethod
    def of(cls, name: str, data: bytes) -> FileDigest:
        """Describe a file's bytes."""
        sha1 = hashlib.sha1(data, usedforsecurity=False).hexdigest()
        return cls(name=name, sha256=hashlib.sha256(data).hexdigest(), sha1=sha1, size=len(data))

    def agrees_with(self, data: bytes) -> bool:
        """Tell whether a file with the SHA-256 that is kept has the other two as well; every other file does."""
        found = self.of(self.name, data)
        return found.sha256 != self.sha256 or (found.size, found.sha1) == (self.size, self.sha1 or found.sha1)


class Remembered(ManifestPart):
    """The file of sign-offs that an earlier leaflet was made with, and whose act it told of, on which day."""

    file: FileDigest
    by: str
    on: dt.date

    def begins(self, sign_offs: bytes) -> bool:
        """Tell whether sign-offs begin with those, as they do while they are only added to; line ends do not count."""
        newlines = sign_offs.replace(b"\r\n", b"\n")  # version control may write them anew
        starts = (each[: self.file.size] for each in (sign_offs, newlines, newlines.replace(b"\n", b"\r\n")))
        return self.file.sha256 in {hashlib.sha256(start).hexdigest() for start in starts}


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


class SignedBy(ManifestPart):
    """That a file is signed: by whom, when and how (``certificate`` is the SHA-256 of theirs, in hex).

    It begins with the bytes of the ``unsigned`` one, as that was made.
    """

    by: str
    at: dt.datetime
    level: SignatureLevel
    certificate: str
    unsigned: FileDigest

    def begins(self, signed: bytes) -> bool:
        """Tell whether a file begins with the one that was made."""
        return hashlib.sha256(signed[: self.unsigned.size]).hexdigest() == self.unsigned.sha256


class Proven(ManifestPart):
    """How many words and numbers of the source were found on paper, and what the proof cannot see.

    The second is `handouts.proof.NOT_SEEN`; nothing in a manifest of a version before 0.9.
    """

    words: int
    numbers: int
    not_seen: tuple[str, ...] = ()


class WaivedFinding(ManifestPart):
    """A finding that blocks by itself, and who let it pass: the author with a waiver, or the reviewer."""

    rule: str
    words: str
    by: str


class Findings(ManifestPart):
    """What was found in the text: how much keeps it from being signed off, and of what its making warned.

    ``blocking`` is None where no rule was run. ``waived`` are the findings that would block if nobody answered for
    them.
    """

    blocking: int | None = None
    warnings: int = 0
    waived: tuple[WaivedFinding, ...] = ()

    def judged(self, found: Iterable[Problem]) -> Findings:
        """Return them with what the rules found that may block."""
        grave = [each for each in found if each.level is Level.BLOCK]
        waived = tuple(
            WaivedFinding(rule=each.rule, words=each.words, by=each.waiver.by) for each in grave if each.waiver
        )
        return self.model_copy(update={"blocking": len(grave) - len(waived), "waived": waived})


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
