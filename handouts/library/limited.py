"""What the work on a stranger's file may take, and a process of its own that keeps one piece of work to it."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import pathlib
import pickle
import signal
import sys
import traceback
from typing import TYPE_CHECKING, TypeVar

from handouts.errors import HandoutsError, Place, Problem, TypesettingError

if TYPE_CHECKING:
    from collections.abc import Callable
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

    from handouts.library.jobs import Limits

Result = TypeVar("Result")

# On Linux they are forks of this one: what it has loaded they have too. Elsewhere a fork is not safe.
PROCESSES = multiprocessing.get_context("fork") if sys.platform == "linux" else multiprocessing.get_context("spawn")
DEEPEST_CALLS = 1_000  # Python's own default; the process this one is a fork of may allow more than its stack bears
GRACE_S = 5  # until a process that was told to end is ended


def alone(path: os.PathLike[str], work: Callable[[], Result], limits: Limits) -> Result:
    """Do work on a file in a process of its own, and return what came of it; what it raises is raised here.

    ``path`` is the file that is named when the work takes more than the limits allow. It is not tried again.
    Where there are no forks the work is done here, without limits: a process that starts afresh knows nothing of it.

    Raises:
        TypesettingError: it took too long, or too much memory; nothing that was to come of it is there.
    """
    if sys.platform != "linux":
        return work()
    receiving, sending = PROCESSES.Pipe(duplex=False)
    process = PROCESSES.Process(target=_work, args=(sending, work, limits), daemon=True)
    process.start()
    sending.close()
    try:
        if not receiving.poll(limits.time_s):
            raise out_of_time(path, limits)
        raised, value = pickle.loads(receiving.recv_bytes())  # noqa: S301 - our own process wrote it
    except EOFError:  # it died
        raise out_of_memory(path) from None
    finally:
        _end(process)
    if raised:
        raise out_of_memory(path) if isinstance(value, MemoryError) else value
    return value  # type: ignore[no-any-return]


def _work(sending: Connection, work: Callable[[], Result], limits: Limits) -> None:
    limit(limits)
    with contextlib.suppress(MemoryError):  # the pipe ends then, which says the same
        sending.send_bytes(_done(work))


def _done(work: Callable[[], Result]) -> bytes:
    """Do work, and return as bytes whether it raised something, and what came of it."""
    try:
        return pickle.dumps((False, work()))
    except (HandoutsError, MemoryError) as error:
        return pickle.dumps((True, error))
    except Exception as error:  # noqa: BLE001 - raised again on the other side
        told = traceback.format_exc()
        error.add_note(told)
        try:
            pickle.loads(said := pickle.dumps((True, error)))  # noqa: S301 - written a moment ago
        except Exception:  # noqa: BLE001 - whatever a foreign error does
            return pickle.dumps((True, RuntimeError(told)))
        return said


def _end(process: BaseProcess) -> None:
    process.terminate()
    process.join(GRACE_S)
    if process.is_alive():
        process.kill()
        process.join()


def limit(limits: Limits) -> None:
    """Bound the memory this process takes beyond what it starts with; leave the interrupt key to the parent."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    sys.setrecursionlimit(DEEPEST_CALLS)
    if sys.platform == "linux":
        import resource

        already = int(pathlib.Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
        most = already + (limits.memory_mib << 20)
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # what a process held that broke off is on no disk


def out_of_time(path: os.PathLike[str], limits: Limits) -> TypesettingError:
    """Return the error that the work on a file took too long."""
    message = f"The work on this file took longer than {limits.time_s:g} s."
    hint = "If it is the file that is meant, split it, or allow more time with --time-limit."
    return TypesettingError(Problem("out-of-time", message, hint, Place(os.fspath(path))))


def out_of_memory(path: os.PathLike[str]) -> TypesettingError:
    """Return the error that the work on a file took too much memory, which is why most processes die."""
    message = "The work on this file broke off, most likely for want of memory."
    hint = "If it is the file that is meant, split it, or allow more memory with --memory-limit."
    return TypesettingError(Problem("out-of-memory", message, hint, Place(os.fspath(path))))
