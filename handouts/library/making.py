"""One leaflet of a library: it is made, and the findings that block a sign-off of its text are found with it."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from handouts.build import Built, build

if TYPE_CHECKING:
    from handouts.errors import Problem
    from handouts.model.options import BuildOptions
    from handouts.reader.source import Source


@dataclasses.dataclass(frozen=True, slots=True)
class CheckedLeaflet:
    """A leaflet, and the findings that would keep its text from being signed off; None where nobody looked."""

    built: Built
    blocking: tuple[Problem, ...] | None


def make(source: Source, options: BuildOptions) -> CheckedLeaflet:
    """Make the leaflet of a monograph and check its text, as far as the options ask for it.

    Raises:
        HandoutsError: with every problem that keeps the leaflet from being made.
    """
    source = source.completed()
    built = build(source, options)
    if options.profile is None:
        return CheckedLeaflet(built, None)
    from handouts.check import blocking_findings

    status = built.manifest.review.status
    return CheckedLeaflet(built, blocking_findings(source.monograph, options.profile, status, options.policy.today))
