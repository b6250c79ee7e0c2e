"""How the stretches of a side effects section speak of each other (English)."""

from __future__ import annotations

from handouts.model.phrases import Phrase, one_of

# What an order speaks of that stands behind a list: the list.
POINTS_BACK = (
    Phrase(
        r"\b(?:these|those)\b(?! (?:drops|tablets|capsules|medicines|pills|side|adverse|lists)\b)",
        "If these come, call us.",
    ),
    Phrase(
        r"\b(?:any|one|some|either|all|more) of (?:them|the (?:above|signs|symptoms|effects))\b",
        "If you get any of them, call us.",
    ),
    Phrase(
        r"\b(?:two|more|several)(?: or more)?(?: of)? (?:signs|symptoms)\b|\bsigns (?:from|of) (?:two|both)\b",
        "If you get two or more signs, call us.",
    ),
    Phrase(r"\bany such\b|\bsuch (?:signs|symptoms|effects)\b", "If you get any such sign, call us."),
    Phrase(r"(?<!of )\bthe above\b|\b(?:listed|mentioned|named) above\b", "For the signs listed above, call us."),
)
# What an order depends on; one that depends on nothing is for what stands before it.
CONDITIONS = (
    Phrase(r"\b(?:if|when|whenever|unless|in case|should (?:you|your|any|it|they))\b", "If you get a rash, call us."),
    Phrase(r"\b(?:for|about|with)\b(?! (?:an ambulance|help|advice|more)\b)", "Call us for a rash.", "Call for help."),
)
# A lead-in that only goes on from the order before it.
GOES_ON = (
    Phrase(r"\W*(?:these|those|they|this|such)\b(?! (?:is|are)\b)", "These include:"),
    Phrase(r"\W*(?:the |its |their |early |warning |possible )*(?:signs|symptoms)\b", "The signs are:"),
    Phrase(r"\W*(?:for example|such as|including|that is)\b", "For example:"),
)
# What one order for a whole section speaks of.
FOR_ALL = (
    Phrase(
        r"\b(?:serious|severe|grave)(?:\W+\w+){0,2}\W+(?:effects?|reactions?|symptoms?|ones?)\b",
        "If you get serious side effects, call us.",
    ),
    Phrase(r"\blisted as (?:serious|severe)\b", "those listed as serious"),
    Phrase(
        r"\b(?:any|experience|get|have|notice) (?:of the |other )?(?:side[- ]|adverse )(?:effects?|reactions?)\b",
        "any side effect",
    ),
)
# A grade: it puts a stretch before others, and draws no box.
GRAVE = (
    Phrase(r"\b(?:serious|severe|grave|major)\b", "Serious side effects:"),
    Phrase(r"\b(?:dangerous|life[- ]threatening)\b", "Dangerous side effects:"),
    Phrase(r"\b(?:warning|alarm) signs?\b|\bred flags?\b", "Warning signs:"),
)
NOT_GRAVE = (
    Phrase(r"\b(?:less|not|non|never|nor|rarely|seldom|neither|no)\b", "Less serious side effects:"),
    Phrase(r"\b(?:mild|minor|moderate|common) (?:to|and|or)\b", "Mild to severe side effects:"),
)
# What a stretch says that leans on the one before it: it keeps its place.
LEANS = (
    Phrase(
        r"^\W*(?:some |any )?(?:other|further|additional|remaining|also|more|else|the (?:rest|others?))\b",
        "Other side effects:",
    ),
    Phrase(r"^\W*(?:these|those|they|such|both)\b", "These are mild:"),
    Phrase(r"\b(?:also|too|as well|in addition|otherwise|(?:anything|everything) else)\b", "You may also get:"),
    Phrase(r"\b(?:worse|graver|rarer)\b", "Graver ones:"),
)
# What speaks of another stretch by its place.
ELSEWHERE = (
    Phrase(
        rf"\b{one_of('listed mentioned described named given see shown')} (?:\w+ )?(?:above|below|earlier|before)\b",
        "The effects listed above pass.",
    ),
    Phrase(r"(?<!of )\bthe (?:above|former|latter|previous|preceding|next (?:list|group))\b", "For the above, rest."),
    Phrase(r"\b(?:these|both|the two) (?:lists|groups)\b", "These lists are not complete."),
)
# What ends a section and may speak of the list before it, or of several.
BACK = (
    Phrase(r"\b(?:these|those|they|them|such|both)\b", "If they last, call us."),
    Phrase(r"^\W*(?:this|it|that)\b(?! (?:is not|list|medicine|may not))", "This mostly passes."),
)
OFTEN = (
    Phrase(r"\b(?:un)?common(?:ly)?\b", "Common ones are headache and rash."),
    Phrase(r"\b(?:rare|rarely|frequent|frequently|often)\b", "Rare ones are headache and rash."),
    Phrase(r"\b\d[\d,.]* (?:in|out of|of)(?: every)? \d", "About 1 in 10 get a rash."),
    Phrase(
        r"\b(?:most|many|some|few|half of|everybody) (?:\w+ )?(?:people|patients|users)\b", "Most people feel well."
    ),
)
