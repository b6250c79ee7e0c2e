"""The only door to python-markdown and the HTML sanitiser: Markdown text to typed blocks."""

from __future__ import annotations

import dataclasses
import string
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

import markdown
import nh3
from markdown.inlinepatterns import InlineProcessor
from markdown.util import AtomicString

from handouts.reader.markdown.blocks import Parsed, read_blocks
from handouts.reader.markdown.dialects import MarkedTableProcessor, unread_tables, with_tables_marked
from handouts.reader.markdown.guarded import guard
from handouts.reader.markdown.headings import FenceProcessor, HashHeading, QuotationProcessor, UnderlinedHeading
from handouts.reader.markdown.inline import add_inline_rules
from handouts.reader.markdown.lists import ListProcessor
from handouts.reader.markdown.markup import CODE_SPAN, LINK, as_written, is_link, with_signs_safe
from handouts.reader.markdown.source import words, words_in
from handouts.reader.markdown.tables import TableProcessor

if TYPE_CHECKING:
    import re

__all__ = ["Parsed", "as_written", "parse", "prepare", "unread_tables", "words", "words_in"]

BLOCK_PROCESSORS = (
    (FenceProcessor, "fence", 95),
    (HashHeading, "hashheader", 70),
    (UnderlinedHeading, "setextheader", 65),
    (MarkedTableProcessor, "marked-table", 63),
    (TableProcessor, "table", 62),
    (ListProcessor, "list", 40),
    (QuotationProcessor, "quote", 20),
)
KEPT_TAGS = (
    "a b blockquote br caption code dd del div dl dt em figcaption h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre "
    "q rp rt ruby s samp small span strike strong sub summary sup table tbody td tfoot th thead tr tt u ul var"
)
Handled = tuple[Element | None, int | None, int | None]  # what a match becomes, and its offsets; nothing, if it is none
SPANS = {"colspan", "rowspan"}
KEPT_ATTRIBUTES = {
    "a": {"href"},
    "img": {"src", "alt"},
    "li": {"data-marker", "value", "type"},
    "ol": {"start", "type", "reversed"},
    "td": SPANS,
    "th": SPANS,
    "*": {"lang"},
}


def _picture(match: re.Match[str]) -> Element:
    return Element("img", {"src": match[3], "alt": match[2]})


class Links(InlineProcessor):
    """Links and pictures by the one definition in `markup`; the address is printed by `blocks`."""

    def handleMatch(self, m: re.Match[str], data: str) -> Handled:  # noqa: ARG002, N802 - python-markdown's signature
        """Make the element, or leave brackets that are no link as they are."""
        if not is_link(m):
            return None, None, None
        if m[1]:
            return _picture(m), m.start(0), m.end(0)
        element = Element("a", {"href": m[3]})
        if (inner := LINK.fullmatch(m[2].strip())) and inner[1]:
            element.append(_picture(inner))
        else:
            element.text = m[2]
        return element, m.start(0), m.end(0)


class CodeSpans(InlineProcessor):
    """Code by the one definition in `markup`; the spaces inside it part words and stay."""

    def handleMatch(self, m: re.Match[str], data: str) -> Handled:  # noqa: ARG002, N802 - python-markdown's signature
        """Make the element."""
        element = Element("code")
        element.text = AtomicString(m[2])
        return element, m.start(0), m.end(0)


def _parser() -> markdown.Markdown:
    parser = markdown.Markdown(output_format="html")
    parser.preprocessors.deregister("html_block")
    for name in ("indent", "code", "olist", "ulist", "reference", "hashheader", "setextheader", "quote"):
        parser.parser.blockprocessors.deregister(name)
    for processor, name, priority in BLOCK_PROCESSORS:
        parser.parser.blockprocessors.register(processor(parser.parser), name, priority)
    for name in ("reference", "link", "image_link", "image_reference", "short_reference", "short_image_ref"):
        parser.inlinePatterns.deregister(name, strict=False)
    parser.inlinePatterns.register(Links(LINK.pattern, parser), "link", 160)
    parser.inlinePatterns.register(CodeSpans(CODE_SPAN.pattern, parser), "backtick", 190)
    parser.treeprocessors.deregister("prettify")
    parser.ESCAPED_CHARS = [*string.punctuation]  # as in CommonMark: Pandoc writes \' and \~
    add_inline_rules(parser)
    return parser


def prepare(body: str) -> str:
    """Return a Markdown text with newlines as line ends made ready for `parse`, line for line."""
    return with_signs_safe(with_tables_marked(body))


def parse(prepared: str, first_line: int) -> Parsed:
    """Return the blocks of a prepared text (see `prepare`), each with its line in the file.

    ``first_line`` is the line of the file, from 1, on which the text begins.
    """
    guarded = guard(prepared)
    html = _parser().convert(guarded.text)
    clean = nh3.clean(
        html,
        tags=set(KEPT_TAGS.split()),
        attributes=KEPT_ATTRIBUTES,
        link_rel=None,
        url_schemes={"http", "https", "mailto", "tel", "data", "file"},
    )
    return dataclasses.replace(
        read_blocks(clean, words(prepared), first_line),
        lonely=tuple(line + first_line for line in guarded.lonely),
        doubtful=tuple((line + first_line, found) for line, found in guarded.doubtful),
    )
