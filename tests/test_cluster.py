"""A build on dask: a real scheduler and workers, processes of their own, without a shared file."""

import contextlib
import importlib.util
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys

import held
import pytest
from editing import GOOD
from measuring import unmeasured
from PIL import Image

# Looked for and not imported: dask would change how the forks of this process pickle their errors.
pytestmark = pytest.mark.skipif(
    importlib.util.find_spec("distributed") is None, reason="the extra handouts[cluster] is not installed"
)

MANY = 4
DAY = ("--today", "2026-02-01")
HELD = """
import pathlib, threading
from handouts.library import making

def held(source, options):
    pathlib.Path("holding").touch()
    threading.Event().wait()

making.build = held
"""


def handouts(folder, *arguments, first="", **options):
    """Run the command line in a process of its own, after a statement of the test."""
    script = f"import sys; {first}\nfrom handouts.cli import run; run()"
    command = [sys.executable, "-c", script, *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, **options)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Write monographs, one with a picture and one signed off, and one that is wrong, into in/."""
    folder = tmp_path_factory.mktemp("library")
    (folder / "in").mkdir()
    for number in range(MANY):
        (folder / f"in/{number:02}.md").write_text(GOOD.replace("title: Demo", f"title: Demo {number}"))
    Image.new("L", (40, 20), 128).save(folder / "in/a tablet.png")
    (folder / "in/picture.md").write_text(GOOD + "\n![A tablet](a%20tablet.png)\n")
    (folder / "in/signed.md").write_text(GOOD)
    (folder / "in/wrong.md").write_text("---\ntitle: [\n---\n### Usage\nFor pain.\n")
    signature = ("--by", "Ada Byron", "--role", "pharmacist", "--until", "2027-01-01", "--today", "2026-01-01")
    signed = handouts(folder, "approve", "in/signed.md", *signature, "--yes", env=unmeasured())
    assert signed.returncode == 0, signed.stderr
    return folder


@pytest.fixture(scope="module")
def here(folder):
    """Build the library on this machine and return the leaflets' bytes, by name."""
    assert handouts(folder, "build", "in", "--out", "here", *DAY, env=unmeasured()).returncode == 1
    made = leaflets(folder / "here")
    assert len(made) == 2 * (MANY + 2)
    return made


def leaflets(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir() if not path.name.startswith(".")}


class Process:
    """A process of the cluster, with a folder and a log of its own."""

    def __init__(self, folder, *arguments):
        folder.mkdir()
        self.folder, self.log = folder, folder / "log"
        with self.log.open("w") as log:
            command = [sys.executable, "-m", "dask", *arguments]
            options = {} if "worker" in arguments else {"env": unmeasured()}  # the scheduler runs nothing of ours
            self.process = subprocess.Popen(
                command, cwd=folder, stdout=log, stderr=log, start_new_session=True, **options
            )

    def says(self, pattern):
        """Wait until it says something, and return what."""
        held.until(lambda: re.search(pattern, self.log.read_text()) or self.process.poll() is not None)
        match = re.search(pattern, self.log.read_text())
        assert match, self.log.read_text()
        return match

    def end(self, sign=signal.SIGTERM):
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, sign)
        self.process.wait(held.PATIENCE_S)


def worker(folder, address, *options):
    """Start a worker that keeps its files in its own folder."""
    more = ("--nthreads", "1", "--no-dashboard", "--no-nanny", "--name", folder.name, "--local-directory", folder)
    return Process(folder, "worker", address, *more, *options)


@pytest.fixture(scope="module")
def cluster(tmp_path_factory):
    """Start a scheduler and two workers; return its address and the workers."""
    folder = tmp_path_factory.mktemp("cluster")
    processes = [Process(folder / "scheduler", "scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard")]
    try:
        address = processes[0].says(r"Scheduler at:\s+(tcp://\S+)")[1]
        for name in ("one", "two"):
            processes.append(worker(folder / name, address))
            processes[-1].says("Registered to:")
        yield address, processes[1:]
    finally:
        for process in reversed(processes):
            process.end()


def test_a_cluster_makes_the_same_bytes_and_leaves_nothing_behind(folder, here, cluster):
    address, workers = cluster
    result = handouts(folder, "build", "in", "--out", "there", "--on", f"dask={address}", *DAY)
    assert result.returncode == 1
    assert "in/wrong.md:3:1: error [invalid-front-matter]" in result.stderr
    assert f"{MANY + 2} of {MANY + 3} leaflets ready" in result.stderr
    assert leaflets(folder / "there") == here
    again = handouts(folder, "build", "in", "--out", "there", *DAY, env=unmeasured())
    assert f"{MANY + 2} unchanged" in again.stderr
    for process in workers:
        files = {path: path.read_bytes() for path in process.folder.rglob("*") if path.is_file()}
        assert "leaflet.css" in {path.name for path in files}  # the look came along
        assert [path for path, data in files.items() if b"Demo eases pain" in data or data.startswith(b"%PDF")] == []


def test_a_worker_killed_while_it_works_loses_nothing(folder, here, cluster, tmp_path):
    address, _ = cluster
    (tmp_path / "held.py").write_text(HELD)
    third = worker(tmp_path / "third", address, "--preload", tmp_path / "held.py")
    try:
        third.says("Registered to:")
        arguments = ("build", "in", "--out", "after", "--on", f"dask={address}", *DAY)
        command = [sys.executable, "-m", "handouts", *arguments]
        process = subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        held.until((third.folder / "holding").exists)
    finally:
        third.end(signal.SIGKILL)
    _, errors = process.communicate(timeout=held.PATIENCE_S)
    assert process.returncode == 1
    assert f"{MANY + 2} of {MANY + 3} leaflets ready" in errors
    assert leaflets(folder / "after") == here


def test_a_cluster_of_this_machine_is_the_default(folder, here):
    result = handouts(folder, "build", "in", "--out", "default", "--on", "dask", "--jobs", "2", *DAY)
    assert f"{MANY + 2} of {MANY + 3} leaflets ready" in result.stderr
    assert leaflets(folder / "default") == here


def test_a_cluster_makes_several_editions_of_each_leaflet(folder, here, cluster):
    asked = ("--edition", "standard", "--edition", "a5+booklet", *DAY)
    result = handouts(folder, "build", "in", "--out", "several", "--on", f"dask={cluster[0]}", *asked)
    assert f"{2 * (MANY + 2)} of {2 * (MANY + 3)} leaflets ready" in result.stderr
    made = leaflets(folder / "several")
    assert {name: data for name, data in made.items() if name in here} == here
    assert {name for name in made if name.startswith("signed-")} == {
        "signed-a5-booklet.pdf",
        "signed-a5-booklet.json",
        "signed-a5-booklet-imposed.pdf",
    }
    again = handouts(folder, "build", "in", "--out", "several", *asked, env=unmeasured())
    assert f"{2 * (MANY + 2)} unchanged" in again.stderr


def test_a_worker_with_another_handouts_is_refused(folder, cluster, tmp_path):
    address, _ = cluster
    root = pathlib.Path(__file__).parent.parent
    shutil.copytree(root / "handouts", tmp_path / "handouts", ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("templates", "styles"):
        (tmp_path / name).symlink_to(root / name)
    file = tmp_path / "handouts/leaflet/danger.py"
    file.write_text(file.read_text() + "\n")
    other = os.environ | {"PYTHONPATH": str(tmp_path)}
    result = handouts(folder, "build", "in", "--out", "other", "--on", f"dask={address}", env=other)
    assert result.returncode == 5
    assert "no-cluster" in result.stderr
    assert "differs in: handouts" in result.stderr


def test_a_cluster_that_is_not_there(folder):
    soon = "from handouts.library import cluster; cluster.PATIENCE_S = 1"
    result = handouts(folder, "build", "in", "--out", "none", "--on", "dask=tcp://127.0.0.1:9", first=soon)
    assert (result.returncode, "no-cluster" in result.stderr) == (5, True)


@pytest.mark.parametrize("address", ["spark", "dask=", "dask=localhost", "dask=http://x:1"])
def test_an_address_that_is_none(run, address):
    result = run("build", "in", "--on", address)
    assert (result.returncode, "write dask, or dask=tcp://scheduler:8786" in result.stderr) == (2, True)


def test_without_the_extra_the_line_that_installs_it_is_named(tmp_path):
    (tmp_path / "demo.md").write_text("# Demo\n### Usage\nFor pain, 5 mg.\n")
    result = handouts(tmp_path, "build", "demo.md", "--on", "dask", first="sys.modules['distributed'] = None")
    assert result.returncode == 2
    assert "pip install 'handouts[cluster]'" in result.stderr
    assert "Traceback" not in result.stderr
