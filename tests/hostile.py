"""Servers that wish us harm: each takes lines at a port of this machine, and does to every line what a test says."""

from __future__ import annotations

import contextlib
import functools
import gzip
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from typing import Self

PATIENCE_S = 20
PIECE = 64 * 1024
BEAT_S = 0.05
HTTP = "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nConnection: close\r\n"

Deed = Callable[["Line"], None]


class Line:
    """A line that somebody has opened to a hostile server."""

    def __init__(self, taken: socket.socket, over: threading.Event) -> None:
        self.taken, self.over = taken, over
        self.heard = b""

    def say(self, *said: bytes) -> None:
        for each in said:
            self.taken.sendall(each)

    def hear(self, end: bytes) -> bytes:
        """Wait for what is said up to an end."""
        while end not in self.heard and (more := self.taken.recv(PIECE)):
            self.heard += more
        return self.heard

    def question(self) -> bytes:
        """Wait for a whole question over HTTP."""
        head, _, body = self.hear(b"\r\n\r\n").partition(b"\r\n\r\n")
        lengths = [
            line.partition(b":")[2] for line in head.split(b"\r\n") if line.lower().startswith(b"content-length")
        ]
        while len(body) < int(b"".join(lengths) or 0) and (more := self.taken.recv(PIECE)):
            body += more
        return head + b"\r\n\r\n" + body

    def without_end(self, piece: bytes, *, slowly: bool = False) -> None:
        while not self.over.wait(BEAT_S if slowly else 0):
            self.say(piece)


class Hostile:
    """A server at `port`; `lines` counts those that were opened, `heard` is what was said on them."""

    def __init__(self, deed: Deed, identity: ssl.SSLContext | None = None) -> None:
        self.deed, self.identity = deed, identity
        self.over = threading.Event()
        self.lines, self.heard = 0, b""
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self.listener.getsockname()[1]
        threading.Thread(target=self._take, daemon=True).start()

    def _take(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                taken, _ = self.listener.accept()
                self.lines += 1
                threading.Thread(target=self._serve, args=(taken,), daemon=True).start()

    def _serve(self, taken: socket.socket) -> None:
        with contextlib.suppress(OSError, ValueError), contextlib.ExitStack() as held:
            taken.settimeout(PATIENCE_S)
            line = Line(held.enter_context(taken), self.over)
            if self.identity:
                line.taken = held.enter_context(self.identity.wrap_socket(taken, server_side=True))
            try:
                self.deed(line)
            finally:
                self.heard += line.heard

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.over.set()
        with contextlib.suppress(OSError):
            self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()


def answer(
    body: bytes = b"",
    status: str = "200 OK",
    kind: str = "application/fhir+json",
    *heads: str,
    length: int | None = None,
) -> Deed:
    """Answer a question over HTTP."""
    size = len(body) if length is None else length
    head = HTTP.format(status=status, kind=kind) + "".join(f"{each}\r\n" for each in heads)
    whole = f"{head}Content-Length: {size}\r\n\r\n".encode("latin-1") + body

    def deed(line: Line) -> None:
        line.question()
        line.say(whole)

    return deed


@functools.cache
def _bomb() -> bytes:
    return gzip.compress(b"[" + b" " * 64 * 2**20 + b"]", 9)


def packed_bomb(line: Line) -> None:
    """Answer with sixty-four kilobytes that are as many megabytes."""
    answer(_bomb(), "200 OK", "application/json", "Content-Encoding: gzip")(line)


def raw(said: bytes, *, then: bytes = b"", slowly: bool = False, first: bool = False) -> Deed:
    """Say what is no answer, and the rest without an end; ``first``: before anything was asked."""

    def deed(line: Line) -> None:
        if not first:
            line.question()
        line.say(said)
        if then:
            line.without_end(then, slowly=slowly)
        if first:
            with contextlib.suppress(OSError):
                line.question()

    return deed


def identities(authority, other) -> Iterator[tuple[str, ssl.SSLContext]]:
    """Give what a server may show that is not its own certificate of the clinic's authority."""
    shown = {"expired": authority.issue(expired=True), "of another host": authority.issue("elsewhere.example")}
    shown["of an unknown authority"] = other.issue()
    shown["signed by itself"] = (other.certificate, other.folder / "ca.key")
    for name, files in shown.items():
        yield name, identity(*files)


def identity(certificate, key) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    return context
