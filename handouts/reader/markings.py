"""Marks of structure among questions: ``Q:`` and ``A:`` say what the look of a question and its answer says.

They are taken off and not printed; each is kept as it was typed, so that the proof finds every one of them. A mark
that says more stays: a number other words refer to (“see Q2”), an A among choices (“A: 5 mg, B: 10 mg”).
"""

from __future__ import annotations

import dataclasses
import re
from typing import TYPE_CHECKING

from handouts.model.monograph import Paragraph, Question, cut, plain
from handouts.model.walk import lines, section_lines

if TYPE_CHECKING:
    from collections.abc import Iterable

    from handouts.model.monograph import Block, Inline, Section

NUMBER = r"\s*(?:\d+[.)]\s+)?"  # of the list the question stands in: it is printed
ASKS = re.compile(rf"(?P<number>{NUMBER})(?P<mark>\*?Q(?:uestion)?\s*\d*\s*[:.)：]\s*)", re.IGNORECASE)
ANSWERS = re.compile(r"(?P<number>\s*)(?P<mark>\*?A(?:nswer)?\s*\d*\s*[:.：](?:\s+|$))", re.IGNORECASE)
REFERENCE = re.compile(r"\b(?:see|in|to|under|of|and|from|at|\() ?Q(?:uestion)?\s?\d+\b(?!\s*[:：])", re.IGNORECASE)
CHOICE = re.compile(
    r"(?:^|[,;(\n]\s*)B\s*[:.)：]\s|(?<!vitamin)(?<!hepatitis)(?<!group)(?<!type)\sB\s*[:)：]\s", re.IGNORECASE
)


def unmarked(sections: Iterable[Section]) -> tuple[Section, ...]:
    """Return the sections with the marks of their questions taken off, unless the text refers to one by its number."""
    found = tuple(sections)
    if any(REFERENCE.search(plain(line.inline)) for section in found for line in section_lines(section)):
        return found
    return tuple(
        dataclasses.replace(
            section,
            content=tuple(_unmarked(block) if isinstance(block, Question) else block for block in section.content),
        )
        for section in found
    )


def without_mark(typed: str) -> str:
    """Return the text of a question or of an answer without the mark it opens with; any other text as it stands."""
    mark = ASKS.match(typed) or ANSWERS.match(typed)
    return f"{mark['number']}{typed[mark.end() :]}" if mark else typed


def _unmarked(question: Question) -> Question:
    asks = ASKS.match(plain(question.question))
    rest = cut(question.question, asks.end()) if asks else ()
    mark, answer = _answer(question.answer)
    if mark and (asks or not mark.endswith(".")):  # without a Q, “A. Smith” is a name
        question = dataclasses.replace(question, answer=answer, answer_mark=mark)
    if not asks or not rest:
        return question
    number: Inline = cut(question.question, 0, asks.start("mark"))
    spaced = (*number[:-1], number[-1].saying(f"{number[-1].text} ")) if number else ()
    return dataclasses.replace(question, question=(*spaced, *rest), typed=plain(question.question))


def _answer(answer: tuple[Block, ...]) -> tuple[str | None, tuple[Block, ...]]:
    """Return the mark an answer opens with, and the answer without it; None and the same answer where none opens it."""
    first = answer[0] if answer else None
    mark = ANSWERS.match(plain(first.inline)) if isinstance(first, Paragraph) else None
    if not isinstance(first, Paragraph) or not mark or any(CHOICE.search(plain(line.inline)) for line in lines(answer)):
        return None, answer
    rest = cut(first.inline, mark.end())
    left = (dataclasses.replace(first, inline=rest), *answer[1:]) if rest else answer[1:]
    return (mark["mark"].strip(), left) if any(lines(left)) else (None, answer)
