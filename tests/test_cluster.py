"""A build on dask: a real scheduler and workers, processes of their own, without a shared file."""

import contextlib
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import time

import pytest
from editing import GOOD
from PIL import Image

pytest.importorskip("distributed", reason="the extra handouts[cluster] is not installed")

MANY = 24


@pytest.fixture
def library(tmp_path):
    """Write monographs, one with a picture and one with a sign-off that was tampered with, and one that is wrong."""
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(MANY):
        (folder / f"{number:02}.md").write_text(
            GOOD.replace("title: Demo", f"title: Demo {number}") + "\nA line of text. " * 300
        )
    Image.new("L", (40, 20), 128).save(folder / "a tablet.png")
    (folder / "picture.md").write_text(GOOD + "\n![A tablet](a%20tablet.png)\n")
    (folder / "signed.md").write_text(GOOD)
    (folder / "wrong.md").write_text("---\ntitle: [\n---\n### Usage\nFor pain.\n")
    return folder


@pytest.fixture
def here(run, library, tmp_path):
    """Build the library on this machine and return the leaflets' bytes, by name."""
    signed = run(
        "approve",
        "in/signed.md",
        "--by",
        "Ada Byron",
        "--role",
        "pharmacist",
        "--until",
        "2027-01-01",
        "--today",
        "2026-01-01",
        "--yes",
    )
    assert signed.returncode == 0, signed.stderr
    assert run("build", "in", "--out", "here", "--today", "2026-02-01").returncode == 1
    return leaflets(tmp_path / "here")


def leaflets(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir() if not path.name.startswith(".")}


class Process:
    """A process of the cluster, with a folder and a log of its own."""

    def __init__(self, folder, *arguments):
        folder.mkdir()
        self.log = folder / "log"
        with self.log.open("w") as log:
            command = [sys.executable, "-m", "dask", *arguments]
            self.process = subprocess.Popen(command, cwd=folder, stdout=log, stderr=log, start_new_session=True)

    def until(self, pattern):
        """Wait until it says something, and return what."""
        for _ in range(1_200):
            if match := re.search(pattern, self.log.read_text()):
                return match
            time.sleep(0.05)
        raise AssertionError(self.log.read_text())

    def kill(self):
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


@pytest.fixture
def cluster(tmp_path):
    """Start a scheduler and two workers; return its address and the workers."""
    processes = [Process(tmp_path / "scheduler", "scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard")]
    try:
        address = processes[0].until(r"Scheduler at:\s+(tcp://\S+)")[1]
        for name in ("one", "two"):
            processes.append(
                Process(
                    tmp_path / name,
                    "worker",
                    address,
                    "--nthreads",
                    "1",
                    "--no-dashboard",
                    "--no-nanny",
                    "--name",
                    name,
                )
            )
            processes[-1].until(r"Registered to:")
        yield address, processes[1:]
    finally:
        for process in reversed(processes):
            process.kill()


def test_a_cluster_makes_the_same_bytes_and_leaves_nothing_behind(run, here, cluster, tmp_path):
    address, _ = cluster
    result = run("build", "in", "--out", "there", "--on", f"dask={address}", "--today", "2026-02-01")
    assert result.returncode == 1
    assert "in/wrong.md:3:1: error [invalid-front-matter]" in result.stderr
    assert f"{MANY + 2} of {MANY + 3} leaflets ready" in result.stderr
    assert leaflets(tmp_path / "there") == here
    assert "unchanged" in run("build", "in", "--out", "there", "--today", "2026-02-01").stderr
    assert [path for name in ("one", "two") for path in (tmp_path / name).rglob("*.md")] == []


def test_a_worker_killed_while_it_works_loses_nothing(here, cluster, tmp_path):
    address, (one, _) = cluster
    command = [
        sys.executable,
        "-m",
        "handouts",
        "build",
        "in",
        "--out",
        "there",
        "--on",
        f"dask={address}",
        "--today",
        "2026-02-01",
    ]
    process = subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    for _ in range(3):
        process.stdout.readline()
    one.kill()
    assert len(list((tmp_path / "there").glob("*.pdf"))) < MANY
    _, errors = process.communicate(timeout=300)
    assert process.returncode == 1
    assert f"{MANY + 2} of {MANY + 3} leaflets ready" in errors
    assert leaflets(tmp_path / "there") == here


def test_a_cluster_of_this_machine_is_the_default(run, here, tmp_path):
    result = run("build", "in", "--out", "there", "--on", "dask", "--jobs", "2", "--today", "2026-02-01")
    assert f"{MANY + 2} of {MANY + 3} leaflets ready" in result.stderr
    assert leaflets(tmp_path / "there") == here


def test_a_worker_with_another_handouts_is_refused(run, library, cluster, tmp_path):
    address, _ = cluster
    root = pathlib.Path(__file__).parent.parent
    for name in ("handouts", "templates", "styles"):
        shutil.copytree(root / name, tmp_path / "other" / name, ignore=shutil.ignore_patterns("__pycache__"))
    file = tmp_path / "other/handouts/leaflet/danger.py"
    file.write_text(file.read_text() + "\n")
    result = run(
        "build",
        "in",
        "--out",
        "there",
        "--on",
        f"dask={address}",
        env=os.environ | {"PYTHONPATH": str(tmp_path / "other")},
    )
    assert result.returncode == 5
    assert "no-cluster" in result.stderr
    assert "differs in: handouts" in result.stderr


def test_a_cluster_that_is_not_there_and_an_address_that_is_none(run, library):
    result = run("build", "in", "--on", "dask=tcp://127.0.0.1:9")
    assert (result.returncode, "no-cluster" in result.stderr) == (5, True)
    for address in ("spark", "dask=", "dask=localhost", "dask=http://x:1"):
        assert run("build", "in", "--on", address).returncode == 2


def test_without_the_extra_the_line_that_installs_it_is_named(tmp_path):
    (tmp_path / "demo.md").write_text("# Demo\n### Usage\nFor pain, 5 mg.\n")
    script = "import sys; sys.modules['distributed'] = None; sys.argv = ['handouts', 'build', 'demo.md', '--on', 'dask']; from handouts.cli import main; main()"
    result = subprocess.run([sys.executable, "-c", script], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert result.returncode == 2
    assert "pip install 'handouts[cluster]'" in result.stderr
    assert "Traceback" not in result.stderr
