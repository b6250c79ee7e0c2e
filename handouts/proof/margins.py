"""The margins of every page against what the leaflet says in them: each of its texts whole, and once at most."""

from __future__ import annotations

import collections
import itertools
import re
from typing import TYPE_CHECKING

from handouts.errors import Place, Problem
from handouts.model.typography import RIGHT_TO_LEFT
from handouts.proof.joints import cut
from handouts.proof.naming import COMPLETE
from handouts.proof.paper import HINT, letters, same_letters, seen, written

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from handouts.leaflet.parts import Leaflet
    from handouts.proof.readback.page_text import PageText

MOST_STEPS = 20_000  # of a search among texts that begin with each other; what takes more is refused


def compare_margins(
    leaflet: Leaflet, pages: Sequence[PageText], total: int, path: str, again: Mapping[int, Sequence[str]]
) -> Iterator[Problem]:
    """Check each page's margins: identity and page number on every page, the notice from page 2 on, and no other word.

    Every text stands there whole, its letters in their order, and once at most; of text from right to left, whose
    order readers guess, the letters and the numbers count.
    A patient's name, birth date and number are part of the identity. From page 2 on the column headings of
    a table may stand there again, whole: the table goes on. So may what heads the boxes that go on there: ``again``
    names it for each page, from 0.
    ``total`` is how many pages the whole file has; ``path`` names the monograph.
    """
    running = leaflet.running
    optional = [
        running.title,
        running.notes,
        running.notice,
        *(f"{field.label}{field.value}" for field in (*running.contacts, *running.patient)),
    ]
    tables = [*_column_headings(leaflet)]
    for place, page in enumerate(pages):
        text, number = letters(page.margins), page.number
        label = running.page.format(page=number, pages=total)
        required = [running.identity, label] + [running.notice] * (place > 0)
        required += [f"{fact.label} {fact.value}" for fact in running.patient]
        for words in required:
            if not _stands_in(words, text):
                message = f"Page {number} lacks “{words}” in its margin."
                yield Problem("missing-identity", message, HINT, Place(path), words=words, rule=COMPLETE)
        known = [running.identity, label, *optional, *([] if page.body.strip() else [running.blank])]
        known += [shown for head in again.get(place, ()) if (shown := _shown(head, text))]
        if not _is_made_of(text, [*map(letters, known), *(tables if place else ())]):
            words = page.margins.strip()
            message = f"The margins of page {number} hold text from nowhere: “{words[:120]}”."
            yield Problem("added-words", message, HINT, Place(path), words=words, rule=COMPLETE)


def _column_headings(leaflet: Leaflet) -> Iterator[str]:
    """Return the letters of each table's column headings."""
    groups = itertools.groupby(leaflet.text(), lambda text: text.column_heading)
    rows = [[letters(written(text)) for text in group] for heads, group in groups if heads]
    ways = (1, -1) if leaflet.direction == "rtl" else (1,)  # readers take a row that runs from right to left either way
    yield from {"".join(row[::way]): None for row in rows for way in ways}


def _is_made_of(text: str, pieces: Sequence[str]) -> bool:
    """Tell whether text is some of the pieces, one after the other in any order, each once at most."""
    waiting = sorted((piece for piece in pieces if piece), key=lambda piece: (-len(piece), piece))
    steps = itertools.count()

    def fits(position: int, left: frozenset[int]) -> bool:
        if position == len(text):
            return True
        tried = set()
        for number, piece in enumerate(waiting):
            if number not in left or piece in tried or next(steps) > MOST_STEPS:
                continue
            tried.add(piece)
            end = position + len(piece)
            if _reads_as(text[position:end], piece) and fits(end, left - {number}):
                return True
        return False

    return fits(0, frozenset(range(len(waiting))))


def _reads_as(found: str, piece: str) -> bool:
    return found == piece or (bool(RIGHT_TO_LEFT.search(piece)) and same_letters(piece, found, turned=True))


def _stands_in(words: str, text: str) -> bool:
    """Tell whether a margin shows words; of a name from right to left, each word by its letters in any order."""
    if letters(words) in text or not RIGHT_TO_LEFT.search(words):
        return letters(words) in text
    return all(
        any(
            collections.Counter(text[at : at + len(word)]) == collections.Counter(word)
            for at in range(len(text) - len(word) + 1)
        )
        for word in map(letters, words.split())
    )


def _shown(words: str, text: str) -> str:
    """Return words as a margin shows them, the long ones cut where they fit no line; nothing if it does not."""
    found = re.search(cut(seen(words)), text)
    return found[0] if found else words if _stands_in(words, text) else ""
