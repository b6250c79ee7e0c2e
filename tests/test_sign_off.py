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


def without_last_entry(ledger):
    text = ledger.read_text()
    ledger.write_text(text[: text.rindex("[[entry]]")])


@pytest.mark.parametrize("built_between", [True, False])
def test_a_revocation_that_was_taken_out_is_noticed_by_every_command(run, demo, built_between):
    folder, ledger = demo.parent.parent, demo.parent / "demo.approvals.toml"
    assert run("approve", demo, *ADA).returncode == 0
    run("build", demo)
    assert run("revoke", demo, "--by", "Bob", "--note", "A new warning").returncode == 0
    if built_between:
        run("build", demo)
    without_last_entry(ledger)
    missing = "1 of its 2 sign-offs is missing, the newest too: that of Bob, who withdrew the review on 2026-03-31."
    for _ in range(2):  # and what was just made counts for nothing
        result = run("build", demo)
        assert result.returncode == 0
        assert json.loads((folder / "build/demo.json").read_text())["review"]["state"] == "cut"
        assert "DRAFT, its sign-offs were cut short" in result.stdout
        assert f"[sign-offs-cut] {missing}" in result.stderr
    assert "DRAFT, the record of its review was cut short" in words_of_one(folder / "build/demo.pdf")
    (row,) = json.loads(run("list", "--format", "json").stdout)
    assert (row["state"], row["reviewer"]) == ("cut", "Bob")
    assert missing in run("check", demo, "--text").stdout
    proof = run("verify", "build/demo.pdf", demo)
    assert "sign-offs were cut short" in proof.stdout if not built_between else "[sign-offs-cut]" in proof.stderr
    for command in (("approve", demo, *ADA), ("revoke", demo, "--by", "Bob", "--note", "Again")):
        result = run(*command)
        assert (result.returncode, f"[sign-offs-cut] {missing}" in result.stderr) == (1, True)
    result = run("build", demo, "--require-approval", "--out", "other")
    assert (result.returncode, missing in result.stderr) == (1, True)
    assert not (folder / "other").exists()


def words_of_one(pdf):
    from handouts.proof.readback.page_text import read_pages

    return " ".join(" ".join(f"{page.body} {page.margins}" for page in read_pages(pdf.read_bytes())).split())


def test_a_leaflet_knows_the_sign_offs_it_was_made_with(run, demo):
    """Though both places were put back: what stood there when the leaflet was made is in its manifest."""
    places = demo.parent / "demo.approvals.toml", demo.parent / "sign-offs/demo.toml"
    assert run("approve", demo, *ADA).returncode == 0
    old = [path.read_bytes() for path in places]
    assert run("revoke", demo, "--by", "Bob", "--note", "A new warning").returncode == 0
    run("build", demo)
    assert run("verify", "build/demo.pdf", demo).returncode == 0
    places[0].write_bytes(places[0].read_bytes().replace(b"\n", b"\r\n"))  # as version control may
    assert run("verify", "build/demo.pdf", demo).returncode == 0
    for path, data in zip(places, old, strict=True):
        path.write_bytes(data)
    result = run("verify", "build/demo.pdf", demo)
    assert (result.returncode, "[sign-offs-cut]" in result.stderr) == (4, True)
    told = "it told of Bob’s of 2026-03-31."
    for more in ((), ("--force",), ("--edition", "large"), ()):  # it is not forgotten by what is made since
        result = run("build", demo, *more)
        assert "DRAFT, its sign-offs were cut short, the newest known of is Bob’s" in result.stdout
        assert told in result.stderr or not more
    (row,) = json.loads(run("list", "--format", "json").stdout)
    assert (row["state"], row["reviewer"]) == ("cut", "Bob")
    for file in (demo.parent.parent / "build").iterdir():  # where the older state is meant
        file.unlink()
    assert "approved" in run("build", demo).stdout


def test_sign_offs_that_are_added_to_are_no_others_and_another_texts_leaflet_knows_nothing(run, demo):
    other = demo.parent / "more/demo.md"
    other.parent.mkdir()
    other.write_text(GOOD.replace("5 mg", "6 mg"))
    for text, act in ((demo, "approve"), (other, "approve"), (demo, "revoke"), (demo, "approve")):
        more = ADA if act == "approve" else ("--by", "Bob", "--note", "A new warning")
        assert run(act, text, *more).returncode == 0
        stands = "Bob withdrew the review" if act == "revoke" else "approved"
        assert stands in run("build", text).stdout  # two texts in turn, into one file


def test_an_approved_leaflet_is_not_proven_by_sign_offs_that_were_cut_short(run, demo):
    assert run("approve", demo, *ADA).returncode == 0
    run("build", demo)
    assert run("revoke", demo, "--by", "Bob", "--note", "A new warning").returncode == 0
    assert run("verify", "build/demo.pdf", demo).returncode == 0  # it is what it was, and the text: withdrawn
    without_last_entry(demo.parent / "demo.approvals.toml")
    result = run("verify", "build/demo.pdf", demo)
    assert (result.returncode, "[no-sign-off]" in result.stderr) == (4, True)
