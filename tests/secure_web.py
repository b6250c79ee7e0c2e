"""A web server of TLS before another server of this machine; it passes all on, or does harm as a script says."""

from __future__ import annotations

import contextlib
import http.client
import socket
import ssl
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Self

from certificates import Authority

PATIENCE_S = 20
KEPT = ("Content-Type", "Accept", "Accept-Encoding")

Fault = Callable[["_Handler", bytes], None]


def sound(handler: _Handler, body: bytes) -> None:
    """Pass it on and back."""
    handler.answer(*handler.passed(body))


def drop_before(handler: _Handler, body: bytes) -> None:
    """Drop the line when all was sent; the server behind has seen nothing."""
    handler.drop()


def drop_after(handler: _Handler, body: bytes) -> None:
    """Drop the line when the server behind has taken it."""
    handler.passed(body)
    handler.drop()


def cut_answer(handler: _Handler, body: bytes) -> None:
    status, kind, answer = handler.passed(body)
    handler.send_response(status)
    handler.send_header("Content-Type", kind)
    handler.send_header("Content-Length", str(len(answer)))
    handler.end_headers()
    handler.wfile.write(answer[: len(answer) // 2])
    handler.drop()


def answering(status: int, body: bytes = b"<html>no</html>", kind: str = "text/html", **headers: str) -> Fault:
    return lambda handler, _: handler.answer(status, kind, body, **headers)


def slow(handler: _Handler, body: bytes) -> None:
    """Answer a letter at a time, for ever."""
    handler.send_response(200)
    handler.send_header("Content-Type", "application/dicom+json")
    handler.end_headers()
    handler.close_connection = True
    with contextlib.suppress(OSError):
        while not handler.server.web.stopped.wait(0.05):
            handler.wfile.write(b" ")


def endless(handler: _Handler, body: bytes) -> None:
    handler.send_response(200)
    handler.send_header("Content-Type", "application/dicom+json")
    handler.end_headers()
    handler.close_connection = True
    with contextlib.suppress(OSError):
        while not handler.server.web.stopped.is_set():
            handler.wfile.write(b" " * 65536)


@dataclass
class SecureWeb:
    """A server at `port` of localhost; `script` adds a fault for the next requests of a method."""

    authority: Authority
    target_port: int
    asked: list[tuple[str, str, dict[str, str]]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.faults: list[tuple[Fault, str]] = []
        self.stopped = threading.Event()
        self.server = _Server(("127.0.0.1", 0), _Handler)
        self.server.web = self
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.context.load_cert_chain(*self.authority.issue())
        self.port = self.server.server_address[1]
        self.thread = threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        self.thread.start()

    def script(self, fault: Fault, method: str = "POST") -> None:
        self.faults.append((fault, method))

    def take(self, method: str) -> Fault:
        for index, (_, wanted) in enumerate(self.faults):
            if wanted == method:
                return self.faults.pop(index)[0]
        return sound

    def reset(self) -> None:
        self.faults.clear()
        self.asked.clear()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.stopped.set()
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    web: SecureWeb

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing: clients leave as they like."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server
    timeout = PATIENCE_S

    def setup(self) -> None:
        self.request.settimeout(PATIENCE_S)
        self.request = self.server.web.context.wrap_socket(self.request, server_side=True)
        super().setup()

    def finish(self) -> None:
        super().finish()
        self.request.close()

    def do_GET(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.server.web.asked.append((self.command, self.path, dict(self.headers)))
        self.server.web.take(self.command)(self, body)

    def do_POST(self) -> None:
        self.do_GET()

    def passed(self, body: bytes) -> tuple[int, str, bytes]:
        target = http.client.HTTPConnection("127.0.0.1", self.server.web.target_port, timeout=PATIENCE_S)
        with contextlib.closing(target):
            headers = {name: self.headers[name] for name in KEPT if self.headers[name]}
            target.request(self.command, self.path, body=body, headers=headers)
            answer = target.getresponse()
            return answer.status, answer.headers.get("Content-Type", ""), answer.read()

    def answer(self, status: int, kind: str, body: bytes, **headers: str) -> None:
        self.send_response(status)
        for name, value in {"Content-Type": kind, "Content-Length": str(len(body)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def drop(self) -> None:
        self.close_connection = True
        with contextlib.suppress(OSError):
            self.connection.shutdown(socket.SHUT_RDWR)

    def log_message(self, *_: object) -> None:
        """Say nothing."""
