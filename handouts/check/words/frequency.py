"""How a text tells how often a side effect comes (English), in words and in numbers, as data for rule L12."""

from __future__ import annotations

from handouts.model.phrases import Phrase, either, not_after, not_before, one_of

NO_SIDE_EFFECT = either(
    one_of(
        "disease diseases disorder disorders condition conditions illness illnesses syndrome syndromes cold colds",
        "form forms type types kind kinds cancer cancers tumour tumours tumor tumors name names question questions",
        "mistake mistakes practice cause causes reason reasons knowledge sense medicine medicines medication",
        "medications drug drugs painkiller painkillers antibiotic antibiotics food foods infection infections bacteria",
        "germ germs virus viruses use uses brand brands",
    ),
    "blood types?",
)
IS_DONE = one_of("used prescribed called known given taken found sold combined needed recommended to")
OF_WHAT = not_before("-", rf" (?:\w+ )?{NO_SIDE_EFFECT}\b", rf" {IS_DONE}\b")
HOW_COMMON = rf"{one_of('common uncommon rare')}(?:ly)?\b"
THAN_WHAT = one_of("in at with if when than among during for after the as on")

COMMON = (
    Phrase(
        rf"\b(?:more|most|less|least) {HOW_COMMON}(?! {THAN_WHAT}\b){OF_WHAT}",
        "Less common side effects are serious.",
        "A rash is more common in children.",
    ),
    Phrase(
        rf"\b{not_after('more', 'most', 'less', 'least', 'in', 'as')}(?:very |extremely )?{HOW_COMMON}{OF_WHAT}",
        "A rash is very common.",
        "It treats a rare blood disease.",
    ),
)
EFFECTS = (
    Phrase(r"\bside[- ]effects?\b", "Its side effects are rare."),
    Phrase(r"\badverse (?:drug )?(?:effects?|reactions?|events?)\b", "Adverse drug reactions are rare."),
)

COUNT = rf"(?:\d[\d,.]*|{one_of('one two three four five six seven eight nine ten')})"
OF_HOW_MANY = either(r"\d", "ten", "twenty", "fifty", "a hundred", "a thousand", "one hundred", "one thousand")
PEOPLE = one_of("people patients users women men children")
HOW_OFTEN = (
    Phrase(r"\d ?(?:%|per ?cent\b)", "in 10% of people"),
    Phrase(
        rf"\b{COUNT}\b(?: \w+){{0,2}} (?:in|out of|of)(?: every)? {OF_HOW_MANY}",
        "two people in a hundred",
        "2 of the people",
    ),
    Phrase(r"\b1/\d", "1/100 patients"),
    Phrase(rf"\b(?:half|a third|a quarter|most|almost all) of (?:all )?{PEOPLE}\b", "half of all patients"),
)
