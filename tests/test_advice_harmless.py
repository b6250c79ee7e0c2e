"""What a finding tells an editor to write never makes the text say something else."""

import pytest

from handouts.check import check_text
from handouts.check.monograph_text import MonographText
from handouts.model.profile import PROFILES
from handouts.reader.monograph import read_monograph


def hints(body, rule, profile="ema"):
    monograph = read_monograph(f"---\ntitle: Demo\n---\n# Demo\n\n{body}\n".encode(), "demo.md")
    found = check_text(MonographText(monograph, PROFILES[profile]))
    return [finding.hint for finding in found if finding.rule == rule]


@pytest.mark.parametrize(
    ("rule", "text", "hint"),
    [
        ("M05", "Take 4000mg a day.", "Write “4,000 mg”."),
        ("M05", "Take 400mg a day.", "Write “400 mg”."),
        ("M08", "Take 1500-2000 mg a day.", "Write “1,500 to 2,000 mg”."),
        ("M05", "Inject 1U of it.", "Write “1 unit”."),
        ("M08", "Take .125-.25 mg a day.", "Write “0.125 to 0.25 mg”."),
        ("M04", "If you weigh >1200 g.", "Write “more than 1,200”."),
        ("M04", "Take 5 IU/day.", "Write “international units per day”."),
        ("M08", "Keep it between 2-8 °C.", "Write “2 and 8 °C”."),
        ("M08", "Keep it at 2-8 °C.", "Write “2 to 8 °C”."),
        ("M07", "Take Zelotin1500 mg a day.", "Write “Zelotin 1,500 mg”."),
        ("M07", "Inject Zelomix30 units.", "Write “Zelomix 30 units”, unless the number is part of the name."),
    ],
)
def test_an_amount_is_written_so_that_no_other_rule_finds_it(rule, text, hint):
    assert hints(f"## Dosage\n\n{text}", rule) == [hint]


def test_the_house_style_without_a_space_has_its_commas_too():
    assert hints("## Dosage\n\nTake 4000 mg a day.", "M05", "nhs") == ["Write “4,000mg”."]


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("Common side effects: a rash.", ": by convention “common” is 1 in 10 to 1 in 100 people."),
        ("Very rare side effects: a rash.", ": by convention “very rare” is fewer than 1 in 10,000 people."),
        ("Less common side effects: a rash.", "source too."),
        ("More common side effects: a rash.", "source too."),
    ],
)
def test_a_frequency_is_never_made_larger_than_the_word(said, told):
    (hint,) = hints(f"## Side effects\n\n{said}", "L12")
    assert hint.endswith(told)


def test_nobody_is_told_to_leave_out_who_must_not_take_it():
    items = "\n".join(f"* an illness of part {number}" for number in range(9))
    (hint,) = hints(f"## Who must not take it\n\nDo not take it if you have:\n\n{items}", "L03")
    assert "leave nothing out" in hint


@pytest.mark.parametrize("words", ["adequate contraception", "adequate birth control", "two sufficient methods"])
def test_contraception_that_works_is_not_made_enough_of_it(words):
    assert hints(f"## Pregnancy\n\nUse {words} during treatment.", "L08") == []


def test_a_name_that_holds_a_word_is_not_explained_by_the_word():
    assert hints("## Side effects\n\nNeuroleptic malignant syndrome and cardiac arrest are rare.", "L06") == []
    (hint,) = hints("## Side effects\n\nYou may get postural hypotension.", "L06")
    assert "when you stand up" in hint
