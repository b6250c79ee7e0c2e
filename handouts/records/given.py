"""The ledger of leaflets given: which one, to whom, when and by whom; who holds a version; and who has looked that up.

Patients are encrypted, and found by a pseudonym that only the clinic's key can make. Whatever is looked up is entered
before it is answered.
"""

from __future__ import annotations

import contextlib
import dataclasses
import datetime as dt
import hashlib
import json
import pathlib
import uuid
from typing import TYPE_CHECKING, Self

from handouts.records.filing import Person
from handouts.records.ledger_answers import Asked, Asking, Entry, Holder, Outcome, Query, Verified
from handouts.records.ledger_book import PURGE, Book, Row, ranges
from handouts.records.ledger_keys import ClinicKeys
from handouts.records.ledger_store import ENTRIES, Store

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from handouts.model.records import Records
    from handouts.records.filing import Filing

GIVEN, SETTLED, LOOK_UP, LOOK_UPS, RECALL = "given", "settled", "look-up", "look-ups", "recall"
ASKED = (LOOK_UP, LOOK_UPS, RECALL, PURGE)
OF_ALL = {Outcome.DONE, Outcome.RETRACTED}  # a record has a filing once, however often it was given


@dataclasses.dataclass(frozen=True)
class Given:
    """The ledger. Every method may raise an `OutputError`: the key or the store is not as it must be."""

    store: Store
    keys: ClinicKeys

    @classmethod
    def open(cls, settings: Records, clinic_file: pathlib.Path, store: Store | None = None) -> Self:
        """Return a clinic's ledger: beside its file, or on a database's server.

        Raises:
            OutputError: there is no key.
        """
        keys = ClinicKeys.read(settings.ledger_key, clinic_file.parent)
        return cls(store or Store.at(None, clinic_file), keys)

    def enter(self, filing: Filing, edition: str, *, printed: Outcome, attached: Outcome) -> int:
        """Enter a leaflet that is given, and return the entry's number; entered again, it is the same entry.

        Raises:
            ValueError: the filing does not say that it was given, or when and where.
        """
        giving, person, made = filing.giving, filing.person, filing.manifest
        if giving is None:
            raise ValueError("only what is given is entered")
        with self._book() as book:
            moment = _moment(giving.at)
            reference = book.secrets.pseudonym(str(filing.identifier))
            for row in book.rows(ENTRIES.c.reference == reference, ENTRIES.c.kind == GIVEN):
                if (row["at"], row["by"]) == (moment["at"], giving.by):
                    return int(row["id"])
            values = {
                **moment,
                "by": giving.by,
                "document": made.document,
                "title": made.title,
                "version": made.version,
                "language": made.language,
                "edition": edition,
                "sha256": hashlib.sha256(filing.pdf).hexdigest(),
                "printed": Outcome(printed).value,
                "attached": Outcome(attached).value,
                "reference": reference,
                "patient": book.secrets.pseudonym(person.number),
            }
            facts = {"number": person.number, "name": person.name, "born": person.born.isoformat()}
            return book.append(GIVEN, values, {**facts, "authority": person.authority, "understood": giving.understood})

    def settle(
        self,
        identifier: uuid.UUID,
        asking: Asking,
        entry: int | None = None,
        *,
        printed: Outcome | None = None,
        attached: Outcome | None = None,
    ) -> bool:
        """Enter what has become of a filing's leaflet; False where it is not in the ledger.

        It is of one ``entry`` (by default the last one); that the record has it, or not any more, is of all of them.
        """
        with self._book() as book:
            reference = book.secrets.pseudonym(str(identifier))
            rows = [int(row["id"]) for row in book.rows(ENTRIES.c.reference == reference, ENTRIES.c.kind == GIVEN)]
            for number in rows:
                is_it = number == (entry or rows[-1])
                told = {"printed": printed if is_it else None}
                told["attached"] = attached if is_it or entry is None or attached in OF_ALL else None
                values = {**_moment(asking.at), "by": asking.by, "asked": str(number), "reference": reference}
                if any(told.values()):
                    book.append(SETTLED, values | {step: end and end.value for step, end in told.items()})
            return bool(rows)

    def find(self, query: Query, asking: Asking, *, patients: bool = False) -> list[Entry]:
        """Return what was given, the oldest first, with the patients only if they are asked for."""
        with self._book() as book:
            found = self._entries(book, query, patients=patients or isinstance(query.patient, Person))
            told = query.told | ({"patients": True} if patients else {})
            book.append(LOOK_UP, _asking(book, asking, told, len(found), query.patient_number))
        return found if patients else [dataclasses.replace(each, patient=None, understood=None) for each in found]

    def recall(self, query: Query, asking: Asking) -> list[Holder]:
        """Return the patients who hold a leaflet, by name; all but those whose paper is known not to have come out.

        Raises:
            ValueError: neither a document's number is asked for, nor a title and version.
        """
        if not query.document and not (query.title and query.version):
            raise ValueError("a recall names a document, or a title and its version")
        with self._book() as book:
            found = self._entries(book, query, patients=True)
            held = [each for each in found if each.is_held]
            titles = {each.title for each in held}
            others = [each for title in titles for each in self._entries(book, Query(title=title), patients=True)]
            book.append(RECALL, _asking(book, asking, query.told, len(held), query.patient_number))
        others_of = _by_patient(others)
        holders = [
            Holder(patient, tuple(entries), _newer(max(entries, key=lambda each: each.at), others_of[patient]))
            for patient, entries in _by_patient(held).items()
        ]
        return sorted(holders, key=lambda holder: holder.patient.name.casefold())

    def leaflets(self) -> list[tuple[str, str, str]]:
        """Return title, version and document number of all leaflets in the ledger; of no patient anything."""
        with self._book() as book:
            rows = book.rows(ENTRIES.c.kind == GIVEN)
        return sorted({(str(row["title"]), str(row["version"]), str(row["document"])) for row in rows})

    def asked(self, asking: Asking, patient: str | None = None) -> list[Asked]:
        """Return who has looked up what until now, the oldest first; of one patient's number, if it is given."""
        with self._book() as book:
            wanted = None if patient is None else book.secrets.pseudonym(patient)
            found = [_asked(row) for row in book.rows(ENTRIES.c.kind.in_(ASKED)) if wanted in {None, row["patient"]}]
            book.append(LOOK_UPS, _asking(book, asking, {}, len(found), patient))
        return found

    def count_before(self, before: dt.date) -> int:
        """Return how many leaflets given before a day a purge would take out."""
        with self._book() as book:
            return len(book.rows(ENTRIES.c.kind == GIVEN, ENTRIES.c.day < before.isoformat()))

    def purge(self, before: dt.date, asking: Asking) -> int:
        """Take out what was given before a day, bytes and all, and return how many; who has looked up what stays."""
        with self._book() as book:
            given = [int(row["id"]) for row in book.rows(ENTRIES.c.kind == GIVEN, ENTRIES.c.day < before.isoformat())]
            known = {str(number) for number in given}
            settled = [int(row["id"]) for row in book.rows(ENTRIES.c.kind == SETTLED) if row["asked"] in known]
            book.blank(given + settled)
            told = {"before": before.isoformat(), "entries": ranges(sorted(given + settled))}
            book.append(PURGE, _asking(book, asking, told, len(given)))
        self.store.vacuum()
        return len(given)

    def purged_before(self) -> dt.date | None:
        """Return before which day nothing is known any more; None where nothing was purged."""
        with self._book() as book:
            days = [json.loads(row["asked"])["before"] for row in book.rows(ENTRIES.c.kind == PURGE)]
        return dt.date.fromisoformat(max(days)) if days else None

    def verify(self) -> Verified:
        """Look for entries that were taken out, changed or added behind the ledger's back."""
        with self._book() as book:
            return Verified(book.entries, book.last, tuple(book.faults()))

    def renew(self) -> None:
        """Wrap the ledger's key with the newest of the clinic's keys; then the older ones are no longer needed."""
        with self._book() as book:
            book.wrap_anew(self.keys)
        self.store.vacuum()

    @contextlib.contextmanager
    def _book(self) -> Iterator[Book]:
        with self.store.held() as connection:
            yield Book.open(self.store, connection, self.keys)

    def _entries(self, book: Book, query: Query, *, patients: bool) -> list[Entry]:
        conditions = [ENTRIES.c.kind == GIVEN]
        if query.document:
            conditions.append(ENTRIES.c.document == query.document.strip().upper())
        if query.version:
            conditions.append(ENTRIES.c.version == query.version)
        if query.first:
            conditions.append(ENTRIES.c.day >= query.first.isoformat())
        if query.last:
            conditions.append(ENTRIES.c.day <= query.last.isoformat())
        if query.patient is not None:
            conditions.append(ENTRIES.c.patient == book.secrets.pseudonym(query.patient_number or ""))
        title = query.title and query.title.strip().casefold()
        settled: dict[tuple[str, str], str] = {}
        for row in book.rows(ENTRIES.c.kind == SETTLED):
            settled |= {(row["asked"], step): row[step] for step in ("printed", "attached") if row[step]}
        found = [
            _entry(row, settled, book.facts(row) if patients else None)
            for row in book.rows(*conditions)
            if not title or row["title"].casefold() == title
        ]
        return [each for each in found if _is_of(each, query.patient)]


def _entry(row: Row, settled: Mapping[tuple[str, str], str], facts: dict[str, str | None] | None) -> Entry:
    return Entry(
        id=row["id"],
        at=dt.datetime.fromisoformat(row["at"]),
        by=row["by"],
        document=row["document"],
        title=row["title"],
        version=row["version"],
        language=row["language"],
        edition=row["edition"],
        sha256=row["sha256"],
        printed=Outcome(settled.get((str(row["id"]), "printed"), row["printed"])),
        attached=Outcome(settled.get((str(row["id"]), "attached"), row["attached"])),
        patient=_person(facts) if facts else None,
        understood=facts["understood"] if facts else None,
    )


def _person(facts: dict[str, str | None]) -> Person:
    born = dt.date.fromisoformat(facts["born"] or "")
    return Person(facts["number"] or "", facts["name"] or "", born, facts["authority"] or "")


def _is_of(entry: Entry, patient: Person | str | None) -> bool:
    """Tell whether an entry is a patient's: two who assign numbers may assign the same one."""
    if not isinstance(patient, Person) or entry.patient is None:
        return True
    return not (patient.authority and entry.patient.authority) or patient.authority == entry.patient.authority


def _by_patient(entries: Sequence[Entry]) -> dict[Person, list[Entry]]:
    """Return each patient's entries; whose name or birth differs, though not the number, is told apart."""
    found: dict[Person, list[Entry]] = {}
    for entry in entries:
        if entry.patient:
            found.setdefault(entry.patient, []).append(entry)
    return found


def _newer(entry: Entry, others: Sequence[Entry]) -> Entry | None:
    """Return the last other version of a leaflet, of those its patient was given, that was given since."""
    newer = [
        each
        for each in others
        if (each.title, each.language) == (entry.title, entry.language)
        and each.version != entry.version
        and each.at > entry.at
        and each.is_held
    ]
    return max(newer, key=lambda each: each.at, default=None)


def _moment(at: dt.datetime) -> dict[str, str | None]:
    if at.utcoffset() is None:
        raise ValueError("a time in the ledger has its offset")
    return {"at": at.isoformat(timespec="milliseconds"), "day": at.date().isoformat()}


def _asking(
    book: Book, asking: Asking, told: Mapping[str, object], count: int, number: str | None = None
) -> dict[str, str | None]:
    """Return what is kept of a question: of a patient the pseudonym alone."""
    return {
        **_moment(asking.at),
        "by": asking.by,
        "asked": json.dumps(told, ensure_ascii=False),
        "patient": None if number is None else book.secrets.pseudonym(number),
        "printed": str(count),
    }


def _asked(row: Row) -> Asked:
    told = json.loads(row["asked"])
    told.pop("entries", None)
    return Asked(
        at=dt.datetime.fromisoformat(row["at"]),
        by=row["by"],
        what=row["kind"],
        asked=", ".join(name if value is True else f"{name} {value}" for name, value in told.items()),
        one_patient=row["patient"] is not None,
        entries=int(row["printed"]),
    )
