"""A picture can say anything, and nobody reads it back: a look brings none but the clinic's logo."""

import base64
import io

import pytest
from editing import edition_for
from looks import Clinic
from PIL import Image, ImageDraw

from handouts.assets import bundled
from handouts.assets import look as look_of
from handouts.errors import Place
from handouts.model.clinic import Clinic as Details
from handouts.model.code import Code
from handouts.model.logo import Logo

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="80" height="20"><text y="15">Take 50 mg</text></svg>'
PATHS = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v2h-9z"/></svg>'


def painted(kind):
    picture = Image.new("RGB", (80, 20), "white")
    ImageDraw.Draw(picture).text((2, 2), "Take 50 mg", fill="black")
    out = io.BytesIO()
    picture.save(out, kind)
    return out.getvalue()


FILES = {
    "mark.svg": SVG,
    "paths.svg": PATHS,
    "mark.png": painted("PNG"),
    "mark.jpg": painted("JPEG"),
    "mark.gif": painted("GIF"),
    "mark.webp": painted("WEBP"),
    "mark.bmp": painted("BMP"),
    "mark.css": painted("PNG"),
    "svg.css": b"\n " + SVG,
    "wide.css": SVG.decode().encode("utf-16"),
    "lines.css": painted("PPM"),
    "noted.css": b'/* XPM */\nstatic char *a[] = {\n"2 1 1 1",\n"a c #000000",\n"aa"};\n',
    "icons/call.svg": PATHS,
    "plain.txt": b"a text",
}
PLACES = {
    "a background": "body {{ background: {0} }}",
    "a background among gradients": "h1 {{ background-image: linear-gradient(red, blue), {0} }}",
    "the ground of a page": "@page {{ background: {0} no-repeat }}",
    "a margin of a page": "@page {{ @top-right {{ content: {0} }} }}",
    "the ground of a margin": "@page {{ @top-right {{ content: ''; background: {0} }} }}",
    "content before": "p::before {{ content: {0} }}",
    "content after, in a list": "p::after {{ content: 'x' {0} }}",
    "the mark of a list": "body {{ display: list-item; list-style: square {0} }}",
    "a list's own mark": "body {{ display: list-item; list-style-image: {0} }}",
    "a border": "h1 {{ border: 9px solid; border-image: {0} 3 }}",
    "a border's source": "h1 {{ border: 9px solid; border-image-source: {0} }}",
}


@pytest.fixture
def clinic(tmp_path):
    return Clinic(tmp_path)


@pytest.mark.parametrize("place", PLACES.values(), ids=PLACES)
def test_a_picture_of_a_style_is_refused_wherever_it_stands(clinic, place):
    clinic.file("mark.png", FILES["mark.png"]).style(place.format("url(../mark.png)"))
    assert clinic.refused() == ({"picture-in-style"}, 3)


@pytest.mark.parametrize("name", FILES)
def test_a_picture_is_refused_whatever_it_is_called_and_made_of(clinic, name):
    clinic.file(name, FILES[name]).style(f"body {{ background: url(../{name}) }}")
    assert clinic.refused() == ({"picture-in-style"}, 3)


@pytest.mark.parametrize("kind", ["image/svg+xml", "image/png", "text/css", "text/plain", ""])
def test_a_picture_written_into_a_style_is_refused(clinic, kind):
    for data in (SVG, FILES["mark.png"]):
        address = f"data:{kind};base64,{base64.b64encode(data).decode()}"
        assert clinic.style(f"body {{ background: url({address}) }}").refused() == ({"picture-in-style"}, 3)


def test_a_picture_by_its_whole_address_and_behind_an_import_is_refused(clinic):
    clinic.file("mark.svg", SVG).file("more.css", b"body { background: url(mark.svg) }")
    for rules in ('body { background: url("file:///styles/mark.svg") }', "@import '../more.css';"):
        assert clinic.style(rules).refused() == ({"picture-in-style"}, 3)
    assert clinic.style("body { background: url(../none.png) }").refused()[1] in {3, 4}


ELEMENTS = {
    "img": '<p><img src="file:///styles/mark.svg" alt="A mark"></p>',
    "img, written out": '<p><img src="data:image/svg+xml;base64,{0}" alt="A mark"></p>',
    "object": '<object data="file:///styles/mark.svg"></object>',
    "embed": '<embed src="file:///styles/mark.svg" type="image/svg+xml">',
    "style": "<style>body {{ background: url(file:///styles/mark.svg) }}</style>",
    "style of an element": '<div style="background: url(file:///styles/mark.svg); height: 2em"></div>',
    "drawn text": '<svg xmlns="http://www.w3.org/2000/svg"><title>A</title><text y="9">50</text></svg>',
    "drawn paths": '<svg viewBox="0 0 9 9"><path d="M0 0h9v2h-9z"/></svg>',
    "a drawing that shows a picture": '<svg><image href="file:///styles/mark.svg" width="9" height="9"/></svg>',
    "a drawing with HTML": "<svg><foreignObject><p>50</p></foreignObject></svg>",
    "a drawing in a drawing": "<svg><svg><path d='M0 0h9v2h-9z'/></svg></svg>",
    "an empty drawing": "<svg></svg>",
    "a drawing in the margins": '<div class="page-foot"><svg><path d="M0 0h9v2h-9z"/></svg></div>',
}


@pytest.mark.parametrize("html", ELEMENTS.values(), ids=ELEMENTS)
def test_a_picture_of_a_template_is_refused(clinic, html):
    clinic.file("mark.svg", SVG).body(html.format(base64.b64encode(SVG).decode()))
    codes, exit_code = clinic.refused()
    assert codes <= {"picture-in-style", "unsafe-template"}
    assert exit_code == 3


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace("<path ", '<path transform="rotate(9)" '),
        lambda text: text.replace("{{ code.path }}", "{{ code.path }}M0 0h9v2h-9z"),
        lambda text: text.replace("/></svg>", "/><path d='M0 0h9v2h-9z'/></svg>"),
    ],
    ids=["turned", "with more", "with another"],
)
def test_a_code_is_drawn_as_it_is(tmp_path, change):
    clinic = Clinic(tmp_path, Details(name="Hill", web="www.hill.example"))
    clinic.edition = edition_for(clinic.edition.clinic, codes=(Code.QR, Code.DATA_MATRIX))
    assert clinic.refused() is None
    assert clinic.template("symbol.html", change).refused() == ({"picture-in-style"}, 3)


HONEST = {
    "gradients": "h1 { background: linear-gradient(#fff, #eee) } h2 { background: radial-gradient(#fff, #eee) }",
    "colours, borders and room": "h1 { border: 3px double #123456; padding: 2mm; background: #fafafa }",
    "our own symbols": ".now { border-width: 4pt } h2 { background: url(../symbols/visit.svg) right / 4mm no-repeat }",
    "our own icons": "h2 { background: url(file:///styles/icons/call.svg) right / 4mm no-repeat }",
    "an import": "@import '../more.css'; @import url(data:text/css,p%7B%7D);",
    "a mark of a list": "ul { list-style: square }",
}


@pytest.mark.parametrize("rules", HONEST.values(), ids=HONEST)
def test_an_honest_style_is_as_good_as_ever(clinic, rules):
    clinic.file("more.css", b"/* ours */ @import 'parts/again.css'; h3 { color: #123456 }").style("", "again")
    assert clinic.style(rules).refused() is None


def test_our_own_files_may_lie_in_the_folder_of_a_clinic(clinic):
    for name in ("symbols/now.svg", "symbols/hatch.svg", "icons/call.svg", "leaflet.css", "variables.css"):
        clinic.file(name, (bundled("styles") / name).read_bytes())
    assert clinic.refused() is None


@pytest.mark.parametrize("data", [PATHS, FILES["mark.png"]], ids=["svg", "png"])
def test_the_logo_stands_where_it_always_does(tmp_path, data):
    path = tmp_path / ("logo.svg" if data is PATHS else "logo.png")
    path.write_bytes(data)
    clinic = Clinic(tmp_path, Details(name="Hill", logo=Logo.read(path, "Hill", Place("clinic.toml"))))
    assert clinic.refused() is None
    grey = clinic.edition.model_copy(update={"grey": True})
    clinic.edition = grey
    assert clinic.refused() is None


def test_the_hint_names_the_logo(clinic, run):
    clinic.file("mark.svg", SVG).style("body { background: url(../mark.svg) }")
    told = run("build", "demo.md", "--styles", "styles", cwd=clinic.folder)
    assert told.returncode == 3
    assert "write logo in clinic.toml" in " ".join(told.stderr.split())
    assert not (clinic.folder / "build").exists()
    assert look_of(styles=clinic.folder / "styles").trust_fonts is False
