"""How a sentence says that a medicine does not do a harm, or hardly ever (English), for rule S33; over folded text."""

from __future__ import annotations

from handouts.check.medicine.folding import over_folded
from handouts.model.phrases import either

SUBJECT = r"(?:[\w')]+,?) "  # “Do not get …” is an order
DO_NOT = either("(?:does|do|did|will|would|can|could|ca|wo) not", "cannot", "never", "no longer")
DOES = either(
    "cause|causes|lead to|leads to|bring|brings|bring on|give|gives|make|makes|produce|result in|have|get|gets|become",
    "develop|raise|raises|increase|increases|affect|affects|suffer|carry|carries|come with|be|trigger|touch|form|see",
    "put you at|bear|pose|poses|harm|hurt|damage|weaken|impair|injure|poison|attack|cost|strain|mean|lower",
)
NO_DANGER = either(
    "(?:no|zero|hardly any|almost no|virtually no) (?:[a-z]+ )?(?:risk|danger|chance|fear|possibility|harm)s?",
    "without (?:any |the )?(?:risk|danger|fear)s?",
    "(?:free|safe) (?:of|from)|(?:need not|do not|never|not have to|no need to) (?:worry|fret) about",
    "(?:takes away|removes|rules out|does away with) (?:any|all|the) (?:risk|danger|harm)s?",
    "(?:protects|protect|safeguards) you (?:from|against)",
)
BETWEEN = r"(?: (?!if\b|when\b|until\b|but\b|not\b|enough\b|only\b)[\w'/-]+){0,5} ?$"
DENIED_BEFORE = over_folded(rf"{SUBJECT}{DO_NOT}(?: ever| possibly| itself)? {DOES}\b{BETWEEN}")
DIRECTLY = over_folded(rf"{SUBJECT}{DO_NOT}(?: ever| possibly)? ?$")
NO_DANGER_BEFORE = over_folded(rf"\b{NO_DANGER}(?: of| from| to| for)?{BETWEEN}")
IMPOSSIBLE = either(
    "(?:is|are) (?:almost |virtually )?(?:impossible|unheard of|unknown|out of the question|not possible)",
    "(?:is|are) not a (?:risk|problem|worry|concern|danger)",
    "(?:is|are) (?:no|nothing) (?:risk|problem|worry|danger|to (?:worry|fret))",
    "(?:cannot|can never|never|does not|do not|will not) (?:happens?|occurs?|arise|develop|be a problem)",
    "(?:cannot|can never|could not|will not) be (?:caused|harmed|damaged|hurt|affected|injured)",
)
IMPOSSIBLE_AFTER = over_folded(rf"^[^.,;:]{{0,40}}?\b{IMPOSSIBLE}\b")
VERY = "(?:very|extremely|exceedingly|vanishingly|exceptionally|incredibly|so)"
SELDOM = either(
    f"(?:is|are|remains?) (?:{VERY} )?unlikely",
    f"(?:is|are|remains?) {VERY} (?:rare|uncommon|small|low|slight)",
    f"(?:happens?|occurs?|arises?) (?:{VERY} rarely|hardly ever|almost never)",
    "(?:hardly|scarcely) ever (?:happens?|occurs?|arises?)|almost never (?:happens?|occurs?)",
)
SELDOM_AFTER = over_folded(rf"^[^.;:]{{0,40}}?\b{SELDOM}\b")
SELDOM_WORDS = either(
    f"{VERY} rarely|{VERY} rare|{VERY} unlikely|hardly ever|almost never|scarcely ever",
    f"{VERY} (?:small|low|slight) (?:risk|chance|danger)",
)
SELDOM_BEFORE = over_folded(rf"\b{SELDOM_WORDS}\b[^.;:]{{0,60}}$")
CONDITION = over_folded(
    r"\b(?:if|unless|so that|make sure|to prevent|whether|until|even when|even if|in case|does not mean|as long as)\b"
)
