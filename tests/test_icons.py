"""Pictures beside words: chosen by the front matter, never guessed, told to who cannot see them."""

import pypdfium2
import pytest

from handouts.assets import bundled
from handouts.errors import ContentError
from handouts.leaflet.icons import DESCRIPTIONS
from handouts.model.icons import Icon
from handouts.proof.figures import figure_problems
from handouts.proof.readback.page_text import read_back

TEXT = """---
title: Demo
icons:
  Dosage: by-mouth
  Take it with food.: with-food
  Do not drive: no-driving
---
# Demo
### Dosage
Take 10 mg once a day.

Take it with food. It helps.

- Swallow it whole

### Precautions
#### Do not drive
It may make you tired.
"""


def test_every_picture_has_a_file_and_words():
    assert {path.stem for path in (bundled("styles") / "icons").glob("*.svg")} == set(Icon) == set(DESCRIPTIONS)
    assert "CC0" in (bundled("styles") / "icons/LICENSE.txt").read_text()


def test_they_stand_in_the_tags_in_the_order_of_the_paper(make, leaflet, read):
    built = make(TEXT)
    tags = read_back(built.pdf).tags
    whole = leaflet(TEXT)
    assert [*figure_problems(whole, tags, read(TEXT))] == []
    other = leaflet(TEXT.replace("by-mouth", "inhaler"))
    (problem,) = figure_problems(other, tags, read(TEXT))
    assert "Inhaler" in problem.message
    text = pypdfium2.PdfDocument(built.pdf)[0].get_textpage().get_text_range()
    assert "With food" not in text  # no words on paper


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("with-food", "with-foot", "do you mean with-food?"),
        ("  Take it with food.:", "  Take it with foods.:", "reads “Take it with foods.”"),
        ("  Do not drive:", "  Swallow it whole:", "reads “Swallow it whole”"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(read, old, new, told):
    with pytest.raises(ContentError, match=told) as caught:
        read(TEXT.replace(old, new))
    assert caught.value.problems[0].place.line in {3, 5, 6}
    assert caught.value.problems[0].hint
