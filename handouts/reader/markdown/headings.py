"""Headings and code fences as kramdown and CommonMark read them, for python-markdown."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element, SubElement

from markdown.blockprocessors import BlockProcessor, BlockQuoteProcessor, HashHeaderProcessor, SetextHeaderProcessor
from markdown.util import AtomicString

from handouts.reader.markdown.markup import QUESTION_LINE, TITLE_LINE


class HashHeading(HashHeaderProcessor):
    """``##Heading`` needs no space; ``#1`` is a number, not a heading."""

    RE = re.compile(r"(?:^|\n) {0,3}(?P<level>#{1,6})(?=\s|[^\W\d]|\*|$)(?P<header>[^\n]*?)(?:[ ]+#+)?[ ]*(?:\n|$)")


class UnderlinedHeading(SetextHeaderProcessor):
    """A line of ``---`` below a sentence is a rule, below a short line it makes that line a heading.

    Below a question it has to be long: Pandoc makes it as long as the heading.
    """

    RE = re.compile(
        rf"^(?:{TITLE_LINE}\n[ ]*(?:==+|-{{3,}})|{QUESTION_LINE}\n[ ]*-{{8,}})[ ]*$\n?",
        re.MULTILINE,
    )


class QuotationProcessor(BlockQuoteProcessor):
    """A quotation may be indented as far as it likes: nothing here is code."""

    RE = re.compile(r"(^|\n)[ ]*>[ ]?(.*)")

    def run(self, parent: Element, blocks: list[str]) -> None:
        """Parse the block; a blank line without its ``>`` parts two quotations, as two boxes."""
        sibling = self.lastChild(parent)
        if sibling is not None and sibling.tag == "blockquote":
            SubElement(parent, "hr")
        super().run(parent, blocks)


class FenceProcessor(BlockProcessor):
    """Text between code fences, wherever they stand; a fence that never closes is no fence."""

    FENCE = re.compile(r" {0,3}(?P<fence>`{3,}|~{3,}) *(?P<language>[\w+-]*) *$")

    def test(self, parent: Element, block: str) -> bool:  # noqa: ARG002
        """Find a fence at the start of any line."""
        return any(self.FENCE.match(line) for line in block.split("\n"))

    def run(self, parent: Element, blocks: list[str]) -> None:
        """Parse what stands before the fence, keep what it encloses, leave the rest."""
        lines = "\n\n".join(blocks).split("\n")
        start, opening = next((number, match) for number, line in enumerate(lines) if (match := self.FENCE.match(line)))
        closing = re.compile(rf" *{re.escape(opening['fence'])}[`~]* *$")
        end = next((n for n in range(start + 1, len(lines)) if closing.match(lines[n])), None)
        before, after = lines[:start], lines[start + 1 :]
        inside: list[str] = []
        if end is not None:
            inside, after = lines[start + 1 : end], lines[end + 1 :]
        blocks[:] = [block for block in "\n".join(after).split("\n\n") if block.strip()]
        self.parser.parseBlocks(parent, [block for block in "\n".join(before).split("\n\n") if block.strip()])
        if opening["language"] in {"markdown", "md"}:
            self.parser.parseBlocks(parent, [block for block in "\n".join(inside).split("\n\n") if block.strip()])
        elif inside:
            SubElement(parent, "pre").text = AtomicString("\n".join(inside))
