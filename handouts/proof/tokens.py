"""Text as what a proof counts: words, numbers and signs, in order. Plain punctuation and marks of Markdown are no word.

A number is never joined over something that vanished: ``5{:.x}0`` is 5 and 0.
"""

from __future__ import annotations

import dataclasses
import re

from handouts.model.monograph import Inline, Mark
from handouts.model.units import unit_pattern
from handouts.proof.marks import CLOSED, NOTHING, OPENED, RAISED
from handouts.proof.paper import UNSEEN

GONE = f"{NOTHING}{RAISED}{OPENED}{CLOSED}"
JOINTS = re.compile(rf"(?:[{GONE}*_`\\]|{UNSEEN.pattern})+")
# Marks of bold text and code leave a number whole, and so does a backslash before its point.
JOINS_DIGITS = re.compile(rf"(?:\*\*+|__+|`+|[{OPENED}{CLOSED}])+|\\+(?=[.,])|[*_](?=[.,]\d|\d+[*_](?!\w))")
# ... and `*47*0 kg`, where a measure goes on behind its slanted start.
SLANTED = re.compile(r"(?<![\w*\\])\*\d[\d.,]*\Z")
MEASURED = re.compile(rf"[.,]?\d[\d.,]*[ \u00a0]?(?:{unit_pattern()}|%)(?!\w)")
LONGEST_START = 12
BEFORE, AFTER = re.compile(r"\d[.,]?\Z"), re.compile(r"[.,]?\d")
# The first that fits decides: each kind of word with an example.
KINDS = (
    (r"\d+(?:[.,]\d+)*", "1,000.5"),
    (r"(?<![\w.])[.,]\d+", ".5"),
    (r"(?<!\w)[-−](?=\d)", "−5"),
    (r"[^\W\d_]+", "milligram"),
    (r"[^\s\w#|()\[\]{}!:;,.\"'‘’“”«»?•\-\uf076\uf0a7\uf0b7\uf0d8]", "≥"),
)
LIFTED = {Mark.SUPERSCRIPT, Mark.SUBSCRIPT}
TOKEN = re.compile("|".join(pattern for pattern, _ in KINDS))


@dataclasses.dataclass(frozen=True, slots=True)
class Token:
    """A word, a number or a sign, and where it begins in the text it was read from."""

    text: str
    start: int


def tokens(text: str) -> list[Token]:
    """Return the words, numbers and signs of a text, in order."""
    pieces, places, length, end = [], [(0, 0)], 0, 0
    for match in JOINTS.finditer(text):
        pieces += [text[end : match.start()], " " if _parts_digits(text, match) else ""]
        length += len(pieces[-2]) + len(pieces[-1])
        end = match.end()
        places.append((length, end))
    clean = "".join([*pieces, text[end:]])
    found, place = [], 0
    for match in TOKEN.finditer(clean):
        while place + 1 < len(places) and places[place + 1][0] <= match.start():
            place += 1
        found.append(Token(match[0], match.start() - places[place][0] + places[place][1]))
    return found


def _parts_digits(text: str, joint: re.Match[str]) -> bool:
    """Tell whether what is left out stands inside a number, and is no mark that leaves a number whole."""
    before = BEFORE.search(text, max(joint.start() - 2, 0), joint.start())
    slanted = joint[0] == "*" and SLANTED.search(text, max(joint.start() - LONGEST_START, 0), joint.start())
    if slanted and MEASURED.match(text, joint.end()):
        return False
    joins = JOINS_DIGITS.match(text, joint.start())
    return bool(before and AFTER.match(text, joint.end())) and not (joins and joins.end() == joint.end())


def inline_words(inline: Inline, marker: str = "") -> list[str]:
    """Return the words of runs, behind a list number; a raised number is none of the digits beside it."""
    said, raised = [marker, " "], False
    for run in inline:
        lifted = bool(run.marks & LIFTED)
        said += [RAISED] * (lifted != raised) + [run.text]
        raised = lifted
    return words_in("".join(said))


def words_in(text: str) -> list[str]:
    """Return the words, numbers and signs of a text without their places."""
    return [token.text for token in tokens(text)]
