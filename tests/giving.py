"""Leaflets given to patients nobody is, for the tests of the ledger."""

import datetime as dt

from conftest import CLINIC
from editing import edition_for

from handouts.manifest import Manifest
from handouts.model.manifest_parts import FileDigest, LookDigests, Proven, Review
from handouts.model.records import LedgerKey
from handouts.model.review import ReviewState
from handouts.records.filing import Filing, Giving, Person
from handouts.records.given import Given
from handouts.records.ledger_answers import Asking, Outcome, Query
from handouts.records.ledger_keys import ClinicKeys, new_key
from handouts.records.ledger_store import NAME, Store

MOMENT = dt.datetime(2026, 3, 31, 9, 30, tzinfo=dt.timezone(dt.timedelta(hours=1)))
ADA = Person("RXE-5551273", "Zqxlindamira Vwkbottomley", dt.date(1951, 7, 23), "urn:oid:1.2.3")
BEN = Person("485 777 3456", "Xqvbenedikt Jzrowley", dt.date(1938, 2, 14), "urn:oid:1.2.3")
SAID = "Only ever on a Mondayish evening"
SECRET = tuple(
    word
    for person in (ADA, BEN)
    for word in (person.number, person.number.replace(" ", ""), *person.name.split(), str(person.born), SAID)
)
NURSE = Asking(MOMENT, "Nurse Joy")
OLD, NEW = "4F1C-09AB-77D2", "9B20-11CD-0A3E"


def filing_of(person=ADA, document=OLD, version="1.0", days=0, understood=None, title="Demolide"):
    pdf = f"%PDF-1.7 {document}".encode()
    manifest = Manifest(
        document=document,
        title=title,
        language="en",
        version=version,
        status="draft",
        review=Review(state=next(iter(ReviewState)), by=None, role=None, on=None, until=None),
        waivers=(),
        pages=2,
        pdf=FileDigest.of("demolide.pdf", pdf),
        monograph=FileDigest.of("demolide.md", b"text"),
        edition=edition_for(CLINIC),
        look=LookDigests(templates="0", styles="0"),
        proof=Proven(words=1, numbers=1),
        made_by={"handouts": "1"},
    )
    at = MOMENT + dt.timedelta(days=days)
    return Filing(pdf, manifest, person, at, Giving(at, "Nurse Joy", understood))


def ledger_in(folder):
    """Return the ledger of a folder, with a key beside it."""
    if not (folder / "given.key").exists():
        new_key(folder / "given.key")
    return Given(Store(str(folder / NAME)), ClinicKeys.read(LedgerKey(file="given.key"), folder))


def give(ledger, *, printed=Outcome.DONE, attached=Outcome.DONE, edition="large+letter", **facts):
    return ledger.enter(filing_of(**facts), edition, printed=printed, attached=attached)


def look_up(ledger, *, patients=True, **asked):
    return ledger.find(Query(**asked), NURSE, patients=patients)


def leaks(folder):
    """Return what of the patients stands in files, as bytes, in any of the encodings a file may have."""
    return [
        (path.name, word)
        for path in folder.rglob("*")
        if path.is_file()
        for word in SECRET
        for encoding in ("utf-8", "utf-16-be", "utf-16-le")
        if word.encode(encoding) in path.read_bytes()
    ]
