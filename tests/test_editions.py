"""Every edition, with every sheet and in three scripts, for anybody and for a patient, keeps every promise."""

import collections
import datetime as dt
import io

import pikepdf
import pytest
import verapdf
from conftest import CLINIC, POLICY
from drawing import draw, ids
from editing import edition_for
from greyness import not_grey

from handouts.assets import look as our_look
from handouts.build import build
from handouts.check.paper import check_paper, measure_edition
from handouts.check.rule import Level
from handouts.errors import LookError
from handouts.model.code import Code
from handouts.model.language import direction
from handouts.model.listed import ListedTable
from handouts.model.options import BuildOptions
from handouts.model.profile import Profile
from handouts.model.recipient import Recipient
from handouts.model.sheet import Sheet
from handouts.model.type_style import TypeStyle
from handouts.proof.readback.page_text import read_pages
from handouts.reader.source import Source

ENGLISH = """---
schedule: {take_days: 5, rest_days: 2, cycles: 2, tests: [{day: 1, what: Blood test}]}
title: Demo
---
# Demo
### Usage
Demo eases pain in H~2~O and 10^9^ cells. See [the site](https://example.org/demo).
![A pen](pen.png)
### Precautions
Do not take Demo if you are allergic to it: it can be fatal.

Tell your clinic if you:

* have kidney disease
* are pregnant, or could become pregnant
### Dosage
| Weight of the child | In the morning | In the evening |
|---|---|---|
| >10 kg | 5 mg | none |
| >20 kg | 10 mg | 5 mg, never more than 10 mg |
### Side Effects
Get emergency help for:

* swelling of the face, lips or throat

Call your clinic today if you get a rash.
### FAQs
* **Q: May I drive?** A: Not if you feel dizzy.
"""
ARABIC = """---
schedule: {take_days: 5, rest_days: 2, cycles: 2, tests: [{day: 1, what: تحليل دم}]}
title: تجربة
language: ar
---
# تجربة
### Usage
هذا الدواء يخفف الألم. اقرأ هذه النشرة كلها قبل أن تبدأ.
![قلم](pen.png)
### Dosage
خذ 10 mg مرتين في اليوم (5 mg ثم 20 mg) ولا تتجاوز 40 mg.

* الصباح: 10 mg
* المساء: 20 mg

| الوزن | الجرعة |
|---|---|
| >10 kg | 5 mg |
| >20 kg | 10 mg |
"""
HINDI = """---
schedule: {take_days: 5, rest_days: 2, cycles: 2, tests: [{day: 1, what: ख़ून की जाँच}]}
title: परीक्षण
language: hi
---
# परीक्षण
### Usage
यह दवा दर्द कम करती है। शुरू करने से पहले इस पर्चे को पूरा पढ़ें।
![कलम](pen.png)
### Dosage
दिन में दो बार 10 mg लें, 40 mg से ज़्यादा कभी नहीं।

* सुबह: 10 mg
* शाम: 20 mg

| वज़न | खुराक |
|---|---|
| >10 kg | 5 mg |
"""
TEXTS = {"en": ENGLISH, "ar": ARABIC, "hi": HINDI}
BACK = "\n### Storage\n" + "".join(f"Line {number}.\n\n" for number in range(36))  # a second side of the text itself
EDITIONS = {
    "a4": {},
    "letter": {"paper": "letter"},
    "a5 booklet": {"paper": "a5", "impose": "booklet"},
    "half-letter, two-up": {"paper": "half-letter", "impose": "two-up"},
    "large": {"type": "large"},
    "large a5": {"type": "large", "paper": "a5"},
    "easy": {"type": "easy"},
    "grey": {"grey": True},
    "punch": {"punch": True, "two_sided": True},
    "large letter, punched": {"paper": "letter", "type": "large", "punch": True},
    "easy half-letter in grey": {"paper": "half-letter", "type": "easy", "grey": True, "two_sided": True},
}
WITH_ALL = {"sheets": tuple(Sheet), "codes": (Code.QR, Code.DATA_MATRIX)}  # bars are too wide for small paper
WEB = CLINIC.model_copy(update={"web": "www.hill.example"})
PATIENT = Recipient(
    name="Ada Example",
    born=dt.date(1950, 4, 3),
    number="485 777 3456",
    dose="5 mg",
    start=dt.date(2026, 4, 6),
    next_visit=dt.date(2026, 5, 4),
    prescriber="Dr Hill",
)


def recipient_for(name, language):
    """Return a patient for one script of each edition, another from edition to edition."""
    return PATIENT if [*EDITIONS].index(name) % len(TEXTS) == [*TEXTS].index(language) else None


@pytest.mark.no_cover  # twice as fast; the lines of each edition and sheet have tests of their own
@pytest.mark.parametrize("language", TEXTS)
@pytest.mark.parametrize("name", EDITIONS)
def test_an_edition_with_all_its_sheets_keeps_every_promise(look, tmp_path, name, language):
    from PIL import Image

    Image.new("RGBA", (40, 40), "#c04040").save(tmp_path / "pen.png")
    edition = edition_for(WEB, **EDITIONS[name], **WITH_ALL)
    (tmp_path / "demo.md").write_text(TEXTS[language] + BACK * edition.two_sided, "utf-8")
    options = BuildOptions(edition, look, POLICY)
    leaflet = build(Source.read(tmp_path / "demo.md"), options, recipient_for(name, language))  # proven, or refused
    (tmp_path / "leaflet.pdf").write_bytes(leaflet.pdf)
    every_sheet_is_there_and_every_side_says_whose_it_is(edition, leaflet)
    found = {flavour: verapdf.failures(tmp_path / "leaflet.pdf", flavour) for flavour in verapdf.PROFILES}
    assert found == {"ua1": {}, "2a": {}}
    measured = measure_edition(leaflet.pdf, "demo.md", Profile(), edition, direction(language))
    it_keeps_every_rule_at_its_size(edition, language, measured)
    it_is_set_as_it_says(edition, language, measured.pages)
    if edition.grey:
        grey_has_no_colour_and_no_shade(leaflet, measured.pages)


def every_sheet_is_there_and_every_side_says_whose_it_is(edition, leaflet):
    pages = read_pages(leaflet.pdf)
    text = " ".join(page.body for page in pages)
    for heading in ("My calendar:", "My symptom diary", "Questions to ask", "My notes", "In my own words", "Card for"):
        assert heading in text or heading in " ".join(text.split())
    assert (leaflet.imposed is not None) == (edition.impose != "none")
    for page in pages:
        margins = "".join(page.margins.split())
        assert leaflet.manifest.document in margins
        assert ("AdaExample" in margins) == leaflet.manifest.personalised
        assert ("4857773456" in margins) == leaflet.manifest.personalised


def it_keeps_every_rule_at_its_size(edition, language, measured):
    found = [problem.message for problem in check_paper(measured) if problem.level is not Level.INFORM]
    assert found == []


def it_is_set_as_it_says(edition, language, pages):
    page_count = collections.Counter()
    for page in pages:
        seen = [piece for piece in page.pieces if piece.colour and piece.text.strip()]
        assert (page.width_mm, page.height_mm) == pytest.approx(
            (edition.paper.width_mm, edition.paper.height_mm), abs=0.1
        )
        if edition.type.name == "large":
            assert min(piece.size_pt for piece in seen) == pytest.approx(18, abs=0.02)
        if edition.type.name == "easy":
            assert {piece.colour for piece in seen} == {(0, 0, 0)}
            assert min(piece.size_pt for piece in seen) == pytest.approx(12, abs=0.02)
        if edition.punch:
            back = edition.two_sided and page.number % 2 == 0
            left = (direction(language) == "ltr") != back
            bound = min(p.box.left for p in seen) if left else page.width_mm - max(p.box.right for p in seen)
            assert bound >= 25 - 0.1
            page_count[left] += 1
    if edition.punch:
        assert len(page_count) == 1 + edition.two_sided  # there was a back to look at


def grey_has_no_colour_and_no_shade(leaflet, pages):
    with pikepdf.open(io.BytesIO(leaflet.pdf)) as pdf:
        assert not_grey(pdf) == []
        assert any(str(step.operator) == "g" for page in pdf.pages for step in pikepdf.parse_content_stream(page))
    assert [page.filled for page in pages] == pytest.approx([0] * leaflet.manifest.pages, abs=0.015)


GREY_ICC, COLOUR_ICC = ({"/N": count} for count in (1, 3))
TILE = {"/PatternType": 1, "/PaintType": 1, "/TilingType": 1, "/BBox": [0, 0, 9, 9], "/XStep": 9, "/YStep": 9}
RUN = {"/ShadingType": 2, "/Coords": [0, 0, 9, 9]}


@pytest.mark.parametrize(
    ("drawn", "spaces", "tile", "found"),
    [
        ("0.5 g 0.2 G", {}, "", []),
        ("0 0 0 rg", {}, "", ["0 0 0 rg"]),
        ("0 0 0 1 K", {}, "", ["0 0 0 1 K"]),
        ("/DeviceRGB cs", {}, "", ["/DeviceRGB cs"]),
        ("/DeviceGray cs", {}, "", []),
        ("0.5 scn", {}, "", ["0.5 scn"]),
        ("/Any CS", {"/Any": COLOUR_ICC}, "", ["/Any CS"]),
        ("/Any CS", {"/Any": GREY_ICC}, "", []),
        ("/Any cs", {"/Any": "/DeviceCMYK"}, "", ["/Any cs"]),
        ("/Any cs", {"/Any": ["/Pattern", "/DeviceRGB"]}, "", ["/Any cs"]),
        ("/Pattern cs /Tile scn", {}, "0.5 g", []),
        ("/Pattern cs /Tile scn", {}, "1 0 0 rg", ["1 0 0 rg"]),
        ("/Pattern cs /Tile scn", {}, "/Pattern cs /Any cs", ["/Any cs"]),  # a name of the tile, which it has not
        ("1 0 0 /Tile scn", {}, "", ["1 0 0 /Tile scn"]),
        ("/Pattern cs /Grey scn", {}, "", []),
        ("/Pattern cs /Bright scn", {}, "", ["/Bright scn"]),
        ("/Bright sh", {}, "", ["/Bright sh"]),
    ],
)
def test_what_is_not_grey_is_found_whatever_it_is_called(drawn, spaces, tile, found):
    def space(pdf, told):
        if isinstance(told, dict):
            return pikepdf.Array([pikepdf.Name.ICCBased, pdf.make_stream(b"", pikepdf.Dictionary(told))])
        return pikepdf.Name(told) if isinstance(told, str) else pikepdf.Array(map(pikepdf.Name, told))

    with pikepdf.new() as pdf:
        page = pdf.add_blank_page()
        page.Contents = pdf.make_stream(drawn.encode())
        runs = {
            name: pikepdf.Dictionary(
                PatternType=2, Shading=pikepdf.Dictionary(RUN | {"/ColorSpace": pikepdf.Name(run)})
            )
            for name, run in (("/Grey", "/DeviceGray"), ("/Bright", "/DeviceRGB"))
        }
        patterns = runs | {"/Tile": pdf.make_stream(tile.encode(), pikepdf.Dictionary(TILE))}
        page.Resources = pikepdf.Dictionary(
            ColorSpace=pikepdf.Dictionary({name: space(pdf, told) for name, told in spaces.items()}),
            Pattern=pikepdf.Dictionary(patterns),
        )
        assert not_grey(pdf) == found


@pytest.mark.parametrize(
    ("size", "margin", "fields", "found"),
    [
        ("12pt", "10mm", {}, set()),
        ("12pt", "10mm", {"type": "large"}, {"P01", "P04"}),
        ("16pt", "10mm", {"type": "large"}, {"P04"}),  # the foot is smaller than the text
        ("12pt", "10mm", {"punch": True}, {"P14"}),
        ("12pt", "26mm", {"punch": True}, set()),
    ],
)
def test_a_page_that_breaks_what_its_edition_promises(size, margin, fields, found):
    css = f"html {{ font-size: {size} !important }} @page {{ margin-left: {margin} !important }}"
    measured = measure_edition(draw(css=css), "demo.pdf", Profile(), edition_for(**fields), "ltr")
    assert ids(check_paper(measured)) & {"P01", "P04", "P14"} == found


def test_a_table_that_fits_in_standard_type_only_is_told_as_a_list_in_large_print(read, look):
    from handouts.leaflet.table_setting import Room, set_table

    row = "| hydroxychloroquine | anticoagulants | immunosuppressants |\n"
    (section,) = read("### Dosage\n" + row + "|---|---|---|\n" + row).sections
    (table,) = section.content
    told = {
        name: isinstance(set_table(table, Room(174, 174, 220, TypeStyle.named(look, name))), ListedTable)
        for name in TypeStyle.names(look)
    }
    assert told == {"standard": False, "easy": False, "large": True}


@pytest.mark.parametrize("words", ["size_pt = 18\n", "size_pt = 10\nsmall_pt = 12\nleading = 1.3\n"])
def test_a_broken_type_style_is_named(tmp_path, words):
    (tmp_path / "type").mkdir()
    (tmp_path / "type/mine.toml").write_text('title = "Mine"\n' + words)
    with pytest.raises(LookError) as caught:
        TypeStyle.named(our_look(styles=tmp_path), "mine")
    assert caught.value.problems[0].place.path.endswith("mine.toml")
