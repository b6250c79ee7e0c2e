"""Tables of doses as numbers: what each column holds, and the amount, count or times of each cell."""

from __future__ import annotations

import dataclasses
import re
from typing import TYPE_CHECKING

from handouts.check.medicine.amounts import AMOUNT, COUNT, NUMBER, SPELLED, UNIT, amounts_of, count_of, times_of
from handouts.check.medicine.folding import any_of, folded
from handouts.model.monograph import Question, Quotation, Table, plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from handouts.check.monograph_text import MonographText, Passage
    from handouts.model.monograph import Block, Cell

TIMES = any_of(("times", "how often", "number of doses", "doses a day", "doses per day", "doses in 24 hours"))
LIMIT = any_of(("max*", "most", "limit*", "highest", "no more", "not more", "upper", "up to"))
TOTAL = any_of(
    (
        *("total*", "in a day", "a day", "per day", "daily dose", "day's dose", "daily amount", "in 24 hours"),
        *("whole day", "altogether", "in all", "each day", "sum"),
    )
)
MORNING = ("morning", "breakfast", "noon", "midday", "lunch*", "afternoon", "tea time", "teatime")
PART = any_of((*MORNING, "evening", "night", "bedtime", "dinner", "supper", "evening meal"))
PIECES = any_of(("tablet*", "capsule*", "pill*", "puff*", "patches", "caplet*", "sachet*", "ampoule*"))
WEIGHT = any_of(("weight*", "weigh*"))
BY_WEIGHT = re.compile(rf"(?P<number>{NUMBER})\s?(?P<unit>{UNIT})\s?(?:/|per|for (?:each|every)|a)\s?(?:kg|kilo)")
KILOS = re.compile(r"(?P<number>\d+(?:\.\d+)?) ?(?:kg|kilos?|kilograms?)\b")
NONE = re.compile(r"[-–—−]|0|none|nothing|no dose|no tablets?|no capsules?|nil|", re.IGNORECASE)
BARE = re.compile(rf"\s*(?P<number>{NUMBER})\s*")
HEAD_UNIT = re.compile(rf"(?<!\w)(?P<unit>{UNIT})(?!\w)")
RANGED = re.compile(rf"(?:{NUMBER}|{COUNT})\s?(?:{UNIT})?\s?(?:-|–|to|or)\s?(?:{NUMBER})")
LEADING = re.compile(r"\d+(?:\.\d+)?")
ORDER = "first second third fourth fifth sixth seventh eighth".split()  # noqa: SIM905 - easier to read
ORDINALS = {word: float(number) for number, word in enumerate(ORDER, 1)}
ORDINAL = re.compile(rf"\b(?:{'|'.join(ORDINALS)})\b", re.IGNORECASE)


@dataclasses.dataclass(frozen=True, slots=True)
class Column:
    """What stands above a column, as it is written and folded, and the strength of the pieces it counts, if any."""

    heading: str
    folded: str
    strength: float | None

    @property
    def is_total(self) -> bool:
        """Of a whole day."""
        return TOTAL.search(self.folded) is not None and not (self.is_times or self.is_limit or self.strength)

    @property
    def is_times(self) -> bool:
        """How many times a day."""
        return TIMES.search(self.folded) is not None

    @property
    def is_limit(self) -> bool:
        """The most that is taken."""
        return LIMIT.search(self.folded) is not None

    @property
    def is_part(self) -> bool:
        """One time of the day."""
        return PART.search(self.folded) is not None and not TOTAL.search(self.folded)

    @property
    def is_weight(self) -> bool:
        """The patient's weight."""
        return WEIGHT.search(self.folded) is not None


@dataclasses.dataclass(frozen=True, slots=True)
class DoseTable:
    """A table that has headings: its columns, and its rows of passages, None where a cell has no text of its own."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Passage | None, ...], ...]

    def amount(self, row: tuple[Passage | None, ...], place: int) -> tuple[str, float] | None:
        """Return the one amount of a cell, by its dimension; None where it has none, or several."""
        cell = row[place]
        if cell is None or RANGED.search(cell.text):
            return None
        found = list(amounts_of(cell.text))
        if len(found) == 1 and not found[0].is_of_a_pack:
            return found[0].dimension, found[0].value
        bare, unit = BARE.fullmatch(cell.text), HEAD_UNIT.search(self.columns[place].heading)
        if found or not bare or not unit:
            return None
        dimension, size = SPELLED[unit["unit"].casefold()]
        return dimension, float(re.sub(r"[,\s]", "", bare["number"])) * size

    def part(self, row: tuple[Passage | None, ...], place: int) -> tuple[str, float] | None:
        """Return the amount of a time of day, which may be none at all."""
        cell = row[place]
        return ("", 0.0) if cell is None or NONE.fullmatch(cell.text.strip()) else self.amount(row, place)

    def number(self, row: tuple[Passage | None, ...], place: int) -> float | None:
        """Return the one number of a cell: of pieces, or of times a day."""
        cell = row[place]
        return count_of(cell.text) if cell else None

    def times(self, row: tuple[Passage | None, ...], place: int) -> float | None:
        """Return how often a day a cell says, in words or by a bare number below its heading."""
        cell = row[place]
        if cell is None or RANGED.search(cell.text):
            return None
        told = times_of(cell.text)
        if len(told) == 1:
            return told[0].times
        return count_of(cell.text) if self.columns[place].is_times else None


def dose_tables(text: MonographText) -> Iterator[DoseTable]:
    """Return the tables of a text that have a row of headings."""
    cells = {id(passage.inline): passage for passage in text.passages}
    for section in text.monograph.sections:
        for table in _tables(section.content):
            if table.headings:
                yield _read(table, cells)


def _tables(content: Iterable[Block]) -> Iterator[Table]:
    for block in content:
        if isinstance(block, Table):
            yield block
        elif isinstance(block, Quotation):
            yield from _tables(block.content)
        elif isinstance(block, Question):
            yield from _tables(block.answer)


def _read(table: Table, cells: dict[int, Passage]) -> DoseTable:
    above, below = table.grid[: table.headings], table.grid[table.headings :]
    named = [" ".join(dict.fromkeys(plain(cell.inline) for cell in column)) for column in zip(*above, strict=True)]
    return DoseTable(
        tuple(Column(name, folded(name), _strength(name)) for name in named),
        tuple(tuple(_passage(cell, cells) for cell in row) for row in below),
    )


def _passage(cell: Cell, cells: dict[int, Passage]) -> Passage | None:
    return cells.get(id(cell.inline)) if cell.inline else None


def _strength(heading: str) -> float | None:
    """Return what one of the pieces holds that a column counts: “Tablets of 5 mg”."""
    found = list(AMOUNT.finditer(heading))
    if len(found) != 1 or not PIECES.search(folded(heading)) or BY_WEIGHT.search(heading):
        return None
    return next(amounts_of(heading)).value


def rate(heading: str) -> tuple[str, float] | None:
    """Return the amount for each kilogram of the patient that a heading names."""
    match = BY_WEIGHT.search(heading)
    if match is None:
        return None
    dimension, size = SPELLED[match["unit"].casefold()]
    return dimension, float(re.sub(r"[,\s]", "", match["number"])) * size


def kilos(cell: Passage | None) -> float | None:
    """Return the patient's weight in a cell."""
    match = KILOS.fullmatch(cell.text.strip()) if cell else None
    return float(match["number"]) if match else None


def kilos_in(heading: str) -> list[str]:
    """Return the one weight of a patient that a heading names: “A person of 60 kg”."""
    found = [match["number"] for match in KILOS.finditer(heading) if not BY_WEIGHT.search(heading)]
    return found if len(found) == 1 else []


def is_in_order(table: DoseTable) -> bool:
    """Tell whether the rows follow a number that grows or falls in their first cells: weeks, steps, weights, doses."""
    firsts = [_leading(row[0]) for row in table.rows]
    known = [each for each in firsts if each is not None]
    return len(known) == len(firsts) and (known == sorted(set(known)) or known == sorted(set(known), reverse=True))


def _leading(cell: Passage | None) -> float | None:
    if cell is None:
        return None
    if amount := next(amounts_of(cell.text), None):
        return amount.value
    if number := LEADING.search(cell.text):
        return float(number[0])
    ordinal = ORDINAL.search(cell.text)
    return ORDINALS[ordinal[0].lower()] if ordinal else None
