"""The sheet by which a nurse judges a printer before she trusts it with leaflets: a front and a back."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from handouts.codes import BAR_MODULE_MM, DATA_MATRIX_MODULE_MM, QR_MODULE_MM, Symbol, code_128, data_matrix, qr
from handouts.errors import Place, Problem, TypesettingError
from handouts.model.clinic import Clinic
from handouts.model.colours import Colours
from handouts.model.edition import Edition
from handouts.model.page_margins import EDGE_MM
from handouts.model.type_style import TypeStyle
from handouts.page import Renderer
from handouts.pdf import Typesetter
from handouts.printing.measures import cross_hairs, edge_scales, ruler, upright_ruler

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handouts.assets import Look
    from handouts.model.paper import PaperSize

PAGES = 2
LEAST_WIDTH_MM, LEAST_HEIGHT_MM = 138, 208
LARGE_WIDTH_MM = 180  # has room for large words, and for all sizes of type
LEAST_GAP_MM, SHARE = 1.5, 10  # between two parts of the sheet; what a higher paper gives to it, one of so many mm
SMALLER_PT = (6.0, 7.0, 8.0)  # than what leaflets are set in
GREYS = range(0, 101, 10)  # per cent of ink
# By kind: how it is made, how its text begins, the width of a module in leaflets, a smaller and a larger one. All are
# read in a scan of 200 dots an inch.
CODES = (
    ("QR code", qr, "QR", QR_MODULE_MM, (0.38, 0.76)),
    ("Data Matrix", data_matrix, "DM", DATA_MATRIX_MODULE_MM, (0.26, 0.64)),
    ("Barcode (Code 128)", code_128, "BAR", BAR_MODULE_MM, (0.25, 0.42)),
)


@dataclasses.dataclass(frozen=True, slots=True)
class PrintedCode:
    """A code, the text it holds, and whether it has the size of those in leaflets."""

    text: str
    symbol: Symbol
    ours: bool


@dataclasses.dataclass(frozen=True, slots=True)
class CodeRow:
    """The codes of one kind, the smallest first."""

    title: str
    codes: tuple[PrintedCode, ...]


def test_sheet(paper: PaperSize, look: Look, colours: Colours | None = None) -> bytes:  # noqa: PT028 - no test
    """Return the test sheet for a paper as a PDF of two pages, in the look's colours but for those of a clinic.

    Raises:
        TypesettingError: it does not fit on the paper, or the engine is missing.
        LookError: a template or a style is missing or wrong.
    """
    if paper.width_mm < LEAST_WIDTH_MM or paper.height_mm < LEAST_HEIGHT_MM:
        raise TypesettingError(_no_room(paper))
    clinic = Clinic(colours=colours or Colours())  # of the rest of a clinic's file, some would be drawn on each page
    edition = Edition.of(look, clinic=clinic).model_copy(update={"paper": paper})
    renderer, typesetter = Renderer(look), Typesetter(look, edition)
    for is_small, gap_mm in _settings(paper):
        html = renderer.fill(
            "test-sheet.html", is_small=is_small, gap_mm=gap_mm, **_values(paper, look, is_small=is_small)
        )
        pdf = typesetter.typeset(html, "en", {}, codes=None)
        if pdf.pages == PAGES:
            return pdf.data
    raise TypesettingError(_no_room(paper))


def _settings(paper: PaperSize) -> Iterator[tuple[bool, float]]:
    """Return whether the words are small, and the gap between two parts: the roomiest setting first."""
    gap_mm = (paper.height_mm - LEAST_HEIGHT_MM) / SHARE
    if paper.width_mm >= LARGE_WIDTH_MM:
        yield from ((False, 1.2 * gap_mm), (False, 0.8 * gap_mm))
    yield from ((True, 2 * (gap_mm + LEAST_GAP_MM)), (True, LEAST_GAP_MM))


def _values(paper: PaperSize, look: Look, *, is_small: bool) -> dict[str, object]:
    """Return what the template draws."""
    styles = TypeStyle.every(look)
    sizes_pt = {size_pt for style in styles[: 1 if is_small else None] for size_pt in _sizes_pt(style)}
    margin_mm = min(EDGE_MM, paper.top_mm, paper.right_mm, paper.bottom_mm, paper.left_mm, paper.rim_mm)
    return {
        "paper": paper,
        "margin_mm": margin_mm,
        "edges": edge_scales(paper, margin_mm),
        "ruler": ruler(),
        "upright_ruler": upright_ruler(paper),
        "front": cross_hairs(paper, front=True),
        "back": cross_hairs(paper, front=False),
        "sizes_pt": sorted({*SMALLER_PT, *sizes_pt}),
        "smallest_pt": min(style.small_pt for style in styles),
        "greys": GREYS,
        "rows": [*code_rows()],
    }


def code_rows() -> Iterator[CodeRow]:
    """Return the codes of the sheet; each holds its own size, so that a scan tells which of them was read."""
    for title, make, start, ours_mm, others_mm in CODES:
        texts = {module_mm: f"{start}-{module_mm:.2f}" for module_mm in sorted((ours_mm, *others_mm))}
        codes = (PrintedCode(text, make(text, width_mm), width_mm == ours_mm) for width_mm, text in texts.items())
        yield CodeRow(title, tuple(codes))


def _sizes_pt(style: TypeStyle) -> tuple[float, ...]:
    return style.small_pt, style.note_pt, style.size_pt


def _no_room(paper: PaperSize) -> Problem:
    return Problem(
        "no-room-for-test-sheet",
        f"The test sheet does not fit on both sides of {paper}.",
        "Take A5, Half Letter or a larger paper; styles of your own may need still more room.",
        Place(f"styles/paper/{paper.name}.toml"),
    )
