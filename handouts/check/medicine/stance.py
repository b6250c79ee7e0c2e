"""What a sentence says of an act: it is ordered, allowed, forbidden, or nobody has to do it.

All of it works on folded text. Who only tells of an act (“People who crush it …”) says none of the four.
"""

from __future__ import annotations

import enum
import functools
import re
from typing import TYPE_CHECKING

from handouts.check.monograph_text import PassageKind
from handouts.check.words import stances as words
from handouts.check.words.objects import OBJECT_ENDS, OTHER_OBJECTS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handouts.check.medicine.contexts import Context

LISTED = {PassageKind.ITEM, PassageKind.CELL}


class Stance(enum.StrEnum):
    """What is said of an act."""

    ORDERED = "ordered"
    ALLOWED = "allowed"
    FORBIDDEN = "forbidden"
    EXEMPTED = "exempted"


def statements(context: Context) -> Iterator[str]:
    """Return what a sentence says, clause by clause: an answer with its question, an item with the line above it."""
    own = context.own
    if context.asked:
        yield from _answered(context.asked, own)
    if own.rstrip().endswith("?"):
        return
    over = context.before.strip(" .:*") if context.passage.kind is PassageKind.ITEM else ""
    leads = (words.EXEMPTS, words.ALLOWS, words.IS_BEGUN)
    if context.passage.kind in LISTED and any(pattern.search(context.heads) for pattern in leads):
        over = over or context.heads
    if over and any(
        pattern.search(over) for pattern in (words.IS_BEGUN, words.ENDS_DENYING, words.ALLOWS, words.EXEMPTS)
    ):
        own = f"{words.CLAUSES.compiled.split(over)[-1].strip()} {own}"
    elif _is_denied_above(context):
        own = f"{words.DENIED_ABOVE} {own}"
    yield from (clause.strip() for clause in words.CLAUSES.compiled.split(own) if clause.strip())


def _is_denied_above(context: Context) -> bool:
    if context.start or ":" in context.own:
        return False  # a line of several sentences, or with a name of its own, is no entry of such a list
    if words.ENDS_DENYING.search(context.heads):
        return True
    return context.passage.kind in LISTED and bool(words.DENYING.search(f"{context.heads} {context.before}"))


def _answered(asked: str, answer: str) -> Iterator[str]:
    """Return a question as what its answer makes of it: “Can I drive? No.” is “you cannot drive”."""
    says_yes = bool(words.YES.search(answer))
    if not says_yes and not words.NO.search(answer):
        return
    for match in words.MAY_I.finditer(asked):
        act = match["act"]
        if words.NEED.search(act) or (match[0].startswith("must") and not says_yes):
            yield f"you {'must' if says_yes else 'do not need to'}{words.NEED.sub('', act)}"
        else:
            yield f"you {'can' if says_yes else 'cannot'}{act}"
    for match in words.IS_IT.finditer(asked):
        yield f"it is {'safe' if says_yes else 'not safe'}{match['act']}"


def led_off(before: str) -> str:
    """Return what stands before an act without the condition that opens the sentence."""
    if not words.CONDITION.search(before):
        return before.strip()
    rests = [before[comma.end() :].strip() for comma in re.finditer(",", before)]
    denied = next((rest for rest in rests if words.OPENS_DENYING.search(rest)), None)
    if denied is not None or "" in rests:
        return denied or ""
    return next((rest for rest in rests if words.OPENS.search(rest)), before.strip())


def _of_a_condition(before: str) -> bool:
    """Tell “if you can …” from “when you are well you can …”."""
    return words.OPEN_CONDITION.search(before) is not None and not words.WHOLE_CONDITION.search(before)


def stance_of(clause: str, start: int, end: int) -> Stance | None:
    """Return what a clause says of the act whose verb stands between two offsets."""
    before, verb, after = led_off(clause[:start]), clause[start:end], clause[end:]
    if words.NO_OBJECT.search(after):
        return Stance.FORBIDDEN
    if exempts := words.EXEMPTS.search(before):
        return Stance.ALLOWED if words.OF_STOPPING.search(before, exempts.end()) else Stance.EXEMPTED
    if _of_a_condition(before) or _is_done_to_another(verb, after):
        return None
    if words.UNDENIED.search(before):
        return Stance.ORDERED
    if allows := words.ALLOWS.search(before):
        denied = words.NEGATORS.search(re.split(r",|\band\b", before[: allows.start()])[-1])
        return Stance.FORBIDDEN if denied else Stance.ALLOWED
    return Stance.FORBIDDEN if words.NEGATORS.search(before) else _of_an_order(before, verb, after)


def _is_done_to_another(verb: str, after: str) -> bool:
    """Tell “stop clots from forming” and “keep sugar in the car” from what is done to the medicine."""
    return any(does.search(verb) and thing.search(after) for does, thing in OTHER_OBJECTS)


def done_to(clause: str, start: int, end: int) -> str:
    """Return what an act is done to: what stands before a passive verb, else what follows the verb."""
    if words.INFLECTED.search(clause[start:end]):
        return led_off(clause[:start])
    return OBJECT_ENDS.compiled.split(clause[end:])[0]


@functools.lru_cache(maxsize=1024)  # every row asks for the same sentences
def without_warnings(own: str) -> str:
    """Return a sentence without what it says to ask about first: “Check before taking allopurinol”."""
    for match in reversed([*words.ASKED_ABOUT.finditer(own)]):
        if not words.EXEMPTS.search(own, 0, match.start()) and not words.NEGATORS.search(own, 0, match.start()):
            own = f"{own[: match.start()]} {own[match.end() :]}"
    return own


def _of_an_order(before: str, verb: str, after: str) -> Stance | None:
    if verb.split(maxsplit=1)[0].endswith("ing"):
        goes_on = Stance.ORDERED if words.GOES_ON.search(before) else None
        return _of_a_subject(after) if words.ORDERS.search(before) else goes_on
    if words.ASKS_BEFORE.search(before):
        return None
    passive, active = (words.TO_BE, words.IS_DONE), (words.ORDERS, words.ORDERS_AND, words.MODAL)
    orders = passive if words.INFLECTED.search(verb) else active
    return Stance.ORDERED if any(pattern.search(before) for pattern in orders) else None


def _of_a_subject(after: str) -> Stance | None:
    if words.AFTER_NEEDLESS.search(after):
        return Stance.EXEMPTED
    return Stance.ALLOWED if words.AFTER_GOOD.search(after) else None


def is_directly_denied(clause: str, start: int) -> bool:
    """Tell an order not to do what begins at an offset."""
    return words.DIRECTLY_DENIED.search(led_off(clause[:start])) is not None


def is_needless(clause: str, start: int, end: int) -> bool:
    """Tell whether a clause says that the thing between two offsets is not needed."""
    before, after = led_off(clause[:start]), clause[end:]
    if exempts := words.EXEMPTS.search(before):
        return not words.OF_STOPPING.search(before, exempts.end())
    without = words.WITHOUT.search(before)
    if without and words.ALLOWED_WITHOUT.search(before) and not words.NEGATORS.search(before[: without.start()]):
        return True
    if words.NONE_BEFORE.search(before) and words.NONE_AFTER.search(after):
        return True
    return not words.NEGATORS.search(before) and words.AFTER_NEEDLESS.search(after) is not None


def is_harmless(clause: str, start: int, end: int) -> bool:
    """Tell whether a clause says that the thing between two offsets does no harm."""
    return not words.NEGATORS.search(led_off(clause[:start])) and words.AFTER_GOOD.search(clause[end:]) is not None
