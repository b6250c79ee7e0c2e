"""Words and letters that a rule passes over (English), although they look like what it is after."""

from __future__ import annotations


def _each(*rows: str) -> frozenset[str]:
    return frozenset(word for row in rows for word in row.split())


# What stands in a medicine's title and is no part of its name.
FORM_WORDS = _each(
    "a an and as by for in of on or the to with once twice daily week weekly day oral mouth medicine type",
    "release modified prolonged extended slow",
    "tablet tablets capsule capsules liquid solution suspension syrup inhaler spray drops cream ointment gel lotion",
    "patch patches injection infusion pen vial powder",
)

# What stands before a dose and is no disease.
NO_DISEASE = _each(
    "adult adults child children teenagers adolescents infants babies older elderly people patients those",
    "women men pregnant with without",
    "kidney kidneys liver renal hepatic heart function impairment problem problems blood test tests level levels",
    "disease diseases disorder disorders condition conditions",
    "tablet tablets capsule capsules liquid solution oral injection injections infusion intravenous inhaler cream",
    "mouth strength strengths form forms brand insulin",
    "start starting initial usual typical maximum maintenance loading target goal step dose doses dosage",
    "daily weekly once twice times missed combination alone adjustment adjustments",
    "days week weeks month months year years morning evening night long short term first second third line stage",
    "type standard concentrated slow release extended immediate modified",
    "treat treating treatment treatments therapy therapies medicine medicines medication",
    "prevent preventing prevention surgery cancer cancers symptoms pain pressure",
    "after before under over other others used uses using this that from when into more than less most some full",
    "every each only also such including",
    "have take takes taken need needs your severe mild moderate acute chronic general note important",
)

# Letters that need no explanation here: everybody knows them, they are words in capitals, or another rule reports them.
KNOWN_LETTERS = _each(
    "TODO TBC TBD FIXME AI HIV AIDS TB DNA RNA FAQ FAQS UK US USA EU NHS FDA EMA MHRA WHO CDC NICE DVLA",
    "TV GP GPS ID OK AM PM GMT REM COVID SARS PIN SMS PC PO CD DVD UV SPF IQ SOS USB PDF QR PH",
    "MRI CT ACE MMR BCG ADHD HRT IVF PMS ICU ER ED AB QT EXP LOT ZIP LSD MDMA THC CBD ATM VAT XL XXL VIP DIY",
    "MD RN PHD NP PA DO MBBS MR MRS MS DR ST JR",
    "SR XR CR DR IR EC SA LA PR HFA DPI ODT",  # kinds of tablets and inhalers, in brand names
    # reported by M03 and M04
    "BID TID QID QD QOD PRN HS AC PC SC SQ SL IM IV IU IN NG BT DC OD OS OU AD AS AU TIW BD TDS QDS OM",
    "MSO MGSO AZT CPZ HCTZ MTX PTU APAP ZNSO",
    # words in capitals
    "NOT NEVER MUST STOP ONLY AND OR BEFORE AFTER NO YES WARNING CAUTION DANGER NOTE DRAFT TAKE CALL DAY DAYS WEEK",
    "ALL ANY DAILY ONCE TWICE IF NOW TODAY DOSE HELP HIGH LOW LEFT RIGHT NEW TOP END",
    "MON TUE WED THU FRI SAT SUN JAN FEB MAR APR JUN JUL AUG SEP OCT NOV DEC",
)
