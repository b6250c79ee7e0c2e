"""Where leaflets are filed: a target's address, and the adapter of its standard."""

from __future__ import annotations

import dataclasses
import importlib
import ipaddress
import pathlib
import re
import urllib.parse
from typing import TYPE_CHECKING

from handouts.errors import OutputError, Place, Problem
from handouts.model.typography import printable

if TYPE_CHECKING:
    from collections.abc import Callable

    from handouts.model.records import Records
    from handouts.records.filing import Filing, Retraction
    from handouts.records.receipt import Receipt


@dataclasses.dataclass(frozen=True, slots=True)
class Adapter:
    """A standard at one receiver.

    ``make`` makes a message, whole and by itself: what ``send`` and ``look`` need of the filing stands in its bytes.
    ``look`` asks the receiver whether it has what the message brings; None where a receiver cannot be asked.
    ``idempotent``: a message that is sent twice is there once. ``retract`` makes the message that takes a filed leaflet
    back; None where the standard knows none.
    """

    make: Callable[[Filing], bytes]
    send: Callable[[bytes], Receipt]
    look: Callable[[bytes], Receipt | None] | None = None
    idempotent: bool = False
    retract: Callable[[Retraction], bytes] | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class Standard:
    """A kind of target: what makes its adapter (``module:function``), if it may be without TLS, or a port."""

    factory: str
    secure: bool = True
    example: str = ""
    port: bool = False


STANDARDS = {  # each function takes a Target, the clinic's Records and folder, and returns an Adapter
    "folder": Standard("handouts.records.adapters:folder_adapter", example="folder:DIR"),
    "fhir+https": Standard("handouts.records.adapters:fhir_adapter", example="fhir+https://HOST/fhir"),
    "fhir+http": Standard("handouts.records.adapters:fhir_adapter", secure=False, example="fhir+http://localhost/fhir"),
    "mllp": Standard("handouts.records.adapters:mllp_adapter", example="mllp://HOST:2575", port=True),
    "mllp+tls": Standard("handouts.records.adapters:mllp_adapter", example="mllp+tls://HOST:2576", port=True),
    "dicom": Standard("handouts.records.adapters:dicom_adapter", example="dicom://AET@HOST:104", port=True),
    "dicom+tls": Standard("handouts.records.adapters:dicom_adapter", example="dicom+tls://AET@HOST:2762", port=True),
    "dicomweb+https": Standard("handouts.records.adapters:dicomweb_adapter", example="dicomweb+https://HOST/studies"),
}
TITLED = frozenset({"dicom", "dicom+tls"})  # what stands before the @ is an application's title, no user
TITLE = re.compile(r"(?! )[ -?A-\[\]-~]{1,16}(?<! )")  # DICOM PS3.5, table 6.2-1: no backslash; blanks only inside


@dataclasses.dataclass(frozen=True, slots=True)
class Target:
    """A target's address without secrets. ``rest`` is what stands behind the scheme; ``title`` DICOM's AE title."""

    scheme: str
    rest: str
    host: str = ""
    port: int | None = None
    path: str = ""
    title: str = ""

    def __str__(self) -> str:
        return f"{self.scheme}:{self.rest}"

    def known_as(self, folder: pathlib.Path) -> str:
        """Return the one name of a target; of a folder, however it is spelt, its path below ``folder`` or the whole."""
        if self.scheme != "folder":
            return str(self)
        here, there = folder.resolve(), (folder / self.path).resolve()
        return f"folder:{there.relative_to(here) if there.is_relative_to(here) else there}"


def read_target(address: str) -> Target:
    """Read a target's address.

    Raises:
        OutputError: it is none, holds a secret, or is without TLS where that is not allowed.
    """
    scheme, colon, rest = address.partition(":")
    scheme = scheme.lower()
    if not colon or scheme not in STANDARDS:
        examples = ", ".join(standard.example for standard in STANDARDS.values())
        raise _wrong(scheme if colon else "target", "There is no such kind of target.", f"Write one of: {examples}")
    hint = f"Write it so: {STANDARDS[scheme].example}"
    if not rest.strip() or not rest.isprintable():
        raise _wrong(scheme, "The target's address is not whole.", hint)
    if scheme == "folder":
        return Target(scheme, rest, path=rest)
    try:
        parts = urllib.parse.urlsplit(f"{scheme}:{rest}")
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise _wrong(scheme, "The target's address cannot be read.", hint) from None
    if not host or parts.query or parts.fragment:
        raise _wrong(scheme, "The target's address needs a host, and has nothing behind a ? or a #.", hint)
    if STANDARDS[scheme].port and not port:
        raise _wrong(scheme, "The target's address needs a port.", hint)
    titled = scheme in TITLED
    title = urllib.parse.unquote(parts.username or "") if titled else ""
    if parts.password is not None or (parts.username is not None and not titled):
        raise _wrong(scheme, "A user or a password does not belong into an address.", hint)
    if titled and not TITLE.fullmatch(title):
        raise _wrong(scheme, "The target needs the receiver's AE title, of 1 to 16 letters.", hint)
    if not STANDARDS[scheme].secure and not is_loopback(host):
        message = "Without TLS a target is on this machine alone."
        raise _wrong(f"{scheme}://{host}", message, f"Write {scheme.replace('http', 'https')}://{host}…")
    return Target(scheme, rest, host, port, parts.path, title)


def adapter_for(address: str, settings: Records, folder: pathlib.Path = pathlib.Path()) -> Adapter:
    """Return the adapter of a target; the paths of the clinic's file begin in ``folder``.

    Raises:
        OutputError: the address is wrong, or the adapter needs more than is installed.
    """
    target = read_target(address)
    module, _, function = STANDARDS[target.scheme].factory.partition(":")
    try:
        adapter: Adapter = getattr(importlib.import_module(module), function)(target, settings, folder)
    except ModuleNotFoundError as error:
        hint = "Run: pip install 'handouts[records]' (where make set handouts up: make setup)."
        raise _wrong(str(target), f"This target needs more than is installed ({error.name}).", hint) from None
    return adapter


def refused_retraction(target: Target) -> OutputError:
    """Return the error that a standard knows no way to take a document back."""
    hint = "Take it out of the archive there."
    return _wrong(str(target), "DICOM has no message that takes a document back.", hint)


def is_loopback(host: str) -> bool:
    """Tell whether a host is this machine."""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _wrong(place: str, message: str, hint: str) -> OutputError:
    return OutputError(Problem("target-wrong", message, hint, Place(printable(place))))
