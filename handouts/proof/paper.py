"""The leaflet against the text of its PDF."""

from __future__ import annotations

import collections
import dataclasses
import itertools
import re
import unicodedata
from typing import TYPE_CHECKING

from handouts.errors import Level, Place, Problem
from handouts.leaflet.printed import PrintedText
from handouts.model.monograph import Mark, plain
from handouts.model.typography import RIGHT_TO_LEFT, belong_together
from handouts.proof.joints import joints
from handouts.proof.naming import COMPLETE, PlacedWords, TextFile, differences, locate

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from handouts.leaflet.parts import Leaflet

UNSEEN = re.compile("[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufe00-\ufe0f\ufeff]")
# Letters written from right to left: PDF readers guess their order, so what stands around them is compared in order,
# and they themselves by their number. Brackets and signs turn with them.
TURNING = str.maketrans(")]}>≥", "([{<≤")
# One look, and in most fonts one glyph: ligatures are their letters, a hyphen that holds a line is a hyphen.
SAME = str.maketrans(
    {chr(0xFB00 + number): letters for number, letters in enumerate(("ff", "fi", "fl", "ffi", "ffl", "st", "st"))}
    | {"\u2011": "\u2010"}
)
PARTED = re.compile(r"(\s*)(\S)")
LONGEST_ROW, ANY_ORDER = 10, 3  # texts that may share a turned line
UNPARTED = "M11"  # the rule of `handouts check` that no line ends inside a measure
HINT = "If your own template or style changes this, mend it; else report a fault of the program."


@dataclasses.dataclass(slots=True)
class Strip:
    """Text without its white space; ``gaps`` says what stood before each character: nothing, a space or a line end."""

    characters: str
    gaps: list[str]


def strip(text: str) -> Strip:
    """Part text into its characters and the white space between them; what no eye sees is left out."""
    pairs = PARTED.findall(seen(text))
    return Strip("".join([character for _, character in pairs]), [_gap(space) if space else "" for space, _ in pairs])


def letters(text: str) -> str:
    """Return text without white space and what no eye sees, ligatures as letters."""
    return "".join(seen(text).split())


def seen(text: str) -> str:
    """Return text without what no eye sees, ligatures as letters."""
    return UNSEEN.sub("", text).translate(SAME)


def _gap(space: str) -> str:
    return "\n" if "\n" in space or "\r" in space else space[-1]


def compare(leaflet: Leaflet, pages: Sequence[str], monograph: TextFile) -> Iterator[Problem]:
    """Compare a leaflet with the text of its pages, character by character, text by text.

    Where they differ, the words are named; where a line end parts what belongs together, the place is.
    """
    paper = strip(unicodedata.normalize("NFC", "\n".join(pages)))
    expected = [text for text in leaflet.text() if not text.elsewhere]
    wanted = [letters(written(text)) for text in expected]
    turned = leaflet.direction == "rtl"
    position = 0
    number = 0
    while number < len(expected):
        paper = _without_joints(expected[number], paper, position)
        count = _fitting(
            wanted[number : number + (LONGEST_ROW if turned else 1)], paper.characters, position, turned=turned
        )
        if not count:
            yield from _named(expected[number:], paper, position, monograph)
            return
        for text, characters in zip(expected[number : number + count], wanted[number : number + count], strict=True):
            end = position + len(characters)
            yield from _parted(text, characters, paper.gaps[position:end], monograph)
            position = end
        number += count
    if position < len(paper.characters):
        yield from _named([], paper, position, monograph)


def _without_joints(text: PrintedText, paper: Strip, position: int) -> Strip:
    """Return the paper without the hyphens at which it cuts the long words of its next text."""
    dropped = joints(seen(written(text)), paper.characters, paper.gaps, position)
    if not dropped:
        return paper
    kept = [place for place in range(len(paper.gaps)) if place not in dropped]
    return Strip("".join(paper.characters[place] for place in kept), [paper.gaps[place] for place in kept])


def _fitting(wanted: Sequence[str], paper: str, position: int, *, turned: bool) -> int:
    """Return how many of these texts the paper's next letters are.

    That is one, none, or several that share a turned line: up to three in any order, the cells of a row turned around.
    """
    for count in range(1, len(wanted) + 1):
        pieces = wanted[:count]
        got = paper[position : position + sum(map(len, pieces))]
        turns = itertools.permutations(pieces) if count <= ANY_ORDER else [pieces[::-1]]
        if any(_reads(turn, got, turned=turned) for turn in turns):
            return count
    return 0


def _reads(pieces: Sequence[str], got: str, *, turned: bool) -> bool:
    """Tell whether the letters are those of the pieces, one after the other."""
    position = 0
    for piece in pieces:
        found = got[position : position + len(piece)]
        if found != piece and not same_letters(piece, found, turned=turned):
            return False
        position += len(piece)
    return True


def written(text: PrintedText) -> str:
    """Return a text as it stands on paper, its marker first."""
    words = plain(text.inline)
    return f"{text.marker} {words}" if text.marker else words


def same_letters(wanted: str, got: str, *, turned: bool) -> bool:
    """Tell whether text with letters from right to left has the same letters, and the same numbers and signs."""
    turning = RIGHT_TO_LEFT.search(wanted)
    wanted, got = wanted.translate(TURNING), got.translate(TURNING)
    if not (turning or turned) or collections.Counter(wanted) != collections.Counter(got):
        return False
    around = [re.findall(r"\d+(?:[.,]\d+)*|[^\W\d_]+", RIGHT_TO_LEFT.sub(" ", text)) for text in (wanted, got)]
    numbers = [sorted(word for word in words if word[0].isdigit()) for words in around]
    return around[0] == around[1] or ((turned or _opens_turned(wanted)) and numbers[0] == numbers[1])


def _opens_turned(text: str) -> bool:
    """Tell whether the first letter runs from right to left, and with it the whole block."""
    first = re.search(r"[^\W\d_]", text)
    return bool(first and RIGHT_TO_LEFT.match(first[0]))


def _parted(text: PrintedText, characters: str, gaps: Sequence[str], monograph: TextFile) -> Iterator[Problem]:
    """Find a line end inside a number, or between what may not part; ``gaps`` are the paper's."""
    ends = [index for index in range(1, len(characters)) if gaps[index] == "\n"]
    if not ends or RIGHT_TO_LEFT.search(characters):
        return
    shown = seen(written(text))
    places = [match.span() for match in PARTED.finditer(shown)]
    raised = _raised(text)
    for index in ends:
        start, end = places[index]
        space = shown[start : end - 1]
        if index in raised or "\n" in space:
            continue
        inside = (
            not space and characters[index].isdigit() and re.search(r"\d[.,]?$", characters[max(index - 2, 0) : index])
        )
        if inside or (space and (space == "\u00a0" or belong_together(shown[:start], shown[end - 1 :]))):
            words = f"{characters[max(index - 12, 0) : index]}|{characters[index : index + 12]}"
            message = f"A line end parts “{words}”."
            hint = "Write the passage in other words, or make the table narrower."
            level, place = Level.WARN if text.cell else Level.BLOCK, Place(monograph.path, text.line)
            yield Problem("parted-number", message, hint, place, level, words.replace("|", " "), UNPARTED)


def _raised(text: PrintedText) -> set[int]:
    """Return where text rises or falls; PDF readers take that for a line end."""
    offset, edges = len(letters(text.marker or "")), set()
    for run in text.inline:
        start, offset = offset, offset + len(letters(run.text))
        if run.marks & {Mark.SUPERSCRIPT, Mark.SUBSCRIPT}:
            edges |= {start, offset}
    return edges


def _named(expected: Sequence[PrintedText], paper: Strip, position: int, monograph: TextFile) -> Iterator[Problem]:
    wanted = [PlacedWords(word, text.line) for text in expected for word in written(text).split()]
    rest = "".join(
        itertools.chain.from_iterable(
            zip((gap and " " for gap in paper.gaps[position:]), paper.characters[position:], strict=True)
        )
    )
    got = [PlacedWords(UNSEEN.sub("", word), 0) for word in rest.split()]
    wanted = [PlacedWords(clean, word.line) for word in wanted if (clean := UNSEEN.sub("", word.text))]
    found_any = False
    for verb, found in differences(wanted, got):
        found_any = True
        where = "not on the paper" if verb == "lost" else "on the paper, but come from nowhere"
        yield Problem(
            f"{verb}-words",
            f"The words “{found.text[:200]}” are {where}.",
            HINT,
            locate(monograph, found),
            words=found.text,
            rule=COMPLETE,
        )
    if not found_any:
        yield Problem(
            "lost-words", "The paper's letters are not the leaflet's.", HINT, Place(monograph.path), rule=COMPLETE
        )
