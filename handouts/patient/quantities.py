"""Amounts as FHIR has them (UCUM, or the unit's own word) and as the leaflet says them; an unknown unit is refused."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from handouts.leaflet.wording import counted_phrase
from handouts.patient.amounts import BY_SYMBOL, BY_WORD, COUNTED, Amount, Measure, Unit, unit_named

if TYPE_CHECKING:
    from handouts.leaflet.wording import Wording
    from handouts.patient.file import Document, Steps

UCUM = "http://unitsofmeasure.org"
KNOWN_SYSTEMS = {UCUM, "http://snomed.info/sct", "http://terminology.hl7.org/CodeSystem/v3-orderableDrugForm"}
FINEST = -3  # decimals of a dose; more are an error of arithmetic
LARGEST = 10**7
HINT = "Mend the prescription, or give the dose by hand: --fill dose=… --fill times=…"

UNIT_WORDS = {
    BY_SYMBOL["mg"]: counted_phrase("{number} mg", "{number} mg"),
    BY_SYMBOL["g"]: counted_phrase("{number} g", "{number} g"),
    BY_WORD["microgram"]: counted_phrase("{number} microgram", "{number} micrograms"),
    BY_WORD["nanogram"]: counted_phrase("{number} nanogram", "{number} nanograms"),
    BY_SYMBOL["ml"]: counted_phrase("{number} ml", "{number} ml"),
    BY_WORD["unit"]: counted_phrase("{number} unit", "{number} units"),
    BY_SYMBOL["mmol"]: counted_phrase("{number} mmol", "{number} mmol"),
    BY_SYMBOL["mEq"]: counted_phrase("{number} mEq", "{number} mEq"),
    COUNTED["tablet"]: counted_phrase("{number} tablet", "{number} tablets"),
    COUNTED["capsule"]: counted_phrase("{number} capsule", "{number} capsules"),
    COUNTED["puff"]: counted_phrase("{number} puff", "{number} puffs"),
    COUNTED["spray"]: counted_phrase("{number} spray", "{number} sprays"),
    COUNTED["inhalation"]: counted_phrase("{number} inhalation", "{number} inhalations"),
    COUNTED["drop"]: counted_phrase("{number} drop", "{number} drops"),
    COUNTED["patch"]: counted_phrase("{number} patch", "{number} patches"),
    COUNTED["sachet"]: counted_phrase("{number} sachet", "{number} sachets"),
    COUNTED["suppository"]: counted_phrase("{number} suppository", "{number} suppositories"),
    COUNTED["pessary"]: counted_phrase("{number} pessary", "{number} pessaries"),
    COUNTED["lozenge"]: counted_phrase("{number} lozenge", "{number} lozenges"),
    COUNTED["injection"]: counted_phrase("{number} injection", "{number} injections"),
}
CODES = {  # UCUM, with the annotations that are in use; SNOMED CT and HL7 for what is counted
    "mg": "mg", "g": "g", "ug": "microgram", "ng": "nanogram", "mL": "ml", "ml": "ml", "mmol": "mmol",
    "meq": "mEq", "[iU]": "unit", "[IU]": "unit", "[USP'U]": "unit", "[drp]": "drop",
    "{tablet}": "tablet", "{tablets}": "tablet", "{tbl}": "tablet", "{capsule}": "capsule", "{capsules}": "capsule",
    "{puff}": "puff", "{puffs}": "puff", "{spray}": "spray", "{actuation}": "puff", "{drop}": "drop",
    "{patch}": "patch", "{sachet}": "sachet", "{suppository}": "suppository", "{lozenge}": "lozenge",
    "{inhalation}": "inhalation", "{unit}": "unit", "{injection}": "injection", "{pessary}": "pessary",
    "TAB": "tablet", "CAP": "capsule", "PUFF": "puff", "DROP": "drop", "PATCH": "patch", "SUPP": "suppository",
    "LOZ": "lozenge", "SPRAY": "spray",
    "428673006": "tablet", "385055001": "tablet", "428641000": "capsule", "385049006": "capsule", "415215001": "puff",
    "258684004": "mg", "258682000": "g", "258685003": "microgram", "258773002": "ml", "258997004": "unit",
    "258718000": "mmol", "404218003": "drop", "419702001": "patch",
}  # fmt: skip
SPELLED = {"iu": "unit", "ug": "microgram", "unt": "unit", "u": "unit", "tab": "tablet", "cap": "capsule"}
SPANS = {
    "h": counted_phrase("{number} hour", "{number} hours"),
    "d": counted_phrase("{number} day", "{number} days"),
    "wk": counted_phrase("{number} week", "{number} weeks"),
    "mo": counted_phrase("{number} month", "{number} months"),
    "a": counted_phrase("{number} year", "{number} years"),
    "min": counted_phrase("{number} minute", "{number} minutes"),
}


def amount_of(quantity: Any, document: Document, steps: Steps) -> Amount:
    """Return the amount of a FHIR Quantity.

    Raises:
        ContentError: it has no value, is compared with one, or its unit is unknown.
    """
    if quantity.comparator:
        message = "an amount that is “less than” or “more than” is no dose"
        raise document.refuse((*steps, "comparator"), "fhir-dose", message, HINT)
    number = number_of(quantity.value, document, (*steps, "value"))
    return Amount(number, number, _unit_of(quantity, document, steps))


def range_of(found: Any, document: Document, steps: Steps) -> Amount:
    """Return the amount of a FHIR Range: both ends, in one unit, the smaller first.

    Raises:
        ContentError: it is none.
    """
    if found.low is None or found.high is None:
        raise document.refuse(steps, "fhir-dose", "the range lacks an end", HINT)
    low, high = (amount_of(getattr(found, end), document, (*steps, end)) for end in ("low", "high"))
    if low.unit != high.unit or low.low > high.high:
        raise document.refuse(steps, "fhir-dose", "the ends of the range have two units, or fall", HINT)
    return Amount(low.low, high.high, low.unit)


def number_of(value: Decimal | None, document: Document, steps: Steps) -> Decimal:
    """Return the number of a dose.

    Raises:
        ContentError: it is missing, zero, or has more digits than any dose.
    """
    if value is None:
        raise document.refuse(steps, "fhir-dose", "the number is missing", HINT)
    number = Decimal(value)
    exponent = number.normalize().as_tuple().exponent
    if not 0 < number < LARGEST or not isinstance(exponent, int) or exponent < FINEST:
        raise document.refuse(steps, "fhir-dose", "no dose has such a number", HINT)
    return number


def _unit_of(quantity: Any, document: Document, steps: Steps) -> Unit:
    """Return the unit; where both a code and a word are given, they must agree."""
    system, code, word = quantity.system, quantity.code, quantity.unit
    coded = CODES.get(code or "") if system in KNOWN_SYSTEMS else None
    folded = (word or "").strip().rstrip(".")
    folded = folded.removesuffix("(s)")
    spelled = unit_named(SPELLED.get(folded.casefold(), folded)) if folded else None
    unit = unit_named(coded) if coded else spelled if code in {None, "", "1", word} else None
    if unit is None or unit not in UNIT_WORDS:
        field = "code" if code else "unit"
        raise document.refuse((*steps, field), "fhir-unit", "this unit is unknown, or missing", HINT)
    if coded and spelled and spelled != unit and not {spelled.measure, unit.measure} <= {Measure.COUNT}:
        raise document.refuse((*steps, "unit"), "fhir-unit", "the unit's word and its code say two things", HINT)
    return unit


def say_amount(amount: Amount, say: Wording) -> str:
    """Return an amount in words: “10 mg”, “1 to 2 tablets”."""
    forms = UNIT_WORDS[amount.unit]
    if amount.low == amount.high:
        return say.counted(forms, amount.high)
    return say("{low} to {high}", low=say.number(amount.low), high=say.counted(forms, amount.high))


def say_span(number: Decimal | int, unit: str, say: Wording) -> str:
    """Return a span of time in words: “5 days”; the unit is UCUM's."""
    return say.counted(SPANS[unit], number)
