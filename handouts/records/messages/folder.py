"""A leaflet as files, for a record system that takes what lies in a folder. Pure.

They are named by the document's number and the filing's, so that two patients' never meet. All are their owner's alone,
as they lie beside who it was given to; the manifest comes last: where it is, the others are.
"""

from __future__ import annotations

import io
import pathlib
import re
import zipfile
from typing import TYPE_CHECKING

from handouts.store import Artifact

if TYPE_CHECKING:
    from collections.abc import Mapping

    from handouts.model.records import Records
    from handouts.records.filing import Filing, Retraction

FHIR, HL7, CHART_NOTE = ".fhir.json", ".hl7", ".note.txt"  # what may lie beside PDF and manifest
RETRACTED = "-retracted"
FILING_LETTERS = 12  # of a filing's identifier: 48 bits
UNFIT = re.compile(r"[^A-Za-z0-9._-]+")


def make(filing: Filing, site: Records, beside: Mapping[str, bytes]) -> bytes:
    """Return the message: the files in one, so that it can wait to be written.

    Args:
        filing: what is filed.
        site: the clinic's settings.
        beside: what names the patient, by the end of its file's name: `FHIR`, `HL7`, `CHART_NOTE`.
    """
    files = {".pdf": filing.pdf, **beside, ".json": filing.manifest.to_json()}
    return _packed(file_stem(filing, site), files)


def retract(retraction: Retraction, site: Records, beside: Mapping[str, bytes]) -> bytes:
    """Return the message that takes a leaflet back: files that say so, beside the first ones.

    Those stay: who has read them already would not see them go.
    """
    return _packed(f"{file_stem(retraction, site)}{RETRACTED}", beside)


def files_of(message: bytes) -> tuple[Artifact, ...]:
    """Return a message's files, each with its name as its path."""
    with zipfile.ZipFile(io.BytesIO(message)) as packed:
        names = packed.namelist()
        return tuple(Artifact(pathlib.Path(pathlib.Path(name).name), packed.read(name), private=True) for name in names)


def file_stem(filing: Filing | Retraction, site: Records) -> str:
    """Return what the names begin with: nothing of the patient, unless the clinic asks for the number."""
    names = [filing.document, filing.identifier.hex[:FILING_LETTERS]]
    if site.folder.patient_number_in_names:
        names.insert(0, UNFIT.sub("-", filing.person.number).strip(".-")[:40])
    return "-".join(filter(None, names))


def _packed(stem: str, files: Mapping[str, bytes]) -> bytes:
    with io.BytesIO() as whole:
        with zipfile.ZipFile(whole, "w") as packed:
            for ending, data in files.items():
                packed.writestr(zipfile.ZipInfo(f"{stem}{ending}"), data)  # stored, with the day of 1980 it begins with
        return whole.getvalue()
