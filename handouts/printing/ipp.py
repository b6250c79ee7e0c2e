"""One address, asked over IPP (RFC 8010, 8011): the only door to ippx and httpx.

A connection asks once and never repeats a question: whether one may be asked again is for its caller to say, who is
told whether anything has left this machine.
"""

from __future__ import annotations

import contextlib
import dataclasses
import enum
import hashlib
import itertools
import ssl
import struct
import urllib.parse
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import httpx
import ippx

from handouts.deadline import Deadline
from handouts.printing.encoding import written
from handouts.printing.values import readable
from handouts.store.plain_files import plain

if TYPE_CHECKING:
    import pathlib
    from collections.abc import Iterator

Attributes = Mapping[str, tuple[Any, ...]]

PORT, PATH = 631, "/ipp/print"  # of ipp and ipps alike (RFC 3510, RFC 7472)
FIRST_ERROR, BUSY = 0x0100, 0x0507
MOST_BYTES = 4 * 2**20  # of an answer; a printer with everything says 60 kB
OTHER = "it shows another certificate than the one that is trusted"
SLOWEST = 20_000  # bytes a second a printer takes, or its line is cut
MOST_NAMES = 20  # of attributes it puts aside
MOST_TOLD = 200  # characters of what a printer says in its own words


class Operation(enum.IntEnum):
    """What can be asked."""

    PRINT_JOB = 0x0002
    VALIDATE_JOB = 0x0004
    CREATE_JOB = 0x0005
    SEND_DOCUMENT = 0x0006
    CANCEL_JOB = 0x0008
    GET_JOB_ATTRIBUTES = 0x0009
    GET_JOBS = 0x000A
    GET_PRINTER_ATTRIBUTES = 0x000B
    CUPS_GET_PRINTERS = 0x4002


class PrinterError(Exception):
    """A question that brought no good answer; ``str()`` says why, fit for a terminal."""


class NotReachedError(PrinterError):
    """Nothing of the question has left this machine."""


class NotTrustedError(NotReachedError):
    """Whoever answers there is not the printer that is trusted; ``fingerprint`` is of the certificate it shows."""

    def __init__(self, why: str, fingerprint: str) -> None:
        """Keep what is shown."""
        super().__init__(why)
        self.fingerprint = fingerprint


class LostError(PrinterError):
    """The question went out, and no answer to it came: whether it was heard is not known."""


class RefusedError(PrinterError):
    """The printer says no: ``status`` is IPP's (0 where it said so without one), ``unsupported`` what it cannot do."""

    def __init__(self, why: str, status: int = 0, unsupported: tuple[str, ...] = ()) -> None:
        """Keep what it says."""
        super().__init__(why)
        self.status, self.unsupported = status, unsupported


@dataclasses.dataclass(frozen=True, slots=True)
class Trust:
    """Whom an ``ipps:`` address must prove to be: one certificate, one of an own authority, or of a public one."""

    fingerprint: str | None = None
    ca: pathlib.Path | None = None

    def context(self) -> ssl.SSLContext:
        """Return how a secure line is opened.

        Raises:
            NotReachedError: the file of the authority cannot be used.
        """
        if self.fingerprint:
            context = ippx.TlsConfig(fingerprint=self.fingerprint).httpx_verify()
            if isinstance(context, ssl.SSLContext):
                return context
        try:
            return ssl.create_default_context(cafile=plain(self.ca))
        except OSError as error:
            why = "it holds no certificate" if isinstance(error, ssl.SSLError) else error.strerror
            raise NotReachedError(f"the certificate authority's file {self.ca} cannot be used: {why}") from None


@dataclasses.dataclass(frozen=True, slots=True)
class Answer:
    """What was answered: the attributes of each printer or job, and those that the printer put aside."""

    groups: tuple[Attributes, ...]
    unsupported: tuple[str, ...]

    @property
    def first(self) -> Attributes:
        """The attributes of the first printer or job; none where there is none."""
        return self.groups[0] if self.groups else {}


class Connection:
    """One address of a printer or a queue; each question is a connection of its own."""

    def __init__(
        self, address: str, trust: Trust | None = None, *, user: str = "", timeout_s: float = 10, socket: str = ""
    ) -> None:
        """Keep whom to ask, as whom, and how long an answer may take; ``socket`` is a path that leads there."""
        self.address, self.user, self.timeout_s, self.socket = address, user, timeout_s, socket
        self.trust = trust or Trust()
        parts = urllib.parse.urlsplit(address)
        host = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else parts.hostname
        where = f"{host}:{parts.port or PORT}{parts.path if parts.path not in {'', '/'} else PATH}"
        self.host = parts.hostname or ""
        self.secure = parts.scheme == "ipps"
        self.uri = f"{parts.scheme}://{where}"
        self.url = f"{'https' if self.secure else 'http'}://{where}"
        self.numbers = itertools.count(1)

    def ask(
        self,
        operation: Operation,
        about: Mapping[str, Any] | None = None,
        job: Mapping[str, Any] | None = None,
        document: bytes = b"",
    ) -> Answer:
        """Ask once. A list is several values; a range of pages is a pair, a collection a mapping.

        Raises:
            NotReachedError: nothing was sent.
            LostError: no answer came.
            RefusedError: the answer is no.
        """
        first = {"attributes-charset": "utf-8", "attributes-natural-language": "en", "printer-uri": self.uri}
        user = {"requesting-user-name": self.user} if self.user else {}
        about = dict(about or {})
        number = {"job-id": about.pop("job-id")} if "job-id" in about else {}  # beside the printer (RFC 8011, 4.1.5)
        head = struct.pack(">BBHI", 2, 0, operation, next(self.numbers))
        asked = {ippx.Tag.OPERATION_ATTRS: first | number | user | about, ippx.Tag.JOB_ATTRS: job or {}}
        groups = b"".join(bytes([tag]) + written(values) for tag, values in asked.items() if values)
        return _read(self._post(head + groups + bytes([ippx.Tag.END]) + document))

    def _post(self, question: bytes) -> bytes:
        # An open line needs no certificates, which take long to read: it trusts none.
        context = self.trust.context() if self.secure else ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        transport = httpx.HTTPTransport(verify=context, trust_env=False, uds=self.socket or None, retries=0)
        # Nothing packed: a few bytes may be gigabytes.
        headers = {"Content-Type": "application/ipp", "Accept": "application/ipp", "Accept-Encoding": "identity"}
        # No proxy of the environment: a patient's leaflet goes to the printer alone.
        client = httpx.Client(transport=transport, timeout=self.timeout_s, trust_env=False)
        with client, Deadline(self.timeout_s + len(question) / SLOWEST) as deadline, self._told(deadline):
            traced = {"trace": deadline.trace}
            with client.stream("POST", self.url, content=question, headers=headers, extensions=traced) as response:
                _refuse(response)
                body = bytearray()
                for piece in response.iter_raw():
                    body += piece
                    if len(body) > MOST_BYTES or deadline.over:
                        raise LostError("its answer has no end")
            return bytes(body)

    @contextlib.contextmanager
    def _told(self, deadline: Deadline) -> Iterator[None]:
        """Tell whether a question that failed had been sent."""
        try:
            yield
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.UnsupportedProtocol, httpx.InvalidURL) as error:
            if isinstance(cause := _root(error), ssl.SSLCertVerificationError):
                other = "mismatch" in str(cause) and self.trust.fingerprint
                why = OTHER if other else _short(getattr(cause, "verify_message", None) or cause)
                raise NotTrustedError(why, self._fingerprint()) from None
            if isinstance(cause, ssl.SSLError):
                raise NotReachedError(f"no secure line to it can be opened ({_short(cause.reason)})") from None
            raise NotReachedError(_short(getattr(cause, "strerror", None) or error)) from None
        except UnicodeError:  # of a name that the network has no way to write
            raise NotReachedError("no host can have this name") from None
        except httpx.HTTPError as error:
            if deadline.over or isinstance(error, httpx.TimeoutException):
                raise LostError(f"no answer came in {self.timeout_s:g} seconds") from None
            raise LostError(f"the line was cut ({_short(error) or type(error).__name__})") from None

    def _fingerprint(self) -> str:
        """Return the SHA-256 of the certificate that is shown there, for a person to compare; "" if none is."""
        parts = urllib.parse.urlsplit(self.url)
        with contextlib.suppress(OSError, ValueError):
            shown = ssl.get_server_certificate((parts.hostname or "", parts.port or PORT), timeout=self.timeout_s)
            return hashlib.sha256(ssl.PEM_cert_to_DER_cert(shown)).hexdigest()
        return ""


def _read(body: bytes) -> Answer:
    try:
        message = ippx.decode(body)
    except (ippx.IppError, ValueError, RecursionError) as error:
        raise LostError(f"its answer is not IPP ({_short(error)})") from None
    read = [(tag, {each.name: tuple(each.values) for each in attributes}) for tag, attributes in message.groups]
    unsupported = tuple(
        _short(name) for tag, attributes in read if tag == ippx.Tag.UNSUPPORTED_ATTRS for name in attributes
    )[:MOST_NAMES]
    if message.code >= FIRST_ERROR:
        told = next((attributes.get("status-message", ("",)) for _, attributes in read), ("",))
        raise RefusedError(_short(told[0]), message.code, unsupported)
    kinds = {ippx.Tag.PRINTER_ATTRS, ippx.Tag.JOB_ATTRS}
    return Answer(tuple(attributes for tag, attributes in read if tag in kinds), unsupported)


def _refuse(response: httpx.Response) -> None:
    """Refuse what is no answer of a printer.

    Raises:
        RefusedError: the server behind the printer's address would not listen.
        LostError: it failed while it did, or was told to be patient with it.
    """
    if response.status_code == httpx.codes.OK:
        return
    told = f"HTTP {response.status_code} {_short(response.reason_phrase)}".rstrip()
    if response.status_code == httpx.codes.SERVICE_UNAVAILABLE:
        raise RefusedError(told, BUSY)
    said_no = response.is_redirect or response.is_client_error
    if said_no and response.status_code != httpx.codes.REQUEST_TIMEOUT:
        raise RefusedError(told)
    raise LostError(told)


def _root(error: BaseException) -> BaseException:
    """Return what an error comes from."""
    while error.__cause__ or error.__context__:
        error = error.__cause__ or error.__context__ or error
    return error


def _short(told: object) -> str:
    return readable(str(told))[:MOST_TOLD].rstrip(". ")  # a sentence goes on behind it
