"""How urgent the author's own words are: what a sentence, a lead-in or a heading tells the reader to do, and how soon.

Source: the text itself. A program that guessed from “serious” or “common” gave advice nobody had written.
"""

from __future__ import annotations

import enum
import functools
import re
from typing import TYPE_CHECKING

from handouts.model.pattern import Pattern
from handouts.model.phrases import any_phrase, either, finder
from handouts.model.sentences import sentences
from handouts.model.words import denials, indirect_orders, orders

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


class Urgency(enum.StrEnum):
    """What a patient is told to do about a side effect; ``NONE`` is said in so many words: no call is needed."""

    NOW = "now"
    TODAY = "today"
    VISIT = "visit"
    NONE = "none"


EMERGENCY = finder((*orders.EMERGENCY, *indirect_orders.EMERGENCY))
CONTACT = finder((*orders.CONTACT, *indirect_orders.CONTACT))
MENTION = finder((*orders.MENTION, *indirect_orders.MENTION))
AT_ONCE = finder(orders.AT_ONCE)
SOON = finder(orders.SOON)
LATER = finder(orders.LATER)
DENIED = Pattern(rf"{any_phrase(denials.DENIED)}(?: +{either(*denials.BETWEEN)}\b){{0,6}} *$", re.IGNORECASE)
DENIED_WITHIN = finder(denials.DENIED_WITHIN)
OF_A_RISK = finder(denials.OF_A_RISK)
UNTOLD = Pattern(rf"{any_phrase(denials.UNTOLD)} *$", re.IGNORECASE)
ASIDE = Pattern(denials.ASIDE, re.IGNORECASE)
WAITING = Pattern(denials.WAITING, re.IGNORECASE)
CONDITION = Pattern(r"\b(?:if|whenever|when(?! (?:you|we)\b.*\bnext\b)|for|about|should you|in case)\b", re.IGNORECASE)
STOP = Pattern(r"[.;:!?–—]")
ASKS_WHEN = Pattern(
    r"\W*(?:q\d*[:.]\s*)?(?:when|at what point|(?:for )?(?:which|what) (?:\w+ ){0,3}(?:should|do|must))", re.IGNORECASE
)
DEFAULTS = ((EMERGENCY, Urgency.NOW), (CONTACT, Urgency.TODAY), (MENTION, Urgency.VISIT))
TIMES = ((AT_ONCE, Urgency.NOW), (SOON, Urgency.TODAY), (LATER, Urgency.VISIT))
RANKS = (Urgency.NOW, Urgency.TODAY, Urgency.VISIT, Urgency.NONE)


@functools.lru_cache(maxsize=1024)
def urgency_of(text: str) -> Urgency | None:
    """Return the gravest order a sentence or heading gives, ``NONE`` where it denies one, else nothing.

    A question orders nothing but where it asks when to call.
    """
    words = ASIDE.sub(" ", text).strip()
    if words.endswith("?") and not ASKS_WHEN.match(words):
        return None
    return gravest(_orders(WAITING.sub("wait", words)))


def urgency_within(text: str) -> Urgency | None:
    """Return the gravest order of a paragraph's sentences."""
    return gravest(urgency_of(text[start:end]) for start, end in sentences(text))


def gravest(found: Iterable[Urgency | None]) -> Urgency | None:
    """Return the gravest of several, or nothing where there is none."""
    return min((each for each in found if each), key=RANKS.index, default=None)


def _orders(words: str) -> Iterator[Urgency]:
    for pattern, default in DEFAULTS:
        for match in pattern.finditer(words):
            before = STOP.compiled.split(words[: match.start()])[-1]
            if UNTOLD.search(before) or OF_A_RISK.search(words[match.end() :]):
                continue
            if DENIED.search(before) or DENIED_WITHIN.search(match[0]) or DENIED_WITHIN.search(words[match.end() :]):
                yield Urgency.NONE
            elif default is Urgency.NOW:
                yield default
            else:
                yield _timed(before, words[match.start() :]) or default


def _timed(before: str, after: str) -> Urgency | None:
    """Return how soon an order is to be followed: what stands before its condition says it, or leads up to it."""
    clause = STOP.compiled.split(after)[0]
    condition = CONDITION.search(clause)
    lead = "" if CONDITION.search(before) else before
    told = f"{lead} {clause[: condition.start()] if condition else clause}"
    soon = next((urgency for pattern, urgency in TIMES if pattern.search(told)), None)
    return soon or (Urgency.VISIT if LATER.search(clause) else None)
