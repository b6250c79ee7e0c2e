"""What earlier runs have left at a printer: its end goes into the journal, or it is asked whether to print again."""

from __future__ import annotations

import datetime as dt
import sys
from typing import TYPE_CHECKING

from handouts.cli.terminal import ask, tell
from handouts.errors import OutputError, Place, Problem
from handouts.printing.ipp import Operation, PrinterError
from handouts.printing.job import ASKED, JOBS, ended, state_of
from handouts.printing.journal import Fate
from handouts.printing.outcome import ENDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from handouts.cli.printing.jobs import Kept, Order
    from handouts.printing.ipp import Attributes
    from handouts.printing.journal import Entry

NOW = dt.timedelta(seconds=30)  # a job begun since may be another desk's
MOST = 20  # jobs that are asked about, the last ones: a printer forgets


def ask_about_waiting(orders: Sequence[Order], kept: Kept, *, again: bool) -> None:
    """Ask whether a leaflet that an earlier run has left at its printer is printed once more.

    Raises:
        OutputError: it is not, or nobody is there to answer.
    """
    waiting = [(order, entry) for order in orders for entry in _waiting(order, kept)]
    if not waiting or again:
        return
    problems = []
    for order, entry in waiting:
        name = order.leaflet.name
        number = "" if entry.job is None else f", as job {entry.job},"
        message = f"{name} waits at {order.printer.name} already{number} and will come out."
        hint = "Look at the printer. To print it once more all the same: --again"
        problems.append(Problem("waiting-already", message, hint, Place(order.printer.name)))
    if sys.stdin.isatty():
        for problem in problems:
            tell(problem.message, err=True)
        if ask("Print once more?", err=True):
            return
    raise OutputError(*problems)


def _waiting(order: Order, kept: Kept) -> list[Entry]:
    """Return the jobs of this leaflet that are still at its printer; what has become of the others is written down."""
    found = []
    for entry in kept.unfinished(order.printer.name)[-MOST:]:
        try:
            attributes = _at_the_printer(entry, order)
        except PrinterError:
            continue
        if attributes.get("job-name") != (entry.token,):
            continue  # it is not there; or the printer has begun to count anew
        if state := next((each for each in ENDS if each is state_of(attributes)), None):
            kept.finish(entry.id, Fate(ended(state, attributes)[0]), "", entry.sheets)
        elif entry.document == order.leaflet.document and abs(kept.clock() - entry.started) > NOW:
            found.append(entry)
    return found


def _at_the_printer(entry: Entry, order: Order) -> Attributes:
    """Return what the printer says of a job; by its name, if the run was killed before it knew the number."""
    if entry.job is not None:
        about = {"job-id": entry.job, "requested-attributes": ASKED}
        return order.connection.ask(Operation.GET_JOB_ATTRIBUTES, about).first
    for which in ("not-completed", "completed"):
        about = {"which-jobs": which, "limit": JOBS, "requested-attributes": ASKED}
        for each in order.connection.ask(Operation.GET_JOBS, about).groups:
            if each.get("job-name") == (entry.token,):
                return each
    return {}
