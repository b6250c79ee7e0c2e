"""Findings for people at a terminal.

Printing is the caller's, and so is the width: what goes into a pipe wraps nowhere.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich.console import Group
from rich.text import Text

from handouts.errors import Level
from handouts.model.typography import printable_line
from handouts.report.first import WORST, apart, by_gravity
from handouts.report.terminal_first import draw_first
from handouts.report.terminal_summary import draw_summary
from handouts.report.terminal_text import LEVEL_STYLES, HangingText, line
from handouts.report.written import by_id, excuse, shorter, told

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.console import RenderableType

    from handouts.check.result import Checked
    from handouts.check.rule import Rule
    from handouts.errors import Problem

LEVEL_WIDTH = 7


def draw_terminal(
    checked: Sequence[Checked], rules: Sequence[Rule[Any]], *, explain: bool = False, everything: bool = False
) -> RenderableType:
    """Return what to do first, the texts by gravity (see `draw_file`), then the summary.

    Of many texts only the worst are told, unless ``everything`` is.
    """
    shown = by_gravity(checked)[: None if everything else WORST]
    return Group(
        draw_first(checked, rules),
        *(draw_file(file, rules, explain=explain) for file in shown),
        draw_summary(checked, rules, everything=everything),
    )


def draw_file(file: Checked, rules: Sequence[Rule[Any]], *, explain: bool = False) -> RenderableType:
    """Return a file's heading and its findings, the gravest first.

    ``explain`` adds why each matters and who says so.
    """
    parts: list[RenderableType] = [*_heading(file), Text()]
    known = by_id(rules)
    width = max((len(_where(finding, file)) for finding in file.findings), default=0) + 4
    for kind, found in apart(file.open):
        parts.append(line(Text(f"{kind.capitalize()}: {len(found)}", "bold")))
        for finding in sorted(found, key=lambda finding: (finding.level.rank, finding.place)):
            parts += _finding(finding, _where(finding, file).ljust(width - 2), known[finding.rule], explain=explain)
    for finding in sorted((finding for finding in file.findings if finding.waiver), key=lambda finding: finding.place):
        parts.append(_waived(finding, _where(finding, file).ljust(width - 2)))
    if file.findings:
        parts.append(Text())
    return Group(*parts)


def _heading(file: Checked) -> Iterator[HangingText]:
    yield line(Text.assemble((printable_line(file.path), "bold"), "  ", printable_line(file.title)))
    yield line(Text(printable_line(file.status), "dim"))
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
    yield line(Text(" · ".join(facts)))
    for note in file.notes:
        yield line(Text(f"Note: {printable_line(note)}"))


def _where(finding: Problem, file: Checked) -> str:
    place = finding.place
    numbers = ":".join(str(number) for number in (place.line, place.column) if number)
    return numbers if place.path == file.path else f"{printable_line(place.path)}:{numbers}".rstrip(":")


def _finding(finding: Problem, where: str, rule: Rule[Any], *, explain: bool) -> Iterator[RenderableType]:
    head = Text.assemble(
        "  ", where, (f"{finding.level.upper():{LEVEL_WIDTH}}", LEVEL_STYLES[finding.level]), f"{finding.rule}  "
    )
    below = Text(" " * head.cell_len)
    before, words, after = told(finding)
    yield HangingText(head, Text.assemble(before, (words, f"{LEVEL_STYLES[finding.level]} underline"), after))
    yield HangingText(below, Text(printable_line(finding.hint), "dim"))
    if explain:
        yield HangingText(below, Text(f"Why: {printable_line(rule.why)}", "dim"))
        yield HangingText(below, Text(f"Source: {printable_line(rule.source)}", "dim"))


def _waived(finding: Problem, where: str) -> RenderableType:
    words = f"“{shorter(finding.words)}” " if finding.words else ""
    head = Text(f"  {where}{'WAIVED':{LEVEL_WIDTH}}{finding.rule}  ", "dim")
    return HangingText(head, Text(words + printable_line(excuse(finding.waiver)) if finding.waiver else words, "dim"))
