"""What a clinic.toml may say beside whom to call: logo, colours, contacts, standing text; and what not."""

import hashlib
import json
import os
import re
import tomllib

import pytest
from editing import GOOD
from PIL import Image

from handouts.assets import bundled
from handouts.check.paper.colour import contrast as paper_contrast
from handouts.check.paper.colour import in_grey
from handouts.errors import ContentError
from handouts.model.clinic import Clinic, read_clinic
from handouts.model.colours import ASKED, Colours, contrast, nearest
from handouts.model.edition import Edition
from handouts.pdf.edition_rules import edition_rules

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 10">{}</svg>'
PATH = '<path d="M0 0h40v10z" fill="#12355b"/>'
GOOD_FILE = """name = "Hill Clinic"
logo = "logo.svg"
[colours]
accent = "#7a1f3d"
shade = "#F8E8D0"
[[contacts]]
label = "Pharmacist"
number = "01632 960 003"
hours = "9 to 5"
[standing]
heading = "From Hill Clinic"
text = "Bring 2 things.\\n\\nCall us 24 hours before."
"""
HOSTILE = {
    "text": ("<text>Take 10 mg</text>" + PATH, "holds text"),
    "text in a group": ("<g><tspan>x</tspan></g>" + PATH, "holds text"),
    "script": ("<script>x</script>" + PATH, "holds <script>"),
    "event": ('<path d="M0 0h4v4z" onclick="x()"/>', "holds a script"),
    "image": ('<image href="x.png"/>', "holds <image>"),
    "style": ("<style>@import url(x)</style>" + PATH, "holds <style>"),
    "foreign": ("<foreignObject/>" + PATH, "holds <foreignObject>"),
    "copies of copies": ('<g id="a"><path d="M0 0"/><use href="#a"/></g>', "copies a shape that holds copies"),
    "link": ('<use href="http://hill.example/a.svg#b"/>', "leads to another file"),
    "address": ('<path d="M0 0" fill="url(http://hill.example/x)"/>', "leads to another file"),
    "address in a picture": ('<image href="data:image/svg+xml;base64,AAAA"/>' + PATH, "holds <image>"),
    "copy of a picture in an address": ('<use href="data:image/svg+xml,%3Csvg/%3E#a"/>', "leads to another file"),
    "copy of another file": ('<use href="other.svg#a"/>' + PATH, "leads to another file"),
    "colours of another file": ('<linearGradient id="a" href="x.svg#a"/>' + PATH, "leads to another file"),
    "address in a style": (
        '<path d="M0 0" style="fill:src(&quot;http://a.example/x&quot;)"/>',
        "leads to another file",
    ),
    "address in signs": ('<path d="M0 0" style="fill:u\\72l(x)"/>', "leads to another file"),
    "filter": ('<filter id="f"/>' + PATH, "holds <filter>"),
    "animation": ('<path d="M0 0"><set attributeName="onload" to="x"/></path>', "holds <set>"),
    "a clip of itself": (
        f'<clipPath id="a"><path d="M0 0h9v9z" clip-path="url(#a)"/></clipPath><g clip-path="url(#a)">{PATH}</g>',
        "without end",
    ),
    "clips of clips": (
        "".join(f'<clipPath id="c{n}">' + f'<path clip-path="url(#c{n + 1})"/>' * 2 + "</clipPath>" for n in range(30))
        + '<path d="M0 0h9v9z" clip-path="url(#c0)"/>',
        "draws more than",
    ),
    "runs of colour on end": (
        "".join(f'<linearGradient id="a{n}" href="#a{n + 1}"/>' for n in range(4000))
        + '<path d="M0 0h9v9z" fill="url(#a0)"/>',
        "without end",
    ),
    "many copies of much": (f'<g id="g">{PATH * 2000}</g>' + '<use href="#g"/>' * 2000, "draws more than"),
    "inks": ('<path d="M0 0" fill="device-cmyk(0 1 1 0)"/>', "inks of the press"),
    "empty": ("", "shows nothing"),
    "deep": ("<g>" * 60 + PATH + "</g>" * 60, "nested too deeply"),
    "many": (PATH * 5001, "more than 5,000 shapes"),
    "cut off": ("<g>", "is not an SVG picture"),
}
LINES = {
    'phon = "1"': "phon: there is no such field",
    "name = 5": "name: input should be a valid string",
    'logo = "none.svg"': "The logo none.svg does not exist",
    "logo = 5": "logo: this is no path",
    "logo = { name = 'x' }": "logo: this is no path",
    'logo = "folder.png"': "The logo folder.png is no file",
    'logo = "pipe.png"': "The logo pipe.png is no file",
    'logo = "huge.png"': "The logo huge.png holds 2,000,001 bytes",
    'logo = "words.png"': "The logo words.png is not a PNG picture",
    'logo = "half.png"': "The logo half.png is not a PNG picture",
    'logo = "long.png"': "The logo long.png is 30 times as wide as high",
    'logo = "logo.jpg"': "The logo logo.jpg is neither an .svg nor a .png file",
    'templates = "nowhere"': "There is no folder nowhere",
    "styles = true": "styles: this is no path",
    "punch_mm = 5": "punch_mm: input should be greater than or equal to 10",
    'colours = "#123456"': "colours: input should be a valid dictionary",
    'colours.accent = "#ff9900"': "colours.accent: its contrast on white is 2.",
    'colours.accent = "navy"': "colours.accent: this is no colour",
    'colours.shade = "#7f8fa0"': "colours.shade: its contrast with the black letters on it is 6.",
    'colours.shade = "#0f0"': "colours.shade: this is no colour",
    'colours.acent = "#123456"': "colours.acent: there is no such field",
    'contacts = "Nurse"': "contacts: input should be a valid tuple",
    'contacts = [{ label = "Nurse" }]': "contacts.0.number: the field is missing",
    'contacts = [{ label = "", number = "1" }]': "contacts.0.label: string should have at least 1",
    'contacts = [{ label = "a\\nb", number = "1" }]': "contacts.0.label: write it on one line",
    'standing = { text = "x" }': "standing.heading: the field is missing",
    'standing = { heading = "a", text = "b\\u0007" }': "standing.text: write plain text",
    f'standing = {{ heading = "a", text = "{"b" * 1501}" }}': "standing.text: string should have at most 1500",
    "approval.requird = true": "approval.requird: there is no such field",
    "= 5": "This is not TOML",
}


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "logo.svg").write_text(SVG.format(PATH))
    Image.new("RGB", (30, 1)).save(tmp_path / "long.png")
    Image.new("RGB", (300, 100), "red").save(tmp_path / "logo.png")
    (tmp_path / "half.png").write_bytes((tmp_path / "logo.png").read_bytes()[:120])
    (tmp_path / "words.png").write_text("no picture")
    (tmp_path / "huge.png").write_bytes(b"x" * 2_000_001)
    (tmp_path / "folder.png").mkdir()
    os.mkfifo(tmp_path / "pipe.png")
    return tmp_path


def problems(folder, text):
    path = folder / "clinic.toml"
    path.write_text(text)
    with pytest.raises(ContentError) as caught:
        read_clinic(path)
    return caught.value.problems


@pytest.mark.parametrize(("line", "told"), LINES.items())
def test_what_is_wrong_is_said_with_its_line_and_a_hint(folder, line, told):
    (problem,) = problems(folder, f'name = "Hill"\n{line}\n' if "name =" not in line[:6] else f"\n{line}\n")
    assert problem.message.startswith(told)
    assert problem.place.line == 2
    assert problem.hint


@pytest.mark.parametrize(("inside", "told"), HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_logo_is_refused(folder, inside, told):
    (folder / "logo.svg").write_text(SVG.format(inside))
    (problem,) = problems(folder, 'name = "Hill"\nlogo = "logo.svg"\n')
    assert told in problem.message
    assert problem.place.line == 2


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_logo_that_declares_entities_is_refused(folder, encoding):
    declared = f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    (folder / "logo.svg").write_bytes((declared + SVG.format("&a;" + PATH)).encode(encoding))
    (problem,) = problems(folder, 'name = "Hill"\nlogo = "logo.svg"\n')
    assert "declares entities" in problem.message
    assert problem.place.line == 2


def test_what_drawing_programs_write_is_taken_and_nothing_is_fetched(folder):
    declared = '<?xml-stylesheet href="http://a.example/x.css"?><!DOCTYPE svg SYSTEM "http://a.example/svg11.dtd">'
    inside = (
        '<linearGradient id="a"><stop offset="0" stop-color="#123"/></linearGradient><linearGradient id="b" href="#a"/>'
        f'<path id="p" d="M0 0h9v9z"/><clipPath id="c"><use href="#p"/></clipPath><g clip-path="url(#c)">{PATH}</g>'
        '<path d="M0 0h9v9z" fill="url(#b)"/><title><script>x</script></title>'
    )
    (folder / "logo.svg").write_text(declared + SVG.format(inside))
    (folder / "clinic.toml").write_text('name = "Hill"\nlogo = "logo.svg"\n')
    data = read_clinic(folder / "clinic.toml").logo.data
    assert b"a.example" not in data
    assert b"script" not in data


def test_the_nearest_name_and_the_nearest_colour_are_told(folder):
    (problem,) = problems(folder, 'emergancy = "112"\n')
    assert "emergency" in problem.hint
    assert contrast(nearest("#ff9900")) >= 4.5 > contrast("#ff9900")
    assert nearest("#12355b") == "#12355b"


@pytest.mark.parametrize("colour", ["#7f8fa0", "#a01010", "#0000ff", "#000000", "#838383"])
def test_a_shade_leaves_black_letters_read_in_colour_and_in_grey(colour):
    found = nearest(colour, ASKED["shade"])
    assert contrast(found, "#000000") >= 7 > contrast(colour, "#000000")
    assert Colours(shade=found).shade == found
    with pytest.raises(ValueError, match=f"the nearest that passes is {found}"):
        Colours(shade=colour)


@pytest.mark.parametrize("colour", ["#00b400", "#ff6060"])
def test_a_shade_that_is_light_enough_in_colour_only_is_refused(colour):
    channels = tuple(int(colour[start : start + 2], 16) for start in (1, 3, 5))
    assert paper_contrast(channels, (0, 0, 0)) >= 7 > paper_contrast(in_grey(channels), (0, 0, 0))
    with pytest.raises(ValueError, match="in colour or in grey"):
        Colours(shade=colour)


def test_the_shade_stands_behind_the_box_and_is_gone_where_an_edition_has_none(look):
    clinic = Clinic(colours=Colours(shade="#F8E8D0"))
    for fields, shades in (
        ({}, ["#f8e8d0"]),
        ({"type": "large"}, ["#f8e8d0", "#fff"]),
        ({"grey": True}, ["#f8e8d0", "#fff"]),
    ):
        css = edition_rules(Edition.of(look, clinic=clinic, **fields), "ltr")
        assert re.findall(r"--shade: (#\w+);", css) == shades  # the last one counts


def test_a_clinic_without_a_shade_keeps_its_number():
    assert Clinic(colours=Colours(accent="#12355b")).model_dump(mode="json")["colours"] == {"accent": "#12355b"}


def test_a_logo_without_words_is_refused(folder):
    (problem,) = problems(folder, 'logo = "logo.svg"\n')
    assert "no words" in problem.message


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_every_kind_of_png_is_painted_in_8_bits_on_white(folder, mode):
    Image.new(mode, (30, 10)).save(folder / "logo.png")
    (folder / "clinic.toml").write_text('name = "Hill"\nlogo = "logo.png"\n')
    logo = read_clinic(folder / "clinic.toml").logo
    assert (logo.width_mm, logo.height_mm, logo.alt) == (42.0, 14.0, "Hill")


def test_what_is_not_given_leaves_the_number_alone():
    first = {"name", "phone", "hours", "out_of_hours", "emergency"}
    assert Clinic().model_dump(mode="json").keys() == first


def test_our_own_file_is_good_and_so_is_all_it_offers(folder):
    text = (bundled("templates") / "clinic.toml").read_text()
    tomllib.loads(text)
    (folder / "clinic.toml").write_text(text)
    assert read_clinic(folder / "clinic.toml").clinic == Clinic()


def test_number_manifest_and_verify_follow_the_logo(run, folder):
    (folder / "demo.md").write_text(GOOD)
    (folder / "clinic.toml").write_text(GOOD_FILE)
    numbers = []
    for colour in ("#12355b", "#7a1f3d"):
        data = SVG.format(PATH.replace("#12355b", colour))
        (folder / "logo.svg").write_text(data)
        assert run("build", "demo.md").returncode == 0
        manifest = json.loads((folder / "build/demo.json").read_text())
        kept = manifest["edition"]["clinic"]["logo"]
        assert kept["sha256"] == hashlib.sha256(data.encode()).hexdigest()
        assert "data" not in kept
        numbers.append(manifest["document"])
    assert len(set(numbers)) == 2
    (folder / "logo.svg").unlink()
    (folder / "clinic.toml").unlink()
    assert run("verify", "build/demo.pdf", "demo.md").returncode == 0
