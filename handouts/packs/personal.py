"""Packs for one patient: each leaflet has the facts that are its own, the cover whom it is for."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from handouts.leaflet.wording import wording
from handouts.packs.making import BuiltPack, build_pack, each
from handouts.patient.discreet import failures_without_facts, faults_without_words, holds_a_fact

if TYPE_CHECKING:
    from collections.abc import Sequence

    from handouts.model.options import BuildOptions
    from handouts.model.pack import PackFile
    from handouts.patient.facts import Fitted, Patient
    from handouts.reader.source import Source


def build_personal_pack(
    file: PackFile, sources: Sequence[Source], options: BuildOptions, patient: Patient, despite: str | None
) -> BuiltPack:
    """Make a pack for a patient; no error that comes of it holds a fact. Nothing is written.

    Of a record with several prescriptions each leaflet shows that of its own medicine.

    Raises:
        HandoutsError: with every problem of every leaflet that keeps the pack from being made.
        RuntimeError: a fault of ours, without the words it was found in.
    """

    def fit(source: Source) -> Fitted:
        say = wording(source.monograph.language, options.look)
        return patient.recipient(source.monograph, say, options.policy.today, despite)

    with faults_without_words():
        fitted = each(fit, sources)
        recipients = [one.recipient for one in fitted]
        with failures_without_facts(*recipients):
            built = build_pack(file, sources, options, recipients)
    leaflets = tuple(
        bound.model_copy(update={"leaflet": bound.leaflet.model_copy(update={"despite": one.despite})})
        for bound, one in zip(built.manifest.leaflets, fitted, strict=True)
    )
    known = [problem for problem in built.warnings if not any(holds_a_fact(problem, each) for each in recipients)]
    warnings = dict.fromkeys([*known, *(problem for one in fitted for problem in one.warnings)])
    return dataclasses.replace(
        built, manifest=built.manifest.model_copy(update={"leaflets": leaflets}), warnings=tuple(warnings)
    )
