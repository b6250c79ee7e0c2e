"""Which words set the urgency of side effects, for the reference of the rules: the tables, each row by example."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from handouts.model.words import denials, indirect_orders, orders, stretches
from handouts.model.words.emergencies import EMERGENCIES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handouts.model.phrases import Phrase

# What each table does where its words stand in a lead-in, a heading, or a sentence of side effects.
TABLES: tuple[tuple[str, tuple[Phrase, ...]], ...] = (
    ("orders help now: a box with a double border", orders.EMERGENCY),
    ("orders a call: now or later if it says so, else today, a box with a border", orders.CONTACT),
    ("orders to let somebody know: sooner if it says so, else next time, a box with dots", orders.MENTION),
    ("says, without an order, that help is needed: a box with a double border", indirect_orders.EMERGENCY),
    ("says, without an order, that a call is needed: as an order to call", indirect_orders.CONTACT),
    ("says, without an order, that somebody is to know: as an order to tell", indirect_orders.MENTION),
    ("beside an order: now", orders.AT_ONCE),
    ("beside an order: today", orders.SOON),
    ("beside an order: at the next visit", orders.LATER),
    ("before an order: somebody else's, or only a time", denials.UNTOLD),
    ("behind an order: it is about a risk, not about a sign", denials.OF_A_RISK),
    ("before an order: it is none, and no box", denials.DENIED),
    ("within an order or behind it: it is none, and no box", denials.DENIED_WITHIN),
    ("in an order behind a list: one box for both", stretches.POINTS_BACK),
    ("in an order: one that depends on nothing is for the list before it", stretches.CONDITIONS),
    ("opens a lead-in: the order before it leads in the list", stretches.GOES_ON),
    ("in an order at once: S20 asks for no other in the section", stretches.FOR_ALL),
    ("in a heading: no box, but before the milder ones", stretches.GRAVE),
    ("in a heading: not grave", stretches.NOT_GRAVE),
    ("how often: ends a box that has no list, and is no order", stretches.OFTEN),
    ("in a heading or first sentence: the stretch keeps its place", stretches.LEANS),
    ("behind the last list: every stretch keeps its place", stretches.BACK),
    ("opens a heading that needs nothing", orders.ASSURED),
    ("in a heading that orders nothing we know: every stretch keeps its place", orders.UNSURE),
    ("anywhere among side effects: every stretch keeps its place", stretches.ELSEWHERE),
)
COLUMNS = ("Words", "In a text", "What they do", "Left alone")


def rows() -> Iterator[tuple[str, str, str, str]]:
    """Return a row for each phrase: the words it finds, its example, what it does, and what looks like it."""
    told = (*TABLES, *((f"a sign of {each.name} ({each.source})", each.phrases) for each in EMERGENCIES))
    for does, table in told:
        for phrase in table:
            match = re.search(phrase.words, phrase.example, re.IGNORECASE)
            yield match[0].strip() if match else "", phrase.example, does, phrase.spared
