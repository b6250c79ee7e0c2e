"""Medicines that may be had only with special safeguards (their names in English), as data for rule S07."""

from __future__ import annotations

import dataclasses
import re
from typing import TYPE_CHECKING

from handouts.check.words.safeguards import (
    BLOOD,
    CLOTS,
    COUNTS,
    MEN,
    PREGNANCY,
    PREVENTING,
    PREVENTING_AFTER,
    PREVENTING_BEFORE,
    PROGRAMME,
    SHARE,
    TEST,
    WOMEN,
    Safeguard,
)
from handouts.model.pattern import Pattern
from handouts.model.phrases import either

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclasses.dataclass(frozen=True)
class Programme:
    """A group of medicines with the same safeguards.

    ``spelling`` names the side of the Atlantic whose authority asks for them: uk, us, "" for both.
    """

    medicine: Pattern
    safeguards: tuple[Safeguard, ...]
    source: str
    spelling: str = ""


def names(*parts: str) -> Pattern:
    """Return a pattern for any of the names as a word."""
    return Pattern(rf"\b{either(*parts)}\b", re.IGNORECASE)


ACITRETIN = "acitretin|neotigason|soriatane"
VALPROATE = names("valproate", "valproic", "divalproex", "valpromide", "epilim", "depakote", "depakine", "depakene")
MYCOPHENOLATE = names("mycophenolate", "mycophenolic", "cellcept", "myfortic")
PROGRAMMES = (
    Programme(
        names(r"\w*lidomide", "revlimid", "thalomid", "pomalyst", "imnovid"),
        (PREGNANCY, WOMEN, MEN, PREVENTING_BEFORE, PREVENTING_AFTER, TEST, BLOOD, SHARE, PROGRAMME, COUNTS, CLOTS),
        "FDA REMS for lenalidomide, pomalidomide and thalidomide; EMA and MHRA pregnancy prevention programmes",
    ),
    Programme(
        names("isotretinoin", "roaccutane", "accutane", "absorica"),
        (PREGNANCY, PREVENTING_BEFORE, PREVENTING_AFTER, TEST, BLOOD, SHARE, PROGRAMME),
        "MHRA and EMA pregnancy prevention programme for oral retinoids; FDA iPLEDGE REMS",
    ),
    Programme(
        names(ACITRETIN, "alitretinoin", "toctino"),
        (PREGNANCY, PREVENTING_BEFORE, PREVENTING_AFTER, TEST, BLOOD, SHARE, PROGRAMME),
        "MHRA and EMA pregnancy prevention programme for oral retinoids",
        "uk",
    ),
    Programme(
        names(ACITRETIN),
        (PREGNANCY, PREVENTING_BEFORE, PREVENTING_AFTER, TEST, BLOOD),
        "FDA boxed warning for acitretin: embryo-fetal toxicity",
        "us",
    ),
    Programme(
        VALPROATE,
        (PREGNANCY, WOMEN, MEN, PREVENTING, PROGRAMME),
        "MHRA and EMA, valproate pregnancy prevention and advice for men, 2024",
        "uk",
    ),
    Programme(VALPROATE, (PREGNANCY, WOMEN, PREVENTING), "FDA boxed warning for valproate: fetal risk", "us"),
    Programme(
        MYCOPHENOLATE,
        (PREGNANCY, WOMEN, MEN, PREVENTING_AFTER, TEST, BLOOD),
        "EMA and MHRA, mycophenolate: pregnancy and contraception advice, 2018",
        "uk",
    ),
    Programme(
        MYCOPHENOLATE,
        (PREGNANCY, WOMEN, PREVENTING_AFTER, TEST),
        "FDA boxed warning for mycophenolate: embryofetal toxicity",
        "us",
    ),
    Programme(
        names("bosentan", "ambrisentan", "macitentan", "tracleer", "volibris", "letairis", "opsumit"),
        (PREGNANCY, WOMEN, PREVENTING, TEST),
        "EMA product information; FDA boxed warning: embryo-fetal toxicity",
    ),
    Programme(
        names("riociguat", "adempas"),
        (PREGNANCY, WOMEN, PREVENTING, TEST),
        "EMA product information; FDA boxed warning for riociguat: embryo-fetal toxicity",
    ),
    Programme(
        names("topiramate", "topamax"),
        (PREGNANCY, WOMEN, PREVENTING_AFTER, TEST, PROGRAMME),
        "MHRA Drug Safety Update, June 2024, topiramate pregnancy prevention programme; EMA, 2023",
        "uk",
    ),
)
# Too little gets through the skin into the blood.
ON_THE_SKIN, BY_MOUTH = (
    names("gel", "cream", "ointment", "lotion", "topical", "on the skin"),
    names("capsules?", "tablets?", "by mouth", "oral", "soft gels?"),
)


def programmes(named: Iterable[str], spelling: str) -> list[Programme]:
    """Return the programmes of a medicine that goes by these names; ``spelling`` is that of the authority, uk or us."""
    called = " ".join(named).replace("_", " ").replace("-", " ")
    if ON_THE_SKIN.search(called) and not BY_MOUTH.search(called):
        return []
    return [
        programme
        for programme in PROGRAMMES
        if programme.spelling in {"", spelling} and programme.medicine.search(called)
    ]
