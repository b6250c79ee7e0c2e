"""The editor's and the reviewer's day at the command line: check, waive, approve, build, list, revoke."""

import csv
import io
import json
import re
import subprocess
import tomllib

import pytest

GOOD = """---
title: Demo
generic_name: demo
version: "1.0"
author: A
sources: [A source]
---
# Demo

### Usage

Demo eases pain.

### Precautions

Do not take Demo if you are allergic to it. Tell your clinic about your other medicines.

### Dosage

Take 5 mg once a day with water.

If you miss a dose, take it as soon as you can on the same day. If it is the next day, skip it. Do not take a double dose.

### Side Effects

Call your clinic today if you get a rash.

### Storage

Keep it in its pack, out of the reach of children.
"""
ADA = ("--by", "Ada Byron", "--role", "clinical pharmacist", "--today", "2026-03-31", "--yes")


@pytest.fixture
def demo(tmp_path):
    (tmp_path / "content").mkdir()
    path = tmp_path / "content/demo.md"
    path.write_text(GOOD)
    return path


def change(path, old, new):
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


def found(result, rule):
    return [finding for file in json.loads(result.stdout)["files"] for finding in file["findings"] if finding["rule"] == rule]


def test_a_good_text_has_no_findings_and_its_leaflet_neither(run, demo):
    result = run("check", demo, "--format", "json")
    assert (result.returncode, result.stderr) == (0, "")
    file = json.loads(result.stdout)["files"][0]
    assert file["findings"] == []
    assert file["pages"] == 2
    assert file["standing"] == "nobody has signed it off"


def test_a_blocking_finding_exits_1_with_place_words_and_what_to_write(run, demo):
    change(demo, "5 mg", "5.0 mg")
    result = run("check", demo, "--text", "--format", "json")
    assert result.returncode == 1
    (finding,) = found(result, "M01")
    line = demo.read_text().splitlines()[finding["line"] - 1]
    assert line[finding["column"] - 1 :].startswith("5.0")
    assert (finding["level"], finding["words"], finding["instead"]) == ("block", "5.0", "Write 5.")
    assert "ISMP" in finding["source"]
    assert run("check", demo, "--text", "--ignore", "M01").returncode == 0
    assert run("check", demo, "--text", "--select", "S,L").returncode == 0
    assert run("check", demo, "--text", "--select", "Q7").returncode == 2


def test_a_waiver_lets_one_place_pass_and_is_told(run, demo):
    change(demo, "Take 5 mg once", "Take 5.0 mg once")
    change(demo, "sources:", 'waivers: [{rule: M01, words: "5.0", reason: As printed on the pack, by: Ada, until: 2026-12-31}]\nsources:')
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


@pytest.mark.parametrize("field", ["rule: M1, reason: why, by: Ada", "rule: M01, by: Ada", "rule: M01, reason: because"])
def test_a_waiver_without_rule_reason_or_name_is_refused(run, demo, field):
    change(demo, "sources:", f"waivers: [{{{field}}}]\nsources:")
    result = run("check", demo, "--text", "--format", "github")
    assert result.returncode == 1
    assert re.search(r"::error file=.*line=6,.*waivers", result.stdout), result.stdout


def test_the_clinics_profile_is_found_and_obeyed(run, demo):
    folder = demo.parent.parent
    (folder / "clinic.toml").write_text('name = "Hill"\n[check]\nprofile = "nhs"\nsentence_words = 5\n')
    rules = [finding["rule"] for finding in json.loads(run("check", demo, "--text", "--format", "json").stdout)["files"][0]["findings"]]
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


def test_approve_build_change_expire_revoke(run, demo):
    folder = demo.parent.parent

    def built(*options):
        result = run("build", demo, *options)
        assert result.returncode == 0, result.stderr
        return json.loads((folder / "build/demo.json").read_text()), result

    record, _ = built()
    assert (record["status"], record["review"]["state"]) == ("draft", "unsigned")
    result = run("approve", demo, *ADA, "--note", "Read against the label.")
    assert result.returncode == 0, result.stderr
    assert "due again on 2029-03-31" in result.stdout
    ledger = tomllib.loads((demo.parent / "demo.approvals.toml").read_text())
    assert ledger["entry"][0]["note"] == "Read against the label."
    record, result = built("--today", "2026-04-01", "--require-approval")
    assert record["status"] == "approved"
    assert result.stdout == "build/demo.pdf: 2 pages, 85 words proven, approved\n"
    assert run("verify", "build/demo.pdf", demo).returncode == 0
    approved = (folder / "build/demo.pdf").read_bytes()
    built("--today", "2029-03-31")
    assert (folder / "build/demo.pdf").read_bytes() == approved  # the day itself is not on the paper
    record, result = built("--today", "2029-04-01")
    assert record["review"]["state"] == "expired"
    assert "DRAFT, the review by Ada Byron ran out on 2029-03-31" in result.stdout
    change(demo, "layout" if "layout" in demo.read_text() else "title: Demo", "layout: minimal\ntitle: Demo")
    record, result = built("--today", "2026-04-01")
    assert record["status"] == "approved"
    assert "touched-file" in result.stderr
    change(demo, "5 mg", "50 mg")
    record, result = built("--today", "2026-04-01")
    assert record["review"]["state"] == "changed"
    refused = run("build", demo, "--today", "2026-04-01", "--require-approval", "--out", "other")
    assert refused.returncode == 1
    assert "not-approved" in refused.stderr
    assert not (folder / "other").exists()
    change(demo, "50 mg", "5 mg")
    assert run("revoke", demo, "--by", "Bob", "--note", "A new warning", "--today", "2026-05-01").returncode == 0
    record, _ = built("--today", "2026-05-02")
    assert record["review"]["state"] == "revoked"


def words_of(pdf):
    from handouts.readback.text import read_pages

    return [" ".join(f"{page.body} {page.margins}".split()) for page in read_pages(pdf.read_bytes())]


def test_the_paper_says_where_the_text_stands(run, demo):
    pdf = demo.parent.parent / "build/demo.pdf"
    run("build", demo)
    assert all("DRAFT, not clinically reviewed" in page for page in words_of(pdf))
    assert run("approve", demo, *ADA).returncode == 0
    run("build", demo, "--today", "2026-04-01")
    page, *others = words_of(pdf)
    assert "DRAFT" not in page + "".join(others)
    assert all("Reviewed 31 March 2026, next review by 31 March 2029" in side for side in (page, *others))
    assert "Reviewed by Ada Byron, clinical pharmacist" in others[-1]
    run("build", demo, "--today", "2030-01-01")
    assert "DRAFT, its review has run out" in words_of(pdf)[0]
    assert "Its review by Ada Byron ran out on 31 March 2029." in words_of(pdf)[-1]
    change(demo, "5 mg", "50 mg")
    run("build", demo, "--today", "2026-04-01")
    assert "It has changed since Ada Byron signed it off on 31 March 2026." in words_of(pdf)[-1]


def test_approve_refuses_over_blocking_findings_without_a_reason(run, demo):
    change(demo, "5 mg", "5.0 mg")
    refused = run("approve", demo, *ADA)
    assert refused.returncode == 1
    assert "M01" in refused.stdout
    assert "Not signed off: M01 blocks." in refused.stderr
    assert not (demo.parent / "demo.approvals.toml").exists()
    assert run("approve", demo, *ADA, "--despite", "M01=").returncode == 2
    assert run("approve", demo, *ADA, "--despite", "M01=as on the pack", "--despite", "M02=why not").returncode == 2
    assert run("approve", demo, *ADA, "--despite", "M01=as on the pack").returncode == 0
    entry = tomllib.loads((demo.parent / "demo.approvals.toml").read_text())["entry"][0]
    assert entry["overrides"] == [{"rule": "M01", "reason": "as on the pack"}]


def test_what_a_draft_may_lack_blocks_a_sign_off(run, demo):
    change(demo, "author: A\n", "")
    assert run("check", demo, "--text").returncode == 0
    assert "S09 blocks" in run("approve", demo, *ADA).stderr


def test_a_reviewer_says_yes(run, demo):
    refused = run("approve", demo, *ADA[:-1], stdin=subprocess.DEVNULL)
    assert (refused.returncode, "pass --yes" in refused.stderr) == (2, True)
    assert not (demo.parent / "demo.approvals.toml").exists()


@pytest.mark.parametrize("options", [("--by", "A"), ("--by", "Ada\nByron"), ("--role", " "), ("--today", "2999-01-01")])
def test_who_signs_and_when_has_to_make_sense(run, demo, options):
    result = run("approve", demo, *ADA, *options)
    assert result.returncode == 2
    assert "Traceback" not in result.stderr


def test_a_sign_off_ends_with_the_waiver_it_rests_on(run, demo):
    change(demo, "Take 5 mg", "Take 5.0 mg")
    change(demo, "sources:", 'waivers: [{rule: M01, words: "5.0", reason: As printed on the pack, by: Ada, until: 2026-12-31}]\nsources:')
    result = run("approve", demo, *ADA)
    assert result.returncode == 0, result.stderr
    assert "due again on 2026-12-31" in result.stdout
    assert "A waiver runs out on 2026-12-31" in result.stderr


def test_what_a_reviewer_overruled_is_told_and_blocks_no_longer(run, demo):
    change(demo, "5 mg", "5.0 mg")
    run("approve", demo, *ADA, "--despite", "M01=as on the pack")
    result = run("check", demo, "--text", "--format", "json", "--today", "2026-04-01")
    assert result.returncode == 0
    assert found(result, "M01")[0]["waiver"] == {"reason": "as on the pack", "by": "Ada Byron", "until": "2029-03-31"}
    run("build", demo, "--today", "2026-04-01")
    assert json.loads((demo.parent.parent / "build/demo.json").read_text())["review"]["overrides"] == [["M01", "as on the pack"]]


@pytest.mark.parametrize("until", ["2026-03-31", "2029-04-01", "31.3.2027"])
def test_a_review_runs_out_within_the_clinics_period(run, demo, until):
    assert run("approve", demo, *ADA, "--until", until).returncode == 2


def test_a_clinic_can_make_approval_permanent(run, demo):
    (demo.parent.parent / "clinic.toml").write_text("[approval]\nrequired = true\n")
    assert run("build", demo).returncode == 1
    assert run("approve", demo, *ADA).returncode == 0
    assert run("build", demo, "--today", "2026-04-01").returncode == 0


def test_list_shows_the_library_and_what_is_due(run, demo):
    (demo.parent / "other.md").write_text(GOOD.replace("Demo", "Other").replace("5 mg", "5.0 mg"))
    (demo.parent / "broken.md").write_text("---\ntitle: [\n---\n")
    run("approve", demo, *ADA, "--until", "2026-06-01")
    run("build", demo, "--today", "2026-04-01")
    result = run("list", "--format", "json", "--today", "2026-04-01")
    assert result.returncode == 0, result.stderr
    rows = {row["path"]: row for row in json.loads(result.stdout)}
    signed, other = rows["content/demo.md"], rows["content/other.md"]
    assert (signed["state"], signed["due"], signed["pages"], signed["block"], signed["reviewer"]) == ("approved", "2026-06-01", 2, 0, "Ada Byron")
    assert (other["state"], other["due"], other["pages"], other["block"]) == ("unsigned", None, None, 1)
    assert rows["content/broken.md"]["state"] == "unreadable"
    due = run("list", "--format", "csv", "--due", "90d", "--today", "2026-04-01")
    assert [row["path"] for row in csv.DictReader(io.StringIO(due.stdout))] == ["content/demo.md"]
    assert "content/demo.md" not in run("list", "--due", "4w", "--today", "2026-04-01").stdout
    overdue = run("list", "--due", "1d", "--today", "2027-01-01").stdout
    assert "expired" in overdue
    assert run("list", "--due", "soon").returncode == 2


def test_rules_are_listed_from_their_table(run):
    from handouts.check import RULES

    lines = run("rules", "--format", "markdown").stdout.splitlines()
    assert len(lines) == len(RULES) + 2
    assert len(RULES) > 45
    assert {line.split(" | ")[0].strip("| ") for line in lines[2:]} == {rule.id for rule in RULES}
    assert run("rules").returncode == 0
