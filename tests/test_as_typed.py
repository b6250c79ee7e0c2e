"""Marks, stars, numbers and long words stand on paper as they were typed."""

import re

import pytest

from handouts.errors import ContentError, Level
from handouts.model.monograph import ItemList, plain
from handouts.proof.joints import joints
from handouts.proof.readback.page_text import read_pages
from handouts.reader.markdown.inline import RULES
from handouts.reader.markdown.marks import ROWS, written

LONG = "hydroxypropylmethylcellulose"
SCORE = "breakfast and lunch and tea and supper "


def body(leaflet):
    return "\n".join(page.body for page in read_pages(leaflet.pdf))


def said(read, text, code):
    return [problem for problem in read(f"### Dosage\n{text}").problems if problem.code == code]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.example)
def test_a_sign_opens_items_once_as_many_lines_begin_with_it_as_its_row_says(read, row):
    sign = row.example.split(maxsplit=1)[0]
    for count in (1, 2):
        (section,) = read("### Dosage\n" + "\n".join([row.example] * count)).sections
        marks = [item.marker for block in section.content if isinstance(block, ItemList) for item in block.items]
        assert marks == ([sign] * count if count >= row.least else [])


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_an_inline_rule_finds_its_example(rule):
    assert re.search(rule.pattern, rule.example, re.DOTALL)


def test_a_number_is_written_as_the_type_of_its_list_says():
    kinds = [("1", 3), ("a", 3), ("A", 28), ("i", 9), ("I", 44), ("a", 0), ("i", -2)]
    assert [written(number, kind) for kind, number in kinds] == ["3", "c", "AB", "ix", "XLIV", "0", "-2"]


def test_a_list_of_one_number_is_told(read):
    (problem,) = said(read, "1. wash\n1. draw", "same-numbers")
    assert problem.level is Level.WARN
    assert problem.place.line == 2


@pytest.mark.parametrize("text", ["1. wash\n2. draw", "2) Monday\n2) Sunday\n1) Tuesday", "* a\n* b", "1. one"])
def test_other_lists_are_not_told(read, text):
    assert said(read, text, "same-numbers") == []


@pytest.mark.parametrize("text", ["2*5 mg* at night", "10**6 IU** now", "1*5*0 mg", "1**5 mg"])
def test_a_dose_whose_stars_may_be_a_product_or_bold_text_is_refused(read, text):
    with pytest.raises(ContentError) as caught:
        read(f"### Dosage\nTake {text}")
    (problem,) = caught.value.problems
    assert (problem.code, problem.place.line) == ("doubtful-number", 2)


@pytest.mark.parametrize(
    "text", ["1**5 mg**", "10**0 mg**", "10**6 cells/kg", "10*10*2 cm", "2*5 mg", "HLA-A*02:01", "**2** and *5 mg*"]
)
def test_what_is_plain_is_not_refused(read, text):
    assert read(f"### Dosage\nTake {text}.").sections


def test_stars_behind_a_dose_that_have_no_note_are_told(read):
    assert [each.place.line for each in said(read, "Take 5 mg**", "lonely-star")] == [2]
    assert said(read, "Take 5 mg**\n\n** with food", "lonely-star") == []


def test_notes_keep_their_stars_on_paper(make):
    text = "### Dosage\nTake 5 mg* or 10 mg**.\n\n\\* with food\n** not in children\n"
    paper = body(make(text))
    assert re.search(r"Take 5.mg\* or 10.mg\*\*\.", paper)
    assert re.search(r"^\* with food", paper, re.MULTILINE)
    assert re.search(r"^\*\* not in children", paper, re.MULTILINE)


def test_a_long_word_is_cut_at_a_joint_and_no_word_beside_it(make):
    paper = body(make(f"### Precautions\nIt holds nobody {3 * LONG} symptoms in it.\n"))
    assert re.search(r"hydroxypro-\npylmethyl|hydroxypropyl-\nmethyl|methyl-\ncellulose|cellulose-\nhydroxy", paper)
    assert 3 * LONG in paper.replace("-\n", "")
    assert paper.count("nobody") == paper.count("symptoms") == 1


def test_a_long_word_that_fits_a_line_is_not_cut(make):
    text = "### Precautions\n" + f"It holds {LONG}, and some symptoms may not be from it. " * 6
    assert body(make(text)).count(LONG) == 6


def test_an_address_is_cut_without_a_hyphen(make):
    address = "https://clinic.example/informationforpatientsandtheirfamilies/aboutmedicines"
    paper = body(make(f"### Precautions\n|a|b|c|d|e|\n|-|-|-|-|-|\n|x|{address}|x|x|x|\n"))
    assert "".join(paper.split()).count(address) == 1


@pytest.mark.parametrize(
    ("text", "paper", "found"),
    [
        (LONG, "hydroxypropyl-\nmethylcellulose", {13}),
        (f"a {LONG} b", "a hydroxypropyl-\nmethyl-\ncellulose b", {14, 21}),
        (LONG, "hydroxypropyl-methylcellulose", set()),  # no line ends there
        ("symptoms and nothing else here", "symp-\ntoms and nothing else here", set()),  # a short word
        ("hydroxypropylmethyl2cellulose", "hydroxypropylmethyl-\n2cellulose", set()),  # beside a figure
        (LONG, "hydroxypropyl-\nethylcellulose", set()),  # another word
        ("hydroxypropyl-methylcellulose", "hydroxypropyl-\nmethylcellulose", set()),  # its own hyphen
    ],
)
def test_only_a_long_word_may_have_a_hyphen_at_a_line_end(text, paper, found):
    gaps, letters = [], ""
    for space, letter in re.findall(r"(\s*)(\S)", paper):
        gaps.append(space)
        letters += letter
    assert joints(text, letters, gaps, 0) == found


@pytest.mark.parametrize("measure", ["25 micrograms", "1 ml", "- 5 C", "____ mg", "__/__/____"])
def test_a_fence_breaks_its_long_lines_and_no_measure(make, measure):
    lines = "\n".join(f"{SCORE}{'and ' * count}{measure} {SCORE}{SCORE}" for count in range(14))
    paper = body(make(f"### Dosage\n```\n{lines}\n```\n")).replace("\u00a0", " ")
    assert paper.count(measure) == 14


def test_a_list_in_html_without_numbers_counts_from_one(read):
    (section,) = read("### Dosage\n<ol><li>open</li><li></li><li>swallow</li></ol>").sections
    assert [item.marker for item in section.content[0].items] == ["1.", None, "3."]
    assert plain(section.content[0].items[1].content[0].inline) == "2."
