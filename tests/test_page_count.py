"""Rule P12 counts the pages of a text: sheets behind it are no part of it, and imposed pages count once."""

import pytest
from conftest import CLINIC, CONTENT, POLICY
from drawing import PAGE, SENTENCES, draw
from editing import edition_for

from handouts.build import build
from handouts.check.paper import measure_edition, measure_paper
from handouts.check.paper.sheet import RULES
from handouts.check.rule import apply
from handouts.model.options import BuildOptions
from handouts.model.profile import Profile
from handouts.model.sheet import Sheet
from handouts.reader.source import Source

(LONG,) = (rule for rule in RULES if rule.id == "P12")
TEXT_PAGE = f'<div style="break-before: page"><p>{SENTENCES[0]}</p></div>'
SHEET_PAGE = f'<article style="break-before: page"><h2>A sheet</h2><p>{SENTENCES[1]}</p></article>'


def told(paper):
    return [problem.message for problem in apply(LONG, paper)]


@pytest.mark.parametrize(
    ("text_pages", "sheets", "said"),
    [
        (4, 0, []),
        (4, 6, []),
        (5, 0, ["The leaflet has 5 pages; 4 are the most people read."]),
        (5, 6, ["The leaflet has 5 pages without its sheets; 4 are the most people read."]),
    ],
)
def test_only_the_pages_of_the_text_count(text_pages, sheets, said):
    data = draw(body=PAGE + TEXT_PAGE * (text_pages - 1) + SHEET_PAGE * sheets)
    edition = edition_for()
    for paper in (
        measure_edition(data, "demo.pdf", Profile(), edition, "ltr"),
        measure_paper(data, "demo.pdf", Profile(), (edition.paper,)),  # a PDF by itself says it, too
    ):
        assert len(paper.pages) == text_pages + sheets
        assert told(paper) == said


@pytest.fixture(scope="module")
def built(look):
    (path,) = (path for path in CONTENT if path.stem == "lenalidomide")

    def make(**fields):
        edition = edition_for(CLINIC, **fields)
        leaflet = build(Source.read(path), BuildOptions(edition, look, POLICY))
        return leaflet, edition

    return make


def test_a_leaflet_with_every_sheet_is_as_long_as_without(built):
    bare, edition = built()
    full, with_sheets = built(sheets=tuple(Sheet))
    limit = Profile(pages=bare.manifest.pages)
    assert full.manifest.pages > bare.manifest.pages + len(Sheet)  # a page each, the calendar several
    assert told(measure_edition(full.pdf, "demo.md", limit, with_sheets, "ltr")) == []
    shorter = Profile(pages=bare.manifest.pages - 1)
    counted = [
        told(measure_edition(leaflet.pdf, "demo.md", shorter, made_for, "ltr"))
        for leaflet, made_for in ((bare, edition), (full, with_sheets))
    ]
    assert [[f"has {bare.manifest.pages} pages" in message for message in said] for said in counted] == [[True]] * 2


def test_a_booklet_counts_its_pages_once(built):
    alone, folded = (built(paper="a5", impose=impose) for impose in ("none", "booklet"))
    assert folded[0].imposed
    for pages in (1, 2, 3, 4):
        said = [
            told(measure_edition(leaflet.pdf, "demo.md", Profile(pages=pages), edition, "ltr"))
            for leaflet, edition in (alone, folded)
        ]
        assert said[0] == said[1]
