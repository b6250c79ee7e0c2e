"""What a sentence says twice of its own dose: how long apart, and how much at most; for rules M17 and M18."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

from handouts.check.medicine.amounts import COUNT, amounts_of, number_of, times_of
from handouts.check.medicine.contexts import contexts, hit_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handouts.check.medicine.contexts import Context
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
MOST = "(?:no|not|never) more than|up to(?: a maximum of)?|maximum(?: of)?|at most|(?:not|never) exceed|max"
LIMIT = re.compile(rf"(?:{MOST})\.? (?:a total of )?$", re.IGNORECASE)
OF_A_DAY = re.compile(
    r" ?(?:in (?:any )?(?:24 hours|one day|a day)|a day|per day|each day|daily|/ ?day)\b", re.IGNORECASE
)
OF_OTHERS = re.compile(
    r"\b(?:if|unless|child|children|kidney|liver|older|then|or|for|start|begin|first)\w*", re.IGNORECASE
)
SAME = 0.01  # of an amount, as it is rounded
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


def limit_below_its_dose(text: MonographText) -> Iterator[Hit]:
    """Find “1,000 mg four times a day, never more than 500 mg in 24 hours”."""
    for context in contexts(text):
        sentence = context.sentence
        for dose, limit in itertools.pairwise(amounts_of(sentence)):
            said = LIMIT.search(sentence[: limit.start])
            is_limit = said and OF_A_DAY.match(sentence, limit.end)
            is_whole = LIMIT.search(sentence[: dose.start]) or OF_A_DAY.match(sentence, dose.end)
            if (
                dose.dimension != limit.dimension
                or not is_limit
                or is_whole
                or OF_OTHERS.search(sentence, dose.end, limit.start)
            ):
                continue
            if said and limit.value < _of_a_day(context, dose.start, said.start(), dose.value) * (1 - SAME):
                message = f"This limit is below what the sentence tells to take, {dose.words}."
                yield hit_in(text, context, (limit.start, limit.end), message, "Correct the one that is wrong.")


def _of_a_day(context: Context, start: int, end: int, dose: float) -> float:
    """Return what is taken in a day at least: “up to four times” may be once."""
    between = [each for each in times_of(context.sentence) if start <= each.start and each.end <= end]
    is_at_most = re.search(r"\bup to\b", context.sentence[start:end]) is not None
    return dose * (between[0].times if len(between) == 1 and not is_at_most else 1.0)
