"""Where the last page ends: little on it is drawn in, and lines for notes fill what is left."""

import itertools
import statistics

import pypdfium2
import pytest
from conftest import CLINIC, POLICY, TYPICAL
from editing import edition_for

from handouts.build import build
from handouts.model.options import BuildOptions
from handouts.proof.readback.page_text import read_pages
from handouts.reader.source import Source

DOTS_PER_MM = 6
NOTES = "My notes"


def text(days):
    return "### Usage\n" + "".join(f"On day {day} look at it, and call us.\n\n" for day in range(1, days + 1))


def rules(pdf):
    """Return how far down the rules cross the middle of the last page, in millimetres."""
    document = pypdfium2.PdfDocument(pdf)
    picture = document[len(document) - 1].render(scale=DOTS_PER_MM * 25.4 / 72, grayscale=True).to_pil()
    document.close()
    dark = [row for row in range(picture.height) if picture.getpixel((picture.width // 2, row)) < 230]
    return [row / DOTS_PER_MM for row, above in zip(dark, [0, *dark], strict=False) if row > above + 1]


@pytest.fixture(scope="module")
def pages(look, tmp_path_factory):
    def make(days, clinic=CLINIC):
        path = tmp_path_factory.mktemp("text") / "test.md"
        path.write_text(text(days))
        return build(Source.read(path), BuildOptions(edition_for(clinic), look, POLICY)).pdf

    return make


def test_lines_for_notes_stand_below_the_text_and_are_no_text(pages):
    pdf = pages(3)
    (page,) = read_pages(pdf)
    assert NOTES in page.margins
    assert NOTES not in page.body
    steps = [round(low - high) for high, low in itertools.pairwise(rules(pdf))]
    assert steps.count(8) > 10


def test_only_the_last_page_has_them(pages):
    first, *others = read_pages(pages(50))
    assert others
    assert NOTES not in first.margins
    assert NOTES in others[-1].margins


def test_a_column_for_notes_stands_on_every_page_and_takes_its_room_from_the_text(pages):
    column = CLINIC.model_copy(update={"notes_column": True})
    found = read_pages(pages(50, column))
    assert len(found) > 1
    assert all(NOTES in page.margins for page in found)
    assert edition_for(column).page.column_mm < edition_for(CLINIC).page.column_mm


def test_no_last_page_holds_next_to_nothing(pages):
    counts = {days: len(read_pages(pages(days))) for days in range(21, 27)}
    assert 1 in counts.values()
    ends = [read_pages(pages(days))[-1].body for days, count in counts.items() if count > 1]
    assert all(len(end) > 300 for end in ends)


@pytest.fixture(scope="module", params=["a4", "letter"])
def counts(request, look):
    """Return the paper, and how many pages typical texts of our own have on it, without a clinic."""
    options = BuildOptions(edition_for(paper=request.param), look, POLICY)
    return request.param, [build(Source.read(path), options).manifest.pages for path in TYPICAL]


def test_most_texts_have_three_pages_on_a4_and_none_has_more_than_four(counts):
    paper, pages = counts
    assert max(pages) <= 4
    assert paper == "letter" or statistics.median(pages) <= 3
