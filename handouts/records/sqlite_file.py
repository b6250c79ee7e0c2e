"""An outbox in a file: SQLite with a write-ahead log, which needs all its desks on one machine (sqlite.org/wal.html).

It holds patients' data until the receiver has them: nobody but its owner reads it, and what is removed is overwritten.
"""

from __future__ import annotations

import contextlib
import os
import pathlib
import sqlite3
import stat
import time

import sqlalchemy as sql
from sqlalchemy.pool import NullPool

from handouts.errors import OutputError, Place, Problem
from handouts.records.store_schema import APPLICATION, Fault, SchemaError

WAIT_SECONDS = 10.0  # for another desk that is writing
PAUSE_SECONDS = 0.02
BESIDE = ("", "-journal", "-wal", "-shm")  # SQLite opens each of them where it is there
PRAGMAS = (
    "trusted_schema = OFF",
    "cell_size_check = ON",
    "foreign_keys = ON",
    "secure_delete = ON",  # a message that is removed is overwritten
    "synchronous = FULL",  # what was sent is on the disk, also when the power fails
)
NOT_OPENED = ("outbox-not-written", "You may not write there.", "Ask for the right to write in this folder.")
FOREIGN: tuple[str, str, str] = (
    "outbox-foreign",
    "This is not an outbox of handouts.",
    "Move it to another folder: the next filing begins a new outbox.",
)
DAMAGED: tuple[str, str, str] = (
    "outbox-damaged",
    "The outbox is damaged: what it still had to send is not known.",
    "Put the last backup in its place, or move it away; then look in the record system for what was filed.",
)
TROUBLES = {  # SQLite's primary result codes: our code, what is, what to do
    sqlite3.SQLITE_NOTADB: FOREIGN,
    sqlite3.SQLITE_CORRUPT: DAMAGED,
    sqlite3.SQLITE_FULL: ("outbox-not-written", "The disk is full.", "Free some space, then run: handouts outbox"),
    sqlite3.SQLITE_BUSY: (
        "outbox-not-written",
        f"Another desk has kept the outbox for {WAIT_SECONDS:.0f} seconds.",
        "Look for a program that has the file open, and close it.",
    ),
    **dict.fromkeys((sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM), NOT_OPENED),
}
OTHER_TROUBLE = ("outbox-not-written", "The disk does not take it.", "Check the disk, then run: handouts outbox")


def sqlite_engine(path: pathlib.Path) -> sql.Engine:
    """Return a door to an outbox's file, which is made when it is first opened."""
    engine = sql.create_engine("sqlite://", creator=lambda: _connect(path), poolclass=NullPool)
    sql.event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
    return engine


def sqlite_trouble(error: BaseException | None) -> tuple[str, str, str]:
    """Return our code for SQLite's complaint, what is, and what to do."""
    if not isinstance(error, sqlite3.Error):
        return OTHER_TROUBLE
    return TROUBLES.get(getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT) & 0xFF, OTHER_TROUBLE)


def forget_removed(engine: sql.Engine) -> None:
    """Empty the write-ahead log, where what was removed may still stand; another desk that reads puts it off."""
    with contextlib.suppress(sql.exc.DBAPIError), engine.connect() as connection:
        raw = connection.connection.driver_connection
        if isinstance(raw, sqlite3.Connection):
            raw.execute("PRAGMA busy_timeout = 100")
            raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _connect(path: pathlib.Path) -> sqlite3.Connection:
    try:
        _keep_private(path)
    except OSError as error:
        message = f"The outbox could not be opened: {error.strerror}."
        place = Place(str(path))
        raise OutputError(Problem("outbox-not-written", message, "Check the folder.", place)) from None
    address = f"{path.absolute().as_uri()}?mode=rw"
    connection = sqlite3.connect(address, uri=True, timeout=WAIT_SECONDS, isolation_level=None)
    try:
        for pragma in PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")
        _refuse_foreign(connection)
        _use_write_ahead_log(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def _keep_private(path: pathlib.Path) -> None:
    """Open nothing but plain files (a pipe never answers, a link may lead anywhere), and none that others can read."""
    with contextlib.suppress(FileExistsError):
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
    for ending in BESIDE:
        with contextlib.suppress(FileNotFoundError):
            beside = pathlib.Path(f"{path}{ending}")
            mode = os.lstat(beside).st_mode
            if not stat.S_ISREG(mode):
                raise SchemaError(Fault.FOREIGN)
            if mode & 0o077:
                beside.chmod(0o600)


def _refuse_foreign(connection: sqlite3.Connection) -> None:
    """Change nothing in another program's file."""
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    if application != APPLICATION and (application or tables):
        raise SchemaError(Fault.FOREIGN)


def _use_write_ahead_log(connection: sqlite3.Connection) -> None:
    """Turn the log on; while another desk does so, SQLite says at once that it is busy."""
    end = time.monotonic() + WAIT_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > end:
                raise
            time.sleep(PAUSE_SECONDS)
        else:
            return
