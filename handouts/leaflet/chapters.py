"""The sections of a monograph in the patient's order: numbered chapters, nothing left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handouts.leaflet.bands import banded, with_number
from handouts.leaflet.gravest import sections_in_order
from handouts.leaflet.headings import unrepeated
from handouts.leaflet.parts import Chapter
from handouts.leaflet.printed import Group, ShownSection
from handouts.leaflet.wording import phrase
from handouts.model.language import is_english
from handouts.model.monograph import Role, Section
from handouts.model.stretches import is_ordered
from handouts.model.urgency import Urgency

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from handouts.leaflet.printed import Field
    from handouts.leaflet.wording import Wording
    from handouts.model.monograph import Monograph

CHAPTERS = (
    ((Role.NAME, Role.INDICATION, Role.MECHANISM), phrase("What this medicine is and what it is for")),
    ((Role.PRECAUTION,), phrase("Before you use this medicine")),
    ((Role.DOSE,), phrase("How to use this medicine")),
    ((Role.SIDE_EFFECT,), phrase("Possible side effects")),
    ((Role.STORAGE,), phrase("How to store this medicine")),
    ((Role.QUESTION,), phrase("Questions and answers")),
)
CHOICES = {  # what is printed above a stretch whose urgency a reviewer chose
    Urgency.NOW: phrase("What to do: get help now"),
    Urgency.TODAY: phrase("What to do: call us today"),
    Urgency.VISIT: phrase("What to do: tell us at your next visit"),
}
CHAPTER_OF = {role: number for number, (roles, _) in enumerate(CHAPTERS) for role in roles}


def chapters_of(
    monograph: Monograph, sections: Sequence[Section], say: Wording, show: Callable[[Section], ShownSection]
) -> list[tuple[Chapter, tuple[Section, ...]]]:
    """Return the chapters, numbered from 1, with their sections, in the patient's order.

    A text whose headings say nothing, or that holds several monographs, keeps its author's order:
    to take two medicines' text apart and mix it would be dangerous.
    """
    if monograph.stacked or not {section.role for section in sections} & CHAPTER_OF.keys():
        groups = [(say("What the text says"), tuple(sections))]
    else:
        found: list[list[Section]] = [[] for _ in CHAPTERS]
        current = 0
        for section in sections:
            current = CHAPTER_OF.get(section.role, current)
            found[current].append(section)
        graves = CHAPTER_OF[Role.SIDE_EFFECT]
        found[graves] = sections_in_order(found[graves], show, english=is_english(monograph.language))
        groups = [(say(heading), tuple(own)) for (_, heading), own in zip(CHAPTERS, found, strict=True)]
    filled = enumerate(((heading, own) for heading, own in groups if own), 1)
    return [
        (Chapter(number, heading, unrepeated(heading, [*map(show, own)], say.language)), own)
        for number, (heading, own) in filled
    ]


def shown(section: Section, monograph: Monograph, say: Wording, note: str, number: Field | None) -> ShownSection:
    """Return a section as the paper shows it.

    ``note`` is what is said where a reviewer chose what to do, ``number`` the clinic's own for an emergency.
    """
    english = is_english(monograph.language)
    if not is_ordered(section, english=english):
        return ShownSection(section.heading, (Group(section.content),) if section.content else (), section.line)
    groups = banded(
        section,
        monograph.metadata.urgency,
        {band: say(label) for band, label in CHOICES.items()},
        {heading.line: heading.level for heading in monograph.headings},
        english=english,
    )
    chosen = any(group.label for group in groups)
    return ShownSection(section.heading, with_number(groups, number), section.line, note if chosen else None)
