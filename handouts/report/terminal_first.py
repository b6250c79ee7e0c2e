"""The head of a report at a terminal: what to do first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich.console import Group
from rich.text import Text

from handouts.errors import Level
from handouts.model.typography import printable_line
from handouts.report.first import do_first
from handouts.report.terminal_text import LEVEL_STYLES, HangingText, line
from handouts.report.written import by_id, told

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.console import RenderableType

    from handouts.check.result import Checked
    from handouts.check.rule import Rule
    from handouts.report.first import Entry, Found

WEIGHS = {Level.BLOCK: "blocks", Level.WARN: "warns"}


def draw_first(checked: Sequence[Checked], rules: Sequence[Rule[Any]]) -> RenderableType:
    """Return the list of what to do first; nothing where nothing blocks or warns."""
    todo, known = do_first(checked), by_id(rules)
    if not todo.entries:
        return Group()
    parts: list[RenderableType] = [Text("Do first", "bold underline")]
    for number, entry in enumerate(todo.entries, 1):
        parts += _entry(number, entry, known[entry.rule])
    if todo.also_blocking:
        parts.append(line(Text(f"  What {', '.join(todo.also_blocking)} found blocks too: see below.", "bold")))
    return Group(*parts, Text())


def _entry(number: int, entry: Entry, rule: Rule[Any]) -> Iterator[RenderableType]:
    weight = f"{entry.kind}, {WEIGHS[entry.level]}"
    head = Text.assemble(f"{number}. ", (entry.name, LEVEL_STYLES[entry.level]), "  ")
    yield HangingText(head, Text.assemble((printable_line(rule.title), "bold"), (f" ({weight})", "dim")))
    for found in entry.told:
        before, words, after = told(found.finding)
        yield HangingText(Text(f"   {_place(found)}  "), Text.assemble(before, (words, "underline"), after))
        yield HangingText(Text("     → "), Text(printable_line(found.finding.hint)))
    others = [f"also {', '.join(map(_place, entry.also))}"] if entry.also else []
    others += [f"and {entry.left} more"] if entry.left else []
    if others:
        yield HangingText(Text("   "), Text(" ".join(others), "dim"))


def _place(found: Found) -> str:
    return printable_line(str(found.finding.place))
