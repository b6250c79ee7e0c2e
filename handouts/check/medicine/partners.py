"""Rule S38: the medicines that do not go with this one are named; “many other medicines” helps nobody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handouts.check.medicine.asked import known_groups
from handouts.check.medicine.contexts import contexts
from handouts.check.medicine.folding import any_of, folded
from handouts.check.rule import Hit, Level, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handouts.check.medicine.contexts import Context
    from handouts.check.monograph_text import MonographText

ENOUGH = 2  # named in the line or what follows it: the author has begun to tell which
MEDDLES = any_of(
    (
        *("interact*", "interfer*", "affect how", "affect the way", "affect it", "affect its", "affect the level*"),
        *("change how", "change the way", "increase the level*", "make it work less", "may affect", "can affect"),
    )
)
VAGUE = any_of(
    tuple(
        f"{many} {of}{what}"
        for many in (
            "many",
            "numerous",
            "several",
            "certain",
            "some",
            "various",
            "a number of",
            "a wide range of",
            "other",
        )
        for of in ("", "other ", "different ", "prescription ")
        for what in ("medicine*", "medication*", "drug*", "substance*")
    )
)
# Kinds of medicine that a patient can know by their name.
KINDS = any_of(
    (
        *("painkiller*", "pain reliever*", "anti inflammator*", "NSAID*", "antibiotic*", "antifungal*", "antidepress*"),
        *("blood thinner*", "anticoagula*", "steroid*", "antacid*", "sleeping *", "sedative*", "opioid*", "alcohol"),
        *("water tablet*", "diuretic*", "diabetes", "insulin", "epilepsy", "seizure*", "blood pressure", "heart"),
        *("contracepti*", "birth control", "the pill", "St John's wort", "grapefruit", "herbal", "vaccine*", "HIV"),
        *("hepatitis", "cold remed*", "antihistamine*", "beta blocker*", "statin*", "cholesterol", "potassium", "iron"),
        *(
            "calcium",
            "cancer",
            "chemotherapy",
            "immun*",
            "tuberculosis",
            "rifamp*",
            "antipsychotic*",
            "benzodiazepine*",
        ),
        *("MAO", "MAOI*", "lithium", "digoxin", "warfarin", "aspirin", "ibuprofen", "paracetamol", "acetaminophen"),
    )
)


def unnamed(text: MonographText) -> Iterator[Hit]:
    """Find a sentence that warns of other medicines and names none, in the leaflet of a medicine of the tables."""
    from handouts.check.medicine.table import every_name

    groups = [group for group in known_groups(text) if group.medicines and group.say]
    if not text.english or not groups:
        return

    def partners(words: str) -> set[str]:
        named = {match[0] for match in every_name().finditer(words)}
        others = {name for name in named if not any(group.names.search(name) for group in groups)}
        return others | {match[0] for match in KINDS.finditer(words)}

    found = contexts(text)
    for context in found:
        if (
            MEDDLES.search(context.own)
            and VAGUE.search(context.own)
            and not context.own.rstrip().endswith("?")
            and len(partners(_around(context, found))) < ENOUGH
        ):
            message = "This warns of other medicines, and names none of them."
            hint = "Name those that matter most, as the label does, and say what to do with each."
            yield text.hit(context.passage, context.start, context.end, message, hint)


def _around(context: Context, found: tuple[Context, ...]) -> str:
    """Return what stands in the same section: the list that names them may come before or after."""
    same = {each.passage.line: folded(each.passage.text) for each in found if _is_beside(each, context)}
    return " . ".join([context.lead, *same.values()])


def _is_beside(each: Context, context: Context) -> bool:
    return each.passage.section == context.passage.section


RULES: tuple[Rule[MonographText], ...] = (
    Rule(
        "S38",
        Level.WARN,
        "Other medicines are named",
        "a sentence that warns of other medicines names some of them, or a list in its section does; medicines of the "
        "tables only",
        "Nobody knows which of their tablets “some medicines” are.",
        "QRD template for package leaflets (EMA), section 2; 21 CFR 208.20(b)",
        unnamed,
    ),
)
