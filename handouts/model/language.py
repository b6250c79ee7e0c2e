"""What is known of a language by its tag (BCP 47).

Facts are Babel's, and thereby those of the Unicode CLDR.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from babel import Locale

Direction = Literal["ltr", "rtl"]
SHORT = 2  # letters of a language in ISO 639-1, and of a country; longer ones are too many for CLDR to know all


def primary(tag: str) -> str:
    """Return the primary subtag of a language tag: ``en`` of ``en-GB``."""
    return tag.split("-", maxsplit=1)[0].lower()


@functools.lru_cache(maxsize=256)
def unknown_part(tag: str) -> str | None:
    """Return the part of a language tag that names no language or country: ``xx`` of ``xx-GB``; None where all do."""
    from babel import Locale
    from babel.core import get_global

    english, (language, *rest) = Locale("en"), tag.split("-")
    if len(language) == SHORT and language not in {*english.languages, *get_global("language_aliases")}:
        return language
    known = {*english.territories, *get_global("territory_aliases")} - {"ZZ"}
    return next((part for part in rest if len(part) == SHORT and part.upper() not in known), None)


def is_english(tag: str) -> bool:
    """Tell whether a tag names English, of whatever country."""
    return primary(tag) == "en"


def knows_dangers(tag: str) -> bool:
    """Tell whether the tables of dangers and of urgency have words of this language.

    They have English ones only: of a text in any other, the leaflet says to the staff that nobody looked.
    """
    return is_english(tag)


@functools.lru_cache(maxsize=256)
def locale_of(tag: str) -> Locale | None:
    """Return what Babel knows of a language; one it does not know by its whole tag is tried without its last subtag."""
    from babel import Locale, UnknownLocaleError

    parts = tag.split("-")
    while parts:
        try:
            return Locale.parse("-".join(parts), sep="-")
        except (UnknownLocaleError, ValueError):
            parts.pop()
    return None


def direction(tag: str) -> Direction:
    """Return the direction a language is written in, by its script where the tag names one.

    A language Babel does not know runs from left to right.
    """
    locale = locale_of(tag)
    return "rtl" if locale and locale.text_direction == "rtl" else "ltr"
