"""Real counterparts of printing, as fixtures: import what a test uses, from here.

`printer` is an office printer, `plain_printer` a small one, `queue` the address of the office printer's queue `desk`
at the print server `scheduler`, `trouble` a proxy before the office printer. They are started once in a test process
and made as new before every test.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from certificates import Authority
from daemons import Bus, wait_for
from equipment import OFFICE, PLAIN, Equipment, Supply, Tray
from held import interruptible
from ippx import IppClient
from scheduler import Scheduler
from troubled import Trouble
from virtual_printer import Received, VirtualPrinter, ended

__all__ = [
    "OFFICE",
    "PLAIN",
    "Authority",
    "Equipment",
    "IppClient",
    "Received",
    "Scheduler",
    "Supply",
    "Tray",
    "Trouble",
    "VirtualPrinter",
    "ended",
    "wait_for",
]
QUEUE = "desk"


@pytest.fixture(scope="session")
def bus() -> Iterator[Bus]:
    with Bus() as started:
        yield started


@pytest.fixture(scope="session")
def office_printer(bus: Bus) -> Iterator[VirtualPrinter]:
    with VirtualPrinter(bus, OFFICE) as started:
        yield started


@pytest.fixture(scope="session")
def small_printer(bus: Bus) -> Iterator[VirtualPrinter]:
    with VirtualPrinter(bus, PLAIN, name="small") as started:
        yield started


@pytest.fixture(scope="session")
def print_server(bus: Bus, office_printer: VirtualPrinter) -> Iterator[Scheduler]:
    with Scheduler(bus) as started:
        started.add(QUEUE, office_printer.address)
        yield started


@pytest.fixture
def printer(office_printer: VirtualPrinter) -> Iterator[VirtualPrinter]:
    """Give an office printer: A4 in tray-1, yellow A4 in tray-2, A5 in tray-3; duplex, colour, finishings.

    The interrupt key is heard meanwhile.
    """
    office_printer.equip(OFFICE)
    office_printer.reset()
    with interruptible():
        yield office_printer


@pytest.fixture
def plain_printer(small_printer: VirtualPrinter) -> VirtualPrinter:
    """Give a small printer: Letter only, one-sided, black, nothing to finish with."""
    small_printer.equip(PLAIN)
    small_printer.reset()
    return small_printer


@pytest.fixture
def scheduler(print_server: Scheduler, printer: VirtualPrinter) -> Iterator[Scheduler]:
    """Give the print server; its queue leads to `printer`, is open and empty."""
    yield print_server
    if not print_server.alive:
        print_server.start()
    print_server.thaw()
    print_server.cancel_all()
    print_server.resume(QUEUE)
    print_server.accept(QUEUE)


@pytest.fixture
def queue(scheduler: Scheduler) -> str:
    """Give the address of the office printer's queue."""
    return scheduler.address(QUEUE)


@pytest.fixture
def trouble(printer: VirtualPrinter) -> Iterator[Trouble]:
    """Give a proxy before the office printer."""
    with Trouble(printer.address) as started:
        yield started


@pytest.fixture(scope="session")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("authority"))
