"""The jobs of a run, one after the other: followed on the terminal, kept in the journal, and told as they end."""

from __future__ import annotations

import dataclasses
import secrets
from typing import TYPE_CHECKING, Self, TypeVar

from rich.text import Text

from handouts.cli.console import errors, report
from handouts.cli.terminal import tell, tell_json
from handouts.errors import ExitCode, OutputError, Place, Problem
from handouts.model.typography import printable_line
from handouts.printing.behind import Behind
from handouts.printing.delivery import deliver
from handouts.printing.job import Job
from handouts.printing.journal import Entry, Fate
from handouts.printing.outcome import OUT, UNCONFIRMED, End, Outcome
from handouts.printing.sentences import as_json, job_as_json, now, printed, told

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from rich.console import Console

    from handouts.cli.clock import Clock
    from handouts.printing.ipp import Connection
    from handouts.printing.journal import Journal
    from handouts.printing.outcome import Moment, Patience
    from handouts.printing.printable import Printable
    from handouts.printing.printer import Printer
    from handouts.printing.ticket import Request

Value = TypeVar("Value")


@dataclasses.dataclass(frozen=True, slots=True)
class Order:
    """A leaflet, the printer it goes to, and the job it becomes there."""

    leaflet: Printable
    printer: Printer
    connection: Connection
    request: Request
    behind: Connection | None = None  # to the printer behind a queue


class Kept:
    """The journal, which a run does without where it cannot be written."""

    def __init__(self, journal: Journal, clock: Clock) -> None:
        """Keep whom to tell."""
        self.journal, self.clock, self.told = journal, clock, False

    def begin(self, leaflet: Printable, request: Request, printer: Printer, token: str) -> int:
        """Write a job before it is sent."""
        entry = Entry(
            started=self.clock(),
            document=leaflet.document,
            edition=leaflet.edition,
            printer=printer.name,
            address=printer.address,
            token=token,
            copies=request.copies,
            pages=leaflet.pages,
        )
        return self._try(lambda: self.journal.begin(entry)) or 0

    def know(self, entry: int, job: int) -> None:
        """Add the number the printer gives to it."""
        if entry:
            self._try(lambda: self.journal.know_job(entry, job))

    def finish(self, entry: int, fate: Fate, reason: str, sheets: int | None = None) -> None:
        """Write what has become of it."""
        if entry:
            self._try(lambda: self.journal.finish(entry, fate, reason, sheets, self.clock()))

    def unfinished(self, printer: str) -> list[Entry]:
        """Return the jobs of a printer of which it is not known what has become."""
        return self._try(lambda: self.journal.unfinished(printer)) or []

    def _try(self, write: Callable[[], Value]) -> Value | None:
        try:
            return write()
        except OutputError as error:
            if not self.told:
                report(error.problems, weight="warning")
            self.told = True
            return None


class Followed:
    """Shows how a job stands: on a terminal in one line that changes, elsewhere a line a change."""

    def __init__(self, order: Order, know: Callable[[int], None], console: Console) -> None:
        """Begin with nothing said."""
        self.order, self.known, self.console, self.line = order, know, console, ""
        self.said: object = ()
        self.status = console.status("") if console.is_terminal else None

    def __enter__(self) -> Self:
        """Begin to show."""
        if self.status:
            self.status.start()
        return self

    def __exit__(self, *raised: object) -> None:
        """Leave the terminal as it was."""
        if self.status:
            self.status.stop()

    def know(self, number: int) -> None:
        """Pass the job's number on."""
        self.known(number)

    def tell(self, moment: Moment) -> None:
        """Show what is new."""
        line = self._line(moment)
        if line == self.line:
            return
        self.line = line
        if not self.status:
            self.console.print(printable_line(line), markup=False)
            return
        if moment.said and moment.said != self.said:
            # It stays, and is told whole: the line that changes is cut.
            self.console.print(printable_line(line), markup=False)
        self.said = moment.said
        self.status.update(Text(printable_line(self._line(dataclasses.replace(moment, said=())))))

    def _line(self, moment: Moment) -> str:
        line = now(moment, self.order.request, self.order.printer)
        return printable_line(f"{self.order.leaflet.name}: {line}")


def print_all(orders: Sequence[Order], kept: Kept, patience: Patience, *, events: bool) -> int:
    """Print one leaflet after the other, say what has become of each, and return the exit code.

    What is not known to be printed ends the run: the next leaflet would meet the same printer.
    """
    waiting = [order for order in orders for _ in range(order.request.jobs)]
    for number, order in enumerate(waiting, 1):
        outcome = print_job(order, kept, patience)
        if events:
            tell_json(as_json(order.leaflet, order.request, order.printer, outcome))
        if outcome.end in OUT and not outcome.interrupted:
            if not events:
                tell(printable_line(printed(order.leaflet, order.request, order.printer, outcome)))
            continue
        for unsent in waiting[number:] if events else ():
            tell_json(_unsent_as_json(unsent))
        report([told(order.leaflet, order.request, order.printer, outcome), *_unsent(waiting[number:])])
        return ExitCode.INTERRUPTED if outcome.interrupted else ExitCode.OUTPUT
    return ExitCode.DONE


def print_job(order: Order, kept: Kept, patience: Patience) -> Outcome:
    """Print a leaflet as one job, written into the journal before it is sent."""
    token = new_token(order.leaflet)
    entry = kept.begin(order.leaflet, order.request, order.printer, token)
    outcome = Outcome(End.UNKNOWN, None, 0, (UNCONFIRMED,))
    try:
        with Followed(order, lambda number: kept.know(entry, number), errors()) as followed:
            job = Job(order.connection, order.request, token, patience, followed)
            job.behind = Behind(order.behind, token) if order.behind else None
            job.tells_the_end = order.printer.tells_the_end
            outcome = deliver(job, order.leaflet.data, order.printer.operations)
    except KeyboardInterrupt:  # in the moment before, or after
        outcome = dataclasses.replace(outcome, interrupted=True)
    reason = "interrupted" if outcome.interrupted else next((each.keyword for each in outcome.why if each.keyword), "")
    kept.finish(entry, Fate(outcome.end), reason, outcome.sheets or None)
    return outcome


def new_token(leaflet: Printable) -> str:
    """Return a name for a job, by which it is known again at the printer."""
    return f"{leaflet.document}-{secrets.token_hex(4)}"


def _unsent_as_json(order: Order) -> dict[str, object]:
    about = job_as_json(order.leaflet, order.request, order.printer, "not-sent", None)
    return {**about, "sheets_counted": None, "said": []}


def _unsent(orders: Sequence[Order]) -> list[Problem]:
    if not orders:
        return []
    names = ", ".join(dict.fromkeys(order.leaflet.name for order in orders))
    jobs = "1 more job was" if len(orders) == 1 else f"{len(orders)} more jobs were"
    hint = f"Still to be printed, once nothing is in the way: {names}"
    return [Problem("not-sent", f"{jobs} not sent.", hint, Place(orders[0].printer.name))]
