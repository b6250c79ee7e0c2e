"""The reports of a check: valid for the machines that read them, legible for people, and safe with a hostile text."""

import datetime as dt
import json
import re
import xml.etree.ElementTree as ET
from html.parser import HTMLParser

import jsonschema
import pytest
from conftest import CONTENT, ROOT
from rich.console import Console

from handouts.assets import look as look_of
from handouts.check import TEXT_RULES, check_text
from handouts.check.monograph_text import MonographText
from handouts.check.readability import Reading, Score
from handouts.check.result import Checked
from handouts.check.rule import Rule
from handouts.cli.console import PIPE_WIDTH
from handouts.errors import Level, LookError, Place, Problem, Waiver
from handouts.model.monograph import plain
from handouts.model.profile import PROFILES
from handouts.page import Renderer
from handouts.reader.monograph import read_monograph
from handouts.report import FORMATS
from handouts.report.html import draw_report
from handouts.report.terminal import draw_terminal

RULES = (
    Rule(
        "M01",
        Level.BLOCK,
        "Trailing zero",
        "no dose ends in .0",
        "1.0 mg is read as 10 mg.",
        "ISMP",
        lambda _: iter(()),
    ),
    Rule("L01", Level.WARN, "Long sentence", "20 words", "Long sentences are lost.", "NHS", lambda _: iter(())),
)
SOURCE = '# Demo\n\nTake **1.0** mg, "not" <script>alert(1)</script> more.\nA sentence that goes\non & on.\n'
WAIVER = Waiver("As on the pack", "Ada Nurse", dt.date(2027, 3, 31))
WAIVED_LATER = {"rule": "M01", "line": 3, "column": 8, "words": "1.0 mg", "waiver": WAIVER}


def finding(
    rule="M01",
    line=3,
    column=8,
    words="1.0 mg",
    message="A dose ends in a zero.",
    level=None,
    path="demo.md",
    waiver=None,
):
    row = next((row for row in RULES if row.id == rule), RULES[0])
    place = Place(path, line, column)
    return Problem(rule, message, "Write 1.", place, level or row.level, words, rule, "around", waiver)


def checked(*findings, path="demo.md", source=SOURCE, **more):
    return Checked(path, "Demo", "DRAFT: nobody has signed it off.", findings, source=source, **more)


LONG = finding("L01", 4, 1, "A sentence that goes\non & on.", "This sentence is long.")
FILE = checked(
    finding(),
    LONG,
    finding(**WAIVED_LATER),
    finding("X99", 0, 0, "", "A note is missing.", Level.INFORM),
    pages=3,
    notes=("No PDF was read.",),
)
HOSTILE = checked(
    finding(path="a b/ü,x:%1.md", words='"\n\x1b[31m\ud800', message="100%, see: \x00 a\r\nb ::error::"),
    finding("L01", 9999, 9999, "*" * 400, "x"),
    finding(line=0, column=0, words="</mark><script>", path="/absolute/x.md"),
    path="a b/ü,x:%1.md",
    source='</li><script>alert("x")</script>\x1b[31m\x00 {{ 7 * 7 }}\r\n' + "*" * 5000 + "\r\n<!-- & -->",
)


def content():
    for path in [*CONTENT, *sorted((ROOT / "tests/labelled").glob("*.md"))[:6]]:
        monograph = read_monograph(path.read_bytes(), f"content/{path.name}")
        text = MonographText(monograph, PROFILES["ema"])
        reading = Reading((Score("SMOG", 9.5, 8.25, 10),), len(text.sentences), 500, text.sentences[:2])
        yield Checked(
            monograph.path, plain(monograph.title), "DRAFT", check_text(text), reading, 2, path.read_text("utf-8")
        )


@pytest.fixture(scope="module", params=["nothing", "plain", "hostile", "content"])
def files(request):
    return {"nothing": [], "plain": [FILE], "hostile": [HOSTILE, FILE], "content": list(content())}[request.param]


@pytest.fixture(scope="module")
def page(look):
    return Renderer(look)


@pytest.mark.parametrize("name", FORMATS)
def test_every_report_can_be_written_and_stays_the_same(name, files):
    text = FORMATS[name](files, RULES)
    assert text.encode() or (name == "github" and not any(file.findings for file in files))
    assert text == FORMATS[name](files, RULES)
    assert not text or (text.endswith("\n") and not text.endswith("\n\n"))


def test_json_says_everything():
    report = json.loads(FORMATS["json"]([FILE], RULES))
    assert report["version"] == 2
    assert report["totals"] == {"files": 1, "blocked": 1, "block": 1, "warn": 1, "inform": 1, "waived": 1}
    file = report["files"][0]
    assert list(file) == ["path", "title", "status", "reading", "pages", "notes", "findings", "counts"]
    assert file["counts"] == {"block": 1, "warn": 1, "inform": 1, "waived": 1}
    assert file["findings"][0] == {
        "rule": "M01", "title": "Trailing zero", "level": "block", "path": "demo.md", "line": 3, "column": 8, "words": "1.0 mg",
        "message": "A dose ends in a zero.", "hint": "Write 1.", "why": "1.0 mg is read as 10 mg.", "source": "ISMP", "waiver": None,
    }  # fmt: skip
    assert file["findings"][2]["waiver"] == {"reason": "As on the pack", "by": "Ada Nurse", "until": "2027-03-31"}
    assert "ü" in FORMATS["json"]([HOSTILE], RULES)


def test_json_tells_how_hard_a_text_reads():
    file = json.loads(FORMATS["json"](list(content())[:1], RULES))["files"][0]
    assert file["reading"]["grade"] == 8.25
    assert file["reading"]["scores"] == [{"formula": "SMOG", "with_names": 9.5, "without_names": 8.25, "limit": 10}]
    assert all(sentence["line"] and sentence["text"] for sentence in file["reading"]["hardest"])


def test_sarif_keeps_its_schema(files):
    schema = json.loads((ROOT / "tests/schemas/sarif-2.1.0.json").read_text("utf-8"))
    log = json.loads(FORMATS["sarif"](files, TEXT_RULES if files and files[0].path.startswith("content") else RULES))
    jsonschema.Draft4Validator(schema, format_checker=jsonschema.FormatChecker()).validate(log)


def sarif(*files):
    return json.loads(FORMATS["sarif"](files, RULES))["runs"][0]


def test_sarif_points_at_the_words():
    run = sarif(FILE)
    dose, long, waived, whole = run["results"]
    rules = run["tool"]["driver"]["rules"]
    assert [rule["defaultConfiguration"]["level"] for rule in rules] == ["error", "warning"]
    assert [(result["level"], result.get("ruleIndex")) for result in run["results"]] == [
        ("error", 0),
        ("warning", 1),
        ("error", 0),
        ("note", None),
    ]
    assert dose["message"]["text"] == "A dose ends in a zero. Write 1."
    region = dose["locations"][0]["physicalLocation"]["region"]
    assert region == {"startLine": 3, "startColumn": 8, "endColumn": 16}
    assert SOURCE.split("\n")[2][7:15] == "1.0** mg"
    assert long["locations"][0]["physicalLocation"]["region"] == {"startLine": 4, "startColumn": 1}
    assert "region" not in whole["locations"][0]["physicalLocation"]
    assert waived["suppressions"][0]["justification"] == "As on the pack (Ada Nurse, until 2027-03-31)"
    assert "suppressions" not in dose
    assert run["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"] == "No PDF was read."


def test_sarif_fingerprints_stay_when_lines_move_and_differ_within_a_file():
    def prints(*lines):
        results = sarif(checked(*(finding(line=line) for line in lines)))["results"]
        return [result["partialFingerprints"]["handouts/v1"] for result in results]

    assert prints(3, 5) == prints(13, 15)
    assert len(set(prints(3, 5))) == 2


def test_sarif_addresses_are_addresses():
    first, _, absolute = (
        result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for result in sarif(HOSTILE)["results"]
    )
    assert first == "a%20b/%C3%BC%2Cx%3A%251.md"
    assert absolute == "file:///absolute/x.md"


def test_github_gets_one_escaped_line_a_finding():
    lines = FORMATS["github"]([FILE], RULES).splitlines()
    assert (
        lines[0]
        == "::error file=demo.md,line=3,col=8,title=M01 Trailing zero::“1.0 mg” A dose ends in a zero. Write 1."
    )
    assert [line.split(" ")[0] for line in lines] == ["::error", "::warning", "::notice", "::notice"]
    assert lines[2].startswith("::notice file=demo.md,title=")
    hostile = FORMATS["github"]([HOSTILE], RULES).split("\n")
    assert len(hostile) == 4
    assert hostile[0].startswith("::error file=a b/ü%2Cx%3A%251.md,line=3,col=8,title=M01 Trailing zero::")
    assert hostile[0].endswith(" 100%25, see: \ufffd a%0D%0Ab ::error:: Write 1.")


def test_junit_fails_only_for_what_blocks():
    root = ET.fromstring(FORMATS["junit"]([FILE, checked(LONG, path="b.md"), HOSTILE], RULES))
    assert root.attrib == {"name": "handouts", "tests": "3", "failures": "2", "errors": "0", "skipped": "0"}
    first, second, hostile = root
    assert [(case.get("name"), case.find("failure") is not None) for case in first.iter("testcase")] == [
        ("M01 Trailing zero", True)
    ]
    assert first.find(".//failure").text == "demo.md:3:8: block M01 “1.0 mg” A dose ends in a zero. Write 1."
    assert [line[:26] for line in first.find("system-out").text.split("\n")][0] == "demo.md:4:1: warn L01 “A s"
    assert [case.find("failure") for case in second.iter("testcase")] == [None]
    assert "2 places" in hostile.find(".//failure").get("message")


def shown(width, *files, **options):
    console = Console(width=width, record=True, file=open("/dev/null", "w", encoding="utf-8"), force_terminal=False)  # noqa: PTH123, SIM115
    with console.file:
        console.print(draw_terminal(files, RULES, **options))
        return console.export_text()


def test_the_terminal_shows_the_gravest_first_in_80_columns():
    text = shown(80, FILE, HOSTILE)
    assert max(map(len, text.splitlines())) <= 80
    assert re.search(r"^  3:8  BLOCK  M01  “1\.0 mg” A dose ends in a zero\.\n {19}Write 1\.$", text, re.MULTILINE)
    assert text.index("BLOCK  M01") < text.index("WARN   L01") < text.index("INFORM X99") < text.index("WAIVED M01")
    assert re.search(r"WAIVED M01  “1\.0 mg” As on the pack \(Ada Nurse, until 2027-03-31\)", text)
    assert "Note: No PDF was read." in text
    assert "2 of 2 texts may not be handed out as they are." in text
    assert re.search(r"^demo\.md +1 +1 +1 +1 +– +3\s*$", text, re.MULTILINE)
    assert "\x1b" not in text
    assert "Why:" not in text
    assert "Why: 1.0 mg is read as 10 mg.\n" in shown(80, FILE, explain=True)


def test_a_pipe_gets_one_line_a_message():
    long = finding(message="word " * 200)
    line = next(line for line in shown(PIPE_WIDTH, checked(long)).splitlines() if "BLOCK" in line)
    assert line.count("word") == 200


def test_the_terminal_tells_the_grade_and_cuts_the_table_of_rules():
    assert "reading SMOG 8.2 (limit 10) · 2 pages" in shown(120, *content())
    assert "… and 2 more rules" in shown(80, checked(*(finding(f"M{number:02}") for number in range(12))))
    assert "A dose ends" in " ".join(shown(30, FILE).split())


def test_words_a_message_quotes_are_not_said_twice():
    text = shown(80, checked(finding(words="U", message="Users read U as 0.")))
    assert "Users read U as 0." in text
    assert "“U”" not in text


class Reader(HTMLParser):
    """Collects what a browser would make of the page."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.ids, self.links, self.lines, self.marks, self.open = [], [], [], [], [], []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        self.tags.append(tag)
        self.ids += [values["id"]] if "id" in values else []
        self.links += [values[key] for key in ("href", "src", "action", "style") if key in values]
        if values.get("class") == "text":
            self.lines.append("")
        if tag not in {"meta", "br", "input"}:
            self.open.append((tag, values.get("class", "")))
        if tag == "mark":
            self.marks.append("")

    def handle_endtag(self, tag):
        assert self.open.pop()[0] == tag

    def handle_data(self, data):
        if ("div", "text") in self.open and self.open[-1][0] != "a":
            self.lines[-1] += data
        if self.open and self.open[-1][0] == "mark":
            self.marks[-1] += data


def test_the_page_shows_every_line_letter_for_letter(page, files):
    read = Reader(draw_report(files, RULES, page))
    assert read.open == []
    wanted = [
        line for file in files for line in re.sub("[\x00\x1b]", "\ufffd", file.source.replace("\r\n", "\n")).split("\n")
    ]
    assert read.lines == wanted
    assert "script" not in read.tags
    assert len(set(read.ids)) == len(read.ids)
    assert {link for link in read.links if link.lstrip("#") not in read.ids or link[0] != "#"} == set()


def test_the_page_marks_the_words_over_markup_and_line_ends(page):
    read = Reader(draw_report([FILE], RULES, page))
    assert read.marks == ["1.0** mg", "A sentence that goes", "on & on."]


def test_the_page_says_levels_in_words_and_shows_waivers(page):
    text = draw_report([FILE], RULES, page)
    for level in ("Block", "Warn", "Inform", "Waived"):
        assert f'<strong class="level">{level}</strong>' in text
    assert "Waived: As on the pack (Ada Nurse, until 2027-03-31)" in text
    assert '<html lang="en">' in text
    assert "About the whole" in text
    assert "About the whole" not in draw_report([checked(finding())], RULES, page)


def luminance(colour):
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_the_pages_colours_can_be_read():
    style = (ROOT / "templates/report.html").read_text("utf-8")
    inks = re.findall(r"--(?:block|warn|inform|waived|quiet): (#\w{6})", style)
    tints = re.findall(r"--tint: (#\w{6})", style)
    assert (len(inks), len(tints)) == (5, 4)
    for ink in inks:
        assert 1.05 / (luminance(ink) + 0.05) >= 4.5
    for tint in tints:
        assert (luminance(tint) + 0.05) / (luminance("#111111") + 0.05) >= 4.5


def test_a_broken_report_template_is_a_look_error(tmp_path):
    (tmp_path / "report.html").write_text("{{ nothing.at.all }}")
    with pytest.raises(LookError, match="template fails") as raised:
        draw_report([FILE], RULES, Renderer(look_of(tmp_path)))
    assert raised.value.problems[0].place == Place(str(tmp_path / "report.html"), 1)


def test_a_leaflets_templates_hold_no_words():
    leaflet = (ROOT / "templates/leaflet.html").read_text("utf-8")
    names = ["leaflet.html", "macros.html", "blocks.html", *re.findall(r'include "(\w+\.html)"', leaflet)]
    names += [f"parts/{path.name}" for path in (ROOT / "templates/parts").glob("*.html")]
    assert len(names) >= 9
    for name in names:
        text = re.sub(
            r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", "", (ROOT / "templates" / name).read_text("utf-8"), flags=re.DOTALL
        )
        assert re.findall(r"[^\W\d_]+", re.sub(r'<[^<>]*>|[a-z]+="[^"]*"', "", text)) == [], name
