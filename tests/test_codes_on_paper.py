"""Rule P17 on codes as a clinic's style may draw them: what breaks one for a scanner, and what does no harm."""

import io
import json

import pytest
from drawing import PAGE, check, draw, typesetter
from editing import GOOD, edition_for
from PIL import Image, ImageDraw
from test_codes import read_codes, scanned

from handouts.check.paper import measure_edition
from handouts.check.paper.codes import RULES
from handouts.check.rule import Level, apply
from handouts.codes import code_128, data_matrix, qr
from handouts.model.code import Code
from handouts.model.profile import Profile
from handouts.proof.readback.measure import measure

FILED = "4F1C-09AB-77D2 1.0"
SYMBOLS = {
    Code.QR: qr("https://www.hill.example"),
    Code.DATA_MATRIX: data_matrix(FILED),
    Code.CODE_128: code_128(FILED),
}


NAMES = {Code.QR: "QR code", Code.DATA_MATRIX: "Data Matrix", Code.CODE_128: "Code 128"}


def drawn(css="", fill="#000"):
    """Return a page with a code of each kind."""
    body = PAGE
    for symbol in SYMBOLS.values():
        size = f"width: {symbol.width_mm}mm; height: {symbol.height_mm}mm"
        view = f"0 0 {symbol.width_mm} {symbol.height_mm}"
        inside = f'<title>Code</title><path d="{symbol.path}" fill="{fill}"/>'
        code = f'<svg xmlns="http://www.w3.org/2000/svg" class="code" style="{size}" viewBox="{view}">{inside}</svg>'
        body += f'<div class="holds">{code}<p class="beside-it">Words</p></div>'
    return draw(css=css, body=body)


def told(data, *kinds):
    """Return what the rule says of a page that should show these kinds."""
    measured = measure_edition(data, "demo.pdf", Profile(), edition_for(codes=kinds), "ltr")
    return [problem for rule in RULES for problem in apply(rule, measured)]


def told_of_each(data):
    """Return the first thing the rule says of each kind."""
    problems = told(data, *Code)
    return {
        kind: next((each.message for each in problems if name in each.message), None) for kind, name in NAMES.items()
    }


def test_codes_as_we_draw_them_are_found_and_kept():
    data = drawn()
    assert told(data, *Code) == []
    found = {code.kind: code for code in measure(data).pages[0].codes}
    assert {*found} == {*Code}
    for kind, symbol in SYMBOLS.items():
        assert (found[kind].columns, found[kind].rows) == (symbol.columns, symbol.rows)
        assert found[kind].module_mm == pytest.approx(symbol.module_mm, rel=0.02)
        assert found[kind].box.height == pytest.approx(symbol.row_mm * symbol.rows, abs=0.1)
    assert len(read_codes(scanned(data)[0])) == len(Code)


FRAME = ".code {{ outline: 0.3mm solid {colour}; outline-offset: {away}mm }}"
BROKEN = {
    "a frame in the white": (FRAME.format(colour="#000", away=-0.6), "#000", "The white around the"),
    "a pale frame in the white": (FRAME.format(colour="#bbb", away=-0.6), "#000", "The white around the"),
    "words in the white": (".beside-it { display: inline-block; margin-left: -0.5mm }", "#000", "The white around the"),
    "shrunk": (".code { transform: scale(0.6) }", "#000", " mm wide."),
    "light grey": ("", "#999", "The contrast of the"),
    "yellow": ("", "#ffe000", "The contrast of the"),
    "leaning": (".code { transform: rotate(4deg) }", "#000", "can be made out"),
    "on its side": (".code { transform: rotate(90deg) }", "#000", "can be made out"),
    "gone": (".code { display: none }", "#000", "can be made out"),
    "light on dark": (".code { background: #000 }", "#fff", "can be made out"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_style_that_breaks_a_code_is_told(name):
    css, fill, message = BROKEN[name]
    data = drawn(css, fill)
    for kind, said in told_of_each(data).items():
        assert said is not None, kind
        assert message in said
    assert all(problem.level is Level.BLOCK and problem.hint for problem in told(data, *Code))


def test_a_stretched_code_is_told_and_higher_bars_are_not():
    said = told_of_each(drawn(".code { transform: scale(1, 1.2) } .holds { margin: 5mm }"))
    assert [kind for kind in Code if said[kind]] == [Code.QR, Code.DATA_MATRIX]
    assert "is stretched" in said[Code.QR]


HARMLESS = {
    "a frame outside the white": (FRAME.format(colour="#000", away=0.2), "#000"),
    "larger": (".holds { padding: 3mm } .code { transform: scale(1.1) }", "#000"),
    "dark blue": ("", "#001a4d"),
    "on a tint": (".code { background: #f2f2f2 }", "#000"),
}


@pytest.mark.parametrize("name", HARMLESS)
def test_what_does_no_harm_is_left_alone(name):
    data = drawn(*HARMLESS[name])
    assert told(data, *Code) == []
    assert len(measure(data).pages[0].codes) == len(read_codes(scanned(data)[0])) == len(Code)


@pytest.mark.parametrize("name", ["light grey", "yellow"])
def test_what_is_told_to_be_pale_is_lost_in_a_scan(name):
    assert read_codes(scanned(drawn(*BROKEN[name][:2]))[0]) == set()


def test_a_code_in_a_picture_is_measured_too():
    picture = Image.new("L", (33 * 8, 33 * 8), 255)
    paint = ImageDraw.Draw(picture)
    for each in SYMBOLS[Code.QR].rectangles:
        left, top = 8 * (each.left + 4), 8 * (each.top + 4)
        paint.rectangle((left, top, left + 8 * each.width - 1, top + 8 * each.height - 1), 0)
    file = io.BytesIO()
    picture.save(file, "PNG")
    for width_mm, said in ((18, []), (10, ["The squares of the QR code are 0.30 mm wide."])):
        size = f"width: {width_mm}mm"
        body = f'{PAGE}<p style="line-height: 0"><img src="code.png" alt="Code" style="{size}"></p>'
        html = f'<!DOCTYPE html><html lang="en"><head><title>Demo</title></head><body>{body}</body></html>'
        data = typesetter().typeset(html, "en", {"code.png": file.getvalue()}).data
        assert [problem.message.removeprefix("Page 1: ") for problem in told(data, Code.QR)] == said


def test_a_page_without_codes_is_left_alone_unless_it_should_have_some():
    assert [problem for problem in check(draw()) if problem.rule == "P17"] == []
    assert {problem.message for problem in told(draw(), *Code)} == {
        "No QR code can be made out.",
        "Page 1: No Data Matrix can be made out.",
        "Page 1: No Code 128 can be made out.",
    }


def test_check_tells_a_clinic_that_its_style_frames_the_code(run, tmp_path):
    (tmp_path / "demo.md").write_text(GOOD)
    (tmp_path / "clinic.toml").write_text('name = "Hill"\nweb = "www.hill.example"\nstyles = "mine"\n')
    (tmp_path / "mine/parts").mkdir(parents=True)
    style = tmp_path / "mine/parts/frames.css"
    command = ("check", "demo.md", "--code", "qr", "--code", "data-matrix", "--select", "P17", "--format", "json")
    for css, found in ((".page-head { color: #000 }", 0), (FRAME.format(colour="#000", away=-1), 2)):
        style.write_text(css)
        result = run(*command)
        (report,) = json.loads(result.stdout)["files"]
        assert len(report["findings"]) == found, report
        assert result.returncode == bool(found)
