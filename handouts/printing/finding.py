"""Which printers there are: those of clinic.toml and the queues of this machine's print server; never a scan.

All are asked at the same time, so that one that is switched off does not hold up the others.
"""

from __future__ import annotations

import dataclasses
import difflib
import functools
import pathlib
import threading
import time
import urllib.parse
from typing import TYPE_CHECKING, TypeVar

from handouts.errors import OutputError, Place, Problem
from handouts.model.printing import is_address
from handouts.printing.ipp import Connection, NotReachedError, NotTrustedError, Operation, PrinterError, RefusedError
from handouts.printing.places import Found
from handouts.printing.printer import read_printer, with_device
from handouts.printing.values import readable, texts, without_user

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from handouts.printing.ipp import Attributes
    from handouts.printing.places import Places, Server

Value = TypeVar("Value")

USUAL_SOCKET = "/run/cups/cups.sock"
MOST_QUEUES = 200
NO_QUEUE = 0x0406  # client-error-not-found: CUPS has not one to tell of
ALL = {"requested-attributes": ["all"]}
ABSENT = "there is no print server (CUPS) on this machine"
LOOK = "Look whether it is on, and whether its address is right; then ask again."


@dataclasses.dataclass(frozen=True, slots=True)
class Findings:
    """Every printer there is, those of clinic.toml first; ``fault`` says why the print server is silent."""

    printers: tuple[Found, ...]
    fault: str = ""


def find_printers(places: Places) -> Findings:
    """Return every printer, each with what it says of itself or why it does not."""
    own = [places.own(name) for name in places.known]
    asked = [functools.partial(_asked, each, places) for each in own]
    late = [Findings((_silent(each, places),)) for each in own]
    *answers, queues = _at_once([*asked, lambda: _queues(places)], [*late, _no_answer(places)], places.limit_s)
    found = [each for answer in (*answers, queues) for each in answer.printers]
    return Findings(_with_devices(found, places), queues.fault)


def find_printer(name: str, places: Places) -> Found:
    """Return the printer of a name (clinic.toml's first, then a queue's) or address, whether or not it answers.

    Raises:
        OutputError: there is none.
    """
    if "://" in name:
        if not is_address(name):
            hint = "Write it as ipp://HOST:631/ipp/print, or ipps://HOST:631/ipp/print."
            place = Place(readable(without_user(name)))
            raise OutputError(Problem("no-such-printer", "This is no printer's address.", hint, place))
        return _one(Found(name, name, places.trust(name)), places)
    folded = name.casefold()
    if own := next((each for each in places.known if each.casefold() == folded), None):
        return _one(places.own(own), places)
    (queues,) = _at_once([lambda: _queues(places)], [_no_answer(places)], places.limit_s)
    queue = next((each for each in queues.printers if each.name.casefold() == folded), None)
    if queue is None:
        names = [*places.known, *(each.name for each in queues.printers)]
        raise OutputError(unknown_printer(name, names, queues.fault))
    return _with_devices([queue], places)[0]


def unknown_printer(name: str, names: Sequence[str], fault: str = "") -> Problem:
    """Say that there is no printer of that name, and which one may be meant."""
    names = list(dict.fromkeys(names))  # a queue may have the name of one in clinic.toml
    folded = {each.casefold(): each for each in names}
    near = difflib.get_close_matches(name.casefold(), folded, n=1)
    told = f"There is no printer {readable(name)}{f' in clinic.toml, and {fault}' if fault else ''}."
    hint = f"Do you mean {folded[near[0]]}? " if near else ""
    hint += (
        f"There is: {', '.join(names)}." if names else "Write its address into clinic.toml, under [printing.printers]."
    )
    return Problem("no-such-printer", told, hint, Place(readable(name)))


def _one(found: Found, places: Places) -> Found:
    (answer,) = _at_once([lambda: _ask(found, places)], [_silent(found, places)], places.limit_s)
    return _with_devices([answer], places)[0]


def _ask(found: Found, places: Places) -> Found:
    """Return a printer with what it says of itself, or why it does not."""
    try:
        connection = found.connection(user=places.user, timeout_s=places.timeout_s)
    except ValueError:
        return dataclasses.replace(found, fault="its address is wrong", hint="Write it as ipp://HOST:631/ipp/print.")
    try:
        answer = connection.ask(Operation.GET_PRINTER_ATTRIBUTES, ALL)
    except PrinterError as error:
        return dataclasses.replace(found, fault=str(error), hint=_hint(error))
    return dataclasses.replace(found, printer=read_printer(found.name, found.address, answer.first))


def _asked(found: Found, places: Places) -> Findings:
    return Findings((_ask(found, places),))


def _hint(error: PrinterError) -> str:
    if not isinstance(error, NotTrustedError):
        return LOOK
    if not error.fingerprint:
        return "Give the file of its certificate authority in clinic.toml: ca"
    return (
        f"It shows the certificate sha256:{error.fingerprint}. Compare it with what the printer itself says; only if "
        "it is the same, give it: --fingerprint, or fingerprint in clinic.toml"
    )


def _silent(found: Found, places: Places) -> Found:
    return dataclasses.replace(found, fault=f"no answer came in {places.timeout_s:g} seconds", hint=LOOK)


def _no_answer(places: Places, why: str = "") -> Findings:
    told = f"the print server {readable(places.server.socket or places.server.host)} does not answer"
    return Findings((), f"{told} ({why})" if why else told)


def _queues(places: Places) -> Findings:
    """Ask the print server for its queues; over its socket first where none is named, as CUPS's own programs do."""
    server, silent = places.server, Findings(())
    usual = [USUAL_SOCKET, ""] if pathlib.Path(USUAL_SOCKET).exists() else [""]
    for socket in [server.socket] if server.chosen else usual:
        try:
            connection = Connection(server.address(), user=places.user, timeout_s=places.timeout_s, socket=socket)
            groups = connection.ask(Operation.CUPS_GET_PRINTERS, ALL).groups
        except (PrinterError, ValueError) as error:
            if isinstance(error, RefusedError) and error.status == NO_QUEUE:
                return Findings(())
            absent = isinstance(error, NotReachedError) and not server.chosen
            silent = Findings((), ABSENT) if absent else _no_answer(places, readable(str(error)))
        else:
            named = [each for each in groups[:MOST_QUEUES] if texts(each, "printer-name")]
            return Findings(tuple(_queue(each, server, socket) for each in named))
    return silent


def _queue(attributes: Attributes, server: Server, socket: str) -> Found:
    """Return a queue; at the server that was asked, for what a server calls itself may lead nowhere."""
    name = texts(attributes, "printer-name")[0]
    own = "".join(texts(attributes, "printer-uri-supported")[:1])
    kind = "classes" if "/classes/" in own else "printers"
    address = server.address(f"/{kind}/{urllib.parse.quote(name, safe='')}")
    return Found(name, address, socket=socket, printer=read_printer(name, address, attributes))


def _with_devices(found: Sequence[Found], places: Places) -> tuple[Found, ...]:
    """Ask the printers behind queues what a queue cannot know; who prints is nothing that they must know."""
    nameless = dataclasses.replace(places, user="")
    behind = [Found(each.name, each.behind, places.trust(each.behind)) for each in found if each.behind]
    asked = [functools.partial(_ask, each, nameless) for each in behind]
    late = [_silent(each, places) for each in behind]
    answers = {each.address: each for each in _at_once(asked, late, places.limit_s)}
    return tuple(_with_device(each, answers) for each in found)


def _with_device(found: Found, answers: Mapping[str, Found]) -> Found:
    device = answers.get(found.behind)
    if found.printer is None or device is None:
        return found
    if device.printer is None:
        return dataclasses.replace(found, fault=f"its printer does not answer: {device.fault}", hint=device.hint)
    return dataclasses.replace(found, printer=with_device(found.printer, device.printer))


def _at_once(asked: Sequence[Callable[[], Value]], late: Sequence[Value], limit_s: float) -> list[Value]:
    """Return what each brings, all at work at the same time; what stands in for it where it takes too long."""
    brought, faults = list(late), list[Exception]()

    def bring(index: int) -> None:
        try:
            brought[index] = asked[index]()
        except Exception as error:  # noqa: BLE001 - it is raised again, where it is seen
            faults.append(error)

    # No pool: it would wait at the end for an answer that never comes.
    threads = [threading.Thread(target=bring, args=(index,), daemon=True) for index in range(len(asked))]
    until = time.monotonic() + limit_s
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(max(0, until - time.monotonic()))
    if faults:
        raise faults[0]
    return list(brought)
