"""Doses that the text puts closer together than the medicine's row allows (part of rule S32)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from handouts.check.medicine.amounts import COUNT, number_of
from handouts.check.medicine.asked import known_groups, valid
from handouts.check.medicine.contexts import contexts, hit_in
from handouts.check.medicine.folding import any_of
from handouts.check.medicine.named import names_another

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handouts.check.monograph_text import MonographText
    from handouts.check.rule import Hit

HOURS = re.compile(
    rf"\b(?:at least|every|wait(?: for)?|leave|after|for|than) (?P<hours>{COUNT})(?: (?:to|or) {COUNT})?[ -]hours?\b",
    re.IGNORECASE,
)
APART = any_of(
    (
        *(
            "every",
            "apart",
            "between",
            "next dose",
            "another dose",
            "next one",
            "another one",
            "again",
            "before you take",
        ),
        *("before you give", "before giving", "before taking", "more often", "sooner"),
        *("second dose", "wait", "leave"),
    )
)
OF_DOSES = any_of(("dose*", "tablet*", "capsule*", "spoon*", "take", "give", "taking", "giving", "it again", "one"))
OF_ELSE = any_of(
    (
        *(
            "eat*",
            "meal*",
            "food",
            "breakfast",
            "bed",
            "bedtime",
            "sick",
            "vomit*",
            "spit",
            "spat",
            "work*",
            "antacid*",
        ),
        *(
            "miss*",
            "forg*",
            "late",
            "until your next",
            "till the next",
            "drive",
            "drink*",
            "alcohol",
            "other medicine*",
        ),
        *("not", "never", "call", "if it is", "better", "old patch", "ergot*", "scan", "test", "blood"),
    )
)
SAME = 0.01


def too_soon(text: MonographText) -> Iterator[Hit]:
    """Find fewer hours between two doses than the row allows."""
    rows = [(group, row) for group in known_groups(text) for row in valid(group.apart, text)]
    for context in contexts(text) if rows else ():
        match = HOURS.search(context.sentence)
        if match is None or not APART.search(context.own) or not OF_DOSES.search(context.own):
            continue
        if OF_ELSE.search(context.own) or names_another(text, context):
            continue
        for group, row in rows:
            if number_of(match["hours"]) < row.hours * (1 - SAME):
                message = f"Doses are at least {row.hours:g} hours apart ({group.name}; {row.source})."
                yield hit_in(text, context, match.span(), message, "Compare it with the label.")
                break
