"""``handouts attach``: leaflets into the patient's record."""

from __future__ import annotations

import datetime as dt
import pathlib
import uuid
from typing import TYPE_CHECKING, Any

import click

from handouts.cli.clock import Clock
from handouts.cli.giving.desk import Desk, hand_over
from handouts.cli.giving.filing import FOR_FINISHED, Receiver, filing_of, filing_options, whose
from handouts.cli.giving.handed import Parcel
from handouts.cli.options import PATH, Name, now_on
from handouts.cli.printing.drafts import ask_about_drafts
from handouts.cli.printing.printables import document_options, printables
from handouts.records.filing import Giving

if TYPE_CHECKING:
    from handouts.model.clinic import Settings


@click.command(epilog="Exit codes: 0 filed, 1 content, 2 usage, 5 not filed or not known, 130 interrupted.")
@click.argument("named", nargs=-1, type=PATH, metavar="[NAME|PDF]...")
@filing_options
@click.option("--by", type=Name(), help="Who gave the leaflet to the patient; without it, it is filed as not given.")
@click.option("--json", "as_values", is_flag=True, help="Print what has become of each leaflet, as JSON, a line each.")
@document_options
def command(
    named: tuple[pathlib.Path, ...],
    *,
    address: str | None,
    by: str | None,
    understood: str | None,
    replaces: uuid.UUID | None,
    as_values: bool,
    yes: bool,
    settings: Settings,
    today: dt.date,
    **chosen: Any,
) -> int:
    """File leaflets in a patient's record, each once, and say what the receiver said.

    A NAME is made for the patient of --patient, with their facts on the paper; a finished PDF is filed as it is, if it
    is for nobody in particular or for this patient. What could not be sent stays in the outbox.
    """
    if understood and not by:
        raise click.UsageError("--understood goes with --by.")
    receiver = Receiver.of(address, settings)
    person = whose(chosen["files"], chosen["filled"], settings)
    leaflets = printables(named, settings=settings, today=today, also_finished=FOR_FINISHED, **chosen)
    clock = Clock(now_on(today))
    giving = Giving(clock.started, by, understood) if by else None
    filings = [filing_of(each, person, clock.started, giving, replaces) for each in leaflets]
    ask_about_drafts(leaflets, yes=yes)
    made = zip(leaflets, filings, strict=True)
    parcels = [Parcel(leaflet, filing, outgoing=receiver.outgoing(filing)) for leaflet, filing in made]
    return hand_over(parcels, Desk.of(settings, receiver, by, clock), as_values=as_values)
