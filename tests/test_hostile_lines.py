"""Receivers and archives that wish us harm, by HL7 v2 and by DICOM: what they say in place of an answer."""

from __future__ import annotations

import struct
import time

import pytest
from false_archive import archive_that
from filings import ADA, filing_of
from hostile import Hostile
from hostile_archive import DATA, Mutilated, element, finding, part, pdu, saying, storing
from meetings import ENOUGH_S, PATIENT_S, tells_nothing
from pydicom.dataset import Dataset

from handouts.model.records import Dicom, Records
from handouts.records.messages.dicom import make, read
from handouts.records.receipt import LostError, NotSentError, RefusedError, SendingError
from handouts.records.senders import dicom

HEAD = "MSH|^~\\&|EHR|HILL|handouts||20260331103001||ACK|{control}-A|P|2.5.1\r"
SHORT_S = 1  # for who says nothing, or too slowly; a machine may be busy
MESSAGE = make(filing_of(personalised=True), Records())
INSTANCE = str(read(MESSAGE).SOPInstanceUID)
NUMBER = element(0x10, 0x20, b"LO", ADA.number.encode())
SEEDS = 24


def framed(*answers):
    return b"".join(b"\x0b" + each.encode() + b"\x1c\r" for each in answers)


def acknowledging(*verdicts):
    """Answer with each verdict in a frame of its own; {control} is our message's identifier."""

    def deed(line):
        control = line.hear(b"\x1c\r").split(b"|")[9].decode()
        line.say(framed(*((HEAD + each).format(control=control) for each in verdicts)))

    return deed


def muttering(said=b"", then=b"", *, slowly=False, first=False):
    def deed(line):
        if not first:
            line.hear(b"\x1c\r")
        line.say(said)
        if then:
            line.without_end(then, slowly=slowly)
        line.hear(b"\0never\0")

    return deed


@pytest.mark.parametrize("standard", ["mllp", "mllp+tls"])
@pytest.mark.parametrize(
    "deed",
    [
        muttering(b"\x0b", b"A" * 65536),
        muttering(then=b"A" * 65536),
        muttering(b"\x0bMSH|", b"A", slowly=True),
        muttering(first=True),
        muttering(framed(HEAD.format(control="1") + "MSA|AA|1\r"), first=True),
        muttering(framed(HEAD.format(control="1") + "MSA|AA|\r"), first=True),
        muttering(b"HTTP/1.1 200 OK\r\n\r\n<html>\x1c\r"),
        muttering(framed("MSH" + "|" * 60_000)),
        muttering(framed("MSH|^~\\&" + "|~^&" * 15_000 + "\rMSA|AA|" + "^" * 1000)),
        muttering(framed("MSH|^~\\&|\r" + "MSA\r" * 12_000)),
        acknowledging("MSA|AA|{control}-of-another"),
        acknowledging("MSA|AA|"),
        acknowledging("MSA|aa|{control}"),
        acknowledging("MSA|AA|another", "MSA|AA|{control}"),
        acknowledging("MSA|CA|{control}", "MSA|AA|another"),
        acknowledging("MSA|CA|{control}", "MSA|CA|{control}"),
        acknowledging("MSA|AA|{control}^AA~{control}"),
    ],
    ids=[
        "endless answer", "endless noise", "slow answer", "silence", "answer before", "answer to nothing", "a page",
        "bars", "separators", "segments", "to another", "to none", "small letters", "another first", "another later",
        "kept twice", "two identifiers",
    ],
)  # fmt: skip
def test_what_is_no_yes_to_this_message_leaves_it_unknown(meet, standard, deed):
    said, server = meet(standard, deed, errors=LostError, timeout_s=SHORT_S)
    assert server.lines == 1, "it is not sent a second time by itself"
    assert "not known" in said[0]


@pytest.mark.parametrize("verdict", ["AE", "AR"])
def test_of_two_acknowledgements_the_first_counts(adapter_at, meet, verdict):
    meet("mllp", acknowledging(f"MSA|{verdict}|{{control}}", "MSA|AA|{control}"), errors=RefusedError)
    filing = filing_of(personalised=True)
    with Hostile(acknowledging("MSA|AA|{control}", f"MSA|{verdict}|{{control}}")) as server:
        desk = adapter_at("mllp", server.port)
        assert desk.send(desk.make(filing)).location == str(filing.identifier)


def send(address, timeout_s=PATIENT_S):
    began = time.monotonic()
    try:
        return dicom.send(MESSAGE, address, Records(dicom=Dicom(timeout_s=timeout_s)))
    finally:
        assert time.monotonic() - began < ENOUGH_S


WIRE = {
    "no fragment": saying(pdu(DATA, struct.pack(">L", 0))),
    "an empty fragment": saying(part(b"", 3)),
    "a command that is none": saying(part(b"\xff" * 40, 3)),
    "half a command": saying(part(b"\0\0\0\x01\x02\0\0\0\x20\x80", 3)),
    "another context": saying(part(b"abc", 3, context=77)),
    "an endless command": saying(then=part(b"x" * 16000, 1)),
    "endless data": saying(then=part(b"x" * 16000, 0)),
    "four gigabytes": saying(struct.pack(">BBL", DATA, 0, 0xFFFFFFFF), then=b"x" * 65536),
    "a byte at a time": saying(then=part(b"x", 0), slowly=True),
    "a release": saying(pdu(5, b"\0\0\0\0")),
    "a second acceptance": saying(pdu(2, b"\0" * 68)),
    "a rejection": saying(pdu(3, b"\0\1\1\1")),
    "an unknown unit": saying(pdu(9, b"\0" * 68)),
    "a page": saying(b"HTTP/1.1 200 OK\r\n\r\n<html>"),
}


@pytest.mark.parametrize("said", WIRE)
def test_whatever_an_archive_says_in_place_of_an_answer_ends_soon(said, capfd):
    deed, timeout_s = WIRE[said], SHORT_S if "at a time" in said else PATIENT_S

    def find(event):
        deed(event)
        yield 0, None

    with archive_that(find=find) as address, pytest.raises(NotSentError, match="nothing was sent") as caught:
        send(address, timeout_s)
    tells_nothing(str(caught.value))
    with archive_that(store=deed) as address, pytest.raises(LostError) as caught:
        send(address, timeout_s)
    tells_nothing(str(caught.value))
    assert capfd.readouterr().err == ""


@pytest.mark.parametrize(
    "record",
    [
        element(0x10, 0x20, b"FD", b"12"),
        element(0x10, 0x20, b"US", b"abc"),
        element(0x10, 0x20, b"ZZ", b"abcd"),
        element(0x10, 0x20, b"UT", b"a" * 30_000_000),
    ],
    ids=["half a number", "odd number", "unknown kind", "thirty megabytes"],
)
def test_a_patient_that_cannot_be_read_is_not_filed_for(record, capfd):
    stored = []
    with (
        archive_that(find=finding(record), store=lambda event: stored.append(event) or 0) as address,
        pytest.raises(NotSentError, match="nothing was sent"),
    ):
        send(address)
    assert stored == []
    assert capfd.readouterr().err == ""


@pytest.mark.parametrize(
    "more",
    [
        element(0x08, 0x05, b"CS", b"NOSUCH ") + element(0x10, 0x10, b"PN", b"\xff\xfe"),
        element(0x08, 0x05, b"CS", b"ISO 2022 IR 87\\ISO_IR 192 ") + element(0x10, 0x10, b"PN", b"\x1b$B\xff\xfe"),
        element(0x10, 0x10, b"PN", b"Other^Somebody"),
        element(0x10, 0x30, b"DA", b"not a day "),
    ],
    ids=["unknown letters", "mixed letters", "another name", "no day"],
)
def test_a_patient_of_another_name_or_day_is_another_and_is_not_told(more, recwarn):
    with (
        archive_that(find=finding(more + NUMBER)) as address,
        pytest.raises(RefusedError, match="wrong patient") as told,
    ):
        send(address)
    assert "Somebody" not in str(told.value)
    assert recwarn.list == []


@pytest.mark.parametrize("about", [{"number": 77}, {"instance": "1.2.3"}, {"kind": "find"}], ids=str)
def test_an_answer_to_another_document_is_no_answer_to_ours(about):
    with archive_that(store=storing(**about)) as address, pytest.raises(LostError):
        send(address)
    with archive_that(store=storing()) as address:
        assert send(address).location == INSTANCE


def test_no_noise_on_the_line_hangs_or_breaks_us(capfd):
    found = Dataset()
    found.PatientID, found.PatientName, found.PatientBirthDate = ADA.number, "Example^Ada", "19500403"
    with archive_that(find=lambda _: iter([(0xFF00, found)])) as address:
        port = int(address.rpartition(":")[2])
        for seed in range(SEEDS):
            with Mutilated(port, seed) as line:
                try:
                    send(f"dicom://ARCHIVE@127.0.0.1:{line.port}", 0.2)
                except SendingError as error:
                    tells_nothing(str(error))
    assert capfd.readouterr().err == ""
