"""Rule S22: a danger that a text names comes with a sign by which its reader notices it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handouts.check.medicine.contexts import contexts
from handouts.check.medicine.folding import any_of, stems_of
from handouts.check.medicine.said import said
from handouts.check.rule import Hit, Level, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handouts.check.medicine.danger_names import Danger
    from handouts.check.monograph_text import MonographText

WHO_HAS_IT = any_of(
    (
        *(
            "if you have",
            "if you have had",
            "have ever had",
            "history",
            "treat*",
            "used for",
            "used to",
            "tell your doctor if you",
            "do not take",
            "must not",
            "should not",
            "before you take",
            "before taking",
            "with severe",
            "suffer from",
        ),
        *(
            "people with",
            "patients with",
            "who have",
            "you have",
            "what it is for",
            "not suitable",
            "in case of",
            "for the",
        ),
        *("test*", "monitor*", "check*", "prevent*", "contraindicat*", "reduce the risk", "lower the risk"),
    )
)


def without_signs(text: MonographText) -> Iterator[Hit]:
    """Find the first naming of each danger of which the whole text tells no sign."""
    from handouts.check.medicine.danger_names import dangers

    if not text.english:
        return
    for danger in dangers():
        naming = said(text).may_say((stems_of(danger.names),))
        found = [each for each in said(text).sentences(naming) if danger.named.search(each.own)]
        told = [each for each in found if not WHO_HAS_IT.search(f"{each.heads} {each.before} {each.own}")]
        if not told or any(_tells_a_sign(each.own, danger) for each in contexts(text)):
            continue
        first = told[0]
        message = f"This names a danger, and nothing tells how a patient notices it: {danger.says} ({danger.source})."
        hint = (
            f"Name the signs ({', '.join(each.strip('*') for each in danger.signs[:4])} …), and whom to call how soon."
        )
        yield text.hit(first.passage, first.start, first.end, message, hint)


def _tells_a_sign(own: str, danger: Danger) -> bool:
    """Tell a sign that is not part of the danger's own name."""
    return danger.noticed.search(danger.named.sub(" ", own)) is not None


RULES: tuple[Rule[MonographText], ...] = (
    Rule(
        "S22",
        Level.WARN,
        "Dangers have signs",
        "a danger that goes by a clinician's name (hepatotoxicity, a long QT, lactic acidosis …) comes with a sign by "
        "which a patient notices it",
        "Nobody can act on a danger they cannot see coming.",
        "the source in each row of the table; 21 CFR 208.20(b)(7)",
        without_signs,
    ),
)
