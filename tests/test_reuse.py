"""What the engine keeps from leaflet to leaflet, and leaves out at its start, changes no byte of any."""

import json
import os
import subprocess
import sys

import pytest
from conftest import CONTENT, ROOT
from declare import TARGET, declarations
from synthetic import monograph
from test_variants import FILES

from handouts.pdf import fast_start

SCRIPT = """
import datetime, hashlib, json, pathlib, sys
from handouts.reader.source import Source
from handouts.review.approval import review_status
from handouts.assets import Look, look
from handouts.build import press
from handouts.model.clinic import Clinic
from handouts.errors import HandoutsError
from handouts.leaflet import compose
from editing import edition_for
from handouts.leaflet.wording import wording

styles, _, *paths = sys.argv[1:]
look = Look((pathlib.Path(styles), *look().templates), (pathlib.Path(styles), *look().styles))
digests = {}
for paper in sys.argv[2].split():
    machine, edition = press(look, paper), edition_for(Clinic(name="Hill Clinic"), paper, datetime.date(2026, 3, 1))
    for path in map(pathlib.Path, paths):
        source = Source.read(path)
        language = source.monograph.language
        leaflet = compose(source.monograph, edition, wording(language, look), review_status(source, datetime.date(2026, 3, 31)))
        pdf = machine.typesetter.typeset(machine.renderer.draw(leaflet), language, path.parent).data
        digest = hashlib.sha256(pdf).hexdigest()
        assert digests.setdefault(f"{paper} {path.name}", digest) == digest, f"{path.name} comes out in two ways"
print(json.dumps(digests))
"""
NO_FOLDER = "."
KEEPING = """
import sys
from handouts.assets import look
from handouts.pdf import start_engine
if sys.argv[1:]:
    import weasyprint
    weasyprint.__version__ = sys.argv[1]
start_engine(look())
from weasyprint import css, layout, text
from weasyprint.layout import block
print(css.StyleFor.__name__, text.line_break.Layout.__name__, block.resolve_percentages.__module__)
print(type(text.ffi.ffi).__name__, type(text.fonts.woff2).__name__)
"""


def python(script, *arguments, engine="kept"):
    environment = os.environ | {"HANDOUTS_ENGINE": engine, "PYTHONHASHSEED": "0" if engine == "kept" else "1"}
    command = [sys.executable, "-c", script, *map(str, arguments)]
    result = subprocess.run(
        command, env=environment, cwd=ROOT, capture_output=True, text=True, check=False, timeout=600
    )
    assert result.returncode == 0, result.stderr
    return result.stdout


@pytest.fixture(scope="module")
def texts(tmp_path_factory):
    """Monographs of every kind: ours, made-up ones, every variant, other languages and scripts."""
    folder = tmp_path_factory.mktemp("texts")
    made = {f"made-up-{number}": monograph(number, seed=2)[1] for number in range(3)}
    cases = [
        case.split("\n--- reads as\n")[0].split("\n", 1)[1]
        for file in FILES
        for case in file.read_text("utf-8").split("=== ")[1:]
    ]
    made |= {f"variant-{number}": case for number, case in enumerate(cases) if "pen.png" not in case}
    for language, text in {
        "de": "Nehmen Sie zweimal täglich 5 mg. Die Blutgerinnungsuntersuchungsergebnisse zeigen es.",
        "ar": "تناول الدواء مرتين في اليوم 5 mg. لا تتوقف.",
        "th": "รับประทานยาวันละสองครั้งหลังอาหารเช้าและเย็น 5 mg",
        "ta": "ஒவ்வொரு நாளும் இரண்டு முறை 5 mg எடுத்துக் கொள்ளுங்கள்",
    }.items():
        made[f"language-{language}"] = (
            f"---\ntitle: Demo\nlang: {language}\n---\n# Demo\n### Usage\n{text}\n\n* {text}\n* **{text}**\n\n{text * 20}\n"
        )
    for name, text in made.items():
        (folder / f"{name}.md").write_text(text, "utf-8")
    return [*CONTENT, *sorted(folder.iterdir())]


def test_the_bytes_are_the_engine_s_own_in_any_order(texts):
    digests = json.loads(python(SCRIPT, NO_FOLDER, "a4 letter", *texts))
    assert digests == json.loads(python(SCRIPT, NO_FOLDER, "a4 letter", *reversed(texts), engine="stock"))
    assert len(set(digests.values())) == len(digests) == 2 * len(texts)


@pytest.mark.parametrize(
    "rule",
    [
        "p { margin-left: 3vw; width: 80% } h2 { font-size: 4vh }",
        "p { text-decoration: underline; font-feature-settings: 'smcp'; text-align: justify; hyphens: auto }",
        "li { counter-increment: own 2; break-inside: avoid } li::before { content: counter(own) ' ' } ul { counter-reset: own }",
        "p:first-line { font-weight: bold } p:first-letter { font-size: 3em } table { border-collapse: collapse; width: 60% }",
        "p { letter-spacing: 1px; word-spacing: 2px } li { overflow-wrap: anywhere; width: 30%; word-spacing: 1px }",
        "li::before { width: auto; position: relative; top: 1mm } h2 { visibility: hidden; box-shadow: 0 0 1mm #000 } .question { float: right; width: 40% }",
        "p { border-radius: 1mm; background: linear-gradient(#fff, #eee) } li { border: 1px solid; border-radius: 10% 5px } li::before { margin: auto 1px }",
        "section { columns: 2; column-gap: 1em } p { orphans: 4; text-indent: 2em } li:nth-child(2n) { direction: rtl; letter-spacing: 1px }",
    ],
)
def test_a_clinic_s_own_style_comes_out_as_ever(tmp_path, texts, rule):
    (tmp_path / "leaflet.css").write_text((ROOT / "styles" / "leaflet.css").read_text("utf-8") + rule, "utf-8")
    some = [path for path in texts if path in CONTENT[:2] or "made-up" in path.name]
    digests = json.loads(python(SCRIPT, tmp_path, "a4", *some))
    assert digests == json.loads(python(SCRIPT, tmp_path, "a4", *some, engine="stock"))
    assert len(set(digests.values())) == len(some)


def test_a_template_s_own_styles_come_out_as_ever(tmp_path, texts):
    template = (ROOT / "templates" / "leaflet.html").read_text("utf-8")
    template = template.replace("</head>", "<style>p { color: #333 } h2 + p::before { content: '' }</style></head>")
    (tmp_path / "leaflet.html").write_text(template.replace("<h1", '<h1 id="top" style="letter-spacing: 1px"'), "utf-8")
    some = [path for path in texts if path in CONTENT[:2] or "made-up" in path.name]
    digests = json.loads(python(SCRIPT, tmp_path, "a4", *some))
    assert digests == json.loads(python(SCRIPT, tmp_path, "a4", *some, engine="stock"))
    assert digests != json.loads(python(SCRIPT, NO_FOLDER, "a4", *some))


def test_it_is_for_one_version_of_the_engine_and_can_be_switched_off():
    assert python(KEEPING).split() == ["KeptStyles", "KeptLayout", "handouts.pdf.reuse.boxes", "Declared", "Later"]
    assert python(KEEPING, "70.1").split()[:3] == ["StyleFor", "Layout", "weasyprint.layout.percent"]
    assert python(KEEPING, engine="stock").split() == [
        "StyleFor",
        "Layout",
        "weasyprint.layout.percent",
        "FFI",
        "module",
    ]


def test_the_declarations_are_those_of_the_engine():
    assert TARGET.read_text("ascii") == declarations(), "Run `make declarations`."


def test_an_engine_with_other_declarations_starts_by_itself(monkeypatch):
    monkeypatch.setattr(fast_start, "SOURCE", "0" * 64)
    with fast_start.fast_start():
        assert not isinstance(sys.modules.get("fontTools.subset"), fast_start.Later)


def test_what_stood_in_for_modules_is_gone_and_what_was_there_is_back():
    import cffi

    with fast_start.fast_start():
        assert sys.modules["cffi"] is not cffi
    assert sys.modules["cffi"] is cffi
    assert not isinstance(sys.modules.get("fontTools.subset"), fast_start.Later)


def test_a_function_of_a_module_that_is_seldom_needed_loads_it():
    from fontTools import subset

    assert isinstance(fast_start.Later("fontTools.subset").Options(glyph_names=True), subset.Options)
    assert not hasattr(fast_start.Later("fontTools.subset"), "__path__")
