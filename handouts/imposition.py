"""A leaflet's pages laid out on sheets of twice their size: PDF to PDF, by pikepdf.

What comes out is for paper only, and says so: it has no tags, and claims no standard. The pages on it are drawn as the
leaflet draws them, neither enlarged nor made smaller.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pikepdf

if TYPE_CHECKING:
    from collections.abc import Iterable

    from handouts.model.imposition import Spread
    from handouts.model.paper import PaperSize

POINTS_PER_MM = 72 / 25.4


def impose(pdf: bytes, sides: Iterable[Spread], sheet: PaperSize, title: str) -> bytes:
    """Return pages two by two on the sides of sheets that lie on their long edge; the same bytes for the same pages.

    ``sides`` says which pages stand on each side, ``title`` what a reader's software calls the file.
    """
    width, height = sheet.height_mm * POINTS_PER_MM, sheet.width_mm * POINTS_PER_MM
    written = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as leaflet, pikepdf.new() as imposed:
        drawn = [imposed.copy_foreign(page.as_form_xobject()) for page in leaflet.pages]
        for side in sides:
            page = imposed.add_blank_page(page_size=(width, height))
            for place, number in enumerate(side):
                if number is not None:
                    _lay(page, drawn[number], place, (width, height))
        imposed.docinfo["/Title"] = title
        imposed.Root.ViewerPreferences = pikepdf.Dictionary(
            DisplayDocTitle=True,
            PrintScaling=pikepdf.Name("/None"),
            Duplex=pikepdf.Name.DuplexFlipShortEdge,
        )
        imposed.save(written, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return written.getvalue()


def _lay(sheet: pikepdf.Page, page: pikepdf.Object, place: int, room: tuple[float, float]) -> None:
    """Draw a page left (0) or right (1) of the fold, half way up."""
    left, bottom, right, top = map(float, page.BBox)
    across = room[0] / 2 - (0 if place else right - left)
    up = (room[1] - (top - bottom)) / 2
    name = sheet.add_resource(page, pikepdf.Name.XObject, pikepdf.Name("/Right" if place else "/Left"))
    drawing = f"q 1 0 0 1 {across - left:.4f} {up - bottom:.4f} cm {name} Do Q\n"
    sheet.contents_add(drawing.encode())
