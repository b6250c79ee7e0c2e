"""One table of units holds a number to its unit, judges line ends, tells doses and makes a change grave."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handouts.check.words.doses import LONG_UNITS, SHORT_UNITS, UNIT
from handouts.model.monograph import plain
from handouts.model.typography import belong_together, bind
from handouts.model.units import UNITS, UnitKind, spellings
from handouts.proof.readback.page_text import read_pages
from handouts.review.changes import ChangeKind, changes

# Once parted by a table that did not know them, unseen by a rule that asked the same table.
ONCE_PARTED = [
    *"sachets sachet pills nanograms millimoles lozenges vials seconds suppositories ampoules nights pens".split(),
    *"micrograms patch percent mmHg µmol kcal".split(),
    *("international units", "per cent"),
]


def every_unit():
    for unit in UNITS:
        yield from unit.symbols.split()
        yield from (spelling for word in unit.words.split() for spelling in spellings(word))


def test_the_table_holds_every_unit_once():
    found = list(every_unit())
    assert len(found) > 200
    assert sorted(found) == sorted(set(found))
    assert {unit.kind for unit in UNITS} == set(UnitKind)


def test_endings_are_written_out():
    assert spellings("patch/es") == ("patch", "patches")
    assert spellings("suppositor/y/ies") == ("suppository", "suppositories")
    assert spellings("per_cent") == ("per cent",)


@pytest.mark.parametrize("unit", sorted(set(every_unit())))
def test_a_number_is_held_to_every_unit(unit):
    assert bind(f"Take 5 {unit} daily.") == f"Take 5\u00a0{unit.replace(' ', chr(0xA0))} daily."
    assert belong_together("Take 5", f"{unit} daily.")
    assert belong_together("Take ½", f"{unit}.")
    if " " in unit:
        first, rest = unit.rsplit(" ", 1)
        assert belong_together(f"Take 5 {first}", f"{rest} daily.")


@pytest.mark.no_cover
@pytest.mark.parametrize("unit", ONCE_PARTED)
def test_what_was_parted_is_held_on_paper(make, unit):
    """A narrow paragraph whose every line would like to end after its number."""
    text = "### Dosage\n" + " ".join(f"{'x' * length} take {length} {unit} now," for length in range(1, 60)) + "\n"
    body = " ".join(page.body for page in read_pages(make(text).pdf))
    lines = [line.strip() for line in body.splitlines()]
    assert sum(unit.split()[0] in line for line in lines) > 10
    assert [line for line in lines if line and line.split()[-1].isdigit() and "take" in line] == []


PAIRS = (
    *(
        "5",
        "10,000",
        "½",
        "500",
        ">",
        "≥",
        "±",
        "to",
        "–",
        "×",
        "x",
        "-",
        "do",
        "not",
        "must",
        "mg",
        "tablets",
        "times",
    ),
    *("international", "units", "per", "cent", "million", "and", "the", "Take"),
    *(":", "/", "000", "01632", "960", "+44", "(555)", "12", "0199"),
)


@settings(max_examples=1500, deadline=None, derandomize=True)
@given(st.lists(st.sampled_from(PAIRS), min_size=2, max_size=9))
def test_what_the_judge_keeps_together_is_bound(parts):
    """The judge of line ends and the binding read one table in two ways; what the judge refuses must be bound."""
    text = " ".join(parts)
    bound = bind(text)
    assert bound.replace("\u00a0", " ") == text
    position = -1
    while (position := text.find(" ", position + 1)) >= 0:
        if belong_together(text[:position], text[position + 1 :]):
            assert bound[position] == "\u00a0", text


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("in 2024", "the law"),
        ("see part 3", "and 4"),
        ("call 999", "now"),
        ("do", "it"),
        ("up to", "10"),
        ("one", "tablet"),
    ],
)
def test_what_may_part_may_part(before, after):
    assert not belong_together(before, after)
    assert "\u00a0" not in bind(f"{before} {after}")


def test_the_rule_judges_the_page_and_not_the_function_that_made_it(make, monkeypatch):
    """With the binding switched off, lines end inside measures: the proof refuses the page."""
    from handouts import page
    from handouts.errors import TypesettingError

    text = (
        "### Dosage\n" + " ".join(f"{'x' * (length % 9)} take {length} sachets now," for length in range(1, 80)) + "\n"
    )
    assert make(text).manifest.proof.numbers == 79
    monkeypatch.setattr(page, "bind", lambda words: words)
    with pytest.raises(TypesettingError, match="A line end parts") as caught:
        make(text)
    assert {problem.rule for problem in caught.value.problems} == {"M11"}


def test_the_paper_rule_finds_a_parted_sachet():
    from drawing import check, draw

    lines = "".join(
        f"<p>Swallow the content of<br>exactly {number}<br>sachets each day with water.</p>" for number in range(2, 30)
    )
    found = [finding for finding in check(draw("", lines)) if finding.rule == "M11"]
    assert found
    assert "sachets" in found[0].message


def test_doses_are_told_by_the_same_table():
    for unit in ("mg", "sachets", "millimoles", "international units", "lozenge", "vials", "µg", "suppositories"):
        assert re.fullmatch(UNIT, unit), unit
    assert re.fullmatch(LONG_UNITS, "sachet")
    assert not re.fullmatch(SHORT_UNITS, "sachet")


@pytest.mark.parametrize("unit", ["sachets", "pills", "lozenges", "vials", "nanograms", "millimoles", "seconds"])
def test_a_change_of_such_an_amount_is_a_change_of_dose(read, unit):
    found = changes(read(f"Use two {unit} a day."), read(f"Use four {unit} a day."))
    assert [(change.kind, change.before, change.after) for change in found] == [(ChangeKind.DOSE, "two", "four")]
    assert plain(read(f"Use two {unit}.").sections[0].content[0].inline) == f"Use two {unit}."
