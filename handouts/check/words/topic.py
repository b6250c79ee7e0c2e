"""What a topic of every leaflet is (rule S03): its name, where it would stand, and the phrases that tell it."""

from __future__ import annotations

import dataclasses
import functools
import re
from typing import TYPE_CHECKING

from handouts.check.rule import Level
from handouts.model.pattern import Pattern
from handouts.model.phrases import finder

if TYPE_CHECKING:
    from collections.abc import Iterable

    from handouts.model.monograph import Role
    from handouts.model.phrases import Phrase


@dataclasses.dataclass(frozen=True)
class Topic:
    """Something to tell: the sections that tell it by being there, else the phrases that do.

    ``place`` is the section in which an editor would look for it; who is given the medicine by a clinician needs none
    that is ``at_home``. A line with one of each of the words ``hinted`` may say it in a way that no phrase knows.
    """

    name: str
    hint: str
    place: Role
    phrases: tuple[Phrase, ...]
    level: Level = Level.WARN
    at_home: bool = False
    hinted: tuple[str, ...] = ()

    @functools.cached_property
    def pattern(self) -> Pattern:
        """What finds any of the phrases."""
        return finder(self.phrases)

    @functools.cached_property
    def hints(self) -> tuple[Pattern, ...]:
        """What finds the words of a line that may say it."""
        return tuple(Pattern(rf"\b{words}", re.IGNORECASE) for words in self.hinted)

    def is_hinted(self, lines: Iterable[str]) -> bool:
        """Tell a line that may say it; what cannot be told well enough does not block."""
        return bool(self.hints) and any(all(hint.search(line) for hint in self.hints) for line in lines)

    @property
    def told_by_section(self) -> bool:
        """Whether its section tells it by being there; what blocks has to be said in so many words."""
        return self.level is not Level.BLOCK
