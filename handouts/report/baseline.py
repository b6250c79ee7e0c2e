"""What is new against an earlier report: findings are matched by rule, file, words and message, since lines move."""

from __future__ import annotations

import collections
import dataclasses
import json
import re
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from handouts.errors import Level
from handouts.report.as_json import HALVES, VERSION
from handouts.report.written import posix

if TYPE_CHECKING:
    from collections.abc import Sequence

    from handouts.check.result import Checked
    from handouts.errors import Problem

LINE_NUMBER = re.compile(r"\blines? \d+(?:(?:,| and|:) ?\d+)*")  # of the text, in a message


Baseline: TypeAlias = "collections.Counter[tuple[Known, Level]]"


class Known(NamedTuple):
    """What a finding is known by."""

    rule: str
    path: str
    words: str
    message: str


def read_baseline(text: str) -> Baseline:
    """Return the open findings of an earlier JSON report, each as often as it was told, with how much it weighed.

    Raises:
        ValueError: the text is no such report; the message says why.
    """
    try:
        report = json.loads(text)
        if not isinstance(report, dict) or report.get("version") != VERSION:
            message = f"it is no JSON report of version {VERSION}"
            raise ValueError(message)
        return collections.Counter(
            (
                _known(finding["rule"], finding["path"], finding["words"], finding["message"]),
                Level(finding["level"]),
            )
            for file in report["files"]
            for finding in file["findings"]
            if not finding["waiver"]
        )
    except (KeyError, TypeError, AttributeError, RecursionError) as error:
        message = "a finding in it lacks what a JSON report tells"
        raise ValueError(message) from error


def only_new(checked: Sequence[Checked], baseline: Baseline) -> list[Checked]:
    """Return the files with what is new; what was told before stands in ``before``.

    A finding that stood once is new when it stands twice, and when it has come to weigh more. One that is waived was
    never in the way, and stays.
    """
    left = baseline.copy()
    return [_new(file, left) for file in checked]


def _new(file: Checked, left: Baseline) -> Checked:
    new, before = [], []
    for finding in file.findings:
        known = _known(finding.rule, finding.place.path, finding.words, finding.message)
        met = None if finding.waiver else next((key for key in _as_grave(known, finding) if left[key]), None)
        if met:
            left[met] -= 1
            before.append(finding)
        else:
            new.append(finding)
    return dataclasses.replace(file, findings=tuple(new), before=tuple(before))


def _as_grave(known: Known, finding: Problem) -> list[tuple[Known, Level]]:
    """Return what such a finding of the same weight or more is known by, its own weight first."""
    return [(known, level) for level in reversed(Level) if level.rank <= finding.level.rank]


def _known(rule: str, path: str, words: str, message: str) -> Known:
    folded = (HALVES.sub("\ufffd", " ".join(text.split())) for text in (words, LINE_NUMBER.sub("line", message)))
    return Known(rule, HALVES.sub("\ufffd", posix(path)), *folded)
