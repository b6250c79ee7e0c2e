"""Rules S09 and S10: does a text say where it comes from, and does a person stand behind it?"""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

from handouts.check.monograph_text import PassageKind
from handouts.check.rule import Hit, Level, Rule
from handouts.check.topics import any_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handouts.check.monograph_text import MonographText, Passage


def provenance(text: MonographText) -> Iterator[Hit]:
    """Find what is not said about where a text comes from, and review dates that contradict each other."""
    metadata = text.monograph.metadata
    missing, contradictory = (Level.INFORM, Level.WARN) if text.draft else (Level.BLOCK, Level.BLOCK)
    for field, value, hint in (
        ("author", metadata.author, "Add `author:` with the name of who wrote the text."),
        ("version", metadata.version, 'Add `version: "1.0"`, and raise it with every change.'),
        ("sources", metadata.sources, "Add `sources:` with the title and publisher of each source."),
    ):
        if not value:
            yield text.missing(f"The front matter names no {field}.", hint, missing, 1)
    last, coming, years = metadata.review_date, metadata.next_review, text.profile.review_years
    if last and coming and coming <= last:
        yield text.missing(
            f"The next review ({coming}) is not after the last one ({last}).",
            "Correct one of the two dates.",
            contradictory,
            1,
        )
    elif last and coming and _years(last, coming) > years:
        message = f"The next review ({coming}) is more than {years} years after the last one ({last})."
        yield text.missing(
            message, f"Set `next_review` to {years} years after `review_date`, or sooner.", contradictory, 1
        )


def _years(first: dt.date, last: dt.date) -> int:
    """Return in how many years, counted up, the last day lies: 3 for three years to the day, 4 for a day more."""
    return last.year - first.year + ((last.month, last.day) > (first.month, first.day))


MACHINE = r"(?:(?:an )?AI|artificial intelligence|(?:a )?(?:large )?language models?|(?:an )?LLMs?|(?:a )?chat ?bots?|ChatGPT|GPT(?:-\d\w*)?|Gemini|Claude|Copilot)"
MADE = r"(?:generated|written|created|produced|drafted|compiled|composed|prepared|made)"
AUTOMATON = r"(?:an? |the )?(?:automat(?:ed|ic)|computer) (?:system|process|program(?:me)?|tool|software|script)s?"
WRITING = r"(?:text|information|leaflet|page|document|content|monograph|article|summary|material|guide|sheet)"
# The text is made so, or whatever a sentence without a subject is about: a pump also doses automatically.
SUBJECT = rf"(?:\b(?<!\bno ){WRITING}\b(?:(?!\b(?:not|never)\b|n[’']t)[^.!?\n]){{0,40}}?\b{MADE}|(?:^|(?<=[.!?:] ))(?:generated|written|compiled|composed|drafted))\b"
AUTOMATIC = any_of(
    rf"{SUBJECT}(?: automatically\b(?! (?:by|with|using|through)(?: the help of)? {MACHINE})|[^.!?\n]{{0,60}}\b(?:by|with|using) {AUTOMATON}\b)",
    rf"\b{WRITING} (?:was|is|has been) automatically {MADE}\b(?! (?:by|with|using|through)(?: the help of)? {MACHINE})",
)
MACHINERY = re.compile("(?i:automat|computer)")  # few texts name any: the rest need no closer look
UNVETTED = any_of(
    r"\b(?:AI|machine|LLM)[- ](?:generated|written|created|produced|drafted|authored)\b",
    rf"\b{MADE}(?: \w+)? (?:by|with|using|through)(?: the help of)? {MACHINE}\b",
    r"\bcrowd-? ?sourc(?:ed|ing)\b",
)
DENIED = re.compile(
    r"(?:\b(?:not|never|without)|n[’']t)(?:\W+(?:been|be|any|an?|by|partly|wholly))*\W*$|^\W*(?:no part|none|nothing)\b",
    re.IGNORECASE,
)
ABLE = r"(?: ?can ?not| can[’']t| won[’']t|(?: am|[’']m) (?:not able|unable) to)"
ASKED_FOR = (
    r"(?:the|your) (?:requested|required|desired|specified) (?:format|structure|style|template|layout)|as requested|"
    r"you (?:asked for|requested|wanted|described)|your (?:request|instructions|template|guidelines)"
)
REFUSED = any_of(
    r"\bas an? (?:AI|artificial intelligence|(?:large )?language model)(?: language)?(?: model| assistant)?(?=,| I\b)",
    r"\bI(?:[’']m| am) (?:just |only )?an? (?:AI|artificial intelligence|(?:large )?language model)\b",
    rf"\bI(?:[’']m| am) sorry,? (?:but )?I{ABLE}",
    r"\bI apologi[sz]e,? but (?:I|the|there)\b",
    rf"\bI{ABLE} (?:provide|write|generate|create|fulfill?|assist|answer|give|produce|offer|comply)\b"
    r"[^.!?\n]{0,60}\b(?:information|monograph|content|request|advice|about th(?:is|e) (?:medicine|medication|drug))\b",
    rf"\bhere(?:[’']s| is| are) (?:an?|the|your) (?:\w+ ){{0,3}}{WRITING}\b[^.!?\n]{{0,80}}\b(?:{ASKED_FOR})\b",
    r"\b(?:certainly|sure|of course|absolutely)[!,.]+ here(?:[’']s| is| are)\b",
    r"\blet me know if you(?:[’']d like| would like| want| need)\b[^.!?\n]{0,40}\b(?:chang\w+|adjust\w*|revis\w*|expand\w*|another version)\b",
    r"\bmy (?:training data|knowledge cut-?off)\b",
    r"\{\s*\"(?:error|refusal)\"\s*:",
)


UNREVIEWED = any_of(
    r"\b(?<!if )(?<!when )(?<!unless )(?:text|information|leaflet|pages?|document|content|monograph|notes|facts|it|they) (?:has|have|was|were|is|are) "
    r"(?:not|never)(?: yet)?(?: been)?(?: (?:clinically|medically|formally|professionally))? (?:reviewed|signed off)\b",
    r"\b(?:not|never)(?: yet)?(?: been)? (?:clinically|medically|professionally) reviewed\b",
    r"\b(?:no (?:clinician|doctor|pharmacist|reviewer|one)|nobody) has (?:yet )?(?:clinically |medically )?(?:reviewed|signed off|checked) "
    r"(?:it|them|this|these|the text)\b",
    r"\bno (?:clinical|medical) review\b",
)


def unvetted(text: MonographText) -> Iterator[Hit]:
    """Find the text's own word that no person stands behind it, and what a machine said instead of writing it."""
    level = Level.WARN if text.draft else Level.BLOCK
    made = (*text.matches(UNVETTED), *(text.matches(AUTOMATIC) if MACHINERY.search(text.whole) else ()))
    for passage, match in made:
        if not DENIED.search(_sentence_before(passage, match.start())):
            message = "The text says that a machine or a crowd wrote it."
            yield text.hit(
                passage,
                match.start(),
                match.end(),
                message,
                "Have a clinician check every sentence against its sources, then take this out.",
                level,
            )
    if not text.draft:
        for passage, match in text.matches(UNREVIEWED):
            message = "The text says that nobody has reviewed it, and is to be signed off."
            yield text.hit(
                passage,
                match.start(),
                match.end(),
                message,
                "Take the sentence out before a reviewer signs the text off.",
            )
    for passage, match in text.matches(REFUSED, (passage for passage in text.passages if not _asks(passage))):
        message = "This is a machine’s answer to who asked it, not part of the text."
        yield text.hit(
            passage, match.start(), match.end(), message, "Take it out, and write what is missing.", Level.BLOCK
        )


def _asks(passage: Passage) -> bool:
    return passage.kind is PassageKind.QUESTION or passage.text.rstrip().endswith("?")


def _sentence_before(passage: Passage, end: int) -> str:
    return re.split(r"[.!?]\s|\n", passage.text[:end])[-1]


RULES: tuple[Rule[MonographText], ...] = (
    Rule(
        "S09",
        Level.BLOCK,
        "Author, version, sources and dates",
        "all three are named; the next review comes after the last one, by no more years than the profile says. What is missing only informs in a draft",
        "Nobody can ask after, trace or call back a text without an author, a version and its sources.",
        "NHS standard for creating health content",
        provenance,
    ),
    Rule(
        "S10",
        Level.BLOCK,
        "Nobody stands behind it",
        "no word that a machine or a crowd wrote it (warns in a draft), that nobody reviewed it (once signed off), or of a refusal to write it",
        "A text no clinician has checked may be wrong in every sentence.",
        "own",
        unvetted,
    ),
)
