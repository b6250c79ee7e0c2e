"""The road run over a whole library.

What is unchanged stands, the rest is made, and what is made is entered in the index.
"""

from __future__ import annotations

import collections
import dataclasses
import functools
import hashlib
import os
import pathlib
from collections.abc import Collection
from typing import TYPE_CHECKING, Any, Literal, Protocol

from handouts.errors import ContentError, Level, OutputError, Place, Problem
from handouts.library.fingerprint import Fingerprints
from handouts.library.index import Index, Made
from handouts.library.jobs import Job, Order, Outcome, attempt
from handouts.library.remembered import remembered
from handouts.library.standing import stands_signed
from handouts.manifest import has_its_sheets, imposed_path, manifest_path, read_manifest
from handouts.model.imposition import Imposition
from handouts.reader.pictures import read_picture
from handouts.reader.source import Source
from handouts.store import check_folder, remove, store
from handouts.store.plain_files import contents, is_there

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from handouts.library.jobs import Crew
    from handouts.library.making import CheckedLeaflet, Leaflets
    from handouts.model.edition import Edition
    from handouts.model.options import BuildOptions


class Builders(Protocol):
    """Who makes the leaflets of monographs, each in its editions: processes of this machine, or a cluster's."""

    def __call__(self, orders: Collection[Order], options: BuildOptions) -> Iterator[Outcome[Leaflets]]:
        """Make the leaflets of each order and yield each outcome as soon as it is there."""


@dataclasses.dataclass(frozen=True, slots=True)
class Step:
    """What became of one job; ``findings`` are those of a text just made that block its sign-off."""

    job: Job
    how: Literal["made", "unchanged", "failed"]
    outcome: Outcome[Made]
    findings: tuple[Problem, ...] = ()


class Library:
    """Jobs whose leaflets go to one folder, under the same options."""

    def __init__(
        self, jobs: Sequence[Job], folder: pathlib.Path, options: BuildOptions, of: Iterable[pathlib.Path] = ()
    ) -> None:
        """Read the folder's index and everything the leaflets have in common.

        Args:
            jobs: what there is to do.
            folder: where the leaflets and their index stand.
            options: how they are to be made.
            of: folders monographs come from, beside those of the jobs.
        """
        self.jobs, self.options = jobs, options
        self.libraries = {*of, *(job.library for job in jobs)}
        self.index = Index(folder)
        self.fingerprints = Fingerprints(options)
        self.opened: dict[pathlib.Path, Source] = {}  # what was read to find that it has changed, and is not read again

    def unchanged(self) -> list[Step]:
        """Return the jobs whose leaflet stands as it would be made now; nothing is parsed for it."""
        known = ((job, self._known(job)) for job in self.jobs)
        return [Step(job, "unchanged", Outcome(job.source, made)) for job, made in known if made]

    def _known(self, job: Job) -> Made | None:
        """Return what is known of a job's leaflet if it need not be made again."""
        edition = self._edition(job)
        entry, today = self.index.find(job, edition.key), self.options.policy.today.isoformat()
        if entry is None or entry.common != self.fingerprints.common or not entry.first <= today <= entry.last:
            return None
        if not self.fingerprints.may_show(entry.profile):
            return None
        if (data := contents(os.fspath(job.source))) is None:
            return None
        pictures = {name: read_picture(job.source.parent, name) for name in entry.pictures}
        found = {name: picture for name, picture in pictures.items() if picture is not None}
        try:
            source = dataclasses.replace(Source.of(job.source, data), pictures=found)
        except ContentError:  # it is said when the leaflet is made
            return None
        fingerprint = self.fingerprints.of(source, source.picture_digests, edition)
        files = self.index.files(entry) if entry.fingerprint == fingerprint else None
        stands = files and files.are_of(entry, data) and files.tell(entry.made)
        stands = stands and stands_signed(entry.made, source, self.options.policy)
        if stands and (edition.impose is Imposition.NONE or has_its_sheets(job.pdf)):
            return entry.made
        self.opened[job.source] = source
        return None

    def _edition(self, job: Job) -> Edition:
        return job.edition or self.options.edition

    def make(self, jobs: Sequence[Job], builders: Builders) -> Iterator[Step]:
        """Make the jobs' leaflets and yield each step as soon as its files are on disk.

        What goes wrong with one leaflet is its step's; nothing is raised for it.

        Raises:
            OutputError: the folder cannot be written to.
            HandoutsError: the press itself cannot be set up (templates, styles, engine), or the cluster is lost.
        """
        by_source = collections.defaultdict[pathlib.Path, list[Job]](list)
        for job in jobs:
            by_source[job.source].append(job)
        if not jobs:
            return
        check_folder(self.index.folder)
        editions = {path: tuple(dict.fromkeys(map(self._edition, asked))) for path, asked in by_source.items()}
        before = self.index.leaflets()
        known = {path: before.get(self.index.seen(path), []) for path in editions}
        waiting = _Waiting(editions, self.opened, known)
        for outcome in builders(waiting, self.options):
            yield from self._steps(waiting.unreadable(), by_source)
            source = waiting.taken.pop(outcome.path)
            for job in by_source[outcome.path]:
                made = _of_edition(outcome, self._edition(job))
                stored = self._stored(job, source, made)
                found = made.result.blocking if made.result else None
                yield Step(job, "made" if stored.result else "failed", stored, found or ())
        yield from self._steps(waiting.unreadable(), by_source)

    def orphans(self) -> list[pathlib.Path]:
        """Return the PDFs of this library whose monograph is gone."""
        return self.index.orphans(self.libraries, (job.pdf for job in self.jobs))

    def prune(self, orphans: Sequence[pathlib.Path]) -> None:
        """Delete leaflets whose monograph is gone, with their manifests.

        Raises:
            OutputError: one could not be deleted.
        """
        for pdf in orphans:
            remove(pdf, manifest_path(pdf), *_made_beside(pdf))
        self.index.forget(orphans)

    @staticmethod
    def _steps(failed: Iterable[Outcome[Source]], by_source: dict[pathlib.Path, list[Job]]) -> Iterator[Step]:
        for outcome in failed:
            for job in by_source[outcome.path]:
                yield Step(job, "failed", _failed(job, outcome))

    def _stored(self, job: Job, source: Source, outcome: Outcome[CheckedLeaflet]) -> Outcome[Made]:
        leaflet = outcome.result
        if leaflet is None:
            return _failed(job, outcome)
        built, manifest, made = leaflet.built, leaflet.built.manifest, leaflet.made
        first, last = built.status_days
        ends = [
            waiver.until for waiver in manifest.waivers if waiver.until and waiver.until >= self.options.policy.today
        ]
        try:
            older = _made_beside(job.pdf)
            store(*(files := built.artifacts(job.pdf)))
            for path in {*older} - {file.path for file in files}:
                remove(path)  # pages imposed for another edition
            self.index.add(
                job,
                edition=manifest.edition.key,
                common=self.fingerprints.common,
                fingerprint=self.fingerprints.of(source, built.pictures, manifest.edition),
                profile=self.fingerprints.profile,
                pictures=list(built.pictures),
                first=first.isoformat(),
                last=min([last, *ends]).isoformat(),  # a waiver that ends brings its finding back
                made=made,
            )
        except OutputError as error:
            return _failed(job, dataclasses.replace(outcome, error=error))
        return outcome.with_result(made)


class _Waiting(Collection[Order]):
    """The orders, each source read when its turn comes; what cannot be read is kept for its own step.

    ``made`` are the leaflets of each that were made before.
    """

    def __init__(
        self,
        editions: Mapping[pathlib.Path, tuple[Edition, ...]],
        opened: dict[pathlib.Path, Source],
        made: Mapping[pathlib.Path, Sequence[pathlib.Path]],
    ) -> None:
        self.editions, self.opened, self.made = editions, opened, made
        self.taken: dict[pathlib.Path, Source] = {}
        self.failed: list[Outcome[Source]] = []

    def __len__(self) -> int:
        return len(self.editions)

    def __contains__(self, path: object) -> bool:
        return path in self.editions

    def __iter__(self) -> Iterator[Order]:
        for path, editions in self.editions.items():
            known = self.opened.pop(path, None)
            outcome = Outcome(path, known) if known else attempt(path, Source.open)
            if outcome.result:
                source = dataclasses.replace(outcome.result, remembered=remembered(self.made[path]))
                self.taken[path] = source
                yield Order(source, editions)
            else:
                self.failed.append(outcome)

    def unreadable(self) -> list[Outcome[Source]]:
        """Return what could not be read since the last time."""
        failed, self.failed = self.failed, []
        return failed


def _made_beside(pdf: pathlib.Path) -> tuple[pathlib.Path, ...]:
    """Return the imposed pages beside a PDF, if they are the file that was made: a manifest alone deletes nothing."""
    imposed = imposed_path(pdf)
    try:
        known = read_manifest(pdf).imposed
    except ContentError:
        return ()
    data = contents(os.fspath(imposed)) if known else None
    return (imposed,) if known and data and hashlib.sha256(data).hexdigest() == known.sha256 else ()


def _of_edition(outcome: Outcome[Leaflets], edition: Edition) -> Outcome[CheckedLeaflet]:
    """Return how the leaflet of one edition ended; what ended all ended this one."""
    if outcome.result is None:
        return outcome.with_result(None)
    made = outcome.result[edition.key]
    return dataclasses.replace(made, path=outcome.path, notes=(*outcome.notes, *made.notes))


def _failed(job: Job, outcome: Outcome[Any]) -> Outcome[Made]:
    """Return the outcome, and say so if there is a leaflet made before."""
    place = Place(str(job.source))
    named = job.pdf.stem != job.source.stem
    others = [Problem("not-made", f"{job.pdf} is not made.", "See below why.", place, Level.WARN)] if named else []
    message, hint = f"{job.pdf} is still the leaflet made before.", "Look at what is wrong before you hand it out."
    older = [Problem("older-leaflet", message, hint, place, Level.WARN)] if is_there(job.pdf) else []
    return dataclasses.replace(outcome.with_result(None), notes=(*outcome.notes, *others, *older))


def on_this_machine(orders: Collection[Order], options: BuildOptions, crew: Crew) -> Iterator[Outcome[Leaflets]]:
    """Make leaflets in processes of this machine; see `Builders`.

    Raises:
        HandoutsError: the press cannot be set up (templates, styles, engine).
    """
    from handouts.build import press
    from handouts.library.making import make
    from handouts.library.workers import over_all

    press(options.look, options.edition)  # once, before the processes part
    if options.profile is not None:
        import handouts.check  # noqa: F401 - the same
    yield from over_all(orders, functools.partial(make, options=options), crew)
