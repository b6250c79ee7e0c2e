"""`handouts check` in an editor's two minutes: only what is new, what is safe to write, a table for a spreadsheet."""

import csv
import io
import json
import stat

import pytest
from conftest import ROOT

TEXT = """---
title: Zelotin
---
# Zelotin

## Dosage

Take 5.0 mg once a day, or 250mg.
"""
SPACED = TEXT.replace("250mg", "250 mg")
CHECK = ("check", "content", "--text")


@pytest.fixture
def monograph(tmp_path):
    (tmp_path / "content").mkdir()
    path = tmp_path / "content/zelotin.md"
    path.write_text(TEXT)
    return path


@pytest.fixture
def told(run_apart, tmp_path):
    def write(name="baseline.json"):
        (tmp_path / name).write_text(run_apart(*CHECK, "--format", "json").stdout)

    return write


def rules(result):
    return [finding["rule"] for file in json.loads(result.stdout)["files"] for finding in file["findings"]]


def test_against_a_baseline_only_what_is_new_counts(run_apart, monograph, told):
    told()
    same = run_apart(*CHECK, "--baseline", "baseline.json", "--format", "json")
    assert (same.returncode, rules(same)) == (0, [])
    assert json.loads(same.stdout)["before"] > 5
    monograph.write_text(TEXT.replace("## Dosage", "Rest.\n\n## Dosage") + "\nThen 5.0 mg, or 6.0 mg.\n")
    result = run_apart(*CHECK, "--baseline", "baseline.json", "--format", "json")
    assert result.returncode == 1
    assert rules(result).count("M01") == 2  # one more of the old words, one of new ones
    assert "M05" not in rules(result)


def test_a_report_against_a_baseline_never_says_that_nothing_blocks(run_apart, monograph, told):
    told()
    text = run_apart(*CHECK, "--baseline", "baseline.json").stdout
    assert "Nothing new blocks." in text
    assert "that the earlier report tells are left out;" in text
    assert "No rule blocks" not in text


@pytest.mark.parametrize(
    "content", ["", "[]", "{}", '{"version": 2, "files": [{"findings": [{}]}]}', "\x00", "9" * 5000]
)
def test_what_is_no_baseline_is_refused(run_apart, monograph, tmp_path, content):
    (tmp_path / "baseline.json").write_text(content)
    result = run_apart(*CHECK, "--baseline", "baseline.json")
    assert result.returncode == 2
    assert "baseline.json" in result.stderr
    assert "--format json" in result.stderr
    assert "Traceback" not in result.stderr
    assert run_apart(*CHECK, "--baseline", "nowhere.json").returncode == 2


def test_what_would_be_written_is_shown_and_not_written(run_apart, monograph):
    result = run_apart(*CHECK, "--diff")
    assert "-Take 5.0 mg once a day, or 250mg.\n+Take 5.0 mg once a day, or 250 mg.\n" in result.stdout
    assert result.stdout.startswith("--- a/content/zelotin.md\n+++ b/content/zelotin.md\n")
    assert monograph.read_text() == TEXT
    assert result.returncode == 1


def test_nothing_is_written_where_nobody_answers(run_apart, monograph):
    result = run_apart(*CHECK, "--fix", input="")
    assert result.returncode == 2
    assert "+Take 5.0 mg once a day, or 250 mg." in result.stderr
    assert "--yes" in result.stderr
    assert monograph.read_text() == TEXT


def test_what_is_safe_is_written_whole_and_reported_on_as_it_is_then(run_apart, monograph):
    monograph.chmod(0o640)
    result = run_apart(*CHECK, "--fix", "--yes", "--format", "json")
    assert monograph.read_text() == SPACED
    assert stat.S_IMODE(monograph.stat().st_mode) == 0o640
    assert "M05" not in rules(result)
    assert "M01" in rules(result)
    assert "Wrote 1 change to 1 text." in result.stderr
    assert [path.name for path in monograph.parent.iterdir()] == ["zelotin.md"]
    assert "nothing that is safe to write" in run_apart(*CHECK, "--fix", "--yes").stderr


def test_only_what_was_asked_for_is_written(run_apart, monograph):
    run_apart(*CHECK, "--fix", "--yes", "--select", "M08")
    assert monograph.read_text() == TEXT


def test_a_signed_text_is_told_to_lose_its_sign_off(run_apart, tmp_path):
    (tmp_path / "content").mkdir()
    path = tmp_path / "content/salbutamol.md"
    source = next((ROOT / "content").glob("salbutamol*.md"))
    path.write_bytes(source.read_bytes() + b"\nKeep the 5mg tablets dry.\n")
    final = json.loads(run_apart(*CHECK, "--final", "--format", "json", "--today", "2026-03-31").stdout)
    blocking = {each["rule"] for each in final["files"][0]["findings"] if each["level"] == "block"}
    despite = [part for rule in blocking for part in ("--despite", f"{rule}=a test")]
    signed = run_apart(
        "approve", path, "--by", "Ada Byron", "--role", "pharmacist", "--yes", *despite,
        "--today", "2026-03-31",
    )  # fmt: skip
    assert signed.returncode == 0, signed.stderr
    result = run_apart(*CHECK, "--fix", "--yes", "--today", "2026-03-31")
    assert "this text is signed off; with the change its sign-off ends." in result.stderr
    assert b"5 mg tablets" in path.read_bytes()


def test_a_spreadsheet_has_a_row_a_finding_and_no_formula(run_apart, monograph):
    monograph.write_text(TEXT.replace("Take 5.0", "=1+1 @sum Take .5").replace("title: Zelotin", "title: '=cmd'"))
    text = run_apart(*CHECK, "--format", "csv").stdout
    rows = [*csv.DictReader(io.StringIO(text))]
    report = json.loads(run_apart(*CHECK, "--format", "json").stdout)
    assert len(rows) == len(report["files"][0]["findings"])
    assert [row["kind"] for row in rows if row["rule"] == "M02"] == ["safety"]
    assert not [cell for row in rows for cell in row.values() if cell.startswith(("=", "+", "-", "@"))]
