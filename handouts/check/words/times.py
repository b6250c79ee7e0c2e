"""Error-prone ways to write how often and when, as data for rule M04."""

from __future__ import annotations

from handouts.check.words.error_prone import AFTER_DOSE, EVERY, FROM_TO, NO_COMPOUND, ErrorProne, alone
from handouts.model.phrases import either, one_of
from handouts.model.units import GAP

READERS = "Most patients cannot read this."
A_DAY = "OD od BD bd BID bid TDS tds TID tid QDS qds QID qid"
AND_THEN = f"{alone(f'QD {A_DAY}')}{GAP}(?:or|to|then){GAP}"
NUMBER = f"(?P<number>{FROM_TO})"

TIMES = (
    ErrorProne(
        one_of("BT bt"),
        "“BT” is read as BID (twice a day).",
        "Write “at bedtime”.",
        "Take 10 mg ⟦BT⟧ or at ⟦bt⟧.",
        "The BT-1 gene.",
        before=either(AFTER_DOSE, rf"\b(?:at|before){GAP}"),
    ),
    ErrorProne(
        one_of("HS hs h.s."),
        "“HS” means bedtime and half-strength.",
        "Write “at bedtime” or “half strength”.",
        "Take 10 mg ⟦HS⟧, or take ⟦h.s.⟧ with food.",
        "The HS-1 gene.",
        before=either(AFTER_DOSE, rf"\b(?:at|before|taken?|given?){GAP}"),
    ),
    ErrorProne(
        alone("qhs qHS QHS q.h.s. nocte"),
        "This is read as “every hour”.",
        "Write “at bedtime”.",
        "Take it ⟦qhs⟧ or ⟦nocte⟧.",
        after=NO_COMPOUND,
    ),
    ErrorProne(
        alone("qn QN"),
        "This is read as “every hour”.",
        "Write “every night”.",
        "Take it ⟦qn⟧.",
        "See QN-3 on the lid.",
        after=NO_COMPOUND,
    ),
    ErrorProne(
        f"{EVERY}1d",
        "This is read as “4 times a day”.",
        "Write “once a day”.",
        "Take it ⟦q1d⟧.",
        after=NO_COMPOUND,
    ),
    ErrorProne(
        rf"{EVERY}{GAP}?\d+{GAP}?[AaPp]\.?[Mm]\.?",
        "This is read as “every so many hours”.",
        "Write “once a day at” and the time.",
        "Take it ⟦q6PM⟧ or ⟦q 8 a.m.⟧ with food.",
        after=NO_COMPOUND,
    ),
    ErrorProne(
        alone("qAM QAM qam q.a.m."),
        READERS,
        "Write “every morning”.",
        "Take 5 mg ⟦QAM⟧.",
        after=NO_COMPOUND,
    ),
    ErrorProne(
        alone("qPM QPM qpm q.p.m."),
        READERS,
        "Write “every evening”.",
        "Take 5 mg ⟦qpm⟧.",
        after=NO_COMPOUND,
    ),
    ErrorProne(
        f"{EVERY}{GAP}?{NUMBER}{GAP}?[hH](?:rs?|ours?)?",
        READERS,
        "Write “every {number} hours”.",
        "Take it ⟦q4h⟧ or ⟦Q 6-8 hours⟧.",
        after=NO_COMPOUND,
    ),
    ErrorProne(
        alone("QW qw qwk q.w."),
        READERS,
        "Write “once a week”, and the day.",
        "Inject it ⟦QW⟧.",
        after=NO_COMPOUND,
    ),
    ErrorProne(
        f"{EVERY}{NUMBER}[wW](?:ks?)?",
        READERS,
        "Write “every {number} weeks”.",
        "Inject it ⟦Q3W⟧, then ⟦q6wks⟧.",
        after=NO_COMPOUND,
    ),
    ErrorProne(
        f"{EVERY}{NUMBER}(?:M|mos?)",
        READERS,
        "Write “every {number} months”.",
        "Inject it ⟦q3M⟧, then ⟦q6mo⟧.",
        after=NO_COMPOUND,
    ),
    ErrorProne(
        f"{EVERY}{GAP}?{NUMBER}{GAP}?(?P<time>days|weeks|months|years)",
        READERS,
        "Write “every {number} {time}”.",
        "Have your blood checked ⟦q6 months⟧.",
        "Question Q3: months or weeks?",
        after=NO_COMPOUND,
    ),
    ErrorProne(
        alone("o.d."),
        "“OD” means once a day and right eye.",
        "Write “once a day”, or “right eye”.",
        "Take ⟦o.d.⟧ with food.",
        after="",
    ),
    ErrorProne(
        one_of("OD od"),
        "“OD” means once a day and right eye.",
        "Write “once a day”, or “right eye”.",
        "Take 10 mg ⟦OD⟧.",
        "An OD in the family.",
        before=AFTER_DOSE,
    ),
    ErrorProne(
        alone("TIW tiw t.i.w. BIW biw b.i.w."),
        "This is read as “times a day”.",
        "Write how many times a week, and on which days.",
        "Inject it ⟦TIW⟧.",
        after=NO_COMPOUND,
    ),
    ErrorProne(
        alone("b.d. b.i.d. t.d.s. t.i.d. q.d.s. q.i.d."),
        READERS,
        "Write how often in words, such as “2 times a day”.",
        "Take it ⟦b.d.⟧ with food.",
        after="",
    ),
    ErrorProne(
        f"(?!OD|od){one_of(A_DAY)}",
        READERS,
        "Write how often in words, such as “2 times a day”.",
        "Take 5 mg ⟦bd⟧, or take it QD or ⟦TDS⟧.",
        "Make a bid for 5. A tid-bit.",
        before=either(AFTER_DOSE, AND_THEN),
        after=r"(?![\w-])",
    ),
    ErrorProne(
        alone("PRN prn p.r.n."),
        READERS,
        "Write “when you need it”, and how often at most.",
        "Take it ⟦PRN⟧.",
        "The PRN/1 gene.",
        after=NO_COMPOUND,
    ),
    ErrorProne(
        rf"[x×]{GAP}?\d+{GAP}?d",
        "This is read as so many doses.",
        "Write for how many days.",
        "Take 10 mg ⟦x 3d⟧.",
        "It is 2x3d.",
        before=r"(?<![\w×])",
    ),
)
