"""Orders that nobody is told in so many words (English): “should be reported”, “your doctor will want to know”.

They stand beside those of `handouts.model.words.orders`, in tables of the same three kinds.
"""

from __future__ import annotations

from handouts.model.phrases import Phrase, either, not_after, one_of
from handouts.model.words.orders import CALL, EMERGENCIES, HOSPITAL, NEAREST, NEXT, NUMBER, SOON_OR_NOW, TEAM
from handouts.model.words.people import HELP

MUST = either("should", "must", "needs? to", "ha(?:s|ve) to", "(?:is|are) to", "ought to")
MUST_BE = rf"{MUST} (?:always |then |also )?be"
IS_NEEDED = rf"(?:is|are) (?:always |then |also )?{one_of('needed required necessary')}"
CALLED = one_of("called rung dialled dialed phoned telephoned summoned")
SEEN = either(one_of("seen checked examined assessed reviewed treated"), "looked at")
NOT_MAYBE = not_after("may", "might", "could")
# What is checked by plan, and is no sign.
NO_SIGN = not_after("blood", "level", "levels", "pressure", "weight", "sugar", "count", "counts")
AT_THIS_HOUR = rf"(?=[^.;:]*\b{SOON_OR_NOW}\b)"
TO_KNOW = either("know", "hear", "be told", "see (?:you|it|this|them)")
OF_WHAT = rf"(?= (?:{SOON_OR_NOW}|at once|the same day|if|about|of|when|from|urgently|within)\b)"
WANTS = either("wants? to", "needs? to", "would like to", "will (?:want|need|wish) to", "wish(?:es)? to")
SERVICE = one_of("service unit department programme program practice office")
REVIEW = either(one_of("review assessment check visit appointment call"), "blood (?:test|count)s?", "scan")
HASTE = either(one_of("urgent immediate prompt"), "same[- ]day")

BY_PHONE = one_of("rung phoned telephoned consulted asked")
ALONE = either("at once", "straight ?away", "right away", "immediately", "today", "tonight", "(?:the )?same[- ]day")

WHO = rf"(?:(?:your|the|our|an?) )?(?:\w+[ -]){{0,2}}?(?:{TEAM}|(?:NHS )?111)"
STOP_AND = "(?:stop(?: it| taking it)?[,;:]? (?:and |then )?)?"
OR = either(", or", ", and", ",", " or", " and", " ?/")

# An emergency is named, whatever its hour.
EMERGENCY = (
    Phrase(
        rf"{NUMBER} (?:{MUST_BE} |(?:is|are) )?{CALLED}\b", "999 should be called for:", "999 people should be called."
    ),
    Phrase(rf"^\W*{NUMBER} ?[:–](?= ?[a-z])", "999: chest pain", "100: 5 tablets"),
    Phrase(rf"^\W*(?:{HOSPITAL} or |{NUMBER} ?/ ?){NUMBER}\b", "A&E or 999 for:", "999 or more people"),
    Phrase(rf"^\W*emergency (?:help\W*$|(?:help )?\(?{NUMBER}\b)", "Emergency (999):", "Emergency 2 of 3:"),
    Phrase(rf"^\W*(?:straight )?to {NEAREST}{HOSPITAL}(?!\w)", "To hospital at once:", "Next to hospital food"),
    Phrase(
        r"\b(?:tell|show) the (?:ambulance|paramedics?|emergency)(?: crew| staff| team)?\b",
        "Tell the ambulance crew about:",
        "Tell the pharmacist about:",
    ),
    Phrase(
        rf"^\W*(?:ambulance|paramedics?)(?: (?:now|at once|straight away))?\W*$|^\W*{HOSPITAL} if\b",
        "Ambulance:",
        "The hospital is new.",
    ),
    Phrase(rf"\bambulance {MUST_BE} {CALLED}\b", "An ambulance must be called for:", "An ambulance is called a van."),
    Phrase(
        r"\b(?:calls for|means|warrants?|requires?) (?:an |the )?ambulance\b",
        "This calls for an ambulance:",
        "It means",
    ),
    Phrase(
        rf"\b(?:emergency|urgent|immediate)(?: \w+)? {HELP} {IS_NEEDED}\b",
        "Emergency care is needed for:",
        "Emergency care is seldom needed for:",
    ),
    Phrase(rf"\bmedical help {IS_NEEDED}\b", "Medical help is needed for:", "Medical help is never needed for:"),
    Phrase(rf"\bhelp {MUST_BE} {one_of('sought fetched called summoned')}\b", "Help should be sought for:"),
    Phrase(
        rf"\b{MUST_BE} {one_of('treated regarded handled')} as {EMERGENCIES}\b",
        "A swollen face must be treated as an emergency.",
        "It was treated as an emergency.",
    ),
    Phrase(
        rf"{NOT_MAYBE}\b{MUST_BE} {SEEN}(?: \w+){{0,3}} (?:in|at|by) {NEAREST}{HOSPITAL}(?!\w)",
        "A fit must be treated in hospital.",
        "A fit may have to be treated in hospital.",
    ),
    Phrase(
        rf"\bcome (?:\w+ ){{0,3}}to {NEAREST}(?!hospital){HOSPITAL}(?!\w)",
        "Come to A&E for:",
        "Come to hospital for tests.",
    ),
    Phrase(
        rf"^\W*{NUMBER}(?= (?:or (?!so\b)|(?:for|if) [a-z]|now\b|at once|straight|immediately)|,)",
        "999 or 111 now",
        "999 people came.",
    ),
    Phrase(
        rf"{NOT_MAYBE}\bneeds? {NEAREST}(?!hospital){HOSPITAL}(?!\w)", "Black stools need A&E.", "You may need A&E."
    ),
    Phrase(rf"\b{HOSPITAL} {MUST_BE} (?:attended|visited)\b", "The emergency department must be attended."),
    Phrase(rf"^\W*{HOSPITAL}\W+{SOON_OR_NOW}\W*$", "Emergency department today:", "Hospital visits today:"),
)
# A call of its own.
CONTACT = (
    Phrase(
        rf"^\W*(?:your |the |our )?{TEAM},? {SOON_OR_NOW}(?=\W*$|:| (?:for|if)\b)",
        "Your doctor, the same day:",
        "The doctor today is new.",
    ),
    Phrase(
        rf"^\W*{STOP_AND}(?:{WHO}{OR} ){{1,4}}{WHO},? (?:on )?{SOON_OR_NOW}(?=\W*$|[:,;–]| (?:for|if|about)\b)",
        "GP, epilepsy nurse or 111 the same day",
        "Doctors and nurses today are busy.",
    ),
    Phrase(r"\bcontact (?:NHS )?111\b", "Contact 111 if:", "Contact lenses"),
    Phrase(
        rf"{NO_SIGN}\b{MUST_BE} {SEEN}\b{AT_THIS_HOUR}",
        "A fever needs to be seen the same day.",
        "Your blood must be checked today.",
    ),
    Phrase(
        rf"\b(?:make sure|see to it|it is vital) (?:that )?(?:you|they|your \w+) (?:are|is) {SEEN}\b{AT_THIS_HOUR}",
        "Make sure you are seen the same day if:",
    ),
    Phrase(rf"\b{TEAM} {MUST} (?:hear (?:about|of|from)|see (?:you|it|this|them))\b", "A doctor must see you for:"),
    Phrase(rf"\bmedical (?:attention|care|advice) {IS_NEEDED}\b", "Medical advice is needed for:"),
    Phrase(rf"\b{HASTE}(?: \w+)? {REVIEW} {IS_NEEDED}\b", "Urgent medical review is needed for:"),
    Phrase(rf"\bneeds? an? {HASTE}(?: \w+)? {REVIEW}\b", "Fever needs an urgent blood count."),
    Phrase(
        rf"\b(?:{TEAM}|line|desk|unit|service) {MUST_BE} {BY_PHONE}\b",
        "The rheumatology line should be rung.",
        "A line must be drawn.",
    ),
    Phrase(
        rf"^\W*(?:please )?{CALL} (?:(?:on )?the same day|within (?:a day|\d+ hours|an hour))\b",
        "Ring the same day, at any hour:",
        "You can ring within a day.",
    ),
    Phrase(rf"^\W*{ALONE}\W*$", "Same day:", "Today and tomorrow:"),
    Phrase(
        rf"\b(?:advice|attention|care|treatment) {MUST_BE} {one_of('sought obtained')}\b",
        "Medical advice should be sought for:",
        "Care should be taken.",
    ),
)
# Somebody is to know; without an hour it can wait.
MENTION = (
    Phrase(rf"\bspeak up (?:at|on) {NEXT}", "Speak up at the next visit:", "Speak up."),
    Phrase(
        rf"^\W*(?:please )?tell (?:it |them |these )?at {NEXT}",
        "Tell at the next visit:",
        "They tell at the next visit",
    ),
    Phrase(
        rf"\b(?:we|{TEAM}) {WANTS} {TO_KNOW}\b{OF_WHAT}",
        "Your doctor will want to know if you have:",
        "Your doctor will want to know your weight.",
    ),
    Phrase(
        rf"\b{MUST_BE} (?:reported|mentioned|notified)\b(?= {SOON_OR_NOW}\b)",
        "Fever should be reported at once.",
        "Fever has been reported.",
    ),
    Phrase(
        rf"\b{MUST_BE} (?:reported|mentioned|notified) to (?:the|your|our) {SERVICE}\b",
        "Yellow skin should be reported to the service.",
        "Side effects should be reported to the agency.",
    ),
)
