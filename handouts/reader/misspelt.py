"""Headings that are a known one with a slip of the finger: ``Dosgae``, ``Side Efects``, ``Dosagе`` with a Cyrillic е.

Such a section is placed as if it were spelt right, and reported. The patient looks for the doses under “How to use
this medicine”: left in the chapter before, they are not found, or are taken for something else. The guess turns
nothing: heading and text stand on paper whole and as typed, and until the heading is mended no sign-off counts.
"""

from __future__ import annotations

import difflib
import functools
import unicodedata
from typing import TYPE_CHECKING

from handouts.errors import Place, Problem
from handouts.model.monograph import Role, plain
from handouts.reader.roles import LONGEST, NAMES, folded, known, role_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from handouts.model.monograph import Section

SHORTEST = 5  # letters of a name; a shorter one is one slip away from too many words
LONG = 9  # letters of a name in which two slips are no other word
WORDS_OF_THEIR_OWN = (
    "dotage doing doting dozing dousing dowsing stowage stowing string strings sorting scoring shoring snoring staring "
    "starting stirring stoking storming storying warming waning warring wearing mechanic mechanics mechanist propose "
    "purposes overdone overdue overdoes overviews summery iterations integrations interjections intersections "
    "infractions interaction interactive inductions induction indicators indicator invitations invitation "
    "administrator administrators administrative precautious question questioned disclaimed "
    "does sage stoning stopping declaimer indicative induration indignation iodination invocation intimation "
    "preclusion predation podology warding warping mechanize"
)
OWN = frozenset(WORDS_OF_THEIR_OWN.split())
LOOK_ALIKES = str.maketrans(  # Cyrillic and Greek letters that look like Latin ones
    "асеорхуіјѕԁһӏαορνικ" + "АВСЕНІЈКМОРЅТХУΑΒΕΖΗΙΚΜΝΟΡΤΥΧ",
    "aceopxyijsdhlaopvik" + "ABCEHIJKMOPSTXYABEZHIKMNOPTYX",
)
CANONICAL = tuple(name for names in NAMES.values() for name in names.split("|"))


def meant(heading: str) -> str | None:
    """Return the name a heading is one or two slips away from; None for a name itself and for any other words."""
    return None if known(heading) else _nearest(_seen(heading))


def meant_within(heading: str) -> str | None:
    """Return the name that one or two neighbouring words of a longer heading are a slip away from."""
    words = _seen(heading).split()
    if known(heading) or len(heading) > LONGEST:
        return None
    windows = (" ".join(words[start : start + size]) for size in (2, 1) for start in range(len(words) - size + 1))
    found = ((window, _nearest(window)) for window in windows)
    return next((name for window, name in found if name and name != window and len(name) > SHORTEST), None)


def misspelt(sections: Iterable[Section], path: str) -> Iterator[Problem]:
    """Report the sections that were placed by what their heading seems to mean."""
    for section in sections:
        heading = plain(section.heading or ()).strip(" :")
        name = meant(heading.split(":", maxsplit=1)[0]) or (meant_within(heading) if _says_nothing(heading) else None)
        if name and role_of(heading) is not known(name):
            right = name.title() if " " in name else name.capitalize()
            message = f"“{heading}” is no heading we know: did you mean “{right}”?"
            if folded(heading) != _seen(heading):
                message += " A letter of another alphabet stands in it."
            hint = "Mend the heading: by it, its text finds its chapter."
            yield Problem("misspelt-heading", message, hint, Place(path, section.line), words=heading, rule="S17")


def meant_role(heading: str) -> Role:
    """Return the role of any heading, by what it seems to mean where its words say nothing."""
    name = meant(heading) or (meant_within(heading) if _says_nothing(heading) else None)
    return (known(name) if name else None) or role_of(heading)


def _says_nothing(heading: str) -> bool:
    return role_of(heading) is Role.OTHER


def _seen(heading: str) -> str:
    """Return a heading's words as the eye takes them, whatever alphabet its letters are from."""
    text = unicodedata.normalize("NFKC", heading)
    return folded(text.translate(LOOK_ALIKES) if any("a" <= letter <= "z" for letter in text.casefold()) else text)


@functools.lru_cache(maxsize=1024)
def _nearest(words: str) -> str | None:
    """Return the name that is written so but for a slip, the nearest one."""
    if words in CANONICAL:
        return words
    found = [name for name in CANONICAL if _is_slip(words, name)]
    return next(iter(difflib.get_close_matches(words, found, 1, 0)), None)


def _is_slip(words: str, name: str) -> bool:
    """Tell a name with a slip in one or more of its words, or with its words run together."""
    typed, right = words.split(), name.split()
    if words.replace(" ", "").replace("-", "") == name.replace(" ", "").replace("-", ""):
        return True
    if len(typed) != len(right):
        return False
    pairs = [(one, other) for one, other in zip(typed, right, strict=True) if one != other]
    if len(right) == 1 and (len(name) < SHORTEST or typed[0][:1] not in name[:2]):
        return False
    return all(_slipped(one, other) and one not in OWN for one, other in pairs)


def _slipped(typed: str, right: str) -> bool:
    swapped = sorted(typed) == sorted(right)
    if len(right) < SHORTEST - swapped or abs(len(typed) - len(right)) > 1 + (len(right) >= LONG):
        return False
    changes = difflib.SequenceMatcher(None, typed, right, autojunk=False).get_opcodes()
    slips = sum(max(end - start, until - since) for kind, start, end, since, until in changes if kind != "equal")
    return slips <= (2 if swapped or len(right) >= LONG else 1)
