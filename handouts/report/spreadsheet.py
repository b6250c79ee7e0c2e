"""Rows for a spreadsheet, as CSV."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from handouts.model.typography import in_one_line

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

FORMULA = tuple("=+-@＝＋－＠")  # what begins one, in some program; the wide ones are read as narrow


def spreadsheet(names: Sequence[str], rows: Sequence[Mapping[str, object]]) -> str:
    """Return rows as CSV, below their names."""
    file = io.StringIO()
    writer = csv.DictWriter(file, names, lineterminator="\n")
    writer.writeheader()
    writer.writerows({name: _no_formula(value) for name, value in row.items()} for row in rows)
    return file.getvalue()


def _no_formula(value: object) -> object:
    """Keep a spreadsheet from taking a text for a formula (OWASP, CSV injection), and a row from being forged."""
    if not isinstance(value, str):
        return value
    formula = value.lstrip().startswith(FORMULA) or value.startswith(("\t", "\r", "\n"))
    return in_one_line(f"'{value}" if formula else value)
