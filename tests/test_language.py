"""What is known of languages comes from Babel, and a tag is cut in one place."""

import re

import pytest
from conftest import ROOT
from editing import edition_for

from handouts.errors import ContentError
from handouts.leaflet import compose
from handouts.leaflet.wording import wording
from handouts.model.language import direction, is_english, primary, unknown_part
from handouts.page import Renderer

RIGHT_TO_LEFT = [
    "ar",
    "fa",
    "he",
    "ur",
    "ps",
    "yi",
    "dv",
    "sd",
    "ckb",
    "ug",
    "syr",
    "ar-EG",
    "az-Arab",
    "pa-Arab",
    "uz-Arab-AF",
]
LEFT_TO_RIGHT = ["en", "en-GB", "de", "ku", "az", "sd-Deva", "pa", "zh-Hant", "sr-Latn", "hi", "qaa", "x-nothing"]


@pytest.mark.parametrize("tag", RIGHT_TO_LEFT)
def test_from_right_to_left(tag):
    assert direction(tag) == "rtl"


@pytest.mark.parametrize("tag", LEFT_TO_RIGHT)
def test_from_left_to_right(tag):
    assert direction(tag) == "ltr"


@pytest.mark.parametrize(
    ("tag", "text"),
    [("sd", "دوا 10 mg روز."), ("ckb", "ڕۆژی دوو جار 10 mg بخۆ.")],
    ids=["Sindhi", "Sorani"],
)
def test_the_page_turns_with_its_language(make, read, look, tag, text):
    source = f"---\ntitle: Demo\nlanguage: {tag}\n---\n### Dosage\n{text}\n"
    leaflet = compose(read(source), edition_for(), wording(tag, look))
    assert (leaflet.direction, leaflet.wording_direction) == ("rtl", "ltr")
    assert f'<html lang="{tag}" dir="rtl">' in Renderer(look).draw(leaflet)
    assert make(source).manifest.proof.numbers == 1


@pytest.mark.parametrize("tag", ["sp", "xx-GB", "en-zz", "en-QX", "ar-XX"])
def test_a_language_or_country_that_is_none_is_refused(read, tag):
    with pytest.raises(ContentError, match="no language or country") as caught:
        read(f"---\ntitle: Demo\nlanguage: {tag}\n---\n### Dosage\nText\n")
    problem = caught.value.problems[0]
    assert problem.place.line == 3
    assert "en-GB" in problem.hint


def test_languages_that_few_write_are_taken():
    tags = ["prs", "ksw", "rhg", "aii", "hmn", "kea", "iw", "in", "sh", "zh-Hant-TW", "sr-Latn-RS", "es-419", "de-1996"]
    assert [tag for tag in [*tags, *RIGHT_TO_LEFT, "en-UK"] if unknown_part(tag)] == []


def test_the_primary_subtag():
    assert [primary(tag) for tag in ("en", "en-GB", "EN-us", "zh-Hant-TW")] == ["en", "en", "en", "zh"]
    assert is_english("en-AU")
    assert not is_english("enm")


def test_a_tag_is_cut_in_one_place():
    cutting = re.compile(r"(?:split|partition)\([\"']-[\"']")
    found = {path for path in (ROOT / "handouts").rglob("*.py") if cutting.search(path.read_text("utf-8"))}
    assert {path.relative_to(ROOT / "handouts").as_posix() for path in found} == {
        "model/language.py",
        "check/readability.py",  # parts the halves of a word
        "patient/medicine.py",  # so does this
    }
    templates = [path.read_text("utf-8") for path in (ROOT / "templates").rglob("*.html")]
    assert len(templates) > 9
    assert not any(cutting.search(text) for text in templates)
