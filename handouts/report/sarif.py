"""Findings as SARIF 2.1.0 (OASIS), the format code hosts and editors show beside the text."""

from __future__ import annotations

import collections
import hashlib
import os
import pathlib
import urllib.parse
from typing import TYPE_CHECKING, Any

from handouts.check.fixing import edit_of
from handouts.errors import Level
from handouts.report.as_json import as_text
from handouts.report.written import FileText, excuse, limits, posix
from handouts.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from handouts.check.fixing import Edit
    from handouts.check.result import Checked
    from handouts.check.rule import Rule
    from handouts.errors import Problem

REFERENCE = "RULES.md"  # beside the repository's README; each rule's row is an anchor
SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
LEVELS = {Level.BLOCK: "error", Level.WARN: "warning", Level.INFORM: "note"}
ROOT = "%SRCROOT%"  # code hosts take it for the top of the repository


def draw_sarif(checked: Sequence[Checked], rules: Sequence[Rule[Any]]) -> str:
    """Return one run as JSON, with the table of rules and every finding; a waived one is suppressed and says why."""
    numbers = {rule.id: number for number, rule in enumerate(rules)}
    run = {
        "tool": {
            "driver": {
                "name": "handouts",
                "version": __version__,
                "fullDescription": {"text": limits()},
                "rules": [_rule(rule) for rule in rules],
            }
        },
        "invocations": [
            {
                "executionSuccessful": True,
                "toolExecutionNotifications": [_note(file.path, note) for file in checked for note in file.notes],
            }
        ],
        "originalUriBaseIds": {ROOT: {"description": {"text": "The folder handouts was started in."}}},
        "columnKind": "unicodeCodePoints",
        "results": [result for file in checked for result in _results(file, numbers)],
    }
    return as_text({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]})


def _rule(rule: Rule[Any]) -> dict[str, object]:
    return {
        "id": rule.id,
        "name": rule.title,
        "shortDescription": {"text": f"{rule.title}: {rule.threshold}"},
        "fullDescription": {"text": rule.why},
        "help": {"text": f"{rule.why}\nSource: {rule.source}"},
        "helpUri": f"{REFERENCE}#{rule.id}",
        "properties": {"tags": [rule.kind.value, rule.level.value]},
        "defaultConfiguration": {"level": LEVELS[rule.level]},
    }


def _note(path: str, note: str) -> dict[str, object]:
    return {
        "level": "note",
        "message": {"text": note},
        "locations": [{"physicalLocation": {"artifactLocation": _artifact(path)}}],
    }


def _results(file: Checked, numbers: Mapping[str, int]) -> Iterator[dict[str, object]]:
    written, seen = FileText.of(file), collections.Counter[str]()
    for finding in file.findings:
        fingerprint = _fingerprint(finding)
        seen[fingerprint] += 1
        result: dict[str, object] = {
            "ruleId": finding.rule,
            "level": LEVELS[finding.level],
            "message": {"text": f"{finding.message} {finding.hint}".strip()},
            "locations": [
                {"physicalLocation": _location(finding, written if finding.place.path == file.path else FileText(""))}
            ],
            "partialFingerprints": {"handouts/v1": f"{fingerprint}:{seen[fingerprint]}"},
        }
        if finding.rule in numbers:
            result["ruleIndex"] = numbers[finding.rule]
        if edit := edit_of(finding, written.rows if finding.place.path == file.path else ()):
            result["fixes"] = [_fix(edit)]
        if finding.waiver:
            result["suppressions"] = [
                {"kind": "inSource", "status": "accepted", "justification": excuse(finding.waiver)}
            ]
        yield result


def _fix(edit: Edit) -> dict[str, object]:
    place = edit.finding.place
    region = {"startLine": place.line, "startColumn": place.column, "endColumn": edit.end + 1}
    return {
        "description": {"text": edit.finding.hint},
        "artifactChanges": [
            {
                "artifactLocation": _artifact(place.path),
                "replacements": [{"deletedRegion": region, "insertedContent": {"text": edit.instead}}],
            }
        ],
    }


def _fingerprint(finding: Problem) -> str:
    """Return a digest that stays when the line moves."""
    return hashlib.sha256(f"{finding.rule}\0{finding.words}\0{finding.around}".encode("utf-8", "replace")).hexdigest()


def _location(finding: Problem, written: FileText) -> dict[str, object]:
    location: dict[str, object] = {"artifactLocation": _artifact(finding.place.path)}
    line, column = finding.place.line, finding.place.column
    if line:
        region = {"startLine": line}
        if column:
            region["startColumn"] = column
            if end := _end(finding, written):
                region["endColumn"] = end
        location["region"] = region
    return location


def _end(finding: Problem, written: FileText) -> int | None:
    """Return the column after the words where they stand on the one line the finding names."""
    stretch = written.stretch(finding)
    if stretch is None:
        return None
    start = written.offsets[finding.place.line - 1]
    begins_there = stretch[0] == start + finding.place.column - 1
    return (
        stretch[1] - start + 1
        if begins_there and stretch[1] <= start + len(written.rows[finding.place.line - 1])
        else None
    )


def _artifact(path: str) -> dict[str, str]:
    pure = pathlib.PurePath(path)
    if pure.is_absolute():
        return {"uri": pure.as_uri()}
    return {"uri": urllib.parse.quote_from_bytes(os.fsencode(posix(path))), "uriBaseId": ROOT}
