"""The road run over many monographs: in processes of their own, so that a bad one costs only itself."""

from __future__ import annotations

import dataclasses
import multiprocessing
import os
import pathlib
import signal
import sys
import traceback
from concurrent.futures import TimeoutError as OutOfTime
from typing import TYPE_CHECKING

from pebble import ProcessExpired, ProcessPool

from handouts.build import Built, build, press
from handouts.errors import ContentError, HandoutsError, OutputError, Place, Problem, TypesettingError
from handouts.record import record_path
from handouts.store import store

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from handouts.assets import Look
    from handouts.model import Edition

SUFFIXES = {".md", ".markdown"}
MEMORY_LIMIT = 3 << 30  # bytes of address space a worker may use


@dataclasses.dataclass(frozen=True, slots=True)
class Job:
    """A monograph and the PDF it becomes."""

    source: pathlib.Path
    pdf: pathlib.Path


@dataclasses.dataclass(frozen=True, slots=True)
class Outcome:
    """How a job ended: a leaflet on disk, the reasons why not, or a fault of ours with its traceback."""

    job: Job
    built: Built | None = None
    error: HandoutsError | None = None
    fault: str | None = None


def find_jobs(paths: Iterable[pathlib.Path], out: pathlib.Path) -> list[Job]:
    """Return a job for each monograph: a file by itself, or every ``.md`` file below a folder.

    Raises:
        ContentError: a path is not there, or a folder holds no monograph.
        OutputError: two monographs would be written to one PDF.
    """
    jobs: dict[pathlib.Path, Job] = {}
    for path in paths:
        for source, name in _sources(path):
            job = Job(source, out / name.with_name(name.stem + ".pdf"))
            other = jobs.setdefault(job.pdf, job)
            if other.source != source:
                message = f"{other.source} and {source} would both become this file."
                raise OutputError(Problem("same-output", message, "Build them into different folders with --out.", Place(str(job.pdf))))
    return list(jobs.values())


def _sources(path: pathlib.Path) -> list[tuple[pathlib.Path, pathlib.Path]]:
    if path.is_file():
        return [(path, pathlib.Path(path.name))]
    if not path.is_dir():
        raise ContentError(Problem("no-such-path", "There is no such file or folder.", "Check the path.", Place(str(path))))
    found = sorted(file for file in path.rglob("*") if file.suffix.lower() in SUFFIXES and file.is_file() and not file.name.startswith("."))
    if not found:
        raise ContentError(Problem("no-monograph", "The folder holds no monograph (.md).", "Write one with `handouts new NAME`.", Place(str(path))))
    return [(file, file.relative_to(path)) for file in found]


def build_all(jobs: Sequence[Job], edition: Edition, look: Look, *, workers: int, time_limit_s: float) -> Iterator[Outcome]:
    """Build the jobs and yield each outcome as soon as its turn comes; leaflets are on disk when they are yielded.

    Raises:
        HandoutsError: the press itself cannot be set up (templates, styles, engine).
    """
    press(look, edition.paper)
    context = multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn")
    pool = ProcessPool(max_workers=max(1, min(workers, len(jobs))), initializer=_limit, context=context)
    done = False
    try:
        futures = [(job, pool.schedule(_attempt, args=(job.source, edition, look), timeout=time_limit_s)) for job in jobs]
        for job, future in futures:
            try:
                outcome = dataclasses.replace(future.result(), job=job)
            except OutOfTime:
                hint = "Split it, or allow more time with --time-limit."
                outcome = _failed(job, "out-of-time", f"Making the leaflet took longer than {time_limit_s:g} s.", hint)
            except (ProcessExpired, MemoryError):
                outcome = _failed(job, "out-of-memory", "Making the leaflet broke off, most likely for want of memory.", "Split the monograph.")
            yield _stored(outcome)
        done = True
    finally:
        if done:
            pool.close()
        else:
            pool.stop()
        pool.join()


def _stored(outcome: Outcome) -> Outcome:
    if outcome.built is None:
        return outcome
    try:
        store({outcome.job.pdf: outcome.built.pdf, record_path(outcome.job.pdf): outcome.built.record.to_json()})
    except OutputError as error:
        return Outcome(outcome.job, error=error)
    return outcome


def _failed(job: Job, code: str, message: str, hint: str) -> Outcome:
    return Outcome(job, error=TypesettingError(Problem(code, message, hint, Place(os.fspath(job.source)))))


def _limit() -> None:
    """Bound a worker's memory; leave the interrupt key to the parent."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    if sys.platform == "linux":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_LIMIT, MEMORY_LIMIT))


def _attempt(source: pathlib.Path, edition: Edition, look: Look) -> Outcome:
    """Build in a worker; what goes wrong comes back as a value."""
    job = Job(source, source)
    try:
        return Outcome(job, built=build(source, edition, look))
    except HandoutsError as error:
        return Outcome(job, error=error)
    except OSError as error:
        problem = Problem("unreadable", f"The monograph cannot be read: {error.strerror}.", "Check the file and its permissions.", Place(str(source)))
        return Outcome(job, error=ContentError(problem))
    except MemoryError:
        return _failed(job, "out-of-memory", "Making the leaflet took too much memory.", "Split the monograph.")
    except Exception:  # noqa: BLE001 - a fault of ours must not take the other leaflets with it
        return Outcome(job, fault=traceback.format_exc())
