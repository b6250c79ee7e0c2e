"""Web servers that say no, say nothing, or lie to DICOMweb: what is told of the document."""

import json
import time

import pytest
from certificates import Authority
from filings import ADA, filing_of
from secure_web import SecureWeb, answering, endless, slow

from handouts.model.records import Dicom, Records
from handouts.records.messages.dicom import make, read
from handouts.records.receipt import LostError, NotSentError, RefusedError
from handouts.records.senders import dicomweb

MESSAGE = make(filing_of(personalised=True), Records())
INSTANCE = str(read(MESSAGE).SOPInstanceUID)
KIND = "application/dicom+json"
ENOUGH_S = 10  # a machine may be busy; without a limit of ours, these would wait for ever


@pytest.fixture(scope="module")
def front(tmp_path_factory):
    with SecureWeb(Authority(tmp_path_factory.mktemp("authority")), 0) as started:
        yield started


@pytest.fixture
def post(front):
    """Send to a web server that knows nobody, and answers the document as told."""

    def post(fault, *, known=answering(204, b""), timeout_s=ENOUGH_S):  # noqa: B008 - a function
        front.reset()
        front.script(known, "GET")
        front.script(fault)
        site = Records(ca=str(front.authority.certificate), dicom=Dicom(timeout_s=timeout_s))
        return dicomweb.send(MESSAGE, f"dicomweb+https://localhost:{front.port}/dicom-web", site)

    return post


def answer(status=200, **parts):
    named = {"stored": "00081199", "failed": "00081198", "reason": "00081197", "warning": "00081196"}
    items = {}
    for part, number in parts.items():
        item = {"00081155": {"vr": "UI", "Value": [INSTANCE]}}
        reason = "reason" if part == "failed" else "warning"
        item |= {named[reason]: {"vr": "US", "Value": [number]}} if number else {}
        items[named[part]] = {"vr": "SQ", "Value": [item]}
    return answering(status, json.dumps(items).encode(), KIND)


def test_what_is_stored_and_what_it_warns_of_is_read(post):
    assert post(answer(stored=0)).location == INSTANCE
    assert "changed some" in post(answer(202, stored=0xB000)).warning
    assert post(answer(409, failed=0x0111)).had_it_already


@pytest.mark.parametrize(
    ("fault", "error", "told"),
    [
        (answer(409, failed=0xA700), NotSentError, "no room or time"),
        (answer(200, failed=0xC000), RefusedError, "cannot understand"),
        (answer(409, failed=0), NotSentError, "failed while"),
        (answer(200), LostError, "does not name the document"),
        (answering(200), LostError, "not DICOM's JSON"),
        (answering(200, b"{", KIND), LostError, "not JSON"),
        (answering(200, b"[" * 100_000, KIND), LostError, "not JSON"),
        (answering(200, b'{"00081199": 7, "00081198": {"Value": 3}}', KIND), LostError, "does not name"),
        (answering(307, b"", Location="https://elsewhere.example/"), RefusedError, "another address, which is not"),
        (answering(401), RefusedError, "look at the token"),
        (answering(413), RefusedError, "too large"),
        (answering(418), RefusedError, "refuses the document"),
        (answering(503), NotSentError, "no time"),
        (answering(500), LostError, "does not say whether"),
        (endless, LostError, "no end"),
    ],
)
def test_an_answer_of_the_web_is_told_in_plain_words(post, front, fault, error, told):
    with pytest.raises(error, match=told) as raised:
        post(fault)
    assert ADA.name not in str(raised.value)
    assert [method for method, *_ in front.asked] == ["GET", "POST"], "nothing is asked twice"


def test_a_letter_at_a_time_is_not_waited_for(post, front):
    began = time.monotonic()
    with pytest.raises(LostError):
        post(slow, timeout_s=0.6)
    with pytest.raises(NotSentError, match="asked for the patient; nothing was sent"):
        post(answer(stored=0), known=slow, timeout_s=0.6)
    assert time.monotonic() - began < ENOUGH_S
    assert [method for method, *_ in front.asked] == ["GET"]


@pytest.mark.parametrize(
    ("fault", "error", "told"),
    [
        (answering(500), LostError, "does not say what it has"),
        (answering(200), LostError, "does not say what it has"),
        (answering(200, b'[{"00080018": {"Value": ["1.2.3"]}}]', KIND), LostError, "names another document"),
        (answering(401), RefusedError, "look at the token"),
        (answering(302, b"", Location="https://elsewhere.example/"), LostError, "does not say"),
    ],
)
def test_what_does_not_say_whether_it_has_the_document_leaves_it_unknown(front, fault, error, told):
    front.reset()
    front.script(fault, "GET")
    with pytest.raises(error, match=told):
        dicomweb.look(
            MESSAGE, f"dicomweb+https://localhost:{front.port}/", Records(ca=str(front.authority.certificate))
        )


@pytest.mark.parametrize("status", [500, 503])
def test_an_archive_that_fails_to_search_gets_nothing_yet(post, front, status):
    with pytest.raises(NotSentError, match=f"HTTP {status}.*nothing was sent"):
        post(answer(stored=0), known=answering(status))
    assert [method for method, *_ in front.asked] == ["GET"]


@pytest.mark.parametrize(
    "known", [answering(404), answering(501), answering(200), answering(302, b"", Location="https://e.example/")]
)
def test_an_archive_that_offers_no_search_stores_all_the_same(post, known):
    assert post(answer(stored=0), known=known).location == INSTANCE


@pytest.mark.parametrize(
    "target", ["dicomweb+http://h/", "dicomweb+https://me:secret@h/", "dicomweb+https://h/?token=secret", "https://h/"]
)
def test_only_a_secure_address_without_a_secret_is_one(target):
    with pytest.raises(RefusedError, match=r"write dicomweb\+https") as refused:
        dicomweb.send(MESSAGE, target, Records())
    assert "secret" not in str(refused.value)
