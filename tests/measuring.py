"""Coverage of the processes tests start."""

import contextlib
import os
import posix
import signal
import sys

import coverage

from handouts.library import limited
from handouts.pdf import Typesetter


def unmeasured(**more):
    """Return an environment for a process that shows coverage nothing new, and without it starts in half the time."""
    return {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE_")} | more


def measure_workers(patch):
    """Let a worker save what coverage has seen of it, and of it only, when it is told to end; else it dies on the spot.

    Only where this process is measured; coverage's own ways would save all that was seen before the fork once more.
    """
    limit, measured = limited.limit, coverage.Coverage.current()
    if measured is None:
        return
    data_file = os.path.abspath(measured.config.data_file)  # noqa: PTH100 - wherever the test has gone since

    def limit_and_measure(limits):
        limit(limits)
        measured.stop()
        inside = coverage.Coverage(data_file, data_suffix=True, config_file=measured.config.config_file)
        inside.set_option("run:patch", [])
        inside.set_option("run:disable_warnings", ["module-not-measured", "no-data-collected"])
        inside.start()

        def save_and_end(*_):
            inside.stop()
            with contextlib.suppress(coverage.exceptions.DataError):  # as another user it may not write here
                inside.save()
            posix._exit(0)

        signal.signal(signal.SIGTERM, save_and_end)

    patch.setattr(limited, "limit", limit_and_measure)


def lay_out_unmeasured(patch):
    """Let the engine lay out pages without being traced, in the test processes only.

    Most of what coverage costs is that it is told of every line of the engine, to drop it. What stands in for parts of
    the engine is measured in the processes that tests start, which lay out many a page.
    """
    render = Typesetter._render

    def render_untraced(typesetter, *given):
        tracer = sys.gettrace()
        sys.settrace(None)
        try:
            return render(typesetter, *given)
        finally:
            sys.settrace(tracer)

    patch.setattr(Typesetter, "_render", render_untraced)
