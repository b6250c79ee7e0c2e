"""Taking a filed leaflet back: whose record it is in is held against the patient's file before anything is sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handouts.errors import OutputError, Place, Problem
from handouts.records.entries import Kind, State
from handouts.records.filing import Retraction, identifier_of

if TYPE_CHECKING:
    import datetime as dt
    import uuid

    from handouts.records.entries import Entry
    from handouts.records.filing import Person
    from handouts.records.outbox import Outbox

BY_HAND = "In the record system, mark the document there as entered in error"


def filing_named(outbox: Outbox, named: int | uuid.UUID) -> Entry:
    """Return the entry of a filing, by its number or by the identifier that record systems know it by.

    Raises:
        OutputError: there is none, or several receivers have it.
    """
    if isinstance(named, int):
        return outbox.entry(named)
    mine = [each for each in outbox.entries(tuple(State)) if each.identifier == named and each.kind != Kind.RETRACT]
    if len({entry.target for entry in mine}) != 1:
        several = ", ".join(f"{entry.id} ({entry.target})" for entry in mine)
        message = f"It is filed at several places: {several}." if mine else "There is no filing of this identifier."
        hint = "Name one by its ID; see: handouts outbox --all"
        raise OutputError(Problem("outbox-entry", message, hint, Place(outbox.database.name)))
    return mine[0]


def retraction_of(entry: Entry, person: Person, at: dt.datetime) -> Retraction:
    """Return what takes a filing back, from this person's record and no other's.

    A filing's identifier follows from the paper and the patient's number: made anew for this person, it is the same
    one, or the filing is another patient's.

    Raises:
        OutputError: it is another patient's, cannot be held against one, or is no filing.
    """
    if entry.kind is Kind.RETRACT:
        hint = f"Name the entry of the filing; or finish this one: handouts outbox retry {entry.id}"
        raise _not_taken_back("outbox-entry", f"Entry {entry.id} takes a leaflet back already.", hint, entry)
    if entry.sha256 is None:
        message = (
            f"Whose filing entry {entry.id} is cannot be checked: an older version of handouts has entered it. "
            "Nothing is sent."
        )
        hint = f"{BY_HAND}. If it has not gone out: handouts outbox drop {entry.id} --because retracted"
        raise _not_taken_back("filing-unchecked", message, hint, entry)
    if identifier_of(entry.document, entry.sha256, person) != entry.identifier:
        message = f"Entry {entry.id} is not that patient's. Nothing is sent."
        hint = (
            "Name the file of the patient in whose record the leaflet is. If it is that file, the number in it or "
            "authority in clinic.toml has changed since: then mark the document in the record system by hand."
        )
        raise _not_taken_back("wrong-patient", message, hint, entry)
    return Retraction(entry.identifier, entry.document, person, at, entry.given)


def _not_taken_back(code: str, message: str, hint: str, entry: Entry) -> OutputError:
    return OutputError(Problem(code, message, hint, Place(entry.target)))
