"""Archives that say no, say nothing, or lie: what is told of the document, and that no answer is waited for in vain."""

import dataclasses
import threading
import time

import pytest
from daemons import free_port
from false_archive import archive_that, drip, hangs, port_that
from filings import ADA, filing_of
from pydicom.dataset import Dataset

from handouts.model.records import Dicom, Records
from handouts.records.messages.dicom import make, read
from handouts.records.receipt import LostError, NotSentError, RefusedError
from handouts.records.senders import dicom
from handouts.records.senders.archives import same_name

MESSAGE = make(filing_of(personalised=True), Records())
INSTANCE = str(read(MESSAGE).SOPInstanceUID)
QUICK = Records(dicom=Dicom(timeout_s=0.6))
KIND = "application/dicom+json"
ENOUGH_S = 10  # a machine may be busy; without a limit of ours, these would wait half a minute or for ever


def send(address, **settings):
    return dicom.send(MESSAGE, address, Records(dicom=Dicom(**({"timeout_s": ENOUGH_S} | settings))))


@pytest.mark.parametrize(
    ("status", "error", "told"),
    [
        (0xA700, NotSentError, "no room or time"),
        (0x0110, NotSentError, "failed while it stored"),
        (0xA900, RefusedError, "does not keep to its kind"),
        (0xC123, RefusedError, "cannot understand"),
        (0x0124, RefusedError, "does not allow"),
        (0x0112, RefusedError, "refuses the document"),
    ],
)
def test_a_status_is_told_in_plain_words(status, error, told):
    with archive_that(store=lambda _: status) as address, pytest.raises(error, match=f"{told}.*{status:04X}"):
        send(address)


def test_a_warning_is_a_filed_document_and_is_told():
    with archive_that(store=lambda _: 0xB000) as address:
        assert "changed some of what the file says" in send(address).warning
    with archive_that(store=lambda _: 0x0111) as address:
        assert send(address).had_it_already


def test_an_archive_of_pictures_alone_is_told_apart():
    services = ["1.2.840.10008.5.1.4.1.1.2"]
    with archive_that(services=services) as address, pytest.raises(RefusedError, match="does not take documents"):
        send(address)


def test_an_archive_that_knows_us_by_another_title_says_so():
    with archive_that(calling=["CLINIC"]) as address:
        with pytest.raises(RefusedError, match="does not know us by the AE title HANDOUTS; .*set aet"):
            send(address)
        assert send(address, aet="CLINIC").location == INSTANCE


def test_an_archive_that_cannot_be_asked_stores_unless_only_known_patients_are_filed():
    stored = []
    with archive_that(store=lambda event: stored.append(event) or 0) as address:
        with pytest.raises(RefusedError, match="cannot be asked whom it knows"):
            send(address, known_patients_only=True)
        assert stored == []
        send(address)
        with pytest.raises(LostError, match="cannot be asked what it has"):
            dicom.look(MESSAGE, address, QUICK)
    assert len(stored) == 1


def test_an_archive_that_finds_without_an_end_is_not_listened_to_and_gets_nothing():
    stored = []

    def find(event):
        while not event.is_cancelled:
            patient = Dataset()
            patient.PatientID = "another"
            yield 0xFF00, patient

    with (
        archive_that(find=find, store=lambda event: stored.append(event) or 0) as address,
        pytest.raises(NotSentError, match="no end"),
    ):
        send(address)
    assert stored == []


def test_an_archive_that_never_answers_a_document_leaves_it_unknown():
    free = threading.Event()
    began = time.monotonic()
    with archive_that(store=lambda _: free.wait(ENOUGH_S) and 0) as address:
        with pytest.raises(LostError, match="no answer came in|cut"):
            send(address, timeout_s=0.6)
        free.set()
    assert time.monotonic() - began < ENOUGH_S


@pytest.mark.parametrize("serve", [lambda line: line.close(), hangs, drip], ids=["drops", "hangs", "drips"])
def test_who_is_no_archive_gets_nothing(serve):
    began = time.monotonic()
    with port_that(serve) as address, pytest.raises(NotSentError, match="broke off, or did not answer"):
        send(address, timeout_s=0.6)
    assert time.monotonic() - began < ENOUGH_S


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # pynetdicom forgets to close its socket
def test_nobody_there_is_told():
    with pytest.raises(NotSentError, match="cannot be reached: Connection refused"):
        send(f"dicom://ARCHIVE@127.0.0.1:{free_port()}")
    with pytest.raises(NotSentError, match="cannot be reached"):
        send("dicom://ARCHIVE@nowhere.invalid:104")


@pytest.mark.parametrize(
    "target",
    [
        "dicom://localhost:4242",
        "dicom://A:secret@localhost",
        "dicom://ANAMEOFSEVENTEENS@localhost",
        "dicom://A@localhost:99999",
        "dicom://A@localhost/path",
        "http://A@localhost",
        "dicom://A%5CB@localhost",
    ],
)
def test_what_is_no_address_is_refused_with_the_form_of_one(target):
    with pytest.raises(RefusedError, match="write dicom://AET@host:port") as refused:
        send(target)
    assert "secret" not in str(refused.value)


@pytest.mark.parametrize(
    ("printed", "there", "same"),
    [
        ("Ada Example", "Example^Ada", True),
        ("Ada Example", "EXAMPLE^ADA^MARIA^DR", True),
        ("Żaneta Ó Briain", "O'Briain^Zaneta", False),
        ("Seán O’Brien", "O'BRIEN^SEAN", True),
        ("=山田 太郎", "Yamada^Tarou=山田^太郎=やまだ^たろう", True),
        ("=山田太郎", "=山田^太郎", True),
        ("Ada Example", "Example^Ben", False),
        ("Ada", "Example^Ada", False),
        ("Ada Example", "Adaexample", True),
        ("Ada Example", "^^^", False),
    ],
)
def test_names_are_compared_by_their_words_whatever_the_order(printed, there, same):
    assert same_name(printed, there) is same


def test_a_birth_date_alone_tells_another_person():
    patient = dataclasses.asdict(ADA)
    found = Dataset()
    found.PatientID, found.PatientName, found.PatientBirthDate = patient["number"], "", "19500304"
    with archive_that(find=lambda _: iter([(0xFF00, found)])) as address, pytest.raises(RefusedError, match="wrong"):
        send(address)


def test_an_archive_that_has_no_time_to_look_gets_nothing_yet():
    stored = []
    with (
        archive_that(find=lambda _: iter([(0xA700, None)]), store=lambda event: stored.append(event) or 0) as address,
        pytest.raises(NotSentError, match="nothing was sent"),
    ):
        send(address)
    assert stored == []
