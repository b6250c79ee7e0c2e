"""Findings for people at a terminal.

Printing is the caller's, and so is the width: what goes into a pipe wraps nowhere.
"""

from __future__ import annotations

import collections
from typing import TYPE_CHECKING, Any

from rich.console import Group
from rich.table import Table
from rich.text import Text

from handouts.errors import Level
from handouts.model.typography import printable
from handouts.report.written import LIMITS, by_id, excuse, shorter, told, verdict

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from rich.console import Console, ConsoleOptions, RenderableType

    from handouts.check.result import Checked
    from handouts.check.rule import Rule
    from handouts.errors import Problem

STYLES = {Level.BLOCK: "bold red", Level.WARN: "yellow", Level.INFORM: "cyan"}
LEVEL_WIDTH, NARROWEST, MOST_RULES = 7, 24, 10


class HangingText:
    """A head and the text beside it, whose further lines stand under its first."""

    def __init__(self, head: Text, body: Text) -> None:
        """Keep both; the head is as wide as the other heads of its list."""
        self.head, self.body = head, body

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[Text]:
        """Yield the lines, without the blanks at their ends that a table would leave."""
        room = options.max_width - self.head.cell_len
        if room < NARROWEST:
            yield self.head + self.body
            return
        for number, line in enumerate(self.body.wrap(console, room)):
            line.rstrip()
            yield self.head + line if number == 0 else Text(" " * self.head.cell_len) + line


def draw_terminal(checked: Sequence[Checked], rules: Sequence[Rule[Any]], *, explain: bool = False) -> RenderableType:
    """Return everything: each file (see `draw_file`), then the summary."""
    return Group(*(draw_file(file, rules, explain=explain) for file in checked), draw_summary(checked, rules))


def draw_file(file: Checked, rules: Sequence[Rule[Any]], *, explain: bool = False) -> RenderableType:
    """Return a file's heading and its findings, the gravest first.

    ``explain`` adds why each matters and who says so.
    """
    parts: list[RenderableType] = [*_heading(file), Text()]
    known = by_id(rules)
    width = max((len(_where(finding, file)) for finding in file.findings), default=0) + 4
    for finding in sorted(file.open, key=lambda finding: (finding.level.rank, finding.place)):
        parts += _finding(finding, _where(finding, file).ljust(width - 2), known[finding.rule], explain=explain)
    for finding in sorted((finding for finding in file.findings if finding.waiver), key=lambda finding: finding.place):
        parts.append(_waived(finding, _where(finding, file).ljust(width - 2)))
    if file.findings:
        parts.append(Text())
    return Group(*parts)


def draw_summary(checked: Sequence[Checked], rules: Sequence[Rule[Any]]) -> RenderableType:
    """Return the table of files where there are several, the rules that found most, and the upshot."""
    parts: list[RenderableType] = []
    if len(checked) > 1:
        parts += [_files(checked), Text()]
    if any(file.open for file in checked):
        parts += [_rules(checked, by_id(rules)), Text()]
    style = STYLES[Level.BLOCK] if any(file.blocks for file in checked) else "bold green"
    return Group(*parts, _line(Text(verdict(checked), style)), _line(Text(LIMITS, "dim")))


def _line(text: Text) -> HangingText:
    return HangingText(Text(), text)


def _heading(file: Checked) -> Iterator[HangingText]:
    yield _line(Text.assemble((printable(file.path), "bold"), "  ", printable(file.title)))
    yield _line(Text(printable(file.status), "dim"))
    facts = [f"{file.count(level)} {level}" for level in Level] + [f"{file.waived} waived"] * bool(file.waived)
    if file.reading:
        facts.append(
            "reading "
            + ", ".join(
                f"{score.formula} {score.without_names:.1f} (limit {score.limit:g})" for score in file.reading.scores
            )
        )
    if file.pages is not None:
        facts.append("1 page" if file.pages == 1 else f"{file.pages} pages")
    yield _line(Text(" · ".join(facts)))
    for note in file.notes:
        yield _line(Text(f"Note: {printable(note)}"))


def _where(finding: Problem, file: Checked) -> str:
    place = finding.place
    numbers = ":".join(str(number) for number in (place.line, place.column) if number)
    return numbers if place.path == file.path else f"{printable(place.path)}:{numbers}".rstrip(":")


def _finding(finding: Problem, where: str, rule: Rule[Any], *, explain: bool) -> Iterator[RenderableType]:
    head = Text.assemble(
        "  ", where, (f"{finding.level.upper():{LEVEL_WIDTH}}", STYLES[finding.level]), f"{finding.rule}  "
    )
    below = Text(" " * head.cell_len)
    before, words, after = told(finding)
    yield HangingText(head, Text.assemble(before, (words, f"{STYLES[finding.level]} underline"), after))
    yield HangingText(below, Text(printable(finding.hint), "dim"))
    if explain:
        yield HangingText(below, Text(f"Why: {printable(rule.why)}", "dim"))
        yield HangingText(below, Text(f"Source: {printable(rule.source)}", "dim"))


def _waived(finding: Problem, where: str) -> RenderableType:
    words = f"“{shorter(finding.words)}” " if finding.words else ""
    head = Text(f"  {where}{'WAIVED':{LEVEL_WIDTH}}{finding.rule}  ", "dim")
    return HangingText(head, Text(words + printable(excuse(finding.waiver)) if finding.waiver else words, "dim"))


def _table(*columns: str) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="bold", pad_edge=False)
    for column in columns:
        words = column in {"Text", "Rule", "Level", "Title"}
        table.add_column(
            column, justify="left" if words else "right", overflow="fold", no_wrap=column not in {"Text", "Title"}
        )
    return table


def _files(checked: Sequence[Checked]) -> Table:
    table = _table("Text", "Block", "Warn", "Inform", "Waived", "Grade", "Pages")
    for file in checked:
        counts = [Text(str(file.count(level)), STYLES[level] if file.count(level) else "dim") for level in Level]
        grade = f"{file.reading.grade:.1f}" if file.reading else "–"
        table.add_row(
            Text(printable(file.path)), *counts, str(file.waived), grade, "–" if file.pages is None else str(file.pages)
        )
    return table


def _rules(checked: Sequence[Checked], rules: Mapping[str, Rule[Any]]) -> RenderableType:
    table = _table("Rule", "Level", "Findings", "Texts", "Title")
    found = [(finding, file.path) for file in checked for finding in file.open]
    counts = collections.Counter(finding.rule for finding, _ in found)
    for rule, count in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:MOST_RULES]:
        level = min((finding.level for finding, _ in found if finding.rule == rule), key=lambda level: level.rank)
        texts = len({path for finding, path in found if finding.rule == rule})
        table.add_row(rule, Text(level.upper(), STYLES[level]), str(count), str(texts), Text(rules[rule].title))
    more = len(counts) - MOST_RULES
    return Group(table, Text(f"… and {more} more rules", "dim")) if more > 0 else table
