"""Findings as JUnit XML, the test report every CI server reads: a file is a suite, a blocking rule a failed test."""

from __future__ import annotations

import itertools
import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING, Any

from handouts.model.typography import printable, printable_line
from handouts.report.written import advice, by_id, limits, told

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from handouts.check.result import Checked
    from handouts.check.rule import Rule
    from handouts.errors import Problem

DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>'


def draw_junit(checked: Sequence[Checked], rules: Sequence[Rule[Any]]) -> str:
    """Return the suites as XML; what only warns or informs fails nothing and stands in a suite's output."""
    suites = [_suite(file, by_id(rules)) for file in checked]
    sums = {
        key: str(sum(int(suite.attrib[key]) for suite in suites)) for key in ("tests", "failures", "errors", "skipped")
    }
    whole = ET.Element("testsuites", {"name": "handouts"} | sums)
    whole.extend(suites)
    ET.indent(whole)
    return f"{DECLARATION}\n{ET.tostring(whole, encoding='unicode')}\n"


def _suite(file: Checked, rules: Mapping[str, Rule[Any]]) -> ET.Element:
    path = printable(file.path)
    blocking = sorted((finding for finding in file.findings if finding.blocks), key=lambda finding: finding.rule)
    classes = [(rule, list(group)) for rule, group in itertools.groupby(blocking, key=lambda finding: finding.rule)]
    suite = ET.Element(
        "testsuite",
        name=path,
        tests=str(max(len(classes), 1)),
        failures=str(len(classes)),
        errors="0",
        skipped="0",
        time="0",
    )
    properties = ET.SubElement(suite, "properties")
    ET.SubElement(properties, "property", name="limits", value=limits())
    for rule, group in classes:
        case = ET.SubElement(
            suite, "testcase", classname=path, name=printable(f"{rule} {rules[rule].title}"), file=path, time="0"
        )
        message = "".join(told(group[0])) + (f" ({len(group)} places)" if len(group) > 1 else "")
        failure = ET.SubElement(case, "failure", type=rule, message=message)
        failure.text = "\n".join(map(_line, group))
    if not classes:
        ET.SubElement(suite, "testcase", classname=path, name="nothing blocks", file=path, time="0")
    rest = [_line(finding) for finding in file.open if not finding.blocks] + [
        printable_line(note) for note in file.notes
    ]
    if rest:
        ET.SubElement(suite, "system-out").text = "\n".join(rest)
    return suite


def _line(finding: Problem) -> str:
    return printable_line(f"{finding.place}: {finding.level} {finding.rule} {advice(finding)}")
