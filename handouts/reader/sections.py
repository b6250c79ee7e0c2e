"""Blocks to sections: which headings part the text, and what each part is about."""

from __future__ import annotations

import dataclasses
import re
from typing import TYPE_CHECKING

from handouts.model.monograph import (
    Block,
    Heading,
    Inline,
    Mark,
    Paragraph,
    Role,
    Section,
    SubHeading,
    cut,
    plain,
    without,
)
from handouts.reader.questions import LABEL as QUESTION
from handouts.reader.questions import paired
from handouts.reader.roles import known, role_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

LABEL = re.compile(r"\s*([^:\n]{2,60}):")
DISCLAIMER = re.compile(r"\s*\*?(?:(?:important|medical)\s+)*disclaimers?\b", re.IGNORECASE)
NOTE = re.compile(r"\s*\*?(?:important\s+)?(?:note|notice)\b", re.IGNORECASE)
DISCLAIMING = re.compile(
    r"ai[- ]generated|educational|informational purposes|medical advice|not a substitute|does not replace",
    re.IGNORECASE,
)

LONGEST_LINE = 120  # characters of a bold line that is a heading; a longer one is a bold paragraph
BlockOrHeading = Block | Heading


@dataclasses.dataclass(slots=True)
class OpenSection:
    """A section that is still being read."""

    role: Role
    heading: Inline | None
    line: int
    blocks: list[BlockOrHeading] = dataclasses.field(default_factory=list)

    def done(self) -> Section:
        """Return the finished section."""
        blocks = [block for block in self.blocks if not isinstance(block, Paragraph) or block.inline]
        content = paired(blocks) if self.role is Role.QUESTION else tuple(_content(blocks))
        return Section(self.role, self.heading, content, self.line)


def sections_of(blocks: Sequence[BlockOrHeading]) -> tuple[Section, ...]:
    """Return the sections in the author's order; nothing is left out, whatever its heading says."""
    marked = list(_bold_labels(blocks)) if not _section_headings(blocks) else list(blocks)
    headings = _section_headings(marked)
    level = _section_level(headings)
    found = [OpenSection(Role.OTHER, None, 0)]
    for block in marked:
        if isinstance(block, Heading) and block.level <= level and not _asks(block, found[-1].role):
            found.append(_opened(block))
        elif isinstance(block, Paragraph) and _disclaims(block):
            before = found[-1]
            found += [OpenSection(Role.DISCLAIMER, None, block.line, [block]), OpenSection(before.role, None, 0)]
        else:
            found[-1].blocks.append(block)
    return tuple(section.done() for section in found if section.heading or section.blocks)


def _asks(heading: Heading, role: Role) -> bool:
    """Tell a question that was typed as a heading, among questions."""
    text = plain(heading.inline)
    return role is Role.QUESTION and bool(QUESTION.match(text) or text.rstrip().endswith("?"))


def _section_headings(blocks: Sequence[BlockOrHeading]) -> list[Heading]:
    return [block for block in blocks if isinstance(block, Heading)]


def _section_level(headings: Sequence[Heading]) -> int:
    """Return the level at which headings part the text: where the known names stand, else the highest there is."""
    named = [heading.level for heading in headings if _named(heading)]
    levels = named or [heading.level for heading in headings]
    return min(levels, default=6)


def _named(heading: Heading) -> Role | None:
    text = plain(heading.inline)
    label = LABEL.match(text)
    return known(text) or (known(label[1]) if label else None)


def _opened(heading: Heading) -> OpenSection:
    """Open a section; the value a heading holds after a known name (``Usage: X is …``) is its first paragraph."""
    inline = heading.inline
    text = plain(inline)
    label = LABEL.match(text)
    role = role_of(text)
    blocks: list[BlockOrHeading] = []
    if label and (named := known(label[1])):
        role = named
        if rest := cut(inline, label.end()):
            blocks.append(Paragraph(without(Mark.STRONG, rest) if _all_strong(inline) else rest, heading.line))
        inline = cut(inline, 0, label.end())
    return OpenSection(role, without(Mark.STRONG, inline), heading.line, blocks)


def _bold_labels(blocks: Sequence[BlockOrHeading]) -> Iterator[BlockOrHeading]:
    """Make headings of the bold labels of the older form: ``**Usage:** text``, or ``**Usage:**`` on its own."""
    for block in blocks:
        lead = _strong_lead(block.inline) if isinstance(block, Paragraph) else 0
        if isinstance(block, Paragraph) and lead and known(plain(block.inline)[:lead]):
            yield Heading(3, cut(block.inline, 0, lead), block.line)
            if rest := cut(block.inline, lead):
                yield Paragraph(rest, block.line)
        else:
            yield block


def _strong_lead(inline: Inline) -> int:
    """Return the length of the bold text at the start, with a colon that follows it."""
    length = 0
    for run in inline:
        if Mark.STRONG not in run.marks:
            break
        length += len(run.text)
    text = plain(inline)
    return length + (1 if length and text[length : length + 1] == ":" else 0)


def _all_strong(inline: Inline) -> bool:
    return all(Mark.STRONG in run.marks for run in inline if run.text.strip(" :.\n"))


def _disclaims(paragraph: Paragraph) -> bool:
    text = plain(paragraph.inline)
    return bool(DISCLAIMER.match(text) or (NOTE.match(text) and DISCLAIMING.search(text)))


def _content(blocks: Sequence[BlockOrHeading]) -> Iterator[Block]:
    """Tell sub-headings (deeper headings, bold-only lines) from text."""
    for block in blocks:
        if isinstance(block, Heading) or (isinstance(block, Paragraph) and _is_bold_line(block.inline)):
            yield SubHeading(without(Mark.STRONG, block.inline), block.line)
        else:
            yield block


def _is_bold_line(inline: Inline) -> bool:
    text = plain(inline)
    is_line = len(text) <= LONGEST_LINE and "\n" not in text
    return is_line and _all_strong(inline) and not re.search(r"[.!]\s*$", text)
