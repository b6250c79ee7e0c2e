"""How the letters of a text stand on paper: words apart, letters together, texts in order, figures raised or level.

The words were compared before; here each letter is held against its place.
"""

from __future__ import annotations

import collections
import dataclasses
import itertools
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

from handouts.errors import Place, Problem
from handouts.model.monograph import Mark
from handouts.model.typography import RIGHT_TO_LEFT
from handouts.proof.naming import COMPLETE, MOST
from handouts.proof.paper import HINT, letters, strip, written

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from handouts.leaflet.parts import Leaflet
    from handouts.leaflet.printed import PrintedText
    from handouts.proof.readback.page_text import PageText
    from handouts.proof.readback.places import Letter

SAME_LINE = 0.75  # sizes between the baselines of a letter and of one raised beside it at most
LEAST_SPACE, MOST_GAP, CLOSEST = 0.14, 0.125, -0.14  # sizes between two words; two letters of one, at most and at least
LEVEL, RAISED, LOWERED = 0.05, 0.12, -0.07  # sizes off the baseline: none, and where a figure is seen to be off it
NEXT_LINE = 0.5  # sizes a next line is lower at least
JOINED = (  # Devanagari to Myanmar, Hangul, Khmer, and what fills a square with its own white
    ("\u0900", "\u11ff"),
    ("\u1780", "\u17ff"),
    ("\u2e80", "\ud7ff"),
    ("\uf900", "\ufaff"),
    ("\uff00", "\uffef"),
    ("\U00020000", "\U0003ffff"),
)
COLUMN = 0.6  # sizes between two columns at least
BACK = 0.3  # sizes the next letter of a line may begin before the end of the one before


class Meant(NamedTuple):
    """Runs that the monograph strikes out, and that it raises or lowers: by their page, from 0, and their first."""

    struck: frozenset[tuple[int, int]]
    raised: frozenset[tuple[int, int]]


class Spot(NamedTuple):
    """A letter of the paper and its page, from 0."""

    page: int
    letter: Letter


@dataclasses.dataclass(frozen=True, slots=True)
class Wanted:
    """A text as it is written: its characters, what stands before each, and the mark of each that decides its place."""

    text: PrintedText
    characters: str
    gaps: Sequence[str]
    marks: Sequence[frozenset[Mark]]


class Setting:
    """The letters of a leaflet on their pages; ``problems`` says which stand wrong, ``meant`` which are not as others.

    It holds for pages whose words are known to be the leaflet's.
    """

    def __init__(self, leaflet: Leaflet, pages: Sequence[PageText], path: str) -> None:
        """Compare each text with its letters."""
        self.path = path
        self.turned = leaflet.direction == "rtl"
        self.lined = {
            (number, fault.first) for number, page in enumerate(pages) for fault in page.faults if fault.is_line
        }
        self.struck: set[tuple[int, int]] = set()
        self.raised: set[tuple[int, int]] = set()
        self.plain: set[tuple[int, int]] = set()
        self.problems = list(itertools.islice(self._compared(leaflet, [*_spots(pages)]), MOST))
        self.meant = Meant(frozenset(self.struck - self.plain), frozenset(self.raised))

    def _compared(self, leaflet: Leaflet, paper: Sequence[Spot]) -> Iterator[Problem]:
        position = 0
        before: Spot | None = None
        for text in leaflet.text():
            if text.elsewhere:
                continue
            wanted = _wanted(text)
            own = _own(wanted.characters, paper, position)
            if not own:
                own_turned = paper[position : position + len(wanted.characters)]
                self._note_turned(wanted, own_turned)
                position, before = position + len(wanted.characters), None
                continue
            position = own[-1][0] + 1
            spots = [paper[place] for place, _ in own]
            yield from self._text(wanted, spots)
            if before and not self.turned and not _follows(before, spots[0]):
                yield self._problem("misplaced-text", wanted, 0, "stands above or before the text it follows")
            # the cells of a table are held against its columns and rows (`handouts.proof.overprint`)
            loose = text.cell or RIGHT_TO_LEFT.search(wanted.characters) or _is_joined(spots[-1].letter)
            before = None if loose else spots[-1]

    def _note_turned(self, wanted: Wanted, spots: Sequence[Spot]) -> None:
        """Take all of a text from right to left for struck or raised if some of it is: its letters stand elsewhere."""
        marks = frozenset().union(*wanted.marks)
        runs = {(spot.page, spot.letter.run) for spot in spots}
        if Mark.DELETED in marks:
            self.struck |= runs
        if marks & {Mark.SUPERSCRIPT, Mark.SUBSCRIPT}:
            self.raised |= runs

    def _text(self, wanted: Wanted, spots: Sequence[Spot]) -> Iterator[Problem]:
        """Compare one text, line by line."""
        if not RIGHT_TO_LEFT.search(wanted.characters):
            yield from self._gaps(wanted, spots)
        start = 0
        for end in range(1, len(spots) + 1):
            if end == len(spots) or not _same_line(spots[end - 1], spots[end]):
                yield from self._levels(wanted, spots, start, end)
                start = end
        for place, (marks, spot) in enumerate(zip(wanted.marks, spots, strict=True)):
            run = spot.page, spot.letter.run
            if Mark.DELETED not in marks:
                self.plain.add(run)
            else:
                self.struck.add(run)
                if run not in self.lined:
                    yield self._problem("unstruck-text", wanted, place, "is struck out in the monograph, not on paper")
                    break

    def _gaps(self, wanted: Wanted, spots: Sequence[Spot]) -> Iterator[Problem]:
        """Find words run together, a word drawn apart, letters over each other, and lines in another order."""
        usual, in_cell = 0.0, bool(wanted.text.cell)
        mixed = any(_is_joined(spot.letter) for spot in spots)  # figures and spaces are another font's then
        bases = [place for place, spot in enumerate(spots) if not _is_mark(spot.letter)]
        for before, place in itertools.pairwise(bases):
            (page, one), (next_page, other) = spots[before], spots[place]
            if page != next_page or _is_joined(one) or _is_joined(other):
                continue
            size = min(one.size, other.size)
            if not _same_line(spots[before], spots[place]):
                if not (in_cell or _goes_on(one, other)):
                    yield self._problem("misplaced-text", wanted, place, "does not stand on the line it belongs to")
                    return
                continue
            if mixed:
                continue
            gap = (other.left - one.right) / size
            if wanted.gaps[place]:
                if gap < LEAST_SPACE + max(usual, 0):
                    yield self._problem("run-together", wanted, place, "is not seen as two words")
                    return
                continue
            usual = gap
            if gap > MOST_GAP:
                yield self._problem("parted-word", wanted, place, "is seen as two words")
                return
            if gap < CLOSEST and one.text.isalnum() and other.text.isalnum() and one.run == other.run:
                yield self._problem("overprinted-text", wanted, place, "has letters over each other")
                return

    def _levels(self, wanted: Wanted, spots: Sequence[Spot], start: int, end: int) -> Iterator[Problem]:
        """Find what is raised or lowered on a line and should not be, and what should be and is not."""
        shifted = {Mark.SUPERSCRIPT, Mark.SUBSCRIPT}
        places = [place for place in range(start, end) if not _is_mark(spots[place].letter)]
        level = [spots[place].letter for place in places if not wanted.marks[place] & shifted]
        if not level:
            return
        baselines = collections.Counter(letter.baseline for letter in level)
        if len(baselines) == 1 and len(level) == len(places):
            return
        base = baselines.most_common(1)[0][0]
        size = max(letter.size for letter in level if letter.baseline == base)
        for place in places:
            rise = (spots[place].letter.baseline - base) / size
            marks = wanted.marks[place]
            if Mark.SUPERSCRIPT in marks:
                right, said = rise >= RAISED, "is raised in the monograph, not on paper"
            elif Mark.SUBSCRIPT in marks:
                right, said = rise <= LOWERED, "is lowered in the monograph, not on paper"
            else:
                right, said = abs(rise) <= LEVEL, "is raised or lowered on paper, not in the monograph"
            if not right:
                yield self._problem("changed-level", wanted, place, said)
                return
            if marks & shifted:
                self.raised.add((spots[place].page, spots[place].letter.run))

    def _problem(self, code: str, wanted: Wanted, place: int, said: str) -> Problem:
        start, end = max(place - 12, 0), place + 12
        words = "".join(
            (" " if gap and number > start else "") + character
            for number, (gap, character) in enumerate(zip(wanted.gaps, wanted.characters, strict=True))
            if start <= number < end
        )
        return Problem(code, f"“{words}” {said}.", HINT, Place(self.path, wanted.text.line), words=words, rule=COMPLETE)


def _spots(pages: Sequence[PageText]) -> Iterator[Spot]:
    """Return the letters of all pages as they are compared: parted into letters and marks, without what no eye sees."""
    for number, page in enumerate(pages):
        for letter in page.letters:
            if letter.text.isascii():
                yield Spot(number, letter)
                continue
            for character in letters(unicodedata.normalize("NFD", letter.text)):
                yield Spot(number, letter._replace(text=character))


def _wanted(text: PrintedText) -> Wanted:
    stripped = strip(unicodedata.normalize("NFD", written(text)))
    marks: list[frozenset[Mark]] = [frozenset()] * len(letters(text.marker or ""))
    for run in text.inline:
        marks += [run.marks] * len(letters(unicodedata.normalize("NFD", run.text)))
    return Wanted(text, stripped.characters, stripped.gaps, marks)


def _own(characters: str, paper: Sequence[Spot], position: int) -> list[tuple[int, str]]:
    """Return the places of a text's letters on paper, hyphens of ours left out; none if they stand in another order."""
    found: list[tuple[int, str]] = []
    for character in characters:
        if position < len(paper) and paper[position].letter.text == "-" != character:
            position += 1
        if position >= len(paper) or paper[position].letter.text != character:
            return []
        found.append((position, character))
        position += 1
    return found


def _same_line(one: Spot, other: Spot) -> bool:
    first, second = one.letter, other.letter
    size = max(first.size, second.size)
    return (
        one.page == other.page
        and abs(first.baseline - second.baseline) < SAME_LINE * size
        and (_is_mark(second) or second.left > first.right - BACK * size)
    )


def _is_mark(letter: Letter) -> bool:
    """Tell what stands above or below the letter before it."""
    return not letter.text.isascii() and unicodedata.category(letter.text)[0] == "M"


def _is_joined(letter: Letter) -> bool:
    """Tell letters of scripts in which several are one drawing, or stand in another order than they are read in."""
    return any(low <= letter.text <= high for low, high in JOINED)


def _follows(before: Spot, after: Spot) -> bool:
    """Tell whether a letter stands where the eye looks for it next: to the right, or below."""
    first, second = before.letter, after.letter
    if before.page != after.page:
        return before.page < after.page
    below = first.baseline - second.baseline >= NEXT_LINE * min(first.size, second.size)
    return below or second.left >= first.right - BACK * max(first.size, second.size)


def _goes_on(first: Letter, second: Letter) -> bool:
    """Tell whether a text goes on with its next line, which begins below and further left, or with its next column."""
    size = max(first.size, second.size)
    if first.baseline - second.baseline >= NEXT_LINE * min(first.size, second.size):
        return second.left < first.right + BACK * size
    return second.left > first.right + COLUMN * size
