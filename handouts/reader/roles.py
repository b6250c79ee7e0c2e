"""Which heading means what: one table from the words of a heading to the role of its section."""

from __future__ import annotations

import re

from handouts.model.monograph import Role

# Exact names first; then words that decide wherever they stand in a longer heading, the first row that fits, each with
# the folded words of a heading it fits.
NAMES: dict[Role, str] = {
    Role.NAME: (
        "generic name|generic names|name|brand name|brand names|alternate names|alternative names|other names|"
        "drug name|medicine name|active ingredient|drug class|drug profile summary|summary|overview"
    ),
    Role.INDICATION: (
        "usage|uses|use|indication|indications|what it is used for|what is it used for|purpose|popular combinations"
    ),
    Role.MECHANISM: "how it works|how does it work|mechanism of action|mechanism",
    Role.PRECAUTION: (
        "precaution|precautions|warning|warnings|warnings and precautions|contraindications|interactions|"
        "drug interactions|pregnancy and breastfeeding|before you take it|do not take if"
    ),
    Role.DOSE: (
        "dosage|dose|doses|dosing|dosage and administration|administration|how to take it|how to use it|missed dose|"
        "overdose"
    ),
    Role.SIDE_EFFECT: "side effects|side effect|adverse effects|adverse reactions|possible side effects",
    Role.STORAGE: "storage|how to store it|storage and handling|storing",
    Role.QUESTION: "faq|faqs|frequently asked questions|questions|questions and answers|common questions",
    Role.DISCLAIMER: "disclaimer|important disclaimer|medical disclaimer",
}
WORDS = (
    (Role.QUESTION, r"\bfaqs?\b|frequently asked", "faqs about warfarin"),
    (Role.SIDE_EFFECT, r"side[- ]effects?|adverse", "common side effects"),
    (Role.STORAGE, r"\bstor(?:e|age|ing)\b", "storing your insulin"),
    (Role.PRECAUTION, r"precaution|warning|contraindicat|interaction", "important interactions"),
    (Role.PRECAUTION, r"pregnan|breast|before you|do not take|who should not|allerg", "before you take warfarin"),
    (Role.DOSE, r"\bdos(?:e|es|age|ing)\b|how to (?:take|use)|administration|missed|overdose", "if you missed one"),
    (Role.MECHANISM, r"how .*works?|mechanism", "how warfarin works"),
    (Role.INDICATION, r"\busage\b|\buses?\b|\bused for\b|indication", "what warfarin is used for"),
    (Role.NAME, r"generic name|brand name", "the generic name of warfarin"),
)
LONGEST = 80  # letters of a heading; a longer one is a sentence
EXACT = {name: role for role, names in NAMES.items() for name in names.split("|")}


def folded(heading: str) -> str:
    """Return a heading's words without case, numbering, brackets and punctuation, one space between two."""
    text = re.sub(r"\(.*?\)|^\s*\d+[.)]\s*", "", heading.replace("&", "and").casefold())
    return " ".join(re.findall(r"[^\W_]+(?:['’-][^\W_]+)*", text))


def known(heading: str) -> Role | None:
    """Return the role of a heading whose words are exactly one of the names; None for any other."""
    return EXACT.get(folded(heading))


def role_of(heading: str) -> Role:
    """Return the role of any heading; a long one is a sentence and decides nothing."""
    words = folded(heading)
    if exact := EXACT.get(words):
        return exact
    if len(words) > LONGEST:
        return Role.OTHER
    return next((role for role, pattern, _ in WORDS if re.search(pattern, words)), Role.OTHER)
