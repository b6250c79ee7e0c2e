"""What heads a list of people who must not take a medicine, and what such a list names (English), for rule S03."""

from __future__ import annotations

from handouts.model.phrases import Phrase, either, one_of

IS_TO = either("must", "should", "has to", "needs to", "to", "is", "are")
AVOIDED = either(
    one_of("avoid avoided refuse refused withheld left ruled off unsuitable unsafe"),
    "the wrong",
    "not (?:right|safe|used)",
)
USED = either(one_of("used taken given right allowed suitable possible"), "an option")
A_NO = r"\b(?:say(?:ing)? |an? |is |firm |clear )no\b"
LEFT_OUT = either(
    one_of("withheld"), "left (?:out|alone)", "ruled out", "off the table", "off[- ]limits", "give it a miss"
)
SKIP = either(
    "skip", r"leave(?! (?:\d|an?\b|at\b|out\b))", "pass on", "keep off", "stay (?:off|away)", "steer clear", "hold off"
)
OF_PEOPLE = (
    Phrase(r"\b(?:who|whom|persons?|people|patients|those|you|me|we)\b", "Who is better off without it"),
    Phrase(r"\b(?:any|every)(?:one|body)\b", "Not the medicine for everyone"),
    Phrase(r"\breasons?\b", "Reasons to cancel"),
    Phrase(
        rf"^\W*when (?!to\b)[^\n?]{{0,40}}\b{IS_TO} (?:not )?(?:be )?{AVOIDED}",
        "When phenytoin must be avoided",
    ),
    Phrase(
        rf"^\W*(?:not|never) (?:to be )?{USED}(?: [\w-]+){{0,3}}\W*$",
        "Not to be used",
    ),
    Phrase(r"\b(?:if|when|where|for|with|in|by)(?: (?:you|there)(?:[’']ve|[’']re| have| are| is)?)?\W*$", "Say no if"),
    Phrase(r"^\W*(?:an? (?:\w+ )?no|red lights?|exclusions|hands off)\W*$", "A firm no"),
    Phrase(r"^\W*(?:when|if) (?:it[’']s|it is|the answer is|we say|to say) (?:a )?no\b", "When it is a no"),
    Phrase(
        r"^\W*(?:do not|don[’']t|never|must not) (?:take|use|have|inject)(?: [\w-]+){0,3}\W*$",
        "Do not take gliclazide",
        "Do not take it with milk at night",
    ),
)
REFUSES = (
    Phrase(r"\b(?:not|never|cannot|can[’']?t|without|nor)\b|n[’']t\b", "Who is better off without it"),
    Phrase(r"\b(?:avoid|cancel|refus|exclud|postpon)\w*", "Reasons to cancel"),
    Phrase(
        r"\bsomething else\b|\banother (?:medicine|treatment|drug|antibiotic|tablet)\b", "When we use something else"
    ),
    Phrase(rf"{A_NO}|\bdeclin\w*|\bturn(?:ed)? (?:it |this )?down\b", "Say no if"),
    Phrase(rf"^\W*(?:please )?{SKIP}\b(?! for\b)", "Skip it if you:"),
    Phrase(r"\bbad idea\b|\bno[- ]go(?:e?s)?\b|\bred (?:light|flag)s?\b", "A bad idea if"),
    Phrase(r"^\W*give it a miss\b|^\W*hands off\b|^\W*exclusions?\b|\bnot yours\b|\bno to (?:it|this)\b", "Exclusions"),
    Phrase(r"\brules? (?:it|this) out\b", "We rule it out with"),
    Phrase(rf"\b{LEFT_OUT}\b", "Ruled out if"),
    Phrase(r"\b(?:wrong|unsafe|unsuitable|different)\b", "Whom is it wrong for?"),
)
# A heading that refuses something else than the medicine.
OF_SOMETHING_ELSE = (
    Phrase(
        r"\b(?:stop|worry|panic|share|drive|drink|smoke|crush|double|miss|forget|wait|ignore)\w*", "Why not to stop"
    ),
    Phrase(r"(?:\bnot|\bnever|n[’']t|\bto) skip\w*|\bskip(?:ped|ping)? (?:a|the|your)\b", "When not to skip it"),
    Phrase(r"\b(?:common|rare|effects?|reactions?|signs?|symptoms?|bleeds?|no better)\b", "No better if"),
    Phrase(r"\b(?:dose|strength|how much|side effects?)\b", "Who needs a different dose?"),
    Phrase(r"^(?!\W*(?:hold off|skip it|leave it))[^\n]*\b(?:call|ring|help)\b", "When not to call"),
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
# A list that seems to name who must not take it, under words that no row above knows: the program cannot tell.
MAY_REFUSE = (
    Phrase(r"\b(?:allerg|hypersens)\w* to\b|\b(?:reacted|reactions?)\b(?: \w+)? to\b", "an allergy to it"),
    Phrase(r"\b(?:given|gave) you (?:a |an )?(?:rash|hives|swelling)|\bcome? out in a rash\b", "It gave you a rash."),
)
TELLS_FIRST = (
    Phrase(r"\b(?:tell|ask|check|mention|say|know|before|discuss|speak|talk)\b", "Tell us first if"),
    Phrase(r"\b(?:take|use) it if\b|\b999\b|\b911\b|\bsigns?\b|\bcalls?\b", "Take it if"),
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

# States of people: a section that names several of them may list who must not take it, under whatever heading.
ILLNESSES = either(
    "allerg",
    "pregnan",
    "breast-?feed",
    "kidney",
    "liver",
    "asthma",
    "ulcer",
    "bleed",
    "heart",
    "glaucoma",
    "epilep",
    "porphyria",
    "clot",
    "migraine",
    "diabet",
    "myasthenia",
    "infection",
    "stroke",
    "cancer",
    "blood pressure",
    "gullet",
    "bowel",
    "stomach",
    "lung",
    "potassium",
    "calcium",
    "thyroid",
    "mental",
    "sodium",
    "muscle",
)
