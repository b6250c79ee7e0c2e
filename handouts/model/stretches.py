"""A side effects section in stretches: each with the author's own order, or the one a reviewer set by its heading.

The words stay where they are: a stretch is a run of the section's blocks. A stretch under a sub-heading of its own
belongs to a whole; only wholes may change places, see `handouts.leaflet.bands`.
"""

from __future__ import annotations

import dataclasses
import itertools
import re
from typing import TYPE_CHECKING

from handouts.model.monograph import Block, Item, ItemList, Mark, Paragraph, Question, Role, Section, SubHeading, plain
from handouts.model.phrases import finder
from handouts.model.sentences import sentences
from handouts.model.urgency import Urgency, gravest, urgency_of, urgency_within
from handouts.model.words import stretches as words

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Mapping, Sequence

GRAVE = finder(words.GRAVE)
NOT_GRAVE = finder(words.NOT_GRAVE)
POINTS_BACK = finder(words.POINTS_BACK)
GOES_ON = finder(words.GOES_ON)
CONDITIONS = finder(words.CONDITIONS)
OFTEN = finder(words.OFTEN)
LEADS_IN = re.compile(r"(?::|\b(?:if|when|for|about|include))\W*$", re.IGNORECASE)


@dataclasses.dataclass(frozen=True, slots=True)
class Stretch:
    """A run of blocks with what the reader is told to do; ``chosen`` tells that a reviewer set it.

    ``whole`` is the number of the sub-heading it stands under, 0 before the first.
    """

    blocks: tuple[Block, ...]
    urgency: Urgency | None
    whole: int = 0
    chosen: bool = False


def key_of(head: str) -> str:
    """Return a heading as a front matter may name it: without case, and without the marks around it."""
    return " ".join(head.casefold().split()).strip(" :.*?")


def keyed(chosen: Mapping[str, Urgency]) -> dict[str, Urgency]:
    """Return what a front matter says of headings by their `key_of`."""
    return {key_of(name): urgency for name, urgency in chosen.items()}


def is_ordered(section: Section, *, english: bool) -> bool:
    """Tell a section whose stretches are looked at: side effects, and one whose own heading orders something."""
    if section.role is Role.SIDE_EFFECT:
        return True
    heading = plain(section.heading) if section.heading and section.role is Role.OTHER and english else ""
    return urgency_of(heading) not in {None, Urgency.NONE}


def heads(section: Section) -> Iterator[str]:
    """Return what the stretches of a section are called by, as written."""
    if section.heading:
        yield plain(section.heading)
    for piece in _pieces(section.content):
        yield from _names(piece)


def stretches(section: Section, chosen: Mapping[str, Urgency], *, english: bool) -> tuple[Stretch, ...]:
    """Return the stretches of a side effects section, in the author's order.

    ``chosen`` is what a reviewer set, by `key_of` a heading; ``english`` tells that the words can be judged.
    """
    above = plain(section.heading) if section.heading else ""
    found: list[Stretch] = []
    whole = 0
    for piece in _pieces(section.content, chosen):
        whole += isinstance(piece[0], SubHeading)
        set_by = next((chosen[key] for name in _names(piece) if (key := key_of(name)) in chosen), None)
        if set_by is None and not found and not isinstance(piece[0], SubHeading):
            set_by = chosen.get(key_of(above))
        if set_by:
            found.append(Stretch(tuple(piece), set_by, whole, chosen=True))
        elif english:
            found += _own(piece, found, whole, above)
        else:
            found.append(Stretch(tuple(piece), None, whole))
    return tuple(found)


def _own(piece: Sequence[Block], found: list[Stretch], whole: int, above: str) -> Iterator[Stretch]:
    """Return a piece with the author's own order; what closes the list before it takes that along."""
    first = piece[0]
    head = urgency_of(plain(first.inline)) if isinstance(first, SubHeading) else None
    start, own = _order(piece)
    if own in {None, Urgency.NONE} or head not in {None, Urgency.NONE}:
        start = 0
    urgency = (own if own not in {None, Urgency.NONE} else head) or own
    if not found and not isinstance(first, SubHeading) and urgency is None and not _is_about_frequency(piece):
        urgency = urgency_of(above)
    if start:
        yield Stretch(tuple(piece[:start]), head, whole)
    before = found[-1] if found else None
    if before and before.urgency is None and before.whole == whole and _closes(piece, before):
        found.pop()
        piece, start = [*before.blocks, *piece], 0
    yield Stretch(tuple(piece[start:]), urgency, whole)


def _order(piece: Sequence[Block]) -> tuple[int, Urgency | None]:
    """Return the order a piece's paragraphs or label give, and which of its blocks it begins with."""
    paragraphs = [(number, block) for number, block in enumerate(piece) if isinstance(block, Paragraph)]
    if any(isinstance(block, ItemList) for block in piece):
        if len(piece) == 1 and isinstance(piece[0], ItemList):
            return 0, _list_order(piece[0])
        return (paragraphs[-1][0], _lead_in(plain(paragraphs[-1][1].inline))) if paragraphs else (0, None)
    if isinstance(piece[0], Question):
        return 0, urgency_of(plain(piece[0].question))
    orders = [
        (number, None if _is_mixed(block) else gravest([urgency_within(plain(block.inline)), label_order(block)]))
        for number, block in paragraphs
    ]
    order = gravest(urgency for _, urgency in orders)
    return next((number for number, urgency in orders if urgency is order), 0), order


def _list_order(items: ItemList) -> Urgency | None:
    """Return the order of a list that nothing leads in: its label's, or what each of its items says."""
    label = _label(items.items[0])
    orders = {_item_order(item) for item in items.items}
    return urgency_of(label) or (orders.pop() if len(orders) == 1 else None)


def _lead_in(text: str) -> Urgency | None:
    """Return the order of the sentence that leads in a list, or of the one before that it only goes on from."""
    said = [text[start:end] for start, end in sentences(text)]
    order = urgency_of(said[-1]) if said else None
    if order or len(said) == 1 or not said or not GOES_ON.match(said[-1]) or OFTEN.search(said[-1]):
        return order
    return urgency_of(said[-2])


def _is_mixed(paragraph: Paragraph) -> bool:
    """Tell a paragraph of several labels that do not all say the same of what to do."""
    bold = [run.text for run in paragraph.inline if Mark.STRONG in run.marks and run.text.rstrip().endswith(":")]
    return len(set(map(urgency_of, bold))) > 1


def is_grave(head: str) -> bool:
    """Tell a heading that grades what stands below it as grave."""
    return bool(GRAVE.search(head) and not NOT_GRAVE.search(head))


def _closes(piece: Sequence[Block], before: Stretch) -> bool:
    """Tell whether a paragraph gives an order for the list before it, as “If you get any of these, call us” does."""
    if len(piece) > 1 or not isinstance(piece[0], Paragraph) or not isinstance(before.blocks[-1], ItemList):
        return False
    text = plain(piece[0].inline)
    said = [text[start:end] for start, end in sentences(text)]
    ordered = [sentence for sentence in said if urgency_of(sentence) not in {None, Urgency.NONE}]
    grave = any(isinstance(block, Paragraph | SubHeading) and is_grave(plain(block.inline)) for block in before.blocks)
    return bool(ordered) and all(
        POINTS_BACK.search(sentence) or not CONDITIONS.search(sentence) or (grave and is_grave(sentence))
        for sentence in ordered
    )


def _pieces(content: Sequence[Block], chosen: Container[str] = ()) -> Iterator[list[Block]]:
    """Part the content where something new opens: a sub-heading, a paragraph after a list, a label."""
    piece: list[Block] = []
    apart = False
    for block, alone in itertools.chain.from_iterable(_labelled(each, chosen) for each in content):
        if piece and (alone or apart or _opens(block, piece)):
            yield piece
            piece = []
        piece.append(block)
        apart = alone
    if piece:
        yield piece


def _opens(block: Block, piece: Sequence[Block]) -> bool:
    last = piece[-1]
    match block:
        case SubHeading() | Question():
            return True
        case Paragraph() if isinstance(last, Paragraph):
            headed = isinstance(piece[0], SubHeading) and not (_is_bold(block) or _is_about_frequency([block]))
            return not (headed or LEADS_IN.search(plain(last.inline)))
        case Paragraph():
            return not isinstance(last, SubHeading)
        case _:
            return isinstance(last, Question)


def _labelled(block: Block, chosen: Container[str]) -> list[tuple[Block, bool]]:
    """Part a list whose items each say what to do, or open with bold labels of which one does or a reviewer named."""
    if not isinstance(block, ItemList):
        return [(block, False)]
    labels = list(map(_label, block.items))
    if all(labels) and any(_tell(label, chosen) for label in labels):
        runs = itertools.groupby(block.items, key=lambda item: _tell(_label(item), chosen))
    elif all(map(_item_order, block.items)) and len(set(map(_item_order, block.items))) > 1:
        runs = itertools.groupby(block.items, key=_item_order)
    else:
        return [(block, False)]
    return [(ItemList(tuple(items)), True) for _, items in runs]


def _item_order(item: Item) -> Urgency | None:
    first = item.content[0] if item.content else None
    return urgency_within(plain(first.inline)) if isinstance(first, Paragraph) else None


def _tell(label: str, chosen: Container[str]) -> str | None:
    key = key_of(label)
    return key if key in chosen else urgency_of(label)


def _is_bold(block: Block) -> bool:
    return isinstance(block, Paragraph) and Mark.STRONG in block.inline[0].marks


def _is_about_frequency(piece: Sequence[Block]) -> bool:
    first = piece[0]
    return isinstance(first, Paragraph) and bool(OFTEN.search(plain(first.inline)))


def label_order(block: Block) -> Urgency | None:
    """Return the order of a paragraph's bold label: “**Emergency:** …”."""
    return urgency_of(plain(block.inline[:1])) if isinstance(block, Paragraph) and _is_bold(block) else None


def _label(item: Item) -> str:
    first = item.content[0] if item.content else None
    return plain(first.inline[:1]) if isinstance(first, Paragraph) and _is_bold(first) else ""


def _names(piece: Sequence[Block]) -> Iterator[str]:
    """Return what a piece may be called by: its sub-heading, its lead-in, its bold label."""
    for block in piece:
        match block:
            case SubHeading():
                yield plain(block.inline)
            case Paragraph():
                if _is_bold(block):
                    yield plain(block.inline[:1])
                text = plain(block.inline)
                yield text
                yield from (text[start:end].strip() for start, end in list(sentences(text))[-1:])
            case Question():
                yield plain(block.question)
            case ItemList():
                yield from filter(None, map(_label, block.items))
            case _:
                pass
