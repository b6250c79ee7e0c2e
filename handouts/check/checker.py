"""One file looked at by every rule: its text, then the leaflet it becomes, or a PDF by itself."""

from __future__ import annotations

import dataclasses
import datetime as dt
import os
import pathlib

from handouts.build import build
from handouts.check import check_text
from handouts.check.monograph_text import MonographText
from handouts.check.paper import check_paper, measure_paper, missing_validator
from handouts.check.problems import unmade, unreadable
from handouts.check.readability import read_grade
from handouts.check.result import Checked
from handouts.check.rule import Finding
from handouts.check.waivers import overruled, waived
from handouts.errors import ContentError, Place, Problem, TypesettingError
from handouts.model.monograph import plain
from handouts.model.options import BuildOptions
from handouts.model.profile import Profile
from handouts.reader import read_text
from handouts.review.approval import Source, review_status


@dataclasses.dataclass(frozen=True, slots=True)
class Checker:
    """How files are looked at; without an order only at their text.

    ``final`` looks at a text as if it were signed off, so that what a DRAFT may lack blocks.
    """

    profile: Profile
    today: dt.date
    order: BuildOptions | None = None
    final: bool = False

    def __call__(self, path: pathlib.Path) -> Checked:
        """Return what every rule finds in a file.

        Raises:
            LookError: the template or style the leaflet is made with is wrong.
            OSError: the file cannot be read.
        """
        data = path.read_bytes()
        return self._pdf(path, data) if data.startswith(b"%PDF-") else self._monograph(path)

    def _pdf(self, path: pathlib.Path, data: bytes) -> Checked:
        try:
            paper = measure_paper(data, os.fspath(path), self.profile, None)
        except ValueError as error:
            problem = Problem("unreadable-pdf", f"This is {error}.", "Build the leaflet again.", Place(os.fspath(path)))
            return Checked(os.fspath(path), path.name, "a PDF", unreadable((problem,)))
        return Checked(
            os.fspath(path),
            path.name,
            "a PDF, looked at as paper only",
            check_paper(paper),
            pages=len(paper.pages),
            notes=missing_validator(),
        )

    def _monograph(self, path: pathlib.Path) -> Checked:
        try:
            source = Source.read(path)
            standing = review_status(source, self.today)
        except ContentError as error:
            return Checked(os.fspath(path), path.stem, "cannot be read", unreadable(error.problems))
        monograph = source.monograph
        draft = not (standing.approved or self.final)
        text = MonographText(monograph, self.profile, draft)
        findings = check_text(text)
        pages, notes = None, tuple[str, ...]()
        if self.order:
            on_paper, pages = self._paper(path, self.order)
            findings, notes = findings + on_paper, missing_validator()
        return Checked(
            path=os.fspath(path),
            title=plain(monograph.title),
            standing=str(standing),
            findings=overruled(waived(findings, monograph, self.today), standing),
            reading=read_grade(text),
            pages=pages,
            source=read_text(source.data, os.fspath(path)),
            notes=notes,
        )

    def _paper(self, path: pathlib.Path, order: BuildOptions) -> tuple[tuple[Finding, ...], int | None]:
        try:
            built = build(path, order)
        except (ContentError, TypesettingError) as error:
            return unmade(error.problems), None
        paper = measure_paper(built.pdf, os.fspath(path), self.profile, order.edition.paper)
        return check_paper(paper), built.record.pages
