"""Links, headings and blanks in the tags and bookmarks of texts in other languages and scripts."""

import io
import itertools

import pikepdf
import pytest
import verapdf
from conftest import CLINIC
from editing import edition_for
from test_conformance import tags
from test_tags import walk

from handouts.proof.facts import key

# Of each: a sub-heading, what heads a box, what stands in it, a question, its answer, words before a page.
TONGUES = {
    "ar": ("نادر", "توقف عن تناوله", "لا تتناول حبتين", "هل يمكنني القيادة؟", "ليس اليوم.", "انظر"),
    "hi": ("दुर्लभ", "लेना बंद करें", "दो गोलियाँ न लें", "क्या मैं गाड़ी चला सकता हूँ?", "आज नहीं।", "देखें"),
    "de": ("Selten", "Nicht mehr nehmen", "Nie zwei auf einmal", "Darf ich fahren?", "Heute nicht.", "Siehe"),
    "en": ("Rare", "Stop taking it", "Never two at once", "Can I drive?", "Not today.", "See"),
}


@pytest.mark.parametrize("language", TONGUES)
def test_links_headings_and_blanks_are_told_in_every_language(make, tmp_path, language):
    deep, head, inside, question, answer, see = TONGUES[language]
    text = f"""---
language: {language}
title: Demo
urgency: {{{deep}: now}}
---
# Demo
### Usage
{see} www.demo.example/page.

> **{head}**\\
> {inside}

### Side Effects
#### {deep}
- {inside}

> **{head}**
>
> - {inside}

### Questions
**{question}**

{answer}
"""
    made = make(text, edition_for(CLINIC))
    (tmp_path / "a.pdf").write_bytes(made.pdf)
    assert {flavour: verapdf.failures(tmp_path / "a.pdf", flavour) for flavour in verapdf.PROFILES} == {
        "ua1": {},
        "2a": {},
    }
    turned = language == "ar"
    with pikepdf.open(io.BytesIO(made.pdf)) as pdf:
        with pdf.open_outline() as outline:
            told = [(key(name, turned=turned), level) for name, level in walk(outline.root, 1)]
        levels = dict(told)
        boxed, rare = key(head, turned=turned), key(deep, turned=turned)
        assert [name for name, _ in told].count(boxed) == 2, "what heads a box is a heading"
        assert {rare, key(question, turned=turned)} <= levels.keys()
        assert levels[boxed] > levels[rare]
        assert all(below - above <= 1 for (_, above), (_, below) in itertools.pairwise(told)), "no level is skipped"
        headings = sum(len(tags(pdf, f"H{level}")) for level in range(1, 7))
        assert headings == len(told)
        targets = {str(area.A.URI) for page in pdf.pages for area in page.Annots if "/A" in area}
        assert {"https://www.demo.example/page", "tel:01632960001"} <= targets
        areas = [kid for link in tags(pdf, "Link") for kid in link.K if isinstance(kid, pikepdf.Dictionary)]
        assert len(areas) == sum(len(page.Annots) for page in pdf.pages)
        blanks = tags(pdf, "Form")
        assert len(blanks) >= 5
        assert {str(blank.Alt) for blank in blanks} == {"to be filled in"}
        assert {language_of(blank, language) for blank in blanks} == {"en"}, "the words are ours"


def language_of(element, otherwise):
    while "/Lang" not in element and element.get("/S"):
        element = element.P
    return str(element.get("/Lang", otherwise))
