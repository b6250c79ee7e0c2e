"""Is a pack's paper what it is made of? Each leaflet on its own pages, the cover and its numbers beside them."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from handouts.errors import Level, Place, Problem, TypesettingError
from handouts.leaflet.cover import Contents
from handouts.model.monograph import plain
from handouts.proof import outside
from handouts.proof.facts import Kind, key
from handouts.proof.margins import compare_margins
from handouts.proof.naming import COMPLETE, TextFile
from handouts.proof.overprint import unreadable
from handouts.proof.paper import HINT, compare, letters
from handouts.proof.readback.page_text import read_back, read_pages
from handouts.proof.spacing import Setting
from handouts.proof.tagged import Tagged

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from handouts.leaflet.parts import Leaflet
    from handouts.proof.readback.page_text import ReadBack

AGAIN = "Make the pack again."


def spans_of(pdf: bytes, documents: Sequence[str], path: str, *, two_sided: bool) -> list[range]:
    """Return the pages of each document, by their numbers from 1, as the feet of the pages name them.

    ``documents`` are the numbers of the cover and the leaflets, in order; ``path`` names the pack. The cover's number
    stands on every page.

    Raises:
        TypesettingError: the pages are not those of the documents, one after the other, each on a fresh sheet.
    """
    try:
        pages = read_pages(pdf)
    except ValueError as error:
        raise TypesettingError(Problem("unreadable-pdf", f"The PDF is {error}.", AGAIN, Place(path))) from None
    wanted = [*map(letters, documents)]
    found = []
    for page in pages:
        margins = letters(page.margins)
        named = [place for place, number in enumerate(wanted) if place and number in margins]
        if len(named) > 1 or wanted[0] not in margins:
            told = f"Page {page.number} does not say to which leaflet of the pack it belongs."
            raise TypesettingError(_problem("missing-identity", told, path))
        found.append(named[0] if named else 0)
    if [place for place, _ in itertools.groupby(found)] != [*range(len(wanted))]:
        told = "The leaflets do not stand in the pack in its order, each on its own pages."
        raise TypesettingError(_problem("changed-order", told, path))
    spans = [range(found.index(place) + 1, found.index(place) + 1 + found.count(place)) for place in range(len(wanted))]
    for span in spans:
        blanks = [number for number in span if not pages[number - 1].body.strip()]
        padding = [span[-1]] if two_sided and len(span) % 2 == 0 else []
        if not set(blanks) <= set(padding):
            told = f"Page {blanks[0]} is blank."
            raise TypesettingError(_problem("blank-page", told, path))
        if two_sided and span[0] % 2 == 0:
            told = f"Page {span[0]} begins a leaflet on the back of another."
            raise TypesettingError(_problem("not-on-a-fresh-sheet", told, path))
    return spans


def prove_cover(cover: Leaflet, pdf: bytes, span: range, file: TextFile) -> None:
    """Prove that the first pages show the cover and nothing else; it holds the numbers the contents must have.

    ``file`` is the one that describes the pack.

    Raises:
        TypesettingError: words were lost or added, or a number is not that of the page where its leaflet begins.
    """
    paper = read_back(pdf, span)
    problems = [
        *compare(cover, [page.body for page in paper.pages], file),
        *compare_margins(cover, paper.pages, paper.total, file.path, {}),
        *outside(paper.pages, file.path),
    ]
    if not problems:  # the letters are the cover's
        setting = Setting(cover, paper.pages, file.path)
        problems += [*setting.problems, *unreadable(paper.pages, (), {}, setting.meant, file.path)]
    problems += _structure_problems(cover, paper, file.path) if not problems else []
    errors = [problem for problem in problems if problem.level is Level.BLOCK]
    if errors:
        raise TypesettingError(*errors)


def _structure_problems(cover: Leaflet, paper: ReadBack, path: str) -> Iterator[Problem]:
    """Compare title, heading and items of the contents with the tags."""
    turned = cover.direction == "rtl"
    (contents,) = (part for part in cover.parts if isinstance(part, Contents))
    items = [f"{plain(entry.title)}{entry.page.format(page=entry.first_page)}" for entry in contents.entries]
    tagged = Tagged({}, turned=turned)
    tagged.read(paper.tags)
    for kind, wanted in ((Kind.ITEM, items), (Kind.HEADING, [cover.title, contents.heading])):
        got = [leaf.words for leaf in tagged.leaves if leaf.kind is kind]
        for words in wanted:
            if key(words, turned=turned) not in got:
                told = f"“{words}” is not one {kind.value} in the tags."
                yield Problem("changed-structure", told, HINT, Place(path), words=words, rule=COMPLETE)


def _problem(code: str, message: str, path: str) -> Problem:
    return Problem(code, message, HINT, Place(path), rule=COMPLETE)
