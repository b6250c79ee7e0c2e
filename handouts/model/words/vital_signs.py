"""Signs of an emergency of breath, heart, brain and blood vessels (English), each with who says that it is one."""

from __future__ import annotations

import dataclasses

from handouts.model.phrases import Phrase, either, not_after, not_before, one_of, within


@dataclasses.dataclass(frozen=True, slots=True)
class Emergency:
    """An emergency: its plain name, the words that tell it, and the source that asks for help at once.

    ``told_with`` names another whose signs, told with an order, tell this one too. One that may wait for a call on the
    same day is put off only by a later visit, or by words that no call is needed; ``must_be_told`` is one that waits
    for a call, but not for none.
    """

    name: str
    source: str
    phrases: tuple[Phrase, ...]
    told_with: str = ""
    may_wait_until_evening: bool = False
    must_be_told: bool = False


FACE = one_of("face lip lips tongue throat mouth eyelids")
OF = one_of("of in around your the or and puffiness redness with a up inside whole entire upper lower")
BLUE = one_of("lips face skin tongue you baby child")
TURN = either("turn(?:s|ing)?", "go(?:es)?", "becomes?", "looks?")
BREATHE = either("breath(?:e|es|ing)?", "your breath")
HARD = either(
    one_of("trouble difficulty difficulties difficult problems struggle struggling hard unable"),
    "cannot",
    "can[’']?t",
    "not (?:being )?able",
)
SIDE = r"(?:on |of |down )?one (?:or both )?sides?"

ANAPHYLAXIS = Emergency(
    "a severe allergic reaction",
    "NHS, anaphylaxis: call 999",
    (
        Phrase(
            rf"\b{FACE} (?:got|went|grew|is getting|gets)(?: (?:so|very|too))? (?:big|huge|fat|thick)\b",
            "My tongue got so big.",
            "My face got red.",
        ),
        Phrase(r"\banaphyla(?:xis|ctic|ctoid)\b", "anaphylactic shock"),
        Phrase(r"\bangio-?o?edema\b", "angioedema"),
        Phrase(
            rf"\b(?:swell|swelling|swollen)(?: {either(OF, FACE)},?){{0,8}}? {FACE}\b",
            "swelling of the lips",
            "swollen ankles, a dry mouth",
        ),
        Phrase(
            rf"\b{FACE} (?:\w+ )?(?:swells?|swelled|swelling|(?:is|are|gets|get|becomes) (?:\w+ )?swollen)\b",
            "Your face swells.",
            "a dry mouth or swollen ankles",
        ),
        Phrase(r"\bpuffy (?:lips?|tongue|throat)\b", "puffy lips", "puffy ankles"),
        Phrase(r"\bfacial (?:swelling|o?edema)\b", "facial swelling"),
        Phrase(
            r"\btight(?:ness)? (?:(?:in|of) (?:your |the )?)?throat\b|\bthroat (?:\w+ ){0,5}?(?:tight|clos)\w*",
            "Your throat closes.",
        ),
        Phrase(
            r"\b(?:severe|serious|life-threatening) (?:(?:allergic|hypersensitivity) reactions?|allerg(?:y|ies))\b",
            "severe allergic reactions",
        ),
    ),
)
BREATHING = Emergency(
    "trouble breathing",
    "NHS, shortness of breath: call 999",
    (
        Phrase(
            rf"\b{HARD}(?: to)? (?:get|catch|draw)(?: (?:any|enough|my|your))? air\b",
            "not being able to get air",
            "get some fresh air",
        ),
        Phrase(
            rf"\b{HARD}(?: \w+){{0,2}}? (?:{BREATHE}|catch(?:ing)? (?:your|a|her|his|their) breath)\b",
            "trouble with your breathing",
        ),
        Phrase(r"\b(?:hardly|barely|scarcely) (?:able to )?breathe?\b", "could hardly breathe"),
        Phrase(r"\b(?:difficult|laboured|labored|noisy|shallow) breathing\b(?! in your sleep)", "laboured breathing"),
        Phrase(r"\bstop(?:s|ped|ping)? breathing\b", "stops breathing"),
        Phrase(r"\b(?:severe|sudden|bad) (?:wheez\w+|attack of asthma|asthma attack)", "severe wheezing", "wheezing"),
        Phrase(
            r"\bbreath(?:e|es|ing)\b(?: (?:that|which|is|becomes|gets|very|too|so))* (?:slow|shallow|difficult|stops)",
            "breathing gets very shallow",
        ),
        Phrase(
            r"\b(?:slow|slowed)(?:,| and| or)? (?:\w+,? )?breathing\b(?<!shallow breathing)(?<!noisy breathing)",
            "slow breathing",
        ),
        Phrase(r"\b(?:severe|sudden) (?:shortness of breath|breathlessness)\b", "sudden breathlessness"),
        Phrase(r"\b(?:gasp(?:s|ing)?|fight(?:ing)?) for (?:air|breath)\b|\bchok(?:es|ing)\b", "gasping for air"),
        Phrase(
            r"\b(?:shortness of breath|short of breath|breathless) (?:at rest|suddenly)\b", "short of breath at rest"
        ),
        Phrase(r"\bbreathing (?:problems?|difficult(?:y|ies)|trouble)\b", "breathing problems"),
        Phrase(
            rf"(?:^\W*|\b{BLUE}(?: (?:or|and) \w+)?(?: that| which)? ){TURN} (?:blue|bluish|gr[ea]y)\b",
            "Your lips turn blue.",
            "The tablet turns blue.",
        ),
        Phrase(
            r"\bblu(?:e|ish|eness)(?: colou?r)? (?:around|round|of|in) (?:the |your )?(?:lips|mouth|face)\b",
            "blue around the lips",
            "a blue ring around the cap",
        ),
        Phrase(r"\btoo (?:breathless|short of breath) to\b", "too breathless to talk"),
        Phrase(r"\b(?:blue|bluish|gr[ea]y) (?:or \w+ )?(?:lips|face|skin)\b", "bluish lips"),
        Phrase(r"\brespiratory (?:depression|arrest|failure)\b|\bbronchospasm\b", "respiratory depression"),
    ),
)
PRESSURE = one_of("pain tightness pressure heaviness heavy crushing squeezing band")
MIDDLE = "(?:your |the |middle of |centre of |center of )*"
RACING = r"(?:fast|racing|irregular|pounding|slow) (?:heart ?beat|heart|pulse)"
HEART = Emergency(
    "a heart attack",
    "NHS, chest pain: call 999",
    (
        Phrase(
            r"\b(?:elephant|heavy weight|a ton|tight band|vi[cs]e)(?: \w+)? (?:on|round|around) (?:my|your) chest\b",
            "an elephant on my chest",
            "a patch on your chest",
        ),
        Phrase(r"\bchest (?:pains?|tightness|pressure)\b", "chest pain", "a chest cold"),
        Phrase(
            rf"\b{PRESSURE}(?: \w+){{0,2}} (?:in|on|across|behind|round|around|over) {MIDDLE}(?:chest|breastbone)\b",
            "a pain in the chest",
        ),
        Phrase(r"\b(?:tight|crushing|squeezing)(?: \w+)? chest\b", "a tight chest"),
        Phrase(
            rf"\b(?:faint\w*|pass\w* out)\b{within(20)}\b{RACING}|\b{RACING}{within(15)}\b(?:faint\w*|pass\w* out)\b",
            "fainting with a very fast heartbeat",
            "a fast heartbeat",
        ),
        Phrase(r"\bheart attacks?\b|\bmyocardial infarctions?\b", "a heart attack", "attack of gout"),
        Phrase(r"\bcardiac arrest\b|\bheart stops\b", "cardiac arrest"),
        Phrase(r"\baortic (?:dissection|rupture)\b", "aortic dissection"),
    ),
)
LUNG_CLOT = Emergency(
    "a blood clot in the lungs",
    "NHS, pulmonary embolism: call 999",
    (
        Phrase(r"\bpulmonary embol(?:ism|isms|us|i)\b", "pulmonary embolism"),
        Phrase(r"\bclots? (?:in|on|to) (?:your |the )?lungs?\b", "a clot in the lung"),
    ),
)
SIGHT = one_of("vision sight eyesight")
SPEECH = one_of("speech words voice talk")
UNSLURRED = r"(?: (?!not\b|never\b|no\b)\w+)"
GOES = one_of("go goes going gone hang hangs feel feels fall falls turn turns become becomes is")
NO_STROKE = ("heat", "heat-", "sun", "butterfly", "swimming", "golf", "tennis", "brush", "pen", "key", "each", "every")
NO_ILLNESS = not_after(*NO_STROKE, "single", "to", "you", "they")
BY_HAND = (
    rf"(?! (?:with|from) (?:a|the|your) (?:\w+ )?{one_of('brush comb razor pen hand towel pad sponge stick oar')})"
)
STROKE = Emergency(
    "a stroke",
    "NHS, stroke: call 999",
    (
        Phrase(
            r"\b(?:mouth|smile) (?:went|goes|is|hangs|hung|looks) (?:crooked|lopsided|down)\b",
            "My mouth went crooked.",
            "a crooked tooth",
        ),
        Phrase(
            r"\bwords? (?:came|come|comes|coming) out (?:wrong|jumbled|mixed|slurred)\b",
            "My words came out wrong.",
        ),
        Phrase(
            rf"{NO_ILLNESS}\bstrokes?\b(?! (?:of|the|your|it|is hard)\b){BY_HAND}",
            "a stroke",
            "a stroke with the brush",
        ),
        Phrase(
            r"\b(?:face|mouth|smile)\b(?: (?:that|is|has))* (?:droop|drop|hang)|\bdroop\w* (?:face|mouth|smile)\b",
            "The face droops.",
        ),
        Phrase(rf"\b(?:slur(?:s|red|ring)?|garbled) (?:your |the )?{SPEECH}\b", "slurred speech", "a slurred line"),
        Phrase(
            rf"\b{SPEECH}\b{UNSLURRED}{{0,4}} (?:slur(?:s|red)?|garbled)\b",
            "speech that is suddenly slurred",
            "Speech is not slurred.",
        ),
        Phrase(
            rf"\b(?:arm|leg|limbs?|side|face)\b{within(20)}\b{GOES} (?:\w+ )?limp\b", "An arm goes limp.", "Legs limp."
        ),
        Phrase(
            rf"\bsudden(?:ly)? (?:\w+ )?(?:weak|numb)(?:ness)?\b{within(15)}\b(?:face|arm|leg)s?\b",
            "sudden numbness of the legs",
        ),
        Phrase(r"\bone-sided (?:weakness|numbness|paralysis)\b", "one-sided weakness"),
        Phrase(
            r"\bparaly[sz](?:ed|is)\b(?!.*\bone side)|\b(?:cannot|unable to) move (?:your|one|an) (?:arm|leg)s?\b",
            "paralysis",
        ),
        Phrase(
            rf"\b(?:weak(?:ness)?|numb(?:ness)?|paraly[sz]ed|paralysis)\b{within(30)}\b{SIDE}", "weakness on one side"
        ),
        Phrase(r"\b(?:face|arm|leg) (?:weakness|numbness)\b|\bweak arm\b(?! after)", "arm weakness"),
        Phrase(r"\bweakness (?:in|of) (?:your |the |one |an )*(?:face|arm)\b", "weakness in your arm"),
        Phrase(
            r"\b(?:one|an|your) arm (?:\w+ )?(?:weak|numb)|\blift (?:one|an|both|your) arms?\b", "One arm goes weak."
        ),
        Phrase(
            rf"\b(?:{HARD}(?: in| to)?|loss of) (?:speak(?:ing)?|speech|talk(?:ing)?)\b(?! about)",
            "sudden loss of speech",
        ),
        Phrase(
            rf"\bsudden(?:ly)? (?:(?:loss of|lost|losing|lose your) {SIGHT}|(?:go )?blind(?:ness)?)\b",
            "sudden loss of sight",
        ),
        Phrase(
            rf"\b(?<!sudden )los(?:s of|e|ing) (?:your )?{SIGHT} (?:suddenly|in one eye|all at once)\b",
            "losing your sight suddenly",
        ),
        Phrase(
            r"\b(?:sudden,? (?:very )?(?:severe|bad|violent)|worst|thunderclap) headache\b", "a sudden severe headache"
        ),
    ),
)
FIT = Emergency(
    "a fit (seizure)",
    "NHS, fits: call 999 for a first one",
    (
        Phrase(r"\b(?:seizures?|convulsions?)\b", "a seizure"),
        Phrase(
            r"(?:^|\ba |\bfirst |\bhave |\bhaving |\bor |\band |, )fits?(?= *(?:$|[,.;:(]|or\b|and\b|for the first))",
            "a fit",
            "The tablet fits badly, or it fits well.",
        ),
        Phrase(
            r"\b(?:jerking|shaking) (?:of (?:the|your) (?:whole )?body|(?:all over )?(?:that )?you cannot stop)",
            "shaking you cannot stop",
            "shaking hands",
        ),
    ),
)
LATE = ("(?: up)? early", "(?: up)? on time", "(?: up)? in the")
AWARENESS = Emergency(
    "loss of consciousness",
    "NHS, when to call 999",
    (
        Phrase(
            r"\b(?:could|can)(?:not|n[’']?t| not) be (?:woken|waked|roused|awoken)\b|\bwould not wake\b",
            "I could not be woken up.",
            "I woke up early.",
        ),
        Phrase(r"\bsudden(?:ly)? (?:\w+ )?confus(?:ed|ion)\b", "sudden confusion"),
        Phrase(r"\b(?:not respond(?:ing)?|stops? responding)\b(?! (?:to|well))", "not responding", "not respond to it"),
        Phrase(r"\bloss of consciousness\b|\blos(?:e|es|ing|t) consciousness\b", "loss of consciousness"),
        Phrase(r"\bunconscious(?:ness)?\b|\bunresponsive\b", "unconscious"),
        Phrase(
            r"\b(?:pass(?:es|ed|ing)? out(?! (?:of|more|water|urine))|blackouts?|black(?:s|ed|ing)? out)\b",
            "You pass out.",
        ),
        Phrase(
            rf"\b(?:{HARD}|hardly|nobody can)\b(?: \w+){{0,2}} (?:wake|woken?|rouse|roused)\b{not_before(*LATE)}",
            "You can hardly be woken.",
        ),
        Phrase(r"\b(?:a|in a|into a|or|and|,) coma\b|^coma\b", "a coma"),
        Phrase(
            r"\bcollaps(?:e|es|ed|ing)\b(?! (?:of|lungs?|cake|vial|box|veins?))",
            "a sudden collapse",
            "collapse of a jaw bone",
        ),
    ),
)
