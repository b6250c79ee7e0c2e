"""How a line gives a sign of an emergency its number, and a heading its haste (English), as data for rule S20."""

from __future__ import annotations

from handouts.model.phrases import Phrase, one_of, within
from handouts.model.words.orders import NUMBER

CALL = r"(?:(?:call|ring|dial|phone) )?"
BEST_KNOWN = r"(?:999|911|000|112)"
# Of a pulse or a pressure the number is no telephone's.
NO_MEASURE = "".join(
    f"(?<!{word})" for word in ("above", "over", "below", "under", "rate", "pulse", "pressure", "page")
)
LEADS_TO = "(?:[:=–—→]|->| -)"
AT_ONCE = f"(?: {one_of('now immediately')}| at once| straight ?away)?"
THEN = r"(?:,|\bmeans|\bis an?|\bneeds?|\bwants) (?:then |it[’']s |that[’']s |this is |straight to )?"

BESIDE_A_SIGN = (
    Phrase(rf"\({CALL}{NUMBER} (?:if|for|when|at once|now)\b", "Chest pain (999 at once).", "Chest pain (911 people)."),
    Phrase(rf"\({CALL}{BEST_KNOWN}\)", "Chest pain (999).", "Chest pain (page 999)."),
    Phrase(
        rf"{NO_MEASURE}{LEADS_TO} ?(?:stop[,;]? )?{CALL}{NUMBER}(?: (?:or|/) {NUMBER})?{AT_ONCE}\W*$",
        "Chest pain: 999.",
        "With chest pain the pulse: 120.",
    ),
    Phrase(
        rf"{THEN}{CALL}{BEST_KNOWN}(?: call)?(?: or A ?& ?E)?{AT_ONCE}(?=\W*$|[;,])",
        "With chest pain, 999.",
        "With chest pain, 999 people came.",
    ),
)

SEEK = one_of("seek get call see contact ring tell")
HASTE = "(?:immediately|at once|urgently|(?:right|straight) away)"
ASKS_WHEN_AT_ONCE = (
    Phrase(
        rf"\b(?:need|must|should|have) (?:to )?{SEEK}\b{within(40)}\b{HASTE}\b",
        "What are the side effects for which I need to seek medical advice immediately?",
        "What do I need to see my doctor about?",
    ),
)

# Words that send to emergency help, as terms of the tables.
TO_EMERGENCY = (
    *("emergency", "emergencies", "ambulance", "A&E", "ER", "E.R.", "casualty", "hospital", "999", "911", "988"),
    *(
        "112",
        "111",
        "000",
        "108",
        "poison*",
        "crisis",
        "Samaritans",
        "intensive care",
        "paramedic*",
        "urgent care",
        "rush to",
    ),
)
