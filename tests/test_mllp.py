"""A message to a receiver of HL7 v2: sent once, and filed only where the receiver says so of this very message."""

from __future__ import annotations

import contextlib
import socket
import ssl
import struct
import threading

import pytest
from certificates import Authority
from daemons import free_port, wait_for
from hypothesis import assume, example, given
from hypothesis import strategies as st
from mdm_filings import ADA, GIVING, PDF, SITE, filing, taking_back
from mdm_receiver import MdmReceiver, acknowledge

from handouts.records.messages import mdm
from handouts.records.receipt import LostError, NotSentError, RefusedError
from handouts.records.senders.acknowledgement import read_acknowledgement
from handouts.records.senders.harmless import KNOWN_WORDS, harmless
from handouts.records.senders.mllp import MOST_BYTES, Receiver

LEAFLET = filing(giving=GIVING)
MESSAGE = mdm.make(LEAFLET, SITE)
NUMBER = str(LEAFLET.identifier)
SHORT_S = 0.4
PATIENT = ("Ada", "Example", "4857773456", "19500403", "1950")


@pytest.fixture
def receiver():
    with MdmReceiver() as started:
        yield started


def send(receiver: MdmReceiver, message: bytes = MESSAGE, *, timeout_s: float = 10, ca=None):
    return Receiver(receiver.address, ca, timeout_s).send(message)


def test_what_is_acknowledged_is_filed(receiver):
    assert send(receiver).location == NUMBER
    assert receiver.documents == {NUMBER: PDF}


def test_five_megabytes_arrive_whole(receiver):
    data = bytes(range(256)) * 4 * 1024 * 5
    send(receiver, mdm.make(filing(data), SITE))
    assert list(receiver.documents.values()) == [data]


def test_a_new_version_replaces_the_old_one_and_a_cancellation_takes_it_away(receiver):
    send(receiver)
    newer = filing(b"%PDF-1.7 newer", replaces=LEAFLET.identifier)
    send(receiver, mdm.make(newer, SITE))
    assert receiver.documents == {str(newer.identifier): b"%PDF-1.7 newer"}
    send(receiver, mdm.cancel(taking_back(newer), SITE))
    assert receiver.documents == {}


@pytest.mark.parametrize("hangs", [True, False], ids=["silence", "the line is cut"])
def test_no_answer_after_it_was_stored_is_unknown_and_sent_again_it_is_one_document(receiver, hangs):
    receiver.answer, receiver.hangs = (lambda _: None), hangs
    with pytest.raises(LostError, match="not known") as told:
        send(receiver, timeout_s=SHORT_S if hangs else 10)
    assert ("no answer came" if hangs else "closed before an answer") in str(told.value)
    wait_for(lambda: receiver.documents, "it is stored")
    receiver.answer, receiver.hangs = acknowledge, False
    send(receiver)
    assert len(receiver.messages) == 2
    assert receiver.documents == {NUMBER: PDF}


def test_a_line_cut_before_it_was_stored_is_unknown_too_and_sent_again_it_is_one_document(receiver):
    receiver.answer, receiver.stores = (lambda _: None), False
    with pytest.raises(LostError, match="closed before an answer"):
        send(receiver)
    assert receiver.documents == {}
    receiver.answer, receiver.stores = acknowledge, True
    send(receiver)
    assert receiver.documents == {NUMBER: PDF}


def test_a_line_cut_in_the_middle_of_the_message_is_unknown():
    with socket.create_server(("127.0.0.1", 0)) as server:

        def cut():
            line, _ = server.accept()
            line.recv(10)
            line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            line.close()

        thread = threading.Thread(target=cut)
        thread.start()
        with pytest.raises(LostError, match="the line was"):
            Receiver(f"mllp://127.0.0.1:{server.getsockname()[1]}").send(mdm.make(filing(bytes(2**20) * 24), SITE))
        thread.join()


@pytest.mark.parametrize(
    ("verdict", "more", "words"),
    [
        ("AE", "\rERR||PID^1^3|204^Unknown key^HL70357|E", ["could not file", "204", "does not know", "PID-3"]),
        ("AR", "\rERR||MSH^1^9|200^Unsupported message type^HL70357|E", ["rejects", "200", "no such messages"]),
        ("AE", "|Missing required field PV1-2", ["could not file", "Missing required field PV1-2"]),
        ("CR", "", ["rejects"]),
        ("CE", "", ["could not keep"]),
    ],
)  # fmt: skip
def test_a_no_is_told_in_plain_words(receiver, verdict, more, words):
    receiver.stores, receiver.answer = False, lambda message: acknowledge(message, verdict, more=more)
    with pytest.raises(RefusedError) as told:
        send(receiver)
    assert [word for word in words if word not in str(told.value)] == []


def test_a_locked_record_may_be_tried_again(receiver):
    more = "\rERR|||206^Application record locked^HL70357|E"
    receiver.answer = lambda message: acknowledge(message, "AE", more=more)
    with pytest.raises(NotSentError, match="locked at the moment"):
        send(receiver)


def test_a_no_that_could_not_find_our_identifier_is_a_no(receiver):
    receiver.answer = lambda message: acknowledge(message, "AR", control="")
    with pytest.raises(RefusedError, match="rejects"):
        send(receiver)


@pytest.mark.parametrize("verdict", ["AE", "AR"])
def test_what_a_receiver_says_of_the_patient_is_not_repeated(receiver, verdict):
    quoted = "Patient ADA EXAMPLE (born 03/04/1950, 4857773456) is Smith^John in our system"
    more = f"|{quoted}\rERR||PID^1^5|204^{quoted}|E||{quoted}|{quoted}\x1b[31m"
    receiver.answer = lambda message: acknowledge(message, verdict, more=more)
    with pytest.raises(RefusedError) as told:
        send(receiver)
    said = str(told.value).lower()
    assert [each for each in (*PATIENT, "Smith", "John") if each.lower() in said] == []
    assert said.isprintable()


@given(st.from_regex(r"[A-Za-z]{2,12}|[0-9/.-]{3,12}|\w{2,12}", fullmatch=True))
def test_no_word_passes_that_could_name_somebody(word):
    assume(word.lower() not in KNOWN_WORDS)
    assert harmless(f"Unknown patient: {word}, {word}") == "Unknown patient …"


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (lambda message: acknowledge(message, control="SOMEBODY-ELSE"), "to another message"),
        (lambda message: acknowledge(message, "CA"), "has not said whether it is filed"),
        (lambda message: acknowledge(message, "XX"), "neither yes nor no"),
        (lambda message: acknowledge(message)[:-10], "closed before an answer"),
        (lambda message: acknowledge(message)[1:], "not in a frame"),
        (lambda _: b"HTTP/1.1 200 OK\r\n\r\n<html>\x1c\r", "not in a frame"),
        (lambda _: b"\x0b<html>\x1c\r", "not an acknowledgement"),
        (lambda _: b"\x0bMSH|^~\\&|EHR\r\x1c\r", "not an acknowledgement"),
        (lambda _: b"\x0b\xff\xfe\x00\x1c\r", "not an acknowledgement"),
        (lambda _: b"\x0b" + b"A" * (MOST_BYTES + 1), "has no end"),
        (lambda _: b"", "closed before an answer"),
    ],
)
def test_only_a_yes_to_this_message_is_a_yes(receiver, answer, why):
    receiver.answer = answer
    with pytest.raises(LostError, match=why):
        send(receiver)


def test_a_kept_message_is_filed_once_the_receiver_says_so(receiver):
    receiver.answer = lambda message: acknowledge(message, "CA") + acknowledge(message, "AA")
    assert send(receiver).location == NUMBER


@given(st.binary(max_size=300))
@example(b"MSH")
@example(b"MSH|^~\\&|EHR\rMSA")
def test_no_answer_breaks_the_reader(answer):
    for each in (answer, b"MSH|^~\\&|" + answer, b"MSH|^~\\&|\rMSA|AA|" + answer + b"\rERR|" + answer):
        with contextlib.suppress(ValueError):
            assert read_acknowledgement(each).why.isprintable()


def test_who_answers_a_letter_at_a_time_is_not_waited_for():
    with socket.create_server(("127.0.0.1", 0)) as server:
        over = threading.Event()

        def drip():
            line, _ = server.accept()
            with line:
                while not over.wait(SHORT_S / 10):
                    try:
                        line.sendall(b"M")
                    except OSError:
                        return

        thread = threading.Thread(target=drip)
        thread.start()
        with pytest.raises(LostError, match="no answer came"):
            Receiver(f"mllp://127.0.0.1:{server.getsockname()[1]}", timeout_s=SHORT_S).send(MESSAGE)
        over.set()
        thread.join()


def test_who_reads_nothing_is_not_waited_for(monkeypatch):
    with socket.create_server(("127.0.0.1", 0)) as server:
        data = mdm.make(filing(bytes(2**20) * 24), SITE)
        address = f"mllp://127.0.0.1:{server.getsockname()[1]}"
        monkeypatch.setattr("handouts.records.senders.mllp.SLOWEST", 10**9)
        with pytest.raises(LostError, match="cut while it was sent"):
            Receiver(address, timeout_s=SHORT_S).send(data)


@pytest.mark.parametrize(
    "address",
    ["http://localhost:1", "mllp://localhost", "mllp://:1", "mllp://user@localhost:1", "mllp://h:1/path", "mllp://h:x"],
)
def test_what_is_no_address_is_said(address):
    with pytest.raises(NotSentError, match="mllp://host:port"):
        Receiver(address).send(MESSAGE)


def test_where_nobody_listens_nothing_is_sent():
    with pytest.raises(NotSentError, match="cannot be reached"):
        Receiver(f"mllp://127.0.0.1:{free_port()}").send(MESSAGE)


@pytest.fixture(scope="module")
def identities(tmp_path_factory):
    """Give receivers' certificates: the clinic's for this host, an old one, and one for another host."""
    own = Authority(tmp_path_factory.mktemp("own"))
    issued = {"right": own.issue(), "expired": own.issue(expired=True), "other-host": own.issue("elsewhere.example")}
    contexts = {}
    for name, (certificate, key) in issued.items():
        contexts[name] = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        contexts[name].load_cert_chain(certificate, key)
    return own.certificate, contexts


def test_a_secure_line_to_who_proves_to_be_the_receiver(identities):
    ca, contexts = identities
    with MdmReceiver(contexts["right"]) as receiver:
        send(receiver, ca=ca)
        assert receiver.documents == {NUMBER: PDF}


def test_a_receiver_may_ask_who_we_are(identities):
    ca = identities[0]
    certificate, key = ca.with_name("localhost.crt"), ca.with_name("localhost.key")
    asking = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH, cafile=ca)
    asking.load_cert_chain(certificate, key)
    asking.verify_mode = ssl.CERT_REQUIRED
    with MdmReceiver(asking) as receiver:
        with pytest.raises(LostError):
            send(receiver, ca=ca)
        assert receiver.messages == []
        Receiver(receiver.address, ca, 10, certificate, key).send(MESSAGE)
        assert receiver.documents == {NUMBER: PDF}
    with pytest.raises(NotSentError, match="own certificate"):
        Receiver("mllp+tls://localhost:1", ca, 10, ca).send(MESSAGE)


@pytest.mark.parametrize(
    ("shown", "trusted", "why"),
    [("right", False, "does not prove"), ("expired", True, "expired"), ("other-host", True, "does not prove")],
)
def test_nobody_else_gets_a_letter_of_it(identities, shown, trusted, why):
    ca, contexts = identities
    with MdmReceiver(contexts[shown]) as receiver:
        with pytest.raises(NotSentError, match=why):
            send(receiver, ca=ca if trusted else None)
        assert receiver.messages == []


def test_an_open_port_is_not_taken_for_a_secure_one(receiver, identities):
    with pytest.raises(NotSentError):
        Receiver(f"mllp+tls://localhost:{receiver.port}", identities[0], SHORT_S).send(MESSAGE)
    assert receiver.messages == []


def test_an_authority_without_a_certificate_is_said(tmp_path):
    (tmp_path / "ca.crt").write_text("nothing")
    with pytest.raises(NotSentError, match="certificate authority cannot be used: it holds none"):
        Receiver("mllp+tls://localhost:1", tmp_path / "ca.crt").send(MESSAGE)


def test_the_messages_of_two_patients_are_two_documents(receiver):
    other = filing(person=type(ADA)(number="1", name="Bo Example", born=ADA.born, authority=ADA.authority))
    send(receiver)
    send(receiver, mdm.make(other, SITE))
    assert receiver.documents == {NUMBER: PDF, str(other.identifier): PDF}
