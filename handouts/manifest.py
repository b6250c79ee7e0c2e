"""The manifest beside each PDF: what it was made from, by what, and what was proven."""

from __future__ import annotations

import contextlib
import hashlib
import json
import pathlib
from typing import TYPE_CHECKING, Any, Literal

import pydantic

from handouts.errors import ContentError, Place, Problem
from handouts.model.edition import Edition
from handouts.model.frontmatter import DocumentNumber, WaiverField
from handouts.model.manifest_parts import (
    FileDigest,
    Findings,
    Imposed,
    LookDigests,
    ManifestPart,
    Proven,
    Review,
    SignedBy,
)
from handouts.model.monograph import plain
from handouts.model.recipient import Recipient
from handouts.model.validation import first_told
from handouts.store.plain_files import contents, is_file, read
from handouts.version import __version__

if TYPE_CHECKING:
    from handouts.model.monograph import Monograph


LARGEST_BYTES = 1_000_000  # a pack of forty leaflets has half as many
AFTERWARDS = {"pdf", "imposed", "findings", "despite"}  # fields that are known when the PDF is


class Manifest(ManifestPart):
    """Everything needed to make or to prove the same leaflet again; no patient data unless it is ``personalised``.

    Then ``recipient`` are the facts on the paper, without which nobody could prove it again, and ``despite`` why a dose
    was printed that is not the text's; such a file has the mode 0600.

    ``headings`` are the author's, in the author's order, those too that the leaflet's own headings say already.
    ``document`` is its number, ``language`` a BCP 47 tag, ``version`` the text's own or the start of its digest, and
    ``made_by`` names the versions of the programs that made it.

    ``codes`` are the medicine's in drug vocabularies (rxnorm, atc, dmd), ``replaces`` the numbers of older leaflets, as
    the front matter has them. ``pictures`` are the files beside the monograph that are shown, by the name the text
    uses, ``sign_offs`` the file that decided between DRAFT and a reviewer's name, None where it had no say. The digest
    of the clinic's logo is in ``edition``. ``trusted_fonts`` are those of the clinic's own the leaflet is set in, left
    out where there are none. What came after handouts 0.5 may be missing in an older manifest.
    """

    document: str
    title: str
    language: str
    version: str
    replaces: tuple[DocumentNumber, ...] = ()
    generic_name: str | None = None
    codes: dict[str, str] = pydantic.Field({})
    status: Literal["draft", "approved"]
    review: Review
    waivers: tuple[WaiverField, ...]
    findings: Findings = Findings()
    headings: tuple[str, ...] = ()
    pages: int
    pdf: FileDigest
    monograph: FileDigest
    pictures: tuple[FileDigest, ...] = ()
    sign_offs: FileDigest | None = None
    edition: Edition
    look: LookDigests
    proof: Proven
    trusted_fonts: tuple[FileDigest, ...] = ()
    imposed: Imposed | None = None
    signed: SignedBy | None = None
    made_by: dict[str, str]
    personalised: bool = False
    recipient: Recipient | None = None
    despite: str | None = None

    @pydantic.model_serializer(mode="wrap")
    def _as_given(self, write: pydantic.SerializerFunctionWrapHandler) -> dict[str, Any]:
        """Leave out what a leaflet of the usual kind has not; of a recipient, what is not given."""
        values: dict[str, Any] = write(self)
        if self.signed is None:
            del values["signed"]
        if not self.trusted_fonts:
            del values["trusted_fonts"]
        if not self.personalised:
            return {name: value for name, value in values.items() if name not in {"recipient", "despite"}}
        facts = values["recipient"].items()
        return values | {"recipient": {name: value for name, value in facts if value is not None}}

    def to_json(self) -> bytes:
        """Return the manifest as JSON, the same bytes for the same manifest."""
        return (self.model_dump_json(indent=2) + "\n").encode()

    def to_json_inside(self) -> bytes:
        """Return what a PDF may hold of its own manifest: not its own digest, nor what is judged when it is whole."""
        return (self.model_dump_json(indent=2, exclude=AFTERWARDS) + "\n").encode()

    def signed_as(self, file: FileDigest, signed: SignedBy) -> Manifest:
        """Describe the signed file in place of the one that was made."""
        return self.model_copy(update={"pdf": file, "signed": signed, "imposed": None})

    @classmethod
    def from_json(cls, data: bytes, place: Place) -> Manifest:
        """Return the manifest the bytes of a file hold; ``place`` names the file.

        Raises:
            ContentError: this is none.
        """
        refuse_large(data, place)
        try:
            return cls.model_validate_json(data)
        except pydantic.ValidationError as error:
            message = f"This is not a leaflet's manifest: {first_told(error)}."
            raise ContentError(Problem("no-manifest", message, _hint(data), place)) from None


def refuse_large(data: bytes, place: Place) -> None:
    """Refuse what is too large for a manifest, before it is read.

    Raises:
        ContentError: it is.
    """
    if len(data) > LARGEST_BYTES:
        message = f"This is not a manifest: it holds more than {LARGEST_BYTES:,} bytes."
        raise ContentError(Problem("no-manifest", message, "Take it from its archive, or build it again.", place))


def facts_of(monograph: Monograph) -> dict[str, Any]:
    """Return the fields of a manifest that a monograph alone decides: what `verify` asks of it again."""
    metadata = monograph.metadata
    return {
        "title": plain(monograph.title),
        "language": monograph.language,
        "version": metadata.version or monograph.digest[:8],
        "replaces": metadata.replaces,
        "generic_name": metadata.generic_name,
        "codes": metadata.codes.model_dump(exclude_none=True),
        "waivers": metadata.waivers,
    }


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


def signed_path(pdf: pathlib.Path) -> pathlib.Path:
    """Return where the signed file stands: ``warfarin-signed.pdf`` beside ``warfarin.pdf``."""
    return pdf.with_name(f"{pdf.name.removesuffix('.pdf')}-signed.pdf")


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
    return pdf if name != imposed.name and is_file(manifest_path(pdf)) and imposed in files_beside(pdf) else None


def read_manifest(pdf: pathlib.Path) -> Manifest:
    """Read the manifest of a PDF.

    Raises:
        ContentError: there is none, or it is not a manifest.
    """
    path = manifest_path(pdf)
    try:
        data = read(path)
    except FileNotFoundError:
        message = "There is no manifest beside the PDF, and nothing else tells what it was made of."
        hint = "Keep the .json file beside its PDF. A PDF of another program has none, and cannot be proven."
        raise ContentError(Problem("no-manifest", message, hint, Place(str(path)))) from None
    except OSError as error:
        message, hint = f"The manifest cannot be read: {error.strerror}.", "Keep the .json file beside its PDF."
        raise ContentError(Problem("no-manifest", message, hint, Place(str(path)))) from None
    return Manifest.from_json(data, Place(str(path)))
