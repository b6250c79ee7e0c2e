"""Callouts of other dialects become quotations, headed by their own word: `[!CAUTION]`, `!!! danger`, `::: warning`."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

from handouts.reader.markdown.enclosed import fences

if TYPE_CHECKING:
    from collections.abc import Iterator

# GitHub, GitLab and Obsidian: the word stands in a quotation already.
QUOTED = re.compile(r"(?P<lead>[ ]*(?:>[ ]*)+)\[!(?P<word>[A-Za-z][\w-]*)\][+-]?[ ]*(?P<title>.*?)[ ]*")
# python-markdown and MkDocs: what is indented below belongs to it.
INDENTED = re.compile(r"(?:!!!|\?\?\?\+?)[ ]?(?P<word>[A-Za-z][\w-]*)[ ]*(?:\"(?P<title>[^\"]*)\")?[ ]*")
# Pandoc, Quarto, Docusaurus, MyST: until the line that closes it.
OPENED = re.compile(
    r"(?P<fence>:{3,}|`{3,}(?=\{))[ ]?\{?[.]?(?:callout-)?(?P<word>[A-Za-z][\w-]*)"
    r"(?:[ ]+title=\"(?P<named>[^\"]*)\")?\}?"
    r"(?:\[(?P<bracketed>[^\[\]]*)\]|[ ](?P<title>[^{}\[\]]+?))?[ ]*"
)
INDENT = re.compile(r"(?: {4}|\t)(.*)")
DEEPEST = 6  # quotations in each other


def as_quotations(body: str) -> str:
    """Return a text with each callout as a quotation headed by its word, line for line; code stays as it is."""
    if not any(sign in body for sign in ("[!", "!!!", "???", ":::", "```{")):
        return body
    fenced = [fence.span() for fence in fences(body)]
    edges = [0, *itertools.chain.from_iterable(fenced), len(body)]
    pieces = [body[start:end] for start, end in itertools.pairwise(edges)]
    pieces[::2] = ["\n".join(_lines(piece.split("\n"))) for piece in pieces[::2]]
    return "".join(pieces)


def _lines(lines: list[str]) -> Iterator[str]:
    boxes = _Boxes(lines)
    ends: list[int] = []  # where the boxes that are open are closed
    number = 0
    while number < len(lines):
        line, stop = lines[number], ends[-1] if ends else len(lines)
        number += 1
        if ends and number - 1 == stop:
            ends.pop()
            yield _quoted("", ends)
        elif quoted := QUOTED.fullmatch(line):
            yield _quoted(quoted["lead"] + _head(quoted["word"], quoted["title"]), ends)
        elif (indented := INDENTED.fullmatch(line)) and number < stop and INDENT.match(lines[number]):
            yield _quoted("> " + _head(indented["word"], indented["title"]), ends)
            end = _end_of_indented(lines, number, stop)
            for each in lines[number:end]:
                yield _quoted(f"> {each.removeprefix(chr(9))[4 * (each[:1] == ' ') :]}".rstrip(), ends)
            number = end
        elif (opened := OPENED.fullmatch(line)) and (end := boxes.closing(number - 1, opened["fence"])) < stop:
            yield _quoted("> " + _head(opened["word"], opened["named"] or opened["bracketed"] or opened["title"]), ends)
            ends.append(end)
        else:
            yield _quoted(line, ends)


def _quoted(line: str, ends: list[int]) -> str:
    """Return a line as it stands in so many open boxes; no reader follows more than a few."""
    return f"{'> ' * min(len(ends), DEEPEST)}{line}".rstrip() if ends else line


def _head(word: str, title: str | None) -> str:
    return f"**{word}{f': {title}' if title else ''}**  "


def _end_of_indented(lines: list[str], start: int, stop: int) -> int:
    end = start
    for number in range(start, stop):
        if INDENT.match(lines[number]):
            end = number + 1
        elif lines[number].strip():
            break
    return end


class _Boxes:
    """Which line closes the box that a line opens; boxes between colons may stand in each other."""

    def __init__(self, lines: list[str]) -> None:
        stripped = [(number, line.strip()) for number, line in enumerate(lines)]
        self.edges = [(number, line) for number, line in stripped if line.startswith((":::", "```"))]
        self.none = len(lines)
        self.closed_by = dict[str, dict[int, int]]()

    def closing(self, number: int, fence: str) -> int:
        """Return the number of the line that closes a box, that of no line where none does."""
        if fence not in self.closed_by:
            self.closed_by[fence] = dict(self._pairs(fence))
        return self.closed_by[fence].get(number, self.none)

    def _pairs(self, fence: str) -> Iterator[tuple[int, int]]:
        waiting: list[int] = []
        for number, line in self.edges:
            if set(line) == {fence[0]}:
                closed = len(waiting) if fence[0] == "`" else 1
                while len(line) >= len(fence) and closed and waiting:
                    yield waiting.pop(), number
                    closed -= 1
            elif OPENED.fullmatch(line):
                waiting.append(number)
