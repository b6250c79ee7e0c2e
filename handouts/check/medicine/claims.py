"""Claims that no medicine can keep: no risk at all, help for everyone, harm that never comes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handouts.check.words.claims import CLAIMS, DENIED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handouts.check.medicine.contexts import Context
    from handouts.model.pattern import Pattern


def claims(found: tuple[Context, ...]) -> Iterator[Context]:
    """Return the sentences that make such a claim."""
    for context in found:
        if not context.own.rstrip().endswith("?") and any(_is_made(context.own, claim.pattern) for claim in CLAIMS):
            yield context


def _is_made(own: str, pattern: Pattern) -> bool:
    match = pattern.search(own)
    return match is not None and not DENIED.search(own, 0, match.start())
