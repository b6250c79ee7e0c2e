"""Acts that a text only wishes were left out, or done, where they are forbidden or needed."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from handouts.check.medicine.contexts import contexts
from handouts.check.medicine.said import said
from handouts.check.words.softening import CLAUSES, FIRM, FORBIDS, SOFT, TELLS
from handouts.check.words.stances import LITTLE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handouts.check.medicine.contexts import Context
    from handouts.check.medicine.rows import Act, Ban
    from handouts.check.monograph_text import MonographText

SOFTENED = "The text only advises this"
SOFTENED_HINT = "Write it as an order: “Do not …”, “You must …”."


def softened(text: MonographText, act: Act) -> Iterator[Context]:
    """Return the sentences that make a wish of what is never done, or always."""
    return (context for context, clause in _wishes(text) if _is_softened(clause, act))


@functools.lru_cache(maxsize=1)  # every act asks for those of the same text
def _wishes(text: MonographText) -> tuple[tuple[Context, str], ...]:
    """Return the clauses that wish for something."""
    return tuple(
        (context, clause)
        for context in contexts(text)
        if SOFT.search(context.own) and not context.own.rstrip().endswith("?")
        for clause in CLAUSES.compiled.split(context.own)
        if SOFT.search(clause)
    )


def made_a_wish(text: MonographText, ban: Ban) -> Iterator[Context]:
    """Return the first sentence that asks somebody to tell or to take care who must not take it, if none forbids it."""
    named = [
        each
        for each in said(text).may_name((ban.stems,))
        if ban.names.search(each.own) and not (ban.denial and ban.denial.search(each.own))
    ]
    if not any(FORBIDS.search(f"{each.lead} . {each.own}") for each in named):  # a list of partners forbids nothing
        yield from [each for each in named if TELLS.search(f"{each.before} {each.own}")][:1]


def _is_softened(clause: str, act: Act) -> bool:
    if not act.first.search(clause) or not all(each.search(clause) for each in act.beside):
        return False
    rest = SOFT.sub(" ", clause)
    otherwise = act.denial and act.denial.search(LITTLE.sub(" ", rest))
    return not FIRM.search(rest) and not otherwise and all(each.search(clause) for each in act.around)
