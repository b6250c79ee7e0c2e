"""Rule M19: the two branches of a missed dose meet at one time, and stand the right way round."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from handouts.check.medicine.amounts import COUNT, spans_of_time
from handouts.check.medicine.contexts import contexts
from handouts.check.medicine.folding import any_of
from handouts.check.rule import Hit, Level, Rule
from handouts.model.pattern import Pattern
from handouts.model.phrases import either
from handouts.model.sentences import sentences

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handouts.check.medicine.contexts import Context
    from handouts.check.monograph_text import MonographText

LATE = any_of(("miss*", "forg*", "late", "remember*"))
STILL = Pattern(
    r"\b(?:less than|within|under|fewer than|no more than)\s+(?P<time>(?:\d+|\w+)[\s-](?:hour|day)s?)", re.IGNORECASE
)
TOO_LATE = Pattern(
    r"\b(?:more than|over|longer than|later than)\s+(?P<time>(?:\d+|\w+)[\s-](?:hour|day)s?)", re.IGNORECASE
)
AMOUNT_OF_TIME = rf"(?:{COUNT})[ -](?:hour|day)s?"
PASSED = r"(?: (?:have|has) (?:passed|gone by)| late| ago| since[^.,;:]{0,40}| after[^.,;:]{0,40})?"
ORDER = r"(?P<order>[^.;]{3,60})"
LESS = rf"(?:less than|within|under|fewer than) {AMOUNT_OF_TIME}|{AMOUNT_OF_TIME} or (?:less|fewer)"
MORE = rf"(?:more than|over|longer than) {AMOUNT_OF_TIME}|{AMOUNT_OF_TIME} or more"
NOT_DENIED = r"(?<!not )(?<!no )(?<!isn.t )"
IN_TIME = Pattern(rf"\b(?:{LESS}){PASSED}[,:]? {ORDER}", re.IGNORECASE)
TOO_LATE_FOR = Pattern(rf"{NOT_DENIED}\b(?:{MORE}){PASSED}[,:]? {ORDER}", re.IGNORECASE)
OUT = r"leave (?:it|that dose|the dose|the missed dose) out|miss (?:it|that dose)"
LEAVES_OUT = re.compile(rf"(?:then )?(?:skip|{OUT}|do not take|don[’']t take)\b", re.IGNORECASE)
IT = "it|the missed|the dose|that dose|your dose|the tablet"
TAKES_IT = re.compile(rf"(?:then )?take (?:{IT}|both)\b(?! at (?:the|your) (?:next|usual))", re.IGNORECASE)
TO_THE_NEXT = Pattern(r"\b(?:next|(?<!was )due|until|left|there (?:are|is)|remain\w*)\b", re.IGNORECASE)  # no time gone
AHEAD = rf"\bnext\b[^.;]{{0,30}}?{AMOUNT_OF_TIME}(?: or more)?[^.;]{{0,12}}? (?:away|off|from now|ahead|later|to go)\b"
DUE_IN = rf"\b(?:due|wait) (?:in )?(?:more than |over |at least |another )?{AMOUNT_OF_TIME}"
UNTIL = rf"{AMOUNT_OF_TIME}(?: or more)?(?: \w+)? (?:until|till|before|to|away from) (?:it|(?:your|the) next)\b"
BEFORE_THE_NEXT = Pattern(
    either(AHEAD, DUE_IN, UNTIL), re.IGNORECASE
)  # a sentence after one that counts so goes on counting
GONE = Pattern(r"\b(?:passed|gone|late|ago|since|after)\b", re.IGNORECASE)
OR_MORE = r"(?:dose|tablet|one|capsule|injection|patch)"
NEXT = rf"(?:(?:for|of|until|before|to)\s+)?(?:your|the)\s+next(?:\s+{OR_MORE})?"
ARE_LEFT = r"\s+(?:are left |remain )?"
CLOSE = either(
    rf"(?:nearly|almost|close to|near)\s+(?:the\s+)?(?:time\s+)?{NEXT}",
    r"(?:your|the) next (?:\w+ )?is (?:nearly|almost) due",
    rf"(?:less than|fewer than|within)\s+{AMOUNT_OF_TIME}{ARE_LEFT}(?:of|until|before|to)\s+{NEXT}",
)
FAR = rf"(?:(?:more than|over)\s+{AMOUNT_OF_TIME}{ARE_LEFT}(?:until|before|to)\s+{NEXT})"
ALMOST_DUE = Pattern(rf"(?<!not )(?<!n[’']t )\b{CLOSE}\b,? {ORDER}", re.IGNORECASE)
FAR_FROM_DUE = Pattern(rf"\b(?:not {CLOSE}|{FAR})\b,? {ORDER}", re.IGNORECASE)
BEGINS = r"(?:^|[.;:,] |\bthen )"
LEAVE_OUT = rf"(?P<order>(?:skip|{OUT}|do not take|don[’']t take)\b[^.;,]{{0,25}}?)"
TAKE = rf"(?P<order>take (?:{IT})\b[^.;,]{{0,25}}?)"
IF = r"\s+if (?:it is )?"
THEN = r"(?P<then> (?:have passed|late|have gone by|has passed|since)\b[^.;]*)"
LEAVES_OUT_IF = Pattern(f"{BEGINS}{LEAVE_OUT}{IF}(?:{LESS}){THEN}", re.IGNORECASE)
TAKES_IF = Pattern(f"{BEGINS}{TAKE}{IF}{NOT_DENIED}(?:{MORE}){THEN}", re.IGNORECASE)
DO_TAKE = r"(?<!not )(?<!never )(?<!n[’']t )\btake"
NEXT_ONE = r"(?:your|the) next(?: \w+)? (?:dose|tablet|one)"
WITH_THE_NEXT = Pattern(rf"{DO_TAKE} (?:{IT})(?: \w+)? (?:together |along )?with {NEXT_ONE}", re.IGNORECASE)
EVEN_IF_DUE = Pattern(
    rf"(?<!not )(?<!never )\btake (?:{IT})\b[^.;]{{0,40}}? (?:even if|even when|although) it is {CLOSE}", re.IGNORECASE
)
NOTHING_FOR_DAYS = Pattern(
    rf"\btake (?:nothing|none|no (?:more )?{OR_MORE}s?) for (?:the next )?(?:{COUNT}) days", re.IGNORECASE
)
ORDERED_SO = ((IN_TIME, LEAVES_OUT), (TOO_LATE_FOR, TAKES_IT), (ALMOST_DUE, TAKES_IT), (FAR_FROM_DUE, LEAVES_OUT))
BOTH_DOSES = "The missed dose is not taken with the next one: that is a double dose."
LEFT_OFF = "After one missed dose nobody goes without for days."
MESSAGE = "The two branches of a missed dose look swapped: it is taken while there is time."
WRONG = (
    (LEAVES_OUT_IF, MESSAGE),
    (TAKES_IF, MESSAGE),
    (EVEN_IF_DUE, MESSAGE),
    (WITH_THE_NEXT, BOTH_DOSES),
    (NOTHING_FOR_DAYS, LEFT_OFF),
)


def branches(text: MonographText) -> Iterator[Hit]:
    """Find a missed dose whose branches do not meet, or that is left out while there is time."""
    late = [context for context in contexts(text) if LATE.search(context.whole)]
    told = [(context, context.passage.text[context.start : context.end]) for context in late]
    for context, sentence in told:
        counts_on = BEFORE_THE_NEXT.search(_sentences_before(context))
        for start, end, message in _swapped(sentence):
            if counts_on and not GONE.search(sentence):
                continue
            yield text.hit(
                context.passage, context.start + start, context.start + end, message, "Compare it with the label."
            )
    still = [(context, match) for context, sentence in told for match in STILL.finditer(sentence)]
    over = [(context, match) for context, sentence in told for match in TOO_LATE.finditer(sentence)]
    if len(still) != 1 or len(over) != 1:
        return
    (first, until), (second, since) = still[0], over[0]
    times = [spans_of_time(match["time"].casefold()) for match in (until, since)]
    of_one_unit = ("hour" in until["time"]) == ("hour" in since["time"])
    beside = first.passage.section == second.passage.section and of_one_unit
    if beside and all(times) and times[0][0] != times[1][0]:
        message = f"“{until[0]}” and “{since[0]}” leave a time between, or overlap: a reader cannot tell what to do."
        start, end = (second.start + each for each in since.span())
        yield text.hit(second.passage, start, end, message, "Use the same time in both.")


def _sentences_before(context: Context) -> str:
    ahead = context.passage.text[: context.start]
    return "".join(ahead[start:end] for start, end in [*sentences(ahead)][-2:])  # a question and its answer


def _swapped(sentence: str) -> Iterator[tuple[int, int, str]]:
    """Return where a sentence orders the contrary of what holds, and what is wrong with it."""
    for pattern, wrong in ORDERED_SO:
        names_the_next = pattern in {ALMOST_DUE, FAR_FROM_DUE}
        for match in pattern.finditer(sentence):
            is_of_time_gone = names_the_next or not TO_THE_NEXT.search(sentence, 0, match.start("order"))
            if wrong.match(match["order"]) and is_of_time_gone:
                yield *match.span(), MESSAGE
    for pattern, message in WRONG:
        for match in pattern.finditer(sentence):
            yield match.start("order") if "order" in match.groupdict() else match.start(), match.end(), message


RULES: tuple[Rule[MonographText], ...] = (
    Rule(
        "M19",
        Level.BLOCK,
        "A missed dose, the right way round",
        "it is taken while there is time and left out when there is none; both branches name the same time",
        "Who follows a swapped branch takes two doses close together, or none.",
        "QRD template for package leaflets (EMA), section 3; own",
        branches,
    ),
)
