"""A real print server: Debian's `cupsd` as an ordinary process, with its own folders and on a port of its own."""

from __future__ import annotations

import contextlib
import grp
import os
import pwd
import shutil
import subprocess

from daemons import ENVIRONMENT, PATIENCE_S, Bus, Daemon, program, wait_for
from ippx import IppClient

TRIES, A_SECOND = 8, 1.5

FILES = """Sandboxing relaxed
{account}ServerRoot {folder}/root
RequestRoot {folder}/spool
TempDir {folder}/tmp
CacheDir {folder}/cache
StateDir {folder}/state
ErrorLog {folder}/error_log
AccessLog {folder}/access_log
PageLog {folder}/page_log
"""
# A job whose printer is away is tried again after a second, not after half a minute; all is written at once.
SETTINGS = """LogLevel debug
Listen 127.0.0.1:{port}
Listen {folder}/cups.sock
Browsing No
WebInterface No
DefaultAuthType None
DefaultEncryption Never
DirtyCleanInterval 0
JobRetryInterval 1
MaxJobTime 0
PreserveJobHistory Yes
<Location />
Order allow,deny
Allow all
</Location>
<Policy default>
JobPrivateAccess all
JobPrivateValues none
<Limit All>
Order deny,allow
</Limit>
</Policy>
"""


class Scheduler(Daemon):
    """A print server with the queues that a test adds."""

    def __init__(self, bus: Bus) -> None:
        super().__init__("scheduler")
        self.bus = bus
        for name in ("root", "spool", "tmp", "cache", "state"):
            (self.folder / name).mkdir()
        self._configure()
        self.start_somewhere()

    @property
    def server(self) -> str:
        """What a program finds this server by, as CUPS_SERVER."""
        return f"127.0.0.1:{self.port}"

    def address(self, queue: str) -> str:
        return f"ipp://127.0.0.1:{self.port}/printers/{queue}"

    def _configure(self) -> None:
        account = ""
        if os.geteuid() == 0:
            for path in [self.folder, *self.folder.iterdir()]:
                shutil.chown(path, "root", "lp")
        else:  # filters and backends run as ourselves
            user, group = pwd.getpwuid(os.geteuid()).pw_name, grp.getgrgid(os.getegid()).gr_name
            account = f"User {user}\nGroup {group}\n"
        (self.folder / "cups-files.conf").write_text(FILES.format(folder=self.folder, account=account))

    def start(self) -> None:
        """Start, also again after `kill`: with the same queues and jobs, at the same address."""
        (self.folder / "cupsd.conf").write_text(SETTINGS.format(port=self.port, folder=self.folder))
        files = ["-c", str(self.folder / "cupsd.conf"), "-s", str(self.folder / "cups-files.conf")]
        self.launch([program("cupsd", "cups-daemon"), "-f", *files], DBUS_SYSTEM_BUS_ADDRESS=self.bus.address)
        self.wait_until_it_listens()

    def add(self, queue: str, device: str, *options: str) -> str:
        """Add a driverless queue to a printer's address; give the queue's own address."""

        def knows_its_printer() -> bool:
            with IppClient(self.address(queue)) as client:
                return "Raw" not in client.get_printer_attributes().attributes["printer-make-and-model"]

        # cupsd takes what it kept of a queue for new if its driver came within the same second; then once more.
        for _ in range(TRIES):
            self.command("lpadmin", "-p", queue, "-E", "-v", device, "-m", "everywhere", *options)
            with contextlib.suppress(TimeoutError):
                wait_for(knows_its_printer, "the queue knows its printer", seconds=A_SECOND)
                return self.address(queue)
        message = f"the queue {queue} never learns of its printer"
        raise RuntimeError(message)

    def remove(self, queue: str) -> None:
        self.command("lpadmin", "-x", queue)

    def pause(self, queue: str) -> None:
        """Take jobs and print none."""
        self.command("cupsdisable", "-r", "Paused for cleaning", queue)

    def resume(self, queue: str) -> None:
        self.command("cupsenable", queue)

    def reject(self, queue: str) -> None:
        """Take no jobs."""
        self.command("cupsreject", "-r", "Ask at the desk", queue)

    def accept(self, queue: str) -> None:
        self.command("cupsaccept", queue)

    def cancel_all(self) -> None:
        """Forget every job, and wait until none is at work: none reaches a printer afterwards."""
        self.command("cancel", "-a", "-x")
        wait_for(lambda: not self.children, "filters and backends are gone")

    def command(self, name: str, *arguments: str) -> str:
        """Run one of CUPS' own commands against this server; give what it says."""
        done = subprocess.run(
            [program(name, "cups-client"), *arguments],
            env=ENVIRONMENT | {"CUPS_SERVER": self.server, "HOME": str(self.folder)},
            capture_output=True,
            text=True,
            check=False,
            timeout=PATIENCE_S,
        )
        if done.returncode:
            message = f"{name} {' '.join(arguments)}: {done.stderr}{done.stdout}"
            raise RuntimeError(message)
        return done.stdout
