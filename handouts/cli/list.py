"""``handouts list``: the library, and whose review is due."""

from __future__ import annotations

import dataclasses
import datetime as dt
import pathlib
import re
from collections.abc import Callable, Sequence

import click
from rich.table import Table
from rich.text import Text

from handouts.cli.console import fault, out, report
from handouts.cli.options import PATH, clinic, jobs, located, memory_limit, paths, time_limit, today
from handouts.cli.terminal import tell_json, write
from handouts.errors import ExitCode
from handouts.library.index import Index
from handouts.library.jobs import Crew, Limits, find_jobs
from handouts.library.overview import Overview, OverviewRow
from handouts.library.workers import over_all
from handouts.model.clinic import Settings
from handouts.model.typography import printable_line
from handouts.report.spreadsheet import spreadsheet

LONGEST = 36_525  # days, a hundred years
UNITS = {"d": 1, "w": 7, "m": 30, "y": 365}
STYLES = {"approved": "green", "unsigned": "dim"}


class Span(click.ParamType[int]):
    """A span of time in days, as 90d, 12w, 6m or 1y."""

    name = "span"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Read the span."""
        match = re.fullmatch(r"(\d{1,5})([dwmy])", str(value))
        if match is None:
            self.fail(f"{value!r} is not a span of time; write it as 90d, 12w, 6m or 1y", param, ctx)
        return min(int(match[1]) * UNITS[match[2]], LONGEST)


@click.command("list")
@paths
@click.option(
    "--due", type=Span(), help="Only texts whose review runs out within this time, or has run out: 90d, 12w, 6m, 1y."
)
@click.option("--format", "form", type=click.Choice(["table", "json", "csv"]), default="table", show_default=True)
@click.option(
    "--out",
    "leaflets",
    type=PATH,
    default="build",
    show_default=True,
    help="Folder of the leaflets, for their page counts.",
)
@clinic
@today
@jobs
@time_limit
@memory_limit
def command(
    paths: tuple[pathlib.Path, ...],
    due: int | None,
    form: str,
    leaflets: pathlib.Path,
    settings: Settings,
    today: dt.date,
    jobs: int,
    time_limit: float,
    memory_limit: int,
) -> int:
    """List monographs: files or folders, content/ by default. Grade is the school grade that can read it."""
    work = find_jobs(located(paths), leaflets)
    index = Index(leaflets)
    made = index.leaflets()
    ours = {job.source: tuple(made.get(index.seen(job.source), ())) for job in work}
    known = {job.source: tuple(dict.fromkeys((job.pdf, *ours[job.source]))) for job in work}
    make = Overview(settings.check, today, known, settings.approval.signers, ours)
    rows, codes = [], []
    sources = list(dict.fromkeys(job.source for job in work))
    crew = Crew(jobs, Limits(time_limit, memory_limit))
    outcomes = {outcome.path: outcome for outcome in over_all(sources, make, crew)}
    for outcome in map(outcomes.__getitem__, sources):
        if outcome.result:
            rows.append(outcome.result)
        elif outcome.error:
            report(outcome.error.problems)
            codes.append(outcome.error.exit_code)
        else:
            codes.append(fault(outcome.path, outcome.fault or ""))
    if due is not None:
        rows = sorted(
            (row for row in rows if row.due and (row.due - today).days <= due),  # the calendar ends, a span may not
            key=lambda row: (row.due or today, row.path),
        )
    FORMS[form](rows)
    return max(codes, default=ExitCode.DONE)


def _table(rows: Sequence[OverviewRow]) -> None:
    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in ("Monograph", "Title", "Version"):
        table.add_column(heading, overflow="fold")
    for heading in ("Grade", "Pages", "Block", "Warn", "Inform"):
        table.add_column(heading, justify="right")
    if editions := any(row.editions for row in rows):
        table.add_column("Other editions", overflow="fold")
    table.add_column("State")
    table.add_column("Reviewer", overflow="fold")
    table.add_column("Due")
    for row in rows:
        state = f"[{STYLES.get(row.state, 'yellow')}]{row.state}[/]"
        numbers = (row.grade, row.pages, row.block, row.warn, row.inform)
        texts: tuple[Text | str, ...] = (
            _plain(row.path),
            _plain(row.title),
            _plain(row.version),
            *("–" if number is None else str(number) for number in numbers),
        )
        texts += (_plain(row.editions),) if editions else ()
        table.add_row(*texts, state, _plain(row.reviewer), str(row.due or ""))
    out().print(table)
    signed = sum(row.state == "approved" for row in rows)
    out().print(f"{len(rows)} {'monograph' if len(rows) == 1 else 'monographs'}, {signed} signed off.")


def _plain(text: str) -> Text:
    return Text(printable_line(text))


def _json(rows: Sequence[OverviewRow]) -> None:
    values = [dataclasses.asdict(row) | {"due": row.due and row.due.isoformat()} for row in rows]
    tell_json(values, indent=2)


def _csv(rows: Sequence[OverviewRow]) -> None:
    names = [field.name for field in dataclasses.fields(OverviewRow)]
    write(spreadsheet(names, [dataclasses.asdict(row) for row in rows]))


FORMS: dict[str, Callable[[Sequence[OverviewRow]], None]] = {"table": _table, "json": _json, "csv": _csv}
