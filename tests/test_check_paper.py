"""Each rule of the paper on a PDF that breaks it, and on nothing else; our own leaflets keep them all."""

import pytest
import verapdf
from conftest import CLINIC, CONTENT, POLICY, TYPICAL
from drawing import PAGE, SENTENCES, check, draw, ids
from editing import edition_for

from handouts.build import build
from handouts.check.paper import PAPER_RULES, check_paper, measure_paper
from handouts.check.paper.colour import contrast, in_grey
from handouts.check.rule import Level
from handouts.model.clinic import Clinic
from handouts.model.options import BuildOptions
from handouts.model.profile import Profile
from handouts.proof.readback.lines import lines
from handouts.proof.readback.measure import measure
from handouts.reader.source import Source


@pytest.mark.no_cover
@pytest.mark.parametrize(
    ("path", "paper"),
    [*((path, "a4") for path in CONTENT), *((path, "letter") for path in TYPICAL)],
    ids=lambda each: getattr(each, "stem", each),
)
def test_our_leaflets_conform_and_keep_every_rule(path, paper, look, tmp_path):
    options = BuildOptions(edition_for(CLINIC if paper == "a4" else Clinic(phone="1"), paper), look, POLICY)
    leaflet = build(Source.read(path), options).pdf  # proven: every letter can be read, too
    (tmp_path / "leaflet.pdf").write_bytes(leaflet)
    found = {flavour: verapdf.failures(tmp_path / "leaflet.pdf", flavour) for flavour in verapdf.PROFILES}
    assert found == {"ua1": {}, "2a": {}}
    measured = measure_paper(leaflet, path.name, Profile(), (options.edition.paper,))
    assert ids(check_paper(measured)) == set()
    assert len(measured.pages) <= 4


def test_a_plain_page_keeps_every_rule():
    assert check(draw()) == ()
    assert check(draw(), paper=None) == ()


BROKEN = {
    "small text": ("html { font-size: 10pt } ", PAGE, {"P01", "P02", "P05"}),
    "small letters": ("html { font-size: 7pt } ", PAGE, {"P01", "P02", "P04", "P05"}),
    "lines too close": ("html { line-height: 1.05 }", PAGE, {"P03"}),
    "lines too far apart": ("html { line-height: 1.6 }", PAGE, {"P03"}),
    "tiny print": (".tiny { font-size: 7pt }", PAGE + "<p class=tiny>Small print.</p>", {"P04"}),
    "a very wide column": (
        "@page { margin: 17mm 12mm; size: A4 } html { font-size: 10.5pt }",
        PAGE,
        {"P01", "P02", "P05"},
    ),
    "justified": ("p { text-align: justify }", PAGE, {"P06"}),
    "set to the right": ("p { text-align: right }", PAGE, {"P06"}),
    "centred": ("p { text-align: center }", PAGE, {"P06"}),
    "italics": ("", PAGE + '<p style="transform: skewX(-12deg)">Words that lean.</p>', {"P07"}),
    "underlined": ("", PAGE + "<p>Never <u>stop it alone</u> today.</p>", {"P07"}),
    "capitals": ("", PAGE + "<p>Please DO NOT DRIVE after it.</p>", {"P07"}),
    "pale": ("", PAGE + '<p style="color: #999">Pale words.</p>', {"P08"}),
    "pale on a fill": ("", PAGE + '<p style="background: #555; color: #888">Words.</p>', {"P08"}),
    "pale in grey only": ("", PAGE + '<p style="background: #ffb0b0; color: #0000ff">Words.</p>', {"P09"}),
    "colour alone": ("", PAGE + '<p style="background: #ffd0d0; padding: 3mm">Warning: call us today.</p>', {"P09"}),
    "filled": ("", PAGE + '<p style="background: #ddd; padding: 20mm 3mm">Much toner.</p>', {"P19"}),
    "a heading last": ("h2 { margin-top: 150mm; break-after: page }", PAGE, {"P10"}),
    "a bold line last": (
        "",
        PAGE
        + '<p style="margin-top: 130mm; font-weight: 700; break-after: page">May I drive?</p>'
        + f"<p>{SENTENCES[0]}</p>",
        {"P10"},
    ),
    "many pages": ("p { break-after: page }", PAGE + PAGE + f"<p>{SENTENCES[0]}</p>", {"P12"}),
    "another paper": ("@page { size: 176mm 250mm; margin-right: 18mm } :root { --foot-width: 136mm }", PAGE, {"P13"}),
    "the paper on its side": ("@page { size: 297mm 210mm; margin-right: 139mm }", PAGE, {"P13"}),
    "no room": ("@page { margin-left: 5mm; margin-right: 69mm }", PAGE, {"P14"}),
    "a parted measure": ("", PAGE + "<p>Take it at once<br>with 250<br>mg of the other.</p>", {"M11"}),
    "a parted negation": ("", PAGE + "<p>You do<br>not stop it.</p>", {"M11"}),
}


@pytest.mark.parametrize(("css", "body", "expected"), BROKEN.values(), ids=BROKEN)
def test_a_broken_page_breaks_that_rule_only(monkeypatch, css, body, expected):
    monkeypatch.setattr("handouts.pdf.refuse_other_paper", lambda *_: None)  # another program does not refuse it
    findings = check(draw(f"{css}".replace(";", " !important;").replace(" }", " !important }"), body))
    assert ids(findings) == expected, findings


def test_a_wide_column_of_another_engine_is_found(monkeypatch):
    monkeypatch.setattr("handouts.pdf.line_length.MOST", 200)  # ours ends a line before it holds too much
    assert ids(check(draw("@page { margin: 17mm 20mm !important }", PAGE))) == {"P05"}


def test_the_page_is_named_and_the_words_are_shown():
    findings = check(draw(body=PAGE + '<p style="break-before: page; color: #999">Pale words.</p>'))
    assert [(finding.rule, finding.words, finding.level) for finding in findings] == [
        ("P08", "Pale words.", Level.BLOCK)
    ]
    assert findings[0].message.startswith("Page 2: The contrast of text is 2.8 to 1")
    assert str(findings[0].place) == "demo.pdf"


@pytest.mark.parametrize(
    ("foot", "lacking"),
    [
        (("Dokument 0A1B-2C3D-4E5F, Version 0.9", "Seite", "von"), None),
        (("Document 0A1B-2C3D-4E5F, version 1.1", "Page", "of"), None),
        (("文档 0A1B-2C3D-4E5F,版本 3", "第", "页,共"), None),
        (("Document 0A1B-2C3D-4E5F, version ae1b4feb", "", "/"), None),
        (("Leaflet of our clinic, version 1.0", "Page", "of"), "a document number, a version"),
        (("Document 0A1B-2C3D-4E5F", "Page", "of"), "a version"),
        (("Document 0A1B-2C3D-4E5F, version ae1b4feb", "", "of many, and not"), None),
        (None, "a document number, a version, “1 of 1”"),
    ],
)
def test_every_page_says_which_document_version_and_page_it_is(foot, lacking):
    findings = check(draw(foot=foot))
    assert [finding.message for finding in findings] == ([f"Page 1: Its margins lack {lacking}."] if lacking else [])


def test_pages_without_their_number():
    findings = check(draw(css=".pages::before { content: '' !important }", body=PAGE + PAGE + PAGE))
    assert [finding.message for finding in findings] == [
        f"Page {page}: Its margins lack “{page} of 2”." for page in (1, 2)
    ]


HYPHENATED = (
    "html { hyphens: auto !important; hyphenate-limit-chars: 5 2 2; hyphenate-character: '-' } body > p { width: 60mm }"
)
LONG_WORDS = (
    "<p>"
    + " ".join(
        ["Chemotherapy and radiotherapy are complementary treatments, accompanied by physiotherapy afterwards."] * 4
    )
    + "</p>"
)
COMPOUNDS = (
    "<p style='width: 48mm'>"
    + " ".join(["A twenty-eight-day cycle of long-acting, self-injecting and once-weekly pens, side-by-side."] * 4)
    + "</p>"
)


def test_words_parted_at_a_line_end():
    findings = check(draw(css=HYPHENATED, body=PAGE + LONG_WORDS))
    assert ids(findings) == {"P06"}
    assert len(findings) >= 3
    assert all("-" in finding.words for finding in findings)


def test_compounds_may_part_at_their_own_hyphen():
    data = draw(body=PAGE + COMPOUNDS)
    assert sum(line.text.endswith("-") for page in measure(data).pages for line in lines(page)) >= 3
    assert check(data) == ()


def test_a_table_and_a_list_are_no_running_text():
    table = (
        "<table><tr><th>Weight</th><th>Dose</th></tr>"
        + "".join(f"<tr><td>{n} to {n + 9} kg</td><td>{n}</td></tr>" for n in range(10, 90, 10))
        + "</table>"
    )
    items = "<ul>" + "".join(f"<li>{sentence}</li>" for sentence in SENTENCES) + "</ul>"
    assert check(draw(body=PAGE + table + items)) == ()


def test_coloured_boxes_with_a_border_or_a_symbol():
    tint = "background: #ffd0d0; padding: 3mm"
    symbol = "<span style='display: inline-block; width: 4mm; height: 4mm; background: #000'></span>"
    boxes = [
        f'<p style="{tint}; border: 1pt solid #000">Bordered.</p>',
        f'<p style="{tint}; border-inline-start: 2mm solid #700">A bar beside it.</p>',
        f'<p style="{tint}">{symbol} A symbol in it.</p>',
        '<p style="background: #12355b; color: #fff; padding: 2mm">Dark in grey too.</p>',
        '<p style="background: #f2f2f2; padding: 2mm">No colour at all.</p>',
    ]
    assert ids(check(draw(body=PAGE + "".join(boxes)))) <= {"P19"}


def test_large_print_has_its_own_measures():
    profile = Profile(body_pt=16, smallest_pt=16)
    assert ids(check(draw(), profile)) == {"P01", "P04"}
    large = "@page { margin-bottom: 20mm } html, .page-foot { font-size: 16pt !important }"
    assert ids(check(draw(css=large), profile)) == set()


@pytest.mark.parametrize("paper", ["a4", "letter", None])
def test_the_other_paper(paper):
    assert ids(check(draw(), paper=paper)) == ({"P13"} if paper == "letter" else set())


def test_contrast_is_that_of_wcag():
    assert contrast((0, 0, 0), (255, 255, 255)) == pytest.approx(21)
    assert contrast((118, 118, 118), (255, 255, 255)) == pytest.approx(4.54, abs=0.01)
    assert in_grey((255, 0, 0)) == (76, 76, 76)


def test_the_table_of_rules_is_whole():
    assert [rule.id for rule in PAPER_RULES] == sorted({rule.id for rule in PAPER_RULES})
    assert len(PAPER_RULES) == 22
    assert all(rule.title and rule.threshold and rule.why and rule.source for rule in PAPER_RULES)
