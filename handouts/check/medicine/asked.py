"""Which rows of the tables a text is held to."""

from __future__ import annotations

import pathlib
from typing import TYPE_CHECKING, TypeVar

from handouts.model.monograph import plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handouts.check.medicine.table import Fact, Group
    from handouts.check.monograph_text import MonographText

Valid = TypeVar("Valid", bound="Fact")


def known_groups(text: MonographText) -> list[Group]:
    """Return the groups of the medicine a text is about."""
    from handouts.check.medicine.table import groups_of

    return groups_of(" | ".join(all_it_goes_by(text)))


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
    """Return the facts of the authority whose side the profile is on."""
    return (fact for fact in facts if fact.region in {"", text.profile.spelling})
