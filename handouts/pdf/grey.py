"""Grey for every colour of a finished PDF, and of the pictures it shows."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping

import PIL.Image
import pydyf

LUMA = (0.299, 0.587, 0.114)  # what a black and white printer makes of red, green and blue (ITU-R BT.601)
COLOUR = re.compile(rb"(-?[\d.]+) (-?[\d.]+) (-?[\d.]+) (rg|RG)")
GREY = {b"rg": b"g", b"RG": b"G"}
SOLID, CLEAR = ("L", "LA")  # grey, without and with a share of what is behind


def set_in_grey(pdf: pydyf.PDF) -> None:
    """Write grey wherever the pages and drawings of a PDF ask for red, green and blue."""
    for item in pdf.objects:
        if isinstance(item, pydyf.Stream):
            for position, part in enumerate(item.stream):
                if isinstance(part, bytes) and (match := COLOUR.fullmatch(part)):
                    share = sum(weight * float(value) for weight, value in zip(LUMA, match.groups()[:3], strict=True))
                    item.stream[position] = f"{round(share, 4):g} ".encode() + GREY[match[4]]


def pictures_in_grey(pictures: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return pictures in grey, by name; drawings stay as they are, since their colours become the page's."""
    return {name: _in_grey(data) for name, data in pictures.items()}


def _in_grey(data: bytes) -> bytes:
    try:
        with PIL.Image.open(io.BytesIO(data)) as picture:
            mode = CLEAR if picture.has_transparency_data else SOLID
            written = io.BytesIO()
            picture.convert(mode).save(written, "PNG")
    except (OSError, ValueError):  # no pixels: a drawing
        return data
    return written.getvalue()
