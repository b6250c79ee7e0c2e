"""What a leaflet about a risk-managed medicine has to tell, and how it is seen to tell it (English), for rule S07."""

from __future__ import annotations

import dataclasses
import functools

from handouts.model.monograph import Role
from handouts.model.pattern import Pattern
from handouts.model.phrases import Phrase, either, finder, not_after, one_of, within


@dataclasses.dataclass(frozen=True)
class Safeguard:
    """What the text has to tell, the phrases that tell it, what an editor writes; sections ``apart`` do not count."""

    name: str
    hint: str
    phrases: tuple[Phrase, ...]
    apart: frozenset[Role] = frozenset()

    @functools.cached_property
    def pattern(self) -> Pattern:
        """What finds any of the phrases."""
        return finder(self.phrases)


ILLNESS = frozenset({Role.INDICATION, Role.MECHANISM})  # an illness treated is no side effect

PREGNANCY = Safeguard(
    "what it does in pregnancy",
    "Say that it harms an unborn baby, and what follows from that.",
    (Phrase(r"\bpregnan\w+", "It harms a pregnancy."), Phrase(r"\bunborn\b", "It harms an unborn baby.")),
)

# Only women are told to use these.
OF_WOMEN = either(
    "IUDs?",
    "IUS",
    "intra-?uterine (?:device|system)s?",
    "(?:contraceptive|birth control) (?:pills?|implants?|injections?)",
    r"(?:hormonal|oral) contracept\w+",
)
ANYBODY_ELSE = one_of("anyone anybody everyone everybody people person persons those patients nobody whoever")
WHO = either(r"\byou", rf"(?<!with )(?<!with a )\b{ANYBODY_ELSE}(?: who)?", r"\bno[- ]one who")
CAN = either(one_of("can could might may"), "(?:is|are) able to")
WOMEN = Safeguard(
    "what women do",
    "Say what women who could become pregnant do.",
    (
        Phrase(r"\b(?:women|woman|girls?|females?)\b", "A woman has a test."),
        Phrase(rf"{WHO} {CAN} (?:become|get|be|fall) pregnant\b", "People who can get pregnant have a test."),
        Phrase(r"\bchild-?bearing\b", "Tests in childbearing age."),
        Phrase(
            rf"\b{OF_WOMEN}\b{within(40)}\b(?:should|must|has to|needs to) be (?:used|fitted|chosen)\b",
            "An IUD must be fitted.",
            "An IUD is one way.",
        ),
        Phrase(
            rf"\b(?:should|must|have to|need to) (?:use|have|choose)\b{within(60)}\b{OF_WOMEN}\b",
            "You must use the contraceptive pill.",
            "You must stop the contraceptive pill.",
        ),
    ),
)
MEN = Safeguard(
    "what men do",
    "Say what men do.",
    (
        Phrase(r"\b(?:men|man|boys?|males?)\b", "A man uses a condom.", "A woman has a test."),
        Phrase(r"\b(?:semen|sperm)\b", "It is found in semen."),
        Phrase(r"\bfather(?:ing)? a (?:child|baby)\b", "Do not father a child."),
    ),
)

PREVENTION = either("birth control", "contracepti(?:on|ves?)", "condoms?")
MANY = either(r"\d+", one_of("a an one two three four six twelve some several"))
PERIOD = rf"{MANY}(?: full| whole| more)? (?:days?|weeks?|months?|years?)"
BEFORE = either(
    rf"{PERIOD} (?:before|prior to|ahead of)",
    rf"for {PERIOD} before",
    rf"before\b{within(60)}\bfor (?:at least )?{PERIOD}",
)
AFTER = either(
    rf"{PERIOD} (?:after(?:wards?)?|following|once)",
    rf"(?:after|until|once|stops?|stopping|end)\b{within(60)}\b{PERIOD}",
    r"after\b[^\n]{0,80}\b(?:how long|until your|tell you when)",
)
NO_TEST = r"(?!\btests?\b)"
NEAR = rf"(?:{NO_TEST}[^\n]){{0,200}}?"
BELOW = rf"(?:{NO_TEST}[\s\S]){{0,300}}?"  # a heading or a line before says what it is for
PREVENTING = Safeguard(
    "birth control",
    "Say who uses birth control, and for how long.",
    (Phrase(rf"\b{PREVENTION}\b", "Use birth control."),),
)
PREVENTING_BEFORE = Safeguard(
    "how long before treatment birth control starts",
    "Say how many weeks before treatment birth control starts.",
    (
        Phrase(rf"\b{PREVENTION}\b{BELOW}\b{BEFORE}\b", "Use condoms for 4 weeks before you start.", "Use condoms."),
        Phrase(rf"\b{BEFORE}\b{NEAR}\b{PREVENTION}\b", "For 4 weeks before you start, use condoms."),
    ),
)
PREVENTING_AFTER = Safeguard(
    "how long after treatment birth control goes on",
    "Say how long birth control goes on after the last dose.",
    (
        Phrase(
            rf"\b{PREVENTION}\b{BELOW}\b{AFTER}\b", "Use condoms until 4 weeks have passed.", "Use condoms until then."
        ),
        Phrase(rf"\b{AFTER}\b{NEAR}\b{PREVENTION}\b", "For 4 weeks after the last dose, use condoms."),
    ),
)

MUST = one_of("must should will is can to")
ANY_TEST = not_after("blood", "liver", "kidney", "eye", "urine", "hearing")
TEST = Safeguard(
    "the pregnancy tests",
    "Say when the pregnancy tests are.",
    (
        Phrase(r"\bpregnancy tests?\b", "You have a pregnancy test."),
        Phrase(
            rf"\bpregnan\w+\b(?! tests?\b){within(80)}{ANY_TEST}\btests?\b",
            "The Pregnancy Prevention Programme asks for a test.",
            "In pregnancy you have a blood test.",
        ),
        Phrase(r"\btest(?:s|ed|ing)? for pregnancy\b", "We test for pregnancy."),
        Phrase(r"\b(?:exclud(?:e|es|ing)|rul(?:e|es|ing) out) (?:a )?pregnancy\b", "We rule out a pregnancy."),
        Phrase(
            rf"\bpregnancy {either(MUST, 'has to', 'needs to')}\b(?: \w+)?(?: be)? (?:excluded|ruled out)\b",
            "A pregnancy has to be ruled out.",
        ),
    ),
)
BLOOD = Safeguard(
    "that no blood is given",
    "Write “Do not give blood”, and for how long.",
    (
        Phrase(r"\bdonat\w+ (?:\w+ ){0,3}blood\b", "Never donate any blood."),
        Phrase(r"\bblood (?:donation|donor|donating)", "No blood donation."),
        Phrase(r"\bgiv(?:e|ing) blood\b(?! (?:test|sample)s?)", "Do not give blood.", "We give blood tests."),
    ),
)
ANYBODY = either("else", "others?", "friends?", one_of("anyone anybody people"))
SHARE = Safeguard(
    "that it is never shared",
    "Write “Never share it with anyone”.",
    (
        Phrase(
            rf"(?:\b(?:not|never|nobody|no one|without)|n[’']t)\b{within(40)}\bshar(?:e|ed|ing)\b",
            "Never share it.",
            "You may share it.",
        ),
        Phrase(r"\bsharing (?:it|them|this|your|the|any)\b", "Sharing it is a risk."),
        Phrase(
            rf"(?:\b(?:not|never)|n[’']t) (?:\w+ )?(?:give|pass|lend)\b{within(60)}\b{ANYBODY}\b",
            "Never give it to anyone else.",
            "Never give up.",
        ),
    ),
)
KIND_OF_PROGRAMME = either(
    "pregnancy[ -]prevention",
    "risk[ -]management",
    "risk[ -]minimi[sz]ation",
    one_of("prevention restricted safety prevent"),
)
PROGRAMME = Safeguard(
    "the safety programme",
    "Name the programme the patient has to join, and say what it asks for.",
    (
        Phrase(r"\bREMS\b", "You join the REMS."),
        Phrase(r"\bPPP\b", "You join the PPP."),
        Phrase(r"\biPLEDGE\b", "You join iPLEDGE."),
        Phrase(rf"\b{KIND_OF_PROGRAMME} program(?:me)?s?\b", "You join the pregnancy prevention programme."),
        Phrase(r"\bRisk Evaluation and Mitigation\b", "A Risk Evaluation and Mitigation Strategy."),
    ),
)

FEW = either(one_of("low lower reduce reduced fewer"), "drop in", "fall in", "too few")
BLOOD_CELLS = either("counts?", "blood cells?", "platelets?", "white cells?", "red cells?")
COUNTS = Safeguard(
    "the risk of low blood counts",
    "Say that it can lower blood counts, what that feels like, and that blood is tested.",
    (
        Phrase(rf"\b{FEW}\b{within(30)}\b{BLOOD_CELLS}\b", "It can lower your blood counts.", "Your blood is counted."),
        Phrase(r"\bneutropeni\w+", "It can cause neutropenia."),
        Phrase(r"\bthrombocytopeni\w+", "It can cause thrombocytopenia."),
        Phrase(r"\ban(?:a)?emia\b", "It can cause anaemia."),
    ),
    ILLNESS,
)
CLOTS = Safeguard(
    "the risk of blood clots",
    "Say that it can cause blood clots, and what their signs are.",
    (
        Phrase(r"\b(?:blood )?clots?\b(?! more)", "It can cause clots.", "Your blood clots more slowly."),
        Phrase(r"\bthrombo(?:s[ie]s|embol\w+)\b", "It can cause thrombosis."),
        Phrase(r"\bembolism\b", "It can cause an embolism."),
    ),
    ILLNESS,
)
