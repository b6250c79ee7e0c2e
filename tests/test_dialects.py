"""Marks of other dialects: read where the meaning is plain, told where it is not, never live where they were struck."""

import re

import pytest
from PIL import Image

from handouts.errors import ContentError
from handouts.model.monograph import Mark, Quotation, plain
from handouts.model.walk import lines, pictures
from handouts.reader.foreign_marks import DIALECTS, Fate
from handouts.reader.pictures import picture_name

ROWS = [pytest.param(row, id=f"{row.name}: {row.example.splitlines()[0]}") for row in DIALECTS]


def written(text):
    return f"---\ntitle: Demo\n---\n# Demo\n### Dosage\nBefore.\n\n{text}\n\nAfter.\n"


def printed(monograph):
    return "\n".join(plain(line.inline) for section in monograph.sections for line in lines(section.content))


def told(monograph):
    return [problem for problem in monograph.problems if problem.rule == "M13"]


@pytest.mark.parametrize("row", ROWS)
def test_the_example_of_a_mark_has_the_fate_its_row_tells(read, row):
    text = written(row.example)
    if row.fate is Fate.REFUSED:
        with pytest.raises(ContentError) as caught:
            read(text)
        assert {problem.code for problem in caught.value.problems} == {"unfinished-edit"}
        assert caught.value.problems[0].place.line == 8
        return
    monograph = read(text)
    assert printed(monograph).startswith("Before.")
    assert printed(monograph).endswith("After.")
    marks = {
        mark
        for section in monograph.sections
        for line in lines(section.content)
        for run in line.inline
        for mark in run.marks
    }
    if row.fate is Fate.DROPPED:
        assert [problem.place.line for problem in told(monograph)] == [8]
        left = re.sub(row.pattern, "", row.example, flags=re.MULTILINE).split()
        assert printed(monograph).split() == ["Before.", *left, "After."]
    elif row.fate is Fate.TYPED:
        assert [problem.place.line for problem in told(monograph)] == [8]
    else:
        assert marks or row.name in {"the look of a picture", "the name of a heading"}
        assert len(told(monograph)) == bool(row.hint)


@pytest.mark.parametrize("row", ROWS)
def test_code_is_left_alone(read, row):
    monograph = read(written(f"```\n{row.example}\n```"))
    assert told(monograph) == []
    assert "".join(row.example.split()) in "".join(printed(monograph).split())


def test_what_is_struck_is_struck_and_told(read, make):
    monograph = read(written("Take ~~50 mg~~ 5 mg, <del>at noon</del> at night."))
    runs = [run for section in monograph.sections for line in lines(section.content) for run in line.inline]
    assert [run.text for run in runs if Mark.DELETED in run.marks] == ["50 mg", "at noon"]
    assert [problem.words for problem in told(monograph)] == ["~~50 mg~~", "<del>"]


@pytest.mark.parametrize(
    "edit", ["{--5 mg--}{++3 mg++}", "{~~at noon~>at night~~}", "{>>still 5 mg?<<}", "{==this==}{>>why<<}"]
)
def test_an_edit_nobody_has_accepted_is_refused(run, demo, edit):
    demo.write_text(demo.read_text().replace("Take 5 mg", f"Take {edit}"))
    built = run("build", "demo")
    assert built.returncode == 1
    assert re.search(r"demo\.md:20:\d+: error \[unfinished-edit\]", built.stderr)
    assert "Accept or reject" in built.stderr


CALLOUTS = {
    "GitHub": ("> [!CAUTION]\n> Never two at once.", "CAUTION"),
    "Obsidian": ("> [!tip]- A trick\n> Never two at once.", "tip: A trick"),
    "MkDocs": ('!!! danger "Before you drive"\n    Never two at once.', "danger: Before you drive"),
    "MkDocs, folded": ("??? note\n    Never two at once.", "note"),
    "Pandoc": ("::: {.callout-important}\nNever two at once.\n:::", "important"),
    "Quarto": ('::: {.callout-note title="A scan"}\nNever two at once.\n:::', "note: A scan"),
    "Docusaurus": (":::danger[Stop]\nNever two at once.\n:::", "danger: Stop"),
    "VuePress": ("::: warning\nNever two at once.\n:::", "warning"),
    "MyST": ("```{warning}\nNever two at once.\n```", "warning"),
}


@pytest.mark.parametrize(("text", "head"), CALLOUTS.values(), ids=CALLOUTS)
def test_a_callout_is_a_box_headed_by_its_own_word(read, text, head):
    monograph = read(written(text))
    (box,) = [block for section in monograph.sections for block in section.content if isinstance(block, Quotation)]
    assert box.boxed
    assert printed(monograph).split("\n") == ["Before.", head, "Never two at once.", "After."]
    assert monograph.problems == ()


def test_boxes_stand_apart_from_each_other_and_from_a_quotation(read):
    monograph = read(written("> [!NOTE]\n> One.\n\n> [!NOTE]\n> Two.\n> - three\n\n> Four."))
    boxes = [block for section in monograph.sections for block in section.content if isinstance(block, Quotation)]
    assert [box.boxed for box in boxes] == [True, True, False]


@pytest.mark.parametrize(
    "text",
    [
        "Warning signs of spring!!! Note [1] on the card.",
        "In ~4 % of adults and in ~6 % of children.",
        "In 2 %% of people, in 3 %% of children.",
        "It costs $2 to $4.",
        "The ratio 1:2:3 and 8:30:15, Day:night:",
        "a = b, a == b, -- and ++ and ^ and 10^6",
        "Temperature {37} of {x}",
        "Call us!!!\n\n    at once",
        "Mix 1:1 :::",
    ],
)
def test_ordinary_text_is_left_alone(read, text):
    monograph = read(written(text))
    assert told(monograph) == []
    assert " ".join(text.split()) in " ".join(printed(monograph).split())


@pytest.mark.parametrize("word", ["data", "address", "time", "label", "var", "input", "output", "title", "the dose"])
def test_a_blank_that_looks_like_a_tag_is_printed_and_found(read, word):
    monograph = read(written(f"Take it until <{word}> with H<sub>2</sub>O and <b>food</b>."))
    assert f"until <{word}> with H2O and food." in printed(monograph)
    assert [(problem.rule, problem.words, problem.place.line) for problem in monograph.problems] == [
        ("S12", f"<{word}>", 8)
    ]


@pytest.mark.parametrize(
    ("text", "name"),
    {
        "a blank": ("![Pen](img/blue pen.png)", "img/blue pen.png"),
        "in angles": ("![Pen](<img/blue pen.png>)", "img/blue pen.png"),
        "escaped": ("![Pen](img/blue%20pen.png)", "img/blue pen.png"),
        "with a title": ('![Pen](blue pen.JPG "a pen")', "blue pen.JPG"),
        "with attributes": ("![Pen](pen.png){width=40% .right}", "pen.png"),
        "by reference": ('![Pen][p]\n\n[p]: img/pen.png "pen"', "img/pen.png"),
        "linked": ("[![Pen](<blue pen.png>)](https://example.org/pen)", "blue pen.png"),
    }.values(),
)
def test_a_picture_is_found_however_its_name_is_written(read, text, name):
    monograph = read(written(text))
    (picture,) = [each for section in monograph.sections for each in pictures(section.content)]
    assert (picture_name(picture.source), picture.description) == (name, "Pen")
    assert not re.search(r"[!\[\]{}<>]|\.png|\.JPG", printed(monograph))


@pytest.mark.parametrize("mode", ["CMYK", "I;16"])
def test_a_picture_with_colours_not_for_every_printer_is_refused(run, demo, mode):
    name = "pen.jpg" if mode == "CMYK" else "pen.png"
    Image.new(mode, (9, 9)).save(demo.parent / name)
    demo.write_text(demo.read_text() + f"\n![A pen]({name})\n")
    built = run("build", "demo")
    assert built.returncode == 4
    assert "error [unfit-picture]" in built.stderr
    assert "RGB" in built.stderr
