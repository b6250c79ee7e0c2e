"""How a text says that an order is none: it is somebody else's, only a time, or no call is needed (English)."""

from __future__ import annotations

from handouts.model.phrases import Phrase, either, not_before, one_of
from handouts.model.words.orders import CALL, TEAM

REASON = one_of("need reason cause hurry point call grounds occasion use")
FIRST = either(one_of("next first can then"), f"(?:{either('have', 'need', 'are told', 'are asked')} to)")
THEIRS = either(one_of("will may can"), "had to", "(?:were|are) (?:told|asked) to")
SUBJECTS = (r"if\b", r"when\b", r"for\b", r"unless\b")
SELDOM = one_of("not never rarely seldom")

# Before an order, with no word between: somebody else does it, or it is no order but a time.
UNTOLD = (
    Phrase(
        rf"\b(?:if|when|whenever|until|before|after|unless|while|once|where) (?:you|we)(?: {FIRST})?",
        "until you call us",
    ),
    Phrase(
        rf"\b{one_of('patients people nurses doctors users some many most others who they we')}(?: {THEIRS})?",
        "They may call us.",
    ),
    Phrase(
        rf"\b(?:{TEAM}|it) (?:will|may|might|can|would)(?: (?:tell|ask|want|send|advise) you(?: to)?)?\b",
        "Your nurse will call you from the clinic.",
    ),
)
# Before an order, with few words between them: it is none. “Do not wait, call us” has another word between them.
DENIED = (
    Phrase(r"\b(?:do|does|did|would|should|will|must|may|can) ?(?:not|n[’']t)\b", "You should not need to call us."),
    Phrase(r"\b(?:don|doesn|didn|won|shouldn|wouldn|needn)[’']t\b", "You needn’t call us."),
    Phrase(r"\bneeds? not\b", "You need not call us."),
    Phrase(r"\b(?:is|are|was|were)(?: not\b|n[’']t\b)|^\W*not\b", "These are not a reason to call us."),
    Phrase(
        rf"\b(?:no|(?:any|little|scarcely a) (?:\w+ )?{REASON}|no (?:\w+ )?{REASON})\b",
        "No need to call us:",
        "If there are any, call us.",
    ),
    Phrase(
        r"\b(?:nobody|no[- ]one|hardly (?:anybody|anyone)|no (?:patient|person|user))\b(?: (?:should|must|will))?",
        "Nobody has to go to hospital for:",
        "Some bodies need it.",
    ),
    Phrase(
        r"\b(?:none|neither|nothing|hardly any|few)(?: of(?: (?:these|those|them|this|the \w+))?)?\b",
        "None of these needs emergency help:",
    ),
    Phrase(r"\b(?:wrong|pointless|needless|too (?:early|soon))\b", "It is too early to call us:"),
    Phrase(r"\b(?:rarely|seldom|never|hardly ever|unlikely|unnecessary)\b", "These rarely need medical care."),
    Phrase(r"\b(?:instead of|rather than|before|until|unless|without)\b", "Try this before you need medical care."),
)
BETWEEN = (
    one_of("usually normally generally often always ever ordinarily need needs have has having to require mean you"),
    one_of("a an any the reason reasons cause for most all people patients of medical be also even yet that it matter"),
    one_of("necessary immediate urgent worth is are asked told expected advised here"),
)
# Behind the first words of an order, or within it: it is none.
DENIED_WITHIN = (
    Phrase(
        r"^\w+ (?:no|little|hardly any|neither)\b(?! more\b)", "need no emergency help", "need some help, not a doctor"
    ),
    Phrase(
        rf"^(?: {not_before(*SUBJECTS)}[\w&]+){{0,5}} (?:is|are) {SELDOM}(?: \w+)? (?:need|necess|requir)",
        " is not needed for",
        " if it is not needed",
    ),
)
# Behind an order: it is about a risk, before any sign of it.
OF_A_RISK = (
    Phrase(
        r"^(?: [\w’']+){0,4} about (?:your|the) (?:(?:own|specific|personal|individual) )?risks?\b",
        " your doctor about your risk of clots",
        " your doctor about your rash",
    ),
)
ASIDE = r", (?:as a rule|as such|usually|normally|in general|generally|for most people|however),"
WAITING = (
    rf"(?<!can )(?<!may )(?<!^)\b(?:wait|waiting|delay|put it off)\b(?:(?! but\b| to {CALL}\b)[^.,;:!?–—]){{0,40}}"
)
