"""The structure the paper's tags give, as facts: one element is one text, list or row, whatever pages it is on."""

from __future__ import annotations

import dataclasses
import itertools
from typing import TYPE_CHECKING

from handouts.proof.facts import Around, Fact, Kind, Spot, Step, key
from handouts.proof.readback.structure import Element, Marked
from handouts.proof.readback.tags import INLINE
from handouts.proof.tagged_tables import Cell, cells_of, spots

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
    """A list, an item, a division or a quotation; ``outer`` is what stands around it.

    ``lead`` are an item's first words, and those of a list's last item; ``before`` are those of the item before it, or
    the words before a division.
    """

    kind: str
    outer: Box | None
    lead: str = ""
    begun: bool = False
    before: str | None = None


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
    starts: tuple[int, ...] = ()
    spot: Spot | None = None
    item: Box | None = None


class Tagged:
    """Reads the tree of tags; for ``empty`` see `cells_of`."""

    def __init__(self, empty: Spans, *, turned: bool) -> None:
        """Begin at the top of the first page."""
        self.empty, self.turned = empty, turned
        self.leaves: list[Leaf] = []
        self.headings: list[tuple[int, str]] = []
        self.tables: list[list[Placed[Cell]]] = []

    def read(self, element: Element, box: Box | None = None) -> None:
        """Read an element and all that stands in it; ``box`` is the innermost around it."""
        if element.kind in CONTAINERS:
            box = self._entered(element.kind, box)
        if element.kind == "LI":
            _put_label_before_text(element)
        for inline, kids in itertools.groupby(element.ordered(), key=is_inline):
            if inline:
                self._text(element.kind, list(kids), box)
                continue
            for kid in kids:
                if not isinstance(kid, Element):
                    continue
                if kid.kind == "Figure":
                    self._figure(kid, box)
                elif kid.kind == "Table":
                    self._table(kid, box)
                else:
                    self.read(kid, box)

    def _text(self, tag: str, kids: Sequence[Element | Marked], box: Box | None) -> None:
        marks = [mark for kid in kids for mark in ([kid] if isinstance(kid, Marked) else kid.marks())]
        words = self._key(marks)
        if not words:
            return
        level = LEVELS.get(tag)
        leads = box and box.kind == "LI" and not box.begun and not level and tag != "P"
        item = box if leads else None
        kind = Kind.HEADING if level else Kind.ITEM if item else Kind.TEXT
        if item:
            item.lead = words
        self._begin(box)
        if level:
            self.headings = [heading for heading in self.headings if heading[0] < level]
        starts = tuple(itertools.accumulate(len(self._key([mark])) for mark in marks))
        around = item.outer if item else box
        self.leaves.append(Leaf(words, kind, around, self._path(), marks, starts, item=item))
        if level:
            self.headings.append((level, words))

    def _entered(self, kind: str, outer: Box | None) -> Box:
        """Return a new box in another."""
        box = Box(kind, outer)
        last = self.leaves[-1] if self.leaves else None
        if kind == "LI" and outer:
            box.before = outer.lead if outer.begun else None
            self._begin(outer)
        elif kind == "Div" and last and last.box is outer and last.kind in {Kind.TEXT, Kind.HEADING}:
            box.before = last.words
        return box

    @staticmethod
    def _begin(box: Box | None) -> None:
        """Note that something stands in a box; a list keeps the first words of its last item."""
        if box:
            box.begun = True
            if box.kind == "LI" and box.outer:
                box.outer.lead, box.outer.begun = box.lead, True

    def _figure(self, element: Element, box: Box | None) -> None:
        self._begin(box)
        words = key(element.description, turned=self.turned)
        self.leaves.append(Leaf(words, Kind.PICTURE, box, self._path(), []))

    def _table(self, table: Element, box: Box | None) -> None:
        self._begin(box)
        cells = cells_of(table, self.empty, turned=self.turned)
        self.tables.append(cells)
        for cell, spot in spots(cells):
            self.leaves.append(Leaf(cell.words, Kind.CELL, box, self._path(), cell.marks, spot=spot))

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
        while body and (first := next(iter(body.ordered()), None)) and not is_inline(first):
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
        words = list(itertools.takewhile(is_inline, kids[1:]))
        body.kids = dict(enumerate([*words, kids[0], *kids[1 + len(words) :]]))


def is_inline(kid: Element | Marked) -> bool:
    """Tell text, and an element in which there is nothing else."""
    return isinstance(kid, Marked) or (kid.kind in WITHIN_LINES and all(map(is_inline, kid.kids.values())))


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
