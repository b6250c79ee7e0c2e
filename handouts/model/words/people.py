"""Whom a text speaks of and sends its reader to, and what they do with a medicine (English), as pieces of patterns."""

from __future__ import annotations

from handouts.model.phrases import either, one_of, within

PATIENTS = one_of("people person persons patients anyone anybody those women men children babies adults individuals")
CARE_TEAM = either(
    one_of("doctor doctors GP physician physicians nurse nurses midwife pharmacist pharmacists pharmacy"),
    one_of("prescriber prescribers specialist specialists oncologist oncologists provider clinician clinicians"),
    one_of("clinic clinics hospital surgery practice helpline ambulance us"),
    f"(?:{one_of('care treatment diabetes transplant')} )?team",
    f"{either('health ?-?care', 'medical')} {one_of('provider providers professional professionals team')}",
    "poison(?:s|ing)? (?:control|cent(?:er|re)|information)",
    f"emergency {one_of('number services department room')}",
)
REACH = either(
    one_of("call tell contact phone telephone ring ask see visit inform notify consult alert"),
    "(?:speak|talk)(?: to| with)",
    rf"discuss\b{within(40)}\bwith",
    "check with",
)
GIVER = either(
    one_of(
        "doctor doctors nurse nurses midwife clinician clinicians specialist specialists surgeon surgeons team staff"
    ),
    "health ?-?care (?:professional|provider|worker)s?",
)
HELP = one_of("help attention care advice treatment assistance")

TAKE = either(
    one_of("take use start inject apply inhale swallow drink have receive"),
    "be on(?= it| this| the)",
    f"be {one_of('taken used given started injected applied prescribed')}",
    "be treated with",
)
NOT = either(
    "do(?:es)? not",
    "don[’']t",
    "never",
    f"{one_of('must should can may shall')}(?: not|not|n[’']t)",
    "(?:is|are) not to",
)
AMOUNT = either(one_of("double extra more another two both less"), r"\d")
NOT_TAKE = rf"\b{NOT} (?:\w+ )?{TAKE}\b(?! (?:\w+ ){{0,2}}{AMOUNT}\b)"  # “no double dose if …” says how much, not who
