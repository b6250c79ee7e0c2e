"""Leaflets for one patient: made in processes of this machine, written as private files, entered in no index."""

from __future__ import annotations

import dataclasses
import functools
import pathlib
import re
import traceback
from typing import TYPE_CHECKING, Literal

from handouts.build import Built, build, press
from handouts.errors import ContentError, HandoutsError, OutputError, Place, Problem, TypesettingError
from handouts.leaflet.wording import wording
from handouts.library import Step
from handouts.library.index import Made
from handouts.library.jobs import Crew, Job, Outcome, attempt
from handouts.library.workers import over_all
from handouts.manifest import manifest_path, read_manifest
from handouts.reader.source import Source
from handouts.store import check_folder, store

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from handouts.model.options import BuildOptions
    from handouts.model.recipient import Recipient
    from handouts.patient.facts import Patient

NameBy = Literal["document", "number"]


@dataclasses.dataclass(frozen=True)
class Wish:
    """For whom leaflets are made, what names their files, and why a dose is printed that is not the text's."""

    patient: Patient
    name_by: NameBy = "document"
    despite: str | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class Personal:
    """A patient's leaflet, and the findings that block a sign-off of its text; None where nobody looked."""

    built: Built
    blocking: tuple[Problem, ...] | None


def make_personal(source: Source, options: BuildOptions, wish: Wish) -> Personal:
    """Make a patient's leaflet of a monograph; no error that comes of it holds a fact.

    Raises:
        HandoutsError: with every problem that keeps the leaflet from being made.
        RuntimeError: a fault of ours, without the words it was found in.
    """
    try:
        source = source.completed()
        say = wording(source.monograph.language, options.look)
        fitted = wish.patient.recipient(source.monograph, say, options.policy.today, wish.despite)
        built = _built(source, options, fitted.recipient)
    except (HandoutsError, MemoryError, OSError):
        raise
    except Exception as error:  # noqa: BLE001 - its words may be a patient's
        frame = traceback.extract_tb(error.__traceback__)[-1]
        message = f"{type(error).__name__} in {pathlib.Path(frame.filename).name}:{frame.lineno}"
        raise RuntimeError(message) from None
    manifest = built.manifest.model_copy(update={"despite": fitted.despite})
    warnings = tuple(problem for problem in built.warnings if not _holds(problem, fitted.recipient))
    built = dataclasses.replace(built, manifest=manifest, warnings=(*warnings, *fitted.warnings))
    if options.profile is None:
        return Personal(built, None)
    from handouts.check import blocking_findings

    status = manifest.review.status
    return Personal(built, blocking_findings(source.monograph, options.profile, status, options.policy.today))


def _built(source: Source, options: BuildOptions, recipient: Recipient) -> Built:
    """Make the leaflet; of what fails once the facts are on it, only the kind is told.

    Raises:
        HandoutsError: without a word of the leaflet, if it fails with the facts.
    """
    try:
        return build(source, options, recipient)
    except ContentError:
        raise  # of the text, before a fact came to it
    except HandoutsError as error:
        codes = ", ".join(sorted({problem.code for problem in error.problems}))
        strange = {
            chr(int(code, 16))
            for problem in error.problems
            for code in re.findall(r"\(U\+([0-9A-F]+) ", problem.message)
        }
        fields = [name for name, value in _texts(recipient).items() if set(value) & strange]
        place = error.problems[0].place
        if fields and "missing-glyph" in codes:
            message = f"No font has a letter of the patient's {' and '.join(fields)}."
            hint = "Write it with other letters, or add a font to your own styles folder."
            raise TypesettingError(Problem("missing-glyph", message, hint, place)) from None
        message = f"With the patient's facts on it, the leaflet is not as promised ({codes})."
        hint = (
            "Make it without them: what is told then is the text's. "
            "If it can be made, a fact is too long or has strange letters."
        )
        raise type(error)(Problem("personalised", message, hint, place)) from None


def _texts(recipient: Recipient) -> dict[str, str]:
    values = recipient.model_dump(mode="json", exclude_none=True)
    return {name: str(value) for name, value in values.items()}


def _holds(problem: Problem, recipient: Recipient) -> bool:
    """Tell whether a problem's words hold a fact."""
    told = "".join(f"{problem.message}{problem.words}{problem.around}".casefold().split())
    facts = [recipient.name, recipient.number, recipient.prescriber, recipient.dose, recipient.times]
    return any("".join(fact.casefold().split()) in told for fact in facts if fact)


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
    press(options.look, options.edition)
    read = [(job, attempt(job.source, Source.open)) for job in jobs]
    sources = {job.source: opened.result for job, opened in read if opened.result}
    for job, opened in read:
        if opened.result is None:
            yield Step(job, "failed", opened.with_result(None)), None
    by_source = {job.source: job for job in jobs}
    work = functools.partial(make_personal, options=options, wish=wish)
    for outcome in over_all([source for source in sources.values() if source], work, crew):
        yield _stored(by_source[outcome.path], out, outcome, wish.name_by)


def _stored(
    job: Job, out: pathlib.Path, outcome: Outcome[Personal], name_by: NameBy
) -> tuple[Step, pathlib.Path | None]:
    personal = outcome.result
    if personal is None:
        return Step(job, "failed", outcome.with_result(None)), None
    manifest = personal.built.manifest
    number = manifest.recipient.number if manifest.recipient else None
    shown = out / f"{manifest.document}.pdf"
    pdf = shown
    if name_by == "number" and number:
        pdf, shown = (out / f"{name}-{job.source.stem}.pdf" for name in (safe_name(number), "NUMBER"))
    named = manifest.model_copy(update={"pdf": manifest.pdf.model_copy(update={"name": pdf.name})})
    built = dataclasses.replace(personal.built, manifest=named)
    status = manifest.review.status
    in_words = "approved" if status.approved else "DRAFT" if status.state == "unsigned" else f"DRAFT, {status}"
    blocking = None if personal.blocking is None else len(personal.blocking)
    made = Made(
        manifest.pages, manifest.proof.words, manifest.pdf.size, status.approved, in_words, blocking, built.warnings
    )
    shown_job = dataclasses.replace(job, pdf=shown)
    try:
        _refuse_nameless(job, number, name_by)
        _refuse_others(pdf, number, shown)
        store(*built.artifacts(pdf))
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


def safe_name(number: str) -> str:
    """Return a patient's number as the name of a file."""
    return re.sub(r"[^A-Za-z0-9._-]+", "-", number).strip(".-")


def _refuse_others(pdf: pathlib.Path, number: str | None, shown: pathlib.Path) -> None:
    """Replace no leaflet but one of the same patient.

    Raises:
        OutputError: what stands there is another file.
    """
    if not (pdf.exists() or manifest_path(pdf).exists()):
        return
    try:
        kept = read_manifest(pdf)
        same = kept.personalised and kept.recipient is not None and kept.recipient.number == number
    except ContentError:
        same = False
    if not same:
        message = "A file of this name is there already, and it is not a leaflet of this patient."
        raise OutputError(Problem("same-output", message, "Choose another folder with --out.", Place(str(shown))))
