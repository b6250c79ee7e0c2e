"""What heads a list of people who must not take a medicine, and what such a list names (English), for rule S03."""

from __future__ import annotations

from handouts.model.phrases import Phrase, either, one_of

OF_PEOPLE = (
    Phrase(r"\b(?:who|whom|persons?|people|patients|those|you|me|we)\b", "Who is better off without it"),
    Phrase(r"\b(?:any|every)(?:one|body)\b", "Not the medicine for everyone"),
    Phrase(r"\breasons?\b", "Reasons to cancel"),
    Phrase(
        r"^\W*(?:do not|don[’']t|never|must not) (?:take|use|have|inject)(?: [\w-]+){0,3}\W*$",
        "Do not take gliclazide",
        "Do not take it with milk at night",
    ),
)
REFUSES = (
    Phrase(r"\b(?:not|never|cannot|can[’']?t|without|nor)\b|n[’']t\b", "Who is better off without it"),
    Phrase(r"\b(?:avoid|cancel|refus|exclud|postpon)\w*", "Reasons to cancel"),
    Phrase(r"\bsomething else\b|\banother (?:medicine|treatment|drug)\b", "When we use something else"),
    Phrase(r"\b(?:wrong|unsafe|unsuitable|different)\b", "Whom is it wrong for?"),
)
# A heading that refuses something else than the medicine.
OF_SOMETHING_ELSE = (
    Phrase(r"\b(?:stop|worry|panic|share|drive|drink|smoke|crush|skip|double|miss|forget|wait)\w*", "Why not to stop"),
    Phrase(r"\b(?:dose|strength|how much|side effects?|call|ring|help)\b", "Who needs a different dose?"),
)
AN_ORGAN = one_of("heart liver kidney kidneys lung lungs thyroid iodine gut brain")
ILL = (
    Phrase(r"\b(?:allerg|hypersens|pregnan|breast-?feed|porphyri)\w*", "pregnancy"),
    Phrase(r"\breactions? to\b", "a past reaction to it"),
    Phrase(
        rf"\b{either('diseases?', 'failure', 'disorders?', 'overload', 'asthma', 'ulcers?', 'glaucoma')}\b",
        "gout disease",
    ),
    Phrase(rf"\b{AN_ORGAN} (?:problems?|block|attack|trouble|damage)\b", "liver trouble"),
    Phrase(r"\b(?:children|babies|under \d+|younger than)\b", "children"),
    Phrase(r"\b(?:stroke|cancer|tumou?rs?|epilepsy|bleeding)\b", "a stroke"),
)
# Used only in an attack: no dose of it can be missed.
AS_NEEDED = (
    Phrase(r"\b(?:as|when(?:ever)?|if) (?:you )?need(?:ed)?(?: it)?\b|\bas required\b", "Use it when you need it."),
    Phrase(r"\b(?:in|during|for) an (?:attack|emergency)\b", "Use it in an attack."),
    Phrase(r"\bat the (?:first sign|moment|start|onset)\b", "Use it at the first sign."),
    Phrase(r"\b(?:single|one-off) dose\b|\bonce only\b", "You take a single dose."),
    Phrase(r"\bbefore sex\b", "Take it one hour before sex."),
    Phrase(r"\bwithin \d+ hours (?:of|after) (?:sex|unprotected)\b", "Take it within 72 hours of sex."),
)
# Kept for an emergency, as their names tell: nobody has a dose of them to miss.
FOR_AN_EMERGENCY = (Phrase(r"\b(?:adrenaline|epinephrine|naloxone|glucagon)\b", "Adrenaline pen"),)
BY_THE_CLOCK = (
    Phrase(r"\b(?:once|twice|\w+ times) (?:a|per|each|every) (?:day|week|month)\b", "Use it twice a week."),
    Phrase(
        r"\b(?:daily|weekly|monthly)\b|\bevery (?:\w+ )?(?:day|night|morning|evening|week|month|hour)s?\b",
        "Use it daily.",
    ),
    Phrase(r"\b(?:in the|each) (?:morning|evening)\b|\bat (?:night|bedtime)\b|\ba day\b", "Use it at night."),
)
