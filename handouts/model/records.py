"""What a clinic says of its record systems: the ``[records]`` part of clinic.toml."""

from __future__ import annotations

import re
from typing import Literal, Self

import pydantic
from pydantic_core import PydanticCustomError

from handouts.model.validation import Strict

LOINC = "http://loinc.org"
DOCUMENT_NUMBERS = "urn:uuid:5b0e4f0a-8f0c-5c6e-9a41-6d3a6c1f7e21"  # the system of numbers that handouts gives


class Coded(Strict):
    """A code of a terminology, with what people call it."""

    system: str = pydantic.Field(min_length=1, max_length=200)
    code: str = pydantic.Field(min_length=1, max_length=60)
    display: str = pydantic.Field(min_length=1, max_length=120)

    @pydantic.model_validator(mode="after")
    def _is_no_slip(self) -> Self:
        if self.system == LOINC and not _checks(self.code):
            hint = "Look the code up at loinc.org: its last digit tells slips of the pen."
            raise PydanticCustomError("loinc", "there is no LOINC code “{code}”", {"code": self.code, "hint": hint})
        return self


def _checks(code: str) -> bool:
    """Tell whether a LOINC code's last digit fits the others (mod 10, LOINC Users' Guide, appendix C)."""
    if not re.fullmatch(r"\d{1,7}-\d", code):
        return False
    doubled = [int(digit) * (2 - place % 2) for place, digit in enumerate(reversed(code[:-2]))]
    return (sum(number // 10 + number % 10 for number in doubled) + int(code[-1])) % 10 == 0


EDUCATION_NOTE = Coded(system=LOINC, code="34895-3", display="Education note")


class Fhir(Strict):
    """How a FHIR server wants documents, and how it is proven there who we are: by files, never by a secret here."""

    version: Literal["R4", "R5"] = "R4"
    profile: Literal["mhd", "mhd-strict", "us-core"] = pydantic.Field(
        "mhd",
        description="IHE MHD's Simplified Publish with numbers that every server finds; exactly it; or US Core.",
    )
    numbers: str = pydantic.Field(
        DOCUMENT_NUMBERS, min_length=1, max_length=200, description="The system of our documents' numbers: a URI."
    )
    custodian: str | None = pydantic.Field(
        None, pattern=r"^Organization/[A-Za-z0-9.-]{1,64}$", description="Your clinic at the server."
    )
    security: Coded | None = pydantic.Field(None, description="The label of confidentiality, where one is wanted.")
    communication: bool = pydantic.Field(default=True, description="File also that the leaflet was given.")
    token_file: str | None = pydantic.Field(
        None, max_length=400, description="File (mode 0600) of a bearer token; its path begins at clinic.toml."
    )
    token_environment: str | None = pydantic.Field(
        None, pattern=r"^[A-Za-z_][A-Za-z0-9_]*$", description="Name of the environment variable of a bearer token."
    )
    token_url: str | None = pydantic.Field(
        None, pattern=r"^https?://[^\s@?#]+$", max_length=400, description="Where SMART backend services get tokens."
    )
    client: str | None = pydantic.Field(None, min_length=1, max_length=200, description="Our name at the token URL.")
    key: str | None = pydantic.Field(
        None, max_length=400, description="File (mode 0600) of our private key; its path begins at clinic.toml."
    )
    key_id: str | None = pydantic.Field(
        None, min_length=1, max_length=200, description="What the server calls our key."
    )
    scope: str = pydantic.Field(
        "system/Patient.read system/DocumentReference.* system/Communication.* system/Binary.*", max_length=400
    )
    timeout_s: float = pydantic.Field(15, gt=0, le=60, description="How long the server may take to answer a question.")

    @pydantic.model_validator(mode="after")
    def _proves_one_way(self) -> Self:
        smart = [self.token_url, self.client, self.key]
        ways = [self.token_file, self.token_environment, next(filter(None, smart), None)]
        if sum(way is not None for way in ways) > 1 or (any(smart) and not all(smart)):
            hint = "Write token_file, or token_environment, or all of token_url, client and key."
            raise PydanticCustomError("access", "it is not clear how to prove who we are", {"hint": hint})
        return self


class HL7(Strict):
    """How HL7 v2 messages are written; who sends and who receives may have an OID: ``HILL^1.2.3^ISO``."""

    sending_application: str = pydantic.Field("handouts", min_length=1, max_length=227, description="MSH-3.")
    sending_facility: str = pydantic.Field("", max_length=227, description="MSH-4: what the receiver calls you.")
    receiving_application: str = pydantic.Field("", max_length=227, description="MSH-5.")
    receiving_facility: str = pydantic.Field("", max_length=227, description="MSH-6.")
    processing: Literal["P", "T", "D"] = pydantic.Field(
        "P", description="MSH-11: P for real records, T and D where the receiver tries things out."
    )
    offsets: bool = pydantic.Field(default=True, description="Whether times say how far they are from UTC.")
    identifier_type: str = pydantic.Field(
        "MR", max_length=5, description="PID-3.5, the kind of number patients have (table 0203)."
    )
    name_order: Literal["whole", "comma", "given-first", "family-first"] = pydantic.Field(
        "whole",
        description="What a name is split into: nothing, or family name and given name at its comma, its last space, "
        "or its first space. Split only if that is right for all of your patients.",
    )
    patient_class: str = pydantic.Field(
        "N", min_length=1, max_length=20, description="PV1-2: N (no visit is named), O (outpatients), … (table 0004)."
    )
    document_type: str = pydantic.Field(
        "PI", min_length=1, max_length=30, description="TXA-2, the receiver's code for patient instructions."
    )
    confidentiality: str = pydantic.Field("", max_length=30, description="TXA-18, such as R for restricted.")
    timeout_s: float = pydantic.Field(30, gt=0, le=120, description="How long the receiver may take to answer.")
    certificate: str | None = pydantic.Field(
        None, max_length=400, description="File of the certificate handouts shows, where the receiver asks for one."
    )
    key: str | None = pydantic.Field(None, max_length=400, description="File of that certificate's key.")
    resend: Literal["same-number", "never"] = pydantic.Field(
        "same-number",
        description="Whether a message without an answer is sent again. HL7 v2 cannot ask what has arrived: that is "
        "safe where the receiver replaces what has the same number (TXA-12) or message identifier (MSH-10).",
    )


class Folder(Strict):
    """How files in a folder are named."""

    patient_number_in_names: bool = pydantic.Field(
        default=False, description="Whether names begin with the patient's number: whoever lists the folder reads it."
    )


class LedgerKey(Strict):
    """Where the key of the ledger is: in one place, and never in the clinic's file."""

    file: str | None = pydantic.Field(
        None, min_length=1, max_length=400, description="A file nobody else may read; its path begins at clinic.toml."
    )
    env: str | None = pydantic.Field(
        None, pattern=r"^[A-Za-z_][A-Za-z0-9_]{0,79}$", description="The name of an environment variable."
    )
    keyring: str | None = pydantic.Field(
        None, min_length=1, max_length=80, description="The service under which this machine's keyring has it."
    )

    @pydantic.model_validator(mode="after")
    def _in_one_place(self) -> LedgerKey:
        if sum(place is not None for place in (self.file, self.env, self.keyring)) > 1:
            raise PydanticCustomError("places", "the key is in one place: file, env or keyring")
        return self


class Dicom(Strict):
    """How handouts names itself to a picture archive, and whom it knows; paths begin at clinic.toml."""

    aet: str = pydantic.Field(
        "HANDOUTS", pattern=r"^[!-\[\]-~](?:[ -\[\]-~]{0,14}[!-\[\]-~])?$", description="The AE title of handouts."
    )
    issuer: str = pydantic.Field(
        "",
        max_length=64,
        pattern=r"^[^\\]*$",
        description="Who assigns the patients' numbers, as the archive calls it.",
    )
    known_patients_only: bool = pydantic.Field(
        default=False, description="Refuse a patient whom the archive does not know, or cannot be asked about."
    )
    certificate: str | None = pydantic.Field(
        None, max_length=400, description="File of the certificate handouts shows, where the archive asks for one."
    )
    key: str | None = pydantic.Field(None, max_length=400, description="File of that certificate's key.")
    token: str | None = pydantic.Field(
        None, max_length=400, description="File of the bearer token for DICOMweb; without it, HANDOUTS_DICOM_TOKEN."
    )
    timeout_s: float = pydantic.Field(30, gt=0, le=600, description="How long the archive may take to answer.")


class Records(Strict):
    """Where leaflets are filed, and in which codes; secrets are never written here."""

    target: str | None = pydantic.Field(None, min_length=1, max_length=400, description="Where leaflets are filed.")
    authority: str = pydantic.Field(
        "", max_length=200, description="Who assigns the patients' numbers: a URI or an OID as urn:oid:…"
    )
    ledger: bool = pydantic.Field(default=False, description="Keep a ledger of the leaflets given.")
    ledger_key: LedgerKey = pydantic.Field(
        LedgerKey(), examples=['{file = "../given.key"}'], description="Where the ledger's key is."
    )
    type: Coded = pydantic.Field(EDUCATION_NOTE, description="The kind of document.")
    category: Coded | None = pydantic.Field(None, description="Its class, where the receiver wants one.")
    facility: Coded | None = pydantic.Field(None, description="The kind of facility.")
    setting: Coded | None = pydantic.Field(None, description="The clinical specialty.")
    custodian: str | None = pydantic.Field(None, max_length=120, description="Who keeps the document: your clinic.")
    ca: str | None = pydantic.Field(
        None, max_length=400, description="File of your own certificate authority; its path begins at clinic.toml."
    )
    fhir: Fhir = pydantic.Field(Fhir(), description="What a FHIR server wants.")

    hl7: HL7 = pydantic.Field(HL7(), description="How HL7 v2 messages are written.")
    folder: Folder = pydantic.Field(Folder(), description="How files in a folder are named.")
    dicom: Dicom = pydantic.Field(Dicom(), description="Picture archives: C-STORE and DICOMweb.")
    store: str | None = pydantic.Field(
        None,
        min_length=1,
        max_length=400,
        description="Where outbox and ledger are kept, for several desks: postgresql://USER@HOST/DATABASE "
        "without a password; files beside clinic.toml by default.",
    )

    @pydantic.model_validator(mode="after")
    def _says_what_us_core_wants(self) -> Self:
        if self.fhir.profile == "us-core" and not (self.category and (self.custodian or self.fhir.custodian)):
            hint = "Write both below [records]: category = {system = …, code = …, display = …}, custodian = …"
            raise PydanticCustomError("us-core", "US Core wants a category and a custodian", {"hint": hint})
        return self
