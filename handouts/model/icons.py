"""Pictures beside words: their names, and which words of a text a front matter sets them beside."""

from __future__ import annotations

import enum
from typing import TYPE_CHECKING

from handouts.model.monograph import plain
from handouts.model.sentences import sentences
from handouts.model.stretches import key_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handouts.model.monograph import Inline


class Icon(enum.StrEnum):
    """The pictures there are: ``styles/icons/NAME.svg``, described in `handouts.leaflet.icons`."""

    BY_MOUTH = "by-mouth"
    WITH_FOOD = "with-food"
    WITH_WATER = "with-water"
    NO_ALCOHOL = "no-alcohol"
    NO_DRIVING = "no-driving"
    NOT_IN_PREGNANCY = "not-in-pregnancy"
    AWAY_FROM_CHILDREN = "away-from-children"
    FRIDGE = "fridge"
    AWAY_FROM_LIGHT = "away-from-light"
    DO_NOT_CRUSH = "do-not-crush"
    WASH_HANDS = "wash-hands"
    CALL = "call"
    MORNING = "morning"
    NIGHT = "night"
    BLOOD_TEST = "blood-test"
    INJECTION = "injection"
    INHALER = "inhaler"
    RASH = "rash"


def iconed(inline: Inline) -> Iterator[str]:
    """Return what a text may be called by in ``icons``: itself whole, and each of its sentences."""
    text = plain(inline)
    yield key_of(text)
    yield from (key_of(text[start:end]) for start, end in sentences(text))
