"""Grey for every colour of a finished PDF but those of its pictures (`handouts.pdf.pictures`)."""

from __future__ import annotations

import re

import pydyf

LUMA = (0.299, 0.587, 0.114)  # what a black and white printer makes of red, green and blue (ITU-R BT.601)
COLOUR = re.compile(rb"(-?[\d.]+) (-?[\d.]+) (-?[\d.]+) (rg|RG)")
GREY = {b"rg": b"g", b"RG": b"G"}


def set_in_grey(pdf: pydyf.PDF) -> None:
    """Write grey wherever the pages and drawings of a PDF ask for red, green and blue."""
    for item in pdf.objects:
        if isinstance(item, pydyf.Stream):
            for position, part in enumerate(item.stream):
                if isinstance(part, bytes) and (match := COLOUR.fullmatch(part)):
                    share = sum(weight * float(value) for weight, value in zip(LUMA, match.groups()[:3], strict=True))
                    item.stream[position] = f"{round(share, 4):g} ".encode() + GREY[match[4]]
