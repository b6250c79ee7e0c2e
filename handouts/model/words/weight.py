"""What a stretch of text may not lose without a word: amounts in words and negations, by language, and signs."""

from __future__ import annotations

from handouts.model.phrases import Phrase, either, one_of

COUNTS = one_of("two three four five six seven eight nine ten eleven twelve fifteen twenty thirty sixty ninety hundred")
NORMAL = one_of("upper lower normal usual recommended maximum daily")
AMOUNTS = (
    Phrase(r"\b(?:half|quarter|thirds?)\b", "half a tablet"),
    Phrase(r"\b(?:once|twice|thrice)\b", "twice a day"),
    Phrase(r"\b(?:double|triple|treble)\b", "double the dose"),
    Phrase(rf"\b{COUNTS}\b", "three times the upper limit"),
    Phrase(r"\b(?:max(?:imum)?|min(?:imum)?|at (?:most|least))\b", "at most a spoon"),
    Phrase(r"\b(?:more|less|fewer|higher|lower|above|below|over|under) than\b", "less than a spoon"),
    Phrase(r"\b(?:halbe[nrs]?|doppelt\w*|zweimal|dreimal|zwei|drei|vier|höchstens|mindestens)\b", "eine halbe (de)"),
    Phrase(r"\b(?:demie?s?|moitié|deux|trois|quatre|fois)\b(?= |$)", "une demie (fr)"),
    Phrase(r"\b(?:medi[ao]s?|mitad|doble|veces|dos|tres|cuatro|máximo)\b", "la mitad (es)"),
    Phrase(r"\b(?:mezz[oa]|metà|doppi[oa]|volte|due|tre|quattro)\b", "la metà (it)"),
    Phrase(r"\b(?:halve|helft|dubbele?|tweemaal|driemaal|twee|drie|hoogstens)\b", "een halve (nl)"),
    Phrase(r"[半倍两兩]|[一二三四五六七八九十]次", "半片 (zh)"),
)
NEGATIONS = (
    Phrase(r"\b(?:not|cannot)\b", "not with tea"),
    Phrase(r"\b(?:never|none|nor|neither|no|nothing)\b", "never with milk"),
    Phrase(r"n[’']t\b", "don’t chew"),
    Phrase(r"\b(?:without|except|unless|avoid)\b", "without food"),
    Phrase(r"\b(?:nicht|kein\w{0,2}|nie|niemals|ohne)\b", "nicht kauen (de)"),
    Phrase(r"\b(?:pas|jamais|sans|aucune?)\b|\bne\b|\bn[’']", "sans eau (fr)"),
    Phrase(r"\b(?:nunca|sin|jamás|ningun[ao]?|ningún)\b", "nunca con leche (es)"),
    Phrase(r"\b(?:non|mai|senza)\b", "mai con latte (it)"),
    Phrase(r"\b(?:niet|geen|nooit|zonder)\b", "niet kauwen (nl)"),
    Phrase(r"\b(?:não|sem)\b", "sem água (pt)"),
    Phrase(r"\b(?:inte|ikke|aldrig|aldri|utan|uden)\b", "inte tugga (sv)"),
    Phrase(r"\bnigdy\b|\bbez\b", "bez wody (pl)"),
    Phrase(r"\b(?:не|нет|нельзя|никогда|без)\b", "не жевать (ru)"),
    Phrase(r"[不没沒勿禁未别別]|请勿", "勿嚼 (zh)"),
    Phrase(r"ない|なし|ません", "噛まない (ja)"),
    Phrase(r"않|안 |없|금지|마세요|마십시오", "씹지 마세요 (ko)"),
    Phrase(r"(?<!\w)(?:لا|ليس|لم|بدون|غير)(?!\w)", "لا تمضغ (ar)"),
    Phrase(r"(?<!\w)(?:לא|אין|ללא|בלי)(?!\w)", "לא ללעוס (he)"),
    Phrase(r"नहीं|(?<!\S)(?:न|मत|बिना)(?!\S)", "न चबाएं (hi)"),
)
SIGNS = r"[<>≤≥±≈×÷%‰°µ½¼¾⅓⅔⅛²³→]|(?<=\w)[+=/](?=\w)"
# A comparison that goes on the line above it, where Markdown sees a quotation: `comes back` / `> twice the value`.
COMPARED = (
    Phrase(r"(?:about |roughly |the )?(?:half|double|triple|twice|thrice)\b", "twice what it was"),
    Phrase(r"an? (?:half|quarter|third|few)\b", "a quarter of a tablet"),
    Phrase(rf"(?:one|{COUNTS})\b", "three times the limit"),
    Phrase(rf"(?:the|your) {NORMAL}\b", "the upper limit"),
    Phrase(r"(?:das |dem |ein |eine )?(?:doppelt|halb|dreifach|zwei|drei)", "doppelt so hoch (de)"),
    Phrase(r"(?:le |la |une? )?(?:double|moitié|demi|deux|trois) ", "la moitié de (fr)"),
    Phrase(r"(?:el |la |una? )?(?:doble|mitad|medi[ao]|dos|tres) ", "el doble de (es)"),
)
GOES_ON = either(*(phrase.words for phrase in COMPARED))
WEIGHTY = either(*(phrase.words for phrase in (*AMOUNTS, *NEGATIONS)))
