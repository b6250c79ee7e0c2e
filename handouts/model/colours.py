"""A clinic's colours: letters in them, and letters on them, must be read in colour and on a grey printer."""

from __future__ import annotations

import functools
import re
from typing import Any, NamedTuple

import pydantic
from pydantic_core import PydanticCustomError

STEPS = 200
WHITE, BLACK = "#ffffff", "#000000"


class Asked(NamedTuple):
    """The least contrast of a colour with another, what that other is, and where to go for more of it."""

    least: float
    other: str
    where: str
    way_out: str


ASKED = {
    "accent": Asked(4.5, WHITE, "on white", BLACK),  # WCAG 2.2, 1.4.3
    "shade": Asked(
        7, BLACK, "with the black letters on it", WHITE
    ),  # WCAG 2.2, 1.4.6: headings and warnings stand there
}


class Colours(pydantic.BaseModel):
    """Colours in hex; what is not given is the look's."""

    model_config = pydantic.ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)

    accent: str | None = pydantic.Field(None, examples=['"#12355b"'], description="Headings and rules, as #12355b.")
    shade: str | None = pydantic.Field(
        None, examples=['"#e8f0f8"'], description="Behind the danger box's heading and headings of tables, as #e8f0f8."
    )

    @pydantic.field_validator("accent", "shade")
    @classmethod
    def _seen(cls, value: str | None, info: pydantic.ValidationInfo) -> str | None:
        if value is None:
            return None
        if not re.fullmatch(r"#[0-9a-fA-F]{6}", value):
            raise PydanticCustomError("colour", "this is no colour; write it in hex, as #12355b")
        asked = ASKED[str(info.field_name)]
        if (ratio := contrast(value, asked.other)) < asked.least:
            told = (
                f"its contrast {asked.where} is {ratio:.2f} : 1, in colour or in grey, and {asked.least:g} is the "
                f"least; the nearest that passes is {nearest(value, asked)}"
            )
            raise PydanticCustomError("contrast", "{told}", {"told": told})
        return value.lower()

    @pydantic.model_serializer(mode="wrap")
    def _as_given(self, write: pydantic.SerializerFunctionWrapHandler) -> dict[str, Any]:
        """Leave out what is the look's, so that an edition without it keeps its key and its number."""
        return {name: value for name, value in write(self).items() if value is not None}


def contrast(colour: str, other: str = WHITE) -> float:
    """Return the lower of the contrasts that two colours have in colour and in grey."""
    lights = zip(_lights(colour), _lights(other), strict=True)
    return min((max(pair) + 0.05) / (min(pair) + 0.05) for pair in lights)


def contrast_of(one: tuple[int, int, int], other: tuple[int, int, int]) -> float:
    """Return the contrast of two colours, from 1 to 21 (WCAG 2); a colour is red, green and blue from 0 to 255."""
    lights = luminance(one), luminance(other)
    return (max(lights) + 0.05) / (min(lights) + 0.05)


@functools.lru_cache(maxsize=1024)
def luminance(colour: tuple[int, int, int]) -> float:
    """Return the relative luminance (WCAG 2.2) of a colour, from 0 to 1."""
    return _luminance([part / 255 for part in colour])


def nearest(colour: str, asked: Asked = ASKED["accent"]) -> str:
    """Return the first colour that passes on the straight way from this one to one that surely does."""
    start, end = _channels(colour), _channels(asked.way_out)
    steps = (
        "#"
        + "".join(f"{round(255 * (one + (two - one) * step / STEPS)):02x}" for one, two in zip(start, end, strict=True))
        for step in range(STEPS + 1)
    )
    return next(each for each in steps if contrast(each, asked.other) >= asked.least)


def _channels(colour: str) -> list[float]:
    return [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]


def _lights(colour: str) -> tuple[float, float]:
    """Return the relative luminance (WCAG 2.2) of a colour, and of its grey (ITU-R BT.601)."""
    channels = _channels(colour)
    grey = sum(part * channel for part, channel in zip((0.299, 0.587, 0.114), channels, strict=True))
    return _luminance(channels), _luminance([grey] * 3)


def _luminance(channels: list[float]) -> float:
    linear = [each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in channels]  # noqa: PLR2004
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
