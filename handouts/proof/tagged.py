"""The structure the paper's tags give, as facts; what a page's end parted is put together again."""

from __future__ import annotations

import dataclasses
import itertools
from typing import TYPE_CHECKING

from handouts.model.typography import RIGHT_TO_LEFT
from handouts.proof.facts import Around, Fact, Kind, Spot, Step, key
from handouts.proof.readback.structure import Element, Marked
from handouts.proof.readback.tags import INLINE
from handouts.proof.tagged_tables import Cell, TableReader, spots

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from handouts.proof.grid import Placed
    from handouts.proof.tagged_tables import Spans

WITHIN_LINES = INLINE | {"Lbl"}
CONTAINERS = {"L", "LI", "Div", "BlockQuote"}
BEFORE = -1  # the number of a kid before the first
LEVELS = {f"H{level}": level for level in range(1, 7)}


@dataclasses.dataclass(eq=False, slots=True)
class Box:
    """A list, an item, a division or a quotation; ``outer`` is what stands around it, ``page`` the last it stands on.

    ``lead`` are an item's first words, and those of a list's last item; ``before`` are those of the item before it, or
    the words before a division. ``loose`` tells that a page's end may have parted it from what stood before.
    """

    kind: str
    outer: Box | None
    page: int
    lead: str = ""
    begun: bool = False
    before: str | None = None
    loose: bool = False


@dataclasses.dataclass(eq=False, slots=True)
class Leaf:
    """A text of the paper with what stands around it.

    ``starts`` says how long its beginnings are that stand in elements of their own, an item's number among them;
    ``item`` is the one whose first words it is.
    """

    words: str
    kind: Kind
    box: Box | None
    headings: tuple[str, ...]
    marks: list[Marked]
    page: int
    starts: tuple[int, ...] = ()
    spot: Spot | None = None
    item: Box | None = None


class Tagged:
    """Reads the tree of tags; for ``known`` and ``empty`` see `TableReader`."""

    def __init__(self, known: Collection[str], empty: Spans, *, turned: bool) -> None:
        """Begin at the top of the first page."""
        self.known, self.turned = known, turned
        self.reader = TableReader(known, empty, turned=turned)
        self.leaves: list[Leaf] = []
        self.headings: list[tuple[int, str]] = []
        self.boxes: dict[int, Box] = {}
        self.tables: list[list[Placed[Cell]]] = []

    def read(self, element: Element, chain: tuple[Element, ...] = ()) -> None:
        """Read an element and all that stands in it."""
        if element.kind in CONTAINERS:
            chain = (*chain, element)
        if element.kind == "LI":
            _put_label_before_text(element)
        for inline, kids in itertools.groupby(element.ordered(), key=_is_inline):
            if inline:
                self._text(element.kind, list(kids), chain)
                continue
            for kid in kids:
                if not isinstance(kid, Element):
                    continue
                if kid.kind == "Figure":
                    self._figure(kid, chain)
                elif kid.kind == "Table":
                    self._table(kid, chain)
                else:
                    self.read(kid, chain)

    def _text(self, tag: str, kids: Sequence[Element | Marked], chain: tuple[Element, ...]) -> None:
        marks = [mark for kid in kids for mark in ([kid] if isinstance(kid, Marked) else kid.marks())]
        words = self._key(marks)
        if not words or self._goes_on(words, marks, tag, chain):
            return
        level = LEVELS.get(tag)
        first = not level and tag != "P"
        box = self._box(chain, heading=bool(level), first=first)
        item = box if first and box and box.kind == "LI" and not box.begun else None
        kind = Kind.HEADING if level else Kind.ITEM if item else Kind.TEXT
        if item:
            item.lead = words
        self._begin(box)
        if level:
            self.headings = [heading for heading in self.headings if heading[0] < level]
        starts = tuple(itertools.accumulate(len(self._key([mark])) for mark in marks))
        around = item.outer if item else box
        self.leaves.append(Leaf(words, kind, around, self._path(), marks, marks[-1].page, starts, item=item))
        if level:
            self.headings.append((level, words))

    def _goes_on(self, words: str, marks: list[Marked], tag: str, chain: tuple[Element, ...]) -> bool:
        """Put a text that a page's end parted together with its beginning."""
        last = self.leaves[-1] if self.leaves else None
        if last is None or marks[0].page <= last.page or last.kind in {Kind.CELL, Kind.PICTURE}:
            return False
        boxes = _outwards(last.item or last.box)
        like = [box.kind for box in boxes] == [element.kind for element in chain]
        if not like or (tag in LEVELS) != (last.kind is Kind.HEADING) or (tag == "P" and last.item):
            return False
        whole = self._key([*last.marks, *marks])
        if not self._is_beginning(last.words, words, whole):
            return False
        if last.item and last.item.outer:
            last.item.lead = last.item.outer.lead = whole
        if last.kind is Kind.HEADING:
            self.headings[-1] = (self.headings[-1][0], whole)
        last.marks += marks
        last.words, last.page = whole, marks[-1].page
        for element, box in zip(chain, boxes, strict=True):
            self.boxes[id(element)], box.page = box, last.page
        return True

    def _is_beginning(self, last: str, words: str, whole: str) -> bool:
        """Tell whether two texts are the beginning of one that the monograph or the leaflet holds."""
        complete = last in self.known, words in self.known
        if all(complete):
            return False
        if self.turned or RIGHT_TO_LEFT.search(whole):
            return whole in self.known or not any(complete)
        return any(text.startswith(whole) for text in self.known)

    def _box(self, chain: tuple[Element, ...], *, heading: bool = False, first: bool = False) -> Box | None:
        """Return the innermost of the boxes around a text; at the top of a page they may be those of the page before.

        ``first`` tells that the text would be an item's first words.
        """
        last = self.leaves[-1] if self.leaves else None
        former = _outwards(last.item or last.box) if last else []
        box: Box | None = None
        for depth, element in enumerate(chain):
            known = self.boxes.get(id(element))
            if known is None:
                old = former[depth] if depth < len(former) else None
                begins = (element.kind == "LI" and first and element is chain[-1]) or (
                    element.kind == "Div" and heading
                )
                if old and old.kind == element.kind and old.outer is box and element.page > old.page and not begins:
                    known, old.page = old, element.page
                    old.loose |= element.kind == "L"
                else:
                    former = []
                    known = self._new(element, box)
                self.boxes[id(element)] = known
            box = known
        return box

    def _new(self, element: Element, outer: Box | None) -> Box:
        box = Box(element.kind, outer, element.page)
        last = self.leaves[-1] if self.leaves else None
        if element.kind == "LI" and outer:
            box.before, box.loose = (outer.lead if outer.begun else None), outer.loose
            outer.loose = False
            self._begin(outer)
        elif element.kind == "Div" and last and last.box is outer and last.kind in {Kind.TEXT, Kind.HEADING}:
            box.before = last.words
        return box

    @staticmethod
    def _begin(box: Box | None) -> None:
        """Note that something stands in a box; a list keeps the first words of its last item."""
        if box:
            box.begun = True
            if box.kind == "LI" and box.outer:
                box.outer.lead, box.outer.begun = box.lead, True

    def _figure(self, element: Element, chain: tuple[Element, ...]) -> None:
        box = self._box(chain)
        self._begin(box)
        words = key(element.description, turned=self.turned)
        self.leaves.append(Leaf(words, Kind.PICTURE, box, self._path(), [], element.page))

    def _table(self, table: Element, chain: tuple[Element, ...]) -> None:
        box = self._box(chain)
        self._begin(box)
        cells = self.reader.cells(table)
        self.tables.append(cells)
        for cell, spot in spots(cells):
            page = cell.marks[-1].page
            self.leaves.append(Leaf(cell.words, Kind.CELL, box, self._path(), cell.marks, page, spot=spot))

    def _path(self) -> tuple[str, ...]:
        return tuple(words for level, words in self.headings if level > 1)

    def _key(self, marks: Sequence[Marked]) -> str:
        return key("".join(mark.text for mark in marks), turned=self.turned)


def _put_label_before_text(item: Element) -> None:
    """Put the label of an item in front of the first text of its body: they are one text."""
    for number, kid in [*item.kids.items()]:
        if not isinstance(kid, Element) or kid.kind != "Lbl":
            continue
        body: Element | None = next((each for each in item.elements() if each and each.kind == "LBody"), None)
        if body:
            _put_picture_behind_text(body)
        while body and (first := next(iter(body.ordered()), None)) and not _is_inline(first):
            if not isinstance(first, Element) or first.kind in {"L", "Table", "Figure"}:
                break
            body = first
        if body:
            del item.kids[number]
            body.kids[BEFORE] = kid


def _put_picture_behind_text(body: Element) -> None:
    """Put the picture beside an item behind its first words, which are one text with the label."""
    kids = body.ordered()
    if kids and isinstance(kids[0], Element) and kids[0].kind == "Figure":
        words = list(itertools.takewhile(_is_inline, kids[1:]))
        body.kids = dict(enumerate([*words, kids[0], *kids[1 + len(words) :]]))


def _is_inline(kid: Element | Marked) -> bool:
    return isinstance(kid, Marked) or (kid.kind in WITHIN_LINES and all(map(_is_inline, kid.kids.values())))


def _outwards(box: Box | None) -> list[Box]:
    """Return a box and all around it, from outside in."""
    found: list[Box] = []
    while box:
        found.insert(0, box)
        box = box.outer
    return found


def fact_of(leaf: Leaf, questions: Collection[str], headings: Collection[str]) -> Fact:
    """Return what a text's tags say of it, in the monograph's terms: its own questions and headings, none of ours."""
    around: list[Step] = []
    for box in _outwards(leaf.box):
        if box.kind == "LI":
            around.append(Step(Around.ITEM, box.lead))
        elif box.kind == "Div" and box.before in questions:
            around.append(Step(Around.ANSWER, box.before or ""))
        elif box.kind == "BlockQuote":
            around.append(Step(Around.QUOTATION))
    path = tuple(words for words in leaf.headings if words in headings)
    return Fact(leaf.words, leaf.kind, path, tuple(around), leaf.spot)
