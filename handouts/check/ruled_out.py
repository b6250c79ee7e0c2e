"""Who must not take a medicine, told by a heading and what stands below it; and what is used only in an attack."""

from __future__ import annotations

import collections
import re
from typing import TYPE_CHECKING

from handouts.check.monograph_text import PassageKind
from handouts.check.prose import LABEL_LETTERS, label_of
from handouts.check.words import ruled_out as words
from handouts.model.monograph import Role, plain
from handouts.model.pattern import Pattern
from handouts.model.phrases import finder
from handouts.model.sentences import sentences

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handouts.check.monograph_text import MonographText, Passage

ILLNESSES = Pattern(words.ILLNESSES, re.IGNORECASE)
SEVERAL = 4  # illnesses and states in one section
HEADS = {PassageKind.HEADING, PassageKind.SUBHEADING, PassageKind.QUESTION}
OF_PEOPLE = finder(words.OF_PEOPLE)
REFUSES = finder(words.REFUSES)
OF_SOMETHING_ELSE = finder(words.OF_SOMETHING_ELSE)
ILL = finder(words.ILL)
MAY_REFUSE = finder(words.MAY_REFUSE)
TELLS_FIRST = finder(words.TELLS_FIRST)
AS_NEEDED = finder(words.AS_NEEDED)
BY_THE_CLOCK = finder(words.BY_THE_CLOCK)
FOR_AN_EMERGENCY = finder(words.FOR_AN_EMERGENCY)


def people_ruled_out(text: MonographText) -> bool:
    """Tell a heading that refuses the medicine to people, above illnesses or states of theirs."""
    return any(refuses_people(head) and ILL.search(below) for head, below in _headed(text))


def refuses_people(head: str) -> bool:
    """Tell a heading, or the line a list hangs on, that refuses the medicine to people."""
    return bool(OF_PEOPLE.search(head) and REFUSES.search(head) and not OF_SOMETHING_ELSE.search(head))


def may_rule_out(text: MonographText) -> bool:
    """Tell an allergy outside the side effects, under no words to tell somebody of it; or a list of illnesses there."""
    return _lists_illnesses(text) or any(
        MAY_REFUSE.search(passage.text[start:end])
        and not TELLS_FIRST.search(f"{head} {passage.above or ''} {passage.text[start:end]}")
        for head, passage in _under_heads(text)
        if passage.role is not Role.SIDE_EFFECT and not OF_SOMETHING_ELSE.search(head)
        for start, end in sentences(passage.text)
        if not passage.text[start:end].rstrip().endswith("?")
    )


def _lists_illnesses(text: MonographText) -> bool:
    named = collections.defaultdict[int, set[str]](set)
    for passage in text.running:
        if passage.role not in {Role.SIDE_EFFECT, Role.INDICATION, Role.MECHANISM, Role.STORAGE}:
            named[passage.section] |= {match[0].casefold() for match in ILLNESSES.finditer(passage.text)}
    return any(len(each) >= SEVERAL for each in named.values())


def _under_heads(text: MonographText) -> Iterator[tuple[str, Passage]]:
    head = ""
    for passage in text.passages:
        if passage.kind in HEADS:
            head = passage.text
        else:
            yield head, passage


def is_as_needed(text: MonographText) -> bool:
    """Tell a medicine of which the dose is told for an attack, and for no hour of the day."""
    metadata = text.monograph.metadata
    names = (plain(text.monograph.title), metadata.generic_name or "", *metadata.brand_names)
    if FOR_AN_EMERGENCY.search(" ".join(names)):
        return True
    doses = [passage.text for passage in text.running if passage.role is Role.DOSE]
    told = "\n".join(doses or [passage.text for passage in text.running])
    return bool(AS_NEEDED.search(told)) and not BY_THE_CLOCK.search(told)


def _headed(text: MonographText) -> Iterator[tuple[str, str]]:
    """Return each heading, question or label with what stands below it, up to the next."""
    head, below = "", ""
    for passage in text.passages:
        end = len(passage.text) if passage.kind in HEADS else _label(passage)
        if end or passage.role is Role.DISCLAIMER:
            yield head, below
            head, below = passage.text[:end], ""
        below += f"{passage.text[end:]}\n"
    yield head, below


def _label(passage: Passage) -> int:
    """Return where the bold words or the question end that open a line; 0 when none do."""
    if label := label_of(passage):
        return len(label)
    end = next(sentences(passage.text), (0, 0))[1]
    return end if end <= LABEL_LETTERS and passage.text[:end].rstrip().endswith("?") else 0
