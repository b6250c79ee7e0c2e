"""The road run over many monographs: in processes of their own, so that a bad one costs only itself."""

from __future__ import annotations

import contextlib
import dataclasses
import functools
import multiprocessing
import os
import pathlib
import signal
import sys
import traceback
from concurrent.futures import TimeoutError as OutOfTime
from typing import TYPE_CHECKING, Generic, TypeVar

from pebble import ProcessExpired, ProcessPool

from handouts.build import Built, Order, build, press
from handouts.errors import ContentError, HandoutsError, OutputError, Place, Problem, TypesettingError
from handouts.record import record_path
from handouts.store import store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence


SUFFIXES = {".md", ".markdown"}
MEMORY_LIMIT = 3 << 30  # bytes of address space a worker may use
Result = TypeVar("Result")


@dataclasses.dataclass(frozen=True, slots=True)
class Job:
    """A monograph and the PDF it becomes."""

    source: pathlib.Path
    pdf: pathlib.Path


@dataclasses.dataclass(frozen=True, slots=True)
class Outcome(Generic[Result]):
    """How work on a file ended: a result, the reasons why there is none, or a fault of ours with its traceback."""

    source: pathlib.Path
    result: Result | None = None
    error: HandoutsError | None = None
    fault: str | None = None


def find_monographs(paths: Iterable[pathlib.Path]) -> list[pathlib.Path]:
    """Return each monograph once: a file by itself, or every ``.md`` file below a folder.

    Raises:
        ContentError: a path is not there, or a folder holds no monograph.
    """
    return list(dict.fromkeys(source for path in paths for source, _ in _sources(path)))


def find_jobs(paths: Iterable[pathlib.Path], out: pathlib.Path) -> list[Job]:
    """Return a job for each monograph (see `find_monographs`).

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


def build_all(jobs: Sequence[Job], order: Order, *, workers: int, time_limit_s: float) -> Iterator[tuple[Job, Outcome[Built]]]:
    """Build the jobs and yield each outcome as soon as its turn comes; leaflets are on disk when they are yielded.

    Raises:
        HandoutsError: the press itself cannot be set up (templates, styles, engine).
    """
    press(order.look, order.edition.paper)
    work = functools.partial(_build, order=order)
    outcomes = over_all([job.source for job in jobs], work, workers=workers, time_limit_s=time_limit_s)
    for job, outcome in zip(jobs, outcomes, strict=True):
        yield job, _stored(job, outcome)


def _build(path: pathlib.Path, *, order: Order) -> Built:
    return build(path, order)


def over_all(paths: Sequence[pathlib.Path], work: Callable[[pathlib.Path], Result], *, workers: int, time_limit_s: float) -> Iterator[Outcome[Result]]:
    """Do the same work on every file, in processes of their own, and yield the outcomes in the files' order."""
    with _pool(max(1, min(workers, len(paths)))) as pool:
        futures = [(path, pool.schedule(_attempt, args=(path, work), timeout=time_limit_s)) for path in paths]
        for path, future in futures:
            try:
                yield future.result()
            except OutOfTime:
                hint = "Split it, or allow more time with --time-limit."
                yield _failed(path, "out-of-time", f"Making the leaflet took longer than {time_limit_s:g} s.", hint)
            except (ProcessExpired, MemoryError):
                yield _failed(path, "out-of-memory", "Making the leaflet broke off, most likely for want of memory.", "Split the monograph.")


@contextlib.contextmanager
def _pool(workers: int) -> Iterator[ProcessPool]:
    """Give a pool of processes; when the work breaks off, they are stopped and not waited for."""
    context = multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn")
    pool = ProcessPool(max_workers=workers, initializer=_limit, context=context)
    try:
        yield pool
    except BaseException:
        pool.stop()
        raise
    else:
        pool.close()
    finally:
        pool.join()


def _stored(job: Job, outcome: Outcome[Built]) -> Outcome[Built]:
    if outcome.result is None:
        return outcome
    try:
        store({job.pdf: outcome.result.pdf, record_path(job.pdf): outcome.result.record.to_json()})
    except OutputError as error:
        return Outcome(job.source, error=error)
    return outcome


def _failed(path: pathlib.Path, code: str, message: str, hint: str) -> Outcome[Result]:
    return Outcome(path, error=TypesettingError(Problem(code, message, hint, Place(os.fspath(path)))))


def _limit() -> None:
    """Bound a worker's memory; leave the interrupt key to the parent."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    if sys.platform == "linux":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_LIMIT, MEMORY_LIMIT))


def _attempt(path: pathlib.Path, work: Callable[[pathlib.Path], Result]) -> Outcome[Result]:
    """Work in a process of its own; what goes wrong comes back as a value."""
    try:
        return Outcome(path, work(path))
    except HandoutsError as error:
        return Outcome(path, error=error)
    except OSError as error:
        problem = Problem("unreadable", f"The monograph cannot be read: {error.strerror}.", "Check the file and its permissions.", Place(str(path)))
        return Outcome(path, error=ContentError(problem))
    except MemoryError:
        return _failed(path, "out-of-memory", "Making the leaflet took too much memory.", "Split the monograph.")
    except Exception:  # noqa: BLE001 - a fault of ours must not take the other leaflets with it
        return Outcome(path, fault=traceback.format_exc())
