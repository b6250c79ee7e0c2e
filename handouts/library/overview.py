"""The library at a glance: a row a monograph, without making its leaflet."""

from __future__ import annotations

import dataclasses
import datetime as dt
import os
import pathlib

from handouts.check import check_text
from handouts.check.monograph_text import MonographText
from handouts.check.readability import read_grade
from handouts.check.waivers import overruled, waived
from handouts.errors import ContentError, Level
from handouts.library.remembered import remembered
from handouts.manifest import read_manifest
from handouts.model.approval import Signers
from handouts.model.monograph import plain
from handouts.model.profile import Profile
from handouts.reader.source import Source
from handouts.review.approval import review_status


@dataclasses.dataclass(frozen=True, slots=True)
class OverviewRow:
    """What there is to know of one monograph.

    ``grade`` is the reading grade (US school years) and ``pages`` those of its newest leaflet, where one was made of
    exactly this file; ``editions`` names its other editions that were made of it, with their pages; ``block``,
    ``warn``, ``inform`` and ``waived`` count its findings; ``due`` is the day its review runs out. A file that cannot
    be read has only a path and a state, and what is wrong with it counted as ``block``.
    """

    path: str
    title: str
    version: str
    grade: float | None
    pages: int | None
    editions: str
    block: int
    warn: int
    inform: int
    waived: int
    state: str
    reviewer: str
    due: dt.date | None


@dataclasses.dataclass(frozen=True, slots=True)
class Overview:
    """Makes rows: under a profile, on a day, with the leaflets to look for: PDFs by monograph, the usual one first.

    ``signers`` are the reviewers whose signatures the clinic asks for, ``made`` the PDFs the index knows of each.
    """

    profile: Profile
    today: dt.date
    leaflets: dict[pathlib.Path, tuple[pathlib.Path, ...]]
    signers: Signers = dataclasses.field(default_factory=dict)
    made: dict[pathlib.Path, tuple[pathlib.Path, ...]] = dataclasses.field(default_factory=dict)

    def __call__(self, path: pathlib.Path) -> OverviewRow:
        """Return the row of a monograph.

        Raises:
            OSError: the file cannot be read.
        """
        name = os.fspath(path)
        try:
            source = dataclasses.replace(Source.read(path), remembered=remembered(self.made.get(path, ())))
            monograph, status = source.monograph, review_status(source, self.today, self.signers)
        except ContentError as error:
            return OverviewRow(
                name, path.stem, "", None, None, "", len(error.problems), 0, 0, 0, "unreadable", "", None
            )
        text = MonographText(monograph, self.profile, draft=not status.approved)
        findings = overruled(waived(check_text(text), monograph, self.today), status)
        levels = [finding.level for finding in findings if finding.waiver is None]
        reading = read_grade(text)
        usual, *others = self.leaflets[source.path]
        counted = {pdf.stem.removeprefix(f"{usual.stem}-"): self._pages(source, pdf) for pdf in others}
        return OverviewRow(
            path=name,
            title=plain(monograph.title),
            version=monograph.metadata.version or "",
            grade=round(reading.grade, 1) if reading else None,
            pages=self._pages(source, usual),
            editions=", ".join(f"{edition} {pages}" for edition, pages in counted.items() if pages),
            block=levels.count(Level.BLOCK),
            warn=levels.count(Level.WARN),
            inform=levels.count(Level.INFORM),
            waived=len(findings) - len(levels),
            state=status.state,
            reviewer=status.by or "",
            due=status.until,
        )

    def _pages(self, source: Source, pdf: pathlib.Path) -> int | None:
        """Return the pages of a leaflet, if it was made of exactly this file."""
        try:
            manifest = read_manifest(pdf)
        except ContentError:
            return None
        return manifest.pages if manifest.monograph.sha256 == source.monograph.digest else None
