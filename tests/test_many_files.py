"""What a build of many files says: a kind of problem once, how many texts cannot be signed off, which leaflets go."""

import io
import json
import os
import pathlib
import signal
import subprocess
import sys

import held
import pytest
from editing import GOOD, change
from rich.console import Console

from handouts.cli.problems import Collected, paragraph
from handouts.errors import ContentError, Level, LookError, Place, Problem
from handouts.library.index import Made
from handouts.library.jobs import Outcome

ZERO = GOOD.replace("5 mg", "5.0 mg")
UNTITLED = "# Demo\n### Usage\nFor pain, 5 mg.\n"


def made(*warnings):
    return Made(1, 6, 1000, approved=False, status="DRAFT", blocking=None, warnings=warnings)


def told(*outcomes, width=60):
    collected, screen = Collected(), io.StringIO()
    for outcome in outcomes:
        collected.add(outcome)
    console = Console(file=screen, width=width, force_terminal=True, color_system=None, highlight=False, soft_wrap=True)
    collected.tell(console)
    collected.tell(console)  # nothing is told twice
    return screen.getvalue().splitlines()


def titleless(name, message="It has no title.", hint="Write one."):
    problem = Problem("missing-title", message, hint, Place(name, 1), Level.WARN)
    return Outcome(pathlib.Path(name), made(problem))


def broken(name, *problems, of=ContentError):
    return Outcome(pathlib.Path(name), error=of(*problems))


def test_what_many_files_lack_is_said_once_with_every_place():
    assert told(*(titleless(f"content/{letter}.md") for letter in "dacb")) == [
        "4 × warning [missing-title] It has no title.",
        "    Write one.",
        "    content/a.md:1, content/b.md:1, content/c.md:1,",
        "    content/d.md:1",
    ]


def test_what_each_says_differently_has_a_line_each():
    lost = [Problem("lost-words", f"“{n}” is lost.", "Report it.", Place(f"{n}.md", 7)) for n in (2, 1)]
    assert told(*(broken(problem.place.path, problem) for problem in lost)) == [
        "2 × error [lost-words]",
        "    Report it.",
        "    1.md:7: “1” is lost.",
        "    2.md:7: “2” is lost.",
    ]
    assert told(titleless("a.md"), titleless("b.md", hint="Write two.")) == [
        "2 × warning [missing-title]",
        "    a.md:1: It has no title. Write one.",
        "    b.md:1: It has no title. Write two.",
    ]


def test_a_single_problem_stands_as_ever_and_what_kept_a_leaflet_stands_last():
    empty = Problem("empty", "The file is empty.", "Write it.", Place("b.md"))
    assert told(broken("b.md", empty), titleless("a.md")) == [
        "a.md:1: warning [missing-title] It has no title.",
        "    Write one.",
        "b.md: error [empty] The file is empty.",
        "    Write it.",
    ]


def test_a_broken_template_is_named_once():
    template = Problem("broken-template", "It fails.", "Compare it.", Place("mine/x.html", 3))
    assert told(*(broken(f"{n}.md", template, of=LookError) for n in range(12))) == [
        "mine/x.html:3: error [broken-template] It fails.",
        "    Compare it.",
        "    It concerns 12 leaflets.",
    ]


def test_a_fault_of_ours_shows_its_traceback_once():
    same = [Outcome(pathlib.Path(f"{n}.md"), fault="Traceback\nZeroDivisionError\n") for n in (2, 1)]
    other = Outcome(pathlib.Path("3.md"), fault="Traceback\nKeyError\n")
    assert told(*same, other) == [
        "2 × a fault of handouts, please report it:",
        "Traceback",
        "ZeroDivisionError",
        "",
        "    1.md, 2.md",
        "3.md: this is a fault of handouts, please report it:",
        "Traceback",
        "KeyError",
        "",
    ]


def test_a_paragraph_breaks_no_name():
    names = ["a name with spaces.md:1", "x" * 90, "b.md"]
    lines = list(paragraph(names, 60))
    assert lines == ["    a name with spaces.md:1,", f"    {'x' * 90},", "    b.md"]
    assert list(paragraph([], 60)) == ["    "]


def test_a_library_with_faults_is_told_by_kind(run, tmp_path):
    (tmp_path / "content").mkdir()
    for number in range(10):
        text = UNTITLED.replace("For", "![pen](gone.png) For") if number % 3 == 0 else UNTITLED
        (tmp_path / f"content/{number:02}.md").write_text(text)
    result = run("build")
    assert result.returncode == 4
    lines = result.stderr.splitlines()
    assert lines[:6] == [
        "6 × warning [missing-title] The front matter has no title.",
        "    Add `title: Name of the medicine` between two lines ---, at the top.",
        "    content/01.md:1, content/02.md:1, content/04.md:1, content/05.md:1, content/07.md:1, content/08.md:1",
        "4 × error [missing-picture] The picture gone.png does not exist.",
        "    Check its name, or take it out of the text.",
        "    content/00.md:3, content/03.md:3, content/06.md:3, content/09.md:3",
    ]
    assert lines[6].startswith("6 of 10 leaflets ready: 6 made, 4 failed, in ")
    assert lines[-1] == "Findings block a sign-off of 6 texts: handouts check --final content."
    quiet = run("build", "--quiet")
    assert (quiet.stdout, quiet.stderr.splitlines()[0]) == (
        "", "4 × error [missing-picture] The picture gone.png does not exist."
    )  # fmt: skip


def test_a_run_that_is_interrupted_tells_what_it_has_met(run, tmp_path, monkeypatch):
    from handouts.cli.build import Tally

    (tmp_path / "content").mkdir()
    for name in "abc":
        (tmp_path / f"content/{name}.md").write_text("")
    real = Tally.add

    def add(tally, step):
        real(tally, step)
        if tally.count.total() == 3:
            raise KeyboardInterrupt

    monkeypatch.setattr(Tally, "add", add)
    result = run("build")
    assert result.returncode == 130
    assert result.stderr.startswith("2 × error [empty] The file is empty.\n")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (GOOD, "DRAFT"),
        (ZERO, "DRAFT, 1 finding blocks a sign-off: handouts check --final 'content/my demo.md'"),
        (
            ZERO.replace("water", "QD"),
            "DRAFT, 2 findings block a sign-off: handouts check --final 'content/my demo.md'",
        ),
    ],
)
def test_a_leaflet_says_how_many_findings_block_its_sign_off(run, tmp_path, text, said):
    (tmp_path / "content").mkdir()
    (tmp_path / "content/my demo.md").write_text(text)
    assert run("build").stdout.split(" words proven, ")[1] == f"{said}\n"
    assert run("build").stdout.split(" words proven, ")[1] == f"{said}\n"  # unchanged, it still knows
    assert run("build", "--force", "--no-check").stdout.endswith(" words proven, DRAFT\n")


def test_a_library_says_how_many_texts_cannot_be_signed_off(run, tmp_path):
    (tmp_path / "in").mkdir()
    for name in "abc":
        (tmp_path / f"in/{name}.md").write_text(ZERO if name < "c" else GOOD)
    lines = run("build", "in").stdout.splitlines()
    assert sum(line.endswith("DRAFT, 1 finding blocks a sign-off") for line in lines) == 2
    assert lines[-1] == "Findings block a sign-off of 2 texts: handouts check --final in."
    change(tmp_path / "in/a.md", "5.0 mg", "5 mg")
    assert "Findings block a sign-off of 1 text: handouts check --final in.\n" in run("build", "in").stdout
    named = run("build", "in/a.md", "in/b.md", "in/c.md", "in").stdout.splitlines()
    assert named[-1] == "Findings block a sign-off of 1 text: handouts check --final, with the same paths."
    events = [json.loads(line) for line in run("build", "in", "--json", "--force").stdout.splitlines()]
    assert sorted(event["blocking"] for event in events[1:-1]) == [0, 0, 1]
    assert "findings" not in events[1]


def test_prune_says_what_goes_and_takes_nothing_of_another_folder(run, tmp_path):
    for folder, names in (("one", "ab"), ("two", "cd")):
        (tmp_path / folder).mkdir()
        for name in names:
            (tmp_path / f"{folder}/{name}.md").write_text(GOOD)
        run("build", folder)
    (tmp_path / "one/a.md").unlink()
    (tmp_path / "two/c.md").unlink()
    (tmp_path / "one/e.md").write_text(GOOD)
    told = run("build", "one")
    assert "1 leaflet stands here whose monograph is gone; --prune deletes it.\n    build/a.pdf\n" in told.stdout
    pruned = run("build", "one", "--prune")
    assert "build/a.pdf: deleted, its monograph is gone\n" in pruned.stdout
    assert pruned.stdout.splitlines()[-1].endswith("DRAFT: 2. Deleted: 1.")
    left = sorted(path.name for path in (tmp_path / "build").glob("*.pdf"))
    assert left == ["b.pdf", "c.pdf", "d.pdf", "e.pdf"]
    assert not (tmp_path / "build/a.json").exists()


def test_prune_names_a_leaflet_before_it_goes(run, tmp_path, monkeypatch):
    from handouts.library import Library

    (tmp_path / "in").mkdir()
    for name in "ab":
        (tmp_path / f"in/{name}.md").write_text(GOOD)
    run("build", "in")
    (tmp_path / "in/a.md").unlink()

    def refuse(self, orphans):
        raise KeyboardInterrupt

    monkeypatch.setattr(Library, "prune", refuse)
    result = run("build", "in", "--prune")
    assert (result.returncode, (tmp_path / "build/a.pdf").exists()) == (130, True)
    assert result.stdout.endswith("build/a.pdf: deleted, its monograph is gone\n")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows sends no interrupt to a child")
def test_watching_shows_the_findings_of_what_was_saved(tmp_path):
    (tmp_path / "content").mkdir()
    path, log = tmp_path / "content/a.md", tmp_path / "log"
    path.write_text(GOOD)
    (tmp_path / "content/b.md").write_text(ZERO)
    command = [sys.executable, "-m", "handouts", "build", "--watch"]
    environment = os.environ | {"PYTHONUNBUFFERED": "1"}
    with log.open("w") as file, held.interruptible():
        process = subprocess.Popen(command, cwd=tmp_path, stdout=file, stderr=file, env=environment)
    try:
        held.until(lambda: "Watching" in log.read_text())
        assert ": block [" not in log.read_text()
        finding = "content/a.md:20:6: block [M02] When the point is missed, .5 is read as 5.\n    Write 0.5.\n"
        held.until(lambda: finding in log.read_text(), again=lambda: path.write_text(GOOD.replace("5 mg", ".5 mg")))
        assert "DRAFT, 1 finding blocks a sign-off: handouts check --final content/a.md\n" in log.read_text()
        assert "[M01]" not in log.read_text()
        process.send_signal(signal.SIGINT)
        assert process.wait(held.PATIENCE_S) == 0
    finally:
        process.kill()
        process.wait()


def test_counted_findings_are_those_of_this_profile_and_day(run, tmp_path):
    """An unchanged leaflet tells the count of the rules in force, and `check --final` shows the very findings."""
    (tmp_path / "demo.md").write_text(GOOD.replace("author: A\n", ""))
    assert "DRAFT\n" in run("build", "demo.md", "--no-check").stdout
    told = run("build", "demo.md").stdout
    assert "DRAFT, 1 finding blocks a sign-off: handouts check --final demo.md\n" in told
    assert "unchanged, " in run("build", "demo.md").stdout
    assert "unchanged, " in run("build", "demo.md", "--no-check").stdout
    assert run("check", "demo.md", "--text").returncode == 0
    final = run("check", "--final", "demo.md", "--text")
    assert (final.returncode, "S09" in final.stdout) == (1, True)
    (tmp_path / "clinic.toml").write_text('[check]\nprofile = "nhs"\n')
    assert "unchanged, " not in run("build", "demo.md").stdout


def test_a_waiver_that_ends_brings_its_finding_back(run, tmp_path):
    waiver = 'waivers: [{rule: M01, words: "5.0", reason: as on the pack, by: Ada Byron, until: 2026-06-30}]\n'
    text = GOOD.replace("5 mg", "5.0 mg").replace("author: A\n", f"author: A\n{waiver}")
    (tmp_path / "demo.md").write_text(text)
    assert "DRAFT\n" in run("build", "demo.md", "--today", "2026-03-31").stdout
    assert "unchanged, " in run("build", "demo.md", "--today", "2026-06-30").stdout
    assert "1 finding blocks" in run("build", "demo.md", "--today", "2026-07-01").stdout
