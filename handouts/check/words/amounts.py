"""Error-prone units, amounts and signs as data for rule M04."""

from __future__ import annotations

from handouts.check.words.doses import NUMBER
from handouts.check.words.error_prone import AFTER_NUMBER, EVERY, ErrorProne, alone
from handouts.model.phrases import either, not_before, one_of
from handouts.model.units import GAP

A_COUNT = rf"(?:\d|½|\b(?i:one|two|three|half an?)){GAP}?"
UNITS = (
    ErrorProne(
        r"[µμ](?<![A-Za-z].)g",
        "“µ” is read as an m, a thousand times as much.",
        "Write “micrograms” (or “mcg”).",
        "Take 50 ⟦µg⟧ or 50 ⟦μg⟧ a day.",
        "A µgal is no weight.",
    ),
    ErrorProne(
        "ng",
        "“ng” is read as mg or as a medicine's name.",
        "Write “nanograms”.",
        "Take 5 ⟦ng⟧ a day.",
        "Your blood holds 5 ng/ml.",
        before=AFTER_NUMBER,
        after=r"(?![\w/])",
    ),
    ErrorProne(
        one_of("cc CC"),
        "“cc” is read as u, for units.",
        "Write “ml”.",
        "Take 5 ⟦cc⟧ and then 10⟦cc⟧.",
        before=AFTER_NUMBER,
    ),
    ErrorProne(
        "l",
        "The letter l is read as a 1.",
        "Write “litres”.",
        "Drink 2 ⟦l⟧ of water.",
        "Boire 2 l'eau.",
        before=AFTER_NUMBER,
        after=r"(?![\w'’])",
    ),
    ErrorProne(
        one_of("MM M K"),
        "“M” has meant a thousand and a million.",
        "Write “thousand” or “million” in full.",
        "Inject 5 ⟦M⟧ units or 5 ⟦MM⟧ IU.",
        "A 5 K run.",
        before=AFTER_NUMBER,
        after=rf"(?={GAP}(?:units?|IU)\b)",
    ),
    ErrorProne(
        "1/2",
        "“1/2” is read as 1 or 2.",
        "Write “half a”.",
        "Take ⟦1/2⟧ tablet, or ⟦1/2⟧ a patch.",
        "It is 1/2 past.",
        before=r"(?<![\w/.])",
        after=rf"(?={GAP}(?:an?{GAP})?(?:{one_of('tablet pill patch teaspoon tablespoon')}|of{GAP}a))",
    ),
    ErrorProne(
        "ss",
        "“ss” is read as 55.",
        "Write “half”, or “sliding scale”.",
        "Take ⟦ss⟧ with food, or 1 ⟦ss⟧ of it.",
        "The ss is a letter.",
        before=rf"(?:\b[Tt]ake{GAP}|\d{GAP})",
    ),
    ErrorProne(
        alone("ss"),
        "“ss” is read as 55.",
        "Write “half”, or “sliding scale”.",
        "The ⟦ss⟧ insulin comes first.",
        "The ss is a letter.",
        after=rf"(?={GAP}(?:tablets?|insulin)\b)",
    ),
    ErrorProne(
        one_of("tab tabs cap caps"),
        "“tab” and “cap” are no words for patients: a cap closes a bottle.",
        "Write “tablet” or “capsule”.",
        "Take 1 ⟦tab⟧ or 2 ⟦caps⟧ a day.",
        "Turn the 2 tab-like arms.",
        before=A_COUNT,
        after=r"(?![\w-])",
    ),
    ErrorProne(
        one_of("tsp tbsp tsps tbsps"),
        "“tsp” and “tbsp” are taken for each other, three times as much.",
        "Write the amount in ml.",
        "Take 2 ⟦tsp⟧ of it.",
        before=A_COUNT,
    ),
    ErrorProne(
        one_of("gtt gtts"),
        "“gtt” is no word for patients.",
        "Write “drops”.",
        "Put 2 ⟦gtt⟧ into the eye.",
        before=A_COUNT,
    ),
    ErrorProne(
        "mcg",
        "“mcg” is read as mg, a thousand times as much.",
        "Write “micrograms”.",
        "Take 50 ⟦mcg⟧ a day.",
        before=AFTER_NUMBER,
        spelling="uk",
    ),
)

# Where the sign is no arrow (->, <=>) and tells no chance (p < 0.05).
A_SIGN = rf"(?<![-=<>].)(?<!\bp.)(?<!\bp{GAP}.)"
A_NUMBER = rf"{GAP}?(?P<number>{NUMBER})"
A_WORD = r"\b[a-z][\w-]*"
ANY_NUMBER = r"(?<![\w.,])\d[\w.,]*"

SIGNS = (
    ErrorProne(
        either(f">{A_SIGN}=", f"≥{A_SIGN}=?") + A_NUMBER,
        "The sign is taken for its opposite.",
        "Write “{number} or more”.",
        "A rate ⟦≥3⟧ or ⟦>= 4⟧ is too much.",
        "The chance is p >= 0.05.",
        after="",
    ),
    ErrorProne(
        either(f"<{A_SIGN}=", f"≤{A_SIGN}=?") + A_NUMBER,
        "The sign is taken for its opposite.",
        "Write “{number} or less”.",
        "A rate ⟦≤3⟧ or ⟦<= 4⟧ is too little.",
        "The chance is p <= 0.05.",
        after="",
    ),
    ErrorProne(
        f">{A_SIGN}{A_NUMBER}",
        "“>” is taken for its opposite, or for a 7.",
        "Write “more than {number}”.",
        "For people ⟦> 40⟧ kg.",
        "It goes 4 -> 5.",
        after="",
    ),
    ErrorProne(
        f"<{A_SIGN}{A_NUMBER}",
        "“<” is taken for its opposite, or for a 4.",
        "Write “less than {number}”.",
        "For people ⟦<65⟧ years.",
        "See <5>, and p < 0.05.",
        after=r"(?!\d*>)",
    ),
    ErrorProne(
        "@",
        "“@” is read as a 2.",
        "Write “at”.",
        "Take it ⟦@⟧ 8 in the evening.",
        "Mail help@example.org or find @clinic.",
        before=r"(?<!\S)",
        after=rf"(?={GAP}?\d|\s)",
    ),
    ErrorProne(
        "&",
        "“&” is read as a 2.",
        "Write “and”.",
        "Take it in the morning ⟦&⟧ at night, 1 ⟦&⟧ then 2.",
        "Made by Johnson & Johnson.",
        before=f"{either(A_WORD, ANY_NUMBER)}{GAP}+",
        after=f"(?={GAP}+(?:[a-z]|\\d))",
    ),
    ErrorProne(
        "°",
        "“°” is read as a zero.",
        "Write “hours”.",
        "Take it every 4⟦°⟧.",
        "Keep it below 25 °C. Turn it every 90° turn.",
        before=rf"(?:{EVERY}|\bevery{GAP}){GAP}?\d+{GAP}?",
        after=not_before(f"{GAP}?[CF]", f"{GAP}angle", f"{GAP}turn"),
    ),
)

MASS = "(?:mg|mcg|g)"
DOSED = one_of(
    "U unit units IU mg g mcg µg μg microgram micrograms milligram milligrams gram grams mmol mEq mL ml",
    "milliliter milliliters millilitre millilitres tablet tablets capsule capsules puff puffs drop drops dose doses",
    "times cup cups glasses",
)
RATED = one_of(
    "day d hour hours hr h week wk month night dose min minute kg m2 m² mL ml tablet capsule puff spray actuation"
)
PER = f"{GAP}?/{GAP}?(?:{NUMBER}{GAP}?)?{RATED}"
NO_FLOW = f"(?!m[lL]{GAP}?/{GAP}?min)"  # ml/min tells how well kidneys work

SLASHES = (
    ErrorProne(
        f"{DOSED}(?:{PER}){{1,2}}",
        "“/” is read as a 1.",
        "Write “{per}”.",
        "Take 2 ⟦mg/kg/day⟧ of 125 ⟦mg/5 ml⟧.",
        "Your kidneys clear 30 mL/min.",
        before=f"(?<![A-Za-z/]){NO_FLOW}",
        after=r"(?![\w/])",
    ),
    ErrorProne(
        "(?:days|nights|hours|weeks)/(?:day|week|month|year)",
        "“/” is read as a 1.",
        "Write “{per}”.",
        "Use it on 12 or more ⟦days/month⟧.",
        "A day/night cycle.",
        before=r"\b",
        after=r"(?![\w/])",
    ),
    ErrorProne(
        rf"(?<!\d){NUMBER}{GAP}?{MASS}{GAP}?/{GAP}?{NUMBER}{GAP}?{MASS}",
        "“/” is read as a 1.",
        "Write “and” between the two.",
        "One tablet holds ⟦500 mg/125 mg⟧.",
        before=r"(?<![\w.,/])",
        after=r"(?![\w/])",
    ),
)
