"""How a text says what to do about a side effect, and how soon (English).

The author's own words decide whether a stretch is boxed and how grave it looks; a grade (“serious”) or a frequency
(“common”) says nothing of what to do. `handouts.model.urgency` reads these tables, the reference of the rules shows
them.
"""

from __future__ import annotations

from handouts.model.phrases import Phrase, either, not_before, one_of, within
from handouts.model.words.people import CARE_TEAM, HELP

CALL = one_of("call ring phone telephone dial")
CALLING = one_of("call ring phone telephone dial calling ringing phoning dialling dialing")
NUMBER = one_of("999 911 112 000 110 118 119 995 988")
HOSPITAL = either(
    "hospital", "a ?& ?e", "er", "casualty", "emergency (?:room|department|ward|unit)", "accident and emergency"
)
GO = either("go", "get", "rush", "report(?= to)", "(?:take|drive|bring) (?:him|her|them|you|(?:the|your) child)")
TEAM = either(
    CARE_TEAM, one_of("ward dentist optician surgeon healthcare someone hotline"), "(?:advice|help|nurse) line"
)
STOPS = one_of("their his her who that if when about")
WHOSE = rf"(?:(?!{STOPS}\b)\w[\w'’-]*\W+){{0,8}}?{TEAM}\b"
SOMEBODY = r"(?:(?:your|the|our|an?)\b|us\b)"
FOR_ADVICE = not_before(rf"{within(30)}\b(?:advice|information|questions)\b")
KIND = either("medical", "professional", "prompt", "same[- ]day", "a doctor[’']s")
TIME = either(
    "now", "today", "tomorrow", "soon", "urgently", "at once", "straight ?away", "right away", "immediately", "promptly"
)
VISIT = one_of("visit appointment check checkup review time clinic consultation meeting infusion session test")
NEED = one_of("get seek need needs needing require requires requiring")
EMERGENCIES = r"(?:an? )?(?:medical )?emergenc(?:y|ies)"

# An order that names an emergency, whatever its hour.
EMERGENCY = (
    Phrase(
        rf"\b{CALLING}(?:[ ,]+[a-z]+){{0,5}}[ ,]+{NUMBER}\b(?! ?\d)", "Call 999 if you have:", "Ring us on 960 000 123."
    ),
    Phrase(r"\b(?:call|ring|phone|get|send|need|needing)(?: for)?(?: an?| the)? ambulance\b", "Call an ambulance"),
    Phrase(
        rf"\b{GO}\b(?: \w+){{0,4}} to (?:(?:the|an?|your|nearest) )*{HOSPITAL}(?!\w)",
        "Go straight to the nearest hospital if:",
        "Take this leaflet to the hospital.",
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
    Phrase(rf"^\W*{NUMBER}\W*$", "999:", "Some 999 people:"),
    Phrase(rf"^\W*{EMERGENCIES}\W*(?:signs\W*|call now\W*)?$", "Emergency:", "Emergency contraception:"),
)
# An order to reach somebody; without an hour it means a call of its own.
CONTACT = (
    Phrase(rf"\b{CALL}\W+{WHOSE}{FOR_ADVICE}", "Call your clinic if:", "Call your doctor for medical advice."),
    Phrase(
        rf"\b{one_of('contact see visit consult alert inform notify')} (?={SOMEBODY}){WHOSE}{FOR_ADVICE}",
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
        rf"\b(?<!next )(?:go|get|come) (?:back )?to (?:the |your |our )+{TEAM}\b(?<!hospital)",
        "Come back to the clinic if:",
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
    Phrase(rf"\breport(?:ed)?\b{within(40)}\bto (?:the |your )?{TEAM}\b", "Report these to your nurse:"),
    Phrase(
        r"\b(?:mention|report|raise|bring (?:\w+ )?up)\b(?! to)(?=.*\b(?:next|visit|appointment|check|review)\b)",
        "Mention at the next check:",
        "Doctors mention rashes.",
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
    Phrase(r"\bwithout (?:any )?delay\b|\burgent(?:ly)?\b", "Call us without delay."),
    Phrase(r"\bin an emergency\b", "In an emergency call us."),
)
SOON = (
    Phrase(r"\b(?:today|tonight|this (?:morning|afternoon|evening))\b", "Call us today."),
    Phrase(r"\bsame[- ]day\b", "Call us the same day."),
    Phrase(r"\b(?:prompt(?:ly)?|soon|quickly)\b", "Tell us soon."),
    Phrase(
        r"\bbefore (?:the )?(?:evening|night)\b|\bwithin (?:\d|1\d|2[0-4]|a few) hours\b", "Ring us before evening."
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
    Phrase(r"\bat (?:your|the) (?:routine|regular|usual) \w+", "Tell us at your routine check."),
)

# Before an order, with no word between: somebody else does it, or it is no order but a time.
UNTOLD = (
    Phrase(
        r"\b(?:if|when|whenever|until|before|after|unless|while|once|where) (?:you|we)(?: (?:next|first|can|then))?",
        "until you call us",
    ),
    Phrase(
        rf"\b{one_of('patients people nurses doctors users some many most others who they we')}(?: (?:will|may|can))?",
        "They may call us.",
    ),
    Phrase(rf"\b(?:{TEAM}|it) (?:will|may|might|can|would)\b", "Your nurse will call you from the clinic."),
)
# Before an order, with few words between them: it is none. “Do not wait, call us” has another word between them.
DENIED = (
    Phrase(r"\b(?:do|does|did|would|should|will|must|may|can) ?(?:not|n[’']t)\b", "You should not need to call us."),
    Phrase(r"\b(?:don|doesn|didn|won|shouldn|wouldn|needn)[’']t\b", "You needn’t call us."),
    Phrase(r"\bneeds? not\b", "You need not call us."),
    Phrase(r"\b(?:is|are|was|were)(?: not\b|n[’']t\b)|^\W*not\b", "These are not a reason to call us."),
    Phrase(r"\b(?:no|without|hardly any|little) (?:\w+ )?(?:need|reason|cause|hurry|point)\b", "No need to call us:"),
    Phrase(r"\b(?:rarely|seldom|never|hardly ever|unlikely|unnecessary)\b", "These rarely need medical care."),
    Phrase(r"\b(?:instead of|rather than|before|until|unless|without)\b", "Try this before you need medical care."),
)
BETWEEN = (
    one_of("usually normally generally often always ever ordinarily need needs have has having to require mean you"),
    one_of("a an any the reason reasons cause for most all people patients of medical be also even yet that it matter"),
    one_of("necessary immediate urgent"),
)
ASIDE = r", (?:as a rule|as such|usually|normally|in general|generally|for most people|however),"
WAITING = rf"\b(?:wait|waiting|delay|put it off)\b{within(40, stops='.,;:!?–—')}"
# What an order is made of: a heading with one that gives no order we know is not moved behind others.
ASSURED = (
    Phrase(r"^\W*(?:no|not|nothing|never|less)\b", "No call needed:"),
    Phrase(r"^\W*(?:you|these|they) (?:do not|don[’']t|are not|need not|needn[’']t)\b", "These do not need help:"),
)
UNSURE = (
    Phrase(rf"\b(?:{CALLING}|contact|alert|inform|notify|see|consult)\b", "Notify the agency:"),
    Phrase(rf"\b(?:{TEAM}|{HOSPITAL})(?!\w)", "For the doctor:"),
    Phrase(r"\b(?:immediate(?:ly)?|at once|urgent(?:ly)?|emergenc(?:y|ies)|help|danger|stop|now)\b", "Urgent:"),
)
