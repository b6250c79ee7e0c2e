"""Rules M25 and M26: a time that is told twice and differs, and a dose that leaves open how often or how much."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from handouts.check.medicine.amounts import TIME, amounts_of, number_of
from handouts.check.medicine.contexts import contexts, hit_in
from handouts.check.medicine.folding import any_of
from handouts.check.medicine.named import names_another
from handouts.check.monograph_text import PassageKind
from handouts.check.own_name import is_given
from handouts.check.rule import Hit, Level, Rule
from handouts.model.monograph import Role

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handouts.check.medicine.contexts import Context
    from handouts.check.monograph_text import MonographText

PREVENTION = any_of(
    ("birth control", "contracepti*", "condom*", "become pregnant", "get pregnant", "pregnan*", "father a child")
)
AFTER = any_of(
    ("after", "last dose", "last tablet", "last capsule", "last injection", "stop*", "end of treatment", "finish*")
)
BEFORE = any_of(("before", "prior to"))
OF_MEN = any_of(("men", "man", "male*", "semen", "sperm", "father*"))
TESTS = any_of(("test*", "blood donation*", "donate*", "breastfeed*", "breast-feed*", "vaccin*"))
OPENED = any_of(("open*", "in use", "first use", "once in use", "after first"))
THROWN = any_of(
    ("throw*", "discard*", "use within", "use it within", "within", "use by", "for up to", "keep", "keeps", "good for")
)
TOPICS = (
    ("birth control after treatment", (PREVENTION, AFTER), (BEFORE, TESTS)),
    ("birth control before treatment", (PREVENTION, BEFORE), (AFTER, TESTS)),
    ("an opened pack", (OPENED, THROWN), (BEFORE,)),
)
ORDER = any_of(("take", "swallow", "use", "inject", "suck", "have", "apply", "puff*", "dose is"))
NEEDED = any_of(
    (
        *("when you need", "when needed", "as needed", "if needed", "when required", "as required", "if required"),
        *("whenever you need", "as you need", "when it hurts", "as often as you need", "as often as needed"),
    )
)
MOST = r"no more|not more|never more|up to|max\w*|at most|the most|more than|at least|every \w+(?: to \w+)? hours?"
SO_OFTEN = r"a day|times (?:a|per|each|in)|in 24 hours|daily|wait|hours (?:apart|between)|once|twice"
LIMITED = re.compile(rf"\b(?:{MOST}|{SO_OFTEN})\b", re.IGNORECASE)
WHEN = r"day|days|daily|night\w*|morning\w*|evening|bedtime|week\w*|month\w*|hour\w*|hourly|once|twice|times|every|each"
WHO_TELLS = "meals?|breakfast|single|label|told|directed|prescribed|prescriber|needed?|attack|how often|schedule"
HOW_OFTEN = re.compile(rf"\b(?:{WHEN}|{WHO_TELLS})\b", re.IGNORECASE)


class Period(NamedTuple):
    """A time as it is told: its number, its unit and where."""

    number: float
    unit: str
    context: Context


def other_periods(text: MonographText) -> Iterator[Hit]:
    """Find the same number told with days in one place and with weeks or months in another, for one thing."""
    if not text.english:
        return
    found = [context for context in contexts(text) if context.passage.kind is not PassageKind.CELL]
    for what, asked, otherwise in TOPICS:
        for of_men in (False, True):
            periods = [
                Period(number_of(match["count"]), match["unit"], context)
                for context in found
                if all(pattern.search(context.own) for pattern in asked)
                and not any(pattern.search(context.own) for pattern in otherwise)
                and (OF_MEN.search(context.own) is not None) is of_men
                for match in TIME.finditer(context.own)
            ]
            yield from _contrary(text, what, periods)


def _contrary(text: MonographText, what: str, periods: list[Period]) -> Iterator[Hit]:
    for place, period in enumerate(periods):
        for earlier in periods[:place]:
            if (
                earlier.number == period.number
                and earlier.unit != period.unit
                and earlier.context is not period.context
            ):
                message = f"The time for {what} is {period.number:g} {period.unit}s here, and {earlier.unit}s in line "
                message += f"{earlier.context.passage.line}."
                span = 0, len(period.context.sentence)
                yield hit_in(text, period.context, span, message, "Correct the one that is wrong.")
                return


def left_open(text: MonographText) -> Iterator[Hit]:
    """Find what is taken when needed without a most, and a dose without how often."""
    if not text.english or is_given(text):
        return
    doses = [each for each in contexts(text) if each.passage.role is Role.DOSE and not names_another(text, each)]
    whole = "\n".join(passage.text for passage in text.passages if passage.role is Role.DOSE)
    needed = next((each for each in doses if NEEDED.search(each.own) and ORDER.search(each.own)), None)
    if needed and not LIMITED.search(whole):
        message = "It is taken when needed, and nothing says how often at most."
        yield hit_in(
            text, needed, (0, len(needed.sentence)), message, "Write how much at once and in 24 hours at most."
        )
    dosed = next((each for each in doses if ORDER.search(each.own) and list(amounts_of(each.sentence))), None)
    if dosed and not HOW_OFTEN.search(whole):
        message = "A dose is told, and nothing says how often it is taken."
        yield hit_in(text, dosed, (0, len(dosed.sentence)), message, "Write how often, or that the label says so.")


RULES: tuple[Rule[MonographText], ...] = (
    Rule(
        "M25",
        Level.BLOCK,
        "One time for one thing",
        "birth control before and after, and an opened pack, do not last as many days in one place as weeks or months "
        "in another",
        "A reader who found the shorter one does not look for the other.",
        "ISMP Guidelines for Safe Communication of Medication Information; own",
        other_periods,
    ),
    Rule(
        "M26",
        Level.WARN,
        "How often, and how much at most",
        "a dose comes with how often; what is taken when needed comes with a most, or with hours to wait",
        "“When you need it” has no end.",
        "ISMP Guidelines for Safe Communication of Medication Information; MHRA best practice on labelling; own",
        left_open,
    ),
)
