"""Where the commands find outbox and ledger: on the server of the clinic's desks, or in files beside clinic.toml."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

from handouts.cli.console import report
from handouts.cli.options import clock
from handouts.errors import Level, Place, Problem
from handouts.records.database import NAME, Database
from handouts.records.given import Given
from handouts.records.ledger_store import Store, ledger_path
from handouts.records.outbox import Outbox
from handouts.records.postgresql_server import VARIABLE, Kept

if TYPE_CHECKING:
    import pathlib

    from handouts.model.clinic import Settings

WITHOUT = (
    "Look into it with a clinic file beside it that names no store (--clinic FILE), and without HANDOUTS_STORE; "
    "then move it away."
)


class _Address(NamedTuple):
    """An address; ``secret``: it comes from where a password may stand."""

    address: str | None
    secret: bool


def outbox_of(settings: Settings, file: pathlib.Path) -> Outbox:
    """Return the outbox: at the environment's address, at the clinic's, or in a file beside clinic.toml.

    Raises:
        OutputError: its address cannot be used.
    """
    where = _where(settings)
    outbox = Outbox(Database.at(where.address, file, clock, secret=where.secret))
    _tell_of_file(where, Kept.OUTBOX, file.with_name(NAME))
    return outbox


def ledger_of(settings: Settings, file: pathlib.Path) -> Given:
    """Return the ledger of leaflets given: at the environment's address, at the clinic's, or beside clinic.toml.

    Raises:
        OutputError: its address cannot be used, or there is no key.
    """
    where = _where(settings)
    ledger = Given.open(settings.records, file, Store.at(where.address, file, secret=where.secret))
    _tell_of_file(where, Kept.LEDGER, ledger_path(file))
    return ledger


def _where(settings: Settings) -> _Address:
    named = os.environ.get(VARIABLE)
    return _Address(named or settings.records.store, secret=bool(named))


def _tell_of_file(where: _Address, kept: Kept, file: pathlib.Path) -> None:
    """Warn of a desk's own file, which nobody looks into any more: what waits there, and whom it names."""
    if where.address and file.exists():
        message = f"This file is left out: the {kept} is on a server."
        report([Problem(f"{kept}-left-out", message, WITHOUT, Place(str(file)), Level.INFORM)], weight="warning")
