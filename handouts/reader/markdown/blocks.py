"""Clean HTML to typed blocks: one pass, no recursion, nothing but what the vocabulary can say."""

from __future__ import annotations

import dataclasses
import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

from handouts.model.monograph import (
    Block,
    Cell,
    Heading,
    Mark,
    Paragraph,
    Picture,
    Preformatted,
    Quotation,
    Run,
    Table,
    plain,
)
from handouts.model.walk import lines, pictures
from handouts.reader.markdown.containers import Frame, blocks_of, close_item, close_list
from handouts.reader.markdown.cursor import Cursor
from handouts.reader.markdown.fences import rejoined
from handouts.reader.markdown.inline import BLANK
from handouts.reader.markdown.marks import AROUND
from handouts.reader.markdown.markup import SIGNS
from handouts.reader.markdown.runs import bold, opens_in_bold, tidy, typed, without_strays
from handouts.reader.markdown.source import WORD_GOES_ON, Word, printed_address
from handouts.reader.markdown.spans import Fault, head_of, row_of, span, table_parts

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

MARKS = {
    **dict.fromkeys(("strong", "b", "mark"), Mark.STRONG),
    **dict.fromkeys(("em", "i"), Mark.EMPHASIS),
    **dict.fromkeys(("code", "kbd", "samp", "tt"), Mark.CODE),
    **dict.fromkeys(("del", "s", "strike"), Mark.DELETED),
    "sub": Mark.SUBSCRIPT,
    "sup": Mark.SUPERSCRIPT,
}
GUARDED = str.maketrans({AROUND: "", BLANK: "_"})
BREAKS = frozenset(
    [
        *("p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "pre", "hr"),
        *("table", "caption", "tr", "th", "td", "dl", "dt", "dd", "summary", "figcaption"),
    ]
)
CONTAINERS = frozenset(("ul", "ol", "li", "blockquote", "table", "thead", "tr", "th", "td"))
BOLD_LINES = {"dt", "summary"}
DEEPEST = 12  # containers inside containers; what lies deeper is kept, without its frame


class BlockCollector(HTMLParser):
    """Collects runs into blocks and blocks into containers."""

    def __init__(self, cursor: Cursor) -> None:
        super().__init__(convert_charrefs=True)
        self.cursor = cursor
        self.frames = [Frame("root")]
        self.runs: list[Run] = []
        self.open: list[tuple[str, str | None]] = []  # inline elements, with a link's address or a language
        self.ignored = 0
        self.strays: list[int] = []
        self.faults: list[Fault] = []
        self.link = 0  # where among the runs the open link begins
        self.waiting: Run | None = None  # the printed address of a link that just ended: a word may go on behind it
        self.preformatted: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open a container, a block or an inline mark."""
        values = dict(attrs)
        if tag in BREAKS:
            self.flush()
            if self.preformatted:
                self.preformatted.append("\n")
        if tag == "a":
            self.link = len(self.runs)
        if tag == "br":
            self.settle_address()
            self.runs.append(Run("\n"))
        elif tag == "img":
            self.flush()
            description = (values.get("alt") or "").translate(SIGNS)
            self.frames[-1].parts.append(
                Picture((values.get("src") or "").translate(SIGNS), description, self.line_here())
            )
        elif tag == "pre":
            self.preformatted = []
        elif tag in CONTAINERS:
            self.enter(tag, values)
        elif tag in MARKS or tag in {"a", "span"} | BOLD_LINES or values.get("lang"):
            self.open.append((tag, values.get("href") if tag == "a" else values.get("lang")))
        if tag in {"rt", "rp"}:
            self.settle_address()
            self.runs.append(Run(" "))

    def handle_endtag(self, tag: str) -> None:
        """Close what the tag opened."""
        if tag == "a":
            self.print_address()
        if re.fullmatch(r"h[1-6]", tag):
            self.flush(level=int(tag[1]))
        elif tag == "pre" and self.preformatted is not None:
            text = rejoined("".join(self.preformatted).translate(SIGNS).strip("\n"))
            self.frames[-1].parts.append(Preformatted(text, self.cursor.take(text)))
            self.preformatted = None
        elif tag in BREAKS:
            self.flush()
        if tag in CONTAINERS:
            self.leave(tag)
        for number in range(len(self.open) - 1, -1, -1):
            if self.open[number][0] == tag:
                del self.open[number]
                break

    def handle_data(self, data: str) -> None:
        """Add text with the marks that are open."""
        if self.preformatted is not None:
            self.preformatted.append(data)
            return
        marks = frozenset(MARKS[tag] for tag, _ in self.open if tag in MARKS)
        if any(tag in BOLD_LINES for tag, _ in self.open):
            marks |= {Mark.STRONG}
        address = next((value for tag, value in reversed(self.open) if tag == "a"), None)
        language = next((value for tag, value in reversed(self.open) if tag != "a" and value), None)
        text = re.sub(r"[^\S\u00a0\u202f\u2007]+", " ", data.translate(GUARDED))
        if self.waiting and (rest := re.match(f"{WORD_GOES_ON}+", text)):
            self.runs.append(Run(rest[0], marks, address, language))
            text = text[rest.end() :]
        if text:
            self.settle_address()
        self.runs.append(Run(text, marks, address, language))

    def settle_address(self) -> None:
        """Print the address that was waiting for the end of its word."""
        if self.waiting:
            self.runs.append(self.waiting)
            self.waiting = None

    def line_here(self) -> int:
        """Return the line of the next word."""
        words = self.cursor.words
        return words[min(self.cursor.position, len(words) - 1)].line + self.cursor.offset if words else 0

    def print_address(self) -> None:
        """Print where a link leads, after its text."""
        position = next((n for n in range(len(self.open) - 1, -1, -1) if self.open[n][0] == "a"), None)
        if position is None or not (address := self.open[position][1]):
            return
        shown = "".join(run.text for run in self.runs[self.link :] if run.address == address)
        if printed := printed_address(shown.translate(SIGNS), address):
            self.settle_address()
            self.waiting = Run(f" ({printed})", address=address)

    def enter(self, tag: str, attributes: dict[str, str | None]) -> None:
        """Open a container, unless it lies too deep to be anything but an attack or an accident."""
        if len(self.frames) >= 2 * DEEPEST:
            self.ignored += 1
        else:
            if tag == "li":
                self.frames[-1].items.append(attributes)
            self.frames.append(Frame(tag, attributes))

    def leave(self, tag: str) -> None:
        """Close a container and hand it to the one around it."""
        if self.ignored:
            self.ignored -= 1
        elif self.frames[-1].tag == tag:
            frame = self.frames.pop()
            parts = CLOSERS[tag](frame)
            self.faults += [part for part in parts if isinstance(part, Fault)]
            parts = [part for part in parts if not isinstance(part, Fault)]
            lone = tag == "li" and self.frames[-1].tag not in {"ul", "ol"}
            self.frames[-1].parts += close_list(Frame("ul", parts=parts)) if lone else parts

    def flush(self, level: int | None = None) -> None:
        """End the paragraph or heading that is being collected."""
        self.settle_address()
        inline, self.runs = tidy(self.runs), []
        clean = tidy(typed(without_strays(inline)))
        if not clean:
            return
        line = self.cursor.take(plain(clean))
        if plain(clean) != plain(inline).translate(SIGNS):
            self.strays.append(line)
        inline = clean
        frame = self.frames[-1]
        top = frame.tag == "root"
        frame.parts.append(
            Heading(level, inline, line) if level and top else Paragraph(bold(inline) if level else inline, line)
        )


def _quotation(frame: Frame) -> list[object]:
    blocks = blocks_of(frame)
    if not blocks:
        return []
    first, *others = blocks
    boxed = isinstance(first, Paragraph) and opens_in_bold(first.inline, leads=bool(others))
    return [Quotation(blocks, boxed)]


def _cell(frame: Frame) -> list[object]:
    """Return the cell, whatever blocks it holds as lines of it, and its pictures, which a cell cannot hold."""
    blocks = blocks_of(frame)
    found = list(lines(blocks))
    runs = [
        run for line in found for run in (*([Run(f"{line.marker} ")] if line.marker else []), *line.inline, Run("\n"))
    ]
    line = found[0].line if found else 0
    columns, rows = (span(frame.attributes.get(name)) for name in ("colspan", "rowspan"))
    nested = any(isinstance(block, Table) and any(len(row) > 1 for row in block.rows) for block in blocks)
    faults = [Fault(line, "A table stands in a cell of another.")] if nested else []
    return [*faults, Cell(tidy(runs), frame.tag == "th", line, columns, rows), *pictures(blocks)]


CLOSERS: dict[str, Callable[[Frame], list[Any]]] = {
    "ul": close_list,
    "ol": close_list,
    "li": close_item,
    "blockquote": _quotation,
    "th": _cell,
    "td": _cell,
    "tr": lambda frame: row_of(frame.parts),
    "thead": lambda frame: head_of(frame.parts),
    "table": lambda frame: table_parts(frame.parts),
}


@dataclasses.dataclass(frozen=True, slots=True)
class Parsed:
    """The blocks of a text, the lines of the file on which marks without a partner were left out, its wrong tables.

    ``lonely`` are lines with stars of a footnote that is not there, ``doubtful`` numbers that may be two numbers.
    """

    blocks: tuple[Block | Heading, ...]
    strays: tuple[int, ...]
    faults: tuple[Fault, ...] = ()
    lonely: tuple[int, ...] = ()
    doubtful: tuple[tuple[int, str], ...] = ()


def read_blocks(clean: str, words: Sequence[Word], first_line: int) -> Parsed:
    """Return the blocks of sanitised HTML, each with its line in the file.

    ``words`` are those of the prepared text, for the line numbers; ``first_line`` is the line of the file, from 1, on
    which that text begins.
    """
    reader = BlockCollector(Cursor(words, first_line))
    reader.feed(clean)
    reader.close()
    reader.flush()
    while len(reader.frames) > 1:
        reader.ignored = 0
        reader.leave(reader.frames[-1].tag)
    blocks = tuple(part for part in reader.frames[0].parts if isinstance(part, Block | Heading))
    return Parsed(blocks, tuple(reader.strays), tuple(reader.faults))
