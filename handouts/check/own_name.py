"""A text with its own medicine called “it”, and whether that is one only a clinician gives."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from handouts.check.words import giving
from handouts.model.monograph import Role, plain
from handouts.model.phrases import finder

if TYPE_CHECKING:
    from handouts.check.monograph_text import MonographText

GIVEN = finder(giving.GIVEN)
GIVEN_FORM = finder(giving.GIVEN_FORM)
AT_HOME = finder(giving.AT_HOME)
OWN_HANDS = finder(giving.OWN_HANDS)
SHORTEST = 5  # letters of a title's first word that can be a medicine


def called_it(text: MonographText, told: str) -> str:
    """Return lines of a text in which “it” stands for the medicine's names."""
    metadata = text.monograph.metadata
    first = re.match(rf"[^\W\d_]{{{SHORTEST},}}", plain(text.monograph.title))
    names = {metadata.generic_name, *metadata.brand_names, first[0] if first else ""} - {"", None}
    longest = sorted((re.escape(name) for name in names if name), key=len, reverse=True)
    return re.sub(rf"\b(?:{'|'.join(longest)})\b", "it", told, flags=re.IGNORECASE) if longest else told


def is_given(text: MonographText) -> bool:
    """Tell whether only a clinician gives this medicine: nobody keeps it at home, or forgets it."""
    metadata = text.monograph.metadata
    form = f"{metadata.form or ''} | {metadata.route or ''}"
    if giving.VACCINE.search(f"{plain(text.monograph.title)} | {metadata.generic_name or ''}"):
        return not giving.BY_MOUTH.search(form)
    running = text.running
    doses = [passage.text for passage in running if passage.role is Role.DOSE]
    told = called_it(text, "\n".join(doses or [passage.text for passage in running]))
    if not doses and GIVEN_FORM.search(form):  # elsewhere “tablets” are those of other medicines
        return not AT_HOME.search(told)
    return bool((GIVEN.search(told) or GIVEN_FORM.search(form)) and not OWN_HANDS.search(told))
