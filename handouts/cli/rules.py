"""``handouts rules``: the reference of all rules, made from their table."""

from __future__ import annotations

import click
from rich.table import Table

from handouts.check import urgency_words
from handouts.check.rules import RULES
from handouts.cli.console import PARAGRAPH_WIDTH, out

INTRODUCTION = (
    "A stretch of side effects is boxed only where the author's own words order something, or where a reviewer set it "
    "by its heading in the front matter (`urgency:`). Grades and frequencies draw no box. English only. "
    "Each row is found by its example."
)
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
        click.echo("\n## Words that set the urgency\n\n" + INTRODUCTION + "\n")
        click.echo(_row(urgency_words.COLUMNS) + "\n" + _row(["---"] * len(urgency_words.COLUMNS)))
        for told in urgency_words.rows():
            click.echo(_row([cell.replace("|", "\\|") for cell in told]))
        return
    table = Table(*COLUMNS, box=None, pad_edge=False, header_style="bold", leading=1)
    for row in rows:
        table.add_row(*(cell.replace("[", "\\[") for cell in row))
    out(PARAGRAPH_WIDTH).print(table)


def _row(cells: list[str] | tuple[str, ...]) -> str:
    return f"| {' | '.join(cells)} |"
