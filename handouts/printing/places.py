"""Where printers are, and how each is reached: the addresses of clinic.toml, and a print server."""

from __future__ import annotations

import contextlib
import dataclasses
import ipaddress
import socket
import urllib.parse
from typing import TYPE_CHECKING

from handouts.errors import OutputError, Place, Problem
from handouts.printing.ipp import PORT, Connection, Trust

if TYPE_CHECKING:
    import pathlib
    from collections.abc import Mapping

    from handouts.model.printing import KnownPrinter
    from handouts.printing.printer import Printer

TIMEOUT_S = 5
LOOPBACK = {"localhost", "127.0.0.1", "::1"}  # there a printer on a USB cable answers, to its own machine alone
USUAL_HOST = "localhost:631"
NO_TRUST = Trust()  # beyond the public authorities


@dataclasses.dataclass(frozen=True, slots=True)
class Server:
    """A print server: a host with its port, or a socket; ``chosen`` if it was named, and is not the usual one."""

    host: str = USUAL_HOST
    socket: str = ""
    chosen: bool = False

    @classmethod
    def named(cls, text: str) -> Server:
        """Read CUPS_SERVER as CUPS's own programs do: ``host``, ``host:port``, ``[::1]:port`` or a path."""
        name = text.strip().split("/version=")[0]
        return cls(socket=name, chosen=True) if name.startswith("/") else cls(name or USUAL_HOST, "", bool(name))

    def address(self, path: str = "/") -> str:
        """Return the address of what the server has at that path."""
        return f"ipp://{self.host}{path}"


@dataclasses.dataclass(frozen=True, slots=True)
class Found:
    """A printer by its name and address, and how to reach it; ``fault`` says why it, or what is behind it, is silent.

    ``printer`` is None if it does not answer; ``hint`` then says what to do.
    """

    name: str
    address: str
    trust: Trust = NO_TRUST
    socket: str = ""
    printer: Printer | None = None
    fault: str = ""
    hint: str = ""

    @property
    def behind(self) -> str:
        """The address of the printer behind a queue, "" if it cannot be asked from this machine."""
        device = self.printer.device if self.printer and self.printer.asks_device else ""
        near = bool(self.socket) or _host(self.address)[0] in LOOPBACK
        return "" if not near and stays_here(_host(device)[0] or "") else device

    def connection_behind(self, places: Places, timeout_s: float = TIMEOUT_S) -> Connection | None:
        """Return a way to ask the printer behind a queue; None if there is none."""
        if not self.behind:
            return None
        return Connection(self.behind, places.trust(self.behind), user=places.user, timeout_s=timeout_s)

    def connection(self, *, user: str = "", timeout_s: float = TIMEOUT_S) -> Connection:
        """Return a way to ask it."""
        return Connection(self.address, self.trust, user=user, timeout_s=timeout_s, socket=self.socket)

    def answering(self) -> Printer:
        """Return what the printer says of itself.

        Raises:
            OutputError: it does not answer.
        """
        if self.printer is None:
            raise OutputError(silent(self))
        return self.printer


def silent(found: Found) -> Problem:
    """Say that a printer does not answer, why, and what to do."""
    message = f"{found.name} does not answer: {found.fault}."
    return Problem("printer-silent", message, found.hint, Place(found.name))


@dataclasses.dataclass(frozen=True, slots=True)
class Places:
    """Where to look, as whom, and for how long; a path in ``known`` begins at ``folder``."""

    known: Mapping[str, KnownPrinter]
    folder: pathlib.Path
    server: Server = Server()
    user: str = ""
    timeout_s: float = TIMEOUT_S

    @property
    def limit_s(self) -> float:
        """How long all of them together may take; a name that leads nowhere is looked for long."""
        return self.timeout_s + 1

    def own(self, name: str) -> Found:
        """Return the printer of a name in clinic.toml, not yet asked."""
        known = self.known[name]
        return Found(name, known.address, self._trust(known))

    def trust(self, address: str) -> Trust:
        """Return whom an address must prove to be, if clinic.toml says so of its host."""
        host = _host(address)
        known = next((each for each in self.known.values() if _host(each.address) == host), None)
        return self._trust(known) if known else NO_TRUST

    def _trust(self, known: KnownPrinter) -> Trust:
        return Trust(known.fingerprint, self.folder / known.ca if known.ca else None)


def stays_here(host: str) -> bool:
    """Tell whether a host is this machine, or one on its own cable: another machine means another one by it."""
    if host.rstrip(".").split(".")[0] == "localhost" or host.rstrip(".").endswith(".localhost"):
        return True
    with contextlib.suppress(ValueError, OSError):
        # inet_aton reads 127.1 and 2130706433 as the network does
        text = host.partition("%")[0] if ":" in host else socket.inet_ntoa(socket.inet_aton(host))
        number = ipaddress.ip_address(text)
        inner = getattr(number, "ipv4_mapped", None) or number
        return bool(inner.is_loopback or inner.is_unspecified or inner.is_link_local or inner.is_multicast)
    return False


def _host(address: str) -> tuple[str | None, int | None]:
    with contextlib.suppress(ValueError):
        parts = urllib.parse.urlsplit(address)
        return parts.hostname, parts.port or PORT
    return None, None
