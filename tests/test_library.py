"""Many monographs: a bad one, a fault of ours or a dead worker costs only itself."""

import os
import pathlib

import pytest
from conftest import POLICY

from handouts import library
from handouts.build import Order
from handouts.clinic import Clinic
from handouts.errors import ContentError, ExitCode, OutputError
from handouts.library import Job, build_all, find_jobs
from handouts.model import Edition

GOOD = "---\ntitle: Demo\n---\n### Usage\nFor pain.\n"


@pytest.fixture
def outcomes(tmp_path, look, monkeypatch):
    """Build three monographs; the second goes wrong in the way the test says."""

    def build_three(wrong):
        real = library.build

        def sabotaged(path, order):
            if path.name == "b.md":
                wrong()
            return real(path, order)

        monkeypatch.setattr(library, "build", sabotaged)
        jobs = []
        for name in "abc":
            (tmp_path / f"{name}.md").write_text(GOOD)
            jobs.append(Job(tmp_path / f"{name}.md", tmp_path / "out" / f"{name}.pdf"))
        found = [outcome for _, outcome in build_all(jobs, Order(Edition(Clinic()), look, POLICY), workers=1, time_limit_s=60)]
        assert [bool(outcome.result) for outcome in found] == [True, False, True]
        assert sorted(path.name for path in (tmp_path / "out").glob("*.pdf")) == ["a.pdf", "c.pdf"]
        return found[1]

    return build_three


def test_a_fault_of_ours_comes_back_with_its_traceback(outcomes):
    assert "ZeroDivisionError" in outcomes(lambda: 1 / 0).fault


def test_a_worker_that_dies_is_replaced(outcomes):
    error = outcomes(lambda: os._exit(9)).error
    assert error.exit_code == ExitCode.TYPESETTING
    assert error.problems[0].code == "out-of-memory"


def test_too_much_memory_is_a_problem_not_a_crash(outcomes):
    assert outcomes(lambda: bytearray(library.MEMORY_LIMIT)).error.problems[0].code == "out-of-memory"


def test_a_file_that_cannot_be_read_is_the_contents_fault(outcomes):
    def deny():
        raise PermissionError(13, "Permission denied")

    error = outcomes(deny).error
    assert isinstance(error, ContentError)
    assert "Permission denied" in error.problems[0].message


def test_a_folder_without_monographs(tmp_path):
    with pytest.raises(ContentError, match="holds no monograph"):
        find_jobs([tmp_path], pathlib.Path("build"))


def test_the_same_file_twice_is_one_job(tmp_path):
    (tmp_path / "a.md").write_text(GOOD)
    assert len(find_jobs([tmp_path / "a.md", tmp_path / "a.md", tmp_path], pathlib.Path("build"))) == 1


def test_two_files_for_one_output(tmp_path):
    (tmp_path / "a.md").write_text(GOOD)
    (tmp_path / "a.markdown").write_text(GOOD)
    with pytest.raises(OutputError, match="both become"):
        find_jobs([tmp_path], pathlib.Path("build"))
