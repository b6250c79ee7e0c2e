"""``handouts build``: monographs to proven leaflets."""

from __future__ import annotations

import datetime as dt
import pathlib
from typing import TYPE_CHECKING

import click

from handouts.approval import Policy
from handouts.assets import look
from handouts.build import Built, Order
from handouts.cli.console import fault, report
from handouts.cli.options import PATH, Day, clinic, jobs, paper, styles, templates, time_limit, today
from handouts.errors import ExitCode
from handouts.library import Job, Outcome, build_all, find_jobs
from handouts.model import Edition, Paper

if TYPE_CHECKING:
    from handouts.clinic import Settings


@click.command(epilog="Exit codes: 0 done, 1 content, 2 usage, 3 look, 4 typesetting, 5 output, 70 bug, 130 interrupted.")
@click.argument("paths", nargs=-1, required=True, type=PATH, metavar="PATH...")
@click.option("--out", type=PATH, default="build", show_default=True, help="Folder for the PDFs and their records.")
@clinic
@paper
@click.option("--issued", type=Day(), help="Date to print as given on, as 2026-03-31; left blank without it.")
@click.option("--require-approval", is_flag=True, help="Refuse texts nobody has signed off. A clinic.toml makes it permanent.")
@today
@templates
@styles
@jobs
@time_limit
def command(
    paths: tuple[pathlib.Path, ...],
    out: pathlib.Path,
    settings: Settings,
    paper: Paper,
    issued: dt.date | None,
    require_approval: bool,  # noqa: FBT001 - a flag of the command line
    today: dt.date,
    templates: pathlib.Path | None,
    styles: pathlib.Path | None,
    jobs: int,
    time_limit: float,
) -> int:
    """Make a leaflet of every monograph: files, or folders of .md files.

    Each leaflet is a PDF named after its monograph, with a record (.json) beside it.
    """
    policy = Policy(today, required=require_approval or settings.approval.required)
    order = Order(Edition(settings.clinic, paper, issued), look(templates, styles), policy)
    work = find_jobs(paths, out)
    codes = [_said(*pair) for pair in build_all(work, order, workers=jobs, time_limit_s=time_limit)]
    failures = [code for code in codes if code]
    if len(work) > 1:
        click.echo(f"{len(work) - len(failures)} of {len(work)} leaflets made.", err=bool(failures))
    return max(failures, default=ExitCode.DONE)


def _said(job: Job, outcome: Outcome[Built]) -> ExitCode:
    """Print how one leaflet went and return its exit code."""
    if outcome.result:
        report(outcome.result.warnings)
        record = outcome.result.record
        pages = "1 page" if record.pages == 1 else f"{record.pages} pages"
        standing = record.review.standing()
        draft = "approved" if standing.approved else "DRAFT" if standing.state == "unsigned" else f"DRAFT, {standing}"
        click.echo(f"{job.pdf}: {pages}, {record.proof.words:,} words proven, {draft}")
        return ExitCode.DONE
    if outcome.error:
        report(outcome.error.problems)
        return outcome.error.exit_code
    return fault(outcome.source, outcome.fault or "")
