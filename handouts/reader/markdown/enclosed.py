"""What one sign opens and another closes: code between fences, comments, scripts.

Where nothing closes what is open, no search for its end is begun: it would run through the whole text, once for each
sign that opens.
"""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

FENCE_HEAD = r" {0,3}(?P<fence>`{3,}|~{3,}) *(?P<language>[\w+-]*)[ ]*\n"
FENCE_FOOT = r"\n? {0,3}(?P=fence)[`~]* *$"
FENCED = re.compile(
    rf"^(?P<head>{FENCE_HEAD})(?P<code>.*?)(?P<foot>{FENCE_FOOT})",
    re.MULTILINE | re.DOTALL,
)
OPENING = re.compile(r"^ {0,3}(?P<fence>`{3,}|~{3,}) *[\w+-]* *$", re.MULTILINE)
CLOSING = re.compile(r"(?<![`~])[`~]{3,}+ *+$", re.MULTILINE)  # wherever in its line
OPENS = re.compile(r"(?<!\\)<(?:!--|(?P<element>script|style)\b[^<>]*>)", re.IGNORECASE)
CLOSES = {
    name: re.compile(pattern, re.IGNORECASE)
    for name, pattern in {None: "-->", "script": r"</script\s*>", "style": r"</style\s*>"}.items()
}


def fences(text: str) -> Iterator[re.Match[str]]:
    """Return the matches of `FENCED` in a text, in order."""
    yield from (match for match in fences_and_openings(text) if match.re is FENCED)


def fences_and_openings(text: str) -> Iterator[re.Match[str]]:
    """Return the matches of `FENCED` in a text, in order, and those of `OPENING` for fences that never close."""
    openings = list(OPENING.finditer(text))
    closing = list(CLOSING.finditer(text)) if openings else []
    longest = {sign: _longest_from(closing, sign) for sign in "`~"}
    end = number = 0
    for opening in openings:
        if opening.start() < end:
            continue
        while number < len(closing) and closing[number].start() < opening.end():
            number += 1
        closes = longest[opening["fence"][0]][number] >= len(opening["fence"])
        fence = FENCED.match(text, opening.start()) if closes else None
        yield fence or opening
        end = (fence or opening).end()


def _longest_from(closing: list[re.Match[str]], sign: str) -> list[int]:
    """Return how long the longest closing fence of a sign is from each of them on; 0 behind the last."""
    lengths = [max(map(len, re.findall(f"{sign}+", each[0])), default=0) for each in closing]
    return [*reversed([*itertools.accumulate(reversed([*lengths, 0]), max)])]


def with_fences(text: str, change: Callable[[re.Match[str]], str]) -> str:
    """Return a text with each of its fences, and each fence that never closes, changed."""
    return _changed(text, ((match, change(match)) for match in fences_and_openings(text)))


def without_fences(text: str) -> str:
    """Return a text, line for line, without its fences and what they enclose."""
    return _changed(text, ((match, "\n" * match[0].count("\n")) for match in fences(text)))


def _changed(text: str, found: Iterator[tuple[re.Match[str], str]]) -> str:
    pieces, end = [], 0
    for match, instead in found:
        pieces += [text[end : match.start()], instead]
        end = match.end()
    return "".join([*pieces, text[end:]])


def without_invisible(text: str) -> str:
    """Return a text, line for line, without comments, scripts and styles."""
    pieces, end = [], 0
    unclosed = set()
    for opening in OPENS.finditer(text):
        element = opening["element"] and opening["element"].lower()
        if opening.start() < end or element in unclosed:
            continue
        closing = CLOSES[element].search(text, opening.end())
        if closing is None:
            unclosed.add(element)
            continue
        pieces += [text[end : opening.start()], "\n" * text.count("\n", opening.start(), closing.end())]
        end = closing.end()
    return "".join([*pieces, text[end:]])
