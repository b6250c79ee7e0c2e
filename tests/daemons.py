"""Servers that a test starts for itself: on a free port of this machine, ended by their pid, nothing left behind."""

from __future__ import annotations

import contextlib
import os
import pathlib
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Sequence
from typing import Self

import psutil

BUS = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>session</type><listen>unix:path={folder}/bus</listen><auth>EXTERNAL</auth>
<policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/>
</policy></busconfig>
"""
PATIENCE_S = 20.0
PAUSE_S = 0.02
PORTS_TRIED = 5
# cupsd and ippeveprinter are where an ordinary user's PATH does not look.
SEARCHED = os.pathsep.join((os.environ.get("PATH", os.defpath), "/usr/sbin", "/sbin"))
# A job's environment must hold all its attributes: ippeveprinter drops the job with more than 400 entries.
ENVIRONMENT = {"PATH": SEARCHED, "LC_ALL": "C.UTF-8"}


def wait_for(holds: Callable[[], object], what: str, seconds: float = PATIENCE_S) -> None:
    """Wait until something holds, and say what was waited for when it does not."""
    end = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > end:
            message = f"waited {seconds:.0f} s in vain: {what}"
            raise TimeoutError(message)
        time.sleep(PAUSE_S)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


def answers(port: int) -> bool:
    """Tell whether somebody listens there."""
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except OSError:
        return False
    return True


def program(name: str, package: str) -> str:
    """Find a program, or say which package brings it."""
    found = shutil.which(name, path=SEARCHED)
    if found is None:
        message = f"{name} is missing: the tests of printing need it. `make setup-test` installs {package}."
        raise RuntimeError(message)
    return found


class Daemon:
    """A process in a folder of its own; the folder goes when it is stopped for good."""

    def __init__(self, prefix: str) -> None:
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix=f"handouts-{prefix}-"))
        self.folder.chmod(0o755)  # CUPS' filters run as another user
        self.process: subprocess.Popen[bytes] | None = None
        self.port = 0

    @property
    def log(self) -> str:
        """What it has said so far."""
        logs = sorted(self.folder.glob("*log"))
        return "".join(path.read_text(encoding="utf-8", errors="replace") for path in logs)

    @property
    def alive(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def launch(self, command: Sequence[str], **environment: str) -> None:
        """Start; the kernel ends it should the tests be killed before they can."""
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(
                [program("setpriv", "util-linux"), "--pdeathsig", "KILL", *command],
                cwd=self.folder,
                env=ENVIRONMENT | environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )

    def start(self) -> None:
        """Start what listens on `port`, and wait until it does."""
        raise NotImplementedError

    def start_somewhere(self) -> None:
        """Start on a free port; on the next, should another process take it in between."""
        for attempt in reversed(range(PORTS_TRIED)):
            self.port = free_port()
            try:
                self.start()
            except RuntimeError:
                if attempt == 0:
                    self.stop()
                    raise
            else:
                break

    def wait_until_it_listens(self) -> None:
        wait_for(lambda: not self.alive or answers(self.port), f"{type(self).__name__} listens")
        if not self.alive:
            message = f"{type(self).__name__} does not start (as user {os.geteuid()}): {self.log}"
            raise RuntimeError(message)

    def signal(self, number: int) -> None:
        assert self.process is not None
        self.process.send_signal(number)

    def freeze(self) -> None:
        """Keep the connections open and answer nothing, as a printer that hangs."""
        self.signal(signal.SIGSTOP)

    def thaw(self) -> None:
        self.signal(signal.SIGCONT)

    def kill(self) -> None:
        """End the process and what it has started at once, as when the plug is pulled; the folder stays."""
        if self.process is not None:
            children = self.children
            self.process.kill()
            self.process.wait()
            self.process = None
            for child in children:
                with contextlib.suppress(psutil.NoSuchProcess):
                    child.kill()

    @property
    def children(self) -> list[psutil.Process]:
        """What the process has started and is still at work."""
        assert self.process is not None
        try:
            return psutil.Process(self.process.pid).children(recursive=True)
        except psutil.NoSuchProcess:
            return []

    def stop(self) -> None:
        """End the process and remove its folder."""
        self.kill()
        # what the process has started may still be writing
        for _ in range(50):
            shutil.rmtree(self.folder, ignore_errors=True)
            if not self.folder.exists():
                break
            time.sleep(PAUSE_S)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()


class Bus(Daemon):
    """A D-Bus bus of our own: ippeveprinter does not start without the system's."""

    def __init__(self) -> None:
        super().__init__("bus")
        (self.folder / "bus.conf").write_text(BUS.format(folder=self.folder))
        self.address = f"unix:path={self.folder}/bus"
        self.launch([program("dbus-daemon", "dbus-daemon"), f"--config-file={self.folder}/bus.conf", "--nofork"])
        with contextlib.suppress(TimeoutError):
            wait_for((self.folder / "bus").exists, "the bus")
            return
        said = self.log
        self.stop()
        message = f"dbus-daemon does not start: {said}"
        raise RuntimeError(message)
