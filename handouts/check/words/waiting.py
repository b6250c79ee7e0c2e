"""How a sentence plays a sign of danger down, or puts help off (English), as data for rule S33; over folded text."""

from __future__ import annotations

from handouts.check.medicine.folding import over_folded
from handouts.model.phrases import either

SLIGHT = either(
    "mild|slight(?:ly)?|minor|small|a little|brief(?:ly)?|tiny|light|less|more easily|no|without|few|spots? of",
)
MILD = over_folded(rf"\b{SLIGHT}(?: \w+){{0,2}} ?$")
MILD_AFTER = over_folded(r"^[^.;]{0,40}?\b(?:mild|slight|minor|brief|that stops? within|that lasts? less)\b")
OFTEN = "(?:usually|often|mostly|always|soon|normally|generally|quickly|simply|just|will|should|may|can|all)"
SETTLE = either(
    "settles?(?: down)?|pass(?:es)?(?: off| by itself| by themselves| on)?|(?:go|goes) away|wears? off",
    "clears?(?: up)?|gets? better|vanish(?:es)?|disappears?|fades?|improves?|(?:go|goes) on its own",
    "(?:go|goes) down(?: by itself)?|calms? down|recovers?|eases?(?: off)?|subsides?|resolves?|dies down",
    "(?:sort|right|clear|heal|mend)s? (?:itself|themselves)(?: out| up)?",
    "(?:is|are) (?:only |just )?(?:temporary|short-lived|passing)",
    "(?:is|are) gone (?:in|within|after)",
)
ELSEWHERE = either(
    "to|water|urine|the|through|out|blood|stools?|if|only|when|after you stop|gas|wind",
)
SETTLES = over_folded(rf"\b(?:{OFTEN} )*{SETTLE}\b(?! {ELSEWHERE})")
NO_MATTER = either(
    "normal|harmless|(?:nothing|nowt|not anything) (?:to|you need to) (?:worry|fret|fuss|panic|bother) about",
    "to be expected|rarely (?:serious|dangerous|a problem)|seldom (?:serious|dangerous)|par for the course|unimportant",
    "no (?:cause|reason) (?:for|to) (?:concern|alarm|worry)",
    "nothing serious|not serious|not dangerous|not urgent|no danger|never dangerous|never serious|a good sign",
    "not a concern|nothing to fear|nothing unusual|no hurry|no emergency|nothing special",
)
IS = either("is|are|can be|as|be|quite|considered")
KIND = either("normal|harmless|good|common and harmless")
SIGN = either("side effect|effect|part|sign|reaction|symptom")
CARE = either("attention|action|treatment|help|a |care|anything")
HARMLESS_WORDS = either(
    "(?:and|but|or|quite|mostly|completely) harmless|no action|nothing to (?:call|ring|phone|report)",
    "not (?:usually |normally |generally |often )?(?:an? )?(?:cause|reason) (?:for|to) (?:concern|alarm|worry)",
    "only matters? if|matters? only if|part and parcel|something you ate|what you ate",
    "(?:down to|just) (?:stress|age|wind)",
    "(?:can|may) be (?:treated|managed|dealt with) (?:at home|yourself|by yourself)",
    "treat (?:it|this) (?:at home|yourself)",
    "a (?:good )?sign that (?:the pain|the tablets|it|treatment) (?:has|have|is|are|works?)",
    "part of being|just (?:your body|the body|the medicine|a phase|nerves|old age|tiredness)|only means? (?:that )?you",
    "(?:do|does) not (?:panic|be alarmed)",
    "part of (?:the|your) (?:treatment|healing)|what we want|(?:means|shows) that (?:it|the medicine) works",
    rf"{IS} (?:(?!not\b|never\b|no\b)\w+ )?{NO_MATTER}",
    rf"a (?:\w+ )?{KIND} {SIGN}",
    "(?:a|is) (?:very )?common (?:side effect )?(?:that|and|which) (?:usually )?(?:settles|passes|goes|harmless)",
    f"needs? no(?! more)|(?:do|does) not need(?: any)? {CARE}",
    "can (?:safely )?be ignored|(?:can|may) (?:safely )?ignore|ignore (?:it|them|this|these)",
    "(?:is|are) (?:a )?signs? that (?:the medicine|it|this medicine|the treatment) works",
    r"signs? (?:that|of) (?:it|its|the \w+|this \w+|your body)(?: is| are|'s)? (?:work|settl|getting used|act)\w*",
    r"grown? out of (?:it|this|that|an allergy)|outgrow\w*|worn off by now",
)
HARMLESS = over_folded(rf"\b{HARMLESS_WORDS}\b")
DELAYS = either(
    r"wait\b(?!ing)|sleep it off|let (?:them|him|her|the person) (?:sleep|rest)|give it time",
    "give it (?:a|an|some|one|two|three)(?: few| couple of)? (?:hours?|days?|weeks?|nights?)",
    "rest (?:first|and|a while|until)|lie down and|see how (?:it|you|they)|watch(?:ed)? (?:it|them|for a)",
    "be watched for|carry on with|carry on as|keep taking|until the morning|in the morning|tomorrow|next day",
    "finish (?:the|your) (?:pack|course|box)|can wait|take the next dose|drink some water|have a rest",
    "see (?:whether|if) it (?:stops|goes|gets)|a few hours|check (?:again )?in an hour|carry on|rest overnight",
    r"keep an eye on|monitor (?:it|this|them) |make a note|note (?:it|them) down|try\b[^.;]{0,40}? first|to bed\b",
    "(?:is|are) best rested|over the next few|wait and see|put up with|take it easy",
    "go to bed|can be left|may be left|(?:can|may) safely wait",
)
DELAY = over_folded(rf"\b{DELAYS}\b")
CONTACTS = either(
    "call|ring|phone|dial|tell|contact|see (?:a|an|your|the|us)|get (?:help|emergency|medical|advice|checked|to)",
    "seek|go to|report|ask|speak|talk|999|911|112|111|emergency|at once|immediately|straight away|right away",
    r"same day|urgent\w*|a&e|need help|stop taking|to hospital|in hospital|today|let us know",
)
CONTACT = over_folded(rf"\b{CONTACTS}\b")
CALLS = either(
    r"call\w*|ring|phone|tell|report\w*|see (?:a|your|any|us)|contact|mention|go to|get help|seek|worry|help|act",
    "do anything|treatment|attention|panic|fret|fuss|bother|be alarmed|be concerned",
)
NO_CALL = over_folded(rf"\b{CALLS}\b")
CONDITION_BEHIND = over_folded(
    r"\b(?:if|unless|except|for a (?:mild|small)|about every|only (?:if|when)|until|once|as long)\b"
)
CONDITION_BEFORE = over_folded(
    r"\b(?:if|when|until|once|after (?:you|it|treatment)|unless|before|even though|whether)\b[^.;,]*$"
)
DENIALS = either(
    r"\b(?:not|never|no|cannot|without|nor|rarely|instead of|rather than)(?: \w+){0,1} ?$",
    r"\b(?:not|never) (?:mean|think|assume|a reason)\b[^.;]*$",
)
DENIED = over_folded(DENIALS)
ANSWERED = over_folded(r"^\W*(?:yes|if|call|ring|see|get|go|tell)\b")
REFERS = over_folded(r"^\W*(?:these|this|they|it|such|all of (?:these|them)|all this|both|most of (?:these|them))\b")
LATER = r"(?:hours?|days?|morning|night|weeks?|a while|evening|tomorrow|weekend|symptoms)"
HELP = r"(?:999|911|112|111|ambulance|emergency|hospital|help|a&e|the doctor|your doctor|a doctor)"
CALL_HELP = rf"(?:call\w*|ring|dial|phone|go to|get|getting)\b[^.;?]{{0,20}}?\b{HELP}\b"
THEN_CALL = rf"\b(?:before|then|and)\b[^.;?]{{0,20}}?\b(?:{CALL_HELP}|you call|calling)"
HELP_PUT_OFF = over_folded(rf"\bwait\b[^.;?]{{0,40}}?\b{LATER}\b[^.;?]{{0,40}}?{THEN_CALL}")
STILL = over_folded(r"\b(?:if|still|better|whether|dose|puff|spray)\b")
VISIT = "(?:visit|appointment|check(?:-?up)?|review|clinic|test|blood test|consultation)"
NOT_NOW = either(
    rf"next (?:\w+ )?{VISIT}",
    rf"(?:yearly|annual|routine|monthly|six-monthly|follow-up) (?:\w+ )?{VISIT}",
    "next time you|when you next|next month|next year|(?:in|within) (?:a|the next) few (?:days|weeks)",
    "in the morning|tomorrow|next week|after the weekend|overnight|when convenient|at some point|when you have time",
    "in due course|in (?:a|two|three|2|3) (?:weeks?|fortnight|months?)|when it suits you|some time soon",
)
LATER_VISIT = over_folded(rf"\b{NOT_NOW}\b")
IT_LASTS = either(
    "persists?|lasts?|continues?|carr(?:y|ies) on|goes on|keeps? (?:on|coming)|happens? (?:again|more than once|twice)",
    "comes? back|(?:do|does) not (?:stop|settle|improve|go|get better|clear)|(?:is|are) (?:no|not) better",
    "(?:gets?|becomes?) (?:severe|worse|any worse|troublesome)|(?:is|are) still there|bothers? you|worr(?:y|ies) you",
)
YOU_STILL = "(?:if|when) you (?:still|are still|are no better|have not (?:got|felt) better|do not feel better)"
ONLY_IF_IT_LASTS = over_folded(rf"\b(?:(?:if|when|unless|once) (?:it|they|this|these) {IT_LASTS}|{YOU_STILL})\b")
AT_ONCE = either(
    r"at once|immediately|straight away|right away|same day|today|urgent\w*|emergency|999|911|112|988|a&e",
    "without delay|before your|rather than|even if|do not wait|earlier|sooner|instead",
)
SOONER = over_folded(rf"\b{AT_ONCE}\b")
DANGER = either(
    r"dangerous|serious|matters?|worry|worried|call|ring|tell|see (?:a|my|the)|help|emergency|urgent\w*|hospital",
)
ASKED_OF_DANGER = over_folded(rf"\b{DANGER}\b")
