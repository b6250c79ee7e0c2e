"""How a text asks for too little help (English), as data for rule S21; over folded text."""

from __future__ import annotations

from handouts.check.medicine.folding import over_folded
from handouts.model.phrases import either

WHO = "(?:doctor|gp|nurse|pharmacist|clinic|team|specialist|prescriber|physician|provider)s?"
STAFF = either(
    rf"(?:your|a|the|our|their) (?:[\w']+ )?{WHO}",
    r"(?:your |a |the )?health ?-?care (?:professional|provider|worker|team)s?|(?:medical|professional) advice|us\b",
)
REACH = either(
    r"contact|call|ring|phone|tell|inform|see|consult|talk to|speak to|speak with|talk with|notify|ask|let|report\w*",
    "make an appointment with|discuss|check with|seek|get in touch with|mention|alert|visit",
)
TELLS_STAFF = over_folded(rf"\b{REACH}\b[^.;]{{0,50}}?\b{STAFF}")
AT_ONCE_WORDS = either(
    "immediate(?:ly)?|at once|straight ?away|right away|now|urgent(?:ly)?|promptly|without delay|same day|today",
    "as soon as possible|emergency|instantly|within (?:an|one|24|a few) hours?|the day",
)
AT_ONCE = over_folded(rf"\b{AT_ONCE_WORDS}\b")
HELP = over_folded(
    r"\b(?:999|911|112|000|111|108|995|ambulance|emergenc\w+|a ?& ?e|hospital|casualty|paramedics?|poisons?|er)\b"
)
EFFECTS = either(
    "side[- ]effects?|adverse (?:effects|reactions)|symptoms|reactions|effects|of (?:these|them|the above)"
)
SERIOUS = over_folded(rf"\b(?:serious|severe|dangerous|major) (?:[\w]+ )?{EFFECTS}\b(?! (?:are|include|such))")
GENERIC = over_folded(rf"\b(?:an?y?|these|those|all|the|your|new|serious|severe|other) (?:[\w-]+ ){{0,3}}{EFFECTS}")
ONLY_IF = either(
    r"bother\w*|troubl\w*|persist\w*|(?:do|does) not (?:go away|settle|improve|get better|stop)|annoy\w*|worr\w+",
    r"(?:gets?|becomes?|become) (?:worse|severe|serious|worrying|unbearable)|worsen\w*|concern\w*|continue\w*|last",
    r"next (?:visit|appointment|check-?up|review)|linger\w*",
)
ONLY_IF_WORSE = over_folded(rf"\b{ONLY_IF}\b")
MILD = over_folded(r"\b(?:mild|common|minor|other|less serious|not listed|slight)\b")
