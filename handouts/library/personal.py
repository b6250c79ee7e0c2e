"""Leaflets for one patient: made in processes of this machine, written as private files, entered in no index."""

from __future__ import annotations

import dataclasses
import functools
import pathlib
import time
from typing import TYPE_CHECKING, Literal

from handouts.build import build, press
from handouts.errors import ContentError, OutputError, Place, Problem
from handouts.leaflet.wording import wording
from handouts.library import Step
from handouts.library.index import Made
from handouts.library.jobs import Crew, Job, Order, Outcome, attempt
from handouts.library.making import CheckedLeaflet
from handouts.library.workers import over_all
from handouts.manifest import files_beside, imposed_path, manifest_path, read_manifest
from handouts.patient.discreet import failures_without_facts, faults_without_words, holds_a_fact, safe_name
from handouts.reader.source import Source
from handouts.store import check_folder, remove, store
from handouts.store.plain_files import is_there

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from handouts.model.edition import Edition
    from handouts.model.options import BuildOptions
    from handouts.patient.facts import Fitted, Patient

NameBy = Literal["document", "number"]


@dataclasses.dataclass(frozen=True)
class Wish:
    """For whom leaflets are made, what names their files, and why a dose is printed that is not the text's."""

    patient: Patient
    name_by: NameBy = "document"
    despite: str | None = None


def make_personal(order: Order, options: BuildOptions, wish: Wish) -> dict[str, Outcome[CheckedLeaflet]]:
    """Make a patient's leaflets of a monograph, by the key of the edition; no error that comes of it holds a fact.

    What keeps one edition from being made leaves the others alone.

    Raises:
        HandoutsError: with every problem that keeps all of them from being made.
        RuntimeError: a fault of ours, without the words it was found in.
    """
    with faults_without_words():
        order = order.completed()
        monograph = order.source.monograph
        say = wording(monograph.language, options.look)
        fitted = wish.patient.recipient(monograph, say, options.policy.today, wish.despite)
    made = dict[str, Outcome[CheckedLeaflet]]()
    for edition in order.editions:
        start, own = time.perf_counter(), dataclasses.replace(options, edition=edition)
        outcome = attempt(order.source, functools.partial(_personal, options=own, fitted=fitted))
        made[edition.key] = dataclasses.replace(outcome, seconds=time.perf_counter() - start)
    return made


def _personal(source: Source, options: BuildOptions, fitted: Fitted) -> CheckedLeaflet:
    with faults_without_words(), failures_without_facts(fitted.recipient):
        built = build(source, options, fitted.recipient)
    manifest = built.manifest.model_copy(update={"despite": fitted.despite})
    warnings = tuple(problem for problem in built.warnings if not holds_a_fact(problem, fitted.recipient))
    built = dataclasses.replace(built, manifest=manifest, warnings=(*warnings, *fitted.warnings))
    if options.profile is None:
        return CheckedLeaflet(built, None)
    from handouts.check import grave_findings

    found = grave_findings(source.monograph, options.profile, manifest.review.status, options.policy.today)
    return CheckedLeaflet.judged(built, found)


def personal_leaflets(
    jobs: Sequence[Job], out: pathlib.Path, options: BuildOptions, wish: Wish, crew: Crew
) -> Iterator[tuple[Step, pathlib.Path | None]]:
    """Make a patient's leaflet of each monograph; yield each step with the file that was written.

    A step names no file by the patient's number.

    Raises:
        OutputError: the folder cannot be written to.
        HandoutsError: the press itself cannot be set up.
    """
    check_folder(out)
    written = set[pathlib.Path]()
    for job, outcome in made_for_patient(jobs, options, wish, crew):
        step, pdf = _stored(job, out, outcome, wish.name_by, written)
        written |= {pdf} if pdf else set()
        yield step, pdf


def made_for_patient(
    jobs: Sequence[Job], options: BuildOptions, wish: Wish, crew: Crew
) -> Iterator[tuple[Job, Outcome[CheckedLeaflet]]]:
    """Make a patient's leaflet of each job and yield how it ended; nothing is written anywhere.

    Raises:
        HandoutsError: the press itself cannot be set up.
    """
    press(options.look, options.edition)
    read = {path: attempt(path, Source.open) for path in dict.fromkeys(job.source for job in jobs)}
    for job in jobs:
        if read[job.source].result is None:
            yield job, read[job.source].with_result(None)
    wanted = {path: [(_edition(job, options), job) for job in jobs if job.source == path] for path in read}
    orders = [
        Order(opened.result, tuple(dict.fromkeys(edition for edition, _ in wanted[path])))
        for path, opened in read.items()
        if opened.result
    ]
    several = dataclasses.replace(wish, patient=dataclasses.replace(wish.patient, several=len(read) > 1))
    work = functools.partial(make_personal, options=options, wish=several)
    for outcome in over_all(orders, work, crew):
        for edition, job in wanted[outcome.path]:
            made = outcome.result[edition.key] if outcome.result else outcome.with_result(None)
            yield job, dataclasses.replace(made, path=outcome.path)


def _edition(job: Job, options: BuildOptions) -> Edition:
    return job.edition or options.edition


def _stored(
    job: Job, out: pathlib.Path, outcome: Outcome[CheckedLeaflet], name_by: NameBy, written: Collection[pathlib.Path]
) -> tuple[Step, pathlib.Path | None]:
    personal = outcome.result
    if personal is None:
        return Step(job, "failed", outcome.with_result(None)), None
    manifest = personal.built.manifest
    number = manifest.recipient.number if manifest.recipient else None
    shown = out / f"{manifest.document}.pdf"
    pdf = shown
    if name_by == "number" and number:
        pdf, shown = (out / f"{name}-{job.pdf.stem}.pdf" for name in (safe_name(number), "NUMBER"))
    names = {"pdf": pdf.name, "imposed": imposed_path(pdf).name}
    files = {field: (getattr(manifest, field), name) for field, name in names.items()}
    named = manifest.model_copy(
        update={field: file.model_copy(update={"name": name}) for field, (file, name) in files.items() if file}
    )
    built = dataclasses.replace(personal.built, manifest=named)
    made = personal.made
    shown_job = dataclasses.replace(job, pdf=shown)
    try:
        _refuse_nameless(job, number, name_by)
        _refuse_others(pdf, number, shown, written)
        older = files_beside(pdf)
        store(*(made_files := built.artifacts(pdf)))
        for path in {*older} - {file.path for file in made_files}:
            remove(path)  # pages imposed for another edition
    except OutputError as error:
        hidden = [dataclasses.replace(problem, place=Place(str(shown))) for problem in error.problems]
        failed: Outcome[Made] = outcome.with_result(None)
        return Step(shown_job, "failed", dataclasses.replace(failed, error=OutputError(*hidden))), None
    except ContentError as error:
        failed = outcome.with_result(None)
        return Step(job, "failed", dataclasses.replace(failed, error=error)), None
    return Step(shown_job, "made", outcome.with_result(made), personal.blocking or ()), pdf


def _refuse_nameless(job: Job, number: str | None, name_by: NameBy) -> None:
    if name_by == "number" and not number:
        message, hint = "There is no patient's number to name the file by.", "Add it, or leave --name-by out."
        raise ContentError(Problem("no-identity", message, hint, Place(str(job.source))))


def _refuse_others(
    pdf: pathlib.Path, number: str | None, shown: pathlib.Path, written: Collection[pathlib.Path]
) -> None:
    """Replace no leaflet but an older one of the same patient.

    Raises:
        OutputError: what stands there is another file.
    """
    if not (is_there(pdf) or is_there(manifest_path(pdf))):
        return
    try:
        kept = read_manifest(pdf)
        same = kept.personalised and kept.recipient is not None and kept.recipient.number == number
    except ContentError:
        same = False
    if pdf in written or not same:
        message = "A file of this name is there already, and it is not a leaflet of this patient."
        if pdf in written:
            message = "Two of the leaflets asked for would become this file."
        raise OutputError(Problem("same-output", message, "Choose another folder with --out.", Place(str(shown))))
