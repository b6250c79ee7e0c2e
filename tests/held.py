"""A build that is held up at a known place: what happens meanwhile is no matter of luck, or of a quick machine."""

import contextlib
import os
import signal
import subprocess
import sys
import time

SCRIPT = """
import os, pathlib, time
from handouts.cli import run
from handouts.library import making

def held(source, options, build=making.build):
    if source.path.stem.startswith("held"):
        pathlib.Path(f"holding-{os.getpid()}").touch()
        while not pathlib.Path("go").exists():
            time.sleep(0.02)
    return build(source, options)

making.build = held
run()
"""
PATIENCE_S = 300  # a busy machine is no failure


@contextlib.contextmanager
def started(folder, *arguments):
    """Start the command line; a worker that comes to a monograph named held… waits there until `let_go`.

    Whatever is left of it in the end is killed.
    """
    command, pipe = [sys.executable, "-c", SCRIPT, *arguments], subprocess.PIPE
    with subprocess.Popen(command, cwd=folder, stdout=pipe, stderr=pipe, text=True, start_new_session=True) as process:
        try:
            yield process
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)


def holders(folder, count):
    """Wait for so many workers that are held, and return their process ids."""
    until(lambda: len(list(folder.glob("holding-*"))) == count)
    return {int(path.name.partition("-")[2]) for path in folder.glob("holding-*")}


def let_go(folder):
    (folder / "go").touch()


def until(condition, again=lambda: None):
    """Wait until something is so and return it; a file that is not there yet is waited for too.

    ``again`` is done once a second, for those who may not listen yet.
    """
    for turn in range(PATIENCE_S * 50):
        if turn % 50 == 0:
            again()
        with contextlib.suppress(OSError):
            if found := condition():
                return found
        time.sleep(0.02)
    raise AssertionError(f"waited in vain for {PATIENCE_S} s")


@contextlib.contextmanager
def keeping(sign):
    """Put the handler of a signal back."""
    handler = signal.getsignal(sign)
    try:
        yield
    finally:
        signal.signal(sign, handler)


@contextlib.contextmanager
def interruptible():
    """Let the processes started now hear the interrupt key, which a shell's background job has switched off."""
    with keeping(signal.SIGINT):
        signal.signal(signal.SIGINT, signal.default_int_handler)
        yield
