"""A card to cut out, fold and carry: the size of a bank card (ISO/IEC 7810, ID-1: 85.6 by 54 mm) once it is folded."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, ClassVar

from handouts.leaflet.printed import Field, Origin, PrintedText, all_text, ours
from handouts.model.monograph import Inline, plain
from handouts.model.paper import MM_PER_POINT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handouts.leaflet.parts import Quote
    from handouts.leaflet.sheets.subject import Desk, Room

TEXT_WIDTH_MM, TEXT_HEIGHT_MM = 78.6, 49.0  # what its padding leaves of a side
LEADING = 1.22


@dataclasses.dataclass(frozen=True, slots=True)
class WalletCard:
    """Two sides, one above the other: the medicine, whose it is and whom to call; the gravest danger, or where it is.

    ``danger`` is a whole quotation with its line; never a part of one.
    """

    kind: ClassVar[str] = "wallet-card"
    heading: str
    lead: str
    label: str
    medicine: Inline
    fields: tuple[Field, ...]
    danger_heading: str | None
    danger: tuple[Inline, int] | None
    pointer: str | None

    def text(self) -> Iterator[PrintedText]:
        """Return its text in the order it stands on paper."""
        yield from map(ours, (self.heading, self.lead, self.label))
        yield PrintedText(Origin.QUOTE, self.medicine)
        yield from all_text(self.fields)
        if self.danger_heading:
            yield ours(self.danger_heading)
        if self.danger:
            yield PrintedText(Origin.QUOTE, *self.danger)
        if self.pointer:
            yield ours(self.pointer)


def wallet_card(desk: Desk) -> WalletCard:
    """Return the card of a medicine."""
    say, subject = desk.say, desk.subject
    box = subject.danger
    # The gravest or none: a lesser one alone would pass for the gravest.
    first = box.quotes[0] if box else None
    quote = first if first and _fits(first, desk.room) else None
    pointer = say("My leaflet has a box on page 1: “{heading}”. Read it.", heading=box.heading) if box else None
    return WalletCard(
        heading=say("Card for my wallet"),
        lead=say("Cut along the dashed line, fold in the middle, and carry it with you.")
        if box
        else say("Cut along the dashed line, and carry it with you."),
        label=say("I take this medicine"),
        medicine=subject.monograph.title,
        fields=(desk.name, *(field for field in subject.numbers if field.label != say("Open"))),
        danger_heading=box.heading if box else None,
        danger=(quote.inline, quote.line) if quote else None,
        pointer=say("There is more in my leaflet.") if quote else pointer,
    )


def _fits(quote: Quote, room: Room) -> bool:
    """Tell whether a quotation is whole without a list and a medicine's name, and fits a side of the card."""
    words = plain(quote.inline)
    if quote.items or quote.medicine or words.rstrip().endswith(":"):
        return False
    lines = room.lines(words, TEXT_WIDTH_MM) + 2  # its heading, and where there is more
    return lines * room.size_pt * LEADING * MM_PER_POINT <= TEXT_HEIGHT_MM
