"""The road run over a whole library: what is unchanged stands, the rest is made, and what is made is entered in the register."""

from __future__ import annotations

import collections
import dataclasses
import functools
import pathlib
from typing import TYPE_CHECKING, Literal, Protocol

from handouts.errors import OutputError, Place, Problem
from handouts.library.fingerprint import Fingerprints
from handouts.library.index import Index, Made
from handouts.library.jobs import Job, Outcome
from handouts.manifest import manifest_path
from handouts.store import check_folder, remove, sha256, store

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from handouts.build import Built
    from handouts.library.jobs import Crew
    from handouts.model.options import BuildOptions


class Builders(Protocol):
    """Who makes the leaflets of monographs: processes of this machine, or a cluster's."""

    def __call__(self, sources: Sequence[pathlib.Path], order: BuildOptions) -> Iterator[Outcome[Built]]:
        """Make a leaflet of each and yield each outcome as soon as it is there."""


@dataclasses.dataclass(frozen=True, slots=True)
class Step:
    """What became of one job."""

    job: Job
    how: Literal["made", "unchanged", "failed"]
    outcome: Outcome[Made]


class Library:
    """Jobs whose leaflets go to one folder, under one order."""

    def __init__(self, jobs: Sequence[Job], folder: pathlib.Path, order: BuildOptions) -> None:
        """Read the folder's register and everything the leaflets have in common."""
        self.jobs, self.order = jobs, order
        self.register = Index(folder)
        self.inputs = Fingerprints(order)

    def unchanged(self) -> list[Step]:
        """Return the jobs whose leaflet stands as it would be made now; nothing is parsed for it."""
        known = ((job, self.register.unchanged(job, self.inputs, self.order.policy.today)) for job in self.jobs)
        return [Step(job, "unchanged", Outcome(job.source, made)) for job, made in known if made]

    def make(self, jobs: Sequence[Job], builders: Builders) -> Iterator[Step]:
        """Make the jobs' leaflets and yield each step as soon as its files are on disk.

        Raises:
            HandoutsError: the press itself cannot be set up (templates, styles, engine).
        """
        by_source = collections.defaultdict[pathlib.Path, list[Job]](list)
        for job in jobs:
            by_source[job.source].append(job)
        if jobs:
            check_folder(self.register.folder)
        before = {source: self.inputs.of(source) for source in by_source}
        for outcome in builders(list(by_source), self.order) if jobs else ():
            for job in by_source[outcome.source]:
                stored = self._stored(job, outcome, before[job.source])
                yield Step(job, "made" if stored.result else "failed", stored)

    def orphans(self) -> list[pathlib.Path]:
        """Return the leaflets whose monograph is gone."""
        return self.register.orphans(self.jobs)

    def prune(self) -> list[pathlib.Path]:
        """Delete the leaflets whose monograph is gone, and return them.

        Raises:
            OutputError: one could not be deleted.
        """
        orphans = self.orphans()
        for pdf in orphans:
            remove(pdf, manifest_path(pdf))
        self.register.forget(orphans)
        return orphans

    def _stored(self, job: Job, outcome: Outcome[Built], before: str) -> Outcome[Made]:
        built = outcome.result
        if built is None:
            return _failed(job, outcome)
        standing = built.record.review.standing()
        said = "approved" if standing.approved else "DRAFT" if standing.state == "unsigned" else f"DRAFT, {standing}"
        made = Made(
            built.record.pages, built.record.proof.words, built.record.pdf.size, standing.approved, said, built.warnings
        )
        try:
            store({job.pdf: built.pdf, manifest_path(job.pdf): built.record.to_json()})
            inputs = self.inputs.of(job.source, built.pictures)
            if before == self.inputs.of(job.source) and _is_still(built, job.source):
                self.register.add(job, inputs, list(built.pictures), built.steady, made)
        except OutputError as error:
            return _failed(job, dataclasses.replace(outcome, error=error))
        return outcome.with_result(made)


def _failed(job: Job, outcome: Outcome[Built]) -> Outcome[Made]:
    """Return the outcome, and say so if there is a leaflet made before."""
    message, hint = f"{job.pdf} is still the leaflet made before.", "Look at what is wrong before you hand it out."
    older = [Problem("older-leaflet", message, hint, Place(str(job.source)), "warning")] if job.pdf.exists() else []
    return dataclasses.replace(outcome.with_result(None), notes=(*outcome.notes, *older))


def on_this_machine(sources: Sequence[pathlib.Path], order: BuildOptions, crew: Crew) -> Iterator[Outcome[Built]]:
    """Make leaflets in processes of this machine; see `Builders`."""
    from handouts.build import press
    from handouts.library.workers import over_all

    press(order.look, order.edition.paper)  # once, before the processes part
    yield from over_all(sources, functools.partial(_build, order=order), crew)


def _build(path: pathlib.Path, *, order: BuildOptions) -> Built:
    from handouts.build import build

    return build(path, order)


def _is_still(built: Built, source: pathlib.Path) -> bool:
    """Tell whether a monograph and its pictures are what the leaflet was made from: they may be edited meanwhile."""
    shown = [sha256(source.parent / name) == digest for name, digest in built.pictures.items()]
    return built.record.monograph.sha256 == sha256(source) and all(shown)
