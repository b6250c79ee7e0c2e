"""Stars that mark a footnote (``10 mg**``, and ``** not in children`` below), kept from being read as bold or bullets.

Which stars are bold the inline rules say. What they leave over is a footnote's where it stands behind a word and a note
begins with as many; or where it stands behind a number or its unit, note or not.
"""

from __future__ import annotations

import dataclasses
import itertools
import re
from typing import TYPE_CHECKING

from handouts.model.pattern import right_before
from handouts.model.units import UnitKind, symbols, unit_pattern, words
from handouts.reader.markdown.inline import RULES
from handouts.reader.markdown.marks import AROUND, HEADING, LEAD
from handouts.reader.markdown.markup import STAR

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

TAKEN = "\ufdd8"  # a noncharacter in the place of a star that is bold or slant
DELIMITED = tuple(re.compile(rule.pattern, re.DOTALL) for rule in RULES if not rule.name.endswith("underscore"))
NOTE = re.compile(rf"{LEAD}(?P<stars>[*{STAR}]+)(?![*{STAR}])(?P<gap>[ \u00a0]*)(?P<text>[^\s*{STAR}].*)")
REFERENCE = re.compile(rf"(?<=[\w%)\]°.,:;{TAKEN}])(?P<stars>[*{STAR}]+)(?![\w*{STAR}])")
MEASURED = re.compile(rf"(?:\d|\d[ \u00a0]?(?:{unit_pattern()})|%)[.,;)]?$")
BULLET = re.compile(rf"{LEAD}\*[ ]+(?P<text>\S.*)")
OPENS = re.compile(r"[ >]*(?:[*+•-]|\d{1,9}[.)])[ ]")  # an item
QUESTION = re.compile(r"(?:\*\*)?[QA]\d*\s?[:.]")
# `2*5 mg*` is 2 × 5 mg with a footnote, or 25 mg; `10**6 IU**` a power, or 106 IU.
PRODUCT = r"(?<![\w*])\d+\*[1-9][^*\n]*[^\s\d*]\*(?![\w*])"
WEIGHED = f"(?:{symbols(UnitKind.MASS, UnitKind.VOLUME)}|{words(UnitKind.FORM)})"  # nobody counts these in powers
POWER = rf"(?<![\w*.,])10\*\*[1-9]\d?(?!\d)(?![ \u00a0]{WEIGHED}\b)[^*\n]*\S\*\*(?![\w*])"
MEASURE = rf"[\d.,]*[ \u00a0]?(?:{unit_pattern()}|%)(?!\w)"
PARTED = rf"(?<![\w*.,])\d+\*\d+\*\d+[ \u00a0]?{WEIGHED}\b"  # 1 × 5 × 0 mg, or 150 mg
OPENED = rf"(?<![\w*\\])(?<![A-Z\d] )\*\d+\*\d+(?!{MEASURE})(?![\w*/])"  # 470 partly slanted, or an allele
DOUBTFUL = re.compile(rf"{PRODUCT}|{POWER}|{PARTED}|{OPENED}")
UNCLOSED = re.compile(rf"(?<![\w*.,])(?!10\*)\d+\*\*+\d[\d.,]*[ \u00a0]?{WEIGHED}\b")  # what bold leaves over


@dataclasses.dataclass(frozen=True, slots=True)
class Starred:
    """The lines with footnotes' stars made signs; those, from 0, with a star that has no note, or a doubtful one."""

    lines: list[str]
    lonely: tuple[int, ...]
    doubtful: tuple[tuple[int, str], ...]


def footnotes(lines: Sequence[str]) -> Starred:
    """Tell footnotes' stars from others."""
    kept = [_escaped(line) for line in lines]
    left = _left_over(kept)
    notes = {number: note for number, line in enumerate(left) if (note := _note(line))}
    references: list[tuple[int, int]] = []
    told = {len(note["stars"]) for note in notes.values()}
    lonely = []
    for number, line in enumerate(left):
        for match in reversed(list(REFERENCE.finditer(line, notes[number].end("stars") if number in notes else 0))):
            count = len(match["stars"])
            measured = right_before(MEASURED, line, match.start())
            if count in told or measured or count == 1:
                kept[number] = kept[number][: match.start()] + STAR * count + kept[number][match.end() :]
                references.append((number, count))
                lonely += [number] * (count > 1 and count not in told)
    called = {count for _, count in references}
    for number, note in notes.items():
        count = len(note["stars"])
        if count in called or (called and count > 1):  # beside other notes it is one, even if nothing points to it
            lonely += [number] * (count not in called)
            kept[number] = _marked(note["lead"], count, kept[number][note.start("text") :])
    if 1 not in told:
        for number, item in _bulleted_notes(left, [number for number, count in references if count == 1]):
            kept[number] = _marked(item["lead"], 1, kept[number][item.start("text") :])
    doubtful = tuple(
        (number, found[0])
        for number, (typed, line) in enumerate(zip(lines, left, strict=True))
        for found in (*DOUBTFUL.finditer(typed), *UNCLOSED.finditer(line))
    )
    return Starred(kept, tuple(sorted(set(lonely))), doubtful)


def _marked(lead: str, stars: int, text: str) -> str:
    return f"{lead}{AROUND}{STAR * stars}{AROUND} {text}"


def _escaped(line: str) -> str:
    return re.sub(r"\\([\\*])", lambda match: STAR if match[1] == "*" else match[0], line)


def _left_over(lines: Sequence[str]) -> list[str]:
    """Return the lines with the stars of bold and slant taken; these begin and end in one paragraph, item or cell."""
    starts = [
        0,
        *(number for number, line in enumerate(lines) if not line.strip(" >") or OPENS.match(line)),
        len(lines),
    ]
    parts = ("\n".join(lines[start:end]) for start, end in itertools.pairwise(dict.fromkeys(starts)))
    return "\n".join("|".join(map(_without_marks, part.split("|"))) for part in parts).split("\n")


def _without_marks(text: str) -> str:
    for pattern in DELIMITED:
        text = pattern.sub(_taken, text)
    return text


def _taken(match: re.Match[str]) -> str:
    before, behind = match.start(2) - match.start(), match.end() - match.end(2)
    return TAKEN * before + match[2] + TAKEN * behind


def _note(line: str) -> re.Match[str] | None:
    """Return the match of a line that may be a note; one star before a space is Markdown's bullet."""
    match = NOTE.match(line)
    return match if match and (match["stars"] != "*" or not match["gap"]) else None


def _bulleted_notes(lines: Sequence[str], references: Sequence[int]) -> Iterator[tuple[int, re.Match[str]]]:
    """Return the items behind a star, up to the next heading, that are lists of their own: one of them is its note."""
    called = blank = False
    for number, line in enumerate(lines):
        item = BULLET.match(line)
        if HEADING.match(line):
            called = False
        elif called and item and (blank or not BULLET.match(lines[number - 1])) and not QUESTION.match(item["text"]):
            yield number, item
        if number in references:
            called, blank = True, not item
        elif not line.strip():
            blank = True
