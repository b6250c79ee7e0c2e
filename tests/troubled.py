"""A proxy that stands between a client and a printer, or a queue, and does harm as a script says."""

from __future__ import annotations

import contextlib
import http.client
import socket
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Self
from urllib.parse import urlsplit

PRINT_JOB, VALIDATE_JOB, CREATE_JOB, SEND_DOCUMENT = 0x0002, 0x0004, 0x0005, 0x0006
CANCEL_JOB, GET_JOB_ATTRIBUTES, GET_JOBS, GET_PRINTER_ATTRIBUTES = 0x0008, 0x0009, 0x000A, 0x000B
BUSY = 0x0507
PATIENCE_S = 60


@dataclass
class Exchange:
    """A request in the hands of a fault: it may pass it on, answer it, or drop the line."""

    handler: _Handler
    body: bytes

    @property
    def operation(self) -> int:
        return int.from_bytes(self.body[2:4], "big")

    def passed(self) -> tuple[int, str, bytes]:
        """Pass the request on; give status, type and body of the answer."""
        trouble = self.handler.server.trouble
        target = http.client.HTTPConnection(trouble.host, trouble.target_port, timeout=PATIENCE_S)
        with contextlib.closing(target):
            kept = ("Content-Type", "Accept", "User-Agent", "Authorization")
            headers = {name: self.handler.headers[name] for name in kept if self.handler.headers[name]}
            target.request(self.handler.command, self.handler.path, body=self.body, headers=headers)
            answer = target.getresponse()
            body = answer.read()
        trouble.passed.append(self.operation)
        # addresses of jobs lead through this proxy too
        body = body.replace(trouble.target_place.encode(), trouble.place.encode())
        return answer.status, answer.headers.get("Content-Type", ""), body

    def answer(self, status: int, content_type: str, body: bytes, **headers: str) -> None:
        self.handler.send_response(status)
        for name, value in {"Content-Type": content_type, "Content-Length": str(len(body)), **headers}.items():
            self.handler.send_header(name, value)
        self.handler.end_headers()
        self.handler.wfile.write(body)

    def drop(self) -> None:
        self.handler.close_connection = True
        with contextlib.suppress(OSError):
            self.handler.connection.shutdown(socket.SHUT_RDWR)


Fault = Callable[[Exchange], None]


def sound(exchange: Exchange) -> None:
    """Pass it on and back."""
    exchange.answer(*exchange.passed())


def drop_before(exchange: Exchange) -> None:
    """Drop the line when all was sent; the printer has seen nothing."""
    exchange.drop()


def drop_after(exchange: Exchange) -> None:
    """Drop the line when the printer has taken it; the client does not learn so."""
    exchange.passed()
    exchange.drop()


def cut_answer(exchange: Exchange) -> None:
    """Drop the line in the middle of the answer."""
    status, content_type, body = exchange.passed()
    exchange.handler.send_response(status)
    exchange.handler.send_header("Content-Type", content_type)
    exchange.handler.send_header("Content-Length", str(len(body)))
    exchange.handler.end_headers()
    exchange.handler.wfile.write(body[: len(body) // 2])
    exchange.drop()


def held(exchange: Exchange) -> None:
    """Pass it on, and answer only when `Trouble.release` is called."""
    answer = exchange.passed()
    exchange.handler.server.trouble.held.wait(PATIENCE_S)
    exchange.answer(*answer)


def held_before(exchange: Exchange) -> None:
    """Pass it on only when `Trouble.release` is called."""
    exchange.handler.server.trouble.held.wait(PATIENCE_S)
    sound(exchange)


def refusing(code: int) -> Fault:
    """Answer with an IPP status, such as BUSY, without passing it on."""

    def answer_code(exchange: Exchange) -> None:
        charset = b"\x47\x00\x12attributes-charset\x00\x05utf-8"
        language = b"\x48\x00\x1battributes-natural-language\x00\x02en"
        head = exchange.body[:2] + code.to_bytes(2, "big") + exchange.body[4:8]
        exchange.answer(200, "application/ipp", head + b"\x01" + charset + language + b"\x03")

    return answer_code


def answering(status: int, body: bytes = b"<html>no</html>", content_type: str = "text/html", **headers: str) -> Fault:
    """Answer with any HTTP status and body, without passing it on: 401, 500, a page, garbage."""
    return lambda exchange: exchange.answer(status, content_type, body, **headers)


def redirecting(address: str, status: int = 307) -> Fault:
    """Send the client to another address."""
    return answering(status, b"", Location=address)


def endless(exchange: Exchange) -> None:
    """Answer without an end, until the client goes or `Trouble.reset` is called."""
    quiet = exchange.handler.server.trouble.quiet
    exchange.handler.send_response(200)
    exchange.handler.send_header("Content-Type", "application/ipp")
    exchange.handler.end_headers()
    exchange.handler.close_connection = True
    with contextlib.suppress(OSError):
        while not quiet.is_set():
            exchange.handler.wfile.write(b"\x02\x00" * 32768)
            exchange.handler.server.trouble.sent += 65536


@dataclass
class Trouble:
    """A proxy before `target`, an ipp:// address of this machine; it passes everything until `script` adds a fault."""

    target: str
    seen: list[int] = field(default_factory=list)
    passed: list[int] = field(default_factory=list)
    sent: int = 0

    def __post_init__(self) -> None:
        parts = urlsplit(self.target)
        self.host, self.target_port, self.path = parts.hostname or "", parts.port or 631, parts.path
        self.faults: list[tuple[Fault, int | None]] = []
        self.lock = threading.Lock()
        self.held, self.stopped, self.quiet = (threading.Event() for _ in range(3))
        self.server = _Server(("127.0.0.1", 0), _Handler)
        self.server.trouble = self
        self.port = self.server.server_address[1]
        self.thread = threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        self.thread.start()

    @property
    def place(self) -> str:
        return f"{self.host}:{self.port}"

    @property
    def target_place(self) -> str:
        return f"{self.host}:{self.target_port}"

    @property
    def address(self) -> str:
        return f"ipp://{self.place}{self.path}"

    def script(self, fault: Fault, *, operation: int | None = None, times: int = 1) -> None:
        """Do this harm to the next requests, or to the next ones of an operation."""
        with self.lock:
            self.faults += [(fault, operation)] * times

    def reset(self) -> None:
        """Pass everything, and forget what was seen."""
        with self.lock:
            self.faults.clear()
        self.release()
        self.quiet.set()
        self.held, self.quiet = threading.Event(), threading.Event()
        self.seen.clear()
        self.passed.clear()
        self.sent = 0

    def release(self) -> None:
        """Let go of what is held."""
        self.held.set()

    def take(self, operation: int) -> Fault:
        with self.lock:
            for index, (_fault, wanted) in enumerate(self.faults):
                if wanted in (None, operation):
                    return self.faults.pop(index)[0]
        return sound

    def stop(self) -> None:
        self.stopped.set()
        self.quiet.set()
        self.release()
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    trouble: Trouble

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing: clients of this proxy leave as they like."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server
    timeout = PATIENCE_S

    def do_POST(self) -> None:
        exchange = Exchange(self, self._body())
        self.server.trouble.seen.append(exchange.operation)
        try:
            self.server.trouble.take(exchange.operation)(exchange)
        except ConnectionRefusedError:  # nobody behind us
            exchange.drop()

    def _body(self) -> bytes:
        if "chunked" not in self.headers.get("Transfer-Encoding", ""):
            return self.rfile.read(int(self.headers.get("Content-Length", 0)))
        body = b""
        while size := int(self.rfile.readline().split(b";")[0], 16):
            body += self.rfile.read(size)
            self.rfile.readline()
        self.rfile.readline()
        return body

    def log_message(self, *_: object) -> None:
        """Say nothing."""
