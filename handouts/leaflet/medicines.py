"""Which medicine a section is about, where a text holds more than one."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

from handouts.model.monograph import Inline, Paragraph, Role, plain
from handouts.model.walk import lines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from handouts.model.monograph import Monograph, Section

LONGEST = 80  # letters of a name
NAME_LETTERS = 4  # of the shortest word of a medicine's name that is looked for
Name = tuple[Inline, int]  # with its line in the file


def medicines(monograph: Monograph) -> dict[int, Name]:
    """Return the name above each section (by its position), in the author's words; none where it is one medicine.

    A text holds more than one where the same headings come again under another name, or where headings of a higher
    level part its sections.
    """
    starts = _repeats(monograph.sections) if monograph.stacked else _above(monograph)
    current = (monograph.heading or monograph.title, monograph.body_line)
    named: dict[int, Name] = {}
    for number in range(len(monograph.sections)):
        current = starts.get(number, current)
        named[number] = current
    return named if len({plain(name) for name, _ in named.values()}) > 1 else {}


def _repeats(sections: Sequence[Section]) -> dict[int, Name]:
    """Return the names at which monographs begin: a heading that comes again tells, names before it belong to it."""
    starts: dict[int, Name] = {}
    seen = set[str]()
    first = 0
    for number, section in enumerate(sections):
        heading = " ".join(re.findall(r"\w+", plain(section.heading or ()).casefold()))
        if heading and heading in seen:
            first = number
            while _name(sections[first - 1]):
                first -= 1
            seen = set()
        if (name := _name(section)) and first not in starts:
            starts[first] = name
        seen.add(heading)
    return starts


def _name(section: Section) -> Name | None:
    """Return the medicine a section names: a short text below “Generic name”, or a heading with nothing below it."""
    if section.heading and not section.content and section.role in {Role.OTHER, Role.NAME}:
        return section.heading, section.line
    if section.role is Role.NAME and section.content and isinstance(first := section.content[0], Paragraph):
        return (first.inline, first.line) if len(plain(first.inline)) <= LONGEST else None
    return None


def _above(monograph: Monograph) -> dict[int, Name]:
    """Return the headings without text of their own that stand above sections."""
    levels = {heading.line: heading.level for heading in monograph.headings}
    sections = monograph.sections
    return {
        number: name
        for number, (section, below) in enumerate(itertools.pairwise(sections))
        if not section.content and levels.get(section.line, 6) < levels.get(below.line, 0) and (name := _name(section))
    }


def name_words(monograph: Monograph) -> tuple[str, ...]:
    """Return the words of the medicine's names."""
    metadata = monograph.metadata
    named = (
        plain(line.inline)
        for section in monograph.sections
        if section.role is Role.NAME
        for line in lines(section.content)
    )
    names = (plain(monograph.title), metadata.generic_name or "", *metadata.brand_names, *named)
    words = {word for name in names for word in re.findall(r"[^\W\d_]+", name.casefold())}
    return tuple(sorted(word for word in words if len(word) >= NAME_LETTERS))
