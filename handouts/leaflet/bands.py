"""Side effects grouped by what to do, proposed from the source's own words; a reviewer decides.

The words stay where they are: a group is a stretch of the section.
"""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

from handouts.leaflet.parts import Band, Group
from handouts.model.monograph import Block, Item, ItemList, Mark, Paragraph, SubHeading, plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# The first row that fits decides; each has a lead-in it fits.
WORDS = (
    (Band.NOW, r"get (?:medical |emergency )?help|emergency|life[- ]threatening", "Get medical help if you have:"),
    (Band.NOW, r"at once|straight away|immediately|right away", "Stop taking it at once if you have:"),
    (Band.NOW, r"(?:immediate|urgent) medical|ambulance|hospital|A&E", "Go to hospital if you have:"),
    (Band.NOW, r"\b(?:000|110|112|118|119|911|995|999)\b", "Call 999 if you have:"),
    (Band.TODAY, r"serious|severe|promptly|urgent|\bsoon\b", "Serious side effects:"),
    (Band.TODAY, r"\btell us\b(?!.*next visit)|call (?:us|your|the)|contact (?:us|your)", "Tell us if you have:"),
    (Band.VISIT, r"\bcommon\b|\bmild\b|\bminor\b|next visit|usually (?:pass|go)", "Common side effects:"),
)
ACTION = re.compile(r"\b(?:call|phone|dial|contact|tell|seek|get|go to|see (?:a|your|the))\b", re.IGNORECASE)


def banded(content: Sequence[Block], labels: dict[Band, str]) -> tuple[Group, ...]:
    """Return the content of a side effects section in groups, each with its band where its lead-in proposes one.

    ``labels`` are what is printed for each band, in the leaflet's own words.
    """
    pieces = [(tuple(blocks), _band(blocks)) for blocks in _pieces(content)]
    groups = []
    for band, run in itertools.groupby(pieces, key=lambda piece: piece[1]):
        blocks = tuple(block for piece, _ in run for block in piece)
        groups.append(Group(blocks, band, labels[band] if band else None))
    return tuple(groups)


def _pieces(content: Sequence[Block]) -> Iterator[list[Block]]:
    """Part the content where a lead-in opens something new: a sub-heading, or a paragraph after a list."""
    piece: list[Block] = []
    for block in itertools.chain.from_iterable(map(_labelled, content)):
        leads = isinstance(block, SubHeading) or (
            isinstance(block, Paragraph) and not (piece and isinstance(piece[-1], SubHeading))
        )
        alone = isinstance(block, ItemList) and len(block.items) == 1 and _label(block.items[0])
        if piece and (leads or alone or _is_labelled(piece[-1])):
            yield piece
            piece = []
        piece.append(block)
    if piece:
        yield piece


def _labelled(block: Block) -> list[Block]:
    """Part a list whose items each open with a bold label that proposes a band."""
    if isinstance(block, ItemList) and all(_propose(_label(item)) for item in block.items):
        return [ItemList((item,)) for item in block.items]
    return [block]


def _is_labelled(block: Block) -> bool:
    return isinstance(block, ItemList) and len(block.items) == 1 and bool(_label(block.items[0]))


def _label(item: Item) -> str:
    first = item.content[0]
    return first.inline[0].text if isinstance(first, Paragraph) and Mark.STRONG in first.inline[0].marks else ""


def _band(blocks: Sequence[Block]) -> Band | None:
    first = blocks[0]
    match first:
        case SubHeading() | Paragraph():
            text = plain(first.inline).rstrip()
            if len(blocks) > 1 or isinstance(first, SubHeading):
                return _propose(text.rsplit(". ", 1)[-1])
            return _propose(text) if ACTION.search(text) else None
        case ItemList() if len(first.items) == 1:
            return _propose(_label(first.items[0]))
        case _:
            return None


def _propose(text: str) -> Band | None:
    return next((band for band, words, _ in WORDS if re.search(words, text, re.IGNORECASE)), None)
