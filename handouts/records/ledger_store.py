"""Where the ledger of leaflets given is kept: a file of SQLite, or PostgreSQL.

Whoever writes or looks up holds the whole ledger for that moment. With SQLite, deleted bytes are overwritten, and
there is no write-ahead log: it would keep them, and needs all desks on one machine (sqlite.org/wal.html).
"""

from __future__ import annotations

import contextlib
import dataclasses
import os
import pathlib
import sqlite3
import stat
from typing import TYPE_CHECKING, NoReturn, Self

import sqlalchemy as sa

from handouts.errors import OutputError, Place, Problem
from handouts.records.postgresql_server import Kept, postgresql_engine, postgresql_trouble

if TYPE_CHECKING:
    from collections.abc import Iterator

NAME = "given.sqlite3"
WAIT_SECONDS = 10.0  # for another desk that is writing
BESIDE = ("", "-journal", "-wal", "-shm")  # SQLite opens each of them where it is there
LOCK = 0x48414E44  # "HAND": of the ledger in PostgreSQL, where other tables may be
BEGIN = {
    "sqlite": ["BEGIN IMMEDIATE"],
    "postgresql": ["BEGIN ISOLATION LEVEL READ COMMITTED", f"SELECT pg_advisory_xact_lock({LOCK})"],
}  # what another desk has written while we waited is read
REWRITE = {  # PostgreSQL only warns of a VACUUM that it leaves out, as the tables are another user's
    "sqlite": ["VACUUM"],
    "postgresql": [f"CLUSTER {table} USING {table}_pkey" for table in ("given_entries", "given_ledger")],
}
PRAGMAS = ("secure_delete = ON", "temp_store = MEMORY", "trusted_schema = OFF", "cell_size_check = ON")
KEEP = "Keep it as it is, and ask who looks after this machine; a copy of yesterday may be put in its place."
TROUBLES = {  # SQLite's primary result codes: our code, what is, what to do
    sqlite3.SQLITE_NOTADB: ("ledger-foreign", "This is not a ledger of handouts.", "Move it to another folder."),
    sqlite3.SQLITE_CORRUPT: ("ledger-damaged", "The ledger is damaged.", KEEP),
    sqlite3.SQLITE_FULL: ("ledger-not-written", "The disk is full.", "Free some space, then do it again."),
    sqlite3.SQLITE_BUSY: (
        "ledger-not-written",
        f"Another desk has kept the ledger for {WAIT_SECONDS:.0f} seconds.",
        "Look for a program that has the file open, and close it.",
    ),
    **dict.fromkeys(
        (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM),
        ("ledger-not-written", "You may not write there.", "Ask for the right to write this file and its folder."),
    ),
}
OTHER_TROUBLE = ("ledger-not-written", "The disk does not take it.", "Check the disk, then do it again.")

TABLES = sa.MetaData()
LEDGER = sa.Table(
    "given_ledger",
    TABLES,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("wrapped", sa.Text, nullable=False),
    sa.Column("entries", sa.Integer, nullable=False),
    sa.Column("last", sa.Text, nullable=False),
    sa.Column("seal", sa.Text, nullable=False),
)
ENTRIES = sa.Table(
    "given_entries",
    TABLES,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("kind", sa.Text, nullable=False),
    *(
        sa.Column(name, sa.Text)
        for name in ("at", "day", "by", "document", "title", "version", "language", "edition", "sha256")
    ),
    *(sa.Column(name, sa.Text) for name in ("printed", "attached", "reference", "asked", "patient")),
    sa.Column("hidden", sa.LargeBinary),
    sa.Column("digest", sa.Text, nullable=False),
    sa.Column("seal", sa.Text, nullable=False),
    sa.Index("given_entries_by_document", "document"),
    sa.Index("given_entries_by_patient", "patient"),
    sa.Index("given_entries_by_reference", "reference"),
)


def ledger_path(clinic_file: pathlib.Path) -> pathlib.Path:
    """Return where the ledger of a clinic is."""
    return clinic_file.with_name(NAME)


@dataclasses.dataclass(frozen=True)
class Store:
    """A ledger's place; ``name`` is what a problem names: its path, or its address without secrets.

    ``server`` is a door to PostgreSQL, whose address, TLS and time limits are who made it's.
    """

    name: str
    server: sa.Engine | None = None

    @classmethod
    def at(cls, address: str | None, clinic_file: pathlib.Path, *, secret: bool = False) -> Self:
        """Return the place at an address, or the file beside the clinic's.

        ``secret``: the address comes from where a password may stand.

        Raises:
            OutputError: the address cannot be used.
        """
        if address is None:
            return cls(str(ledger_path(clinic_file)))
        server, name = postgresql_engine(address, Kept.LEDGER, secret=secret)
        return cls(name, server)

    @property
    def file(self) -> pathlib.Path | None:
        """Its file, if it is one."""
        return None if self.server else pathlib.Path(self.name)

    def exists(self) -> bool:
        """Tell whether something may have been entered; of a database only the database knows."""
        return self.file is None or os.path.lexists(self.file)

    @contextlib.contextmanager
    def held(self) -> Iterator[sa.Connection]:
        """Hold the ledger, and change it wholly or not at all.

        Raises:
            OutputError: it cannot be opened, read or written.
        """
        with self._open() as connection:
            for statement in BEGIN[connection.dialect.name]:
                connection.exec_driver_sql(statement)
            self._make_tables(connection)
            if self.file and self.file.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
                self.file.chmod(0o600)
            yield connection
            connection.exec_driver_sql("COMMIT")

    def vacuum(self) -> None:
        """Write the ledger anew, so that nothing of what was deleted stays in its files.

        Raises:
            OutputError: it could not be done.
        """
        with self._open() as connection:
            for statement in REWRITE[connection.dialect.name]:
                connection.exec_driver_sql(statement)

    def refuse(self, code: str, message: str, hint: str) -> NoReturn:
        """Raise an error of this ledger.

        Raises:
            OutputError: always.
        """
        raise OutputError(Problem(code, message, hint, Place(self.name)))

    @contextlib.contextmanager
    def _open(self) -> Iterator[sa.Connection]:
        try:
            with self._engine().connect() as connection:  # closed without COMMIT, nothing has changed
                yield connection
        except sa.exc.DBAPIError as error:
            self._refuse_for(error.orig)
        except sqlite3.Error as error:
            self._refuse_for(error)
        except OSError as error:
            message = f"The ledger could not be opened: {error.strerror}."
            self.refuse("ledger-not-written", message, "Check the folder, then do it again.")

    def _engine(self) -> sa.Engine:
        if self.server is not None:
            return self.server.execution_options(isolation_level="AUTOCOMMIT")  # the transactions are ours
        return sa.create_engine(
            "sqlite://", creator=self._connected, poolclass=sa.NullPool, isolation_level="AUTOCOMMIT"
        )

    def _connected(self) -> sqlite3.Connection:
        path = pathlib.Path(self.name)
        self._refuse_special(path)
        with contextlib.suppress(FileExistsError):  # O_EXCL: a link put there since is not followed
            os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
        address = f"{path.absolute().as_uri()}?mode=rw"
        connection = sqlite3.connect(address, uri=True, timeout=WAIT_SECONDS, isolation_level=None)
        try:
            for pragma in PRAGMAS:
                connection.execute(f"PRAGMA {pragma}")
        except BaseException:
            connection.close()
            raise
        return connection

    def _refuse_special(self, path: pathlib.Path) -> None:
        """Open nothing but plain files: a pipe would never answer, a link may lead anywhere."""
        for ending in BESIDE:
            with contextlib.suppress(FileNotFoundError):
                if not stat.S_ISREG(os.lstat(f"{path}{ending}").st_mode):
                    message = "What stands there is not a plain file."
                    self.refuse("ledger-foreign", message, "Move it to another folder.")

    def _make_tables(self, connection: sa.Connection) -> None:
        """Make the tables of a new ledger; another program's file is left alone."""
        there = set(sa.inspect(connection).get_table_names())
        if TABLES.tables.keys() <= there:
            return
        if there and connection.dialect.name == "sqlite":
            self.refuse(*TROUBLES[sqlite3.SQLITE_NOTADB])
        TABLES.create_all(connection)

    def _refuse_for(self, error: BaseException | None) -> NoReturn:
        if self.file is None:
            self.refuse(*postgresql_trouble(error, Kept.LEDGER))
        code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT) & 0xFF
        self.refuse(*TROUBLES.get(code, OTHER_TROUBLE))
