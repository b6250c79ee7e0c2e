"""The reviewer's day at the command line: approve, build, list, revoke; and what the paper says."""

import csv
import io
import json
import tomllib

import pytest
from editing import ADA, GOOD, change, found


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
    assert result.stdout == "build/demo.pdf: 1 page, 108 words proven, approved\n"
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
    from handouts.proof.readback.page_text import read_pages

    pages = [" ".join(f"{page.body} {page.margins}".split()) for page in read_pages(pdf.read_bytes())]
    assert len(pages) > 1
    return pages


def test_the_paper_says_where_the_text_stands(run, demo):
    pdf = demo.parent.parent / "build/demo.pdf"
    change(demo, "of children.\n", "of children.\n" + "".join(f"\nOn day {n} look at it.\n" for n in range(1, 31)))
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
    assert "Its review by Ada Byron ran out on 31 March 2029." in " ".join(words_of(pdf))
    change(demo, "5 mg", "50 mg")
    run("build", demo, "--today", "2026-04-01")
    assert "It has changed since Ada Byron signed it off on 31 March 2026." in " ".join(words_of(pdf))


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
    refused = run("approve", demo, *ADA[:-1])
    assert (refused.returncode, "pass --yes" in refused.stderr) == (2, True)
    assert not (demo.parent / "demo.approvals.toml").exists()


@pytest.mark.parametrize(
    ("option", "value", "told"),
    [
        ("--by", "A", "is not a name"),
        ("--by", "Ada\nByron", "is not a name"),
        ("--role", " ", "is not a name"),
        ("--today", "2999-01-01", "has not come yet"),
    ],
)
def test_who_signs_and_when_has_to_make_sense(run, demo, option, value, told):
    result = run("approve", demo, *ADA, option, value)
    assert result.returncode == 2
    assert f"Invalid value for '{option}'" in result.stderr
    assert told in result.stderr
    assert not (demo.parent / "demo.approvals.toml").exists()


def test_a_sign_off_ends_with_the_waiver_it_rests_on(run, demo):
    change(demo, "Take 5 mg", "Take 5.0 mg")
    change(
        demo,
        "sources:",
        'waivers: [{rule: M01, words: "5.0", reason: As printed on the pack, by: Ada, until: 2026-12-31}]\nsources:',
    )
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
    assert json.loads((demo.parent.parent / "build/demo.json").read_text())["review"]["overrides"] == [
        ["M01", "as on the pack"]
    ]


@pytest.mark.parametrize("until", ["2026-03-31", "2029-04-01", "31.3.2027"])
def test_a_review_runs_out_within_the_clinics_period(run, demo, until):
    result = run("approve", demo, *ADA, "--until", until)
    assert (result.returncode, "--until" in result.stderr) == (2, True)


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
    assert (signed["state"], signed["due"], signed["pages"], signed["block"], signed["reviewer"]) == (
        "approved",
        "2026-06-01",
        1,
        0,
        "Ada Byron",
    )
    assert (other["state"], other["due"], other["pages"], other["block"]) == ("unsigned", None, None, 1)
    assert rows["content/broken.md"]["state"] == "unreadable"
    due = run("list", "--format", "csv", "--due", "90d", "--today", "2026-04-01")
    assert [row["path"] for row in csv.DictReader(io.StringIO(due.stdout))] == ["content/demo.md"]
    assert "content/demo.md" not in run("list", "--due", "4w", "--today", "2026-04-01").stdout
    overdue = run("list", "--due", "1d", "--today", "2027-01-01").stdout
    assert "expired" in overdue
    assert run("list", "--due", "soon").returncode == 2
