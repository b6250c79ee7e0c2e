"""What an act is done to, if not to the leaflet's medicine (English), as data for rule S33; all over folded text."""

from __future__ import annotations

from handouts.check.medicine.folding import over_folded
from handouts.model.phrases import either

NOT_A_MEDICINE = (
    r"(?!taking|it\b|this\b|them\b|tablets?\b|medicines?\b|treatment\b|doses?\b|when\b|if\b|after\b|once\b)"
)
ADJECTIVE = rf"(?:{NOT_A_MEDICINE}[\w'-]+ )"
HARM = either(
    r"clots?|clotting|bleed\w*|fits|seizures?|attacks?|pain|infections?|germs?|virus\w*|sickness|vomiting|rejection",
    r"rejecting|strokes?|cough\w*|itching|swelling|cramps?|inflammation|nausea|cancer|your (?:body|blood|heart)",
)
NAMES_A_MEDICINE = r"(?! (?:tablets?|medicines?|pills?|capsules?|treatment|injections?|doses?|killers?)\b)"
STOPPED = either(
    rf" {ADJECTIVE}{{1,6}}?from \w+ing\b",  # “stop harmful clots from forming”
    rf" {ADJECTIVE}{{0,2}}?{HARM}\b{NAMES_A_MEDICINE}",
)
AGAINST_HARM = over_folded(rf"^{STOPPED}")
SWEET = either("sugar|sugary|hypo|glucose|dextrose|sweets|juice|snacks?|biscuits?|food|water|drinks?|sweet")
SHAPED = "(?: (?:tablets?|cubes?|gel|lumps?|drinks?|things?|treatments?))?"
SOME = "(?:(?:some|an?|your|any|extra|enough|fast|fast-acting|fruit|something|both) )*"
FOOD = f"{SOME}{SWEET}{SHAPED}"
AGAINST_A_HYPO = over_folded(rf"^ {FOOD}(?:,? (?:and|or) {FOOD})*,? (?:with you(?: and)? )?(?:in|on|near|by|at)\b")
STOPS = over_folded("^(?:stop|prevent)")
KEEPS = over_folded("^(?:keep|leave|put|store|have)")
OTHER_OBJECTS = ((STOPS, AGAINST_HARM), (KEEPS, AGAINST_A_HYPO))

SUPPLEMENTS = over_folded(r"\b(?:folic acid|folate|calcium|vitamins?|iron)\b")
ITS_OWN = over_folded(r"\b(?:it|this|both|them|all|your (?:tablets?|capsules?|medicines?|dose|injection|weekly|pen))\b")
OBJECT_ENDS = over_folded(r"[,;.]| (?:on|at|in|every|each|once|twice|for|to|if|when|any|over|whenever)\b")
