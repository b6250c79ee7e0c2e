"""From what is named on the command line to the proven bytes that may be printed."""

from __future__ import annotations

import contextlib
import dataclasses
import datetime as dt
import difflib
import os
import pathlib
from typing import TYPE_CHECKING, Any

import click

from handouts.cli.editions import TODAY, edition_options, editions_of, is_given, several_editions
from handouts.cli.options import (
    PATH,
    chosen_look,
    clinic,
    memory_limit,
    review_policy,
    styles,
    templates,
    time_limit,
    today,
)
from handouts.cli.patient import Reason, facts_options, wish_of
from handouts.cli.printing.readied import Readier
from handouts.cli.printing.trouble import Trouble
from handouts.cli.printing.unprinted import no_leaflet
from handouts.errors import ContentError
from handouts.library.jobs import Crew, Limits, find_jobs
from handouts.library.paths import locate
from handouts.library.proving import manifest_of, shown
from handouts.manifest import leaflet_of
from handouts.model.edition import Edition
from handouts.model.edition_words import words_of
from handouts.model.options import BuildOptions
from handouts.store.plain_files import is_folder

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from handouts.assets import Look
    from handouts.library.jobs import Job
    from handouts.model.clinic import Settings
    from handouts.printing.printable import Printable

FOR_MAKING = {"words", "files", "filled", "despite", "print_date", *Edition.model_fields}  # options of what is made
OTHERS = {  # files that are no leaflet, and what to do
    ".toml": "Of a pack its PDF is printed: handouts pack {path}, then handouts print build/{path.stem}.pdf",
    ".json": "Name the PDF it belongs to: {path.parent}/{path.stem}.pdf",
}


def _refuse_name_by(ctx: click.Context, param: click.Parameter, value: str | None) -> None:  # noqa: ARG001 - click's
    if value:
        raise click.UsageError("--name-by names a file, and print writes none for a patient: leave it out.", ctx)


def document_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options that say which leaflets are printed; `printables` takes all of them but ``yes``."""
    options = (
        click.option("--out", type=PATH, default="build", show_default=True, help="Folder of the PDFs that are built."),
        clinic,
        edition_options,
        several_editions,
        click.option("--print-date", is_flag=True, help="Print today as the date given on."),
        facts_options,
        click.option(
            "--despite",
            type=Reason(),
            help="Why a dose is printed that is not the text's. Print keeps no file of a patient: note it yourself.",
        ),
        click.option("--name-by", hidden=True, expose_value=False, callback=_refuse_name_by),
        click.option("--yes", is_flag=True, help="Print drafts without a question."),
        click.option("--require-approval", is_flag=True, help="Refuse drafts. A clinic.toml makes it permanent."),
        today,
        templates,
        styles,
        time_limit,
        memory_limit,
    )
    for option in reversed(options):
        command = option(command)
    return command


def printables(
    named: Sequence[pathlib.Path],
    *,
    settings: Settings,
    today: dt.date,
    out: pathlib.Path,
    words: tuple[str, ...],
    print_date: bool,
    files: tuple[pathlib.Path, ...],
    filled: tuple[tuple[str, str], ...],
    despite: str | None,
    require_approval: bool,
    templates: pathlib.Path | None,
    styles: pathlib.Path | None,
    time_limit: float,
    memory_limit: int,
    also_finished: frozenset[str] = frozenset(),
    **chosen: Any,
) -> list[Printable]:
    """Return what is to be printed, in the order it was named, each proven: finished PDFs, and monographs built first.

    A patient's leaflets are made in memory, and written nowhere. ``also_finished`` names options of making that say
    something of a finished PDF too.

    Raises:
        UsageError: what is named is no leaflet, or options stand together that cannot.
        HandoutsError: with every problem of every leaflet that may not be printed.
    """
    if not named:
        raise click.UsageError("Nothing is named: name a monograph, or a PDF that is finished.")
    if print_date and is_given("issued"):
        raise click.UsageError("--print-date and --issued both say the date given on: leave one out.")
    wish = wish_of(files, filled, None, despite, {})
    ours = chosen_look(settings, templates, styles)
    policy = review_policy(today, settings, required=require_approval)
    trouble = Trouble()
    limits = Limits(time_limit, memory_limit)
    readier = Readier(ours, policy, trouble, settings, limits)
    found = _found(named, out, settings, trouble)
    monographs = [path for path in found if not _is_finished(path)]
    ready: dict[pathlib.Path, list[Printable | None]] = {}
    finished = {path: name for path, name in found.items() if _is_finished(path)}
    for name in finished.values():
        _refuse_for_finished(name, also_finished)
    for pdf, name in finished.items():
        ready[pdf] = [readier.file(pdf, name)]
    with trouble.kept():
        if monographs:
            editions = editions_of(words, settings, ours, today, chosen | ({"issued": TODAY} if print_date else {}))
            jobs = find_jobs(monographs, out, editions)
            names = {job: _of_edition(found[job.source], job, ours, len(editions)) for job in jobs}
            options = BuildOptions(next(iter(editions.values())), ours, policy, None if wish else settings.check)
            crew = Crew(os.cpu_count() or 1, limits)
            made = readier.personal(names, options, wish, crew) if wish else readier.library(names, out, options, crew)
            ready |= {path: [made.get(job) for job in jobs if job.source == path] for path in monographs}
    trouble.settle()
    once: dict[bytes, Printable] = {}
    for path in found:
        for each in ready[path]:
            if each:
                once.setdefault(each.data, each)  # named twice, it is printed once
    return list(once.values())


def _found(
    named: Sequence[pathlib.Path], out: pathlib.Path, settings: Settings, trouble: Trouble
) -> dict[pathlib.Path, str]:
    """Return the files that are meant, with what the command line calls each.

    Raises:
        UsageError: one is a folder, or no leaflet.
    """
    found: dict[pathlib.Path, str] = {}
    for path in named:
        with trouble.kept():
            with no_leaflet(path, settings):
                meant = _located(path, out)
            if is_folder(meant):
                message = f"{path} is a folder. Name each leaflet that is to be printed, so that none is by mistake."
                raise click.UsageError(message)
            if hint := OTHERS.get(meant.suffix.lower()):
                raise click.UsageError(f"{path} is no leaflet. {hint.format(path=meant)}")
            found.setdefault(meant, _called(meant) if _is_finished(meant) else str(path))
    return found


def _located(path: pathlib.Path, out: pathlib.Path) -> pathlib.Path:
    """Return the file that is meant; of a PDF that is not there, the nearest one is named that is no patient's.

    Raises:
        ContentError: there is none of that name, or more than one.
    """
    try:
        return locate(path)
    except ContentError as error:
        if not _is_finished(path):
            raise
        hint = "Check the path, or name the monograph: its leaflet is built first."
        with contextlib.suppress(OSError, ValueError):
            known = {pdf.stem: pdf for folder in (out, path.parent) for pdf in sorted(folder.glob("*.pdf"))}
            near = (known[stem] for stem in difflib.get_close_matches(path.stem, known))
            hint = next((f"Did you mean {pdf}?" for pdf in near if _called(pdf) == str(pdf)), hint)
        raise ContentError(*(dataclasses.replace(each, hint=hint) for each in error.problems)) from None


def _is_finished(path: pathlib.Path) -> bool:
    return path.suffix.lower() == ".pdf"


def _called(pdf: pathlib.Path) -> str:
    """Return what a finished PDF is called: a name that may be a patient's, or holds their number, is not told."""
    stem, told = shown(pdf)
    with contextlib.suppress(ContentError):
        manifest = manifest_of(leaflet_of(pdf) or pdf)
        if manifest.personalised and stem == told and manifest.document not in stem:
            told = f"PATIENT ({manifest.document})"
    return str(pdf.with_name(pdf.name.replace(stem, told)))


def _of_edition(name: str, job: Job, ours: Look, editions: int) -> str:
    """Return what a leaflet is called; of several editions each is told."""
    return name if editions == 1 or job.edition is None else f"{name} ({words_of(job.edition, ours)})"


def _refuse_for_finished(name: str, also_finished: frozenset[str]) -> None:
    """Refuse options that cannot change a PDF that is finished.

    Raises:
        UsageError: one is given.
    """
    for param in click.get_current_context().command.params:
        if param.name in FOR_MAKING - also_finished and is_given(param.name):
            message = f"{param.opts[0]} goes with a monograph, and {name} is finished."
            raise click.UsageError(f"{message} Name its monograph instead, or leave {param.opts[0]} out.")
