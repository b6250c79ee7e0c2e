"""Findings as a table for spreadsheets: one a row."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from handouts.check.rule import kind_of
from handouts.model.typography import printable
from handouts.report.spreadsheet import spreadsheet
from handouts.report.written import by_id, excuse

if TYPE_CHECKING:
    from collections.abc import Sequence

    from handouts.check.result import Checked
    from handouts.check.rule import Rule

COLUMNS = ("path", "line", "column", "level", "kind", "rule", "title", "words", "message", "hint", "waiver")


def draw_csv(checked: Sequence[Checked], rules: Sequence[Rule[Any]]) -> str:
    """Return a row for each finding, waived ones too, below the names of the columns."""
    known = by_id(rules)
    return spreadsheet(
        COLUMNS,
        [
            {
                "path": printable(finding.place.path),
                "line": finding.place.line or "",
                "column": finding.place.column or "",
                "level": finding.level.value,
                "kind": kind_of(finding.rule).value,
                "rule": finding.rule,
                "title": known[finding.rule].title,
                "words": printable(" ".join(finding.words.split())),
                "message": printable(finding.message),
                "hint": printable(finding.hint),
                "waiver": printable(excuse(finding.waiver)) if finding.waiver else "",
            }
            for file in checked
            for finding in file.findings
        ],
    )
