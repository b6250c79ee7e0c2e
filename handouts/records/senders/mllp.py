"""HL7 v2 over MLLP, in the open or through TLS: a message a connection, sent once, its acknowledgement read."""

from __future__ import annotations

import dataclasses
import socket
import ssl
import time
import urllib.parse
from typing import TYPE_CHECKING, NoReturn, Self

from handouts.records.receipt import LostError, NotSentError, Receipt, RefusedError
from handouts.records.senders.acknowledgement import (
    ACCEPTED,
    COMMITTED,
    LOCKED,
    VERDICTS,
    Acknowledgement,
    read_acknowledgement,
)
from handouts.store.plain_files import plain

if TYPE_CHECKING:
    import pathlib

OPEN, SECURE = "mllp", "mllp+tls"
START, END, RETURN = b"\x0b", b"\x1c", b"\r"
MOST_BYTES = 64 * 1024  # of an answer; an acknowledgement with its errors is below 2 kB
AT_ONCE = 64 * 1024
SLOWEST = 250_000  # bytes a second a receiver takes: with the longest timeout, the largest message takes 8 minutes
UNKNOWN = "whether the receiver has the document is not known, and HL7 v2 has no way to ask"
LATER = "it has kept the message and has not said whether it is filed"


@dataclasses.dataclass(frozen=True, slots=True)
class Receiver:
    """Who listens at ``mllp://host:port`` or, through TLS, ``mllp+tls://host:port``.

    ``ca`` is an own authority's file; ``certificate`` and ``key`` are what we show to a receiver that asks for one.
    """

    address: str
    ca: pathlib.Path | None = None
    timeout_s: float = 30
    certificate: pathlib.Path | None = None
    key: pathlib.Path | None = None

    @property
    def host_and_port(self) -> tuple[str, int]:
        """Where it listens.

        Raises:
            NotSentError: the address names no such place.
        """
        try:
            parts = urllib.parse.urlsplit(self.address)
            host, port = parts.hostname, parts.port
        except ValueError:
            host = port = None
        if not (host and port and parts.scheme in {OPEN, SECURE}) or parts.username or parts.path.strip("/"):
            raise NotSentError("an address is written as mllp://host:port, or mllp+tls://host:port for TLS")
        return host, port

    def send(self, message: bytes) -> Receipt:
        """Send a message once.

        Raises:
            NotSentError: nothing was sent, or the receiver says that it may be sent again.
            LostError: it was sent, and no answer to it came.
            RefusedError: the receiver says no.
        """
        control, document = _numbers(message)
        with _Line(self, self.timeout_s + len(message) / SLOWEST) as line:
            line.send(START + message + END + RETURN)
            answer = line.answer()
            if (answer.verdict, answer.control) == (COMMITTED, control):
                answer = line.answer(LATER)
        return _judged(answer, control, document)


class _Line:
    """A connection that ends at a moment, whatever it waits for."""

    def __init__(self, receiver: Receiver, limit_s: float) -> None:
        self.end = time.monotonic() + limit_s
        self.limit_s = limit_s
        self.heard = b""
        self.line = self._opened(receiver)

    def _opened(self, receiver: Receiver) -> socket.socket:
        host, port = receiver.host_and_port
        secure = receiver.address.lower().startswith(f"{SECURE}:")
        context = _trust(receiver) if secure else None
        line = None
        try:
            line = socket.create_connection((host, port), timeout=receiver.timeout_s)
            return context.wrap_socket(line, server_hostname=host) if context else line
        except ssl.SSLCertVerificationError as error:
            why = f"the receiver does not prove to be {host}: {error.verify_message}"
        except ssl.SSLError as error:
            why = f"no secure line to it can be opened ({error.reason or 'no TLS'})"
        except TimeoutError:
            why = f"it could not be reached in {receiver.timeout_s:g} seconds"
        except UnicodeError:
            why = "no host can have this name"
        except OSError as error:
            why = f"it cannot be reached: {error.strerror or 'the line was cut'}"
        if line:
            line.close()
        raise NotSentError(why)

    def send(self, data: bytes) -> None:
        """Send all of it; a frame that was cut off counts as sent, as some receivers read it nevertheless."""
        rest = memoryview(data)
        try:
            while rest:
                self._wait_no_longer()
                rest = rest[self.line.send(rest[:AT_ONCE]) :]
        except OSError:
            self._lost("the line was cut while it was sent")

    def answer(self, so_far: str = "") -> Acknowledgement:
        """Read the next answer.

        Raises:
            LostError: none came, or what came is none.
        """
        while END not in self.heard:
            try:
                self._wait_no_longer()
                more = self.line.recv(AT_ONCE)
            except TimeoutError:
                self._lost(so_far or f"no answer came in {self.limit_s:.0f} seconds")
            except OSError:
                self._lost(so_far or "the line was cut before an answer came")
            if not more:
                self._lost(so_far or "the line was closed before an answer came")
            self.heard += more
            if len(self.heard) > MOST_BYTES:
                self._lost("its answer has no end")
        frame, _, self.heard = self.heard.partition(END)
        before, start, answer = frame.partition(START)
        if before.strip() or not start:
            self._lost("its answer is not in a frame of MLLP")
        try:
            return read_acknowledgement(answer)
        except ValueError as error:
            self._lost(f"its answer is {error}")

    def _wait_no_longer(self) -> None:
        left = self.end - time.monotonic()
        if left <= 0:
            raise TimeoutError
        self.line.settimeout(left)

    def _lost(self, why: str) -> NoReturn:
        raise LostError(f"{why}; {UNKNOWN}") from None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *raised: object) -> None:
        self.line.close()


def _trust(receiver: Receiver) -> ssl.SSLContext:
    """Return how a secure line is opened.

    Raises:
        NotSentError: a file of it cannot be used.
    """
    what = "certificate authority"
    try:
        context = ssl.create_default_context(cafile=plain(receiver.ca))
        if receiver.certificate:
            what = "clinic's own certificate, or of its key,"
            context.load_cert_chain(
                plain(receiver.certificate), plain(receiver.key), password=""
            )  # asked for, it would wait
    except OSError as error:
        why = "it holds none" if isinstance(error, ssl.SSLError) else error.strerror
        raise NotSentError(f"the file of the {what} cannot be used: {why}") from None
    return context


def _numbers(message: bytes) -> tuple[str, str]:
    """Return a message's identifier (MSH-10) and its document's number (TXA-12)."""
    lines = {line[:3]: line.split(b"|") for line in message.split(RETURN) if line[:3] in {b"MSH", b"TXA"}}
    return lines[b"MSH"][9].decode(), lines[b"TXA"][12].decode()


def _judged(answer: Acknowledgement, control: str, document: str) -> Receipt:
    """Return what an answer means: only “accepted”, and of this very message, is success."""
    unread = answer.verdict in VERDICTS and not answer.control  # it could not even find our identifier
    if answer.control != control and not unread:
        raise LostError(f"the answer is to another message; {UNKNOWN}")
    if answer.verdict == ACCEPTED:
        return Receipt(document)
    if answer.verdict in VERDICTS:
        raise (NotSentError if LOCKED in answer.codes else RefusedError)(answer.why)
    raise LostError(f"{LATER if answer.verdict == COMMITTED else 'its answer is neither yes nor no'}; {UNKNOWN}")
