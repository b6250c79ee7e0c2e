"""A finished leaflet as rules read it: its pages under the ruler, its lines, its running text."""

from __future__ import annotations

import dataclasses
import functools
import itertools
from typing import TYPE_CHECKING

from handouts.check.rule import Hit, Level
from handouts.errors import Place
from handouts.proof.readback.lines import SAME_SIZE_PT, PrintedLine, body_size, continues, lines

if TYPE_CHECKING:
    from handouts.model.edition import Edition
    from handouts.model.language import Direction
    from handouts.model.paper import PaperSize
    from handouts.model.profile import Profile
    from handouts.proof.readback.measured import Measured, MeasuredPage

SHOWN = 60  # letters of the offending words


@dataclasses.dataclass(frozen=True)
class MeasuredLeaflet:
    """A PDF under a profile. ``path`` names it in findings; ``papers`` are the sizes its pages may have.

    ``edition`` is the one it was made for, None where nobody knows; ``direction`` that of its text.
    """

    pdf: bytes
    measured: Measured
    path: str
    profile: Profile
    papers: tuple[PaperSize, ...]
    edition: Edition | None = None
    direction: Direction = "ltr"

    @property
    def pages(self) -> tuple[MeasuredPage, ...]:
        """Its pages in order."""
        return self.measured.pages

    @property
    def is_large_print(self) -> bool:
        """Whether it was made to be large print."""
        return self.edition is not None and self.edition.type.is_large

    @functools.cached_property
    def lines(self) -> tuple[PrintedLine, ...]:
        """Every line, page by page, in the order of the file."""
        return tuple(line for page in self.pages for line in lines(page))

    @functools.cached_property
    def body_pt(self) -> float:
        """The commonest size of the document's own text in points; 0 without text."""
        return body_size(self.pages)

    @functools.cached_property
    def body(self) -> tuple[PrintedLine, ...]:
        """The lines of running text: no headings in another size, no tables, no margins."""
        return tuple(
            line
            for line in self.lines
            if not line.artifact
            and line.pieces[0].upright
            and "Table" not in line.tags
            and abs(line.size_pt - self.body_pt) <= SAME_SIZE_PT
        )

    @functools.cached_property
    def pairs(self) -> tuple[tuple[PrintedLine, PrintedLine], ...]:
        """Every line of a paragraph with the next one."""
        return tuple((first, second) for first, second in itertools.pairwise(self.lines) if continues(first, second))

    @functools.cached_property
    def body_pairs(self) -> tuple[tuple[PrintedLine, PrintedLine], ...]:
        """The pairs that are running text."""
        body = set(map(id, self.body))
        return tuple((first, second) for first, second in self.pairs if id(first) in body and id(second) in body)

    def hit(self, message: str, hint: str, *, words: str = "", page: int = 0, level: Level | None = None) -> Hit:
        """Return a hit; ``page`` counts from 1 and is named in the message, 0 means the whole leaflet."""
        short = words if len(words) <= SHOWN else words[:SHOWN].rsplit(" ", 1)[0] + " …"
        return Hit(short, Place(self.path), f"Page {page}: {message}" if page else message, hint, level, words)
