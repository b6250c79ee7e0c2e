"""Filings for messages: a leaflet's manifest made by hand, a patient, a giving."""

from __future__ import annotations

import datetime as dt

from handouts import make_edition
from handouts.manifest import Manifest
from handouts.model.manifest_parts import FileDigest, LookDigests, Proven, Review
from handouts.model.records import Records
from handouts.model.review import ReviewState
from handouts.records.filing import Filing, Giving, Person, Retraction

PDF = b"%PDF-1.7\n% a leaflet\n%%EOF\n"
ZONE = dt.timezone(dt.timedelta(hours=1))
AT = dt.datetime(2026, 3, 31, 10, 30, tzinfo=ZONE)
ADA = Person(number="4857773456", name="Ada Example", born=dt.date(1950, 4, 3), authority="urn:oid:2.16.840.1.113883.1")
GIVING = Giving(at=AT, by="Nurse Kim Okoro", understood="One capsule in the evening, never crushed.")
SITE = Records()
REVIEW = Review(
    state=ReviewState.APPROVED, by="Dr Bo Pharm", role="pharmacist", on=dt.date(2026, 3, 1), until=dt.date(2027, 3, 1)
)
DRAFT = Review(state=ReviewState.UNSIGNED, by=None, role=None, on=None, until=None)


def manifest(pdf: bytes = PDF, **changes) -> Manifest:
    values = {
        "document": "7F3A-00B1-C2D4",
        "title": "Lenalidomide",
        "language": "en-GB",
        "version": "2.1",
        "status": "approved",
        "review": REVIEW,
        "waivers": (),
        "pages": 2,
        "pdf": FileDigest.of("lenalidomide.pdf", pdf),
        "monograph": FileDigest.of("lenalidomide.md", b"text"),
        "edition": make_edition(),
        "look": LookDigests(templates="0" * 64, styles="0" * 64),
        "proof": Proven(words=100, numbers=7),
        "made_by": {"handouts": "0.9.0"},
    }
    return Manifest(**values | changes)


def filing(pdf: bytes = PDF, person: Person = ADA, **changes) -> Filing:
    about = changes.pop("manifest", None) or manifest(pdf)
    return Filing(pdf=pdf, manifest=about, person=person, **{"at": AT} | changes)


def taking_back(filed: Filing) -> Retraction:
    """Give what takes a filing back."""
    return Retraction(filed.identifier, filed.document, filed.person, filed.at, given=filed.giving is not None)
