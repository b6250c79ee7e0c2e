"""The paper's rules (leaflet rules P and T), measured on the finished PDF."""

import collections
import ctypes
import io
import itertools

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from conftest import CLINIC, CONTENT, POLICY
from editing import edition_for

from handouts.build import build
from handouts.model.options import BuildOptions
from handouts.proof.readback.page_text import is_artifact
from handouts.reader.source import Source

MM = 72 / 25.4
PAPERS = {"a4": (210 * MM, 297 * MM), "letter": (8.5 * 72, 11 * 72)}


@pytest.fixture(scope="module", params=["a4", "letter"])
def leaflet(request, look):
    path = next(path for path in CONTENT if path.stem == "warfarin")
    return request.param, build(Source.read(path), BuildOptions(edition_for(CLINIC, request.param), look, POLICY))


@pytest.fixture(scope="module")
def pieces(leaflet):
    """Every stretch of text: page, left, bottom, right, top and size in points, artifact or not, and its words."""
    found = []
    document = pypdfium2.PdfDocument(leaflet[1].pdf)
    for number, page in enumerate(document):
        text_page = page.get_textpage()
        for item in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT]):
            size = ctypes.c_float()
            pdfium.FPDFTextObj_GetFontSize(item.raw, size)
            matrix = item.get_matrix()
            length = pdfium.FPDFTextObj_GetText(item.raw, text_page.raw, None, 0)
            buffer = (ctypes.c_ushort * (length // 2))()
            pdfium.FPDFTextObj_GetText(item.raw, text_page.raw, buffer, length)
            words = bytes(buffer).decode("utf-16-le").rstrip("\0")
            found.append((number, *item.get_bounds(), size.value * abs(matrix.d), is_artifact(item.raw), words))
        text_page.close()
        page.close()
    document.close()
    assert len(found) > 100
    return found


def test_page_is_exactly_the_paper(leaflet):
    paper, built = leaflet
    with pikepdf.open(io.BytesIO(built.pdf)) as pdf:
        for page in pdf.pages:
            assert [float(edge) for edge in page.MediaBox] == pytest.approx([0, 0, *PAPERS[paper]], abs=0.1)


def test_body_is_13_points_and_nothing_below_9(pieces):
    letters = collections.Counter()
    for *_, size, artifact, words in pieces:
        if not artifact:
            letters[round(size, 1)] += len(words)
    assert letters.most_common(1)[0][0] == 13
    assert min(size for *_, size, _, _ in pieces) >= 9


def test_margins_are_at_least_10_mm(leaflet, pieces):
    width, height = PAPERS[leaflet[0]]
    for _, left, bottom, right, top, _, _, words in pieces:
        assert min(left, bottom, width - right, height - top) >= 10 * MM - 1, words


def test_lines_hold_60_to_70_characters(pieces):
    lines = collections.defaultdict(list)
    for page, left, bottom, right, _, size, artifact, words in pieces:
        if not artifact and round(size, 1) == 13:
            lines[page, round(bottom / 3)].append((left, right, words))
    full = [
        sum(len(words) for _, _, words in line)
        for line in lines.values()
        if max(right for _, right, _ in line) > 165 * MM
    ]
    assert len(full) > 20
    assert 56 <= sorted(full)[len(full) // 2] <= 70
    assert max(full) <= 80


def test_baselines_are_1_2_to_1_5_sizes_apart(leaflet):
    steps = []
    document = pypdfium2.PdfDocument(leaflet[1].pdf)
    for page in document:
        items = [
            item.get_matrix()
            for item in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT])
            if not is_artifact(item.raw)
        ]
        baselines = sorted({round(matrix.f, 1) for matrix in items})
        steps += [high - low for low, high in itertools.pairwise(baselines) if 15 < high - low < 19.6]
        page.close()
    document.close()
    step = collections.Counter(round(step, 1) for step in steps).most_common(1)[0][0]
    assert 13 * 1.2 <= step <= 13 * 1.5
    assert step >= 3 * MM


def test_every_page_names_the_document_and_the_clinic(leaflet):
    from handouts.proof.readback.page_text import read_pages

    _, built = leaflet
    pages = read_pages(built.pdf)
    for number, page in enumerate(pages, 1):
        for words in (
            built.manifest.document,
            "version 1.3",
            f"Page {number} of {len(pages)}",
            CLINIC.phone,
            CLINIC.emergency,
        ):
            assert words in page.margins.replace("\n", " ").replace("\u00a0", " "), (number, words)
        assert "DRAFT, not clinically reviewed" in page.margins + page.body


def test_fonts_are_ours_embedded_and_mapped(leaflet):
    with pikepdf.open(io.BytesIO(leaflet[1].pdf)) as pdf:
        fonts = [
            item
            for item in pdf.objects
            if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/Font" and "/DescendantFonts" in item
        ]
        names = {str(font.BaseFont).split("+")[-1] for font in fonts}
        assert names
        assert all("Atkinson" in name or "Source-Sans" in name or "SourceSans" in name for name in names), names
        assert all("/ToUnicode" in font and "/FontFile2" in font.DescendantFonts[0].FontDescriptor for font in fonts)


def test_headings_are_never_last_on_a_page(pieces):
    pages = collections.defaultdict(list)
    for page, _, bottom, _, _, size, artifact, words in pieces:
        if not artifact and words.strip():
            pages[page].append((bottom, size, words))
    assert len(pages) > 1
    for found in pages.values():
        assert min(found)[1] < 15, min(found)


def test_the_file_is_small(leaflet):
    assert len(leaflet[1].pdf) < 500_000


def test_black_and_white_is_enough(leaflet):
    """Text keeps a contrast of 4.5 to 1 in grey."""
    document = pypdfium2.PdfDocument(leaflet[1].pdf)
    count = 0
    for page in document:
        for item in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT]):
            count += 1
            red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
            pdfium.FPDFPageObj_GetFillColor(item.raw, red, green, blue, alpha)
            grey = (0.2126 * red.value + 0.7152 * green.value + 0.0722 * blue.value) / 255
            luminance = grey / 12.92 if grey <= 0.04045 else ((grey + 0.055) / 1.055) ** 2.4
            assert 1.05 / (luminance + 0.05) >= 4.5 + 1.5  # also on the light shade of a table's head
        page.close()
    document.close()
    assert count > 100
