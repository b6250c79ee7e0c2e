"""Rule S21: orders that send the reader of a grave sign to too little help."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handouts.check.emergencies import signs_in
from handouts.check.medicine.contexts import contexts
from handouts.check.rule import Hit, Level, Rule
from handouts.check.words import weak_orders as words
from handouts.model.monograph import Role
from handouts.model.urgency import Urgency

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from handouts.check.emergencies import Sign
    from handouts.check.medicine.contexts import Context
    from handouts.check.monograph_text import MonographText

HINT = "Name the grave signs under words such as “Get emergency help for:”."
SERIOUS = "Serious side effects need help at once, from an emergency service or a hospital; this lets the reader wait."
WORSE = "This lets the reader wait with “{}”, which needs help at once."
DOCTOR = "“{}” needs an ambulance or a hospital; nothing here sends the reader further than to a doctor."


def too_weak(text: MonographText) -> Iterator[Hit]:
    """Find what is said of all the side effects and asks for too little."""
    found = [each for each in contexts(text) if each.passage.role is Role.SIDE_EFFECT] if text.english else []
    for context, message in _asked(found, signs_in(text)):
        yield text.hit(context.passage, context.start, context.end, message, HINT)


def _asked(found: list[Context], signs: tuple[Sign, ...]) -> Iterator[tuple[Context, str]]:
    graves = _by_section(sign for sign in signs if not sign.emergency.may_wait_until_evening)
    uncovered = _by_section(sign for sign in signs if sign.order is not Urgency.NOW)
    all_said = " ".join(each.own for each in found)
    for context in found:
        own, section = context.own, context.passage.section
        is_generic = words.GENERIC.search(own) is not None
        if own.rstrip().endswith("?") or not words.TELLS_STAFF.search(own) or words.HELP.search(context.whole):
            continue
        if words.AT_ONCE.search(own):
            if section in graves and is_generic and not words.HELP.search(all_said):
                yield context, DOCTOR.format(graves[section])
        elif words.SERIOUS.search(own):
            yield context, SERIOUS
        elif section in uncovered and is_generic and words.ONLY_IF_WORSE.search(own) and not words.MILD.search(own):
            yield context, WORSE.format(uncovered[section])


def _by_section(signs: Iterable[Sign]) -> dict[int, str]:
    """Return the words of the last such sign of each section."""
    return {sign.passage.section: sign.passage.text[sign.start : sign.end].strip() for sign in signs}


RULES: tuple[Rule[MonographText], ...] = (
    Rule(
        "S21",
        Level.WARN,
        "Help that is enough",
        "who has a grave side effect is sent to an emergency service or a hospital, and neither to a doctor alone nor "
        "only if it stays or gets worse",
        "A doctor who is called cannot open a swollen throat.",
        "NHS, when to call 999; 21 CFR 208.20; own",
        too_weak,
    ),
)
