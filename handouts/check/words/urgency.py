"""How a text sends its reader to get help at once (English), and for what, as data for rule L11."""

from __future__ import annotations

from handouts.model.phrases import Phrase, either, not_before, one_of, within
from handouts.model.words.people import CARE_TEAM, HELP, REACH

URGENT = (
    Phrase(r"\bimmediate(?:ly)?\b", "Call your doctor immediately."),
    Phrase(r"\bright (?:away|now)\b", "Call your doctor right away."),
    Phrase(r"\bstraight ?away\b", "Call your doctor straight away."),
    Phrase(r"\bat once\b", "Call your doctor at once."),
    Phrase(r"\bprompt(?:ly)?\b", "Call your doctor promptly."),
    Phrase(r"\burgently\b", "Call your doctor urgently."),
    Phrase(r"\bwithout delay\b", "Call your doctor without delay."),
    Phrase(r"\bas soon as possible\b", "Call your doctor as soon as possible.", "Take it as soon as you can."),
)

KIND_OF_HELP = one_of("medical emergency professional immediate prompt urgent")
ORDER = (
    Phrase(rf"\b(?:{REACH}|report)(?:\W+\w+){{0,8}}?\W+{CARE_TEAM}\b", "Report any side effects to your nurse."),
    Phrase(
        rf"\b(?:get|seek|need|require|go for)\b{within(30)}\b{KIND_OF_HELP}\b{within(20)}\b{HELP}\b",
        "Get medical help.",
        "Get some help with the cap.",
    ),
)

DEGREES = (
    "serious severe concerning worrying worrisome unusual unexpected bothersome troubling troublesome alarming adverse",
    "unwanted undesirable new persistent worsening bad significant abnormal strange other potential",
)
DEGREE = one_of(*DEGREES)
COMPLAINT = either(
    "side[- ]effects?",
    one_of("symptom symptoms reaction reactions effect effects sign signs problem problems change changes"),
    one_of("concern concerns issue issues complication complications"),
)
# What names the complaint: reactions to penicillin, problems with your sight, symptoms such as a rash.
TO_A_SUBSTANCE = r"to(?! (?:your|the|our|us|a)\b)"
WITH_A_NAME = either(
    TO_A_SUBSTANCE,
    one_of("of in with when from after like including above below"),
    "such as",
    "listed (?:above|below)",
)
UNNAMED = not_before(rf" {WITH_A_NAME}\b", r",? ?\(", r", (?:such as|like|including|e\.g)", ":")
UNTOWARD = either(one_of("unusual wrong abnormal worrying concerning"), "out of the ordinary")
VAGUE = (
    Phrase(
        rf"\b{one_of(*DEGREES, 'any some')}\s+(?:{DEGREE},?(?: (?:or|and))? )*{COMPLAINT}\b{UNNAMED}",
        "if you notice any serious or unusual symptoms",
        "if you have any signs of infection",
    ),
    Phrase(rf"(?<=\bexperience ){COMPLAINT}\b{UNNAMED}", "if you experience side effects", "if you get side effects"),
    Phrase(
        rf"\b(?:something|anything) {UNTOWARD}\b",
        "if you notice anything out of the ordinary",
        "if you eat anything new",
    ),
)

NOT_A_TIME = not_before(rf"{one_of('if when while in at during on for after before with')}\b")
POINTS_TO_SIGNS = (
    Phrase(r"\b(?:these|following|above|below)\b", "Call us at once for these signs."),
    Phrase(r"\b(?:such as|including|for example|e\.g)\b", "Call us at once for signs such as a rash."),
    Phrase(
        rf"\b(?:especially|particularly|in particular|above all|namely|notably) {NOT_A_TIME}\w",
        "Call us at once for any unusual sign, especially bleeding.",
        "Call us at once, especially if you are not sure.",
    ),
    Phrase(r"\b(?:like|as) (?:a |an )?\w+ing\b", "Call us at once for signs like bleeding."),
)

# What leads from an order to the list of its signs, or names them at once.
LEADS_TO_THEM = (
    Phrase(r"^(?:they|these|those)\b[^.]*:$", "They are:", "Keep it:"),
    Phrase(r"^[^.]*\b(?:signs?|symptoms?|watch (?:out )?for|look (?:out )?for)\b[^.]*:$", "The signs are:"),
)
NO_NAME = not_before(r"(?: (?:\w+ )?(?:common|uncommon|rare|not|seen|unlikely|possible|mild)\b)")
NAMED_NEXT = (
    Phrase(
        rf"^(?:(?:the|these|those|they|{DEGREE}) ?)*(?:{COMPLAINT} )?(?:are|include){NO_NAME} \w+",
        "Serious symptoms are a fit and a rash.",
        "Serious symptoms are very rare.",
    ),
)

# A list that opens so tells what to do, or where, and names no sign.
NO_SIGN = (
    Phrase(
        rf"\W*{one_of('keep take store do use call tell ask drink eat avoid never always stop go bring show')}\b",
        "Keep it dry.",
        "A fit",
    ),
    Phrase(r"\W*(?:by|on|at) (?:phone|telephone|e-?mail|night|weekends|\d)", "By phone: 0123"),
)
