"""Lines a mail program or an editor wrapped, so that a range, a product or a minus opens a line: ``5`` / ``- 10 mg``.

Markdown makes a list of it. It is printed as one, and the place is told: what is meant cannot be known.
"""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

from handouts.errors import Place, Problem
from handouts.reader.markdown.markup import FENCED, as_written

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

ITEM = re.compile(r"[ ]{0,3}(?P<marker>[*•+–-])[ \t]+(?P<text>\S.*)")
NUMBER = re.compile(r"[(<>≤≥~≈]?\s?\d")  # what the second part of a range or product starts with
PARTS = re.compile(r"\s*$|[ ]{0,3}(?:#|[|]|\d{1,3}[.)][ \t]|[-=_*]{3,}[ ]*$)")  # it stands in no paragraph
ENDS = re.compile(
    r"[.:;,!?|)…。：*_>”\"]\s*$|[ ]{2}$|\\$"
)  # a line that ends a sentence, leads in, or breaks on purpose
ENDS_IN_NUMBER = re.compile(r"\d[ ]*$")
HINT = "Put both on one line; or, if a list is meant, a blank line before it."
LABEL_WORDS = 3  # `Week 1`, `Day 1 to`: a line of no more words that ends in a number is a label of the list below it


def wrapped_lines(body: str, body_line: int, path: str) -> Iterator[Problem]:
    """Report each item that may be the rest of the line above it.

    ``body`` is prepared (`handouts.reader.markdown.prepare`), its first line is ``body_line`` of the file at ``path``.
    """
    text = FENCED.sub(lambda fence: "\n" * fence[0].count("\n"), as_written(body))
    for stretch in _stretches(text.split("\n")):
        items = [(at, item) for at, (_, line) in enumerate(stretch) if (item := ITEM.match(line))]
        if items and items[0][0] and _goes_on(stretch[items[0][0] - 1][1], *(item for _, item in items)):
            (at, item), *_ = items
            (_, before), (number, line) = stretch[at - 1], stretch[at]
            message = (
                f"“{before.split()[-1]} {item['marker']} {item['text'].split()[0]}” may be meant: here it is a list."
            )
            place = Place(path, body_line + number, 1)
            yield Problem("wrapped-line", message, HINT, place, words=line.strip(), rule="M12")


def _stretches(lines: Sequence[str]) -> Iterator[list[tuple[int, str]]]:
    """Return lines, numbered from 0, that stand together: a blank line or a heading parts them."""
    for parted, stretch in itertools.groupby(enumerate(lines), lambda each: bool(PARTS.match(each[1]))):
        if not parted:
            yield list(stretch)


def _goes_on(before: str, item: re.Match[str], *others: re.Match[str]) -> bool:
    """Tell whether an item may go on the line before it, a paragraph's; the others are of the same stretch."""
    if ENDS.search(before) or not NUMBER.match(item["text"]):
        return False
    if ENDS_IN_NUMBER.search(before) and len(before.split()) > LABEL_WORDS:
        return True
    return all(other["marker"] != item["marker"] for other in others)
