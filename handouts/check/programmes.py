"""Medicines that may be had only with special safeguards, and what a leaflet about each has to tell (English)."""

from __future__ import annotations

import dataclasses
import re
from typing import TYPE_CHECKING

from handouts.check.topics import any_of
from handouts.model.monograph import Role

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclasses.dataclass(frozen=True)
class Safeguard:
    """What the text has to tell, the words that tell it, and what an editor writes; ``apart`` are sections that do not count."""

    name: str
    pattern: re.Pattern[str]
    hint: str
    apart: frozenset[Role] = frozenset()


ILLNESS = frozenset({Role.INDICATION, Role.MECHANISM})  # an illness treated is no side effect
PREVENTION = r"(?:birth control|contracepti(?:on|ves?)|condoms?)"
WOMENS = r"(?:IUDs?|IUS|intra-?uterine (?:device|system)s?|(?:contraceptive|birth control) (?:pills?|implants?|injections?)|(?:hormonal|oral) contracept\w+)"
PERIOD = (
    r"(?:\d+|an?|one|two|three|four|six|twelve|some|several)(?: full| whole| more)? (?:days?|weeks?|months?|years?)"
)
BEFORE = (
    rf"{PERIOD} (?:before|prior to|ahead of)|for {PERIOD} before|before\b[^.!?\n]{{0,60}}\bfor (?:at least )?{PERIOD}"
)
AFTER = (
    rf"{PERIOD} (?:after(?:wards?)?|following|once)|(?:after|until|once|stops?|stopping|end)\b[^.!?\n]{{0,60}}\b{PERIOD}"
    r"|after\b[^\n]{0,80}\b(?:how long|until your|tell you when)"
)
NEAR = r"(?:(?!\btests?\b)[^\n]){0,200}?"
BELOW = r"(?:(?!\btests?\b)[\s\S]){0,300}?"  # a heading or a line before says what it is for

PREGNANCY = Safeguard(
    "what it does in pregnancy",
    any_of(r"\bpregnan\w+", r"\bunborn\b"),
    "Say that it harms an unborn baby, and what follows from that.",
)
WOMEN = Safeguard(
    "what women do",
    any_of(
        r"\b(?:women|woman|girls?|females?)\b",
        r"(?:\byou|(?<!with )\b(?:anyone|people|those|patients) who) (?:can|could|might|may|are able to) (?:become|get|be) pregnant\b",
        r"\bchild-?bearing\b",
        # Only women are told to use these.
        rf"\b{WOMENS}\b[^.!?\n]{{0,40}}\b(?:should|must|has to|needs to) be (?:used|fitted|chosen)\b",
        rf"\b(?:should|must|have to|need to) (?:use|have|choose)\b[^.!?\n]{{0,60}}\b{WOMENS}\b",
    ),
    "Say what women who could become pregnant do.",
)
MEN = Safeguard(
    "what men do",
    any_of(r"\b(?:men|man|boys?|males?)\b", r"\b(?:semen|sperm)\b", r"\bfather(?:ing)? a (?:child|baby)\b"),
    "Say what men do.",
)
PREVENTING = Safeguard("birth control", any_of(rf"\b{PREVENTION}\b"), "Say who uses birth control, and for how long.")
PREVENTING_BEFORE = Safeguard(
    "how long before treatment birth control starts",
    any_of(rf"\b{PREVENTION}\b{BELOW}\b(?:{BEFORE})\b", rf"\b(?:{BEFORE})\b{NEAR}\b{PREVENTION}\b"),
    "Say how many weeks before treatment birth control starts.",
)
PREVENTING_AFTER = Safeguard(
    "how long after treatment birth control goes on",
    any_of(rf"\b{PREVENTION}\b{BELOW}\b(?:{AFTER})\b", rf"\b(?:{AFTER})\b{NEAR}\b{PREVENTION}\b"),
    "Say how long birth control goes on after the last dose.",
)
EXCLUDED = (
    r"\b(?:exclud(?:e|es|ing)|rul(?:e|es|ing) out) (?:a )?pregnancy\b|"
    r"\bpregnancy (?:must|should|has to|needs to|will|is|can|to)\b(?: \w+)?(?: be)? (?:excluded|ruled out)\b"
)
TEST = Safeguard(
    "the pregnancy tests",
    any_of(r"\bpregnancy tests?\b", r"\btest(?:s|ed|ing)? for pregnancy\b", EXCLUDED),
    "Say when the pregnancy tests are.",
)
BLOOD = Safeguard(
    "that no blood is given",
    any_of(
        r"\bdonat\w+ (?:\w+ ){0,3}blood\b",
        r"\bblood (?:donation|donor|donating)",
        r"\bgiv(?:e|ing) blood\b(?! (?:test|sample)s?)",
    ),
    "Write “Do not give blood”, and for how long.",
)
SHARE = Safeguard(
    "that it is never shared",
    any_of(
        r"(?:\b(?:not|never|nobody|no one|without)|n[’']t)\b[^.!?\n]{0,40}\bshar(?:e|ed|ing)\b",
        r"\bsharing (?:it|them|this|your|the|any)\b",
        r"(?:\b(?:not|never)|n[’']t) (?:\w+ )?(?:give|pass|lend)\b[^.!?\n]{0,60}\b(?:else|others?|friends?|anyone|anybody|people)\b",
    ),
    "Write “Never share it with anyone”.",
)
PROGRAMME = Safeguard(
    "the safety programme",
    any_of(
        r"\bREMS\b",
        r"\bPPP\b",
        r"\biPLEDGE\b",
        r"\b(?:pregnancy[ -]prevention|prevention|risk[ -]management|risk[ -]minimi[sz]ation|restricted|safety|prevent) program(?:me)?s?\b",
        r"\bRisk Evaluation and Mitigation\b",
    ),
    "Name the programme the patient has to join, and say what it asks for.",
)
COUNTS = Safeguard(
    "the risk of low blood counts",
    any_of(
        r"\b(?:low|lower|drop in|fall in|reduced?|fewer|too few)\b[^.!?\n]{0,30}\b(?:counts?|blood cells?|platelets?|white cells?|red cells?)\b",
        r"\bneutropeni\w+",
        r"\bthrombocytopeni\w+",
        r"\ban(?:a)?emia\b",
    ),
    "Say that it can lower blood counts, what that feels like, and that blood is tested.",
    ILLNESS,
)
CLOTS = Safeguard(
    "the risk of blood clots",
    any_of(r"\b(?:blood )?clots?\b(?! more)", r"\bthrombo(?:s[ie]s|embol\w+)\b", r"\bembolism\b"),
    "Say that it can cause blood clots, and what their signs are.",
    ILLNESS,
)


@dataclasses.dataclass(frozen=True)
class Programme:
    """A group of medicines with the same safeguards; ``spelling`` names the side of the Atlantic whose authority asks for them, "" both."""

    medicine: re.Pattern[str]
    safeguards: tuple[Safeguard, ...]
    source: str
    spelling: str = ""


def names(*parts: str) -> re.Pattern[str]:
    """Return a pattern for any of the names as a word."""
    return re.compile(rf"\b(?:{'|'.join(parts)})\b", re.IGNORECASE)


ACITRETIN = "acitretin|neotigason|soriatane"
VALPROATE = names("valproate", "valproic", "divalproex", "valpromide", "epilim", "depakote", "depakine", "depakene")
MYCOPHENOLATE = names("mycophenolate", "mycophenolic", "cellcept", "myfortic")
PROGRAMMES = (
    Programme(
        names(r"\w*lidomide", "revlimid", "thalomid", "pomalyst", "imnovid"),
        (PREGNANCY, WOMEN, MEN, PREVENTING_BEFORE, PREVENTING_AFTER, TEST, BLOOD, SHARE, PROGRAMME, COUNTS, CLOTS),
        "FDA REMS for lenalidomide, pomalidomide and thalidomide; EMA and MHRA pregnancy prevention programmes",
    ),
    Programme(
        names("isotretinoin", "roaccutane", "accutane", "absorica"),
        (PREGNANCY, PREVENTING_BEFORE, PREVENTING_AFTER, TEST, BLOOD, SHARE, PROGRAMME),
        "MHRA and EMA pregnancy prevention programme for oral retinoids; FDA iPLEDGE REMS",
    ),
    Programme(
        names(ACITRETIN, "alitretinoin", "toctino"),
        (PREGNANCY, PREVENTING_BEFORE, PREVENTING_AFTER, TEST, BLOOD, SHARE, PROGRAMME),
        "MHRA and EMA pregnancy prevention programme for oral retinoids",
        "uk",
    ),
    Programme(
        names(ACITRETIN),
        (PREGNANCY, PREVENTING_BEFORE, PREVENTING_AFTER, TEST, BLOOD),
        "FDA boxed warning for acitretin: embryo-fetal toxicity",
        "us",
    ),
    Programme(
        VALPROATE,
        (PREGNANCY, WOMEN, MEN, PREVENTING, PROGRAMME),
        "MHRA and EMA, valproate pregnancy prevention and advice for men, 2024",
        "uk",
    ),
    Programme(VALPROATE, (PREGNANCY, WOMEN, PREVENTING), "FDA boxed warning for valproate: fetal risk", "us"),
    Programme(
        MYCOPHENOLATE,
        (PREGNANCY, WOMEN, MEN, PREVENTING_AFTER, TEST, BLOOD),
        "EMA and MHRA, mycophenolate: pregnancy and contraception advice, 2018",
        "uk",
    ),
    Programme(
        MYCOPHENOLATE,
        (PREGNANCY, WOMEN, PREVENTING_AFTER, TEST),
        "FDA boxed warning for mycophenolate: embryofetal toxicity",
        "us",
    ),
    Programme(
        names("bosentan", "ambrisentan", "macitentan", "tracleer", "volibris", "letairis", "opsumit"),
        (PREGNANCY, WOMEN, PREVENTING, TEST),
        "EMA product information; FDA boxed warning: embryo-fetal toxicity",
    ),
    Programme(
        names("riociguat", "adempas"),
        (PREGNANCY, WOMEN, PREVENTING, TEST),
        "EMA product information; FDA boxed warning for riociguat: embryo-fetal toxicity",
    ),
    Programme(
        names("topiramate", "topamax"),
        (PREGNANCY, WOMEN, PREVENTING_AFTER, TEST, PROGRAMME),
        "MHRA Drug Safety Update, June 2024, topiramate pregnancy prevention programme; EMA, 2023",
        "uk",
    ),
)
# Too little gets through the skin into the blood.
ON_THE_SKIN, BY_MOUTH = (
    names("gel", "cream", "ointment", "lotion", "topical", "on the skin"),
    names("capsules?", "tablets?", "by mouth", "oral", "soft gels?"),
)


def programmes(named: Iterable[str], spelling: str) -> list[Programme]:
    """Return the programmes of a medicine that goes by these names, under an authority's spelling."""
    called = " ".join(named).replace("_", " ").replace("-", " ")
    if ON_THE_SKIN.search(called) and not BY_MOUTH.search(called):
        return []
    return [
        programme
        for programme in PROGRAMMES
        if programme.spelling in {"", spelling} and programme.medicine.search(called)
    ]
