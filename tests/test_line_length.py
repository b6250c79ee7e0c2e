"""No line of running text holds more than 75 characters, however narrow its letters are."""

import pytest
from conftest import CLINIC, POLICY
from editing import edition_for

from handouts.build import build, press
from handouts.check.paper import measure_edition
from handouts.model.options import BuildOptions
from handouts.model.profile import Profile
from handouts.reader.source import Source

MOST = 75
NARROW = "If it is still tight, sit still till it lifts; tell it all, little by little, until it is fit. " * 6
TEXTS = {
    "narrow letters": NARROW,
    "in lists and quotations": f"* {NARROW}\n* {NARROW}\n\n> {NARROW}",
    "in bold among plain type": NARROW.replace("still", "**still**"),
    "a number with its unit at the end": ("Till it lifts, it is 1 ml. Sit still; it is 2 ml. " * 8),
    "from right to left": "א" + "י ינוי" * 90,
}


@pytest.fixture(scope="module")
def lines(look, tmp_path_factory):
    """Return the lines of running text on the paper of a text."""

    def measured(text, language="en", **chosen):
        path = tmp_path_factory.mktemp("text") / "test.md"
        path.write_text(f"---\ntitle: Test\nlanguage: {language}\n---\n# Test\n### Usage\n{text}\n", "utf-8")
        edition = edition_for(CLINIC, **chosen)
        pdf = build(Source.read(path), BuildOptions(edition, look, POLICY)).pdf  # proven, or refused
        return measure_edition(pdf, "test.md", Profile(), edition, "rtl" if language == "he" else "ltr").body

    return measured


@pytest.mark.parametrize("paper", ["a4", "letter"])
@pytest.mark.parametrize("name", TEXTS)
def test_no_line_holds_more_than_reads_well(lines, name, paper):
    counts = [line.characters for line in lines(TEXTS[name], "he" if "right" in name else "en", paper=paper)]
    assert len(counts) > 5
    assert max(counts) <= MOST
    assert max(counts) > MOST - 10  # and they are as long as that allows


@pytest.mark.no_cover
def test_blocks_in_lines_of_blocks_are_not_set_again_for_each_line_around_them(look):
    html = "<html lang=en><head><title>Test</title></head><body><p>{}</p></body></html>"
    nested = NARROW
    for _ in range(4):
        nested = f"{NARROW}<span style='display: inline-block'>{nested}</span>"
    assert press(look, edition_for(CLINIC)).typesetter.typeset(html.format(nested), "en", {}).pages  # or never
