"""What no monograph holds and no reader takes in: a line or a paragraph without an end, refused before it is searched.

Patterns look at a text line by line and paragraph by paragraph; this is what bounds the time they take.
"""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

from handouts.errors import ContentError, Place, Problem
from handouts.model.monograph import Heading, plain
from handouts.model.sentences import sentences
from handouts.model.walk import lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from handouts.model.monograph import Block, Inline

LONGEST_LINE = 20_000  # letters as typed: a whole table in HTML may stand on one line
LONGEST_TEXT = 20_000  # letters of a paragraph, an item, a cell, a heading
LONGEST_SENTENCE = 6_000  # letters: a thousand words
LONGEST_TITLE = 500
MOST_SIGNS = 400  # in a row, without a letter or figure: a line of dots to write on has a hundred
MOST = 4_000  # paragraphs, items and cells: a leaflet of two pages has a hundred
MOST_HEADINGS = 300
MOST_LINES = 10_000
MOST_TOGETHER = 2_000  # lines without a blank one between them
TAB = 4  # columns
BLANKS = re.compile(rf"(?<!\s)\s{{{MOST_SIGNS + 1},}}+")
SIGNS = re.compile(rf"(?<![\W_])[\W_]{{{MOST_SIGNS + 1},}}+")


def refuse_long_lines(text: str, path: str) -> None:
    """Refuse a text (its line ends one newline each) with a line that nobody typed; ``path`` names the file.

    Raises:
        ContentError: one problem for each line that is too long, or has too many blanks in a row; one for too many
            lines, or too many without a blank one between them.
    """
    if len(text) <= MOST_SIGNS:
        return
    lines = text.split("\n")
    found = [*_many_lines(lines, path)]
    for number, line in enumerate(lines, 1):
        if len(line) > MOST_SIGNS:
            found += _long_line(line, Place(path, number))
    if found:
        raise ContentError(*found)


def _many_lines(lines: list[str], path: str) -> Iterator[Problem]:
    if len(lines) > MOST_LINES:
        yield _too_many("lines", len(lines), MOST_LINES, Place(path))
        return
    start = 0
    for end in (*(number for number, line in enumerate(lines) if not line.strip()), len(lines)):
        if end - start > MOST_TOGETHER:
            what = "lines without a blank one between them"
            yield _too_many(what, end - start, MOST_TOGETHER, Place(path, start + 1))
        start = end + 1


def _long_line(line: str, place: Place) -> Iterator[Problem]:
    length = len(line) + (TAB - 1) * line.count("\t")
    if length > LONGEST_LINE:
        yield _too_long("line has", length, LONGEST_LINE, place)
    elif len(line) > MOST_SIGNS and (blanks := BLANKS.search(line)):
        yield _too_long("row of blanks has", len(blanks[0]), MOST_SIGNS, place)


def refuse_long_text(title: str | None, blocks: Sequence[Block | Heading], path: str) -> None:
    """Refuse a text with a paragraph, an item, a cell or a heading that nobody reads to its end, or such a title.

    Raises:
        ContentError: one problem for each; or one for them all, if there are too many of them.
    """
    texts = [text for block in blocks for text in _texts(block)]
    headings = sum(isinstance(block, Heading) for block in blocks)
    found = [*_title(title or "", path), *itertools.chain.from_iterable(_long(*text, path) for text in texts)]
    for what, number, most in (
        ("headings", headings, MOST_HEADINGS),
        ("paragraphs, items and cells", len(texts), MOST),
    ):
        if number > most:
            found.insert(0, _too_many(what, number, most, Place(path)))
    if found:
        raise ContentError(*found)


def _title(title: str, path: str) -> Iterator[Problem]:
    if len(title) > LONGEST_TITLE:
        yield _too_long("title has", len(title), LONGEST_TITLE, Place(path, 1))


def _long(inline: Inline, line: int, path: str) -> Iterator[Problem]:
    text, place = plain(inline), Place(path, line)
    if len(text) > LONGEST_TEXT:
        yield _too_long("text has", len(text), LONGEST_TEXT, place)
    elif (length := _longest_sentence(text)) > LONGEST_SENTENCE:
        yield _too_long("sentence has", length, LONGEST_SENTENCE, place)
    elif signs := SIGNS.search(text):
        yield _too_long("row of signs without a word has", len(signs[0]), MOST_SIGNS, place)


def _longest_sentence(text: str) -> int:
    if len(text) <= LONGEST_SENTENCE:
        return 0
    return max((end - start for start, end in sentences(text)), default=0)


def _texts(block: Block | Heading) -> list[tuple[Inline, int]]:
    if isinstance(block, Heading):
        return [(block.inline, block.line)]
    return [(line.inline, line.line) for line in lines((block,))]


def _too_long(what: str, length: int, most: int, place: Place) -> Problem:
    message = f"This {what} {length:,} letters and signs; {most:,} is the most."
    return Problem("too-long", message, "Part it into what can be read, or take it out.", place)


def _too_many(what: str, number: int, most: int, place: Place) -> Problem:
    message = f"This text has {number:,} {what}; {most:,} is the most."
    return Problem("too-many", message, "Make several leaflets of it.", place)
