"""The pictures beside words and the logo, against the figures in the PDF's tags: number, order, description."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handouts.errors import Place, Problem
from handouts.leaflet.coded import WebCode
from handouts.leaflet.parts import Header
from handouts.leaflet.printed import Origin
from handouts.model.walk import pictures
from handouts.proof.naming import COMPLETE
from handouts.proof.readback.structure import Element

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handouts.leaflet.parts import Leaflet
    from handouts.model.monograph import Monograph

HINT = "If your own template changes this, mend it; else set the picture beside other words."


def figure_problems(leaflet: Leaflet, tags: Element, monograph: Monograph) -> Iterator[Problem]:
    """Compare the descriptions of the figures that are not the monograph's own pictures."""
    theirs = {picture.description for section in monograph.sections for picture in pictures(section.content)}
    wanted = [each for each in _wanted(leaflet) if each not in theirs]
    found = [each for each in _descriptions(tags) if each not in theirs]
    if wanted != found:
        message = f"The pictures of the paper are: {', '.join(found) or 'none'}; they should be: {', '.join(wanted)}."
        yield Problem("changed-pictures", message, HINT, Place(monograph.path), rule=COMPLETE)
    shown = {leaflet.icon(text.inline) for text in leaflet.text() if text.origin is Origin.MONOGRAPH and not text.cell}
    for words, icon in leaflet.icons.items():
        if icon not in shown:
            message = f"The picture {icon.name} is not printed: no line of the leaflet is “{words}”."
            yield Problem("changed-pictures", message, HINT, Place(monograph.path), words=words, rule=COMPLETE)


def _wanted(leaflet: Leaflet) -> Iterator[str]:
    for part in leaflet.parts:
        if isinstance(part, Header) and part.logo:
            yield part.logo.alt
        if isinstance(part, WebCode):
            yield part.description
        for text in part.text() if part.kind == "chapter" else ():
            if text.origin is Origin.MONOGRAPH and not text.cell and (icon := leaflet.icon(text.inline)):
                yield icon.description


def _descriptions(element: Element) -> Iterator[str]:
    if element.kind == "Figure":
        yield element.description
    for kid in element.ordered():
        if isinstance(kid, Element):
            yield from _descriptions(kid)
