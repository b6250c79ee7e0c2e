"""What became of leaflets that were given, and how it is told: to whoever is at the desk, and to a program."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

from handouts.cli.giving.filing import entry_values, filed, unfiled
from handouts.cli.giving.ledger import attached_of
from handouts.errors import Level, Place, Problem
from handouts.model.typography import printable_line
from handouts.printing import sentences
from handouts.printing.outcome import OUT, End
from handouts.printing.sentences import as_json, printed
from handouts.records.entries import State
from handouts.records.ledger_answers import Outcome

if TYPE_CHECKING:
    from collections.abc import Callable

    from handouts.cli.printing.jobs import Order
    from handouts.printing import outcome
    from handouts.printing.printable import Printable
    from handouts.records.entries import Entered, Entry, Outgoing
    from handouts.records.filing import Filing

ENTERED = "{name}: entered in the ledger of leaflets given."
NOT_GIVEN = "{name} is not filed, and counts as not given: its paper did not come out."
NOT_NOW = "{name} was filed before, and was not given now: its paper did not come out."
NOT_SAID = "The record has {name} of an earlier giving: that it is given now, and by whom, is not added there."
BY_HAND = "Note it there by hand."
UNPRINTED = "{name} was not sent to the printer."
LATER = "Give it again, once nothing is in the way."
HELD = "{name} is not filed yet: whether its paper is out is for you to say. It is held in the outbox as {entry}."
LOOK = (
    "The paper is there: handouts outbox retry {entry}. "
    "It is not: handouts outbox drop {entry} --because not-given, then give it again."
)


@dataclasses.dataclass(frozen=True, slots=True)
class Parcel:
    """A leaflet that is given: the message to its record, and its job with what prints it; where that is asked for."""

    leaflet: Printable
    filing: Filing
    outgoing: Outgoing | None = None
    order: Order | None = None
    printing: Callable[[], outcome.Outcome] | None = None

    @property
    def jobs(self) -> tuple[Callable[[], outcome.Outcome], ...]:
        """What prints it, once for each job: more than one where a printer cannot keep copies apart."""
        return (self.printing,) * self.order.request.jobs if self.order and self.printing else ()


@dataclasses.dataclass(slots=True)
class Handed:
    """What became of a parcel; ``entry`` tells of it in the outbox."""

    parcel: Parcel
    entry: Entered | None = None
    entered: int = 0
    ends: tuple[outcome.Outcome, ...] = ()
    filed: Entry | None = None
    problems: tuple[Problem, ...] = ()
    interrupted: bool = False

    @property
    def printed(self) -> Outcome:
        """What became of its paper; what a queue has only passed on is not known."""
        if self.parcel.order is None:
            return Outcome.NOT_ASKED
        ends, printer = {each.end for each in self.ends}, self.parcel.order.printer
        is_counted = not printer.device or printer.asks_device
        sheets = any(each.sheets or (each.job is not None and not is_counted) for each in self.ends)
        if not ends & {*OUT, End.UNKNOWN} and not sheets:
            return Outcome.FAILED
        whole = len(self.ends) == len(self.parcel.jobs)
        return Outcome.DONE if ends == {End.PRINTED} and whole else Outcome.UNKNOWN

    @property
    def is_out(self) -> bool:
        """Whether the printer has said of all of it that it is out, or passed on."""
        return len(self.ends) == len(self.parcel.jobs) and all(each.end in OUT for each in self.ends)

    @property
    def attached(self) -> Outcome:
        """What became of its filing."""
        if not self.parcel.outgoing:
            return Outcome.NOT_ASKED
        if not self.entry:
            return Outcome.FAILED
        return attached_of(self.filed) if self.filed else Outcome.WAITING

    @property
    def is_said_there(self) -> bool:
        """Whether the record says of this giving, and not of an earlier one alone."""
        return self.entry is None or self.entry.is_mine

    @property
    def done(self) -> bool:
        """Whether everything that was asked for is done."""
        is_filed = not self.entry or (self.filed is not None and self.filed.state is State.FILED)
        return self.is_out and is_filed and not self.problems and not self.interrupted


def told(one: Handed) -> tuple[list[str], list[Problem]]:
    """Return the lines that say what was done with a leaflet, and what is wrong."""
    of_paper, of_record = _of_paper(one), _of_record(one)
    entered = printable_line(ENTERED.format(name=one.parcel.leaflet.name))
    done = [each for each in (*of_paper, *of_record) if isinstance(each, str)]
    problems = [each for each in (*of_paper, *of_record) if isinstance(each, Problem)]
    return [*done, *([entered] if one.entered and one.is_out and not one.problems else [])], [*problems, *one.problems]


def _of_paper(one: Handed) -> list[str | Problem]:
    order, leaflet = one.parcel.order, one.parcel.leaflet
    if order is None:
        return []
    if not one.ends:
        return [_problem(one, UNPRINTED, LATER)]
    return [
        printable_line(printed(leaflet, order.request, order.printer, end))
        if end.end in OUT and not end.interrupted
        else _given_again(sentences.told(leaflet, order.request, order.printer, end))
        for end in one.ends
    ]


def _given_again(problem: Problem) -> Problem:
    """Return what is said of a print job, where printing alone would leave the record out."""
    hint = problem.hint.replace("print again", "give it again").replace("Print again", "Give it again")
    return dataclasses.replace(problem, hint=hint)


def _of_record(one: Handed) -> list[str | Problem]:
    if one.entry is None:
        return []
    told: list[str | Problem] = []
    if one.filed and one.filed.state is State.FILED:
        told.append(filed(one.parcel.leaflet, one.parcel.filing, one.filed, was_there=one.entry.was_there))
    if one.printed is Outcome.FAILED:
        told.append(_problem(one, NOT_NOW if told else NOT_GIVEN, LATER))
    elif not one.is_out:
        told.append(_problem(one, HELD, LOOK))
    elif one.filed and not told:
        told.append(unfiled(one.parcel.leaflet, one.filed))
    elif one.parcel.filing.giving and not one.is_said_there:
        warning = _problem(one, NOT_SAID, BY_HAND)
        told.append(dataclasses.replace(warning, code="giving-not-in-record", level=Level.WARN))
    return told


def _problem(one: Handed, message: str, hint: str) -> Problem:
    about = {"name": one.parcel.leaflet.name, "entry": one.entry.id if one.entry else 0}
    return Problem("not-given", message.format(**about), hint.format(**about), Place(one.parcel.leaflet.name))


def values(one: Handed) -> dict[str, Any]:
    """Return what became of a leaflet as plain values."""
    parcel, order = one.parcel, one.parcel.order
    ended = [as_json(parcel.leaflet, order.request, order.printer, end) for end in one.ends] if order else []
    return {
        "leaflet": parcel.leaflet.name,
        "document": parcel.filing.manifest.document,
        "identifier": str(parcel.filing.identifier),
        **entry_values(one.filed),
        "giving_filed": one.is_said_there if parcel.outgoing and parcel.filing.giving else None,
        "entered": bool(one.entered),
        "printed": one.printed,
        "jobs": ended,
    }
