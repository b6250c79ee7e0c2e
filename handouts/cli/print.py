"""``handouts print``: leaflets to paper."""

from __future__ import annotations

import dataclasses
import datetime as dt
import pathlib
from typing import TYPE_CHECKING, Any, ClassVar

import click

from handouts.cli.clock import Clock
from handouts.cli.console import errors
from handouts.cli.grouped import GroupedCommand
from handouts.cli.options import PATH, chosen_look, clinic_file, now_on
from handouts.cli.printing.drafts import ask_about_drafts
from handouts.cli.printing.jobs import Kept, print_all
from handouts.cli.printing.lp import hand_over_all, plans_for
from handouts.cli.printing.orders import Wanted, orders_for, tell_beforehand
from handouts.cli.printing.printables import document_options, printables
from handouts.cli.printing.printer_options import printer_options
from handouts.cli.printing.unprinted import interruptible, refusing
from handouts.cli.printing.waiting import ask_about_waiting
from handouts.model.edition import Edition
from handouts.printing.journal import Journal, journal_path
from handouts.printing.outcome import Patience
from handouts.printing.printable import Printable

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from handouts.assets import Look
    from handouts.model.clinic import Settings


class PrintCommand(GroupedCommand):
    """Its options in the order in which they are asked for at a desk."""

    groups: ClassVar[Mapping[str, tuple[str, ...]]] = {
        "Where and how it is printed": (
            *("printer", "copies", "sides", "colour", "tray", "finish", "pages", "wait", "again", "test"),
        ),
        "Drafts and dates": ("yes", "require_approval", "print_date", "issued", "today"),
        "For one patient": ("files", "filled", "despite"),
        "What the leaflet looks like": (
            *("paper", "type", "grey", "punch", "two_sided", "impose", "sheets"),
            *("codes", "words"),
        ),
    }
    rest = "For scripts, and for whoever sets it up"


@click.command(
    cls=PrintCommand,
    epilog="Exit codes: 0 printed; 1 the text, 3 the look or 4 the PDF is not as it must be; 2 usage; "
    "5 not printed, or not known; 130 interrupted. With 1 to 4 nothing was sent.",
)
@click.argument("named", nargs=-1, type=PATH, metavar="[NAME|PATH|PDF]...")
@printer_options()
@document_options
@click.option("--test", is_flag=True, help="Print a sheet that shows what the printer can do, on its paper (--paper).")
@click.option("--json", "events", is_flag=True, help="Print what has become of each job, as JSON, a line each.")
def command(
    named: tuple[pathlib.Path, ...],
    *,
    test: bool,
    events: bool,
    yes: bool,
    again: bool,
    wait: float,
    via: str,
    settings: Settings,
    today: dt.date,
    **chosen: Any,
) -> int:
    """Print leaflets, and wait until they have come out.

    A NAME, or the PATH of a monograph, is built first; a PDF is printed as it is. Only what `handouts verify` accepts
    is printed: each leaflet as a job of its own, from a fresh sheet on, at full size, on exactly its own paper.

    As: handouts print metformin --printer reception --copies 2
    """
    wanted = Wanted(**{field.name: chosen.pop(field.name) for field in dataclasses.fields(Wanted)})
    ours = chosen_look(settings, chosen["templates"], chosen["styles"])
    kept = Kept(Journal(journal_path(clinic_file())), Clock(now_on(today)))
    with interruptible():
        if test:
            leaflets = [_test_sheet(named, chosen["paper"], ours, settings)]
        else:
            with errors().status("Making what is to be printed…"):
                leaflets = printables(named, settings=settings, today=today, **chosen)
        with refusing():
            if via == "lp":
                plans = plans_for(leaflets, wanted, settings, ours)
            else:
                orders = orders_for(leaflets, wanted, settings, ours)
        if via != "lp":
            ask_about_waiting(orders, kept, again=again)
        ask_about_drafts(leaflets, yes=yes)
    if via == "lp":
        return hand_over_all(plans, kept, events=events)
    tell_beforehand(orders)
    return print_all(orders, kept, Patience(wait_s=wait), events=events)


def _test_sheet(named: Sequence[pathlib.Path], paper: str, ours: Look, settings: Settings) -> Printable:
    from handouts.printing.test_sheet import PAGES, test_sheet

    if named:
        raise click.UsageError("--test prints a sheet of its own: name no leaflet beside it.")
    edition = Edition.of(ours, clinic=settings.clinic, paper=paper)
    size = edition.paper
    return Printable(
        data=test_sheet(size, ours, edition.clinic.colours),
        name="test sheet",
        document="test-sheet",
        title="Test sheet",
        made_as=edition,
        edition=size.name,
        pages=PAGES,
        width_mm=size.width_mm,
        height_mm=size.height_mm,
    )
