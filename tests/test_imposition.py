"""A booklet reads in order once its sheets are folded; what is imposed is for paper only, and says so."""

import json

import pikepdf
import pypdfium2
import pytest
from conftest import CLINIC, POLICY, ROOT
from editing import GOOD, edition_for
from hypothesis import given
from hypothesis import strategies as st

from handouts.build import build
from handouts.errors import LookError
from handouts.imposition import impose
from handouts.model.imposition import Imposition, page_for, sheet_for, spreads
from handouts.model.options import BuildOptions
from handouts.model.paper import PaperSize
from handouts.proof.imposed import prove_imposed
from handouts.reader.source import Source

LONG = GOOD + "".join(f"\nLine {number} of the text.\n" for number in range(110))


def folded(sides, right_to_left):
    """Return the pages as somebody finds them who prints on both sides, lays the sheets together and folds them."""
    sheets = [tuple(sides[start : start + 2]) for start in range(0, len(sides), 2)]
    leaves = []  # each leaf: what is on its front and on its back, as one turns it
    for front, back in sheets:  # turned over on the short edge, what is right on the front has left behind it
        leaves.append(
            ((front[0], back[1]), (front[1], back[0])) if right_to_left else ((front[1], back[0]), (front[0], back[1]))
        )
    first = [page for right, _ in leaves for page in right]
    last = [page for _, left in reversed(leaves) for page in reversed(left)]
    return first + last


@given(st.integers(1, 40), st.booleans())
def test_a_folded_booklet_reads_from_first_to_last(pages, right_to_left):
    sides = spreads(Imposition.BOOKLET, pages, right_to_left=right_to_left)
    read = folded(sides, right_to_left)
    assert read == [*range(pages), *[None] * (-pages % 4)]


@given(st.integers(1, 40), st.booleans())
def test_two_pages_a_side_stand_in_order(pages, right_to_left):
    sides = spreads(Imposition.TWO_UP, pages, right_to_left=right_to_left)
    read = [page for side in sides for page in (reversed(side) if right_to_left else side)]
    assert read == [*range(pages), *[None] * (pages % 2)]


@pytest.fixture(scope="module", params=["en", "ar"])
def booklet(request, look, tmp_path_factory):
    path = tmp_path_factory.mktemp("booklet") / "demo.md"
    path.write_text(LONG.replace("title: Demo", f"title: Demo\nlanguage: {request.param}"), "utf-8")
    edition = edition_for(CLINIC, "a5", impose="booklet")
    return request.param, build(Source.read(path), BuildOptions(edition, look, POLICY))


def halves(data):
    """Return the text left and right of the fold, side by side."""
    document = pypdfium2.PdfDocument(data)
    for page in document:
        width, height = page.get_size()
        text = page.get_textpage()
        yield text.get_text_bounded(0, 0, width / 2, height), text.get_text_bounded(width / 2, 0, width, height)


def test_each_half_of_a_sheet_holds_its_page(booklet):
    language, built = booklet
    pages = built.manifest.pages
    assert pages > 4
    sides = spreads(Imposition.BOOKLET, pages, right_to_left=language == "ar")
    whole = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(built.pdf)]
    for side, found in zip(sides, halves(built.imposed), strict=True):
        for page, text in zip(side, found, strict=True):
            assert sorted("".join(text.split())) == sorted("".join(whole[page].split()) if page is not None else "")
    first = next(text for side in halves(built.imposed) for text in side if "Page 1 of" in text)
    assert first == [*halves(built.imposed)][0][language == "en"]


def test_it_is_the_size_of_the_sheet_and_not_scaled(booklet):
    for page in pypdfium2.PdfDocument(booklet[1].imposed):
        assert [round(length / 72 * 25.4) for length in page.get_size()] == [297, 210]
    sizes = []
    for data in (booklet[1].pdf, booklet[1].imposed):
        text = pypdfium2.PdfDocument(data)[0].get_textpage()
        sizes.append(max(box[3] - box[1] for box in map(text.get_charbox, range(text.count_chars()))))
    assert sizes[0] == pytest.approx(sizes[1], abs=0.01)


def test_it_claims_nothing_and_says_that_it_is_for_paper(booklet, tmp_path):
    (tmp_path / "booklet.pdf").write_bytes(booklet[1].imposed)
    with pikepdf.open(tmp_path / "booklet.pdf") as pdf:
        assert str(pdf.docinfo.Title) == "Demo: booklet, for paper only"
        assert {"/StructTreeRoot", "/MarkInfo", "/Metadata", "/OutputIntents"} & set(pdf.Root.keys()) == set()
        assert str(pdf.Root.ViewerPreferences.Duplex) == "/DuplexFlipShortEdge"
        assert str(pdf.Root.ViewerPreferences.PrintScaling) == "/None"
    kept = booklet[1].manifest.imposed
    assert (kept.name, kept.purpose, kept.sheet) == ("demo-imposed.pdf", "for paper only", "A4")


def test_same_pages_same_bytes(booklet, look):
    language, built = booklet
    sides = spreads(Imposition.BOOKLET, built.manifest.pages, right_to_left=language == "ar")
    again = impose(built.pdf, sides, PaperSize.named(look), "Demo: booklet, for paper only")
    assert again == built.imposed


def test_a_page_too_few_is_found(booklet, look):
    sides = spreads(Imposition.BOOKLET, booklet[1].manifest.pages, right_to_left=booklet[0] == "ar")
    (side, *rest) = [tuple(None if page == 1 else page for page in side) for side in sides]
    lacking = impose(booklet[1].pdf, [side, *rest], PaperSize.named(look), "Demo")
    with pytest.raises(Exception, match="Side 2 of the sheets does not hold its pages"):
        prove_imposed(booklet[1].pdf, lacking, sides, "demo.md")


def test_only_pages_that_fit_twice_on_a_sheet(look):
    found = {name: sheet_for(PaperSize.named(look, name), look).name for name in ("a5", "half-letter")}
    assert found == {"a5": "a4", "half-letter": "letter"}
    with pytest.raises(LookError, match="No sheet holds two pages of A4"):
        sheet_for(PaperSize.named(look), look)


def test_the_command_line_makes_verifies_and_keeps_it(run, demo, tmp_path):
    options = ("content/demo.md", "--paper", "a5", "--impose", "booklet")
    assert run("build", *options).returncode == 0
    imposed = tmp_path / "build/demo-imposed.pdf"
    told = run("verify", "build/demo-imposed.pdf")
    assert told.returncode == 0
    assert "for paper only: print 1 sheet of A4 on both sides, at full size, flipped on the short edge" in told.stdout
    assert "build/demo.pdf: proven" in told.stdout
    assert "unchanged" in run("build", *options).stdout
    made = imposed.read_bytes()
    imposed.write_bytes(made + b"%")
    assert run("verify", "build/demo-imposed.pdf").returncode == 4
    assert "unchanged" not in run("build", *options).stdout
    assert imposed.read_bytes() == made
    assert run("build", *options[:3]).returncode == 0
    assert not imposed.exists()  # it would hold the pages of another edition
    assert json.loads((tmp_path / "build/demo.json").read_text())["imposed"] is None


@pytest.mark.parametrize(("sheet", "page"), [("a4", "a5"), ("letter", "half-letter")])
def test_a_booklet_on_a_sheet_has_pages_of_half_its_size(look, sheet, page):
    half = page_for(PaperSize.named(look, sheet), look)
    assert (half.name, page_for(half, look).name) == (page, page)


def test_a_paper_that_no_two_pages_make_is_refused_with_what_to_do(run, demo, tmp_path):
    (tmp_path / "mine/paper").mkdir(parents=True)
    square = (ROOT / "styles/paper/a4.toml").read_text().replace("height_mm = 297", "height_mm = 230")
    (tmp_path / "mine/paper/square.toml").write_text(square)
    told = run("build", "content/demo.md", "--styles", "mine", "--paper", "square", "--impose", "booklet")
    assert told.returncode == 2
    assert "Choose a smaller paper: --paper a5 or --paper half-letter." in " ".join(told.stderr.split())
