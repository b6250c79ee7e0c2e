"""The only door to dask: leaflets made by the workers of a cluster, on this machine or on others.

A task is a pure function of a monograph's files, the options and the look: nothing is shared but what travels.
Templates, styles and fonts travel once to each worker, as a plugin that a worker joining later gets too. A task whose
worker is lost goes to another worker; the scheduler gives a task up only when it has taken several workers with it.
"""

from __future__ import annotations

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
from handouts.errors import OutputError, Place, Problem, TypesettingError
from handouts.library.fingerprint import toolchain
from handouts.library.jobs import Crew, Order, Outcome, attempt
from handouts.library.making import Leaflets, make
from handouts.model.options import BuildOptions
from handouts.store.plain_files import read

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

AHEAD = 3  # tasks handed out for each thread of the cluster
RETRIES = 3  # times a task is handed out again after the cluster lost it
PATIENCE_S = 10  # seconds to find a scheduler


class LookPlugin(distributed.WorkerPlugin):
    """Brings the look to a worker, once, and keeps it from doing two leaflets at a time.

    The engine allows no threads.
    """

    def __init__(self, look: assets.Look) -> None:
        """Read every file of the look."""
        self.folders = {
            name: {key: read(path) for key, path in assets.files(getattr(look, name)).items()}
            for name in ("templates", "styles")
        }
        self.toolchain = toolchain()
        self.name = "-".join(["handouts", *(assets.digest(getattr(look, name))[:16] for name in self.folders)])

    def setup(self, worker: Any) -> None:
        """Write the look where the worker keeps its files.

        Raises:
            RuntimeError: the worker has another handouts or another engine, and would write other bytes.
        """
        if (theirs := toolchain()) != self.toolchain:
            unlike = ", ".join(sorted(name for name in self.toolchain if theirs.get(name) != self.toolchain[name]))
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


def make_there(order: Order, options: BuildOptions, plugin: str, time_limit_s: float) -> Outcome[Leaflets]:
    """Make leaflets on a worker that has the plugin of that name.

    One that takes too long ends its process: the worker's keeper starts a new one.
    """
    ours: Any = distributed.get_worker().plugins[plugin]
    with ours.one_at_a_time, pathlib.Path(os.devnull).open("w") as nowhere:
        start = time.perf_counter()
        faulthandler.dump_traceback_later(time_limit_s, exit=True, file=nowhere)
        try:
            outcome = attempt(order, functools.partial(make, options=dataclasses.replace(options, look=ours.look)))
        finally:
            faulthandler.cancel_dump_traceback_later()
        return dataclasses.replace(outcome, seconds=time.perf_counter() - start)


def on_dask(
    orders: Iterable[Order], options: BuildOptions, crew: Crew, *, address: str | None
) -> Iterator[Outcome[Leaflets]]:
    """Make leaflets on a cluster: the one at an address (``tcp://host:8786``), or one of this machine; see `Builders`.

    Raises:
        OutputError: the cluster cannot be reached, or it was lost.
    """
    try:
        with _cluster(address, crew) as client:
            plugin = LookPlugin(options.look)
            client.register_plugin(plugin)
            limit = crew.limits.time_s
            task = functools.partial(make_there, options=options, plugin=plugin.name, time_limit_s=limit)
            yield from _over_all(orders, task, client)
    except (OSError, RuntimeError, TimeoutError) as error:
        message = f"The cluster does not do the work: {error}."
        hint = (
            "Check that it runs and that every worker has this very handouts, then run the same command again: "
            "what is done stands."
        )
        raise OutputError(Problem("no-cluster", message, hint, Place(address or "dask"))) from None


def _over_all(orders: Iterable[Order], task: Any, client: distributed.Client) -> Iterator[Outcome[Leaflets]]:
    waiting, running = iter(orders), dict[distributed.Future[Any], tuple[Order, int]]()
    finished = distributed.as_completed(loop=client.loop)

    def hand_out(order: Order, attempts: int) -> None:
        future = client.submit(task, order, pure=False)
        running[future] = (order, attempts)
        finished.add(future)

    while True:
        most = AHEAD * max(1, sum(client.nthreads().values()))
        while len(running) < most and (order := next(waiting, None)) is not None:
            completed = attempt(order, Order.completed)  # pictures stand here, not there
            if completed.result:
                hand_out(completed.result, 1)
            else:
                yield completed.with_result(None)
        if not running:
            return
        future = next(finished)
        order, attempts = running.pop(future)
        if future.status == "finished":
            yield dataclasses.replace(future.result(), path=order.source.path)
        elif future.status in {"cancelled", "lost"} and attempts <= RETRIES:
            hand_out(order, attempts + 1)
        else:
            message = "Making the leaflet took several workers with it, most likely for want of memory or time."
            hint = "Split the monograph, or allow more time with --time-limit."
            problem = Problem("out-of-memory", message, hint, Place(os.fspath(order)))
            yield Outcome(order.source.path, error=TypesettingError(problem))


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
