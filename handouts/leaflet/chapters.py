"""The sections of a monograph in the patient's order: numbered chapters, nothing left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handouts.leaflet.bands import banded
from handouts.leaflet.headings import unrepeated
from handouts.leaflet.parts import Band, Chapter, Group, ShownSection
from handouts.leaflet.wording import phrase
from handouts.model.monograph import Role, Section

if TYPE_CHECKING:
    from collections.abc import Sequence

    from handouts.leaflet.wording import Wording

CHAPTERS = (
    ((Role.NAME, Role.INDICATION, Role.MECHANISM), phrase("What this medicine is and what it is for")),
    ((Role.PRECAUTION,), phrase("Before you use this medicine")),
    ((Role.DOSE,), phrase("How to use this medicine")),
    ((Role.SIDE_EFFECT,), phrase("Possible side effects")),
    ((Role.STORAGE,), phrase("How to store this medicine")),
    ((Role.QUESTION,), phrase("Questions and answers")),
)
BANDS = {
    Band.NOW: phrase("Get help now"),
    Band.TODAY: phrase("Call us today"),
    Band.VISIT: phrase("Tell us at your next visit"),
}
CHAPTER_OF = {role: number for number, (roles, _) in enumerate(CHAPTERS) for role in roles}


def chapters_of(
    sections: Sequence[Section], say: Wording, note: str, *, stacked: bool
) -> list[tuple[Chapter, tuple[Section, ...]]]:
    """Return the chapters, numbered from 1, with their sections, in the patient's order.

    A text whose headings say nothing, or that holds several monographs, keeps its author's order:
    to take two medicines' text apart and mix it would be dangerous.
    """
    if stacked or not {section.role for section in sections} & CHAPTER_OF.keys():
        groups = [(say("What the text says"), tuple(sections))]
    else:
        found: list[list[Section]] = [[] for _ in CHAPTERS]
        current = 0
        for section in sections:
            current = CHAPTER_OF.get(section.role, current)
            found[current].append(section)
        groups = [(say(heading), tuple(own)) for (_, heading), own in zip(CHAPTERS, found, strict=True)]
    filled = enumerate(((heading, own) for heading, own in groups if own), 1)
    return [
        (Chapter(number, heading, unrepeated(heading, [shown(each, say, note) for each in own], say.language)), own)
        for number, (heading, own) in filled
    ]


def shown(section: Section, say: Wording, note: str) -> ShownSection:
    """Return a section as the paper shows it; ``note`` is what is said where a program proposed what to do."""
    if section.role is not Role.SIDE_EFFECT:
        return ShownSection(section.heading, (Group(section.content),) if section.content else (), section.line)
    groups = banded(section.content, {band: say(label) for band, label in BANDS.items()})
    proposed = any(group.band for group in groups)
    return ShownSection(section.heading, groups, section.line, note if proposed else None)
