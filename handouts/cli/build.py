"""``handouts build``: monographs to proven leaflets."""

from __future__ import annotations

import datetime as dt
import functools
import itertools
import pathlib
from typing import TYPE_CHECKING

import click

from handouts.assets import look
from handouts.cli.console import errors
from handouts.cli.options import (
    PATH,
    Cluster,
    Day,
    clinic,
    jobs,
    memory_limit,
    paper,
    styles,
    templates,
    time_limit,
    today,
)
from handouts.cli.progress import Quiet, Tally, follow
from handouts.errors import ExitCode
from handouts.library import Builders, Library, on_this_machine
from handouts.library.jobs import Crew, Limits, find_jobs
from handouts.model.edition import Edition, Paper
from handouts.model.options import BuildOptions, ReviewPolicy

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from handouts.build import Built
    from handouts.library.jobs import Outcome
    from handouts.model.clinic import Settings


@click.command(
    epilog="Exit codes: 0 done, 1 content, 2 usage, 3 look, 4 typesetting, 5 output, 70 bug, 130 interrupted."
)
@click.argument("paths", nargs=-1, required=True, type=PATH, metavar="PATH...")
@click.option("--out", type=PATH, default="build", show_default=True, help="Folder for the PDFs and their records.")
@clinic
@paper
@click.option("--issued", type=Day(), help="Date to print as given on, as 2026-03-31; left blank without it.")
@click.option(
    "--require-approval", is_flag=True, help="Refuse texts nobody has signed off. A clinic.toml makes it permanent."
)
@today
@templates
@styles
@click.option("--force", is_flag=True, help="Make every leaflet, also those that have not changed.")
@click.option("--prune", is_flag=True, help="Delete the leaflets whose monograph is gone.")
@click.option("--watch", is_flag=True, help="Stay, and make a leaflet again whenever its monograph is saved.")
@click.option("--quiet", is_flag=True, help="Print problems only.")
@click.option("--json", "events", is_flag=True, help="Print an event a line, as JSON.")
@click.option(
    "--on",
    "cluster",
    type=Cluster(),
    help="Spread the work: dask (processes of this machine) or dask=tcp://scheduler:8786.",
)
@jobs
@time_limit
@memory_limit
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
    force: bool,  # noqa: FBT001 - a flag of the command line
    prune: bool,  # noqa: FBT001 - a flag of the command line
    watch: bool,  # noqa: FBT001 - a flag of the command line
    quiet: bool,  # noqa: FBT001 - a flag of the command line
    events: bool,  # noqa: FBT001 - a flag of the command line
    cluster: str | None,
    jobs: int,
    time_limit: float,
    memory_limit: int,
) -> int:
    """Make a leaflet of every monograph: files, or folders of .md files.

    Each leaflet is a PDF named after its monograph, with a record (.json) beside it. A leaflet whose monograph, pictures,
    sign-off, templates, styles, fonts, wording, clinic, edition and program have not changed is left as it stands.
    """
    policy = ReviewPolicy(today, required=require_approval or settings.approval.required)
    order = BuildOptions(Edition(settings.clinic, paper, issued), look(templates, styles), policy)
    builders = functools.partial(_builders(cluster), crew=Crew(jobs, Limits(time_limit, memory_limit)))
    follower = follow(errors(), quiet=quiet, events=events)
    code = build_library(Library(find_jobs(paths, out), out, order), builders, follower, force=force, prune=prune)
    if watch:
        from handouts.cli.watch import keep_building

        return keep_building(
            paths, out, order, lambda library: build_library(library, builders, follower, force=False, prune=prune)
        )
    return code


def _builders(cluster: str | None) -> Callable[..., Iterator[Outcome[Built]]]:
    """Return who makes the leaflets: this machine, or a cluster (an empty address means one of this machine).

    Raises:
        UsageError: what a cluster needs is not installed.
    """
    if cluster is None:
        return on_this_machine
    try:
        from handouts.library.cluster import on_dask
    except ImportError as error:
        message = f"--on dask needs more than is installed ({error.name}). Run: pip install 'handouts[cluster]'"
        raise click.UsageError(message) from None
    return functools.partial(on_dask, address=cluster or None)


def build_library(library: Library, builders: Builders, follower: Quiet, *, force: bool, prune: bool) -> ExitCode:
    """Make what has changed, say how it goes, and return the exit code."""
    tally = Tally()
    standing = [] if force else library.unchanged()
    settled = {step.job for step in standing}
    waiting = [job for job in library.jobs if job not in settled]
    follower.begin(len(library.jobs), waiting)
    try:
        for step in itertools.chain(standing, library.make(waiting, builders)):
            tally.add(step)
            follower.step(step)
    finally:
        follower.close()
    if prune:
        follower.pruned(library.prune())
    elif orphans := library.orphans():
        follower.orphans(len(orphans))
    library.register.tidy()
    follower.end(tally)
    return tally.code
