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

    def test(self, parent: Element, block: str) -> bool:  # noqa: ARG002
        """Look for the sign first: a block is asked once for each rule and heading in it."""
        return "#" in block and self.RE.search(block) is not None


class UnderlinedHeading(SetextHeaderProcessor):
    """A line of ``---`` below a sentence is a rule, below a short line it makes that line a heading.

    Below a question it has to be long: Pandoc makes it as long as the heading.
    """

    RE = re.compile(
        rf"^(?:{TITLE_LINE}\n[ ]*(?:==+|-{{3,}})|{QUESTION_LINE}\n[ ]*-{{8,}})[ ]*$\n?",
        re.MULTILINE,
    )

    def run(self, parent: Element, blocks: list[str]) -> None:
        """Make the heading, and leave the lines below it as they are."""
        title, line, *rest = blocks.pop(0).split("\n", 2)
        SubElement(parent, "h1" if line.startswith("=") else "h2").text = title.strip()
        blocks[:0] = rest


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
        return ("```" in block or "~~~" in block) and any(self.FENCE.match(line) for line in block.split("\n"))

    def run(self, parent: Element, blocks: list[str]) -> None:
        """Parse what stands before each fence of the block, keep what it encloses, leave the rest."""
        lines, at = blocks.pop(0).split("\n"), 0
        while (start := next((n for n in range(at, len(lines)) if self.FENCE.match(lines[n])), None)) is not None:
            opening = self.FENCE.match(lines[start])
            closing = re.compile(rf" *{re.escape(opening['fence'])}[`~]* *$")  # type: ignore[index]
            looked = start + 1
            while (end := next((n for n in range(looked, len(lines)) if closing.match(lines[n])), None)) is None:
                if not blocks:
                    break
                looked = len(lines)
                lines += ["", *blocks.pop(0).split("\n")]
            self.parser.parseBlocks(parent, _filled(lines[at:start]))
            at = start + 1
            if end is not None:
                self._keep(parent, opening, lines[at:end])  # type: ignore[arg-type]
                at = end + 1
        blocks[:0] = _filled(lines[at:])

    def _keep(self, parent: Element, opening: re.Match[str], inside: list[str]) -> None:
        if opening["language"] in {"markdown", "md"}:
            self.parser.parseBlocks(parent, _filled(inside))
        elif inside:
            SubElement(parent, "pre").text = AtomicString("\n".join(inside))


def _filled(lines: list[str]) -> list[str]:
    """Return the blocks of some lines that hold anything."""
    return [block for block in "\n".join(lines).split("\n\n") if block.strip()]
