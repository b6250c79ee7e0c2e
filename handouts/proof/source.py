"""The file's own words against those the reader made of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handouts.errors import Place, Problem
from handouts.model.monograph import Monograph
from handouts.model.walk import monograph_lines, pictures
from handouts.proof.fields import field_problems
from handouts.proof.naming import COMPLETE, PlacedWords, differences
from handouts.proof.printed import SecondReading
from handouts.proof.tokens import Token, inline_words, words_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from handouts.model.walk import TextLine

FULL_WIDTH_COLON = "\uff1a"
MARKS, LONGEST_MARK = {"q", "question", "a", "answer"}, 2  # `Q:`, `Answer 2.`: what the look of a text says
HINT = "This is a fault of the program: report it with this part of the text."


def compare_source(source: SecondReading, monograph: Monograph) -> Iterator[Problem]:
    """Compare the words of a file with those of the monograph: text, front matter, what stands for pictures."""
    wanted, lines = source.words(), [*monograph_lines(monograph)]
    title, heading = inline_words(monograph.title), inline_words(monograph.heading or ())
    written = [(word, line.line) for line in lines for word in _words(line)]
    opening = next((each.line for each in monograph.headings if each.level == 1), 0)
    if opening and not heading and all(line.line != opening for line in lines):
        written = [*((word, opening) for word in title), *written]  # it is printed once, as the title
    if heading == title:
        message = f"“{' '.join(title)}” is both the title and a heading."
        yield Problem(
            "added-words", message, HINT, Place(monograph.path, opening), words=" ".join(title), rule=COMPLETE
        )
    yield from _text_problems(source, wanted, written, monograph)
    yield from _mark_problems(monograph)
    yield from field_problems(source, monograph)
    yield from _description_problems(source, monograph)


def _description_problems(source: SecondReading, monograph: Monograph) -> Iterator[Problem]:
    described = [word for each in source.descriptions for word in words_in(each)]
    shown = [each.description for section in monograph.sections for each in pictures(section.content)]
    kept = [word for each in shown for word in words_in(each)]
    if described != kept:
        message = f"The pictures are described with “{' '.join(kept)}”, in the file with “{' '.join(described)}”."
        yield Problem("lost-words", message, HINT, Place(monograph.path), words=" ".join(described), rule=COMPLETE)


def _text_problems(
    source: SecondReading, wanted: list[Token], written: list[tuple[str, int]], monograph: Monograph
) -> Iterator[Problem]:
    if [token.text for token in wanted] == [text for text, _ in written]:
        return
    places = [source.line_and_column(source.offset(token.start)) for token in wanted]
    expected = [PlacedWords(token.text, line) for token, (line, _) in zip(wanted, places, strict=True)]
    columns = {(token.text, line): column for token, (line, column) in reversed([*zip(wanted, places, strict=True)])}
    for verb, found in differences(expected, [PlacedWords(text, line) for text, line in written]):
        message = f"The words “{found.text}” were {verb} while reading."
        place = Place(monograph.path, found.line, columns.get((found.text.split(" ", 1)[0], found.line), 0))
        yield Problem(f"{verb}-words", message, HINT, place, words=found.text, rule=COMPLETE)


def _words(line: TextLine) -> list[str]:
    """Return the words of a line as it was typed, with what it opened with."""
    if line.typed is not None:
        return words_in(line.typed)
    return inline_words(line.inline, line.marker or "")


def _mark_problems(monograph: Monograph) -> Iterator[Problem]:
    """Check that what a line was typed with and is not printed is a mark of structure, and nothing else."""
    for line in monograph_lines(monograph):
        if line.typed is not None and not _leaves_a_mark(words_in(line.typed), inline_words(line.inline)):
            message = f"Of “{line.typed[:80]}” more than its mark is not printed."
            place = Place(monograph.path, line.line)
            yield Problem("lost-words", message, HINT, place, words=line.typed, rule=COMPLETE)


def _leaves_a_mark(typed: Sequence[str], printed: Sequence[str]) -> bool:
    """Tell whether the words typed are those printed, and a mark in front of them or behind the number of a list."""
    start = 1 if typed[:1] == printed[:1] and typed[0].isdigit() else 0
    end = start + len(typed) - len(printed)
    left = [word.casefold() for word in typed[start:end] if word != FULL_WIDTH_COLON]
    is_mark = left[:1] and left[0] in MARKS and (len(left) == 1 or (len(left) == LONGEST_MARK and left[1].isdigit()))
    return bool(is_mark) and [*typed[:start], *typed[end:]] == list(printed)
