"""One question over HTTPS, asked once: bounded in size and time, no redirects, no proxy of the environment."""

from __future__ import annotations

import contextlib
import dataclasses
import functools
import ssl
import urllib.parse
from typing import TYPE_CHECKING

import httpx

from handouts.deadline import Deadline
from handouts.records.receipt import LostError, NotSentError
from handouts.store.plain_files import plain

if TYPE_CHECKING:
    import pathlib
    from collections.abc import Iterator, Mapping


MOST_BYTES = 16 * 2**20  # of an answer: a document that is read back
MOST_LETTERS = 200  # of what a server says in its own words
SLOWEST = 20_000  # bytes a second a server takes, or its line is cut
OWN = {"127.0.0.1", "::1", "localhost"}  # hosts that are reached without a network


@dataclasses.dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered; names of headers are in small letters."""

    status: int
    headers: Mapping[str, str] = dataclasses.field(repr=False)
    body: bytes = dataclasses.field(repr=False)

    @property
    def kind(self) -> str:
        """The content type, without its parameters."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()


@dataclasses.dataclass(frozen=True)
class Web:
    """A server at an address; ``ca`` is the file of an own certificate authority."""

    address: str
    ca: pathlib.Path | None = None
    timeout_s: float = 15

    def __post_init__(self) -> None:
        """Refuse an address at which a secret could be read on its way, or that holds one itself."""
        try:
            parts = urllib.parse.urlsplit(self.address)
            host, _ = parts.hostname, parts.port
        except ValueError:
            raise NotSentError("this is no address of a server") from None
        if parts.username is not None or parts.password is not None:
            raise NotSentError("an address holds no password: write it into a file that [records.fhir] names")
        if parts.query or parts.fragment or not host or parts.scheme not in {"http", "https"}:
            raise NotSentError("this is no address of a server")
        if parts.scheme == "http" and host not in OWN:
            raise NotSentError("without https everybody on the way could read it")

    @functools.cached_property
    def _context(self) -> ssl.SSLContext:
        if self.address.startswith("http:"):
            return ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)  # reads no certificates, which takes long
        try:
            return ssl.create_default_context(cafile=plain(self.ca))
        except OSError as error:
            why = "it holds no certificate" if isinstance(error, ssl.SSLError) else error.strerror
            raise NotSentError(f"the certificate authority's file {self.ca} cannot be used: {why}") from None

    def ask(self, method: str, path: str = "", body: bytes = b"", headers: Mapping[str, str] | None = None) -> Answer:
        """Ask once, whatever the answer is.

        Raises:
            NotSentError: nothing was sent.
            LostError: it was sent, and no whole answer came.
        """
        transport = httpx.HTTPTransport(verify=self._context, trust_env=False, retries=0)
        client = httpx.Client(transport=transport, timeout=self.timeout_s, trust_env=False, follow_redirects=False)
        # Nothing packed: a few bytes may be gigabytes.
        sent = {"Accept-Encoding": "identity", **(headers or {})}
        url = f"{self.address.rstrip('/')}/{path}" if path else self.address
        with client, Deadline(self.timeout_s + len(body) / SLOWEST) as deadline, self._told(deadline):
            traced = {"trace": deadline.trace}
            with client.stream(method, url, content=body, headers=sent, extensions=traced) as response:
                received = bytearray()
                for piece in response.iter_raw():
                    received += piece
                    if len(received) > MOST_BYTES or deadline.over:
                        raise LostError("its answer has no end")
                return Answer(response.status_code, _headers(response), bytes(received))

    @contextlib.contextmanager
    def _told(self, deadline: Deadline) -> Iterator[None]:
        """Tell whether a question that failed had been sent."""
        try:
            yield
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.UnsupportedProtocol, httpx.InvalidURL) as error:
            cause = _root(error)
            if isinstance(cause, ssl.SSLCertVerificationError):
                raise NotSentError(f"its certificate is not trusted: {readable(cause.verify_message)}") from None
            if isinstance(cause, ssl.SSLError):
                raise NotSentError(f"no secure line to it can be opened ({readable(cause.reason)})") from None
            if isinstance(cause, TimeoutError):
                raise NotSentError(f"it is not reached in {self.timeout_s:g} seconds") from None
            raise NotSentError(f"it is not reached: {readable(getattr(cause, 'strerror', None) or error)}") from None
        except UnicodeError:  # of a name that the network has no way to write
            raise NotSentError("no host can have this name") from None
        except httpx.HTTPError as error:
            if deadline.over or isinstance(error, httpx.TimeoutException):
                raise LostError(f"no answer came in {self.timeout_s:g} seconds") from None
            raise LostError("the line was cut, or what came is no answer of the web") from None


def readable(told: object) -> str:
    """Return what a server says on one line, bounded, without a character that a terminal would obey."""
    line = " ".join(str(told)[: 4 * MOST_LETTERS].split())
    return "".join(each if each.isprintable() else "?" for each in line)[:MOST_LETTERS]


def _headers(response: httpx.Response) -> dict[str, str]:
    return {name.lower(): value for name, value in response.headers.items()}


def _root(error: BaseException) -> BaseException:
    """Return what an error comes from."""
    while error.__cause__ or error.__context__:
        error = error.__cause__ or error.__context__ or error
    return error
