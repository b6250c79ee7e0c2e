"""A filing as a DICOM file: an Encapsulated PDF (PS3.3, A.45.1), each in a study and a series of its own.

Its UIDs follow from the filing's identifier, so that a receiver that has it already keeps one. An archive replaces
nothing: a document names the one whose place it takes (as reports do, PS3.3, C.17.2), and whoever files it takes the
old one out there.
"""

from __future__ import annotations

import dataclasses
import io
import unicodedata
import uuid
from typing import TYPE_CHECKING

from pydicom import dcmread
from pydicom.dataset import Dataset, FileDataset, FileMetaDataset
from pydicom.uid import UID, EncapsulatedPDFStorage, ExplicitVRLittleEndian

from handouts.errors import ContentError, Place, Problem
from handouts.model.records import LOINC
from handouts.records.filing import NAMESPACE
from handouts.version import __version__

if TYPE_CHECKING:
    import datetime as dt

    from handouts.model.records import Coded, Records
    from handouts.records.filing import Filing, Person

UTF_8 = "ISO_IR 192"
SCHEMES = {LOINC: "LN", "http://snomed.info/sct": "SCT"}  # PS3.16, table 8-1
OTHER_SCHEME = "99LOCAL"  # 99 begins the private ones (PS3.3, 8.2)
OID = "urn:oid:"
WORKSTATION = "WSD"
DRAFT = "DRAFT, not approved: "
WRITER = UID(f"2.25.{uuid.uuid5(NAMESPACE, 'dicom').int}")  # who writes the files: this module
SHORT, LONG, TITLE = 16, 64, 1024  # characters in SH, LO and each group of PN, and ST (PS3.5, 6.2)
RESERVED = {"name": "\\^=", "number": "\\*?"}  # they part values and names, or stand for any letters
IDEOGRAPHIC, PHONETIC = ("CJK ",), ("HIRAGANA ", "KATAKANA", "HANGUL ")  # PS3.5, 6.2.1: the groups of a name


@dataclasses.dataclass(frozen=True)
class Uids:
    """Where a document stands in an archive."""

    study: str
    series: str
    instance: str

    @classmethod
    def of(cls, identifier: uuid.UUID) -> Uids:
        """Return those of a filing (PS3.5, B.2)."""
        each = (uuid.uuid5(identifier, "study"), uuid.uuid5(identifier, "series"), identifier)
        return cls(*(f"2.25.{number.int}" for number in each))


def make(filing: Filing, site: Records) -> bytes:
    """Return the DICOM file, the same bytes for the same filing.

    Raises:
        ContentError: the patient's name or number cannot be written in DICOM.
    """
    uids = Uids.of(filing.identifier)
    head = FileMetaDataset()
    head.MediaStorageSOPClassUID = EncapsulatedPDFStorage
    head.MediaStorageSOPInstanceUID = UID(uids.instance)
    head.TransferSyntaxUID = ExplicitVRLittleEndian
    head.ImplementationClassUID = WRITER
    head.ImplementationVersionName = f"HANDOUTS_{__version__}"[:SHORT]
    # Without a preamble, some archives store what they cannot read back.
    written = FileDataset("", {}, file_meta=head, preamble=bytes(128))
    for part in (_patient(filing.person, site), _study(filing, uids), _document(filing, site.type)):
        written.update(part)
    file = io.BytesIO()
    written.save_as(file, enforce_file_format=True)
    return file.getvalue()


def read(message: bytes) -> FileDataset:
    """Return a file that was made here."""
    return dcmread(io.BytesIO(message))


def uids(made: Dataset) -> Uids:
    """Return where it stands."""
    return Uids(str(made.StudyInstanceUID), str(made.SeriesInstanceUID), str(made.SOPInstanceUID))


def written_name(name: str) -> str:
    """Return a name as DICOM writes it: whole, as its family name.

    Which of the words is the family's, only who bears the name can say: none is guessed. A name in Han characters is
    the second group of three, one in kana or hangul alone the third.
    """
    letters = [unicodedata.name(letter, "") for letter in name if letter.isalpha()]
    if not letters or not all(letter.startswith((*IDEOGRAPHIC, *PHONETIC)) for letter in letters):
        return name
    return f"={name}" if any(letter.startswith(IDEOGRAPHIC) for letter in letters) else f"=={name}"


def _patient(person: Person, site: Records) -> Dataset:
    for field, value in (("name", person.name), ("number", person.number)):
        signs = [sign for sign in RESERVED[field] if sign in value]
        if signs or len(value) > LONG or not value.isprintable():
            why = f"it holds {signs[0]}" if signs else f"it has more than {LONG} characters, or one no eye sees"
            message = f"The patient's {field} cannot be written in DICOM: {why}."
            hint = f"Write the {field} as the archive has it, or file the leaflet by another road."
            raise ContentError(Problem("unfit-for-dicom", message, hint, Place("patient")))
    part = Dataset()
    part.SpecificCharacterSet = UTF_8
    part.PatientName = written_name(person.name)
    part.PatientID = person.number
    if site.dicom.issuer:
        part.IssuerOfPatientID = site.dicom.issuer
    if person.authority:
        oid = person.authority.startswith(OID)
        qualifier = Dataset()
        qualifier.UniversalEntityID = person.authority.removeprefix(OID)
        qualifier.UniversalEntityIDType = "ISO" if oid else "URI"
        part.IssuerOfPatientIDQualifiersSequence = [qualifier]
    part.PatientBirthDate = f"{person.born:%Y%m%d}"
    part.PatientSex = ""
    return part


def _study(filing: Filing, uids: Uids) -> Dataset:
    part = Dataset()
    part.SOPClassUID, part.SOPInstanceUID = EncapsulatedPDFStorage, UID(uids.instance)
    part.StudyInstanceUID, part.SeriesInstanceUID = UID(uids.study), UID(uids.series)
    date, time = f"{filing.at:%Y%m%d}", f"{filing.at:%H%M%S}"
    part.StudyDate = part.ContentDate = part.InstanceCreationDate = date
    part.StudyTime = part.ContentTime = part.InstanceCreationTime = time
    part.AcquisitionDateTime = part.AccessionNumber = part.ReferringPhysicianName = ""
    part.StudyID = filing.manifest.document if len(filing.manifest.document) <= SHORT else ""
    if offset := _offset(filing.at):
        part.TimezoneOffsetFromUTC = offset
    part.Modality, part.ConversionType = "DOC", WORKSTATION
    part.SeriesNumber = part.InstanceNumber = 1
    part.StudyDescription = "Patient education"
    whose = "personalised" if filing.personalised else "generic: no patient's facts on it"
    part.SeriesDescription = f"Patient leaflet ({whose})"
    part.Manufacturer, part.ManufacturerModelName, part.SoftwareVersions = "handouts", "handouts", __version__
    return part


def _document(filing: Filing, kind: Coded) -> Dataset:
    part, manifest = Dataset(), filing.manifest
    scheme = SCHEMES.get(kind.system, OTHER_SCHEME)
    concept = Dataset()
    setattr(concept, "CodeValue" if len(kind.code) <= SHORT else "LongCodeValue", kind.code)
    concept.CodingSchemeDesignator, concept.CodeMeaning = scheme, kind.display[:LONG]
    if scheme == OTHER_SCHEME:
        local = Dataset()
        local.CodingSchemeDesignator = scheme
        if kind.system.startswith(OID):
            local.CodingSchemeUID = kind.system.removeprefix(OID)
        else:
            local.CodingSchemeURL = kind.system
        part.CodingSchemeIdentificationSequence = [local]
    part.ConceptNameCodeSequence = [concept]
    told = f", version {manifest.version}, document {manifest.document}"
    first = ""
    if manifest.status == "draft":
        first, part.VerificationFlag = DRAFT, "UNVERIFIED"  # PS3.3, C.24.2: nobody attests to its content
    part.DocumentTitle = f"{first}{manifest.title[: TITLE - len(first + told)]}{told}"
    if filing.replaces:
        part.PredecessorDocumentsSequence = [_reference(Uids.of(filing.replaces))]
    part.BurnedInAnnotation = "YES" if filing.personalised else "NO"
    part.MIMETypeOfEncapsulatedDocument = "application/pdf"
    part.EncapsulatedDocumentLength = len(filing.pdf)
    part.EncapsulatedDocument = filing.pdf + b"\0" * (len(filing.pdf) % 2)
    return part


def _reference(uids: Uids) -> Dataset:
    instance, series, study = Dataset(), Dataset(), Dataset()
    instance.ReferencedSOPClassUID, instance.ReferencedSOPInstanceUID = EncapsulatedPDFStorage, UID(uids.instance)
    series.SeriesInstanceUID, series.ReferencedSOPSequence = UID(uids.series), [instance]
    study.StudyInstanceUID, study.ReferencedSeriesSequence = UID(uids.study), [series]
    return study


def _offset(at: dt.datetime) -> str:
    """Return the offset from UTC in hours and minutes, as +0100; "" where it is not known."""
    return f"{at:%z}"[:5]
