"""``handouts build``: monographs to proven leaflets."""

from __future__ import annotations

import datetime as dt
import functools
import itertools
import pathlib
from typing import TYPE_CHECKING, Any

import click

from handouts.cli.console import errors
from handouts.cli.editions import edition_options, editions_of, several_editions
from handouts.cli.following import follow
from handouts.cli.options import (
    PATH,
    Cluster,
    chosen_look,
    clinic,
    jobs,
    located,
    memory_limit,
    paths,
    review_policy,
    styles,
    templates,
    time_limit,
    today,
)
from handouts.cli.patient import build_for_patient, patient_options, wish_of
from handouts.cli.progress import Quiet
from handouts.cli.tally import Tally
from handouts.cli.terminal import tell
from handouts.library import Builders, Library, on_this_machine
from handouts.library.jobs import Crew, Limits, find_jobs
from handouts.model.options import BuildOptions
from handouts.pdf import engine_note

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from handouts.cli.watch import Planned, Watch
    from handouts.library.jobs import Outcome
    from handouts.library.making import Leaflets
    from handouts.library.personal import NameBy
    from handouts.model.clinic import Settings
    from handouts.model.edition import Edition


@click.command(
    epilog="Exit codes: 0 done, 1 content, 2 usage, 3 look, 4 typesetting, 5 output, 70 bug, 130 interrupted."
)
@paths
@click.option("--out", type=PATH, default="build", show_default=True, help="Folder for the PDFs and their manifests.")
@clinic
@edition_options
@several_editions
@patient_options
@click.option(
    "--require-approval", is_flag=True, help="Refuse texts nobody has signed off. A clinic.toml makes it permanent."
)
@today
@templates
@styles
@click.option("--force", is_flag=True, help="Make every leaflet, also those that have not changed.")
@click.option("--prune", is_flag=True, help="Delete the leaflets whose monograph is gone, and say which.")
@click.option("--watch", is_flag=True, help="Stay, and make a leaflet again whenever its monograph is saved.")
@click.option("--open", "opened", is_flag=True, help="Open what was made: the leaflet, or the folder of several.")
@click.option("--no-check", is_flag=True, help="Do not count the findings that block a sign-off.")
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
    files: tuple[pathlib.Path, ...],
    filled: tuple[tuple[str, str], ...],
    name_by: NameBy | None,
    despite: str | None,
    require_approval: bool,
    today: dt.date,
    templates: pathlib.Path | None,
    styles: pathlib.Path | None,
    force: bool,
    prune: bool,
    watch: bool,
    opened: bool,
    no_check: bool,
    quiet: bool,
    events: bool,
    cluster: str | None,
    jobs: int,
    time_limit: float,
    memory_limit: int,
    words: tuple[str, ...],
    **chosen: Any,
) -> int:
    """Make a leaflet of every monograph: files, or folders of .md files; content/ by default.

    A name is enough: lenalidomide is content/lenalidomide.md. Each leaflet is a PDF named after its monograph, with a
    manifest (.json) beside it. It is left as it stands while its monograph, pictures, sign-off, templates, styles,
    fonts, wording, clinic, edition and the program have not changed.

    With --patient or --fill it is one patient's: named by the document's number, readable by its owner alone, and in no
    index.
    """
    refused = {"--watch": watch, "--prune": prune, "--on": cluster}
    wish = wish_of(files, filled, name_by, despite, refused)

    def planned(settings: Settings) -> tuple[BuildOptions, dict[str, Edition]]:
        ours = chosen_look(settings, templates, styles)
        policy = review_policy(today, settings, required=require_approval)
        editions = editions_of(words, settings, ours, today, chosen)
        first = next(iter(editions.values()))
        return BuildOptions(first, ours, policy, None if no_check else settings.check), editions

    options, editions = planned(settings)
    paths = located(paths)
    crew = Crew(jobs, Limits(time_limit, memory_limit))
    builders = functools.partial(_builders(cluster), crew=crew)
    if note := engine_note():
        tell(f"Note: {note}", err=True)
    follower = follow(errors(), quiet=quiet, events=events, named=paths)
    if wish:
        tally, written = build_for_patient(find_jobs(paths, out, editions), out, options, wish, crew, follower)
        if opened and written:
            _open(written, out)
        return tally.code
    watcher = _watcher(paths, out, planned, settings) if watch else None
    library = Library(find_jobs(paths, out, editions), out, options)
    tally = build_library(library, builders, follower, force=force, prune=prune)
    if opened and tally.ready:
        _open(tally.ready, out)
    if watcher:
        again = functools.partial(build_library, builders=builders, follower=follower, force=False, prune=prune)
        return watcher.keep_building(again, follower)
    return tally.code


def _watcher(paths: Sequence[pathlib.Path], out: pathlib.Path, planned: Planned, settings: Settings) -> Watch:
    from handouts.cli.watch import Watch

    return Watch(paths, out, planned, settings)


def _open(pdfs: Sequence[pathlib.Path], out: pathlib.Path) -> None:
    path = pdfs[0] if len(pdfs) == 1 else out
    if click.launch(str(path)):
        tell(f"{path}: no program of this machine opens it.", err=True)


def _builders(cluster: str | None) -> Callable[..., Iterator[Outcome[Leaflets]]]:
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


def build_library(library: Library, builders: Builders, follower: Quiet, *, force: bool, prune: bool) -> Tally:
    """Make what has changed, say how it goes, and return what has become of it."""
    tally = Tally()
    unchanged = [] if force else library.unchanged()
    settled = {step.job for step in unchanged}
    waiting = [job for job in library.jobs if job not in settled]
    follower.begin(len(library.jobs), waiting)
    try:
        for step in itertools.chain(unchanged, library.make(waiting, builders)):
            tally.add(step)
            follower.step(step)
    finally:
        follower.close()
    orphans = library.orphans()
    if orphans and prune:
        follower.pruning(orphans)
        library.prune(orphans)
        tally.deleted = len(orphans)
        follower.pruned(orphans)
    elif orphans:
        follower.orphans(orphans)
    library.index.tidy()
    follower.end(tally)
    return tally
