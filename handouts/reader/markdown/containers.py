"""What is open around a block while HTML is read, and lists made of what stood in them."""

from __future__ import annotations

import dataclasses
from typing import Any

from handouts.model.monograph import Block, Item, ItemList, Paragraph, Run
from handouts.reader.markdown.html_lists import numbers
from handouts.reader.markdown.markup import SIGNS


@dataclasses.dataclass(slots=True)
class Frame:
    """A container that is still open."""

    tag: str
    attributes: dict[str, str | None] = dataclasses.field(default_factory=dict)
    items: list[dict[str, str | None]] = dataclasses.field(default_factory=list)  # the attributes of a list's items
    parts: list[Any] = dataclasses.field(default_factory=list)


def blocks_of(frame: Frame) -> tuple[Block, ...]:
    """Return the blocks that stood in a container."""
    return tuple(part for part in frame.parts if isinstance(part, Block))


def close_list(frame: Frame) -> list[object]:
    """Return the list, if it holds anything; where nobody typed its numbers, it has those HTML gives it."""
    parts = [part for part in frame.parts if isinstance(part, Item | Block)]
    if frame.tag == "ol":
        found = numbers(frame.attributes, frame.items)
        parts = [_numbered(part, next(found, "")) if isinstance(part, Item) else part for part in parts]
    items = [part if isinstance(part, Item) else Item(None, (part,)) for part in parts]
    items = [item for item in items if item.content]
    return [ItemList(tuple(items))] if items else []


def _numbered(item: Item, number: str) -> Item:
    """Return an item with its mark, which is all it says where nothing follows."""
    marker = item.marker or number
    return Item(marker, item.content) if item.content else Item(None, (Paragraph((Run(marker),)),))


def close_item(frame: Frame) -> list[object]:
    """Return the item, empty or not, since an empty one counts."""
    marker = frame.attributes.get("data-marker")
    return [Item(marker and marker.translate(SIGNS), blocks_of(frame))]
