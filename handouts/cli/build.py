"""``handouts build``: monographs to proven leaflets."""

from __future__ import annotations

import datetime as dt
import os
import pathlib

import click

from handouts.assets import look
from handouts.cli.console import errors, report
from handouts.cli.options import PATH, styles, templates
from handouts.clinic import Clinic, read_clinic
from handouts.errors import ExitCode
from handouts.library import Outcome, build_all, find_jobs
from handouts.model import Edition, Paper


@click.command(epilog="Exit codes: 0 done, 1 content, 2 usage, 3 look, 4 typesetting, 5 output, 70 bug, 130 interrupted.")
@click.argument("paths", nargs=-1, required=True, type=PATH, metavar="PATH...")
@click.option("--out", type=PATH, default="build", show_default=True, help="Folder for the PDFs and their records.")
@click.option("--clinic", type=PATH, help="The clinic's block: a clinic.toml.")
@click.option("--paper", type=click.Choice(["a4", "letter"]), default="a4", show_default=True, help="Paper size.")
@click.option("--issued", type=click.DateTime(["%Y-%m-%d"]), help="Date to print as given on, as 2026-03-31; left blank without it.")
@templates
@styles
@click.option("--jobs", type=click.IntRange(min=1), default=lambda: os.cpu_count() or 1, help="Processes; one for each core by default.")
@click.option("--time-limit", type=click.FloatRange(min=1), default=300, show_default=True, help="Seconds one leaflet may take.")
def command(
    paths: tuple[pathlib.Path, ...],
    out: pathlib.Path,
    clinic: pathlib.Path | None,
    paper: Paper,
    issued: dt.datetime | None,
    templates: pathlib.Path | None,
    styles: pathlib.Path | None,
    jobs: int,
    time_limit: float,
) -> int:
    """Make a leaflet of every monograph: files, or folders of .md files.

    Each leaflet is a PDF named after its monograph, with a record (.json) beside it.
    """
    edition = Edition(read_clinic(clinic) if clinic else Clinic(), paper, issued.date() if issued else None)
    work = find_jobs(paths, out)
    codes = [_said(outcome) for outcome in build_all(work, edition, look(templates, styles), workers=jobs, time_limit_s=time_limit)]
    failures = [code for code in codes if code]
    if len(work) > 1:
        click.echo(f"{len(work) - len(failures)} of {len(work)} leaflets made.", err=bool(failures))
    return max(failures, default=ExitCode.DONE)


def _said(outcome: Outcome) -> ExitCode:
    """Print how one leaflet went and return its exit code."""
    if outcome.built:
        report(outcome.built.warnings)
        record = outcome.built.record
        pages = "1 page" if record.pages == 1 else f"{record.pages} pages"
        click.echo(f"{outcome.job.pdf}: {pages}, {record.proof.words:,} words proven, DRAFT")
        return ExitCode.DONE
    if outcome.error:
        report(outcome.error.problems)
        return outcome.error.exit_code
    errors().print(f"{outcome.job.source}: this is a fault of handouts, please report it:\n{outcome.fault}", markup=False)
    return ExitCode.BUG
