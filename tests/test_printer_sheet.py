"""The test sheet of a printer: its measures are true, its codes are read, it fills a front and a back and no more."""

import ctypes
import io

import pypdfium2
import pypdfium2.raw as pdfium
import pytest
import verapdf
from test_codes import read_codes, scanned

from handouts.assets import look as look_of
from handouts.errors import TypesettingError
from handouts.model.colours import Colours
from handouts.model.paper import MM_PER_POINT, PaperSize
from handouts.printing.test_sheet import code_rows
from handouts.printing.test_sheet import test_sheet as draw_sheet
from handouts.proof.readback.measure import measure
from handouts.proof.readback.overprint import Kind
from handouts.proof.readback.page_text import read_pages

PAPERS = PaperSize.names(look_of())
assert len(PAPERS) >= 4
TRUE_MM = 0.1
FRONT = (
    *(
        "Printer test sheet",
        "1. Edges",
        "Cut off",
        "2. Size",
        "100 mm",
        "3. Smallest type",
        "9.5 pt or smaller",
        "6 pt",
    ),
    *("8 pt", "9.5 pt", "13 pt", "4. Greys", "0 %", "100 %", "Words on our shade"),
)
BACK = (
    *("Page 2, back", "must stand upright", "turned over its long edge", "5. Colour", "6. Codes", "QR code", "QR-0.51"),
    *("Data Matrix", "DM-0.39", "Barcode (Code 128)", "BAR-0.33", "7. Front on back", "Printer", "Tray", "Date"),
    "Checked by",
)


@pytest.fixture(scope="module")
def sheets(look):
    return {name: draw_sheet(PaperSize.named(look, name), look) for name in PAPERS}


@pytest.fixture(params=PAPERS)
def paper(request, look):
    return PaperSize.named(look, request.param)


@pytest.fixture
def pages(sheets, paper):
    return pages_of(sheets[paper.name])


def pages_of(data):
    return [*pypdfium2.PdfDocument(io.BytesIO(data))]


def drawn(page):
    """Return each path of a page: how thick it is, and its straight lines by their ends, in mm from the top left."""
    fill, stroked = ctypes.c_int(), ctypes.c_int()
    for item in page.get_objects([pdfium.FPDF_PAGEOBJ_PATH], max_depth=1):
        matrix, lines, start, width = item.get_matrix(), [], None, ctypes.c_float()
        for index in range(pdfium.FPDFPath_CountSegments(item.raw)):
            segment, x, y = pdfium.FPDFPath_GetPathSegment(item.raw, index), ctypes.c_float(), ctypes.c_float()
            pdfium.FPDFPathSegment_GetPoint(segment, x, y)
            across, up = matrix.on_point(x.value, y.value)
            end = (across * MM_PER_POINT, (page.get_height() - up) * MM_PER_POINT)
            if pdfium.FPDFPathSegment_GetType(segment) == pdfium.FPDF_SEGMENT_LINETO:
                lines.append((start, end))
            start = end
        pdfium.FPDFPageObj_GetStrokeWidth(item.raw, width)
        pdfium.FPDFPath_GetDrawMode(item.raw, fill, stroked)
        yield width.value * abs(matrix.a) * MM_PER_POINT if stroked.value else 0, lines


def lying(lines, axis):
    """Return the lines that lie across an axis: where on it, and from where to where."""
    along = 1 - axis
    for one, two in lines:
        if abs(one[axis] - two[axis]) < TRUE_MM / 10:
            yield one[axis], *sorted((one[along], two[along]))


def crosses(page):
    """Return the middles of the crosses of two lines of 10 mm."""
    lines = [line for _, path in drawn(page) for line in path]
    level, upright = (
        {
            (round(at, 2), round((start + end) / 2, 2))
            for at, start, end in lying(lines, axis)
            if abs(end - start - 10) < TRUE_MM
        }
        for axis in (1, 0)
    )
    return sorted(upright & {(x, y) for y, x in level})


def test_it_is_two_pages_of_exactly_its_paper(pages, paper):
    sizes_mm = [[length * MM_PER_POINT for length in page.get_size()] for page in pages]
    assert sizes_mm == [pytest.approx([paper.width_mm, paper.height_mm], abs=0.01)] * 2


def test_both_rulers_are_100_mm_long(pages):
    found = []
    for _, lines in drawn(pages[0]):
        for axis in (0, 1):
            marks = sorted(at for at, *_ in lying(lines, axis))
            if len(marks) == 101:
                found.append(axis)
                assert [mark - marks[0] for mark in marks] == pytest.approx([*range(101)], abs=TRUE_MM)
    assert found == [0, 1]


def test_front_and_back_coincide_when_the_sheet_is_turned_over_its_long_edge(pages, paper):
    front, back = map(crosses, pages)
    turned = sorted((paper.width_mm - x, y) for x, y in back)
    assert len(front) == len(turned) == 4
    for one, other in zip(front, turned, strict=True):
        assert one == pytest.approx(other, abs=TRUE_MM)


def test_each_edge_of_both_sides_has_a_mark_for_each_millimetre(pages, paper):
    for page in pages:
        paths = [*drawn(page)]
        for axis, size_mm in ((0, paper.width_mm), (1, paper.height_mm)):
            marks = [at for _, lines in paths for at, *_ in lying(lines, axis)]
            thick = sorted(at for width_mm, lines in paths if width_mm > 0.5 for at, *_ in lying(lines, axis))
            for edge, inwards in ((0, 1), (size_mm, -1)):
                assert all(any(abs(edge + inwards * mm - at) < TRUE_MM for at in marks) for mm in range(16))
            assert thick == pytest.approx([10, size_mm - 10], abs=TRUE_MM)


def test_a_paper_with_a_smaller_margin_of_ours_has_its_thick_mark_there(look):
    paper = PaperSize.named(look, "a5").model_copy(update={"left_mm": 7})
    page = pages_of(draw_sheet(paper, look))[0]
    thick = [lines for width_mm, lines in drawn(page) if width_mm > 0.5]
    assert min(at for lines in thick for at, *_ in lying(lines, 0)) == pytest.approx(7, abs=TRUE_MM)
    assert "The thick mark at 7\xa0mm" in page.get_textpage().get_text_bounded()


def test_every_code_is_read_from_a_scan_and_says_what_stands_below_it(sheets, pages, paper):
    front, back = scanned(sheets[paper.name])
    held = {code.text for row in code_rows() for code in row.codes}
    assert len(held) == 9
    assert {text for _, text in read_codes(back)} == held
    assert read_codes(front) == set()
    words = pages[1].get_textpage().get_text_bounded()
    assert all(text in words for text in held)


def test_of_each_kind_of_code_the_middle_one_is_as_in_leaflets():
    for row in code_rows():
        widths_mm = [code.symbol.module_mm for code in row.codes]
        assert widths_mm == sorted({*widths_mm})
        assert [code.ours for code in row.codes] == [False, True, False]
        for code in row.codes:
            assert code.text.endswith(f"-{code.symbol.module_mm:.2f}")


def test_it_is_read_in_order(pages, paper):
    for page, expected in zip(pages, ((f"For {paper.title} paper", *FRONT[1:]), BACK), strict=True):
        text, end = " ".join(page.get_textpage().get_text_bounded().split()), 0
        for words in expected:
            assert words in text[end:], words
            end = text.index(words, end) + len(words)


def test_nothing_is_printed_over_words_or_beyond_the_paper(sheets, paper):
    for page in read_pages(sheets[paper.name]):
        rulers = {Kind.SMALL, Kind.TURNED}  # have letters no patient reads
        assert [fault for fault in page.faults if fault.kind not in rulers] == []
        assert page.outside == ""


@pytest.mark.parametrize(
    ("name", "sizes_pt"), [("a4", (6, 7, 8, 9.5, 10.5, 12, 13, 14, 18)), ("a5", (6, 7, 8, 9.5, 10.5, 13))]
)
def test_type_is_as_small_as_it_says_and_the_sizes_of_leaflets_are_there(sheets, name, sizes_pt):
    pieces = [piece for piece in measure(sheets[name]).pages[0].pieces if "B mg" in piece.text]
    found = {(round(piece.size_pt, 1), piece.font.bold) for piece in pieces}
    assert found == {(size_pt, bold) for size_pt in sizes_pt for bold in (False, True)}


def test_the_same_paper_gives_the_same_bytes(sheets, look):
    assert draw_sheet(PaperSize.named(look, "a5"), look) == sheets["a5"]


def test_headings_have_the_clinics_colour(sheets, look):
    data = draw_sheet(PaperSize.named(look, "a5"), look, Colours(accent="#8a0f2e"))
    seen = [
        {colour for _, colour in pages_of(each)[1].render().to_pil().getcolors(1_000_000)}
        for each in (data, sheets["a5"])
    ]
    assert [(0x8A, 0x0F, 0x2E) in colours for colours in seen] == [True, False]


def test_it_conforms(sheets, tmp_path):
    (tmp_path / "sheet.pdf").write_bytes(sheets["a4"])
    assert {flavour: verapdf.failures(tmp_path / "sheet.pdf", flavour) for flavour in verapdf.PROFILES} == {
        "ua1": {},
        "2a": {},
    }


def test_a_small_card_has_no_room_for_it(look):
    card = PaperSize.named(look).model_copy(update={"width_mm": 105, "height_mm": 148, "title": "A6"})
    with pytest.raises(TypesettingError) as raised:
        draw_sheet(card, look)
    (problem,) = raised.value.problems
    assert "A6 (105 by 148 mm)" in problem.message
    assert "A5" in problem.hint


def test_styles_that_need_more_room_are_told_and_nothing_is_cut(look, tmp_path):
    style = (look.styles[-1] / "test-sheet.css").read_text("utf-8")
    (tmp_path / "test-sheet.css").write_text(f"{style}\n.side {{ font-size: 20pt }}", "utf-8")
    with pytest.raises(TypesettingError, match="does not fit"):
        draw_sheet(PaperSize.named(look, "a5"), look_of(None, tmp_path))
