"""What is followed or read in one go stands on one page: steps, short tables, what leads up to a box."""

import pytest
from conftest import POLICY
from editing import edition_for

from handouts.build import build
from handouts.model.options import BuildOptions
from handouts.proof.readback.page_text import read_pages
from handouts.reader.source import Source

STEPS = [f"Turn the {part} half a turn to the left." for part in ("cap", "ring", "dial", "case", "lid")]
ROWS = [f"| {day} | {dose} mg |" for day, dose in (("Monday", 5), ("Tuesday", 6), ("Friday", 7))]
ITEMS = [f"a {sign} that lasts for days" for sign in ("cough", "rash", "fever", "cramp")]
TOGETHER = {
    "steps": ("\n".join(f"{n}. {step}" for n, step in enumerate(STEPS, 1)), STEPS),
    "a short table": ("| Day | Dose |\n|---|---|\n" + "\n".join(ROWS), ["Monday", "Tuesday", "Friday"]),
    "the last items of a list": ("\n".join(f"* {item}" for item in ITEMS), ITEMS[-2:]),
    "what leads up to a box": (
        "It can make you bleed.\n\n**Get help at once:**\n\n" + "\n".join(f"* {item}" for item in ITEMS),
        ["It can make you bleed.", "Get help at once:", *ITEMS],
    ),
}


@pytest.fixture(scope="module")
def ends(look, tmp_path_factory):
    """Return how many pages hold the words, for texts that end ever lower on a page."""
    folder = tmp_path_factory.mktemp("text")

    def make(name):
        block, words = TOGETHER[name]
        heading = "Side Effects" if "box" in name else "Dosage"
        for lines in range(15, 36, 2):
            filler = "\n\n".join(f"Paragraph {n} is here to fill a line of the page." for n in range(lines))
            (folder / "test.md").write_text(
                f"---\ntitle: Test\n---\n# Test\n### Usage\n{filler}\n\n### {heading}\n{block}\n"
            )
            options = BuildOptions(edition_for(paper="a5"), look, POLICY)
            pages = [page.body for page in read_pages(build(Source.read(folder / "test.md"), options).pdf)]
            yield [number for number, body in enumerate(pages) if any(each in body for each in words)]

    return make


@pytest.mark.no_cover
@pytest.mark.parametrize("name", TOGETHER)
def test_no_page_parts_them(ends, name):
    seen = [*ends(name)]
    assert all(len(pages) == 1 for pages in seen), seen
    assert len({pages[0] for pages in seen}) > 1  # the page's end has passed through them
