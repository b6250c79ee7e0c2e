"""Rule S32: a dose that nobody takes is found, and amounts of other things in the same leaflet are left alone."""

from __future__ import annotations

import pytest

from handouts.check.medicine.taken import beyond
from handouts.check.monograph_text import MonographText
from handouts.model.profile import PROFILES
from handouts.reader.monograph import read_monograph


def doses_found(medicine, words):
    source = f"---\ntitle: {medicine}\n---\n# {medicine}\n\n### Dosage\n\n{words}\n"
    text = MonographText(read_monograph(source.encode(), "demo.md"), PROFILES["ema"])
    return [hit.words for hit in beyond(text)]


@pytest.mark.parametrize(
    ("medicine", "words", "slip"),
    [
        ("Warfarin", "Take 50 mg once a day.", "50 mg"),
        ("Rivaroxaban", "Take 150 mg twice a day with food.", "150 mg"),
        ("Digoxin", "Take 125 mg once a day.", "125 mg"),
        ("Metformin", "Take 5,000 mg a day with meals.", "5,000 mg"),
        ("Gliclazide", "The most is 3,200 mg a day.", "3,200 mg"),
        ("Insulin glargine", "Inject 1,600 units once a day.", "1,600 units"),
        ("Riociguat", "Take 25 mg three times a day.", "25 mg"),
        ("Bisoprolol", "Take 100 mg once a day.", "100 mg"),
        ("Metformin", "Swallow 2,000 mg four times a day.", "2,000 mg"),
        ("Rivaroxaban", "Take 20 mg three times a day.", "20 mg"),
        ("Amiodarone", "Take no more than 200 mg of simvastatin a day with it.", "200 mg"),
    ],
)
def test_ten_times_a_dose_is_found(medicine, words, slip):
    assert doses_found(medicine, words) == [slip]


@pytest.mark.parametrize(
    ("medicine", "words"),
    [
        ("Warfarin", "Take 5 mg once a day."),
        ("Warfarin", "Take no more than 2 g of paracetamol a day with it."),
        ("Warfarin", "Tell us if you take aspirin 75 mg."),
        ("Metformin", "Swallow 500 mg or 1,000 mg, up to three times a day."),
        ("Amiodarone", "Do not take more than 20 mg of simvastatin a day with it."),
        ("Gliclazide", "If your sugar is low, take 15 g to 20 g of fast sugar."),
        ("Ticagrelor", "Take 90 mg twice a day; the first dose is 180 mg."),
        ("Amiodarone", "Take no more than 20 mg of simvastatin with 200 mg of amiodarone."),
        ("Digoxin", "Take 62.5 micrograms once a day, or less if you take 200 mg of amiodarone."),
        ("Digoxin", "The first dose may be 750 micrograms to 1.5 mg in 24 hours."),
        ("Entresto (sacubitril and valsartan)", "Take 97 mg/103 mg (200 mg) twice a day."),
        ("Empagliflozin and metformin", "Take 12.5 mg of empagliflozin with 1,000 mg of metformin twice a day."),
    ],
)
def test_a_dose_that_is_taken_and_amounts_of_other_things_are_left_alone(medicine, words):
    assert doses_found(medicine, words) == []
