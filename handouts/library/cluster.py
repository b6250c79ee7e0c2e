"""The only door to dask: leaflets made by the workers of a cluster, on this machine or on others.

A task is a pure function of a monograph's files, the order and the look: nothing is shared but what travels. Templates, styles
and fonts travel once to each worker, as a plugin that a worker joining later gets too. A task whose worker is lost goes to
another worker; the scheduler gives a task up only when it has taken several workers with it.
"""

from __future__ import annotations

import collections
import contextlib
import dataclasses
import faulthandler
import functools
import logging
import os
import pathlib
import shutil
import tempfile
import threading
import time
from typing import TYPE_CHECKING, Any

import dask
import distributed

from handouts import assets
from handouts.build import Built, build
from handouts.errors import HandoutsError, OutputError, Place, Problem, TypesettingError
from handouts.library.fingerprint import toolchain
from handouts.library.jobs import Crew, Outcome, attempt
from handouts.model.options import BuildOptions
from handouts.reader.pictures import check_pictures
from handouts.review.approval import Source
from handouts.review.sign_offs import sign_offs_path

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

AHEAD = 3  # tasks handed out for each thread of the cluster
RETRIES = 3  # times a task is handed out again after the cluster lost it
PATIENCE_S = 10  # seconds to find a scheduler
PICTURE_SIGNS = (b"![", b"<img", b"<IMG")


@dataclasses.dataclass(frozen=True, slots=True)
class Parcel:
    """A monograph as it travels: where it stands here, its name, and the bytes of it and of the files beside it, by name."""

    path: str
    name: str
    files: dict[str, bytes]

    @classmethod
    def pack(cls, path: pathlib.Path) -> Parcel:
        """Read a monograph, its ledger and its pictures.

        Raises:
            HandoutsError: it cannot be read as a monograph, or a picture cannot be shown.
            OSError: the file cannot be read.
        """
        data, ledger = path.read_bytes(), sign_offs_path(path)
        files = {path.name: data} | ({ledger.name: ledger.read_bytes()} if ledger.is_file() else {})
        if any(sign in data for sign in PICTURE_SIGNS):
            files |= {
                name: (path.parent / name).read_bytes()
                for name in check_pictures(Source.read(path).monograph, path.parent)
            }
        return cls(os.fspath(path), path.name, files)

    def unpack(self, folder: pathlib.Path) -> pathlib.Path:
        """Write the files into a folder and return the monograph's path there."""
        _write(folder, self.files)
        return folder / self.name


class LookPlugin(distributed.WorkerPlugin):
    """Brings the look to a worker, once, and keeps it from doing two leaflets at a time: the engine allows no threads."""

    def __init__(self, look: assets.Look) -> None:
        """Read every file of the look."""
        self.folders = {
            name: {key: path.read_bytes() for key, path in assets.files(getattr(look, name)).items()}
            for name in ("templates", "styles")
        }
        self.makers = toolchain()
        self.name = "-".join(["handouts", *(assets.digest(getattr(look, name))[:16] for name in self.folders)])

    def setup(self, worker: Any) -> None:
        """Write the look where the worker keeps its files.

        Raises:
            RuntimeError: the worker has another handouts or another engine, and would write other bytes.
        """
        if (theirs := toolchain()) != self.makers:
            unlike = ", ".join(sorted(name for name in self.makers if theirs.get(name) != self.makers[name]))
            message = f"the worker {worker.address} differs in: {unlike}"
            raise RuntimeError(message)
        self.root = pathlib.Path(tempfile.mkdtemp(prefix="handouts-", dir=worker.local_directory))
        for name, files in self.folders.items():
            _write(self.root / name, files)
        self.look = assets.Look((self.root / "templates",), (self.root / "styles",))
        self.one_at_a_time = threading.Lock()

    def teardown(self, worker: Any) -> None:  # noqa: ARG002 - dask's signature
        """Leave nothing behind."""
        shutil.rmtree(self.root, ignore_errors=True)


def make(parcel: Parcel, order: BuildOptions, plugin: str, time_limit_s: float) -> Outcome[Built]:
    """Make a leaflet on a worker. One that takes too long ends its process: the worker's keeper starts a new one."""
    ours: Any = distributed.get_worker().plugins[plugin]
    with (
        ours.one_at_a_time,
        tempfile.TemporaryDirectory(dir=ours.root) as folder,
        pathlib.Path(os.devnull).open("w") as nowhere,
    ):
        path, start = parcel.unpack(pathlib.Path(folder)), time.perf_counter()
        faulthandler.dump_traceback_later(time_limit_s, exit=True, file=nowhere)
        try:
            outcome = attempt(path, functools.partial(build, order=dataclasses.replace(order, look=ours.look)))
        finally:
            faulthandler.cancel_dump_traceback_later()
        return _at_home(dataclasses.replace(outcome, seconds=time.perf_counter() - start), os.fspath(path), parcel.path)


def on_dask(
    sources: Sequence[pathlib.Path], order: BuildOptions, crew: Crew, *, address: str | None
) -> Iterator[Outcome[Built]]:
    """Make leaflets on a cluster: the one at an address (``tcp://host:8786``), or one of this machine; see `handouts.library.Builders`.

    Raises:
        OutputError: the cluster cannot be reached, or it was lost.
    """
    try:
        with _cluster(address, crew) as client:
            plugin = LookPlugin(order.look)
            client.register_plugin(plugin)
            task = functools.partial(make, order=order, plugin=plugin.name, time_limit_s=crew.limits.time_s)
            yield from _over_all(sources, task, client)
    except (OSError, RuntimeError, TimeoutError) as error:
        hint = "Check that it runs and that every worker has this very handouts, then run the same command again: what is done stands."
        problem = Problem("no-cluster", f"The cluster does not do the work: {error}.", hint, Place(address or "dask"))
        raise OutputError(problem) from None


def _over_all(sources: Sequence[pathlib.Path], task: Any, client: distributed.Client) -> Iterator[Outcome[Built]]:
    waiting, running = collections.deque(sources), dict[distributed.Future[Any], tuple[pathlib.Path, Parcel, int]]()
    finished = distributed.as_completed(loop=client.loop)

    def hand_out(path: pathlib.Path, parcel: Parcel, attempts: int) -> None:
        future = client.submit(task, parcel, pure=False)
        running[future] = (path, parcel, attempts)
        finished.add(future)

    while waiting or running:
        while waiting and len(running) < AHEAD * max(1, sum(client.nthreads().values())):
            path = waiting.popleft()
            packed = attempt(path, Parcel.pack)
            if packed.result:
                hand_out(path, packed.result, 1)
            else:
                yield packed.with_result(None)
        if not running:
            return
        future = next(finished)
        path, parcel, attempts = running.pop(future)
        if future.status == "finished":
            yield dataclasses.replace(future.result(), source=path)
        elif future.status in {"cancelled", "lost"} and attempts <= RETRIES:
            hand_out(path, parcel, attempts + 1)
        else:
            message = "Making the leaflet took several workers with it, most likely for want of memory or time."
            error = TypesettingError(
                Problem(
                    "out-of-memory",
                    message,
                    "Split the monograph, or allow more time with --time-limit.",
                    Place(parcel.path),
                )
            )
            yield Outcome(path, error=error)


@contextlib.contextmanager
def _cluster(address: str | None, crew: Crew) -> Iterator[distributed.Client]:
    """Connect to a cluster, or start one that ends with the work."""
    quiet = {"distributed.scheduler.allowed-failures": 1, "distributed.comm.timeouts.connect": PATIENCE_S}
    logging.getLogger("distributed").setLevel(logging.CRITICAL)
    with dask.config.set(quiet), contextlib.ExitStack() as stack:
        if address is None:
            settings = {
                "threads_per_worker": 1,
                "dashboard_address": None,
                "silence_logs": logging.CRITICAL,
                "host": "127.0.0.1",
            }
            cluster = distributed.LocalCluster(
                n_workers=crew.workers, memory_limit=f"{crew.limits.memory_mib}MiB", **settings
            )
            address = stack.enter_context(cluster)
        yield stack.enter_context(distributed.Client(address, timeout=PATIENCE_S, set_as_default=False))


def _write(folder: pathlib.Path, files: dict[str, bytes]) -> None:
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def _at_home(outcome: Outcome[Built], there: str, here: str) -> Outcome[Built]:
    """Name the file as it is named here, in everything that is said of it."""

    def renamed(problems: Sequence[Problem]) -> tuple[Problem, ...]:
        return tuple(
            dataclasses.replace(problem, place=dataclasses.replace(problem.place, path=here))
            if problem.place.path == there
            else problem
            for problem in problems
        )

    if outcome.result:
        return dataclasses.replace(
            outcome, result=dataclasses.replace(outcome.result, warnings=renamed(outcome.result.warnings))
        )
    if isinstance(outcome.error, HandoutsError):
        return dataclasses.replace(outcome, error=type(outcome.error)(*renamed(outcome.error.problems)))
    return outcome
