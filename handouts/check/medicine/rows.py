"""The rows of the tables that judge what a sentence does with an act, a sign or a measured value."""

from __future__ import annotations

import datetime as dt
import functools
import re
from typing import Annotated, Literal

import pydantic

from handouts.check.medicine.folding import ASIDE, any_of, stems_of
from handouts.model.pattern import Pattern

PARTED = re.compile(r"(?:leave|leaving|give|giving|cut|put|break) (?:out|off|up)")
Terms = Annotated[tuple[str, ...], pydantic.Field(min_length=1)]
Region = Literal["", "uk", "us"]
Gravity = Literal["block", "warn"]


class Row(pydantic.BaseModel):
    """A row of a table."""

    model_config = pydantic.ConfigDict(frozen=True, extra="forbid", ignored_types=(functools.cached_property,))


class Fact(Row):
    """What a group says, with its public source; ``region``: whose authority says so, "" for both.

    ``read``: when it was read in that source; a figure is not taken into the tables without.
    """

    source: str = pydantic.Field(min_length=8)
    region: Region = ""
    read: dt.date | None = None

    @property
    def thing(self) -> object:
        """What it is about, alike where both authorities speak of it; nothing is alike by default."""
        return id(self)

    @property
    def strictness(self) -> float:
        """How much it asks for, beside others about the same thing."""
        return 0.0


class Figure(Fact):
    """A fact that is a number."""

    read: dt.date


class Apart(Figure):
    """The fewest hours between two doses."""

    hours: float = pydantic.Field(gt=0, le=24)


class Period(Figure):
    """How long birth control goes on, in days at least: before the first dose or after the last, for whom."""

    when: Literal["before", "after"]
    who: Literal["women", "men"] = "women"
    days: int = pydantic.Field(gt=0, le=3 * 366)

    @property
    def thing(self) -> object:
        """Whose time it is."""
        return self.when, self.who

    @property
    def strictness(self) -> float:
        """A longer time asks for more."""
        return float(self.days)


class Dose(Figure):
    """What a patient may be told to take: the largest single dose and that of a day, in one unit."""

    unit: Literal["mg", "microgram", "g", "unit", "ml", "mmol"]
    single: float = pydantic.Field(gt=0)
    day: float = pydantic.Field(gt=0)

    @property
    def thing(self) -> object:
        """Its unit."""
        return self.unit

    @property
    def strictness(self) -> float:
        """A smaller dose asks for more."""
        return -self.day


class Judged(Fact):
    """What a sentence can say wrongly: ``says`` tells what holds, ``unless`` what makes it otherwise.

    ``told`` and ``untold`` are examples, which the tests read.
    """

    says: str
    hint: str
    unless: tuple[str, ...] = ()
    told: Terms
    untold: Terms
    level: Gravity = "block"

    @functools.cached_property
    def denial(self) -> Pattern | None:
        """What makes it otherwise."""
        return any_of(self.unless) if self.unless else None


class Act(Judged):
    """An act that a text must not turn round; ``says`` tells what holds.

    ``must``: "never" is done, "always" is done (``acts`` are verbs); to "have" (things nobody goes without), a "danger"
    (things that are never called fine, and not used). ``things``: a term of each list stands in the same clause, of
    ``when`` in the sentence or what leads to it.
    """

    must: Literal["never", "always", "have", "danger"]
    even_ordered: bool = True
    acts: Terms
    things: tuple[Terms, ...] = ()
    when: tuple[Terms, ...] = ()

    @functools.cached_property
    def first(self) -> Pattern:
        """What finds one of its acts; “leave out” is found in “leave the tablets out”."""
        parted = (act.replace(" ", f" {ASIDE} ") for act in self.acts if PARTED.fullmatch(act))
        return any_of((*self.acts, *parted))

    @functools.cached_property
    def stems(self) -> tuple[str, ...]:
        """How its acts begin, folded."""
        return stems_of(self.acts)

    @functools.cached_property
    def begun(self) -> tuple[tuple[str, ...], ...]:
        """How its acts begin, and what stands beside them."""
        return (self.stems, *map(stems_of, self.things))

    @functools.cached_property
    def beside(self) -> tuple[Pattern, ...]:
        """What stands in the same clause."""
        return tuple(map(any_of, self.things))

    @functools.cached_property
    def around(self) -> tuple[Pattern, ...]:
        """What stands in the sentence or what leads to it."""
        return tuple(map(any_of, self.when))


class Sign(Judged):
    """Signs of danger, which nobody waits out; ``says`` tells what holds.

    ``grave``: nor are they ever said to settle. What is called harmless, or is waited out, is told of all of them.
    """

    grave: bool
    signs: Terms

    @functools.cached_property
    def stems(self) -> tuple[str, ...]:
        """How its signs begin, folded."""
        return stems_of(self.signs)

    @functools.cached_property
    def names(self) -> Pattern:
        """What finds one of the signs."""
        return any_of(self.signs)


class Harm(Judged):
    """A harm that a medicine is known to do, which nobody denies; ``rare``: it may be called very rare."""

    harms: Terms
    rare: bool = False

    @functools.cached_property
    def stems(self) -> tuple[str, ...]:
        """How its words begin."""
        return stems_of(self.harms)

    @functools.cached_property
    def names(self) -> Pattern:
        """What finds the harm."""
        return any_of(self.harms)


class Ban(Judged):
    """Who must not take a medicine, by ``people``: to tell the doctor, or to take care, is not enough."""

    people: Terms

    @functools.cached_property
    def stems(self) -> tuple[str, ...]:
        """How its words begin."""
        return stems_of(self.people)

    @functools.cached_property
    def names(self) -> Pattern:
        """What finds them."""
        return any_of(self.people)


class Branch(Judged):
    """What is measured before a dose, and on which side of the value the dose, one of ``doses``, is held back.

    ``usual``: between which values it holds nothing back.
    """

    measures: Terms
    usual: tuple[float, float] | None = None
    hold: Literal["below", "above"]
    doses: Terms

    @functools.cached_property
    def names(self) -> Pattern:
        """What finds the value that is measured."""
        return any_of(self.measures)

    @functools.cached_property
    def much(self) -> Pattern:
        """What finds the dose."""
        return any_of(self.doses)
