"""A card to cut out, fold and carry: the size of a bank card (ISO/IEC 7810, ID-1: 85.6 by 54 mm) once it is folded."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, ClassVar

from handouts.leaflet.printed import Field, Origin, PrintedText, all_text, ours
from handouts.model.monograph import Inline, plain
from handouts.model.paper import MM_PER_POINT

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from handouts.leaflet.parts import Quote
    from handouts.leaflet.sheets.subject import Desk, Room

TEXT_WIDTH_MM, TEXT_HEIGHT_MM = 78.6, 49.0  # what its padding leaves of a side
LEADING, GAP_MM = 1.22, 1.2  # between lines, between paragraphs


@dataclasses.dataclass(frozen=True, slots=True)
class WalletCard:
    """Two sides, one above the other: the medicine, whose it is and whom to call; the gravest dangers, or their place.

    ``dangers`` are whole quotations with their lines; never a part of one.
    """

    kind: ClassVar[str] = "wallet-card"
    heading: str
    lead: str
    label: str
    medicine: Inline
    fields: tuple[Field, ...]
    danger_heading: str | None
    dangers: tuple[tuple[Inline, int], ...]
    pointer: str | None

    def text(self) -> Iterator[PrintedText]:
        """Return its text in the order it stands on paper."""
        yield from map(ours, (self.heading, self.lead, self.label))
        yield PrintedText(Origin.QUOTE, self.medicine)
        yield from all_text(self.fields)
        if self.danger_heading:
            yield ours(self.danger_heading)
        for inline, line in self.dangers:
            yield PrintedText(Origin.QUOTE, inline, line)
        if self.pointer:
            yield ours(self.pointer)


def wallet_card(desk: Desk) -> WalletCard:
    """Return the card of a medicine."""
    say, subject = desk.say, desk.subject
    box = subject.danger
    quotes = [*_fitting(box.quotes, desk.room)] if box else []
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
        dangers=tuple((quote.inline, quote.line) for quote in quotes),
        pointer=say("There is more in my leaflet.") if quotes else pointer,
    )


def _fitting(quotes: Sequence[Quote], room: Room) -> Iterator[Quote]:
    """Return the dangers that fit a side, from the gravest on; a lesser one without it would pass for the gravest."""
    line_mm = room.size_pt * LEADING * MM_PER_POINT
    left_mm = TEXT_HEIGHT_MM - 2 * line_mm - GAP_MM  # the heading, and where there is more
    for quote in quotes:
        height_mm = room.lines(plain(quote.inline), TEXT_WIDTH_MM) * line_mm + GAP_MM
        if _is_whole(quote) and height_mm <= left_mm:
            left_mm -= height_mm
            yield quote
        elif quote is quotes[0]:
            return


def _is_whole(quote: Quote) -> bool:
    """Tell whether a quotation says all without a list and a medicine's name."""
    return not (quote.items or quote.medicine or plain(quote.inline).rstrip().endswith(":"))
