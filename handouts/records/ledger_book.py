"""The ledger's entries, one after the other, each sealed with the one before: what is taken out or changed is noticed.

A purge leaves of an entry its number and its seal, and is an entry itself. Whoever may write the file can put an old
copy of the whole in its place; only the last seal, noted elsewhere, tells that.
"""

from __future__ import annotations

import dataclasses
import json
from typing import TYPE_CHECKING, Any, NoReturn

import sqlalchemy as sa

from handouts.records.ledger_store import ENTRIES, KEEP, LEDGER, Store

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from handouts.records.ledger_keys import ClinicKeys, Secrets

VERSION = 1  # goes up when the tables or the seals change
GONE = "gone"  # the kind of an entry that was purged
PURGE = "purge"
PLAIN = tuple(column.name for column in ENTRIES.c if column.name not in {"id", "hidden", "digest", "seal"})
Row = sa.RowMapping


@dataclasses.dataclass
class Book:
    """The ledger while it is held; ``entries`` counts them, ``last`` is the seal of the last one."""

    store: Store
    connection: sa.Connection
    secrets: Secrets
    entries: int = 0
    last: str = ""

    @classmethod
    def open(cls, store: Store, connection: sa.Connection, keys: ClinicKeys) -> Book:
        """Open the ledger, or begin it.

        Raises:
            OutputError: the key is not the ledger's, or the ledger is of another version, or damaged.
        """
        head = connection.execute(sa.select(LEDGER)).mappings().one_or_none()
        if head is None:
            if connection.execute(sa.select(ENTRIES.c.id).limit(1)).first():
                store.refuse("ledger-damaged", "The ledger has lost its key.", KEEP)
            wrapped = keys.new_secret()
            book = cls(store, connection, keys.unwrap(wrapped))
            first = {"id": 1, "version": VERSION, "wrapped": wrapped, "entries": 0, "last": "", "seal": book._head()}
            connection.execute(LEDGER.insert().values(first))
            return book
        if head["version"] != VERSION:
            message = f"The ledger is of another version of handouts: {head['version']}; this one writes {VERSION}."
            store.refuse("ledger-version", message, "Use that version of handouts.")
        return cls(store, connection, keys.unwrap(head["wrapped"]), head["entries"], head["last"])

    def append(self, kind: str, values: Mapping[str, str | None], facts: dict[str, str | None] | None = None) -> int:
        """Add an entry, with a patient's facts hidden in it, and return its number."""
        number = self.entries + 1
        plain = {name: values.get(name) for name in PLAIN} | {"kind": kind}
        hidden = None if facts is None else self.secrets.hide(facts, _bytes(number, plain))
        digest = self._digest(number, plain, hidden)
        self.last = self._chained(self.last, number, digest)
        self.entries = number
        row = plain | {"id": number, "hidden": hidden, "digest": digest, "seal": self.last}
        self.connection.execute(ENTRIES.insert().values(row))
        head = {"entries": number, "last": self.last, "seal": self._head()}
        self.connection.execute(LEDGER.update().values(head))
        return number

    def rows(self, *conditions: sa.ColumnElement[bool]) -> Sequence[Row]:
        """Return entries, the oldest first.

        Raises:
            OutputError: one is not as it was written.
        """
        rows = self._rows(*conditions)
        for row in rows:
            if row["kind"] != GONE and not self._is_as_written(row):
                self._refuse_changed(row)
        return rows

    def facts(self, row: Row) -> dict[str, str | None]:
        """Return the patient's facts of an entry.

        Raises:
            OutputError: they cannot be read.
        """
        shown = self.secrets.show(row["hidden"] or b"", _bytes(row["id"], _plain(row)))
        if shown is None:
            self._refuse_changed(row)
        return shown

    def blank(self, numbers: Sequence[int]) -> None:
        """Take everything out of entries but their numbers and seals."""
        nothing: dict[str, Any] = dict.fromkeys(PLAIN) | {"kind": GONE, "hidden": None}
        change = ENTRIES.update().where(ENTRIES.c.id == sa.bindparam("number")).values(nothing)
        if numbers:
            self.connection.execute(change, [{"number": number} for number in numbers])

    def wrap_anew(self, keys: ClinicKeys) -> None:
        """Wrap the ledger's own key with the newest of the clinic's."""
        wrapped = self.connection.execute(sa.select(LEDGER.c.wrapped)).scalar_one()
        self.connection.execute(LEDGER.update().values(wrapped=keys.wrap_anew(wrapped)))

    def faults(self) -> Iterator[str]:
        """Yield what has been done to the ledger behind its back, in sentences."""
        rows = self._rows()
        purged = {
            number for row in rows if row["kind"] == PURGE and self._is_as_written(row) for number in _purged(row)
        }
        before, last = 0, ""
        for row in rows:
            number = row["id"]
            if missing := range(before + 1, number):
                yield f"{_entries(missing)} been taken out."
            elif row["seal"] != self._chained(last, number, row["digest"]):
                yield f"Entry {number} does not follow from the one before."
            if row["kind"] == GONE:
                if number not in purged:
                    yield f"Entry {number} has been emptied, and not by a purge."
            elif not self._is_as_written(row):
                yield f"Entry {number} has been changed since it was written."
            before, last = number, row["seal"]
        if before < self.entries:
            yield f"{_entries(range(before + 1, self.entries + 1))} been taken out."
        elif (before, last) != (self.entries, self.last):
            yield "Entries have been added at the end, and not by handouts."
        if self.connection.execute(sa.select(LEDGER.c.seal)).scalar_one() != self._head():
            yield "The count of the entries has been changed."

    def _rows(self, *conditions: sa.ColumnElement[bool]) -> Sequence[Row]:
        return self.connection.execute(sa.select(ENTRIES).where(*conditions).order_by(ENTRIES.c.id)).mappings().all()

    def _is_as_written(self, row: Row) -> bool:
        return bool(row["digest"] == self._digest(row["id"], _plain(row), row["hidden"]))

    def _refuse_changed(self, row: Row) -> NoReturn:
        message = f"Entry {row['id']} has been changed since it was written."
        self.store.refuse("ledger-damaged", message, f"Look for more: handouts given --verify. {KEEP}")

    def _digest(self, number: int, plain: Mapping[str, Any], hidden: bytes | None) -> str:
        return self.secrets.seal(b"entry", _bytes(number, plain), hidden or b"")

    def _chained(self, before: str, number: int, digest: str) -> str:
        return self.secrets.seal(b"chain", before.encode(), str(number).encode(), digest.encode())

    def _head(self) -> str:
        return self.secrets.seal(b"head", str(self.entries).encode(), self.last.encode())


def ranges(numbers: Sequence[int]) -> list[list[int]]:
    """Return numbers in their order as ranges, both ends included."""
    found: list[list[int]] = []
    for number in numbers:
        if found and found[-1][1] == number - 1:
            found[-1][1] = number
        else:
            found.append([number, number])
    return found


def _purged(row: Row) -> Iterator[int]:
    for first, last in json.loads(row["asked"] or "{}").get("entries", []):
        yield from range(first, min(last + 1, row["id"]))


def _entries(numbers: range) -> str:
    many = len(numbers) > 1
    return f"Entries {numbers[0]} to {numbers[-1]} have" if many else f"Entry {numbers[0]} has"


def _plain(row: Row) -> dict[str, Any]:
    return {name: row[name] for name in PLAIN}


def _bytes(number: int, plain: Mapping[str, Any]) -> bytes:
    return json.dumps([number, *(plain[name] for name in PLAIN)], ensure_ascii=False).encode()
