"""How a text tells who must not take a medicine (English), as data for rule S03: its name is read as “it”."""

from __future__ import annotations

from handouts.model.phrases import Phrase, either, not_after, not_before, one_of, within
from handouts.model.words.people import NOT, PATIENTS, TAKE
from handouts.model.words.people import NOT_TAKE as NEVER

UNABLE = r"\b(?:can|could)(?:not| not|n?[’']t) (?:\w+ )?(?:swallow|drink)\b"  # an illness, and no order
NOT_TAKE = rf"(?!{UNABLE}){NEVER}"
WHILE = one_of("if when unless while during by in to with")
OF_A_MISSED_DOSE = rf"{within(120)}\b(?:miss|forg|late|remember)"
ALLERGIC = either(r"allerg\w+", r"hypersensitiv\w+")
TO_WHOM = either(f"if{not_before(OF_A_MISSED_DOSE)}", ALLERGIC)
FIT = either(
    one_of("suitable safe recommended right appropriate advised intended meant allowed permitted"),
    "an option",
    "(?:the|a) (?:right|good) (?:choice|medicine|idea)",
)
WHO = either(PATIENTS, one_of("girls boys everyone everybody whoever"))
FOR_WHOM = either(
    "if you",
    f"in {one_of('people patients pregnancy those anyone')}",
    f"by {one_of('people patients anyone')}",
    "during pregnancy",
)
NOT_DENIED = not_after("not", "no", "no known", "n[’']t")
HOW = not_before(rf" {one_of('with together on before after at late')}\b")
IT = either(f"it{HOW}", r"(?:this|the) (?:medicine|medication|drug|tablets?|treatment)", "(?:taking|using|having) it")
IS_NOT = either("(?:is|are) (?:not|never)", "(?:isn|aren)[’']t")
SHOULD = either("should", "must", "needs? to", "ha(?:s|ve) to", "(?:is|are) (?:told|advised|asked) to")
GIVEN = one_of("given prescribed offered used started taken recommended")
ELSE = either("something else", "(?:another|a different|an alternative) (?:medicine|treatment|drug|antibiotic)")
SOMEBODY_ELSE = not_before(
    rf" {either('any(?:one|body)', 'some(?:one|body)', 'others?', 'another', 'friends?', 'your', 'the')}\b"
)
CLINICIAN = r"(?:we|doctors?|nurses?|your \w+)"
DO_NOT = r"(?:do(?:es)?|will|would|can) ?(?:not|n[’']t|never)"
PRESCRIBE = "(?:prescribe|give|offer|start|use)"
SOME_ILLNESS = (
    rf"(?:\w+ ){{0,2}}{one_of('failure block disease disorder pregnancy children asthma glaucoma ulcers injury')}"
)
WRONG = either("wrong", "unsuitable", rf"(?:different|another){not_before(' (?:dose|strength|time|amount|day|way)')}")
KEEP_OFF = either("no[- ]go(?:e?s)?", "steer clear", "keep off", "hold back", "stay away", "off[- ]limits")
YOUNG_ONE = rf"(?:your|the|a) {one_of('child baby infant toddler daughter son')}"
OF_A_DOSE_GIVEN = rf"{within(60)}\b(?:miss|forg|late|vomit|sick|spit|spat|asleep|sleep|cry)"
CHOOSE = one_of("choose chosen use used give given need needs prescribe prescribed pick offer offered get")
TELL = one_of("tell tells told advise advises advised ask asks asked warn warns warned")
HAD_FOOD = rf"{within(40)}\b(?:ate|eaten|eating|meal|drunk|had a drink)\b"
UNFIT = one_of("unsuitable unsafe wrong")
FOR_THESE = either(r"for\W*[:\n]\W*\w", f"for (?:{PATIENTS}|{SOME_ILLNESS})\\b")

UNDER_IT = either("who", "you", "people", "those", f"(?:if|when|within)\\b{not_before(OF_A_MISSED_DOSE)}")

MUST_NOT = (
    Phrase(rf"{NOT_TAKE}{within(80)}\b{WHILE}\b", "Do not take it with grapefruit.", "Do not take two doses in a day."),
    Phrase(rf"\b{PATIENTS}\b{within(100)}{NOT_TAKE}", "Children must not take it."),
    Phrase(
        rf"\b{TO_WHOM}\b{within(100)}{NOT_TAKE}",
        "If you have gout, do not take it.",
        "If you miss a dose, do not take it later.",
    ),
    Phrase(rf"{NOT_TAKE}{within(60)}:(?=\s|$)", "Do not take it:"),
    Phrase(
        rf"\b{ALLERGIC}{within(60)}[?\n:]\W*(?:then |please |you )?{NOT_TAKE}",
        "Are you allergic to it? Do not take it.",
        "Allergic to it? Tell us.",
    ),
    Phrase(
        rf"\bnot to be (?:taken|used|given)(?: \w+)? (?:by|to|in){not_before(' (?:mouth|hand|the|other)')}\b",
        "Not to be taken by girls",
        "Not to be taken by mouth",
    ),
    Phrase(
        rf"\bnot to be (?:taken|used|given)(?: \w+)? {FOR_THESE}",
        "Not to be taken for:\ngirls",
        "Not to be taken for long",
    ),
    Phrase(
        rf"\b{TELL} you not to {TAKE} {IT} (?:if|when) (?:you|the|there){not_before(OF_A_MISSED_DOSE, HAD_FOOD)}",
        "Your doctor will tell you not to take it if you have gout.",
        "Your doctor will tell you not to take it late.",
    ),
    Phrase(
        rf"(?:^|\n)\W*when(?: is| are)? {IT}(?: is| are)? (?:{UNFIT}|not {FIT})\W*\n\W*\w",
        "When it is not suitable\nGout",
        "When it is not suitable",
    ),
    Phrase(
        rf"{NOT} (?:give|have) (?:it|them|this)\b[^\n.]{{0,20}}\n\W*(?:to|if|for|with)\b{not_before(OF_A_MISSED_DOSE)}",
        "Do not give it\nto girls",
        "Do not give it\nlate",
    ),
    Phrase(
        rf"\bavoid(?: {IT})? if(?: the patient|:\s*you)\b",
        "Avoid if:\nYou have gout.",
        "Avoid if possible.",
    ),
    Phrase(
        rf"\b(?:nobody|no[- ]one)\b{within(40)}\btoo (?:ill|sick|old|young|small)\b{within(20)}\bit\b",
        "Nobody is too ill for it.",
        "Nobody is too old.",
    ),
    Phrase(
        r"\bonly (?:take|use) it if you (?:are|have)(?: \w+)? (?:not|no|never)\b",
        "Only take it if you are not allergic.",
        "Only take it if you are ill.",
    ),
    Phrase(r"\b(?:who|whom)(?: is)? it(?: is)? not for\b", "Who is it not for?"),
    Phrase(
        r"\bwho (?:should|must|has to|have to) (?:skip|leave|do without|stay (?:off|away from)) it\b",
        "Who should skip it?",
    ),
    Phrase(
        rf"(?:^|[\n.:] ?)\W*not (?:given|used|prescribed|offered) (?:to|in|for) {WHO}\b",
        "Not given to people with gout.",
        "Not given in the evening.",
    ),
    Phrase(
        rf"\bwho (?:can and )?(?:who )?(?:{one_of('should must can may')}(?: not|not|n[’']t)|should avoid)\b",
        "Who should avoid it",
        "Who may.",
    ),
    Phrase(
        rf"\b(?:who|any(?:one|body)|people|those)\b[^\n.!?]{{0,40}}\b{WRONG}\b[^\n.]{{0,20}}\?",
        "Is there anybody it is wrong for?",
        "Who needs a different dose?",
    ),
    Phrase(
        rf"(?:^|\n)\W*{KEEP_OFF}\b(?! (?:of|from)\b)[^\n]{{0,40}}[\n:]\W*\w",
        "No go\nGout",
        "Steer clear of alcohol: it is bad.",
    ),
    Phrase(r"\bout of the question (?:with|in|for|if|during|while|when)\b", "It is out of the question in gout."),
    Phrase(r"\bit is ruled out\b(?! by\b)", "With gout it is ruled out.", "Pregnancy? It is ruled out by a test."),
    Phrase(
        rf"\bnone of (?:these|those|them|you)\b{within(40)}\b(?:should|may|must|can|is|are) (?:\w+ )?{TAKE}\b",
        "None of these people should be on it.",
        "None of these should worry you.",
    ),
    Phrase(
        rf"\b{ALLERGIC}{within(80)}\b{CHOOSE} (?:you )?{ELSE}\b",
        "An allergy means that we choose another antibiotic.",
        "If you are allergic to another medicine, tell us.",
    ),
    Phrase(rf"\bwhen not to {TAKE}\b", "When not to take it", "When to take it"),
    Phrase(
        rf"(?:\bnot|n[’']t) {FIT}:? (?:for|in|if|during|to be (?:taken|used))\b",
        "It is not safe in pregnancy.",
        "It is not safe.",
    ),
    Phrase(rf"\bnot for (?:use in )?{PATIENTS}\b", "This is not for children."),
    Phrase(r"(?:^|\n)\W*not (?:suitable )?for(?: you)?\W*\n(?=\w)", "Not for\ngirls", "Not for"),
    Phrase(
        r"(?:^|\n|[?.] )\W*(?:not|never) if\b(?=\W+(?:you (?:are|have|had)|you[’']ve|it (?:has|ever|gave))\b)",
        "Not if you have gout.",
        "Not if you can help it.",
    ),
    Phrase(rf"\bleft alone by {PATIENTS}\b", "It should be left alone by people with gout."),
    Phrase(
        r"\bwe (?:will|do|would|can) ?(?:not|n[’']t) (?:\w+ )?(?:inject|give|start|treat|use)\s+(?:you )?(?:if|when)\b",
        "We will not inject if you have gout.",
        "We will not call if you are late.",
    ),
    Phrase(rf"\bnot for: {within(20)}\w", "Not for: girls", "It is not for: "),
    Phrase(rf"\bavoid(?:ed)?\b{within(40)}\b{FOR_WHOM}\b", "Avoid it if you have gout.", "Avoid alcohol."),
    Phrase(
        rf"\b{WHO}\b{within(100)}\b{SHOULD} avoid {IT}\b",
        "People with a known allergy to it should avoid it.",
        "People with asthma should avoid smoke.",
    ),
    Phrase(
        rf"{NOT_DENIED}\bcontra-?indicat",
        "It is contraindicated in gout.",
        "It is not contraindicated.",
    ),
    Phrase(r"\b(?:unsuitable|unsafe) (?:for|in)\b", "It is unsuitable for children."),
    Phrase(
        r"\b(?:withheld|forbidden|prohibited|barred) (?:from|in|for|to|if|during)\b", "It is forbidden in heart block."
    ),
    Phrase(r"\bwrong (?:medicine|tablet|drug|treatment|choice|one) (?:for|if)\b", "It is the wrong choice for girls."),
    Phrase(
        rf"\b(?:avoided|avoid(?: it)?) (?:in|with|during) {SOME_ILLNESS}\b",
        "To be avoided in heart block.",
        "To be avoided in the evening.",
    ),
    Phrase(
        rf"(?:^|\n)\W*{NOT_TAKE}[^\n.!?]{{0,40}}\n\W*(?:{UNDER_IT}|{ALLERGIC}|pregnan)",
        "Do not take it\nYou have gout.",
        "Do not take it\nin the evening.",
    ),
    Phrase(
        rf"\breasons? (?:why )?(?:we|you|doctors) (?:would|should|may|might|do|will) ?(?:not|n[’']t) (?:{TAKE}|give)\b",
        "Reasons why we would not use it",
        "The reasons you should not worry",
    ),
    Phrase(
        rf"\b(?:will|must|should|have to|[’']ll) (?:need|use|have|get|be given) {ELSE}\b{within(20)}\bif\b",
        "You will need a different medicine if you have gout.",
        "You will need another medicine too.",
    ),
    Phrase(
        r"\bin (?:all|any|each) of (?:these|those|them),? it cannot be (?:used|taken|given)\b",
        "Gout or asthma: in all of these it cannot be used.",
        "In all of these it can be used.",
    ),
    Phrase(r"\bnot for you (?:if|when)\b", "It is not for you if you have gout."),
    Phrase(
        rf"\b{IS_NOT} (?:\w+ )?{GIVEN} (?:to|in|for|by|with)(?: \w+){{0,3}} {WHO}\b",
        "It is not given to people with gout.",
        "It is not given in the evening.",
    ),
    Phrase(
        rf"\b(?:nobody|no[- ]one) (?:who|with|in|under|below|allergic)\b{within(80)}\b(?:{TAKE}|{GIVEN})\b",
        "Nobody with gout is given it.",
        "Nobody knows how it is given.",
    ),
    Phrase(
        rf"\b{CLINICIAN} {DO_NOT} (?:\w+ )?{PRESCRIBE} it\b{within(40)}\b(?:to|for|in|if|when)\b",
        "We do not give it to people with gout.",
        "We do not give it out.",
    ),
    Phrase(
        rf"{NOT} give (?:it|them) to{SOMEBODY_ELSE}(?: \w+){{0,3}} {one_of('child children baby babies infant')}\b",
        "Never give it to a child under 12.",
        "Never give it to your friend's child.",
    ),
    Phrase(
        rf"{NOT} (?:give|use) (?:it|them) (?:if|when) {YOUNG_ONE}\b(?!{OF_A_DOSE_GIVEN})",
        "Do not give it if your child: is under 2 months old.",
        "Do not give it if your child has just vomited a dose.",
    ),
    Phrase(
        rf"{NOT_DENIED}\b(?<!no good )reasons? (?:not to|for not|against) (?:{TAKE}|{one_of('taking using having')})\b",
        "Gout is a reason not to use it.",
        "There is no reason not to use it.",
    ),
    Phrase(
        rf"\breasons? to {one_of('choose use give try pick prefer')} {ELSE}\b",
        "Gout is a reason to choose something else.",
        "If you are given another medicine, tell us.",
    ),
    Phrase(
        rf"\b{WHO} (?:with|who|allergic)\b{within(80)}\b(?:needs?|should (?:use|have|take|be given)) {ELSE}\b",
        "Those with gout need a different medicine.",
        "If you need another medicine, tell us.",
    ),
    Phrase(r"\brules (?:it|its use|treatment) out\b", "Gout rules it out.", "A test rules out pregnancy."),
    Phrase(
        rf"\b(?:do(?:es)? not|do(?:es)?n[’']t|will not|may not) suit (?:\w+ )?{PATIENTS}\b",
        "It does not suit people with gout.",
        "The time does not suit us.",
    ),
    Phrase(r"\bwho it (?:does not|doesn[’']t|may not) suit\b", "Who it does not suit"),
    Phrase(
        rf"\bnot (?:everyone|everybody) (?:can|should|may) {TAKE}\b[^\n]{{0,120}}\b(?:if|{ALLERGIC})\b",
        "Not everyone can take it. Tell us if you have gout.",
        "Not everyone can take time off.",
    ),
    Phrase(
        rf"\b(?:{one_of('stay steer keep')} (?:away from|clear of|off)|refuse|decline) {IT} (?:if|when)\b",
        "Keep off it if you have gout.",
        "Keep off it.",
    ),
)
