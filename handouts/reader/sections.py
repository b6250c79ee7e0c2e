"""Blocks to sections: which headings part the text, and what each part is about."""

from __future__ import annotations

import dataclasses
import itertools
import re
from typing import TYPE_CHECKING

from handouts.model.monograph import (
    Block,
    Heading,
    Inline,
    Mark,
    Paragraph,
    Question,
    Role,
    Section,
    SubHeading,
    cut,
    plain,
    without,
)
from handouts.model.walk import lines
from handouts.reader.disclaimers import disclaims, instructs
from handouts.reader.markings import unmarked
from handouts.reader.misspelt import meant, meant_role
from handouts.reader.questions import LABEL as QUESTION
from handouts.reader.questions import are_questions, paired
from handouts.reader.roles import is_local, known

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

LABEL = re.compile(r"\s*([^:\n]{2,60}):")
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
        role, questions = self.role, paired(blocks)
        if role is Role.OTHER and are_questions(questions):
            role = Role.QUESTION
        content = questions if role is Role.QUESTION else tuple(_content(blocks))
        if role is Role.DISCLAIMER and self.heading and instructs(plain(line.inline) for line in lines(content)):
            role = Role.OTHER
        return Section(role, self.heading, content, self.line)


def sections_of(blocks: Sequence[BlockOrHeading]) -> tuple[Section, ...]:
    """Return the sections in the author's order; nothing is left out, whatever its heading says."""
    marked = list(_bold_labels(blocks)) if not _section_headings(blocks) else list(blocks)
    level = _section_level(_section_headings(marked))
    found = [OpenSection(Role.OTHER, None, 0)]
    for number, block in enumerate(marked):
        if isinstance(block, Heading) and _opens(block, level, found[-1].role, marked, number):
            found.append(_opened(block))
        elif isinstance(block, Paragraph) and disclaims(block, *marked[number + 1 : number + 2]):
            before = found[-1]
            found += [OpenSection(Role.DISCLAIMER, None, block.line, [block]), OpenSection(before.role, None, 0)]
        else:
            found[-1].blocks.append(block)
    return unmarked(section.done() for section in found if section.heading or section.blocks)


def _opens(heading: Heading, level: int, role: Role, blocks: Sequence[BlockOrHeading], number: int) -> bool:
    """Tell whether a heading opens a section: on the sections' level or above, or anywhere where its name is known.

    A deeper one stays a part of its section where its name suits a part as well (`is_local`), says what the section
    says, or is followed by other sub-headings of its level: nobody can say whether they belong to it or to the section.
    """
    if heading.level <= level:
        return not _asks(heading, role)
    named = _named(heading)
    if named in {None, role} or is_local(plain(heading.inline)) or _asks(heading, role):
        return False
    asked = role is Role.QUESTION and _is_question(blocks[number + 1 : number + 2])
    return not (asked or _has_followers(heading, named, blocks[number + 1 :]))


def _has_followers(heading: Heading, named: Role | None, blocks: Sequence[BlockOrHeading]) -> bool:
    """Tell whether a sub-heading whose name says nothing follows on the same level of the same section.

    Below `### FAQs` a question typed as a heading says that it belongs there.
    """
    after = itertools.takewhile(lambda block: not isinstance(block, Heading) or block.level >= heading.level, blocks)
    same = [block for block in after if isinstance(block, Heading) and block.level == heading.level]
    return any(not _named(block) and not (named is Role.QUESTION and _asks(block, named)) for block in same)


def _is_question(blocks: Sequence[BlockOrHeading]) -> bool:
    return any(isinstance(block, Question) for block in paired(blocks))


def _asks(heading: Heading, role: Role) -> bool:
    """Tell a question that was typed as a heading, among questions."""
    text = plain(heading.inline)
    return role is Role.QUESTION and bool(QUESTION.match(text) or text.rstrip().endswith("?"))


def _section_headings(blocks: Sequence[BlockOrHeading]) -> list[Heading]:
    return [block for block in blocks if isinstance(block, Heading)]


def _section_level(headings: Sequence[Heading]) -> int:
    """Return the level at which headings part the text: where most of the known names stand, else the highest.

    A single `## Dosage` among `###` is a slip, and so is a name that comes again and again inside sections: of two
    levels, the one with more different roles is the sections' own, the higher one where both have as many.
    """
    roles: dict[int, set[Role]] = {}
    for heading in headings:
        if named := _named(heading):
            roles.setdefault(heading.level, set()).add(named)
    if roles:
        return max(sorted(roles), key=lambda level: len(roles[level]))
    return min((heading.level for heading in headings), default=6)


def _named(heading: Heading) -> Role | None:
    text = plain(heading.inline)
    label = LABEL.match(text)
    return _known(text) or (_known(label[1]) if label else None)


def _known(words: str) -> Role | None:
    """Return the role of a heading that is a name, or a name with a slip in it."""
    name = meant(words)
    return known(name) if name else known(words)


def _opened(heading: Heading) -> OpenSection:
    """Open a section; the value a heading holds after a known name (``Usage: X is …``) is its first paragraph."""
    inline = heading.inline
    text = plain(inline)
    label = LABEL.match(text)
    role = meant_role(text)
    blocks: list[BlockOrHeading] = []
    if label and (named := _known(label[1])):
        role = named
        if rest := cut(inline, label.end()):
            blocks.append(Paragraph(without(Mark.STRONG, rest) if _all_strong(inline) else rest, heading.line))
        inline = cut(inline, 0, label.end())
    return OpenSection(role, without(Mark.STRONG, inline), heading.line, blocks)


def _bold_labels(blocks: Sequence[BlockOrHeading]) -> Iterator[BlockOrHeading]:
    """Make headings of the bold labels of the older form: ``**Usage:** text``, or ``**Usage:**`` on its own."""
    for block in blocks:
        lead = _strong_lead(block.inline) if isinstance(block, Paragraph) else 0
        if isinstance(block, Paragraph) and lead and _known(plain(block.inline)[:lead]):
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
