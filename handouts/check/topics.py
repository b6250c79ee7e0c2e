"""What every leaflet has to tell its reader, and the words by which a text is seen to tell it (English)."""

from __future__ import annotations

import dataclasses
import re

from handouts.check.rule import Level
from handouts.model.monograph import Role

TAKE = r"(?:take|use|start|inject|apply|inhale|swallow|drink|have|receive|be (?:taken|used|given|started|injected|applied|prescribed))"
NOT = r"(?:do(?:es)? not|don[’']t|never|(?:must|should|can|may|shall)(?: not|not|n[’']t)|is not to)"
AMOUNT = r"(?:double|extra|more|another|two|both|less|\d)"  # "do not take a double dose if …" says how much, not who
NOT_TAKE = rf"\b{NOT} (?:\w+ )?{TAKE}\b(?! (?:\w+ ){{0,2}}{AMOUNT}\b)"
PEOPLE = r"(?:people|persons?|patients|anyone|anybody|those|women|men|children|babies|adults|individuals)"
WHO = (
    r"(?:doctors?|GP|physicians?|nurses?|midwife|pharmacists?|pharmacy|prescribers?|specialists?|oncologists?|clinics?|hospital|surgery|"
    r"practice|(?:care |treatment |diabetes |transplant )?team|(?:health ?-?care|medical) (?:providers?|professionals?|team)|"
    r"provider|clinicians?|poison(?:s|ing)? (?:control|cent(?:er|re)|information)|helpline|emergency (?:number|services|department|room)|ambulance|us)"
)
REACH = r"(?:call|tell|contact|phone|telephone|ring|ask|see|visit|inform|notify|consult|alert|(?:speak|talk)(?: to| with)|discuss\b[^.!?\n]{0,40}\bwith|check with)"


def any_of(*patterns: str) -> re.Pattern[str]:
    """Return one pattern for any of several."""
    return re.compile("|".join(patterns), re.IGNORECASE)


@dataclasses.dataclass(frozen=True)
class Topic:
    """Something to tell: the sections that tell it by being there, else the words that do.

    ``place`` names the sections in which an editor would look for it; who is given the medicine by a clinician needs none that is ``at_home``.
    """

    name: str
    level: Level
    roles: frozenset[Role]
    pattern: re.Pattern[str]
    place: frozenset[Role]
    hint: str
    at_home: bool = False


def told_by(role: Role, name: str, hint: str, *patterns: str, at_home: bool = False) -> Topic:
    """Return a topic that has a section of its own."""
    return Topic(name, Level.WARN, frozenset({role}), any_of(*patterns), frozenset({role}), hint, at_home)


def must_say(name: str, hint: str, place: Role, *patterns: str, at_home: bool = False) -> Topic:
    """Return a topic without which nobody may be handed the text; no heading alone tells it."""
    return Topic(name, Level.BLOCK, frozenset(), any_of(*patterns), frozenset({place}), hint, at_home)


GIVER = r"(?:doctors?|nurses?|midwife|clinicians?|specialists?|surgeons?|health ?-?care (?:professional|provider|worker)s?|team|staff)"
GIVEN = any_of(
    rf"\b{GIVER}\b(?: \w+)? (?:inserts?|implants?|infuses?|injects?|(?:fit|place|give)s? "
    r"(?:it|you (?:it|the|each|every|this)|the (?:coil|IUD|implant|device|injection|infusion|drip|dose)))\b",
    rf"\b(?:is|are|be)(?: \w+)? (?:inserted|fitted|placed|implanted|infused|injected|given)\b[^.!?\n]{{0,60}}"
    rf"\b(?:by|in|at) (?:an?|the|your|our)(?: \w+){{0,3}}? (?:{GIVER}|clinic|hospital|surgery|infusion (?:unit|cent(?:er|re)))\b",
)
OWN_HANDS = any_of(
    r"\b(?:tablets?|capsules?|pills?|pens?|(?:pre-?)?filled syringes?|inhalers?|puffs?|patch(?:es)?|sachets?|drops|cream|ointment|gel|suspension|syrup)\b",
    r"\b(?:at home|yourself|self-inject\w*|carer)\b",
    r"(?:^|[.:;,]\s+|\b(?:you|to|can|may|and) )(?:take|swallow|inject|apply|chew|inhale) (?:it|them|one|two|half|your|this|the|\d)",
)


KEPT = r"(?:medicines?|medications?|tablets?|capsules?|pills?|pens?|syringes?|injections?|patch(?:es)?|inhalers?|bottles?|drops|cream|gel|liquid|vials?)"
KEPT_IN = r"(?:fridge|refrigerat\w*|freezer|place|room|box|pack\w*|carton|bottle|container|cupboard|cabinet|cool|dry|dark|original|locked|blister|light|temperature)"

TOPICS = (
    told_by(
        Role.INDICATION,
        "what the medicine is for",
        "Say which illness or complaint it is for.",
        r"\bused (?:for|to|in|as|with)\b",
        r"\b(?:treats?|prevents?|relieves?|eases|lowers?|controls?)\b",
        r"\bhelps? (?:to )?(?:treat|prevent|control|lower|relieve|ease)\b",
        r"\bis for\b",
    ),
    told_by(
        Role.PRECAUTION,
        "what to think of before taking it",
        "Say what the care team has to know first: other illnesses, other medicines, pregnancy, breastfeeding.",
        r"\b(?:before|when|while) (?:you )?(?:tak|us|start|hav|inject)(?:e|ing)\b",
        rf"\b(?:tell|inform)\b[^.!?\n]{{0,30}}\b{WHO}\b[^.!?\n]{{0,30}}\b(?:if|about|that|of|when)\b",
        r"\bprecautions?\b",
        r"\bwarnings?\b",
    ),
    must_say(
        "who must not take it",
        "Write “Do not take it if:” and list who must not.",
        Role.PRECAUTION,
        rf"{NOT_TAKE}[^.!?\n]{{0,80}}\b(?:if|when|unless|while|during|by|in|to|with)\b",
        rf"\b{PEOPLE}\b[^.!?\n]{{0,100}}{NOT_TAKE}",
        rf"\b(?:if(?![^.!?\n]{{0,120}}\b(?:miss|forg|late|remember))|allerg\w+|hypersensitiv\w+)\b[^.!?\n]{{0,100}}{NOT_TAKE}",
        rf"{NOT_TAKE}[^.!?\n]{{0,60}}:(?=\s|$)",
        r"\bwho (?:(?:should|must|can|may)(?: not|not|n[’']t)|should avoid)\b",
        r"\bnot (?:suitable|safe|recommended|right|appropriate|advised|intended|meant) (?:for|in|if|during|to be (?:taken|used))\b",
        rf"\bnot for (?:use in )?{PEOPLE}\b",
        r"\bavoid(?:ed)?\b[^.!?\n]{0,40}\b(?:if you|in (?:people|patients|pregnancy|those|anyone)|by (?:people|patients|anyone)|during pregnancy)\b",
        r"(?<!not )(?<!no )(?<!no known )(?<!n[’']t )\bcontraindicat",
        r"\bunsuitable for\b",
        r"\bnot for you (?:if|when)\b",
    ),
    told_by(
        Role.DOSE,
        "how to take it",
        "Say how much, how often, when and how.",
        r"\b(?:take|use|inject|apply|inhale|swallow|given?|taken|used)\b[^.!?\n]{0,60}"
        r"\b(?:once|twice|times?|daily|every|each|a day|a week|weekly|whole|with (?:water|food))\b",
    ),
    must_say(
        "what to do about a missed dose",
        "Say up to when a late dose may be taken, when it is skipped, and that no dose is doubled.",
        Role.DOSE,
        r"\bmiss(?:ed|ing)?\b(?:\W+\w+){0,3}?\W+(?:doses?|tablets?|capsules?|injections?|pills?|patch(?:es)?|puffs?|infusions?|treatments?|appointments?|visits?|one|it|days?)\b",
        r"\bforg[eo]t(?:ten|s)?\b(?:\W+\w+){0,3}?\W+(?:take|use|inject|apply|inhale|doses?|tablets?|capsules?|pills?|injections?|patch(?:es)?|it)\b",
        r"\bif you skip\b",
        r"\b(?:doses?|injections?|infusions?|IUDs?|coil|implant|device|treatment|it|you) (?:is|are|was|were) overdue\b",
        r"\b(?:late|skipped|delayed) (?:dose|injection|tablet|capsule)s?\b",
        r"\b(?:dose|tablet|injection|capsule)s? (?:is|are|was|were|has been|have been) (?:late|missed|forgotten|delayed|skipped)\b",
        at_home=True,
    ),
    told_by(
        Role.SIDE_EFFECT,
        "the side effects",
        "List the serious ones first, then the common ones, and say what to do about each.",
        r"\bside[- ]effects?\b",
        r"\b(?:adverse|unwanted|undesirable) (?:effects?|reactions?|events?)\b",
    ),
    told_by(
        Role.STORAGE,
        "how to store it",
        "Say where and how to keep it, and to keep it out of the sight and reach of children.",
        r"\bstor(?:e|ing|age)\b(?! (?:clerk|shop|disease|disorder))",
        rf"\bstored\b(?! (?:in|by|within|inside)\b(?![^.!?\n]{{0,40}}(?:\b{KEPT_IN}\b|°)))",  # fat and calcium are stored in the body
        rf"\b(?:where|how) (?:do|should|can|must|shall|will) (?:I|we|you) keep "
        rf"(?:it|them|this|these|(?:the|my|your) (?:\w+ )?{KEPT})(?: safe(?:ly)?| at home)?\?",
        r"\breach of children\b|\baway from (?:\w+ ){0,3}children\b|\bout of reach\b",
        r"\b(?:fridge|refrigerat\w*|room temperature)\b",
        r"\bkeep\b[^.!?\n]{0,40}\b(?:pack|packet|box|bottle|container|carton|dry|cool)\b",
        at_home=True,
    ),
    must_say(
        "whom to call",
        "Say whom to call, for what and how soon: the clinic, a pharmacist, the emergency number.",
        Role.SIDE_EFFECT,
        rf"\b{REACH}(?:\W+\w+){{0,4}}?\W+{WHO}\b",
        rf"\b{WHO} (?:should|must) be (?:called|told|contacted|informed|notified|consulted)\b",
        r"\b(?:call|dial|ring|phone)(?: \w+)? (?:911|999|112|111|000|\+?\d[\d ]{5,})",
        r"\b(?:get|seek|need|go for)\b[^.!?\n]{0,30}\b(?:medical|emergency|urgent|professional|immediate)\b"
        r"[^.!?\n]{0,20}\b(?:help|attention|care|advice|treatment|assistance)\b",
        r"\b(?:go|get) (?:straight |at once |immediately )?to (?:\w+ ){0,3}(?:hospital|emergency|A&E|clinic|doctor)\b",
    ),
)
