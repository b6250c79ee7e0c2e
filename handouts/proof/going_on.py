"""What heads a box that goes on overleaf, and may stand there again, above what is left of the box."""

from __future__ import annotations

import collections
import itertools
from typing import TYPE_CHECKING

from handouts.model.monograph import plain
from handouts.proof.facts import key
from handouts.proof.readback.structure import Element, Marked
from handouts.proof.tagged import is_inline

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from handouts.leaflet.parts import Leaflet

BOXES = {"Div", "BlockQuote"}


def repeated_heads(leaflet: Leaflet, tags: Element) -> Mapping[int, Sequence[str]]:
    """Return for each page, from 0, what heads the boxes that go on there, as the tags of their text tell."""
    turned = leaflet.direction == "rtl"
    heads = {key(words, turned=turned): words for text in leaflet.text() if (words := plain(text.inline)[: text.heads])}
    found = collections.defaultdict(list)
    waiting = [tags] if heads else []
    while waiting:
        element = waiting.pop()
        waiting += [kid for kid in element.kids.values() if isinstance(kid, Element)]
        head = heads.get(key(_first_text(element), turned=turned)) if element.kind in BOXES else None
        if head:
            for page in sorted({mark.page for mark in element.marks()})[1:]:
                found[page].append(head)
    return found


def _first_text(element: Element) -> str:
    """Return the words of the first of its blocks that has any."""
    for inline, group in itertools.groupby(element.ordered(), key=is_inline):
        kids = [*group]
        marks = [mark for kid in kids for mark in ([kid] if isinstance(kid, Marked) else kid.marks())]
        if inline and (words := "".join(mark.text for mark in marks)).strip():
            return words
        inner = (_first_text(kid) for kid in kids if isinstance(kid, Element) and not inline)
        if words := next(filter(None, inner), ""):
            return words
    return ""
