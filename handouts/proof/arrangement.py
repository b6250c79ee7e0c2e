"""Does a section stand in the leaflet as its author wrote it? Of side effects, whole stretches may change places."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

from handouts.model.monograph import ItemList, Role, SubHeading, plain
from handouts.model.walk import TextLine, lines, section_lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from handouts.model.monograph import Block, Section

BETWEEN = "\0"


def joined(shown: Iterable[tuple[str | None, str]]) -> str:
    """Return lines with their list markers as one text in which a run of lines is a run of the text."""
    return "".join(f"{BETWEEN}{marker}{text}" for marker, text in shown) + BETWEEN


def stands(section: Section, arranged: str) -> bool:
    """Tell whether a section stands whole in the leaflet's lines, ``arranged`` by `joined`.

    All of it in its author's order; of side effects, what stands before the first sub-heading, and then each
    sub-heading with all that follows it, once, in whatever order, with nothing between. What follows the last list
    of all may end the section.
    """
    if _run(section_lines(section)) in arranged:
        return True
    if section.role is not Role.SIDE_EFFECT:
        return False
    heads = [place for place, block in enumerate(section.content) if isinstance(block, SubHeading)]
    bounds = [*heads, len(section.content)]
    heading = [TextLine(section.heading)] if section.heading else []
    first = _run([*heading, *lines(section.content[: bounds[0]])])
    begins = [match.start() + len(first) - len(BETWEEN) for match in re.finditer(re.escape(first), arranged)]
    lists = [place for place, block in enumerate(section.content) if isinstance(block, ItemList)]
    ends = {len(section.content), lists[-1] + 1 if lists and lists[-1] > bounds[0] else len(section.content)}
    return any(_follow(section.content, [*heads, end], arranged, start) for end in ends for start in begins)


def _run(found: Iterable[TextLine]) -> str:
    return joined((line.marker, plain(line.inline)) for line in found)


def _follow(content: Sequence[Block], bounds: Sequence[int], arranged: str, place: int) -> bool:
    """Tell whether the wholes between the bounds stand from a place on, each once, and then what is behind them."""
    left = [_run(lines(content[start:end])) for start, end in itertools.pairwise(bounds)]
    left.sort(key=len, reverse=True)  # one that begins like a longer one is not mistaken for it
    while left:
        whole = next((whole for whole in left if arranged.startswith(whole, place)), None)
        if whole is None:
            return False
        left.remove(whole)
        place += len(whole) - len(BETWEEN)
    return arranged.startswith(_run(lines(content[bounds[-1] :])), place)
