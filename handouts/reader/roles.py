"""Which heading means what: one table from the words of a heading to the role of its section."""

from __future__ import annotations

import re

from handouts.model.monograph import Role
from handouts.reader.asked import ASKED
from handouts.reader.names_abroad import ABROAD

# Exact names first; then words that decide wherever they stand in a longer heading, the first row that fits, each with
# the folded words of a heading it fits. The second row of a role has the headings of the SmPC and of the leaflet of the
# European Medicines Agency (QRD templates) and of a label of the FDA (21 CFR 201.57), where they are other words.
NAMES: dict[Role, str] = {
    Role.NAME: (
        "generic name|generic names|name|brand name|brand names|alternate names|alternative names|other names|"
        "drug name|medicine name|active ingredient|drug class|drug profile summary|summary|overview|"
        "name of the medicinal product|qualitative and quantitative composition|pharmaceutical form|"
        "dosage forms and strengths"
    ),
    Role.INDICATION: (
        "usage|usages|uses|use|indication|indications|what it is used for|what is it used for|purpose|"
        "popular combinations|therapeutic indication|therapeutic indications|clinical particulars|"
        "indications and usage|what it is and what it is used for"
    ),
    Role.MECHANISM: (
        "how it works|how does it work|mechanism of action|mechanism|mechanisms of action|"
        "pharmacological properties|pharmacodynamic properties|pharmacokinetic properties|clinical pharmacology"
    ),
    Role.PRECAUTION: (
        "precaution|precautions|warning|warnings|warnings and precautions|contraindication|contraindications|"
        "contra-indication|contra-indications|contra indications|interactions|drug interactions|"
        "pregnancy and breastfeeding|"
        "before you take it|before you use it|do not take if|"
        "special warnings and precautions for use|special warnings|special precautions for use|"
        "interaction with other medicinal products and other forms of interaction|"
        "fertility pregnancy and lactation|pregnancy and lactation|"
        "pregnancy and breast-feeding|effects on ability to drive and use machines|driving and using machines|"
        "boxed warning|use in specific populations|other medicines and this medicine"
    ),
    Role.DOSE: (
        "dosage|dosages|dose|doses|dosing|dosage and administration|administration|how to take it|how to use it|"
        "how to take|how to use|how to take this medicine|how to use this medicine|missed dose|overdose|"
        "posology|posology and method of administration|method of administration|overdosage|"
        "dose and method of administration|how it is given"
    ),
    Role.SIDE_EFFECT: (
        "side effects|side effect|side-effects|adverse effects|adverse reactions|possible side effects|"
        "undesirable effects|undesirable effect|unwanted effects"
    ),
    Role.STORAGE: (
        "storage|how to store it|how to store|how to store this medicine|storage and handling|storing|"
        "special precautions for storage|shelf life|shelf-life|how supplied storage and handling|"
        "special precautions for disposal|special precautions for disposal and other handling"
    ),
    Role.QUESTION: (
        "faq|faqs|frequently asked questions|questions|questions and answers|common questions|q and a|q and as"
    ),
    Role.DISCLAIMER: "disclaimer|important disclaimer|medical disclaimer",
}
WORDS = (
    (Role.QUESTION, r"\bfaqs?\b|frequently asked|^q and as?\b", "faqs about warfarin"),
    (
        Role.QUESTION,
        (
            r"^(?:(?:some|more|other|your|common|usual|typical|top|patients?['’]?s?) )*questions "
            r"(?:and answers|about|on|people|patients|parents|that|you (?:may|might)|we are|often|asked)\b"
        ),
        "common questions about warfarin",
    ),
    (
        Role.QUESTION,
        r"^(?:your|common|usual|typical|other|more|patients?['’]?s?) questions(?: answered)?$",
        "your questions",
    ),
    (Role.SIDE_EFFECT, r"side[- ]effects?|adverse|(?:undesirable|unwanted) effects?", "common side effects"),
    (Role.STORAGE, r"\bstor(?:e|age|ing)\b", "storing your insulin"),
    (Role.PRECAUTION, r"precaution|warning|contra-?indicat|interaction", "important interactions"),
    (Role.PRECAUTION, r"pregnan|breast|before you|do not take|who should not|allerg", "before you take warfarin"),
    (Role.DOSE, r"\bdos(?:es|e|ages?|ing)\b|how to (?:take|use)|missed|overdos|posology", "if you missed one"),
    (
        Role.PRECAUTION,
        r"^who (?:can|may|might|should|must|cannot)\b|^cautions?\b|^before (?:taking|using)\b",
        "who can and cannot take warfarin",
    ),
    (Role.PRECAUTION, r"^(?:taking|using)\b.* with other medicines", "taking warfarin with other medicines"),
    (
        Role.DOSE,
        r"^how (?:and when|much|often|long) (?:to|should you|do you) (?:take|use|inject)\b|^when to (?:take|use)\b",
        "how and when to take warfarin",
    ),
    (Role.DOSE, r"^how should (?:\S+ ){1,4}be (?:taken|used|given|injected)\b", "how should warfarin be used"),
    (Role.DOSE, r"^if you (?:forget|take too (?:much|many))\b", "if you take too much"),
    (Role.INDICATION, r"^why (?:is|was) (?:\S+ ){1,4}(?:prescribed|used|given)\b", "why is warfarin prescribed"),
    (Role.DOSE, r"administration|how (?:\S+ ){1,3}(?:is|are) given", "how warfarin is given"),
    (Role.MECHANISM, r"how .*works?|mechanism|pharmaco(?:dynamic|kinetic|logical)", "how warfarin works"),
    (Role.INDICATION, r"\busage\b|\buses\b|\bused for\b|\buse (?:of|for)\b|indication", "what warfarin is used for"),
    (Role.NAME, r"generic name|brand name", "the generic name of warfarin"),
    *ASKED,
)
# Names that a sub-heading bears as well: inside a section they open no other one.
LOCAL_NAMES = (
    "name|summary|overview|purpose|use|uses|usages|dose|doses|dosing|administration|how to take|how to use|"
    "precaution|warning|warnings|special warnings|interactions|questions|special precautions for use"
)
LOCAL = frozenset(LOCAL_NAMES.split("|"))
# The number of a chapter: “4.8”, “4.2.”, “4.8)”, “3.”, and “5” before a capital, as on a label of
# the FDA; of a question: “Q3:”.
CHAPTER = re.compile(r"^\s*(?:Q\d+\s*[:.)]\s*|\d+(?:\.\d+)+[.)]?\s+|\d+[.)]\s*|\d+\s+(?=[A-Z]))")
LONGEST = 80  # letters of a heading; a longer one is a sentence
EXACT = {name: role for names_of in (ABROAD, NAMES) for role, names in names_of.items() for name in names.split("|")}


def folded(heading: str) -> str:
    """Return a heading's words without case, numbering, brackets and punctuation, one space between two."""
    text = re.sub(r"\(.*?\)", "", CHAPTER.sub("", heading, count=1).replace("&", " and ").casefold())
    return " ".join(re.findall(r"[^\W_]+(?:['’-][^\W_]+)*", text))


def known(heading: str) -> Role | None:
    """Return the role of a heading whose words are exactly one of the names; None for any other."""
    return EXACT.get(folded(heading))


def is_abroad(heading: str) -> bool:
    """Tell a heading that is a name in another language, and none in English."""
    words = folded(heading)
    return words in EXACT and not any(words in names.split("|") for names in NAMES.values())


def is_local(heading: str) -> bool:
    """Tell a name that may as well head a part of another section."""
    return folded(heading) in LOCAL


def role_of(heading: str) -> Role:
    """Return the role of any heading; a long one is a sentence and decides nothing."""
    words = folded(heading)
    if exact := EXACT.get(words):
        return exact
    if len(words) > LONGEST:
        return Role.OTHER
    return next((role for role, pattern, _ in WORDS if re.search(pattern, words)), Role.OTHER)
