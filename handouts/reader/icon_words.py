"""Do the words that a front matter sets a picture beside stand in the text, where a picture can?"""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

from handouts.errors import Level, Place, Problem
from handouts.model.icons import iconed
from handouts.model.monograph import ItemList, Paragraph, Question, Quotation, SubHeading, plain
from handouts.model.sentences import sentences
from handouts.model.stretches import key_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from handouts.model.icons import Icon
    from handouts.model.monograph import Block, Inline, Section


def unknown_icon_words(
    icons: Mapping[str, Icon], sections: Sequence[Section], front: Sequence[str], path: str
) -> Iterator[Problem]:
    """Return a problem for each entry of ``icons`` no text is; ``front`` are the file's first lines."""
    if not icons:
        return
    known: dict[str, str] = {}
    for section in sections:
        for inline in _texts(section):
            text = plain(inline)
            parts = [text, *(text[start:end] for start, end in sentences(text))]
            known |= dict(zip(iconed(inline), parts, strict=True))
    for words in icons:
        if key_of(words) not in known:
            rows = ((at, row.find(words) + 1) for at, row in enumerate(front, 1))
            number, column = next((place for place in rows if place[1]), (1, 1))
            near = difflib.get_close_matches(key_of(words), known, n=1)
            hint = f"Write it as it stands in the text: “{known[near[0]]}”." if near else "Take them from the text."
            message = (
                f"No heading, and no sentence of a paragraph or an item, reads “{words}”: its picture would be lost."
            )
            yield Problem("unknown-icon-words", message, hint, Place(path, number, column), Level.BLOCK, words)


def _texts(section: Section) -> Iterator[Inline]:
    """Return the texts a picture can stand beside: headings, paragraphs, questions and items, but no cells."""
    if section.heading:
        yield section.heading
    yield from _texts_of(section.content)


def _texts_of(blocks: Iterable[Block]) -> Iterator[Inline]:
    for block in blocks:
        match block:
            case Paragraph() | SubHeading():
                yield block.inline
            case Question():
                yield block.question
                yield from _texts_of(block.answer)
            case ItemList():
                for item in block.items:
                    yield from _texts_of(item.content)
            case Quotation():
                yield from _texts_of(block.content)
            case _:
                pass
