"""How a text names an emergency without warning of it (English), as data for rule S20."""

from __future__ import annotations

from handouts.model.phrases import Phrase, either, one_of

ANIMALS = one_of("animal animals rat rats mouse mice dog dogs cat cats rabbit rabbits monkey monkeys")
HELPS = either(
    r"(?:helps? (?:to )?|meant to )(?:stop|avoid|ward off)",
    r"(?:guards?|protects?) (?:\w+ )?(?:against|from)",
    "wards? off",
)
NOT_MEANT_BEFORE = (
    Phrase(r"\b(?:not|never|no|nor|n[’']t|without)(?: \w+){0,4} *$", "It does not cause"),
    Phrase(
        rf"\b(?:treat(?:s|ed|ing)?|prevent(?:s|ing|ion of)?|controls?|{HELPS})(?: \w+){{0,3}} *$",
        "It is used to treat",
    ),
    Phrase(
        r"\b(?:used|given|taken|prescribed|medicines?|works?) (?:for|against|in)(?: \w+){0,3} *$",
        "It is prescribed for",
    ),
    Phrase(
        r"\b(?:lower|reduce|cut|lessen|halve)(?:s|es)? (?:the |your )?(?:risk|chance|number) of(?: \w+){0,3} *$",
        "It lowers the risk of",
    ),
    Phrase(r"\bhistory of (?:\w+ ){0,3}$", "if you have a history of "),
    Phrase(
        r"\b(?:people|patients|those|anyone|children) (?:\w+ )?(?:with|who have|who had)(?: \w+){0,2} *$", "people with"
    ),
    Phrase(r"\b(?<!people )(?<!children )who have had(?: \w+){0,2} *$", "men with epilepsy who have had"),
    Phrase(r"\bever had(?: \w+){0,2} *$", "if you ever had"),
    Phrase(r"\b(?:unlike|rather than|instead of|mistaken for|may look like)(?: \w+){0,2} *$", "It may look like"),
    Phrase(r"\b(?:after|since) (?:a|an|your|the)(?: \w+)? *$", "after your"),
    Phrase(
        rf"\b(?:in|an?|the|some|few|two) (?:\w+ )?{ANIMALS}\b(?:,? \w+){{0,6}},? *$",
        "in dogs high doses caused",
        "in men",
    ),
)
NOT_MEANT_AFTER = (
    Phrase(
        r"^[^.;,]{0,20}\b(?:not|n[’']t|never)(?: \w+){0,3} (?:seen|known|reported|expected|side|caused?|harmful)\b",
        " has not been seen",
    ),
    Phrase(
        r"^(?:[ ,(]*\w+){0,4} (?:is|are) (?:\w+ )?(?:harmless|normal|expected|nothing)\b", ", which is quite normal"
    ),
    Phrase(r"^ (?:medicines?|drugs|tablets|disorders?|patients?|helpline|kit|plan|units?|ward|team|clinic)\b", " unit"),
    Phrase(rf"^(?: \w+){{0,3}} in {ANIMALS}\b", " was seen in rats", " in men"),
    Phrase(
        r"^[^.;,]{0,12}\b(?:is|are|was|were) no(?:t)? (?:more (?:common|often|likely)|commoner)\b",
        " are no more common",
    ),
    Phrase(
        r"^[^.;,]{0,20}\b(?:in the past|(?:years?|months?) ago|as a child|in your family)\b",
        " in the past",
        " passed",
    ),
)
