"""What a medicine is known to do, and a text says that it does not do, or hardly ever."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from handouts.check.medicine.said import said
from handouts.check.words import denying as words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handouts.check.medicine.contexts import Context
    from handouts.check.medicine.rows import Harm
    from handouts.check.monograph_text import MonographText

CLAUSES = re.compile(r"[;:]|,? but\b|, (?:and|so|while|whereas|which)\b| - ")


def denied(text: MonographText, harm: Harm) -> Iterator[Context]:
    """Return the sentences that say a medicine does not do a harm that it does."""
    for context, clause in _naming(text, harm):
        if any(_is_denied(clause, *match.span()) for match in harm.names.finditer(clause)):
            yield context


def made_rare(text: MonographText, harm: Harm) -> Iterator[Context]:
    """Return the sentences that call a harm very rare which is not."""
    for context, clause in _naming(text, harm) if not harm.rare else ():
        if any(_is_made_rare(clause, *match.span()) for match in harm.names.finditer(clause)):
            yield context


def _naming(text: MonographText, harm: Harm) -> Iterator[tuple[Context, str]]:
    for context in said(text).may_name((harm.stems,)):
        own = context.own
        if own.rstrip().endswith("?") or not harm.names.search(own) or (harm.denial and harm.denial.search(own)):
            continue
        yield from ((context, clause) for clause in CLAUSES.split(own) if not words.CONDITION.search(clause))


def _is_denied(clause: str, start: int, end: int) -> bool:
    before, after = clause[:start], clause[end:]
    denials = (words.DENIED_BEFORE, words.DIRECTLY, words.NO_DANGER_BEFORE)
    return any(each.search(before) for each in denials) or words.IMPOSSIBLE_AFTER.search(after) is not None


def _is_made_rare(clause: str, start: int, end: int) -> bool:
    return bool(words.SELDOM_BEFORE.search(clause[:start]) or words.SELDOM_AFTER.search(clause[end:]))
