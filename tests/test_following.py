"""How a build is followed: lines, a bar, events, silence, and a watch that stays."""

import io
import json
import os
import pathlib
import shutil
import signal
import subprocess
import sys

import held
import pytest
from conftest import ROOT
from editing import GOOD as TEXT
from editing import change
from rich.console import Console

from handouts.cli.events import Events
from handouts.cli.following import follow
from handouts.cli.progress import Bar, Plain, Quiet
from handouts.cli.tally import Tally
from handouts.errors import ContentError, Place, Problem
from handouts.library import Step
from handouts.library.index import Made
from handouts.library.jobs import Job, Outcome

GOOD = "---\ntitle: Demo\n---\n### Usage\nFor pain, 5 mg.\n"
BAD = "---\ntitle: [\n---\n### Usage\nFor pain.\n"


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "in").mkdir()
    for name in "abc":
        (tmp_path / f"in/{name}.md").write_text(GOOD)
    (tmp_path / "in/bad.md").write_text(BAD)
    return tmp_path


def test_plain_lines_name_what_was_made_and_sum_up(run, folder):
    result = run("build", "in")
    assert result.returncode == 1
    assert sorted(result.stdout.splitlines()) == [
        f"build/{name}.pdf: 1 page, 5 words proven, DRAFT, 7 findings block a sign-off" for name in "abc"
    ]
    assert "in/bad.md:3:1: error [invalid-front-matter]" in result.stderr
    assert "3 of 4 leaflets ready: 3 made, 1 failed, in " in result.stderr.splitlines()[-2]
    assert result.stderr.endswith("Findings block a sign-off of 3 texts: handouts check --final in.\n")
    assert "DRAFT: 3." in result.stderr


def test_quiet_says_only_what_is_wrong(run, folder):
    result = run("build", "in", "--quiet")
    assert (result.returncode, result.stdout) == (1, "")
    assert len(result.stderr.splitlines()) == 2
    (folder / "in/bad.md").unlink()
    result = run("build", "in", "--quiet")
    assert (result.returncode, result.stdout, result.stderr) == (0, "", "")


def test_events_tell_a_program_everything(run, folder):
    result = run("build", "in", "--json")
    assert (result.returncode, result.stderr) == (1, "")
    events = [json.loads(line) for line in result.stdout.splitlines()]
    assert events[0] == {"event": "begin", "leaflets": 4, "to_make": 4}
    assert sorted(event["event"] for event in events[1:-1]) == ["failed", "made", "made", "made"]
    failed = next(event for event in events if event["event"] == "failed")
    assert (failed["source"], failed["exit_code"], failed["fault"]) == ("in/bad.md", 1, None)
    assert failed["problems"][0]["place"] == {"path": "in/bad.md", "line": 3, "column": 1}
    made = next(event for event in events if event["event"] == "made")
    assert (made["pages"], made["words"], made["approved"]) == (1, 5, False)
    assert made["size"] == (folder / made["pdf"]).stat().st_size
    assert isinstance(made["seconds"], float)
    assert {key: events[-1][key] for key in ("event", "made", "unchanged", "failed", "drafts", "exit_code")} == {
        "event": "end", "made": 3, "unchanged": 0, "failed": 1, "drafts": 3, "exit_code": 1,
    }  # fmt: skip
    (folder / "in/a.md").unlink()
    events = [json.loads(line) for line in run("build", "in", "--json", "--prune").stdout.splitlines()]
    assert [event["event"] for event in events] == ["begin", "unchanged", "unchanged", "failed", "pruned", "end"]
    assert events[-2]["pdf"] == "build/a.pdf"


def step(name, how="made", seconds=1.0, size=1000):
    job = Job(pathlib.Path(f"{name}.md"), pathlib.Path(f"build/{name}.pdf"), pathlib.Path())
    problem = Problem("no-title", "The monograph has no title.", "Write one.", Place(f"{name}.md", 1))
    if how == "failed":
        return Step(job, how, Outcome(job.source, error=ContentError(problem)))
    return Step(
        job, how, Outcome(job.source, Made(2, 10, size, approved=False, status="DRAFT", blocking=None), seconds=seconds)
    )


def test_the_bar_shows_names_and_lets_problems_stand(capsys):
    screen = io.StringIO()
    bar = Bar()
    bar.console = Console(file=screen, force_terminal=True, width=200, highlight=False, soft_wrap=True)
    steps = [
        step("one", seconds=3.0),
        step("two", "failed"),
        *(step(f"n{number}", size=10_000 * number) for number in range(4)),
    ]
    tally = Tally()
    bar.begin(len(steps), [each.job for each in steps])
    for each in steps:
        tally.add(each)
        bar.step(each)
        bar.progress.refresh()
    bar.close()
    bar.end(tally)
    seen = screen.getvalue()
    assert "one, two, n0" in seen
    assert "n1, n2, n3" in seen
    assert "6/6" in seen
    assert "/s" in seen
    assert "failed: two.md" in seen
    assert "two.md:1: " in seen
    out, errors = capsys.readouterr()
    assert out == ""
    assert "5 of 6 leaflets ready: 5 made, 1 failed" in errors
    assert "Slowest: build/one.pdf 3.00 s, " in errors
    assert "Largest: build/n3.pdf 30 kB, " in errors


def test_the_way_to_follow_fits_the_terminal():
    kinds = [type(follow(Console(force_terminal=terminal), quiet=quiet, events=events)) for terminal, quiet, events in
             [(True, False, False), (False, False, False), (True, True, False), (True, True, True)]]  # fmt: skip
    assert kinds == [Bar, Plain, Quiet, Events]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows sends no interrupt to a child")
def test_watching_makes_what_is_saved_and_reports_what_is_wrong(tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "look/wording").mkdir(parents=True)
    path, pdf, log = tmp_path / "in/a.md", tmp_path / "build/a.pdf", tmp_path / "log"
    path.write_text(TEXT)
    (tmp_path / "in/b.md").write_text(TEXT)
    command = [sys.executable, "-m", "handouts", "build", "in", "--watch", "--templates", "look", "--prune"]
    environment = os.environ | {"PYTHONUNBUFFERED": "1"}
    with log.open("w") as file, held.interruptible():
        process = subprocess.Popen(command, cwd=tmp_path, stdout=file, stderr=file, text=True, env=environment)
    try:
        held.until(lambda: "Watching" in log.read_text())
        first = pdf.read_bytes()
        path.write_text(TEXT.replace("5 mg", "6 mg"))  # it may not listen yet
        held.until(lambda: pdf.read_bytes() != first)
        second = pdf.read_bytes()
        path.write_text(BAD)
        held.until(lambda: "in/a.md:3:1: error [invalid-front-matter]" in log.read_text())
        held.until(
            lambda: "in/a.md: warning [older-leaflet] build/a.pdf is still the leaflet made before." in log.read_text()
        )
        assert pdf.read_bytes() == second
        path.write_text(TEXT)
        held.until(lambda: pdf.read_bytes() == first)
        (tmp_path / "in/c.md").write_text(TEXT)
        held.until((tmp_path / "build/c.pdf").exists)
        shutil.copy(ROOT / "templates/wording/en.po", tmp_path)
        change(tmp_path / "en.po", 'msgid "Whom to call"\nmsgstr ""', 'msgid "Whom to call"\nmsgstr "Who helps"')
        (tmp_path / "en.po").rename(tmp_path / "look/wording/en.po")  # in one piece: all leaflets are made anew once
        held.until(lambda: pdf.read_bytes() != first)
        held.until(lambda: log.read_text().count("3 made") == 1)
        (tmp_path / "in/c.md").unlink()
        held.until(lambda: "build/c.pdf: deleted, its monograph is gone" in log.read_text())
        assert not (tmp_path / "build/c.pdf").exists()
        process.send_signal(signal.SIGINT)
        assert process.wait(held.PATIENCE_S) == 0
        assert log.read_text().endswith("Stopped.\n")
    finally:
        process.kill()
        process.wait()


@pytest.mark.skipif(sys.platform == "win32", reason="a process group is needed to end it")
def test_what_is_saved_during_the_first_build_is_made_after_it(tmp_path):
    (tmp_path / "in").mkdir()
    for name in ("a", "gone", "held"):
        (tmp_path / f"in/{name}.md").write_text(TEXT)
    pdf = tmp_path / "build/a.pdf"
    with held.started(tmp_path, "build", "in", "--watch", "--prune", "--jobs", "2"):
        held.holders(tmp_path, 1)
        held.until((tmp_path / "build/gone.pdf").exists)
        first = held.until(pdf.read_bytes)
        (tmp_path / "in/a.md").write_text(TEXT.replace("5 mg", "6 mg"))
        (tmp_path / "in/new.md").write_text(TEXT)
        (tmp_path / "in/gone.md").unlink()
        held.let_go(tmp_path)
        held.until(lambda: pdf.read_bytes() != first)
        held.until((tmp_path / "build/new.pdf").exists)
        held.until(lambda: not (tmp_path / "build/gone.pdf").exists())


@pytest.mark.skipif(sys.platform == "win32", reason="a process group is needed to end it")
def test_a_watch_makes_every_edition_and_follows_the_clinics_file(tmp_path):
    (tmp_path / "in").mkdir()
    for name in "ab":
        (tmp_path / f"in/{name}.md").write_text(TEXT)

    def made(*names):
        texts = [(tmp_path / f"build/{name}.json").read_text() for name in names]
        return [(json.loads(text)["monograph"]["sha256"], json.loads(text)["edition"]["clinic"]) for text in texts]

    everything = ("a", "a-letter-large", "b", "b-letter-large")
    arguments = ("build", "in", "--watch", "--edition", "standard", "--edition", "large+letter", "--no-check")
    with held.started(tmp_path, *arguments) as process:
        first = held.until(lambda: made(*everything))
        (tmp_path / "in/a.md").write_text(TEXT.replace("5 mg", "6 mg"))
        held.until(lambda: all(now != then for now, then in zip(made(*everything[:2]), first[:2], strict=True)))
        assert made(*everything[2:]) == first[2:]
        (tmp_path / "clinic.toml").write_text('name = "Hill Clinic"\n')  # there was none
        held.until(lambda: {clinic["name"] for _, clinic in made(*everything)} == {"Hill Clinic"})
        (tmp_path / "clinic.toml").write_text('nam = "Dale Clinic"\n')
        (tmp_path / "new.toml").write_text('name = "Dale Clinic"\n')
        held.until(lambda: "there is no such field" in process.stderr.readline())
        (tmp_path / "new.toml").rename(tmp_path / "clinic.toml")
        held.until(lambda: {clinic["name"] for _, clinic in made(*everything)} == {"Dale Clinic"})
