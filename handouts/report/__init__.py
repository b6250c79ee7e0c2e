"""What `handouts check` found, written for people and for machines: a file a format, all of them pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from handouts.check.result import Checked
from handouts.check.rule import Rule
from handouts.report.as_csv import draw_csv
from handouts.report.as_json import draw_json
from handouts.report.github import draw_github
from handouts.report.junit import draw_junit
from handouts.report.sarif import draw_sarif

FORMATS: dict[str, Callable[[Sequence[Checked], Sequence[Rule[Any]]], str]] = {
    "json": draw_json,
    "sarif": draw_sarif,
    "github": draw_github,
    "junit": draw_junit,
    "csv": draw_csv,
}
