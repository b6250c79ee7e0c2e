"""``handouts give``: a leaflet to its patient: made, printed, filed and entered, in one go."""

from __future__ import annotations

import dataclasses
import datetime as dt
import functools
import itertools
import pathlib
import uuid
from typing import TYPE_CHECKING, Any, ClassVar

import click

from handouts.cli.clock import Clock
from handouts.cli.console import errors
from handouts.cli.giving.desk import Desk, hand_over
from handouts.cli.giving.filing import FOR_FINISHED, Receiver, filing_of, filing_options, whose
from handouts.cli.giving.handed import Parcel
from handouts.cli.grouped import GroupedCommand
from handouts.cli.options import PATH, Name, chosen_look, clinic_file, now_on, your_name
from handouts.cli.printing.drafts import ask_about_drafts
from handouts.cli.printing.jobs import Kept, print_job
from handouts.cli.printing.orders import Wanted, orders_for, tell_beforehand
from handouts.cli.printing.printables import document_options, printables
from handouts.cli.printing.printer_options import printer_options
from handouts.cli.printing.unprinted import interruptible, refusing
from handouts.cli.printing.waiting import ask_about_waiting
from handouts.printing.journal import Journal, journal_path
from handouts.printing.outcome import Patience
from handouts.records.filing import Giving

if TYPE_CHECKING:
    from collections.abc import Mapping

    from handouts.model.clinic import Settings


class GiveCommand(GroupedCommand):
    """Its options in the order in which they are asked for at a desk."""

    groups: ClassVar[Mapping[str, tuple[str, ...]]] = {
        "To whom, and what is done": (
            *("files", "filled", "prints", "attaches", "by", "understood", "despite", "yes"),
        ),
        "Where and how it is printed": (*("printer", "copies", "sides", "colour", "tray", "finish", "wait", "again"),),
        "Where it is filed": ("address", "replaces"),
        "Drafts and dates": ("require_approval", "print_date", "issued", "today"),
        "What the leaflet looks like": (
            *("paper", "type", "grey", "punch", "two_sided", "impose", "sheets"),
            *("codes", "words"),
        ),
    }
    rest = "For scripts, and for whoever sets it up"


@click.command(
    cls=GiveCommand,
    epilog="Exit codes: 0 given; 1 the text, 3 the look or 4 the PDF is not as it must be; 2 usage; "
    "5 not printed, not filed, or not known; 130 interrupted. With 1 to 4 nothing was done.",
)
@click.argument("named", nargs=-1, type=PATH, metavar="[NAME|PDF]...")
@click.option("--print", "prints", is_flag=True, help="Print it.")
@click.option("--attach", "attaches", is_flag=True, help="File it in the patient's record. Without either: both.")
@click.option(
    "--by",
    type=Name(),
    envvar="HANDOUTS_BY",
    default=your_name,
    show_default="your name on this machine",
    help="Who gives it to the patient.",
)
@filing_options
@printer_options("pages", "via")
@document_options
@click.option("--json", "as_values", is_flag=True, help="Print what has become of each leaflet, as JSON, a line each.")
def command(
    named: tuple[pathlib.Path, ...],
    *,
    prints: bool,
    attaches: bool,
    by: str,
    understood: str | None,
    address: str | None,
    replaces: uuid.UUID | None,
    as_values: bool,
    yes: bool,
    again: bool,
    wait: float,
    settings: Settings,
    today: dt.date,
    **chosen: Any,
) -> int:
    """Give leaflets to a patient: make them, print them, file them in the record, enter them in the ledger.

    Everything is looked at before anything is done. What does not come out of the printer is not filed; what came out
    and could not be filed waits in the outbox.

    As: handouts give metformin --patient patient.toml
    """
    wanted = Wanted(pages=None, **{name: chosen.pop(name) for name in _asked_of_a_printer()})
    prints, attaches = prints or not attaches, attaches or not prints
    with interruptible():
        receiver = Receiver.of(address, settings) if attaches else None
        person = whose(chosen["files"], chosen["filled"], settings)
        ours = chosen_look(settings, chosen["templates"], chosen["styles"])
        clock = Clock(now_on(today))
        desk, kept = Desk.of(settings, receiver, by, clock), Kept(Journal(journal_path(clinic_file())), clock)
        with errors().status("Making the leaflet…"):
            leaflets = printables(named, settings=settings, today=today, also_finished=FOR_FINISHED, **chosen)
        giving = Giving(clock(), by, understood)
        filings = [filing_of(each, person, giving.at, giving, replaces) for each in leaflets]
        with refusing():
            orders = orders_for(leaflets, wanted, settings, ours) if prints else []
            messages = [receiver.outgoing(each) for each in filings] if receiver else []
        ask_about_waiting(orders, kept, again=again)
        ask_about_drafts(leaflets, yes=yes)
    tell_beforehand(orders)
    printing = [functools.partial(print_job, order, kept, Patience(wait_s=wait)) for order in orders]
    steps = itertools.zip_longest(leaflets, filings, messages, orders, printing)
    return hand_over([Parcel(*each) for each in steps], desk, as_values=as_values)


def _asked_of_a_printer() -> list[str]:
    return [field.name for field in dataclasses.fields(Wanted) if field.name != "pages"]
