"""Can this leaflet be read, printed and kept? Rules over the finished PDF, whoever made it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handouts.check.paper import codes, colour, file, letters, setting, sheet
from handouts.check.paper.file import missing_validator
from handouts.check.paper.subject import MeasuredLeaflet
from handouts.check.rule import Rule, apply
from handouts.proof.readback.measure import measure

if TYPE_CHECKING:
    from handouts.errors import Problem
    from handouts.model.edition import Edition
    from handouts.model.language import Direction
    from handouts.model.paper import PaperSize
    from handouts.model.profile import Profile

PAPER_RULES: tuple[Rule[MeasuredLeaflet], ...] = tuple(
    sorted(
        (*letters.RULES, *setting.RULES, *colour.RULES, *sheet.RULES, *codes.RULES, *file.RULES),
        key=lambda rule: rule.id,
    ),
)


def measure_paper(pdf: bytes, path: str, profile: Profile, papers: tuple[PaperSize, ...]) -> MeasuredLeaflet:
    """Return a PDF by itself under the ruler; ``papers`` are the sizes its pages may have.

    Raises:
        ValueError: this is not a PDF that can be read.
    """
    return MeasuredLeaflet(pdf, measure(pdf), path, profile, papers)


def measure_edition(pdf: bytes, path: str, profile: Profile, edition: Edition, direction: Direction) -> MeasuredLeaflet:
    """Return the PDF of an edition under the ruler: it is held to what the edition promises.

    Raises:
        ValueError: this is not a PDF that can be read.
    """
    return MeasuredLeaflet(pdf, measure(pdf), path, profile, (edition.paper,), edition, direction)


def check_paper(paper: MeasuredLeaflet) -> tuple[Problem, ...]:
    """Return what the paper rules find, rule by rule."""
    return tuple(finding for rule in PAPER_RULES for finding in apply(rule, paper))


__all__ = ["PAPER_RULES", "MeasuredLeaflet", "check_paper", "measure_edition", "measure_paper", "missing_validator"]
