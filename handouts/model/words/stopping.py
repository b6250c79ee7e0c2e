"""How a text tells that a medicine must not be stopped, or not at once, in sentences and in questions (English)."""

from __future__ import annotations

from handouts.model.phrases import Phrase, either, one_of, within
from handouts.model.words.dangers import CLAUSE, DO_NOT, MUST_NOT, ORDER, PERSON

STOP = either(
    "(?:stop|quit|discontinue|interrupt|cease|halt)",
    "(?:come|get|go) off",
    "(?:leave|break) off",
    "give up",
)
STOPPING = either(
    one_of("stopping quitting discontinuing withdrawing interrupting discontinuation withdrawal halting ceasing"),
    "(?:if|when) (?:you |it is |they are )?(?:stop|quit|stopped)",
    "(?:coming|going|getting|leaving|breaking) off",
    "giving up",
)
SUDDENLY = either(
    one_of("suddenly abruptly overnight"),
    "(?:all )?at once",
    "too (?:fast|quickly|soon)",
    "without (?:talking|asking|advice|telling|speaking|checking)",
    "from one day to the next|all of a sudden|in one go",
    "(?:on your own|by yourself)",
)
STOPPED = (
    Phrase(
        rf"{either(ORDER, CLAUSE)}{DO_NOT} (?:\w+ly |just |ever )?{STOP}\b", "Do not stop it by yourself.", "It does"
    ),
    Phrase(rf"\b{MUST_NOT} (?:\w+ly |just |ever )?{STOP}\b", "You must not stop it suddenly."),
    Phrase(rf"\b{MUST_NOT} (?:be )?(?:\w+ly )?(?:stopped|discontinued)\b", "It should not be stopped."),
    Phrase(
        rf"\byou (?:can(?:not|[’']t| not)|may not) (?:\w+ly |just )?{STOP} (?:it|this|taking|using|{SUDDENLY})\b",
        "You cannot just come off it.",
        "You cannot stop your thoughts.",
    ),
    Phrase(
        rf"\b{STOPPING}\b(?: \S+){{0,5}}? {SUDDENLY}\b", "Stopping it suddenly can cause fits.", "Stopping is easy."
    ),
    Phrase(
        r"\b(?:sudden|abrupt) (?:withdrawal|discontinuation|stop(?:ping)?|cessation)\b",
        "Sudden withdrawal brings fits.",
    ),
    Phrase(r"\bwithdrawal (?:symptoms?|effects?|syndrome|reactions?)\b", "It can give withdrawal symptoms."),
    Phrase(r"\b(?:go|goes|going|went|quit|quitting|stop|stopping) cold turkey\b", "Going cold turkey brings fits."),
)
TREATMENT = one_of(
    "medicine medicines medication tablet tablets capsule capsules treatment pill pills inhaler injection injections",
    "drops cream patch patches spray puffs course insulin steroids drug drugs therapy",
)
IT = either("it", "this", "these", "them", "that", f"(?:my|the|this|these|your) {TREATMENT}")
# What follows “stop” where it is the medicine that is stopped.
MEDICINE = either(
    r"(?:it|this|that|taking|using|my|your|the|these|them|treatment|therapy|suddenly|abruptly|overnight)\b",
    r"(?:all )?(?:at once|of a sudden)\b",
    r"(?:when|whenever|if|early|once|now|for good|altogether|completely|cold turkey)\b",
    r"(?:without|from one day|on my own|by (?:my|one)self|as soon as|just like that|in one go|in the middle)\b",
    r"(?:straight|right) away\b",
    r"(?:immediately|halfway|any ?time|at any time|before|after|while|during)\b",
    r"[^\w\s]",
    "$",
)
OWN = rf"(?:my|your|the) (?!{TREATMENT})"
SOMEONE = either(one_of("I we you he she they one to child son daughter mother father husband wife baby"), PERSON)
STOPPED_BY = one_of("stopped discontinued interrupted paused quit ended dropped halted")
NOT_OUTSIDE = r"(?! (?:of|in|on|at|all night|overnight)\b)"
STOP_IT = "(?:stop|quit|discontinue|give up|leave off|break off|cease|halt|pause|interrupt)"
FOR_LONG = r"for (?:good|ever|a while|a few \w+|\w+ days|weeks|months)"
# A question whether one may stop, and an answer that says no. The medicine's name is read as “it”.
ASKS_TO_STOP = (
    Phrase(
        rf"\b{STOP_IT}\b(?! {OWN})(?:$| ?{MEDICINE}| (?:for|in|on)\b)",
        "Can I just stop when I feel well?",
        "Will it stop my periods?",
    ),
    Phrase(
        rf"\b{SOMEONE}(?: \w+){{0,2}} (?:come|get|go|be) off\b(?! {OWN})(?:$| ?{MEDICINE})",
        "May I come off it in summer?",
        "Can the label come off?",
    ),
    Phrase(
        rf"\b(?:give {IT} up|(?:leave|break) {IT} off(?! the\b)|(?:leave|cut) {IT} out{NOT_OUTSIDE})\b",
        "Can I leave it off on holiday?",
        "Can I leave it out of the fridge?",
    ),
    Phrase(rf"\bend (?:it|(?:my|the) {TREATMENT})\b", "May I end the course?", "When does the day end?"),
    Phrase(r"\b(?<!stop )(?<!quit )cold turkey\b", "Can I go cold turkey?"),
    Phrase(
        rf"\b{IT} (?:\w+ )?be (?:\w+ly )?{STOPPED_BY}\b",
        "Can it be stopped at once?",
        "Can the tap be stopped?",
    ),
    Phrase(
        rf"\b(?:stopping|quitting|coming off|leaving off|giving up)\b(?! {OWN})(?:$| ?{MEDICINE}| (?:at|for|on) )",
        "Is stopping it harmless?",
        "Is stopping a bleed hard?",
    ),
    Phrase(r"\b(?:sudden|abrupt) (?:stop|end|break)\b", "Is a sudden end to it all right?"),
    Phrase(
        rf"\b(?:skip|drop|shelve) {IT} (?:{FOR_LONG}|altogether|completely|{MEDICINE})",
        "May I drop it when I am well?",
        "May I drop it into juice?",
    ),
    Phrase(rf"\b(?:do|go) without {IT}\b", "Can I do without it now?", "Can I go without lunch?"),
    Phrase(
        rf"\b(?:take|have) (?:a|some) (?:\w+ )?(?:break|rest|holiday|pause|time off)(?: from {IT}| from taking\b|\W*$)",
        "Can I take a break from it?",
        "Can I take a break from work?",
    ),
)
STOPS_BY_ITSELF = (
    Phrase(
        r"\b(?:will|does|did|has|do) (?:it|this|the|my|these)\b(?!.*\bif (?:I|we|you)\b)",
        "When will the pain stop?",
        "What will it do if I stop?",
    ),
    Phrase(
        r"\bstop (?:it|this|the \w+) (?:from (?!one\b|now\b|today\b|tomorrow\b)|working\b)",
        "Can beer stop it working?",
        "May I stop it from one day to the next?",
    ),
    Phrase(r"\bif (?:I|we|you) drop\b", "If I drop it, is it spoilt?"),
    Phrase(
        r"\b(?:must (?:I|we)|(?:do|would|will) (?:I|we) (?:need|have|be asked) to)\b", "Must I stop it before a scan?"
    ),
)
OPENING = either("please", "better", "certainly", "absolutely", "definitely", "sorry", "unfortunately", "best")
ANSWER = r"^\W*(?:A\w*\d*\W+)?"
BUT = "(?:but|only (?:if|with|when|after|in)|unless|except)"
FIRST = rf"{ANSWER}(?:{OPENING}\W+|i[’']?m afraid\W+)?"
ASK = one_of("ask talk speak call check tell see phone contact consult")
LOWER = "(?:lower|reduc|taper|wean|cut|bring|step|com)"
SLOWLY = "(?:slowly|gradually|in steps|step by step|bit by bit|little by little)"
SAYS_NO = (
    Phrase(
        rf"{FIRST}(?:no|nope|never|not|do not|don[’']t)\b(?! (?:problem|worries|harm|trouble|a problem|mind)\b)",
        "A: No, talk with us first.",
        "No problem at all.",
    ),
    Phrase(r"\b(?:by no means|under no circumstances|on no account|in no case|out of the question)\b", "By no means."),
    Phrase(rf"\b(?:you|it|this) {MUST_NOT}\b", "You should not, it comes back."),
    Phrase(
        r"\b(?:is|are) (?:not|dangerous)\b|\bisn[’']t\b",
        "That is dangerous.",
    ),
    Phrase(
        rf"\b(?:is|are|would be|can be|may be) (?:\w+ )?{one_of('unsafe risky unwise harmful unadvisable')}\b",
        "That would be unwise.",
    ),
    Phrase(rf"{FIRST}only\b", "Only with your doctor.", "It is only a gel."),
    Phrase(rf"{ANSWER}yes\b{within(20)}\b(?:but|only|unless)\b", "Yes, if we agree, but slow down.", "Yes, at once."),
    Phrase(
        rf"{FIRST}(?:always )?{ASK}\b{within(60)}\b(?:first|before)\b",
        "Talk with us first.",
        "Ask for a spoon.",
    ),
    Phrase(
        rf"{FIRST}(?:keep|carry on|go on|continue|stay on|finish|complete|use it up)\b",
        "Keep taking it to the end.",
        "You may keep it.",
    ),
    Phrase(
        rf"\b{LOWER}\w*\b{within(40)}\b{SLOWLY}\b",
        "We taper it slowly.",
        "It works slowly.",
    ),
)
NO_NEED = (
    Phrase(r"\b(?:not|n[’']t|no) (?:have|need)\b", "No, you do not need to."),
    Phrase(
        rf"{ANSWER}(?:yes|of course|sure|you (?:can|may))\b(?!{within(200)}\b{BUT}\b)",
        "Yes, it is easy.",
        "Yes, but not at once.",
    ),
)
# A question that fears it, which a yes answers.
FEARS = (Phrase(r"\b(?:dangerous|harmful|bad|risky|unsafe|wrong|a (?:risk|danger|problem))\b", "Is it bad to stop?"),)
SAYS_YES = (Phrase(rf"{ANSWER}(?:yes|very|it (?:is|can|may|could))\b(?! not)", "Yes, fits may come.", "It is not."),)
