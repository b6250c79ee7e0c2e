"""How a text tells that only a clinician gives a medicine, or that patients take it themselves (English)."""

from __future__ import annotations

from handouts.model.pattern import Pattern
from handouts.model.phrases import Phrase, either, not_after, not_before, one_of, within
from handouts.model.words.people import GIVER

PUTS_IN = either("inserts?", "implants?", "infuses?", "injects?")
GIVEN_THING = one_of("coil IUD implant device injection infusion drip dose")
GIVES = f"(?:fit|place|give)s? {either('it', 'you (?:it|the|each|every|this)', f'the {GIVEN_THING}')}"
GIVEN_BY = either(one_of("inserted fitted placed implanted infused injected given put"), "put in")
IS_GIVEN = rf"{not_after('may', 'might', 'could')}\b(?:is|are|be)(?: \w+)? {GIVEN_BY}"
WHERE = either(
    GIVER,
    one_of("clinic hospital surgery ward theatre outpatients office"),
    "(?:infusion|day) (?:unit|cent(?:er|re)|ward)",
    "health cent(?:er|re)",
)
VEIN = either(one_of("drip drips cannula intravenous intravenously"), r"infusions?(?! (?:set|pump)s?\b)", "veins?")
ARTICLE = either("an?", "the", "your", "our")
TREATMENT = one_of("injection injections infusion infusions drip drips shot shots implant dose doses it treatment")
FIRST = not_before(r" (?:your |the )?(?:first|starting|test|initial|next)\b")
YOU_HAVE = rf"you (?:will )?(?:have|get|receive){FIRST} "
AT_PLACE = rf"(?:in|at|from|on) (?:{ARTICLE} )?(?:[\w’'-]+ ){{0,2}}?{WHERE}"
GIVEN = (
    Phrase(
        rf"\b(?:once|twice|every|each|daily)\b{within(30)}\b(?:through|by|via|into) (?:{ARTICLE} )?{VEIN}\b",
        "Once a day through the drip.",
        "Once a day with water.",
    ),
    Phrase(r"\ban? \w+(?:ologist|iatrist|etist) (?:injects|gives|puts|places)\b", "A neurologist injects it."),
    Phrase(
        rf"\b{GIVER}\b(?: \w+)? {either(PUTS_IN, GIVES)}\b",
        "A nurse will give you the injection.",
        "A nurse gives advice.",
    ),
    Phrase(
        rf"\bwe(?: will)? (?:give|inject|infuse|place|fit)(?: you)? (?:it|{ARTICLE} {GIVEN_THING})\b",
        "We give you the infusion.",
        "We give you a card.",
    ),
    Phrase(
        rf"\b{IS_GIVEN}\b{within(60)}\b(?:by|in|at|on) (?:{ARTICLE} )?(?:[\w’'-]+ ){{0,3}}?{WHERE}\b",
        "It is given in hospital by a nurse.",
        "It is given in the morning.",
    ),
    Phrase(
        rf"\b{IS_GIVEN}(?: slowly)? (?:by|as|through|via|into|in) (?:{ARTICLE} )?(?:\w+ )?{VEIN}\b",
        "It is given by drip over 30 minutes.",
        "You may be given a drip.",
    ),
    Phrase(
        rf"\b{YOU_HAVE}(?:{ARTICLE} |every |each )?(?:\w+ )?{TREATMENT}\b{within(40)}\b{AT_PLACE}\b",
        "You have the injection at the clinic.",
        "You have your first injection at the clinic.",
    ),
    Phrase(
        rf"\b{TREATMENT} (?:takes place|happens|is done) (?:in|at|on) {ARTICLE} (?:\w+ )?{WHERE}\b",
        "The treatment takes place in the day hospital.",
        "It happens in the kidneys.",
    ),
    Phrase(
        rf"\b(?:goes|runs|drips) (?:slowly |straight )?(?:into|through) {ARTICLE} (?:{VEIN}|womb|spine)\b",
        "It goes into your vein.",
        "It goes into your blood.",
    ),
    Phrase(
        rf"\b{one_of('coil IUD IUS implant device')} (?:is|will be|has to be) {GIVEN_BY}\b(?! (?:by|in|at|on)\b)",
        "The coil is fitted during a period.",
        "The coil is made of copper.",
    ),
)
# What a nurse or a pharmacist gives, and what a traveller swallows at home.
VACCINE = Pattern(r"(?i)\b(?:vaccines?|vaccinations?|jabs?)\b")
BY_MOUTH = Pattern(r"(?i)\b(?:oral|mouth|capsules?|sachets?|tablets?)\b")
# A form or route in the front matter that no patient uses alone.
GIVEN_FORM = (
    Phrase(r"\binfusion\b(?! pump)|\bdrip\b", "solution for infusion", "infusion pump"),
    Phrase(r"\bintraven|\binto a vein\b", "into a vein"),
    Phrase(r"\bintra(?:thecal|vitreal|uterine|articular)|\bimplant\b", "intrathecal"),
)
BEGINS = r"(?:^|[.:;,]\s+|\b(?:you|to|can|may|and) )"
TAKES = one_of("take swallow inject apply chew inhale")
ITS_DOSE = either(one_of("it them one two half your this the once twice every each"), r"\d")
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
# Said anywhere, they tell of a patient's own hands even where the rest speaks of a drip.
AT_HOME = (Phrase(r"\b(?:at home|yourself|self-inject\w*|carer|caregiver)\b", "Inject yourself."),)
