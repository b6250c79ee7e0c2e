"""How a text explains its words: by a label with text after it, in brackets, or in so many words beside them."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from handouts.check.words import glosses as words
from handouts.model.monograph import Mark
from handouts.model.pattern import Pattern
from handouts.model.phrases import finder

if TYPE_CHECKING:
    from handouts.check.monograph_text import Passage

ANSWER = Pattern(r"\W{0,3}A(?:nswer)?[ \d]{0,3}:\W{0,3}\s")
LABEL = Pattern(r"\s*:(?=\s)|(?<=[:?])")
AFTER = finder(words.AFTER)
BEFORE = finder(words.BEFORE)
FURTHEST = 200  # letters before a word in which its gloss is looked for
SEVERAL_WORDS = Pattern(r"(?!\W*\d)(?:\W*\w[^\s]*\s+){3}\w")


@functools.lru_cache(maxsize=1024)
def text_start(passage: Passage) -> int:
    """Return the offset at which a passage's text begins: after an answer's label, a bold label or a bold question."""
    answer = ANSWER.match(passage.text) if passage.in_answer else None
    start = answer.end() if answer else 0
    offset = 0
    for run in passage.inline:
        if Mark.STRONG not in run.marks and offset + len(run.text.rstrip()) > start:
            break
        offset += len(run.text)
    label = LABEL.match(passage.text, len(passage.text[:offset].rstrip()))
    return label.end() if label and offset > start else start


def explained(passage: Passage, start: int, end: int) -> bool:
    """Tell whether a gloss stands by the words between two offsets."""
    text, label = passage.text, text_start(passage)
    if label == 0 and start == 0 and text[end : end + 1] == ":":
        label = end + 1
    in_brackets = text.rfind("(", 1, start) > text.rfind(")", 0, start)
    labelled = end <= label and SEVERAL_WORDS.match(text, label)
    return bool(
        in_brackets or labelled or AFTER.match(text, end) or BEFORE.search(text, max(start - FURTHEST, 0), start)
    )
