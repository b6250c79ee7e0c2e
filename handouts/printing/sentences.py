"""What is said of a job: to whoever stands at the printer, and to a program."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from handouts.errors import Place, Problem
from handouts.model.printing import Sides
from handouts.printing.outcome import LOOK, OUT, End, Moment, Outcome, Stage

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from handouts.printing.printable import Printable
    from handouts.printing.printer import Printer
    from handouts.printing.ticket import Request

OVER = {Sides.ONE: "on one side", Sides.LONG: "on both sides", Sides.SHORT: "on both sides, over the short edge"}
CODES = {End.FAILED: "not-printed", End.CANCELLED: "cancelled", End.UNKNOWN: "not-known"}
HINTS = {
    End.FAILED: "Look at its display, then print again.",
    End.CANCELLED: "Nothing more comes out.",
    End.UNKNOWN: LOOK,
}
GOING_ON: Mapping[Stage, str] = {
    Stage.BUSY: "waiting until {printer} is free",
    Stage.SENDING: "being sent to {printer}",
    Stage.UNREACHED: "waiting for {printer} to answer",
    Stage.WAITING: "waiting at {printer}",
    Stage.PRINTING: "sheet {next} of {sheets} at {printer}",
    Stage.CANCELLING: "being cancelled at {printer}",
}
UNCOUNTED = "being printed at {printer}"  # by a queue whose printer does not count
NOT_SAID = "Look at the printer: its queue does not say whether sheets came out before."
PASSED_ON = "Its queue has passed the leaflet on, and cannot tell whether it came out: look at the printer."


def now(moment: Moment, request: Request, printer: Printer) -> str:
    """Return how a job stands, as the rest of a line that begins with the leaflet's name."""
    counted = min(moment.sheets + 1, request.sheets)
    going_on = GOING_ON[moment.stage]
    if moment.stage is Stage.PRINTING and printer.device and not moment.sheets:
        going_on = GOING_ON[Stage.WAITING] if moment.said else UNCOUNTED
    line = going_on.format(printer=printer.name, next=counted, sheets=request.sheets)
    if moment.said and moment.stage is not Stage.BUSY:
        hint = moment.said[0].hint.replace("QUEUE", printer.queue)
        line += f": it {' and '.join(each.what for each in moment.said)}. {hint}"
    return line


def printed(leaflet: Printable, request: Request, printer: Printer, outcome: Outcome) -> str:
    """Return the line that says what came out."""
    sheets = f"{request.sheets} sheet{'s' * (request.sheets > 1)} of {request.medium.shown}"
    copies = f", {request.copies} copies" if request.copies > 1 else ""
    number = f" (job {outcome.job})" if outcome.job is not None else ""
    name = f"{leaflet.name}{_pages(request.pages)}"
    line = f"{name}: printed at {printer.name}, {sheets} {OVER[request.sides]}{copies}{number}."
    notes = [f"{printer.name} {each.what}: {each.hint}" for each in outcome.why]
    if 0 < outcome.sheets < request.sheets:
        notes.append(f"{printer.name} has counted {outcome.sheets} of them only: look whether all are there.")
    if outcome.end is End.HANDED_OVER:
        notes.insert(0, PASSED_ON)
        line = line.replace(": printed at ", ": given to ", 1)
    return " ".join([line, *notes])


def _pages(ranges: Sequence[tuple[int, int]]) -> str:
    told = ", ".join(str(first) if first == last else f"{first}-{last}" for first, last in ranges)
    return f" (only {'page' if told.isdigit() else 'pages'} {told})" if told else ""


def fault(leaflet: Printable, request: Request, printer: Printer, outcome: Outcome) -> Problem:
    """Return what is told of a job that is not known to be printed whole."""
    why = f": {printer.name} {' and '.join(each.what for each in outcome.why)}" if outcome.why else ""
    said = {
        End.FAILED: f"{leaflet.name} is not printed{why}.",
        End.CANCELLED: f"{leaflet.name} is cancelled{why}.",
        End.UNKNOWN: f"It is not known whether {leaflet.name} is printed{why}.",
    }[outcome.end]
    hint = outcome.why[-1].hint if outcome.why else HINTS[outcome.end]
    if outcome.sheets and outcome.end is not End.UNKNOWN:
        counted = f"it has counted {outcome.sheets} of {request.sheets} sheets before it ended"
        hint = f"Look at the printer: {counted}. {hint}"
    elif printer.device and not printer.asks_device and outcome.end is not End.UNKNOWN and outcome.job is not None:
        hint = f"{NOT_SAID} {hint}"
    return Problem(CODES[outcome.end], said, hint.replace("QUEUE", printer.queue), Place(printer.name))


def told(leaflet: Printable, request: Request, printer: Printer, outcome: Outcome) -> Problem:
    """Return what is told of a job that did not go as it was asked."""
    if outcome.end not in OUT:
        return fault(leaflet, request, printer, outcome)
    message = f"{leaflet.name} was printed before the job could be cancelled."
    return Problem("interrupted", message, "Take the sheets out.", Place(printer.name))


def as_json(leaflet: Printable, request: Request, printer: Printer, outcome: Outcome) -> dict[str, Any]:
    """Return a job and what has become of it as plain values."""
    return {
        **job_as_json(leaflet, request, printer, outcome.end, outcome.job),
        "sheets_counted": outcome.sheets or None,
        "said": [{"keyword": each.keyword, "what": each.what, "hint": each.hint} for each in outcome.why],
    }


def job_as_json(
    leaflet: Printable, request: Request, printer: Printer, fate: str, number: int | None
) -> dict[str, Any]:
    """Return a job as plain values; ``sheets`` are those it should be."""
    return {
        "leaflet": leaflet.name,
        "document": leaflet.document,
        "edition": leaflet.edition,
        "printer": printer.name,
        "address": printer.address,
        "job": number,
        "outcome": fate,
        "copies": request.copies,
        "sheets": request.sheets,
        "sides": request.sides,
        "paper": request.medium.shown,
    }
