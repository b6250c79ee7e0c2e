"""Paper sizes: a size is one file, ``styles/paper/NAME.toml``; a clinic's own styles may add to ours."""

from __future__ import annotations

from typing import ClassVar, Self

import pydantic

from handouts.model.described import Described

MM_PER_POINT = 25.4 / 72
RIM_MM = 12  # what stays free beside a wide table
NOTES_MM = 52  # of the right margin, where a column for notes stands in it
LEFT_FOR_NOTES_MM = 8  # what the left margin gives for it


class PaperSize(Described):
    """A sheet, upright, and the margins around the text on it; all lengths in millimetres.

    ``rim_mm`` of the right margin stays free beside a wide table.
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
    rim_mm: float = pydantic.Field(default=RIM_MM, ge=0)

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
        """The width of a wide table, in millimetres: it runs on through the right margin, but for a rest of it."""
        return round(max(self.column_mm, self.width_mm - self.left_mm - self.rim_mm), 2)

    def with_notes(self) -> Self:
        """Return the same sheet with a column for notes on the right, which takes its room from the text."""
        left_mm = max(self.left_mm - LEFT_FOR_NOTES_MM, RIM_MM)
        return self.model_copy(update={"left_mm": left_mm, "right_mm": max(self.right_mm, NOTES_MM)})

    def __str__(self) -> str:
        """Say it with its measures."""
        return f"{self.title} ({self.width_mm:g} by {self.height_mm:g} mm)"
