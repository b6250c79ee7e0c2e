"""The only door to pools of processes: the same work on many files.

Each file is worked on in a process of its own, so that a bad one costs only itself.
"""

from __future__ import annotations

import contextlib
import dataclasses
import itertools
import pathlib
import time
from concurrent.futures import FIRST_COMPLETED, Future, wait
from concurrent.futures import TimeoutError as OutOfTime
from concurrent.futures.process import BrokenProcessPool
from typing import TYPE_CHECKING

from pebble import CONSTS, ProcessExpired, ProcessPool

from handouts.errors import Level, Place, Problem
from handouts.library import limited
from handouts.library.jobs import Crew, File, Limits, Outcome, Result, attempt
from handouts.library.limited import out_of_memory, out_of_time

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

AHEAD = 4  # files handed out for each process, so that none waits and no results pile up
CONSTS.sleep_unit = 0.02  # seconds until a pool sees that it is done
LOST = (OutOfTime, ProcessExpired, BrokenProcessPool, MemoryError)


def over_all(files: Collection[File], work: Callable[[File], Result], crew: Crew) -> Iterator[Outcome[Result]]:
    """Do the same work on every file and yield each outcome as soon as it is there.

    Nothing is raised for a file: what goes wrong with it is in its outcome. One whose process died, or ran out of time
    or memory, is tried once more at the end, alone.
    """
    crew = dataclasses.replace(crew, workers=max(1, min(crew.workers, len(files))))
    waiting, lost = iter(files), list[File]()
    while (first := next(waiting, None)) is not None:
        for file, outcome in _round(itertools.chain([first], waiting), work, crew):
            if isinstance(outcome, Outcome):
                yield outcome
            else:
                lost.append(file)
    for file in lost:
        for _, outcome in _round(iter([file]), work, dataclasses.replace(crew, workers=1)):
            path = pathlib.Path(file)
            again = outcome if isinstance(outcome, Outcome) else _given_up(path, outcome, crew.limits)
            message = "The process working on this file broke off; it was tried once more, alone."
            hint = "Nothing to do if a result follows."
            note = Problem("tried-again", message, hint, Place(str(path)), Level.WARN)
            yield dataclasses.replace(again, notes=(note,))


def _round(
    waiting: Iterator[File], work: Callable[[File], Result], crew: Crew
) -> Iterator[tuple[File, Outcome[Result] | BaseException]]:
    """Give the waiting files to a pool of processes and say how each went.

    A pool that breaks leaves the rest waiting.
    """
    running: dict[Future[Outcome[Result]], File] = {}
    broken = False
    with _pool(crew.workers, crew.limits) as pool:
        while True:
            while not broken and len(running) < AHEAD * crew.workers and (file := next(waiting, None)) is not None:
                running[pool.schedule(_attempt, args=(file, work), timeout=crew.limits.time_s)] = file
            if not running:
                return
            done = wait(running, return_when=FIRST_COMPLETED).done
            for future in [each for each in running if each in done]:  # in the order they were given out
                file = running.pop(future)
                try:
                    yield file, future.result()
                except LOST as error:
                    broken = broken or isinstance(error, BrokenProcessPool)
                    yield file, error


@contextlib.contextmanager
def _pool(workers: int, limits: Limits) -> Iterator[ProcessPool]:
    """Give a pool of processes; when the work breaks off, they are stopped and not waited for."""
    pool = ProcessPool(max_workers=workers, initializer=limited.limit, initargs=(limits,), context=limited.PROCESSES)
    try:
        yield pool
    except BaseException:
        pool.stop()
        raise
    else:
        pool.close()
    finally:
        pool.join()


def _given_up(path: pathlib.Path, reason: BaseException, limits: Limits) -> Outcome[Result]:
    is_late = isinstance(reason, OutOfTime)
    return Outcome(path, error=out_of_time(path, limits) if is_late else out_of_memory(path))


def _attempt(file: File, work: Callable[[File], Result]) -> Outcome[Result]:
    """Work in a process of its own, and say how long it took."""
    start = time.perf_counter()
    return dataclasses.replace(attempt(file, work), seconds=time.perf_counter() - start)
