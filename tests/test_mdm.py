"""A leaflet as an HL7 v2 message: what a receiver reads is what was meant."""

from __future__ import annotations

import base64
import dataclasses
import datetime as dt
import pathlib
import uuid

import hl7
import pytest
from hl7apy.exceptions import ValidationError
from hl7apy.parser import parse_message
from hypothesis import example, given
from hypothesis import strategies as st
from mdm_filings import ADA, AT, DRAFT, GIVING, PDF, SITE, filing, manifest, taking_back

from handouts.model.records import HL7, Coded, Records
from handouts.records.messages import mdm

OLDER = uuid.UUID("0d9bd6ab-6d7c-5a0c-8a0b-5b1a2b3c4d5e")


def read(message: bytes) -> hl7.Message:
    return hl7.parse(message.decode())


def site(**changes) -> Records:
    return Records(hl7=HL7(**changes))


def test_a_receiver_gets_the_pdf_and_knows_what_it_is_and_whose():
    message = read(mdm.make(filing(), SITE))
    assert [str(part[0]) for part in message][:6] == ["MSH", "EVN", "PID", "PV1", "TXA", "OBX"]
    assert str(message.segment("MSH")[9]) == "MDM^T02^MDM_T02"
    assert str(message.segment("MSH")[12]) == "2.5.1"
    assert str(message.segment("MSH")[18]) == "UNICODE UTF-8"
    assert str(message.segment("PID")[3]) == "4857773456^^^&2.16.840.1.113883.1&ISO^MR"
    assert str(message.segment("PID")[7]) == "19500403"
    content = message.segment("OBX")
    assert (str(content[2]), str(content[3]), str(content[11])) == ("ED", "34895-3^Education note^LN", "F")
    kind, document, subtype, encoding, data = str(content[5]).split("^")
    assert (kind, document, subtype, encoding) == ("LEAFLET", "application", "pdf", "Base64")
    assert base64.b64decode(data, validate=True) == PDF


def test_the_document_has_a_number_a_time_with_its_offset_and_a_name_without_the_patient():
    leaflet = filing()
    document = read(mdm.make(leaflet, SITE)).segment("TXA")
    assert str(document[12]) == str(leaflet.identifier)
    assert str(document[6]) == "20260331103000+0100"
    assert str(document[16]) == "7F3A-00B1-C2D4.pdf"
    assert (str(document[17]), str(document[19])) == ("AU", "AV")
    assert str(document[10]) == "^Dr Bo Pharm"
    assert str(document[22]).split("^")[14] == "20260301"


def test_a_text_nobody_has_signed_off_is_not_called_authenticated():
    document = read(mdm.make(filing(manifest=manifest(status="draft", review=DRAFT)), SITE)).segment("TXA")
    assert str(document[17]) == "DO"
    assert str(document[10]) == ""


def test_the_same_filing_is_the_same_message_and_every_other_has_another_identifier():
    others = [
        mdm.make(filing(), SITE),
        mdm.make(filing(at=AT + dt.timedelta(seconds=1)), SITE),
        mdm.make(filing(giving=GIVING), SITE),
        mdm.make(filing(replaces=OLDER), SITE),
        mdm.cancel(taking_back(filing()), SITE),
        mdm.make(filing(person=dataclasses.replace(ADA, number="1")), SITE),
    ]
    assert mdm.make(filing(), SITE) == others[0]
    identifiers = [str(read(each).segment("MSH")[10]) for each in others]
    assert len(set(identifiers)) == len(others)
    assert all(0 < len(each) <= 20 for each in identifiers)


def test_a_replacement_names_the_document_it_replaces():
    message = read(mdm.make(filing(replaces=OLDER), SITE))
    assert str(message.segment("MSH")[9]) == "MDM^T10^MDM_T02"
    assert str(message.segment("EVN")[1]) == "T10"
    assert str(message.segment("TXA")[13]) == str(OLDER)


def test_a_cancellation_names_the_document_and_holds_none():
    leaflet = filing()
    message = read(mdm.cancel(taking_back(leaflet), SITE))
    assert str(message.segment("MSH")[9]) == "MDM^T11^MDM_T01"
    assert str(message.segment("TXA")[12]) == str(leaflet.identifier)
    assert str(message.segment("TXA")[19]) == "CA"
    assert {str(part[0]) for part in message} == {"MSH", "EVN", "PID", "PV1", "TXA"}


def judged(message: bytes, report: pathlib.Path) -> list[str]:
    """Give what an independent validator says of a message, by the structures and tables of HL7 v2.5.1."""
    parse_message(message.decode(), find_groups=True).validate(report_file=str(report))
    return report.read_text().splitlines()


@pytest.mark.parametrize(
    "message",
    [
        mdm.make(filing(), SITE),
        mdm.make(filing(giving=GIVING), SITE),
        mdm.make(filing(replaces=OLDER), SITE),
        mdm.cancel(taking_back(filing()), SITE),
    ],
    ids=["general", "given", "replacement", "cancellation"],
)
def test_an_independent_validator_finds_nothing_wrong(message, tmp_path):
    # The table of document types is each receiver's own; none of the standard's examples is a patient's leaflet.
    assert judged(message, tmp_path / "report") == ["Warning: Value PI not in table HL70270 in element TXA.TXA_2"]


def test_that_validator_knows_a_wrong_message(tmp_path):
    with pytest.raises(ValidationError, match="PV1_2"):
        judged(mdm.make(filing(), SITE).replace(b"PV1|1|N", b"PV1|1"), tmp_path / "report")


def notes(message: hl7.Message) -> list[str]:
    return [message.unescape(str(part[3])) for part in message.segments("NTE")]


def test_the_chart_reads_who_gave_it_when_and_what_the_patient_said_back():
    message = read(mdm.make(filing(giving=GIVING), SITE))
    told = notes(message)
    assert "Given to the patient on 2026-03-31 at 10:30 by Nurse Kim Okoro." in told
    assert told[-1].endswith("One capsule in the evening, never crushed.")
    assert str(message.segment("TXA")[5]) == "^Nurse Kim Okoro"


def test_a_general_leaflet_says_that_it_is_one_and_that_nobody_was_given_it_is_not_claimed():
    told = " ".join(notes(read(mdm.make(filing(), SITE))))
    assert "This leaflet is general" in told
    assert "Given" not in told


@pytest.mark.parametrize(
    ("order", "name", "family", "given_name"),
    [
        ("whole", "Ada van den Example", "Ada van den Example", ""),
        ("comma", "van den Example, Ada Maria", "van den Example", "Ada Maria"),
        ("comma", "Ada Example", "Ada Example", ""),
        ("given-first", "Ada Maria Example", "Example", "Ada Maria"),
        ("family-first", "Example Ada Maria", "Example", "Ada Maria"),
        ("given-first", "Ada", "Ada", ""),
    ],
)
def test_a_name_is_split_only_as_the_clinic_says(order, name, family, given_name):
    message = read(mdm.make(filing(person=dataclasses.replace(ADA, name=name)), site(name_order=order)))
    parts = str(message.segment("PID")[5]).split("^")
    assert (parts[0], parts[1], parts[6]) == (family, given_name, "D")


@pytest.mark.parametrize(
    ("authority", "written"),
    [
        ("HILL", "1^^^HILL^MR"),
        ("urn:oid:1.2.3", "1^^^&1.2.3&ISO^MR"),
        ("https://hill-clinic.example/mrn", "1^^^&https://hill-clinic.example/mrn&URI^MR"),
        ("", "1^^^^MR"),
    ],
)
def test_who_assigns_a_number_is_told_in_the_receivers_way(authority, written):
    person = dataclasses.replace(ADA, number="1", authority=authority)
    assert str(read(mdm.make(filing(person=person), SITE)).segment("PID")[3]) == written


def test_the_clinic_chooses_what_its_receiver_expects():
    chosen = HL7(
        sending_facility="HILL^1.2.3^ISO", receiving_application="EHR", patient_class="O", document_type="EDU",
        confidentiality="R", offsets=False, processing="T",
    )  # fmt: skip
    code = Coded(system="urn:local", code="LEAF", display="Leaflet & more")
    message = read(mdm.make(filing(), Records(hl7=chosen, type=code)))
    assert str(message.segment("MSH")[4]) == "HILL^1.2.3^ISO"
    assert str(message.segment("MSH")[5]) == "EHR"
    assert str(message.segment("MSH")[7]) == "20260331103000"
    assert str(message.segment("MSH")[11]) == "T"
    assert str(message.segment("PV1")[2]) == "O"
    assert (str(message.segment("TXA")[2]), str(message.segment("TXA")[18])) == ("EDU", "R")
    assert message.unescape(str(message.segment("OBX")[3])) == "LEAF^Leaflet & more^L"


WORDS = st.text(st.one_of(st.sampled_from("|^~\\&\r\n\x0b\x1c'\" "), st.characters()), max_size=60)
# No number holds half a character: a patient's file with one is refused, and no identifier could follow from it.
NUMBERS = WORDS.filter(str.strip).filter(lambda said: not any("\ud800" <= each <= "\udfff" for each in said))


@given(name=WORDS.filter(str.strip), number=NUMBERS, by=WORDS, said=WORDS)
@example(name=r"O\T\Neil & Söhne|PID^1~2", number="a^b&c", by="N|N", said="one\n|two\r\\three")
def test_whatever_is_in_a_name_is_read_back_as_it_was_meant(name, number, by, said):
    person = dataclasses.replace(ADA, name=name, number=number)
    message = mdm.make(filing(person=person, giving=dataclasses.replace(GIVING, by=by, understood=said)), SITE)
    assert not {0x0B, 0x1C, 0x0A} & set(message)  # of the frame around it
    lines = message.decode().removesuffix("\r").split("\r")
    assert [line[:3] for line in lines] == ["MSH", "EVN", "PID", "PV1", "TXA", "OBX", *["NTE"] * 4]
    parsed = read(message)
    patient = lines[2].split("|")
    assert parsed.unescape(patient[5].split("^")[0]) == clean(name)
    assert parsed.unescape(patient[3].split("^")[0]) == clean(number)
    assert parsed.unescape(lines[4].split("|")[5]) == "^" + clean(by)
    told = parsed.unescape(lines[-1].split("|")[3])
    assert told.split("\r") == [clean(line) for line in f"What the patient said back: {said}".splitlines()]


def clean(told: str) -> str:
    """Say what is left to read of a text: one line, and a sign for what no paper can show."""
    unfit = {*range(0x20), *range(0x7F, 0xA0), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF}
    return "".join("\ufffd" if ord(each) in unfit else each for each in " ".join(told.split()))


def test_five_megabytes_are_one_message():
    data = bytes(range(256)) * 4 * 1024 * 5
    content = mdm.make(filing(data), SITE).split(b"\rOBX|")[1].split(b"|")[4].split(b"^")[4]
    assert base64.b64decode(content, validate=True) == data
