"""What leaflets on everyday medicines are asked for, and what is left alone in them."""

from __future__ import annotations

from handouts.check.medicine.rules import never, unsaid
from handouts.check.medicine.taken import beyond
from handouts.check.monograph_text import MonographText
from handouts.model.profile import PROFILES
from handouts.reader.monograph import read_monograph


def text_about(name, words, **front):
    lines = "".join(f"{key}: {value}\n" for key, value in front.items())
    source = f"---\ntitle: {name}\ngeneric_name: {name}\n{lines}---\n# {name}\n\n### Dosage\n\n{words}\n"
    return MonographText(read_monograph(source.encode(), "demo.md"), PROFILES["ema"])


def blocked(text):
    return " ".join(hit.message for hit in unsaid(text))


def test_a_child_s_weight_is_no_dose():
    weighed = text_about("ibuprofen", "Give no dose to a child under 5 kg.", form="suspension")
    assert list(beyond(weighed)) == []


def test_ten_times_a_dose_is_found():
    for name, words in (
        ("levothyroxine", "Take 1,000 micrograms once a day."),
        ("methimazole", "Take 100 mg once a day."),
        ("paracetamol", "Take 5,000 mg when you need it."),
    ):
        assert len(list(beyond(text_about(name, words)))) == 1, name


def test_a_steroid_cream_needs_no_steroid_card():
    assert "card" in blocked(text_about("prednisolone", "Take 5 mg a day.", form="tablet"))
    assert "card" not in blocked(text_about("hydrocortisone", "Put it on thinly.", form="cream"))


def test_nasal_steroids_and_eye_drops_are_judged_by_their_own_rows():
    nasal = blocked(text_about("fluticasone", "One spray a day.", form="nasal spray"))
    drops = blocked(text_about("timolol", "One drop twice a day.", form="eye drops"))
    tablet = blocked(text_about("timolol", "One tablet a day.", form="tablet"))
    assert ("rinsed" in nasal, "asthma" in drops, "drops can bring on" in tablet) == (False, True, False)


def test_a_weekly_bisphosphonate_is_never_daily():
    weekly = text_about("alendronic acid", "Take one 70 mg tablet every day.", form="tablet")
    daily = text_about("alendronic acid 10 mg daily", "Take one 10 mg tablet every day.", form="tablet")
    assert (len(list(never(weekly))), list(never(daily))) == (1, [])
