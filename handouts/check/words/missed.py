"""How a text tells what to do about a missed dose (English), as data for rule S03: by any word for it."""

from __future__ import annotations

from handouts.model.phrases import Phrase, either, one_of

DOSE = one_of("dose doses tablet tablets capsule capsules injection injections pill pills patch patches")
A_FEW_WORDS = r"(?:\W+\w+){0,3}?\W+"
VISIT = one_of(
    "puff puffs infusion infusions treatment treatments appointment appointments visit visits one it day days"
)
TO_TAKE = one_of("take use inject apply inhale it")
LASTING = one_of("dose doses injection injections infusion infusions IUD IUDs coil implant device treatment it you")
ONE_DOSE = one_of("dose tablet injection capsule")
IS = either(one_of("is are was were"), "has been", "have been")
MISSED = (
    Phrase(
        rf"\bmiss(?:ed|ing)?\b{A_FEW_WORDS}{either(DOSE, VISIT)}\b", "If you miss your dose", "If you miss your bus"
    ),
    Phrase(
        rf"\bforg[eo]t(?:ten|s)?\b{A_FEW_WORDS}{either(DOSE, TO_TAKE)}\b",
        "If you forget your tablet",
        "You forget a lot.",
    ),
    Phrase(r"\b(?:I|you|we|have|has)(?:[’']ve)? (?:forgot|forget|forgotten) one\b", "I forgot one.", "I forgot some."),
    Phrase(r"(?:^|\n)\W*(?:if you forg[eo]t|forg[eo]t(?:ten)?(?: one)?)\W*\n(?=\w)", "Forgotten?\nSkip.", "Forgotten?"),
    Phrase(
        rf"\bforg[eo]t(?:ten)? to {one_of('put wear stick insert swallow drink rub')}\b",
        "Forgot to put one on?",
        "Forgot to eat?",
    ),
    Phrase(
        r"\bif you (?:have )?miss(?:ed)?(?=,? (?:take|have|skip|leave|wait)\b)",
        "If you miss, take two.",
        "If you miss us, call.",
    ),
    Phrase(r"\bslip(?:s|ped)? (?:your|my) mind\b", "One day it slips your mind"),
    Phrase(
        rf"\b(?:could|can)(?: not|not|n[’']t) (?:take|have|use) (?:it|your {ONE_DOSE}) (?:in|on) time\b",
        "If you could not take it in time",
        "If you could not take it",
    ),
    Phrase(
        r"\b(?:leave|miss|let|left) (?:out )?(?:a|one|the) day(?: out| go by| pass)?\b.*\?",
        "What happens if I leave a day out?",
        "Leave the day open.",
    ),
    Phrase(
        rf"\b(?:omit(?:ted)?|overlook(?:ed)?|fail(?:ed)? to (?:take|use)) (?:{TO_TAKE}|(?:a|the|your) {ONE_DOSE})\b",
        "If you failed to take it",
        "Omit salt.",
    ),
    Phrase(r"\bif you skip\b", "If you skip breakfast"),
    Phrase(rf"\b{LASTING} {one_of('is are was were')} overdue\b", "If your coil is overdue"),
    Phrase(rf"\b(?:late|skipped|delayed) {ONE_DOSE}s?\b", "A late dose"),
    Phrase(
        rf"\b(?:late|behind) (?:in |with )?(?:taking|using|injecting|your|the) (?:it|{ONE_DOSE}s?)\b",
        "If you are late taking it",
        "If you are late for work",
    ),
    Phrase(
        rf"\b(?:left|leave) out (?:an?|the|your|one) {ONE_DOSE}\b",
        "If you left out a dose",
        "Leave out the salt.",
    ),
    Phrase(rf"\b(?:did not|didn[’']t) (?:take|have) your {ONE_DOSE}\b", "If you did not take your tablet"),
    Phrase(
        rf"\b{ONE_DOSE}s? {IS} {one_of('late missed forgotten delayed skipped')}\b",
        "When an injection is late",
        "When an injection is due",
    ),
)
