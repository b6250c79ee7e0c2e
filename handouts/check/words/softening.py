"""How a sentence softens what is forbidden, or what has to be done, into a wish (English), for S33; folded text."""

from __future__ import annotations

from handouts.check.medicine.folding import over_folded
from handouts.model.phrases import either

GOOD = either(
    "best|better|preferable|wiser?|sensible|advisable|recommended|helpful|useful|nice|a good idea|good|desirable"
)
WISH = "(?:want|wish|like|prefer|choose|care)"
SOFT_WORDS = either(
    "(?:please )?try(?: hard)?(?: not)? to(?: avoid| limit)?|try and (?:avoid|limit)|aim (?:to avoid|not to)",
    "ideally,?(?! none)(?: do not| avoid| never)?|preferably(?: not)?",
    r"(?:if|where|wherever|when|whenever) (?:at all |it is )?(?:possible|convenient|practical)",
    r"if you can(?: help it| manage)?\b(?! (?:get|become|have|still|be))",
    "as (?:far|much|little) as (?:possible|you can)",
    rf"(?:it is|it's|is|are|would be) (?:\w+ )?{GOOD}(?: for you)?(?: not to| to avoid| to| that| if you(?: do not)?)",
    "(?:best|better) (?:not|left|limited|kept)(?! to ask)",
    "we (?:would )?(?:rather|prefer|suggest|like you)|(?:would|we) suggest",
    "(?:is|are) not (?:encouraged|ideal|a good idea|the best)|(?:is|are) not (?:advised|advisable|recommended),? but",
    r"(?:go easy|cut down) on|kept? to a minimum|in moderation",
    r"not (?:[\w ]{1,20} )?too often|only (?:occasionally|now and then)",
    f"(?:may|might)(?: also)? {WISH} to|some people (?:prefer|choose|like)",
    "(?:is|are) encouraged to|(?:should|may|could|might) consider|(?:is|are) a good idea",
)
SOFT = over_folded(rf"\b{SOFT_WORDS}")
FIRM = over_folded(
    r"\b(?:must|never|do not|cannot|dangerous|fatal|kill\w*|deadly|forbidden|serious\w*|damage\w*|poison\w*)\b"
)
CLAUSES = over_folded(r"[;:]|\. | - ")

FORBIDDING = either(
    r"must not|(?:do|should) not (?:\w+ )?(?:take|use|start|have|be given|breast\w*|become|get)|never|not suitable",
    "cannot (?:take|have|use)|not be (?:used|taken|given|prescribed)|contraindicated|not recommended",
    "not for (?:you|people)",
    r"avoid\w*|not advised|not (?:take|use|breast\w*)|forbidden|stop(?:ped)? (?:taking|breast\w*)|may not|not allowed",
    "birth defects?|harms? (?:a|an|your|the) (?:unborn|baby)|against",
)
FORBIDS = over_folded(rf"\b{FORBIDDING}\b")
TELLING = either(
    r"tell|inform\w*|let (?:your|us)|caution\w*|careful\w*|monitor\w*|discuss\w*|talk|speak|ask|consult\w*",
    r"adjust\w*",
    "outweighs?|weigh(?:ed)?|not (?:yet )?known|mention|notify|dose may|lower dose|check with|at some point|if needed",
)
TELLS = over_folded(rf"\b{TELLING}\b")
