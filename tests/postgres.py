"""A real PostgreSQL server, Debian's, in a folder of its own and on a port of this machine."""

from __future__ import annotations

import contextlib
import os
import pathlib
import pwd
import shutil
import signal
import subprocess

import psycopg
from daemons import Daemon, program, wait_for

VERSIONS = pathlib.Path("/usr/lib/postgresql")  # Debian keeps the server's programs off the PATH
USER, PASSWORD = "desk", "with/a:secret@in it"
QUICK = "host all quick 127.0.0.1/32 trust\n"
SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "fsync": "off",  # the tests pull no plug
    "max_connections": "30",
    "shared_buffers": "16MB",
    "autovacuum": "off",
}


class PostgreSQL(Daemon):
    """A server with a user `desk`, who needs a password; `database` makes an empty database for a test."""

    def __init__(self) -> None:
        super().__init__("postgresql")
        self.made = 0
        (self.folder / "password").write_text(PASSWORD)
        if os.geteuid() == 0:  # it refuses to run as root
            nobody = pwd.getpwnam("nobody")
            for path in (self.folder, self.folder / "password"):
                os.chown(path, nobody.pw_uid, nobody.pw_gid)
        data = ["-D", str(self.folder / "data"), "-U", USER, "-A", "scram-sha-256", f"--pwfile={self.folder}/password"]
        plain = ["--no-sync", "--no-instructions", "-E", "UTF8", "--locale=C.UTF-8"]
        done = subprocess.run(
            [*self._as_ordinary_user(), _server("initdb"), *data, *plain],
            cwd=self.folder,
            capture_output=True,
            check=False,
        )
        if done.returncode:
            self.stop()
            message = f"initdb fails: {done.stderr.decode(errors='replace')}"
            raise RuntimeError(message)
        # a password for whom it is tested, and a faster way in for the tests of everything else
        (self.folder / "data/pg_hba.conf").write_text(f"host all {USER} 127.0.0.1/32 scram-sha-256\n" + QUICK)
        self.start_somewhere()
        with psycopg.connect(self.address("postgres"), password=PASSWORD, autocommit=True) as connection:
            connection.execute("CREATE ROLE quick LOGIN SUPERUSER")

    def start(self) -> None:
        settings = [word for name, value in SETTINGS.items() for word in ("-c", f"{name}={value}")]
        server = [_server("postgres"), "-D", str(self.folder / "data"), "-p", str(self.port), *settings]
        self.launch([*self._as_ordinary_user(), *server])
        self.wait_until_it_listens()
        wait_for(self._lets_us_in, "PostgreSQL lets us in")

    def stop(self) -> None:
        """End it so that it takes its shared memory with it."""
        if self.process is not None:
            self.signal(signal.SIGQUIT)
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.process.wait(timeout=10)
        super().stop()

    def _lets_us_in(self) -> bool:
        try:
            psycopg.connect(self.address("postgres"), password=PASSWORD).close()
        except psycopg.OperationalError as error:
            if "starting up" not in str(error) and "not yet accepting" not in str(error):
                raise RuntimeError(str(error)) from None
            return False
        return True

    def address(self, database: str, user: str = USER) -> str:
        """Return a database's address, without the password."""
        return f"postgresql://{user}@127.0.0.1:{self.port}/{database}"

    def database(self, user: str = "quick") -> str:
        """Make a new database, and return its address; `quick` needs no password."""
        self.made += 1
        with psycopg.connect(self.address("postgres"), password=PASSWORD, autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE clinic_{self.made} TEMPLATE template0")
        return self.address(f"clinic_{self.made}", user)

    def _as_ordinary_user(self) -> list[str]:
        """Leave root behind; the death of the tests is told once more, as a change of user forgets that wish."""
        if os.geteuid() != 0:
            return []
        change = ["--reuid", "nobody", "--regid", "nogroup", "--clear-groups", "--pdeathsig", "KILL"]
        return [program("setpriv", "util-linux"), *change]


def _server(name: str) -> str:
    found = sorted(VERSIONS.glob(f"*/bin/{name}"), key=lambda path: float(path.parts[-3]))
    if on_path := shutil.which(name):
        return on_path
    if not found:
        message = f"{name} is missing: the tests of the outbox need it. `make setup-test` installs postgresql."
        raise RuntimeError(message)
    return str(found[-1])
