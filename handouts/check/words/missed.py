"""How a text tells what to do about a missed dose (English), as data for rule S03: by any word for it."""

from __future__ import annotations

from handouts.model.phrases import Phrase, either, one_of

DOSE = one_of(
    "dose doses tablet tablets capsule capsules injection injections pill pills patch patches",
    "shot shots jab jabs pen pens sachet sachets spray sprays drop drops suppository ring",
)
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
        rf"\bforg[eo]t(?:ten)? to {one_of('put wear stick insert swallow drink rub change')}\b",
        "Forgot to put one on?",
        "Forgot to eat?",
    ),
    Phrase(
        r"\bif you (?:have )?miss(?:ed)?(?=,? (?:take|have|skip|leave|wait)\b)",
        "If you miss, take two.",
        "If you miss us, call.",
    ),
    Phrase(
        r"\bmiss(?:ed|ing)? (?:a|the|your) (?:patch )?change\b",
        "If you miss a change, act.",
        "Miss no change in you.",
    ),
    Phrase(
        r"\blate (?:with|for) (?:an?|the|your|one) (?:patch |ring )?(?:change|dose|injection|patch|tablet)\b",
        "Late with a change?",
        "Late with a friend",
    ),
    Phrase(rf"\b{ONE_DOSE} (?:that|which) (?:has )?slip(?:s|ped) (?:by|past)\b", "A dose that slipped by"),
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
    Phrase(
        r"\bif (?:you|I) (?:accidentally )?skip\b|\bskipped (?:one|it|by (?:accident|mistake))\b",
        "What if I skip one?",
        "Skipped breakfast?",
    ),
    Phrase(
        r"(?:^|[\n.] ?)\W*(?:missed|forgot(?:ten)?|late|skipped)(?: one)? ?[:?–]\W*[a-z]+ \w",
        "Forgot? Next day as usual.",
        "Late? No.",
    ),
    Phrase(
        r"\b(?:should|ought to) have (?:taken|used|injected) (?:it|one|your)\b",
        "If 12 hours have passed since you should have taken it, wait.",
        "You should have it checked.",
    ),
    Phrase(
        r"\bno dose (?:can|could|may) be missed\b|\bno (?:missed )?dose to miss\b",
        "As it is for pain, no dose can be missed.",
    ),
    Phrase(
        r"\b(?:(?:hours?|days?) late\b(?!r)|late by (?:a few|more|less|under|over|up to|\w+ (?:hours?|days?))\b)",
        "If you are 2 hours late: take it.",
        "The hours later in the day",
    ),
    Phrase(rf"\b{LASTING} {one_of('is are was were')} overdue\b", "If your coil is overdue"),
    Phrase(rf"\b(?:late|skipped|delayed|omitted) {ONE_DOSE}s?\b", "A late dose"),
    Phrase(
        rf"\b(?:late|behind) (?:in |with )?(?:taking|using|injecting|your|the|a) (?:it|{ONE_DOSE}s?)\b",
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
