"""Leaflets made ready to print: a finished file, one of the library that is built first, or a patient's in memory."""

from __future__ import annotations

import dataclasses
import functools
import pathlib
from typing import TYPE_CHECKING

from handouts.cli.build import build_library
from handouts.cli.console import report
from handouts.cli.options import now_on
from handouts.cli.printing.drafts import reasons, refuse_unapproved
from handouts.cli.progress import Quiet
from handouts.cli.signatures import signature_told
from handouts.cli.terminal import tell
from handouts.errors import HandoutsError, OutputError, Place, Problem
from handouts.library import Library, on_this_machine
from handouts.library.jobs import Limits
from handouts.library.limited import alone
from handouts.library.proving import prove_file
from handouts.manifest import imposed_path, leaflet_of
from handouts.model.edition_words import words_of
from handouts.model.imposition import Imposition, sheet_for, spreads
from handouts.model.language import direction
from handouts.model.paper import PaperSize
from handouts.model.printing import Sides
from handouts.packs.manifest import PackManifest
from handouts.printing.printable import Printable

if TYPE_CHECKING:
    from collections.abc import Mapping

    from handouts.assets import Look
    from handouts.cli.printing.trouble import Trouble
    from handouts.library import Step
    from handouts.library.jobs import Crew, Job
    from handouts.library.personal import Wish
    from handouts.library.proving import Proven
    from handouts.manifest import Manifest
    from handouts.model.clinic import Settings
    from handouts.model.edition import Edition
    from handouts.model.manifest_parts import Imposed
    from handouts.model.options import BuildOptions, ReviewPolicy

Ready = dict["Job", Printable]
ANEW = "Named by its monograph instead, it is built first."
OLD = {"pdf-changed", "monograph-changed", "review-ended"}
CHANGED = {"pdf-changed", "monograph-changed"}  # what differs in its words follows from that, and is verify's to tell
NOTED = "It is printed all the same, as --despite asks. No file keeps the reason: note it in the patient's record."


@dataclasses.dataclass(frozen=True, slots=True)
class Readier:
    """Makes printables of one look, under one policy; what keeps one from being made is kept with the trouble.

    ``settings`` say whom the clinic trusts to sign leaflets, ``limits`` are what the proof of each file may take.
    """

    look: Look
    policy: ReviewPolicy
    trouble: Trouble
    settings: Settings
    limits: Limits = dataclasses.field(default_factory=Limits)

    def file(
        self, pdf: pathlib.Path, name: str, monograph: pathlib.Path | None = None, edition: Edition | None = None
    ) -> Printable | None:
        """Prove a file; ``edition`` is the one it must be of, where one was asked for."""
        leaflet = leaflet_of(pdf)
        stem, shown = (leaflet or pdf).stem, pathlib.PurePath(name).stem.removesuffix("-imposed" if leaflet else "")
        try:
            proven, signature = alone(pdf, functools.partial(self._proven, pdf, monograph), self.limits)
            if edition and proven.manifest.edition.key != edition.key:
                message = "Another edition of the leaflet was written to this file meanwhile."
                hint = "Somebody builds into the same folder: print again, with another --out."
                raise OutputError(Problem("made-meanwhile", message, hint, Place(str(pdf))))
            refuse_unapproved(proven, name, self.policy)
            signature = signature_told(proven, self.settings, now_on(self.policy.today))
        except HandoutsError as error:
            places = [each.place.path if monograph else each.place.path.replace(stem, shown) for each in error.problems]
            told = list(zip(error.problems, places, strict=True))
            told = [each for each in told if each[0].code in CHANGED] or told
            problems = (
                dataclasses.replace(
                    each,
                    place=dataclasses.replace(each.place, path=path),
                    hint=f"{each.hint} {ANEW}" if monograph is None and each.code in OLD else each.hint,
                )
                for each, path in told
            )
            self.trouble.errors.append(type(error)(*problems))
            return None
        if signature:
            tell(f"{name}:{signature}", err=True)
        issued = proven.manifest.edition.issued
        if edition is None and issued and issued != self.policy.today:
            message = f"The paper says that it was given on {issued}."
            hint = "Name its monograph, with --print-date, if it is given today."
            report([Problem("other-date", message, hint, Place(name))], weight="warning")
        ready = printable_of(proven.data, name, proven.manifest, proven.imposed, self.look)
        return dataclasses.replace(ready, drafts=reasons(proven, self.policy), whole=proven.whole)

    def _proven(self, pdf: pathlib.Path, monograph: pathlib.Path | None) -> tuple[Proven, str]:
        proven = prove_file(pdf, monograph, self.look)
        return proven, signature_told(proven, self.settings, now_on(self.policy.today))

    def library(self, names: Mapping[Job, str], out: pathlib.Path, options: BuildOptions, crew: Crew) -> Ready:
        """Build what has changed, as `handouts build` does, and prove each file; ``names`` are those of the jobs."""
        follower = _Steps()
        library = Library([*names], out, options)
        build_library(library, functools.partial(on_this_machine, crew=crew), follower, force=False, prune=False)
        ready = Ready()
        for step in follower.steps:
            self.trouble.add(step.outcome)
            if step.outcome.result is None:
                continue
            report(step.outcome.result.warnings, weight="warning")
            job, edition = step.job, step.job.edition or options.edition
            pdf = job.pdf if edition.impose is Imposition.NONE else imposed_path(job.pdf)
            if found := self.file(pdf, names[job], job.source, edition):
                ready[job] = found
        return ready

    def personal(self, names: Mapping[Job, str], options: BuildOptions, wish: Wish, crew: Crew) -> Ready:
        """Make a patient's leaflets, which are proven as they are made; nothing is written."""
        from handouts.library.personal import made_for_patient
        from handouts.patient.facts import PRINTED

        ready = Ready()
        for job, outcome in made_for_patient([*names], options, wish, crew):
            self.trouble.add(outcome)
            if outcome.result:
                built = outcome.result.built
                noted = (dataclasses.replace(each, hint=each.hint.replace(PRINTED, NOTED)) for each in built.warnings)
                report(noted, weight="warning")
                data, imposed = built.imposed or built.pdf, built.manifest.imposed
                made = printable_of(data, names[job], built.manifest, imposed, self.look)
                ready[job] = dataclasses.replace(made, whole=built.pdf)
        return ready


class _Steps(Quiet):
    """Keeps the steps of a build, and says nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.steps = list["Step"]()

    def step(self, step: Step) -> None:
        self.steps.append(step)


def printable_of(
    data: bytes, name: str, manifest: Manifest | PackManifest, imposed: Imposed | None, look: Look
) -> Printable:
    """Return what a printer must know of a proven leaflet, pack or file of imposed pages."""
    edition = manifest.edition
    leaflets = [bound.leaflet for bound in manifest.leaflets] if isinstance(manifest, PackManifest) else [manifest]
    pages, sheet = manifest.pages, edition.paper
    if imposed:
        pages = len(spreads(imposed.kind, pages, right_to_left=False))
        named = (each for each in PaperSize.every(look) if each.title == imposed.sheet)
        sheet = next(named, None) or sheet_for(edition.paper, look)
    drafts = [each for each in leaflets if each.status == "draft"]
    return Printable(
        data=data,
        name=name,
        document=manifest.document,
        title=manifest.title,
        made_as=edition,
        edition=words_of(edition, look),
        pages=pages,
        width_mm=sheet.width_mm,
        height_mm=sheet.height_mm,
        turn=Sides.SHORT if imposed else Sides.LONG,
        grey=edition.grey,
        booklet=imposed is not None and imposed.kind is Imposition.BOOKLET,
        right_to_left=direction(manifest.language) == "rtl",
        manifest=None if isinstance(manifest, PackManifest) else manifest,
        draft=bool(drafts),
        personal=manifest.personalised,
        drafts=tuple(str(each.review.status) for each in drafts),
    )
