"""How a text explains its words: by a label with text after it, in brackets, or in so many words beside them."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING

from handouts.model.monograph import Mark

if TYPE_CHECKING:
    from handouts.check.monograph_text import Passage

ANSWER = re.compile(r"\W{0,3}A(?:nswer)?[ \d]{0,3}:\W{0,3}\s")
LABEL = re.compile(r"\s*:(?=\s)|(?<=[:?])")

# What else stands in brackets: how often, how much, where to look.
ASIDE = (
    r"(?:very |less |more |most )?(?:common|uncommon|rare)|see |e\.g|for example|such as|up to|about|especially|"
    r"if |with |unless|and |or |also |including|not |in "
)
IN_BRACKETS = rf"(?:[ -](?!and\b|or\b)\w+)?[”\"’']? ?\((?!{ASIDE})[^)\d]*[a-z]{{3}}"
IN_WORDS = (
    r"[”\"’']?(?:"
    r",? (?:which|that) (?:is|are|means?)\b|,? (?:\w+ ){0,2}(?:called|known as)\b|"
    r", (?:an?|meaning|or|also|i\.e\.|that is|in other words|short for|when|where)[ ,]|"
    r" ?[–—] ?(?=[a-z])| (?:means?|stands? for|refers? to|happens? when|occurs? when)\b|"
    r" (?:is|are) (?:an?|the|when|where|called|short for|medicines?|another)\b|"
    r"[.;,:] (?:this|that|it|they|these|those) (?:\w+ )?(?:means?|is (?:an?|the|when|where|called)|are (?:medicines|called|signs)|stands? for)\b)"
)
AFTER = re.compile(f"{IN_BRACKETS}|{IN_WORDS}", re.IGNORECASE)
BEFORE = re.compile(
    r"(?:\b(?:called|named|termed|known as|short for)\b[^.:;!?]{0,40}|\b(?:i\.e\.,?|that is,?|meaning|means|what (?:is|are|does))|"
    r"(?:^|[.:;(])[^,.:;(]*, or) (?:an? |the )?[“\"‘']?$",
    re.IGNORECASE,
)
FURTHEST = 200  # letters before a word in which its gloss is looked for
SEVERAL_WORDS = re.compile(r"(?!\W*\d)(?:\W*\w[^\s]*\s+){3}\w")


@functools.lru_cache(maxsize=1024)
def text_start(passage: Passage) -> int:
    """Return where a passage's text begins after the label of an answer, and after a bold label or question before it."""
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
