"""One file checked by every rule: its text, then the leaflet it becomes, or a PDF by itself."""

from __future__ import annotations

import dataclasses
import datetime as dt
import os
import pathlib

from handouts.build import build
from handouts.check import TEXT_RULES, check_text
from handouts.check.monograph_text import MonographText
from handouts.check.paper import check_paper, measure_edition, measure_paper, missing_validator
from handouts.check.problems import PRINTABLE, READABLE, of_rule
from handouts.check.readability import read_grade
from handouts.check.result import Checked
from handouts.check.waivers import overruled, waived
from handouts.errors import ContentError, Place, Problem, TypesettingError
from handouts.model.approval import Signers
from handouts.model.language import direction
from handouts.model.monograph import plain
from handouts.model.options import BuildOptions
from handouts.model.paper import PaperSize
from handouts.model.profile import Profile
from handouts.reader.monograph import read_text
from handouts.reader.pictures import check_pictures
from handouts.reader.source import Source
from handouts.review.approval import review_status
from handouts.review.second_record import doubts
from handouts.store.plain_files import read

PDF = b"%PDF-"


@dataclasses.dataclass(frozen=True, slots=True)
class Checker:
    """How files are checked; without options only their text is.

    ``papers`` are the sizes a PDF by itself may have; ``final`` checks a text as if it were signed off, so that what a
    DRAFT may lack blocks. ``only`` are the text rules by id that are asked; none are all of them. ``signers`` are the
    reviewers whose signatures the clinic asks for.
    """

    profile: Profile
    today: dt.date
    papers: tuple[PaperSize, ...]
    options: BuildOptions | None = None
    final: bool = False
    only: tuple[str, ...] = ()
    signers: Signers = dataclasses.field(default_factory=dict)

    def __call__(self, path: pathlib.Path) -> Checked:
        """Return what every rule finds in a file.

        Raises:
            LookError: the template or style the leaflet is made with is wrong.
            OSError: the file cannot be read.
        """
        return self.check_bytes(read(path), path)

    def check_bytes(self, data: bytes, path: pathlib.Path) -> Checked:
        """Return what every rule finds in a file that was read.

        Raises:
            LookError: the template or style the leaflet is made with is wrong.
        """
        if data.startswith(PDF):
            return self.check_pdf(data, os.fspath(path))
        try:
            source = Source.of(path, data).completed()
        except ContentError as error:
            return Checked(os.fspath(path), path.stem, "cannot be read", of_rule(error.problems, READABLE))
        return self.check_source(source)

    def check_pdf(self, data: bytes, name: str) -> Checked:
        """Return what the paper rules find in a PDF; one that cannot be read is a finding of S15."""
        title = pathlib.PurePath(name).name
        try:
            leaflet = measure_paper(data, name, self.profile, self.papers)
        except ValueError as error:
            problem = Problem("unreadable-pdf", f"This is {error}.", "Build the leaflet again.", Place(name))
            return Checked(name, title, "a PDF", of_rule((problem,), READABLE))
        found, notes = check_paper(leaflet), missing_validator()
        return Checked(name, title, "a PDF, looked at as paper only", found, pages=len(leaflet.pages), notes=notes)

    def check_source(self, source: Source) -> Checked:
        """Return what every rule finds in a monograph that was read.

        Raises:
            LookError: the template or style the leaflet is made with is wrong.
        """
        name = os.fspath(source)
        try:
            monograph, status = source.monograph, review_status(source, self.today, self.signers)
            doubted = doubts(source)
        except ContentError as error:
            return Checked(name, source.path.stem, "cannot be read", of_rule(error.problems, READABLE))
        text = MonographText(monograph, self.profile, draft=not (status.approved or self.final))
        rules = [rule for rule in TEXT_RULES if rule.id in self.only] if self.only else TEXT_RULES
        findings = check_text(text, rules)
        pages, notes = None, tuple(f"{problem.place}: {problem.message} {problem.hint}" for problem in doubted)
        if self.options:
            on_paper, pages = self._paper(source, self.options)
            findings, notes = findings + on_paper, notes + missing_validator()
        elif not self.only:
            findings += _of_pictures(source)
        return Checked(
            path=name,
            title=plain(monograph.title),
            status=str(status),
            findings=overruled(waived(findings, monograph, self.today), status),
            reading=None if self.only else read_grade(text),
            pages=pages,
            source=read_text(source.data, name),
            notes=notes,
            signed=status.approved,
        )

    def _paper(self, source: Source, options: BuildOptions) -> tuple[tuple[Problem, ...], int | None]:
        try:
            built = build(source, options)
        except (ContentError, TypesettingError) as error:
            return of_rule(error.problems, PRINTABLE), None
        way = direction(built.manifest.language)
        leaflet = measure_edition(built.pdf, os.fspath(source), self.profile, options.edition, way)
        return check_paper(leaflet), built.manifest.pages


def _of_pictures(source: Source) -> tuple[Problem, ...]:
    """Return which of the pictures beside a text cannot be printed, where no leaflet is made that would tell it."""
    try:
        check_pictures(source.monograph, source.pictures, source.path.parent)
    except TypesettingError as error:
        return of_rule((problem for problem in error.problems if problem.code == "unfit-picture"), PRINTABLE)
    return ()
