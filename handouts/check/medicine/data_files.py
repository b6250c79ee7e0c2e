"""Every data file about medicines: what is in it, how much of it was read in its source, and who has reviewed it."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from handouts.check.medicine.danger_names import danger_file
from handouts.check.medicine.look_alikes import look_alikes
from handouts.check.medicine.table import files


class DataFile(NamedTuple):
    """A data file; ``rows`` are its facts, ``read`` those that bear the date on which their source was opened."""

    name: str
    rows: int
    read: int
    looked_up: dt.date | None
    reviewed_by: str


def data_files() -> list[DataFile]:
    """Return every data file about medicines, in the order of the names."""
    tables = [
        DataFile(name, len(file.facts), sum(fact.read is not None for fact in file.facts), *file.signed)
        for name, file in files().items()
    ]
    names, dangers = look_alikes(), danger_file()
    pairs = len(names.pairs), len(names.kindred)
    alike = DataFile("look-alikes.toml", sum(pairs), pairs[0], names.looked_up, names.reviewed_by)
    signs = DataFile("danger-names.toml", len(dangers.danger), 0, dangers.looked_up, dangers.reviewed_by)
    return sorted((*tables, alike, signs))
