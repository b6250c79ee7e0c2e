"""What a disclaimer says, and what no disclaimer says that may leave its place (English), as data for the reader."""

from __future__ import annotations

from handouts.model.phrases import Phrase, either, one_of, within
from handouts.model.units import UnitKind, symbols, words

ADVICE = rf"(?:medical |professional |clinical )+{one_of('advice guidance opinion')}"
CARE = one_of("advice team doctor physician consultation visit care judgement judgment")
NOBODY = either("nobody", "no clinician", "not (?:been )?clinically")

# What a text says of itself. Each sentence of a disclaimer says one of these.
DISCLAIMING = (
    Phrase(r"\b(?:AI|computer|machine)[- ]generated\b", "This information is AI-generated."),
    Phrase(r"\b(?:educational|informational)(?: \w+){0,2} (?:purposes?|use)\b", "For educational purposes."),
    Phrase(r"\bfor (?:information|education)\b", "This page is for information only."),
    Phrase(r"\bgeneral (?:information|reading|background|facts|notes)\b", "These are general facts."),
    Phrase(
        rf"\b(?:not|nor|never)\b{within(60)}\b{ADVICE}\b",
        "It should not be considered medical advice.",
        "Seek medical advice.",
    ),
    Phrase(
        rf"(?:\bnot|\bcannot|n[’']t) (?:replace|take the place of)\b{within(90)}\b{CARE}\b",
        "It does not replace what your team tells you.",
        "It does not replace your insulin.",
    ),
    Phrase(
        rf"\b(?:no|not an?|never a) (?:substitute|replacement) for\b{within(60)}\b{CARE}\b",
        "It is no substitute for a visit.",
        "It is not a replacement for your inhaler.",
    ),
    Phrase(
        rf"\b{NOBODY}\b{within(40)}\b{one_of('reviewed checked approved evaluated')}\b",
        "No clinician has reviewed it.",
        "It has not been approved for children.",
    ),
    Phrase(r"\bno (?:clinical|medical) review\b", "No clinical review of this text has taken place."),
    Phrase(r"\b(?:may|might) not fit your case\b", "These facts may not fit your case."),
    Phrase(
        rf"\b(?:advice|team|plan|tells? you)\b{within(60)}\bcomes? first\b", "What your team tells you comes first."
    ),
    Phrase(r"^always put the advice\b", "Always put the advice of your team before them."),
    Phrase(r"\b(?:liable|liability|warrant(?:y|ies)|guarantees?d?)\b", "The author takes no liability."),
    Phrase(
        r"\b(?:page|text|list|leaflet|information) is not (?:exhaustive|complete)\b", "This list is not exhaustive."
    ),
    Phrase(r"^\W*not (?:medical )?advice\W*$", "Not advice."),
)

ACTS = one_of(
    "seek call phone ring dial stop take tell contact go get see visit swallow drink eat avoid use inject apply inhale "
    "keep store wash rinse check watch measure test wait start begin continue skip double halve crush chew report show "
    "carry wear read follow remember hurry"
)
BIDS = either("^", r"[,;:]\s+", rf"\b{one_of('and or but then please always should must to')}\s+")
NOT_THE_TEXT = r"(?! (?:this|these) (?:pages?|text|information|leaflet)\b)"
BY_WEIGHT = symbols(UnitKind.MASS, UnitKind.VOLUME, UnitKind.AMOUNT, UnitKind.ACTIVITY)
IN_WORDS = words(UnitKind.MASS, UnitKind.VOLUME, UnitKind.ACTIVITY, UnitKind.FORM)
# What keeps a passage where it stands, whatever else it says.
STAYING = (
    Phrase(rf"{BIDS}{ACTS}\b{NOT_THE_TEXT}", "Please ring us.", "Use this text as background."),
    Phrase(
        r"\b(?:do not|don[’']t|never)\b(?! (?:replace|take the place))", "Do not crush it.", "They do not replace it."
    ),
    Phrase(r"\b(?:if|when|unless|until|while|as soon as) (?:you|your|an?|the|it|there|any)\b", "Rest if you are ill."),
    Phrase(rf"\d[\d.,]*[ \u00a0]?(?:{BY_WEIGHT}|{IN_WORDS})\b", "It holds 5 mg."),
    Phrase(
        rf"\b{one_of('one two three four half a an')} (?:an? )?(?:tablet|capsule|puff|drop)s?\b",
        "It equals two tablets.",
    ),
    Phrase(r"\bdos(?:es?|age)\b", "It is a high dose."),
    Phrase(
        r"\b(?:bleed|rash|swell|swollen|breath|chest|fever|faint|seizure|fits\b|a fit\b|stroke)",
        "A fever is a warning.",
    ),
    Phrase(r"\b(?:overdos|fatal|death|died?\b|emergenc|urgent|allerg|pregnan|suicid|danger|poison)", "An emergency."),
)
