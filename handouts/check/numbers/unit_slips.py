"""One amount of a text in another unit than all the others, and far from them: micrograms for milligrams."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handouts.check.medicine.amounts import SPELLED, amounts_of
from handouts.check.medicine.contexts import contexts, hit_in
from handouts.check.medicine.folding import any_of
from handouts.check.medicine.named import names_another
from handouts.check.monograph_text import PassageKind
from handouts.check.rule import Hit, Level
from handouts.model.monograph import Role

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from handouts.check.medicine.amounts import Measured
    from handouts.check.medicine.contexts import Context
    from handouts.check.monograph_text import MonographText

OTHER_THINGS = any_of(
    (
        *("vitamin*", "folic", "folate", "iodine", "selenium", "patch*", "hour", "inhal*", "spray*", "puff*", "level*"),
        *("litre*", "urine", "blood", "protein", "not", "never", "mistak*", "confus*", "calcium", "same as", "make*"),
        *("weigh*", "kg", "kilo*", "drop*", "injection*", "salt", "sodium", "alcohol", "sugar", "estrogen*", "nasal"),
    )
)
LEAST = 3  # amounts in the unit of the text
FAR = 150.0  # times: nothing is taken in doses so far apart
FOLIC = any_of(("folic acid",))
FOLIC_LEAST, FOLIC_MOST = 100.0, 15e3  # micrograms, what anybody takes at once
ALCOHOL = any_of(("alcohol",))
MOST_UNITS = 40  # of alcohol a week, that any advice allows


def slips_of_units(text: MonographText) -> Iterator[Hit]:
    """Find the amount that stands alone with its unit, and folic acid or alcohol in amounts that no advice names."""
    if not text.english:
        return
    found = [(context, amounts) for context in contexts(text) if (amounts := list(amounts_of(context.sentence)))]
    yield from _alone(text, [(context, amount) for each in found for context, amount in _of_this(text, *each)])
    for context, amounts in found:
        if FOLIC.search(context.own) and len(amounts) == 1 and _is_odd_folic(text, context, amounts[0]):
            message, span = "Nobody takes folic acid in this amount.", (amounts[0].start, amounts[0].end)
            yield hit_in(text, context, span, message, "Check the number and its unit.")
        much = [amount for amount in amounts if amount.dimension == "activity" and amount.number > MOST_UNITS]
        for amount in much if much and ALCOHOL.search(context.own) else ():
            message = "No advice allows so much alcohol."
            yield hit_in(text, context, (amount.start, amount.end), message, "Check the number.", Level.WARN)


def _is_odd_folic(text: MonographText, context: Context, amount: Measured) -> bool:
    """Tell an amount of folic acid, the only one in its sentence, that nobody takes."""
    taken = amount.dimension == "mass" and not amount.is_of_a_pack
    return taken and not FOLIC_LEAST <= amount.value <= FOLIC_MOST and not names_another(text, context)


def _of_this(text: MonographText, context: Context, amounts: Sequence[Measured]) -> Iterator[tuple[Context, Measured]]:
    """Return the amounts of this medicine in a sentence: all of them, or none."""
    taken = [amount for amount in amounts if amount.dimension == "mass" and not amount.is_of_a_pack]
    is_heading = context.passage.kind is PassageKind.HEADING
    if taken and not OTHER_THINGS.search(context.own) and not is_heading and not names_another(text, context):
        yield from ((context, amount) for amount in taken)


def _alone(text: MonographText, found: list[tuple[Context, Measured]]) -> Iterator[Hit]:
    sizes: dict[float, list[tuple[Context, Measured]]] = {}
    for context, amount in found:
        sizes.setdefault(SPELLED[amount.unit][1], []).append((context, amount))
    small, large = sizes.get(1.0, []), sizes.get(1e3, [])
    for alone, others in ((small, large), (large, small)):
        if len(alone) != 1 or len(others) < LEAST:
            continue
        context, amount = alone[0]
        values = [each.value for _, each in others]
        if max(min(values) / (amount.value or 1), amount.value / max(values)) >= FAR:
            message = f"All other amounts in this text are in another unit, and {amount.words} is far from them."
            level = None if context.passage.role is Role.DOSE else Level.WARN
            span = amount.start, amount.end
            yield hit_in(text, context, span, message, "Check which unit is meant.", level)
