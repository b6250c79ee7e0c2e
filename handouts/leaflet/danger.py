"""The danger passages of a monograph: whole sentences found by their words and quoted as they stand.

A list brings what leads it in, an answer its question, a heading what it leads in, a cell its row.
Source: 21 CFR 208.20(b), draft QRD template v11, CDC Clear Communication Index (main message first).
"""

from __future__ import annotations

import dataclasses
import itertools
from typing import TYPE_CHECKING

from handouts.leaflet.medicines import name_words
from handouts.leaflet.passages import (
    LEANS,
    Danger,
    Judged,
    Passage,
    asked_in,
    bold,
    gravest,
    label_of,
    last_sentence,
    opens_asking,
    with_short_answer,
)
from handouts.model.gravity import Gravity, Setting, Words, danger_words, forbids, leads
from handouts.model.key_sentences import KeySentences
from handouts.model.monograph import (
    Block,
    Inline,
    ItemList,
    Mark,
    Paragraph,
    Question,
    Quotation,
    Role,
    Section,
    SubHeading,
    Table,
    cut,
    plain,
    without,
)
from handouts.model.sentences import sentences
from handouts.model.walk import TextLine, lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from handouts.leaflet.passages import Asked
    from handouts.model.monograph import Monograph

ENDED = (".", "!", "?", "…")
ALONE = {Gravity.NAMED, Gravity.BOXED, Gravity.DEADLY}  # of a heading that says it all by itself
LONGEST_LED = 600  # letters of what a heading leads in; of a longer text each passage stands by itself


def dangers(monograph: Monograph) -> list[Danger]:
    """Return the danger passages, verbatim, in the author's order; disclaimers have none."""
    return Search(monograph).found


class Search:
    """The danger passages of a monograph (``found``), and every sentence that was judged one (``judged``)."""

    def __init__(self, monograph: Monograph) -> None:
        """Look through all sections; what stands in a disclaimer is judged, and is no passage."""
        self.found: list[Danger] = []
        self.judged: list[Judged] = []
        self._key = KeySentences(monograph.metadata.key, monograph.metadata.not_key)
        self._names = name_words(monograph)
        self._topic: Inline = ()
        seen = set[str]()
        for self._section in monograph.sections:
            self._topic = self._section.heading or ()
            for danger in self._in_section(self._section):
                if self._section.role is not Role.DISCLAIMER and danger.words not in seen:
                    seen.add(danger.words)
                    self.found.append(dataclasses.replace(danger, topic=danger.topic or self._topic))

    def _in_section(self, section: Section) -> Iterator[Danger]:
        if not section.heading:
            yield from self._in_blocks(section.content)
            return
        heading = SubHeading(section.heading, section.line)
        yield from self._in_blocks((heading, *section.content))

    def _in_blocks(self, blocks: Sequence[Block], lead: TextLine | None = None) -> Iterator[Danger]:
        """Return the passages of blocks; ``lead`` is what leads in the list they stand in."""
        waiting = list(blocks)
        before: Block | None = None
        while waiting:
            block = waiting.pop(0)
            match block:
                case SubHeading():
                    self._topic = block.inline
                    led = list(itertools.takewhile(lambda each: not isinstance(each, SubHeading | Question), waiting))
                    unit, taken = self._led_in(block, led)
                    yield from unit
                    del waiting[:taken]
                case Question():
                    yield from self._answered(block)
                case ItemList():
                    leading = _leading(before)
                    yield from self._in_items(block, leading or lead)
                case Quotation():
                    yield from self._in_blocks(block.content, lead)
                case Table():
                    yield from self._in_rows(block)
                case Paragraph() if waiting and plain(block.inline).rstrip().endswith("?"):
                    asked, taken = self._asked(TextLine(block.inline, block.line), waiting[:2])
                    yield from asked
                    del waiting[:taken]
                case _:
                    for line in lines([block]):
                        unit, taken = self._in_line(line, waiting, lead)
                        yield from unit
                        del waiting[:taken]
            before = block

    def _led_in(self, heading: SubHeading, led: Sequence[Block]) -> tuple[list[Danger], int]:
        """Return a heading's passage with what it leads in, and how many blocks that took."""
        line, text = TextLine(heading.inline, heading.line), plain(heading.inline)
        if text.rstrip().endswith("?"):
            return self._asked(line, led)
        found = self._judge(line, 0, len(text))
        gravity = gravest(found) if found else leads(text)
        taken = 0
        if gravity and led and isinstance(led[0], ItemList):
            taken = 1
        elif leads(text) and all(isinstance(each, Paragraph | ItemList) for each in led):
            taken = len(led) if sum(len(plain(each.inline)) for each in lines(led)) <= LONGEST_LED else 0
        if gravity and taken:
            self._topic = self._section.heading or ()
            danger = Danger(self._section, bold(line.inline, found), (), line.line, gravity)
            return [self._unit(danger, led[:taken])], taken
        return ([self._danger(line, found)] if gravity in ALONE and found else []), 0

    def _unit(self, danger: Danger, led: Sequence[Block]) -> Danger:
        """Return a passage with all it leads in."""
        gravity = min([danger.gravity, *(word.gravity for line in lines(led) for word in self._judge_all(line))])
        items = tuple(line.inline for line in lines(led))
        return dataclasses.replace(danger, items=items, gravity=gravity, listed=True)

    def _asked(self, heading: TextLine, led: Sequence[Block]) -> tuple[list[Danger], int]:
        """Read a heading that asks, and the paragraph below it, as question and answer."""
        if led and isinstance(led[0], Paragraph) and not opens_asking(plain(led[0].inline)):
            taken = 2 if len(led) > 1 and _leading(led[0]) and isinstance(led[1], ItemList) else 1
            return list(self._answered(Question(heading.inline, tuple(led[:taken]), heading.line))), taken
        if led and isinstance(led[0], ItemList) and (gravity := leads(plain(heading.inline))):
            return [self._unit(Danger(self._section, heading.inline, (), heading.line, gravity), led[:1])], 1
        return [], 0

    def _answered(self, question: Question) -> Iterator[Danger]:
        first = next(lines(question.answer), None)
        if first is None:
            return
        asked, answer = plain(question.question), plain(first.inline)
        passages = list(self._in_blocks(question.answer))
        gravities = [passage.gravity for passage in passages]
        items = tuple(item for passage in passages for item in (passage.inline, *passage.items))
        if leads(asked):
            items = tuple(line.inline for line in lines(question.answer))
            gravities.append(Gravity.CONTRAINDICATED)
        elif forbids(asked, answer, self._names) and not any(
            self._key.leaves_out(answer[slice(*each)]) for each in sentences(answer)
        ):
            further = (item for item in items if plain(item) not in answer)
            items = (bold(first.inline, self._judge_all(first)), *further)
            gravities.append(Gravity.STOPPED)
        elif items:
            items = (with_short_answer(first.inline, items[0]), *items[1:])
        if gravities:
            inline = without(Mark.STRONG, question.question)
            yield Danger(self._section, inline, items, question.line, min(gravities))

    def _in_items(self, block: ItemList, lead: TextLine | None) -> Iterator[Danger]:
        """Return the passages of a list: whole sentences by themselves, anything less with what leads it in."""
        pieces: list[Danger] = []
        for item in block.items:
            for danger in self._in_blocks(item.content, lead):
                said = plain(danger.inline).rstrip()
                whole = said.endswith("?") or (said.endswith(ENDED) and not danger.items)
                if lead is None or (whole and not plain(lead.inline).rstrip().endswith(":")):
                    yield danger
                else:
                    pieces.append(danger)
        if lead:
            for _, group in itertools.groupby(sorted(pieces, key=_kind), key=_kind):
                alike = list(group)
                items = tuple(part for piece in alike for part in (piece.inline, *piece.items))
                gravity = min(piece.gravity for piece in alike)
                yield Danger(self._section, last_sentence(lead.inline), items, lead.line, gravity)

    def _in_rows(self, table: Table) -> Iterator[Danger]:
        for row in table.rows:
            cells = [TextLine(cell.inline, cell.line, cell=True) for cell in row if cell.inline]
            found = [word for cell in cells for word in self._judge_all(cell)]
            if found:
                first, *others = [cell.inline for cell in cells]
                yield Danger(self._section, first, tuple(others), cells[0].line, gravest(found))

    def _in_line(self, line: TextLine, following: Sequence[Block], lead: TextLine | None) -> tuple[list[Danger], int]:
        """Return the passages of a line; the last one brings the list it leads in, which then is taken."""
        text = plain(line.inline)
        if text.rstrip().endswith("?"):
            return [], 0
        passages: list[Passage] = []
        before: tuple[int, int] | None = None
        for start, end in sentences(text):
            said = text[slice(*before)] if before else ""
            if found := self._judge(line, start, end, said, plain(lead.inline) if lead else ""):
                leans = bool(LEANS.match(text[start:end]))
                beside = bool(passages and before and passages[-1].end == before[1])
                if beside and passages[-1].joins(found, end, leans=leans):
                    passages[-1].extend(found, end)
                else:
                    passages.append(Passage(before[0] if leans and before else start, end, found))
            before = (start, end)
        if asked := asked_in(text):
            return self._told_in_answers(line, asked, passages), 0
        found_here = [self._danger(line, each.words, each.start, each.end) for each in passages]
        leading = passages and passages[-1].end == len(text) and not text.rstrip().endswith(ENDED)
        if leading and following and isinstance(following[0], ItemList):
            return [*found_here[:-1], self._unit(found_here[-1], following[:1])], 1
        return found_here, 0

    def _told_in_answers(self, line: TextLine, asked: Sequence[Asked], passages: Sequence[Passage]) -> list[Danger]:
        """Return the passages of a line that holds questions, each with the question it answers."""
        told: list[Danger] = []
        text = plain(line.inline)
        for each in asked:
            inside = [passage for passage in passages if each.start <= passage.start < each.end]
            question, answer = cut(line.inline, each.start, each.answer), cut(line.inline, each.answer, each.end)
            said = text[each.answer : each.end]
            refused = forbids(text[each.start : each.answer], said, self._names)
            ruled_out = leads(text[each.start : each.answer])
            refused = refused or ruled_out is not None
            refused = refused and not any(self._key.leaves_out(said[slice(*span)]) for span in sentences(said))
            if each.answer == each.start or not (inside or refused):
                told += [self._danger(line, passage.words, passage.start, passage.end) for passage in inside]
                continue
            words = [word for passage in inside for word in passage.words]
            quoted = [cut(bold(line.inline, one.words), max(one.start, each.answer), one.end) for one in inside]
            gravity = min([word.gravity for word in words] + [ruled_out or Gravity.STOPPED] * refused)
            whole = refused or any(passage.end <= each.answer for passage in inside)
            items = (cut(bold(line.inline, words), each.answer, each.end),) if whole else tuple(quoted)
            items = (with_short_answer(answer, items[0]), *items[1:])
            told.append(Danger(self._section, without(Mark.STRONG, question), items, line.line, gravity))
        return told

    def _danger(self, line: TextLine, words: list[Words], start: int = 0, end: int | None = None) -> Danger:
        inline = cut(bold(line.inline, words), start, end)
        return Danger(self._section, inline, (), line.line, gravest(words), topic=label_of(line.inline))

    def _judge_all(self, line: TextLine) -> list[Words]:
        return [word for start, end in sentences(plain(line.inline)) for word in self._judge(line, start, end)]

    def _judge(self, line: TextLine, start: int, end: int, before: str = "", lead: str = "") -> list[Words]:
        """Return the words of danger in a sentence of a line, by their offsets into it."""
        sentence = plain(line.inline)[start:end]
        stripped = sentence.strip()
        offset = start + len(sentence) - len(sentence.lstrip())
        setting = Setting(self._section.role, lead, before, self._names)
        found = [
            Words(each.gravity, each.start + offset, each.end + offset) for each in danger_words(stripped, setting)
        ]
        left_out = self._key.leaves_out(stripped)
        if found:
            self.judged.append(Judged(self._section, line, start, end, tuple(found), left_out))
        if left_out:
            return []
        return [Words(Gravity.NAMED, offset, offset), *found] if self._key.names(stripped) else found


def _kind(danger: Danger) -> bool:
    """Part what a list says of what can kill from the rest."""
    return danger.gravity > Gravity.DEADLY


def _leading(block: Block | None) -> TextLine | None:
    """Return what leads in a list: a heading, or a paragraph that ends open, right before it."""
    match block:
        case SubHeading():
            return TextLine(block.inline, block.line)
        case Paragraph() if not plain(block.inline).rstrip().endswith(ENDED):
            return TextLine(block.inline, block.line)
        case _:
            return None
