"""Findings as JSON, for programs of one's own."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from handouts.check.rule import kind_of
from handouts.errors import Level
from handouts.report.written import by_id, limits

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from handouts.check.readability import Reading
    from handouts.check.result import Checked
    from handouts.check.rule import Rule
    from handouts.errors import Problem

VERSION = 2  # goes up when a field changes its meaning or goes away
HALVES = re.compile("[\ud800-\udfff]")  # of a file name that is not UTF-8


def draw_json(checked: Sequence[Checked], rules: Sequence[Rule[Any]]) -> str:
    """Return every finding as JSON, waived ones too, file by file; ``rules`` are those that were asked."""
    totals = {
        "files": len(checked),
        "blocked": sum(file.blocks for file in checked),
        **{level.value: sum(file.count(level) for file in checked) for level in Level},
        "waived": sum(file.waived for file in checked),
    }
    before = sum(len(file.before) for file in checked)
    return as_text(
        {
            "version": VERSION,
            "limits": limits(),
            **({"before": before} if before else {}),
            "files": [_file(file, by_id(rules)) for file in checked],
            "totals": totals,
        }
    )


def as_text(value: object) -> str:
    """Return a value as indented JSON and a line end, fit to be encoded whatever a file is called."""
    return HALVES.sub("\ufffd", json.dumps(value, ensure_ascii=False, indent=2)) + "\n"


def _file(file: Checked, rules: Mapping[str, Rule[Any]]) -> dict[str, object]:
    return {
        "path": file.path,
        "title": file.title,
        "status": file.status,
        "reading": file.reading and _reading(file.reading),
        "pages": file.pages,
        "notes": list(file.notes),
        "findings": [_finding(finding, rules[finding.rule]) for finding in file.findings],
        "counts": {level.value: file.count(level) for level in Level} | {"waived": file.waived},
    }


def _reading(reading: Reading) -> dict[str, object]:
    return {
        "grade": reading.grade,
        "scores": [
            {
                "formula": score.formula,
                "with_names": score.with_names,
                "without_names": score.without_names,
                "limit": score.limit,
            }
            for score in reading.scores
        ],
        "sentences": reading.sentences,
        "words": reading.words,
        "hardest": [{"line": sentence.passage.line, "text": sentence.text} for sentence in reading.hardest],
    }


def _finding(finding: Problem, rule: Rule[Any]) -> dict[str, object]:
    waiver = finding.waiver
    return {
        "rule": finding.rule,
        "title": rule.title,
        "kind": kind_of(finding.rule).value,
        "level": finding.level.value,
        "path": finding.place.path,
        "line": finding.place.line,
        "column": finding.place.column,
        "words": finding.words,
        "message": finding.message,
        "hint": finding.hint,
        "why": rule.why,
        "source": rule.source,
        "waiver": waiver
        and {"reason": waiver.reason, "by": waiver.by, "until": waiver.until and waiver.until.isoformat()},
    }
