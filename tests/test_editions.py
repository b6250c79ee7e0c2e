"""Every edition keeps every promise: it is proven, conformant, and within the limits of the rules at its size."""

import collections

import pikepdf
import pytest
import verapdf
from conftest import CLINIC, POLICY
from drawing import draw, ids
from editing import edition_for

from handouts.assets import look as our_look
from handouts.build import build
from handouts.check.paper import check_paper, measure_edition
from handouts.check.rule import Level
from handouts.errors import LookError
from handouts.model.language import direction
from handouts.model.listed import ListedTable
from handouts.model.options import BuildOptions
from handouts.model.profile import Profile
from handouts.model.type_style import TypeStyle
from handouts.proof.readback.measure import measure
from handouts.reader.source import Source

ENGLISH = """---
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
MORE = "\n### Storage\n" + "".join(f"Line {number}.\n\n" for number in range(36))  # so that there is a back
TEXTS = {"en": ENGLISH + MORE, "ar": ARABIC + MORE, "hi": HINDI + MORE}
EDITIONS = {
    "large": {"type": "large"},
    "easy": {"type": "easy"},
    "grey": {"grey": True},
    "punch": {"punch": True, "two_sided": True},
    "a5": {"paper": "a5"},
    "large letter, punched": {"paper": "letter", "type": "large", "punch": True},
    "easy half-letter in grey": {"paper": "half-letter", "type": "easy", "grey": True, "two_sided": True},
}


NO_HEADINGS = {"Emergency 112", "Given on"}  # bold lines that rule P10 takes for headings where they end a page


@pytest.fixture(scope="module", params=[(name, text) for name in EDITIONS for text in TEXTS], ids="-".join)
def made(request, look, tmp_path_factory):
    """An edition by its name, its language, and the leaflet."""
    from PIL import Image

    name, language = request.param
    folder = tmp_path_factory.mktemp("editions")
    Image.new("RGBA", (40, 40), "#c04040").save(folder / "pen.png")
    (folder / "demo.md").write_text(TEXTS[language], "utf-8")
    options = BuildOptions(edition_for(CLINIC, **EDITIONS[name]), look, POLICY)
    return options.edition, language, build(Source.read(folder / "demo.md"), options)


def test_it_conforms(made, tmp_path):
    (tmp_path / "leaflet.pdf").write_bytes(made[2].pdf)
    found = {flavour: verapdf.failures(tmp_path / "leaflet.pdf", flavour) for flavour in verapdf.PROFILES}
    assert found == {"ua1": {}, "2a": {}}


def test_it_keeps_every_rule_at_its_size(made):
    edition, language, leaflet = made
    measured = measure_edition(leaflet.pdf, "demo.md", Profile(), edition, direction(language))
    found = [
        problem.message
        for problem in check_paper(measured)
        if problem.level is not Level.INFORM and problem.words not in NO_HEADINGS
    ]
    if edition.paper.name == "a4" and language == "hi":  # letters that reach higher than the margin of A4 is made for
        found = [message for message in found if "top margin" not in message]
    assert found == []


def test_it_is_set_as_it_says(made):
    edition, language, leaflet = made
    page_count = collections.Counter()
    for page in measure(leaflet.pdf).pages:
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


COLOURS = {"rg", "RG", "k", "K", "sc", "SC", "scn", "SCN", "cs", "CS", "sh"}


def test_grey_has_no_colour_and_no_shade(made, tmp_path):
    edition, _, leaflet = made
    if not edition.grey:
        pytest.skip("in colour")
    (tmp_path / "leaflet.pdf").write_bytes(leaflet.pdf)
    with pikepdf.open(tmp_path / "leaflet.pdf") as pdf:
        drawings = [
            item for item in pdf.objects if isinstance(item, pikepdf.Stream) and item.get("/Subtype") == "/Form"
        ]
        used = {str(each.operator) for page in [*pdf.pages, *drawings] for each in pikepdf.parse_content_stream(page)}
        pictures = [item for item in pdf.objects if isinstance(item, pikepdf.Stream) and "/ColorSpace" in item]
        assert {str(picture.ColorSpace) for picture in pictures} == {"/DeviceGray"}
    assert used & COLOURS == set()
    assert "g" in used
    assert [page.filled for page in measure(leaflet.pdf).pages] == pytest.approx(
        [0] * leaflet.manifest.pages, abs=0.015
    )


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
