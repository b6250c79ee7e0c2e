"""Servers that wish us harm, at every adapter: nothing is believed, followed, waited for or told on."""

from __future__ import annotations

import ssl
import time

import hostile
import pytest
from filings import filing_of
from hostile import HTTP, Hostile, answer, packed_bomb, raw
from meetings import ENOUGH_S, QUICK_S, SECRET, SECURE, WEB, tells_nothing

from handouts.records.receipt import LostError, NotSentError, RefusedError, SendingError

OK = HTTP.format(status="200 OK", kind="application/fhir+json").encode()


@pytest.mark.parametrize("standard", WEB)
@pytest.mark.parametrize(
    "deed",
    [
        raw(OK + b"Content-Length: 9999999999\r\n\r\n", then=b" " * 65536),
        raw(OK + b"Transfer-Encoding: chunked\r\n\r\n", then=b"10000\r\n" + b" " * 65536 + b"\r\n"),
        raw(OK, then=b"X-More: " + b"y" * 1000 + b"\r\n"),
        raw(OK + b"X: ", then=b"y" * 65536),
        raw(b"", then=b"HTTP/1.1 100 Continue\r\n\r\n"),
        raw(b"", then=b"H"),
        raw(OK + b"\r\n", then=b" ", slowly=True),
        raw(OK + b"X: ", then=b"y", slowly=True),
        raw(b"HTTP/1.1 ", then=b"2", slowly=True),
        raw(OK + b"Transfer-Encoding: chunked\r\n\r\n", then=b"1\r\n \r\n", slowly=True),
    ],
    ids=[
        "endless body", "endless chunks", "endless heads", "endless head", "endless 100", "endless status",
        "slow body", "slow heads", "slow status", "slow chunks",
    ],
)  # fmt: skip
def test_what_has_no_end_is_not_waited_for(meet, standard, deed):
    meet(standard, deed, timeout_s=QUICK_S)


@pytest.mark.parametrize("standard", WEB)
@pytest.mark.parametrize(
    "deed",
    [
        answer(b"<html>no</html>", kind="text/html"),
        answer(b"<html>no</html>"),
        answer(b'{"resourceType": "Bundle"}', "200 OK", "text/plain"),
        answer(b'{"resourceType": "Bundle", "en', length=400),
        answer(b"[" * 200_000 + b"]" * 200_000),
        answer(b'{"a":' * 200_000),
        answer(b"9" * 200_000),
        packed_bomb,
        answer(b"\xff\xfe{", "200 OK", "application/json"),
        answer(b'{"resourceType": "Bundle", "entry": [7, null]}'),
        answer(b'{"access_token": 7, "token_type": "bearer"}', "200 OK", "application/json"),
        answer(b"", "200 OK", "application/json"),
        answer(b"", "204 No Content"),
        answer(b"", "101 Switching Protocols"),
        answer(b"", "500 Oops"),
        raw(OK + b"Transfer-Encoding: chunked\r\n\r\nZZ\r\nnothing"),
        raw(OK + b"Content-Length: -5\r\n\r\n{}"),
        raw(OK + b"Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}"),
        raw(b"\x16\x03\x01\x00\x00garbage\r\n\r\n"),
        raw(b"HTTP/1.1 999 \xff\xff\r\n\r\n"),
        raw(b"HTTP/1.1 200 OK\r\nBad Head\r\n\r\n"),
        raw(b""),
    ],
    ids=[
        "page", "page called FHIR", "other type", "truncated", "deep lists", "deep objects", "long number",
        "packed bomb", "no UTF-8", "odd entries", "odd token", "nothing", "no content", "switching", "failure",
        "bad chunks", "negative length", "two lengths", "no HTTP", "odd status", "odd head", "silent end",
    ],
)  # fmt: skip
def test_what_is_no_answer_is_taken_for_none(meet, standard, deed):
    meet(standard, deed, errors=(NotSentError, LostError) if standard != "dicomweb" else SendingError)


@pytest.mark.parametrize("standard", WEB)
@pytest.mark.parametrize("status", ["301 Moved", "302 Found", "303 See Other", "307 Temporary", "308 Permanent"])
def test_nobody_is_sent_elsewhere(meet, own_identity, standard, status):
    with Hostile(answer(b"{}"), own_identity) as elsewhere:
        there = f"Location: https://localhost:{elsewhere.port}/fhir"
        errors = (RefusedError, NotSentError, LostError)
        said, server = meet(standard, answer(b"", status, "text/html", there), errors=errors)
        assert elsewhere.lines == 0, said
    assert server.lines >= 1


@pytest.mark.parametrize("standard", SECURE)
@pytest.mark.parametrize("shown", ["expired", "of another host", "of an unknown authority", "signed by itself"])
def test_who_shows_a_wrong_certificate_hears_nothing(meet, other_identities, standard, shown):
    def deed(line):
        line.hear(b"\0never\0")

    said, server = meet(standard, deed, other_identities[shown], errors=NotSentError)
    assert server.heard == b""
    assert [each for each in said if "certificate" not in each] == []


@pytest.mark.parametrize("standard", SECURE)
@pytest.mark.parametrize(
    "deed", [answer(b"{}"), raw(b"", then=b"\x16"), raw(b"", first=True)], ids=["web", "drip", "mute"]
)
def test_who_has_no_tls_hears_nothing_in_the_open(adapter_at, standard, deed):
    with Hostile(deed) as server:
        desk = adapter_at(standard, server.port, QUICK_S)
        message = desk.make(filing_of(personalised=True))
        began = time.monotonic()
        with pytest.raises(NotSentError) as caught:
            desk.send(message)
        assert time.monotonic() - began < ENOUGH_S
        tells_nothing(str(caught.value))
        for secret in (b"Ada", b"485", b"HTTP", b"MSH", b"HANDOUTS", SECRET.encode()):
            assert secret not in server.heard


@pytest.mark.filterwarnings("ignore:ssl.TLSVersion.TLSv1:DeprecationWarning")
@pytest.mark.parametrize("standard", SECURE)
def test_an_old_tls_is_refused(meet, clinic_keys, standard):
    old = hostile.identity(clinic_keys.folder / "localhost.crt", clinic_keys.folder / "localhost.key")
    old.set_ciphers("ALL:@SECLEVEL=0")
    old.minimum_version, old.maximum_version = ssl.TLSVersion.TLSv1, ssl.TLSVersion.TLSv1_1
    said, server = meet(standard, lambda line: line.hear(b"\0"), old, errors=NotSentError)
    assert server.heard == b"", said
