"""How a text tells that a danger word is no danger of the medicine, and what makes it one after all (English).

It is denied, warded off, treated by it, of cells or germs, or the emergency the medicine is not made for.
"""

from __future__ import annotations

from handouts.model.phrases import Phrase, either, not_after, one_of, within

DENIED = one_of(
    "been be to a an any the is are known show shows showed shown find found seen point suggest thought usually likely",
    "cause causes have has had evidence signal sign of in for with associated related linked drug medicine",
    "increase increased rise more higher greater raised raise raises risk risks rate rates number chance",
    "report reports major serious severe",
)
WARDED_OFF = one_of(
    "the your their a risk risks chance chances rate number of from against such these",
    "heart attack attacks stroke strokes and or further early serious severe",
)
AIMS = one_of("treat prevent help ease relieve lower fight stop control reduce cure save avoid")
USED = one_of("used given taken prescribed approved indicated meant works helps")
TREATS = either(
    rf"{USED} (?:\w+ ){{0,2}}?(?:to {AIMS}|for|against)",
    "(?:treat|prevent|fight|relieve|cure|eas)(?:s|es|ed|ing|e|ment of)?",
    rf"{USED} (?:\w+ ){{0,2}}?(?:to|in|for) (?:\w+ )?{one_of('people patients adults children those')} with",
    "protect(?:s|ed|ing)?(?: \\w+)? (?:against|from)",
)
TURN = one_of(
    "can may could might but if when unless is are has have it they too cause causes caused lead leads led result gives"
)
DENYING = (
    Phrase(
        rf"(?:\b(?:not|never|no|none|without|rarely|unlikely)|n[’']t)(?:[^\w:;]+{DENIED})*[^\w:;]*$",
        "Studies have not shown a higher risk of ",
        "It is not cheap and can be ",
    ),
    Phrase(r"\b(?:when|where|if|because) (?:\w+ ){1,4}(?:is|are) $", "It is tried when lithium is "),
    Phrase(
        r"\b(?:when|where|if|because|whom) (?:other|another|those|such) (?:\w+ ){1,2}$",
        "It is tried when other medicines ",
    ),
)
CELLS = r"(?:cells?|bacteria\w*|germs?|tissue|tumou?rs?|cancer|virus\w*|fung\w*|parasites?)"
GERMS = one_of(
    "cells bacteria germs viruses parasites worms mites lice yeasts insects pests weeds fleas ticks nits eggs larvae",
    "fungi moulds molds mosquitoes threadworms roundworms tapeworms hookworms bugs microbes pathogens spores",
)
GERM = either(GERMS, one_of("mite louse worm insect flea tick yeast mould bacterium tumour tumor tumours tumors"))
OTHER_TISSUE = "(?:batter(?:y|ies)|cells?|plants?|leaves|hairs?|nerves?|teeth|skin)"
WARDING_OFF = (
    Phrase(r"\b(?:fewer|less)(?: \w+){0,3} $", "In the trial fewer ", "It is lessening "),
    Phrase(
        rf"\b{either(GERM, OTHER_TISSUE)}(?: (?:and|or)(?: \w+){{1,2}})? $",
        "The mites and their eggs ",
        "Mites on people ",
    ),
    Phrase(
        rf"\b(?:reduc|lower|avoid|cut)\w*(?:\W+{WARDED_OFF})*\W*$",
        "It lowers the risk of a heart attack or ",
        "It lowers your pressure and can be ",
    ),
    Phrase(
        rf"\b{TREATS}\b(?: (?!{TURN}\b)[\w-]+(?:(?<=severe),|(?<=serious),|,(?= an? ))?){{0,9}} ?$",
        "It is used to treat severe, ",
        "Used for pain, ",
    ),
    Phrase(
        rf"\b{TREATS}\b(?: (?!{TURN}\b)[\w-]+){{1,9}},? (?:which|that) {TURN}(?: \w+){{0,4}}\s*$",
        "It is used to treat clots, which can be ",
        "It has side effects, which can be ",
    ),
    Phrase(
        rf"\b{one_of('tell ask inform')} (?:us|your|the|a|doctor)\b{within(80, '.!?;')}\bif\b.*$",
        "Tell us if you had a ",
        "Tell us at once about a ",
    ),
)
OF_BLOOD = (
    Phrase(
        rf"\b{one_of('blood fluid needle syringe plunger sample consent urine')}\b(?: \w+){{0,3}} $", "The needle is "
    ),
)
OF_CELLS = rf"(?!{one_of('people patients with in someone those who')}\b)\w+ "
# What may follow the germs, and leaves them the last word.
BEINGS = one_of("people patients children pets cats dogs fish bees you us")
AND_THEIRS = rf"(?= (?:and|or) (?!(?:\w+ ){{0,2}}{BEINGS}\b))"
THEN = one_of("but because so while when as within on by at inside of in that")
AND_SO_ON = rf"(?:(?! \w)|{AND_THEIRS}|(?= {THEN}\b))"
MANY = one_of("many most some the these all head body cancer blood your their adult young live")
AFTER = (
    Phrase(r"\s*(?:emergenc|illness|disease|condition)", " emergency"),
    Phrase(
        rf"\s+(?:of|to|for) (?:{OF_CELLS}){{0,2}}(?!{GERM}\b){CELLS}\b(?! \w)",
        " of the cancer tissue",
        " to people with cancer",
    ),
    Phrase(
        rf"\s+(?:of|to|for) (?:{OF_CELLS}){{0,2}}{GERM}\b{AND_SO_ON}",
        " to mites and their eggs",
        " to mites and to cats",
    ),
    Phrase(rf"^\s+(?:{MANY} ){{0,2}}(?:{GERMS}|the tumou?rs?)\b", " many germs", " fatal tumours"),
    Phrase(r"^\s+(?:error|bug|crash)\b(?! (?:of|in) (?:the )?dos)", " error in the app", " error in the dose"),
)
OUT_OF = (
    Phrase(r"\s+with (?:a|the) (?:syringe|needle|pipette)\b", " with a syringe"),
    Phrase(r"\s+(?:into|from (?:the|your) (?:arm|vein|vial|skin|body|finger))\b", " into the syringe"),
)
NOT_OF_PEOPLE = (Phrase(rf"\b{CELLS} deaths?$", "tissue death", "a sudden death"),)

# Of whom “their death” speaks: the sentence before names germs, and nobody else.
THEIR_DEATH = (Phrase(r"\btheir (?:own )?deaths?\b", "This leads to their death.", "This leads to death."),)
NAMES_GERMS = (Phrase(rf"\b(?:{GERM}|{CELLS})\b", "It damages the germs' DNA."),)
NAMES_PEOPLE = (
    Phrase(rf"\b{BEINGS}\b", "It damages the patients' DNA."),
    Phrase(
        rf"\b{one_of('women men baby babies newborns users those adults anyone mothers infants unborn girls boys')}\b",
        "It damages the babies' DNA.",
    ),
    Phrase(
        rf"{not_after('in', 'of', 'on', 'from', 'inside')}\byour (?!{GERM}|{CELLS})\w",
        "It damages your heart.",
        "It damages germs in your gut.",
    ),
)

# What makes a deadly thing in a text about the illness one of the medicine.
ACTORS = (
    Phrase(
        rf"\b{one_of('drug drugs tablet tablets capsule capsules drops inhaler dose doses')}\b|\bmedicines?\b",
        "This medicine can be fatal.",
    ),
    Phrase(r"\b(?:overdos\w*|too (?:much|many)|(?:large|high|small)(?:er)? (?:amount|dose)s?)\b", "Too much can kill."),
    Phrase(
        rf"\b{one_of('taking using mixing combining combined stopping alcohol swallowing together')}\b",
        "Mixing it can kill.",
    ),
    Phrase(
        r"\b(?:side effects?|reactions?|allerg\w+|bleeding|poison\w*|toxi\w+|withdrawal|rash(?:es)?)\b",
        "A reaction can be fatal.",
    ),
    Phrase(r"\b(?:ha(?:s|ve) (?:\w+ )?died|reported|occurred)\b", "People have died."),
    Phrase(
        r"\b(?:some|several|a few|\d+|two|three) (?:people|patients|users|children)\b(?! (?:with|without)\b)",
        "Some patients over 40 died.",
        "People died of the plague.",
    ),
    Phrase(
        rf"\b(?:in|to) (?:\w+ )?{one_of('children child babies baby infants overweight elderly')}\b",
        "Fatal in children.",
    ),
)
PRONOUNS = (Phrase(r"\b(?:it|this|that|these|they)\b", "It can kill."),)
IS_ILLNESS = (
    Phrase(
        rf"\b(?:is|are|means)\b{within(60, '.!?;')}\b(?:illness|infections?|disease|condition|disorder|cancer)",
        "Tetanus is an infection of the nerves.",
    ),
    Phrase(r"\b(?:happens?|develops?|occurs?) (?:when|after|if)\b", "Sepsis happens when germs spread."),
)
# A danger of what was named before, and an illness that nobody treats.
RELATIVE = (
    Phrase(r"\b(?:which|that)(?: (?:can|could|may|might|is|are))?(?: \w+){0,3}\s*$", "It acts on venom that could "),
)
UNTREATED = (
    Phrase(r"\bwithout\b", "Without insulin, diabetes is fatal."),
    Phrase(r"\buntreated\b", "Untreated, diabetes is fatal."),
    Phrase(r"\bnot treated\b", "If it is not treated, diabetes is fatal."),
)
# Where a new clause begins, of which a danger before it does not tell.
HELPS = one_of("keeps lowers prevents protects treats helps stops fights cures reduces guards kills")
CLAUSE_END = (
    Phrase("[;:–—]", "It kills: rest."),
    Phrase(r",? but\b(?! (?:can|may|could|might)\b)", "It kills, but"),
    Phrase(
        r",? (?:which is why|that is why|therefore|hence|for this reason)\b|, so\b| so (?:you|we|your)\b",
        "It kills, so",
    ),
    Phrase(r" (?:before|until|till) (?:it|they|this)\b", "It killed many before it was found."),
    Phrase(rf",? and (?:(?:this|the|your) )?\w+ {HELPS}\b", "It kills, and this vaccine prevents it."),
)
