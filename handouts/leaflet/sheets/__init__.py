"""Sheets behind the text, each on a fresh page: a sheet is a row of a table, and a part of its own kind."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from handouts.leaflet.sheets.answers import questions, teach_back
from handouts.leaflet.sheets.ruled import diary, notes
from handouts.leaflet.sheets.subject import Desk, Room, Subject
from handouts.leaflet.sheets.wallet_card import wallet_card
from handouts.model.sheet import Sheet

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from handouts.leaflet.printed import Part
    from handouts.leaflet.wording import Wording
    from handouts.model.edition import Edition

__all__ = ["SHEETS", "Subject", "sheets"]

SHEETS: Mapping[Sheet, Callable[[Desk], Part]] = MappingProxyType(
    {
        Sheet.DIARY: diary,
        Sheet.QUESTIONS: questions,
        Sheet.NOTES: notes,
        Sheet.TEACH_BACK: teach_back,
        Sheet.WALLET_CARD: wallet_card,
    }
)


def sheets(edition: Edition, say: Wording, subject: Subject) -> Iterator[Part]:
    """Return the sheets an edition asks for, each once, in the order they were asked for."""
    desk = Desk(say, subject, Room.of(edition))
    for sheet in dict.fromkeys(edition.sheets):
        if sheet in SHEETS:
            yield SHEETS[sheet](desk)
