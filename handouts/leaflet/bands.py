"""Side effects by what to do: boxes where the author, or a reviewer by name, says what.

A box decides only the look: the words in it are the author's, and head it as he wrote them.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from handouts.leaflet.gravest import in_order
from handouts.leaflet.printed import Field, Group
from handouts.model.monograph import Role
from handouts.model.stretches import Stretch, keyed, stretches
from handouts.model.urgency import Urgency

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from handouts.model.monograph import Section


def banded(
    section: Section,
    chosen: Mapping[str, Urgency],
    labels: Mapping[Urgency, str],
    levels: Mapping[int, int],
    *,
    english: bool,
) -> tuple[Group, ...]:
    """Return the content of a side effects section in groups, each with its band where it says what to do.

    ``chosen`` is what a reviewer set by heading, ``labels`` what is printed above a stretch he set; ``levels`` are
    those of the headings by their line.
    """
    found = stretches(section, keyed(chosen), english=english)
    groups = []
    ordered = in_order(found, levels, english=english) if section.role is Role.SIDE_EFFECT else found
    for (_, band, said, _), run in itertools.groupby(enumerate(ordered), key=_look):
        blocks = tuple(block for _, stretch in run for block in stretch.blocks)
        groups.append(Group(blocks, band, labels[band] if band and said else None))
    return tuple(groups)


def with_number(groups: Sequence[Group], number: Field | None) -> tuple[Group, ...]:
    """Put the clinic's emergency number into the first of the gravest boxes, if there is one."""
    first = next((place for place, group in enumerate(groups) if group.band is Urgency.NOW), None)
    if number is None or first is None:
        return tuple(groups)
    return tuple(group.calling(number) if place == first else group for place, group in enumerate(groups))


def _look(numbered: tuple[int, Stretch]) -> tuple[int, Urgency | None, bool, int]:
    """Return what neighbours share that stand in one box: the sub-heading, the band, and who says so."""
    place, stretch = numbered
    band = None if stretch.urgency is Urgency.NONE else stretch.urgency
    return stretch.whole, band, stretch.chosen, place if band and not stretch.whole else -1
