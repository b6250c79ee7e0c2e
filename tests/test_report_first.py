"""What a report opens with: harm before style, folded, at most eight entries; and a library's texts by gravity."""

import re

import pytest
from reports import RULES, WAIVER, checked, finding
from test_report import shown
from test_report_page import Reader

from handouts.assets import look as look_of
from handouts.check.rule import Kind, kind_of
from handouts.check.rules import RULES as ALL_RULES
from handouts.errors import Level
from handouts.page import Renderer
from handouts.report import FORMATS
from handouts.report.first import MOST, WORST, by_gravity, do_first
from handouts.report.html import draw_report

WARN, INFORM = Level.WARN, Level.INFORM


def test_repeats_are_folded_with_their_first_places():
    files = [checked(*(finding("L06", line, 1, "pyrexia", level=WARN) for line in range(1, 15)))]
    (entry,) = do_first(files).entries
    assert entry.name == "L06 × 14"
    text = shown(100, *files)
    assert text.startswith("Do first\n1. L06 × 14 ")
    assert "also demo.md:2:1, demo.md:3:1, demo.md:4:1 and 10 more" in text


def test_what_blocks_comes_first_then_harm_then_paper_then_style():
    files = [
        checked(
            *(finding("L06", line, level=WARN) for line in range(1, 30)),
            finding("P12", level=WARN),
            finding("S14", level=WARN),
            finding("P08"),
            finding("S30"),
            finding("L08", level=INFORM),
        )
    ]
    assert [entry.rule for entry in do_first(files).entries] == ["S30", "P08", "S14", "P12", "L06"]


def test_a_wrong_dose_comes_before_what_is_left_unsaid_however_often_that_is():
    files = [checked(*(finding("S30", line) for line in range(1, 9)), finding("M16", 9))]
    assert [entry.rule for entry in do_first(files).entries] == ["M16", "S30"]


def test_what_is_left_unsaid_comes_before_how_things_are_written_however_often():
    files = [checked(*(finding("M08", line, level=WARN) for line in range(1, 9)), finding("S30", 9, level=WARN))]
    assert [entry.rule for entry in do_first(files).entries] == ["S30", "M08"]


def test_what_misleads_is_told_line_by_line():
    six = [finding("S33", line, message=f"Nobody does {line}.") for line in range(1, 7)]
    (entry,) = do_first([checked(*six)]).entries
    assert [found.finding.place.line for found in entry.told] == [1, 2, 3, 4, 5]
    assert entry.left == 0


def test_warnings_of_one_place_are_told_and_not_only_counted():
    three = [finding("S30", 3, 1, "", level=WARN, message=f"The text does not say {what}.") for what in "abc"]
    (entry,) = do_first([checked(*three)]).entries
    assert len(entry.told) == 3


def test_the_places_told_are_those_of_the_gravest_text():
    files = [checked(finding("S31", path="a.md"), path="a.md")]
    files.append(checked(finding("S31", path="b.md"), finding("S30", path="b.md"), path="b.md"))
    assert [str(found.finding.place) for found in do_first(files).entries[0].told] == ["b.md:3:8"]


def test_there_are_at_most_eight_and_no_rule_that_blocks_is_left_unsaid():
    files = [checked(*(finding(f"S{number}") for number in range(20, 31)), finding("L01", level=WARN))]
    todo = do_first(files)
    assert len(todo.entries) == MOST == 8
    assert todo.also_blocking == ("S28", "S29", "S30")
    assert "What S28, S29, S30 found blocks too: see below." in shown(100, *files)


def test_what_blocks_is_told_finding_by_finding():
    four = [finding("S30", 3, 1, "", message=f"The text does not say {what}.") for what in "abcd"]
    text = shown(100, checked(*four))
    head = text[: text.index("demo.md  Demo")]
    assert [what for what in "abcd" if f"does not say {what}." in head] == ["a", "b", "c"]
    assert "and 1 more" in head
    assert head.count("→ Write 1.") == 3


def test_a_text_without_faults_opens_with_itself():
    assert shown(100, checked()).startswith("demo.md")


def test_every_rule_is_for_something():
    kinds = {rule.id: rule.kind for rule in ALL_RULES}
    assert {kinds[rule] for rule in kinds if rule[0] in "PT"} == {Kind.PAPER}
    assert {rule for rule in kinds if rule[0] == "L" and kinds[rule] is Kind.SAFETY} == {"L11", "L12", "L14"}
    assert all(rule.kind is Kind.SAFETY for rule in ALL_RULES if rule.may_block and rule.id[0] in "SM")
    assert kind_of("X99") is Kind.SAFETY


def test_style_and_safety_are_listed_apart():
    text = shown(100, checked(finding("L01", 1, level=WARN), finding("M06", 9, level=WARN)))
    assert text.index("Safety: 1") < text.index("WARN   M06") < text.index("Style: 1") < text.index("WARN   L01")


def library(count=30):
    """Write ever graver texts; the last blocks, and so does the first, by a rule of its own."""
    texts = [checked(*[finding("L01", level=WARN)] * number, path=f"text-{number:02}.md") for number in range(1, count)]
    return [checked(finding("S31"), path="text-00.md"), *texts, checked(finding(), finding(), path="worst.md")]


def test_the_worst_texts_come_first_and_the_rest_is_summed_up():
    files = library()
    assert [file.path for file in by_gravity(files)][:3] == ["worst.md", "text-00.md", "text-29.md"]
    text = shown(100, *files)
    assert len(re.findall(r"^\S+\.md  Demo$", text, re.MULTILINE)) == WORST == 20
    assert "… and 11 more texts (0 blocked): 0 block, 66 warn, 0 inform, 0 waived. `--all` tells them too." in text
    assert len(re.findall(r"^\S+\.md  Demo$", shown(100, *files, everything=True), re.MULTILINE)) == 31


def test_rules_that_block_are_shown_with_their_texts_however_many_there_are():
    files = [checked(finding(), path=f"text-{number:02}.md") for number in range(30)]
    files.append(checked(finding("S31"), path="zz.md"))
    text = shown(200, *files)
    assert re.search(r"^M01  blocks 30 of 31: text-00\.md, .*text-04\.md and 25 more$", text, re.MULTILINE)
    assert re.search(r"^S31  blocks 1 of 31: zz\.md$", text, re.MULTILINE)
    assert "text-29.md\n" in shown(2000, *files, everything=True)


@pytest.fixture(scope="module")
def page():
    return Renderer(look_of())


@pytest.mark.parametrize("everything", [False, True])
def test_the_page_tells_the_same_and_every_link_has_its_place(page, everything):
    text = draw_report(library(), RULES, page, everything=everything)
    read = Reader(text)
    assert read.open == []
    assert [link for link in read.links if link.lstrip("#") not in read.ids or link[0] != "#"] == []
    assert len([name for name in read.ids if re.fullmatch(r"text-\d+", name)]) == (31 if everything else 20)
    assert text.index("Do first") < text.index('id="texts"') < text.index("<h3>Safety</h3>") < text.index("<h3>Style")
    assert ("The lines of 11 more texts are left out" in text) is not everything


def test_the_page_counts_a_rule_as_its_table_counts_texts(page):
    files = [checked(finding(), finding(line=4, waiver=WAIVER), path="a.md"), checked(finding(), path="b.md")]
    text = draw_report(files, RULES, page)
    assert "(no dose ends in .0): 2, and 1 waived</p>" in text
    only_waived = draw_report([checked(finding(waiver=WAIVER))], RULES, page)
    assert '<li class="waived" id="rule-M01">' in only_waived
    assert ": 0, and 1 waived</p>" in only_waived


@pytest.mark.parametrize("form", [form for form in FORMATS if form != "csv"])
def test_every_report_says_what_no_program_can(form, page):
    file = checked(finding())
    for text in (FORMATS[form]([file], RULES), shown(10_000, file), draw_report([file], RULES, page)):
        assert "No program can check that a text is true" in text
        assert "not clinically reviewed until a named pharmacist signs them" in text
