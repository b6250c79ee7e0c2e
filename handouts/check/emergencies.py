"""Rule S20: is the reader of a sign of an emergency told to get help at once?"""

from __future__ import annotations

import dataclasses
import functools
import re
from typing import TYPE_CHECKING

from handouts.check.monograph_text import PassageKind
from handouts.check.rule import Hit, Level, Rule
from handouts.check.table_orders import cell_orders
from handouts.check.words import emergency_number, not_meant, other_causes
from handouts.model.monograph import ItemList, Paragraph, Question, Quotation, Role, SubHeading, Table, plain
from handouts.model.pattern import right_before
from handouts.model.phrases import finder
from handouts.model.sentences import sentences
from handouts.model.stretches import LEADS_IN, Stretch, keyed, label_order, stretches
from handouts.model.urgency import Urgency, gravest, urgency_of, urgency_within
from handouts.model.words import emergencies as words
from handouts.model.words.stretches import FOR_ALL

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from handouts.check.monograph_text import MonographText, Passage
    from handouts.model.monograph import Block, Inline
    from handouts.model.words.vital_signs import Emergency

SIGNS = tuple((emergency, finder(emergency.phrases)) for emergency in words.EMERGENCIES)
NOT_MEANT_BEFORE = finder(not_meant.NOT_MEANT_BEFORE)
NOT_MEANT_AFTER = finder(not_meant.NOT_MEANT_AFTER)
SPEAKS_OF_ALL = finder(FOR_ALL)
ASKS_WHEN_AT_ONCE = finder(emergency_number.ASKS_WHEN_AT_ONCE)
BESIDE_A_SIGN = finder(emergency_number.BESIDE_A_SIGN)
OTHERWISE = {name: (finder(what), finder(beside)) for name, what, beside in other_causes.OTHER_CAUSES}
ALL_THE_SAME = finder(other_causes.AN_EMERGENCY_ALL_THE_SAME)
OFTEN_TODAY = re.compile(other_causes.OFTEN_TODAY, re.IGNORECASE)
HEADINGS = {PassageKind.HEADING, PassageKind.SUBHEADING, PassageKind.QUESTION}
INSTEAD = {
    Urgency.TODAY: "the text says to call, but not at once",
    Urgency.VISIT: "the text puts it off to a later visit",
    Urgency.NONE: "the text says that no call is needed",
    None: "the text does not say to get help at once",
}


@dataclasses.dataclass(frozen=True, slots=True)
class Said:
    """A line of side effects, and what the words around it order; ``alone`` is a line of no list."""

    inline: Inline
    order: Urgency | None
    whole: int
    alone: bool


@dataclasses.dataclass(frozen=True, slots=True)
class Sign:
    """A sign of an emergency: where it stands, and what the reader is told to do about it."""

    emergency: Emergency
    passage: Passage
    start: int
    end: int
    order: Urgency | None


def put_off(text: MonographText) -> Iterator[Hit]:
    """Find a sign of an emergency under a milder order than to get help at once, or under none."""
    sections = text.monograph.sections if text.english else ()
    theirs = [number for number, section in enumerate(sections) if section.role is Role.SIDE_EFFECT]
    found = signs_in(text)
    told = {sign.emergency.name for sign in found if sign.order is Urgency.NOW}
    if any(sign.order is None and not _is_told(sign, told) for sign in found):
        others = (number for number in range(len(sections)) if number not in theirs)
        elsewhere = (sign for number in others for sign in _signs(text, number))
        told |= {sign.emergency.name for sign in elsewhere if sign.order is Urgency.NOW}
    for sign in found:
        if sign.order is Urgency.NOW or (sign.order is None and _is_told(sign, told)):
            continue
        if sign.emergency.may_wait_until_evening and sign.order in _in_time(sign.emergency):
            continue
        sign_words = sign.passage.text[sign.start : sign.end].strip()
        message = (
            f"“{sign_words}” can be a sign of {sign.emergency.name} ({sign.emergency.source}); {INSTEAD[sign.order]}."
        )
        hint = (
            "Put it under words such as “Get emergency help for:”, or set the urgency of its heading "
            "in the front matter, if a reviewer decides so."
        )
        may_wait = _has_another_cause(sign) or OFTEN_TODAY.fullmatch(sign_words)
        level = Level.WARN if sign.order is Urgency.TODAY and may_wait else None
        yield text.hit(sign.passage, sign.start, sign.end, message, hint, level)


@functools.lru_cache(maxsize=1)  # two rules ask for those of the same text
def signs_in(text: MonographText) -> tuple[Sign, ...]:
    """Return the signs of an emergency among the side effects."""
    sections = enumerate(text.monograph.sections if text.english else ())
    theirs = [number for number, section in sections if section.role is Role.SIDE_EFFECT]
    return tuple(sign for number in theirs for sign in _signs(text, number))


def _in_time(emergency: Emergency) -> set[Urgency | None]:
    """Return the orders that are soon enough for what may wait until the evening."""
    return {Urgency.TODAY} if emergency.must_be_told else {Urgency.TODAY, None}


def _has_another_cause(sign: Sign) -> bool:
    """Tell a sign that means another illness beside the words around it, one that waits for a call today."""
    what, beside = OTHERWISE.get(sign.emergency.name, (None, None))
    start, end = next(span for span in sentences(sign.passage.text) if span[0] <= sign.start < span[1])
    sentence = sign.passage.text[start:end]
    return bool(
        what
        and beside
        and what.search(sign.passage.text[sign.start : sign.end])
        and beside.search(sentence)
        and not ALL_THE_SAME.search(sentence)
    )


def _is_told(sign: Sign, told: set[str]) -> bool:
    return not told.isdisjoint({sign.emergency.name, sign.emergency.told_with})


def _signs(text: MonographText, number: int) -> Iterator[Sign]:
    section = text.monograph.sections[number]
    passages = {id(passage.inline): passage for passage in text.passages if passage.section == number}
    asked = set(_under_a_hasty_heading(text, number))
    said = [*_said(stretches(section, keyed(text.monograph.metadata.urgency), english=True))]
    urgent = {line.whole for line in said if line.order is Urgency.NOW and line.whole}
    for_all = any(map(_is_for_all, (plain(line.inline) for line in said)))
    for line in said:
        passage = passages.get(id(line.inline))
        for start, end in sentences(passage.text) if passage else ():
            sentence = passage.text[start:end] if passage else ""
            named = sorted(_named(sentence), key=lambda found: found[1])
            own = urgency_of(sentence) if named else None
            if named and BESIDE_A_SIGN.search(sentence):
                own = Urgency.NOW
            direct = gravest([own, line.order])
            order = direct or urgency_within(plain(line.inline))
            is_asked = passage is not None and id(passage) in asked
            if order is None and (for_all or is_asked or (line.alone and line.whole in urgent)):
                order = Urgency.NOW
            for emergency, first, last in named:
                # “Call us if you are worried” in the next sentence is no call for what has to be told.
                loose = emergency.must_be_told and not direct and order is Urgency.TODAY
                if passage:
                    yield Sign(emergency, passage, start + first, start + last, None if loose else order)


def _under_a_hasty_heading(text: MonographText, number: int) -> Iterator[int]:
    """Return the lines of a section under a heading such as “When must I see a doctor at once?”."""
    is_hasty = False
    for passage in text.passages:
        if passage.section == number:
            if passage.kind in HEADINGS or (passage.kind is PassageKind.PARAGRAPH and passage.text.endswith("?")):
                is_hasty = ASKS_WHEN_AT_ONCE.search(passage.text) is not None
            elif is_hasty:
                yield id(passage)


def _named(sentence: str) -> Iterator[tuple[Emergency, int, int]]:
    """Return each emergency a sentence warns of, with the offsets of the first words that do."""
    for emergency, pattern in SIGNS:
        meant = (match.span() for match in pattern.finditer(sentence) if _is_meant(sentence, *match.span()))
        if span := next(meant, None):
            yield emergency, *span


def _is_meant(sentence: str, start: int, end: int) -> bool:
    return not (right_before(NOT_MEANT_BEFORE, sentence, start) or NOT_MEANT_AFTER.match(sentence[end:]))


def _is_for_all(paragraph: str) -> bool:
    """Tell a line with an order at once that speaks of all the side effects, or of all the serious ones."""
    return any(
        SPEAKS_OF_ALL.search(sentence) and urgency_of(sentence) is Urgency.NOW
        for sentence in (paragraph[start:end] for start, end in sentences(paragraph))
    )


def _said(found: Sequence[Stretch]) -> Iterator[Said]:
    for stretch in found:
        yield from _lines(stretch.blocks, _over(stretch), stretch.whole, alone=True)


def _over(stretch: Stretch) -> Urgency | None:
    """Return the order that holds for all of a stretch; that of a paragraph of its own holds sentence by sentence."""
    first = stretch.blocks[0]
    leads = (
        stretch.chosen
        or any(isinstance(block, ItemList | Table) for block in stretch.blocks)
        or (isinstance(first, SubHeading) and urgency_of(plain(first.inline)))
        or label_order(first)
        or (isinstance(first, Paragraph) and len(stretch.blocks) > 1 and LEADS_IN.search(plain(first.inline)))
    )
    return stretch.urgency if leads else None


def _lines(blocks: Iterable[Block], order: Urgency | None, whole: int, *, alone: bool) -> Iterator[Said]:
    for block in blocks:
        match block:
            case Paragraph() | SubHeading():
                yield Said(block.inline, order, whole, alone)
            case ItemList():
                for item in block.items:
                    yield from _lines(item.content, gravest([order, _first(item.content)]), whole, alone=False)
            case Table():
                for inline, own in cell_orders(block):
                    yield Said(inline, gravest([order, own]), whole, alone=False)
            case Question():
                inside = [each for each in block.answer if isinstance(each, Paragraph)]
                asked = gravest([order, urgency_of(plain(block.question)), *map(_within, inside)])
                yield Said(block.question, asked, whole, alone=False)
                yield from _lines(block.answer, gravest([order, urgency_of(plain(block.question))]), whole, alone=False)
            case Quotation():
                yield from _lines(block.content, order, whole, alone=alone)
            case _:
                pass


def _first(content: Sequence[Block]) -> Urgency | None:
    return _within(content[0]) if content and isinstance(content[0], Paragraph) else None


def _within(paragraph: Paragraph) -> Urgency | None:
    return urgency_within(plain(paragraph.inline))


RULES: tuple[Rule[MonographText], ...] = (
    Rule(
        "S20",
        Level.BLOCK,
        "Emergencies need help at once",
        "a sign of an emergency among the side effects stands under an order to get help at once; "
        "one that is named elsewhere with such an order may be named without",
        "Who reads “tell us at your next visit” above chest pain waits, and may die.",
        "NHS, when to call 999; FDA boxed warnings; sources of each sign in its message",
        put_off,
    ),
)
