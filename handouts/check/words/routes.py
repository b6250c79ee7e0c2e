"""Error-prone ways to write where a medicine goes and what it is called, as data for rule M04."""

from __future__ import annotations

from handouts.check.words.error_prone import AFTER_DOSE, NO_COMPOUND, ErrorProne, alone
from handouts.model.phrases import either, not_after, one_of
from handouts.model.units import GAP

UNDER_SKIN = rf"\b(?i:subcutaneous(?:ly)?|skin){GAP}\("
GIVEN = rf"\b(?:(?i:{one_of('given injected inject via by')})|IV|IM)"
AND = rf"(?:{GAP}(?:or|and){GAP}|{GAP}|/)"
ROUTE = either(one_of("injection injections infusion infusions dose doses route use IV IM"), f"or{GAP}I[VM]")

INTO_A_VEIN = one_of("IV I.V. i.v.")
NUMBERED_SO = (
    "type class phase stage grade level factor group part chapter schedule section titled Henry Type Class Phase Stage"
)
LOWER = (
    *("I", "II", "III", "I or", "II or", "III or", "I and", "II and", "III and"),
    "Grade",
    "Factor",
    "Group",
    "topoisomerase",
    "collagen",
)
NO_ROMAN = rf"(?<![\w/.(-]){not_after(*NUMBERED_SO.split(), 'Grade', 'Factor', *LOWER)}"

ROUTES = (
    ErrorProne(
        one_of("SC SQ s.c. s.q."),
        "“SC” is read as SL (under the tongue), “SQ” as “5 every”.",
        "Write “under the skin”.",
        "Inject 10 mg ⟦SQ⟧. It goes under the skin (⟦SC⟧), or is given ⟦s.c.⟧ by a nurse.",
        "Charleston, SC is a place.",
        before=either(AFTER_DOSE, UNDER_SKIN, f"{GIVEN}{AND}"),
        after=r"(?!\w|-\w)",
    ),
    ErrorProne(
        alone("SC SQ"),
        "“SC” is read as SL (under the tongue), “SQ” as “5 every”.",
        "Write “under the skin”.",
        "A ⟦SC⟧ injection.",
        "Charleston, SC is a place.",
        after=rf"(?=(?:{GAP}|/){ROUTE}\b)",
    ),
    ErrorProne(
        "(?i:sub[ -]?q)",
        "The q is read as “every”.",
        "Write “under the skin”.",
        "Inject it ⟦sub q⟧ or ⟦SubQ⟧.",
        before=r"(?<![\w/.-])",
    ),
    ErrorProne(
        "IJ",
        "“IJ” is read as IV (into a vein).",
        "Write “injection”.",
        "Give 10 mg ⟦IJ⟧.",
        "The IJ is a river.",
        before=AFTER_DOSE,
    ),
    ErrorProne(
        INTO_A_VEIN,
        "“IV” is read as IU, for units, or as a four.",
        "Write “into a vein”.",
        "It is given ⟦IV⟧, or by an ⟦i.v.⟧ drip.",
        "Stage IV, a drip (IV) and Henry IV.",
        before=NO_ROMAN,
        after=r"(?!\w|-\w|\))",
    ),
    ErrorProne(
        one_of("IM I.M. i.m."),
        "“IM” is read as IV (into a vein) or IN (into the nose).",
        "Write “into a muscle”.",
        "It is given ⟦IM⟧ by a nurse.",
        "Into a muscle (IM).",
        before=NO_ROMAN,
        after=r"(?!\w|-\w|\))",
    ),
    ErrorProne(
        one_of("SL s.l."),
        "“SL” is read as SC (under the skin).",
        "Write “under the tongue”.",
        "Take 1 tablet ⟦SL⟧ for pain.",
        "The SL is a car.",
        before=AFTER_DOSE,
        after=r"(?!\w|-\w)",
    ),
    ErrorProne(
        one_of("AD AS AU OS OU"),
        "Eyes and ears are taken for each other.",
        "Write which eye or ear in words.",
        "Put 2 drops ⟦AS⟧ at night, or drops into ⟦OU⟧.",
        "AS needed. In 2 days, as AD is rare.",
        before=rf"\bdrops?{GAP}(?:in(?:to)?{GAP})?",
    ),
    ErrorProne(
        alone("per") + " os",
        "“os” is read as the left eye.",
        "Write “by mouth”.",
        "Take it ⟦per os⟧.",
        after=NO_COMPOUND,
    ),
    ErrorProne(
        one_of("PO po p.o."),
        "“os” is read as the left eye.",
        "Write “by mouth”.",
        "Take 10 mg ⟦PO⟧ with food.",
        "Write to Demo House 12, PO Box 3.",
        before=AFTER_DOSE,
        after=rf"(?!\w|{GAP}[Bb]ox)",
    ),
    ErrorProne(
        either(alone("ut") + r" dict\.?", alone("u.d.")),
        "This is read as “unit dose”.",
        "Write how to take it.",
        "Take it ⟦ut dict.⟧ or ⟦u.d.⟧ with food.",
    ),
    ErrorProne(
        "UD",
        "This is read as “unit dose”.",
        "Write how to take it.",
        "Take it as ⟦UD⟧.",
        "The UD is a club.",
        before=rf"\b[Aa]s{GAP}",
    ),
    ErrorProne(
        "OJ",
        "“OJ” is read as OD or OS (right or left eye).",
        "Write “orange juice”.",
        "Take 10 mg ⟦OJ⟧, or take it with ⟦OJ⟧.",
        "OJ is a name.",
        before=either(AFTER_DOSE, rf"\b(?:with|in){GAP}"),
    ),
    ErrorProne(
        "[Dd]/[Cc]",
        "“D/C” means discharge and discontinue.",
        "Write “stop”, or “leave hospital”.",
        "Your nurse will ⟦D/C⟧ it.",
        "An A/D/C lift.",
        before=r"(?<![\w/])",
        after=r"(?![\w/])",
    ),
)


def drug(short: str, name: str, example: str) -> ErrorProne:
    """Return the row of a medicine's short name."""
    return ErrorProne(
        rf"{short}(?<![\w/-]{short})",
        f"“{short}” is taken for another medicine.",
        f"Write {name}.",
        example,
        after=r"(?![\w-])",
    )


DRUGS = (
    drug("APAP", "paracetamol (acetaminophen)", "Take ⟦APAP⟧ for pain."),
    drug("AZT", "zidovudine", "Take ⟦AZT⟧ every day."),
    drug("CPZ", "the medicine's full name", "Take ⟦CPZ⟧ every day."),
    drug("HCTZ", "hydrochlorothiazide", "Take ⟦HCTZ⟧ every morning."),
    drug("MTX", "methotrexate", "Take ⟦MTX⟧ once a week."),
    drug("PTU", "propylthiouracil", "Take ⟦PTU⟧ every day."),
    drug("ZnSO4", "zinc sulfate", "Take ⟦ZnSO4⟧ every day."),
    drug("5-ASA", "mesalazine (mesalamine)", "Take ⟦5-ASA⟧ every day."),
)
