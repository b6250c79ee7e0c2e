"""Rule M09: what to do about a missed dose, told to its end."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from handouts.check.doses import in_english
from handouts.check.monograph_text import PassageKind
from handouts.check.rule import Hit, Level, Rule
from handouts.model.monograph import Mark

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handouts.check.monograph_text import MonographText, Passage

DOSE = "doses?|tablets?|capsules?|pills?|injections?|puffs?|patch(?:es)?|drops?|sachets?|suppositor(?:y|ies)|medicines?|medication|one|it"
SOME = r"(?:\w+[ -]){0,3}?"
FORGET = "(?:take|use|inject|give)"
MISSED = re.compile(
    rf"(?i:\b(?:miss(?:ed|es)?|forg[eo]t(?:s|ten)?(?: to {FORGET})?) {SOME}(?:{DOSE})\b|"
    rf"(?<!not )(?<!n['’]t )\bforg[eo]t(?:s|ten)? to {FORGET}\b|\bdoses? (?:is|was|are) (?:missed|forgotten))"
)
CONDITION = re.compile(r"(?i:\b(?:if|when|should|what to do)\b[^.:]*$)")
LABELS = {PassageKind.HEADING, PassageKind.SUBHEADING, PassageKind.QUESTION}
LABEL_LETTERS = 60  # a bold beginning that is longer is a sentence

VERB = "(?:take|use|inject|give|apply|have|swallow|inhale|insert|put)"
NOT = r"(?:\bnot|n['’]t|\bnever)"
NEXT = "next|usual|regular|normal|following|double|extra|second|two|2|more|another|any|medicine|medication"
OBJECT = rf"(?:it|them|one|(?:the|a|an|your|that|this)(?! (?:{NEXT})\b)(?: \w+)? (?:{DOSE}))\b"
TAKE = re.compile(
    rf"(?i:(?<!not )(?<!n['’]t )(?<!never )(?<!no longer )\b{VERB} {OBJECT}|\bas soon as you (?:remember|can|notice|realise|realize))"
)
NEXT_ONE = r"(?:that|the next|the new)(?: one)?\b"
LATE = r"\b(?:if|when|once)\b[^.;]*\b(?:almost|nearly|close|(?<!as )soon|near|more|over|later|longer|past|next day)\b"
SKIP = re.compile(
    rf"(?i:\bskip|\bleave {SOME}out|\bmiss {SOME}out|\bomit|\bignore the|\bmissed altogether|\bforget about|{NOT} {VERB} {OBJECT}|"
    rf"\bwait\b|\bleave (?:at least|about)|\bleave it (?:until|till)\b|\b(?:just|only) {VERB} {NEXT_ONE}|\b{VERB} (?:just|only) {NEXT_ONE}|"
    rf"\bunless\b[^.;]*\bnext\b|"
    rf"{LATE}[^.;]*\b(?:next|usual|normal)\b[^.;]*\b(?:usual|normal|regular|due|scheduled|planned)\b)"
)
# A weekly dose taken the next day, then the usual day again: there is nothing to leave out.
USUAL_DAY = re.compile(
    r"(?i:\b(?:(?:next|following) (?:day|morning)|(?:day|morning) after)\b[^\n]{0,80}?\b(?:usual|chosen|normal|regular)(?: \w+)? day\b)"
)
DEPENDS = re.compile(rf"(?i:{LATE}|\b(?:unless|until|less than)\b)")
DOUBLE = re.compile(
    rf"(?i:(?:{NOT}|\bwithout|\bavoid|\bno)\b[^.]{{0,60}}\b(?:doubl\w+|two\b|2\b|extra|more than|mak(?:e|ing) up|catch(?:ing)? up|additional|another|both|"
    r"at once|at the same time|together|twice)|"
    r"\b(?:doubl\w+|two|2|both|an extra|extra)\b[^.]{0,50}\b(?:(?:is|are|was|were|can|could|should|must|may|would)(?: not| never|n['’]t)|can ?not)\b[^.]{0,20}"
    r"\b(?:advis\w+|recommend\w+|good|safe|wise|right|allowed|needed|necessary|be (?:taken|used|given|had|injected))\b|"
    r"\b(?:doubl\w+|two|2|both|an extra)\b[^.]{0,40}\b(?:is|are|can be|could be|may be) (?:dangerous|harmful|unsafe|risky|too (?:much|many)|a bad idea)\b)"
)
ASK = re.compile(
    r"(?i:\b(?:call|ask|contact|speak|talk|phone|ring|tell|check with)\b[^.]*\b(?:doctor|clinic|pharmacist|nurse|team|provider|professional|prescriber|"
    r"hospital|centre|center|us|advice|111)\b|\bfollow (?:your|the) (?:own )?plan)"
)
ASIDE = re.compile(
    r"(?i:\b(?:not sure|unsure|questions|concern\w*|worried|in doubt|often|more than one|several|two or more|2 or more)\b)"
)
NONE_TO_MISS = re.compile(
    r"(?i:\bcan(?:not|['’]t| not)(?: really)? miss (?:a|any) dose\b|\bno dose (?:can|could) be missed\b|\bno such thing as a missed\b|"
    r"\bno doses? to miss\b|(?:\bnot|n['’]t) (?:taken|used|given|meant to be taken) (?:regularly|every day|at set times|on a schedule))"
)
WHEN_NEEDED = re.compile(
    r"(?i:\b(?:only|as|when(?:ever)?) (?:you )?need(?:ed)?\b|\bas required\b|\bgiven (?:to you )?(?:by|in)\b|\bwill give you\b)"
)

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
    for passage, match in in_english(text, MISSED):
        before = passage.text[: match.start()]
        if (
            passage.kind in LABELS
            or _label(passage) > match.start()
            or (CONDITION.search(before) and _answers(passage.text))
        ):
            yield passage, match


def _label(passage: Passage) -> int:
    """Return where the bold label that begins a passage ends; 0 when it has none."""
    first = passage.inline[0] if passage.inline else None
    return len(first.text) if first and Mark.STRONG in first.marks and len(first.text) <= LABEL_LETTERS else 0


def _advice(text: MonographText, begins: list[Passage]) -> str:
    """Return all the advice: from each beginning to the next heading, question or label."""
    parts = []
    for begin in begins:
        at = text.passages.index(begin)
        parts.append(begin.text)
        for passage in text.passages[at + 1 :]:
            deeper = begin.kind is PassageKind.HEADING and passage.kind is not PassageKind.HEADING
            if passage.section != begin.section or not (deeper or (passage.kind not in LABELS and not _label(passage))):
                break
            parts.append(passage.text)
    return "\n".join(parts)


def _answers(words: str) -> bool:
    return any(pattern.search(words) for pattern in (TAKE, SKIP, DOUBLE))


def _said(advice: str) -> tuple[bool, bool, bool]:
    """Tell which parts are there; a clinician who is to be asked stands for either branch."""
    sentences = re.split(r"(?<=[.!?])\s+|\n", advice)
    take, double = (bool(pattern.search(advice)) for pattern in (TAKE, DOUBLE))
    skips = [sentence for sentence in sentences if SKIP.search(sentence)]
    ask = any(ASK.search(sentence) and not ASIDE.search(sentence) for sentence in sentences)
    if NONE_TO_MISS.search(advice) or (not take and not skips and (ask or WHEN_NEEDED.search(advice))):
        return True, True, True
    always_skip = bool(skips) and not DEPENDS.search(advice)
    return take or ask or always_skip, bool(skips) or ask or USUAL_DAY.search(advice) is not None, double


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
