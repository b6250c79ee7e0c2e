"""Signs of an emergency in plain and in doctors' words (English), each row with who says that it is one.

What may wait for a call on the same day stands in a row of its own: yellow skin, a fever with a sore throat.
"""

from __future__ import annotations

from handouts.model.phrases import Phrase, either, not_after, one_of, within
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

TAKE = one_of("took taken take taking swallow swallowed swallowing inject injected injecting used")
STOOL = either("stools?", "poos?", "fa?eces", "bowel (?:motions?|movements?)")
BRING = one_of("vomit vomits vomiting cough coughs coughing spit spits spitting")
STOP = r"stop\b(?! (?:taking|using|the|your))"
BLEED = either(one_of("bleeding bleed bleeds haemorrhage hemorrhage"))
SEVERE = one_of("severe serious heavy major uncontrolled uncontrollable massive internal fatal")
YOURSELF = either(
    "your ?self", "themselves", "oneself", "him ?self", "her ?self", "your(?: own)? life", "their(?: own)? life"
)
NOT_LOOSE = not_after("watery or", "watery and", "loose or", "watery, loose or")  # an infection of the gut
BLEEDING = Emergency(
    "severe bleeding",
    "NHS, bleeding: call 999 or go to A&E",
    (
        Phrase(
            r"\b(?:kept|keeps|went on|goes on) bleeding\b",
            "It kept bleeding for an hour.",
        ),
        Phrase(rf"\b{SEVERE} (?:\w+ )?{BLEED}\b", "severe bleeding", "a severe cold, bleeding gums"),
        Phrase(
            rf"\b(?:{BLEED}|cut|nose ?bleeds?|blood)\b{within(25)}(?:not|n[’']t|never|hard to) {STOP}",
            "bleeding that will not stop",
        ),
        Phrase(rf"\b(?:cannot|can[’']?t|unable to|hard to) stop (?:the )?{BLEED}", "You cannot stop bleeding."),
        Phrase(
            rf"\b(?:{BLEED}|nose ?bleeds?|cut)\b{within(25)}\b(?:more than|longer than|after) (?:10|15|20|ten) min",
            "a nosebleed that lasts longer than ten minutes",
        ),
        Phrase(
            rf"\b(?:{BRING}|(?:bring|throw)(?:ing)? up)(?: \w+){{0,3}} blood\b",
            "coughing up blood",
        ),
        Phrase(r"\bblood (?:when|if|in what) you (?:cough|vomit|bring up)\b", "blood when you cough"),
        Phrase(
            r"\bblood(?:y)? (?:in (?:your |the )?)?(?:vomit|sick|spit)\b|\bvomit (?:that )?(?:is )?bloody\b",
            "bloody vomit",
        ),
        Phrase(r"\bcoffee[- ]grounds?\b|\blike ground coffee\b", "vomit like coffee grounds"),
        Phrase(
            r"\b(?:gush|spurt|pour)\w* (?:of )?blood\b|\bblood (?:that )?(?:gush|spurt|pour)\w*",
            "blood that gushes",
            "blood tests",
        ),
        Phrase(
            r"\b(?:lots|a lot) of blood\b(?! (?:tests?|pressure|sugar|thinners?)\b)",
            "lots of blood",
            "lots of blood tests",
        ),
        Phrase(
            rf"\b(?:{STOOL} (?:\w+ ){{0,3}}?(?:tar(?:ry)?|and sticky)\b|black,? (?:and )?sticky {STOOL})",
            "black, sticky stools",
            "sticky stools",
        ),
        Phrase(
            rf"{NOT_LOOSE}\b(?:black,? tar(?:ry|-like)|black|tarry|tar-like|bloody)(?:,? (?:or|and) \w+)? {STOOL}\b",
            "black or tarry stools",
            "dark stools",
        ),
        Phrase(
            r"\b(?:stools?|poo) (?:is|are|turns?|looks?) (?:black|bloody|tarry)\b(?! and sticky)", "Your poo is black."
        ),
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
        Phrase(
            r"\btook (?:all|the whole|a whole|a handful of)(?: \w+)? (?:pills|tablets|capsules|pack|bottle)\b",
            "I took all the pills.",
            "I took all my breakfast.",
        ),
        Phrase(r"\boverdos(?:e|es|ed|age|ing)\b", "an overdose"),
        Phrase(
            rf"\b{TAKE} (?:\w+ ){{0,2}}?(?:too (?:much|many)(?: (?:tablets|pills))?|more than you)\b",
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
        Phrase(
            r"\b(?:thoughts?|thinking) (?:of|about) (?:death|dying)\b|\bwish(?:ing|es)? (?:you|they) were dead\b",
            "thoughts of death",
            "dreams of death",
        ),
        Phrase(
            r"\b(?:not want(?:ing)? to (?:live|be alive|go on)|end(?:ing)? it all|cut(?:ting)? yourself on purpose)\b",
            "not wanting to live",
            "not wanting to eat",
        ),
        Phrase(r"\blife is not worth\b|\bno reason to live\b", "Life is not worth living."),
    ),
    may_wait_until_evening=True,  # an urgent call on the same day, where no plan is spoken of
    must_be_told=True,
)
OFF = r"(?:off|away|all over|in (?:large |big )?(?:sheets|layers|strips))\b"
SKIN = Emergency(
    "Stevens-Johnson syndrome",
    "NHS, Stevens-Johnson syndrome: call 999 or go to A&E",
    (
        Phrase(
            r"\bskin (?:came|comes|coming|fell|falls|is coming) off\b",
            "My skin came off.",
        ),
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
        Phrase(rf"\bskin(?: \w+){{0,2}} (?:peel(?:s|ing)?|com(?:es|ing)|fall(?:s|ing)) {OFF}", "skin that peels off"),
        Phrase(
            r"\b(?:peeling|blister(?:ing|ed)) skin\b(?=.*\b(?:sores?|eyes|mouth|blisters|fever)\b)",
            "peeling skin and sore eyes",
            "peeling skin on the hands",
        ),
        Phrase(r"\bwidespread (?:blister|peel)\w*", "widespread blisters"),
        Phrase(
            r"\bblisters? (?:in|on|of) (?:the |your )?(?:mouth and|eyes|genitals)\b", "blisters in the mouth and nose"
        ),
        Phrase(r"\bDRESS syndrome\b", "DRESS syndrome"),
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
        Phrase(rf"\b(?:stiff|rigid)\b{within(30)}\b(?:fever|temperature)\b", "stiff muscles with a high fever"),
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
            r"\bbreath (?:that )?smell(?:s|ing) (?:of|like) (?:fruit|pear drops|acetone)\b",
            "breath that smells of fruit",
            "breath that smells of garlic",
        ),
        Phrase(
            r"\b(?:severe|serious|very) (?:hypogly[ck]a?emia|hypos?|low (?:blood )?sugar)\b", "severe low blood sugar"
        ),
        Phrase(r"\b(?:adrenal|addisonian|thyroid) (?:crisis|storm)\b|\bthyroid storm\b", "adrenal crisis"),
    ),
)
UNABLE = either("cannot", "can[’']?t", "unable to", "not able to")
URINE = Emergency(
    "kidneys or a bladder that have stopped",
    "NHS, acute kidney injury and urinary retention: go to A&E",
    (
        Phrase(
            r"\b(?:no|not any) (?:urine|pee|wee)\b(?! (?:test|sample|check|infection|problem|change))",
            "no urine for a day",
            "No urine test is needed.",
        ),
        Phrase(
            rf"\b(?:{UNABLE}|stop(?:s|ped)?) (?:pass(?:ing)?|mak(?:e|ing)) (?:any )?(?:urine|water)\b",
            "You cannot pass water.",
            "You pass water more often.",
        ),
        Phrase(rf"\b{UNABLE} (?:pee|wee|urinate)\b", "You cannot pee."),
        Phrase(r"\bnot pass(?:ing|ed)? any (?:urine|water)\b", "not passing any water"),
    ),
)
ERECTION = Emergency(
    "an erection that does not go down",
    "NHS, priapism: go to A&E",
    (
        Phrase(rf"\berection\b{within(30)}\b(?:hours|not go)", "an erection for over four hours"),
        Phrase(r"\bpriapism\b", "priapism"),
    ),
)
MENINGITIS = Emergency(
    "meningitis",
    "NHS, meningitis: call 999",
    (
        Phrase(r"\bmeningitis\b(?! (?:vaccin|jab))", "meningitis"),
        Phrase(r"\brash (?:that|which) (?:does|will) not fade\b", "a rash that does not fade under a glass"),
    ),
)
WHITE_CELLS = Emergency(
    "too few white blood cells",
    "BNF, carbimazole and clozapine: a blood count on the same day",
    (
        Phrase(
            r"\bsore throat\b(?=.*\b(?:fever|temperature)\b)(?=.*\b(?:mouth ulcers|mouth sores|sores in the mouth)\b)",
            "a sore throat with fever and mouth ulcers",
            "a sore throat and a fever",
        ),
    ),
    may_wait_until_evening=True,
    must_be_told=True,
)
FAINT_THINGS = one_of("smell taste line mark rash red hum sound noise trace light voice tint odour colour stain glow")
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
        Phrase(rf"\bfaint(?:s|ed|ing)?\b(?! {FAINT_THINGS})", "You faint.", "a faint smell"),
        Phrase(rf"\bblood in (?:the |your )?{STOOL}\b", "blood in your stools"),
        Phrase(rf"\bbloody diarrh\w+|\b(?:watery|loose) (?:or|and) bloody {STOOL}\b", "watery or bloody stools"),
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
    URINE,
    ERECTION,
    MENINGITIS,
    WHITE_CELLS,
    SAME_DAY,
)
