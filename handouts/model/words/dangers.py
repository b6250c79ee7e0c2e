"""How a text tells what can kill or maim, and how it tells that this does not (English), as data for rule S06."""

from __future__ import annotations

from handouts.model.phrases import Phrase, either, one_of

CAUSE = either(
    "caus(?:e|es|ed|ing)",
    f"{one_of('lead leads led leading')} to",
    f"{one_of('result results resulted resulting')} in",
)
PERSON = either(
    one_of("you people patients someone somebody users child children baby babies women men"),
    "a person",
)
BABY = either("unborn", "developing (?:baby|child)", "fo?etus")

UNBORN = (
    Phrase(r"\bbirth (?:defects?|abnormalit(?:y|ies))\b", "It is linked to birth defects."),
    Phrase(r"\b(?:malformations?|teratogen(?:ic|icity)?)\b", "It is teratogenic."),
    Phrase(
        rf"\bharm(?:s|ful|ed|ing)?\b(?: to)?(?: an?| the| your)? {either(BABY, 'developing fo?etus', 'baby in')}",
        "It may harm your unborn baby.",
        "It may harm your baby teeth.",
    ),
    Phrase(rf"\b(?:damage|injure|kill|hurt)s? (?:an?|the|your) {BABY}\b", "It damages the fetus."),
    Phrase(r"\bfo?etal (?:harm|damage|toxicity|death)\b", "It is known for fetal toxicity."),
    Phrase(r"\bcontraindicated (?:in|during) pregnancy\b", "It is contraindicated in pregnancy."),
    Phrase(r"\b(?:loss|death)s? of (?:an|the|your) unborn\b", "The loss of an unborn baby has been seen."),
    Phrase(
        rf"\b(?:{CAUSE}|risk of)(?: \w+){{0,2}} (?:miscarriages?|stillbirths?)\b",
        "It raises the risk of miscarriage.",
        "Tell us about any miscarriage.",
    ),
)
BOXED = (
    Phrase(r"\b(?:black[- ])?box(?:ed)? warning\b", "It has a boxed warning."),
    Phrase(r"\bblack[- ]box\b", "The label has a black box."),
    Phrase(r"\bREMS\b", "It is given under a REMS."),
)
DEADLY = (
    Phrase(r"\b(?:fatal|deadly|lethal)\b", "An overdose can be fatal."),
    Phrase(r"\blife[- ]threatening\b", "Bleeding can be life-threatening."),
    Phrase(rf"\b{CAUSE}\b(?: \w+,?){{0,6}} (?:death|deaths)\b", "It can lead to death.", "It can lead to a rash."),
    Phrase(r"\bdeaths? (?:has|have) (?:been reported|occurred|happened)\b", "Deaths have been reported."),
    Phrase(rf"\b{PERSON} (?:can|could|may|might|have|has)(?: even| also)? died?\b", "You could even die."),
    Phrase(rf"\bkills? (?:an? )?{PERSON}\b", "It kills people.", "It kills germs."),
)
GRAVE = (*UNBORN, *BOXED, *DEADLY)

# No danger of the medicine: denied, warded off, of cells or germs, or the emergency it is not made for.
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
HARMLESS_BEFORE = (
    Phrase(
        rf"(?:\b(?:not|never|no|without|rarely|unlikely)|n[’']t)(?:[^\w:;]+{DENIED})*[^\w:;]*$",
        "Studies have not shown a higher risk of ",
        "It is not cheap and can be ",
    ),
    Phrase(
        rf"\b(?:prevent|reduc|lower|avoid|protect)\w*(?:\W+{WARDED_OFF})*\W*$",
        "It lowers the risk of a heart attack or ",
        "It lowers your pressure and can be ",
    ),
)
CELLS = r"(?:cells?|bacteria\w*|germs?|tissue|tumou?rs?|cancer|virus\w*|fung\w*|parasites?)"
HARMLESS_AFTER = (
    Phrase(r"\s*(?:emergenc|illness|disease|condition)", " emergency"),
    Phrase(rf"\s+of (?:\w+ ){{0,2}}{CELLS}\b", " of the cancer cells", " of a child"),
)
NOT_OF_PEOPLE = (Phrase(rf"\b{CELLS} deaths?$", "tissue death", "a sudden death"),)
