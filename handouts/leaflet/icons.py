"""What a screen reader says for each picture beside words."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from handouts.leaflet.wording import phrase
from handouts.model.icons import Icon
from handouts.model.stretches import key_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from handouts.leaflet.wording import Wording

DESCRIPTIONS = {
    Icon.BY_MOUTH: phrase("By mouth"),
    Icon.WITH_FOOD: phrase("With food"),
    Icon.WITH_WATER: phrase("With water"),
    Icon.NO_ALCOHOL: phrase("No alcohol"),
    Icon.NO_DRIVING: phrase("Do not drive"),
    Icon.NOT_IN_PREGNANCY: phrase("Not in pregnancy"),
    Icon.AWAY_FROM_CHILDREN: phrase("Keep away from children"),
    Icon.FRIDGE: phrase("Keep in the fridge"),
    Icon.AWAY_FROM_LIGHT: phrase("Keep away from light"),
    Icon.DO_NOT_CRUSH: phrase("Do not crush or split"),
    Icon.WASH_HANDS: phrase("Wash your hands"),
    Icon.CALL: phrase("Call"),
    Icon.MORNING: phrase("In the morning"),
    Icon.NIGHT: phrase("At night"),
    Icon.BLOOD_TEST: phrase("Blood test"),
    Icon.INJECTION: phrase("Injection"),
    Icon.INHALER: phrase("Inhaler"),
    Icon.RASH: phrase("Rash"),
}


@dataclasses.dataclass(frozen=True, slots=True)
class ShownIcon:
    """A picture by the file of its name, and what it says to who cannot see it."""

    name: str
    description: str


def shown_icons(chosen: Mapping[str, Icon], say: Wording) -> dict[str, ShownIcon]:
    """Return the pictures a front matter chose, by the words they stand beside."""
    return {key_of(words): ShownIcon(icon, say(DESCRIPTIONS[icon])) for words, icon in chosen.items()}
