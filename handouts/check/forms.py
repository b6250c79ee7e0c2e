"""Rule S36: form and route of the front matter agree with each other, and with the form the text tells of."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from handouts.check.medicine.contexts import contexts, hit_in
from handouts.check.medicine.folding import any_of, folded
from handouts.check.medicine.named import names_another
from handouts.check.rule import Hit, Level, Rule
from handouts.model.monograph import plain
from handouts.model.pattern import Pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handouts.check.medicine.contexts import Context
    from handouts.check.monograph_text import MonographText

ROADS = {  # what a form or a route says of the road; the first column is of forms and routes alike
    "by mouth": any_of(
        (
            *(
                "by mouth",
                "oral",
                "oraly",
                "swallow*",
                "tablet*",
                "capsule*",
                "caplet*",
                "syrup",
                "chewable",
                "lozenge*",
            ),
            *("granules", "oral solution", "per os"),
        )
    ),
    "under the tongue": any_of(("under the tongue", "sublingual*", "buccal*", "in the cheek", "mouth")),
    "by injection": any_of(
        (
            *("inject*", "subcutan*", "under the skin", "intraven*", "intramusc*", "into a vein", "into a muscle"),
            *("infus*", "drip", "pre-filled pen", "prefilled pen", "pen", "syringe", "vial*", "ampoule*", "depot"),
        )
    ),
    "on the skin": any_of(
        (
            "on the skin",
            "on skin",
            "topical*",
            "cutaneous*",
            "transdermal*",
            "cream",
            "ointment",
            "lotion",
            "patch*",
            "scalp",
        )
    ),
    "in the eye": any_of(("eye*", "ophthalmic", "ocular")),
    "in the ear": any_of(("ear", "ears", "otic", "aural")),
    "in the nose": any_of(("nose", "nasal*", "intranasal*", "nostril*")),
    "breathed in": any_of(("inhal*", "breath*", "nebul*", "puffer")),
    "into the back passage": any_of(("rectal*", "suppositor*", "enema*", "back passage")),
    "into the vagina": any_of(("vagin*", "pessar*")),
}
LIQUID = any_of(("oral solution", "liquid", "suspension", "syrup", "oral drops", "elixir", "mixture"))
SOLID = any_of(("tablet*", "capsule*", "caplet*"))
DISSOLVED = any_of(("dispers*", "solub*", "effervescent", "powder*", "granule*", "chew*", "sprinkle*", "mups"))
POURED = Pattern(
    r"\b(?:\d ?m[lL]|bottle|spoon\w*|oral syringe|liquid|suspension|solution|syrup|shake|measuring|dropper)\b",
    re.IGNORECASE,
)
MILLILITRES = Pattern(r"\d ?m[lL]\b")
PIECES = Pattern(r"\b(?:tablets?|capsules?)\b", re.IGNORECASE)
OFTEN = 3  # times named: the text is of this form
INJECTED = (
    r"\b(?:nurse|doctor|team|clinic) (?:will )?gives? (?:you )?(?:the|your|an?) (?:\w+ )?injections?\b",
    r"\binject (?:it|your dose|the dose|the medicine)\b",
    r"\b(?:put|push|slide) the needle\b",
    r"\byour (?:next )?(?:\w+ )?injection is (?:due|given)\b",
    r"\bput the used (?:pen|needle|syringe)\b",
)
ORDERS_ANOTHER = {  # of a medicine to swallow: what is done with another form
    "a liquid": Pattern(
        r"\bshake (?:the|your|it|well|before)\b|\b(?:spoonfuls?|bottle) of (?:the )?(?:syrup|liquid|suspension)\b",
        re.IGNORECASE,
    ),
    "an injection": Pattern("|".join(INJECTED), re.IGNORECASE),
    "a patch": Pattern(
        r"\b(?:take off|remove|change|apply|stick on|put on) (?:the|your|a|an old|a new) patch\b", re.IGNORECASE
    ),
    "a cream": Pattern(r"\b(?:rub|spread|smooth|massage) (?:it|the (?:cream|gel|ointment))\b", re.IGNORECASE),
    "an inhaler": Pattern(r"\b(?:breathe in|inhale) (?:the|your) (?:puff|dose)\b|\btake \w+ puffs?\b", re.IGNORECASE),
}
BESIDE = any_of(
    (
        *(
            "also",
            "other",
            "another",
            "instead",
            "if you cannot",
            "if you can not",
            "comes as",
            "comes in",
            "available",
        ),
        *("vaccin*", "flu", "allerg*", "adrenaline", "epinefrine", "glucagon", "naloxone", "vitamin*", "contracepti*"),
        *("steroid*", "not", "never", "switch*", "chang* from", "ask", "if", "hospital", "may", "emergency"),
    )
)


def other_form(text: MonographText) -> Iterator[Hit]:
    """Find form and route that cannot both be right, and a text that is about another form."""
    metadata = text.monograph.metadata
    form, route = metadata.form or "", metadata.route or ""
    if not text.english:
        return
    of_form, of_route = _roads(form), _roads(route)
    if of_form and of_route and not _meet(of_form, of_route, folded(f"{form} {route}")):
        message = f"The front matter says “{form}” and “{route}”: these do not go together."
        yield _stated(text, message, "route" if _named(text, of_form) >= _named(text, of_route) else "form")
        return
    if of_form | of_route and not _named(text, of_form | of_route) and _named(text, {"by mouth"}) > OFTEN:
        message = f"The front matter says “{form or route}”, the text is of a medicine to swallow."
        yield _stated(text, message, "form" if form else "route", Level.WARN)
        return
    told, known = text.whole, folded(form)
    pieces, poured = len(PIECES.findall(told)), len(POURED.findall(told))
    is_liquid = LIQUID.search(known) and not SOLID.search(known)
    is_solid = SOLID.search(known) and not (LIQUID.search(known) or DISSOLVED.search(known))
    if is_liquid and ((pieces >= OFTEN and not poured) or SOLID.search(folded(plain(text.monograph.title)))):
        message = f"The front matter says “{form}”, the text is about tablets or capsules."
        yield _stated(text, message, "form", Level.WARN)
    if is_solid and poured >= OFTEN and not pieces and MILLILITRES.search(told):
        message = f"The front matter says “{form}”, the text is about a liquid."
        yield _stated(text, message, "form", Level.WARN)
    if is_solid and of_form | of_route <= {"by mouth", "under the tongue"}:
        yield from _orders(text)


def _orders(text: MonographText) -> Iterator[Hit]:
    """Find what is done with another form than one to swallow."""
    for context in contexts(text):
        if BESIDE.search(context.own) or names_another(text, context):
            continue
        for what, pattern in ORDERS_ANOTHER.items():
            match = pattern.search(context.sentence)
            if match and not _is_of_both(text, context, what):
                message = f"This is of {what}; by the front matter it is “{text.monograph.metadata.form}”."
                hint = "Take it out, or name the other form in the front matter."
                yield hit_in(text, context, match.span(), message, hint, Level.WARN)


def _is_of_both(text: MonographText, context: Context, what: str) -> bool:
    """Tell a text that speaks of the other form in other places, too."""
    word = re.escape(what.rsplit(maxsplit=1)[-1].removesuffix("s"))
    others = text.whole.replace(context.sentence, "")
    return len(re.findall(rf"\b(?:{word}|oral (?:solution|suspension))", others, re.IGNORECASE)) >= OFTEN - 1


def _roads(written: str) -> set[str]:
    known = folded(written)
    return {road for road, pattern in ROADS.items() if known and pattern.search(known)}


def _meet(of_form: set[str], of_route: set[str], both: str) -> bool:
    """Tell whether a form can go by a route: a tablet may go under the tongue or into the vagina."""
    if of_form & of_route:
        return True
    return bool(of_form == {"by mouth"} and of_route <= {"under the tongue", "into the vagina"}) or "gel" in both


def _named(text: MonographText, roads: set[str]) -> int:
    """Return how often the text names what goes by some roads."""
    told = "\n".join((folded(plain(text.monograph.title)), *(context.own for context in contexts(text))))
    return sum(len(list(ROADS[road].finditer(told))) for road in roads)


def _stated(text: MonographText, message: str, name: str, level: Level | None = None) -> Hit:
    """Return a hit in the line of a field."""
    rows = text.monograph.data.decode("utf-8", "replace").splitlines()[: text.monograph.body_line]
    line = next((number for number, row in enumerate(rows, 1) if row.startswith(name)), 1)
    return text.missing(message, f"Correct the {name} in the front matter.", level, line)


RULES: tuple[Rule[MonographText], ...] = (
    Rule(
        "S36",
        Level.BLOCK,
        "Form, route and text agree",
        "form and route of the front matter go together (no cream by mouth); the text is about that form, and orders "
        "nothing that is done with another (this warns)",
        "Form and route are printed on every page; what is told of another form is done with this one.",
        "ISMP Guidelines for Safe Communication of Medication Information; own",
        other_form,
    ),
)
