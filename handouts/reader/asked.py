"""Headings in everyday words and as questions: the end of the table of `handouts.reader.roles`, in its form.

Only what can mean nothing else stands here: by the role of its heading a text finds its chapter on paper.
"""

from __future__ import annotations

from handouts.model.monograph import Role

SHORT_NOT = "(?: not|not|n[’']t)"
THEM = "(?:i|you|we|someone|somebody|people|a child|the child)"
IT = (
    "(?:it|them|(?:this|the|my|your) (?:medicine|tablets?|capsules?|injections?|drops|patch(?:es)?|liquid|spray|cream))"
)
WITH_THEM = "(?:alcohol|food|smoking|coffee)"
WHICH = "(?:common|everyday|usual|other|mild|milder|rare|serious|bad|unpleasant)"
TAKES = "(?:takes?|uses?|injects?|swallows?|has taken|have taken)"
ONE = r"(?:one|it|some|to (?:take|use) it|(?:an?|my|your|the) (?:dose|day|tablet|capsule|injection|patch)s?)"

ASKED = (
    (Role.PRECAUTION, r"^not (?:for|suitable for)(?: you| everyone| people)?(?: if| who)?$", "not for you if"),
    (Role.PRECAUTION, rf"^who (?:else )?(?:should|must|can){SHORT_NOT}\b", "who shouldn't have warfarin"),
    (Role.PRECAUTION, r"^who else (?:should|must|can)\b", "who else should avoid it"),
    (Role.PRECAUTION, r"^who (?:it|\S+) does not suit$", "who warfarin does not suit"),
    (Role.PRECAUTION, rf"^(?:people|those) who (?:should|must|can){SHORT_NOT}\b", "people who cannot have it"),
    (Role.PRECAUTION, r"^(?:when|for whom) is (?:it|\S+) not (?:suitable|safe|right)\b", "when is it not suitable"),
    (Role.PRECAUTION, r"^is (?:it|\S+) (?:right|safe|suitable) for (?:you|me|everyone)$", "is it right for you"),
    (Role.PRECAUTION, r"^do not use (?:it|this medicine)(?: if)?$", "do not use it if"),
    (
        Role.PRECAUTION,
        rf"^(?:{WITH_THEM}(?: and)? )*other (?:medicines|drugs|medications)(?: and {WITH_THEM})?$",
        "alcohol and other medicines",
    ),
    (Role.PRECAUTION, r"\bmedicines? (?:that )?(?:clash|do not go (?:well )?with)\b", "medicines that clash with it"),
    (
        Role.PRECAUTION,
        r"^(?:does|will) (?:it|\S+) (?:clash|mix|disturb|affect)\b.*\bmedicines$",
        "does it clash with medicines",
    ),
    (
        Role.PRECAUTION,
        rf"^what if {THEM} (?:am|are|is) (?:taking|on) other medicines$",
        "what if i am taking other medicines",
    ),
    (Role.PRECAUTION, r"^(?:mixing|mix) (?:it|\S+) with other (?:medicines|things)$", "mixing it with other things"),
    (Role.PRECAUTION, r"^harm to (?:an|the|your) unborn (?:baby|child)$", "harm to an unborn baby"),
    (Role.PRECAUTION, r"^(?:(?:alcohol|surgery|tests) and )?driving(?: and (?:machines|work))?$", "driving"),
    (
        Role.DOSE,
        rf"^how (?:much|many)(?: tablets)? (?:do|does|should|must|can) {THEM} (?:take|use)\b",
        "how much do people take",
    ),
    (
        Role.DOSE,
        rf"^how (?:do|should) {THEM} (?:take|use|have|inject) (?:{IT}|\S+)(?: safely| properly)?$",
        "how do i use it",
    ),
    (Role.DOSE, r"^how (?:it|\S+) is (?:taken|used|injected)$", "how warfarin is taken"),
    (Role.DOSE, rf"^(?:taking|using) {IT}$", "taking your tablets"),
    (Role.DOSE, r"^(?:how much|the amount)$", "how much"),
    (Role.DOSE, r"^(?:forgot|forgotten)(?: one| it| a dose| a tablet)?$", "forgot one"),
    (
        Role.DOSE,
        rf"^(?:what (?:happens )?)?if {THEM} (?:forget|forgets|miss|misses)(?: {ONE})?$",
        "what if i forget one",
    ),
    (
        Role.DOSE,
        rf"^(?:what (?:happens )?)?if {THEM} {TAKES} (?:too (?:much|many)|a lot|more)\b",
        "what if somebody swallows a lot",
    ),
    (Role.DOSE, r"^if too (?:much|many) (?:is|are|was|were|has been|have been)\b", "if too much has been taken"),
    (Role.DOSE, r"^(?:(?:took|taken|taking) )?too (?:much|many)(?: tablets| capsules)?(?: act now)?$", "took too much"),
    (
        Role.SIDE_EFFECT,
        rf"^{WHICH}(?: (?:and|or|but) \w+)? (?:effects|reactions)$",
        "common and mild effects",
    ),
    (
        Role.SIDE_EFFECT,
        r"^what are (?:the|its) (?:main |possible |other )?(?:dangers|risks|harms)$",
        "what are the dangers",
    ),
    (Role.SIDE_EFFECT, r"^which effects (?:are|may|can)\b", "which effects are milder"),
    (
        Role.STORAGE,
        rf"^(?:keeping|safe keeping of|looking after) {IT}(?: safe| safely| at home)?$",
        "looking after your medicine",
    ),
    (Role.STORAGE, r"^safe[ -]?keeping$", "safe keeping"),
    (Role.STORAGE, rf"^(?:how|where) (?:do|should|can|must) {THEM} (?:keep|put) {IT}\b", "where do i keep it"),
    (Role.STORAGE, rf"^(?:how|where) to keep {IT}\b", "how to keep it"),
    (Role.INDICATION, r"^what (?:is )?\S+ (?:is )?for$", "what warfarin is for"),
    (Role.INDICATION, r"^why (?:am i|are you|you are) (?:using|taking|having|on|given)\b", "why am i using it"),
    (
        Role.INDICATION,
        r"^(?:what is (?:it|\S+) and )?why (?:have i|you have|have you) been given (?:it|\S+)$",
        "why you have been given it",
    ),
    (Role.INDICATION, r"^why (?:it|\S+) is (?:given|used|prescribed|taken)$", "why it is given"),
    (Role.INDICATION, r"^the purpose$|^why you (?:have|take|need|use) it$", "why you have it"),
)
