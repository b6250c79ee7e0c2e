"""Where a sentence ends, and where it does not: abbreviations, and line ends that an author typed."""

import pytest

from handouts.model.sentences import ALWAYS, BEFORE_NUMBERS, sentences


def split(text):
    return [text[start:end].strip() for start, end in sentences(text)]


@pytest.mark.parametrize("example", [example for _, example in (*ALWAYS, *BEFORE_NUMBERS)])
def test_an_abbreviation_ends_no_sentence(example):
    assert split(example) == [example]


@pytest.mark.parametrize(
    "text",
    [
        "Give 5 mg subcut.| Do not repeat it.",
        "Rest for 30 min.| Then stop.",
        "Run it at 5 ml/min.| Then stop.",
        "No.| Take it at night.",
        "Keep it at 25 °C.| Then shake it.",
        "Do not take more than 4 g or\n8 tablets.",
        "Do not take it if you are pregnant,\nif you breastfeed.",
        "Never take two doses, not even\nafter a missed day.|\nRing us.",
        "Do not take it without\nDr. Osei's consent.",
        "Our address:|\nMill Lane 4|\nLeeds",
        "Do not use it|\nTell us about pain",
        "Never, e.g.\nat night.",
    ],
)
def test_a_sentence_ends_where_its_author_ends_it(text):
    assert split(text.replace("|", "")) == [part.strip() for part in text.split("|")]
