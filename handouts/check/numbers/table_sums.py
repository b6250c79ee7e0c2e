"""Rule M21: in a table of doses each row adds up, and no row falls out of the series."""

from __future__ import annotations

import itertools
import math
from typing import TYPE_CHECKING, NamedTuple

from handouts.check.medicine.amounts import amounts_of
from handouts.check.numbers.dose_tables import dose_tables, is_in_order, kilos, kilos_in, rate
from handouts.check.numbers.liquids import strengths_in
from handouts.check.rule import Hit, Level, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handouts.check.monograph_text import MonographText, Passage
    from handouts.check.numbers.dose_tables import DoseTable

SAME = 0.01  # of an amount, as it is rounded
BY_KILOS = 3.0  # times as much: a dose by weight is rounded to what can be measured
LEAST = 3  # rows that make a series
STEP = 3.5  # times as much, from one strength or step to the next
TEN = 10.0


class Sum(NamedTuple):
    """What a row says and what it makes, in one dimension; ``cell`` is where the whole of it stands."""

    cell: Passage
    made: float
    said: float
    words: str
    times: float = 1 + SAME


def off_the_sum(text: MonographText) -> Iterator[Hit]:
    """Find a row that does not add up, and an amount that falls out of its column."""
    if not text.english:
        return
    for table in dose_tables(text):
        told = set[int]()
        for sums in (_products(table), _parts(table), _pieces(table), _by_weight(table), _by_strength(table)):
            rows = list(sums)
            wrong = [each for each in rows if not 1 / each.times <= _share(each) <= each.times]
            if len(rows) >= LEAST and len(wrong) > len(rows) / 2:
                continue  # the columns mean something else
            level = Level.WARN if len(wrong) == len(rows) else None
            for each in (each for each in wrong if each.cell.line not in told):
                told.add(each.cell.line)
                message = f"In this row {each.words} does not make {each.cell.text.strip()}."
                yield text.hit(each.cell, 0, len(each.cell.text), message, "Calculate the row again.", level)
        for cell, level in _out_of_series(table):
            if cell.line not in told:
                told.add(cell.line)
                message = "This amount falls out of its column: ten times more or less would fit."
                yield text.hit(cell, 0, len(cell.text), message, "Compare it with the source.", level)


def _share(each: Sum) -> float:
    return each.said / each.made if each.made else math.inf


def _totals(table: DoseTable) -> list[int]:
    return [place for place, column in enumerate(table.columns) if column.is_total and not column.is_part]


def _products(table: DoseTable) -> Iterator[Sum]:
    """Return each dose with its times a day against the total of the day."""
    for row in table.rows:
        for total in _totals(table):
            whole = table.amount(row, total)
            single = [
                (place, amount)
                for place in range(len(row))
                if place != total
                and not table.columns[place].is_limit
                and (amount := table.amount(row, place))
                and whole
                and amount[0] == whole[0]
            ]
            times = [often for place in range(len(row)) if place != total and (often := table.times(row, place))]
            cell = row[total]
            if whole and cell and len(single) == 1 and len(times) == 1:
                (place, (_, dose)) = single[0]
                words = f"{_words(row[place])}, {times[0]:g} times a day,"
                yield Sum(cell, dose * times[0], whole[1], words)


def _parts(table: DoseTable) -> Iterator[Sum]:
    """Return what is taken over the day against its total."""
    parts = [place for place, column in enumerate(table.columns) if column.is_part]
    totals = _totals(table)
    if len(parts) < len(("morning", "night")) or len(totals) != 1:
        return
    for row in table.rows:
        whole, taken = table.amount(row, totals[0]), [table.part(row, place) for place in parts]
        known = [each for each in taken if each is not None]
        cell = row[totals[0]]
        if whole and cell and len(known) == len(parts) and {each[0] for each in known} <= {whole[0], ""}:
            words = " and ".join(_words(row[place]) for place, each in zip(parts, known, strict=True) if each[1])
            yield Sum(cell, sum(each[1] for each in known), whole[1], words)


def _pieces(table: DoseTable) -> Iterator[Sum]:
    """Return so many pieces of a strength against the dose they make."""
    counted = [(place, column.strength) for place, column in enumerate(table.columns) if column.strength]
    if len(counted) != 1:
        return
    (place, strength) = counted[0]
    for row in table.rows:
        number = table.number(row, place)
        doses = [
            (other, amount) for other in range(len(row)) if other != place and (amount := table.amount(row, other))
        ]
        cell = row[doses[0][0]] if len(doses) == 1 else None
        if number and cell and doses[0][1][0] in {"mass", "activity"} and not list(_freq(table, row)):
            yield Sum(cell, number * strength, doses[0][1][1], f"{_words(row[place])} ({table.columns[place].heading})")


def _freq(table: DoseTable, row: tuple[Passage | None, ...]) -> Iterator[float]:
    """Return the times a day of a row, more than once, by which its pieces are not those of the day."""
    for place in range(len(row)):
        if (often := table.times(row, place)) and often > 1:
            yield often


def _by_weight(table: DoseTable) -> Iterator[Sum]:
    """Return a dose for each kilogram, with the weight of its row, against the dose for that weight."""
    for row in table.rows:
        weights = [weight for cell in row if (weight := kilos(cell))]
        rates = [each for cell in row if cell and (each := rate(cell.text))]
        for place, column in enumerate(table.columns):
            whole, each = table.amount(row, place), rate(column.heading) or (rates[0] if len(rates) == 1 else None)
            told = weights or ([float(kilo[0])] if (kilo := kilos_in(column.heading)) else [])
            cell = row[place]
            if whole and cell and each and len(told) == 1 and whole[0] == each[0] and not rate(cell.text):
                yield Sum(cell, told[0] * each[1], whole[1], f"{told[0]:g} kg by the dose for each", BY_KILOS)


def _by_strength(table: DoseTable) -> Iterator[Sum]:
    """Return the dose of a volume against the strength of the liquid in the same row."""
    for row in table.rows:
        cells = [cell for cell in row if cell]
        held = [each for cell in cells for each in strengths_in(cell.text)]
        for cell in cells:
            found = {amount.dimension: amount for amount in amounts_of(cell.text) if not amount.is_of_a_pack}
            volume, mass = found.pop("volume", None), next(iter(found.values()), None) if len(found) == 1 else None
            if volume and mass and len(held) == 1 and not list(strengths_in(cell.text)):
                yield Sum(cell, volume.value * held[0], mass.value, f"{volume.words} of this strength")


def _out_of_series(table: DoseTable) -> Iterator[tuple[Passage, Level | None]]:
    ordered = is_in_order(table)
    for place in range(len(table.columns)):
        found = [(row[place], table.amount(row, place)) for row in table.rows]
        known = [(cell, amount[0], amount[1]) for cell, amount in found if cell and amount and amount[1]]
        if len(known) < LEAST or len({dimension for _, dimension, _ in known}) > 1:
            continue
        values = [value for *_, value in known]
        odd = _odd_one(values)
        if odd is not None and (ordered or _is_one_unit([cell for cell, *_ in known])):
            yield known[odd][0], None if ordered else Level.WARN
        elif (far := _far_end(values)) is not None:
            yield known[far][0], Level.WARN


def _is_one_unit(cells: list[Passage]) -> bool:
    """Tell cells of one unit: “3 g” below “250 mg” is meant so."""
    return len({amount.unit for cell in cells for amount in amounts_of(cell.text)}) <= 1


def _odd_one(values: list[float]) -> int | None:
    """Return the one value without which the others rise or fall, and that would fit if it were ten times otherwise."""
    if _runs(values):
        return None
    for place, value in enumerate(values):
        others = values[:place] + values[place + 1 :]
        for power in (1 / TEN, TEN, 1 / TEN**2, TEN**2, 1 / TEN**3, TEN**3):
            mended = [*values[:place], value * power, *values[place + 1 :]]
            is_far = value > 2 * max(others) or value < min(others) / 2
            if is_far and _runs(others) and _runs(mended):
                return place
    return None


def _far_end(values: list[float]) -> int | None:
    """Return the last value of a series of small steps, or the first, where it is ten times too far away."""
    if not _runs(values) or len(set(values)) <= LEAST:
        return None
    steps = [max(first, second) / min(first, second) for first, second in itertools.pairwise(values)]
    for place, step, others in ((len(values) - 1, steps[-1], steps[:-1]), (0, steps[0], steps[1:])):
        if step >= TEN and max(others) <= STEP:
            return place
    return None


def _runs(values: list[float]) -> bool:
    rising = sorted(values)
    return values in (rising, rising[::-1])


def _words(cell: Passage | None) -> str:
    return cell.text.strip() if cell else ""


RULES: tuple[Rule[MonographText], ...] = (
    Rule(
        "M21",
        Level.BLOCK,
        "Tables of doses add up",
        "dose by times a day, or the doses of a day together, make the row's total; tablets by their strength make its "
        "dose; no amount is ten times out of its column",
        "A table is read one row at a time: nobody sees that the row above contradicts it.",
        "ISMP Guidelines for Safe Communication of Medication Information; own",
        off_the_sum,
    ),
)
