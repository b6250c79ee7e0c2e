"""Where a link leads, and what the attributes of a tag say."""

from __future__ import annotations

import html
import html.entities
import re

from handouts.model.units import UnitKind, symbols, words
from handouts.proof.marks import ATTRIBUTE, PICTURE, SILENT_ATTRIBUTES
from handouts.proof.tokens import words_in

ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")  # not `?a=1&copy=2`
SCHEME = re.compile(r"(?:https?|ftp|mailto|tel|sms|data|file):|www\.", re.IGNORECASE)
LEADS_OUT = re.compile(r"https?://|mailto:|tel:|www\.", re.IGNORECASE)
KINDS = (UnitKind.MASS, UnitKind.VOLUME, UnitKind.AMOUNT, UnitKind.ACTIVITY, UnitKind.TIME)
UNIT = rf"(?:{symbols(*KINDS)}|{words(UnitKind.TIME)}|m[2²])"
RATE = re.compile(rf"/(?:\d[\d.,/]*|{UNIT}(?:/{UNIT})*)")  # `/kg`, `/day`, `/1000`: what a dose is divided by
PAGE = re.compile(r"[^\d\s:][^:]*(?:/|\.[a-z]{2,5}(?:[?#].*)?)", re.IGNORECASE)
PICTURE_FILE = re.compile(PICTURE, re.IGNORECASE)
TARGET = re.compile(r"https?://|mailto:|data:|www\.|[/#.]", re.IGNORECASE)
LOCAL = re.compile(r"[#{/]|\.{1,2}/")


def unescaped(text: str) -> str:
    """Return a text with its entities read; one that HTML does not know is text (``&nothing;``)."""
    return ENTITY.sub(lambda match: html.unescape(match[0]) if _is_known(match[0]) else match[0], text)


def _is_known(entity: str) -> bool:
    return entity[1] == "#" or entity[1:] in html.entities.html5


def is_address(address: str) -> bool:
    """Tell an address from a note in parentheses: ``(1/2)``, ``(mg/kg)``, ``(max:8/day)``."""
    if RATE.fullmatch(address):
        return False
    return not address or bool(SCHEME.match(address) or LOCAL.match(address) or PAGE.fullmatch(address))


def is_target(address: str) -> bool:
    """Tell the address of a definition from a note behind a colon: ``[Limit]: 40mg/day``."""
    return (TARGET.match(address) or PICTURE_FILE.fullmatch(address)) is not None and not RATE.fullmatch(address)


def printed_address(shown: str, address: str) -> str:
    """Return the address that is printed behind a link's text: none of this site's own, and none the text says."""
    bare = re.sub(r"^(?:mailto:|tel:)", "", unescaped(address).strip())
    told = _told(shown)
    is_told = any(told == _told(each) for each in (bare, re.sub(r"^https?://", "", bare, flags=re.IGNORECASE)))
    return bare if LEADS_OUT.match(address) and not is_told else ""


def _told(text: str) -> list[str]:
    return [word.casefold() for word in words_in(text.strip().rstrip("/"))]


def attribute(tag: str, name: str) -> str:
    """Return what an attribute of a tag says, "" for one that is not there."""
    found = (match["value"].strip("\"'") for match in ATTRIBUTE.finditer(tag) if match["name"].casefold() == name)
    return next(found, "") if tag.startswith("<") else ""


def telling(attributes: str | None) -> str:
    """Return what attributes say to a reader: a title, a label; not what only lays out or links."""
    values = ATTRIBUTE.finditer(attributes or "")
    return " ".join(match["value"] for match in values if match["name"].casefold() not in SILENT_ATTRIBUTES)
