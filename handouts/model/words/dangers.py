"""How a text tells what can kill or maim, what is forbidden, and how it tells that this does not (English).

The one table for both the box on page 1 and rule S06: `handouts.model.gravity` reads it.
"""

from __future__ import annotations

from handouts.model.phrases import Phrase, either, not_after, one_of, within

CAUSE = either(
    "caus(?:e|es|ed|ing)",
    f"{one_of('lead leads led leading')} to",
    f"{one_of('end ends ended ending')} in",
    f"{one_of('result results resulted resulting')} in",
)
PERSON = either(
    one_of("you people patients someone somebody users child children baby babies women men"),
    "a person",
)
BABY = either(
    "unborn",
    "(?:developing|growing) (?:baby|babies|child|fo?etus|embryo)",
    "(?:human )?fo?etus",
    "(?:human )?embryos?",
    "baby in (?:the|your)",
    "(?:baby|child) in (?:the|your) (?:womb|belly|tummy|body)",
    "(?:baby|child) (?:you (?:are )?carry|you are expecting|inside you|before (?:it is )?b)",
)
HARMFUL = one_of("harmful toxic poisonous unsafe")
HURT = "(?:damag|injur|kill|hurt|affect|poison|deform|endanger|stunt)(?:e|es|s|ed|ing)?"
HARM = one_of("harm damage injury toxicity danger risk risks defects deformities abnormalities malformed")

UNBORN = (
    Phrase(r"\bbirth (?:defects?|abnormalit(?:y|ies))\b", "It is linked to birth defects."),
    Phrase(r"\b(?:malformations?|teratogen(?:ic|icity)?)\b", "It is teratogenic."),
    Phrase(
        rf"\b(?:harm(?:s|ed|ing)?|{HARMFUL})(?: (?:to|for|in))?(?: an?| the| your| any)? {BABY}",
        "It may harm your unborn baby.",
        "It may harm your baby teeth.",
    ),
    Phrase(
        rf"\b{HURT} (?:an?|the|your|any) {BABY}",
        "It damages the fetus.",
        "It affects your baby teeth.",
    ),
    Phrase(rf"\b{HARM} (?:to|for|of|in) (?:(?:an?|the|your|any) )?{BABY}", "It is a risk to the embryo."),
    Phrase(r"\b(?:embryo|fo?eto)-?toxic", "It is embryotoxic."),
    Phrase(r"\b(?:deformed|malformed) (?:babies|baby|children|child|limbs)\b", "It has led to deformed limbs."),
    Phrase(r"\bcongenital (?:anomal|defect|abnormal)", "It can cause congenital defects."),
    Phrase(r"\b(?:babies|baby|child|children)(?: \w+){0,7} born with\b", "Babies have been born with no arms."),
    Phrase(r"\b(?:lose|losing|loss of) (?:the|a|your) (?:pregnancy|baby)\b", "You may lose the baby."),
    Phrase(r"\bfo?etal (?:harm|damage|toxicity|death)\b", "It is known for fetal toxicity."),
    Phrase(r"\bcontraindicated (?:in|during) pregnancy\b", "It is contraindicated in pregnancy."),
    Phrase(r"\b(?:loss|death)s? of (?:an|the|your) unborn\b", "The loss of an unborn baby has been seen."),
    Phrase(
        rf"\b(?:{CAUSE}|risk of)(?: \w+){{0,2}} (?:miscarriages?|stillbirths?)\b",
        "It raises the risk of miscarriage.",
        "Tell us about any miscarriage.",
    ),
    Phrase(r"\bwomen (?:\w+ ){0,4}(?:miscarry|miscarried)\b", "Women on it have miscarried."),
)
BOXED = (
    Phrase(r"\b(?:black[- ])?box(?:ed)? warning\b", "It has a boxed warning."),
    Phrase(r"\bblack[- ]box\b", "The label has a black box."),
    Phrase(r"\brems\b", "It is given under a REMS."),
)
# Words after which others are told of than the people before them.
OTHERS = one_of(
    "whose until till before after when if unless family mother father parent partner hair cells skin not never rarely"
)
NOT_OTHERS = rf"(?!{OTHERS}\b)"
NOT_AWAY = "(?! (?:down|away|out|back|off))"
MAY = one_of("can could may might will would")
NOT_OLD = "(?! (?:of|from) (?:old age|the disease|the illness))"
LASTING = one_of("permanent permanently irreversible lasting lifelong")
LOSS = one_of("damage disability blindness deafness injury harm damaged disabled blind deaf loss")
DEADLY = (
    Phrase(r"\b(?:fatal|deadly|lethal)\b", "An overdose can be fatal.", "There were no fatalities."),
    Phrase(r"\blife[- ]threatening\b", "Bleeding can be life-threatening."),
    Phrase(
        rf"\b{CAUSE}\b(?: \w+,?){{0,12}} deaths?\b", "It can lead to liver failure, coma or even death.", "It lasts."
    ),
    Phrase(r"\bdeaths? (?:has|have|was|were) (?:been )?\w+", "Deaths have been reported."),
    Phrase(
        r"\b(?:rais|increas|high|great)\w*(?: \w+){0,5} (?:deaths?|dying|mortality)\b",
        "It raises the risk of dying.",
        "It lowers the risk of dying.",
    ),
    Phrase(
        rf"\b{PERSON}(?: {NOT_OTHERS}\w+){{0,7}} died\b{NOT_AWAY}",
        "Some patients over 40 died.",
        "A person whose son died.",
    ),
    Phrase(
        rf"\b{PERSON}(?: {NOT_OTHERS}\w+){{0,6}} (?:(?:did|have|has)(?: not|n[’']t) survived?|passed away)\b",
        "Two children did not survive it.",
        "The worms did not survive.",
    ),
    Phrase(r"\b(?:reports?|cases?) of (?:\w+ )?deaths?\b", "There are reports of deaths."),
    Phrase(r"\bfatalities\b", "Fatalities were seen.", "It has a fatality rate."),
    Phrase(
        rf"\b{PERSON}(?: {NOT_OTHERS}(?!{MAY}\b)\w+){{0,4}} die\b{NOT_OLD}", "Each year people die of it.", "Die-hard."
    ),
    Phrase(
        rf"{not_after('cells', 'germs', 'bacteria', 'hairs', 'plants')}\b{MAY}(?: even| also)? die\b",
        "You could even die.",
        "The germs may die.",
    ),
    Phrase(
        rf"\bkill(?:s|ed|ing)? (?:(?:an?|some|several|many|two|three|young|small|\d+) )*{PERSON}\b",
        "It has killed two children.",
        "It kills lice in children.",
    ),
    Phrase(
        rf"\b(?:can|could|may|might)(?: even| also)? kill\b(?! {PERSON})", "Ten tablets can kill.", "It kills weeds."
    ),
    Phrase(r"\bcosts?(?: \w+){0,4} (?:life|lives)\b", "It can cost you your life.", "It costs a lot."),
    Phrase(r"\b(?:los[et]|tak(?:es?|en)) (?:\w+ )?(?:your|their|his|her) (?:life|lives)\b", "It can take your life."),
    Phrase(r"\bstops? (?:your|the|their|a child[’']s) (?:breathing|heart)\b", "It can stop your breathing."),
    Phrase(
        rf"\b{LASTING}\b(?: \w+){{0,2}} {LOSS}\b", "It can cause permanent liver damage.", "It has a lasting taste."
    ),
    Phrase(
        rf"\b(?:{CAUSE}|risk of|(?:increas|rais)\w*|more)\b(?: \w+,?){{0,6}} suicid", "It raises the risk of suicide."
    ),
)
GRAVE = (*UNBORN, *BOXED, *DEADLY)

TAKE = one_of("take use start restart inject give swallow have receive inhale apply drink insert combine")
TAKEN = one_of("taken used started restarted injected given swallowed received inhaled applied combined prescribed")
MUST_NOT = either(
    r"(?:must|should|shall) ?(?:not|never)(?: to)?",
    "(?:must|should)n[’']t",
    "(?:is|are) not (?:allowed )?to",
)
MAY_NOT = either(MUST_NOT, "can(?:not|[’']t| not| never)", "may (?:not|never)")
DO_NOT = either("do not", "don[’']t", "never")
NEVER = either(DO_NOT, MUST_NOT)
# Where an order begins: "Symptoms do not stop" gives none.
ORDER = r"(?:\A|[.:;(–—]\s{0,9}|\b(?:please|then|so|still|no|yes|otherwise)\b,?\s{1,9})[^\w\n]{0,9}"
CLAUSE = r"(?:,\s*|\b(?:and|or|but)\s+)"
CONDITION = one_of("if when unless while whilst during pregnant pregnancy breastfeed breastfeeding")
GROUP = one_of("people patients women men children babies infants adults anyone anybody those everyone")
EXCLUDED = one_of(
    "use children babies infants people patients anyone women men adults those under human injection pregnant"
)
USE = one_of("take use receive inject swallow inhale apply wear")
NOT_OBJECT = r"(?!(?:in|part|care|time|notice|note|off|up|place)\b)"
CAN_NOT = "(?:can(?:not|[’']t| not| never)|may (?:not|never))"
CANNOT = not_after("if you", "when you", "because you", "why you") + CAN_NOT
NOT_WHO = not_after("who", "that", "if they", "if you", "when they") + r"\b"
OF_YOURS = r"(?:(?:if|when|while|whilst|unless) (?:you|your)\b|pregnan|breastfeed|during\b)"
SUITABLE = one_of("suitable recommended safe advised appropriate advisable indicated")
MEANT = either("meant", "intended", "made", "right", "an option", "(?:a )?medicine", "the (?:right|best) \\w+")
RULED_OUT = not_after("be", "been", "was", "were", "have", "has", "had") + "ruled out"
CONTRAINDICATED = (
    Phrase(r"\bcontraindicat(?:ed|ions?)\b", "It is contraindicated in gout."),
    Phrase(rf"\b{NEVER} {TAKE}\b{within(90, '.!?;')}?\b{CONDITION}\b", "Do not take it if you have gout."),
    Phrase(
        rf"\byou {CANNOT} (?:{USE} {NOT_OBJECT}\w+|have (?:it|this)|be on it){within(90, '.!?;')}?\b{OF_YOURS}",
        "You cannot take it if you have a stone.",
        "You cannot take part if you are ill.",
    ),
    Phrase(
        rf"\b{GROUP}\b{within(80, '.!?;')}?{NOT_WHO}{CAN_NOT} (?:{USE} {NOT_OBJECT}\w+|have (?:it|this)\b)",
        "People with gout cannot use it.",
        "People who cannot use it may ask.",
    ),
    Phrase(
        rf"\b(?:(?:is|are) (?:not|no)|(?:is|are)n[’']t) (?:{MEANT} )?for (?:(?!\w+ use\b)\w+ )?{EXCLUDED}(?! only)\b",
        "It is not for people who have gout.",
        "It is not for sale.",
    ),
    Phrase(
        r"\b(?:not|n[’']t) (?:right |the right \w+ )?for you (?:if|when|while|during)\b", "It is not for you if ill."
    ),
    Phrase(r"\bunsafe (?:for|in|if|when|with|during)\b", "It is unsafe in gout."),
    Phrase(rf"\bdangerous (?:for|in|to) (?:\w+ )?(?:{GROUP}|pregnan)", "It is dangerous for children."),
    Phrase(rf"\bdo(?:es)?(?: not|n[’']t) suit (?:\w+ )?{GROUP}\b", "It does not suit people with gout."),
    Phrase(
        r"\b(?:it|this|use|medicine|drug|treatment) (?:is|are) not (?:allowed|permitted)\b(?! to)",
        "It is not allowed in gout.",
    ),
    Phrase(r"\b(?:must|have to|has to|should) (?:do|go) without (?:it|this|these)\b", "Mothers must do without it."),
    Phrase(rf"\b{MAY_NOT} be {TAKEN}\b", "It should not be used by anyone with gout.", "It should not be a worry."),
    Phrase(
        rf"\b(?:(?:is|are) (?:not|never)|(?:is|are)n[’']t) (?:\w+ )?{SUITABLE}\b",
        "It is not suitable for heavy drinkers.",
        "It is not known how it works.",
    ),
    Phrase(r"\bunsuitable\b", "It is unsuitable for babies."),
    Phrase(
        rf"{ORDER}not (?:for {EXCLUDED}|(?:in|during|if|with|suitable|recommended)\b|to be {TAKEN})",
        "Not for children below 8.",
        "Not for the first time.",
    ),
    Phrase(
        rf"{ORDER}avoid(?: (?:it|use|using|taking)(?: \w+)?)?,? (?:in|during|if|with|as|because|unless)\b",
        "Avoid in kidney disease.",
        "Avoid sunlight.",
    ),
    Phrase(rf"\b{GROUP}\b{within(80, '.!?;')}?\b{MUST_NOT} {TAKE}\b", "People with gout should not take it."),
    Phrase(
        rf"\b(?:forbidden|prohibited|{RULED_OUT}|banned|barred|off[- ]limits|(?:not an option|out of the question))\b",
        "Its use in children is forbidden.",
    ),
    Phrase(
        r"\b(?:(?:steer|keep|stay) clear of|(?:stay|keep) (?:off|away from)) (?:it|these|this)\b",
        "Steer clear of it if you have gout.",
        "Steer it clear of the eye.",
    ),
    Phrase(
        rf"\b(?:nobody|no one)\b{within(60, '.!?;')}?\b(?:may|should|must|can) (?:be (?:treated|{TAKEN})|{TAKE})\b",
        "Nobody under 12 may take it.",
    ),
    Phrase(r"\b(?:(?:must|should) be|(?:is|are) to be|best) avoided\b", "It must be avoided in gout."),
    Phrase(
        r"\bleave (?:it|this|these)(?: \w+)? alone\b", "Leave it alone when pregnant.", "Leave it out when it is late."
    ),
    Phrase(r"\b(?:only adults|adults only)\b", "Only adults may use it."),
    Phrase(
        r"\b(?:must|should) avoid (?:it|this|using|taking)\b", "Mothers must avoid it.", "You should avoid sunlight."
    ),
    Phrase(rf"\b(?:reasons?|when|who is|who are|better) not to {TAKE}\b", "Gout is a reason not to take it."),
)
# A heading that leads in what forbids the medicine; most are found by the rows above.
LEADING = (
    Phrase(rf"^\W*(?:when|by whom)\b(?: \w+){{1,3}} not be {TAKEN}\b", "When should it not be used?"),
    Phrase(rf"^\W*(?:who|when)\b(?: \w+)? {MAY_NOT}\b", "Who should not take it", "Who can and cannot take it"),
    Phrase(r"^\W*(?:\d[\d.]* )?contraindications?\b", "4.3 Contraindications"),
    Phrase(rf"^\W*(?:when|who|reasons?|why) not to {TAKE}\b", "When not to use it"),
    Phrase(rf"^\W*(?:you )?{either(DO_NOT, MAY_NOT)} {TAKE}\b", "Do not use these drops"),
    Phrase(r"^\W*(?:black[- ])?box(?:ed)? warnings?\b", "Boxed warning"),
)
TOO_MUCH = (
    Phrase(
        rf"\b{NEVER} {TAKE}\b(?: \w+){{0,4}} (?:more|longer|higher|larger)\b", "Do not take more than 8 tablets a day."
    ),
    Phrase(rf"\b{NEVER} exceed\b", "Do not exceed the dose."),
    Phrase(
        rf"\b{NEVER}\b(?! need){within(60, '.!?;')}?\b(?:double|(?:two|2|both|extra) doses?|twice the|make up)\b",
        "Do not take a double dose.",
        "You don't need a double dose.",
    ),
    Phrase(
        rf"\b(?:too much|overdos\w+)\b{within(60, '.!?;')}\b(?:dangerous|harm(?!l)|damage|serious|coma|poison)",
        "Too much of it can damage the liver.",
        "Too much of it is harmless.",
    ),
)
WITHDRAWN = (
    Phrase(r"\b(?:was|were|is|are|been|being) (?:\w+ )?withdrawn\b", "The old inhaler was withdrawn in May."),
    Phrase(
        r"\b(?:taken|pulled|removed) from (?:the market|sale|the shelves|use|circulation)\b",
        "This batch has been taken from the shelves.",
        "It is taken from the heat.",
    ),
    Phrase(r"\b(?:been|was|were|is|are) recalled\b|\brecall of\b", "Lot 12 has been recalled.", "Can you recall it?"),
    Phrase(r"\boff (?:the market|sale)\b", "It is off the market.", "It is off the heat."),
    Phrase(r"\bno longer (?:licensed|approved|recommended|safe)\b", "It is no longer licensed."),
)
# Orders that forbid nothing dangerous, or tell what is so.
MILD = one_of(
    "worry hesitate panic forget need expect feel be been had seen store freeze refrigerate keep throw flush dispose",
    "chill know",
)
ACT = either(
    TAKE,
    one_of("stop drive crush chew split break open mix share double skip wait breastfeed eat lie smoke handle touch"),
    one_of("change donate exceed attempt try increase reduce lower raise refill reuse"),
    "(?:get|become) pregnant",
)
DONE = one_of("crushed chewed split broken opened mixed shared swallowed doubled reused refilled frozen dissolved")
NOT_OWN = r"(?!have (?:an?|your|enough|symptoms|side)\b)"
BANNED = (
    Phrase(rf"{ORDER}{DO_NOT}\s+(?!{MILD}\b)\w+", "Do not drive in the first week.", "Do not worry about it."),
    Phrase(rf"{CLAUSE}{DO_NOT} {ACT}\b", "If you are dizzy, do not drive.", "Kidneys fail and do not clear it."),
    Phrase(r"\b(?:must (?:not|never)|mustn[’']t)\b", "You must not get pregnant."),
    Phrase(rf"\b(?:you|{GROUP}) may not {NOT_OWN}{ACT}\b", "You may not drive.", "You may not have a period."),
    Phrase(r"\b(?:under no circumstances|on no account|at no time)\b", "On no account share it."),
    Phrase(rf"{ORDER}(?:refrain|abstain) from\b", "Refrain from alcohol."),
    Phrase(rf"\b(?:should (?:not|never)|shouldn[’']t) {ACT}\b", "You should not drive.", "It should not hurt."),
    Phrase(rf"\b(?:should|can|may) ?(?:not|never) be {DONE}\b", "The tablet should not be crushed."),
)
