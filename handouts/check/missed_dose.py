"""Rule M09: what to do about a missed dose, told to its end."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from handouts.check.monograph_text import PassageKind
from handouts.check.prose import in_english, label_of
from handouts.check.rule import Hit, Level, Rule
from handouts.check.words import missed_dose as words
from handouts.model.pattern import Pattern
from handouts.model.phrases import finder

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handouts.check.monograph_text import MonographText, Passage

MISSED = finder(words.MISSED)
TAKE = finder(words.TAKE)
SKIP = finder(words.SKIP)
DOUBLE = finder(words.DOUBLE)
DEPENDS = finder(words.DEPENDS)
USUAL_DAY = finder(words.USUAL_DAY)
REPLACED = finder(words.REPLACED)
PATCH = Pattern(r"\bpatch(?:es)?\b", re.IGNORECASE)
ASK = finder(words.ASK)
ASIDE = finder(words.ASIDE)
NONE_TO_MISS = finder(words.NONE_TO_MISS)
WHEN_NEEDED = finder(words.WHEN_NEEDED)
CONDITION = Pattern(r"(?i:\b(?:if|when|should|what to do)\b[^.:]*$)")
LABELS = {PassageKind.HEADING, PassageKind.SUBHEADING, PassageKind.QUESTION}

PARTS = {
    "until when it may still be taken": "until when the missed dose may still be taken",
    "when to leave it out": "what to do when it is too late for the missed dose, such as to skip it",
    "not to take a double dose": "that no double dose is taken to make up for it",
}


def missed_dose(text: MonographText) -> Iterator[Hit]:
    """Find missed dose advice that lacks a branch; a text without any such advice is another rule's."""
    found = list(_triggers(text))
    advice = _advice(text, [passage for passage, _ in found])
    lacking = [part for part, said in zip(PARTS, _said(advice), strict=True) if not said]
    if not found or not lacking:
        return
    passage, match = found[0]
    message = f"The advice on a missed dose does not say {' or '.join(lacking)}."
    yield text.hit(
        passage, match.start(), match.end(), message, f"Say {', and '.join(PARTS[part] for part in lacking)}."
    )


def _triggers(text: MonographText) -> Iterator[tuple[Passage, re.Match[str]]]:
    """Return where the advice begins: a heading, a question or label about it, or a sentence that opens with "if"."""
    answers = dict[str, bool]()
    for passage, match in in_english(text, MISSED):
        before = passage.text[: match.start()]  # back to the sign that ends what stands before
        before = before[max(before.rfind("."), before.rfind(":")) + 1 :]
        if (
            passage.kind in LABELS
            or len(label_of(passage)) > match.start()
            or (CONDITION.search(before) and _answers(passage.text, answers))
        ):
            yield passage, match


def _advice(text: MonographText, begins: list[Passage]) -> str:
    """Return all the advice, once: from each beginning to the next heading, question or label."""
    numbers = {id(passage): number for number, passage in enumerate(text.passages)}
    parts, followed = dict[int, str](), set[tuple[PassageKind, int]]()
    for begin in begins:
        at = numbers[id(begin)]
        parts[at] = begin.text
        for number, passage in enumerate(text.passages[at + 1 :], at + 1):
            deeper = (begin.kind is PassageKind.HEADING and passage.kind is not PassageKind.HEADING) or (
                begin.kind is not PassageKind.ITEM and passage.kind is PassageKind.ITEM
            )
            if passage.section != begin.section or not (
                deeper or (passage.kind not in LABELS and not label_of(passage))
            ):
                break
            if (begin.kind, number) in followed:
                break
            followed.add((begin.kind, number))
            parts[number] = passage.text
    return "\n".join(parts.values())


def _answers(advice: str, known: dict[str, bool]) -> bool:
    if advice not in known:
        known[advice] = any(pattern.search(advice) for pattern in (TAKE, SKIP, DOUBLE))
    return known[advice]


def _said(advice: str) -> tuple[bool, bool, bool]:
    """Tell which parts are there; a clinician who is to be asked stands for either branch."""
    sentences = re.split(r"(?<=[.!?])\s+|\n", advice)
    take, double = (bool(pattern.search(advice)) for pattern in (TAKE, DOUBLE))
    skips = [sentence for sentence in sentences if SKIP.search(sentence)]
    ask = any(ASK.search(sentence) and not ASIDE.search(sentence) for sentence in sentences)
    if NONE_TO_MISS.search(advice) or (not take and not skips and (ask or WHEN_NEEDED.search(advice))):
        return True, True, True
    always_skip = bool(skips) and not DEPENDS.search(advice)
    replaced = PATCH.search(advice) is not None and REPLACED.search(advice) is not None
    nothing_left_out = replaced or USUAL_DAY.search(advice) is not None
    return take or ask or always_skip or replaced, bool(skips) or ask or nothing_left_out, double


RULES: tuple[Rule[MonographText], ...] = (
    Rule(
        "M09",
        Level.WARN,
        "Missed dose advice is whole",
        "take it late, leave it out, do not double: all three are said",
        "Without the second branch people guess, and take two doses too close together.",
        "NHS and product leaflets; own",
        missed_dose,
    ),
)
