"""A prepared text made safe from the parser line by line: blanks, footnotes' stars, items with marks of their own."""

from __future__ import annotations

import dataclasses

from handouts.reader.markdown.enclosed import fences
from handouts.reader.markdown.inline import blanks
from handouts.reader.markdown.marks import own_marks
from handouts.reader.markdown.markup import is_markdown
from handouts.reader.markdown.source import ENTITY, is_entity
from handouts.reader.markdown.stars import footnotes


@dataclasses.dataclass(frozen=True, slots=True)
class Guarded:
    """The text; the lines, from 0, with a footnote's star that has no note; those with a number that may be two."""

    text: str
    lonely: tuple[int, ...]
    doubtful: tuple[tuple[int, str], ...]


def guard(prepared: str) -> Guarded:
    """Return a prepared text (see `prepare`) as it is given to the parser, line for line."""
    fenced = {
        line
        for fence in fences(prepared)
        if not is_markdown(fence)
        for line in range(prepared.count("\n", 0, fence.start()), prepared.count("\n", 0, fence.end()) + 1)
    }
    written = prepared.split("\n")
    open_lines = ["" if number in fenced else line for number, line in enumerate(written)]
    starred = footnotes("\n\n".join(map(blanks, "\n".join(open_lines).split("\n\n"))).split("\n"))
    marked = own_marks(starred.lines)
    text = "\n".join(written[number] if number in fenced else line for number, line in enumerate(marked))
    text = ENTITY.sub(lambda match: match[0] if is_entity(match[0]) else f"&amp;{match[0][1:]}", text)
    return Guarded(text, starred.lonely, starred.doubtful)
