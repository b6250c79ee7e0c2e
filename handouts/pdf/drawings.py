"""Drawings that stand in the HTML itself: the leaflet's own codes, and no other, for a path can draw any word."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from handouts.errors import LookError, Place, Problem

if TYPE_CHECKING:
    from collections.abc import Collection

SVG = "{http://www.w3.org/2000/svg}"
FRAME = {"class", "style", "viewBox", "role", "width", "height", "id", "{http://www.w3.org/2000/xmlns/}xmlns"}
PATH = {"d", "fill"}


def refuse_drawings(tree: Any, codes: Collection[str] | None) -> None:
    """Refuse a page whose templates draw; ``codes`` are the paths of its codes, None where any drawing may stand.

    Raises:
        LookError: there is a drawing that is none of these.
    """
    for drawing in tree.iter(f"{SVG}svg"):
        if codes is not None and not _is_code(drawing, codes):
            message = "A template draws a picture of its own: nobody proves what it says."
            hint = "Take it out. The clinic's logo has a place of its own: write logo in clinic.toml."
            raise LookError(Problem("picture-in-style", message, hint, Place("templates")))


def _is_code(drawing: Any, codes: Collection[str]) -> bool:
    """Tell whether a drawing is one of the codes, with a title or without, and nothing else."""
    inside = [each for each in drawing.iter() if each is not drawing and each.tag != f"{SVG}title"]
    if len(inside) != 1 or not {*drawing.keys()} <= FRAME:
        return False
    (path,) = inside
    return path.tag == f"{SVG}path" and {*path.keys()} <= PATH and path.get("d") in codes
