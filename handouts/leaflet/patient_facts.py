"""A patient's own facts on the leaflet: on every side, in “My treatment”, before the doses of the text."""

from __future__ import annotations

import dataclasses
import datetime as dt
import math
from typing import TYPE_CHECKING

from handouts.leaflet.printed import Field
from handouts.model.monograph import Role
from handouts.model.page_margins import foot_letters, lines_of
from handouts.model.paper import MM_PER_POINT
from handouts.model.recipient import Recipient

if TYPE_CHECKING:
    from collections.abc import Sequence

    from handouts.leaflet.parts import Chapter
    from handouts.leaflet.wording import Wording
    from handouts.model.edition import Edition
    from handouts.model.monograph import Section

SPARE = 1.25  # a fact that does not fit moves to the next line whole
MOST_LINES = 5


def identity_fields(recipient: Recipient | None, say: Wording) -> tuple[Field, ...]:
    """Return whose leaflet this is; nothing where nobody is named."""
    if recipient is None or not recipient.identified:
        return ()
    born = say.date(recipient.born) if recipient.born else None
    fields = (Field(say("Name"), recipient.name), Field(say("Born"), born), Field(say("Number"), recipient.number))
    return tuple(field for field in fields if field.value)


def lines_at_foot(fields: Sequence[Field], edition: Edition) -> int:
    """Return how many lines of the foot hold whose leaflet it is, at most."""
    pieces = [math.ceil(SPARE * len(f"{field.label}  {field.value}  ")) for field in fields]
    return min(lines_of(pieces, foot_letters(edition, edition.page.column_mm)), MOST_LINES)


def foot_of_patient_mm(lines: int, edition: Edition) -> float:
    """Return what so many lines take of a page's height, as styles/parts/patient.css has it."""
    return (0.1 + 1.5 * lines) * edition.type.small_pt * MM_PER_POINT if lines else 0


def treatment_fields(recipient: Recipient | None, prescriber: str | None, say: Wording) -> tuple[Field, ...]:
    """Return the fields of “My treatment”; what is not known is a blank to write on."""
    known = recipient or Recipient()
    return (
        Field(say("My dose"), known.dose),
        Field(say("When I take it"), known.times),
        Field(say("Start date"), say.date(known.start) if known.start else None),
        Field(say("Next visit"), _visit(known.next_visit, say) if known.next_visit else None),
        Field(say("Prescriber"), known.prescriber or prescriber),
    )


def _visit(visit: dt.date, say: Wording) -> str:
    if isinstance(visit, dt.datetime):
        return say("{date} at {time}", date=say.date(visit.date()), time=say.time(visit.time()))
    return say.date(visit)


def with_own_dose(
    chapters: Sequence[tuple[Chapter, tuple[Section, ...]]], recipient: Recipient | None, say: Wording
) -> list[tuple[Chapter, tuple[Section, ...]]]:
    """Put the patient's own dose before the doses of the text."""
    if recipient is None or recipient.dose is None:
        return [*chapters]
    lead = (Field(say("Your dose"), recipient.dose),)
    return [
        (dataclasses.replace(chapter, lead=lead), own)
        if any(section.role is Role.DOSE for section in own)
        else (chapter, own)
        for chapter, own in chapters
    ]
