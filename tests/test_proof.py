"""A lost, added or changed word, number or sign never passes; what passes has lost nothing."""

import dataclasses
import re

import pytest
from conftest import CLINIC
from editing import edition_for, part_of
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from handouts.build import press
from handouts.errors import TypesettingError
from handouts.leaflet import compose
from handouts.leaflet.parts import Chapter, KeyBox
from handouts.leaflet.wording import wording
from handouts.model.clinic import Clinic
from handouts.model.monograph import Paragraph, Run
from handouts.page import Renderer
from handouts.proof import prove
from handouts.proof.readback.page_text import read_pages
from handouts.proof.second_reading import read_again
from handouts.proof.source import compare_source
from handouts.reader.monograph import read_monograph

TEXT = """---
title: Demo
---
# Demo
### Usage
For pain of >3 days.
### Dosage
Do not take more than 1.5 mg, and never <0.5 mg. It can be fatal.

1. open
2. swallow
### Side Effects
* rash in 10 %
* swelling ± fever
"""


@pytest.fixture
def printed(look):
    """Typeset Markdown text and prove it; its leaflet may be rearranged and its HTML tampered with before it is."""

    def attempt(text, tamper=None, rearrange=None):
        edition = edition_for(Clinic())
        machine = press(look, edition)
        monograph = read_monograph(text.encode(), "test.md")
        leaflet = changed(compose(monograph, edition, wording("en", look)), rearrange)
        html = changed(machine.renderer.draw(leaflet), tamper)
        pdf = machine.typesetter.typeset(html, monograph.language, {})
        return prove(monograph, leaflet, pdf.data)

    return attempt


def changed(value, change):
    """Return a value after a change, if there is one; what changes nothing would prove nothing."""
    if change is None:
        return value
    after = change(value)
    assert after != value
    return after


def test_an_untouched_leaflet_is_proven(printed):
    proof = printed(TEXT)
    assert (proof.words, proof.numbers, proof.pages) == (38, 6, 1)


TAMPERINGS = {
    "a lost sign": ("&gt;3", "3", "lost-words", ">3", 6),
    "a turned sign": ("&lt;0.5", "&gt;0.5", "lost-words", "<0.5", 8),
    "a lost negation": ("Do\u00a0not take more", "Do take more", "lost-words", "not", 8),
    "a moved decimal point": ("1.5", "15", "lost-words", "1.5", 8),
    "a changed number": ("10\u00a0%", "100\u00a0%", "lost-words", "10", 13),
    "a lost list number": (">2.</span>", "></span>", "lost-words", "2.", 11),
    "a lost item": ("<li>rash in 10\u00a0%", "<li>", "lost-words", "rash", 13),
    "an added word": ("swallow", "swallow quickly", "added-words", "quickly", 0),
    "a lost word of ours": ("My dose", "", "lost-words", "dose", 0),
    "text that is there, but drawn as nothing": (
        "<p>For pain",
        '<p style="display: none">For pain',
        "lost-words",
        "For pain",
        6,
    ),
    "a note in the margin": ("My notes", "My notes: take 2", "added-words", "take 2", 0),
    "a page without its number": ('<span class="pages"></span>', "", "missing-identity", "Page 1 of 1", 0),
}


def test_a_tampering_that_changes_nothing_is_no_test(printed):
    with pytest.raises(AssertionError):
        printed(TEXT, lambda html: html.replace("words that stand nowhere", ""))


@pytest.mark.parametrize(("old", "new", "code", "words", "line"), TAMPERINGS.values(), ids=TAMPERINGS)
def test_tampering_is_found_and_named(printed, old, new, code, words, line):
    with pytest.raises(TypesettingError) as caught:
        printed(TEXT, lambda html: html.replace(old, new, 1) if "My notes" not in old else html.replace(old, new))
    found = [problem for problem in caught.value.problems if problem.code == code]
    assert any(words in problem.message for problem in found), caught.value
    if line:
        assert line in {problem.place.line for problem in found}


def test_swapped_paragraphs_are_found(printed):
    def swap(html):
        return re.sub(r"(<li>rash.*?</li>)\s*(<li>swelling.*?</li>)", r"\2\1", html, flags=re.DOTALL)

    with pytest.raises(TypesettingError) as caught:
        printed(TEXT, swap)
    assert {(problem.code, problem.words, problem.place.line) for problem in caught.value.problems} == {
        ("lost-words", "swelling ± fever", 14),
        ("added-words", "swelling ± fever", 14),
    }


@pytest.mark.parametrize(
    "style", ["margin-left: 170mm; white-space: nowrap", "margin-left: -38mm", "white-space: pre; text-indent: 170mm"]
)
def test_text_over_the_papers_edge_is_found(printed, style):
    with pytest.raises(TypesettingError) as caught:
        printed(TEXT, lambda html: html.replace("<p>For pain", f'<p style="{style}">For pain'))
    (problem,) = caught.value.problems
    assert (problem.code, problem.place.path) == ("off-page", "test.md")
    assert problem.words.startswith("For pain")
    assert re.fullmatch("On page 1 “For pain.*” reaches over the paper's edge.", problem.message)


def test_a_reader_that_drops_a_word_is_found(look, make):
    """The source is read a second time, without the parser."""
    monograph = read_monograph(TEXT.encode(), "test.md")
    section = dataclasses.replace(monograph.sections[0], content=(Paragraph((Run("For pain of 3 days."),), 6),))
    lossy = dataclasses.replace(monograph, sections=(section, *monograph.sections[1:]))
    leaflet = compose(lossy, edition_for(Clinic()), wording("en", look))
    with pytest.raises(TypesettingError) as caught:
        prove(lossy, leaflet, make(TEXT).pdf)
    assert [(problem.code, str(problem.place)) for problem in caught.value.problems if ">" in problem.message][0] == (
        "lost-words",
        "test.md:6:13",
    )


def test_a_section_whose_text_stands_in_another_order_is_found(printed):
    """The paper shows every word as the leaflet has it; only the order is not the author's."""

    def reverse(leaflet):
        dosage = next(part for part in leaflet.parts if isinstance(part, Chapter) and part.sections[0].line == 7)
        (section,) = dosage.sections
        (group,) = section.groups
        turned = dataclasses.replace(section, groups=(dataclasses.replace(group, content=group.content[::-1]),))
        chapter = dataclasses.replace(dosage, sections=(turned,))
        return dataclasses.replace(leaflet, parts=tuple(chapter if part is dosage else part for part in leaflet.parts))

    with pytest.raises(TypesettingError) as caught:
        printed(TEXT, rearrange=reverse)
    assert [(problem.code, str(problem.place)) for problem in caught.value.problems] == [("changed-order", "test.md:7")]


STRETCHES = (
    "---\ntitle: Demo\n---\n### Side Effects\nSome.\n\n**Common:**\n* wind\n* itch\n\n**Call 999 for:**\n* fits\n"
)


def side_effects(turn):
    """Return what puts the blocks of the side effects in another order."""

    def rearrange(leaflet):
        chapter = next(part for part in leaflet.parts if isinstance(part, Chapter))
        (section,) = chapter.sections
        blocks = tuple(block for group in section.groups for block in group.content)
        groups = (dataclasses.replace(section.groups[0], content=tuple(blocks[place] for place in turn)),)
        turned = dataclasses.replace(chapter, sections=(dataclasses.replace(section, groups=groups),))
        return dataclasses.replace(leaflet, parts=tuple(turned if part is chapter else part for part in leaflet.parts))

    return rearrange


def test_whole_stretches_of_side_effects_may_change_places_and_nothing_else(printed):
    assert printed(STRETCHES).words == printed(STRETCHES, rearrange=side_effects([0, 3, 4, 1, 2])).words
    for parted in ([1, 2, 0, 3, 4], [0, 1, 4, 3, 2], [0, 2, 1, 3, 4], [0, 3, 1, 2, 4]):
        with pytest.raises(TypesettingError) as caught:
            printed(STRETCHES, rearrange=side_effects(parted))
        assert {problem.code for problem in caught.value.problems} == {"changed-order"}


def test_a_leaflet_that_leaves_out_or_doubles_a_section_is_found(look, make):
    monograph = read_monograph(TEXT.encode(), "test.md")
    leaflet = compose(monograph, edition_for(Clinic()), wording("en", look))
    first = next(part for part in leaflet.parts if isinstance(part, Chapter))
    without = tuple(part for part in leaflet.parts if part is not first)
    assert len(without) == len(leaflet.parts) - 1
    for parts in (without, (*leaflet.parts, first)):
        with pytest.raises(TypesettingError, match="“For pain of >3 days.” does not stand in the leaflet as often as"):
            prove(monograph, dataclasses.replace(leaflet, parts=parts), make(TEXT).pdf)


def test_a_key_box_that_rewords_is_found(look, make):
    monograph = read_monograph(TEXT.encode(), "test.md")
    leaflet = compose(monograph, edition_for(Clinic()), wording("en", look))
    box = part_of(leaflet, KeyBox)
    quote = dataclasses.replace(box.quotes[0], inline=(Run("It is harmless."),))
    reworded = dataclasses.replace(box, quotes=(quote,))
    changed = dataclasses.replace(leaflet, parts=tuple(reworded if part is box else part for part in leaflet.parts))
    with pytest.raises(TypesettingError, match="key box says “It is harmless.”"):
        prove(monograph, changed, make(TEXT).pdf)


def test_a_file_that_is_no_pdf_is_no_proof(look):
    monograph = read_monograph(TEXT.encode(), "test.md")
    with pytest.raises(TypesettingError, match="not a readable PDF"):
        prove(monograph, compose(monograph, edition_for(Clinic()), wording("en", look)), b"%PDF-1.7 nothing")


def test_a_number_is_never_parted_from_its_unit_or_its_digits(printed):
    text = "### Dosage\n" + " ".join(
        f"Take{'x' * (n % 7)} {n} mg/kg or 1,{n:03} to 2,000 mg, 10–25 mg and do not stop >{n}." for n in range(200)
    )
    assert printed(text).numbers == 200 * 6


def test_a_parted_number_is_found(printed):
    with pytest.raises(TypesettingError, match=r"A line end parts “.*1\|0mg"):
        printed("### Dosage\nTake 10 mg daily.\n", lambda html: html.replace("10\u00a0mg", "1<br>0\u00a0mg"))


WORDS = st.sampled_from(
    (
        "take not 5 mg 0.5 >3 <2 ≥10 ± 1,000 ml/hr HLA-A*02:01 don’t **never** _often_ 10–25 % a<b `x<y` "
        "[site](https://example.org/a) &gt; ² é <sub>2</sub> <drug> ~4 \\* x* *1/*3 A: Q: **Q: why?** (not) “so” 5% µg "
        "www.example.org {details} 漢字 [x] | > # 1. - * = --- ``"
    ).split()
)
LINES = st.lists(WORDS, min_size=1, max_size=9).map(" ".join)
STARTS = st.sampled_from(
    ["", "", "* ", "  * ", "    - ", "1. ", "2) ", "> ", "### ", "## **", "**Label:** ", "| ", "\t", ">", "*A: "]
)
DOCUMENTS = st.lists(st.tuples(STARTS, LINES, st.sampled_from(["\n", "\n", "\n\n", "  \n"])), min_size=1, max_size=14)


@settings(max_examples=400, derandomize=True)
@given(DOCUMENTS)
def test_the_reader_loses_nothing_of_any_text(lines):
    """Whatever the marks, the words of the file's bytes are those of the monograph, in order."""
    text = "### Usage\n" + "".join("".join(line) for line in lines)
    monograph = read_monograph(text.encode(), "test.md")
    assert list(compare_source(read_again(text.encode()), monograph)) == []


@pytest.mark.no_cover
@settings(max_examples=25, derandomize=True, phases=[Phase.generate])
@given(DOCUMENTS)
def test_the_paper_loses_nothing_of_any_text(look, tmp_path, lines):
    text = "### Usage\n" + "".join("".join(line) for line in lines)
    monograph = read_monograph(text.encode(), "test.md")
    machine = press(look, edition_for(Clinic()))
    leaflet = compose(monograph, edition_for(Clinic()), wording("en", look))
    pdf = machine.typesetter.typeset(Renderer(look).draw(leaflet), "en", {})
    assert prove(monograph, leaflet, pdf.data).pages == pdf.pages
    shown = "".join(page.body for page in read_pages(pdf.data))
    for sign in "≥±²":
        assert shown.count(sign) >= text.count(sign)


@pytest.mark.parametrize(
    "text",
    [
        (
            "---\ntitle: تجربة\nlanguage: ar\n---\n### Usage\n"
            "خذ 10 mg مرتين (5 mg ثم 20 mg) ولا تتجاوز 40 mg في اليوم.\n\n* الأطفال: لا\n"
        ),
        "# תרופה\n\nקח 10 mg פעמיים ביום (לא יותר מ-40 mg).\n\n1. פתח\n2. בלע\n",
        "### Usage\nA word such as دواء (see >3 mg) inside English.\n",
        (
            "### Usage\nरोज़ाना 10 mg से अधिक न लें। क्षत्रिय\n\nநாளுக்கு 5 mg மட்டும்\n\n"
            "กินยาวันละ 2 ครั้ง น้ำ\n\n每日 3 次，每次 10 mg。 하루 2번 5 mg\n"
        ),
    ],
    ids=["Arabic", "Hebrew", "an Arabic word", "Hindi, Tamil, Thai, Chinese, Korean"],
)
def test_every_script_is_proven(make, printed, text):
    assert make(text, edition_for(CLINIC)).manifest.proof.words > 5
    with pytest.raises(TypesettingError) as caught:
        printed(text, lambda html: html.replace("10\u00a0mg", "100\u00a0mg").replace("&gt;3", "3"))
    assert any(problem.code == "lost-words" and re.search("10|>3", problem.words) for problem in caught.value.problems)
