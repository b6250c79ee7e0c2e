"""A monograph of a library in its editions: each is made, and the text's findings that block a sign-off are found."""

from __future__ import annotations

import dataclasses
import functools
import time
from typing import TYPE_CHECKING, Self

from handouts.build import Built, build
from handouts.library.index import Made
from handouts.library.jobs import Order, Outcome, attempt
from handouts.library.standing import told_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from handouts.errors import Problem
    from handouts.model.options import BuildOptions


@dataclasses.dataclass(frozen=True, slots=True)
class CheckedLeaflet:
    """A leaflet, and the findings that would keep its text from being signed off; None where nobody looked."""

    built: Built
    blocking: tuple[Problem, ...] | None

    @classmethod
    def judged(cls, built: Built, found: Iterable[Problem] | None) -> Self:
        """Return a leaflet with what the rules found that may block; its manifest tells it too."""
        if found is None:
            return cls(built, None)
        found = tuple(found)
        manifest = built.manifest
        known = manifest.model_copy(update={"findings": manifest.findings.judged(found)})
        blocking = tuple(finding for finding in found if finding.blocks)
        return cls(dataclasses.replace(built, manifest=known), blocking)

    @property
    def made(self) -> Made:
        """What there is to tell of it."""
        manifest = self.built.manifest
        approved, told = told_of(manifest.review.status)
        return Made(
            pages=manifest.pages,
            words=manifest.proof.words,
            size=manifest.pdf.size,
            approved=approved,
            status=told,
            blocking=None if self.blocking is None else len(self.blocking),
            warnings=self.built.warnings,
        )


Leaflets = dict[str, Outcome[CheckedLeaflet]]  # by the edition's key


def make(order: Order, options: BuildOptions) -> Leaflets:
    """Make the leaflets of a monograph and check its text, as far as the options ask for it.

    What keeps one edition from being made leaves the others alone.

    Raises:
        HandoutsError: with every problem that keeps all of them from being made.
    """
    order = order.completed()
    monograph, built = order.source.monograph, dict[str, Outcome[Built]]()
    for edition in order.editions:
        start = time.perf_counter()
        outcome = attempt(order.source, functools.partial(build, options=dataclasses.replace(options, edition=edition)))
        built[edition.key] = dataclasses.replace(outcome, seconds=time.perf_counter() - start)
    results = [outcome.result for outcome in built.values() if outcome.result]
    found = None
    if options.profile is not None and results:
        from handouts.check import grave_findings

        status = results[0].manifest.review.status
        found = grave_findings(monograph, options.profile, status, options.policy.today)
    return {
        key: outcome.with_result(CheckedLeaflet.judged(outcome.result, found) if outcome.result else None)
        for key, outcome in built.items()
    }
