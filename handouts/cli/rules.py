"""``handouts rules``: the reference of all rules, made from their table."""

from __future__ import annotations

import click
from rich.table import Table

from handouts.check.rules import RULES
from handouts.cli.console import PARAGRAPH_WIDTH, out

COLUMNS = ("Rule", "Level", "Title", "Threshold", "Why it matters", "Source")


@click.command
@click.option("--format", "form", type=click.Choice(["terminal", "markdown"]), default="terminal", show_default=True)
def command(form: str) -> None:
    """List the rules of `handouts check`: id, level, threshold, why it matters, who says so."""
    rows = [(rule.id, rule.level.value, rule.title, rule.threshold, rule.why, rule.source) for rule in RULES]
    if form == "markdown":
        click.echo(_row(COLUMNS) + "\n" + _row(["---"] * len(COLUMNS)))
        for row in rows:
            click.echo(_row([cell.replace("|", "\\|") for cell in row]))
        return
    table = Table(*COLUMNS, box=None, pad_edge=False, header_style="bold", leading=1)
    for row in rows:
        table.add_row(*(cell.replace("[", "\\[") for cell in row))
    out(PARAGRAPH_WIDTH).print(table)


def _row(cells: list[str] | tuple[str, ...]) -> str:
    return f"| {' | '.join(cells)} |"
