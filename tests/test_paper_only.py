"""Templates and styles from elsewhere: no file is read, no line opened, nothing that acts lands in the PDF."""

import io
import re
import socket

import pikepdf
import pytest
from conftest import POLICY
from editing import GOOD, edition_for

from handouts.assets import bundled
from handouts.assets import look as look_with
from handouts.build import build, reset_press
from handouts.errors import HandoutsError, LookError
from handouts.model.clinic import Clinic
from handouts.model.options import BuildOptions
from handouts.proof.active import ACTIVE, FILES, HELD, SIGNATURE, active_problems
from handouts.reader.source import Source

DATA = "data:text/plain;base64,U0VDUkVU"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 9 9">'
# Each is refused, by the look's own error.
DRAWN = [
    '<link rel=attachment href="file:///etc/passwd">',
    f'<link rel="attachment" href="{DATA}">',
    f'<link rel="stylesheet attachment" href="{DATA}">',
    f'<link rel="ATTACHMENT" href="{DATA}">',
    f'<a rel="attachment" href="{DATA}">x</a>',
    '<a rel="attachment" href="file:///styles/variables.css">x</a>',
    '<a href="file:///etc/passwd">x</a>',
    '<a href="javascript:alert(1)">x</a>',
    '<a href="JaVaScRiPt:alert(1)">x</a>',
    '<a href="  javascript:alert(1)">x</a>',
    '<a href="java&#10;script:alert(1)">x</a>',
    '<a href="data:text/html,x">x</a>',
    '<a href="vbscript:x">x</a>',
    '<a href="ftp://example.org/">x</a>',
    '<a href="smb://example.org/x">x</a>',
    '<a href="ms-word:ofe|u|http://example.org">x</a>',
    '<a href="//example.org/x">x</a>',
    '<a href="page.html">x</a>',
    '<a href="../../x.pdf#page=2">x</a>',
    '<a href="blob:http://example.org/1">x</a>',
    "<script>app.alert(1)</script>",
    "<SCRIPT SRC='file:///styles/x.js'></SCRIPT>",
    '<object data="file:///etc/passwd"></object>',
    f'<object data="{DATA}"></object>',
    '<embed src="file:///etc/passwd">',
    '<iframe src="file:///etc/passwd"></iframe>',
    '<iframe srcdoc="x"></iframe>',
    '<base href="file:///">',
    '<base href="http://example.org/">',
    '<meta http-equiv="refresh" content="0;url=http://example.org">',
    '<form action="http://example.org"><input name="dose" value="5"></form>',
    '<input type="text" style="appearance: auto">',
    '<textarea style="appearance: auto">x</textarea>',
    '<select style="appearance: auto"><option>x</select>',
    '<button onclick="x()">x</button>',
    '<p onclick="x()">x</p>',
    '<video src="file:///etc/passwd"></video>',
    f'{SVG}<image href="file:///etc/passwd"/></svg>',
    f'{SVG}<image xlink:href="file:///etc/passwd"/></svg>',
    f'{SVG}<use href="file:///etc/passwd#x"/></svg>',
    f"{SVG}<script>x</script></svg>",
    f"{SVG}<foreignObject><p>x</p></foreignObject></svg>",
    f'{SVG}<a href="javascript:x"><text>x</text></a></svg>',
]
# Each is refused by the typesetter, which reads no file but the look's.
FETCHED = [
    "<p style='link: url(file:///etc/passwd)'>x</p>",
    '<p style="-weasy-link: url(file:///etc/passwd)">x</p>',
    '<p style="-weasy-link: url(javascript:alert(1))">x</p>',
    '<img src="file:///etc/passwd" alt="x">',
    '<img src="/etc/passwd" alt="x">',
    '<img src="http://127.0.0.1:{port}/x.png" alt="x">',
    '<img src="file:///styles/../../etc/passwd" alt="x">',
    '<img src="file:///styles/%2e%2e/%2e%2e/etc/passwd" alt="x">',
    '<img src="file://example.org/styles/x.png" alt="x">',
    '<p style="background: url(http://127.0.0.1:{port}/x.png)">x</p>',
    '<p style="background: url(/etc/passwd)">x</p>',
    '<ul style="list-style-image: url(file:///etc/passwd)"><li>x</ul>',
    "<style>p::before {{ content: url(http://127.0.0.1:{port}/x) }}</style>",
    "<style>@import url(http://127.0.0.1:{port}/x.css);</style>",
    "<style>@import url(file:///etc/passwd);</style>",
    "<style>@font-face {{ font-family: X; src: url(http://127.0.0.1:{port}/x.ttf) }} p {{ font-family: X }}</style>",
    '<link rel="stylesheet" href="http://127.0.0.1:{port}/x.css">',
    '<link rel="stylesheet" href="file:///etc/passwd">',
]
STYLES = [
    "@import url(file:///etc/passwd);",
    "@import url(http://127.0.0.1:{port}/x.css);",
    "@font-face {{ font-family: X; src: url(http://127.0.0.1:{port}/x.ttf) }}",
    "@font-face {{ font-family: X; src: url(file:///etc/passwd) }}",
    "p {{ background: url(http://127.0.0.1:{port}/x.png) }}",
    "p {{ background: url(file:///etc/passwd) }}",
    "h1 {{ -weasy-link: url(javascript:alert(1)) }}",
    "h1 {{ link: url(file:///etc/passwd) }}",
    "h1::before {{ content: url(http://127.0.0.1:{port}/x.png) }}",
]


@pytest.fixture
def listener():
    """Wait for somebody who calls."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0)
        yield server


@pytest.fixture
def built(tmp_path):
    """Build with a stranger's text in a template or a style."""

    def build_with(drawn="", style=""):
        for kind in ("templates", "styles"):
            (tmp_path / kind).mkdir(exist_ok=True)
        main = (bundled("templates") / "leaflet.html").read_text()
        (tmp_path / "templates/leaflet.html").write_text(main.replace("</body>", f"\n{drawn}</body>"))
        if style:
            (tmp_path / "styles/parts").mkdir(exist_ok=True)
            (tmp_path / "styles/parts/theirs.css").write_text(style)
        path = tmp_path / "test.md"
        path.write_text(GOOD)
        reset_press()
        look = look_with(tmp_path / "templates", tmp_path / "styles")
        return build(Source.read(path), BuildOptions(edition_for(Clinic()), look, POLICY))

    return build_with


def nobody_called(listener):
    with pytest.raises(BlockingIOError):
        listener.accept()


@pytest.mark.parametrize("drawn", DRAWN)
def test_no_template_draws_what_acts(built, drawn):
    with pytest.raises(LookError) as told:
        built(drawn)
    assert {problem.code for problem in told.value.problems} <= {"unsafe-template", "unsafe-link"}


def test_the_line_that_draws_it_is_named(built):
    with pytest.raises(LookError) as told:
        built("<script>x</script>")
    (problem,) = told.value.problems
    path, line = problem.place.path, problem.place.line
    with open(path) as file:  # noqa: PTH123
        assert "<script>" in file.read().splitlines()[line - 1]


@pytest.mark.parametrize("drawn", FETCHED)
def test_no_template_has_a_file_read_or_a_line_opened(built, listener, drawn):
    with pytest.raises(HandoutsError):
        built(drawn.format(port=listener.getsockname()[1]))
    nobody_called(listener)


@pytest.mark.parametrize("style", STYLES)
def test_no_style_has_a_file_read_or_a_line_opened(built, listener, style):
    with pytest.raises(HandoutsError):
        built(style=style.format(port=listener.getsockname()[1]))
    nobody_called(listener)


@pytest.mark.parametrize("target", ["https://example.org/a?b=c", "HTTP://example.org/", "mailto:a@b.org", "tel:+4416"])
def test_a_link_of_a_template_s_own_may_lead_where_paper_may(built, tmp_path, target):
    (tmp_path / "templates/parts").mkdir(parents=True)
    main = (bundled("templates") / "parts/header.html").read_text()
    title = "{{ part.title|inline(leaflet.language) }}"
    (tmp_path / "templates/parts/header.html").write_text(main.replace(title, f'<a href="{target}">{title}</a>'))
    with pikepdf.open(io.BytesIO(built().pdf)) as pdf:
        found = {str(link.A.URI) for page in pdf.pages for link in page.get("/Annots", ()) if "/A" in link}
    assert target in found


def dictionary(text):
    return b"%PDF-1.7\n1 0 obj\n<<" + text + b">>\nendobj\ntrailer <</Root 1 0 R>>\n%%EOF\n"


@pytest.mark.parametrize("name", sorted(ACTIVE | FILES | SIGNATURE))
def test_the_proof_finds_each_name_that_acts(name):
    (problem,) = active_problems(dictionary(f"/S /{name}".encode()), "x.md")
    assert problem.code == "active-content"
    assert name in problem.message


@pytest.mark.parametrize(
    "text",
    [
        b"/S /Java#53cript",
        b"/A <</S/Launch>>",
        b"/Names<</#4aavaScript 3 0 R>>",
        b"/T (a \\) b) /AA 3 0 R",
        b"/T (a (b (c (d))) e) /OpenAction 3 0 R",
        b"/T <41> /OpenAction 3 0 R",
        b"/A <</S /URI /URI (javascript:x)>>",
        b"/A <</S /URI/URI(file:///etc/passwd)>>",
        b"/A <</S /URI /URI <6a6176617363726970743a78>>>",
        b"/A <</S /URI /URI (\\152avascript:x)>>",
        b"/A <</S /URI /URI (\xfe\xff\x00j\x00a\x00v\x00a\x00:\x00x)>>",
        b"/A <</S /URI /URI (https://example.org/ a)>>",
        b"/A <</URI (x.html) /S /URI>>",
        b"/A <</U#52I (x.html) /S /URI>>",
    ],
)
def test_the_proof_reads_names_and_links_however_they_are_written(text):
    assert len([*active_problems(dictionary(text), "x.md")]) == 1


@pytest.mark.parametrize(
    "text",
    [
        b"/Title (/JavaScript and /Launch)",
        b"/Title (a \\( /JavaScript)",
        b"/Title <2f4a6176>",
        b"/S /URI /URI (https://example.org/a?b=c&d=%20)",
        b"/S /URI /URI (mailto:a@example.org)",
        b"/S /URI /URI (tel:+441632960001)",
        b"/S /GoTo /D [3 0 R /XYZ 0 0 0]",
        b"/Type /Annot /Subtype /Link",
    ],
)
def test_words_and_sound_links_act_in_no_way(text):
    assert not [*active_problems(dictionary(text), "x.md")]


def test_what_is_packed_is_unpacked():
    buffer = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("x"))
        pdf.save(buffer, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    data = buffer.getvalue()
    assert b"JavaScript" not in data
    found = " ".join(problem.message for problem in active_problems(data, "x.md"))
    assert all(name in found for name in ("JavaScript", "JS", "OpenAction"))


def test_a_leaflet_holds_files_only_where_they_are_asked_for(make):
    plain = make(GOOD).pdf
    held = make(GOOD, edition_for(Clinic(), embed_source=True)).pdf
    assert not [*active_problems(plain, "x.md")]
    assert not [*active_problems(held, "x.md", HELD)]
    assert {re.search(r"\((.*)\)", problem.message)[1] for problem in active_problems(held, "x.md")} == FILES


@pytest.mark.parametrize("data", [b"", b"(" * 100_000, b"<" * 100_000, b"/URI" * 50_000, b">> stream\n" * 50_000])
def test_no_file_takes_long_to_be_looked_through(data):
    assert len([*active_problems(data, "x.md")]) <= 1
