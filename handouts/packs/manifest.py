"""The manifest beside a pack: what the pack is, and the manifest of each leaflet in it with its pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pydantic

from handouts.errors import ContentError, Place, Problem
from handouts.manifest import Manifest, refuse_large
from handouts.model.edition import Edition
from handouts.model.manifest_parts import FileDigest, LookDigests, ManifestPart, SignedBy
from handouts.model.validation import first_told
from handouts.store.plain_files import read

if TYPE_CHECKING:
    import pathlib

    from handouts.model.recipient import Recipient


class BoundLeaflet(ManifestPart):
    """A leaflet in a pack: its first page, from 1, and all that is known of a leaflet by itself.

    Its ``pdf`` is the whole pack's, its ``pages`` are its own.
    """

    first_page: int = pydantic.Field(ge=1)
    leaflet: Manifest

    @property
    def span(self) -> range:
        """The numbers of its pages."""
        return range(self.first_page, self.first_page + self.leaflet.pages)


class PackManifest(ManifestPart):
    """Everything needed to make or to prove the same pack again; no patient data unless it is for a patient.

    ``pack`` is the file that lists the leaflets, ``edition`` the one of the cover; a leaflet's may have more sheets.
    """

    document: str
    title: str
    language: str
    pages: int
    pdf: FileDigest
    pack: FileDigest
    leaflets: tuple[BoundLeaflet, ...] = pydantic.Field(min_length=1)
    edition: Edition
    look: LookDigests
    made_by: dict[str, str]
    signed: SignedBy | None = None

    @property
    def recipient(self) -> Recipient | None:
        """The patient the pack is for, as its first leaflet has it."""
        return self.leaflets[0].leaflet.recipient

    @property
    def personalised(self) -> bool:
        """Whether a patient's facts stand in the pack."""
        return any(each.leaflet.personalised for each in self.leaflets)

    @pydantic.model_serializer(mode="wrap")
    def _as_given(self, write: pydantic.SerializerFunctionWrapHandler) -> dict[str, Any]:
        """Leave out what a pack that is not signed has not."""
        values: dict[str, Any] = write(self)
        if self.signed is None:
            del values["signed"]
        return values

    def signed_as(self, file: FileDigest, signed: SignedBy) -> PackManifest:
        """Describe the signed file in place of the one that was made."""
        bound = tuple(
            each.model_copy(update={"leaflet": each.leaflet.model_copy(update={"pdf": file})}) for each in self.leaflets
        )
        return self.model_copy(update={"pdf": file, "signed": signed, "leaflets": bound})

    def to_json(self) -> bytes:
        """Return the manifest as JSON, the same bytes for the same manifest."""
        return (self.model_dump_json(indent=2) + "\n").encode()

    @classmethod
    def read(cls, path: pathlib.Path) -> PackManifest | None:
        """Return the manifest a file holds; None where there is no file, or another kind of manifest.

        Raises:
            ContentError: it is a pack's, but cannot be read as one.
        """
        try:
            data = read(path)
        except OSError:
            return None
        refuse_large(data, Place(str(path)))
        if b'"leaflets"' not in data:
            return None
        try:
            return cls.model_validate_json(data)
        except pydantic.ValidationError as error:
            message = f"This is not a pack's manifest: {first_told(error)}."
            hint = "Make the pack again, with the version of handouts that is installed."
            raise ContentError(Problem("no-manifest", message, hint, Place(str(path)))) from None
