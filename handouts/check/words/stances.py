"""How a sentence orders, allows, forbids or excuses an act (English), as data for rule S33; all over folded text."""

from __future__ import annotations

from handouts.check.medicine.folding import over_folded
from handouts.model.phrases import either

IMPERATIVES = (
    "take put place open dissolve crush keep stop wait go drink eat use inject remove leave give let cut hold swallow "
    "chew break mix apply wear rest finish skip store wash throw flush call ring tell ask save share double stick "
    "ride drive operate slide lie sit carry have get tip pour set add choose treat try start begin"
)
VERB = f"(?:{'|'.join(IMPERATIVES.split())})"
NOT_A_LABEL = r"(?<!not)(?<!never)(?<!avoid)(?<!n'ts)(?<!to)(?<!you)(?<!without)(?<!\bif)"
CLAUSE_ENDS = either(
    rf"{NOT_A_LABEL}:|, (?=(?:never|not)\b)|[;()]| - |(?<!\bst)\.\s|\bbut\b",
    r",? (?:and )?then\b|, (?:so|instead|otherwise)\b",
    rf",? and (?=(?:do not|never|always|you|it|they|please)\b)|, and (?={VERB}\b)",
)
CLAUSES = over_folded(CLAUSE_ENDS)
ADVERB = either(
    "also|then|safely|easily|simply|just|even|still|freely|always|both|either|now|again|first|instead|sometimes",
    "usually|certainly|of course|well|perfectly|quite|totally|completely|absolutely|often|generally|normally|really",
)
FEW = rf"(?: {ADVERB})*"
WHO = either(
    "you|he|she|they|it|we|your child|children|people|patients|women|men|everyone|everybody|anybody|anyone|friends",
    r"relatives|smokers|drinkers|your family|(?:an?|the|any) (?:\w+ )?child|a friend|your partner",
)
WELL = either(
    "fine|grand|safe|ok|okay|alright|all right|harmless|allowed|permitted|welcome|acceptable|recommended|advisable",
    "wise|useful|helpful|a good idea|a good choice|good|best|better|sensible|no problem|not a problem|no trouble",
    "not dangerous|not harmful|no danger|no risk|without risk|worth trying|encouraged",
)
GOOD = rf"{WELL}(?! (?:avoided|not|left|to avoid|kept|limited|without|to ask|to check))"
MAY = either("can|may|could|might as well|are able to|are free to|are welcome to|are allowed to")
FREE = either(
    rf"{WHO}{FEW} {MAY}{FEW}(?: be)?",
    rf"\w+{FEW} (?:can|may|could){FEW} be",
    rf"(?:is|are|it's|be|seems?|find it){FEW} {GOOD}(?: for (?:\w+ ){{1,3}}?to| to| if you| when you)?",
    "feel free to|free to|no harm in|no harm to|nothing wrong (?:with|in)|no reason not to|no objection to",
    "(?:do not|never|no need to|need not) worry about|helps to|allowed to|do not mind",
)
ALLOWS = over_folded(rf"\b{FREE}(?:{FEW} {VERB}\b(?: [\w'-]+){{0,5}}?,? (?:and|or))?{FEW} ?$")
NO_NEED = either("need|reason|point|requirement|obligation|use")
FOR_YOU = "(?: for (?:you|anyone))?"
NEEDLESS = either(
    f"no {NO_NEED}(?: at all| whatever)?{FOR_YOU} (?:to|in|for)",
    r"(?:do|does|did|will|would) not(?: \w+ly)? (?:need|have|require)(?: to)?|need not",
    f"not (?:necessary|needed|required|important|essential|obliged){FOR_YOU} to",
    "unnecessary to|(?:never|no longer|rarely|seldom|hardly ever) (?:need|have) to|need never|needs? no",
    "pointless to|optional to|waste of time to|forget about|(?:do|does|need) not bother(?: with| about| to)?",
    "(?:can|may) (?:do|get away) without|never mind|(?:do|does) not trouble(?: with| to)?|give up on",
)
EXEMPTS = over_folded(rf"\b{NEEDLESS}(?!\w)")
OF_STOPPING = over_folded(r"\b(?:avoid|stop|refrain|hold back|worry|restrict|limit|give up|cut out|keep away|away)\w*")
UNDENIED = over_folded(r"\b(?:not|never) (?:forget|fail|hesitate|be afraid|delay|hold back|wait|put off|omit|be shy)\b")
NEGATING = either(
    r"not|never|no|nor|neither|nobody|none|without|cannot|avoid\w*|refrain|rather than|instead of|unsafe|wrong",
    "dangerous|danger|harmful|risky|stop|forbidden|against|unless|hardly|nothing|beware|whether|risks?|no-one",
)
NEGATORS = over_folded(rf"\b{NEGATING}\b")
AT_THE_START = either("^", "^(?:so|and|please|you|just) ", r"\b(?:you|please) ")
DENIES = either("(?:should|must|do|need|may)? ?not", "never", "cannot")
DIRECTLY_DENIED = over_folded(rf"{AT_THE_START}{DENIES}(?: ever)? ?$")
FILLERS = either(
    "please|then|just|simply|always|instead|also|and|or|so|now|first|next|you|should|must|need to|have to|do|up",
    "ought to|try to|be sure to|make sure|that|remember to|it is best to|it is better to|your child|we advise",
    "you to|safely|today|later|yes|if needed|gladly|happily|regularly|even|choose to|better|may",
)
ORDERS = over_folded(rf"^\W*(?:{FILLERS}\b\W*)*$")
ORDERS_AND = over_folded(rf"^\W*(?:{FILLERS}\b\W*)*{VERB}\b[^.]*?(?:\band|\bor|,) ?(?:{FILLERS}\b\W*)*$")
GOES_ON = over_folded(rf"^\W*(?:{FILLERS}\b\W*)*(?:keep(?: on)?|carry on|go on|continue) ?$")
MODAL = over_folded(rf"\b(?:should|must)(?: {ADVERB})* ?$")
IS_DONE = over_folded(
    r"(?<!that )(?<!which )(?<!who )(?<!they )(?<!it )(?<!these )\b(?:is|are)(?: (?:also|always|best|usually))? ?$"
)
TO_BE = over_folded(r"\b(?:should|must|(?:is|are|has|have|needs?|ought) to)(?: \w+ly)? be(?: \w+ly)? ?$")
BE = r"(?:is|are|was|were|will be|would be)"
TAKEN = either("taken|used|had|drunk|eaten|combined|added|given|worn|mixed|enjoyed")
UPSETS = either("change|affect|alter|raise|lower|harm|hurt|interfere|interact|upset|touch|disturb|bother|clash")
DOES_WELL = either(
    rf"(?:is|are|will be|remains?|stays?){FEW} {GOOD}\b(?! (?:only|if your|as long|to know))",
    r"does? no harm|do no harm|helps?\b|(?:go|goes|mix|mixes) (?:very |perfectly )?well|improves?",
    "causes? no (?:problems?|harm|trouble)|has no influence|(?:does|do) not matter|rarely matters?",
    rf"makes? no difference|(?:can|may)(?: \w+)? be {TAKEN}",
    "has no effect|have no effect|(?:poses?|carries|has|have) no (?:risk|danger)",
    f"(?:(?:do|does|will|would) not|never|hardly|barely|rarely) {UPSETS}",
)
AFTER_GOOD = over_folded(rf"^[^.,]{{0,50}}? ?\b{DOES_WELL}")
LEFT_OUT = either("skipped|left out|missed|omitted|cancell?ed|forgotten|ignored|put off|postponed|dropped")
NOT_OFTEN = either("not|never|no longer|rarely|seldom|hardly")
NEEDED = either(r"needed|necessary|required|important|useful|essential|worth\w*|compulsory")
USELESS = either("unnecessary|optional|pointless|superfluous|useless|(?:just |only )?a formality|a waste|voluntary")
IS_NEEDLESS = either(
    "(?:is|are) only (?:needed|necessary|required|done) (?:if|when) you",
    rf"{BE}(?: \w+ly)? {NOT_OFTEN}(?: \w+ly)? {NEEDED}",
    f"(?:is|are) {USELESS}",
    rf"(?:can|may|could)(?: \w+)? be {LEFT_OUT}",
    "(?:does|do) not matter|rarely matters?|makes? no difference",
)
AFTER_NEEDLESS = over_folded(rf"^[^.,]{{0,40}}? ?\b{IS_NEEDLESS}")
WITHOUT = over_folded(r"\bwithout(?: \w+){0,2} ?$")
NONE_BEFORE = over_folded(r"\b(?:no|without)(?: \w+){0,2} ?$")
NONE_AFTER = over_folded(rf"^[^.,]{{0,30}}? ?\b{BE}(?: \w+ly)? (?:needed|necessary|required)\b")
OPENING = either(
    "please|then|also|so|just|simply|always|instead|do|never|you|your|there|it|its|avoid|they|the|this|both|no|not",
    VERB,
)
OPENS = over_folded(rf"^{OPENING}\b")
OPENS_DENYING = over_folded(r"^(?:please |also |then )?(?:do not|never|avoid|(?:you )?(?:must|should|may|can) ?not)\b")
AND = r"^\W*(?:and |but |or |even |only )?"
CONDITIONS = either(
    "if|when|whenever|once|as soon as|after|before|until|unless|because|since|as|while|in|on|for|at|during|with|to",
    "by|should you|should the|where|from|over|below|under|above|though|although|every|each|like",
)
CONDITION = over_folded(rf"{AND}{CONDITIONS}\b")
OPEN = either("if|when|whenever|once|as soon as|until|unless|because|since|should you|who|whether")
OPEN_CONDITION = over_folded(rf"{AND}{OPEN}\b")
IF_YOU = r"(?:if|when|whenever|once|as soon as)\b (?:you|your) (?!feel you|think|know|believe|are sure)"
WHOLE_CONDITION = over_folded(rf"^\W*(?:\w+ )?{IF_YOU}\w+ .*\b(?:you|it is|they)\b \w+")
DENIED_ABOVE = "without:"  # what stands under a heading such as “What you must not do”
YES = over_folded(r"^\W*(?:a\W+)?(?:yes|of course|certainly|sure|absolutely|by all means|no problem|go ahead)\b")
NO = over_folded(r"^\W*(?:a\W+)?(?:no|not necessary|not needed|not really|there is no need)\b")
MAY_I = over_folded(
    r"\b(?:can|may|could|should|shall|must|do) (?:i|we|you|my child|they|people|he|she)\b(?P<act>[^?]*)\?"
)
IS_IT = over_folded(r"\bis it (?:safe|ok|okay|fine|all right|alright|allowed|harmless)(?P<act> (?:to|if|for)\b[^?]*)\?")
NEED = over_folded(r"^(?: really| always| still)? (?:need|have) to\b")
IS_BEGUN = over_folded(r"\b(?:if|when|whenever|because|who|that|to|have|are|may|with|of|for|about|after|you|they)\W*$")
DENYING = over_folded(r"\b(?:not|never|avoid|mistakes?|forbidden|wrong|dangers?)\b")
ENDS_DENYING = over_folded(r"\b(?:not|never|avoid|don'ts)(?: \w+){0,2}\W*$")
USING = either(
    "take|taking|taken|have|having|had|drink|drinking|eat|eating|use|using|used|get|getting|choose|enjoy|combine",
    "combined|combining|continue|go|play|try|receive|donate|give|start|add|wear|smoke|mix|choosing|swallow|swallowed|wash",
)
USES = over_folded(rf"\b{USING}\b")
NOT_ASKING = either(
    r"\b(?:without|never|not|no need to|do not) (?:ask|tell|call|check|talk|inform|consult|let)\w*[^.,;]*",
    r"\bwithout\b[^.,;]*",
)
UNASKED = over_folded(NOT_ASKING)
STAFF = "(?:doctor|nurse|clinic|pharmacist|team|surgeon|specialist|midwife|prescriber|dentist|hospital|consultant)s?"
STAFF_MAY = either(
    "may|might|can|will|could|would|tells?|told|has|have|agrees?|says?|said|advises?|recommends?|decides?",
    "prescribes?|asks?|is|should",
)
TOLD = either("told|directed|advised|prescribed|instructed|asked")
EXCUSES = either(
    "only (?:if|when|after|on|with|as)",
    rf"(?:if|when|as|once|and|where|because) (?:your|the|a|our) (?:\w+ )?{STAFF}",
    rf"(?:your|the) (?:\w+ )?{STAFF} {STAFF_MAY}",
    "we (?:may|will|might|tell|have)",
    f"(?:as|if|are|were|been|when) (?:you are |you have been )?{TOLD}",
    rf"by mistake|by accident|accident\w*|ask|check with|talk to|with (?:your|the|a) (?:\w+ )?{STAFF}",
    r"advice|advised|agree\w*|prescribed (?:for|by)|on purpose|supervis\w*",
)
EXCUSED = over_folded(rf"\b{EXCUSES}\b")
# An order with “unless” or “until” is an order all the same: “Drive until you know how it acts.”
UNLESS = over_folded(r"\b(?:unless|until|except)\b[^.;]*")
INFLECTED = over_folded(r"^\w*(?:[^s]s|ed|(?<!op)en)\b(?<!\bneed)(?<!feed)(?<!bleed)")
ALLOWED_WITHOUT = over_folded(rf"\b{FREE}\b")
LITTLE = over_folded(r"\b(?:no|not|never|without|little|less|only|instead of|rather than|free of|neither|nor)\b")
# After an order, right before the thing: “keep it in the fridge, never frozen”, “with tap water, not milk”.
DENIED_TOO = r"(?:\w+(?:, or |, | or | nor ))*"
THING_DENIED = over_folded(rf"[,;(] ?(?:and |but )?(?:(?:do|must|should) )?(?:not|never)(?: be)? {DENIED_TOO}$")
NO_OBJECT = over_folded(r"^ (?:them |him |her |the person )?(?:no|nothing|neither)\b")  # “give no food”
ASKING = either(
    r"ask|consult|check(?: first| with (?:\w+ ){0,2}\w+)?|(?:tell|call|ring|phone|contact|see) (?:us|your|the|a)",
    "let us know|(?:speak|talk) (?:to|with)|discuss",
)
DOES = r"(?:you\b|your child\b|they\b|\w+ing\b)"
ASK_BEFORE = rf"\b{ASKING}\b[^.;:]{{0,40}}?\bbefore(?: ever)?"
ASKS_BEFORE = over_folded(rf"{ASK_BEFORE}(?: ?$| {DOES}[^.;:]*$)")
ASKED_ABOUT = over_folded(rf"{ASK_BEFORE} {DOES}[^.;:]*?(?=[.;:]|$|\bbut\b| - |,? (?:and )?\w+ (?:can|may|is|are)\b)")
