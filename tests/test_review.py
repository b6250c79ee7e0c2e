"""The editor's day at the command line: check, mend, waive."""

import json
import re

import pytest
from conftest import ROOT
from editing import GOOD, change, found


def test_a_good_text_has_no_findings_and_its_leaflet_neither(run, demo):
    result = run("check", demo, "--format", "json")
    assert (result.returncode, result.stderr) == (0, "")
    file = json.loads(result.stdout)["files"][0]
    assert file["findings"] == []
    assert file["pages"] == 1
    assert file["status"] == "nobody has signed it off"


def test_a_blocking_finding_exits_1_with_place_words_and_what_to_write(run, demo):
    change(demo, "5 mg", "5.0 mg")
    result = run("check", demo, "--text", "--format", "json")
    assert result.returncode == 1
    (finding,) = found(result, "M01")
    line = demo.read_text().splitlines()[finding["line"] - 1]
    assert line[finding["column"] - 1 :].startswith("5.0")
    assert (finding["level"], finding["words"], finding["hint"]) == ("block", "5.0", "Write 5.")
    assert "ISMP" in finding["source"]
    assert run("check", demo, "--text", "--ignore", "M01").returncode == 0
    assert run("check", demo, "--text", "--select", "S,L").returncode == 0
    assert run("check", demo, "--text", "--select", "Q7").returncode == 2


def test_a_waiver_lets_one_place_pass_and_is_told(run, demo):
    change(demo, "Take 5 mg once", "Take 5.0 mg once")
    change(
        demo,
        "sources:",
        'waivers: [{rule: M01, words: "5.0", reason: As printed on the pack, by: Ada, until: 2026-12-31}]\nsources:',
    )
    result = run("check", demo, "--format", "json", "--today", "2026-03-31")
    assert result.returncode == 0, result.stdout
    assert found(result, "M01")[0]["waiver"] == {"reason": "As printed on the pack", "by": "Ada", "until": "2026-12-31"}
    assert json.loads(result.stdout)["files"][0]["counts"]["waived"] == 1
    assert run("build", demo).returncode == 0
    assert json.loads((demo.parent.parent / "build/demo.json").read_text())["waivers"][0]["by"] == "Ada"
    late = run("check", demo, "--text", "--format", "json", "--today", "2027-01-01")
    assert late.returncode == 1
    assert "ran out" in found(late, "S14")[0]["message"]
    change(demo, "once a day", "twice a day, then 6.0 mg once a week")
    assert run("check", demo, "--text", "--today", "2026-03-31").returncode == 1
    change(demo, "5.0 mg", "5 mg")
    assert "meets no finding" in found(run("check", demo, "--text", "--format", "json"), "S14")[0]["message"]


@pytest.mark.parametrize(
    "field", ["rule: M1, reason: why, by: Ada", "rule: M01, by: Ada", "rule: M01, reason: because"]
)
def test_a_waiver_without_rule_reason_or_name_is_refused(run, demo, field):
    change(demo, "sources:", f"waivers: [{{{field}}}]\nsources:")
    result = run("check", demo, "--text", "--format", "github")
    assert result.returncode == 1
    assert re.search(r"::error file=.*line=6,.*waivers", result.stdout), result.stdout


def test_the_clinics_profile_is_found_and_obeyed(run, demo):
    folder = demo.parent.parent
    (folder / "clinic.toml").write_text('name = "Hill"\n[check]\nprofile = "nhs"\nsentence_words = 5\n')
    rules = [
        finding["rule"]
        for finding in json.loads(run("check", demo, "--text", "--format", "json").stdout)["files"][0]["findings"]
    ]
    assert "M05" in rules
    assert "L01" in rules
    (folder / "clinic.toml").write_text('name = "Hill"\n[check]\nprofile = "nhs"\nsentence_words = 1\n')
    result = run("check", demo, "--text")
    assert result.returncode == 1
    assert "clinic.toml:4:1: error [invalid-field] check.sentence_words" in result.stderr
    (folder / "clinic.toml").write_text('[check]\nprofile = "who"\n')
    assert "check.profile" in run("check", demo, "--text").stderr


def test_what_cannot_be_read_or_made_is_a_finding_and_the_rest_goes_on(run, demo):
    (demo.parent / "broken.md").write_text("---\ntitle: [\n---\n")
    (demo.parent / "hole.md").write_text(GOOD.replace("### Storage", "![The pack](pack.png)\n\n### Storage"))
    result = run("check", demo.parent, "--format", "json")
    assert result.returncode == 1
    assert found(result, "S15")[0]["path"].endswith("broken.md")
    assert "does not exist" in found(result, "P20")[0]["message"]
    assert len(json.loads(result.stdout)["files"]) == 3


def test_a_finished_pdf_is_checked_by_itself(run, demo):
    run("build", demo)
    result = run("check", "build/demo.pdf", "--format", "json")
    assert (result.returncode, json.loads(result.stdout)["files"][0]["findings"]) == (0, []), result.stdout
    broken = demo.parent.parent / "broken.pdf"
    broken.write_bytes(b"%PDF-1.7\nnothing")
    assert found(run("check", "broken.pdf", "--format", "json"), "S15")


def test_the_terminal_and_the_page_say_the_same(run, demo):
    change(demo, "5 mg", "5.0 mg")
    result = run("check", demo, "--text", "--explain", "--html", "report.html")
    html = (demo.parent.parent / "report.html").read_text()
    for text in (result.stdout, html):
        assert "M01" in text
        assert "Write 5." in text
        assert "ISMP" in text


def test_rules_are_listed_from_their_table(run):
    from handouts.check.rules import RULES

    table, _, words = run("rules", "--format", "markdown").stdout.partition("\n\n## Words that set the urgency\n\n")
    lines = [line for line in table.splitlines() if line.startswith("|")]
    assert len(lines) == len(RULES) + 2
    assert len(RULES) > 45
    assert {line.split(" | ")[0].strip("| ") for line in lines[2:]} == {rule.id for rule in RULES}
    words, _, medicines = words.partition("\n\n## Tables of medicines\n\n")
    assert len([line for line in words.splitlines() if line.startswith("| ")]) > 100
    assert "not clinically reviewed until a named pharmacist signs them" in medicines
    tables = ROOT / "handouts/check/medicine"
    names = {path.name for path in [*tables.glob("*.toml"), *(tables / "groups").glob("*.toml")]}
    assert {line.split(" | ")[0].strip("| ") for line in medicines.splitlines() if ".toml" in line} == names
    plain = run("rules")
    assert plain.returncode == 0
    assert "nobody yet" in plain.stdout
