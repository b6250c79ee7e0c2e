"""Of what a receiver says in its own words, those that can name nobody.

A receiver may quote anything: our patient's name, or another's whom it mistakes for ours, what we have shown to prove
who we are, or all of our message. So of its words only those are told on that are known to be about messages.
"""

from __future__ import annotations

import re

SEGMENT = "(?:MSH|EVN|PID|PV1|TXA|OBX|NTE)"
FIELD = re.compile(rf"{SEGMENT}(?:[-.^_](?:{SEGMENT}_)?\d{{1,2}}){{0,2}}")
COLOURS = re.compile(r"\x1b\[[\d;]*[A-Za-z]")
WORD = re.compile(r"[A-Za-z]+")
PATH = re.compile(r"[A-Za-z]+(?:\[[\dx]\])?(?:[./-][A-Za-z]+(?:\[[\dx]\])?){0,8}")  # an element's in FHIR, or a code
ABOUT_MESSAGES = (
    "a and at bad be by can cannot could did does during error event exceed exceeds expected failed field fields for "
    "found has have id identifier in internal invalid is it length locked maximum message missing must no not of "
    "on or parse parsing patient document number only position rejected required segment segments size supported "
    "system table than the this to too type unexpected unknown unsupported validation value version was were with "
    "wrong component profile schema content encoding duplicate exists already permitted allowed empty code ack mdm "
    "child element pid txa obx msh evn nte"
)
ABOUT_FHIR = (
    "attachment author binary binding birthdate bundle business cardinality category circular coding communication "
    "conditional conflict constraint contained contentreference contenttype context costly creation custodian data "
    "datatype date deleted description display docstatus documentreference exception expired extension facilitytype "
    "forbidden format hash header if-none-exist incomplete informational invariant language least lock login "
    "masteridentifier match matches media medium meta minimum multiple name none note of organization payload "
    "period practicesetting processing read recipient reference references relatesto resource resources "
    "resourcetype rule search security securitylabel sender sent server slice sourcepatientinfo status store "
    "structure subject suppressed text throttled timeout title transient unrecognized url use"
)
KNOWN_WORDS = frozenset(WORD.findall(f"{ABOUT_MESSAGES} {ABOUT_FHIR}"))
MOST_WORDS = 40
ELLIPSIS = "…"


def harmless(words: str) -> str:
    """Return of somebody's words those that can name nobody; an ellipsis stands for all others."""
    kept: list[str] = []
    for found in COLOURS.sub(" ", words).split()[:MOST_WORDS]:
        bare = found.strip(".,;:!?()'\"")
        known = FIELD.fullmatch(bare) or (PATH.fullmatch(bare) and {*WORD.findall(bare.lower())} - {"x"} <= KNOWN_WORDS)
        if known or kept[-1:] != [ELLIPSIS]:
            kept.append(bare if known else ELLIPSIS)
    return " ".join(kept) if set(kept) - {ELLIPSIS} else ""
