"""The numbers of lists written in HTML, which nobody typed: ``<ol start="3">``, ``type``, ``reversed``, ``value``.

Both readings need them: the first asks `numbers` for those of a list it has taken apart; the second writes them into
the text, tag by tag.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from handouts.reader.markdown.marks import written

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    Attributes = Mapping[str, str | None]

TAG = re.compile(r"<(?P<end>/?)(?P<name>ol|ul|li)\b(?P<attributes>[^<>]*)>", re.IGNORECASE)
ATTRIBUTE = re.compile(r"(?P<name>[a-z-]+)(?:\s*=\s*[\"']?(?P<value>[^\"'\s/>]*))?", re.IGNORECASE)


def numbers(attributes: Attributes, items: Sequence[Attributes]) -> Iterator[str]:
    """Return the mark of each item, as HTML has it (4.4.5, ordinal value): ``3.``, ``c.``, ``iii.``.

    ``attributes`` are the list's, ``items`` those of each of its items.
    """
    step = -1 if "reversed" in attributes else 1
    number = _whole(attributes.get("start"), len(items) if step < 0 else 1)
    for item in items:
        number = _whole(item.get("value"), number)
        yield f"{written(number, item.get('type') or attributes.get('type') or '1')}."
        number += step


def _whole(text: str | None, otherwise: int) -> int:
    return int(text) if text and re.fullmatch(r"\s*[+-]?\d{1,6}\s*", text) else otherwise


def with_numbers(text: str) -> str:
    """Return a text with the number of each item of an HTML list right behind its tag."""
    lists: list[tuple[re.Match[str], list[re.Match[str]]]] = []
    is_open: list[tuple[re.Match[str], list[re.Match[str]]]] = []
    for tag in TAG.finditer(text):
        if tag["name"].lower() == "li":
            if is_open and not tag["end"]:
                is_open[-1][1].append(tag)
        elif not tag["end"]:
            is_open.append((tag, []))
            lists.append(is_open[-1])
        elif is_open:
            is_open.pop()
    marks: dict[int, str] = {}
    for tag, items in lists:
        if tag["name"].lower() == "ol":
            found = numbers(_attributes(tag), [_attributes(item) for item in items])
            marks |= {item.end(): mark for item, mark in zip(items, found, strict=True)}
    pieces, end = [], 0
    for place, mark in sorted(marks.items()):
        pieces += [text[end:place], f" {mark} "]
        end = place
    return "".join([*pieces, text[end:]])


def _attributes(tag: re.Match[str]) -> dict[str, str | None]:
    return {each["name"].lower(): each["value"] for each in ATTRIBUTE.finditer(tag["attributes"])}
