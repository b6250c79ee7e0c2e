"""An outbox on a PostgreSQL server, for several desks.

The password is never in the address of clinic.toml: libpq reads it from ``PGPASSWORD`` or from the file of
``PGPASSFILE`` (``~/.pgpass``); the whole address may stand in ``HANDOUTS_STORE``, then with a password.
"""

from __future__ import annotations

import ipaddress

import sqlalchemy as sql
from sqlalchemy.pool import NullPool

from handouts.errors import OutputError, Place, Problem

VARIABLE = "HANDOUTS_STORE"
SCHEMES = ("postgresql", "postgres")
SETTABLE = frozenset({"host", "sslmode", "sslrootcert", "sslcert", "sslkey"})  # what may follow the ?
VERIFIED = "verify-full"
LIMITS = {
    "connect_timeout": 10,
    "tcp_user_timeout": 15_000,  # milliseconds
    "options": "-c lock_timeout=10s -c statement_timeout=30s -c idle_in_transaction_session_timeout=60s",
    "client_encoding": "utf8",
    "application_name": "handouts",
}
AGAIN = "Nothing is lost; then run: handouts outbox"
TROUBLES = {  # the beginnings of SQLSTATE: our code, what is, what to do
    "28": ("outbox-not-allowed", "The database does not let this desk in.", f"Check user, password and TLS. {AGAIN}"),
    "3D": ("outbox-not-there", "There is no such database.", "Make it with createdb, or correct its name."),
    "42501": ("outbox-not-allowed", "This desk may not write there.", "Grant the user its tables, and CREATE."),
    "42": ("outbox-damaged", "The outbox's tables are not as handouts made them.", "Put the last backup in place."),
    "53": ("outbox-not-written", "The database has no more room or connections.", f"Free some. {AGAIN}"),
    "55": ("outbox-not-written", "Another desk has kept the outbox for 10 seconds.", "Look for a hanging program."),
    "XX": ("outbox-damaged", "The database is damaged.", "Put the last backup in place."),
}
REFUSALS = {  # words of a connection that was refused, for which the driver keeps no SQLSTATE, and what they mean
    "authentication failed": "28",
    "no password supplied": "28",
    "pg_hba.conf": "28",
    "certificate": "28",
    'database "': "3D",
}
NOT_REACHED = ("outbox-not-reached", "The database cannot be reached.", f"Check the network and the server. {AGAIN}")


def is_postgresql(address: str) -> bool:
    """Tell whether an address is that of a PostgreSQL server."""
    return address.partition("://")[0].lower() in SCHEMES


def postgresql_engine(address: str, *, secret: bool) -> tuple[sql.Engine, str]:
    """Return a door to a server, and its address without secrets; the server's certificate is always verified.

    ``secret``: the address comes from where a password may stand.

    Raises:
        OutputError: the address is wrong, names a password where none may be, or the driver is missing.
    """
    try:
        url = sql.make_url(address)
        url = url.set(drivername="postgresql+psycopg")
    except (sql.exc.ArgumentError, ValueError):
        raise _wrong("postgresql://…", "The address of the outbox cannot be read.") from None
    name = f"postgresql://{url.host or ''}{f':{url.port}' if url.port else ''}/{url.database or ''}"
    if url.password is not None and not secret:
        raise _wrong(name, f"A password does not belong there. Write it into the variable PGPASSWORD or {VARIABLE}.")
    if unknown := sorted(set(url.query) - SETTABLE):
        raise _wrong(name, f"The address has settings that are not taken: {', '.join(map(repr, unknown))}.")
    if not _is_local(str(url.query.get("host", url.host or ""))):
        if url.query.get("sslmode", VERIFIED) != VERIFIED:
            raise _wrong(name, f"The server's certificate must be verified: sslmode is {VERIFIED} or left out.")
        url = url.update_query_dict({"sslmode": VERIFIED})
        if "sslrootcert" not in url.query:
            url = url.update_query_dict({"sslrootcert": "system"})
    try:
        return sql.create_engine(url, poolclass=NullPool, connect_args=LIMITS, hide_parameters=True), name
    except ModuleNotFoundError as error:
        hint = "Run: pip install 'handouts[records]' (where make set handouts up: make setup)."
        message = f"PostgreSQL needs more than is installed ({error.name})."
        raise OutputError(Problem("outbox-not-reached", message, hint, Place(name))) from None


def postgresql_trouble(error: BaseException | None) -> tuple[str, str, str]:
    """Return our code for the server's complaint, what is, and what to do."""
    said = str(error)
    state = getattr(error, "sqlstate", None) or next((code for words, code in REFUSALS.items() if words in said), "")
    return next((trouble for begin, trouble in TROUBLES.items() if state.startswith(begin)), NOT_REACHED)


def _is_local(host: str) -> bool:
    """Tell whether nobody but this machine hears what is said there: loopback, or a socket's folder."""
    if not host or host.startswith(("/", "@")) or host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _wrong(name: str, message: str) -> OutputError:
    hint = "Write postgresql://USER@HOST/DATABASE, without a password."
    return OutputError(Problem("outbox-address", message, hint, Place(name)))
