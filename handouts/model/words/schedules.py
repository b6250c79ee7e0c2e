"""How a text tells on which days a medicine is taken (English), to compare it with the schedule of the front matter."""

from __future__ import annotations

from handouts.model.phrases import Phrase, not_after, not_before, one_of

NUMBERS = {
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "twelve": 12,
    "fourteen": 14,
    "twenty-one": 21,
    "twenty-eight": 28,
}
COUNT = rf"(?:\d{{1,3}}|{one_of(' '.join(NUMBERS))})"
OF_ANOTHER = not_before(r" (?:doses?|tablets?|capsules?) of\b", r" (?:life|routine|living|activit)")
ONE_BY_ONE = not_before(r" (?:a|each|per|every|or|later|late|early|before|after)\b")
NO_COUNT = not_after("twice", "times", "days", "doses")

DAILY = (
    Phrase(
        rf"\b(?:(?:once|twice|{COUNT} times?) )?{not_after('for', 'within', 'half')}\b(?:a|per) day\b{ONE_BY_ONE}",
        "Take it twice a day.",
        "Take it for a day.",
    ),
    Phrase(
        r"\b(?:every|each) (?:single )?day\b(?! (?:of|you|that|on)\b)",
        "Take it every day.",
        "Take it on each day of the cycle.",
    ),
    Phrase(rf"\bdaily\b{OF_ANOTHER}", "Take 5 mg once daily.", "Take your daily dose of folic acid."),
    Phrase(r"\b(?:every|each) (?:morning|evening|night)\b|\bnightly\b", "Take it every evening."),
    Phrase(rf"\bevery {COUNT} hours\b", "Take it every 12 hours.", "Wait 12 hours."),
)
WEEKLY = (
    Phrase(
        r"\b(?:once|(?:one|1) (?:time|day|dose|tablet|capsule)|mg) (?:a|per) week\b",
        "Take it once a week.",
        "Take it twice a week.",
    ),
    Phrase(rf"{NO_COUNT}(?<!bi-)\bweekly\b{OF_ANOTHER}", "Take 10 mg weekly.", "Take it twice weekly."),
    Phrase(rf"{NO_COUNT}\b(?:every|each) week\b", "Take it on the same day each week.", "Take it 3 times each week."),
)
ALTERNATE = (
    Phrase(r"\bevery (?:other|second|2nd|two|2) days?\b", "Take it every other day.", "Take it every day."),
    Phrase(r"\balternate days?\b", "Take it on alternate days."),
)
SEVERAL = (
    Phrase(
        rf"\b(?:twice|thrice|(?!(?:one|1)\b){COUNT} (?:times|days)) (?:a|per|each|every) week\b",
        "Take it 3 times a week.",
        "Take it once a week.",
    ),
    Phrase(rf"\b(?:twice|(?!(?:one|1)\b){COUNT} times) weekly\b", "Take it twice weekly.", "Take it once weekly."),
)

# A clause tells how this medicine is taken if it has one of the first, and no word but these and the medicine's names:
# “Never take it daily” and “Take folic acid every day” hold others.
TAKES = one_of(
    "take takes swallow inject injected use apply inhale insert give given have taken",
    "dose doses tablet tablets capsule capsules pill pills injection injections patch patches medicine",
)
BESIDE = (
    "it them this these you your the a an one each its in on at by with for of is are to as and or usually normally",
    "adults children people most many patients adult child some all usual normal starting first dose only once twice",
    "time times about same mouth food meal breakfast whole water glass morning evening night bedtime day days week",
    "weeks weekly daily every must should can will always start starts begin continue maximum minimum between up half",
    "two three four five six seven eight nine ten long prescribed recommended strength start even feel well exactly",
)
WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday"

# Of a cycle: what stands between the days with the medicine and those without, and what says that these are without.
RESTS = (
    Phrase(r"\b(?:no|none|without|off|free)\b", "21 days on, 7 days off", "21 days on"),
    Phrase(r"\b(?:stop|pause|rest|break|interval)\b", "then stop for 7 days", "then go on for 7 days"),
)
BETWEEN = (
    "then and followed by of on off for a an no none without stop pause rest break interval take taking it treatment",
    "them any medicine dose doses tablet tablets capsule capsules pill pills you have the next free is",
)
