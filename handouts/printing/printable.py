"""What a printer is given: the proven bytes of a leaflet, and what must be known of them to print them right."""

from __future__ import annotations

import dataclasses

from handouts.manifest import Manifest
from handouts.model.edition import Edition
from handouts.model.printing import Sides


@dataclasses.dataclass(frozen=True, slots=True)
class Printable:
    """A proven PDF.

    ``name`` is what the command line calls it, and never holds a patient's number; ``document`` is its own number.
    ``made_as`` is its edition, ``edition`` the same in words (``letter+large``; the usual one is ``standard``).
    ``width_mm`` and ``height_mm`` measure the sheet it is printed on, upright, whichever way its pages lie. ``turn`` is
    the edge the sheets are turned over when both sides are printed. ``drafts`` says of each text on it that is a draft
    why it is one. ``manifest`` is that of the leaflet, None for a pack and for a sheet that is none. ``whole`` is the
    leaflet page by page, where ``data`` are its imposed sheets.
    """

    data: bytes = dataclasses.field(repr=False)
    name: str
    document: str
    title: str
    made_as: Edition = dataclasses.field(repr=False)
    edition: str
    pages: int
    width_mm: float
    height_mm: float
    turn: Sides = Sides.LONG
    grey: bool = False
    booklet: bool = False
    right_to_left: bool = False
    manifest: Manifest | None = dataclasses.field(default=None, repr=False)
    draft: bool = False
    personal: bool = False
    drafts: tuple[str, ...] = ()
    whole: bytes | None = dataclasses.field(default=None, repr=False)

    @property
    def pdf(self) -> bytes:
        """The leaflet page by page, as it is read on a screen and filed."""
        return self.whole or self.data
