"""Passages that are nothing but a disclaimer: they stand at the end of the leaflet, wherever they were typed.

One that tells the reader to do something stays where its author put it, whatever it is called: it is read there.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from handouts.model.monograph import Block, Heading, ItemList, Paragraph, Table, plain
from handouts.model.phrases import finder
from handouts.model.sentences import sentences
from handouts.model.words.disclaimers import DISCLAIMING, STAYING

if TYPE_CHECKING:
    from collections.abc import Iterable

LABEL = re.compile(
    r"\s*\*?(?:(?P<disclaimer>(?:(?:important|medical|legal)\s+)*disclaimers?)|(?:important\s+)?(?:note|notice))\b\W*",
    re.IGNORECASE,
)
DISCLAIMS, STAYS = finder(DISCLAIMING), finder(STAYING)
# What may stand beside it: a word to ask somebody, which says nothing of when or of what.
ASKING = r"^(?:please |always )*(?:consult|ask|speak (?:to|with)|talk (?:to|with))\b[^.]{0,40}"
WHOM = r"\b(?:doctor|physician|pharmacist|clinician|provider|professional|team)s?"
ABOUT = r" for (?:any |more |further |medical )*(?:advice|information|guidance|questions?|health concerns)\b.*"
BEFORE = r" before (?:making|starting|stopping|changing|using|taking)\b.*"
REFERRING = re.compile(rf"{ASKING}{WHOM}(?:{ABOUT}|{BEFORE})?\W*$", re.IGNORECASE)


def disclaims(paragraph: Paragraph, *following: Block | Heading) -> bool:
    """Tell a paragraph that is nothing but a disclaimer; ``following`` is the block after it, if there is one."""
    text = plain(paragraph.inline).rstrip()
    label = LABEL.match(text)
    if not label or text.endswith((":", "：")) or any(isinstance(block, ItemList | Table) for block in following):
        return False
    told = text[label.end() :]
    said = [told[start:end].strip() for start, end in sentences(told)]
    if any(STAYS.search(sentence) for sentence in said):
        return False
    own = [bool(DISCLAIMS.search(sentence)) for sentence in said]
    called = label["disclaimer"] or any(own)
    return bool(called) and all(does or REFERRING.match(sentence) for does, sentence in zip(own, said, strict=True))


def is_labelled(paragraph: Paragraph) -> bool:
    """Tell a paragraph that calls itself a disclaimer, whatever it says."""
    label = LABEL.match(plain(paragraph.inline))
    return bool(label and label["disclaimer"])


def instructs(lines: Iterable[str]) -> bool:
    """Tell whether a section called a disclaimer tells the reader to do something, or names a dose or a danger."""
    return any(STAYS.search(line[start:end].strip()) for line in lines for start, end in sentences(line))
