"""A clinic's colours: letters in them must be read on white, in colour and on a grey printer."""

from __future__ import annotations

import re

import pydantic
from pydantic_core import PydanticCustomError

LEAST = 4.5  # WCAG 2.2, 1.4.3: contrast of text with its ground
STEPS = 200


class Colours(pydantic.BaseModel):
    """Colours in hex; what is not given is the look's."""

    model_config = pydantic.ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)

    accent: str | None = pydantic.Field(None, examples=['"#12355b"'], description="Headings and rules, as #12355b.")

    @pydantic.field_validator("accent")
    @classmethod
    def _seen(cls, value: str | None) -> str | None:
        if value is None:
            return None
        if not re.fullmatch(r"#[0-9a-fA-F]{6}", value):
            raise PydanticCustomError("colour", "this is no colour; write it in hex, as #12355b")
        if (ratio := contrast(value)) < LEAST:
            told = (
                f"its contrast on white is {ratio:.2f} : 1, in colour or in grey, and {LEAST} is the least; "
                f"the nearest that passes is {nearest(value)}"
            )
            raise PydanticCustomError("contrast", "{told}", {"told": told})
        return value.lower()


def contrast(colour: str) -> float:
    """Return the lower of the contrasts with white that a colour has in colour and in grey."""
    channels = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    grey = sum(part * channel for part, channel in zip((0.299, 0.587, 0.114), channels, strict=True))  # ITU-R BT.601
    return min(1.05 / (luminance + 0.05) for luminance in (_luminance(channels), _luminance([grey] * 3)))


def nearest(colour: str) -> str:
    """Return the lightest colour that passes on the way from this one to black."""
    channels = [int(colour[start : start + 2], 16) for start in (1, 3, 5)]
    darker = (
        "#" + "".join(f"{round(channel * (STEPS - step) / STEPS):02x}" for channel in channels)
        for step in range(STEPS + 1)
    )
    return next(each for each in darker if contrast(each) >= LEAST)


def _luminance(channels: list[float]) -> float:
    """Return the relative luminance (WCAG 2.2)."""
    linear = [each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in channels]  # noqa: PLR2004
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
