"""A FHIR server of R5, as small as can be: none of those that a test can start speaks R5.

It keeps what fhir.resources, whose models are made from R5's definitions, finds nothing wrong with.
"""

from __future__ import annotations

import importlib
import json
import ssl
import threading
import urllib.parse
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Self

FHIR = "application/fhir+json"


class Five:
    """Keeps resources at `port`; finds them by any of their identifiers."""

    def __init__(self, identity: ssl.SSLContext) -> None:
        self.kept: dict[str, dict] = {}
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
        self.server.daemon_threads, self.server.five = True, self
        self.server.socket = identity.wrap_socket(self.server.socket, server_side=True)
        self.server.handle_error = lambda *_: None
        self.port = self.server.server_address[1]
        self.thread = threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        self.thread.start()

    def keep(self, resource: dict, name: str = "") -> str:
        kind = resource["resourceType"]
        getattr(importlib.import_module(f"fhir.resources.{kind.lower()}"), kind).model_validate(resource)
        path = f"{kind}/{name or len(self.kept) + 1}"
        self.kept[path] = resource | {"id": path.partition("/")[2]}
        return path

    def found(self, kind: str, identifier: str) -> list[dict]:
        system, _, value = identifier.rpartition("|")
        return [
            each
            for path, each in self.kept.items()
            if path.startswith(f"{kind}/") and {"system": system, "value": value} in each.get("identifier", [])
        ]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        five, (kind, *search) = self.server.five, self.path.removeprefix("/fhir/").split("/")
        if search:
            asked = dict(urllib.parse.parse_qsl(body.decode()))
            entries = [{"resource": each} for each in five.found(kind, asked["identifier"])]
            self._answer(200, {"resourceType": "Bundle", "type": "searchset", "entry": entries})
        elif there := five.found(kind, self.headers["If-None-Exist"].removeprefix("identifier=")):
            self._answer(200, there[0], f"{kind}/{there[0]['id']}")
        else:
            self._kept(201, body)

    def do_PUT(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self._kept(200, body, self.path.rpartition("/")[2])

    def do_GET(self) -> None:
        self._answer(200, self.server.five.kept[self.path.removeprefix("/fhir/")])

    def _kept(self, status: int, body: bytes, name: str = "") -> None:
        try:
            self._answer(status, {}, self.server.five.keep(json.loads(body), name))
        except ValueError as error:
            self._answer(422, {"resourceType": "OperationOutcome", "issue": [{"diagnostics": str(error)}]})

    def _answer(self, status: int, resource: dict, path: str = "") -> None:
        body = json.dumps(resource).encode()
        self.send_response(status)
        for name, value in {"Content-Type": FHIR, "Content-Length": str(len(body)), "Location": path}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""
