"""Rule M20: in a table of doses, each row follows from the same strength as the others."""

from __future__ import annotations

import collections
import itertools
import re
from typing import TYPE_CHECKING

from handouts.check.medicine.amounts import COUNT, PIECES, amounts_of, number_of
from handouts.check.monograph_text import PassageKind
from handouts.check.rule import Hit, Level, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handouts.check.monograph_text import MonographText, Passage

HELD = re.compile(rf"(?P<count>{COUNT})\s+(?:(?!m?g |ml |mL |micro)\w+ )?{PIECES}\b", re.IGNORECASE)
LEAST = 3  # rows that show what the others follow


def out_of_row(text: MonographText) -> Iterator[Hit]:
    """Find a row of a table whose number of tablets, or volume, does not belong to its dose as in all other rows."""
    cells = [passage for passage in text.passages if passage.kind is PassageKind.CELL]
    rows = [list(row) for _, row in itertools.groupby(cells, key=lambda cell: (cell.section, cell.line))]
    shares = [(row, share) for row in rows if (share := _share(row)) is not None]
    for _, group in itertools.groupby(shares, key=lambda each: each[0][0].section):
        table = list(group)
        counts = collections.Counter(round(share, 6) for _, share in table)
        usual, number = counts.most_common(1)[0]
        for row, share in table:
            if number >= LEAST and round(share, 6) != usual and counts[round(share, 6)] == 1:
                message = "In this row the number does not belong to the dose as it does in the other rows."
                cell = row[-1]
                yield text.hit(cell, 0, len(cell.text), message, "Calculate it again.")


def _share(row: list[Passage]) -> float | None:
    """Return how much of the medicine a row has in a tablet or a millilitre; None where it tells no such thing."""
    dose = [each for cell in row for each in amounts_of(cell.text) if each.dimension in {"mass", "activity"}]
    volume = [each.value for cell in row for each in amounts_of(cell.text) if each.dimension == "volume"]
    pieces = [number_of(match["count"]) for cell in row for match in HELD.finditer(cell.text)]
    held = volume or pieces
    if len(dose) != 1 or len(held) != 1 or not held[0]:
        return None
    return dose[0].value / held[0]


RULES: tuple[Rule[MonographText], ...] = (
    Rule(
        "M20",
        Level.BLOCK,
        "Rows that follow from each other",
        "in a table of doses with tablets or millilitres, every row has the same amount in each of them",
        "Who takes the amount of a wrong row takes ten times the dose.",
        "ISMP Guidelines for Safe Communication of Medication Information; own",
        out_of_row,
    ),
)
