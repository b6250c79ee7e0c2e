"""The danger sentences of a source, found by their words and quoted as they stand.

Source: 21 CFR 208.20(b), draft QRD template v11, CDC Clear Communication Index (main message first).
"""

from __future__ import annotations

import dataclasses
import itertools
import re
from typing import TYPE_CHECKING

from handouts.model.monograph import ItemList, Question, Role, Section, cut, plain
from handouts.model.sentences import sentences
from handouts.model.walk import TextLine, lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from handouts.model.monograph import Block, Inline

# The words of danger, each with a sentence that holds them.
WORDS = (
    (r"birth defects?", "It can cause birth defects."),
    (r"harm (?:to )?(?:an? |the |your )?(?:unborn|developing|fetus|foetus)", "It may harm your unborn baby."),
    (r"contraindicated", "It is contraindicated in pregnancy."),
    (r"box(?:ed)? warning", "The label has a boxed warning."),
    (r"\bREMS\b", "It is given under a REMS programme."),
    (r"\b(?:fatal|deadly)\b", "An overdose can be fatal."),
    (r"life[- ]threatening", "Bleeding can be life-threatening."),
    (r"can (?:kill|cause death)|lead to death|cause of death", "Too much of it can kill."),
    (
        r"do(?:es)? not (?:take|use|start|inject) (?:it|this|\S+)(?: \S+){0,3}? (?:if|unless)\b",
        "Do not take this medicine if you are pregnant.",
    ),
    (r"must (?:not|never) (?:take|use|get pregnant|be taken)", "You must not get pregnant."),
    (r"never (?:take|use|inject|share|double|stop)\b", "Never share your pen."),
    (r"do not stop (?:\S+ ){1,4}?(?:suddenly|without|unless|until)\b", "Do not stop taking it suddenly."),
    (r"do not take more than (?:\d|one|two|three|four|six|eight|ten)\b", "Do not take more than 8 tablets a day."),
    (r"(?:double dose|double the dose)", "Do not take a double dose."),
)
DANGER = re.compile("|".join(pattern for pattern, _ in WORDS), re.IGNORECASE)
PRONOUN = re.compile(r"\s*(?:It|This|These|They|That|Those|Both|Either)\b|.*\b(?:they|them)\b")
LEANS_ON_QUESTION = re.compile(r"\s*(?:A\d*[:.]\s*)?(?:No|Yes|Never|It|This|They|Because)\b")
SILENT = {Role.DISCLAIMER}


@dataclasses.dataclass(frozen=True, slots=True)
class Danger:
    """A danger passage: whole sentences as they stand, with the list they lead up to.

    ``line`` is the line of the monograph's file on which the block they stand in begins.
    """

    section: Section
    inline: Inline
    items: tuple[Inline, ...]
    line: int


def dangers(sections: Sequence[Section]) -> Iterator[Danger]:
    """Return each section's danger passages, verbatim, in the author's order; disclaimers have none.

    A passage that comes again is left out, except as an answer.
    """
    seen = set()
    for section in sections:
        if section.role in SILENT:
            continue
        for question in section.content:
            if isinstance(question, Question):
                for passage in (passage for line in lines(question.answer) for passage in _passages(line)):
                    if LEANS_ON_QUESTION.match(plain(passage)):
                        yield Danger(section, question.question, (passage,), question.line)
                    else:
                        yield Danger(section, passage, (), question.line)
        for line, items in _with_items([block for block in section.content if not isinstance(block, Question)]):
            for passage in _passages(line):
                words = plain(passage)
                if words not in seen:
                    seen.add(words)
                    yield Danger(section, passage, items if words.endswith(":") else (), line.line)


def _with_items(content: Sequence[Block]) -> Iterator[tuple[TextLine, tuple[Inline, ...]]]:
    """Return every line, with the items of the list that follows its block."""
    for block, following in itertools.zip_longest(content, content[1:]):
        items = tuple(line.inline for line in lines([following])) if isinstance(following, ItemList) else ()
        found = list(lines([block]))
        yield from ((line, items if line is found[-1] else ()) for line in found)


def _passages(line: TextLine) -> Iterator[Inline]:
    """Return the danger sentences of a line, neighbours joined.

    One that opens with a pronoun takes along the one before.
    """
    text = plain(line.inline)
    if text.rstrip().endswith("?"):
        return
    start = end = before = None
    for first, last in sentences(text):
        if DANGER.search(text[first:last]):
            if start is None:
                start = before if before is not None and PRONOUN.match(text[first:last]) else first
            end = last
        elif start is not None:
            yield cut(line.inline, start, end)
            start = None
        before = first
    if start is not None:
        yield cut(line.inline, start, end)
