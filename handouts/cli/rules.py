"""``handouts rules``: the reference of all rules, made from their table."""

from __future__ import annotations

import click
from rich.table import Table

from handouts.check import urgency_words
from handouts.check.medicine.data_files import data_files
from handouts.check.precision import precision
from handouts.check.rules import RULES
from handouts.cli.console import PARAGRAPH_WIDTH, out
from handouts.cli.terminal import tell, write
from handouts.report.written import limits

INTRODUCTION = (
    "A stretch of side effects is boxed only where the author's own words order something, or where a reviewer set it "
    "by its heading in the front matter (`urgency:`). Grades and frequencies draw no box. English only. "
    "Each row is found by its example."
)
PRECISION = (
    "Precision: of the rule's findings on texts that were labelled finding by finding, how many a careful editor "
    "agreed with. Rules over paper and the making are proven by other tests."
)
TABLE_COLUMNS = ("Table", "Rows", "Read in their source", "Looked up", "Reviewed by")
COLUMNS = ("Rule", "Level", "Title", "Threshold", "Why it matters", "Source", "Precision")


@click.command
@click.option("--format", "form", type=click.Choice(["terminal", "markdown"]), default="terminal", show_default=True)
def command(form: str) -> None:
    """List the rules of `handouts check`: id, level, threshold, why it matters, who says so."""
    rows = [
        (rule.id, rule.level.value, rule.title, rule.threshold, rule.why, rule.source, precision(rule.id))
        for rule in RULES
    ]
    if form == "markdown":
        write(_row(COLUMNS) + "\n" + _row(["---"] * len(COLUMNS)) + "\n")
        for row in rows:
            rule, level, title, *rest = (cell.replace("|", "\\|") for cell in row)
            tell(_row([rule, level, f'<a id="{rule}"></a>{title}', *rest]))
        write(f"\n{PRECISION}\n")
        write("\n## Words that set the urgency\n\n" + INTRODUCTION + "\n\n")
        write(_row(urgency_words.COLUMNS) + "\n" + _row(["---"] * len(urgency_words.COLUMNS)) + "\n")
        for told in urgency_words.rows():
            tell(_row([cell.replace("|", "\\|") for cell in told]))
        write("\n## Tables of medicines\n\n" + limits() + "\n\n")
        write(_row(TABLE_COLUMNS) + "\n" + _row(["---"] * len(TABLE_COLUMNS)) + "\n")
        for file in _tables():
            tell(_row(file))
        return
    table = Table(*COLUMNS, box=None, pad_edge=False, header_style="bold", leading=1)
    for row in rows:
        table.add_row(*(cell.replace("[", "\\[") for cell in row))
    out(PARAGRAPH_WIDTH).print(table)
    medicines = Table(*TABLE_COLUMNS, box=None, pad_edge=False, header_style="bold")
    for file in _tables():
        medicines.add_row(*(cell.replace("[", "\\[") for cell in file))
    out(PARAGRAPH_WIDTH).print("", "Tables of medicines", limits(), medicines, sep="\n", markup=False)


def _tables() -> list[list[str]]:
    """Return each table of medicines: how much it tells, how much of that was read, when, and who has reviewed it."""
    return [
        [
            *(file.name, f"{file.rows:,}", f"{file.read:,}"),
            *(f"{file.looked_up:%Y-%m-%d}" if file.looked_up else "not yet", file.reviewed_by or "nobody yet"),
        ]
        for file in data_files()
    ]


def _row(cells: list[str] | tuple[str, ...]) -> str:
    return f"| {' | '.join(cells)} |"
