"""Paper sizes: a size is one file, ``styles/paper/NAME.toml``; a clinic's own styles may add to ours."""

from __future__ import annotations

from typing import ClassVar

import pydantic

from handouts.model.described import Described

RIM_MM = 12  # what stays free beside a wide table


class PaperSize(Described):
    """A sheet, upright, and the margins around the text on it; all lengths in millimetres.

    The margin on the right is the one for notes.
    """

    folder: ClassVar[str] = "paper"
    noun: ClassVar[str] = "paper size"
    default: ClassVar[str] = "a4"

    width_mm: float = pydantic.Field(gt=0)
    height_mm: float = pydantic.Field(gt=0)
    top_mm: float = pydantic.Field(ge=0)
    right_mm: float = pydantic.Field(ge=0)
    bottom_mm: float = pydantic.Field(ge=0)
    left_mm: float = pydantic.Field(ge=0)

    @property
    def column_mm(self) -> float:
        """The width of the text's column, in millimetres."""
        return self.width_mm - self.left_mm - self.right_mm

    @property
    def text_height_mm(self) -> float:
        """The height of the text's column, in millimetres."""
        return self.height_mm - self.top_mm - self.bottom_mm

    @property
    def table_mm(self) -> float:
        """The width of a wide table, in millimetres: it runs on through the margin for notes, but for a rest of it."""
        return round(max(self.column_mm, self.width_mm - self.left_mm - RIM_MM), 2)

    @property
    def foot_width_mm(self) -> float:
        """The width of the page's foot, in millimetres to a hundredth.

        It runs on through the margin for notes and leaves the left margin on both sides.
        """
        return round(self.width_mm - 2 * self.left_mm, 2)

    def __str__(self) -> str:
        """Say it with its measures."""
        return f"{self.title} ({self.width_mm:g} by {self.height_mm:g} mm)"
