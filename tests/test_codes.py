"""Codes on the paper: read back from a one-bit scan at 200 dots an inch, straight, blurred and turned."""

import io

import pypdfium2
import pytest
import verapdf
import zxingcpp
from conftest import CLINIC
from editing import GOOD
from PIL import ImageFilter

from handouts.codes import code_128, data_matrix, qr
from handouts.errors import ContentError
from handouts.leaflet import compose
from handouts.leaflet.coded import WebCode
from handouts.leaflet.wording import wording
from handouts.model.code import Code
from handouts.model.edition import Edition

WEB = CLINIC.model_copy(update={"web": "www.hill.example", "out_of_hours": None})
DOTS = 200
DOT_MM = 25.4 / DOTS
A5_MM = {"width_mm": 148, "height_mm": 210, "top_mm": 15, "right_mm": 40, "bottom_mm": 20, "left_mm": 13}
EDITIONS = {
    "A4, both": ("a4", (Code.QR, Code.DATA_MATRIX)),
    "A4, bars": ("a4", (Code.CODE_128,)),
    "A5, both": ("a5", (Code.QR, Code.DATA_MATRIX)),
    "easy print": ("a4", (Code.QR, Code.DATA_MATRIX)),
}


def edition_with(look, codes, paper="a4", clinic=WEB, style="standard"):
    edition = Edition.of(look, clinic=clinic, codes=codes, type=style)
    if paper == "a5":
        sheet = edition.paper.model_copy(update={"name": "a5", "title": "A5", **A5_MM})
        edition = edition.model_copy(update={"paper": sheet})
    return edition


@pytest.fixture(scope="module")
def leaflets(look, tmp_path_factory):
    from conftest import POLICY

    from handouts.build import build
    from handouts.model.options import BuildOptions
    from handouts.reader.source import Source

    path = tmp_path_factory.mktemp("codes") / "demo.md"
    path.write_text(GOOD)
    source = Source.read(path)
    return {
        name: build(
            source,
            BuildOptions(
                edition_with(look, codes, paper, style="easy" if "easy" in name else "standard"), look, POLICY
            ),
        )
        for name, (paper, codes) in EDITIONS.items()
    }


def scanned(pdf, change=lambda page: page):
    """Return each page as a scanner gives it: one bit a dot."""
    pages = (page.render(scale=DOTS / 72).to_pil().convert("L") for page in pypdfium2.PdfDocument(io.BytesIO(pdf)))
    return [change(page).point(lambda shade: 255 * (shade > 127)) for page in pages]


def read_codes(page):
    return {(str(code.format).rsplit(".", 1)[-1].replace(" ", ""), code.text) for code in zxingcpp.read_barcodes(page)}


SCANS = {
    "straight": lambda page: page,
    "blurred": lambda page: page.filter(ImageFilter.GaussianBlur(1)),
    "turned": lambda page: page.rotate(1, fillcolor=255, resample=2),
    "turned back": lambda page: page.rotate(-1, fillcolor=255, resample=2),
}


@pytest.mark.parametrize("scan", SCANS)
@pytest.mark.parametrize("name", EDITIONS)
def test_every_side_names_the_document_and_one_the_clinics_page(leaflets, name, scan):
    built = leaflets[name]
    pages = [read_codes(page) for page in scanned(built.pdf, SCANS[scan])]
    filed = f"{built.manifest.document} {built.manifest.version}"
    assert pages
    assert all(filed in {text for _, text in page} for page in pages)
    others = [text for page in pages for _, text in page if text != filed]
    assert others == (["https://www.hill.example"] if Code.QR in EDITIONS[name][1] else [])


@pytest.mark.parametrize(
    ("name", "kind", "quiet_mm"),
    [("A4, both", "QR", 4 * 0.51), ("A4, both", "Matrix", 2 * 0.39), ("A4, bars", "128", 6.35)],
)
def test_the_quiet_zone_is_white(leaflets, name, kind, quiet_mm):
    page = scanned(leaflets[name].pdf)[0]
    (code,) = [code for code in zxingcpp.read_barcodes(page) if kind in str(code.format)]
    corners = [getattr(code.position, each) for each in ("top_left", "top_right", "bottom_right", "bottom_left")]
    left, right = min(corner.x for corner in corners), max(corner.x for corner in corners)
    top, bottom = min(corner.y for corner in corners), max(corner.y for corner in corners)
    quiet = int(quiet_mm / DOT_MM) - 2  # the reader gives corners to a dot or two
    above = 0 if kind == "128" else quiet
    around = [(left - quiet, top, left - 2, bottom), (right + 3, top, right + quiet, bottom)]
    if above:
        around += [(left, top - quiet, right, top - 2), (left, bottom + 3, right, bottom + quiet)]
    for box in around:
        assert page.crop(box).getextrema() == (255, 255)


def test_codes_are_no_text_and_the_address_is_the_clinics(read, look):
    monograph = read(GOOD)
    leaflet = compose(monograph, edition_with(look, (Code.QR, Code.DATA_MATRIX)), wording("en", look))
    (part,) = [part for part in leaflet.parts if isinstance(part, WebCode)]
    assert part.address.value == "www.hill.example"
    assert part.description == "QR code: leads to https://www.hill.example"
    assert len(leaflet.running.codes) == 1


def test_an_address_with_its_scheme_is_left_alone(read, look):
    clinic = CLINIC.model_copy(update={"web": "http://hill-clinic.example/leaflets"})
    leaflet = compose(read(GOOD), edition_with(look, (Code.QR,), clinic=clinic), wording("en", look))
    (part,) = [part for part in leaflet.parts if isinstance(part, WebCode)]
    assert part.description == "QR code: leads to http://hill-clinic.example/leaflets"


def test_bars_conform(leaflets, tmp_path):
    file = tmp_path / "bars.pdf"  # the other codes: see test_editions.py
    file.write_bytes(leaflets["A4, bars"].pdf)
    assert {flavour: verapdf.failures(file, flavour) for flavour in verapdf.PROFILES} == {"ua1": {}, "2a": {}}


def test_only_the_code_in_the_text_is_a_figure(leaflets):
    import pikepdf
    from test_conformance import tags

    with pikepdf.open(io.BytesIO(leaflets["A4, both"].pdf)) as pdf:
        assert [str(figure.Alt) for figure in tags(pdf, "Figure")] == ["QR code: leads to https://www.hill.example"]


def refused(read, look, edition, text=GOOD):
    with pytest.raises(ContentError) as error:
        compose(read(text), edition, wording("en", look))
    return error.value.problems[0]


def test_a_qr_code_without_a_page_is_refused_with_what_to_do(read, look):
    problem = refused(read, look, edition_with(look, (Code.QR,), clinic=CLINIC))
    assert problem.code == "code-without-address"
    assert "clinic.toml" in problem.hint


def test_bars_too_wide_for_the_paper_are_refused(read, look):
    problem = refused(read, look, edition_with(look, (Code.CODE_128,), "a5"))
    assert problem.code == "code-too-long"
    assert "data-matrix" in problem.hint


@pytest.mark.parametrize(("version", "code"), [("A" * 40, Code.CODE_128), ("второй", Code.DATA_MATRIX)])
def test_a_version_that_no_code_holds_is_refused(read, look, version, code):
    text = GOOD.replace('version: "1.0"', f'version: "{version}"')
    problem = refused(read, look, edition_with(look, (code,)), text)
    assert problem.code == "code-too-long"


@pytest.mark.parametrize(("make", "most"), [(qr, 120), (data_matrix, 60), (code_128, 60)])
def test_a_code_says_when_its_text_is_too_long(make, most):
    assert make("A" * most).rectangles
    with pytest.raises(ContentError) as error:
        make("A" * (most + 1))
    assert error.value.problems[0].code == "code-too-long"


@pytest.mark.parametrize("make", [qr, data_matrix, code_128])
def test_the_same_text_is_the_same_code(make):
    assert make("4F1C-09AB-77D2 1.0") == make("4F1C-09AB-77D2 1.0")


def test_modules_are_two_dots_of_a_scanner_or_more():
    assert min(make("1").module_mm for make in (qr, data_matrix, code_128)) >= 0.25
