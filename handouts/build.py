"""The road from a monograph to its proven leaflet, on one screen."""

from __future__ import annotations

import dataclasses
import functools
import hashlib
import importlib.metadata
import os
import pathlib

from handouts import __version__
from handouts.assets import Look, digest
from handouts.errors import Problem
from handouts.leaflet import compose
from handouts.model import Edition, Paper, plain
from handouts.page import Page
from handouts.pdf import Typesetter
from handouts.pictures import check_pictures
from handouts.proof import prove
from handouts.proof.glyphs import check_glyphs
from handouts.reader import read_monograph
from handouts.record import EditionRecord, File, LookRecord, ProofRecord, Record
from handouts.wording import wording

ENGINE = ("weasyprint", "Markdown", "Jinja2", "pypdfium2")


@dataclasses.dataclass(frozen=True, slots=True)
class Built:
    """A proven leaflet, its record, and what its author should know."""

    pdf: bytes
    record: Record
    warnings: tuple[Problem, ...]


@dataclasses.dataclass(frozen=True)
class Press:
    """What many leaflets of one look on one paper share."""

    look: Look
    page: Page
    typesetter: Typesetter
    digests: LookRecord


@functools.lru_cache(maxsize=4)
def press(look: Look, paper: Paper) -> Press:
    """Set up the press once in a process: templates, styles and fonts are read here."""
    return Press(look, Page(look), Typesetter(look, paper), LookRecord(templates=digest(look.templates), styles=digest(look.styles)))


def build(path: pathlib.Path, edition: Edition, look: Look) -> Built:
    """Make one leaflet: read, compose, draw, typeset, prove.

    Raises:
        HandoutsError: with every problem that keeps the leaflet from being made.
    """
    machine = press(look, edition.paper)
    data = path.read_bytes()
    monograph = read_monograph(data, os.fspath(path))
    check_pictures(monograph, path.parent)
    leaflet = compose(monograph, edition, wording(monograph.language, look))
    html = machine.page.draw(leaflet)
    pdf = machine.typesetter.typeset(html, monograph.language, path.parent)
    check_glyphs(monograph, pdf.missing)
    proof = prove(monograph, leaflet, pdf.data)
    record = Record(
        document=leaflet.identity,
        title=plain(monograph.title),
        language=monograph.language,
        version=monograph.metadata.version or monograph.digest[:8],
        status="draft",
        pages=proof.pages,
        pdf=_file(path.with_suffix(".pdf").name, pdf.data),
        monograph=_file(path.name, data),
        edition=EditionRecord(paper=edition.paper, issued=edition.issued, clinic=edition.clinic),
        look=machine.digests,
        proof=ProofRecord(words=proof.words, numbers=proof.numbers),
        made_by={"handouts": __version__} | {name: importlib.metadata.version(name) for name in ENGINE},
    )
    return Built(pdf.data, record, (*monograph.problems, *proof.warnings))


def _file(name: str, data: bytes) -> File:
    return File(name=name, sha256=hashlib.sha256(data).hexdigest(), size=len(data))
