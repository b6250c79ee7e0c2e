"""Everything in the outbox that may go out now, sent."""

from __future__ import annotations

import collections
import dataclasses
from typing import TYPE_CHECKING

from handouts.errors import OutputError, Problem
from handouts.records.entries import OPEN, Entry, State

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from handouts.records.outbox import Outbox
    from handouts.records.targets import Adapter

SILENCES = 2  # in a row, after which a receiver is left alone until the next run


@dataclasses.dataclass(frozen=True, slots=True)
class Retried:
    """What the entries have become, in the order they were made, and why a target was not tried."""

    entries: tuple[Entry, ...]
    problems: tuple[Problem, ...]


def retry_all(
    outbox: Outbox, adapters: Callable[[str], Adapter], *, named: Collection[int] = (), urged: bool = False
) -> Retried:
    """Send what is due; ``urged``: what is not due yet as well. The entries of ``named`` alone, also refused ones.

    What is held until its paper is out is sent only if it is named.

    ``adapters`` gives the adapter for a target. A receiver that is silent holds up nobody else's entries.

    Raises:
        OutputError: the store cannot be used, or one of ``named`` is not there.
    """
    listed = [outbox.entry(number) for number in sorted(set(named))]
    listed = listed or [entry for entry in outbox.entries(OPEN)[::-1] if not entry.held]
    problems: list[Problem] = []
    found = {target: _adapter(target, adapters, problems) for target in dict.fromkeys(each.target for each in listed)}
    silences: collections.Counter[str] = collections.Counter()
    results = {entry.id: entry for entry in listed}
    waiting = sorted(listed, key=lambda each: (each.due is None, each.due, each.id))
    while waiting:
        tried: dict[int, Entry] = {}
        for entry in waiting:
            adapter = found[entry.target]
            if adapter is None or silences[entry.target] >= SILENCES:
                continue
            send, look, hurry = adapter.send, adapter.look, urged or bool(named)
            after = outbox.deliver(entry.id, send, look, idempotent=adapter.idempotent, urged=hurry)
            results[entry.id] = after
            if after.attempts > entry.attempts:
                tried[entry.id] = after
                silences[entry.target] = silences[entry.target] + 1 if after.state is State.WAITING else 0
        settled = any(after.state not in OPEN for after in tried.values())
        # what has waited for one that is settled by now has its turn
        waiting = [entry for entry in waiting if entry.id not in tried] if settled else []
    return Retried(tuple(results.values()), tuple(problems))


def _adapter(target: str, adapters: Callable[[str], Adapter], problems: list[Problem]) -> Adapter | None:
    try:
        return adapters(target)
    except OutputError as error:
        problems += error.problems
        return None
