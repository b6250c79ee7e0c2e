"""Words that are looked for in a sentence and in what leads to it, and the topics that are told in them."""

from __future__ import annotations

import functools
from typing import Annotated, Self

import pydantic

from handouts.check.medicine.folding import any_of, stems_of
from handouts.check.medicine.rows import Row, Terms
from handouts.check.words.emergency_number import TO_EMERGENCY
from handouts.model.pattern import Pattern

Way = Annotated[tuple[Terms, ...], pydantic.Field(min_length=1)]
EMERGENCIES = frozenset({"emergenc*", "emergency", "get emergency"})
HELPERS = frozenset({"hospital", "999", "911", "ambulance"})


class Spoken(Row):
    """Words that are looked for.

    ``ways``: in one sentence (with the words that lead to it) one term of each list of a way. ``unless``: terms that
    make it otherwise. ``told`` and ``untold`` are examples, which the tests read.
    """

    says: str
    hint: str
    ways: Annotated[tuple[Way, ...], pydantic.Field(min_length=1)]
    unless: tuple[str, ...] = ()
    told: Terms
    untold: Terms

    @property
    def lists(self) -> tuple[Way, ...]:
        """The ways, with all the terms that are meant."""
        return self.ways

    @functools.cached_property
    def patterns(self) -> tuple[tuple[Pattern, ...], ...]:
        """The ways, as patterns over folded text."""
        return tuple(tuple(any_of(terms) for terms in way) for way in self.lists)

    @functools.cached_property
    def begun(self) -> tuple[tuple[tuple[str, ...], ...], ...]:
        """How the terms of its ways begin."""
        return tuple(tuple(stems_of(terms) for terms in way) for way in self.lists)

    @functools.cached_property
    def denial(self) -> Pattern | None:
        """What makes it otherwise."""
        return any_of(self.unless) if self.unless else None


class Topic(Spoken):
    """Something a leaflet can say: ``says`` goes on “The text does not say”.

    ``act``: told only where the reader learns what to do; ``urgent``: and at once; ``emergency``: by 999 or 911.
    """

    act: bool = False
    urgent: bool = False
    emergency: bool = False

    @property
    def lists(self) -> tuple[Way, ...]:
        """The ways; who names an emergency and a hospital means every way to emergency help."""
        return tuple(tuple(_with_all_help(terms) for terms in way) for way in self.ways)

    @pydantic.model_validator(mode="after")
    def _urgent_is_to_be_acted_on(self) -> Self:
        if (self.urgent and not self.act) or (self.emergency and not self.urgent):
            raise ValueError("urgent goes with act, and emergency with urgent")
        return self


def _with_all_help(terms: Terms) -> Terms:
    sends = not EMERGENCIES.isdisjoint(terms) and not HELPERS.isdisjoint(terms)
    return (*terms, *TO_EMERGENCY) if sends else terms
