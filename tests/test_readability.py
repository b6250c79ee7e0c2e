"""The formulas against counts made by hand, and what is cleaned away before they count."""

import re

import pytest
from conftest import CONTENT

from handouts.check.monograph_text import MonographText
from handouts.check.readability import _syllables, read_grade
from handouts.model.profile import PROFILES
from handouts.reader.monograph import read_monograph

EASY = "You may go to the hospital if you feel bad.\n\n"  # 10 words of 12 syllables, one of them with three


@pytest.fixture
def grade():
    def read(body, title="Demo", language="en", more="", profile="ema"):
        source = f"---\ntitle: {title}\nlanguage: {language}\n{more}---\n### Usage\n{body}\n"
        return read_grade(MonographText(read_monograph(source.encode(), "test.md"), PROFILES[profile]))

    return read


def scores(reading):
    return {score.formula: (score.with_names, score.without_names) for score in reading.scores}


def test_grades_are_those_computed_by_hand(grade):
    reading = grade(EASY * 10)
    assert (reading.sentences, reading.words) == (10, 100)
    assert scores(reading) == {
        "SMOG": (8.8, 8.8),  # 1.0430 × √(10 hard words × 30 ÷ 10 sentences) + 3.1291
        "Flesch-Kincaid": (2.5, 2.5),  # 0.39 × 10 words + 11.8 × 1.2 syllables − 15.59
    }
    assert reading.grade == 8.8


def test_the_number_of_sentences_does_not_change_the_grade(grade):
    assert scores(grade(EASY * 10)) == scores(grade(EASY * 90))


def test_limits_are_the_profile_s(grade):
    assert [score.limit for score in grade(EASY * 10).scores] == [10, 8]
    assert [score.limit for score in grade(EASY * 10, profile="nhs").scores] == [9, 6]


def test_the_medicine_s_own_names_are_left_out_of_the_second_number(grade):
    text = "You may take Lenalidomide, Revlimid's twin, or go to bed.\n\n" * 10
    plain = grade("You may take twin, or go to bed.\n\n" * 15)
    named = grade(text, "Lenalidomide capsules (once a week)", more="brand_names: [Revlimid]\n")
    assert named.scores[0].with_names > 8
    assert scores(named)["SMOG"][1] == scores(plain)["SMOG"][1]
    assert scores(named)["Flesch-Kincaid"][1] == scores(plain)["Flesch-Kincaid"][1]
    assert scores(grade(EASY * 10, "Hospital (if you feel bad)"))["Flesch-Kincaid"] == (
        2.5,
        0,
    )  # brackets hold no names: 9 words of 9 syllables are left


@pytest.mark.parametrize(
    "added",
    [
        "### Immunological complications\n",
        "**Immunological complications**\n\n",
        "* immunological complications and gastrointestinal deterioration\n\n",
        "* A gastrointestinal deterioration\n\n",
        "| Immunological | Complications |\n|---|---|\n| gastrointestinal | deterioration. |\n\n",
        "Immunological complications\n\n",
    ],
)
def test_headings_and_fragments_do_not_count(grade, added):
    assert scores(grade(EASY * 10 + added)) == scores(grade(EASY * 10))


def test_labels_and_numbers_of_a_list_do_not_count(grade):
    assert scores(grade(f"1. **Immunological deterioration:** {EASY}" * 10)) == scores(grade(EASY * 10))
    assert scores(grade(f"### FAQs\n* **Q: Immunological deterioration?** A: {EASY}" * 10)) == scores(grade(EASY * 10))


def test_decimals_and_abbreviations_end_no_sentence(grade):
    reading = grade("Drink 1.5 or 2.5 of it, e.g. when Dr. Demo says so at noon.\n\n" * 10)
    assert reading.sentences == 10


@pytest.mark.parametrize(
    ("body", "language"),
    [
        (EASY * 9, "en"),  # too few words
        ("You may " + "go to the hospital and " * 20 + "rest.\n\n" + EASY * 3, "en"),  # too few sentences
        ("* a rash\n" * 200, "en"),
        ("", "en"),
        ("每天早上服用一片。用一杯水送服。饭前半小时服用。" * 40, "zh"),
        ("每天早上服用一片。用一杯水送服。饭前半小时服用。" * 40, "en"),
        ("朝食の後に一錠を飲んでください。" * 40, "ja"),
        ("รับประทานยานี้วันละครั้งหลังอาหารเช้า. " * 40, "th"),
        ("यह दवा रोज़ सुबह पानी के साथ लें। " * 40, "hi"),
    ],
)
def test_what_is_too_short_or_in_another_script_is_not_judged(grade, body, language):
    assert grade(body, language=language) is None


def test_a_stray_word_of_another_script_does_not_spoil_the_rest(grade):
    assert scores(grade(EASY * 10 + "The box says 片.\n\n")) == scores(grade(EASY * 10))


def test_other_languages_have_lix(grade):
    reading = grade("Nehmen Sie die Tablette am Morgen mit etwas Wasser.\n\n" * 12, language="de")
    assert scores(reading) == {"LIX": (20.1, 20.1)}  # 9 words a sentence, and 11.1 % of them longer than six letters
    assert scores(grade("Έν δισκίο κάθε πρωί, μαζί με λίγο νερό.\n\n" * 15, language="el")) == {"LIX": (8, 8)}


def test_the_hardest_sentences_come_hardest_first(grade):
    worst = "Immunological complications, gastrointestinal deterioration and cardiovascular abnormalities materialise."
    bad = "Immunological complications materialise on any one of the days of a very long week."
    reading = grade(EASY * 5 + bad + "\n\n" + EASY * 5 + worst)
    assert [sentence.text for sentence in reading.hardest][:2] == [worst, bad]
    assert len(reading.hardest) == 3


@pytest.mark.parametrize(
    ("word", "count"),
    re.findall(
        r"(\S+)=(\d)",
        "capsules=2 medicines=3 swallowed=2 need=1 hundred=2 diabetes=4 dishes=2 wanted=2 doctor’s=2 "
        "long-term=2 2.5=1 mg=1 be=1 pee=1 every=2",
    ),
)
def test_syllables(word, count):
    assert _syllables(word) == int(count)


@pytest.mark.parametrize("path", CONTENT, ids=lambda path: path.stem)
def test_our_own_texts_are_easy(path):
    reading = read_grade(MonographText(read_monograph(path.read_bytes(), path.name), PROFILES["nhs"]))
    assert reading.words > 100
    assert [score.formula for score in reading.scores if score.with_names <= score.limit] == ["SMOG", "Flesch-Kincaid"]
