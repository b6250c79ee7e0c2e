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

ParsedPart = Block | Heading


@dataclasses.dataclass(slots=True)
class Draft:
    """A section that is still being read."""

    role: Role
    heading: Inline | None
    line: int
    parts: list[ParsedPart] = dataclasses.field(default_factory=list)

    def done(self) -> Section:
        """Return the finished section."""
        parts = [part for part in self.parts if not isinstance(part, Paragraph) or part.inline]
        content = paired(parts) if self.role is Role.QUESTION else tuple(_content(parts))
        return Section(self.role, self.heading, content, self.line)


def sections_of(parts: Sequence[ParsedPart]) -> tuple[Section, ...]:
    """Return the sections in the author's order; nothing is left out, whatever its heading says."""
    marked = list(_bold_labels(parts)) if not _section_headings(parts) else list(parts)
    headings = _section_headings(marked)
    level = _section_level(headings)
    drafts = [Draft(Role.OTHER, None, 0)]
    for part in marked:
        if isinstance(part, Heading) and part.level <= level and not _asks(part, drafts[-1].role):
            drafts.append(_opened(part))
        elif isinstance(part, Paragraph) and _disclaims(part):
            before = drafts[-1]
            drafts += [Draft(Role.DISCLAIMER, None, part.line, [part]), Draft(before.role, None, 0)]
        else:
            drafts[-1].parts.append(part)
    return tuple(draft.done() for draft in drafts if draft.heading or draft.parts)


def _asks(heading: Heading, role: Role) -> bool:
    """Tell a question that was typed as a heading, among questions."""
    text = plain(heading.inline)
    return role is Role.QUESTION and bool(QUESTION.match(text) or text.rstrip().endswith("?"))


def _section_headings(parts: Sequence[ParsedPart]) -> list[Heading]:
    return [part for part in parts if isinstance(part, Heading)]


def _section_level(headings: Sequence[Heading]) -> int:
    """Return the level at which headings part the text: where the known names stand, else the highest there is."""
    named = [heading.level for heading in headings if _named(heading)]
    levels = named or [heading.level for heading in headings]
    return min(levels, default=6)


def _named(heading: Heading) -> Role | None:
    text = plain(heading.inline)
    label = LABEL.match(text)
    return known(text) or (known(label[1]) if label else None)


def _opened(heading: Heading) -> Draft:
    """Open a section; the value a heading holds after a known name (``Usage: X is …``) is its first paragraph."""
    inline = heading.inline
    text = plain(inline)
    label = LABEL.match(text)
    role = role_of(text)
    parts: list[ParsedPart] = []
    if label and (named := known(label[1])):
        role = named
        if rest := cut(inline, label.end()):
            parts.append(Paragraph(without(Mark.STRONG, rest) if _all_strong(inline) else rest, heading.line))
        inline = cut(inline, 0, label.end())
    return Draft(role, without(Mark.STRONG, inline), heading.line, parts)


def _bold_labels(parts: Sequence[ParsedPart]) -> Iterator[ParsedPart]:
    """Make headings of the bold labels of the older form: ``**Usage:** text``, or ``**Usage:**`` on its own."""
    for part in parts:
        lead = _strong_lead(part.inline) if isinstance(part, Paragraph) else 0
        if isinstance(part, Paragraph) and lead and known(plain(part.inline)[:lead]):
            yield Heading(3, cut(part.inline, 0, lead), part.line)
            if rest := cut(part.inline, lead):
                yield Paragraph(rest, part.line)
        else:
            yield part


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


def _content(parts: Sequence[ParsedPart]) -> Iterator[Block]:
    """Tell sub-headings (deeper headings, bold-only lines) from text."""
    for part in parts:
        if isinstance(part, Heading) or (isinstance(part, Paragraph) and _is_bold_line(part.inline)):
            yield SubHeading(without(Mark.STRONG, part.inline), part.line)
        else:
            yield part


def _is_bold_line(inline: Inline) -> bool:
    text = plain(inline)
    return len(text) <= 120 and "\n" not in text and _all_strong(inline) and not re.search(r"[.!]\s*$", text)  # noqa: PLR2004
