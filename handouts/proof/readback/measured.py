"""What a page holds, as a ruler finds it.

Lengths are in millimetres, from the top left of the page as it is seen; sizes are in points.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from handouts.model.code import Code

MM_PER_POINT = 25.4 / 72
RGB = tuple[int, int, int]


class Box(NamedTuple):
    """A rectangle in millimetres; ``top`` is less than ``bottom``."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """From left to right, in millimetres."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """From top to bottom, in millimetres."""
        return self.bottom - self.top

    def holds(self, other: Box) -> bool:
        """Tell whether the middle of another box is inside."""
        across, down = (other.left + other.right) / 2, (other.top + other.bottom) / 2
        return self.left <= across <= self.right and self.top <= down <= self.bottom


def around(boxes: list[Box]) -> Box:
    """Return the box around one or more boxes.

    Raises:
        ValueError: there is none.
    """
    return Box(
        min(box.left for box in boxes),
        min(box.top for box in boxes),
        max(box.right for box in boxes),
        max(box.bottom for box in boxes),
    )


class Font(NamedTuple):
    """A font as the file names it, without the tag of a subset."""

    name: str
    embedded: bool
    italic: bool
    bold: bool


@dataclasses.dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text in one font and colour, on one baseline.

    ``behind`` is the commonest colour under it, ``colour`` is None where the text is not seen; ``x_height_mm`` is that
    of its own letters and ``space_mm`` the width of its spaces, None without any to measure; ``unmapped`` counts the
    characters a reader cannot name. ``tags`` are the structure around it from outside in, and ``block`` tells the
    innermost one from all others (0 without tags).
    """

    text: str
    box: Box
    baseline_mm: float
    size_pt: float
    font: Font
    colour: RGB | None
    behind: RGB
    artifact: bool
    upright: bool
    slanted: bool
    x_height_mm: float | None
    space_mm: float | None
    unmapped: int
    tags: tuple[str, ...]
    block: int

    @property
    def size_mm(self) -> float:
        """The size as a length on the page, in millimetres."""
        return self.size_pt * MM_PER_POINT


@dataclasses.dataclass(frozen=True, slots=True)
class Shape:
    """A path: its bounds and its colour, ``edged`` when a line that stands out in grey runs along one of its sides."""

    box: Box
    colour: RGB
    edged: bool


@dataclasses.dataclass(frozen=True, slots=True)
class MeasuredCode:
    """A code for machines, so many modules wide and high (1 for bars), and the bounds of its black.

    ``white_mm`` is how far the white around it reaches, ``dark`` and ``light`` are its two shades in grey, 0 to 255.
    """

    kind: Code
    box: Box
    columns: int
    rows: int
    white_mm: float
    dark: int
    light: int

    @property
    def module_mm(self) -> float:
        """The width of a module."""
        return self.box.width / self.columns


@dataclasses.dataclass(frozen=True, slots=True)
class MeasuredPage:
    """A page as it is seen; ``number`` counts from 1.

    ``filled`` is the share of its area, from 0 to 1, that solid fills cover, text and pictures left out.
    """

    number: int
    width_mm: float
    height_mm: float
    pieces: tuple[Piece, ...]
    shapes: tuple[Shape, ...]
    pictures: tuple[Box, ...]
    filled: float
    codes: tuple[MeasuredCode, ...] = ()


@dataclasses.dataclass(frozen=True, slots=True)
class Measured:
    """A PDF; ``names`` are all its names (/JavaScript, /EmbeddedFiles …) without the slash."""

    pages: tuple[MeasuredPage, ...]
    encrypted: bool
    names: frozenset[str]
