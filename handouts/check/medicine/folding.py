"""Words made alike on both sides of the Atlantic, so that a table names each once."""

from __future__ import annotations

import functools
import re
import unicodedata

from handouts.model.pattern import Pattern

# British and American spellings are written alike, in the table and in the text. What begins alike stays so, so that
# `bruis*` still begins "bruises"; "four" is not "for".
LIKE = (
    (re.compile(r"ae|oe"), "e"),
    (re.compile(r"(?<!\bf)our"), "or"),
    (re.compile(r"ph"), "f"),
    (re.compile(r"iz"), "is"),
    (re.compile(r"ll"), "l"),
    (re.compile(r"programme"), "program"),
    (re.compile(r"tre(?=s?\b)"), "ter"),
    (re.compile(r"n't\b"), " not"),
)
APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "\u2010": "-", "\u2011": "-", "–": "-", "—": "-"})
ANY_END = r"[\w'-]*"
APART = r"[\s-]+"
ASIDE = "~"
NUMBERS = "an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|several|some|few"
A_NUMBER = rf"(?:\d[\d.,]*+|{NUMBERS})"  # before another word
FEW_WORDS = rf"{APART}(?:[\w']+{APART}){{0,3}}"


@functools.lru_cache(maxsize=4096)  # every rule asks for the lines of the same text
def folded(text: str) -> str:
    """Return a text in small letters, with one spelling, so that it can be compared with folded words."""
    plain = unicodedata.normalize("NFKC", text).translate(APOSTROPHES).casefold()
    for british, american in LIKE:
        plain = british.sub(american, plain)
    return plain


def over_folded(words: str) -> Pattern:
    """Return a pattern, written in small letters and plain English, as one over folded text."""
    for british, american in LIKE:
        words = british.sub(american, words)
    return Pattern(words)


def term(words: str) -> str:
    """Return the pattern of a term over folded text: ``bleed*`` is any word that begins so, ``#`` a number.

    ``~`` stands for up to three words.
    """
    parts = folded(words).replace("-", " ").split()
    joined = APART.join([*(A_NUMBER if part == "#" else _word(part) for part in parts[:-1]), _word(parts[-1])])
    return r"\b" + joined.replace(f"{APART}{re.escape(ASIDE)}{APART}", FEW_WORDS) + r"(?!\w)"


def any_of(terms: tuple[str, ...]) -> Pattern:
    """Return what finds any of the terms in folded text."""
    return Pattern("|".join(term(each) for each in terms))


def stems_of(terms: tuple[str, ...]) -> tuple[str, ...]:
    """Return how terms begin, folded: where none of these letters stand, no term does; "" where one is a number."""
    first = (folded(term).replace("-", " ").split()[0] for term in terms)
    return tuple(dict.fromkeys("" if word == "#" else word.removesuffix("*") for word in first))


def _word(word: str) -> str:
    if word == "#":
        return rf"(?:\d[\d.,]*|{NUMBERS})"
    return re.escape(word.removesuffix("*")) + (ANY_END if word.endswith("*") else "")
