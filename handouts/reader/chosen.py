"""Does every heading whose urgency a front matter sets stand in the text? A setting that fell away would be missed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handouts.errors import Place, Problem
from handouts.model.monograph import Role
from handouts.model.stretches import heads, key_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from handouts.model.monograph import Section
    from handouts.model.urgency import Urgency

LONGEST = 60  # letters of a heading that is shown


def unknown_headings(
    urgency: Mapping[str, Urgency], sections: Sequence[Section], front: Sequence[str], path: str
) -> Iterator[Problem]:
    """Return a problem for each heading that no stretch of side effects bears; ``front`` are the file's first lines."""
    known: dict[str, str] = {}
    for section in sections:
        if section.role is Role.SIDE_EFFECT:
            known |= {key_of(head): head.strip(" :*") for head in heads(section)}
    there = ", ".join(f"“{head}”" for head in known.values() if len(head) <= LONGEST) or "none"
    for name in urgency:
        if key_of(name) not in known:
            rows = ((number, row.find(name) + 1) for number, row in enumerate(front, 1))
            line, column = next((place for place in rows if place[1]), (1, 1))
            message = f"No stretch of side effects is headed “{name}”, so its urgency would be lost."
            hint = f"Write a heading as it stands in the text; there are: {there}."
            yield Problem("unknown-heading", message, hint, Place(path, line, column), words=name, rule="S01")
