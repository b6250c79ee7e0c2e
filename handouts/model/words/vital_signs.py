"""Signs of an emergency of breath, heart, brain and blood vessels (English), each with who says that it is one."""

from __future__ import annotations

import dataclasses

from handouts.model.phrases import Phrase, either, one_of, within


@dataclasses.dataclass(frozen=True, slots=True)
class Emergency:
    """An emergency: its plain name, the words that tell it, and the source that asks for help at once.

    ``told_with`` names another whose signs, told with an order, tell this one too. One that may wait for a call on the
    same day is put off only by a later visit, or by words that no call is needed.
    """

    name: str
    source: str
    phrases: tuple[Phrase, ...]
    told_with: str = ""
    may_wait_until_evening: bool = False


FACE = one_of("face lip lips tongue throat mouth eyelids")
OF = one_of("of in around your the or and puffiness redness with a up inside")
BREATHE = either("breath(?:e|es|ing)?", "your breath")
HARD = either(
    one_of("trouble difficulty difficulties difficult problems struggle struggling hard unable"), "cannot", "can[’']?t"
)
SIDE = r"(?:on |of |down )?one (?:or both )?sides?"

ANAPHYLAXIS = Emergency(
    "a severe allergic reaction",
    "NHS, anaphylaxis: call 999",
    (
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
        Phrase(r"\bfacial (?:swelling|o?edema)\b", "facial swelling"),
        Phrase(
            r"\btight(?:ness)? (?:in (?:your |the )?)?throat\b|\bthroat (?:\w+ ){0,5}?(?:tight|clos)\w*",
            "Your throat closes.",
        ),
        Phrase(
            r"\b(?:severe|serious|life-threatening) (?:allergic|hypersensitivity) reactions?\b",
            "severe allergic reactions",
        ),
    ),
)
BREATHING = Emergency(
    "trouble breathing",
    "NHS, shortness of breath: call 999",
    (
        Phrase(
            rf"\b{HARD}(?: \w+){{0,2}}? (?:{BREATHE}|catch(?:ing)? your breath)\b",
            "trouble with your breathing",
        ),
        Phrase(r"\b(?:hardly|barely|scarcely) (?:able to )?breathe?\b", "could hardly breathe"),
        Phrase(r"\b(?:difficult|laboured|labored|noisy|shallow|stopped) breathing\b", "laboured breathing"),
        Phrase(
            r"\bbreath(?:e|es|ing)\b(?: (?:that )?(?:is|becomes|gets|very|too|so))* (?:slow|shallow|difficult|stops)",
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
        Phrase(r"\bturn(?:s|ing)? blue\b", "turning blue"),
        Phrase(r"\btoo (?:breathless|short of breath) to\b", "too breathless to talk"),
        Phrase(r"\b(?:blue|bluish|gr[ea]y) (?:or \w+ )?(?:lips|face|skin)\b", "bluish lips"),
        Phrase(r"\brespiratory (?:depression|arrest|failure)\b|\bbronchospasm\b", "respiratory depression"),
    ),
)
PRESSURE = one_of("pain tightness pressure heaviness heavy")
HEART = Emergency(
    "a heart attack",
    "NHS, chest pain: call 999",
    (
        Phrase(r"\bchest (?:pains?|tightness|pressure)\b", "chest pain", "a chest cold"),
        Phrase(
            rf"\b{PRESSURE}(?: \w+){{0,2}} (?:in|on|across|behind) (?:your |the )?(?:chest|breastbone)\b",
            "a pain in the chest",
        ),
        Phrase(r"\b(?:tight|crushing|squeezing)(?: \w+)? chest\b", "a tight chest"),
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
STROKE = Emergency(
    "a stroke",
    "NHS, stroke: call 999",
    (
        Phrase(r"(?<!heat )(?<!heat-)\bstrokes?\b(?! (?:of|the)\b)", "a stroke", "heat stroke"),
        Phrase(
            r"\b(?:face|mouth|smile)\b(?: (?:that|is|has))* (?:droop|drop|hang)|\bdroop\w* (?:face|mouth|smile)\b",
            "The face droops.",
        ),
        Phrase(r"\bslurred speech\b|\bspeech (?:that )?(?:is|becomes|gets) slurred\b", "slurred speech"),
        Phrase(
            rf"\b(?:weak(?:ness)?|numb(?:ness)?|paraly[sz]ed|paralysis)\b{within(30)}\b{SIDE}", "weakness on one side"
        ),
        Phrase(r"\b(?:face|arm|leg) (?:weakness|numbness)\b|\bweak arm\b", "arm weakness"),
        Phrase(r"\bweakness (?:in|of) (?:your |the |one |an )*(?:face|arm)\b", "weakness in your arm"),
        Phrase(
            r"\b(?:one|an|your) arm (?:\w+ )?(?:weak|numb)|\blift (?:one|an|both|your) arms?\b", "One arm goes weak."
        ),
        Phrase(
            rf"\b(?:{HARD}(?: in)?|loss of) (?:speak(?:ing)?|speech|talk(?:ing)?)\b",
            "sudden loss of speech",
        ),
        Phrase(
            rf"\bsudden(?:ly)? (?:loss of|lost|losing|lose your) {SIGHT}\b",
            "sudden loss of sight",
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
            r"(?:^|\ba |\bhave |\bhaving |\bor |\band |, )fits?(?= *(?:$|[,.;:(]|or\b|and\b|for the first))",
            "a fit",
            "The tablet fits badly, or it fits well.",
        ),
    ),
)
AWARENESS = Emergency(
    "loss of consciousness",
    "NHS, when to call 999",
    (
        Phrase(r"\bloss of consciousness\b|\blos(?:e|es|ing|t) consciousness\b", "loss of consciousness"),
        Phrase(r"\bunconscious(?:ness)?\b|\bunresponsive\b", "unconscious"),
        Phrase(
            r"\b(?:pass(?:es|ed|ing)? out(?! (?:of|more|water|urine))|blackouts?|black(?:s|ed)? out)\b",
            "You pass out.",
        ),
        Phrase(
            rf"\b(?:{HARD}|hardly|nobody can)\b(?: \w+){{0,2}} (?:wake|woken?|rouse|roused)\b",
            "You can hardly be woken.",
        ),
        Phrase(r"\b(?:a|in a|into a|or|and|,) coma\b|^coma\b", "a coma"),
        Phrase(r"\bcollaps(?:e|es|ed|ing)\b(?! (?:of|lung))", "a sudden collapse", "collapse of a jaw bone"),
    ),
)
