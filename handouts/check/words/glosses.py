"""How a text explains a word beside it (English), as data for rules L06 and L07."""

from __future__ import annotations

from handouts.model.phrases import Phrase, either, not_before, one_of, within

CLOSING = r"[”\"’']?"
OPENING = r"[“\"‘']?"

# What else stands in brackets: how often, how much, where to look.
NO_ASIDE = not_before(
    f"(?:{one_of('very less more most')} )?{one_of('common uncommon rare')}",
    f"{one_of('see if with and or also not in')} ",
    one_of("about especially including unless"),
    "for example",
    "such as",
    "up to",
    r"e\.g",
)
ONE_MORE_WORD = r"(?:[ -](?!and\b|or\b)\w+)?"
THIS = one_of("this that it they these those")
IS_A_SIGN = either(
    "means?", f"is {one_of('a an the when where called')}", "are (?:medicines|called|signs)", "stands? for"
)

IN_OTHER_WORDS = either(one_of("a an meaning or also when where"), "that is", "in other words", "short for", r"i\.e\.")
SOMETHING = either(one_of("a an the when where called medicine medicines another"), "short for")

AFTER = (
    Phrase(
        rf"{ONE_MORE_WORD}{CLOSING} ?\({NO_ASIDE}[^)\d]*[a-z]{{3}}",
        "oedema (swelling of the legs)",
        "oedema (very common)",
    ),
    Phrase(rf"{CLOSING},? (?:which|that) (?:is|are|means?)\b", "oedema, which is swelling"),
    Phrase(rf"{CLOSING},? (?:\w+ ){{0,2}}(?:called|known as)\b", "oedema known as dropsy"),
    Phrase(
        rf"{CLOSING}, {IN_OTHER_WORDS}[ ,]",
        "oedema, or swelling",
        "oedema, pain",
    ),
    Phrase(rf"{CLOSING} ?[–—] ?(?=[a-z])", "oedema – swelling", "oedema – 2 in 10"),
    Phrase(rf"{CLOSING} (?:means?|stands? for|refers? to|happens? when|occurs? when)\b", "oedema means swelling"),
    Phrase(
        rf"{CLOSING} (?:is|are) {SOMETHING}\b",
        "oedema is a swelling",
        "oedema is rare",
    ),
    Phrase(rf"{CLOSING}[.;,:] {THIS} (?:\w+ )?{IS_A_SIGN}\b", "oedema. These are signs of too much water."),
)

HERE = rf" (?:an? |the )?{OPENING}$"
NAMED = either("called", "named", "termed", "known as", "short for")
THAT_IS = either(r"i\.e\.,?", "that is,?", "meaning", "means", "what (?:is|are|does)")
BEFORE = (
    Phrase(rf"\b{NAMED}\b{within(40, '.:;!?')}{HERE}", "a swelling called "),
    Phrase(rf"\b{THAT_IS}{HERE}", "What is an "),
    Phrase(rf"(?:^|[.:;(])[^,.:;(]*, or{HERE}", "Swelling, or "),
)
