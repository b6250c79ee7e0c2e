"""A box that fits no page says on each of its pages what it is about: to the eye, and once to who hears it."""

import collections
import dataclasses
import io

import pikepdf
import pytest
import verapdf
from conftest import CLINIC
from editing import edition_for
from test_conformance import tags
from test_tags import walk

from handouts.proof.facts import key
from handouts.proof.going_on import repeated_heads
from handouts.proof.margins import compare_margins
from handouts.proof.paper import letters
from handouts.proof.readback.page_text import read_back

NOW = "Get emergency help at once, see www.demo.example/now, if you have:"
LATER = "Tell us at your next visit about:"
ENGLISH = f"""---
title: Demo
---
# Demo
### Usage
For pain.

> **Keep it dry**
>
{{}}
### Side Effects
{NOW}

{{}}
{LATER}

{{}}
### Storage
Keep it dry.
"""
ARABIC = """---
language: ar
title: Demo
urgency: {{الجلد: now}}
---
# Demo
### Usage
> **توقف عن تناوله**
>
{}
### Side Effects
#### الجلد
{}
#### النوم
{}
"""
GERMAN = """---
language: de
title: Demo
---
# Demo
### Anwendung
> **Donaudampfschifffahrtsgesellschaftskapitänsmützenträger bitte sofort absetzen**
>
{}
"""
SIGNS = "- a swollen face, lips or tongue, sign {}\n", "- تورم في الوجه أو الشفاه أو اللسان {}\n"


def text_of(frame, sign, number):
    items = "".join(sign.format(place) for place in range(number))
    quoted = "".join(f"> {line}\n" for line in items.splitlines())
    return frame.format(quoted, items, items)


CASES = {
    "the author's lines": (text_of(ENGLISH, SIGNS[0], 60), {}, ["Keep it dry", NOW, LATER]),
    "a word that fits no line": (
        text_of(GERMAN, "- Punkt {}\n", 30),
        {"paper": "a5", "type": "large"},
        ["Donaudampfschifffahrtsgesellschaftskapitänsmützenträger bitte sofort absetzen"],
    ),
    "ours, large, from right to left": (
        text_of(ARABIC, SIGNS[1], 30),
        {"paper": "a5", "type": "large"},
        ["توقف عن تناوله", "What to do: get help now"],
    ),
}


@pytest.fixture(params=CASES)
def broken(request, make, leaflet):
    text, changes, heads = CASES[request.param]
    edition = edition_for(CLINIC, **changes)
    return make(text, edition), leaflet(text, edition), heads


def test_what_heads_a_box_stands_on_each_of_its_pages(broken, tmp_path):
    made, leaflet, heads = broken
    (tmp_path / "a.pdf").write_bytes(made.pdf)
    assert {flavour: verapdf.failures(tmp_path / "a.pdf", flavour) for flavour in verapdf.PROFILES} == {
        "ua1": {},
        "2a": {},
    }
    paper = read_back(made.pdf)
    again = repeated_heads(leaflet, paper.tags)
    turned = leaflet.direction == "rtl"
    told = [words for _, found in sorted(again.items()) for words in found]
    assert {*told} == {*heads}
    for place, found in again.items():
        printed = collections.Counter(key(paper.pages[place].margins, turned=turned))
        assert all(collections.Counter(key(words, turned=turned)) <= printed for words in found)
    with pikepdf.open(io.BytesIO(made.pdf)) as pdf, pdf.open_outline() as outline:
        named = [key(name, turned=turned) for name, _ in walk(outline.root, 1)]
        assert [named.count(key(words, turned=turned)) for words in heads] == [1] * len(heads)
        assert len(named) == sum(len(tags(pdf, f"H{level}")) for level in range(1, 7))


def test_a_box_that_fits_no_page_begins_where_it_stands(broken):
    paper = read_back(broken[0].pdf)
    rows = [len(page.body.split("\n")) for page in paper.pages]
    assert min(rows[:-1]) > 8, "a page is left empty"


def test_a_heading_does_not_stand_alone_above_a_box_that_fits_a_page(make):
    items = "".join(SIGNS[0].format(place) for place in range(24))
    made = make(f"### Usage\nFor pain.\n\n### Side Effects\n{NOW}\n\n{items}", edition_for(CLINIC, type="easy"))
    (page,) = [page.body for page in read_back(made.pdf).pages if "Possible side effects" in page.body]
    assert "sign 2" in page


def test_no_other_words_stand_above_what_is_left_of_a_box(make, leaflet):
    text, _, _ = CASES["the author's lines"]
    edition = edition_for(CLINIC)
    made, composed = make(text, edition), leaflet(text, edition)
    paper = read_back(made.pdf)
    again = repeated_heads(composed, paper.tags)

    right = next(number for number, found in again.items() if found == [NOW])
    free = next(number for number, _ in enumerate(paper.pages) if not again.get(number))

    def problems(place, change):
        pages = [dataclasses.replace(page, margins=letters(page.margins)) for page in paper.pages]
        before = pages[place].margins
        pages[place] = dataclasses.replace(pages[place], margins=change(before))
        assert pages[place].margins != before
        return [each.code for each in compare_margins(composed, pages, paper.total, "demo.md", again)]

    assert problems(right, lambda margins: margins.replace(letters(NOW), "")) == []
    for place, change in (
        (right, lambda margins: margins.replace(letters(NOW), letters(LATER))),
        (right, lambda margins: margins + letters(NOW)),
        (right, lambda margins: margins.replace(letters(NOW)[:9], "")),
        (free, lambda margins: margins + letters(NOW)),
    ):
        assert problems(place, change) == ["added-words"]
