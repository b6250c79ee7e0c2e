"""Whose cards and programmes a text is asked for: those of its readers' land."""

from __future__ import annotations

import pytest

from handouts.check import check_text
from handouts.check.monograph_text import MonographText
from handouts.check.side import side_of
from handouts.model.profile import PROFILES
from handouts.reader.monograph import read_monograph

PATIENTS_CARD = "that a card about it is carried and shown"


def text(words, title="Demo", profile="ema", **changes):
    monograph = read_monograph(f"---\ntitle: {title}\n---\n# {title}\n\n{words}\n".encode(), "demo.md")
    return MonographText(monograph, PROFILES[profile].model_copy(update=changes))


@pytest.mark.parametrize(
    ("words", "side"),
    [
        ("Call 999 if your face swells.", "uk"),
        ("Ring NHS 111 the same day.", "uk"),
        ("Go to A&E at once.", "uk"),
        ("Report side effects to the Yellow Card scheme.", "uk"),
        ("Call 911 if your face swells.", "us"),
        ("Call Poison Control at once.", "us"),
        ("Do not take acetaminophen with it.", "us"),
        ("Read the Medication Guide that comes with it.", "us"),
        ("Refill it in time. Call your physician about diarrhea.", "us"),
        ("Ring 000 for a fit.", ""),
        ("Call the Poisons Information Centre on 13 11 26.", ""),
        ("Call 112 or 108 at once.", ""),
        ("See a doctor or call 111. The National Poisons Centre is on 0800 764 766.", ""),
        ("Go to hospital or dial 108.", ""),
        ("Call 112. The HPRA wants to know of side effects.", ""),
        # Numbers that are no telephone's.
        ("It was tried in 999 people.", "uk"),
        ("Take 911 mg a day. Call 999.", "uk"),
        ("Take 112 mg with 108 ml of water. Call 911.", "us"),
        ("The colour of the tablet is red.", "uk"),
        # Several lands: the one of which the text speaks more.
        ("Call 999 or 111. In the United States the number is 911. Use the NHS app.", "uk"),
    ],
)
def test_a_text_tells_whose_readers_it_has(words, side):
    assert side_of(text(words)) == side


@pytest.mark.parametrize(("profile", "side"), [("nhs", "uk"), ("ismp", "us"), ("fda", "us")])
def test_a_profile_that_names_a_country_decides(profile, side):
    assert side_of(text("Ring 000 or 999, or call 911.", profile=profile)) == side


def test_a_spelling_that_a_clinic_chose_decides():
    assert side_of(text("Call 999.", spelling="us")) == "us"


def asked(words, title):
    return [finding.message for finding in check_text(text(words, title)) if finding.rule in {"S07", "S30"}]


@pytest.mark.parametrize(
    ("call", "is_asked"), [("Call 999.", True), ("Call 911.", False), ("Ring 000.", False), ("Dial 108 now.", False)]
)
def test_only_a_british_text_is_asked_for_the_british_card(call, is_asked):
    told = asked(f"### Side Effects\n{call}", "Apixaban")
    assert any(PATIENTS_CARD in message for message in told) == is_asked


def test_what_both_sides_ask_for_is_asked_everywhere():
    for call in ("Call 999.", "Call 911.", "Ring 000."):
        told = asked(f"### Side Effects\n{call}", "Tacrolimus capsules")
        assert any("same brand" in message or "brand" in message for message in told), call


def test_no_programme_is_asked_for_where_there_is_none():
    for call, is_asked in (("Call 999.", True), ("Ring 000.", False)):
        told = asked(f"### Side Effects\n{call}", "Isotretinoin capsules")
        assert any("a pregnancy prevention programme is followed" in message for message in told) == is_asked, call
        assert any("harm an unborn baby" in message for message in told), call
