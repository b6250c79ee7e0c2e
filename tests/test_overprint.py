"""Every letter on paper can be read: nothing is printed over it, it is in its cell, and its ink stands out."""

import re

import pytest
from editing import edition_for

from handouts.build import press
from handouts.errors import TypesettingError
from handouts.leaflet import compose
from handouts.leaflet.wording import wording
from handouts.model.clinic import Clinic
from handouts.proof import prove
from handouts.reader.monograph import read_monograph

TEXT = """---
title: Demo
---
# Demo
### Usage
For pain of every kind.

For fever of every kind.

### Dosage
| Weight | Morning | Night |
|---|---|---|
| 10 kg | 5 mg | 7 mg |
| 20 kg | 8 mg | 9 mg |
"""
WIDE = """### Dosage
| Medicine | Start | Usual | Most | Weaning | Note |
|---|---|---|---|---|---|
| Dopamine | 0.5-1 mcg/kg/min | 5-10 mcg/kg/min | 20-50 mcg/kg/min | 0.5-1 mcg/kg/min | none |
"""
PAIN, FEVER = "<p>For pain of every kind.</p>", "<p>For fever of every kind.</p>"
CELL, LAST = "<td>5\u00a0mg</td>", "<td>7\u00a0mg</td>"


@pytest.fixture
def printed(look):
    """Typeset a text, its HTML tampered with, and prove it."""

    def attempt(text, tamper):
        edition = edition_for(Clinic())
        machine = press(look, edition)
        monograph = read_monograph(text.encode(), "test.md")
        leaflet = compose(monograph, edition, wording("en", look))
        html = machine.renderer.draw(leaflet)
        changed = tamper(html)
        assert changed != html
        return prove(monograph, leaflet, machine.typesetter.typeset(changed, monograph.language, {}).data)

    return attempt


def fixed(html):
    """Return a leaflet whose tables do not grow with their words."""
    return html.replace("<table", '<table style="table-layout: fixed"')


def styled(element, style):
    """Return an element with a style of its own."""
    return element.replace(">", f' style="{style}">', 1)


UNREADABLE = {
    "a paragraph is drawn up over the one before": (FEVER, "margin-top: -8mm", "overprinted-text", "pain", 6),
    "lines stand in each other": (FEVER, "line-height: 1mm; width: 20mm", "overprinted-text", "fever", 8),
    "text stands in another's box": (FEVER, "margin: -4mm 0 -4mm 30mm", "overprinted-text", "fever", 6),
    "white on white": (PAIN, "color: #fff", "unseen-text", "pain", 6),
    "nearly white on white": (PAIN, "color: #e8e8e8", "unseen-text", "pain", 6),
    "black on black": (PAIN, "background: #000", "unseen-text", "pain", 6),
    "the colour of a round box": (
        PAIN,
        "background: #123; color: #112233; border-radius: 3mm",
        "unseen-text",
        "pain",
        6,
    ),
    "ink that lets all through": (PAIN, "color: rgba(0, 0, 0, 0.02)", "unseen-text", "pain", 6),
    "struck through": (PAIN, "text-decoration: line-through", "struck-text", "pain", 6),
    "yellow on white": (PAIN, "color: #ff0", "unseen-text", "pain", 6),
    "white in a cell": (CELL, "color: #fff", "unseen-text", "mg", 13),
    "the colour of its cell": (CELL, "color: #ddd; background: #ddd", "unseen-text", "mg", 13),
    "a cell grows into the next": (CELL, "padding-left: 48mm", "outside-cell", "5 mg", 13),
    "a cell grows out of the table": (LAST, "text-indent: 48mm; white-space: nowrap", "outside-cell", "mg", 13),
    "a cell grows into the one before": (LAST, "text-indent: -12mm", "outside-cell", "mg", 13),
}
# What is drawn on a layer of its own leaves its place in the order of reading, too.
MOVED = {
    "two boxes stand in one place": (PAIN, "position: absolute; top: 40mm; left: 0"),
    "a cell is drawn over the next": (CELL, "position: relative; left: 32mm"),
    "a cell is drawn into the row below": (CELL, "position: relative; top: 7mm"),
    "text under a box": (FEVER, "position: relative; top: -8mm; padding-bottom: 9mm; background: #fff"),
    "text that is cut off": (PAIN, "overflow: hidden; height: 0.4mm"),
}


@pytest.mark.parametrize(("element", "style", "code", "words", "line"), UNREADABLE.values(), ids=UNREADABLE)
def test_text_that_no_eye_can_read_is_found(printed, element, style, code, words, line):
    with pytest.raises(TypesettingError) as caught:
        printed(TEXT, lambda html: fixed(html.replace(element, styled(element, style))))
    found = [problem for problem in caught.value.problems if problem.code.startswith(code)]
    assert any(words.replace("\u00a0", " ") in problem.message.replace("\u00a0", " ") for problem in found), (
        caught.value
    )
    assert line in {problem.place.line for problem in found}
    assert all(problem.blocks and problem.hint for problem in found)


@pytest.mark.parametrize(("element", "style"), MOVED.values(), ids=MOVED)
def test_text_that_is_moved_is_found(printed, element, style):
    with pytest.raises(TypesettingError, match=r"not on the paper|over each other|out of its cell|not seen"):
        printed(TEXT, lambda html: html.replace(element, styled(element, style)))


@pytest.mark.parametrize("style", ["white-space: nowrap", "white-space: nowrap; border: none"])
def test_a_table_whose_words_cannot_break_is_found(printed, style):
    """Five columns of doses with their units, fixed widths, words that cannot break: they print over each other."""

    def tamper(html):
        html = re.sub(r"<table[^>]*>", '<table style="table-layout: fixed; width: 100%">', html)
        return re.sub(r"<(t[hd])>", rf'<\1 style="{style}">', html)

    with pytest.raises(TypesettingError) as caught:
        printed(WIDE, tamper)
    assert {problem.code for problem in caught.value.problems} <= {"overprinted-text", "outside-cell"}
    assert {problem.place.line for problem in caught.value.problems} == {4}
    assert "Part the table in two" in caught.value.problems[0].hint


READABLE = {
    "letters that lean": (PAIN, "font-style: italic; letter-spacing: -0.2mm"),
    "tight lines": (PAIN, "line-height: 1; width: 20mm"),
    "white on black": (PAIN, "color: #fff; background: #000"),
    "white on a round box": (PAIN, "color: #fff; background: #000; border-radius: 2mm; padding: 2mm"),
    "underlined": (PAIN, "text-decoration: underline"),
    "a cell in the middle": (CELL, "text-align: center"),
    "a cell at its end": (CELL, "text-align: end; vertical-align: bottom"),
    "a line beside the text": (PAIN, "border-left: 1pt solid #000; padding-left: 1mm"),
    "a frame around the text": (PAIN, "border: 2pt dashed #000"),
    "grey": (PAIN, "color: #777"),
}


@pytest.mark.parametrize(("element", "style"), READABLE.values(), ids=READABLE)
def test_what_can_be_read_is_proven(printed, element, style):
    assert printed(TEXT, lambda html: html.replace(element, styled(element, style))).pages


SCRIPTS = {
    "raised and lowered": "H<sub>2</sub>O, 10<sup>9</sup>/L and m<sup>2</sup>, x<sup>a</sup><sub>b</sub>. " * 30,
    "Arabic": "تناول قرصًا واحدًا كل يوم مع الماء، ولا تأخذ أكثر من ١٠ ملغ. " * 30,
    "Hebrew": "קח טבליה אחת פעם ביום עם מים, עד 10 מג ביום. " * 30,
    "Hindi": "दिन में एक बार पानी के साथ एक गोली लें, क्षितिज और र्कि। " * 30,
    "Thai": "รับประทานยาวันละหนึ่งครั้งพร้อมน้ำ ที่ปรึกษาผู้ป่วย " * 30,
    "Tamil": "ஒரு நாளைக்கு ஒரு முறை தண்ணீருடன் எடுத்துக் கொள்ளுங்கள். " * 30,
    "Chinese": "每天服用一次，每次一片，用水送服。" * 30,
    "Vietnamese": "Uống mỗi ngày một viên với nước, không dùng quá liều ỆỖ. " * 30,
    "marks on letters": "Ǻç̧ é̂ ñ̃ Z̲ o̱. " * 60,
}


@pytest.mark.no_cover
@pytest.mark.parametrize("text", SCRIPTS.values(), ids=SCRIPTS)
def test_no_script_is_taken_for_overprinting(make, text):
    assert make(f"### Usage\n{text}\n\n| A | B |\n|---|---|\n| {text[:200]} | {text[:60]} |\n").pdf
