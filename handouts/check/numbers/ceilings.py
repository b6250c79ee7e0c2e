"""A most that lies below the dose beside it: of tablets in a day, and of a single dose."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

from handouts.check.medicine.amounts import amounts_of, number_of, times_of
from handouts.check.medicine.contexts import contexts, hit_in
from handouts.check.medicine.folding import any_of, folded
from handouts.check.medicine.named import names_another
from handouts.check.numbers.how_often import often_in
from handouts.check.numbers.limits import A_DAY, COUNTED, LIMITS, SITUATION
from handouts.check.rule import Hit, Level
from handouts.model.monograph import Role
from handouts.model.pattern import right_before, small

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handouts.check.medicine.contexts import Context
    from handouts.check.monograph_text import MonographText

SAME = 0.01  # of an amount, as it is rounded
AGAIN = "Correct the one that is wrong."
MOST = "(?:no|not|never) more than|up to(?: a maximum of)?|maximum(?: of)?|at most|(?:not|never) exceed|max"
LIMIT = re.compile(rf"(?:{MOST})\.? (?:a total of )?$", re.IGNORECASE)
OF_A_DAY = re.compile(
    r" ?(?:in (?:any )?(?:24 hours|one day|a day)|a day|per day|each day|daily|/ ?day)\b", re.IGNORECASE
)
OF_OTHERS = re.compile(
    r"\b(?:if|unless|child|children|kidney|liver|older|then|or|for|start|begin|first)\w*", re.IGNORECASE
)
AT_WILL = any_of(("as needed", "need it", "needed", "required", "up to", "can take", "may take", "apart", "between"))
LARGEST = r"(?:largest|biggest|highest|maximum) (?:single|one) dose"
AT_A_TIME = r"(?:at a time|at one time|at once|in one go|each time|in a single dose|per dose)"
SINGLE = re.compile(rf"\b(?:{LARGEST}|(?:most|more than) [^.;]{{0,30}}{AT_A_TIME})\b", re.IGNORECASE)
EACH_TIME = re.compile(
    r"\b(?:each time|at a time|every time|per dose|a dose|times a day|once a day|twice a day)\b", re.IGNORECASE
)


def beyond_a_ceiling(text: MonographText) -> Iterator[Hit]:
    """Find a dose that is beyond the most that is told right behind it, or beyond the largest single dose."""
    doses = [each for each in contexts(text) if each.passage.role is Role.DOSE and not names_another(text, each)]
    before = None
    for context in doses:
        yield from _of_a_day(text, context, before)
        before = context
    yield from _of_one_dose(text, doses)


def _of_a_day(text: MonographText, context: Context, before: Context | None) -> Iterator[Hit]:
    sentence = context.sentence
    limit = LIMITS.search(small(sentence))
    if limit is None or not A_DAY.search(folded(sentence[limit.start() :])):
        return
    edge = limit.start()
    is_beside = before is not None and before.passage.section == context.passage.section
    earlier = before.sentence if before and is_beside else ""
    dose = sentence[:edge] if often_in(sentence[:edge]) else earlier
    often, told = often_in(dose), folded(f"{dose} {sentence}")
    if len(often) != 1 or SITUATION.search(told) or AT_WILL.search(told):
        return
    by_hours = "our" in dose[often[0].start : often[0].end]
    measured = _measured(dose, sentence[edge:]) if dose == earlier else None
    for pair in (_counts(dose, sentence[edge:]), measured):
        if pair and pair[0] * often[0].times > pair[1] * (1 + SAME):
            message = "The dose before it makes more than this in a day."
            yield hit_in(text, context, (edge, len(sentence)), message, AGAIN, Level.WARN if by_hours else None)
            return


def _counts(dose: str, limit: str) -> tuple[float, float] | None:
    one, most = list(COUNTED.finditer(dose)), COUNTED.search(limit)
    return (number_of(one[0]["count"]), number_of(most["count"])) if len(one) == 1 and most else None


def _measured(dose: str, limit: str) -> tuple[float, float] | None:
    one, most = list(amounts_of(dose)), list(amounts_of(limit))
    is_pair = len(one) == 1 and len(most) == 1 and one[0].dimension == most[0].dimension
    return (one[0].value, most[0].value) if is_pair else None


def _of_one_dose(text: MonographText, doses: list[Context]) -> Iterator[Hit]:
    for context in doses:
        match = SINGLE.search(context.sentence)
        near = [each for each in amounts_of(context.sentence) if match and not each.is_of_a_pack]
        if match is None or len(near) != 1 or SITUATION.search(context.own.replace("single dose", "")):
            continue
        for other in doses:
            found = list(amounts_of(other.sentence))
            is_dose = EACH_TIME.search(other.sentence) and not SINGLE.search(other.sentence)
            if not is_dose or len(found) != 1 or LIMITS.search(other.own) or SITUATION.search(other.own):
                continue
            if found[0].dimension == near[0].dimension and found[0].value > near[0].value * (1 + SAME):
                message = f"This is less than the dose of {found[0].words} on line {other.passage.line}."
                yield hit_in(text, context, (near[0].start, near[0].end), message, AGAIN)
                return


def limit_below_its_dose(text: MonographText) -> Iterator[Hit]:
    """Find “1,000 mg four times a day, never more than 500 mg in 24 hours”."""
    for context in contexts(text):
        sentence = context.sentence
        for dose, limit in itertools.pairwise(amounts_of(sentence)):
            said = right_before(LIMIT, sentence, limit.start)
            is_limit = said and OF_A_DAY.match(sentence, limit.end)
            is_whole = right_before(LIMIT, sentence, dose.start) or OF_A_DAY.match(sentence, dose.end)
            if (
                dose.dimension != limit.dimension
                or not is_limit
                or is_whole
                or OF_OTHERS.search(sentence, dose.end, limit.start)
            ):
                continue
            if said and limit.value < _taken_in_a_day(context, dose.start, said.start(), dose.value) * (1 - SAME):
                message = f"This limit is below what the sentence tells to take, {dose.words}."
                yield hit_in(text, context, (limit.start, limit.end), message, "Correct the one that is wrong.")


def _taken_in_a_day(context: Context, start: int, end: int, dose: float) -> float:
    """Return what is taken in a day at least: “up to four times” may be once."""
    between = [each for each in times_of(context.sentence) if start <= each.start and each.end <= end]
    is_at_most = re.search(r"\bup to\b", context.sentence[start:end]) is not None
    return dose * (between[0].times if len(between) == 1 and not is_at_most else 1.0)
