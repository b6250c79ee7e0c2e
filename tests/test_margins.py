"""The margins of a page: every text of theirs stands there whole, in its own order, and no other does."""

import dataclasses

import pytest
from conftest import CLINIC, POLICY
from editing import GOOD, edition_for

from handouts.assets import look as look_of
from handouts.build import build
from handouts.errors import TypesettingError
from handouts.leaflet.printed import Field
from handouts.model.options import BuildOptions
from handouts.proof.margins import compare_margins
from handouts.proof.paper import letters
from handouts.proof.readback.page_text import read_back
from handouts.reader.source import Source

TITLE = "Demo 10 mg, 24 hours"
TABLE = "| Day 1 | 20 mg |\n|---|---|\n| 5 | 6 |\n\n"
TEXT = GOOD.replace("Demo\n", f"{TITLE}\n", 2).replace("### Storage", f"{TABLE}### Storage") + "\nMore of it.\n" * 90


@pytest.fixture(scope="module")
def paper(look, tmp_path_factory):
    """Return a leaflet of several pages, and what is read back from them."""
    from handouts.leaflet import compose
    from handouts.leaflet.wording import wording

    path = tmp_path_factory.mktemp("margins") / "demo.md"
    path.write_text(TEXT)
    source = Source.read(path)
    edition = edition_for(CLINIC)
    made = build(source, BuildOptions(edition, look, POLICY))
    monograph = source.completed().monograph
    composed = compose(monograph, edition, wording("en", look))
    found = read_back(made.pdf)
    assert len(found.pages) > 2
    return composed, found


def problems(paper, number, change, **values):
    composed, found = paper
    running = dataclasses.replace(composed.running, **values)
    pages = [dataclasses.replace(page, margins=letters(page.margins)) for page in found.pages]
    before = pages[number - 1].margins
    pages[number - 1] = dataclasses.replace(pages[number - 1], margins=change(before))
    told = compare_margins(dataclasses.replace(composed, running=running), pages, found.total, "demo.md", {})
    return [problem.code for problem in told]


def swapped(text, first, second):
    assert first in text
    assert second in text
    return text.replace(first, "\0").replace(second, first).replace("\0", second)


def test_the_margins_of_a_leaflet_are_what_it_says(paper):
    assert problems(paper, 2, lambda text: text) == []


CHANGES = {
    "the title's number and unit turned": lambda text: text.replace("10mg", "mg10"),
    "the title's digits turned": lambda text: text.replace("10mg", "01mg"),
    "the title's two numbers exchanged": lambda text: swapped(text, "10", "24"),
    "the title's words turned": lambda text: text.replace("24hours", "hours24"),
    "the title reversed": lambda text: text.replace(letters(TITLE), letters(TITLE)[::-1]),
    "a letter moved from the title to the end": lambda text: text.replace("Demo10", "emo10") + "D",
    "the letters of the title that is not there": lambda text: text.replace(letters(TITLE), "") + "01gm",
    "half the title": lambda text: text.replace("24hours", ""),
    "the title twice": lambda text: text + letters(TITLE),
    "a digit of the title once more": lambda text: text + "1",
    "the heading of a table in the midst of the title": lambda text: text.replace("10mg", "10Day120mgmg"),
    "the heading of a table in another order": lambda text: text + "20mgDay1",
    "half the heading of a table": lambda text: text + "20mg",
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_an_anagram_of_a_margins_texts_is_refused(paper, change):
    assert problems(paper, 2, change) == ["added-words"]


def test_identity_and_page_number_stand_as_they_are(paper):
    composed, found = paper
    identity = letters(composed.running.identity)
    label = letters(composed.running.page.format(page=2, pages=found.total))
    number = identity[len(identity) // 2 :]
    assert label == f"Page2of{found.total}"
    for change in (
        lambda text: text.replace(identity, identity[::-1]),
        lambda text: text.replace(number, number[1:] + number[0]),
        lambda text: text.replace(label, label[::-1]),
        lambda text: text.replace(label, f"Page{found.total}of2"),
        lambda text: text.replace(label, f"Page2of{found.total}0"),
    ):
        assert {*problems(paper, 2, change)} & {"missing-identity", "added-words"}


def test_texts_may_stand_in_another_order_and_be_left_out(paper):
    composed, _ = paper
    title = letters(composed.running.title)
    for change in (
        lambda text: text.replace(title, ""),
        lambda text: text.replace(title, "") + title,
        lambda text: title + text.replace(title, ""),
        lambda text: text + "Day120mg",  # a table that goes on
    ):
        assert problems(paper, 2, change) == []


def test_a_contact_is_its_name_and_its_number(paper):
    contacts = (Field("Day", "555 0123"), Field("Night", "555 0199"))
    known = "".join(letters(f"{each.label}{each.value}") for each in contacts)

    composed, found = paper
    running = dataclasses.replace(composed.running, contacts=contacts)
    old = "".join(letters(f"{each.label}{each.value}") for each in composed.running.contacts)
    assert old
    wrong = (swapped(known, "0123", "0199"), "Day0123555", "Day5550132", "Day5550199")
    for margin, codes in ((known, set()), *((each, {"added-words"}) for each in wrong)):
        pages = [dataclasses.replace(page, margins=letters(page.margins).replace(old, margin)) for page in found.pages]
        problem = compare_margins(dataclasses.replace(composed, running=running), pages, found.total, "demo.md", {})
        assert {each.code for each in problem} == codes


def test_texts_that_begin_with_each_other_end_the_search(paper):
    composed, found = paper
    contacts = tuple(Field("a" * number, "") for number in range(1, 40))
    running = dataclasses.replace(composed.running, contacts=contacts)
    pages = [dataclasses.replace(page, margins=letters(page.margins) + "a" * 700 + "b") for page in found.pages]
    problem = compare_margins(dataclasses.replace(composed, running=running), pages, found.total, "demo.md", {})
    assert {each.code for each in problem} == {"added-words"}


@pytest.mark.no_cover
@pytest.mark.parametrize(
    ("template", "rules"),
    [
        ("", '@page { @top-right { content: "01 gm" } }'),
        ("", '@page :first { @bottom-right { content: "gm 24" } }'),
        ('<div class="page-foot">{}<p>{}</p></div>', ""),
    ],
    ids=["beside the head", "beside the foot of page 1", "a foot of one's own"],
)
def test_a_look_cannot_turn_what_stands_in_the_margins(tmp_path, template, rules):
    path = tmp_path / "demo.md"
    path.write_text(TEXT)
    (tmp_path / "styles/parts").mkdir(parents=True)
    (tmp_path / "styles/parts/mine.css").write_text(rules)
    (tmp_path / "templates").mkdir()
    if template:
        whole = (look_of().templates[-1] / "running.html").read_text()
        turned = whole.replace("{{ leaflet.running.title }}", "Demo mg 10, 24 hours")
        assert turned != whole
        (tmp_path / "templates/running.html").write_text(turned)
    mine = look_of(tmp_path / "templates", tmp_path / "styles")
    with pytest.raises(TypesettingError) as caught:
        build(Source.read(path), BuildOptions(edition_for(CLINIC), mine, POLICY))
    assert "added-words" in {problem.code for problem in caught.value.problems}
