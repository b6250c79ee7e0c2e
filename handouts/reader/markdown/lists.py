"""Lists as kramdown and CommonMark read them, for python-markdown.

python-markdown wants a blank line before a list and four spaces before what belongs to an item;
without them it prints bullets as text. Here an item owns every line indented at least two past its
marker, and lines that go on without indentation (lazy continuation).
"""

from __future__ import annotations

import dataclasses
import re
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement

from markdown.blockprocessors import BlockProcessor

from handouts.reader.markdown.marks import AROUND, OWN, kind_of

if TYPE_CHECKING:
    from collections.abc import Iterator

BULLET = r"[*•-]|\+(?= +[^\d\s]| *$)"
NUMBER = r"\d{1,9}[.)]"
# A label of a question or answer, right behind its star.
LABEL = r"(?!\*\*.*\*{3})(?:\*\*)?[AQ]\d*\s?[:.](?!.*(?<![\s*])\*(?!\*)).*"
MARKER = re.compile(
    rf"(?P<indent> *)(?:(?P<bullet>{BULLET})|(?P<number>{NUMBER}|{OWN}))(?P<gap> +|$)(?P<text>.*)|"
    rf"(?P<indent2> *)(?P<star>\*)(?P<text2>{LABEL})"
)
DEEPEST = 12
RULE = re.compile(r" *(?:(?:\* *){3,}|(?:- *){3,}|(?:_ *){3,})$")
BREAKS_LAZINESS = re.compile(r" {0,3}(?:#{1,6}|```|~~~|>|\|)|(?:\*\*|__)[^*_]+(?:\*\*|__):? *$")


@dataclasses.dataclass(slots=True)
class Opening:
    """A list item's first line; ``kind`` is what all items of its list share."""

    indent: int
    marker: str | None
    text: str
    kind: str = "bullet"


def opening(line: str) -> Opening | None:
    """Return the item a line opens, if it opens one."""
    match = MARKER.match(line)
    if not match or RULE.match(line):
        return None
    if match["star"]:
        return Opening(len(match["indent2"]), None, match["text2"])
    marker = match["number"]
    kind = "bullet" if marker is None else kind_of(marker.strip(AROUND)) if marker.startswith(AROUND) else "number"
    return Opening(len(match["indent"]), marker and marker.strip(AROUND), match["text"], kind)


def may_interrupt(line: str, before: str, after: str) -> bool:
    """Tell whether a line may open a list straight after a paragraph line.

    A bullet with text may, and so may a mark of its own. A number may when it is 1, when a colon leads up to it, or
    when the next line counts on, down, or stays; else it is a number that came to stand at the start of a line.
    """
    item, following = opening(line), opening(after)
    if item is None or not (item.text.strip() or item.marker is None):
        return False
    if (
        item.marker is None
        or item.kind not in {"bullet", "number"}
        or item.marker[:-1] == "1"
        or before.rstrip(" *_").endswith(":")
    ):
        return True
    return (
        following is not None
        and following.marker is not None
        and following.kind == "number"
        and following.marker[-1] == item.marker[-1]
        and abs(int(following.marker[:-1]) - int(item.marker[:-1])) <= 1
    )


class ListProcessor(BlockProcessor):
    """Take over lists from python-markdown's own processors."""

    def test(self, parent: Element, block: str) -> bool:  # noqa: ARG002
        """Find a list anywhere in the block; one that lies deeper than anybody follows is text."""
        return len(self.parser.state) <= DEEPEST and self._start(block.split("\n")) is not None

    def run(self, parent: Element, blocks: list[str]) -> None:
        """Parse what stands before the list, then the list, and leave the rest."""
        lines = blocks.pop(0).split("\n")
        start = self._start(lines) or 0
        if start:
            self.parser.parseBlocks(parent, ["\n".join(lines[:start])])
        lines = lines[start:]
        first = opening(lines[0]) or Opening(0, None, "")
        base, kind = first.indent, first.kind
        items: list[tuple[str | None, list[str]]] = []
        while True:
            rest = self._gather(lines, base, items, kind=kind)
            if rest:
                blocks.insert(0, "\n".join(rest))
                break
            if not blocks or not self._goes_on(blocks[0].split("\n")[0], base, kind=kind):
                break
            if items[-1][1]:
                items[-1][1].append("")
            lines = blocks.pop(0).split("\n")
        self._build(parent, items, kind=kind)

    @staticmethod
    def _start(lines: list[str]) -> int | None:
        for number, line in enumerate(lines):
            before, after = lines[number - 1] if number else "", lines[number + 1] if number + 1 < len(lines) else ""
            if opening(line) and (number == 0 or may_interrupt(line, before, after)):
                return number
        return None

    @staticmethod
    def _goes_on(line: str, base: int, *, kind: str) -> bool:
        """Tell whether the first line after a blank one still belongs to the list."""
        item = opening(line)
        indent = len(line) - len(line.lstrip(" "))
        return indent >= base + 2 or (item is not None and item.indent <= base + 1 and item.kind == kind)

    @staticmethod
    def _gather(lines: list[str], base: int, items: list[tuple[str | None, list[str]]], *, kind: str) -> list[str]:
        """Add the lines to the items; return those after the list's end."""
        fresh = True
        for number, line in enumerate(lines):
            item = opening(line)
            indent = len(line) - len(line.lstrip(" "))
            if item is not None and item.indent <= base + 1:
                if item.kind != kind:
                    return lines[number:]
                items.append((item.marker, [item.text]))
            elif indent >= base + 2:
                items[-1][1].append(line)
            elif fresh or BREAKS_LAZINESS.match(line):
                return lines[number:]
            else:
                items[-1][1].append(line.lstrip(" "))
            fresh = False
        return []

    def _build(self, parent: Element, items: list[tuple[str | None, list[str]]], *, kind: str) -> None:
        element = SubElement(parent, "ol" if kind == "number" else "ul")
        for marker, lines in items:
            child = SubElement(element, "li")
            if marker:
                child.set("data-marker", marker)
            self.parser.state.set("item")
            self.parser.parseBlocks(child, list(_blocks(lines)))
            self.parser.state.reset()


def _blocks(lines: list[str]) -> Iterator[str]:
    """Take the item's own indentation off its lines and part them at blank lines."""
    inner = [len(line) - len(line.lstrip(" ")) for line in lines[1:] if line.startswith("  ")]
    indent = min(inner, default=0)
    owned = [lines[0], *(line[indent:] if line.startswith(" " * indent) else line for line in lines[1:])]
    for block in "\n".join(owned).split("\n\n"):
        if block.strip():
            yield block.strip("\n")
