"""The outbox's tables, and whether those of a database are ours and of this version."""

from __future__ import annotations

import enum

import sqlalchemy as sql

VERSION = 2  # goes up when a table changes
ADDED = {1: ("sha256 TEXT", "given BOOLEAN", "because TEXT")}  # what an older version's entries do not have
APPLICATION = 0x484F5442  # "HOTB": SQLite's mark of a file of ours, PostgreSQL's lock while the tables are made

TABLES = sql.MetaData()
ABOUT = sql.Table("outbox_about", TABLES, sql.Column("version", sql.Integer, nullable=False))
ENTRIES = sql.Table(
    "outbox_entries",
    TABLES,
    sql.Column("id", sql.Integer, primary_key=True),
    sql.Column("created", sql.BigInteger, nullable=False),  # times are milliseconds since 1970
    sql.Column("target", sql.Text, nullable=False),
    sql.Column("kind", sql.Text, nullable=False),
    sql.Column("document", sql.Text, nullable=False),
    sql.Column("identifier", sql.Uuid, nullable=False),
    sql.Column("replaces", sql.Uuid),
    sql.Column("message", sql.LargeBinary),  # a patient's data: gone once the receiver has it
    sql.Column("state", sql.Text, nullable=False),
    sql.Column("went_out", sql.Boolean, nullable=False),
    sql.Column("attempts", sql.Integer, nullable=False),
    sql.Column("due", sql.BigInteger),
    sql.Column("attempt", sql.Integer),  # whoever made this one has the lease
    sql.Column("sender", sql.Text, nullable=False),
    sql.Column("lease", sql.BigInteger),
    sql.Column("reason", sql.Text, nullable=False),
    sql.Column("location", sql.Text, nullable=False),
    sql.Column("sha256", sql.Text),  # of the paper: with it, whose filing it is can be held against a patient
    sql.Column("given", sql.Boolean),  # that it was given to the patient is filed with it
    sql.Column("because", sql.Text),  # why it is taken back
    sql.UniqueConstraint("target", "identifier", "kind"),
    sqlite_autoincrement=True,  # an entry's number is never another's
)
ATTEMPTS = sql.Table(
    "outbox_attempts",
    TABLES,
    sql.Column("id", sql.Integer, primary_key=True),
    sql.Column("entry", sql.ForeignKey(ENTRIES.c.id), nullable=False, index=True),
    sql.Column("started", sql.BigInteger, nullable=False),
    sql.Column("finished", sql.BigInteger),
    sql.Column("outcome", sql.Text, nullable=False),
    sql.Column("reason", sql.Text, nullable=False),
    sqlite_autoincrement=True,
)


class Fault(enum.Enum):
    """Why a database cannot be used as an outbox."""

    FOREIGN = enum.auto()
    VERSION = enum.auto()
    DAMAGED = enum.auto()


class SchemaError(Exception):
    """A database that is not an outbox of this version."""

    def __init__(self, fault: Fault, version: int = 0) -> None:
        super().__init__(fault)
        self.fault, self.version = fault, version


def check_tables(connection: sql.Connection) -> None:
    """Make sure that the tables are ours and of this version; make them where there are none, mend an older version's.

    Raises:
        SchemaError: they are another program's, a newer version's, or not all there.
    """
    version = _version(connection)
    if version != VERSION and connection.dialect.name == "postgresql":
        connection.execute(sql.select(sql.func.pg_advisory_xact_lock(APPLICATION)))
        version = _version(connection)  # in SQLite every transaction has the file for itself
    if version is None:
        TABLES.create_all(connection, checkfirst=False)
        connection.execute(ABOUT.insert().values(version=VERSION))
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION}")
    elif version != VERSION:
        for column in ADDED[version]:
            connection.exec_driver_sql(f"ALTER TABLE {ENTRIES.name} ADD COLUMN {column}")
        connection.execute(ABOUT.update().values(version=VERSION))


def _version(connection: sql.Connection) -> int | None:
    """Return the version of the tables; None where there are none."""
    present = set(sql.inspect(connection).get_table_names()) & set(TABLES.tables)
    if not present:
        return None
    if ABOUT.name not in present:
        raise SchemaError(Fault.FOREIGN)
    versions = [int(row.version) for row in connection.execute(ABOUT.select())]
    if versions and (len(versions) > 1 or versions[0] not in {VERSION, *ADDED}):
        raise SchemaError(Fault.VERSION, versions[0])
    if not versions or present != set(TABLES.tables):
        raise SchemaError(Fault.DAMAGED)
    return versions[0]
