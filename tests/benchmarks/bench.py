"""`make bench`: handouts against its rivals, both sides in one run, and what a library costs.

It prints the tables of MANUAL.md.

Wall time from the start of a process to its end, medians over rounds in which every side has its turn. Ours are proven,
tagged
and archival; the rivals' are what `rivals.py` says.
"""

from __future__ import annotations

import argparse
import contextlib
import datetime as dt
import importlib.metadata
import os
import pathlib
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from typing import TYPE_CHECKING

from rivals import CHROMIUM, WORKERS, chromium_command
from same_work import FONTS, write_pages
from synthetic import library

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

HERE = pathlib.Path(__file__).parent
BATCH, MOST_ON_DASK = 100, 1000  # leaflets
ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"} | {
    "FONTCONFIG_FILE": str(FONTS / "fonts.conf")
}
EDITION = ("--issued", "2026-03-31", "--today", "2026-03-31", "--quiet")


class Workshop:
    """A folder to work in, with a new one for every run."""

    def __init__(self, folder: pathlib.Path) -> None:
        self.folder, self.runs = folder, 0

    def new(self) -> pathlib.Path:
        """Return a folder that is empty."""
        self.runs += 1
        path = self.folder / f"run-{self.runs}"
        path.mkdir()
        return path


def run(command: Sequence[object]) -> float:
    """Run a command to its end and return its seconds; it must succeed."""
    start = time.perf_counter()
    subprocess.run([*map(str, command)], env=ENVIRONMENT, check=True, capture_output=True)
    return time.perf_counter() - start


def build(paths: pathlib.Path, out: pathlib.Path, *options: object) -> list[object]:
    """Return the command that builds a library."""
    return [sys.executable, "-m", "handouts", "build", paths, "--out", out, "--jobs", WORKERS, *EDITION, *options]


def medians(sides: dict[str, Callable[[], float]], rounds: int) -> dict[str, float]:
    """Give every side its turn, round after round; return the median of each. The first round only warms the disk."""
    times: dict[str, list[float]] = {name: [] for name in sides}
    for number in range(rounds + 1):
        for name, side in sides.items():
            seconds = side()
            if number:
                times[name].append(seconds)
            note(f"{name}: {seconds:.2f} s")
    return {name: statistics.median(values) for name, values in times.items()}


def against(workshop: Workshop, rounds: int) -> Iterator[tuple[str, str, str, str]]:
    """Measure one leaflet and a hundred against the rivals."""
    monographs = workshop.new()
    library(monographs, BATCH)
    sources = sorted(monographs.rglob("*.md"))
    pages = workshop.new()
    write_pages(sources, pages)
    source = of_middle_length(sources)
    one = pages / f"{source.stem}.html"
    cold = medians(
        {
            "ours": lambda: run(build(source, workshop.new())),
            "Chromium `--print-to-pdf`": lambda: run(chromium_command(one, workshop.new(), lean=False)),
            "the same, with all it can leave out left out": lambda: run(
                chromium_command(one, workshop.new(), lean=True)
            ),
        },
        3 * rounds,
    )
    yield from table("one leaflet, cold", cold)
    script = [sys.executable, HERE / "rivals.py"]
    batch = medians(
        {
            "ours": lambda: run(build(monographs, workshop.new())),
            "Chromium kept warm (playwright, 2 pages)": lambda: run([*script, "chromium", pages]),
            "stock WeasyPrint (2 processes, shared fonts and styles)": lambda: run([*script, "stock", pages]),
            "Typst (2 processes)": lambda: run([*script, "typst", pages]),
        },
        rounds,
    )
    yield from table(f"{BATCH} leaflets", batch)


def table(what: str, seconds: dict[str, float]) -> Iterator[tuple[str, str, str, str]]:
    """Return the rows of one comparison."""
    ours = seconds["ours"]
    for name, value in seconds.items():
        yield what, name, f"{value:.2f} s", "" if name == "ours" else f"× {ours / value:.2f}"


def of_middle_length(sources: list[pathlib.Path]) -> pathlib.Path:
    """Return the monograph of middle length."""
    return sorted(sources, key=lambda path: path.stat().st_size)[len(sources) // 2]


def curve(workshop: Workshop, sizes: Sequence[int]) -> Iterator[tuple[str, ...]]:
    """Measure libraries of several sizes: made, found unchanged, and on a cluster of this machine."""
    for size in sizes:
        monographs, out = workshop.new(), workshop.new()
        library(monographs, size)
        with peak_memory() as peak:
            made = run(build(monographs, out))
        unchanged = statistics.median(run(build(monographs, out)) for _ in range(5))
        cluster = f"{run(build(monographs, workshop.new(), '--on', 'dask')):.1f} s" if size <= MOST_ON_DASK else ""
        row = (
            f"{made:.1f} s",
            f"{size / made:.1f}",
            f"{1000 * made / size:.0f} ms",
            f"{peak[0]:.0f} MB",
            f"{unchanged:.2f} s",
            cluster,
        )
        note(f"{size}: {', '.join(row)}")
        yield f"{size:,}", *row


@contextlib.contextmanager
def peak_memory() -> Iterator[list[float]]:
    """Watch the processes below this one and collect the most a single one held in memory, in MB (Linux)."""
    peak, over = [0.0], threading.Event()

    def watch() -> None:
        while not over.wait(0.2):
            peak[0] = max([peak[0], *(resident_mb(process) for process in below(os.getpid()))])

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        yield peak
    finally:
        over.set()
        watcher.join()


def below(process: int) -> Iterator[int]:
    """Return the processes a process has started, and theirs."""
    with contextlib.suppress(OSError):
        for line in pathlib.Path("/proc").glob(f"{process}/task/*/children"):
            for child in map(int, line.read_text().split()):
                yield child
                yield from below(child)


def resident_mb(process: int) -> float:
    """Return what a process holds in memory, in MB of 10^6 bytes."""
    with contextlib.suppress(OSError, IndexError):
        return int(pathlib.Path(f"/proc/{process}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6
    return 0.0


def machine() -> str:
    """Say where and with what this was measured."""
    lines = pathlib.Path("/proc/cpuinfo").read_text().splitlines() if pathlib.Path("/proc/cpuinfo").exists() else []
    processor = next(
        (line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")), platform.processor()
    )
    versions = [
        subprocess.run([CHROMIUM, "--version"], capture_output=True, text=True, check=False)
        .stdout.split(" built")[0]
        .strip()
    ]
    versions += [f"{package} {importlib.metadata.version(package)}" for package in ("weasyprint", "typst")]
    today = dt.datetime.now().astimezone().date()
    machine = f"{os.cpu_count()} cores of {processor}, {platform.system()}, Python {platform.python_version()}"
    return f"Measured on {today}: {machine}, {', '.join(versions)}."


def note(message: str) -> None:
    """Say on standard error how far we are."""
    sys.stderr.write(f"{message}\n")


def print_table(*rows: Sequence[str]) -> None:
    """Print rows as a Markdown table; the first is its head."""
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    sys.stdout.write("\n".join([lines[0], "|" + "---|" * len(rows[0]), *lines[1:]]) + "\n\n")


def tables(workshop: Workshop, counts: Sequence[int]) -> Iterator[tuple[str, str]]:
    """Measure leaflets that hold one long table each."""
    for count in counts:
        monograph = workshop.new() / "table.md"
        rows = "".join(f"| day {number} | {number} tablets |\n" for number in range(1, count + 1))
        monograph.write_text(f"---\ntitle: Table\n---\n# Table\n### Dosage\n| Day | Dose |\n|---|---|\n{rows}", "utf-8")
        yield f"{count:,}", f"{run(build(monograph, workshop.new())):.1f} s"


def main() -> None:
    """Measure what is asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3, help="rounds of the comparisons")
    parser.add_argument("--sizes", type=int, nargs="*", default=[100, 1000, 6000], help="sizes of the libraries")
    parser.add_argument("--rows", type=int, nargs="*", default=[300, 1000], help="rows of the long tables")
    arguments = parser.parse_args()
    if shutil.which(CHROMIUM) is None:
        parser.exit(2, "Chromium is missing. Run: sudo apt-get install -y chromium\n")
    with tempfile.TemporaryDirectory() as folder:
        workshop = Workshop(pathlib.Path(folder))
        if arguments.rounds:
            print_table(("what", "with", "wall time", "ours to theirs"), *against(workshop, arguments.rounds))
        if arguments.sizes:
            head = ("leaflets", "made in", "a second", "each", "largest process", "unchanged", "`--on dask`")
            print_table(head, *curve(workshop, arguments.sizes))
        if arguments.rows:
            print_table(("rows of a table", "made in"), *tables(workshop, arguments.rows))
    sys.stdout.write(machine() + "\n")


if __name__ == "__main__":
    main()
