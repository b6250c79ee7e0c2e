"""How a line gives a sign of an emergency its number (English), as data for rule S20."""

from __future__ import annotations

from handouts.model.phrases import Phrase, one_of
from handouts.model.words.orders import NUMBER

CALL = r"(?:(?:call|ring|dial|phone) )?"
BEST_KNOWN = r"(?:999|911|000|112)"
# Of a pulse or a pressure the number is no telephone's.
NO_MEASURE = "".join(
    f"(?<!{word})" for word in ("above", "over", "below", "under", "rate", "pulse", "pressure", "page")
)
LEADS_TO = "(?:[:=–—→]|->| -)"
AT_ONCE = f"(?: {one_of('now immediately')}| at once| straight ?away)?"

BESIDE_A_SIGN = (
    Phrase(rf"\({CALL}{NUMBER} (?:if|for|when|at once|now)\b", "Chest pain (999 at once).", "Chest pain (911 people)."),
    Phrase(rf"\({CALL}{BEST_KNOWN}\)", "Chest pain (999).", "Chest pain (page 999)."),
    Phrase(
        rf"{NO_MEASURE}{LEADS_TO} ?(?:stop[,;]? )?{CALL}{NUMBER}(?: (?:or|/) {NUMBER})?{AT_ONCE}\W*$",
        "Chest pain: 999.",
        "With chest pain the pulse: 120.",
    ),
)
