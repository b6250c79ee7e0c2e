"""Rule S39: a condition that lets somebody take a medicine who must not; and an overdose that is played down."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handouts.check.medicine.contexts import TOO_MUCH, contexts
from handouts.check.medicine.folding import any_of, folded, over_folded
from handouts.check.monograph_text import PassageKind
from handouts.check.rule import Hit, Level, Rule
from handouts.check.words.waiting import CONTACT, HARMLESS, LATER_VISIT
from handouts.model.phrases import either

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handouts.check.medicine.contexts import Context
    from handouts.check.monograph_text import MonographText

USED = "(?:take|taken|use|used|start|have|give|given|inject)"
NOT_USED = rf"(?:(?:do|must|should|can|may) ?not|never|not to|who (?:must|should) not) (?:be )?{USED}"
MUST_NOT = over_folded(rf"\b(?:{NOT_USED}|not (?:suitable|safe|right) for|contraindicated)\b")
FOR_WHOM = r"\b(?:if|for|when|in|who|these|anyone|people)\b[^.]*:?\s*$"
IF = over_folded(rf"{FOR_WHOM}|\bcontraindicat|\bwho (?:must|should) not\b")
CONDITIONS = either(
    "unless|except (?:if|when)|as long as|provided|so long as|if you (?:drink|eat|feel|only|take)",
    "apart from (?:it|each)|hours apart|without (?:food|a break)|only if you take (?:more|it)|but (?:a|small|low)",
)
LOOSER = over_folded(rf"\b{CONDITIONS}\b")
ADVISED = any_of(
    (
        *("doctor*", "specialist*", "team", "clinic", "nurse", "pharmacist*", "told you", "prescriber*", "consultant*"),
        *(
            "hospital",
            "agree*",
            "advis*",
            "prescribed",
            "supervis*",
            "monitor*",
            "programme",
            "contracepti*",
            "midwife",
        ),
        *(
            "birth control",
            "life-saving",
            "no other",
            "nothing else",
            "vaccin*",
            "switch*",
            "chang*",
            "treated",
            "cancer",
        ),
        *("pacemaker", "controlled", "replace*", "emergency", "epipen", "we", "us", "stent", "valve", "transplant*"),
    )
)
LOOSENED = "This condition lets somebody take it who must not."
LOOSENED_HINT = "Compare it with the source: who must not take it has no way around, or the care team decides."
CARRIED_ON = over_folded(
    either(
        r"\b(?:keep|go on|carry on|continue) (?:on )?(?:taking|using|with|as)\b",
        r"\b(?:take|use) (?:the|your) next (?:dose|one|tablet) as (?:usual|normal|planned)\b",
        r"\bas (?:usual|normal|planned) (?:the )?next (?:day|morning)\b",
    )
)
WAITS = either(
    "wait and see|wait (?:until|for|a)|have a rest|rest (?:first|a while|until)|sleep it off|give it time",
    "lie down and|see how (?:you|it)|leave out the next|skip the next",
)
WAITED = over_folded(rf"\b{WAITS}\b")
DRUNK = over_folded(r"\b(?:drink|have) (?:some|plenty of|a glass of) (?:water|milk)\b")  # no harm beside a call
NOT_CARRIED_ON = any_of(
    ("not", "never", "unless", "until you have", "after you have", "once you have spoken", "missed")
)
PLAYED_DOWN = "Who has taken too much gets help at once; the text puts that off, or goes on with the medicine."
PLAYED_DOWN_HINT = "Write: Call … at once, even if you feel well; take no more until you are told."


def loosened(text: MonographText) -> Iterator[Hit]:
    """Find an entry of those who must not take it that has a condition which no clinician decides."""
    if not text.english:
        return
    for context in contexts(text):
        over = f"{context.heads} {context.before}"
        if context.passage.kind is not PassageKind.ITEM or not (MUST_NOT.search(over) and IF.search(over)):
            continue
        if LOOSER.search(context.own) and not ADVISED.search(context.own):
            yield text.hit(context.passage, context.start, context.end, LOOSENED, LOOSENED_HINT)


def overdose_played_down(text: MonographText) -> Iterator[Hit]:
    """Find what is to be done about an overdose that is no help, or later help."""
    if not text.english:
        return
    for context in contexts(text):
        if _is_of_overdose(context) and (_is_put_off(context) or _is_carried_on(context)):
            yield text.hit(context.passage, context.start, context.end, PLAYED_DOWN, PLAYED_DOWN_HINT, Level.BLOCK)


def _is_of_overdose(context: Context) -> bool:
    near = f"{context.near if context.near != context.lead else context.heads} {context.before} {context.asked}"
    return bool(TOO_MUCH.search(near) or TOO_MUCH.search(context.own)) and not context.own.rstrip().endswith("?")


def _is_put_off(context: Context) -> bool:
    later = LATER_VISIT.search(context.own) or WAITED.search(context.own) or HARMLESS.search(context.own)
    if later is None and DRUNK.search(context.own) and not NOT_CARRIED_ON.search(context.own):
        return not CONTACT.search(folded(context.passage.text))
    if later is None or NOT_CARRIED_ON.search(context.own):
        return False
    return not CONTACT.search(context.own) or LATER_VISIT.search(context.own) is not None


def _is_carried_on(context: Context) -> bool:
    return CARRIED_ON.search(context.own) is not None and not NOT_CARRIED_ON.search(context.own)


def way_around(text: MonographText) -> Iterator[Hit]:
    """Find both."""
    yield from loosened(text)
    yield from overdose_played_down(text)


RULES: tuple[Rule[MonographText], ...] = (
    Rule(
        "S39",
        Level.WARN,
        "No way around a prohibition, nor around help",
        "who must not take it has no condition to take it after all, but what a clinician decides; an overdose is "
        "never waited out, and never followed by the next dose (this blocks)",
        "A loophole is used by those it harms.",
        "QRD template for package leaflets (EMA), sections 2 and 3; own",
        way_around,
        gravest=Level.BLOCK,
    ),
)
