"""Amounts that stand beside a dose, “no more than 40 mg in 24 hours”, “take 5 ml”, held against it (English)."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING

from handouts.patient.amounts import Measure, amounts_in
from handouts.patient.makeup import MEND, NAME_AMOUNT, Fault

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from handouts.patient.amounts import Amount
    from handouts.patient.makeup import Group
    from handouts.patient.products import Products

MOST = re.compile(r"\b(?:(?:no|not|never) more than|at most|up to|maximum(?: of)?|max|limit of)\s*$", re.IGNORECASE)
OTHER = re.compile(r"\s+(?:of\s+)?(?:[a-z]+\s+)?(?:water|milk|juice|food|drink|fluid|calcium|iron)\b", re.IGNORECASE)
IN_A_DAY = re.compile(r"\s+(?:in|a|per|each|every|within)\s+(?:a |any |one )?(?:24 hours|day)\b", re.IGNORECASE)


def limit_faults(
    times: str, groups: Sequence[Group], products: Products, often: Fraction | None, *, needed: bool
) -> Iterator[Fault]:
    """Return where an amount in the times is another than the dose's, or the most in a time is less than what is taken.

    ``often`` is how often a day it is taken, ``needed`` whether only when needed.
    """
    taken = [amount for group in groups for amount in group.amounts_to_know(products)]
    taken += [volume for group in groups for volume in group.volumes]
    for most, start, end in amounts_in(times, "en"):
        same = [each for each in taken if _compares(most, each)]
        if not MOST.search(times[:start]):
            if not OTHER.match(times, end) and _is_another(most, groups, same, products):
                yield Fault("dose-contradicts", "times: an amount in it is another than the dose.", "Leave it out.")
            continue
        weighed = any(each.unit.measure not in {Measure.VOLUME, Measure.COUNT} for each in taken)
        if not same and most.unit.measure is Measure.VOLUME and weighed and len(products.liquids) > 1:
            message = "times: the most is a volume, and there are liquids of several strengths."
            yield Fault("dose-ambiguous", message, NAME_AMOUNT)
        in_a_day = often is not None and not needed and IN_A_DAY.match(times, end)
        doses = often if in_a_day and often else Fraction(1)
        if any(Fraction(each.ends[0]) * doses > Fraction(most.ends[1]) for each in same):
            yield Fault("dose-contradicts", "times: the most is less than what is to be taken.", MEND)


def _is_another(amount: Amount, groups: Sequence[Group], same: Sequence[Amount], products: Products) -> bool:
    """Tell whether an amount is none of the dose's, and no volume of its weight."""
    if same:
        return all(amount.ends[1] not in each.ends for each in same)
    weights = [weight for group in groups for weight in group.weights]
    if amount.unit.measure is not Measure.VOLUME or not weights or not products.liquids:
        return False
    return all((each.unit.measure, each.ends[1] / amount.ends[1]) not in products.liquids for each in weights)


def _compares(one: Amount, other: Amount) -> bool:
    return one.unit.measure is other.unit.measure and (one.unit.measure is not Measure.COUNT or one.unit == other.unit)
