"""Acts that a text turns round: what is never done is ordered or allowed, what is always done is excused."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handouts.check.medicine.asked import all_it_goes_by, known_groups
from handouts.check.medicine.folding import folded
from handouts.check.medicine.said import said
from handouts.check.medicine.stance import (
    Stance,
    done_to,
    is_directly_denied,
    is_harmless,
    is_needless,
    stance_of,
    statements,
)
from handouts.check.words.objects import ITS_OWN, SUPPLEMENTS
from handouts.check.words.stances import EXCUSED, LITTLE, THING_DENIED, UNASKED, UNLESS, USES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handouts.check.medicine.contexts import Context
    from handouts.check.medicine.rows import Act
    from handouts.check.monograph_text import MonographText

DONE = {Stance.ORDERED, Stance.ALLOWED}


def turned(text: MonographText, act: Act) -> Iterator[Context]:
    """Return the sentences that say the contrary of what holds for an act."""
    for context in said(text).may_name(act.begun):
        words = f"{context.asked} {context.before} {context.heads} {context.own}"
        if not (act.first.search(words) and _names(words, act) and _is_of(act, context)):
            continue
        own = UNASKED.sub(" ", context.own)
        if act.must in {"always", "have"} and UNLESS.search(own):
            continue
        if EXCUSED.search(UNLESS.sub(" ", own)) or (act.denial and act.denial.search(f"{context.asked} {context.own}")):
            continue
        if any(_is_turned(clause, act, text) for clause in statements(context)):
            yield context


def _is_turned(clause: str, act: Act, text: MonographText) -> bool:
    if act.must == "never":
        wrong = DONE if act.even_ordered else {Stance.ALLOWED}
        return any(
            stance_of(clause, *verb.span()) in wrong
            and _names_outright(clause, verb.end(), act)
            and not _is_of_another(done_to(clause, *verb.span()), act, text)
            for verb in act.first.finditer(clause)
        )
    if act.must == "always":
        return any(
            (stance_of(clause, *verb.span()) is Stance.EXEMPTED or is_directly_denied(clause, verb.start()))
            and _names(clause, act)
            for verb in act.first.finditer(clause)
        )
    named = [thing.span() for thing in act.first.finditer(clause) if _names(clause, act)]
    if act.must == "have":
        return any(is_needless(clause, *span) for span in named)
    return any(
        is_harmless(clause, *span)
        or any(
            stance_of(clause, *use.span()) in DONE and not LITTLE.search(clause, use.end(), span[0])
            for use in USES.finditer(clause, 0, span[0])
        )
        for span in named
    )


def _is_of_another(thing: str, act: Act, text: MonographText) -> bool:
    """Tell what is said of another medicine alone, which the row itself is not about."""
    from handouts.check.medicine.table import medicines_in

    called = folded(" | ".join(all_it_goes_by(text)))
    medicines = medicines_in(thing) if medicines_in(called) else frozenset[str]()
    named = medicines | {match[0] for match in SUPPLEMENTS.finditer(thing)}
    if not named or ITS_OWN.search(thing) or any(pattern.search(thing) for pattern in (*act.beside, *act.around)):
        return False
    own = [group.names for group in known_groups(text) if group.is_of_kin]
    return not any(name in called or any(names.search(name) for names in own) for name in named)


def _is_of(act: Act, context: Context) -> bool:
    return all(pattern.search(context.whole) for pattern in act.around)


def _names_outright(clause: str, after: int, act: Act) -> bool:
    """Tell whether a clause names all of it, not as what is left undone: “Swallow it whole, do not suck it”."""
    return all(
        any(not THING_DENIED.search(clause, after, thing.start()) for thing in pattern.finditer(clause))
        for pattern in act.beside
    )


def _names(clause: str, act: Act) -> bool:
    return all(pattern.search(clause) for pattern in act.beside)
