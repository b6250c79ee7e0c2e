"""How a text tells what to do about a missed dose (English), as data for rule M09."""

from __future__ import annotations

from handouts.model.phrases import Phrase, either, not_after, one_of, within

DOSE = one_of(
    "dose doses tablet tablets capsule capsules pill pills injection injections puff puffs patch patches drop drops",
    "sachet sachets suppository suppositories medicine medicines medication one it",
)
A_FEW_WORDS = r"(?:\w+[ -]){0,3}?"
FORGET = r"forg[eo]t(?:s|ten)?"
TO_TAKE = f"to {one_of('take use inject give')}"
NOT_SHORT = "n['’]t"  # don't, mustn't

MISSED = (
    Phrase(rf"\bmiss(?:ed|es)? {A_FEW_WORDS}{DOSE}\b", "If you missed your evening dose", "If you miss your period"),
    Phrase(rf"\b{FORGET}(?: {TO_TAKE})? {A_FEW_WORDS}{DOSE}\b", "If you forget your tablet", "You forget names."),
    Phrase(
        rf"{not_after('not', NOT_SHORT)}\b{FORGET} {TO_TAKE}\b",
        "If you forget to take Demo",
        "Do not forget to take Demo with food.",
    ),
    Phrase(r"\bdoses? (?:is|was|are) (?:missed|forgotten)", "When a dose is missed"),
)

VERB = one_of("take use inject give apply have swallow inhale insert put")
NOT = either(r"\bnot", NOT_SHORT, r"\bnever")
ANOTHER = one_of("next usual regular normal following double extra second two 2 more another any medicine medication")
THE = one_of("the a an your that this")
THE_DOSE = rf"{THE}(?! {ANOTHER}\b)(?: \w+)? {DOSE}"
MISSED_ONE = rf"{either('it', 'them', 'one', THE_DOSE)}\b"
GIVEN = one_of("taken used given applied injected swallowed inhaled")
CLAUSE_OF_DOSE = within(200, ".;") + "?"

TAKE = (
    Phrase(
        rf"{not_after('not', NOT_SHORT, 'never', 'no longer')}\b{VERB} {MISSED_ONE}",
        "Take the missed dose when you remember.",
        "Do not take it. Take your next dose.",
    ),
    Phrase(
        rf"\b(?:can|may|should|is to) (?:still )?be {GIVEN} {CLAUSE_OF_DOSE}\bremember",
        "The capsule may be taken on remembering.",
        "It can be taken with food.",
    ),
    Phrase(
        rf"\bas soon as you {one_of('remember can notice realise realize')}",
        "Catch up as soon as you can.",
        "Catch up as soon as your nurse says.",
    ),
)

CLAUSE = within(200, ".;")
SOON = either(
    one_of("almost nearly close near over later longer past"),
    r"(?<!or )more(?! than (?:one|1|two|2)(?: doses?| tablets?)?[,.])",
    "(?<!as )soon",
    "next day",
)
LATE = rf"\b(?:if|when|once)\b{CLAUSE}\b{SOON}\b"
NEXT_ONE = r"(?:that|the next|the new)(?: one)?\b"
WHEN_DUE = one_of("usual normal regular due scheduled planned")
LATE_ONE = r"(?:it|that one|the (?:forgotten|missed|late) \w+)"

SKIP = (
    Phrase(r"\bskip", "Skip the missed dose."),
    Phrase(rf"\bleave {A_FEW_WORDS}out", "Leave that dose out."),
    Phrase(rf"\bmiss {A_FEW_WORDS}out", "Miss that dose out."),
    Phrase(r"\bomit", "Omit the missed dose."),
    Phrase(r"\bignore the", "Ignore the missed dose."),
    Phrase(r"\bmissed altogether", "The dose is then missed altogether."),
    Phrase(r"\bforget about", "Forget about the missed dose."),
    Phrase(rf"{NOT} {VERB} {MISSED_ONE}", "Do not take the missed dose.", "Do not take a double dose."),
    Phrase(r"\bwait\b", "Wait for the next one.", "Ask in the waiting room."),
    Phrase(r"\bleave (?:at least|about)", "Leave at least 4 hours between two doses."),
    Phrase(
        rf"\bleave {LATE_ONE}(?= ?(?:[.;,!)\n]|$)| (?:if|when|and|alone)\b)", "Otherwise leave it.", "Leave it here."
    ),
    Phrase(r"\b(?:is|be) left out\b", "The forgotten tablet is left out."),
    Phrase(r"\bleave it (?:until|till)\b", "Leave it until the next day."),
    Phrase(rf"\b(?:just|only) {VERB} {NEXT_ONE}", "Then just take the next one."),
    Phrase(rf"\b{VERB} (?:just|only) {NEXT_ONE}", "Then take only that one."),
    Phrase(rf"\bnot (?:if|when)\b{CLAUSE}\bnext\b", "Take it soon; not if the next is due.", "Take it, not the next."),
    Phrase(r"\b(?:on|later) the same day\b", "Take it later the same day.", "The same day is best."),
    Phrase(rf"\bunless\b{CLAUSE}\bnext\b", "Take it, unless your next dose is due.", "Take it, unless you feel sick."),
    Phrase(
        rf"{LATE}{CLAUSE}\b(?:next|usual|normal)\b{CLAUSE}\b{WHEN_DUE}\b",
        "If it is nearly time, take your next dose as usual.",
        "Take it as soon as you can, and your next dose as usual.",
    ),
)

# A weekly dose taken the next day, or a dose that the next follows at its full interval: there is nothing to leave out.
SAME_LINE = within(80, r"\n")
TO_ITS_DAY = rf"\b{SAME_LINE}\b(?:usual|chosen|normal|regular)(?: \w+)? day\b"
USUAL_DAY = (
    Phrase(rf"\b(?:next|following) (?:day|morning){TO_ITS_DAY}", "Take it the next day, then on your usual day."),
    Phrase(rf"\b(?:day|morning) after{TO_ITS_DAY}", "Take it the day after, and go back to your chosen week day."),
    Phrase(
        r"\bthe next (?:one|dose|tablet|capsule) \d+ hours (?:later|after)\b",
        "Take it when you remember and the next one 12 hours later.",
        "Take the next one on time.",
    ),
)
# A patch is replaced at once, whenever that is: there is nothing to leave out, and none stays on beside it.
NEW_PATCH = r"(?:a|the|your) (?:new|fresh|next) (?:one|patch)"
STICK = either("put on", "stick on", one_of("apply use"))
REPLACED = (
    Phrase(rf"\b(?:replace|change) (?:it|the patch)\b{CLAUSE}\bas soon as\b", "Replace it as soon as you remember."),
    Phrase(
        rf"\b{STICK} {NEW_PATCH}{CLAUSE}\b(?:as soon as|at once)\b", "Put on a new patch at once.", "Put on a new hat."
    ),
)

DEPENDS = (
    Phrase(LATE, "Skip it when it is almost time for the next one.", "Skip it."),
    Phrase(r"\bunless\b", "Skip it, unless you remember the same day.", "Call us if you miss 2 or more doses."),
    Phrase(r"\buntil\b", "You may take it until noon."),
    Phrase(r"\bless than\b", "Take it up to less than 6 hours before the next one."),
)

TWO = either(r"doubl\w+", "two", "2", "both", "an extra")
TOO_MUCH = either(
    r"doubl\w+", r"two\b", r"2\b", "extra", "additional", "another", "both", "more than", "twice", "together",
    "at once", "at the same time", "make up", "making up", "catch up", "catching up",
)  # fmt: skip
IS_NOT = rf"{one_of('is are was were can could should must may would')}(?: not| never|n['’]t)"
ADVISED = either(
    r"(?:advis|recommend)\w+",
    one_of("good safe wise right allowed needed necessary"),
    f"(?:be )?{one_of('taken used given had injected')}",
)
BAD = either(one_of("dangerous harmful unsafe risky"), "too (?:much|many)", "a bad idea")

DENIED = either(NOT, r"\bwithout", r"\bavoid", r"\bno")

DOUBLE = (
    Phrase(
        rf"{DENIED}\b{within(60, '.')}\b{TOO_MUCH}",
        "Do not take a double dose.",
        "Do not worry. Take two doses.",
    ),
    Phrase(
        rf"\b{either(TWO, 'extra')}\b{within(50, '.')}\b{either(IS_NOT, 'can ?not')}\b{within(20, '.')}\b{ADVISED}\b",
        "Two doses at once are not safe.",
        "Two doses are safe.",
    ),
    Phrase(
        rf"\b{TWO}\b{within(40, '.')}\b{either('is', 'are', 'can be', 'could be', 'may be')} {BAD}\b",
        "A double dose can be dangerous.",
        "A double dose is common.",
    ),
)

CALL = either(one_of("call ask contact speak talk phone ring tell consult see inform"), "check with")
CARE_TEAM = one_of(
    "doctor clinic pharmacist nurse team provider professional prescriber hospital centre center us advice 111",
    "physician specialist midwife surgery practice service ward",
)
ASK = (
    Phrase(rf"\b{CALL}\b[^.]{{0,200}}\b{CARE_TEAM}\b", "Call your clinic.", "Call your sister."),
    Phrase(r"\bfollow (?:your|the) (?:own )?plan", "Follow your own plan."),
)
ASIDE = (
    Phrase(r"\b(?:not sure|unsure|in doubt)\b", "If you are not sure, ask your nurse."),
    Phrase(r"\b(?:questions|concern\w*|worried)\b", "If you have questions, ask your nurse."),
    Phrase(r"\b(?:often|several)\b", "If you often forget it, ask your nurse."),
    Phrase(r"\bmore than one\b", "If you miss more than one dose, ask your nurse."),
    Phrase(r"\b(?:two|2) or more\b", "If you miss 2 or more doses, ask your nurse."),
)

REGULARLY = either("regularly", "every day", "at set times", "on a schedule")
NONE_TO_MISS = (
    Phrase(r"\bcan(?:not|['’]t| not)(?: really)? miss (?:a|any) dose\b", "You cannot miss a dose."),
    Phrase(r"\bno dose (?:can|could) be missed\b", "No dose can be missed."),
    Phrase(r"\bno such thing as a missed\b", "There is no such thing as a missed dose."),
    Phrase(r"\bno doses? to miss\b", "There is no dose to miss."),
    Phrase(
        rf"(?:\bnot|{NOT_SHORT}) {either('taken', 'used', 'given', 'meant to be taken')} {REGULARLY}",
        "It is not meant to be taken regularly.",
        "It is taken every day.",
    ),
)
WHEN_NEEDED = (
    Phrase(r"\b(?:only|as|when(?:ever)?) (?:you )?need(?:ed)?\b", "Use it only when you need it."),
    Phrase(r"\bas required\b", "Use it as required."),
    Phrase(r"\bgiven (?:to you )?(?:by|in)\b", "It is given to you by a nurse."),
    Phrase(r"\bwill give you\b", "A nurse will give you each dose."),
)
