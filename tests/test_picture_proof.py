"""A picture that is not the one of its file, or not seen whole in its place, never passes; a clinic's own look does."""

import odd_pictures
import pytest
from editing import edition_for

from handouts.build import press
from handouts.errors import TypesettingError
from handouts.leaflet import compose
from handouts.leaflet.wording import wording
from handouts.model.clinic import Clinic
from handouts.proof import Beside, prove
from handouts.proof.pictures import PictureFiles
from handouts.reader.monograph import read_monograph

TEXT = """---
title: Demo
---
# Demo
### Usage
For pain that lasts longer than three days.

![A table of doses](table.png)

Ask when you are not sure of the dose.
### Dosage
Take 10 mg once a day with water.

![A second table](other.png)

Do not take more than that.
"""
FILES = {
    "table.png": odd_pictures.PNG,
    "other.png": odd_pictures.saved(odd_pictures.table(size=(200, 110), digit="7")),
}
FIRST, SECOND = (
    f'<p class="picture"><img src="{name}" alt="{said}"></p>'
    for name, said in (("table.png", "A table of doses"), ("other.png", "A second table"))
)
IMAGE = FIRST[len('<p class="picture">') : -len("</p>")]


@pytest.fixture
def proven(look):
    """Typeset a text, its HTML tampered with, and prove it against its files; return the codes of what is wrong."""

    def attempt(tamper=lambda html: html, text=TEXT, shown=FILES, files=FILES, **edition):
        edition = edition_for(Clinic(), **edition)
        machine, monograph = press(look, edition), read_monograph(text.encode(), "test.md")
        leaflet = compose(monograph, edition, wording("en", look))
        html = machine.renderer.draw(leaflet)
        if tamper:
            changed = tamper(html)
            assert changed != html or shown is not FILES or files is not FILES, "what changes nothing proves nothing"
            html = changed
        pdf = machine.typesetter.typeset(html, monograph.language, shown)
        try:
            prove(monograph, leaflet, pdf.data, beside=Beside(PictureFiles(files, edition.grey)))
        except TypesettingError as error:
            return {problem.code for problem in error.problems}
        return set()

    return attempt


def styled(style, what=IMAGE):
    """Give the first picture a style of its own."""
    return lambda html: html.replace(
        what, what.replace("<img", f'<img style="{style}"').replace("<p ", f'<p style="{style}" ')
    )


def over(style):
    """Set something over the first picture."""
    around = f'<div role="presentation" style="position: relative">{FIRST}'
    return lambda html: html.replace(
        FIRST, f'{around}<div role="presentation" style="position: absolute; {style}"></div></div>'
    )


WHITE = "top: 0; left: 0; width: 30mm; height: 20mm; background: white"
HIDDEN = {
    "small": styled("width: 1px"),
    "smaller-than-a-finger": styled("width: 6mm"),
    "turned": styled("transform: rotate(90deg)"),
    "upside-down": styled("transform: rotate(180deg)"),
    "mirrored": styled("transform: scaleX(-1)"),
    "leaning": styled("transform: skewX(20deg)"),
    "shrunk": styled("transform: scale(0.05)"),
    "stretched": styled("width: 90mm; height: 20mm; object-fit: fill"),
    "cropped": styled("width: 60mm; height: 15mm; object-fit: cover"),
    "cut-below": lambda html: html.replace(
        FIRST, f'<div role="presentation" style="height: 10mm; overflow: hidden">{FIRST}</div>'
    ),
    "rounded": styled("border-radius: 50%"),
    "covered": over(WHITE),
    "one-number-covered": over("top: 13mm; left: 0; width: 30mm; height: 6mm; background: white"),
    "veiled": over("top: 0; left: 0; width: 80mm; height: 50mm; background: rgba(255, 255, 255, 0.5)"),
    "struck-out": over("top: 8mm; left: 0; width: 60mm; height: 0.5mm; background: black"),
    "off-the-page": styled("position: relative; left: 190mm"),
    "half-off-the-page": styled("position: relative; left: -40mm"),
}
LOST = {
    "left-out": lambda html: html.replace(FIRST, ""),
    "not-shown": styled("display: none"),
    "not-visible": styled("visibility: hidden"),
    "shown-twice": lambda html: html.replace(FIRST, FIRST + FIRST),
    "described-otherwise": lambda html: html.replace('alt="A table of doses"', 'alt="A pen"'),
    "order": lambda html: html.replace(FIRST, "FIRST").replace(SECOND, FIRST).replace("FIRST", SECOND),
    "as-a-ground": lambda html: html.replace(
        FIRST, '<p style="background: url(table.png); width: 60mm; height: 30mm"></p>'
    ),
}
OTHER = {
    "each-other": lambda html: (
        html.replace("table.png", "X").replace("other.png", "table.png").replace("X", "other.png")
    ),
    "twice-the-same": lambda html: html.replace('src="other.png"', 'src="table.png"'),
}
MOVED = {
    "behind-the-next-text": lambda html: html.replace(FIRST, "").replace(
        "sure of the dose.</p>", "sure of the dose.</p>" + FIRST
    ),
    "before-the-text": lambda html: html.replace(FIRST, "").replace("<p>For pain", FIRST + "<p>For pain"),
    "to-another-section": lambda html: html.replace(FIRST, "").replace(SECOND, FIRST + SECOND),
    "to-the-top-of-the-page": styled("position: absolute; top: -60mm; left: 0"),
    "under-the-next-text": styled("position: relative; top: 45mm"),
}


@pytest.mark.parametrize("how", HIDDEN)
def test_a_picture_that_is_not_seen_as_it_is_is_told(proven, how):
    assert proven(HIDDEN[how]) & {"unseen-picture", "unseen-text", "overprinted-text"}


@pytest.mark.parametrize("how", LOST)
def test_a_picture_too_few_or_too_many_is_told(proven, how):
    assert "changed-pictures" in proven(LOST[how])


@pytest.mark.parametrize("how", OTHER)
def test_another_picture_in_its_place_is_told(proven, how):
    assert proven(OTHER[how]) == {"other-picture"}


@pytest.mark.parametrize("how", MOVED)
def test_a_picture_in_another_place_is_told(proven, how):
    assert proven(MOVED[how]) & {"changed-order", "unseen-picture"}


def like(size=(240, 120), **changes):
    return FILES | {"table.png": odd_pictures.saved(odd_pictures.table(size=size, **changes))}


DOTS = {
    "one-digit": like(digit="6"),
    "smaller": like(size=(120, 60)),
    "in-grey": FILES
    | {"table.png": odd_pictures.saved(odd_pictures.table().convert("L").point(lambda grey: grey // 2))},
    "paler": FILES
    | {"table.png": odd_pictures.saved(odd_pictures.table().point(lambda value: 255 - (255 - value) // 2))},
    "mirrored": FILES | {"table.png": odd_pictures.saved(odd_pictures.table().transpose(0))},
    "one-dot": FILES | {"table.png": odd_pictures.saved(odd_pictures.table().resize((240, 120), box=(0, 0, 239, 120)))},
    "turned": FILES | {"table.png": odd_pictures.turned(3)},
}


@pytest.mark.parametrize("kind", DOTS)
def test_one_digit_of_a_picture_is_not_changed_unnoticed(proven, kind):
    assert proven(None, shown=DOTS[kind]) == {"other-picture"}
    assert proven(None, files=DOTS[kind]) == {"other-picture"}
    assert proven(None, shown=DOTS[kind], files=DOTS[kind]) == set()


def test_a_picture_without_its_file_is_not_proven(proven):
    assert proven(None, files={}) == {"other-picture"}


def test_a_picture_in_grey_is_no_picture_in_colours(proven):
    red = odd_pictures.table().point(lambda value: value)
    red.paste((220, 0, 0), (0, 0, 60, 60))
    grey = FILES | {"table.png": odd_pictures.saved(red.convert("L"))}
    red = FILES | {"table.png": odd_pictures.saved(red)}
    assert proven(None, shown=grey, files=red) == {"other-picture"}
    assert proven(None, shown=red, files=red, grey=True) == set()


STYLES = {
    "as-it-is": "",
    "wider": "width: 120mm",
    "narrower": "width: 40mm",
    "as-a-finger-is": "width: 12mm",
    "beside-the-text": "float: right; width: 50mm",
    "framed": "border: 1pt solid black; padding: 2mm",
    "in-the-middle": "display: block; margin: 0 auto",
    "on-a-ground": "background: #eee; padding: 3mm",
    "shrunk-a-little": "transform: scale(0.9)",
}


@pytest.mark.parametrize("style", STYLES)
def test_a_clinic_may_set_it_as_it_likes(proven, style):
    assert proven(styled(STYLES[style] or "margin: 1mm")) == set()


PLACES = {
    "the-first-of-a-section": "### Dosage\n{T}\n\nTake 5 mg.",
    "the-last-of-a-section": "### Dosage\nTake 5 mg.\n\n{T}\n### Usage\nFor pain.",
    "alone-in-a-section": "### Dosage\n{T}\n### Usage\nFor pain.",
    "two-in-a-row": "### Dosage\nTake 5 mg.\n\n{T}\n\n{U}\n\nNo more.",
    "twice-the-same": "### Dosage\nTake 5 mg.\n\n{T}\n\nNo more.\n\n{T}\n\nNever.",
    "in-a-list": "### Dosage\n1. Open it.\n\n    {T}\n\n2. Take 5 mg.\n3. Close it.",
    "in-a-line-of-text": "### Dosage\nTake 5 mg {T} with water.",
    "in-an-item": "### Dosage\n* Open it {T}\n* Take 5 mg.",
    "in-a-quotation": "### Dosage\n> Take 5 mg.\n>\n> {T}\n>\n> No more.",
    "in-a-table": "### Dosage\n| Age | Dose |\n|---|---|\n| 1 year | 5 mg {T} |\n| 2 years | 6 mg |\n\nNo more.",
    "behind-a-table": "### Dosage\n| Age | Dose |\n|---|---|\n| 1 year | 5 mg |\n\n{T}\n\nNo more.",
    "in-an-answer": "### Questions\n**Q: How do I hold it?**\n\nA: Like this.\n\n{T}\n\nNot otherwise.",
    "in-a-warning": "### When to get help\nCall 112 at once if:\n\n* you faint\n* you fall\n\n{T}\n\nGo to a hospital.",
    "among-dangers": "### Warnings\nNever take more than 5 mg: it can be fatal.\n\n{T}\n\nLock it away.",
    "in-right-to-left": "### Dosage\nخذ 5 mg مرتين في اليوم.\n\n{T}\n\nولا تتجاوز 40 mg.",
    "behind-a-long-word": f"### Dosage\n{'Donaudampfschifffahrtsgesellschaft ' * 9}\n\n{{T}}\n\n{'Etikettierung ' * 9}",
    "in-pages": "### Dosage\n" + "Take it.\n\n{T}\n\nThen rest.\n\n" * 9,
    "below-effects": "### Side Effects\n**Common**\n\n* rash\n\n{T}\n\n**Severe**\n\n* collapse\n\n{U}",
}


@pytest.mark.parametrize("edition", [{}, {"type": "large"}, {"paper": "a5"}], ids=["standard", "large", "a5"])
@pytest.mark.parametrize("place", PLACES)
def test_wherever_it_stands_it_is_found(proven, look, place, edition):
    language = "language: ar\n" if "خذ" in PLACES[place] else ""
    body = PLACES[place].format(T="![T](table.png)", U="![U](other.png)")
    text = f"---\ntitle: Demo\n{language}---\n# Demo\n{body}\n"
    assert proven(None, text=text) == set()
