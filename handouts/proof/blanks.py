"""Every ruled blank is said to a reader who does not see it, behind its label; what is said is no word on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handouts.errors import Place, Problem
from handouts.model.monograph import plain
from handouts.proof.facts import key
from handouts.proof.naming import COMPLETE
from handouts.proof.paper import HINT
from handouts.proof.readback.structure import Element, Marked

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handouts.leaflet.parts import Leaflet


def blank_problems(leaflet: Leaflet, tags: Element, path: str) -> Iterator[Problem]:
    """Compare the leaflet's blanks with the fields in the tags, in order: their number, labels and words."""
    turned = leaflet.direction == "rtl"
    said = [(key(words, turned=turned), field.description) for words, field in _fields(tags)]
    wanted = [plain(text.inline) for text in leaflet.text() if text.blank]
    for number, label in enumerate(wanted):
        before, words = said[number] if number < len(said) else ("", "")
        own = key(label, turned=turned)
        if words != leaflet.blank or not (before == own or (not turned and before.endswith(own))):
            message = f"The blank behind “{label}” is not told to a screen reader."
            yield Problem("lost-words", message, HINT, Place(path), words=label, rule=COMPLETE)
            return
    if len(said) > len(wanted):
        message = "The tags tell of a blank that the leaflet does not have."
        yield Problem("added-words", message, HINT, Place(path), words=leaflet.blank, rule=COMPLETE)


def _fields(element: Element) -> Iterator[tuple[str, Element]]:
    """Return each field with the words that stand before it in its block."""
    words = ""
    for kid in element.ordered():
        if isinstance(kid, Marked):
            words += kid.text
        elif kid.kind == "Form":
            yield words, kid
            words = ""
        elif kid.kind == "Span" and not [*_fields(kid)]:  # words in another language than the block's
            words += "".join(mark.text for mark in kid.marks())
        else:
            yield from _fields(kid)
