"""Words there is a plainer one for (English): patterns, each with what to say instead, as data for rule L08."""

from __future__ import annotations

from handouts.model.phrases import either, not_before

EXPERIENCE = either(
    r"(?<=\byou )(?:may |might |can |could )?experienc(?:e|ed|ing)",
    r"(?<=\b(?:may|can|who) )experienc(?:e|ed)",
    "people experienc(?:e|ed)",
)
# Contraception is not enough of something: it works, or it does not.
NO_PROTECTION = not_before(
    r" (?:[\w-]+ ){0,2}(?:contracepti\w+|birth control|protect\w*|precautions?|measures?|methods?|controlled|treated)"
)
HOUSE_WORDS: dict[str, str] = {
    "medications?": "medicine",
    r"orally(?! \(by mouth)|oral (?:administration|route|use|dos(?:e|es|ing))": "by mouth",
    EXPERIENCE: "get, have, feel",
    "administ(?:er|ers|ered|ering)|administration (?=of )": "give, take",
    "discontinu(?:e|es|ed|ing|ation)": "stop",
    "prior to": "before",
    "subsequent(?:ly)?": "later, after that",
    "utili[sz](?:es?|ed|ing|ation)": "use",
    f"(?:adequate(?:ly)?|sufficient(?:ly)?){NO_PROTECTION}": "enough",
    f"(?:inadequate(?:ly)?|insufficient(?:ly)?){NO_PROTECTION}": "not enough",
    "approximately": "about",
    "commenc(?:e|es|ed|ing)|initiat(?:e|es|ed|ing|ion)": "start",
    "terminat(?:e|es|ed|ing)": "end, stop",
    "consum(?:e|es|ed|ing|ption)": "eat, drink",
    "ingest(?:s|ed|ing|ion)?": "swallow, eat",
    "demonstrat(?:es?|ed|ing)": "show",
    "ascertain|determin(?:e|es|ed|ing)": "find out, decide",
    "facilitat(?:es?|ed|ing)": "help",
    "assist(?:s|ed|ing|ance)": "help",
    "frequently": "often",
    "primarily|predominantly": "mainly",
    "in order to": "to",
    "due to the fact that": "because",
    "in the event (?:of|that)": "if",
    "in combination with|in conjunction with": "with",
    "with regard to|regarding|concerning (?=the|your)": "about",
    "notif(?:y|ies|ied|ying)|inform(?=s? (?:your|the|a) )": "tell",
    "consult(?: with)?(?= (?:your|a|the) )": "ask, talk to",
    "numerous": "many",
    "(?:the |a )majority of": "most",
    "obtain(?:s|ed|ing)?": "get",
    "occurs?|occurred|occurrence": "happen",
    "persists?(?:ed|ing)?": "last, go on",
    "physicians?": "doctor",
    "require[sd]?|requiring": "need",
    "elevat(?:ed|ions?)": "high, raised",
    "diminish(?:es|ed)?": "lessen",
    "alleviat(?:es?|ed|ing)": "ease",
    "ameliorat(?:es?|ed|ing)": "improve",
    "inhibit(?:s|ed|ing|ion)": "block, slow",
    "individuals": "people",
    "(?<!statistically )(?<!clinically )significant(?:ly)?": "large, much",
    "mandatory": "a must",
    "upon": "on, when",
    "urinat(?:e|es|ing|ion)": "pee, pass water",
    "utmost importance|crucial": "important",
}
