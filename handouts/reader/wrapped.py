"""Lines a mail program or an editor wrapped, so that a sign opens a line: ``5`` / ``- 10 mg``, ``is`` / ``> double``.

Markdown makes a list or a quotation of it. It is printed as one, and the place is told: what is meant cannot be known.
"""

from __future__ import annotations

import collections
import itertools
import re
from typing import TYPE_CHECKING

from handouts.errors import Place, Problem
from handouts.model.units import unit_pattern
from handouts.model.words.weight import COUNTS, GOES_ON
from handouts.reader.markdown.enclosed import without_fences
from handouts.reader.markdown.markup import as_written

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

ITEM = re.compile(r"[ ]{0,3}(?P<marker>[*•+–-])[ \t]+(?P<text>\S.*)")
OPENS = re.compile(r"[ >]*(?P<marker>[*•+–-]|\d{1,3}[.)])[ \t]+(?=\S)")
PERIOD = re.compile(r"\W*(?:weeks?|days?|months?|cycles?|doses?|steps?|courses?|from|ages?|aged)\b", re.IGNORECASE)
MEASURED = re.compile(rf"[(<>≤≥~≈]?\s?\d[\d.,]*\s?(?:{unit_pattern()}|%)(?!\w)")
AMOUNT = re.compile(GOES_ON)  # the same in words
FROST = re.compile(r"\d+(?:[.,]\d+)?\s?(?:°\s?[CF]?|[℃℉CF])(?!\w)")  # one item that says a temperature may be a minus
QUOTATION = re.compile(r"[ ]{0,3}>[ ]*(?P<text>[^\s>].*)")
LEADS_IN = re.compile(r"[:：]\**[ ]*$")
NUMBER = re.compile(r"[(<>≤≥~≈]?\s?\d")  # what the second part of a range or product starts with
PARTS = re.compile(r"\s*$|[ ]{0,3}(?:#|[|]|\d{1,3}[.)][ \t]|[-=_*]{3,}[ ]*$)")  # it stands in no paragraph
ENDS = re.compile(
    r"[.:;,!?|)…。：*_>”\"]\s*$|[ ]{2}$|\\$"
)  # a line that ends a sentence, leads in, or breaks on purpose
ENDS_IN_NUMBER = re.compile(rf"(?:\d|\b(?:one|{COUNTS}))[ ]*$")
SENTENCE_ENDS = re.compile(r"[.:;!?|…。：_>”\"*)]\s*$|[ ]{2}$|\\$|^[ ]{0,3}(?:#|[-=]{3,}[ ]*$)")
HINT = "Put both on one line; or, if a list or quotation is meant, a blank line before it and a sentence that leads in."
LABEL_WORDS = 3  # `Week 1`, `Day 1 to`: a line of no more words that ends in a number is a label of the list below it


QUOTED = re.compile(r"^[ ]{0,3}>[ ]?", re.MULTILINE)  # a range may be wrapped in a quotation


def wrapped_lines(body: str, body_line: int, path: str) -> Iterator[Problem]:
    """Report each item and each quotation that may be the rest of the line above it.

    ``body`` is prepared (`handouts.reader.markdown.prepare`), its first line is ``body_line`` of the file at ``path``.
    """
    text = without_fences(body)
    lines = text.split("\n")
    for stretch in _stretches(QUOTED.sub("", as_written(text)).split("\n")):
        items = [(at, item) for at, (_, line) in enumerate(stretch) if (item := ITEM.match(line))]
        markers = collections.Counter(item["marker"] for _, item in items)
        for place, (at, item) in enumerate(items):
            alone = markers[item["marker"]] == 1
            number = stretch[at][0]
            before = stretch[at - 1][1] if at else ""
            goes_on = at and place == 0 and _goes_on(before, item, alone=alone)
            if goes_on or _parts_item(lines, number, item, alone=alone) or (alone and _may_be_frost(item)):
                before = lines[number - 1] if number else ""
                yield _wrapped(before, item["marker"], item["text"], Place(path, body_line + number, 1), "a list")
                break
    for number, line in enumerate(lines):
        quotation = QUOTATION.match(line)
        if quotation and _is_comparison(quotation["text"], lines, number):
            before = lines[number - 1] if number else ""
            yield _wrapped(before, ">", quotation["text"], Place(path, body_line + number, 1), "a quotation")


def _wrapped(before: str, sign: str, text: str, place: Place, taken_for: str) -> Problem:
    meant = " ".join([*before.split()[-1:], sign, text.split(maxsplit=1)[0]])
    message = f"“{meant}” may be meant: here it is {taken_for}."
    return Problem("wrapped-line", message, HINT, place, words=f"{sign} {text}".strip(), rule="M12")


def _stretches(lines: Sequence[str]) -> Iterator[list[tuple[int, str]]]:
    """Return lines, numbered from 0, that stand together: a blank line or a heading parts them."""
    for parted, stretch in itertools.groupby(enumerate(lines), lambda each: bool(PARTS.match(each[1]))):
        if not parted:
            yield list(stretch)


def _goes_on(before: str, item: re.Match[str], *, alone: bool) -> bool:
    """Tell whether an item may go on the line before it, a paragraph's; ``alone``: no other has its marker."""
    if item["marker"] == "+" and alone and not SENTENCE_ENDS.search(before):
        return bool(NUMBER.match(item["text"]) or AMOUNT.match(item["text"]) or item["text"][0].islower())
    if ENDS.search(before):
        return False
    counted = bool(ENDS_IN_NUMBER.search(before)) and len(before.split()) > LABEL_WORDS
    if AMOUNT.match(item["text"]):
        return counted or (alone and len(before.split()) > LABEL_WORDS)
    return bool(NUMBER.match(item["text"])) and (counted or alone)


def _parts_item(lines: Sequence[str], number: int, item: re.Match[str], *, alone: bool) -> bool:
    """Tell an item that may go on the text of another one: it has a bullet of its own, and a number before it."""
    last = lines[number - 1] if number else ""
    if not alone or not last.strip() or ENDS.search(last):
        return False
    behind = (lines[place] for place in range(number - 1, -1, -1))
    above = next((OPENS.match(line) for line in behind if not line.strip() or OPENS.match(line)), None)
    if above is None:
        return False
    deeper = item.start("marker") > above.start("marker")
    if above["marker"] == item["marker"] or (deeper and item["marker"] not in "-–+"):
        return False
    text = OPENS.sub("", last).strip()
    if item["marker"] == "+" and AMOUNT.match(item["text"]):
        return True
    if deeper or len(text.split()) < LABEL_WORDS:
        counted = ENDS_IN_NUMBER.search(text) and not PERIOD.match(text) and len(text.split()) > 1
        return bool(counted) and bool(MEASURED.match(item["text"]))
    return bool(NUMBER.match(item["text"]) or AMOUNT.match(item["text"]))


def _may_be_frost(item: re.Match[str]) -> bool:
    """Tell the only item of its list that is a temperature: its bullet may be a minus."""
    return item["marker"] in {"-", "–"} and bool(FROST.match(item["text"]))


def _is_comparison(text: str, lines: Sequence[str], number: int) -> bool:
    """Tell what looks like a quotation and may be a comparison that goes on the lines before it."""
    last = lines[number - 1] if number else ""
    if last.strip():
        return text[0].islower() and not QUOTATION.match(last) and not SENTENCE_ENDS.search(last)
    led_in = next((lines[place] for place in range(number - 1, -1, -1) if lines[place].strip()), ":")
    return bool(AMOUNT.match(text)) and not LEADS_IN.search(led_in)
