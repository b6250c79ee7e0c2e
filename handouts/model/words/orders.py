"""How a text says what to do about a side effect, and how soon (English).

The author's own words decide whether a stretch is boxed and how grave it looks; a grade (“serious”) or a frequency
(“common”) says nothing of what to do. `handouts.model.urgency` reads these tables, the reference of the rules shows
them.
"""

from __future__ import annotations

from handouts.model.phrases import Phrase, either, not_before, one_of, within
from handouts.model.words.people import CARE_TEAM, GIVER, HELP

CALL = one_of("call ring phone telephone dial")
CALLING = one_of("call ring phone telephone dial calling ringing phoning dialling dialing")
# Emergency numbers of the world but 111, which is one in New Zealand and a line for advice in England.
NUMBER = either(
    one_of("000 061 066 100 102 103 108 110 112 113 114 115 117 118 119 120 122 123 124 131 133 140 143 144 147"),
    one_of("150 155 160 190 191 192 193 194 195 198 199 902 911 933 988 991 992 993 995 997 998 999"),
    one_of("10177 1122 1669 1990"),
    r"15(?= (?:if|for|or|at|now|without|straight)\b)",
    r"9[-.]1[-.]1|1[-.]1[-.]2|9[-.]9[-.]9|0[-.]0[-.]0",
    "triple (?:zero|nine|one|o)|nine[- ]one[- ]one|one[- ]one[- ]two",
)
COUNTED = r"[ -]?\d| (?:mg|ml|days?|weeks?|hours?|minutes?|times|people|patients|of)\b"
HOSPITAL = either(
    "hospital",
    "a ?& ?e",
    "er",
    "casualty",
    r"emergency(?= (?:now|at once|immediately|straight away|right away|today)|[^\w ]|$)",
    "ed(?![-’'])",
    "(?:emergency|accident) (?:room|department|ward|unit)",
    "accident and emergency",
)
GO = either(
    one_of("go get rush head hurry taken"),
    "report(?= (?:(?:at once|straight|immediately|now) )?to)",
    "present(?= to)",
    r"(?<![^\W])(?:straight|off)",
    "(?:take|drive|bring) (?:him|her|them|you|(?:the|your) child)",
)
NEAREST = "(?:(?:the|an?|your|nearest|local|closest) )*"
OUT_OF_HOURS = "(?:out[- ]of[- ]hours|walk[- ]in|urgent care|minor injuries|on[- ]call)"
KIND_OF_CENTRE = one_of(
    "cancer health medical transplant dialysis day bleed thrombosis stroke INR anticoagulation rheumatology infusion"
)
TEAM = either(
    CARE_TEAM,
    f"{KIND_OF_CENTRE} {one_of('center centre unit service line hotline ward')}",
    one_of("ward dentist optician surgeon healthcare someone hotline"),
    "(?:advice|help|nurse|care|poisons?) line",
    f"{OUT_OF_HOURS} {one_of('service services centre center line unit')}",
    "poisons? (?:unit|service)",
)
STOPS = one_of("their his her who that if when about")
WHOSE = rf"(?:(?!{STOPS}\b)\w[\w'’-]*\W+){{0,8}}?{TEAM}\b"
SOMEBODY = r"(?:(?:your|the|our|an?)\b|us\b)"
FOR_ADVICE = not_before(rf"{within(30)}\b(?:advice|information|questions)\b")
KIND = either("medical", "professional", "prompt", "same[- ]day", "a doctor[’']s")
TIME = either(
    "now", "today", "tomorrow", "soon", "urgently", "at once", "straight ?away", "right away", "immediately", "promptly"
)
SOON_OR_NOW = either(TIME, "(?:the )?same day", "tonight")
VISIT = one_of("visit appointment check checkup review time clinic consultation meeting infusion session test")
NEED = either(
    one_of("get seek need needs needing require requires requiring obtain find summon request"),
    one_of("call ask phone ring send shout") + " for",
)
EMERGENCIES = r"(?:an? )?(?:medical )?emergenc(?:y|ies)"

REACH = one_of("contact see visit consult alert inform notify text message email")
NEXT = rf"(?:your |the |our )?next {VISIT}\b"
DOSE = one_of("dose doses tablet tablets capsule injection")

# An order that names an emergency, whatever its hour.
EMERGENCY = (
    Phrase(
        rf"\b{CALLING}(?:[ ,]+[a-z]+){{0,5}}[ ,]+{NUMBER}\b{not_before(COUNTED)}",
        "Call 999 if you have:",
        "Ring us on 960 000 123.",
    ),
    Phrase(
        rf"\b{CALLING} (?:\w+ ){{0,3}}?emergency (?:services?|(?:phone |telephone )?numbers?|response)\b",
        "Ring the emergency services for:",
        "The emergency services know it.",
    ),
    Phrase(
        r"\b(?:call|ring|phone|dial|get|send|needs?|needing)(?: for)?(?: an?| the)? ambulance\b", "Call an ambulance"
    ),
    Phrase(r"\bask for an ambulance\b", "Call 111 and ask for an ambulance."),
    Phrase(
        rf"\b{GO}\b(?: \w+){{0,4}} to {NEAREST}{HOSPITAL}(?!\w)",
        "Go straight to the nearest hospital if:",
        "Take this leaflet to the hospital.",
    ),
    Phrase(
        rf"\b(?:attend|visit) {NEAREST}(?!hospital){HOSPITAL}(?!\w)",
        "Visit the nearest emergency room if:",
        "Visit the hospital shop.",
    ),
    Phrase(
        r"\b(?:press|ring|pull|use) (?:the|your) (?:call |nurse |emergency )?(?:bell|button|buzzer|alarm)\b",
        "Press the bell if you have:",
        "Press the pump.",
    ),
    Phrase(
        rf"\b{NEED} {within(12)}\b(?:emergency|urgent|immediate)(?: \w+)? {HELP}\b",
        "Get emergency help for:",
        "Keep it for urgent treatment.",
    ),
    Phrase(
        r"\b(?:get|seek|go for|need|call for)(?: medical)? help\b(?! (?:with|to|from|in)\b)",
        "Get help if:",
        "Get help with it.",
    ),
    Phrase(rf"\b(?:this|these|it|they|which) (?:is|are)(?: all)? {EMERGENCIES}\b", "This is a medical emergency:"),
    Phrase(rf"\btreat (?:this|these|it|them) as {EMERGENCIES}\b", "Treat these as an emergency:"),
    Phrase(rf"^\W*{NUMBER}\W*$", "999:", "Some 999 people:"),
    Phrase(rf"^\W*{EMERGENCIES}\W*(?:signs\W*|call now\W*)?$", "Emergency:", "Emergency contraception:"),
)
# An order to reach somebody; without an hour it means a call of its own.
CONTACT = (
    Phrase(rf"\b{CALL}\W+{WHOSE}{FOR_ADVICE}", "Call your clinic if:", "Call your doctor for medical advice."),
    Phrase(
        rf"\b{REACH} (?={SOMEBODY}){WHOSE}{FOR_ADVICE}",
        "Contact your team if:",
        "Contact lenses hurt.",
    ),
    Phrase(rf"\bget in touch with\W+{WHOSE}{FOR_ADVICE}", "Get in touch with the ward if:"),
    Phrase(rf"\b{CALL} {TIME}\b", "Call today for:"),
    Phrase(r"^\W*(?:same[- ]day|urgent|immediate) call\b", "Same-day call:"),
    Phrase(rf"\b{CALL} (?:\w+ ){{0,2}}(?=\d)(?!{NUMBER}\b)[\d -]{{3,}}", "Call 111 if:"),
    Phrase(
        rf"\b(?:get|seek) {within(24)}\b(?:attention|care|advice|treatment)\b",
        "Seek advice if:",
        "Some need treatment.",
    ),
    Phrase(
        rf"\b(?:need|require)(?:s|ing)?\b{within(12)}\b{KIND} (?:attention|care|advice|treatment)\b",
        "needing medical care:",
        "Some need treatment.",
    ),
    Phrase(
        rf"\b{TEAM} (?:should|must|needs? to) (?:be (?:told|informed|called|contacted)|know)\b",
        "Your GP must be told of:",
    ),
    Phrase(
        r"(?:^|[,.:;(–—]|\b(?:and|must|should|please))\s*stop (?:taking|using|it\b|this\b|the\b)",
        "Stop taking it if:",
        "If you stop taking it:",
    ),
    Phrase(
        rf"\b(?<!next )(?:go|get|come) (?:back )?to (?:the |your |our |an? |nearest |local )+{TEAM}\b(?<!hospital)",
        "Come back to the clinic if:",
    ),
    Phrase(rf"\b(?:drop|call|pop|come) in (?:at|to) (?:the |your |our )+{TEAM}\b", "Drop in at the clinic today if:"),
    Phrase(rf"\bcome (?:in|back|and see us) {TIME}\b", "Come in today if:", "They come in waves."),
    Phrase(
        rf"\b(?:ask for|get|make|book|request|arrange) an? {within(20)}\bappointment\b",
        "Ask for a same-day appointment if:",
        "Keep your appointment.",
    ),
    Phrase(r"\bsend (?:us|(?:your|the) \w+) an? (?:\w+ )?(?:message|text|e-?mail)\b", "Send us a message today about:"),
    Phrase(
        rf"\b(?:until|before) you have (?:called|rung|phoned|spoken|talked|told|asked|seen)\b(?: to| with)?\W+{WHOSE}",
        "Do not take the next dose until you have spoken to us:",
        "before you have eaten",
    ),
    Phrase(
        rf"\b(?:get|fetch|send for|call for|needs?) (?:an?|the|your) {GIVER}\b(?![’'])(?=[^.;:]*\b{TIME}\b)",
        "Fetch a doctor at once for:",
        "You need a nurse for this.",
    ),
    Phrase(
        rf"(?:^\W*|\bget |\byou (?:should|must|need to) )(?:be )?(?:seen|checked)\b(?=[^.;:]*\b{SOON_OR_NOW}\b)",
        "Get checked today for:",
        "It can be seen today.",
    ),
    Phrase(
        r"^\W*(?:have|get) (?:these|this|it|them) (?:looked at|seen|checked)\b",
        "Have these looked at today:",
        "You have seen it.",
    ),
)
# An order to let somebody know; without an hour it can wait.
MENTION = (
    Phrase(rf"\btell\W+{WHOSE}", "Tell us if you have:", "They tell their doctor."),
    Phrase(
        rf"\b(?:speak|talk|check)(?: to| with)\W+{WHOSE}{FOR_ADVICE}",
        "Talk to your nurse if:",
        "Talk shows help.",
    ),
    Phrase(rf"\bdiscuss\b{within(30)}\bwith\W+{WHOSE}", "Discuss these with us:"),
    Phrase(rf"\blet\W+{WHOSE} know\b", "Let us know if:"),
    Phrase(
        rf"\b(?:report(?:ed)?|mention|show|describe)\b{within(40)}\bto (?:the |your |an? |our )?{TEAM}\b",
        "Report these to your nurse:",
    ),
    Phrase(
        r"\b(?:mention|report|raise|bring (?:\w+ )?up)\b(?! to)(?=.*\b(?:next|visit|appointment|check|review)\b)",
        "Mention at the next check:",
        "Doctors mention rashes.",
    ),
    Phrase(
        rf"\b(?:say|ask|discuss|talk|note|write)\b(?! us){within(30)}\b(?:at|for|on) {NEXT}",
        "Write these down for your next visit:",
        "They say so.",
    ),
    Phrase(
        rf"^\W*(?:keep|leave|save)(?: (?:these|them|those))? for (?:your |the )?next {VISIT}\b",
        "Keep these for your next visit:",
        "Keep it for your next dose.",
    ),
    Phrase(
        rf"(?:\b(?:can|may)(?: usually| safely)? |^\W*)wait (?:until|till|for) (?:your |the |our )?next {VISIT}\b",
        "These can wait until your next visit:",
        "Nothing here cannot wait until your next visit.",
    ),
    Phrase(
        rf"\bnext {VISIT}\b[^.;:]*\b(?:mention|report|raise|bring (?:\w+ )?up)\b", "At your next visit please mention:"
    ),
    Phrase(rf"\bask\W+{WHOSE}(?=.*\b(?:next|soon|today|at once)\b)", "Ask us soon about:", "Ask us for the full list."),
)

AT_ONCE = (
    Phrase(r"\b(?:at once|immediate(?:ly)?|instantly)\b", "Call us at once."),
    Phrase(r"\b(?:straight ?|right )away\b", "Call us straight away."),
    Phrase(r"\b(?:right )?now\b(?! and)", "Call us now.", "Tell us if you cough now and then."),
    Phrase(
        r"\bwithout (?:any )?(?:delay|wait(?:ing)?)\b|\burgent(?:ly)?\b(?! (?:\w+ )?appointment)",
        "Call us without delay.",
    ),
    Phrase(r"\bin an emergency\b", "In an emergency call us."),
)
SOON = (
    Phrase(r"\b(?:today|tonight|this (?:morning|afternoon|evening))\b", "Call us today."),
    Phrase(r"\bsame[- ](?:day|shift)\b", "Call us the same day."),
    Phrase(r"\b(?:prompt(?:ly)?|soon|quickly)\b", "Tell us soon."),
    Phrase(r"\bwithin (?:a|one) day\b(?! or\b)", "Call us within a day.", "Call us within a day or two."),
    Phrase(
        rf"\bbefore (?:you (?:take|use) )?(?:the |your |any )?(?:next|another|more) {DOSE}\b",
        "Call us before your next dose.",
    ),
    Phrase(
        r"\bbefore (?:the |this )?(?:evening|night|bed|bedtime)\b|\bwithin (?:\d|1\d|2[0-4]|a few) hours\b",
        "Ring us before evening.",
    ),
)
LATER = (
    Phrase(rf"\bnext (?:\w+ )?{VISIT}\b", "Tell us at your next visit."),
    Phrase(r"\bwhen (?:you|we) (?:come|see|meet|visit|are)\b(?: \w+){0,3} next\b", "Tell us when you come next."),
    Phrase(r"\bwhen (?:you|we) next \w+", "Tell us when we next meet."),
    Phrase(
        r"\bthis week\b|\bwithin (?:a|the|one) week\b|\bin the next (?:few )?(?:days|weeks)\b", "Call us this week."
    ),
    Phrase(
        r"\btomorrow\b|\b(?:with)?in (?:\d+|a|one|two|three|a few)(?: or \w+)? days?\b|\bwithin (?:48|72) hours\b",
        "Call us tomorrow.",
    ),
    Phrase(
        r"\bsome ?time\b|\bat some point\b|\bin due course\b|\bin your own time\b|\bwhen(?:ever)? convenient\b",
        "Call us some time.",
    ),
    Phrase(r"\bat (?:your|the) (?:routine|regular|usual) \w+", "Tell us at your routine check."),
)

# What an order is made of: a heading with one that gives no order we know is not moved behind others.
ASSURED = (
    Phrase(r"^\W*(?:no|not|nothing|never|less|nobody|none|neither|hardly)\b", "No call needed:"),
    Phrase(r"\b(?:is|are)(?: not|n[’']t) (?:\w+ )?(?:need|necess|requir)|\bneeds? no\b", "A call is not needed:"),
    Phrase(r"^\W*(?:you|these|they) (?:do not|don[’']t|are not|need not|needn[’']t)\b", "These do not need help:"),
)
UNSURE = (
    Phrase(rf"\b(?:{CALLING}|contact|alert|inform|notify|see|consult)\b", "Notify the agency:"),
    Phrase(rf"\b(?:{TEAM}|{HOSPITAL})(?!\w)", "For the doctor:"),
    Phrase(r"\b(?:immediate(?:ly)?|at once|urgent(?:ly)?|emergenc(?:y|ies)|help|danger|stop|now)\b", "Urgent:"),
)
