"""Whether a heading and a title name the same medicine."""

from __future__ import annotations

import re

from handouts.reader.roles import folded

WORDS_OF_A_NAME = 4  # a brand, a salt, a strength
WORDS = re.compile(r"\d[\d.,]*|\w+")


def is_a_name(said: str) -> bool:
    """Tell a heading that can be a medicine's name from one that greets the reader, or tells what the leaflet is."""
    return len(said.split()) <= WORDS_OF_A_NAME


def is_same_medicine(title: str, said: str) -> bool:
    """Tell whether one of two names only says more than the other: the first word is shared, and so are the figures."""
    one, other = (WORDS.findall(folded(each)) for each in (title, said))
    figures = [{word for word in words if word[0].isdigit()} for words in (one, other)]
    wholes = [WORDS.findall(each.casefold()) for each in (title, said)]  # with what stands in brackets
    is_named = bool(one and other) and (one[0] in wholes[1] or other[0] in wholes[0])
    return is_named and not (figures[0] and figures[1] and figures[0] != figures[1])
