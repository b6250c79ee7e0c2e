"""A missed dose, as S03 looks for it: what authors call it, what only sounds like it, and what has none."""

import pytest
from test_topics import NO_MISSED, RULE, lacking

from handouts.check.monograph_text import MonographText
from handouts.check.rule import Level, apply
from handouts.model.profile import DEFAULT, PROFILES
from handouts.reader.monograph import read_monograph


@pytest.mark.parametrize(
    "said",
    [
        "**Q: I missed a shot. Now what?** **A:** Inject it as soon as you remember.",
        "If you are less than 12 hours late, take it; if more, skip it.",
        "Late by a few hours: take it. Nearly time for the next: leave it out.",
        "**What if I skip one by accident?** Take it as soon as you notice.",
        "**Skipped one?** Leave it out.",
        "A missed pen is injected the next day.",
        "If you forget your drops, use them when you remember.",
        "Forgot? Next day as usual. Not two.",
        "**Missed:** next meal as usual.",
        "Late? Take it now.",
        "If 12 hours have passed since you should have taken it, leave that one out.",
        "As it is taken only when wanted, no dose can be missed.",
    ],
)
def test_a_missed_dose_is_told_in_few_words(said):
    assert lacking(dose=f"Take 1 tablet a day.\n\n{said}") == []


@pytest.mark.parametrize(
    "said", ["Do not drive until 2 hours later.", "Skipped breakfast? Eat lunch first.", "If you miss a bus, walk."]
)
def test_what_else_is_late_or_skipped_is_no_missed_dose(said):
    assert lacking(dose=f"Take 1 tablet a day.\n\n{said}") == NO_MISSED


ASKED = ("a missed dose.", "must not take it.")


def found(dose, precautions="Do not take it if you are allergic to it."):
    body = f"## Dosage\n{dose}\n\n## Precautions\n{precautions}\n\n## Side effects\nCall us today for a rash.\n"
    text = MonographText(read_monograph(f"---\ntitle: Zelotin\n---\n{body}".encode(), "zelotin.md"), PROFILES[DEFAULT])
    return [(each.level, each.message) for each in apply(RULE, text) if each.message.endswith(ASKED)]


def test_what_may_be_meant_warns_and_what_is_not_there_blocks():
    said = "Take 1 tablet a day. You have missed a day? The usual hour, and on you go."
    assert [level for level, _ in found(said)] == []
    said = "Take 1 tablet a day. Should one go missing, the next is taken at its hour."
    assert found(said) == [(Level.WARN, "The text does not plainly say what to do about a missed dose.")]
    assert found("Take 1 tablet a day.") == [(Level.BLOCK, "The text does not say what to do about a missed dose.")]


def test_a_line_on_allergy_that_refuses_something_only_warns():
    dose = "Take 1 tablet a day. If you miss a dose, skip it."
    plain = "The text does not plainly say who must not take it."
    assert found(dose, "Allergic people and zelotin never go well together.") == [(Level.WARN, plain)]
    assert found(dose, "Tell us about allergies.") == [(Level.BLOCK, plain.replace("plainly ", ""))]
    assert found(dose, "Do not drive. Allergies are common.")[0][0] is Level.WARN
    assert found(dose, "Do not drive.\n\nAllergies are common.")[0][0] is Level.BLOCK


@pytest.mark.parametrize("named", ["adrenaline", "naloxone", "glucagon"])
def test_nobody_misses_what_is_kept_for_an_emergency(named):
    dose = "Push the orange end into the thigh, every 5 minutes if it does not help."
    assert lacking(dose=dose) == NO_MISSED
    assert lacking(dose=dose, front=f"brand_names: [{named}]\n") == []
