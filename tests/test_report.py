"""The reports of a check for machines and for the terminal: valid, and safe with a hostile text."""

import dataclasses
import json
import re
import xml.etree.ElementTree as ET

import jsonschema
import pytest
from conftest import ROOT
from reports import FILE, HOSTILE, KINDS, LONG, RULES, SOURCE, checked, content, finding
from rich.console import Console

from handouts.check import TEXT_RULES
from handouts.cli.console import PIPE_WIDTH
from handouts.errors import Level
from handouts.report import FORMATS
from handouts.report.terminal import draw_terminal


@pytest.fixture(scope="module", params=KINDS)
def files(request):
    return KINDS[request.param]()


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
        "rule": "M01", "title": "Trailing zero", "kind": "safety", "level": "block", "path": "demo.md",
        "line": 3, "column": 8, "words": "1.0 mg", "message": "A dose ends in a zero.", "hint": "Write 1.",
        "why": "1.0 mg is read as 10 mg.",
        "source": "ISMP", "waiver": None,
    }  # fmt: skip
    assert file["findings"][2]["waiver"] == {"reason": "As on the pack", "by": "Ada Nurse", "until": "2027-03-31"}
    assert "ü" in FORMATS["json"]([HOSTILE], RULES)


def test_json_tells_how_hard_a_text_reads():
    file = json.loads(FORMATS["json"](content()[:1], RULES))["files"][0]
    assert file["reading"]["grade"] == 8.25
    assert file["reading"]["scores"] == [{"formula": "SMOG", "with_names": 9.5, "without_names": 8.25, "limit": 10}]
    hardest = file["reading"]["hardest"]
    assert [bool(sentence["line"] and sentence["text"]) for sentence in hardest] == [True, True]


def test_sarif_keeps_its_schema(files):
    schema = json.loads((ROOT / "tests/schemas/sarif-2.1.0.json").read_text("utf-8"))
    log = json.loads(FORMATS["sarif"](files, TEXT_RULES if files and files[0].path.startswith("content") else RULES))
    validator = jsonschema.Draft4Validator(schema, format_checker=jsonschema.FormatChecker())
    validator.validate(log)
    assert not validator.is_valid(log | {"runs": [{}]})


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


def test_sarif_names_each_rules_page_and_what_it_is_for():
    rules = sarif(FILE)["tool"]["driver"]["rules"]
    assert [(rule["helpUri"], rule["properties"]["tags"]) for rule in rules] == [
        ("RULES.md#M01", ["safety", "block"]),
        ("RULES.md#L01", ["style", "warn"]),
    ]
    reference = (ROOT / "RULES.md").read_text("utf-8")
    assert all(f'<a id="{rule.id}"></a>' in reference for rule in TEXT_RULES)


def test_sarif_has_the_fix_where_it_is_sure():
    source = "# Demo\n\nTake 250mg.\n"
    run = sarif(checked(dataclasses.replace(finding(column=6, words="250mg"), instead="250 mg"), source=source))
    (change,) = run["results"][0]["fixes"][0]["artifactChanges"]
    assert change["artifactLocation"]["uri"] == "demo.md"
    assert change["replacements"] == [
        {
            "deletedRegion": {"startLine": 3, "startColumn": 6, "endColumn": 11},
            "insertedContent": {"text": "250 mg"},
        }
    ]
    elsewhere = checked(dataclasses.replace(finding(column=5, words="250mg"), instead="250 mg"), source=source)
    assert "fixes" not in sarif(elsewhere)["results"][0]


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
    assert [line.split(" ")[0] for line in lines] == ["::error", "::warning", "::notice", "::notice", "::notice"]
    assert lines[2].startswith("::notice file=demo.md,title=")
    hostile = FORMATS["github"]([HOSTILE], RULES).split("\n")
    assert len(hostile) == 5
    assert hostile[0].startswith("::error file=a b/ü%2Cx%3A%251.md,line=3,col=8,title=M01 Trailing zero::")
    assert hostile[0].endswith(" 100%25, see: \ufffd a\ufffd\\nb ::error:: Write 1.")


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
    one = shown(80, FILE)
    assert one.index("BLOCK  M01") < one.index("INFORM X99") < one.index("WARN   L01") < one.index("WAIVED M01")
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
    twelve = [finding(f"M{number:02}", level=Level.WARN) for number in range(12)]
    assert "… and 2 more rules" in shown(80, checked(*twelve))
    all_block = shown(80, checked(*(finding(f"M{number:02}") for number in range(12))))
    assert all(f"\nM{number:02}" in all_block for number in range(12))
    assert "A dose ends" in " ".join(shown(30, FILE).split())


def test_words_a_message_quotes_are_not_said_twice():
    text = shown(80, checked(finding(words="U", message="Users read U as 0.")))
    assert "Users read U as 0." in text
    assert "“U”" not in text
