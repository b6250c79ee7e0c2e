"""Whether what is prescribed is the medicine of a monograph: another one is refused, and so is what is not certain."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from handouts.model.monograph import plain
from handouts.patient.amounts import spelled_units

if TYPE_CHECKING:
    from collections.abc import Iterable

    from handouts.model.monograph import Monograph

RXNORM = "http://www.nlm.nih.gov/research/umls/rxnorm"
SYSTEMS = {
    RXNORM: "rxnorm",
    "http://www.whocc.no/atc": "atc",
    "https://www.whocc.no/atc": "atc",
    "http://snomed.info/sct": "dmd",
    "https://dmd.nhs.uk": "dmd",
}
FORMS = (  # words of a form; two of different rows are two medicines
    "tablet tablets caplet caplets tab tabs",
    "capsule capsules cap caps",
    "solution suspension liquid syrup elixir mixture linctus",
    "inhaler inhalers aerosol inhalation puff puffs actuation",
    "injection injections pen pens syringe syringes vial vials cartridge cartridges ampoule ampoules injectable",
    "cream ointment gel lotion",
    "patch patches",
    "suppository suppositories pessary pessaries",
    "drop drops",
)
LIQUID = 2
BESIDE_IT = """
    oral by mouth sodium hydrochloride hcl potassium calcium sulfate sulphate phosphate trihydrate monohydrate
    hydrate anhydrous acetate maleate tartrate citrate mesylate mesilate besylate besilate succinate fumarate
    film coated hard soft prefilled pre filled pressurised pressurized metered dose cfc free sugar
    delayed extended modified slow immediate prolonged release gastro resistant enteric dispersible effervescent
    scored for use of in the per each once a week weekly day daily mr xr er sr ec hr pack product powder strength
    subcutaneous standard concentrated and
"""  # what may stand beside a medicine's name and makes it no other medicine
JOINED = re.compile(r"\s(?:\+|&|/)\s|[a-z]/[a-z]|\b(?:with|plus|et|und|y|co)\b", re.IGNORECASE)
WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
NUMBERED = re.compile(r"\d[\d.,]*")


def names_of(monograph: Monograph) -> list[str]:
    """Return the names a monograph gives its medicine, the longest first, without what stands in brackets."""
    metadata = monograph.metadata
    given = [plain(monograph.title), metadata.title, metadata.generic_name, *metadata.brand_names]
    bare = [re.sub(r"\([^)]*\)", " ", name) for name in given if name]
    return sorted({" ".join(name.split()).casefold() for name in bare if name.strip()}, key=len, reverse=True)


def why_another(medication: Any, monograph: Monograph) -> str | None:
    """Return why a FHIR CodeableConcept is not, or not for certain, a monograph's medicine; None where it is.

    Its words must name the medicine and nothing else but a salt, a form and a strength; a code must not contradict.
    """
    codings = medication.coding or []
    codes = monograph.metadata.codes
    same = False
    for coding in codings:
        field = SYSTEMS.get(coding.system or "")
        known = getattr(codes, field) if field else None
        if known and coding.code == known:
            same = True
        elif known and field == "atc":
            return "its ATC code is another"
    words = [medication.text, *(coding.display for coding in codings)]
    said = [word for word in words if word and word.strip()]
    if not said:
        return None if same else "its codes are not the monograph's, and it has no words"
    return next((why for word in said if (why := why_not_named(word, monograph))), None)


def why_not_named(words: str, monograph: Monograph) -> str | None:
    """Return why words do not name a monograph's medicine alone; None where they do."""
    folded = " ".join(words.casefold().split())
    rest, found = folded, False
    for name in names_of(monograph):
        rest, count = re.subn(rf"(?<!\w){re.escape(name)}(?!\w)", " ", rest)
        found = found or count > 0
    if not found:
        return "its name is not the monograph's title, generic name or one of its brand names"
    without_units = re.sub(r"(?<=\w)/(?=(?:ml|l|h|hr|dose|actuat|day|\d))", " ", rest)
    left = [part for word in WORD.findall(NUMBERED.sub(" ", without_units)) for part in word.split("-")]
    forms = {word for row in FORMS for word in row.split()}
    units = {part.casefold() for spelled in spelled_units() for part in spelled.split()} | {
        "unt",
        "actuat",
        "mcg",
        "µg",
    }
    strange = [word for word in left if word not in {*BESIDE_IT.split()} | forms | units]
    if strange or JOINED.search(without_units):
        return "it names something else beside this medicine"
    own, theirs = _forms(_own_words(monograph)), _forms(left)
    if own and not theirs <= own:
        return "its form is another than the monograph's"
    return None


def _own_words(monograph: Monograph) -> list[str]:
    metadata = monograph.metadata
    own = f"{metadata.form or ''} {plain(monograph.title)}".casefold()
    return WORD.findall(own.replace("-", " "))


def _forms(words: Iterable[str]) -> set[int]:
    """Return which kinds of form words tell; a solution to inject or to breathe in is no liquid to drink."""
    found = {number for number, row in enumerate(FORMS) for word in words if word in row.split()}
    return found - {LIQUID} if len(found) > 1 else found
