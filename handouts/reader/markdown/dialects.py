"""Tables of other dialects of Markdown, written in a form of our own: the parser and the second reading know that one.

Each row stands on the line it began on: `HEAD` or `CELL` before each cell, `COLUMN` or `ROW` for each further one it
covers. What cannot be read for certain is refused, never run together.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement

from markdown.blockprocessors import BlockProcessor

from handouts.errors import Place, Problem
from handouts.reader.markdown.enclosed import without_fences, without_invisible
from handouts.reader.markdown.grid_tables import find_grid_table
from handouts.reader.markdown.markup import CELL, COLUMN, HEAD, NOTHING, ROW
from handouts.reader.markdown.multimarkdown_tables import find_multimarkdown_table
from handouts.reader.markdown.ruled_tables import find_ruled_table
from handouts.reader.markdown.tab_tables import find_tab_table
from handouts.reader.markdown.unread_dialects import find_unread_table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from handouts.reader.markdown.written_tables import Cells, Written

HINT = "Write it so: | Day | Dose |, below it |---|---|, then a line for each row, | Monday | 5 mg |."
SUSPECT = re.compile(r"\t|^ {0,3}\+[-=]|--|== |\|", re.MULTILINE)  # without one of them there is no such table
CAPTION = re.compile(r" {0,3}:(?= )")
MARKS = re.compile(f"[{CELL}-{NOTHING}]")
MARKED = re.compile(f"([{CELL}{HEAD}])({COLUMN}*)({ROW}*)([^{CELL}{HEAD}]*)")


def with_tables_marked(text: str) -> str:
    """Return a text, line for line, with the tables of other dialects in our own form."""
    text = MARKS.sub(" ", text)
    if not SUSPECT.search(text):
        return text
    lines = text.split("\n")
    for table in _tables(text):
        if table.fault:
            continue
        lines[table.start : table.stop] = [NOTHING] * (table.stop - table.start)
        for number, row in enumerate(table.rows):
            lines[row.line] = _marked(row, HEAD if number < table.headings else CELL)
        for caption in range(table.stop, min(table.stop + 2, len(lines))):
            lines[caption] = CAPTION.sub("", lines[caption])
    return "\n".join(lines)


def unread_tables(body: str, body_line: int, path: str) -> Iterator[Problem]:
    """Return a problem for each table that cannot be read; ``body`` begins on the line ``body_line`` of the file."""
    for table in _tables(body) if SUSPECT.search(body) else ():
        if table.fault:
            where = f" (line {body_line + table.line})" if table.line > table.start else ""
            message = f"{table.fault.rstrip('.')}{where}."
            yield Problem("unread-table", message, HINT, Place(path, body_line + table.start))


def _tables(text: str) -> Iterator[Written]:
    """Return the tables of other dialects, those in code and comments left out."""
    seen = without_invisible(without_fences(text))
    raw = seen.split("\n")
    spread = [line.expandtabs(4) for line in raw]
    number = 0
    while number < len(raw):
        found = _found(raw, spread, number) if raw[number].strip() else None
        if found:
            yield found
        number = found.stop if found else number + 1


def _found(raw: Sequence[str], spread: Sequence[str], number: int) -> Written | None:
    return (
        find_grid_table(spread, number)
        or find_tab_table(raw, number)
        or find_multimarkdown_table(spread, number)
        or find_ruled_table(spread, number)
        or find_unread_table(spread, number)
    )


def _marked(row: Cells, mark: str) -> str:
    spans = row.spans or [(1, 1)] * len(row.texts)
    return "".join(
        f"{mark}{COLUMN * (columns - 1)}{ROW * (rows - 1)}{text}"
        for text, (columns, rows) in zip(row.texts, spans, strict=True)
    )


class MarkedTableProcessor(BlockProcessor):
    """Makes the element of a table in our own form."""

    def test(self, parent: Element, block: str) -> bool:  # noqa: ARG002
        """Find a marked row."""
        return CELL in block or HEAD in block

    def run(self, parent: Element, blocks: list[str]) -> None:
        """Parse what stands before the table, the table, and leave what follows it."""
        lines = blocks.pop(0).split("\n")
        marked = [line[:1] in {CELL, HEAD, NOTHING} for line in lines]
        start = marked.index(True)
        stop = next((n for n in range(start, len(lines)) if not marked[n]), len(lines))
        if start:
            self.parser.parseBlocks(parent, ["\n".join(lines[:start])])
        table = SubElement(parent, "table")
        for head, rows in ((True, "thead"), (False, "tbody")):
            group = [line for line in lines[start:stop] if line[0] == (HEAD if head else CELL)]
            element = SubElement(table, rows) if group else table
            for line in group:
                _row(SubElement(element, "tr"), line)
        if stop < len(lines):
            blocks.insert(0, "\n".join(lines[stop:]))


def _row(element: Element, line: str) -> None:
    for mark, columns, rows, text in MARKED.findall(line):
        spans = {"colspan": str(len(columns) + 1), "rowspan": str(len(rows) + 1)}
        SubElement(element, "th" if mark == HEAD else "td", spans).text = text.strip()
