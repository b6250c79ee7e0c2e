"""Callouts of other dialects become quotations, headed by their own word: `[!CAUTION]`, `!!! danger`, `::: warning`."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

from handouts.reader.markdown.markup import FENCED

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


def as_quotations(body: str) -> str:
    """Return a text with each callout as a quotation headed by its word, line for line; code stays as it is."""
    if not any(sign in body for sign in ("[!", "!!!", "???", ":::", "```{")):
        return body
    fences = [fence.span() for fence in FENCED.finditer(body)]
    edges = [0, *itertools.chain.from_iterable(fences), len(body)]
    pieces = [body[start:end] for start, end in itertools.pairwise(edges)]
    pieces[::2] = ["\n".join(_lines(piece.split("\n"))) for piece in pieces[::2]]
    return "".join(pieces)


def _lines(lines: list[str]) -> Iterator[str]:
    number = 0
    while number < len(lines):
        line = lines[number]
        number += 1
        if quoted := QUOTED.fullmatch(line):
            yield quoted["lead"] + _head(quoted["word"], quoted["title"])
        elif (indented := INDENTED.fullmatch(line)) and number < len(lines) and INDENT.match(lines[number]):
            yield "> " + _head(indented["word"], indented["title"])
            end = _end_of_indented(lines, number)
            yield from (
                f"> {each.removeprefix(chr(9))[4 * (each[:1] == ' ') :]}".rstrip() for each in lines[number:end]
            )
            number = end
        elif (opened := OPENED.fullmatch(line)) and (end := _closing(lines, number, opened["fence"])):
            yield "> " + _head(opened["word"], opened["named"] or opened["bracketed"] or opened["title"])
            yield from (f"> {each}".rstrip() for each in _lines(lines[number:end]))
            yield ""
            number = end + 1
        else:
            yield line


def _head(word: str, title: str | None) -> str:
    return f"**{word}{f': {title}' if title else ''}**  "


def _end_of_indented(lines: list[str], start: int) -> int:
    end = start
    for number in range(start, len(lines)):
        if INDENT.match(lines[number]):
            end = number + 1
        elif lines[number].strip():
            break
    return end


def _closing(lines: list[str], start: int, fence: str) -> int:
    """Return the number of the line that closes the box, 0 where none does; boxes may stand in it."""
    depth = 1
    for number in range(start, len(lines)):
        line = lines[number].strip()
        if line and set(line) == {fence[0]} and len(line) >= len(fence):
            depth -= 1
        elif fence[0] == ":" and OPENED.fullmatch(line):
            depth += 1
        if not depth:
            return number
    return 0
