"""From leaflets to jobs: which printer takes each, how it is printed there, and what waits there already."""

from __future__ import annotations

import contextlib
import dataclasses
import getpass
from typing import TYPE_CHECKING

import click
import pydantic

from handouts.cli import printers
from handouts.cli.console import errors
from handouts.cli.options import clinic_file
from handouts.cli.printing.jobs import Order
from handouts.errors import HandoutsError, OutputError
from handouts.model.printing import Colour, Finish, KnownPrinter, Sides, Ticket
from handouts.model.typography import printable_line
from handouts.printing.defaults import defaults_for
from handouts.printing.finding import find_printer, find_printers
from handouts.printing.places import LOOPBACK, silent
from handouts.printing.ticket import fit

if TYPE_CHECKING:
    import pathlib
    from collections.abc import Sequence

    from handouts.assets import Look
    from handouts.errors import Problem
    from handouts.model.clinic import Settings
    from handouts.model.printing import PrintDefaults
    from handouts.printing.places import Found, Places
    from handouts.printing.printable import Printable

TIMEOUT_S = 15  # for an answer while a job is sent
KEEPS = "Printer and print server keep what they keep of a patient's leaflet; handouts leaves no file of its own."


@dataclasses.dataclass(frozen=True, slots=True)
class Wanted:
    """What the command line says of printer and paper; None leaves it to clinic.toml and the leaflet."""

    printer: str | None
    copies: int
    sides: str | None
    colour: str | None
    tray: str | None
    finish: tuple[str, ...]
    pages: tuple[tuple[int, int], ...] | None
    fingerprint: str | None
    ca: pathlib.Path | None

    def ticket(self, usual: PrintDefaults) -> Ticket:
        """Return what is asked of the printer, over what is usual for the edition."""
        return Ticket(
            copies=self.copies,
            sides=Sides(self.sides) if self.sides else usual.sides,
            colour=Colour(self.colour) if self.colour else usual.colour,
            tray=self.tray or usual.tray,
            finish=tuple(map(Finish, self.finish)) or usual.finish,
            pages=self.pages or (),
        )


def _places(settings: Settings, wanted: Wanted) -> Places:
    """Return where printers are looked for, with what the command line says of the one it names.

    Raises:
        UsageError: it says whom to trust, and names no address.
    """
    places = printers.places_of(settings, clinic_file(), _user())
    if wanted.fingerprint is None and wanted.ca is None:
        return places
    if not (wanted.printer or "").startswith("ipps://"):
        raise click.UsageError("--fingerprint and --ca go with --printer ipps://HOST:631/ipp/print.")
    ca = str(wanted.ca.resolve()) if wanted.ca else None
    try:
        named = KnownPrinter(address=wanted.printer or "", fingerprint=wanted.fingerprint, ca=ca)
    except pydantic.ValidationError:  # its own words hold what was typed, a password too
        message = "--fingerprint is 64 hexadecimal digits, --printer is written as ipps://HOST:631/ipp/print."
        raise click.UsageError(message) from None
    return dataclasses.replace(places, known={named.address: named, **places.known})


def orders_for(leaflets: Sequence[Printable], wanted: Wanted, settings: Settings, look: Look) -> list[Order]:
    """Return the job of each leaflet.

    Raises:
        UsageError: no printer is named, and there is not just one.
        OutputError: with every reason why one of them cannot be printed as is asked.
    """
    places = _places(settings, wanted)
    usual = [defaults_for(leaflet.made_as, settings, look) for leaflet in leaflets]
    names = [wanted.printer or each.printer for each in usual]
    if None in names:
        only = _only_printer(places)
        names = [name or only for name in names]
    found: dict[str | None, Found] = {}
    problems: list[Problem] = []
    for name in dict.fromkeys(filter(None, names)):
        try:
            there = find_printer(name, places)
            there.answering()
            found[name] = there
        except OutputError as error:
            problems += error.problems
    orders = []
    for leaflet, chosen, each in zip(leaflets, names, usual, strict=True):
        if chosen not in found:
            continue
        there = found[chosen]
        try:
            request = fit(wanted.ticket(each), leaflet, there.answering())
        except HandoutsError as error:
            problems += error.problems
        else:
            connection = there.connection(user=places.user, timeout_s=TIMEOUT_S)
            behind = there.connection_behind(places)
            orders.append(Order(leaflet, there.answering(), connection, request, behind))
    if problems:
        raise OutputError(*dict.fromkeys(problems))
    return orders


def _user() -> str:
    """Return who prints, as printers and their queues name it; "" for a user whom this machine has no name for."""
    with contextlib.suppress(KeyError, OSError):
        return getpass.getuser()
    return ""


def _only_printer(places: Places) -> str:
    """Return the printer there is, or the print server's default one.

    Raises:
        UsageError: nothing tells which of several it is, or there is none.
    """
    findings = find_printers(places)
    answering = [each for each in findings.printers if each.printer]
    usual = [each for each in answering if each.printer and each.printer.usual] or answering
    if len(usual) == 1:
        return usual[0].name
    if not usual and findings.printers:
        raise OutputError(*(silent(each) for each in findings.printers))
    if not usual:
        told = f"There is no printer: {findings.fault or printers.EMPTY}, and clinic.toml names none."
        raise click.UsageError(f"{told} Name one: --printer ipp://HOST:631/ipp/print")
    names = ", ".join(each.name for each in usual)
    hint = 'Name one with --printer, or as printer = "NAME" under [printing] in clinic.toml.'
    raise click.UsageError(f"There are {len(usual)} printers: {names}. {hint}")


def tell_beforehand(orders: Sequence[Order]) -> None:
    """Say what is done otherwise than may be expected, and once where a patient's facts go."""
    notes = [f"{order.leaflet.name}: {note}." for order in orders for note in order.request.notes]
    if personal := [order for order in orders if order.leaflet.personal]:
        notes.append(KEEPS)
        open_lines = {order.printer.name for order in personal if not _is_private(order)}
        notes += [f"The line to {name} is not encrypted; ipps:// is." for name in sorted(open_lines)]
    for note in dict.fromkeys(notes):
        errors().print(printable_line(f"Note: {note}"), markup=False)


def _is_private(order: Order) -> bool:
    connection = order.connection
    return connection.secure or bool(connection.socket) or connection.host in LOOPBACK
