"""Prove a leaflet again, long after it was made, from its record."""

from __future__ import annotations

import dataclasses
import hashlib
import os
from typing import TYPE_CHECKING

from handouts.assets import digest
from handouts.errors import HandoutsError, Place, Problem, TypesettingError
from handouts.leaflet import compose
from handouts.leaflet.wording import wording
from handouts.manifest import ReviewRecord, manifest_path, read_manifest
from handouts.model.edition import Edition
from handouts.model.monograph import plain
from handouts.proof import Proof, prove
from handouts.reader import read_monograph
from handouts.review.approval import text_digest
from handouts.review.sign_offs import is_whole, read_sign_offs

if TYPE_CHECKING:
    import pathlib

    from handouts.assets import Look


def verify(pdf: pathlib.Path, monograph_path: pathlib.Path, look: Look) -> Proof:
    """Return the proof that a PDF is the file its record describes and shows the whole monograph.

    Raises:
        ContentError: the record or the monograph cannot be read.
        TypesettingError: the PDF or the monograph has changed; the words that differ are named.
    """
    record = read_manifest(pdf)
    data = pdf.read_bytes()
    problems = []
    if hashlib.sha256(data).hexdigest() != record.pdf.sha256:
        problems.append(
            _changed(
                "pdf-changed",
                "The PDF is not the file that was made.",
                "Build it again, or take it from its archive.",
                pdf,
            )
        )
    text = monograph_path.read_bytes()
    monograph = read_monograph(text, os.fspath(monograph_path))
    if monograph.digest != record.monograph.sha256:
        hint = "Build the leaflet again, so that the paper shows the present text."
        problems.append(
            _changed("monograph-changed", "The monograph has changed since the leaflet was made.", hint, monograph_path)
        )
    elif record.status == "approved" and not _is_signed(monograph_path, text, record.review):
        hint = "Take the ledger of sign-offs from its archive, or build the leaflet again."
        problems.append(
            _changed("no-sign-off", "The ledger does not hold the sign-off this leaflet names.", hint, monograph_path)
        )
    edition = Edition(record.edition.clinic, record.edition.paper, record.edition.issued)
    as_made = dataclasses.replace(monograph, digest=record.monograph.sha256)
    leaflet = compose(as_made, edition, wording(monograph.language, look), record.review.standing())
    try:
        proof = prove(as_made, leaflet, data)
    except HandoutsError as error:
        if digest(look.templates) != record.look.templates:
            hint = "Pass the templates it was made with (--templates); the differences below may be theirs."
            problems.append(
                _changed("other-wording", "The leaflet was made with other templates or wording.", hint, pdf)
            )
        raise TypesettingError(*problems, *error.problems) from None
    told = (record.document, record.title, record.pages, record.proof.words, record.proof.numbers)
    if told != (leaflet.identity, plain(monograph.title), proof.pages, proof.words, proof.numbers):
        hint = "Take the record from its archive, or build the leaflet again."
        problems.append(
            _changed("record-changed", "The record does not describe this leaflet.", hint, manifest_path(pdf))
        )
    if problems:
        raise TypesettingError(*problems)
    return proof


def _is_signed(path: pathlib.Path, data: bytes, review: ReviewRecord) -> bool:
    """Tell whether a monograph's ledger holds a sign-off of this text by that reviewer on that day."""
    entries = read_sign_offs(path)
    signed = {(entry.by, entry.date, entry.text) for entry in entries if entry.action == "approve"}
    return is_whole(entries) and (review.by, review.on, text_digest(data, os.fspath(path))) in signed


def _changed(code: str, message: str, hint: str, path: pathlib.Path) -> Problem:
    return Problem(code, message, hint, Place(os.fspath(path)))
