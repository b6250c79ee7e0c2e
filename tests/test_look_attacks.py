"""A clinic's own look may change everything but what is read: whatever hides, changes or adds words is refused.

The looks, each with the code that names what it changes, are rows of `tabled_looks.py`.
"""

import copy
import functools

import pytest
from editing import edition_for
from tabled_looks import ATTACKS, HONEST, TEMPLATES

from handouts.assets import Look, look
from handouts.build import press
from handouts.errors import HandoutsError
from handouts.leaflet import compose
from handouts.leaflet.wording import wording
from handouts.page import Renderer
from handouts.proof import prove
from handouts.reader.monograph import read_monograph

TEXT = """---
title: Demo
---
# Demo

### Usage

Demo eases pain. It is for counts below 10<sup>6</sup>/L and CO<sub>2</sub>, or m<sup>2</sup>.

Take ~~three~~ two 20 mg tablets [each day](https://example.org/).

### Precautions

Do not take Demo if you are allergic to it. Do **not** take more than 10 mg.

First, wash your hands.

Then take the medicine if you weigh < 40 kg.

### Dosage

1. Take 5 mg once a day with water.
2. Wait 10 minutes.
3. If you take too much, call your clinic today.

| Weight | Morning | Night |
|---|---|---|
| 10 kg | 5 mg | 7 mg |
| 20 kg | 8 mg | 9 mg |
"""


@pytest.fixture(scope="module")
def monograph():
    return read_monograph(TEXT.encode(), "test.md")


@functools.cache
def _leaflet_and_page():
    monograph = read_monograph(TEXT.encode(), "test.md")
    leaflet = compose(monograph, edition_for(), wording("en", look()))
    return leaflet, press(look(), edition_for()).renderer.draw(leaflet)


@pytest.fixture
def styled(tmp_path, monograph):
    """Prove a leaflet in a look with a style of its own."""

    def attempt(style):
        (tmp_path / "own.css").write_text(style)
        leaflet, html = _leaflet_and_page()
        machine = copy.copy(press(look(), edition_for()).typesetter)
        machine.look = Look(look().templates, (tmp_path, *look().styles))
        machine.styles = [*machine.styles, machine._style("own.css")]
        return prove(monograph, leaflet, machine.typeset(html, "en", {}).data)

    return attempt


@pytest.mark.no_cover
@pytest.mark.parametrize(("style", "code"), ATTACKS.values(), ids=ATTACKS)
def test_a_style_that_changes_what_is_read_is_refused(styled, style, code):
    with pytest.raises(HandoutsError) as caught:
        styled(style)
    problems = caught.value.problems
    assert any(problem.code.endswith(code) for problem in problems), caught.value
    assert all(problem.hint for problem in problems)


@pytest.mark.no_cover
@pytest.mark.parametrize("style", HONEST.values(), ids=HONEST)
def test_an_honest_style_is_proven(styled, style):
    assert styled(style).words


@pytest.mark.no_cover
@pytest.mark.parametrize(("name", "change", "code"), TEMPLATES.values(), ids=TEMPLATES)
def test_a_template_that_changes_what_is_read_is_refused(tmp_path, monograph, name, change, code):
    ours = look()
    own = next(folder for folder in ours.templates if (folder / name).exists()) / name
    changed = change(own.read_text())
    assert changed != own.read_text()
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_text(changed)
    leaflet, _ = _leaflet_and_page()
    machine = press(ours, edition_for())
    html = Renderer(Look((tmp_path, *ours.templates), ours.styles)).draw(leaflet)
    with pytest.raises(HandoutsError) as caught:
        prove(monograph, leaflet, machine.typesetter.typeset(html, "en", {}).data)
    assert any(problem.code.endswith(code) for problem in caught.value.problems), caught.value


@pytest.mark.parametrize("element", ["span", "small", "strong"])
@pytest.mark.parametrize("mark", ["sup", "sub", "s"])
def test_a_mark_that_is_another_element_is_refused(monograph, mark, element):
    leaflet, html = _leaflet_and_page()
    changed = html.replace(f"<{mark}>", f"<{element}>").replace(f"</{mark}>", f"</{element}>")
    with pytest.raises(HandoutsError) as caught:
        prove(monograph, leaflet, press(look(), edition_for()).typesetter.typeset(changed, "en", {}).data)
    codes = {problem.code for problem in caught.value.problems}
    assert codes & {"changed-level", "unstruck-text"}, caught.value
