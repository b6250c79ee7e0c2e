"""What a sheet is made from: the leaflet it belongs to, and the room there is to write."""

from __future__ import annotations

import dataclasses
import math
from typing import TYPE_CHECKING, Self

from handouts.leaflet.printed import Field
from handouts.model.monograph import Role
from handouts.model.paper import MM_PER_POINT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from handouts.leaflet.parts import Chapter, KeyBox
    from handouts.leaflet.wording import Wording
    from handouts.model.edition import Edition
    from handouts.model.monograph import Monograph, Section

LETTER = 0.5  # widths of our type to its size, at most, on average
RULE_MM = 9.0  # what a hand needs to write on a line; with large type, as much as its line and a half
SAFE = 0.9  # of the height of a page: a sheet measured too tall would end with a line on a page of its own


@dataclasses.dataclass(frozen=True, slots=True)
class Subject:
    """What of a leaflet a sheet knows: its text, its danger box, its chapters, whom to call, and who it is for."""

    monograph: Monograph
    danger: KeyBox | None
    chapters: Sequence[tuple[Chapter, tuple[Section, ...]]]
    numbers: tuple[Field, ...]
    name: str | None = None

    @property
    def side_effects(self) -> int | None:
        """The number of the part that tells the side effects, None where no part does."""
        found = (part.number for part, own in self.chapters if any(each.role is Role.SIDE_EFFECT for each in own))
        return next(found, None)


@dataclasses.dataclass(frozen=True, slots=True)
class Room:
    """How much there is to write on: the column of a page, in millimetres, and the type beside it, in points."""

    width_mm: float
    height_mm: float
    size_pt: float
    leading: float

    @classmethod
    def of(cls, edition: Edition) -> Self:
        """Return the room on an edition's page."""
        paper, style = edition.page, edition.type
        return cls(paper.column_mm, paper.text_height_mm * SAFE, style.size_pt, style.leading)

    @property
    def line_mm(self) -> float:
        """The height of a line of text."""
        return self.size_pt * self.leading * MM_PER_POINT

    @property
    def rule_mm(self) -> float:
        """How far apart lines to write on stand."""
        return round(max(RULE_MM, 1.4 * self.line_mm), 1)

    def lines(self, words: str, width_mm: float | None = None) -> int:
        """Return on how many lines words stand, at most, in a width or the whole column."""
        letters = (width_mm or self.width_mm) / (self.size_pt * MM_PER_POINT * LETTER)
        return math.ceil(len(words) / max(letters - 2, 1))

    def left_under(self, *words: str, other_mm: float = 0) -> float:
        """Return the height that is left under a sheet's heading, some paragraphs, and other things."""
        heading_mm = 3 * self.line_mm
        return self.height_mm - heading_mm - sum(self.lines(each) * self.line_mm + 2.8 for each in words) - other_mm


@dataclasses.dataclass(frozen=True, slots=True)
class Desk:
    """What each of the sheets is made from."""

    say: Wording
    subject: Subject
    room: Room

    @property
    def name(self) -> Field:
        """Whose sheet it is: the patient's name, or a blank."""
        say = self.say
        return Field(say("Name"), self.subject.name)
