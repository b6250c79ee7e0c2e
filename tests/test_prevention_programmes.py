"""Medicines that harm an unborn child: what their programmes ask for is told, in whatever words, or it is named."""

from __future__ import annotations

import pytest

from handouts.check.medicine.rules import unsaid
from handouts.check.medicine.table import topics
from handouts.check.monograph_text import MonographText
from handouts.check.rule import Level
from handouts.model.profile import PROFILES
from handouts.reader.monograph import read_monograph

HARM, WOMEN, MEN = "unborn-harm", "women-do", "men-do"
BEFORE, AFTER, PREVENTING = "contraception-before", "contraception-after", "contraception"
TEST, BLOOD, SHARE, PROGRAMME = "pregnancy-test", "no-blood-donation", "never-shared", "prevention-programme"
COUNTS, CLOTS = "blood-counts", "clots"
ASKED = {
    name: topics()[name].says
    for name in (
        *(HARM, WOMEN, MEN, BEFORE, AFTER, PREVENTING, TEST, BLOOD, SHARE, PROGRAMME, COUNTS, CLOTS),
        *("valproate-men", "no-sperm-donation"),
    )
}
POMALIDOMIDE = """### Usage
A cancer medicine. Do not take it if you are pregnant.
### Side Effects
It can cause blood clots, and a drop in white cells.
### Precautions
You join a risk minimisation programme. Never let others share your capsules. Do not donate any blood.

**Women who could become pregnant:**

**Contraception:**

* Start 1 month before treatment.
* Go on for 1 month after the last dose.
* Have a test for pregnancy each month.

**Men:** Use condoms, also for 28 days afterwards, and do not donate sperm."""
ACITRETIN = """### Precautions
It harms an unborn baby. Use contraception for 1 month before, and for 3 years after treatment.
Have pregnancy tests. Do not give blood."""


def unsaid_of(title, words, profile="ema"):
    text = MonographText(
        read_monograph(f"---\ntitle: {title}\n---\n# {title}\n\n{words}\n".encode(), "demo.md"), PROFILES[profile]
    )
    messages = [hit.message for hit in unsaid(text)]
    return {name for name, says in ASKED.items() if any(f"does not say {says} (" in message for message in messages)}


@pytest.mark.parametrize(
    ("title", "words", "missing"),
    [
        ("Pomalidomide", POMALIDOMIDE, set()),
        (
            "Lenalidomide",
            "It can cause birth defects. Women use birth control during treatment. Never share it.",
            {MEN, BEFORE, AFTER, TEST, BLOOD, PROGRAMME, COUNTS, CLOTS, "no-sperm-donation"},
        ),
        (
            "Isotretinoin soft gel capsules",
            "For acne. Share this page with your family. Have pregnancy tests as the programme says.",
            {HARM, BEFORE, AFTER, BLOOD, SHARE, PROGRAMME},
        ),
        ("Isotretinoin gel", "For acne.", set()),
        ("Acitretin", f"{ACITRETIN} Don't pass it on to anyone else. It comes under the PPP programme.", set()),
        ("Acitretin", ACITRETIN, {SHARE, PROGRAMME}),
        (
            "Sodium valproate",
            "Girls and women use contraception: it harms an unborn baby. A pregnancy prevention programme asks for it.",
            {"valproate-men", TEST, "blood-counts"},
        ),
        (
            "Ambrisentan",
            "Harms an unborn baby. Women use contraception, and for 1 month afterwards. Test for pregnancy each month.",
            set(),
        ),
        ("Bosentan", "It harms an unborn baby. If a partner could become pregnant, use birth control.", {WOMEN, TEST}),
        ("Bosentan", "It harms an unborn baby. Women use birth control. In pregnancy you have a blood test.", {TEST}),
        (
            "Macitentan",
            "It harms an unborn baby. Pregnancy must be ruled out before the first tablet. An IUD should be fitted.",
            {PREVENTING, AFTER},
        ),
        ("Melatonin", "For sleep. Not the same as thalidomide.", set()),
    ],
)
def test_what_a_programme_asks_for_is_told_or_named(title, words, missing):
    assert unsaid_of(title, words) == missing


def test_each_side_of_the_atlantic_asks_for_its_own():
    assert unsaid_of("Acitretin", ACITRETIN, "fda") == set()
    assert unsaid_of("Topiramate", "For fits.", "fda") == {HARM, PREVENTING}
    assert unsaid_of("Topiramate", "For fits.") == {HARM, WOMEN, PREVENTING, AFTER, TEST, PROGRAMME}


def test_in_another_language_a_person_has_to_look():
    text = MonographText(
        read_monograph(
            b"---\ntitle: Talidomida\ngeneric_name: thalidomide\nlanguage: es\n---\n### Uso\nNada.\n", "x.md"
        ),
        PROFILES["ema"],
    )
    hits = list(unsaid(text))
    assert [(hit.level, "only look for them in English" in hit.message) for hit in hits] == [(Level.INFORM, True)]
