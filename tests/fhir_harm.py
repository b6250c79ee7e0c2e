"""A proxy that stands before a FHIR server of the tests, and does harm as it is told."""

from __future__ import annotations

import contextlib
import http.client
import json
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fhir_server import FhirServer

PATIENCE_S = 30
END = "\0"  # of a request's path: with it, a fault means this one alone


@dataclass
class Exchange:
    """A request in the hands of a fault."""

    handler: _Handler
    body: bytes

    def passed(self) -> tuple[int, dict[str, str], bytes]:
        handler, server = self.handler, self.handler.server.harm.server
        with contextlib.closing(
            http.client.HTTPSConnection("localhost", server.port, context=server.context)
        ) as target:
            headers = {name: value for name, value in handler.headers.items() if name.lower() != "host"}
            target.request(handler.command, handler.path, body=self.body, headers=headers)
            answer = target.getresponse()
            kept = ("Content-Type", "Location", "ETag")
            return answer.status, {n: answer.headers[n] for n in kept if answer.headers[n]}, answer.read()

    def answer(self, status: int, headers: dict[str, str], body: bytes, *, length: int | None = None) -> None:
        self.handler.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(body) if length is None else length)}.items():
            self.handler.send_header(name, value)
        self.handler.end_headers()
        self.handler.wfile.write(body)

    def drop(self) -> None:
        self.handler.close_connection = True


Fault = Callable[[Exchange], None]


def sound(exchange: Exchange) -> None:
    """Pass it on and back."""
    exchange.answer(*exchange.passed())


def answering(status: int, body: object = b"", kind: str = "application/fhir+json", **headers: str) -> Fault:
    """Answer without passing it on."""
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return lambda exchange: exchange.answer(status, {"Content-Type": kind, **named}, data)


def failing_after(exchange: Exchange) -> None:
    """Answer 500 to what was done."""
    exchange.passed()
    exchange.answer(500, {"Content-Type": "text/html"}, b"<html>no</html>")


def silent_after(exchange: Exchange) -> None:
    """Answer nothing to what was done, and hold the line."""
    exchange.passed()
    exchange.handler.server.harm.over.wait(PATIENCE_S)
    exchange.drop()


def truncated(exchange: Exchange) -> None:
    """Cut the answer to what was done."""
    status, headers, body = exchange.passed()
    exchange.answer(status, headers, body[: len(body) // 2], length=len(body) + 10)
    exchange.drop()


def dropped_before(exchange: Exchange) -> None:
    exchange.drop()


def endless(exchange: Exchange) -> None:
    exchange.answer(200, {"Content-Type": "application/fhir+json"}, b"{", length=2**40)
    with contextlib.suppress(OSError):
        while not exchange.handler.server.harm.over.is_set():
            exchange.handler.wfile.write(b" " * 2**20)


def dripping(exchange: Exchange) -> None:
    """Answer a letter at a time, so that no single wait is long."""
    over = exchange.handler.server.harm.over
    with contextlib.suppress(OSError):
        exchange.handler.wfile.write(b"HTTP/1.1 200 OK\r\nX: ")
        while not over.wait(0.05):
            exchange.handler.wfile.write(b"x")
    exchange.drop()


@dataclass
class Harm:
    """A proxy that passes everything on, and does once, or always, what it is told for a request that begins so."""

    server: FhirServer
    faults: dict[str, Fault] = field(default_factory=dict)
    lasting: dict[str, Fault] = field(default_factory=dict)
    seen: list[str] = field(default_factory=list)
    tokens: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.over = threading.Event()
        self.proxy = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
        self.proxy.daemon_threads, self.proxy.harm = True, self
        self.proxy.handle_error = lambda *_: None
        self.thread = threading.Thread(target=self.proxy.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        self.thread.start()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.proxy.server_address[1]}/fhir"

    def stop(self) -> None:
        self.over.set()
        self.proxy.shutdown()
        self.proxy.server_close()
        self.thread.join()


class _Handler(BaseHTTPRequestHandler):
    protocol_version, timeout = "HTTP/1.1", PATIENCE_S

    def _take(self) -> None:
        exchange = Exchange(self, self.rfile.read(int(self.headers.get("Content-Length", 0))))
        harm, asked = self.server.harm, f"{self.command} {self.path}"
        harm.seen.append(asked)
        harm.tokens.append(self.headers.get("Authorization", ""))
        name = next((each for each in (*harm.faults, *harm.lasting) if f"{asked}{END}".startswith(each)), "")
        (harm.faults.pop(name, None) or harm.lasting.get(name, sound))(exchange)

    do_GET = do_POST = do_PUT = _take  # noqa: N815 - the library's names

    def log_message(self, *_: object) -> None:
        """Say nothing."""
