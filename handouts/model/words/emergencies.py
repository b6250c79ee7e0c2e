"""Signs of an emergency in plain and in doctors' words (English), each row with who says that it is one.

What may wait for a call on the same day stands in a row of its own: yellow skin, a fever with a sore throat.
"""

from __future__ import annotations

from handouts.model.phrases import Phrase, either, one_of, within
from handouts.model.words.vital_signs import (
    ANAPHYLAXIS,
    AWARENESS,
    BREATHING,
    FIT,
    HEART,
    LUNG_CLOT,
    STROKE,
    Emergency,
)

TAKE = one_of("took taken take swallow swallowed inject injected used")
STOOL = either("stools?", "poos?", "fa?eces", "bowel (?:motions?|movements?)")
BLEED = either(one_of("bleeding bleed bleeds haemorrhage hemorrhage"))
SEVERE = one_of("severe serious heavy major uncontrolled uncontrollable massive internal fatal")
YOURSELF = either(
    "your ?self", "themselves", "oneself", "him ?self", "her ?self", "your(?: own)? life", "their(?: own)? life"
)
BLEEDING = Emergency(
    "severe bleeding",
    "NHS, bleeding: call 999 or go to A&E",
    (
        Phrase(rf"\b{SEVERE} (?:\w+ )?{BLEED}\b", "severe bleeding", "a severe cold, bleeding gums"),
        Phrase(
            rf"\b(?:{BLEED}|cut|nose ?bleeds?)\b{within(25)}\b(?:not|n[’']t|never|hard to) stop",
            "bleeding that will not stop",
        ),
        Phrase(rf"\b(?:cannot|can[’']?t|unable to|hard to) stop (?:the )?{BLEED}", "You cannot stop bleeding."),
        Phrase(
            rf"\b(?:{BLEED}|nose ?bleeds?|cut)\b{within(25)}\b(?:more than|longer than|after) (?:10|15|20|ten) min",
            "a nosebleed that lasts longer than ten minutes",
        ),
        Phrase(
            r"\b(?:vomit|vomits|vomiting|bring(?:ing)? up|throw(?:ing)? up|cough|coughs|coughing)(?: \w+){0,3} blood\b",
            "coughing up blood",
        ),
        Phrase(r"\bblood (?:when|if) you (?:cough|vomit)\b", "blood when you cough"),
        Phrase(
            r"\bblood(?:y)? (?:in (?:your |the )?)?(?:vomit|sick|spit)\b|\bvomit (?:that )?(?:is )?bloody\b",
            "bloody vomit",
        ),
        Phrase(r"\bcoffee[- ]grounds?\b", "vomit like coffee grounds"),
        Phrase(
            rf"\b(?:black,? tar(?:ry|-like)|black|tarry|tar-like|bloody)(?:,? (?:or|and) \w+)? {STOOL}\b",
            "black or tarry stools",
            "dark stools",
        ),
        Phrase(r"\b(?:stools?|poo) (?:is|are|turns?|looks?) (?:black|bloody|tarry)\b", "Your poo is black."),
        Phrase(rf"\b(?:intracranial|cerebral|brain|GI|gastrointestinal|stomach) {BLEED}", "intracranial haemorrhage"),
        Phrase(
            rf"\b{BLEED} (?:in|into|from|inside) (?:your |the )?(?:brain|head|skull|gut|stomach)\b",
            "bleeding in the brain",
        ),
    ),
)
OVERDOSE = Emergency(
    "an overdose",
    "NHS, poisoning: call 999 or go to A&E",
    (
        Phrase(r"\boverdos(?:e|es|ed|age|ing)\b", "an overdose"),
        Phrase(
            rf"\b{TAKE} (?:\w+ ){{0,2}}?(?:too (?:much|many)|more than you)\b",
            "You took too many.",
        ),
        Phrase(rf"\b{TAKE} (?:a|the) whole (?:strip|pack|packet|box|bottle)\b", "You swallowed a whole strip."),
        Phrase(
            rf"\b{TAKE} more (?:\w+ )?than (?:you should|prescribed|you were)\b",
            "You took more tablets than you should.",
        ),
    ),
)
SUICIDE = Emergency(
    "thoughts of suicide",
    "NHS, suicidal thoughts: get help now; FDA boxed warnings",
    (
        Phrase(r"\bsuicid(?:e|es|al|ality|ally)\b", "suicidal thoughts"),
        Phrase(r"\bself[- ](?:harm(?:ing)?|injury)\b", "self-harm"),
        Phrase(
            rf"\b(?:harm|hurt|kill|end|ending|harming|hurting|killing|take|taking) {YOURSELF}\b", "ending your life"
        ),
        Phrase(r"\b(?:want(?:ing)?|wish(?:es|ing)?) to (?:die|be dead)\b|\bbetter off dead\b", "wanting to die"),
        Phrase(r"\blife is not worth\b|\bno reason to live\b", "Life is not worth living."),
    ),
)
SKIN = Emergency(
    "Stevens-Johnson syndrome",
    "NHS, Stevens-Johnson syndrome: call 999 or go to A&E",
    (
        Phrase(r"\bstevens?[- ]johnson\b|\bSJS\b", "Stevens-Johnson syndrome"),
        Phrase(r"\b(?:toxic epidermal necrolysis|lyell[’']?s?)\b", "toxic epidermal necrolysis"),
        Phrase(r"\b(?:exfoliative|bullous) dermatitis\b", "exfoliative dermatitis"),
        Phrase(r"\bdrug (?:reaction|rash) with eosinophilia\b", "a drug reaction with eosinophilia"),
        Phrase(r"\bblister(?:s|ing|ed)?\b(?:,? (?:or|and|with))? peel(?:s|ing)?\b", "blistering or peeling"),
        Phrase(
            r"\brash (?:with|that|and|which)(?: \w+){0,3} (?:blister(?:s|ing)?|peel(?:s|ing)?)\b",
            "a rash with blisters",
            "a rash or blisters",
        ),
        Phrase(r"\bblisters? (?:on|of|all over) (?:the |your )?skin\b", "blisters on the skin"),
        Phrase(r"(?<!peeling or )\b(?:blistering|blistered|peeling) (?:skin )?rash\b", "a blistering rash"),
        Phrase(r"\bskin(?: \w+){0,2} (?:peel(?:s|ing)?|com(?:es|ing)|fall(?:s|ing)) off\b", "skin that peels off"),
        Phrase(r"\bpeeling skin\b(?=.*\b(?:sores?|eyes|mouth|blister\w*)\b)", "peeling skin and sore eyes"),
    ),
)
BLOOD_CELLS = Emergency(
    "agranulocytosis",
    "BNF and EMA, agranulocytosis: an urgent blood count",
    (
        Phrase(r"\bagranulocytosis\b", "agranulocytosis"),
        Phrase(r"\b(?:neutropenic|febrile) (?:sepsis|neutropenia)\b", "febrile neutropenia"),
        Phrase(r"(?<!neutropenic )\bsepsis\b|\bsepti(?:c shock|caemia|cemia)\b|\bblood poisoning\b", "sepsis"),
    ),
)
NERVES = Emergency(
    "serotonin syndrome or neuroleptic malignant syndrome",
    "NHS, antidepressants and antipsychotics: go to A&E",
    (
        Phrase(r"\bserotonin (?:syndrome|toxicity)\b", "serotonin syndrome"),
        Phrase(r"\bneuroleptic malignant\b", "neuroleptic malignant syndrome"),
        Phrase(r"\b(?:stiff|rigid)(?: \w+){0,4} (?:fever|temperature)\b", "stiff muscles with a high fever"),
        Phrase(r"\bmalignant hyperthermia\b", "malignant hyperthermia"),
    ),
)
SUGAR_AND_ACID = Emergency(
    "acid in the blood, or very low sugar",
    "NHS, ketoacidosis and low blood sugar; FDA boxed warning of metformin",
    (
        Phrase(r"\blactic acidosis\b", "lactic acidosis"),
        Phrase(r"\b(?:diabetic )?ketoacidosis\b|\bfruity(?:-smelling)? breath\b", "ketoacidosis"),
        Phrase(
            r"\b(?:severe|serious|very) (?:hypogly[ck]a?emia|hypos?|low (?:blood )?sugar)\b", "severe low blood sugar"
        ),
        Phrase(r"\b(?:adrenal|addisonian|thyroid) (?:crisis|storm)\b|\bthyroid storm\b", "adrenal crisis"),
    ),
)
SAME_DAY = Emergency(
    "what cannot wait for a visit",
    "NHS: ask for an urgent appointment or call 111; BNF, blood disorders",
    (
        Phrase(r"\bjaundice\b|\byellow(?:ing|ish)?(?: \w+){0,4}? (?:skin|eyes)\b", "yellow eyes"),
        Phrase(
            r"\b(?:skin|eyes)(?: \w+){0,4}? (?:turns?|goes|go|look|looks|is|are) yellow\b", "Your skin turns yellow."
        ),
        Phrase(
            r"(?<!sudden )(?<!severe )(?<!mild )\b(?:shortness of breath|short of breath|breathlessness)\b",
            "shortness of breath",
        ),
        Phrase(rf"\b(?:fever|temperature)\b{within(30)}\b(?:sore throat|mouth ulcers?)\b", "fever with a sore throat"),
        Phrase(rf"\b(?:sore throat|mouth ulcers?)\b{within(20)}\b(?:fever|temperature)\b", "a sore throat and a fever"),
        Phrase(r"\b(?:painful,? swollen|swollen,? painful) (?:leg|calf)\b", "a painful, swollen leg"),
        Phrase(r"\bfaint(?:s|ed|ing)?\b(?! (?:smell|taste|line|mark|rash|red))", "You faint.", "a faint smell"),
        Phrase(r"\b(?:severe|very bad) (?:stomach|abdominal|belly|tummy) (?:pains?|cramps?)\b", "severe stomach pain"),
    ),
    may_wait_until_evening=True,
)
EMERGENCIES = (
    ANAPHYLAXIS,
    BREATHING,
    HEART,
    LUNG_CLOT,
    STROKE,
    FIT,
    BLEEDING,
    OVERDOSE,
    SUICIDE,
    SKIN,
    AWARENESS,
    BLOOD_CELLS,
    NERVES,
    SUGAR_AND_ACID,
    SAME_DAY,
)
