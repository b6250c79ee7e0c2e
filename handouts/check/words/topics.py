"""What every leaflet has to tell its reader, and how a text is seen to tell it (English), as data for rule S03."""

from __future__ import annotations

from handouts.check.rule import Level
from handouts.check.words.missed import MISSED
from handouts.check.words.must_not import MUST_NOT
from handouts.check.words.topic import Topic
from handouts.model.monograph import Role
from handouts.model.phrases import Phrase, either, one_of, within
from handouts.model.words.people import CARE_TEAM, HELP, REACH

FOR = either("for", "against", "to (?:lower|treat|prevent|control|relieve|ease)")
WORKS = either("slows?", "stops?", "kills?", "fights?", "replaces?", "thins?", "shrinks?", "calms?", "takes? away")
FOR_WHAT = Topic(
    "what the medicine is for",
    "Say which illness or complaint it is for.",
    Role.INDICATION,
    (
        Phrase(r"\bused (?:for|to|in|as|with)\b", "It is used in gout."),
        Phrase(
            rf"\b{either('treats?', 'prevents?', 'relieves?', 'eases', 'lowers?', 'controls?')}\b", "It treats gout."
        ),
        Phrase(rf"\bhelps? (?:to )?{one_of('treat prevent control lower relieve ease')}\b", "It helps to ease pain."),
        Phrase(r"\b(?:is|it[’']s) for\b", "This medicine is for gout."),
        Phrase(
            rf"(?:^|\n)\W*(?:what (?:is (?:it|this)|it[’']s) for|why(?: {one_of('am do')} I \w+ it)?)\W*\n\W*\w",
            "Why?\nGout.",
            "Why not?\nGout.",
        ),
        Phrase(
            rf"\b{WORKS}(?::| (?!taking|using|it\b))",
            "It slows clotting.",
            "Stop taking it.",
        ),
        Phrase(
            rf"\b(?:given|prescribed|kept|taken|added|started|have it) (?:\w+, )?(?:an? \w+, )?{FOR} (?!an? \w+ days)",
            "It is kept for gout.",
            "It is kept in the fridge.",
        ),
        Phrase(rf"^(?:for|against) (?!{one_of('you your more help advice')}\b)\w+", "For gout.", "For you."),
    ),
)
IF = either("if", "about", "of", "know (?:about|if)")
SPEAK = one_of("ask tell see check talk speak call")
BEFORE_TAKING = Topic(
    "what to think of before taking it",
    "Say what the care team has to know first: other illnesses, other medicines, pregnancy, breastfeeding.",
    Role.PRECAUTION,
    (
        Phrase(
            r"\b(?:before|when|while) (?:you )?(?:tak|us|start|hav|inject)(?:e|ing)\b",
            "Eat before you take it.",
            "Eat before noon.",
        ),
        Phrase(
            rf"\b(?:tell|inform)\b{within(30)}\b{CARE_TEAM}\b{within(30)}\b(?:if|about|that|of|when|before)\b",
            "Tell your doctor about other illnesses.",
            "Tell your doctor.",
        ),
        Phrase(
            rf"\b(?:warn|ask|let|ring|call|check with|(?:speak|talk) (?:to|with)) {CARE_TEAM}\b{within(30)}\b{IF}\b",
            "Ring us first if you have gout.",
            "Ring us.",
        ),
        Phrase(r"\b(?:do )?tell us\n\W*(?:about|if|of)\b", "Do tell us\nAbout gout.", "Do tell us."),
        Phrase(
            rf"\b(?:pregnan|breast-?feed)\w*[^\n]{{0,40}}[?:](?:[^\n.]{{0,30}};)?\W*{SPEAK}\b",
            "Pregnant or nursing? Ask first.",
            "Pregnant? Good luck.",
        ),
        Phrase(
            r"\b(?:disease|problems|illness|pregnant)\b[^\n.]{0,20} (?:without asking|unless a \w+ says)\b",
            "Not with liver disease without asking.",
        ),
        Phrase(r"\bprecautions?\b", "These are the precautions."),
        Phrase(r"\bwarnings?\b", "This is a warning."),
    ),
)

SO_FAR = within(300, r"\n")  # in one line
ALLERGIC = either("allerg", "hypersens", "reaction to")
DENIES = either("not?\\b", "never", r"\w+n[’']t\b", "cannot", "avoid", "unless", "un(?:suitable|safe)", "wrong", "skip")
ILL = either("allerg", "pregnan", "breast-?feed", "kidney", "liver", "asthma", "ulcer", "heart", r"under \d", "disease")
NO_USE = either("take", "start", "use", "have", "suit\\w*", "for (?:you|any|people|those)", "right")
REFUSAL = either(
    rf"(?:not|never|n[’']t) (?:be )?{NO_USE}", "no good", "off (?:limits|the)", "unsuitable", "steer clear"
)
HINTS_AT_REFUSAL = either(
    f"{ALLERGIC}{SO_FAR}{DENIES}",
    f"{DENIES}{SO_FAR}{ALLERGIC}",
    f"{ILL}{SO_FAR}{REFUSAL}",
    f"{REFUSAL}{SO_FAR}{ILL}",
    f"{REFUSAL}{SO_FAR}: *$",
)
WHO_MUST_NOT = Topic(
    "who must not take it",
    "Write “Do not take it if:” and list who must not.",
    Role.PRECAUTION,
    MUST_NOT,
    Level.BLOCK,
    hinted=(HINTS_AT_REFUSAL,),
)

TAKEN = one_of("take use inject apply inhale swallow give given taken used")
HOW_OFTEN = either(
    one_of("once twice time times daily every each weekly whole"), "a day", "a week", "with (?:water|food)"
)
DOSE_FORM = either("tablets?", "capsules?", "puffs?", "sprays?", "drops?", "sachets?", "patch(?:es)?", "injections?")
WHEN = either(HOW_OFTEN, one_of("morning night evening noon breakfast hourly hours bedtime"))
TIMES = r"(?:once|twice|\w+ times)"
WHERE = one_of("thigh tongue nostril nose cheek skin eye arm belly buttock")
HOW_TO_TAKE = Topic(
    "how to take it",
    "Say how much, how often, when and how.",
    Role.DOSE,
    (
        Phrase(rf"\b{TAKEN}\b{within(60)}\b{HOW_OFTEN}\b", "Take it once a day.", "Take one tablet."),
        Phrase(
            rf"\b(?:one|two|half an?|\d[\d.,]*+) ?(?:mg|ml|micrograms|units?|{DOSE_FORM})\b{within(50)}\b{WHEN}\b",
            "Two puffs, morning and night.",
            "Two puffs.",
        ),
        Phrase(
            rf"\b(?:have|get|gets|gives? you|runs)\b{within(60)}\b(?:every|once|twice) (?:\d+|\w+)\b",
            "You have it every 12 weeks.",
            "You have it in the arm.",
        ),
        Phrase(
            rf"(?:^|[\n?] ?)\W{{0,20}}(?:A\W{{1,20}})?(?:usually )?{TIMES} (?:a|per|every|each) (?:day|week)\b",
            "Once a day, at the same hour.",
        ),
        Phrase(
            rf"\b{one_of('push press place hold spray sprays')}\b{within(40)}\b{WHERE}\b",
            "Push it into the thigh.",
            "Push the door.",
        ),
    ),
)

LATE = either("miss", "forg[eo]t", "late\\b", "skip", "overdue", "remember", "slip", "behind", "oversle", "catch up")
DOSES = either(
    "doses?\\b", "(?:tablet|pill|puff|patch)", "take", "inject", "two\\b", "doubl", "(?:next|usual|it|one)\\b"
)
MISSED_DOSE = Topic(
    "what to do about a missed dose",
    "Say up to when a late dose may be taken, when it is skipped, and that no dose is doubled.",
    Role.DOSE,
    MISSED,
    Level.BLOCK,
    at_home=True,
    hinted=(
        either(
            f"{LATE}{SO_FAR}{DOSES}",
            f"{DOSES}{SO_FAR}{LATE}",
            rf"{LATE}\w*(?: \w+){{1,3}} ?\?\W*$",
            rf"{LATE}\W* (?:or|and) \w+",
        ),
    ),
)
BEGUN = rf"\b{one_of('wheez swell faint bruis dizz vomit itch bleed breathless')}\w*"
SYMPTOM = either(BEGUN, r"yellow \w+", "trouble breathing", r"\b(?:fits?|rash|jaundice|nausea|chest pain)\b")
CALLED = either(r"\b(?:999|911|112|111|000|108)\b", r"\b(?:call|ring|tell|phone|dial|see|contact)\b", r"\bA&E\b")
NEAR, FARTHER = r"[^\n.]{0,60}", r"[^\n.]{0,60}+[:\n]?+[^\n]{0,80}"  # no place behind a call is looked at twice
SIDE_EFFECTS = Topic(
    "the side effects",
    "List the serious ones first, then the common ones, and say what to do about each.",
    Role.SIDE_EFFECT,
    (
        Phrase(r"\bside[- ]effects?\b", "It has side effects."),
        Phrase(r"\b(?:adverse|unwanted|undesirable) (?:effects?|reactions?|events?)\b", "It has unwanted effects."),
        Phrase(
            rf"\bit (?:can|may|might|could|sometimes|often) (?:also )?{one_of('cause make harm damage give bring')}\b",
            "It can make you sleepy.",
            "It can wait.",
        ),
        Phrase(
            r"\b(?:1|one|\d+) in (?:every )?(?:\d|ten\b|a hundred)", "Itching: one in ten.", "Take 1 in the morning."
        ),
        Phrase(
            r"(?:^|\n)\W*(?:very |less |more |most |quite )?(?:common|frequent|rare|uncommon)(?:ly)?\W*[:\n]\W*\w",
            "Common: itching.",
            "Common sense helps.",
        ),
        Phrase(rf"{CALLED}(?:{NEAR}|{FARTHER})\b{SYMPTOM}", "999: wheezing.", "999: at any hour."),
        Phrase(rf"\b{SYMPTOM}[^\n.]{{0,80}}{CALLED}", "For a rash, ring us.", "For advice, ring us."),
    ),
)

KEPT = either(
    one_of("medicine medicines medication medications tablet tablets capsule capsules pill pills pen pens"),
    one_of("syringe syringes injection injections patch patches inhaler inhalers bottle bottles vial vials"),
    one_of("drops cream gel liquid"),
)
KEPT_IN = either(
    r"refrigerat\w*",
    r"pack\w*",
    one_of("fridge freezer place room box carton bottle container cupboard cabinet"),
    one_of("cool dry dark original locked blister light temperature"),
)
IN_A_PLACE = rf"{within(40)}(?:\b{KEPT_IN}\b|°)"
HOW_TO_KEEP = rf"\b(?:where|how) {one_of('do should can must shall will')} (?:I|we|you) keep"
WHAT_IS_KEPT = either(one_of("it them this these"), rf"(?:the|my|your) (?:\w+ )?{KEPT}")
STORAGE = Topic(
    "how to store it",
    "Say where and how to keep it, and to keep it out of the sight and reach of children.",
    Role.STORAGE,
    (
        Phrase(r"\bstor(?:e|ing|age)\b(?! (?:clerk|shop|disease|disorder))", "Store it at home.", "A storage disease."),
        Phrase(
            rf"\bstored\b(?! (?:in|by|within|inside)\b(?!{IN_A_PLACE}))",
            "It is stored at home.",
            "Fat is stored in the body.",
        ),
        Phrase(
            rf"{HOW_TO_KEEP} {WHAT_IS_KEPT}(?: safe(?:ly)?| at home)?\?", "Where do I keep it?", "How do I keep fit?"
        ),
        Phrase(
            r"\b(?:below|under|at|between) (?:\d+ ?°? ?C? ?(?:and|to|[-–]) ?)?\d+ ?°",
            "Below 25 °C.",
            "A fever of 38 °C.",
        ),
        Phrase(r"\bsafe from (?:\w+ )?children\b|\bwhere (?:\w+ ){0,2}children can", "Safe from small children."),
        Phrase(
            r"\breach of children\b|\bchildren[’']s (?:sight|reach)\b|\bfrom children\b",
            "Out of children's reach.",
        ),
        Phrase(r"\baway from (?:\w+ ){0,3}children\b", "Away from small children."),
        Phrase(r"\bout of reach\b|\block (?:it|them) (?:away|up)\b", "Out of reach."),
        Phrase(r"\b(?:fridge|refrigerat\w*|room temperature)\b", "In the fridge."),
        Phrase(
            rf"\bkeep\b{within(40)}\b{one_of('pack packet box bottle container carton dry cool')}\b", "Keep it dry."
        ),
    ),
    at_home=True,
)

KIND_OF_HELP = one_of("medical emergency urgent professional immediate")
NUMBER = either(one_of("911 999 112 111 000"), r"\+?\d[\d ]{5,}")
SOMEWHERE = either("A&E", one_of("hospital emergency clinic doctor"))
WHOM_TO_CALL = Topic(
    "whom to call",
    "Say whom to call, for what and how soon: the clinic, a pharmacist, the emergency number.",
    Role.SIDE_EFFECT,
    (
        Phrase(rf"\b{REACH}(?:\W+\w+){{0,4}}?\W+{CARE_TEAM}\b", "Call your clinic.", "Call your sister."),
        Phrase(
            rf"\b{CARE_TEAM} (?:should|must) be {one_of('called told contacted informed notified consulted')}\b",
            "Your nurse must be told.",
        ),
        Phrase(rf"\b(?:call|dial|ring|phone)(?: \w+)? {NUMBER}", "Dial 112.", "Call 2 friends."),
        Phrase(
            r"(?:^|[\n:,] ?)(?:999|911|112|A&E|ED)(?= or\b|:|\n|[.,](?!\d)| (?:now|at once|if|for)\b)",
            "999: a swollen face",
            "999 people",
        ),
        Phrase(
            rf"\breport(?:ed)?\b{within(40)}\bto (?:\w+ ){{0,2}}{CARE_TEAM}\b",
            "A rash should be reported to their doctor.",
            "Report a rash.",
        ),
        Phrase(
            rf"\b{either(CARE_TEAM, one_of('ward line unit service desk'))}\b{within(30)}\+?\d[\d ]{{6,}}",
            "Heart nurses: 01632 960123.",
            "Our nurses have 2 rooms.",
        ),
        Phrase(
            rf"\b(?:get|seek|need|go for)\b{within(30)}\b{KIND_OF_HELP}\b{within(20)}\b{HELP}\b",
            "Get medical help.",
            "Get help with the cap.",
        ),
        Phrase(
            rf"\b(?:go|get) (?:straight |at once |immediately )?to (?:\w+ ){{0,3}}{SOMEWHERE}\b",
            "Go straight to the nearest hospital.",
            "Go to bed.",
        ),
    ),
    Level.BLOCK,
)
TOPICS = (
    FOR_WHAT,
    BEFORE_TAKING,
    WHO_MUST_NOT,
    HOW_TO_TAKE,
    MISSED_DOSE,
    SIDE_EFFECTS,
    STORAGE,
    WHOM_TO_CALL,
)
