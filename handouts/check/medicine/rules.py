"""Rules S30, S31 and S33: what the tables of medicines ask a text to say, and never to say."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

from handouts.check.medicine.amounts import spans_of_time
from handouts.check.medicine.asked import known_groups, valid
from handouts.check.medicine.branches import swapped
from handouts.check.medicine.claims import claims
from handouts.check.medicine.contexts import contexts
from handouts.check.medicine.denied import denied, made_rare
from handouts.check.medicine.folding import any_of, over_folded
from handouts.check.medicine.said import ordering, said, telling
from handouts.check.medicine.softened import SOFTENED, SOFTENED_HINT, made_a_wish, softened
from handouts.check.medicine.turned import turned
from handouts.check.medicine.waiting import PUT_OFF, PUT_OFF_HINT, help_put_off, kept_waiting, waited_out
from handouts.check.monograph_text import PassageKind
from handouts.check.own_name import is_given
from handouts.check.rule import Hit, Level, Rule
from handouts.model.monograph import Role
from handouts.model.pattern import Pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handouts.check.medicine.contexts import Context
    from handouts.check.medicine.rows import Act, Branch, Harm, Sign
    from handouts.check.medicine.table import Group, Never
    from handouts.check.monograph_text import MonographText

AT_HOME = ("too-much", "away-from-children")  # who is given a medicine by a clinician neither takes nor keeps it
CLAIMED = (
    "No medicine is without risk, and none works for all (EC guideline on the readability of the labelling and package "
    "leaflet, 2009; 21 CFR 202.1(e))."
)
CLAIMED_HINT = "Say what is known: how many people it helps or harms."
NEARLY = 0.9  # four weeks are a month
LEVELS = {"block": Level.BLOCK, "warn": Level.WARN}
PREVENTION = any_of(
    (
        *("birth control", "contracepti*", "condom*", "become pregnant", "get pregnant", "father a child"),
        *("try for a baby", "trying for a baby", "try for a child", "trying for a child", "before conceiving"),
        *("try to conceive", "trying to conceive", "planning a pregnancy"),
    )
)
BEFORE = any_of(("before", "prior to", "ahead of"))
AFTER = any_of(("after*", "stop*", "last dose", "end* treatment", "finish*", "until"))
OF_MEN = any_of(("men", "man", "male*", "semen", "sperm", "father*"))
OF_WOMEN = any_of(("women", "woman", "female*", "girl*", "womb"))
DAILY = any_of(
    (
        *("every day", "each day", "once a day", "once daily", "twice a day", "twice daily", "daily", "per day"),
        *("# times a day", "every morning", "every evening", "every night", "each morning", "each evening"),
        *("at bedtime every", "every # hours"),
    )
)
NOT_DAILY = any_of(
    (
        *("not", "never", "don't", "instead of", "rather than", "by mistake", "accident*", "wrong*", "folic", "folate"),
        *("drink", "sunscreen", "wash*", "check*", "weigh*", "test*"),
        *("other medicine*", "other tablet*", "other diabetes"),
        *("if you are using the once daily", "if you take the daily", "if you are on the daily"),
        *("if you take the once daily", "except on the day you take", "except the day you take", "apart from the day"),
        "except on your methotrexate day",
        *(
            "has killed",
            "have killed",
            "can kill",
            "could kill",
            "died",
            "fatal",
            "deadly",
            "deaths",
            "can be dangerous",
            "for # doses",
            "over # hours",
        ),
    )
)
TESTED = any_of(
    (
        "pregnancy test*",
        "test* for pregnancy",
        "blood donation*",
        "donate blood",
        "give blood",
        "breastfeed*",
        "breast-feed*",
    )
)
CLAUSES = re.compile(r"[;:]|, (?=(?:and )?(?:men|women|males?|females?)\b)| and (?=(?:men|women|males?|females?)\b)")
ORDERED = over_folded(r"\W*(?:take|swallow|inject|use) (?:it|one|your|the|this|a)\b")
HEADS = {PassageKind.TITLE, PassageKind.HEADING, PassageKind.SUBHEADING}
TAKING = any_of(("take*", "taking", "dose*", "tablet*", "capsule*", "inject*", "mg", "milligram*"))


def unsaid(text: MonographText) -> Iterator[Hit]:
    """Find what a leaflet on this medicine has to say and this one does not."""
    from handouts.check.medicine.table import topics

    if not text.english:
        if any(group.high_alert or group.period for group in known_groups(text)):
            yield text.missing(
                "This medicine needs special safeguards; a program can only look for them in English.",
                "Ask a reviewer who reads this language.",
                Level.INFORM,
            )
        return
    seen = set(AT_HOME) if is_given(text) else set[str]()
    for group in known_groups(text):
        for saying in valid(group.say, text):
            if saying.topic in seen:
                continue
            seen.add(saying.topic)
            topic, whose = topics()[saying.topic], f"{group.name}; " if group.medicines else ""
            wanted = f"{topic.says} ({whose}{saying.source})."
            told = list(itertools.islice(telling(text, topic), None if topic.act else 1))
            acted_on = [each for each in told if each.says_what_to_do]
            if not told:
                yield text.missing(f"The text does not say {wanted}", topic.hint, LEVELS[saying.level])
            elif topic.act and not acted_on:
                message = f"The text names this, but not what to do about it: {wanted}"
                hint = f"Put it under an order, such as “Call … at once if”. {topic.hint}"
                yield text.hit(told[0].passage, told[0].start, told[0].end, message, hint, LEVELS[saying.level])
            elif topic.urgent and not any(each.says_at_once for each in told):
                message, place = f"The text tells this, but not that it cannot wait: {wanted}", acted_on[0]
                hint = f"Say when and where to get help: “Call … at once if”. {topic.hint}"
                yield text.hit(place.passage, place.start, place.end, message, hint, Level.WARN)
            elif topic.emergency and not any(each.sends_to_emergency for each in told):
                message, place = f"The text tells this, but not that it needs emergency help: {wanted}", acted_on[0]
                hint = "A doctor who is called cannot treat this: say “Get emergency help (…) if”."
                yield text.hit(place.passage, place.start, place.end, message, hint, Level.WARN)


def too_short(text: MonographText) -> Iterator[Hit]:
    """Find a time of birth control that is shorter than what the authority asks for."""
    if not text.english:
        return
    found = [
        context for context in contexts(text) if PREVENTION.search(context.whole) and not TESTED.search(context.own)
    ]
    for group in known_groups(text):
        for period in valid(group.period, text):
            edge = BEFORE if period.when == "before" else AFTER
            told = [(days, context) for context in found for days in _periods(context, edge, period.who)]
            if told and max(days for days, _ in told) < period.days * NEARLY:
                context = max(told, key=lambda each: each[0])[1]
                message = (
                    f"This time of birth control {period.when} treatment is shorter than the {_days(period.days)} "
                    f"asked for ({period.source})."
                )
                yield text.hit(context.passage, context.start, context.end, message, "Compare it with the source.")


def _periods(context: Context, edge: Pattern, who: str) -> Iterator[float]:
    """Return the times of a sentence, in days, that are told to women, or to men; by clause where it has both."""
    own, others = (OF_MEN, OF_WOMEN) if who == "men" else (OF_WOMEN, OF_MEN)
    is_of_both = own.search(context.own) and others.search(context.own)
    for clause in CLAUSES.split(context.own) if is_of_both else [context.own]:
        is_theirs = own.search(clause) or (who == "women" and not others.search(clause)) or own.search(context.lead)
        if edge.search(context.own) and is_theirs and (own.search(clause) or not others.search(clause)):
            yield from spans_of_time(clause)


def never(text: MonographText) -> Iterator[Hit]:
    """Find what must not be said of this medicine, and a weekly medicine that is told to be taken daily."""
    if not text.english:
        return
    found = contexts(text)
    groups = known_groups(text)
    told: list[Context] = []
    for level, message, hint, context in _found(text, found, groups):
        if not any(context is each for each in told):  # else another row forbids it, too
            told.append(context)
            yield text.hit(context.passage, context.start, context.end, message, hint, level)
    yield from _only_told(text, groups)
    for group in groups:
        if group.weekly:
            yield from _daily(text, found, group)


def _only_told(text: MonographText, groups: list[Group]) -> Iterator[Hit]:
    """Find who is only asked to tell, though nobody like that takes it: one sentence often names several."""
    bans = {ban.says: ban for group in groups for ban in valid(group.ban, text)}
    for ban in bans.values():
        for context in made_a_wish(text, ban):
            message = f"{ban.says} ({ban.source})."
            yield text.hit(context.passage, context.start, context.end, message, ban.hint, LEVELS[ban.level])


def _found(
    text: MonographText, found: tuple[Context, ...], groups: list[Group]
) -> Iterator[tuple[Level, str, str, Context]]:
    """Return what is wrong with a sentence, the graver first."""
    for name, level in LEVELS.items():
        for wrong, context in _wrong(text, found, groups, name):
            yield level, f"{wrong.says} ({wrong.source}).", wrong.hint, context
        if level is Level.BLOCK:
            yield from ((level, CLAIMED, CLAIMED_HINT, context) for context in claims(found))
            yield from ((level, PUT_OFF, PUT_OFF_HINT, context) for context in help_put_off(found))
    for group in groups:
        for act in valid(group.act, text):
            message = f"{SOFTENED}: {act.says} ({act.source})."
            yield from ((Level.WARN, message, SOFTENED_HINT, context) for context in softened(text, act))


def _wrong(
    text: MonographText, found: tuple[Context, ...], groups: list[Group], level: str
) -> Iterator[tuple[Never | Act | Sign | Branch | Harm, Context]]:
    for group in groups:
        for never_said in valid(group.never, text):
            if never_said.level == level:
                yield from ((never_said, context) for context in ordering(text, never_said))
        for act in valid(group.act, text):
            if act.level == level:
                yield from ((act, context) for context in turned(text, act))
        yield from _of_harm(text, found, group, level)
        for branch in valid(group.branch, text):
            if branch.level == level:
                yield from ((branch, context) for context in swapped(found, branch))


def _of_harm(
    text: MonographText, found: tuple[Context, ...], group: Group, level: str
) -> Iterator[tuple[Sign | Harm, Context]]:
    """Return what plays a sign down, and what denies a harm."""
    for sign in valid(group.sign, text):
        judge_sign = waited_out if sign.level == level else kept_waiting
        if level in {sign.level, "warn"} and any(said(text).may_name((sign.stems,))):
            yield from ((sign, context) for context in judge_sign(found, sign))
    for harm in valid(group.harm, text):
        judge_harm = denied if harm.level == level else made_rare
        if level in {harm.level, "warn"}:
            yield from ((harm, context) for context in judge_harm(text, harm))


def _daily(text: MonographText, found: tuple[Context, ...], group: Group) -> Iterator[Hit]:
    for context in found:
        is_of_it = context.passage.role in {Role.DOSE, Role.INDICATION} or group.names.search(context.own)
        is_named = context.passage.kind in HEADS and group.names.search(context.own)
        if (
            (is_of_it or ORDERED.match(context.own))
            and DAILY.search(context.own)
            and (TAKING.search(context.own) or is_named)
            and not NOT_DAILY.search(context.own)
            and not (group.daily and any_of(group.daily).search(context.own))
            and not context.own.rstrip().endswith("?")
        ):
            message = "This medicine is taken once a week; taken every day it has killed people."
            yield text.hit(context.passage, context.start, context.end, message, "Write on which day of the week.")


def _days(days: int) -> str:
    for length, name in ((365, "year"), (30, "month"), (7, "week")):
        if days >= length and days % length in {0, 5, 6}:
            count = days // length
            return f"{count} {name}{'s' * (count > 1)}"
    return f"{days} days"


RULES: tuple[Rule[MonographText], ...] = (
    Rule(
        "S30",
        Level.BLOCK,
        "What this medicine's leaflet must say",
        "every danger, interaction, test, card and programme that the table lists for this medicine is told; what is "
        "of less weight warns",
        "Who is not told of a danger cannot see it coming.",
        "the source in each row of the table; ISMP List of High-Alert Medications in Community Settings",
        unsaid,
    ),
    Rule(
        "S31",
        Level.BLOCK,
        "How long birth control goes on",
        "times before and after treatment are at least those of the medicine's row",
        "A child conceived too early is harmed.",
        "the source in each row of the table",
        too_short,
    ),
    Rule(
        "S33",
        Level.BLOCK,
        "What must never be said of a medicine",
        "nothing that the medicine's row forbids: no act turned round, no sign of danger played down or waited out, no "
        "dose on the wrong side of a pulse, a sugar or an INR; no claim that nobody can keep; a weekly medicine is "
        "never told to be taken daily",
        "A leaflet is believed.",
        "the source in each row of the table; ISMP Targeted Medication Safety Best Practices",
        never,
    ),
)
