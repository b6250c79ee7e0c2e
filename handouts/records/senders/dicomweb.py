"""A DICOM file to an archive over HTTPS (DICOMweb, PS3.18), at ``dicomweb+https://host/path``.

The archive is asked whom it knows by the patient's number (QIDO-RS), and the file is stored once (STOW-RS).
"""

from __future__ import annotations

import contextlib
import dataclasses
import hashlib
import json
import logging
import os
import pathlib
import ssl
import urllib.parse
from typing import TYPE_CHECKING, Any

import httpx

from handouts.deadline import Deadline
from handouts.records.messages.dicom import read, uids
from handouts.records.receipt import LostError, NotSentError, Receipt, RefusedError, SendingError
from handouts.records.senders.archives import MOST_PATIENTS, Known, hold_against, judged, secured
from handouts.store.plain_files import read_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pydicom.dataset import Dataset

    from handouts.model.records import Records

SCHEME = "dicomweb+https"
TOKEN = "HANDOUTS_DICOM_TOKEN"  # noqa: S105 - the name of the variable
JSON = "application/dicom+json"
JSON_TYPES = {JSON, "application/json"}
MOST_BYTES = 2 * 2**20  # of an answer
SLOWEST = 20_000  # bytes a second an archive takes, or its line is cut
PATIENT_NAME, PATIENT_ID, ISSUER, BORN, LETTERS = "00100010", "00100020", "00100021", "00100030", "00080005"
INSTANCE, FAILURE, WARNING = "00081155", "00081197", "00081196"
STORED, FAILED, SOP_INSTANCE = "00081199", "00081198", "00080018"
JUDGED = {200, 202, 409}  # all, some, none is stored (PS3.18, table 10.5.3-1); the body says which
NO_SEARCH = 501
BUSY = {408, 425, 429, 503}
REFUSED = {
    400: "it cannot understand the file",
    401: "it does not let us in; look at the token",
    403: "it does not let us in; look at the token",
    404: "it stores nothing at this address; look at its path",
    413: "the document is too large for it",
    415: "it does not take DICOM files",
}


@dataclasses.dataclass(frozen=True, slots=True)
class _Answer:
    status: int
    kind: str
    body: bytes


def send(message: bytes, target: str, site: Records, folder: pathlib.Path = pathlib.Path()) -> Receipt:
    """Store a file once; ``folder`` is where the clinic's paths begin.

    Raises:
        NotSentError: nothing is stored, and it may be sent again.
        LostError: it was sent, and no answer came that tells.
        RefusedError: it is refused, or the archive knows another person by the patient's number.
    """
    made, archive = read(message), _Archive(target, site, folder)
    hold_against(made, _known(archive, made), site.dicom)
    edge = "handouts-" + hashlib.sha256(message).hexdigest()
    head = f"--{edge}\r\nContent-Type: application/dicom\r\n\r\n".encode()
    kind = f'multipart/related; type="application/dicom"; boundary={edge}'
    answer = archive.ask("POST", "/studies", head + message + f"\r\n--{edge}--\r\n".encode(), kind)
    if answer.status in JUDGED and answer.kind in JSON_TYPES:
        return _receipt(answer.body, uids(made).instance)
    raise _failure(answer)


def look(message: bytes, target: str, site: Records, folder: pathlib.Path = pathlib.Path()) -> Receipt | None:
    """Ask whether an archive has a file; None: it has not.

    Raises:
        NotSentError: it cannot be reached.
        LostError: it does not answer, or not so that it tells.
        RefusedError: it does not let us ask.
    """
    where, archive = uids(read(message)), _Archive(target, site, folder)
    path = f"/studies/{where.study}/series/{where.series}/instances/{where.instance}/metadata"
    answer = archive.ask("GET", path)
    if answer.status == httpx.codes.NOT_FOUND:
        return None
    if answer.status in {httpx.codes.UNAUTHORIZED, httpx.codes.FORBIDDEN}:
        raise RefusedError(f"{REFUSED[answer.status]} (HTTP {answer.status})")
    if answer.status != httpx.codes.OK or answer.kind not in JSON_TYPES:
        raise LostError(f"it does not say what it has (HTTP {answer.status})")
    if any(_value(each, SOP_INSTANCE) == where.instance for each in _datasets(answer.body)):
        return Receipt(where.instance, had_it_already=True)
    raise LostError("it names another document than the one it was asked for")


class _Archive:
    """One address of an archive; each question is a connection of its own."""

    def __init__(self, target: str, site: Records, folder: pathlib.Path) -> None:
        self.url, self.timeout_s = _url(target), site.dicom.timeout_s
        self.context, self.token = secured(site, folder), _token(site, folder)

    def ask(self, method: str, path: str, body: bytes = b"", kind: str = "") -> _Answer:
        """Ask once.

        Raises:
            NotSentError: nothing was sent.
            LostError: no answer came.
        """
        logging.getLogger("httpx").setLevel(logging.WARNING)  # it would log addresses, and in them patients' numbers
        # Nothing packed: a few bytes may be gigabytes.
        headers = {"Accept": JSON, "Accept-Encoding": "identity"}
        headers |= {"Content-Type": kind} if kind else {}
        headers |= {"Authorization": f"Bearer {self.token}"} if self.token else {}
        # No proxy of the environment: a patient's leaflet goes to the archive alone.
        transport = httpx.HTTPTransport(verify=self.context, trust_env=False, retries=0)
        client = httpx.Client(transport=transport, timeout=self.timeout_s, trust_env=False)
        with client, Deadline(self.timeout_s + len(body) / SLOWEST) as moment, _told(moment, self.timeout_s):
            traced = {"trace": moment.trace}
            with client.stream(method, self.url + path, content=body, headers=headers, extensions=traced) as response:
                answer = bytearray()
                for piece in response.iter_raw():
                    answer += piece
                    if len(answer) > MOST_BYTES or moment.over:
                        raise LostError("its answer has no end")
                found = response.headers.get("Content-Type", "").partition(";")[0].strip().lower()
                return _Answer(response.status_code, found, bytes(answer))


@contextlib.contextmanager
def _told(moment: Deadline, timeout_s: float) -> Iterator[None]:
    """Tell whether a question that failed had been sent."""
    try:
        yield
    except (httpx.ConnectError, httpx.ConnectTimeout, httpx.UnsupportedProtocol, httpx.InvalidURL) as error:
        cause: BaseException = error
        while cause.__cause__ or cause.__context__:
            cause = cause.__cause__ or cause.__context__ or cause
        if isinstance(cause, ssl.SSLCertVerificationError):
            raise NotSentError(f"it does not prove who it is ({cause.verify_message})") from None
        if isinstance(cause, ssl.SSLError):
            raise NotSentError(f"no secure line to it can be opened ({cause.reason})") from None
        why = getattr(cause, "strerror", None) or "it does not answer"
        raise NotSentError(f"it cannot be reached: {why}") from None
    except UnicodeError:  # of a name that the network has no way to write
        raise NotSentError("no host can have this name") from None
    except httpx.HTTPError as error:
        if moment.over or isinstance(error, httpx.TimeoutException):
            raise LostError(f"no answer came in {timeout_s:g} seconds") from None
        raise LostError("the line was cut before it answered") from None


def _known(archive: _Archive, made: Dataset) -> list[Known] | None:
    """Return whom an archive knows by the patient's number; None where it does not offer to look."""
    included = [("includefield", field) for field in (PATIENT_NAME, PATIENT_ID, ISSUER, BORN)]
    # Orthanc's plugin (1.7) finds no number with spaces in it; those that are found are compared again.
    asked = [("PatientID", str(made.PatientID).replace(" ", "*")), *included, ("limit", str(MOST_PATIENTS))]
    try:
        answer = archive.ask("GET", f"/studies?{urllib.parse.urlencode(asked, safe='*/')}")
        _pass_on_failure(answer.status)
        if answer.status == httpx.codes.NO_CONTENT:
            return []
        if answer.status != httpx.codes.OK or answer.kind not in JSON_TYPES:
            return None
        found = _datasets(answer.body)
    except LostError as error:
        raise NotSentError(f"{error}, asked for the patient; nothing was sent") from None
    if len(found) >= MOST_PATIENTS:
        return None  # there may be more
    fields = (BORN, ISSUER, LETTERS)
    return [Known(_value(each, PATIENT_ID), _name(each), *(_value(each, field) for field in fields)) for each in found]


def _pass_on_failure(status: int) -> None:
    """Tell of a failure that may pass: it is no reason to file without having asked."""
    if status in BUSY or (status >= httpx.codes.INTERNAL_SERVER_ERROR and status != NO_SEARCH):
        raise LostError(f"it failed (HTTP {status})")


def _receipt(body: bytes, instance: str) -> Receipt:
    """Return what an archive says of one file that it was sent."""
    for answer in _datasets(body):
        for field, why in ((FAILED, FAILURE), (STORED, WARNING)):
            for each in _items(answer, field):
                if _value(each, INSTANCE) == instance:
                    status = _number(each, why)
                    # A failure without a reason is one all the same (0110: while it was processed).
                    return judged(status or (0x0110 if field == FAILED else 0), instance)
    raise LostError("its answer does not name the document")


def _failure(answer: _Answer) -> SendingError:
    status = f"HTTP {answer.status}"
    if 300 <= answer.status < 400:  # noqa: PLR2004 - the class of redirects
        return RefusedError(f"it sends us to another address, which is not followed ({status})")
    if answer.status in BUSY:
        return NotSentError(f"it has no time for it now ({status})")
    if answer.status in REFUSED or (400 <= answer.status < 500 and answer.status not in JUDGED):  # noqa: PLR2004
        return RefusedError(f"{REFUSED.get(answer.status, 'it refuses the document')} ({status})")
    if answer.status in JUDGED:
        return LostError(f"its answer is not DICOM's JSON ({status})")
    return LostError(f"it failed, and does not say whether the document is stored ({status})")


def _datasets(body: bytes) -> list[Mapping[str, Any]]:
    try:
        read = json.loads(body)
    except (ValueError, RecursionError):
        raise LostError("its answer is not JSON") from None
    return [each for each in (read if isinstance(read, list) else [read]) if isinstance(each, dict)]


def _items(dataset: Mapping[str, Any], field: str) -> list[Any]:
    element = dataset.get(field)
    values = element.get("Value") if isinstance(element, dict) else None
    return values if isinstance(values, list) else []


def _value(dataset: object, field: str) -> str:
    values = _items(dataset, field) if isinstance(dataset, dict) else []
    return str(values[0]) if values and isinstance(values[0], str | int) else ""


def _number(dataset: object, field: str) -> int:
    value = _value(dataset, field)
    return int(value) if value.isascii() and value.isdigit() and len(value) < len("100000") else 0


def _name(dataset: Mapping[str, Any]) -> str:
    name = next(iter(_items(dataset, PATIENT_NAME)), None)
    return "=".join(str(each) for each in name.values()) if isinstance(name, dict) else str(name or "")


def _url(target: str) -> str:
    with contextlib.suppress(ValueError):
        parts = urllib.parse.urlsplit(target)
        bare = not parts.query and not parts.fragment and "@" not in parts.netloc
        if parts.scheme == SCHEME and parts.hostname and parts.port != 0 and bare and target.isprintable():
            return f"https://{parts.netloc}{parts.path.rstrip('/')}"
    raise RefusedError("this is no address of an archive; write dicomweb+https://host/path, without a name or a token")


def _token(site: Records, folder: pathlib.Path) -> str:
    if site.dicom.token is None:
        token = os.environ.get(TOKEN, "")
    else:
        try:
            token = read_text(folder / site.dicom.token, "ascii")
        except (OSError, UnicodeError) as error:
            why = getattr(error, "strerror", None) or "it holds no token"
            raise NotSentError(f"the file of the token, {site.dicom.token}, cannot be used: {why}") from None
    token = token.strip()
    if token and (not token.isascii() or not token.isprintable() or " " in token):
        raise NotSentError("the token holds signs that no token has")
    return token
