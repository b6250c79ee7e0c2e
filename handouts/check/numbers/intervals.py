"""How long apart a sentence says twice that doses are, for rule M17."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

from handouts.check.medicine.amounts import COUNT, number_of
from handouts.check.medicine.contexts import contexts, hit_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handouts.check.monograph_text import MonographText
    from handouts.check.rule import Hit

HOURS = {"hour": 1.0, "hourly": 1.0, "day": 24.0, "week": 168.0}
ORDINALS = {
    "other": 2.0,
    "second": 2.0,
    "2nd": 2.0,
    "third": 3.0,
    "3rd": 3.0,
    "fourth": 4.0,
    "4th": 4.0,
    "seventh": 7.0,
}
INTERVAL = re.compile(
    rf"\b(?:every|each)(?: (?P<count>{COUNT}|{'|'.join(ORDINALS)}))?[ -](?P<unit>hour|day|week)s?\b(?! night)",
    re.IGNORECASE,
)
DAILY = re.compile(r"\b(?:once a day|once daily|once every day)\b", re.IGNORECASE)
WEEKLY = re.compile(r"\b(?:once a week|once weekly)\b", re.IGNORECASE)
LINK = re.compile(r",? ?\(?(?:which (?:is|means)|that (?:is|means)|i\.e\.|meaning|=),? ?(?:on )?|,? \(", re.IGNORECASE)
LEAST = 24.0  # hours: “every 4 hours, every day” is both meant
SLIP = 0.5  # hours


def contrary_intervals(text: MonographText) -> Iterator[Hit]:
    """Find two intervals that a sentence calls the same, and that are not."""
    for context in contexts(text):
        found = sorted(_intervals(context.sentence))
        for (_, end, first), (start, last, second) in itertools.pairwise(found):
            link = LINK.fullmatch(context.sentence[end:start])
            is_whole = link and ("(" not in link[0] or context.sentence[last:].startswith(")"))
            if is_whole and max(first, second) > LEAST and min(first, second) >= LEAST and abs(first - second) > SLIP:
                message = "These two are not the same time apart."
                yield hit_in(text, context, (start, last), message, "Say one of them.")


def _intervals(sentence: str) -> Iterator[tuple[int, int, float]]:
    for match in INTERVAL.finditer(sentence):
        count = (match["count"] or "one").casefold()
        yield *match.span(), (ORDINALS.get(count) or number_of(count)) * HOURS[match["unit"].casefold()]
    for pattern, hours in ((DAILY, 24.0), (WEEKLY, 168.0)):
        yield from ((*match.span(), hours) for match in pattern.finditer(sentence))
