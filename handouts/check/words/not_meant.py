"""How a text names an emergency without warning of it (English), as data for rule S20."""

from __future__ import annotations

from handouts.model.phrases import Phrase

NOT_MEANT_BEFORE = (
    Phrase(r"\b(?:not|never|no|nor|n[’']t|without)(?: \w+){0,4} *$", "It does not cause"),
    Phrase(
        r"\b(?:treat(?:s|ed|ing)?|prevent(?:s|ing|ion of)?|controls?|protects? against)(?: \w+){0,3} *$",
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
)
NOT_MEANT_AFTER = (
    Phrase(
        r"^[^.;,]{0,20}\b(?:not|n[’']t|never)(?: \w+){0,3} (?:seen|known|reported|expected|side|caused?|harmful)\b",
        " has not been seen",
    ),
    Phrase(
        r"^(?:[ ,(]*\w+){0,4} (?:is|are) (?:\w+ )?(?:harmless|normal|expected|nothing)\b", ", which is quite normal"
    ),
    Phrase(r"^ (?:medicines?|drugs|tablets|disorders?|patients?|helpline|kit|plan)\b", " medicines"),
)
