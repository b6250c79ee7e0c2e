"""The Do Not Use list as data for rule M03."""

from __future__ import annotations

from handouts.check.words.doses import NUMBER
from handouts.check.words.error_prone import AFTER_NUMBER, EVERY, NO_COMPOUND, ErrorProne, alone
from handouts.model.phrases import either, not_after, not_before, one_of
from handouts.model.units import GAP

PER_LITRE = f"/{GAP}?d?[lL]"  # in results of blood tests
COMPOUND = r"-\w"  # U-turn, U-100
NAME = " [A-Z][a-z]"  # U Thant, QD Demo
INITIALS = (r"\.?S\b", r"\.[A-Za-z]")  # US, U.S., U.K.
IN_UNITS = either(AFTER_NUMBER, rf"\d{GAP}?(?:million|thousand){GAP}", rf"\bunits?{GAP}\(", rf"\bin{GAP}")

DO_NOT_USE = (
    ErrorProne(
        "U",
        "“U” is read as a 0 or a 4, and the dose grows tenfold.",
        "Write “units”.",
        "Inject 10 ⟦U⟧ at night and 5⟦U⟧/kg.",
        "In 2 U.S. towns and at 2 U Thant, 40 U/L is usual.",
        before=AFTER_NUMBER,
        after=not_before(r"\w", NAME, PER_LITRE, *INITIALS, COMPOUND),
    ),
    ErrorProne(
        "u",
        "“u” is read as a 0 or a 4, and the dose grows tenfold.",
        "Write “units”.",
        "Inject 10 ⟦u⟧ at night, then 5 ⟦u⟧.",
        "Make 2 u-turns.",
        before=AFTER_NUMBER,
        after=not_before(r"\w", r"\.\w", PER_LITRE, COMPOUND),
    ),
    ErrorProne(
        one_of("IU iu I.U. i.u."),
        "“IU” is read as IV (into a vein) or as 10.",
        "Write “international units”, or “units”.",
        "Take 800 ⟦IU⟧, in units (⟦I.U.⟧).",
        "Your ALT was 40 IU/L.",
        before=IN_UNITS,
        after=not_before(r"\w", PER_LITRE, COMPOUND),
    ),
    ErrorProne(
        either(alone("QOD qod"), rf"{EVERY}\.{GAP}?[oO]\.{GAP}?[dD]\.?"),
        "This is read as “every day” or “4 times a day”.",
        "Write “every other day”.",
        "Take it ⟦QOD⟧ or ⟦q.o.d.⟧ with food.",
        "See QOD-3 on the lid.",
        after=NO_COMPOUND,
    ),
    ErrorProne(
        either(alone("QD qd"), rf"{EVERY}\.{GAP}?[dD]\.?"),
        "This is read as “4 times a day”.",
        "Write “once a day”.",
        "Take it ⟦QD⟧ or ⟦q.d.⟧ with food.",
        "See QD Demo, or QD-3 on the lid.",
        after=NO_COMPOUND + not_before(NAME),
    ),
    ErrorProne(
        alone("MSO4 MSO₄ MgSO4 MgSO₄"),
        "Morphine and magnesium are taken for each other.",
        "Write “morphine sulfate” or “magnesium sulfate”.",
        "Never mix ⟦MSO4⟧ with ⟦MgSO₄⟧.",
        "A salt with water is MgSO4·7H2O.",
        after=r"(?![\w·])",
    ),
)

FORM = one_of("IR ER SR CR sulfate tablet tablets capsule capsules injection")
MASS = "(?:mg|mcg|g|m[lL])"
A_DOSE = rf"{GAP}(?:{FORM}{GAP})?{NUMBER}{GAP}?{MASS}\b"
WHO_HAS_IT = not_after("with", "have", "has", "for", "ing", "ive")  # people with, having or relapsing-progressive MS

# “MS” is a disease to most readers: only beside a dose, and never in a text about multiple sclerosis.
MORPHINE = (
    ErrorProne(
        "MS",
        "“MS” means morphine sulfate or magnesium sulfate.",
        "Write the medicine's full name.",
        "Take ⟦MS⟧ tablets 10 mg for pain.",
        "People with MS 10 mg a day.",
        before=rf"(?<![\w/-]){WHO_HAS_IT}",
        after=f"(?={A_DOSE})",
    ),
    ErrorProne(
        "MS",
        "“MS” means morphine sulfate or magnesium sulfate.",
        "Write the medicine's full name.",
        "Take 10 mg of ⟦MS⟧ for pain.",
        "In 10 weeks of MS you may feel tired.",
        before=rf"\d{GAP}?{MASS}{GAP}(?:of{GAP})?",
        after=not_before(r"[\w-]", A_DOSE),
    ),
)
