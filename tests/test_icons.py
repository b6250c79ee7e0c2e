"""Pictures beside words: chosen by the front matter, never guessed, told to who cannot see them."""

import re

import pypdfium2
import pytest
import verapdf

from handouts.assets import bundled
from handouts.errors import ContentError
from handouts.leaflet.icons import DESCRIPTIONS
from handouts.model.icons import Icon
from handouts.proof.figures import figure_problems
from handouts.proof.readback.lines import lines
from handouts.proof.readback.measure import measure
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

| Weight | Dose |
|---|---|
| 10 kg | 5 mg |

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
        ("  Do not drive:", "  10 kg:", "reads “10 kg”"),  # a cell takes none
    ],
)
def test_what_is_wrong_is_said_with_its_place(read, old, new, told):
    with pytest.raises(ContentError, match=told) as caught:
        read(TEXT.replace(old, new))
    assert caught.value.problems[0].place.line in {3, 5, 6}
    assert caught.value.problems[0].hint


ITEMS = """---
title: Demo
icons:
  Swallow it whole with a full glass of water: with-water
  Do not drink alcohol.: no-alcohol
  Wash your hands.: wash-hands
  Keep it dry: away-from-light
  Call us today.: call
  Stop if you get a rash.: rash
---
# Demo
### Dosage
Take 10 mg once a day.

- Swallow it whole with a full glass of water
- Do not drink alcohol. It makes you sleepy, and more so in the evening, when you are tired and have eaten only little.
- Nothing stands beside this one

1. Wash your hands.
2. Take it out.
   - Keep it dry
   - Keep it closed

### FAQs
#### What if I get a rash?
Call us today. We answer at night, too.

> Stop if you get a rash.
"""
ARABIC = """---
title: ديمو
language: ar
icons: {لا تشرب الكحول.: no-alcohol, اغسل يديك.: wash-hands}
---
# ديمو
### Dosage
خذ 10 mg مرة واحدة في اليوم.

- لا تشرب الكحول. هذا يزيد الآثار الجانبية سوءا وقد تسقط على الأرض خاصة في المساء عندما تكون متعبا ولم تأكل إلا القليل.
- هنا لا توجد صورة

1. اغسل يديك.
"""


@pytest.mark.parametrize(("text", "count"), [(ITEMS, 6), (ARABIC, 2)], ids=["en", "ar"])
def test_they_stand_beside_items_answers_and_quotations(make, leaflet, read, tmp_path, text, count):
    built = make(text)  # proven: the lists, their numbers and labels are as they were
    path = tmp_path / "items.pdf"
    path.write_bytes(built.pdf)
    assert [*figure_problems(leaflet(text), read_back(built.pdf).tags, read(text))] == []
    assert {flavour: verapdf.failures(path, flavour) for flavour in verapdf.PROFILES} == {"ua1": {}, "2a": {}}
    figures = [element for element in walk(read_back(built.pdf).tags) if element.kind == "Figure"]
    assert len(figures) == count


@pytest.mark.parametrize("text", [ITEMS, ARABIC], ids=["en", "ar"])
def test_no_picture_stands_on_words_and_no_words_reach_over_the_column(make, text):
    plain = [
        line
        for page in measure(make(re.sub(r"icons:.*?(?=\n---|\ntitle)", "", text, flags=re.DOTALL)).pdf).pages
        for line in lines(page)
    ]
    column = min(line.box.left for line in plain), max(line.box.right for line in plain)
    for page in measure(make(text).pdf).pages:
        drawn = [shape.box for shape in page.shapes if 4 < shape.box.height <= 11.1 and shape.box.width <= 11.1]
        assert page.number > 1 or drawn
        for line in lines(page):
            assert column[0] - 0.5 <= line.box.left <= line.box.right <= column[1] + 0.5
            for box in drawn:
                apart = line.box.left >= box.right or line.box.right <= box.left
                assert apart or line.box.top >= box.bottom or line.box.bottom <= box.top, line.text


def test_a_picture_that_is_lost_beside_an_item_is_told(make, leaflet, read):
    tags = read_back(make(ITEMS.replace("  Keep it dry: away-from-light\n", "")).pdf).tags
    (problem,) = figure_problems(leaflet(ITEMS), tags, read(ITEMS))
    assert "Keep away from light" in problem.message


def walk(element):
    yield element
    for kid in element.ordered():
        if hasattr(kid, "kind"):
            yield from walk(kid)
