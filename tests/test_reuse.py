"""What is kept of the engine's work from leaflet to leaflet, or done in another way, changes none of them."""

import re

import cssselect2
import pytest
import tinyhtml5
from apart import call, composed, typeset_all, unpacked
from conftest import ROOT, TYPICAL
from drawing import draw
from measuring import unmeasured
from PIL import Image
from synthetic import monograph
from test_variants import FILES

from handouts.page import Renderer
from handouts.reader.source import Source

LANGUAGES = {
    "de": "Nehmen Sie zweimal täglich 5 mg. Die Blutgerinnungsuntersuchungsergebnisse zeigen es.",
    "ro": "Luaţi 5 mg de două ori pe zi. Greaţa şi oboseala trec",  # draws its letters other than Turkish does
    "ar": "تناول الدواء مرتين في اليوم 5 mg. لا تتوقف.",
    "th": "รับประทานยาวันละสองครั้งหลังอาหารเช้าและเย็น 5 mg",
    "ta": "ஒவ்வொரு நாளும் இரண்டு முறை 5 mg எடுத்துக் கொள்ளுங்கள்",
    "en": "Tell ภาษาไทย from ខ្មែរ, كلمة from מילה, हिन्दी from தமிழ், and 漢字 from 한국어, in 5 minutes",
}
IN_A_LANGUAGE = """---
title: Demo
language: {language}
---
# Demo
### Usage
{text}

* {text}
* **{text}**
  * {text}

{long}

### Dosage
| 5 kg | {text} | 2 ml |
|---|---|---|
| 6 kg | **4 ml** | **3 ml** |

### FAQs
* **Q: {text}?** A: {text}
"""
STYLES = (
    """p { margin-left: 3vw; width: 80% } h2 { font-size: 4vh }
    td strong { display: inline-block; width: 50% }""",
    """h2 { text-decoration: underline } li { font-feature-settings: 'onum' }
    p { text-align: justify; hyphens: auto }""",
    """li { counter-increment: own 2; break-inside: avoid } li::before { content: counter(own) ' ' }
    ul { counter-reset: own } .forms { display: flex } .form { flex: 1 }""",
    """p:first-line { font-weight: bold } p:first-letter { font-size: 3em }
    table { border-collapse: collapse; width: 60% } .chapter-head { display: grid }""",
    """p { letter-spacing: 1px } li { overflow-wrap: anywhere; width: 30% } td { word-spacing: 2px }""",
    """li::before { width: auto; position: relative; top: 1mm } .question { float: right; width: 40% }
    h1 { box-shadow: 0 0 1mm #000 } h2 { visibility: hidden }""",
    """p { border-radius: 1mm; background: linear-gradient(#fff, #eee) }
    li { border: 1px solid; border-radius: 10% 5px } li::before { margin: auto 1px }""",
    """section { columns: 2; column-gap: 1em } p { orphans: 4; text-indent: 2em }
    li:nth-child(2n) { direction: rtl; letter-spacing: 1px }""",
)


@pytest.fixture(scope="module")
def texts(tmp_path_factory):
    """Monographs of every kind, by name: ours, made-up ones, every variant, other languages and scripts."""
    folder = tmp_path_factory.mktemp("texts")
    Image.new("RGB", (40, 40), "navy").save(folder / "pen.png")
    made = {f"made-up-{number}": monograph(number, seed=2)[1] for number in range(3)}
    cases = [
        case.split("\n--- reads as\n")[0].split("\n", 1)[1]
        for file in FILES
        for case in file.read_text("utf-8").split("=== ")[1:]
    ]
    made |= {f"variant-{number}": case for number, case in enumerate(cases)}
    for language, text in LANGUAGES.items():
        made[f"language-{language}"] = IN_A_LANGUAGE.format(language=language, text=text, long=text * 9)
    for name, text in made.items():
        (folder / f"{name}.md").write_text(text, "utf-8")
    return {path.stem: path for path in (*TYPICAL, *sorted(folder.glob("*.md")))}


def compare(plan, again=()):
    """Make the same leaflets with the patches and, in another order, without; return the digests of their parts."""
    ours = call(typeset_all, [*plan, *again], environment=unmeasured())
    stock = call(typeset_all, [(*row, texts[::-1]) for *row, texts in plan], engine="stock", environment=unmeasured())
    assert {name: parts for name, (_, parts) in ours.items()} == {name: parts for name, (_, parts) in stock.items()}
    assert all(data != stock[name][0] for name, (data, _) in ours.items())  # the level they are packed at
    return {name: parts for name, (_, parts) in ours.items()}


def test_the_texts_are_what_their_names_say(texts):
    read = {name: Source.read(path) for name, path in texts.items()}
    languages = {name[-2:]: source.monograph.language for name, source in read.items() if "language" in name}
    assert languages == {language: language for language in LANGUAGES}
    told = {
        (name, each.code)
        for name, source in read.items()
        if "variant" not in name
        for each in source.monograph.problems
    }
    assert told == {(f"language-{language}", "unknown-language") for language in LANGUAGES if language != "en"}
    assert [name for name, source in read.items() if source.pictures]
    assert len([name for name in read if "variant" in name]) > 50


def test_every_leaflet_is_the_engine_s_own_in_any_order(tmp_path, texts):
    paths, some = list(texts.values()), list(texts.values())[::3]
    assert {path.stem.split("-")[0] for path in some if path not in TYPICAL} == {"language", "made", "variant"}
    others = [path for path in paths if path not in some or path in some[::4]]
    made = compare([(tmp_path, "a4", others), (tmp_path, "letter", some)], again=[(tmp_path, "a4", others[::-8])])
    assert len(set(made.values())) == len(made) == len(paths) + len(some[::4])


def test_a_clinic_s_own_styles_and_template_come_out_as_ever(tmp_path, texts):
    some = [texts["made-up-1"], texts["language-de"]]
    slow = [texts["amoxicillin-suspension"], texts["language-de"], texts["language-ar"]]
    plan = [(tmp_path / "ours", "a4", [*some, slow[0], slow[2]])]
    for number, rules in enumerate(STYLES):
        (tmp_path / f"style-{number}").mkdir()
        style = (ROOT / "styles" / "leaflet.css").read_text("utf-8") + rules
        (tmp_path / f"style-{number}" / "leaflet.css").write_text(style, "utf-8")
        plan.append((tmp_path / f"style-{number}", "a4", slow if "columns" in rules else some))
    (tmp_path / "template" / "parts").mkdir(parents=True)
    for name, old, new in (
        ("leaflet.html", "</head>", "<style>p { color: #333 } h2 + p::before { content: '' }</style></head>"),
        ("parts/header.html", "<h1", '<h1 id="top" style="letter-spacing: 1px"'),
    ):
        template = (ROOT / "templates" / name).read_text("utf-8")
        assert old in template
        (tmp_path / "template" / name).write_text(template.replace(old, new), "utf-8")
    made = compare([*plan, (tmp_path / "template", "a4", some)])
    assert len(set(made.values())) == len(made) == 4 + 7 * 2 + 3 + 2


def test_every_rule_of_a_style_finds_something_to_style(texts, look):
    page = tinyhtml5.parse(Renderer(look).draw(composed(Source.read(texts["language-de"]), look)))
    page = cssselect2.ElementWrapper.from_html_root(page)
    for selector in [*re.findall(r"([^{}]+){", "".join(STYLES)), "h2 + p"]:
        assert page.query(re.sub("::before|:first-l.*", "", selector)), selector


def test_a_word_and_a_place_in_the_file_make_a_difference_to_what_is_compared():
    data = draw("", "<h1>Demo</h1><p>A word.</p>")
    parts = unpacked(data)
    assert b"".join(part[2] for part in parts[1:-1] if isinstance(part[2], bytes)).count(b"BDC") > 1
    assert parts != unpacked(draw("", "<h1>Demo</h1><p>A sword.</p>"))
    assert [part[1:] for part in parts] != [part[1:] for part in unpacked(data.replace(b"%PDF", b"% PDF"))]
