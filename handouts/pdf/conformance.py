"""What the engine leaves undone for PDF/UA-1 and PDF/A-2a in one file (WeasyPrint 70.0).

* the metadata names both standards, with the extension schema PDF/A asks for;
* page headers and footers are artifacts, not orphaned tags;
* text in another language says so in the tag tree, and the mark of a list's item is its label;
* a leaflet of a pack is one article;
* header cells have a scope, and a table parted by a page is one table, whose headings are artifacts the second time;
* scripts whose glyph order is not reading order carry their text (ActualText), and every glyph maps to some character.
"""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING, Any

import pydyf
from weasyprint.formatting_structure import boxes

from handouts.pdf.articles import join_articles
from handouts.pdf.labels import set_label

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


class Finisher:
    """Watches a document being painted, then mends its tags; one for each document."""

    def __init__(self, document: Document, language: str) -> None:
        """Listen to every page's painting, and add to the metadata."""
        self.language = language
        self.painted: list[tuple[Any, dict[Any, Any]]] = []
        for page in document.pages:
            self._listen(page)
        metadata = document.metadata
        plain_metadata = metadata.generate_rdf_metadata
        metadata.generate_rdf_metadata = lambda *arguments: _both_standards(plain_metadata(*arguments))

    def _listen(self, page: Any) -> None:
        paint = page.paint

        def paint_and_remember(stream: Any, scale: float) -> None:
            paint(stream, scale)
            self.painted.append((stream, dict(stream._tags)))

        page.paint = paint_and_remember

    def __call__(self, document: Document, pdf: pydyf.PDF) -> None:
        """Mend the tags of a finished PDF, just before it is written."""
        tree = _object(pdf, _object(pdf, pdf.catalog["StructTreeRoot"])["ParentTree"])["Nums"]
        begun: set[int] = set()
        for number, (page, (stream, tags)) in enumerate(zip(document.pages, self.painted, strict=True)):
            elements = tree[2 * number + 1]
            box = page._page_box
            repeated = [*_repeated_headings(box, begun)]
            margins = [margin for margin in box.children if isinstance(margin, boxes.MarginBox)]
            artifacts = {id(inner) for outer in [*margins, *repeated] for inner in _within(outer)}
            openings = {operand["MCID"]: position for position, operand in _marked(stream)}
            for text_box, tag in tags.items():
                mcid = tag["mcid"]
                operands = stream.stream[openings[mcid]]
                if REORDERED.search(text := getattr(text_box, "text", "")):
                    operands["ActualText"] = pydyf.String(text)
                if id(text_box) in artifacts:
                    elements[mcid] = "null"
                    stream.stream[openings[mcid] - 1] = "/Artifact"
                    operands["Type"] = "/Pagination"
                    del operands["MCID"]
                    continue
                if (language := text_box.style["lang"]) and language != self.language:
                    _object(pdf, elements[mcid])["Lang"] = pydyf.String(language)
                set_label(text_box, elements[mcid], functools.partial(_object, pdf))
            for cell in _within(box):
                if mark := getattr(cell, "mark", None):
                    _scope(cell, mark)
            for heading in repeated:
                group = _upwards(pdf, heading, "/THead")
                _object(pdf, group["P"])["K"].remove(group.reference)
        _join_tables(document, pdf)
        join_articles(document, pdf.catalog["StructTreeRoot"], functools.partial(_object, pdf))
        _clear_orphans(pdf)
        _map_silent_glyphs(pdf)


def _both_standards(xml: bytes) -> bytes:
    """Add PDF/UA's identification to metadata that names PDF/A's."""
    return xml.replace(b"</rdf:RDF>", SCHEMA.encode() + b"</rdf:RDF>")


def _repeated_headings(page: Any, begun: set[int]) -> Iterator[Any]:
    """Return the column headings that stand on a page for a table that has begun on another; note those that begin."""
    tables = [box for box in _within(page) if isinstance(box, boxes.TableBox) and box.element is not None]
    for table in tables:
        if id(table.element) in begun:
            yield from (group for group in table.children if group.is_header)
    begun.update(id(table.element) for table in tables)


def _scope(cell: Any, mark: Any) -> None:
    """Say what a heading heads; with the spans, that tells which headings a cell stands under (ISO 32000-1, 14.8.5.7).

    The engine's own list of them goes: it counts columns wrongly beside cells that cover several rows.
    """
    mark.pop("ID", None)
    mark["A"].pop("Headers", None)
    if mark["S"] == "/TH":
        mark["A"]["Scope"] = "/Row" if cell.element.get("scope") == "row" else "/Column"


def _upwards(pdf: pydyf.PDF, box: Any, role: str) -> Any:
    """Return the tag of a role that stands around the first cell in a box."""
    tag = next(inner.mark for inner in _within(box) if getattr(inner, "mark", None))
    while tag["S"] != role:
        tag = _object(pdf, tag["P"])
    return tag


def _within(box: Any) -> Iterator[Any]:
    """Return a box and every box in it."""
    waiting = [box]
    while waiting:
        current = waiting.pop()
        current = getattr(current, "_box", current)  # an absolute box stands behind a placeholder
        yield current
        waiting += getattr(current, "children", ())


def _marked(stream: Any) -> Iterator[tuple[int, pydyf.Dictionary]]:
    """Return the property lists of a page's marked content, with their positions among the operators."""
    for position, operand in enumerate(stream.stream):
        if isinstance(operand, pydyf.Dictionary) and "MCID" in operand:
            yield position, operand


def _object(pdf: pydyf.PDF, reference: bytes) -> Any:
    return pdf.objects[int(reference.split()[0])]


def _join_tables(document: Document, pdf: pydyf.PDF) -> None:
    """Make one table of the pieces page breaks left: each piece hangs its groups of rows on the first."""
    first: dict[int, Any] = {}
    for page in document.pages:
        for box in _within(page._page_box):
            if not isinstance(box, boxes.TableBox):
                continue
            if not any(getattr(inner, "mark", None) for inner in _within(box)):
                continue
            table = _upwards(pdf, box, "/Table")
            whole = first.setdefault(id(box.element), table)
            if whole is table:
                continue
            for kid in table["K"]:
                _object(pdf, kid)["P"] = whole.reference
            whole["K"] += table["K"]
            _object(pdf, table["P"])["K"].remove(table.reference)


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


def _clear_orphans(pdf: pydyf.PDF) -> None:
    """Empty the tags that hang on no tree, those of page headers and footers.

    They are not freed: pydyf counts freed objects wrongly in its cross-reference stream.
    """
    kept, waiting = set(), [pdf.catalog["StructTreeRoot"]]
    while waiting:
        reference = waiting.pop()
        kept.add(reference)
        kids = _object(pdf, reference).get("K", ())
        waiting += [kid for kid in kids if isinstance(kid, bytes)]
        if kids == [] and _object(pdf, reference).get("S") == "/Span":  # a ruled blank holds nothing
            kept.discard(reference)
            _object(pdf, _object(pdf, reference)["P"])["K"].remove(reference)
    for item in pdf.objects:
        if isinstance(item, pydyf.Dictionary) and item.get("Type") == "/StructElem" and item.reference not in kept:
            item.clear()
