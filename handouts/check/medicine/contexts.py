"""The sentences of a text, folded, each with the words that lead to it: heading, question, the line before a list."""

from __future__ import annotations

import dataclasses
import functools
from typing import TYPE_CHECKING

from handouts.check.medicine.folding import folded
from handouts.check.monograph_text import PassageKind
from handouts.check.prose import LABEL_LETTERS, label_of
from handouts.model.monograph import Role, plain
from handouts.model.sentences import sentences

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handouts.check.monograph_text import MonographText, Passage
    from handouts.model.pattern import Pattern

LEADS = {PassageKind.HEADING, PassageKind.SUBHEADING, PassageKind.QUESTION}
MAYBE_FOLLOWED = 400  # letters of a line that may lead to a list


@dataclasses.dataclass(frozen=True, slots=True)
class Context:
    """A sentence by its offsets into its passage; ``own`` is the sentence folded, ``lead`` what leads to it, folded.

    ``before`` is the end of the lead: the line a list hangs on.
    """

    passage: Passage
    start: int
    end: int
    own: str
    lead: str
    before: str

    @property
    def whole(self) -> str:
        """All of it."""
        return f"{self.lead} . {self.own}"


@functools.lru_cache(maxsize=1)  # every rule asks for those of the same text
def contexts(text: MonographText) -> tuple[Context, ...]:
    """Return the sentences of a text; those of its disclaimers tell nothing."""
    return tuple(_contexts(text))


def _contexts(text: MonographText) -> Iterator[Context]:
    heading = under = before = ""
    section, title = None, folded(plain(text.monograph.title))
    for passage in text.passages:
        if passage.role is Role.DISCLAIMER:
            continue
        if passage.section != section:
            section, heading, under, before = passage.section, "", "", ""
        own = folded(passage.text)
        if passage.kind is PassageKind.HEADING:
            heading, under, before = own, "", ""
        elif passage.kind in LEADS:
            under, before = own, ""
        hangs_on = before if passage.kind is PassageKind.ITEM else ""
        lead = f"{title} {heading} {under} {folded(' '.join(passage.under))} {hangs_on}"
        label = label_of(passage)
        for start, end in sentences(passage.text):
            sentence = passage.text[start:end]
            led = f"{lead} {folded(label)}" if not sentence.startswith(label.strip()) else lead
            yield Context(passage, start, end, folded(sentence), led, hangs_on)
            if sentence.rstrip().endswith("?") and len(sentence) <= LABEL_LETTERS:
                label = sentence
        if passage.kind is PassageKind.PARAGRAPH and len(own) <= MAYBE_FOLLOWED:
            before = own


def telling(
    found: tuple[Context, ...], ways: tuple[tuple[Pattern, ...], ...], denial: Pattern | None
) -> Iterator[Context]:
    """Return the sentences that say something in one of the ways, and not the contrary.

    A sentence has to bring at least one of the terms itself; what leads to it may bring the others.
    """
    for context in found:
        whole = context.whole
        for way in ways:
            if (
                any(pattern.search(context.own) for pattern in way)
                and all(pattern.search(whole) for pattern in way)
                and not (denial and denial.search(context.own))
            ):
                yield context
                break


def ordering(
    found: tuple[Context, ...], ways: tuple[tuple[Pattern, ...], ...], denial: Pattern | None, *, answers: bool = False
) -> Iterator[Context]:
    """Return the sentences that say something in one of the ways all by themselves, where nothing denies it.

    ``answers``: the heading or the question above may bring some of the words.
    """
    for context in found:
        own = context.own
        if own.rstrip().endswith("?"):
            continue  # what somebody asks is no order
        words = context.whole if answers else own
        said = any(all(pattern.search(words) for pattern in way) and way[-1].search(own) for way in ways)
        if said and not (denial and denial.search(f"{context.lead} {own}")):
            yield context
