"""Passages that are nothing but a disclaimer: they stand at the end of the leaflet, wherever they were typed.

One that tells the reader to do something stays where its author put it, whatever it is called: it is read there.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from handouts.model.monograph import Block, Heading, ItemList, Paragraph, Table, plain
from handouts.model.phrases import Phrase, any_phrase, one_of
from handouts.model.sentences import sentences
from handouts.model.units import UnitKind, symbols, words

if TYPE_CHECKING:
    from collections.abc import Iterable

LABEL = re.compile(
    r"\s*\*?(?:(?P<disclaimer>(?:(?:important|medical|legal)\s+)*disclaimers?)|(?:important\s+)?(?:note|notice))\b\W*",
    re.IGNORECASE,
)
# What a text says of itself. Each sentence of a disclaimer says one of these.
DISCLAIMING = (
    Phrase(r"\b(?:AI|computer|machine)[- ]generated\b", "This information is AI-generated."),
    Phrase(r"\b(?:educational|informational)(?: \w+){0,2} (?:purposes?|use)\b", "For educational purposes."),
    Phrase(r"\b(?:purposes|use) (?:of )?(?:education|information)\b", "It serves purposes of education."),
    Phrase(
        r"\bfor (?:information|education)\b|\bgeneral (?:information|reading|background|facts|notes)\b",
        "This page is for general reading.",
    ),
    Phrase(
        r"\b(?:not|nor|never)\b[^.]{0,60}\b(?:medical |professional |clinical )+(?:advice|guidance|opinion)\b",
        "It should not be considered medical advice.",
        "Seek medical advice.",
    ),
    Phrase(
        r"\b(?:not|cannot|n[’']t|not (?:meant|intended) to) (?:replace|take the place of)\b",
        "It does not replace what your team tells you.",
    ),
    Phrase(r"\b(?:no|not an?|never a) (?:substitute|replacement)\b", "It is no substitute for a visit."),
    Phrase(
        r"\b(?:no|nobody|no clinician|not|not been)\b[^.]{0,40}\b(?:reviewed|checked|approved|evaluated)\b",
        "No clinician has reviewed it.",
        "Your heart has to be checked.",
    ),
    Phrase(r"\bno (?:clinical|medical) review\b", "No clinical review of this text has taken place."),
    Phrase(r"\b(?:may|might) not fit your case\b", "These facts may not fit your case."),
    Phrase(r"\b(?:advice|team|plan|tells? you)\b[^.]{0,60}\bcomes? first\b", "What your team tells you comes first."),
    Phrase(r"^always put the advice\b", "Always put the advice of your team before them."),
    Phrase(r"\b(?:liable|liability|warrant(?:y|ies)|guarantees?d?)\b", "The author takes no liability."),
    Phrase(r"\bnot (?:exhaustive|complete|cover (?:all|every))\b", "This list is not exhaustive."),
    Phrase(r"^\W*not (?:medical )?advice\W*$", "Not advice."),
    Phrase(
        r"\b(?:consult|ask|speak (?:to|with)|talk (?:to|with))\b[^.]{0,30}\b"
        r"(?:doctor|physician|pharmacist|clinician|provider|professional|team)\b",
        "Always consult your healthcare provider.",
    ),
)
DISCLAIMS = re.compile(any_phrase(DISCLAIMING), re.IGNORECASE)

ACTS = one_of(
    "seek call phone ring dial stop take tell contact go get see visit swallow drink eat avoid use inject apply inhale "
    "keep store wash rinse check watch measure test wait start begin continue skip double halve crush chew report show "
    "carry wear read follow remember hurry"
)
# What keeps a passage where it stands, whatever else it says.
STAYING = (
    Phrase(rf"(?:^|[,;:]\s+|\b(?:and|or|but|then|please|always|should|must|to)\s+){ACTS}\b", "Please ring us."),
    Phrase(r"\b(?:do not|don[’']t|never)\b(?! (?:replace|take the place))", "Do not crush it."),
    Phrase(r"\b(?:if|when|unless|until|while|as soon as) (?:you|your|an?|the|it|there|any)\b", "Rest if you are ill."),
    Phrase(
        rf"\d[\d.,]*[ \u00a0]?(?:{symbols(UnitKind.MASS, UnitKind.VOLUME, UnitKind.AMOUNT, UnitKind.ACTIVITY)}"
        rf"|{words(UnitKind.MASS, UnitKind.VOLUME, UnitKind.ACTIVITY, UnitKind.FORM)})\b",
        "The dose is 5 mg.",
    ),
    Phrase(
        r"\b(?:one|two|three|four|half an?|an?) (?:tablet|capsule|dose|puff|drop|spoonful|injection)s?\b",
        "It equals two tablets.",
    ),
    Phrase(
        r"\b(?:bleed|rash|swell|swollen|breath|chest|fever|faint|seizure|fits?\b|stroke|overdos|fatal|deadly|death|died?\b|"
        r"emergenc|urgent|allerg|pregnan|suicid|danger|poison)",
        "A fever is a warning.",
    ),
)
STAYS = re.compile(any_phrase(STAYING), re.IGNORECASE)


def disclaims(paragraph: Paragraph, *following: Block | Heading) -> bool:
    """Tell a paragraph that is nothing but a disclaimer; ``following`` is the block after it, if there is one."""
    text = plain(paragraph.inline).rstrip()
    label = LABEL.match(text)
    if not label or text.endswith((":", "：")) or any(isinstance(block, ItemList | Table) for block in following):
        return False
    told = text[label.end() :]
    said = [told[start:end].strip() for start, end in sentences(told)]
    return bool(said) and all(DISCLAIMS.search(sentence) and not STAYS.search(sentence) for sentence in said)


def is_labelled(paragraph: Paragraph) -> bool:
    """Tell a paragraph that calls itself a disclaimer, whatever it says."""
    label = LABEL.match(plain(paragraph.inline))
    return bool(label and label["disclaimer"])


def instructs(lines: Iterable[str]) -> bool:
    """Tell whether a section called a disclaimer tells the reader to do something, or names a dose or a danger."""
    return any(STAYS.search(line[start:end].strip()) for line in lines for start, end in sentences(line))
