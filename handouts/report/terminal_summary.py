"""The foot of a report at a terminal: the texts by gravity, what blocks which of them, the rules that found most."""

from __future__ import annotations

import collections
from typing import TYPE_CHECKING, Any

from rich.console import Group
from rich.table import Table
from rich.text import Text

from handouts.errors import Level
from handouts.model.typography import printable_line
from handouts.report.first import WORST, blocking_texts, by_gravity
from handouts.report.terminal_text import LEVEL_STYLES, HangingText, line
from handouts.report.written import by_id, limits, verdict

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from rich.console import RenderableType

    from handouts.check.result import Checked
    from handouts.check.rule import Rule

MOST_RULES = 10
NAMED = 5  # texts that a rule blocks


def draw_summary(checked: Sequence[Checked], rules: Sequence[Rule[Any]], *, everything: bool = False) -> RenderableType:
    """Return the table of files where there are several, the rules that block or found most, and the upshot."""
    parts: list[RenderableType] = []
    ordered = by_gravity(checked)
    shown = ordered if everything else ordered[:WORST]
    if len(checked) > 1:
        parts += [_files(shown), *_rest(ordered[len(shown) :]), Text()]
    if any(file.open for file in checked):
        parts += [_rules(checked, by_id(rules)), Text()]
    if len(checked) > 1 and any(file.blocks for file in checked):
        parts += [*_blocked(checked, everything=everything), Text()]
    style = LEVEL_STYLES[Level.BLOCK] if any(file.blocks for file in checked) else "bold green"
    return Group(*parts, line(Text(verdict(checked), style)), line(Text(limits(), "dim")))


def _rest(files: Sequence[Checked]) -> Iterator[RenderableType]:
    """Sum up the texts that are not told."""
    if files:
        counts = ", ".join(f"{sum(file.count(level) for file in files)} {level}" for level in Level)
        waived = sum(file.waived for file in files)
        blocked = sum(file.blocks for file in files)
        told = f"… and {len(files)} more {'text' if len(files) == 1 else 'texts'} ({blocked} blocked): {counts}, "
        yield line(Text(f"{told}{waived} waived. `--all` tells them too.", "bold"))


def _blocked(checked: Sequence[Checked], *, everything: bool) -> Iterator[RenderableType]:
    for rule, files in blocking_texts(checked).items():
        named = files if everything else files[:NAMED]
        more = f" and {len(files) - len(named)} more" if len(files) > len(named) else ""
        told = (
            f"blocks {len(files)} of {len(checked)}: " + ", ".join(printable_line(file.path) for file in named) + more
        )
        yield HangingText(Text(f"{rule}  ", LEVEL_STYLES[Level.BLOCK]), Text(told))


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
        counts = [Text(str(file.count(level)), LEVEL_STYLES[level] if file.count(level) else "dim") for level in Level]
        grade = f"{file.reading.grade:.1f}" if file.reading else "–"
        path = Text(printable_line(file.path))
        table.add_row(
            path,
            *counts,
            str(file.waived),
            grade,
            "–" if file.pages is None else str(file.pages),
        )
    return table


def _rules(checked: Sequence[Checked], rules: Mapping[str, Rule[Any]]) -> RenderableType:
    """Return every rule that blocks, and of the others those that found most."""
    table = _table("Rule", "Level", "Findings", "Texts", "Title")
    found = [(finding, file.path) for file in checked for finding in file.open]
    counts = collections.Counter(finding.rule for finding, _ in found)
    gravest = {
        rule: min((finding.level for finding, _ in found if finding.rule == rule), key=lambda level: level.rank)
        for rule in counts
    }
    ordered = sorted(counts, key=lambda rule: (gravest[rule] is not Level.BLOCK, -counts[rule], rule))
    shown = max(MOST_RULES, sum(level is Level.BLOCK for level in gravest.values()))
    for rule in ordered[:shown]:
        texts = len({path for finding, path in found if finding.rule == rule})
        level = Text(gravest[rule].upper(), LEVEL_STYLES[gravest[rule]])
        table.add_row(rule, level, str(counts[rule]), str(texts), Text(rules[rule].title))
    more = len(counts) - shown
    return Group(table, Text(f"… and {more} more rules", "dim")) if more > 0 else table
