"""Many monographs: a bad one, a fault of ours or a dead worker costs only itself."""

import functools
import os
import pathlib
import signal
import subprocess
import sys
import time

import held
import pytest
from conftest import POLICY
from editing import edition_for

from handouts.errors import ContentError, ExitCode, OutputError
from handouts.library import Library, making, on_this_machine, workers
from handouts.library.jobs import Crew, Job, Limits, find_jobs
from handouts.model.clinic import Clinic
from handouts.model.options import BuildOptions
from handouts.reader.source import Source

GOOD = "---\ntitle: Demo\n---\n### Usage\nFor pain.\n"
MEMORY_MIB = 3072


@pytest.fixture
def outcomes(tmp_path, look, monkeypatch):
    """Build three monographs; the second goes wrong in the way the test says.

    The leaflets are made beforehand, so that no limit of time can meet any but the one that goes wrong.
    """

    def build_three(wrong, *, recovers=False, time_s=60):
        options = BuildOptions(edition_for(Clinic()), look, POLICY)
        jobs = []
        for name in "abc":
            (tmp_path / f"{name}.md").write_text(GOOD)
            jobs.append(Job(tmp_path / f"{name}.md", tmp_path / "out" / f"{name}.pdf", tmp_path))
        made = {job.source: making.build(Source.read(job.source), options) for job in jobs}

        def sabotaged(source, options):
            if source.path.name == "b.md":
                wrong()
            return made[source.path]

        monkeypatch.setattr(making, "build", sabotaged)
        builders = functools.partial(on_this_machine, crew=Crew(1, Limits(time_s, MEMORY_MIB)))
        library = Library(jobs, tmp_path / "out", options)
        steps = {step.job.source.stem: step for step in library.make(jobs, builders)}
        assert {name: step.how for name, step in steps.items()} == {
            "a": "made",
            "b": "made" if recovers else "failed",
            "c": "made",
        }
        assert sorted(path.stem for path in (tmp_path / "out").glob("*.pdf")) == sorted(
            {"a", "c"} | ({"b"} if recovers else set())
        )
        assert [step.job.source.stem for step in library.unchanged()] == (["a", "b", "c"] if recovers else ["a", "c"])
        return steps["b"].outcome

    return build_three


def test_a_fault_of_ours_comes_back_with_its_traceback(outcomes):
    outcome = outcomes(lambda: 1 / 0)
    assert "ZeroDivisionError" in outcome.fault
    assert outcome.notes == ()


def test_a_worker_that_dies_is_replaced_and_its_leaflet_tried_once_more(outcomes, tmp_path):
    tries = tmp_path / "tries"

    def die():
        with tries.open("a") as file:
            file.write("x")
        os._exit(9)

    outcome = outcomes(die)
    assert outcome.error.exit_code == ExitCode.TYPESETTING
    assert [problem.code for problem in (*outcome.notes, *outcome.error.problems)] == ["tried-again", "out-of-memory"]
    assert tries.read_text() == "xx"


def test_a_leaflet_whose_worker_was_killed_by_chance_is_made_after_all(outcomes, tmp_path):
    def die_once():
        if not (tmp_path / "died").exists():
            (tmp_path / "died").touch()
            os.kill(os.getpid(), signal.SIGKILL)

    outcome = outcomes(die_once, recovers=True)
    assert [note.code for note in outcome.notes] == ["tried-again"]
    assert outcome.result.pages == 1


def test_a_leaflet_that_takes_too_long_is_given_up_after_the_second_try(outcomes):
    outcome = outcomes(signal.pause, time_s=1)
    assert [problem.code for problem in (*outcome.notes, *outcome.error.problems)] == ["tried-again", "out-of-time"]
    assert "1 s" in outcome.error.problems[0].message


def test_too_much_memory_is_a_problem_not_a_crash(outcomes):
    assert outcomes(lambda: bytearray(MEMORY_MIB << 21)).error.problems[0].code == "out-of-memory"


def test_a_file_that_cannot_be_read_is_the_contents_fault(outcomes):
    def deny():
        raise PermissionError(13, "Permission denied")

    error = outcomes(deny).error
    assert isinstance(error, ContentError)
    assert "Permission denied" in error.problems[0].message


def test_a_build_goes_on_when_processes_are_killed_from_outside(tmp_path):
    (tmp_path / "in").mkdir()
    for name in ("a", "b", "held-1", "held-2", "y", "z"):
        (tmp_path / f"in/{name}.md").write_text(GOOD)
    with held.started(tmp_path, "build", "in", "--jobs", "2") as process:
        workers = held.holders(tmp_path, 2)
        assert process.pid not in workers
        for pid in workers:
            os.kill(pid, signal.SIGKILL)
        held.let_go(tmp_path)
        out, errors = process.communicate(timeout=held.PATIENCE_S)
    assert process.returncode == 0, errors
    assert "6 of 6 leaflets ready: 6 made" in out
    assert "× warning [tried-again]" in errors
    assert {"in/held-1.md", "in/held-2.md"} <= set(errors.replace(",", " ").split())


SPAWNED = """
import functools, multiprocessing, pathlib, sys
from handouts.library import limited, workers
from handouts.library.jobs import Crew

if __name__ == "__main__":
    limited.PROCESSES = multiprocessing.get_context("spawn")
    found = list(workers.over_all([*map(pathlib.Path, sys.argv[1:])], pathlib.Path.read_text, Crew(2)))
    print(sorted((outcome.path.name, outcome.result) for outcome in found))
"""


def test_where_a_fork_is_not_safe_processes_start_afresh(tmp_path):
    script = tmp_path / "spawned.py"
    script.write_text(SPAWNED)
    paths = [tmp_path / name for name in "abc"]
    for path in paths:
        path.write_text(f"text of {path.name}")
    result = subprocess.run(
        [sys.executable, script, *paths], capture_output=True, text=True, check=False, timeout=held.PATIENCE_S
    )
    assert result.stdout == f"{[(name, f'text of {name}') for name in 'abc']}\n", result.stderr


def test_a_folder_without_monographs(tmp_path):
    with pytest.raises(ContentError, match="holds no monograph"):
        find_jobs([tmp_path], pathlib.Path("build"))


def test_the_same_file_twice_is_one_job(tmp_path):
    (tmp_path / "a.md").write_text(GOOD)
    assert len(find_jobs([tmp_path / "a.md", tmp_path / "a.md", tmp_path], pathlib.Path("build"))) == 1


def test_one_monograph_under_two_names_is_made_for_both(tmp_path, look):
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep/a.md").write_text(GOOD)
    jobs = find_jobs([tmp_path / "deep/a.md", tmp_path], tmp_path / "out")
    library = Library(jobs, tmp_path / "out", BuildOptions(edition_for(Clinic()), look, POLICY))
    assert [step.how for step in library.make(jobs, functools.partial(on_this_machine, crew=Crew(1)))] == [
        "made",
        "made",
    ]
    assert (tmp_path / "out/a.pdf").read_bytes() == (tmp_path / "out/deep/a.pdf").read_bytes()


def test_two_files_for_one_output(tmp_path):
    (tmp_path / "a.md").write_text(GOOD)
    (tmp_path / "a.markdown").write_text(GOOD)
    with pytest.raises(OutputError, match="both become"):
        find_jobs([tmp_path], pathlib.Path("build"))


def test_outcomes_that_are_there_at_once_come_in_the_order_of_the_files(tmp_path):
    files = [tmp_path / f"{number}.md" for number in range(13)]
    for file in files:
        file.write_text(file.name)
    found = []
    for outcome in workers.over_all(files, pathlib.Path.read_text, Crew(1)):
        time.sleep(0.1)  # meanwhile the others are done
        found.append(outcome.result)
    assert found == [file.name for file in files]
