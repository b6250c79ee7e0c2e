"""The benchmark measures the same work on both sides."""

import re

import bench
import pypdfium2
import pytest
import rivals
import same_work
import synthetic

from handouts.proof.paper import letters


@pytest.fixture(scope="module")
def page(tmp_path_factory):
    """One leaflet as the rivals take it."""
    folder = tmp_path_factory.mktemp("pages")
    synthetic.library(folder / "library", 1)
    same_work.write_pages((folder / "library").rglob("*.md"), folder)
    (page,) = folder.glob("*.html")
    return page


def test_the_same_number_gives_the_same_library(tmp_path):
    for name in ("one", "other"):
        synthetic.library(tmp_path / name, 120)
    texts = [[path.read_bytes() for path in sorted((tmp_path / name).rglob("*.md"))] for name in ("one", "other")]
    assert texts[0] == texts[1]
    assert len(set(texts[0])) == 120


def test_a_browser_gets_our_page_with_our_styles(page):
    links = re.findall(r'href="file://([^"]+)"', page.read_text("utf-8"))
    assert links == [str(style) for style in same_work.STYLES]


def test_typst_gets_the_same_words(page):
    body = page.read_text("utf-8").split("</head>")[1]
    words = letters(
        re.sub(r"<[^>]*>", "", body)
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&#39;", "'")
        .replace("&amp;", "&")
    )
    typst = letters("".join(re.findall(r'#"([^"]*)";', page.with_suffix(".typ").read_text("utf-8"))))
    assert typst == words


def test_the_stock_engine_makes_the_same_pages(page):
    rivals.stock_page(page)
    document = pypdfium2.PdfDocument(page.with_suffix(".pdf"))
    text = letters("".join(page.get_textpage().get_text_range() for page in document))
    assert text.count("Document") == len(document)  # at the foot of every page
    document.close()


def test_ratios_are_ours_to_theirs():
    rows = list(bench.table("cold", {"ours": 2.0, "theirs": 4.0}))
    assert rows == [("cold", "ours", "2.00 s", ""), ("cold", "theirs", "4.00 s", "× 0.50")]


def test_a_median_is_taken_over_rounds_after_the_first():
    times = iter([9.0, 1.0, 2.0, 6.0])
    assert bench.medians({"ours": lambda: next(times)}, 3) == {"ours": 2.0}
