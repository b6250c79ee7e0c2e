"""Leaflets handed to the lp command, where that is chosen: it takes them to a queue, and says no more."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import click

from handouts.cli.console import errors
from handouts.cli.printing.jobs import new_token
from handouts.cli.printing.orders import KEEPS
from handouts.cli.terminal import tell, tell_json
from handouts.errors import ExitCode, OutputError
from handouts.model.typography import printable_line
from handouts.printing.defaults import defaults_for
from handouts.printing.journal import Fate
from handouts.printing.lp import ONLY_QUEUED, UNKNOWN, hand_over, lp_options, presumed
from handouts.printing.sentences import job_as_json
from handouts.printing.ticket import fit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from handouts.assets import Look
    from handouts.cli.printing.jobs import Kept
    from handouts.cli.printing.orders import Wanted
    from handouts.model.clinic import Settings
    from handouts.printing.printable import Printable
    from handouts.printing.printer import Printer
    from handouts.printing.ticket import Request

LAST_NUMBER = re.compile(r"\d+$")  # of clinic-12
Planned = tuple["Printable", "Request", "Printer"]


def hand_over_all(plans: Sequence[Planned], kept: Kept, *, events: bool) -> int:
    """Give each leaflet to lp, and say what it says.

    Raises:
        OutputError: lp refuses, or does not say whether it has the leaflet.
    """
    if any(leaflet.personal for leaflet, _, _ in plans):
        errors().print(f"Note: {KEEPS}", markup=False)
    for leaflet, request, printer in plans:
        options = lp_options(request.attributes, request.medium.name)
        for _ in range(request.jobs):
            entry = kept.begin(leaflet, request, printer, new_token(leaflet))
            try:
                job = hand_over(leaflet.data, printer.name, options, leaflet.document)
            except OutputError as error:
                unknown = error.problems[0].code == UNKNOWN
                kept.finish(entry, Fate.UNKNOWN if unknown else Fate.FAILED, "lost" if unknown else "refused")
                raise
            except KeyboardInterrupt:
                kept.finish(entry, Fate.UNKNOWN, "interrupted")
                raise
            number = int(LAST_NUMBER.findall(job)[0])
            kept.know(entry, number)
            kept.finish(entry, Fate.HANDED_OVER, "")
            if events:
                tell_json(job_as_json(leaflet, request, printer, Fate.HANDED_OVER, number))
            else:
                tell(printable_line(f"{leaflet.name}: handed to lp as {job}. {ONLY_QUEUED}"))
    return ExitCode.DONE


def plans_for(leaflets: Sequence[Printable], wanted: Wanted, settings: Settings, look: Look) -> list[Planned]:
    """Return what lp is told of each leaflet, without asking a printer.

    Raises:
        UsageError: no queue is named.
        OutputError: a leaflet cannot be printed as is asked.
    """
    plans = []
    for leaflet in leaflets:
        usual = defaults_for(leaflet.made_as, settings, look)
        queue = wanted.printer or usual.printer
        if queue is None:
            raise click.UsageError("--via lp needs the name of a queue: --printer NAME")
        ticket = wanted.ticket(usual)
        printer = presumed(queue, leaflet, ticket)
        plans.append((leaflet, fit(ticket, leaflet, printer), printer))
    return plans
