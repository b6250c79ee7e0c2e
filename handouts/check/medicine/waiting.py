"""Signs of danger that a text plays down, or tells the reader to wait out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from handouts.check.medicine.stance import Stance, is_directly_denied, led_off, stance_of
from handouts.check.monograph_text import PassageKind
from handouts.check.words import waiting as words
from handouts.check.words.stances import NO

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handouts.check.medicine.contexts import Context
    from handouts.check.medicine.rows import Sign
    from handouts.model.pattern import Pattern

PUT_OFF = "Help in an emergency is called at once (NHS: when to call 999; 21 CFR 208.20)."
PUT_OFF_HINT = "Say: call at once, and what to do until help comes."
BACK = 8  # sentences: a list of signs, and what is said of all of them below it


def waited_out(found: tuple[Context, ...], sign: Sign) -> Iterator[Context]:
    """Return the sentences that call a sign of danger harmless, or put off what is done about it."""
    for context in _made_light_of(found, sign):
        if not (sign.denial and sign.denial.search(context.whole)):
            yield context


def _made_light_of(found: tuple[Context, ...], sign: Sign) -> Iterator[Context]:
    for number, context in enumerate(found):
        own = context.own
        if own.rstrip().endswith("?"):
            continue
        if sign.names.search(context.asked) and (_is_denied_danger(context) or _is_played_down(context, sign)):
            yield context
        elif named := _named(own, sign):
            if _is_waited_out(own, named, sign) or _is_listed_as_harmless(context, sign):
                yield context
        elif words.REFERS.search(own) and _plays_down(own, words.HARMLESS) and not _calls(own):
            earlier = found[max(0, number - BACK) : number]
            if any(_named(each.own, sign) and _may_refer(context, each) for each in earlier):
                yield context


def kept_waiting(found: tuple[Context, ...], sign: Sign) -> Iterator[Context]:
    """Return the sentences that ask for help with a grave sign only if it lasts."""
    for context in found if sign.grave else ():
        own = context.own
        if sign.denial and sign.denial.search(context.whole):
            continue
        lasts = words.ONLY_IF_IT_LASTS.search(own)
        if lasts and not words.SOONER.search(own) and _named(own[: lasts.start()], sign):
            yield context


def help_put_off(found: tuple[Context, ...]) -> Iterator[Context]:
    """Return the sentences that tell the reader to wait for hours before they call for help."""
    for context in found:
        if not context.own.rstrip().endswith("?") and _puts_off(context.own):
            yield context


def _may_refer(context: Context, earlier: Context) -> bool:
    """Tell whether “it” may stand for what an earlier sentence names: one of its own row of a table, or its item."""
    passage, other = context.passage, earlier.passage
    if passage.kind is PassageKind.CELL:
        return other.kind is PassageKind.CELL and other.line == passage.line
    if passage.kind is PassageKind.ITEM and context.start:
        return other is passage
    return other.section == passage.section


def _puts_off(own: str) -> bool:
    put_off = words.HELP_PUT_OFF.search(own)
    if put_off is None or words.STILL.search(own, put_off.start()):
        return False
    return not words.DENIED.search(own, 0, put_off.start())


def _named(own: str, sign: Sign) -> tuple[int, int] | None:
    """Return where a sentence names a sign that is not said to be mild."""
    return next(
        (
            match.span()
            for match in sign.names.finditer(own)
            if not words.MILD.search(own, 0, match.start()) and not words.MILD_AFTER.match(own, match.end())
        ),
        None,
    )


def _is_denied_danger(context: Context) -> bool:
    """Tell “Should I call if I hit my head? No.”."""
    if not NO.search(context.own) or _calls(context.own):
        return False
    return words.ASKED_OF_DANGER.search(context.asked) is not None


def _is_played_down(context: Context, sign: Sign) -> bool:
    """Tell “Bruises more than usual? Just make a note of it.”."""
    own = context.own
    if _calls(own) or words.ANSWERED.search(own) or _named(context.asked, sign) is None:
        return False
    return _plays_down(own, words.HARMLESS) or _plays_down(own, words.DELAY)


def _is_listed_as_harmless(context: Context, sign: Sign) -> bool:
    """Tell a sign in a list of what needs no call."""
    over = context.before.strip(" .:*")
    if context.passage.kind is not PassageKind.ITEM or not over or _calls(context.own):
        return False
    whole = f"{re.split(r'[.;:] ', over)[-1]} {context.own}"
    named = _named(whole, sign)
    return named is not None and (_needs_no_call(whole, named) or _plays_down(over, words.HARMLESS))


def _is_waited_out(own: str, named: tuple[int, int], sign: Sign) -> bool:
    first, last = named
    rest = f"{own[:first]}{'sign':<{last - first}}{own[last:]}"  # “pain when you swallow” makes no condition
    if words.LATER_VISIT.search(own) and not words.SOONER.search(own) and _plays_down(rest, words.LATER_VISIT):
        return True
    if _needs_no_call(own, named):
        return True
    if _calls(own):
        return False
    settles = sign.grave and _plays_down(rest, words.SETTLES, after=last)
    return settles or _plays_down(rest, words.HARMLESS) or _plays_down(rest, words.DELAY)


def _plays_down(own: str, pattern: Pattern, *, after: int = 0) -> bool:
    """Tell whether one of the words is said of it, outright: no “not”, no “if it goes away”."""
    for match in pattern.finditer(own, after):
        clause = re.split(r"[;:]", own[: match.start()])[-1]
        before = led_off(clause)
        if not words.DENIED.search(before) and not words.CONDITION_BEFORE.search(before):
            return True
    return False


def _calls(own: str) -> bool:
    """Tell whether a sentence sends the reader for help, or to the clinic."""
    return words.CONTACT.search(own) is not None


def _needs_no_call(own: str, named: tuple[int, int]) -> bool:
    for match in words.NO_CALL.finditer(own):
        if words.CONDITION_BEHIND.search(own, min(match.end(), max(named[0], match.end()))):
            continue
        if stance_of(own, *match.span()) is Stance.EXEMPTED or is_directly_denied(own, match.start()):
            return True
    return False
