"""The tree of tags, made from the engine's boxes: one element of the HTML is one element of the structure.

The engine makes an element of each box, so that a page's end parts paragraphs, lists and tables. Here the boxes of one
element hang on one tag, whatever pages they stand on (ISO 32000-1, 14.7.4.2: marked content of several pages).
Elements that say nothing of the structure (bold type, what holds a number to its unit) are no tags.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any, NamedTuple

import pydyf
from weasyprint.formatting_structure import boxes
from weasyprint.logger import LOGGER

from handouts.pdf.numbering import numbering
from handouts.pdf.painting import BULLET, blank_key, bullet_key, is_blank, sign_of, within

if TYPE_CHECKING:
    from collections.abc import Container, Mapping

ROLES = {
    "div": "Div",
    "main": "Part",
    "article": "Art",
    "section": "Sect",
    "blockquote": "BlockQuote",
    "p": "P",
    **{f"h{level}": f"H{level}" for level in range(1, 7)},
    **dict.fromkeys(("ul", "ol", "dl"), "L"),
    **dict.fromkeys(("li", "dt", "dd"), "LI"),
    **dict.fromkeys(("img", "{http://www.w3.org/2000/svg}svg"), "Figure"),
    "table": "Table",
    "tr": "TR",
    "th": "TH",
    "td": "TD",
    "thead": "THead",
    "tbody": "TBody",
    "tfoot": "TFoot",
    "caption": "Caption",
    "figcaption": "Caption",
}
LABELS = {BULLET, "li::marker"}
KEPT_EMPTY = {"TH", "TD"}  # without them the cells beside them would stand in other columns
POINTS = 0.75  # a pixel of the engine


class Mark(NamedTuple):
    """Marked content (MCID) of a page."""

    page: int
    number: int


class Area(NamedTuple):
    """The area of a link on a page: its annotation."""

    page: int
    annotation: Any


@dataclasses.dataclass(eq=False, slots=True)
class Tag:
    """An element of the structure; ``words`` are those of a link, or of the labels of a list."""

    role: str
    outer: Tag | None
    language: str
    kids: list[Tag | Mark | Area] = dataclasses.field(default_factory=list)
    entries: dict[str, Any] = dataclasses.field(default_factory=dict)
    words: list[str] = dataclasses.field(default_factory=list)

    def add(self, role: str, language: str) -> Tag:
        """Hang a new element on this one."""
        kid = Tag(role, self, language)
        if language != self.language:
            kid.entries["Lang"] = pydyf.String(language)
        self.kids.append(kid)
        return kid

    def prune(self) -> bool:
        """Take out what holds nothing; return whether anything is left."""
        self.kids = [kid for kid in self.kids if not isinstance(kid, Tag) or kid.prune()]
        return bool(self.kids) or self.role in KEPT_EMPTY

    def around(self, role: str) -> Tag | None:
        """Return the nearest element of a role that stands around, or is this one."""
        tag: Tag | None = self
        while tag and tag.role != role:
            tag = tag.outer
        return tag


class TagTree:
    """Grows page by page."""

    def __init__(self, language: str) -> None:
        """Begin with the document."""
        self.root = Tag("Document", None, language)
        self.tags: dict[tuple[int, str], Tag] = {}
        self.areas: list[tuple[Tag, Area]] = []

    def add_page(self, page: Any, number: int, marks: Mapping[Any, Any], furniture: Container[int]) -> None:
        """Add the boxes of a page but its own, of which ``furniture`` holds the identities."""
        reader = _PageReader(self, number, marks, page.margin_height(), furniture)
        for box in page.children:
            reader.read(box, self.root)

    def write(self, pdf: pydyf.PDF, pages: int) -> None:
        """Write the tree into a PDF that has an empty one."""
        structure = _object(pdf, pdf.catalog["StructTreeRoot"])
        numbers = _object(pdf, structure["ParentTree"])["Nums"]
        document = _object(pdf, structure["K"][0])
        owners: list[dict[int, bytes]] = [{} for _ in range(pages)]
        references: dict[int, bytes] = {}
        self.root.prune()
        document["K"] = pydyf.Array(
            [self._write(kid, document.reference, pdf, owners, references) for kid in self.root.kids]
        )
        for page, owned in enumerate(owners):
            numbers[2 * page + 1] = pydyf.Array([owned.get(mark, "null") for mark in range(max(owned, default=-1) + 1)])
        for number, (tag, area) in enumerate(self.areas, pages):
            area.annotation["StructParent"] = number
            if words := " ".join("".join(tag.words).split()):
                area.annotation["Contents"] = pydyf.String(words)
            numbers.extend((number, references[id(tag)]))

    def _write(
        self, tag: Any, outer: bytes, pdf: pydyf.PDF, owners: list[dict[int, bytes]], references: dict[int, bytes]
    ) -> bytes:
        """Write an element and what stands in it, and return its reference."""
        element = pydyf.Dictionary({"Type": "/StructElem", "S": f"/{tag.role}", "P": outer, **tag.entries})
        pdf.add_object(element)
        reference = references[id(tag)] = element.reference
        kids = pydyf.Array()
        home = next((kid.page for kid in tag.kids if isinstance(kid, Mark)), None)
        if home is not None:
            element["Pg"] = pdf.page_references[home]
        for kid in tag.kids:
            if isinstance(kid, Tag):
                kids.append(self._write(kid, reference, pdf, owners, references))
            elif isinstance(kid, Area):
                page = pdf.page_references[kid.page]
                kids.append(pydyf.Dictionary({"Type": "/OBJR", "Obj": kid.annotation.reference, "Pg": page}))
            else:
                owners[kid.page][kid.number] = reference
                page = pdf.page_references[kid.page]
                here = kid.page == home
                kids.append(kid.number if here else pydyf.Dictionary({"Type": "/MCR", "Pg": page, "MCID": kid.number}))
        element["K"] = kids
        if tag.role == "L":
            element["A"] = pydyf.Dictionary({"O": "/List", "ListNumbering": f"/{numbering(tag.words)}"})
        return bytes(reference)


class _PageReader:
    """Hangs the boxes of one page on the tree."""

    def __init__(
        self, tree: TagTree, page: int, marks: Mapping[Any, Any], height: float, furniture: Container[int]
    ) -> None:
        self.tree, self.page, self.marks, self.height, self.furniture = tree, page, marks, height, furniture

    def read(self, box: Any, tag: Tag) -> None:
        """Hang a box and all boxes in it on a tag, or on one of their own."""
        box = getattr(box, "_box", box)  # an absolute box stands behind a placeholder
        if id(box) in self.furniture:
            return
        if isinstance(box, boxes.TextBox):
            self._mark(box, tag)
            if link := tag.around("Link"):
                link.words.append(box.text)
            return
        if box.element is not None:
            tag = self._tag(box, tag)
        if isinstance(box, boxes.ReplacedBox):
            self._mark(box, tag)
            return
        for child in box.children:
            self.read(child, tag)

    def _mark(self, key: Any, tag: Tag) -> None:
        if found := self.marks.get(key):
            if tag is self.tree.root:  # the space between two passages that stand on one line
                tag = tag.add("Span", tag.language)
            tag.kids.append(Mark(self.page, found["mcid"]))

    def _tag(self, box: Any, tag: Tag) -> Tag:
        """Return the tag of a box's element: a new one, that of another box, or the one around it."""
        key = id(box.element), box.element_tag
        if key in self.tree.tags:
            known = self.tree.tags[key]
        elif made := self._made(box, tag):
            known = self.tree.tags[key] = made
        else:
            return tag
        if box.link_annotation:
            known.kids.append(area := Area(self.page, box.link_annotation))
            self.tree.areas.append((known, area))
        return known

    def _made(self, box: Any, tag: Tag) -> Tag | None:  # noqa: PLR0911 - one for each kind
        """Make the tag of an element, if it is to have one."""
        element, language = box.element, box.style["lang"] or tag.language
        if item := _item(box, tag):
            return self._label(box, item, language)
        if "::" in box.element_tag or element.get("role") == "presentation":
            return None
        if is_blank(element):
            return self._blank(element, tag, language)
        if box.link_annotation:
            return tag.add("Link", language)
        role = ROLES.get(box.element_tag)
        if element.get("role") == "heading":
            role = f"H{element.get('aria-level')}"
        if role == "LI":
            return tag.add(role, language).add("LBody", language)
        if role is None:
            return tag.add("Span", language) if language != tag.language else None
        made = tag.add(role, language)
        if role in {"TH", "TD"}:
            made.entries["A"] = _cell(box)
        elif role == "Figure":
            made.entries |= self._figure(box)
        return made

    def _label(self, box: Any, item: Tag, language: str) -> Tag:
        """Make the label of an item, which stands before its body; a drawn bullet is said as a sign."""
        label = item.add("Lbl", language)
        item.kids.insert(0, item.kids.pop())
        words = "".join(inner.text for inner in within(box) if isinstance(inner, boxes.TextBox))
        if found := self.marks.get(bullet_key(box.element)) if not words else None:
            words = sign_of(box)
            label.kids.append(Mark(self.page, found["mcid"]))
            label.entries["ActualText"] = pydyf.String(words)
        if words and item.outer:
            item.outer.words.append(words)
        return label

    def _blank(self, element: Any, tag: Tag, language: str) -> Tag:
        """Make the tag of a field on paper (ISO 32000-1, 14.8.5.6), which a reader is told of in words."""
        blank = tag.add("Form", language)
        said = pydyf.String(element.get("aria-label", ""))
        blank.entries |= {"Alt": said, "A": pydyf.Dictionary({"O": "/PrintField", "Role": "/tv", "Desc": said})}
        self._mark(blank_key(element), blank)
        return blank

    def _figure(self, box: Any) -> dict[str, Any]:
        left, bottom = box.content_box_x(), self.height - box.content_box_y() - box.height
        area = [POINTS * side for side in (left, bottom, left + box.width, bottom + box.height)]
        entries: dict[str, Any] = {"A": pydyf.Dictionary({"O": "/Layout", "BBox": pydyf.Array(area)})}
        title = box.element.find("{http://www.w3.org/2000/svg}title")
        if alt := box.element.get("alt") if title is None else title.text:
            entries["Alt"] = pydyf.String(alt)
        else:
            LOGGER.error('Image "%s" has no required alt description', box.element.get("src", "unknown"))
        return entries


def _item(box: Any, tag: Tag) -> Tag | None:
    """Return the item that a box labels, if it is the item's first label."""
    is_label = box.element_tag in LABELS or box.element.get("class") == "marker"
    item = tag.around("LI") if is_label else None
    return item if item and not any(isinstance(kid, Tag) and kid.role == "Lbl" for kid in item.kids) else None


def _cell(box: Any) -> pydyf.Dictionary:
    """Return the attributes of a cell: what it covers, and what a heading heads (ISO 32000-1, 14.8.5.7).

    With the spans, that tells under which headings a cell stands.
    """
    attributes = pydyf.Dictionary({"O": "/Table"})
    if box.colspan != 1:
        attributes["ColSpan"] = box.colspan
    if box.rowspan != 1:
        attributes["RowSpan"] = box.rowspan
    if box.element_tag == "th":
        attributes["Scope"] = "/Row" if box.element.get("scope") == "row" else "/Column"
    return attributes


def _object(pdf: pydyf.PDF, reference: bytes) -> Any:
    return pdf.objects[int(reference.split()[0])]
