"""Jobs sent without the command line: a blank leaflet, what was told on the way, and what has become of it."""

from __future__ import annotations

import io
import itertools
from dataclasses import dataclass, field, replace

import pikepdf

from handouts import make_edition
from handouts.model.printing import Sides, Ticket
from handouts.printing.delivery import deliver
from handouts.printing.ipp import Connection, Operation, Trust
from handouts.printing.job import Job
from handouts.printing.outcome import Moment, Outcome, Patience
from handouts.printing.printable import Printable
from handouts.printing.printer import Printer, read_printer
from handouts.printing.ticket import Request, fit

A4, LETTER = (210, 297), (215.9, 279.4)
SHORT = Patience(wait_s=20, reach_s=0.8, vanished_s=2)
TOKENS = itertools.count(1)


def blank(pages: int = 2, size_mm: tuple[float, float] = A4) -> Printable:
    """Give a leaflet of empty pages, each with a number so that none is like another."""
    with pikepdf.new() as document, io.BytesIO() as file:
        for number in range(pages):
            page = document.add_blank_page(page_size=tuple(side / 25.4 * 72 for side in size_mm))
            page.contents_add(f"% page {number}".encode())
        document.save(file, static_id=True)
        data = file.getvalue()
    return Printable(data, "demo", "DEMO-1", "Demo", make_edition(), "standard", pages, *size_mm)


def printer_at(address: str, name: str = "clinic") -> Printer:
    asked = {"requested-attributes": ["all"]}
    answer = Connection(address).ask(Operation.GET_PRINTER_ATTRIBUTES, asked)
    return read_printer(name, address, answer.first)


@dataclass
class Sent:
    """A job on its way to an address; `on` may act as soon as something is told."""

    address: str
    leaflet: Printable = field(default_factory=blank)
    ticket: Ticket = field(default_factory=Ticket)
    patience: Patience = SHORT
    trust: Trust | None = None
    asked_of: str = ""  # where its printer is described, if that is not the address itself
    without: frozenset[int] = frozenset()  # operations that it does as if it did not know
    timeout_s: float = 5
    on: object = None
    moments: list[Moment] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    token: str = field(default_factory=lambda: f"DEMO-1-{next(TOKENS)}")

    def tell(self, moment: Moment) -> None:
        self.moments.append(moment)
        if self.on:
            self.on(self, moment)

    def know(self, number: int) -> None:
        self.numbers.append(number)

    def request(self) -> Request:
        return fit(self.ticket, self.leaflet, replace(printer_at(self.asked_of or self.address), name="clinic"))

    def job(self) -> Job:
        """Give it as a job that is not yet sent."""
        connection = Connection(self.address, self.trust, user="desk", timeout_s=self.timeout_s)
        return Job(connection, self.request(), self.token, self.patience, self)

    def end(self) -> Outcome:
        """Send it, and give what has become of it."""
        operations = printer_at(self.asked_of or self.address).operations
        return deliver(self.job(), self.leaflet.data, operations - self.without)

    def said(self) -> set[str]:
        """What was the matter on the way, in words."""
        return {each.what for moment in self.moments for each in moment.said}


__all__ = ["A4", "LETTER", "SHORT", "Sent", "Sides", "blank", "printer_at"]
