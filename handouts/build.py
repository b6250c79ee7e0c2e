"""The road from a monograph to its proven leaflet, on one screen."""

from __future__ import annotations

import dataclasses
import datetime as dt
import functools
import hashlib
import importlib.metadata
import os
import pathlib

from handouts import __version__
from handouts.assets import Look, digest
from handouts.errors import ContentError, Place, Problem
from handouts.leaflet import compose
from handouts.leaflet.wording import forget_wording, wording
from handouts.manifest import EditionRecord, FileDigest, LookRecord, Manifest, ProofRecord, ReviewRecord
from handouts.model.edition import Paper
from handouts.model.monograph import plain
from handouts.model.options import BuildOptions, ReviewPolicy
from handouts.model.review import ReviewStatus
from handouts.page import Renderer
from handouts.pdf import Typesetter
from handouts.proof import prove
from handouts.proof.glyphs import check_glyphs
from handouts.reader.pictures import check_pictures
from handouts.review.approval import Source, review_status, status_span
from handouts.store import sha256

ENGINE = ("weasyprint", "Markdown", "Jinja2", "pypdfium2")


@dataclasses.dataclass(frozen=True, slots=True)
class Built:
    """A proven leaflet, its record, and what its author should know.

    ``pictures`` are the files beside the monograph it shows, with their SHA-256; ``steady`` the first and last day of the span in which its sign-off
    stands where it stands today.
    """

    pdf: bytes
    record: Manifest
    warnings: tuple[Problem, ...]
    pictures: dict[str, str]
    steady: tuple[dt.date, dt.date]


@dataclasses.dataclass(frozen=True)
class Press:
    """What many leaflets of one look on one paper share."""

    look: Look
    page: Renderer
    typesetter: Typesetter
    digests: LookRecord


@functools.lru_cache(maxsize=4)
def press(look: Look, paper: Paper) -> Press:
    """Set up the press once in a process: templates, styles and fonts are read here."""
    return Press(
        look,
        Renderer(look),
        Typesetter(look, paper),
        LookRecord(templates=digest(look.templates), styles=digest(look.styles)),
    )


def reset_press() -> None:
    """Forget what was read of templates, wording and styles, because it has changed."""
    press.cache_clear()
    forget_wording()


def build(path: pathlib.Path, order: BuildOptions) -> Built:
    """Make one leaflet: read, judge its sign-off, compose, draw, typeset, prove.

    Raises:
        HandoutsError: with every problem that keeps the leaflet from being made.
    """
    edition = order.edition
    machine = press(order.look, edition.paper)
    source = Source.read(path)
    monograph = source.monograph
    pictures = {name: sha256(path.parent / name) for name in check_pictures(monograph, path.parent)}
    standing = review_status(source, order.policy.today)
    _require(standing, path, order.policy)
    leaflet = compose(monograph, edition, wording(monograph.language, order.look), standing)
    html = machine.page.draw(leaflet)
    pdf = machine.typesetter.typeset(html, monograph.language, path.parent)
    check_glyphs(monograph, pdf.missing)
    proof = prove(monograph, leaflet, pdf.data)
    record = Manifest(
        document=leaflet.identity,
        title=plain(monograph.title),
        language=monograph.language,
        version=monograph.metadata.version or monograph.digest[:8],
        status="approved" if standing.approved else "draft",
        review=ReviewRecord.of(standing),
        waivers=monograph.metadata.waivers,
        pages=proof.pages,
        pdf=_file(path.with_suffix(".pdf").name, pdf.data),
        monograph=_file(path.name, source.data),
        edition=EditionRecord(paper=edition.paper, issued=edition.issued, clinic=edition.clinic),
        look=machine.digests,
        proof=ProofRecord(words=proof.words, numbers=proof.numbers),
        made_by=_versions(),
    )
    return Built(
        pdf=pdf.data,
        record=record,
        warnings=(*monograph.problems, *_touched(standing, path), *proof.warnings),
        pictures=pictures,
        steady=status_span(source, order.policy.today),
    )


def _require(standing: ReviewStatus, path: pathlib.Path, policy: ReviewPolicy) -> None:
    if policy.required and not standing.approved:
        message = f"This clinic hands out signed-off texts only, and this one is not ({standing})."
        hint = "Let a reviewer read it, then run `handouts approve`; `handouts list` shows every text's state."
        raise ContentError(Problem("not-approved", message, hint, Place(os.fspath(path))))


def _touched(standing: ReviewStatus, path: pathlib.Path) -> tuple[Problem, ...]:
    if not (standing.approved and standing.touched):
        return ()
    message = (
        "The file has changed since it was signed off, in something that does not count (a layout field, a comment)."
    )
    return (
        Problem(
            "touched-file",
            message,
            "Look at it with `git diff`; sign off again if it matters.",
            Place(os.fspath(path)),
            "warning",
        ),
    )


@functools.cache
def _versions() -> dict[str, str]:
    return {"handouts": __version__} | {name: importlib.metadata.version(name) for name in ENGINE}


def _file(name: str, data: bytes) -> FileDigest:
    return FileDigest(name=name, sha256=hashlib.sha256(data).hexdigest(), size=len(data))
