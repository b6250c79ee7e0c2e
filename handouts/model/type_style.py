"""Type styles: how large and how wide the type is set; one file each, ``styles/type/NAME.toml``."""

from __future__ import annotations

from typing import ClassVar

import pydantic

from handouts.model.described import Described


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

    def __str__(self) -> str:
        """Say it with its size."""
        return f"{self.title} ({self.size_pt:g} pt)"
