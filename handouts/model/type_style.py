"""Type styles: how large and how wide the type is set; one file each, ``styles/type/NAME.toml``."""

from __future__ import annotations

from typing import ClassVar, Self

import pydantic

from handouts.model.described import Described

NOTE = 0.81  # of the size of running text
LEAST_LEADING, CLOSER = 1.2, 0.03  # lines nearer to each other read badly (EC readability guideline, 2009)


class TypeStyle(Described):
    """Sizes in points; ``leading`` is the distance of baselines as a multiple of the size.

    ``size_pt`` is that of running text, ``small_pt`` the smallest there is. ``letter_em`` and ``word_em`` are added to
    each letter and to each space, ``paragraph_em`` stands between paragraphs, as multiples of the size; without it,
    they stand as the look has them. ``side_mm`` is the margin beside the text where the paper's is wider; ``black``
    sets everything in black on white.
    """

    folder: ClassVar[str] = "type"
    noun: ClassVar[str] = "type style"
    default: ClassVar[str] = "standard"

    size_pt: float = pydantic.Field(ge=6, le=40)
    small_pt: float = pydantic.Field(ge=6, le=40)
    leading: float = pydantic.Field(ge=1, le=3)
    letter_em: float = pydantic.Field(default=0, ge=0, le=0.5)
    word_em: float = pydantic.Field(default=0, ge=0, le=1)
    paragraph_em: float | None = pydantic.Field(default=None, ge=0, le=3)
    side_mm: float | None = pydantic.Field(default=None, ge=10, le=60)
    black: bool = False

    @pydantic.model_validator(mode="after")
    def _is_in_order(self) -> Self:
        """Refuse a style whose small type is larger than its running text."""
        if self.small_pt > self.size_pt:
            message = "small_pt is size_pt at most"
            raise ValueError(message)
        return self

    @property
    def is_large(self) -> bool:
        """Whether it is large print: nothing is smaller than the running text."""
        return self.small_pt == self.size_pt

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
