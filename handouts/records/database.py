"""A door to the outbox's store, SQLite or PostgreSQL; whatever goes wrong there is an OutputError."""

from __future__ import annotations

import contextlib
import dataclasses
import datetime as dt
import pathlib
from typing import TYPE_CHECKING

import sqlalchemy as sql

from handouts.errors import OutputError, Place, Problem
from handouts.records.postgresql_server import Kept, postgresql_engine, postgresql_trouble
from handouts.records.sqlite_file import DAMAGED, FOREIGN, forget_removed, sqlite_engine, sqlite_trouble
from handouts.records.store_schema import VERSION, Fault, SchemaError, check_tables

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

NAME = "outbox.sqlite3"


@dataclasses.dataclass(slots=True)
class Database:
    """A store; ``name`` is its path or its address without secrets, ``file`` its path if it is one.

    ``clock`` gives the time where all desks are on one machine; where they are not, the server does.
    """

    engine: sql.Engine
    name: str
    clock: Callable[[], dt.datetime]
    file: pathlib.Path | None = None
    _is_checked: bool = dataclasses.field(default=False, init=False)

    @classmethod
    def at(
        cls, address: str | None, clinic_file: pathlib.Path, clock: Callable[[], dt.datetime], *, secret: bool = False
    ) -> Database:
        """Return the store at an address, or the file beside the clinic's.

        ``secret``: the address comes from where a password may stand.

        Raises:
            OutputError: the address cannot be used.
        """
        if address is None:
            path = clinic_file.with_name(NAME)
            return cls(sqlite_engine(path), str(path), clock, path)
        engine, name = postgresql_engine(address, Kept.OUTBOX, secret=secret)
        return cls(engine, name, clock)

    @property
    def is_there(self) -> bool:
        """Whether there can be anything in it."""
        return self.file is None or self.file.is_symlink() or self.file.exists()

    @contextlib.contextmanager
    def transaction(self) -> Iterator[sql.Connection]:
        """Change the store wholly or not at all.

        Raises:
            OutputError: the store cannot be used.
        """
        try:
            with self.engine.begin() as connection:
                if not self._is_checked:
                    check_tables(connection)
                yield connection
            self._is_checked = self.file is None  # a file may be another one the next time
        except SchemaError as error:
            raise self._problem(*_schema_trouble(error)) from None
        except sql.exc.DBAPIError as error:
            raise self._problem(*self._trouble(error.orig)) from None
        except sql.exc.SQLAlchemyError:
            raise self._problem(*DAMAGED) from None

    def now(self, connection: sql.Connection) -> int:
        """Return the time all desks agree on, in milliseconds since 1970."""
        if connection.dialect.name == "postgresql":
            seconds = connection.execute(sql.text("SELECT extract(epoch FROM clock_timestamp())")).scalar_one()
            return int(seconds * 1000)
        return int(self.clock().timestamp() * 1000)

    def forget_removed(self) -> None:
        """Leave nothing of a removed message where we can; a server does so by its own vacuum."""
        if self.file is not None:
            forget_removed(self.engine)

    def damaged(self) -> OutputError:
        """Return the error for a row that cannot be read."""
        return self._problem(*DAMAGED)

    def _trouble(self, error: BaseException | None) -> tuple[str, str, str]:
        return sqlite_trouble(error) if self.file is not None else postgresql_trouble(error, Kept.OUTBOX)

    def _problem(self, code: str, message: str, hint: str) -> OutputError:
        return OutputError(Problem(code, message, hint, Place(self.name)))


def _schema_trouble(error: SchemaError) -> tuple[str, str, str]:
    if error.fault is Fault.VERSION:
        message = f"The outbox is of another version of handouts: {error.version}, where this one writes {VERSION}."
        return "outbox-version", message, "Use that version of handouts: what is in the outbox is not lost."
    return {Fault.FOREIGN: FOREIGN, Fault.DAMAGED: DAMAGED}[error.fault]
