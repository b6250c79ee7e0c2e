"""Type styles: how large and how wide the type is set; one file each, ``styles/type/NAME.toml``."""

from __future__ import annotations

from typing import ClassVar

import pydantic

from handouts.model.described import Described

NOTE = 0.81  # of the size of running text
LEAST_LEADING, CLOSER = 1.2, 0.03  # lines nearer to each other read badly (EC readability guideline, 2009)


class TypeStyle(Described):
    """Sizes in points; ``leading`` is the distance of baselines as a multiple of the size.

    ``size_pt`` is that of running text, ``small_pt`` the smallest there is.
    """

    folder: ClassVar[str] = "type"
    noun: ClassVar[str] = "type style"
    default: ClassVar[str] = "standard"

    size_pt: float = pydantic.Field(ge=6, le=40)
    small_pt: float = pydantic.Field(ge=6, le=40)
    leading: float = pydantic.Field(ge=1, le=3)

    @property
    def note_pt(self) -> float:
        """The size of labels, pointers and notes beside the text, in points."""
        return max(self.small_pt, round(NOTE * self.size_pt, 1))

    @property
    def closer_leading(self) -> float:
        """The leading for a text that would leave little on its last page."""
        return max(min(self.leading, LEAST_LEADING), round(self.leading - CLOSER, 2))

    def __str__(self) -> str:
        """Say it with its size."""
        return f"{self.title} ({self.size_pt:g} pt)"
