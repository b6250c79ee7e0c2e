"""Claims that no medicine can keep (English), as data for rule S33; over folded text.

Each row has a sentence that makes the claim and one that sounds like it and does not.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from handouts.check.medicine.folding import over_folded
from handouts.model.phrases import either, not_after

if TYPE_CHECKING:
    from handouts.model.pattern import Pattern


@dataclasses.dataclass(frozen=True, slots=True)
class Claim:
    """A claim, by its pattern; ``made`` makes it, ``unmade`` does not."""

    pattern: Pattern
    made: str
    unmade: str


HARM = either(
    "bleed(?:ing)?(?: problems)?|harm|side effects?|damage|addiction|addicted|addictive|dependence",
    "birth defects?|death|infections?|allerg(?:y|ies|ic reactions?)|accidents?|diabetes|cancer|fits|depression",
    "overdoses?|hypos?|constipation|clots?|strokes?|heart attacks?|liver trouble|liver damage|trouble|hooked",
    "dangerous|serious|deadly|fatal",
)
ORGAN = "(?:heart|liver|kidneys?|baby|lungs?|brain|blood|fertility|mood|bones?|eyes?|skin|body)"
DENIALS = either(
    "not|no medicine|no treatment|no drug|nothing|nobody can|no one can|no-one can|cannot (?:promise|say)|if",
    "whether|so that|so it|make sure|some people|many people|most people|few|you may have|hardly|rarely",
    "does not mean|until|in case|unlikely|should|no",
)
DENIED = over_folded(rf"\b{DENIALS}(?:[ ,]+(?!but|and|or|never)[\w'-]+){{0,7}} ?$")

CANNOT = either("cannot|ca not|can never|never|could never|will never|is unable to|are unable to")
CAUSE = either("causes?|leads? to|brings? on|results? in|produces?|gives? you|do|does|become|get|develop")
DOES_HARM = either(rf"{CAUSE}\b[^.;]{{0,30}}?\b{HARM}\b", r"harms?\b", r"hurts?\b", r"damages?\b")
NOBODY = either("nobody|no one|no-one")
TELLS = either("tell|say|knows?|predict|promise|foresee|sure")
HAS = either("has|have|can|could|will|ever|gets?|becomes?|suffers?")
HARMED = either(
    "bled|bleeds?|died|dies?|accidents?|addicted|harmed|hurt|side effects?|allergic|dependent|overdosed?|damaged?",
    "hooked|liver trouble|kidney trouble",
)
NEVER_IS = either(
    "(?:is|are) (?:impossible|unheard of|out of the question)",
    "never (?:happens?|occurs?|develops?)",
)
NO = either("no|zero|without(?: the slightest| any)?|free (?:of|from)(?: all| any)?")
FOR_ANYONE = either("whatever|whatsoever|at all|for anyone|for mother|for you")
RISK_FREE = either(
    r"(?:is|are)(?: \w+ly)? risk[ -]free",
    r"(?:carries|poses?|has) (?:absolutely )?no (?:risks?|side effects|dangers?)\b",
    "without (?:any|the slightest) (?:risk|danger|worry|side effects?)",
)
WORKS = either("works?|helps?|is effective|is safe|are safe")
EVERYONE = either("everyone|everybody|all (?:patients|people)|every patient")
NEVER_FAILS = either(
    "suits (?:everyone|everybody|every patient)",
    "(?:is|are) unknown with this",
    "harmless in any (?:amount|dose)",
    f"{WORKS} (?:for|in) {EVERYONE}",
    "always (?:works|cures|helps)",
    "never fails|(?:is|are) guaranteed|guarantees|cures everyone",
    "100 ?(?:%|percent) (?:safe|effective)",
)
COMPLAINT = either("side effects?|problems|symptoms|harm|damage")
GOES = either("vanish(?:es)?|disappears?|go away|goes away|pass(?:es)?|settles?|reversible|stops?")
NATURAL = either("natural|herbal|from a plant|plant-based|from nature")
SO_SAFE = either(
    r"(?:cannot|can't) (?:\w+ ){0,3}harm",
    r"(?:so|therefore)\b[^.;]{0,25}?\b(?:safe|harmless|no side effects|no risk)",
)
WHOLLY = either("completely|totally|perfectly|entirely|absolutely|wholly|fully")
AT_ALL = either("at all|whatever|whatsoever")
NO_EFFECT = either(
    rf"\bno effect (?:whatever |whatsoever |at all )?on (?:the |your |a )?(?:\w+ )?{ORGAN} {AT_ALL}",
    rf"\bno effect (?:whatever|whatsoever|at all) on (?:the |your )?{ORGAN}\b",
)

OTHERS = either(
    "(?:all|any|every|most)(?: of)?(?: your| the)?(?: other)? (?:medicines?|drugs|tablets|painkillers|remed(?:y|ies))",
    "(?:anything|everything|whatever)(?: else)?(?: you (?:like|want|take))?|(?:all|any|every) antibiotics?",
)
SAFE = r"(?:is|are|it's) (?:(?!not|never)\w+ )?(?:safe|fine|compatible|harmless)"
GOES_WITH = either(
    rf"{SAFE} (?:to (?:take|use|combine|mix) )?(?:together )?with {OTHERS}",
    rf"(?:safe|fine) to (?:[\w ]{{0,20}} )?take {OTHERS}",
    rf"(?:can|may) (?:safely )?be (?:taken|used|combined|mixed)(?: safely)?(?: together| freely)? with {OTHERS}",
    rf"(?:goes|mixes|combines) (?:well |safely )?with {OTHERS}",
    "(?:does|do|will) not (?:interact|clash|interfere) with (?:other|any|anything)",
    "has no (?:known |important )?(?:interactions|clashes)(?! with)",
)
NO_TOO_MUCH = either(
    "(?:you|nobody|no one|one) (?:cannot|ca not|can|can never) (?:possibly )?(?:take too (?:much|many)|overdose)",
    "(?:an )?overdose (?:is|are) (?:impossible|harmless|not (?:possible|dangerous|harmful))",
    "(?:it|too much|too many|more of it) (?:is|are) never (?:harmful|dangerous|too much)",
)
NOT_PERHAPS = not_after("may", "might", "should", "can", "could")
NO_HARM = either(
    "(?:has|with|they have|tablets have|capsules have) no (?:harmful|unwanted|bad|ill|adverse) effects",
    rf"{NOT_PERHAPS}never (?:causes?|brings?|gives?)(?: \w+)? (?:problems|trouble|side effects|harm)",
    r"(?:nothing|no harm) can (?:go wrong|happen to you)|nothing can happen\b",
    "never (?:hurt|harmed|killed) (?:anybody|anyone)",
    "(?:much|far|a lot) safer than (?:injections|warfarin|other|tablets|insulin)",
)

CLAIMS = (
    Claim(
        over_folded(rf"\b{GOES_WITH}"),
        "It is safe with all other medicines.",
        "It is not safe with all other medicines.",
    ),
    Claim(
        over_folded(rf"\b{NO_TOO_MUCH}\b"),
        "As it is a natural hormone, you cannot take too much.",
        "If you take too much, call us.",
    ),
    Claim(
        over_folded(rf"\b{NO_HARM}"),
        "It has no harmful effects.",
        "It has no effect on pain.",
    ),
    Claim(
        over_folded(rf"{not_after('may', 'might', 'should')}\b{CANNOT}(?: ever| possibly)? {DOES_HARM}"),
        "Unlike others, it never causes serious bleeding.",
        "Never take it if it has caused serious bleeding.",
    ),
    Claim(
        over_folded(
            rf"\b{HARM}\b[^.;]{{0,25}}?\b(?:cannot|can never|could never) (?:be caused|happen|occur|come from)"
        ),
        "Diabetes cannot be caused by it.",
        "Harm cannot always be seen.",
    ),
    Claim(
        over_folded(rf"\b{NOBODY}(?!(?: \w+){{0,2}} {TELLS})(?: \w+){{0,4}}? {HAS}\b[^.;]{{0,40}}?\b{HARMED}\b"),
        "Nobody has ever bled from it.",
        "Nobody can tell who will have side effects.",
    ),
    Claim(
        over_folded(rf"\b{HARM}\b[^.;]{{0,30}}?\b{NEVER_IS}"),
        "Serious bleeding is impossible with this dose.",
        "Bleeding is possible with any dose.",
    ),
    Claim(
        over_folded(rf"\b{NO} (?:risks?|dangers?|side effects?)(?: of \w+(?: \w+)?)? {FOR_ANYONE}\b"),
        "It has no risk whatever for mother or baby.",
        "Some people have no side effects at all.",
    ),
    Claim(
        over_folded(rf"\b{RISK_FREE}"),
        "You can take it without any risk of infection.",
        "It is not risk-free.",
    ),
    Claim(
        over_folded(rf"\b{NEVER_FAILS}"),
        "It works for everyone.",
        "It does not work for everyone.",
    ),
    Claim(
        over_folded(rf"\b{COMPLAINT}\b(?:(?!\bnot\b)[^.;]){{0,25}}?\b(?:always|all|completely) {GOES}\b"),
        "All side effects always vanish when you stop.",
        "Side effects do not always go away.",
    ),
    Claim(
        over_folded(rf"\b{NATURAL}\b(?![^.;]*\b(?:not|does) )[^.;]{{0,50}}?\b{SO_SAFE}"),
        "Because it comes from a plant it cannot do any harm: it is from a plant and so it is safe.",
        "Natural does not mean safe.",
    ),
    Claim(
        over_folded(rf"\b{WHOLLY} (?:safe|harmless)\b(?! (?:to|place|storage))"),
        "At low doses it is completely safe for the liver.",
        "No medicine is completely safe.",
    ),
    Claim(
        over_folded(NO_EFFECT),
        "It has no effect on the heart at all.",
        "It has little effect on the heart.",
    ),
)
