"""What a reader can follow in a text: addresses of the web and of e-mail, and telephone numbers in a field for one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

WEB = r"(?:https?://|www\.)[^\s<>\"“”|]*[^\s<>\"“”|.,;:!?'’)\]}]"
MAIL = r"[\w.+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+"
WRITTEN = re.compile(rf"(?<![\w@/.])(?:(?P<web>{WEB})|(?P<mail>{MAIL}))", re.IGNORECASE)
SITE = re.compile(r"[^\W_][\w-]*(?:\.[\w-]+)+(?::\d{1,5})?(?:[/?#]\S*)?")
NUMBER = re.compile(r"(?<![\w.,:/])\+?\d[\d \u00a0()./-]*\d(?!\w)")
HOURS = re.compile(r"\d{4}\s*-\s*\d{4}|\d{1,2}[./]\d{1,2}")
TRUNK = re.compile(r"(?<=\d)\s*\(0\)")  # the 0 that is not dialled behind the code of a country
FOLLOWED = re.compile(r"(?:https?|mailto|tel):[^\s\x00-\x1f\x7f-\x9f]*", re.IGNORECASE)
FEWEST, MOST = 3, 15  # digits: 112, and the longest of ITU-T E.164


class Address(NamedTuple):
    """A stretch of a text, and where it leads."""

    start: int
    stop: int
    target: str


def may_be_followed(target: str) -> bool:
    """Tell whether an address is one that paper may link to: of the web, of e-mail, a telephone's; no file's."""
    return FOLLOWED.fullmatch(target) is not None


def addresses(text: str) -> Iterator[Address]:
    """Return the addresses of the web and of e-mail in a text, with the scheme that a written one may lack."""
    for match in WRITTEN.finditer(text):
        words = match[0]
        if match["mail"]:
            yield Address(*match.span(), f"mailto:{words}")
        elif "." in words:
            yield Address(*match.span(), words if "://" in words else f"https://{words}")


def site(text: str) -> list[Address]:
    """Return the one address of the web that a field for it holds, whole."""
    if SITE.fullmatch(text):
        return [Address(0, len(text), f"https://{text}")]
    return list(addresses(text))


def numbers(text: str) -> list[Address]:
    """Return the telephone number in a field for one; none where several stretches of digits could be it."""
    found = [match for match in NUMBER.finditer(text) if _may_be_dialled(match[0])]
    return [Address(*match.span(), f"tel:{_dialled(match[0])}") for match in found] if len(found) == 1 else []


def _may_be_dialled(words: str) -> bool:
    return FEWEST <= len(_dialled(words).lstrip("+")) <= MOST and not HOURS.fullmatch(words)


def _dialled(words: str) -> str:
    dialled = TRUNK.sub("", words) if words.startswith("+") else words
    return re.sub(r"[^\d+]", "", dialled)
