"""A font can draw a 5 as a 9: a look brings none that nobody has looked at, and no style asks for other glyphs."""

import base64
import functools
import json
import pathlib

import pytest
from fontTools.ttLib import TTFont
from looks import TEXT, Clinic, face, feature, font, swapped

from handouts.assets import bundled
from handouts.manifest import Manifest
from handouts.pdf.font_files import FontFile
from handouts.pdf.letter_shapes import COMPARED, FIGURES, POINTS, SIGNS, misdrawn

PLAIN = "url(../fonts/mine.ttf)"
plain = functools.cache(font)


@pytest.fixture
def clinic(tmp_path):
    return Clinic(tmp_path)


def test_a_font_of_a_look_is_refused_unless_it_is_trusted(clinic):
    clinic.file("fonts/mine.ttf", plain()).style(face(PLAIN))
    assert clinic.refused() == ({"foreign-font"}, 3)
    assert clinic.refused(trust_fonts=True) is None


def test_a_font_is_refused_wherever_it_is_named(clinic):
    clinic.file("fonts/mine.ttf", plain()).file("fonts/mine.css", plain()).file("mine.woff2", b"wOF2" + plain()[4:])
    for rules in (
        face('url("file:///styles/fonts/mine.ttf") format("truetype")'),
        face("url(../fonts/mine.css)"),
        face("url(../mine.woff2)"),
        face(f"local('None'), {PLAIN}"),
        face(PLAIN, "unicode-range: U+35"),
    ):
        assert clinic.style(rules).refused() == ({"foreign-font"}, 3), rules
    clinic.style("").body(f"<style>{face('url(file:///styles/fonts/mine.ttf)')}</style>")
    assert clinic.refused() == ({"foreign-font"}, 3)
    assert clinic.refused(trust_fonts=True) is None


def test_a_list_of_fonts_of_ones_own_is_refused(clinic):
    listed = (bundled("styles") / "fonts/fonts.conf").read_text()
    clinic.file("fonts/fonts.conf", listed.encode())
    assert clinic.refused() is None
    clinic.file(
        "fonts/fonts.conf", listed.replace("</fontconfig>", "<dir>/usr/share/fonts</dir></fontconfig>").encode()
    )
    assert clinic.refused(trust_fonts=True) == ({"foreign-font"}, 3)


@pytest.mark.parametrize("family", ["DejaVu Sans", "Nimbus Roman", "serif", "monospace", "Mine"])
def test_a_font_of_the_machine_is_never_reached(clinic, family):
    clinic.file("fonts/mine.ttf", plain())  # it lies there, and no style brings it
    built = clinic.style(f':root {{ --text: "{family}" }} body {{ font-family: "{family}" }}').build()
    assert built.manifest.trusted_fonts == ()
    for local in ("DejaVu Sans", "DejaVuSans", "NimbusRoman-Regular"):
        assert clinic.style(face(f"local('{local}')")).refused()[1] in {3, 4}


WRONG = {
    "5 as 9": swapped("59"),
    "3 as 8": swapped("38"),
    "1 as 7": swapped("17"),
    "6 as 9": swapped("69"),
    "0 as 8": swapped("08"),
    "less as more": swapped("<>"),
    "at most as at least": swapped("≤≥"),
    "plus as minus": swapped("+−"),
    "a point as a comma": swapped(".,"),
    "all figures by one": swapped(*("01", "12", "23", "34", "45", "56", "67", "78", "89")),
    "a figure as a letter": swapped("5A"),
    "a figure as a gap": swapped("5 "),
    "a point as a gap": swapped(". "),
    "a unit as a gap": swapped("m "),
}


@pytest.mark.parametrize("change", WRONG.values(), ids=WRONG)
@pytest.mark.parametrize("name", ["SourceSans3-Bold", "NotoSansMath-Regular"])
def test_a_font_that_draws_a_figure_as_another_is_refused_though_it_is_trusted(clinic, change, name):
    clinic.file("fonts/mine.ttf", font(change, name)).style(face(PLAIN))
    assert clinic.refused(trust_fonts=True) == ({"misdrawn-font"}, 3)


RULES = {
    "5 becomes 9": "feature ccmp { sub «5» by «9»; } ccmp;",
    "0 becomes 00": "feature ccmp { sub «0» by «0» «0»; } ccmp;",
    "10 becomes one glyph": "feature liga { sub «1» «0» by «7»; } liga;",
    "1 before a nought goes": "feature calt { sub «1»' «0» by «:»; } calt;",
    "< becomes > for one language": "feature locl { script latn; language ENG; sub «<» by «>»; } locl;",
    "< becomes >": "feature locl { sub «<» by «>»; } locl;",
    "mg becomes one glyph": "feature liga { sub «m» «g» by «g»; } liga;",
    "m becomes k": "feature calt { sub «m»' «g» by «k»; } calt;",
    "a feature that a style asks for": "feature ss01 { sub «5» by «9»; } ss01;",
}


@pytest.mark.parametrize("rules", RULES.values(), ids=RULES)
def test_rules_in_a_trusted_font_change_no_figure_and_no_unit(clinic, rules):
    clinic.file("fonts/mine.ttf", font(feature(rules))).style(f"{face(PLAIN)} p {{ font-feature-settings: 'ss01' }}")
    found = clinic.refused(trust_fonts=True)
    assert found is not None
    assert found[0] & {"other-glyphs", "lost-words", "added-words"}


FEATURES = {
    "figures above the line": 'font-feature-settings: "sups"',
    "figures below the line": 'font-feature-settings: "subs"',
    "fractions": 'font-feature-settings: "frac"',
    "numerators": 'font-feature-settings: "numr" 1',
    "a nought with a stroke": 'font-feature-settings: "zero" on',
    "a nought with a stroke, by its name": "font-variant-numeric: slashed-zero",
    "fractions, by their name": "font-variant-numeric: diagonal-fractions",
    "above the line, by its name": "font-variant-position: super",
    "below the line, by its name": "font-variant: sub",
    "small capitals": "font-variant-caps: small-caps",
    "small capitals, all": "font-variant: all-small-caps",
    "a set of styles": 'font-feature-settings: "ss01", "ss02", "salt"',
    "all that there is": 'font-feature-settings: "aalt" 1',
    "variants of letters": 'font-family: "Source Sans 3"; font-feature-settings: "cv01", "cv02", "ss03"',
}


@pytest.mark.parametrize("asked", FEATURES.values(), ids=FEATURES)
def test_a_style_asks_for_no_other_glyphs(clinic, asked):
    assert clinic.style(f"body {{ {asked} }}").refused() == ({"other-glyphs"}, 3)


def test_an_element_and_a_face_ask_for_none_either(clinic):
    for rules in (
        'strong, p { font-feature-settings: "sups" }',
        '@page { @bottom-left { font-feature-settings: "sups" } } .page-foot { font-feature-settings: "sups" }',
        '.page::before { font-variant-numeric: slashed-zero } .page-foot { font-feature-settings: "sups" }',
        face("url(../../../ours.ttf)")
        .replace("../../../ours", "../fonts/SourceSans3-Regular")
        .replace(":root {", ':root { font-feature-settings: "sups";'),
    ):
        found = clinic.style(rules).refused()
        assert found == ({"other-glyphs"}, 3), rules
    clinic.style("").template(
        "leaflet.html", lambda text: text.replace("<body", "<body style='font-variant-numeric: slashed-zero'")
    )
    assert clinic.refused() == ({"other-glyphs"}, 3)


def test_two_fonts_of_one_name_are_not_mixed(clinic):
    """The engine would draw the glyphs of the second by their numbers in the first."""
    ours = face("url(../fonts/SourceSans3-Regular.ttf)")
    other = face("url(../fonts/NotoSans-Regular.ttf)", "unicode-range: U+30-39, U+3C-3E")
    for rules in (ours + other, other + ours):
        assert clinic.style(rules).refused() in (None, ({"other-glyphs"}, 3))
    for part in ("U+35", "U+30-34", "U+3C"):
        rules = ours + other.replace("U+30-39, U+3C-3E", part)
        assert clinic.style(rules).refused() in (None, ({"other-glyphs"}, 3))


UNFIT = {
    "packed": lambda data: b"wOFF" + data[4:],
    "a collection": lambda data: b"ttcf" + data[4:],
    "cut off": lambda data: data[:400],
    "without an outline": lambda data: b"OTTO" + data[4:],
    "no font": lambda data: data[:4] + bytes(900),
}


@pytest.mark.parametrize("change", UNFIT.values(), ids=UNFIT)
def test_a_font_that_is_none_is_not_trusted(clinic, change):
    clinic.file("fonts/mine.ttf", change(plain())).style(face(PLAIN))
    codes, exit_code = clinic.refused(trust_fonts=True)
    assert exit_code == 3
    assert codes <= {"foreign-font", "broken-style"}


def test_a_trusted_font_is_a_file_of_the_look(clinic):
    address = f"url(data:font/ttf;base64,{base64.b64encode(plain()).decode()})"
    assert clinic.style(face(address)).refused() == ({"foreign-font"}, 3)
    assert clinic.refused(trust_fonts=True) == ({"foreign-font"}, 3)


HONEST = {
    "figures of one width": "body { font-variant-numeric: tabular-nums lining-nums }",
    "figures with ups and downs": "li { font-feature-settings: 'onum' } p { font-variant-numeric: oldstyle-nums }",
    "no ligatures": "body { font-variant-ligatures: none; font-kerning: none }",
    "one of ours by name": ':root { --text: "Source Sans 3" } h1 { font-family: "Noto Sans" }',
    "one of ours by its file": face("url(../fonts/SourceSans3-Regular.ttf)"),
    "bold and slanted": "p { font-weight: 700; font-style: italic; letter-spacing: 0.2pt }",
    "capitals": "h2 { text-decoration: underline }",
}


@pytest.mark.parametrize("rules", HONEST.values(), ids=HONEST)
def test_an_honest_style_is_as_good_as_ever(clinic, rules):
    assert clinic.style(rules).refused() is None


def test_every_font_of_ours_draws_what_it_should():
    for path in sorted((bundled("styles") / "fonts").glob("*.ttf")):
        if path.stem != "NotoEmoji-Regular":
            assert misdrawn(FontFile(path.read_bytes())) == "", path
    assert len(set(COMPARED)) == len(COMPARED)
    assert set(FIGURES + SIGNS + POINTS) < set(COMPARED)


@pytest.mark.no_cover
def test_fonts_of_other_kinds_draw_what_they_should():
    """Serifs, monospaced, condensed and slanted ones of this machine, where it has them."""
    kinds = ("dejavu/DejaVuSerif*", "dejavu/DejaVuSansMono*", "urw-base35/Nimbus*", "urw-base35/C059*")
    paths = [path for kind in kinds for path in sorted(pathlib.Path("/usr/share/fonts").glob(f"*/{kind}.[ot]tf"))[::3]]
    assert {path: wrong for path in paths if (wrong := misdrawn(FontFile(path.read_bytes())))} == {}


def test_a_manifest_names_the_fonts_that_are_trusted_and_verify_says_so(clinic, run):
    clinic.file("fonts/mine.ttf", plain()).style(face(PLAIN))
    arguments = ("demo.md", "--styles", "styles", "--out", "out")
    refused = run("build", *arguments, cwd=clinic.folder)
    assert refused.returncode == 3
    assert "--trust-fonts" in refused.stderr
    assert run("build", *arguments, "--trust-fonts", cwd=clinic.folder).returncode == 0
    kept = json.loads((clinic.folder / "out/demo.json").read_text())["trusted_fonts"]
    assert [each["name"] for each in kept] == ["mine.ttf"]
    assert kept[0]["size"] == len(plain())
    told = run("verify", "out/demo.pdf", "demo.md", cwd=clinic.folder)
    assert told.returncode == 0
    assert "Set in fonts of the clinic's own, whose letters nobody has compared: mine.ttf." in told.stdout
    assert run("build", *arguments, cwd=clinic.folder).returncode == 3  # what stands there was made with the option


def test_a_leaflet_in_our_fonts_says_nothing_of_fonts(clinic):
    manifest = clinic.build(trust_fonts=True).manifest
    assert b"trusted_fonts" not in manifest.to_json()
    assert "trusted_fonts" in Manifest.model_json_schema()["properties"]
    assert "5 mg" in TEXT
    assert TTFont(bundled("styles") / "fonts/SourceSans3-Regular.ttf")
