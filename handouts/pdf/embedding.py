"""What a leaflet was made of, put into its PDF: PDF/A-2a to PDF/A-3a, the same bytes for the same files."""

from __future__ import annotations

import dataclasses
import io
from typing import TYPE_CHECKING

import pikepdf

if TYPE_CHECKING:
    from collections.abc import Iterable

# PDF/A-3 asks when a file was changed (ISO 19005-3, 6.8). A disk's answer would make other bytes of the same text.
ALWAYS = "D:20000101000000Z"
PART_2, PART_3 = b'pdfaid:part="2"', b'pdfaid:part="3"'


@dataclasses.dataclass(frozen=True, slots=True)
class Embedded:
    """A file to put in: its name, its bytes, their kind, and what they are to the leaflet (ISO 19005-3, Annex E)."""

    name: str
    data: bytes
    kind: str
    relationship: str
    description: str


def embed(pdf: bytes, files: Iterable[Embedded]) -> bytes:
    """Return a PDF/A-2a with files in it, as PDF/A-3a; no page and no tag of it is touched.

    Raises:
        ValueError: it does not say that it is PDF/A-2.
    """
    written = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        root = document.Root
        named = {each.name: document.make_indirect(_described(document, each)) for each in files}
        root.AF = pikepdf.Array(list(named.values()))
        pairs = [item for name in sorted(named) for item in (pikepdf.String(name), named[name])]
        names = root.get("/Names", pikepdf.Dictionary())
        names.EmbeddedFiles = pikepdf.Dictionary(Names=pikepdf.Array(pairs))
        root.Names = names
        metadata = root.Metadata.read_bytes()
        if metadata.count(PART_2) != 1:
            message = "the PDF does not say that it is PDF/A-2"
            raise ValueError(message)
        root.Metadata.write(metadata.replace(PART_2, PART_3))
        document.save(written, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.preserve)
    return written.getvalue()


def _described(document: pikepdf.Pdf, file: Embedded) -> pikepdf.Dictionary:
    stream = pikepdf.Stream(document, file.data)
    stream.Type = pikepdf.Name.EmbeddedFile
    stream.Subtype = pikepdf.Name(f"/{file.kind}")
    stream.Params = pikepdf.Dictionary(ModDate=pikepdf.String(ALWAYS), Size=len(file.data))
    return pikepdf.Dictionary(
        Type=pikepdf.Name.Filespec,
        F=pikepdf.String(file.name),
        UF=pikepdf.String(file.name),
        Desc=pikepdf.String(file.description),
        AFRelationship=pikepdf.Name(f"/{file.relationship}"),
        EF=pikepdf.Dictionary(F=stream, UF=stream),
    )
