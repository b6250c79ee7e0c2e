"""What the engine leaves undone for PDF/UA-1 and PDF/A-2a in one file (WeasyPrint 70.0).

* the metadata names both standards, with the extension schema PDF/A asks for;
* page headers and footers, and what is repeated of a table or a box that goes on, are artifacts, not tags;
* the tree of tags is our own (`handouts.pdf.tagging`): what a page's end parts is one;
* bullets and blanks are content, black and grey are a printer's black (`handouts.pdf.painting`);
* scripts whose glyph order is not reading order carry their text (ActualText), and every glyph maps to some character.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pydyf

from handouts.errors import LookError, Place, Problem
from handouts.pdf.furniture import Furniture
from handouts.pdf.grey import set_in_grey
from handouts.pdf.painting import Painter
from handouts.pdf.paper_only import refuse_files, refuse_link
from handouts.pdf.tagging import TagTree

if TYPE_CHECKING:
    from collections.abc import Iterator

    from weasyprint import Document

SCHEMA = """
<rdf:Description xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" rdf:about=""
  xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" pdfuaid:part="1"
  xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
  xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
  <pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
    <pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>
    <pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
    <pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
    <pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
      <pdfaProperty:name>part</pdfaProperty:name>
      <pdfaProperty:valueType>Integer</pdfaProperty:valueType>
      <pdfaProperty:category>internal</pdfaProperty:category>
      <pdfaProperty:description>Part of ISO 14289 this file conforms to</pdfaProperty:description>
    </rdf:li></rdf:Seq></pdfaSchema:property>
  </rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>"""
SILENT_GLYPH = re.compile(rb"<[0-9a-f]{4}> <>$")
REORDERED = re.compile("[\u0900-\u0eff\u1000-\u109f\u1780-\u17ff]")  # Indic, Thai, Lao, Myanmar, Khmer

SEE_THROUGH = Problem(
    "see-through-style",
    "A style makes a part of the page see-through; a screen reader cannot reach it.",
    "Set a lighter colour in the style instead of opacity.",
    Place("styles"),
)


class Finisher:
    """Watches a document being painted, then tags it; one for each document."""

    def __init__(self, document: Document, language: str, *, grey: bool = False) -> None:
        """Listen to every page's painting, and add to the metadata; ``grey`` takes its colours off in the end."""
        self.language, self.grey = language, grey
        self.painted: list[tuple[Any, Any, dict[Any, Any], set[int]]] = []
        furniture = Furniture()
        for page in document.pages:
            self._listen(page, furniture.of(page._page_box))
        metadata = document.metadata
        refuse_files(metadata)
        plain_metadata = metadata.generate_rdf_metadata
        metadata.generate_rdf_metadata = lambda *arguments: _both_standards(plain_metadata(*arguments))

    def _listen(self, page: Any, furniture: set[int]) -> None:
        paint, box = page.paint, page._page_box
        for kind, target, *_ in page.links:
            refuse_link(kind, target)
        # What is the page's own is no content, and a link has to be; what stands in a link has one around it.
        page.links = [link for link in page.links if link[3].link and id(link[3]) not in furniture]

        def paint_and_remember(stream: Any, scale: float) -> None:
            Painter(box).paint(paint, stream, scale)
            self.painted.append((box, stream, stream._tags, furniture))
            page._page_box, stream._tags = box.copy_with_children(()), {}  # nothing for the engine to tag

        page.paint = paint_and_remember

    def __call__(self, document: Document, pdf: pydyf.PDF) -> None:
        """Tag a finished PDF, just before it is written."""
        tree = TagTree(self.language)
        for number, (page, painted) in enumerate(zip(document.pages, self.painted, strict=True)):
            box, stream, marks, furniture = painted
            page._page_box = box
            tree.add_page(box, number, marks, furniture)
            openings = {operand["MCID"]: position for position, operand in _marked(stream)}
            for marked_box, mark in marks.items():
                if (place := openings.get(mark["mcid"])) is None:  # painted into a group, where no tag reaches it
                    raise LookError(SEE_THROUGH)
                operands = stream.stream[place]
                if REORDERED.search(text := getattr(marked_box, "text", "")):
                    operands["ActualText"] = pydyf.String(text)
                if id(marked_box) in furniture:
                    stream.stream[place - 1] = "/Artifact"
                    operands["Type"] = "/Pagination"
                    del operands["MCID"]
        tree.write(pdf, len(self.painted))
        _map_silent_glyphs(pdf)
        if self.grey:
            set_in_grey(pdf)


def _both_standards(xml: bytes) -> bytes:
    """Add PDF/UA's identification to metadata that names PDF/A's."""
    return xml.replace(b"</rdf:RDF>", SCHEMA.encode() + b"</rdf:RDF>")


def _marked(stream: Any) -> Iterator[tuple[int, pydyf.Dictionary]]:
    """Return the property lists of a page's marked content, with their positions among the operators."""
    for position, operand in enumerate(stream.stream):
        if isinstance(operand, pydyf.Dictionary) and "MCID" in operand:
            yield position, operand


def _map_silent_glyphs(pdf: pydyf.PDF) -> None:
    """Give glyphs that add nothing to their neighbour's text (parts of Indic syllables) a zero-width space.

    An empty mapping is malformed.
    """
    for item in pdf.objects:
        if isinstance(item, pydyf.Stream):
            silent = [
                index
                for index, part in enumerate(item.stream)
                if isinstance(part, bytes) and part.endswith(b"<>") and SILENT_GLYPH.match(part)
            ]
            for index in silent:
                item.stream[index] = item.stream[index][:-1] + b"200b>"
