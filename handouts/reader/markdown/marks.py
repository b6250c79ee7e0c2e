"""Items with marks of their own, which Markdown does not know: letters, Roman numbers, signs of other programs.

What opens a line is a mark if the next mark of its kind counts on (``a.``, ``b.``), or if it is a sign no sentence
begins with. It is printed as it was typed, so text that was taken for an item loses nothing.
"""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING, NamedTuple

from handouts.reader.markdown.markup import STAR

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

AROUND = "\ufdd4"  # a noncharacter before and behind the mark of an item
OWN = rf"{AROUND}[^{AROUND}]+{AROUND}"


class Signs(NamedTuple):
    """Signs that open an item where at least so many lines that begin so follow one another, with an example."""

    pattern: str
    least: int
    example: str


ROWS = (
    Signs(r"[·§▪▫■□●○◦◆◇‣⁃∙►▸▶➢➤❖✓✔✗✘☐☑☒]", 1, "▪ Light head"),
    Signs(r"[†‡¹²³⁴⁵⁶]|\[\d{1,2}\]:", 1, "† with food"),
    Signs(r"[①-⑳]|\d{1,2}、|[一二三四五六七八九十]{1,3}、|[(（][一二三四五六七八九十]{1,3}[)）]", 1, "① 摇匀"),
    Signs(r"(?:[–—−·→]|o)(?=[ \u00a0])", 2, "– Headache"),
)
LEAD = r"(?P<lead>(?:[ ]{0,3}>[ ]?)*[ ]*)"
SIGNED = tuple((re.compile(rf"{LEAD}(?P<mark>{row.pattern})[ \u00a0]*(?P<text>\S.*)"), row.least) for row in ROWS)
LETTERS = "[a-z]|[ivxlc]{2,7}|[A-Z]|[IVXLC]{2,7}"
COUNTED = re.compile(
    rf"{LEAD}(?P<mark>(?P<open>\(?)(?P<value>{LETTERS}|\d{{1,3}})(?P<close>\.\)|[.)]))[ \u00a0]+(?P<text>\S.*)"
)
NOTES = f"{STAR}*†‡¹²³⁴⁵⁶["
HEADING = re.compile(r" {0,3}#{1,6}\s")
ITEM = re.compile(r"[ >]*(?:[*+•-]|\d{1,9}[.)])[ ]")
ROMAN_SIGNS = {"c": 100, "xc": 90, "l": 50, "xl": 40, "x": 10, "ix": 9, "v": 5, "iv": 4, "i": 1}
LARGEST_ROMAN = 400
ENDS = re.compile(r"(?:^|[.:;!?…。：])[*_ ]*$")  # a line that ends a sentence or leads in
SIGNED_NUMBER = re.compile(r"[–—−-]\s*[\d.½¼¾]")


class Found(NamedTuple):
    """A line that may open an item: where, its mark, what it counts, and what it shares with its neighbours."""

    line: int
    match: re.Match[str]
    kind: tuple[str, ...]
    counts: frozenset[int]


def own_marks(lines: Sequence[str]) -> list[str]:
    """Return the lines with each mark of this kind between two signs `AROUND`."""
    marked = list(lines)
    for found in _items(lines):
        match = found.match
        marked[found.line] = f"{match['lead']}{AROUND}{match['mark']}{AROUND} {match['text'].lstrip()}"
    return marked


def _items(lines: Sequence[str]) -> Iterator[Found]:
    found = [each for number, line in enumerate(lines) if (each := _found(number, line, lines))]
    kinds: dict[tuple[str, ...], list[Found]] = {}
    for each in found:
        kinds.setdefault(each.kind, []).append(each)
    for kind, rows in kinds.items():
        if kind[0] == "alone":
            yield from rows
            continue
        items = set()
        for first, second in itertools.pairwise(rows):
            if _counts_on(first, second) and _reaches(lines, first.line, second.line):
                items |= {first, second}
        yield from items


def _found(number: int, line: str, lines: Sequence[str]) -> Found | None:
    before = lines[number - 1] if number else ""
    for pattern, least in SIGNED:
        if match := pattern.match(line):
            opens = (
                least == 1 or not SIGNED_NUMBER.match(line.strip(" >")) or ENDS.search(before) or _same(match, before)
            )
            kind = ("alone" if least == 1 else match["mark"], match["lead"])
            return Found(number, match, kind, frozenset()) if opens else None
    match = COUNTED.match(line)
    if not match or (match["value"].isdigit() and not match["open"] and match["close"] != ".)"):
        return None
    case = "0" if match["value"].isdigit() else "a" if match["value"].islower() else "A"
    return Found(number, match, (case, match["open"], match["close"], match["lead"]), _counts(match["value"]))


def _same(match: re.Match[str], before: str) -> bool:
    return before.lstrip(" >").startswith(f"{match['mark']} ")


def _counts(value: str) -> frozenset[int]:
    """Return what a mark may count: ``i`` is the ninth letter and the first Roman number."""
    if value.isdigit():
        return frozenset({int(value)})
    letters = value.lower()
    counts = {ord(letters) - ord("a") + 1} if len(letters) == 1 else set()
    if set(letters) <= set(ROMAN_SIGNS):
        values = [ROMAN_SIGNS[letter] for letter in letters]
        counts.add(sum(-one if one < after else one for one, after in zip(values, [*values[1:], 0], strict=True)))
    return frozenset(counts)


def _counts_on(first: Found, second: Found) -> bool:
    """Tell whether one mark follows the other; figures in brackets may repeat or count down."""
    if not first.counts:
        return True
    steps = {-1, 0, 1} if first.kind[0] == "0" else {1}
    return any(after - before in steps for before in first.counts for after in second.counts)


def _reaches(lines: Sequence[str], first: int, second: int) -> bool:
    """Tell whether nothing ends the list between two of its lines: no heading, and no paragraph of its own."""
    for before, line in itertools.pairwise(lines[first:second]):
        if HEADING.match(line) or (not before.strip() and line.strip() and line[:1] != " " and not ITEM.match(line)):
            return False
    return True


def kind_of(mark: str) -> str:
    """Return what the items of one list share: notes, marks that count, or one sign."""
    if mark[0] in NOTES:
        return "note"
    return "counted" if mark[0] == "(" or (mark[0].isalnum() and mark != "o") else mark


def written(number: int, kind: str) -> str:
    """Return a number as HTML's lists of a type (``1``, ``a``, ``A``, ``i``, ``I``) write it."""
    letters = ""
    if kind.lower() == "a" and number > 0:
        while number:
            number, rest = divmod(number - 1, 26)
            letters = chr(ord("a") + rest) + letters
    elif kind.lower() == "i" and 0 < number < LARGEST_ROMAN:
        for sign, value in ROMAN_SIGNS.items():
            letters += sign * (number // value)
            number %= value
    return (letters.upper() if kind.isupper() else letters) or str(number)
