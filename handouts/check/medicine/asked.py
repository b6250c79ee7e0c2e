"""Which rows of the tables a text is held to."""

from __future__ import annotations

import functools
import pathlib
from typing import TYPE_CHECKING, TypeVar

from handouts.check.medicine.folding import folded
from handouts.check.side import side_of
from handouts.model.monograph import plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handouts.check.medicine.rows import Fact
    from handouts.check.medicine.table import Group
    from handouts.check.monograph_text import MonographText

Valid = TypeVar("Valid", bound="Fact")


@functools.lru_cache(maxsize=1)  # every rule asks for those of the same text
def known_groups(text: MonographText) -> list[Group]:
    """Return the groups of the medicine a text is about."""
    from handouts.check.medicine.table import groups_of

    return groups_of(" | ".join(all_it_goes_by(text)), folded(" ".join(passage.text for passage in text.passages)))


def all_it_goes_by(text: MonographText) -> list[str]:
    """Return what tells which medicine a text is about: its names, its file's, form and route."""
    monograph, metadata = text.monograph, text.monograph.metadata
    names = (
        plain(monograph.title),
        metadata.generic_name,
        *metadata.brand_names,
        pathlib.PurePath(monograph.path).stem.replace("-", " "),
        metadata.form,
        metadata.route,
    )
    return [name for name in names if name]


def valid(facts: tuple[Valid, ...], text: MonographText) -> Iterator[Valid]:
    """Return the facts of the authority that the text is held to; where there is none, what both sides ask for."""
    side = side_of(text)
    for fact in facts:
        if not fact.region or fact.region == side or (not side and _is_the_laxer(fact, facts)):
            yield fact


def _is_the_laxer(fact: Fact, facts: tuple[Valid, ...]) -> bool:
    """Tell whether both sides ask for the same thing, and this one asks for less."""
    other = next((each for each in facts if each.region not in {"", fact.region} and each.thing == fact.thing), None)
    if other is None:
        return False
    return (fact.strictness, fact.region) < (other.strictness, other.region)
