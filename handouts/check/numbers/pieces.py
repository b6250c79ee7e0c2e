"""Tablets that do not make the dose in brackets behind them, by what the text says each of them has."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from handouts.check.medicine.amounts import COUNT, amounts_of, number_of
from handouts.check.medicine.contexts import contexts, hit_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handouts.check.monograph_text import MonographText
    from handouts.check.rule import Hit

SAME = 0.01  # of an amount, as it is rounded
PIECE = "(?:tablet|capsule|pill|patch|sachet|puff|pastille|lozenge)(?:e?s)?"
EACH = re.compile(rf"\b(?:each|every|one|a|your) {PIECE} (?:has|contains?|holds|is|gives?) $", re.IGNORECASE)
IN_BRACKETS = re.compile(rf"\b(?P<count>{COUNT}) {PIECE} \((?:that is |which is |= ?|a total of )?$", re.IGNORECASE)
LONGEST = 60  # letters before an amount that are looked at


def wrong_pieces(text: MonographText) -> Iterator[Hit]:
    """Find a number of tablets whose dose in brackets is neither theirs together nor that of each."""
    found = [(context, amount) for context in contexts(text) for amount in amounts_of(context.sentence)]
    held = {
        (amount.dimension, amount.value)
        for context, amount in found
        if EACH.search(context.sentence[max(0, amount.start - LONGEST) : amount.start])
    }
    if len(held) != 1:
        return
    ((dimension, each),) = held
    for context, amount in found:
        match = IN_BRACKETS.search(context.sentence[max(0, amount.start - LONGEST) : amount.start])
        if match and amount.dimension == dimension:
            makes = number_of(match["count"]) * each
            if all(abs(amount.value - meant) > SAME * meant for meant in (makes, each)):
                message = f"By what this text says one has, these do not make {amount.words}."
                yield hit_in(text, context, (amount.start, amount.end), message, "Calculate it again.")
