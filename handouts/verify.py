"""Prove a leaflet again, long after it was made, from its manifest."""

from __future__ import annotations

import contextlib
import dataclasses
import hashlib
import os
from typing import TYPE_CHECKING

from handouts.assets import digest
from handouts.errors import HandoutsError, Place, Problem, TypesettingError
from handouts.leaflet import compose
from handouts.leaflet.cover import Bound, in_pack
from handouts.leaflet.wording import wording
from handouts.manifest import facts_of, manifest_path
from handouts.model.manifest_parts import Remembered
from handouts.model.monograph import plain
from handouts.patient.discreet import faults_without_words
from handouts.proof import Beside, Proof, prove
from handouts.proof.active import HELD
from handouts.proof.pictures import PictureFiles
from handouts.reader.pictures import names_of_pictures
from handouts.reader.source import sign_offs_path
from handouts.review.approval import text_digest
from handouts.review.second_record import disagreement
from handouts.review.sign_offs import read_sign_offs

if TYPE_CHECKING:
    import pathlib
    from collections.abc import Iterator

    from handouts.assets import Look
    from handouts.manifest import Manifest
    from handouts.model.manifest_parts import Imposed, Review
    from handouts.model.monograph import Monograph
    from handouts.model.recipient import Recipient
    from handouts.reader.source import Source


OTHER_PICTURE = "other-picture"
OF_PICTURES = {OTHER_PICTURE, "unseen-picture"}


def verify(  # noqa: PLR0913 - the last is a pack's
    pdf: bytes, manifest: Manifest, source: Source, look: Look, path: pathlib.Path, *, bound: Bound | None = None
) -> Proof:
    """Return the proof that a PDF is the file its manifest describes and shows the whole monograph.

    ``look`` is the one it was made with; ``path`` names the PDF in the places of problems; ``bound`` says where the
    leaflet stands in a pack.

    Raises:
        ContentError: the monograph or its sign-offs cannot be read.
        LookError: the catalogue of the leaflet's own words cannot be read.
        TypesettingError: the PDF or the monograph has changed; the words that differ are named.
    """
    monograph = source.monograph
    problems = []
    if hashlib.sha256(pdf).hexdigest() != manifest.pdf.sha256:
        hint = "Build it again, or take it from its archive."
        problems.append(_changed("pdf-changed", "The PDF is not the file that was made.", hint, path))
    if monograph.digest != manifest.monograph.sha256:
        hint = "Build the leaflet again, so that the paper shows the present text."
        message = "The monograph has changed since the leaflet was made."
        problems.append(_changed("monograph-changed", message, hint, source))
    elif manifest.status == "approved" and not _is_signed(source, manifest.review):
        hint = "Take the file of sign-offs from its archive, or build the leaflet again."
        message = "The file of sign-offs does not hold the one this leaflet names."
        problems.append(_changed("no-sign-off", message, hint, source))
    problems += _other_pictures(manifest, source)
    as_made = dataclasses.replace(monograph, digest=manifest.monograph.sha256)
    say = wording(monograph.language, look)
    leaflet = compose(as_made, manifest.edition, say, manifest.review.status, manifest.recipient)
    try:
        with differences_without_facts(manifest.recipient, path):
            beside = Beside(PictureFiles(source.pictures, manifest.edition.grey), HELD)
            shown = in_pack(leaflet, bound.pack, say) if bound else leaflet
            proof = prove(as_made, shown, pdf, bound.span if bound else None, beside)
    except HandoutsError as error:
        if digest(look.templates) != manifest.look.templates:
            hint = "Pass the templates it was made with (--templates); the differences below may be theirs."
            message = "The leaflet was made with other templates or wording."
            problems.append(_changed("other-wording", message, hint, path))
        told = {problem.words for problem in problems}
        others = (problem for problem in error.problems if problem.code != OTHER_PICTURE or problem.words not in told)
        raise TypesettingError(*problems, *others) from None
    problems += _other_sign_offs(manifest, source)
    kept = (manifest.document, manifest.title, manifest.pages, manifest.proof.words, manifest.proof.numbers)
    found = (leaflet.identity, plain(monograph.title), proof.pages, proof.words, proof.numbers)
    if kept != found or not _agrees(manifest, pdf, monograph):
        hint = "Take the manifest from its archive, or build the leaflet again."
        message = "The manifest does not describe this leaflet."
        problems.append(_changed("manifest-changed", message, hint, manifest_path(path)))
    if problems:
        raise TypesettingError(*problems)
    return proof


@contextlib.contextmanager
def differences_without_facts(recipient: Recipient | None, path: pathlib.Path) -> Iterator[None]:
    """Of what a patient's leaflet shows otherwise than it should, tell only the kind: its words may be the patient's.

    Raises:
        TypesettingError: in place of the one that holds them.
    """
    try:
        with faults_without_words() if recipient else contextlib.nullcontext():
            yield
    except HandoutsError as error:
        if not recipient:
            raise
        if all(problem.code in OF_PICTURES for problem in error.problems):  # they name the monograph's own files
            raise
        codes = ", ".join(sorted({problem.code for problem in error.problems}))
        message = f"The PDF does not show this patient's facts and the whole text ({codes})."
        hint = "Build it again, or take it from its archive."
        raise TypesettingError(_changed("personalised", message, hint, path)) from None


def verify_imposed(imposed: bytes, manifest: Manifest, path: pathlib.Path) -> Imposed:
    """Return what a file of imposed pages is, if it is the one that was made of the leaflet its manifest describes.

    Raises:
        TypesettingError: it is not.
    """
    kept = manifest.imposed
    if kept is None or hashlib.sha256(imposed).hexdigest() != kept.sha256:
        hint = "Build it again, or take it from its archive."
        raise TypesettingError(_changed("pdf-changed", "The PDF is not the file that was made.", hint, path))
    return kept


def _agrees(manifest: Manifest, pdf: bytes, monograph: Monograph) -> bool:
    """Tell whether a manifest agrees with itself, and with the files that are still those it was made of."""
    if (manifest.status == "approved") is not manifest.review.status.approved:
        return False
    if not manifest.pdf.agrees_with(pdf):
        return False
    facts = facts_of(monograph) if monograph.digest == manifest.monograph.sha256 else {}
    return all(getattr(manifest, name) == fact for name, fact in facts.items() if name in manifest.model_fields_set)


def _other_pictures(manifest: Manifest, source: Source) -> Iterator[Problem]:
    """Find the pictures that are not here, or not those on the paper."""
    digests, kept = source.picture_digests, {each.name: each.sha256 for each in manifest.pictures}
    for name in dict.fromkeys((*kept, *names_of_pictures(source.monograph))):
        if name not in digests:
            message = f"The picture {name} is not here, so nobody can tell whether the paper shows it."
            hint = "Put it back where it was, or take it from its archive."
            yield _changed("missing-picture", message, hint, source, name)
        elif digests[name] != kept.get(name, digests[name]):
            message = f"The picture {name} has changed since the leaflet was made."
            hint = "Build the leaflet again, so that the paper shows the present picture."
            yield _changed("picture-changed", message, hint, source, name)


def _other_sign_offs(manifest: Manifest, source: Source) -> Iterator[Problem]:
    """Find sign-offs that do not begin with those the leaflet was made with: they are only ever added to."""
    kept, review = manifest.sign_offs, manifest.review
    if kept is None or source.sign_offs is None or review.by is None or review.on is None:
        return
    if not Remembered(file=kept, by=review.by, on=review.on).begins(source.sign_offs):
        message = "The sign-offs do not hold all that stood there when the leaflet was made."
        hint = "Take the file of sign-offs from its archive; what is missing may be that the review was withdrawn."
        yield _changed("sign-offs-cut", message, hint, sign_offs_path(source.path))


def _is_signed(source: Source, review: Review) -> bool:
    """Tell whether a monograph's sign-offs hold one of this text by that reviewer on that day."""
    sign_offs = read_sign_offs(source)
    signed = {(entry.by, entry.date, entry.text) for entry in sign_offs if entry.action == "approve"}
    text = text_digest(source.data, os.fspath(source))
    return disagreement(source) is None and (review.by, review.on, text) in signed


def _changed(code: str, message: str, hint: str, path: os.PathLike[str], words: str = "") -> Problem:
    return Problem(code, message, hint, Place(os.fspath(path)), words=words)
