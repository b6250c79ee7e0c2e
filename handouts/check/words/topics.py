"""What every leaflet has to tell its reader, and how a text is seen to tell it (English), as data for rule S03."""

from __future__ import annotations

import dataclasses
import functools

from handouts.check.rule import Level
from handouts.model.monograph import Role
from handouts.model.pattern import Pattern
from handouts.model.phrases import Phrase, either, finder, not_after, not_before, one_of, within
from handouts.model.words.people import CARE_TEAM, GIVER, HELP, NOT_TAKE, PATIENTS, REACH


@dataclasses.dataclass(frozen=True)
class Topic:
    """Something to tell: the sections that tell it by being there, else the phrases that do.

    ``place`` is the section in which an editor would look for it; who is given the medicine by a clinician needs none
    that is ``at_home``.
    """

    name: str
    hint: str
    place: Role
    phrases: tuple[Phrase, ...]
    level: Level = Level.WARN
    at_home: bool = False

    @functools.cached_property
    def pattern(self) -> Pattern:
        """What finds any of the phrases."""
        return finder(self.phrases)

    @property
    def told_by_section(self) -> bool:
        """Whether its section tells it by being there; what blocks has to be said in so many words."""
        return self.level is not Level.BLOCK


FOR_WHAT = Topic(
    "what the medicine is for",
    "Say which illness or complaint it is for.",
    Role.INDICATION,
    (
        Phrase(r"\bused (?:for|to|in|as|with)\b", "It is used in gout."),
        Phrase(
            rf"\b{either('treats?', 'prevents?', 'relieves?', 'eases', 'lowers?', 'controls?')}\b", "It treats gout."
        ),
        Phrase(rf"\bhelps? (?:to )?{one_of('treat prevent control lower relieve ease')}\b", "It helps to ease pain."),
        Phrase(r"\bis for\b", "This medicine is for gout."),
    ),
)
BEFORE_TAKING = Topic(
    "what to think of before taking it",
    "Say what the care team has to know first: other illnesses, other medicines, pregnancy, breastfeeding.",
    Role.PRECAUTION,
    (
        Phrase(
            r"\b(?:before|when|while) (?:you )?(?:tak|us|start|hav|inject)(?:e|ing)\b",
            "Eat before you take it.",
            "Eat before noon.",
        ),
        Phrase(
            rf"\b(?:tell|inform)\b{within(30)}\b{CARE_TEAM}\b{within(30)}\b(?:if|about|that|of|when)\b",
            "Tell your doctor about other illnesses.",
            "Tell your doctor.",
        ),
        Phrase(r"\bprecautions?\b", "These are the precautions."),
        Phrase(r"\bwarnings?\b", "This is a warning."),
    ),
)

WHILE = one_of("if when unless while during by in to with")
OF_A_MISSED_DOSE = rf"{within(120)}\b(?:miss|forg|late|remember)"
TO_WHOM = either(f"if{not_before(OF_A_MISSED_DOSE)}", r"allerg\w+", r"hypersensitiv\w+")
FIT = one_of("suitable safe recommended right appropriate advised intended meant")
FOR_WHOM = either(
    "if you",
    f"in {one_of('people patients pregnancy those anyone')}",
    f"by {one_of('people patients anyone')}",
    "during pregnancy",
)
NOT_DENIED = not_after("not", "no", "no known", "n[’']t")
WHO_MUST_NOT = Topic(
    "who must not take it",
    "Write “Do not take it if:” and list who must not.",
    Role.PRECAUTION,
    (
        Phrase(
            rf"{NOT_TAKE}{within(80)}\b{WHILE}\b", "Do not take it with grapefruit.", "Do not take two doses in a day."
        ),
        Phrase(rf"\b{PATIENTS}\b{within(100)}{NOT_TAKE}", "Children must not take it."),
        Phrase(
            rf"\b{TO_WHOM}\b{within(100)}{NOT_TAKE}",
            "If you have gout, do not take it.",
            "If you miss a dose, do not take it later.",
        ),
        Phrase(rf"{NOT_TAKE}{within(60)}:(?=\s|$)", "Do not take it:"),
        Phrase(
            rf"\bwho (?:{one_of('should must can may')}(?: not|not|n[’']t)|should avoid)\b",
            "Who should avoid it",
            "Who may.",
        ),
        Phrase(
            rf"\bnot {FIT} (?:for|in|if|during|to be (?:taken|used))\b",
            "It is not safe in pregnancy.",
            "It is not safe.",
        ),
        Phrase(rf"\bnot for (?:use in )?{PATIENTS}\b", "This is not for children."),
        Phrase(rf"\bavoid(?:ed)?\b{within(40)}\b{FOR_WHOM}\b", "Avoid it if you have gout.", "Avoid alcohol."),
        Phrase(
            rf"{NOT_DENIED}\bcontraindicat",
            "It is contraindicated in gout.",
            "It is not contraindicated.",
        ),
        Phrase(r"\bunsuitable for\b", "It is unsuitable for children."),
        Phrase(r"\bnot for you (?:if|when)\b", "It is not for you if you have gout."),
    ),
    Level.BLOCK,
)

TAKEN = one_of("take use inject apply inhale swallow give given taken used")
HOW_OFTEN = either(
    one_of("once twice time times daily every each weekly whole"), "a day", "a week", "with (?:water|food)"
)
HOW_TO_TAKE = Topic(
    "how to take it",
    "Say how much, how often, when and how.",
    Role.DOSE,
    (Phrase(rf"\b{TAKEN}\b{within(60)}\b{HOW_OFTEN}\b", "Take one tablet a day.", "Take one tablet."),),
)

DOSE = one_of("dose doses tablet tablets capsule capsules injection injections pill pills patch patches")
A_FEW_WORDS = r"(?:\W+\w+){0,3}?\W+"
VISIT = one_of(
    "puff puffs infusion infusions treatment treatments appointment appointments visit visits one it day days"
)
TO_TAKE = one_of("take use inject apply inhale it")
LASTING = one_of("dose doses injection injections infusion infusions IUD IUDs coil implant device treatment it you")
ONE_DOSE = one_of("dose tablet injection capsule")
IS = either(one_of("is are was were"), "has been", "have been")
MISSED_DOSE = Topic(
    "what to do about a missed dose",
    "Say up to when a late dose may be taken, when it is skipped, and that no dose is doubled.",
    Role.DOSE,
    (
        Phrase(
            rf"\bmiss(?:ed|ing)?\b{A_FEW_WORDS}{either(DOSE, VISIT)}\b", "If you miss your dose", "If you miss your bus"
        ),
        Phrase(
            rf"\bforg[eo]t(?:ten|s)?\b{A_FEW_WORDS}{either(DOSE, TO_TAKE)}\b",
            "If you forget your tablet",
            "You forget a lot.",
        ),
        Phrase(r"\bif you skip\b", "If you skip breakfast"),
        Phrase(rf"\b{LASTING} {one_of('is are was were')} overdue\b", "If your coil is overdue"),
        Phrase(rf"\b(?:late|skipped|delayed) {ONE_DOSE}s?\b", "A late dose"),
        Phrase(
            rf"\b{ONE_DOSE}s? {IS} {one_of('late missed forgotten delayed skipped')}\b",
            "When an injection is late",
            "When an injection is due",
        ),
    ),
    Level.BLOCK,
    at_home=True,
)
SIDE_EFFECTS = Topic(
    "the side effects",
    "List the serious ones first, then the common ones, and say what to do about each.",
    Role.SIDE_EFFECT,
    (
        Phrase(r"\bside[- ]effects?\b", "It has side effects."),
        Phrase(r"\b(?:adverse|unwanted|undesirable) (?:effects?|reactions?|events?)\b", "It has unwanted effects."),
    ),
)

KEPT = either(
    one_of("medicine medicines medication medications tablet tablets capsule capsules pill pills pen pens"),
    one_of("syringe syringes injection injections patch patches inhaler inhalers bottle bottles vial vials"),
    one_of("drops cream gel liquid"),
)
KEPT_IN = either(
    r"refrigerat\w*",
    r"pack\w*",
    one_of("fridge freezer place room box carton bottle container cupboard cabinet"),
    one_of("cool dry dark original locked blister light temperature"),
)
IN_A_PLACE = rf"{within(40)}(?:\b{KEPT_IN}\b|°)"
HOW_TO_KEEP = rf"\b(?:where|how) {one_of('do should can must shall will')} (?:I|we|you) keep"
WHAT_IS_KEPT = either(one_of("it them this these"), rf"(?:the|my|your) (?:\w+ )?{KEPT}")
STORAGE = Topic(
    "how to store it",
    "Say where and how to keep it, and to keep it out of the sight and reach of children.",
    Role.STORAGE,
    (
        Phrase(r"\bstor(?:e|ing|age)\b(?! (?:clerk|shop|disease|disorder))", "Store it at home.", "A storage disease."),
        Phrase(
            rf"\bstored\b(?! (?:in|by|within|inside)\b(?!{IN_A_PLACE}))",
            "It is stored at home.",
            "Fat is stored in the body.",
        ),
        Phrase(
            rf"{HOW_TO_KEEP} {WHAT_IS_KEPT}(?: safe(?:ly)?| at home)?\?", "Where do I keep it?", "How do I keep fit?"
        ),
        Phrase(r"\breach of children\b", "Out of the reach of children."),
        Phrase(r"\baway from (?:\w+ ){0,3}children\b", "Away from small children."),
        Phrase(r"\bout of reach\b", "Out of reach."),
        Phrase(r"\b(?:fridge|refrigerat\w*|room temperature)\b", "In the fridge."),
        Phrase(
            rf"\bkeep\b{within(40)}\b{one_of('pack packet box bottle container carton dry cool')}\b", "Keep it dry."
        ),
    ),
    at_home=True,
)

KIND_OF_HELP = one_of("medical emergency urgent professional immediate")
NUMBER = either(one_of("911 999 112 111 000"), r"\+?\d[\d ]{5,}")
SOMEWHERE = either("A&E", one_of("hospital emergency clinic doctor"))
WHOM_TO_CALL = Topic(
    "whom to call",
    "Say whom to call, for what and how soon: the clinic, a pharmacist, the emergency number.",
    Role.SIDE_EFFECT,
    (
        Phrase(rf"\b{REACH}(?:\W+\w+){{0,4}}?\W+{CARE_TEAM}\b", "Call your clinic.", "Call your sister."),
        Phrase(
            rf"\b{CARE_TEAM} (?:should|must) be {one_of('called told contacted informed notified consulted')}\b",
            "Your nurse must be told.",
        ),
        Phrase(rf"\b(?:call|dial|ring|phone)(?: \w+)? {NUMBER}", "Dial 112.", "Call 2 friends."),
        Phrase(
            rf"\b(?:get|seek|need|go for)\b{within(30)}\b{KIND_OF_HELP}\b{within(20)}\b{HELP}\b",
            "Get medical help.",
            "Get help with the cap.",
        ),
        Phrase(
            rf"\b(?:go|get) (?:straight |at once |immediately )?to (?:\w+ ){{0,3}}{SOMEWHERE}\b",
            "Go straight to the nearest hospital.",
            "Go to bed.",
        ),
    ),
    Level.BLOCK,
)
TOPICS = (
    FOR_WHAT,
    BEFORE_TAKING,
    WHO_MUST_NOT,
    HOW_TO_TAKE,
    MISSED_DOSE,
    SIDE_EFFECTS,
    STORAGE,
    WHOM_TO_CALL,
)

PUTS_IN = either("inserts?", "implants?", "infuses?", "injects?")
GIVEN_THING = one_of("coil IUD implant device injection infusion drip dose")
GIVES = f"(?:fit|place|give)s? {either('it', 'you (?:it|the|each|every|this)', f'the {GIVEN_THING}')}"
IS_GIVEN = rf"(?:is|are|be)(?: \w+)? {one_of('inserted fitted placed implanted infused injected given')}"
WHERE = either(GIVER, "clinic", "hospital", "surgery", "infusion (?:unit|cent(?:er|re))")
GIVEN = (
    Phrase(
        rf"\b{GIVER}\b(?: \w+)? {either(PUTS_IN, GIVES)}\b",
        "A nurse will give you the injection.",
        "A nurse gives advice.",
    ),
    Phrase(
        rf"\b{IS_GIVEN}\b{within(60)}\b(?:by|in|at) (?:an?|the|your|our)(?: \w+){{0,3}}? {WHERE}\b",
        "It is given in hospital by a nurse.",
        "It is given in the morning.",
    ),
)
BEGINS = r"(?:^|[.:;,]\s+|\b(?:you|to|can|may|and) )"
TAKES = one_of("take swallow inject apply chew inhale")
ITS_DOSE = either(one_of("it them one two half your this the"), r"\d")
DEVICE = either("tablets?", "capsules?", "pills?", "pens?", "(?:pre-?)?filled syringes?", "inhalers?", "puffs?")
SPREAD = one_of("drops cream ointment gel suspension syrup")
OWN_HANDS = (
    Phrase(rf"\b{DEVICE}\b", "One tablet a day."),
    Phrase(rf"\b{either('patch(?:es)?', 'sachets?', SPREAD)}\b", "Some cream."),
    Phrase(r"\b(?:at home|yourself|self-inject\w*|carer)\b", "A carer comes to your house."),
    Phrase(
        rf"{BEGINS}{TAKES} {ITS_DOSE}",
        "You take it at noon.",
        "Nurses take it.",
    ),
)
