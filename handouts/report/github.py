"""Findings as workflow commands, which GitHub shows beside the changed lines."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from handouts.errors import Level
from handouts.model.typography import printable
from handouts.report.written import advice, by_id, limits, posix

if TYPE_CHECKING:
    from collections.abc import Sequence

    from handouts.check.result import Checked
    from handouts.check.rule import Rule
    from handouts.errors import Problem

COMMANDS = {Level.BLOCK: "error", Level.WARN: "warning", Level.INFORM: "notice"}
MESSAGE = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})  # actions/toolkit, packages/core/src/command.ts
PROPERTY = MESSAGE | str.maketrans({":": "%3A", ",": "%2C"})


def draw_github(checked: Sequence[Checked], rules: Sequence[Rule[Any]]) -> str:
    """Return a line for each open finding, the gravest first: GitHub shows only the first ten of a level."""
    found = sorted((finding for file in checked for finding in file.open), key=lambda finding: finding.level.rank)
    notes = [_command("notice", note, file=posix(file.path)) for file in checked for note in file.notes]
    notes += [_command("notice", limits(), title="handouts")] if checked else []
    return "".join(
        f"{line}\n" for line in [*(_finding(finding, by_id(rules)[finding.rule].title) for finding in found), *notes]
    )


def _finding(finding: Problem, title: str) -> str:
    place = {"file": posix(finding.place.path)}
    if finding.place.line:
        place["line"] = str(finding.place.line)
    if finding.place.line and finding.place.column:
        place["col"] = str(finding.place.column)
    return _command(COMMANDS[finding.level], advice(finding), **place, title=f"{finding.rule} {title}")


def _command(command: str, message: str, **properties: str) -> str:
    listed = ",".join(f"{key}={printable(value).translate(PROPERTY)}" for key, value in properties.items())
    return f"::{command} {listed}::{printable(message).translate(MESSAGE)}"
