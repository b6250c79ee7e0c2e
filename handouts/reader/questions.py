"""Questions and their answers, whatever way they were typed.

A question opens with a label (``Q:``, ``Q1.``) or is bold and ends with a question mark; its answer is
what follows, up to the next question. Labels are marks of structure: the look of a question says what they say, and
`handouts.reader.markings` takes them off.
"""

from __future__ import annotations

import dataclasses
import itertools
import re
from typing import TYPE_CHECKING

from handouts.model.monograph import (
    Block,
    Heading,
    Inline,
    Item,
    ItemList,
    Mark,
    Paragraph,
    Question,
    SubHeading,
    cut,
    plain,
    without,
)
from handouts.reader.disclaimers import is_labelled

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

ASKED = ("?", "؟", "？")  # as Latin, Arabic and Chinese end a question
LABEL = re.compile(r"\s*(?:Q(?:uestion)?\s*\d*)\s*[:.)：]\s*", re.IGNORECASE)
NEXT = re.compile(r"(?<=\s)Q\d*\s?(?:[:.]\s|：)")
ANSWER = re.compile(r"(?:^|(?<=\s)|(?<=[?.!]))\*?A(?:nswer)?\s*\d*\s*(?:[:.]\s|：)")
BOLD_ANSWER = re.compile(r"\?\s*(?=A(?:nswer)?\s*\d*\s?[:：]\s)")  # `**Q: Is it safe? A: Yes.**`


@dataclasses.dataclass(slots=True)
class Pair:
    """A question that is still collecting its answer."""

    question: Inline
    answer: list[Block]
    line: int

    def done(self) -> Question:
        """Return the finished pair."""
        return Question(without(Mark.STRONG, self.question), tuple(self.answer), self.line)


def paired(blocks: Iterable[Block | Heading]) -> tuple[Block, ...]:
    """Return the content of a questions section with every question joined to its answer; other blocks stay.

    Headings become sub-headings, or questions.
    """
    result: list[Block] = []
    pair: Pair | None = None
    for block in _flat(blocks):
        opened = _open(block)
        if opened is not None:
            if pair:
                result.append(pair.done())
            pair = opened
        elif pair and isinstance(block, Paragraph) and is_labelled(block):
            result += [pair.done(), block]
            pair = None
        elif pair:
            pair.answer.append(block)
        else:
            result.append(block)
    if pair:
        result.append(pair.done())
    return tuple(_joined(result))


def are_questions(blocks: Iterable[Block]) -> bool:
    """Tell a text of questions by their marks, whatever its heading says: each opens with Q and its answer with A."""
    found = [*blocks]
    return bool(found) and all(
        isinstance(block, Question)
        and LABEL.match(plain(block.question))
        and block.answer
        and isinstance(block.answer[0], Paragraph)
        and ANSWER.match(plain(block.answer[0].inline))
        for block in found
    )


def _flat(blocks: Iterable[Block | Heading]) -> Iterator[Block]:
    """Take questions and answers out of the list they were typed in; leave other lists whole."""
    for block in blocks:
        if isinstance(block, Heading):
            yield SubHeading(block.inline, block.line)
        elif isinstance(block, Paragraph):
            yield from _parted(block)
        elif isinstance(block, ItemList) and any(_is_question(item) or _is_answer(item) for item in block.items):
            plain_items: list[Item] = []
            for item in block.items:
                if _is_question(item) or _is_answer(item):
                    if plain_items:
                        yield ItemList(tuple(plain_items))
                        plain_items = []
                    yield from _opened(item)
                else:
                    plain_items.append(item)
            if plain_items:
                yield ItemList(tuple(plain_items))
        else:
            yield block


def _parted(paragraph: Paragraph) -> Iterator[Paragraph]:
    """Part a paragraph in which several questions were typed line after line."""
    if _open(paragraph) is None:
        yield paragraph
        return
    offset, starts = 0, []
    for is_bold, runs in itertools.groupby(paragraph.inline, lambda run: Mark.STRONG in run.marks):
        text = "".join(run.text for run in runs)
        if is_bold and (LABEL.match(text) or text.rstrip().endswith(ASKED)):
            starts.append(offset)
        offset += len(text)
    starts = starts or [match.start() for match in NEXT.finditer(plain(paragraph.inline))]
    for start, end in itertools.pairwise([0, *(start for start in starts if start > 1), None]):
        yield Paragraph(cut(paragraph.inline, start or 0, end), paragraph.line)


def _opened(item: Item) -> Iterator[Block]:
    """Return what an item holds, with an answer that is an item of its own inside taken out of its list."""
    first, *rest = item.content
    if item.marker and isinstance(first, Paragraph):
        first = dataclasses.replace(
            first,
            inline=(
                dataclasses.replace(first.inline[0], text=f"{item.marker} {first.inline[0].text}"),
                *first.inline[1:],
            ),
        )
    yield first
    yield from _flat(rest)


def _first(item: Item) -> Paragraph | None:
    first = item.content[0]
    return first if isinstance(first, Paragraph) else None


def _is_question(item: Item) -> bool:
    paragraph = _first(item)
    return paragraph is not None and _open(paragraph) is not None


def _is_answer(item: Item) -> bool:
    paragraph = _first(item)
    return paragraph is not None and ANSWER.match(plain(paragraph.inline)) is not None


def _open(block: Block) -> Pair | None:
    """Return the question a block opens, with what the block already says of its answer."""
    if isinstance(block, SubHeading):
        text = plain(block.inline)
        return Pair(block.inline, [], block.line) if LABEL.match(text) or text.rstrip().endswith(ASKED) else None
    if not isinstance(block, Paragraph):
        return None
    text = plain(block.inline)
    lead = _bold_lead(block.inline)
    number = re.match(r"\d+[.)] ", text)
    start = number.end() if number else 0
    label = LABEL.match(text, start)
    if not label and not (lead and text[:lead].rstrip().endswith(ASKED)):
        return None
    end = lead if label is None or lead > label.end() else _end_of_question(text, label.end())
    if label and lead > label.end() and (both := BOLD_ANSWER.search(text, label.end(), lead)):
        end = both.end()
    end = max(end, start)
    answer = cut(block.inline, end)
    return Pair(cut(block.inline, 0, end), [Paragraph(answer, block.line)] if answer else [], block.line)


def _bold_lead(inline: Inline) -> int:
    """Return how many characters stand in bold at the start (a number before them does not count against it)."""
    length = 0
    for run in inline:
        text = run.text
        if Mark.STRONG not in run.marks and text.strip() and not (length == 0 and re.fullmatch(r"\d+[.)] ", text)):
            break
        length += len(text)
    return len(plain(inline)[:length].rstrip())


def _end_of_question(text: str, start: int) -> int:
    answer = ANSWER.search(text, start)
    mark = text.find("?", start)
    if answer and (mark < 0 or answer.start() > mark or "?" not in text[: answer.start()]):
        return answer.start()
    return mark + 1 if mark >= 0 else len(text)


def _joined(blocks: Sequence[Block]) -> Iterator[Block]:
    """Put lists together again that were parted by nothing."""
    previous: Block | None = None
    for block in blocks:
        if isinstance(block, ItemList) and isinstance(previous, ItemList):
            previous = ItemList(previous.items + block.items)
            continue
        if previous is not None:
            yield previous
        previous = block
    if previous is not None:
        yield previous
