"""What became of every job: a file beside the clinic file, and the only door to SQLite.

No patient's data is in it: a document is its number, a reason is a keyword of a closed list, an address has no user.
It is kept with SQLite's rollback journal: a write-ahead log needs all desks on one machine (sqlite.org/wal.html).
"""

from __future__ import annotations

import contextlib
import dataclasses
import datetime as dt
import enum
import os
import pathlib
import re
import sqlite3
import stat
import urllib.parse
from typing import TYPE_CHECKING, Any

from handouts.errors import OutputError, Place, Problem
from handouts.model.typography import printable
from handouts.printing.reason_words import reason_word

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

NAME = "print-journal.sqlite3"
VERSION = 1  # goes up when the table changes
APPLICATION = 0x48414E44  # "HAND": how a file of ours is told from another program's
WAIT_SECONDS = 10.0  # for another desk that is writing
BESIDE = ("", "-journal", "-wal", "-shm")  # SQLite opens each of them where it is there
DOCUMENT = re.compile(r"[0-9A-F]{4}(?:-[0-9A-F]{4}){2}|test-sheet")
TOKEN = re.compile(r"(?:[0-9A-F]{4}(?:-[0-9A-F]{4}){2}|test-sheet)[0-9A-Fa-f .:_#/·-]{0,64}")
EDITION = re.compile(r"[a-z0-9+_-]{0,200}")
TABLE = """CREATE TABLE jobs (
  id INTEGER PRIMARY KEY, started TEXT NOT NULL, document TEXT NOT NULL, edition TEXT NOT NULL,
  printer TEXT NOT NULL, address TEXT NOT NULL, token TEXT NOT NULL, job INTEGER,
  copies INTEGER NOT NULL, pages INTEGER NOT NULL, sheets INTEGER,
  outcome TEXT NOT NULL, reason TEXT NOT NULL, finished TEXT
)"""
INSERT = """INSERT INTO jobs
  (started, document, edition, printer, address, token, job, copies, pages, sheets, outcome, reason, finished) VALUES
  (:started, :document, :edition, :printer, :address, :token, :job, :copies, :pages, :sheets, :outcome, :reason,
   :finished)"""
MOVE_IT = "Move it to another folder: the next job begins a new journal. The leaflet itself is not concerned."
TROUBLES = {  # SQLite's primary result codes: our code, what is, what to do
    sqlite3.SQLITE_NOTADB: ("journal-foreign", "This is not a journal of handouts.", MOVE_IT),
    sqlite3.SQLITE_CORRUPT: ("journal-damaged", "The journal is damaged.", MOVE_IT),
    sqlite3.SQLITE_FULL: ("journal-not-written", "The disk is full.", "Free some space before the next job."),
    sqlite3.SQLITE_BUSY: (
        "journal-not-written",
        f"Another desk has kept the journal for {WAIT_SECONDS:.0f} seconds.",
        "Look for a program that has the file open, and close it.",
    ),
    **dict.fromkeys(
        (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM),
        ("journal-not-written", "You may not write there.", "Ask for the right to write in this folder."),
    ),
}
OTHER_TROUBLE = ("journal-not-written", "The disk does not take it.", "Check the disk before the next job.")


class Fate(enum.StrEnum):
    """What has become of a job."""

    SENT = "sent"  # and not heard of again, if the run has ended
    PRINTED = "printed"
    CANCELLED = "cancelled"
    FAILED = "failed"
    UNKNOWN = "unknown"
    HANDED_OVER = "handed-over"  # to the lp command, which does not say more


@dataclasses.dataclass(frozen=True, slots=True)
class Entry:
    """A job; ``id`` is 0 until it is written, ``job`` the printer's own number for it, times have their offset.

    ``document`` is the document's number, or ``test-sheet``; ``token`` is the name the job has at the printer.
    """

    started: dt.datetime
    document: str
    edition: str
    printer: str
    address: str
    token: str
    copies: int
    pages: int
    job: int | None = None
    sheets: int | None = None
    outcome: Fate = Fate.SENT
    reason: str = ""
    finished: dt.datetime | None = None
    id: int = 0


def journal_path(clinic_file: pathlib.Path) -> pathlib.Path:
    """Return where the journal of a clinic is."""
    return clinic_file.with_name(NAME)


def as_json(entry: Entry) -> dict[str, Any]:
    """Return a job as plain values, the times in ISO 8601."""
    return {
        name: value.isoformat() if isinstance(value, dt.datetime) else value
        for name, value in dataclasses.asdict(entry).items()
    }


@dataclasses.dataclass(frozen=True, slots=True)
class Journal:
    """The journal in a file, which is made with the first entry, and open for no longer than an entry takes.

    Whatever goes wrong is an OutputError, and costs an entry alone: whoever prints says so as a warning and goes on.
    """

    path: pathlib.Path

    def begin(self, entry: Entry) -> int:
        """Write a job before it is sent, and return its id.

        Raises:
            OutputError: it could not be written, or might hold more than a journal may.
        """
        values = self._plain(entry)
        with self._writing(make=True) as connection:
            return int(connection.execute(INSERT, values).lastrowid or 0)

    def know_job(self, entry: int, job: int) -> None:
        """Add the number the printer has given to a job.

        Raises:
            OutputError: it could not be written.
        """
        with self._writing() as connection:
            self._held(connection.execute("UPDATE jobs SET job = ? WHERE id = ?", (job, entry)))

    def finish(self, entry: int, outcome: Fate, reason: str, sheets: int | None, finished: dt.datetime) -> None:
        """Write what has become of a job; a reason that is no known keyword is written as ``other``.

        Raises:
            OutputError: it could not be written.
        """
        values = (Fate(outcome), reason_word(reason), sheets, _time(finished), entry)
        with self._writing() as connection:
            change = "UPDATE jobs SET outcome = ?, reason = ?, sheets = ?, finished = ? WHERE id = ?"
            self._held(connection.execute(change, values))

    def unfinished(self, printer: str) -> list[Entry]:
        """Return the jobs of a printer of which it is not known what has become, the oldest first.

        Their run was killed or gave up; or it is one of another desk, and goes on at this moment.

        Raises:
            OutputError: the journal cannot be read.
        """
        asked = "SELECT * FROM jobs WHERE printer = ? AND outcome IN ('sent', 'unknown') ORDER BY id"
        return self._read(asked, (_clean(printer),))

    def entries(self, limit: int) -> list[Entry]:
        """Return the last jobs, the newest first; none where there is no journal yet.

        Raises:
            OutputError: the journal cannot be read.
        """
        return self._read("SELECT * FROM jobs ORDER BY id DESC LIMIT ?", (limit,))

    def _plain(self, entry: Entry) -> Mapping[str, object]:
        for form, value in ((DOCUMENT, entry.document), (EDITION, entry.edition), (TOKEN, entry.token)):
            if not form.fullmatch(value):
                message = "The job's document, edition or name is not one of ours, and might name a patient."
                raise self._problem("journal-not-written", message, "Print a leaflet that handouts has built.")
        times = {"started": _time(entry.started), "finished": entry.finished and _time(entry.finished)}
        places = {"printer": _clean(entry.printer), "address": bare_address(entry.address)}
        return dataclasses.asdict(entry) | times | places | {"reason": reason_word(entry.reason)}

    def _held(self, cursor: sqlite3.Cursor) -> None:
        if cursor.rowcount != 1:
            raise self._problem("journal-damaged", "The job's entry is no longer in the journal.", MOVE_IT)

    def _read(self, asked: str, values: tuple[object, ...]) -> list[Entry]:
        if not os.path.lexists(self.path):
            return []
        with self._open() as connection:
            rows = connection.execute(asked, values).fetchall() if self._is_ours(connection) else []
        try:
            return [_entry(row) for row in rows]
        except (ValueError, TypeError):
            raise self._problem("journal-damaged", "An entry of the journal cannot be read.", MOVE_IT) from None

    @contextlib.contextmanager
    def _writing(self, *, make: bool = False) -> Iterator[sqlite3.Connection]:
        """Change the journal wholly or not at all, one desk after the other."""
        with self._open(make=make) as connection:
            connection.execute("BEGIN IMMEDIATE")
            if not self._is_ours(connection):
                connection.execute(TABLE)
                connection.execute(f"PRAGMA application_id = {APPLICATION}")
                connection.execute(f"PRAGMA user_version = {VERSION}")
            yield connection
            connection.execute("COMMIT")

    @contextlib.contextmanager
    def _open(self, *, make: bool = False) -> Iterator[sqlite3.Connection]:
        try:
            self._refuse_special()
            if make:
                with contextlib.suppress(FileExistsError):  # O_EXCL: a link put there since is not followed
                    os.close(os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o666))
            address = f"{self.path.absolute().as_uri()}?mode=rw"
            opened = sqlite3.connect(address, uri=True, timeout=WAIT_SECONDS, isolation_level=None)
            with contextlib.closing(opened) as connection:
                connection.row_factory = sqlite3.Row
                connection.text_factory = lambda data: data.decode(errors="replace")
                connection.execute("PRAGMA trusted_schema = OFF")
                connection.execute("PRAGMA cell_size_check = ON")
                yield connection
        except sqlite3.Error as error:
            code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT) & 0xFF
            raise self._problem(*TROUBLES.get(code, OTHER_TROUBLE)) from None
        except UnicodeError:  # SQLite's own complaint quotes broken letters
            raise self._problem(*TROUBLES[sqlite3.SQLITE_CORRUPT]) from None
        except OSError as error:
            message = f"The journal could not be written: {error.strerror}."
            raise self._problem("journal-not-written", message, "Check the folder before the next job.") from None

    def _refuse_special(self) -> None:
        """Open nothing but plain files: a pipe would never answer, a link may lead anywhere."""
        for ending in BESIDE:
            with contextlib.suppress(FileNotFoundError):
                if not stat.S_ISREG(os.lstat(f"{self.path}{ending}").st_mode):
                    raise self._problem("journal-foreign", "What stands there is not a plain file.", MOVE_IT)

    def _is_ours(self, connection: sqlite3.Connection) -> bool:
        """Tell whether the journal has its table; False where it is empty.

        Raises:
            OutputError: it is another program's, or another version's.
        """
        (application,) = connection.execute("PRAGMA application_id").fetchone()
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        tables = [row["sql"] for row in connection.execute("SELECT sql FROM sqlite_schema")]
        if not tables and not application and not version:
            return False
        if application != APPLICATION:
            raise self._problem(*TROUBLES[sqlite3.SQLITE_NOTADB])
        if version != VERSION:
            message = f"The journal is of another version of handouts: {version}, where this one writes {VERSION}."
            raise self._problem("journal-version", message, f"Use that version of handouts. {MOVE_IT}")
        if tables != [TABLE]:
            raise self._problem(*TROUBLES[sqlite3.SQLITE_CORRUPT])
        return True

    def _problem(self, code: str, message: str, hint: str) -> OutputError:
        return OutputError(Problem(code, message, hint, Place(str(self.path))))


def bare_address(address: str) -> str:
    """Return an address without a user, a password and a query; nothing where it cannot be read."""
    try:
        parts = urllib.parse.urlsplit(address)
        host, port = parts.hostname or "", f":{parts.port}" if parts.port else ""
    except ValueError:
        return ""
    named = f"[{host}]" if ":" in host else host
    return _clean(f"{parts.scheme}://{named}{port}{parts.path}") if named else ""


def _time(moment: dt.datetime) -> str:
    if moment.utcoffset() is None:
        raise ValueError("a time in the journal has its offset")
    return moment.isoformat(timespec="seconds")


def _clean(text: str) -> str:
    return printable(text).encode(errors="replace").decode()[:400]


def _entry(row: sqlite3.Row) -> Entry:
    return Entry(
        id=int(row["id"]),
        started=dt.datetime.fromisoformat(row["started"]),
        document=str(row["document"]),
        edition=str(row["edition"]),
        printer=str(row["printer"]),
        address=str(row["address"]),
        token=str(row["token"]),
        job=_number(row["job"]),
        copies=int(row["copies"]),
        pages=int(row["pages"]),
        sheets=_number(row["sheets"]),
        outcome=Fate(row["outcome"]),
        reason=str(row["reason"]),
        finished=None if row["finished"] is None else dt.datetime.fromisoformat(row["finished"]),
    )


def _number(value: Any) -> int | None:
    return None if value is None else int(value)
