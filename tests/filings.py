"""What tests file: a real leaflet's manifest, with a PDF of a few bytes, for Ada Example."""

from __future__ import annotations

import datetime as dt

from editing import edition_for

from handouts.manifest import Manifest
from handouts.model.manifest_parts import FileDigest, LookDigests, Proven, Review
from handouts.model.recipient import Recipient
from handouts.model.review import ReviewState
from handouts.records.filing import Filing, Person

ADA = Person("485 777 3456", "Ada Example", dt.date(1950, 4, 3), "urn:oid:2.16.840.1.113883.2.1.4.1")
AT = dt.datetime(2026, 3, 31, 14, 5, 9, tzinfo=dt.timezone(dt.timedelta(hours=1)))


def pdf_of(more: bytes = b"") -> bytes:
    return b"%PDF-1.7\n% a small one" + more + b"\n%%EOF\n"


PDF, OTHER_PDF = pdf_of(), pdf_of(b"%")  # one of them has an odd length


def manifest_of(pdf: bytes, *, personalised: bool = False, **changed: object) -> Manifest:
    values: dict[str, object] = {
        "document": "HND-7K2M",
        "title": "Demo",
        "language": "en",
        "version": "1.0",
        "status": "approved",
        "review": Review(state=ReviewState.APPROVED, by="A", role="pharmacist", on=None, until=None),
        "waivers": (),
        "pages": 1,
        "pdf": FileDigest.of("demo.pdf", pdf),
        "monograph": FileDigest.of("demo.md", b"# Demo"),
        "edition": edition_for(),
        "look": LookDigests(templates="0", styles="0"),
        "proof": Proven(words=1, numbers=0),
        "made_by": {"handouts": "0.5.0"},
        "personalised": personalised,
        "recipient": Recipient(name=ADA.name, born=ADA.born, number=ADA.number) if personalised else None,
    }
    return Manifest(**(values | changed))


def filing_of(pdf: bytes = PDF, *, personalised: bool = False, person: Person = ADA, **changed: object) -> Filing:
    return Filing(pdf, manifest_of(pdf, personalised=personalised), person, AT, **changed)
