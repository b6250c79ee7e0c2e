"""Nothing was lost and nothing added between the monograph's file and the paper.

Five comparisons, each exact, and a look at what the file would do (`handouts.proof.active`):

1. the words, numbers and signs of the file, read a second time from its bytes and by nothing that took part in the
   first reading, are those of the monograph, in order; what is not printed is a table (`handouts.proof.marks`);
2. every section of the monograph stands in the leaflet once, whole, in its own order, and every quotation is verbatim;
   but for a heading that says what ours above it says (`handouts.leaflet.headings`), and for side effects, of which
   stretches with sub-headings of their own may stand the gravest first, each whole;
3. the text read back from the PDF is the leaflet's, character for character, in order; no number is parted
   from its digits or its unit by a line end; the margins hold the page's own line, what heads a table or a box that
   goes on, and nothing else;
4. the structure read back from the PDF's tags is the monograph's: under which heading a text or a cell stands, in which
   item, list, answer or quotation, with which number;
5. every letter can be read: none is printed over another, out of its cell or off the page, covered, struck, turned,
   tiny, or in the colour of its ground; words stand apart and their letters together, texts one after the other, and
   raised is what the monograph raises;
6. every picture of the monograph stands on paper once, in its place, whole, with the dots of its own file.
"""

from __future__ import annotations

import collections
import dataclasses
from typing import TYPE_CHECKING

from handouts.errors import Level, Place, Problem, TypesettingError
from handouts.leaflet.headings import repeated_headings
from handouts.leaflet.parts import Chapter, Leaflet
from handouts.leaflet.printed import Origin
from handouts.model.monograph import Monograph, plain
from handouts.model.walk import monograph_lines
from handouts.proof.active import active_problems
from handouts.proof.arrangement import joined, stands
from handouts.proof.blanks import blank_problems
from handouts.proof.figures import figure_problems
from handouts.proof.going_on import repeated_heads
from handouts.proof.margins import compare_margins
from handouts.proof.naming import COMPLETE
from handouts.proof.overprint import unreadable
from handouts.proof.paper import compare
from handouts.proof.pictures import PictureFiles, picture_problems
from handouts.proof.readback.page_text import read_back
from handouts.proof.second_reading import read_again
from handouts.proof.source import compare_source
from handouts.proof.spacing import Setting
from handouts.proof.structure import Comparison

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from handouts.proof.readback.page_text import PageText


@dataclasses.dataclass(frozen=True, slots=True)
class Proof:
    """What was compared and found equal: how many pages, and how many words and numbers of the source.

    A word is a word, a number or a sign. ``warnings`` tell what a table's narrow column parted.
    """

    pages: int
    words: int
    numbers: int
    warnings: tuple[Problem, ...] = ()


@dataclasses.dataclass(frozen=True, slots=True)
class Beside:
    """What a file holds beside words: the files of its pictures, and parts it has for a reason (see `proof.active`)."""

    pictures: PictureFiles = dataclasses.field(default_factory=PictureFiles)
    parts: frozenset[str] = frozenset()


NOTHING = Beside()
NOT_SEEN = (  # kept beside the word "proven" in every manifest; SECURITY.md tells it at length
    "what a picture or a logo says",
    "words made of borders and boxes",
    "the letters of a font that is not ours",
    "spacing and order within texts from right to left, and in Indic, Thai and East Asian scripts",
)


def prove(
    monograph: Monograph,
    leaflet: Leaflet,
    pdf: bytes,
    span: range | None = None,
    beside: Beside = NOTHING,
) -> Proof:
    """Return the proof that a PDF shows the whole monograph and nothing else.

    ``span`` are the leaflet's pages, by their numbers from 1, in a file that holds others too; ``beside`` what that
    file holds beside words.

    Raises:
        TypesettingError: the PDF cannot be read; words were lost or added, with their lines in the monograph; a line
            end parts a number; text reaches over the paper's edge or cannot be read; the tags say another structure;
            a picture is not that of its file; the file holds a program, a form or a file, or links elsewhere than
            paper may.
    """
    try:
        paper = read_back(pdf, span)
    except ValueError as error:
        problem = Problem("unreadable-pdf", f"The PDF is {error}.", "Build the leaflet again.", Place(monograph.path))
        raise TypesettingError(problem) from None
    pages = paper.pages
    source = read_again(monograph.data)
    problems = [
        *compare_source(source, monograph),
        *_arrangement_problems(monograph, leaflet),
        *_untold_headings(monograph, leaflet),
        *compare(leaflet, [page.body for page in pages], monograph),
        *compare_margins(leaflet, pages, paper.total, monograph.path, repeated_heads(leaflet, paper.tags)),
        *outside(pages, monograph.path),
        *active_problems(pdf, monograph.path, beside.parts),
    ]
    if not any(problem.blocks for problem in problems):  # what is lost is not named again
        structure = Comparison(leaflet, paper.tags, monograph)
        problems += structure.problems
        problems += figure_problems(leaflet, paper.tags, monograph)
        problems += blank_problems(leaflet, paper.tags, monograph.path)
        setting = Setting(leaflet, pages, monograph.path)
        problems += setting.problems if not structure.problems else ()  # what is in another element stands elsewhere
        problems += unreadable(pages, structure.tables, structure.lines, setting.meant, monograph.path)
        problems += picture_problems(leaflet, paper.tags, pdf, span, beside.pictures, monograph)
    errors = [problem for problem in problems if problem.level is Level.BLOCK]
    if errors:
        raise TypesettingError(*errors)
    words = source.words()
    numbers = sum(word.text[0].isdigit() for word in words)
    return Proof(len(pages), len(words), numbers, tuple(problems))


def _arrangement_problems(monograph: Monograph, leaflet: Leaflet) -> Iterator[Problem]:
    """Compare the monograph's sections with the leaflet's passages, and its quotations with the text."""
    shown = [(text.marker, plain(text.inline)) for text in leaflet.text() if text.origin is Origin.MONOGRAPH]
    chapters = [part for part in leaflet.parts if isinstance(part, Chapter)]
    ours = dict(repeated_headings(monograph.sections, chapters, leaflet.wording_language))
    written = [
        (line.marker, plain(line.inline)) for line in monograph_lines(monograph) if ours.get(line.line) != line.inline
    ]
    written.insert(0, (None, plain(monograph.title)))
    counted, expected = collections.Counter(shown), collections.Counter(written)
    hint = "This is a fault of the program: report it."
    for _, text in (expected - counted) | (counted - expected):
        message = f"“{text[:80]}” does not stand in the leaflet as often as in the monograph."
        yield Problem("lost-words", message, hint, Place(monograph.path), words=text, rule=COMPLETE)
    arranged = joined(shown)
    for section in monograph.sections:
        told = dataclasses.replace(section, heading=None) if section.line in ours else section
        if not stands(told, arranged):
            message, place = "A section's text stands in another order.", Place(monograph.path, section.line)
            yield Problem("changed-order", message, hint, place, rule=COMPLETE)
    body = "\0".join(map(plain, [monograph.title, *(line.inline for line in monograph_lines(monograph))]))
    for quote in leaflet.text():
        if quote.origin is Origin.QUOTE and plain(quote.inline) not in body:
            words = plain(quote.inline)
            message = f"The key box says “{words[:80]}”, the monograph does not."
            place = Place(monograph.path, quote.line)
            yield Problem("added-words", message, hint, place, words=words, rule=COMPLETE)


def _untold_headings(monograph: Monograph, leaflet: Leaflet) -> Iterator[Problem]:
    """Find a heading of a table told as a list that no value stands under: its words would be lost."""
    quoted = {text.inline for text in leaflet.text() if text.origin is Origin.QUOTE}
    for text in leaflet.text():
        if text.elsewhere and text.inline not in quoted:
            words, place = plain(text.inline), Place(monograph.path, text.line)
            hint = "This is a fault of the program: report it."
            message = f"The column heading “{words[:80]}” stands with no value."
            yield Problem("lost-words", message, hint, place, words=words, rule=COMPLETE)


def outside(pages: Sequence[PageText], path: str) -> Iterator[Problem]:
    """Find text that reaches over the paper's edge; ``path`` names what the pages are made from."""
    for page in pages:
        if text := page.outside.strip():
            message = f"On page {page.number} “{text[:80]}” reaches over the paper's edge."
            hint = "Make the table narrower, or the word shorter."
            yield Problem("off-page", message, hint, Place(path), words=text)
