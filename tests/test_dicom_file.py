"""The DICOM file of a leaflet: what a validator and an archive's own tools read in it."""

import dataclasses
import subprocess

import pydantic
import pytest
from daemons import program
from filings import ADA, OTHER_PDF, PDF, filing_of
from pydicom import dcmread

from handouts.errors import ContentError
from handouts.model.clinic import read_clinic
from handouts.model.records import Coded, Dicom, Records
from handouts.records.messages.dicom import make, read, written_name

SITE = Records(dicom=Dicom(issuer="HILL"))
ODD = PDF if len(PDF) % 2 else OTHER_PDF


def read_by(name, package, path, *arguments):
    command = [program(name, package), *arguments, path]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    return done.stdout + done.stderr


@pytest.mark.parametrize(
    ("filing", "site"),
    [
        (filing_of(), SITE),
        (filing_of(ODD, personalised=True), SITE),
        (filing_of(person=dataclasses.replace(ADA, name="山田 太郎", authority="https://hill.example/ids")), Records()),
        (filing_of(), Records(type=Coded(system="urn:oid:1.2.3.4", code="a-code-of-many-letters", display="Leaflet"))),
        (filing_of(), Records(type=Coded(system="https://hill.example/codes", code="edu", display="Leaflet"))),
    ],
    ids=["generic", "personalised, odd", "ideographic", "codes by OID", "codes by URL"],
)
def test_a_validator_finds_no_error_in_it(filing, site, tmp_path):
    path = tmp_path / "leaflet.dcm"
    path.write_bytes(make(filing, site))
    told = read_by("dciodvfy", "dicom3tools", path)
    assert "EncapsulatedPDF" in told
    assert [line for line in told.splitlines() if line.startswith("Error")] == []


def test_it_says_whose_it_is_what_it_is_and_when(tmp_path):
    path = tmp_path / "leaflet.dcm"
    path.write_bytes(make(filing_of(personalised=True), SITE))
    told = read_by("dcmdump", "dcmtk", path, "-L", "+U8")
    for tag, value in {
        "0008,0005": "[ISO_IR 192]",
        "0008,0016": "=EncapsulatedPDFStorage",
        "0008,0023": "[20260331]",
        "0008,0033": "[140509]",
        "0008,0201": "[+0100]",
        "0010,0010": "[Ada Example]",
        "0010,0020": "[485 777 3456]",
        "0010,0021": "[HILL]",
        "0010,0030": "[19500403]",
        "0028,0301": "[YES]",
        "0042,0010": "[Demo, version 1.0, document HND-7K2M]",
        "0042,0012": "[application/pdf]",
    }.items():
        (line,) = [line for line in told.splitlines() if line.startswith(f"({tag})")]
        assert value in line, line
    assert "[34895-3]" in told
    assert "[LN]" in told
    assert "(0040,e001)" not in told, "an HL7 identifier is of a CDA alone"


def test_only_a_personalised_leaflet_says_that_the_patient_is_printed_on_it():
    generic, personal = read(make(filing_of(), SITE)), read(make(filing_of(personalised=True), SITE))
    assert (generic.BurnedInAnnotation, personal.BurnedInAnnotation) == ("NO", "YES")
    assert "generic" in generic.SeriesDescription
    assert "personalised" in personal.SeriesDescription
    assert str(generic.PatientName) == "Ada Example", "whose record it is in stands in either"


@pytest.mark.parametrize("pdf", [PDF, OTHER_PDF])
def test_the_pdf_comes_out_byte_for_byte_whether_its_length_is_even_or_odd(pdf, tmp_path):
    path = tmp_path / "leaflet.dcm"
    path.write_bytes(make(filing_of(pdf), SITE))
    made = dcmread(path)
    assert len(made.EncapsulatedDocument) % 2 == 0
    assert made.EncapsulatedDocument[: made.EncapsulatedDocumentLength] == pdf
    assert path.read_bytes()[128:132] == b"DICM"


def test_the_same_filing_is_the_same_file_and_another_has_other_uids():
    assert make(filing_of(), SITE) == make(filing_of(), SITE)
    one, other = read(make(filing_of(), SITE)), read(make(filing_of(OTHER_PDF), SITE))
    for name in ("SOPInstanceUID", "SeriesInstanceUID", "StudyInstanceUID"):
        assert getattr(one, name) != getattr(other, name)
        assert getattr(one, name).is_valid


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("Ada Example", "Ada Example"),
        ("Żaneta Ó Briain", "Żaneta Ó Briain"),
        ("ليلى مثال", "ليلى مثال"),
        ("山田 太郎", "=山田 太郎"),
        ("やまだ たろう", "==やまだ たろう"),
        ("김철수", "==김철수"),
        ("Yamada 太郎", "Yamada 太郎"),
    ],
)
def test_a_name_stands_in_the_group_of_its_script_and_no_order_is_made_up(name, written):
    assert written_name(name) == written
    made = read(make(filing_of(person=dataclasses.replace(ADA, name=name)), SITE))
    assert made.PatientName == written
    assert "^" not in str(made.PatientName)


@pytest.mark.parametrize(
    "wrong", [{"name": "Ada^Example"}, {"name": "A" * 65}, {"number": "48*"}, {"number": "4\\8"}, {"name": "A\nB"}]
)
def test_what_dicom_cannot_write_is_refused_without_naming_it(wrong):
    with pytest.raises(ContentError) as refused:
        make(filing_of(person=dataclasses.replace(ADA, **wrong)), SITE)
    assert next(iter(wrong.values())) not in str(refused.value)
    assert refused.value.problems[0].hint


@pytest.mark.parametrize(
    "wrong", [{"aet": "ANAMEOFSEVENTEENS"}, {"aet": "A\\B"}, {"aet": ""}, {"issuer": "A\\B"}, {"ae": "A"}]
)
def test_settings_that_no_archive_understands_are_refused(wrong):
    with pytest.raises(pydantic.ValidationError):
        Dicom(**wrong)


def test_settings_stand_in_the_clinics_file(tmp_path):
    (tmp_path / "clinic.toml").write_text('[records.dicom]\naet = "HILL CLINIC"\nissuer = "HILL"\ntimeout_s = 10\n')
    settings = read_clinic(tmp_path / "clinic.toml").records.dicom
    assert (settings.aet, settings.issuer, settings.timeout_s) == ("HILL CLINIC", "HILL", 10)
    assert not settings.known_patients_only
