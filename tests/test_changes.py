"""What changed between two texts: the dangerous changes first, none missed, none invented."""

import re
import subprocess

import pytest
from conftest import CONTENT
from hypothesis import given
from hypothesis import strategies as st

from handouts.model.monograph import plain
from handouts.model.walk import monograph_lines
from handouts.reader.monograph import read_monograph
from handouts.review.changes import TOKEN, ChangeKind, changes

HEAD = "---\ntitle: Demo\nversion: '1.0'\n---\n# Demo\n### Dosage\n"


def read(body, head=HEAD):
    return read_monograph((head + body + "\n").encode(), "demo.md")


@pytest.mark.parametrize(
    ("old", "new", "kind", "before", "after"),
    [
        ("Take 10 mg once a day.", "Take 100 mg once a day.", ChangeKind.JUMP, "10", "100"),
        ("Take 2.5 mg.", "Take 25 mg.", ChangeKind.JUMP, "2.5", "25"),
        ("Take 5 mg a day.", "Take 5 mcg a day.", ChangeKind.JUMP, "mg", "mcg"),
        ("Take 0.5 g at night.", "Take 0.5 mg at night.", ChangeKind.JUMP, "g", "mg"),
        ("Take 1 g at night.", "Take 1,000 mg at night.", ChangeKind.DOSE, "1 g", "1,000 mg"),
        ("Take 5 ml at night.", "Take 5 mg at night.", ChangeKind.JUMP, "ml", "mg"),
        ("Take 20 mg at night.", "Take 40 mg at night.", ChangeKind.DOSE, "20", "40"),
        ("Use it for three weeks.", "Use it for three months.", ChangeKind.JUMP, "weeks", "months"),
        ("Use it for 2 weeks.", "Use it for 14 days.", ChangeKind.DOSE, "2 weeks", "14 days"),
        ("Check after 15 minutes.", "Check after 15 hours.", ChangeKind.JUMP, "minutes", "hours"),
        ("Take it once a week.", "Take it once a day.", ChangeKind.JUMP, "week", "day"),
        ("It is taken weekly.", "It is taken daily.", ChangeKind.JUMP, "weekly", "daily"),
        ("Take it for 7 days.", "Take it for 21 days.", ChangeKind.DOSE, "7", "21"),
        ("Take one tablet.", "Take two tablets.", ChangeKind.DOSE, "one tablet", "two tablets"),
        ("About 1 in 10 people.", "About 1 in 100 people.", ChangeKind.NUMBER, "10", "100"),
        ("Take it once a day.", "Take it twice a day.", ChangeKind.NUMBER, "once", "twice"),
        ("If you weigh >60 kg.", "If you weigh <60 kg.", ChangeKind.SIGN, ">", "<"),
        ("Take 10-20 drops daily.", "Take 10 20 drops daily.", ChangeKind.SIGN, "-", ""),
        ("Do not drive.", "Do drive.", ChangeKind.NEGATION, "not", ""),
        ("Do not double the dose.", "Double the dose.", ChangeKind.NEGATION, "Do not double", "Double"),
        ("You can eat.", "You can't eat.", ChangeKind.NEGATION, "can", "can't"),
        ("Take it with food.", "Take it without food.", ChangeKind.NEGATION, "with", "without"),
        ("Take it with milk.", "Take it with water.", ChangeKind.TEXT, "milk", "water"),
        ("Take it, please.", "Take it; please.", ChangeKind.TEXT, ",", ";"),
    ],
)
def test_a_change_is_named_by_what_it_touches(old, new, kind, before, after):
    found = changes(read(old), read(new))
    assert [(change.kind, change.before, change.after) for change in found] == [(kind, before, after)]


def test_doses_come_first_and_lines_are_those_of_the_files():
    old = read("Swallow it whole and fast.\n\nDo not chew it.\n\nTake 10 mg.")
    new = read("Swallow it quickly and fast.\n\nDo chew it.\n\nTake 40 mg.")
    found = changes(old, new)
    assert [change.kind for change in found] == [ChangeKind.DOSE, ChangeKind.NEGATION, ChangeKind.TEXT]
    assert (found[0].old_line, found[0].new_line, found[0].lead, found[0].tail, found[0].section) == (
        11,
        11,
        "Take",
        " mg.",
        "Dosage",
    )


def test_front_matter_is_compared_field_by_field():
    found = changes(
        read("Take it."), read("Take it.", HEAD.replace("'1.0'", "'1.1'\nschedule: {take_days: 21, rest_days: 7}"))
    )
    assert [(change.kind, change.lead, change.before, change.after) for change in found] == [
        (ChangeKind.FIELD, "version:", "1.0", "1.1"),
        (ChangeKind.FIELD, "schedule:", "", "take_days 21, rest_days 7"),
    ]


def test_words_that_moved_are_called_moved():
    moved = "Keep it out of the reach of children at 5 °C."
    old = read(f"{moved}\n\nFirst thing to know.\n\nSecond thing to know.")
    new = read(f"First thing to know.\n\nSecond thing to know.\n\n{moved}")
    found = changes(old, new)
    assert {change.kind for change in found} == {ChangeKind.MOVED}


@pytest.mark.parametrize("path", CONTENT, ids=lambda path: path.stem)
def test_the_same_text_has_no_changes(path):
    old, new = (read_monograph(path.read_bytes(), path.name) for _ in range(2))
    assert sum(1 for _ in monograph_lines(old)) > 50
    assert changes(old, new) == ()


WORDS = st.lists(
    st.sampled_from("take not 5 10 mg > < daily food never water , .".split()), min_size=1, max_size=12
).map(" ".join)


@given(WORDS, WORDS)
def test_every_difference_is_listed(old, new):
    """Putting the changes into the old text gives the new one: as many words of each kind go and come as differ."""
    before, after = read("Words: " + old), read("Words: " + new)
    found = [change for change in changes(before, after) if change.kind is not ChangeKind.FIELD]

    def words(monograph):
        return [token for line in monograph_lines(monograph) for token in TOKEN.findall(line.source)]

    gone = [token for change in found for token in TOKEN.findall(change.before.replace("¶", ""))]
    come = [token for change in found for token in TOKEN.findall(change.after.replace("¶", ""))]
    assert sorted(words(before) + come) == sorted(words(after) + gone)
    assert bool(found) == (words(before) != words(after))


@pytest.fixture
def repository(tmp_path):
    def git(*arguments):
        subprocess.run(
            ["git", "-c", "user.name=A", "-c", "user.email=a@b.c", *arguments],
            cwd=tmp_path,
            check=True,
            capture_output=True,
        )

    (tmp_path / "content").mkdir()
    path = tmp_path / "content/demo.md"
    path.write_text(
        HEAD + "Take 10 mg. If you miss a dose, skip it. Do not take it if you are allergic to it. "
        "Call your clinic, also after too much.\n"
    )
    git("init", "-q")
    git("add", ".")
    git("commit", "-qm", "one")
    return path, git


def test_diff_reads_git_revisions(run, repository):
    path, git = repository
    path.write_text(path.read_text().replace("10 mg", "40 mg"))
    git("commit", "-qam", "two")
    result = run("diff", "HEAD~1:content/demo.md", "content/demo.md", "--html", "what.html")
    assert result.returncode == 0, result.stderr
    assert re.match(r"Doses: 1\n +Dosage, line 7: Take \[-10-\] \{\+40\+\} mg", result.stdout), result.stdout
    html = (path.parent.parent / "what.html").read_text()
    assert "<del>10</del> <ins>40</ins>" in html
    for wrong in ("HEAD~9:content/demo.md", "nothing.md"):
        result = run("diff", wrong, "content/demo.md")
        assert result.returncode == 1
        assert "Traceback" not in result.stderr


def test_diff_with_the_text_last_signed_off(run, repository):
    path, git = repository
    assert run("diff", path).returncode == 1
    signed = run(
        "approve",
        path,
        "--by",
        "Ada Byron",
        "--role",
        "pharmacist",
        "--despite",
        "S09=for this test",
        "--today",
        "2026-03-31",
        "--yes",
    )
    assert signed.returncode == 0, signed.stderr
    path.write_text(path.read_text().replace("10 mg", "40 mg"))
    git("commit", "-qam", "two")
    result = run("diff", path)
    assert result.returncode == 0, result.stderr
    assert "[-10-] {+40+} mg" in result.stdout
    path.write_text(path.read_text().replace("40 mg", "**10 mg**"))
    assert "say the same; only markup" in run("diff", path).stdout


def test_plain_words_of_markup_only_changes_are_the_same():
    old, new = read("Take **10** mg."), read("Take 10 mg.")
    assert changes(old, new) == ()
    assert plain(old.title) == "Demo"
