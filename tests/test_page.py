"""Leaflets as HTML: escaped, bound where a line may not break, turned where a script runs the other way."""

import re

import pytest
from conftest import CLINIC
from editing import edition_for

from handouts.model.monograph import Mark, Run
from handouts.model.typography import bind
from handouts.page import counters, inline, turn
from handouts.proof.readback.page_text import read_pages


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("take 10 mg now", "take 10_mg now"),
        ("1,000 mg or 0.5 ml", "1,000_mg or 0.5_ml"),
        ("10 mg to 25 mg", "10_mg to 25_mg"),
        ("2 to 3 days", "2_to_3_days"),
        ("> 60 kg", ">_60_kg"),
        ("do not stop; Must not", "do_not stop; Must_not"),
        ("10 maggots, 3 grammar", "10 maggots, 3 grammar"),
        ("12 ± 5 hours", "12_±_5_hours"),
        ("mix 1 : 33, or 1 / 70 in all", "mix 1_:_33, or 1_/_70 in all"),
        ("11 000 units, 1 234 567 cells", "11_000_units, 1_234_567 cells"),
        ("5 mg – 10 mg", "5_mg_–_10_mg"),
        ("½ – 1 tablet", "½_–_1_tablet"),
        ("ring 01632 960 973 or +44 1632 960 973 now", "ring 01632_960_973 or +44_1632_960_973 now"),
        ("(555) 555 0199, 12 34 56 78", "(555)_555_0199, 12_34_56_78"),
        ("in 2024 350 people, rooms 3 4 5 6 7 8 9 10", "in 2024 350 people, rooms 3 4 5 6 7 8 9 10"),
        ("37 °C, 25 %", "37_°C, 25_%"),
    ],
)
def test_what_belongs_together_stays_together(text, bound):
    assert bind(text).replace("\u00a0", "_") == bound
    assert len(bind(text)) == len(text)


def test_a_unit_in_bold_stays_with_its_number():
    assert (
        str(inline((Run("take 10 "), Run("mg", frozenset({Mark.STRONG})))))
        == 'take <span class="together">10\u00a0<strong>mg</strong></span>'
    )


def test_ranges_and_rates_are_held_by_their_dash():
    assert (
        str(inline((Run("take (10–25 mg/kg) daily"),))) == 'take <span class="together">(10–25\u00a0mg/kg)</span> daily'
    )


def test_text_is_never_markup():
    assert str(inline((Run('a <script> & "b" {{ 7*7 }}'),))) == "a &lt;script&gt; &amp; &#34;b&#34; {{ 7*7 }}"


def test_only_real_addresses_are_links():
    assert (
        str(inline((Run("x", address="https://example.org/?a=1&b=2"),)))
        == '<a href="https://example.org/?a=1&amp;b=2">x</a>'
    )
    assert (
        str(
            inline(
                (
                    Run("x", address="javascript:alert(1)"),
                    Run("y", address="/page"),
                    Run("z", address="file:///etc/passwd"),
                )
            )
        )
        == "xyz"
    )


def test_languages_stand_outside_marks_and_a_link_around_all_it_holds():
    run = Run("x", frozenset({Mark.STRONG, Mark.SUPERSCRIPT}), "https://e.org", "th")
    assert (
        str(inline((run,), "en")) == '<a href="https://e.org"><span lang="th"><sup><strong>x</strong></sup></span></a>'
    )
    assert "lang" not in str(inline((run,), "th"))


def test_blocks_turn_with_their_first_letter():
    assert str(turn((Run("1. دواء then"),), "ltr")) == ' dir="rtl"'
    assert str(turn((Run("1. then دواء"),), "ltr")) == ""
    assert str(turn((Run("10 mg"),), "rtl")) == ' dir="ltr"'
    assert str(turn((Run("123"),), "rtl")) == ""


def test_the_engine_counts_pages():
    assert (
        str(counters("Page {page} of {pages} <b>"))
        == 'Page <span class="page"></span> of <span class="pages"></span> &lt;b&gt;'
    )


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_a_row_taller_than_a_page_goes_on_on_the_next(make, paper):
    cell = " ".join(f"Clean part {number} of it." for number in range(1, 341))
    built = make(f"### Storage\n| Day | What to do |\n|---|---|\n| 1 | {cell} |\n", edition=edition_for(CLINIC, paper))
    pages = read_pages(built.pdf)
    assert len(pages) > 2
    told = " ".join(" ".join(page.body.split()) for page in pages)
    assert [int(number) for number in re.findall(r"Clean part (\d+) of it", told)] == list(range(1, 341))
