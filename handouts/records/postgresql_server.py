"""Outbox and ledger on a PostgreSQL server, for several desks.

The password is never in the address of clinic.toml: libpq reads it from ``PGPASSWORD`` or from the file of
``PGPASSFILE`` (``~/.pgpass``); the whole address may stand in ``HANDOUTS_STORE``, then with a password.
"""

from __future__ import annotations

import enum
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


class Kept(enum.StrEnum):
    """What is kept on a server."""

    OUTBOX = "outbox"
    LEDGER = "ledger"


AGAIN = {
    Kept.OUTBOX: "Nothing is lost; then run: handouts outbox",
    Kept.LEDGER: "What was entered is not lost; then do it again.",
}
TROUBLES = {  # the beginnings of SQLSTATE: our code, what is, what to do
    "28": ("not-allowed", "The database does not let this desk in.", "Check user, password and TLS. {again}"),
    "3D": ("not-there", "There is no such database.", "Make it with createdb, or correct its name."),
    "42501": ("not-allowed", "This desk may not write there.", "Give every desk the same user, who may make tables."),
    "42": ("damaged", "The {kept}'s tables are not as handouts made them.", "Put the last backup in place."),
    "53": ("not-written", "The database has no more room or connections.", "Free some. {again}"),
    "55": ("not-written", "Another desk has kept the {kept} for 10 seconds.", "Look for a hanging program."),
    "57014": ("not-written", "The database has not done it in 30 seconds.", "Ask who looks after it. {again}"),
    "XX": ("damaged", "The database is damaged.", "Put the last backup in place."),
}
REFUSALS = {  # words of a connection that was refused, for which the driver keeps no SQLSTATE, and what they mean
    "authentication failed": "28",
    "no password supplied": "28",
    "pg_hba.conf": "28",
    "certificate": "28",
    'database "': "3D",
}
NOT_REACHED = ("not-reached", "The database cannot be reached.", "Check the network and the server. {again}")


def postgresql_engine(address: str, kept: Kept, *, secret: bool) -> tuple[sql.Engine, str]:
    """Return a door to a server, and its address without secrets; the server's certificate is always verified.

    ``secret``: the address comes from where a password may stand.

    Raises:
        OutputError: the address is wrong, names a password where none may be, or the driver is missing.
    """
    if address.partition("://")[0].lower() not in SCHEMES:
        message = f"The {kept} is kept in a file beside clinic.toml or at a PostgreSQL server, nowhere else."
        hint = "Write postgresql://USER@HOST/DATABASE; without an address it is a file beside clinic.toml."
        place = Place(VARIABLE if secret else "clinic.toml, [records] store")
        raise OutputError(Problem(f"{kept}-address", message, hint, place))
    try:
        url = sql.make_url(address)
        url = url.set(drivername="postgresql+psycopg")
    except (sql.exc.ArgumentError, ValueError):
        raise _wrong(kept, "postgresql://…", "The database's address cannot be read.") from None
    name = f"postgresql://{url.host or ''}{f':{url.port}' if url.port else ''}/{url.database or ''}"
    if url.password is not None and not secret:
        message = f"A password does not belong there. Write it into the variable PGPASSWORD or {VARIABLE}."
        raise _wrong(kept, name, message)
    if unknown := sorted(set(url.query) - SETTABLE):
        raise _wrong(kept, name, f"The address has settings that are not taken: {', '.join(map(repr, unknown))}.")
    if not _is_local(str(url.query.get("host", url.host or ""))):
        if url.query.get("sslmode", VERIFIED) != VERIFIED:
            message = f"The server's certificate must be verified: sslmode is {VERIFIED} or left out."
            raise _wrong(kept, name, message)
        url = url.update_query_dict({"sslmode": VERIFIED})
        if "sslrootcert" not in url.query:
            url = url.update_query_dict({"sslrootcert": "system"})
    try:
        return sql.create_engine(url, poolclass=NullPool, connect_args=LIMITS, hide_parameters=True), name
    except ModuleNotFoundError as error:
        hint = "Run: pip install 'handouts[records]' (where make set handouts up: make setup)."
        message = f"PostgreSQL needs more than is installed ({error.name})."
        raise OutputError(Problem(f"{kept}-not-reached", message, hint, Place(name))) from None


def postgresql_trouble(error: BaseException | None, kept: Kept) -> tuple[str, str, str]:
    """Return our code for the server's complaint, what is, and what to do."""
    said = str(error)
    state = getattr(error, "sqlstate", None) or next((code for words, code in REFUSALS.items() if words in said), "")
    found = next((trouble for begin, trouble in TROUBLES.items() if state.startswith(begin)), NOT_REACHED)
    code, message, hint = (words.format(kept=kept, again=AGAIN[kept]) for words in found)
    return f"{kept}-{code}", message, hint


def _is_local(host: str) -> bool:
    """Tell whether nobody but this machine hears what is said there: loopback, or a socket's folder."""
    if not host or host.startswith(("/", "@")) or host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _wrong(kept: Kept, name: str, message: str) -> OutputError:
    hint = "Write postgresql://USER@HOST/DATABASE, without a password."
    return OutputError(Problem(f"{kept}-address", message, hint, Place(name)))
