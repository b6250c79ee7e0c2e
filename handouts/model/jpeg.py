"""A JPEG file as the parts it is written in (ITU-T T.81, annex B): its segments, and the coded dots between them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

BEGIN = b"\xff\xd8"
MARK, END, SCAN = 0xFF, 0xD9, 0xDA
ALONE = frozenset((0x01, *range(0xD0, 0xD8)))  # marks that head no segment
DOTS_END = re.compile(rb"\xff+[\x01-\xcf\xd8-\xfe]")  # a 0 after 255 is part of the dots, and so is a restart


class Segment(NamedTuple):
    """A part of the file from ``start`` to ``end``, in bytes; ``dots`` is where the coded dots after it begin, or 0."""

    mark: int
    start: int
    end: int
    dots: int = 0


def segments(data: bytes) -> Iterator[Segment]:
    """Return the segments of a JPEG file up to its end; what follows that is no part of the picture.

    Raises:
        ValueError: this is none, or it breaks off.
    """
    place = len(BEGIN)
    if not data.startswith(BEGIN):
        raise ValueError("not a JPEG file")
    while True:
        start = place
        while data[place : place + 2] == b"\xff\xff":
            place += 1
        head = data[place : place + 4]
        if len(head) < len(BEGIN) or head[0] != MARK:
            raise ValueError("a JPEG file that breaks off")
        mark = head[1]
        if mark == END:
            yield Segment(mark, start, place + 2)
            return
        end = place + 2 + (0 if mark in ALONE else int.from_bytes(head[2:4]))
        if end > len(data) or (mark not in ALONE and end < place + 4):
            raise ValueError("a JPEG file that breaks off")
        place = end
        if mark == SCAN:
            found = DOTS_END.search(data, end)
            if found is None:
                raise ValueError("a JPEG file that breaks off")
            place = found.start()
            yield Segment(mark, start, place, end)
        else:
            yield Segment(mark, start, end)
