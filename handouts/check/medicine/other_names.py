"""Rules S34 and S37: it is this leaflet's own medicine that is told of, and its name is spelt as such."""

from __future__ import annotations

import collections
import functools
import re
from typing import TYPE_CHECKING, NamedTuple

from handouts.check.medicine.amounts import amounts_of
from handouts.check.medicine.asked import all_it_goes_by, known_groups
from handouts.check.medicine.contexts import contexts, hit_in
from handouts.check.medicine.folding import any_of, folded, over_folded
from handouts.check.medicine.look_alikes import any_medicine, are_confused, are_one, is_companion, named_in
from handouts.check.monograph_text import PassageKind
from handouts.check.rule import Hit, Level, Rule
from handouts.model.monograph import Role, plain
from handouts.model.pattern import Pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handouts.check.medicine.contexts import Context
    from handouts.check.monograph_text import MonographText

CHECK = "Check which medicine is meant."
HOW_MUCH = (
    r"your|the|one|two|three|half|an?|this|more|each|all|\d[\d.,]*|mg|ml|g|micrograms?|units?|of|dose|usual|daily"
)
MANY = rf"(?:(?:{HOW_MUCH}|tablets?|capsules?|puffs?|drops?|next|missed|prescribed|oral|new)\s+)*"
VERBS = "take|swallow|use|inject|apply|chew|drink|start|give|keep taking|put on|store|crush"
FIRST = r"(?:[^.:;]{0,60}: )?(?:then |and |please |always |you |should |must |to )*"
ORDER = Pattern(folded(rf"^{FIRST}(?:{VERBS}) {MANY}$"))
DRUG = r"(?: [a-z]+)?"  # its salt
PIECES = r"tablets?|capsules?|injections?|patch(?:es)?|syrup|solution|inhalers?|pens?|syringes?|liquid|cream|drops"
DOES = r"is|are|works?|belongs?|contains?|comes?|has been|have been|helps?|treats?"
WHAT_IS = Pattern(folded(rf"{DRUG}(?: (?:{PIECES}))? (?:{DOES})\b"))
DOES_OURS = Pattern(folded(rf"{DRUG}(?: (?:{PIECES}))? (?:{DOES}|may|can|must|should|stays?)\b"))
OWNED = Pattern(folded(rf"{DRUG} (?:dose|{PIECES}|treatment|levels?|blood level|prescription|course|card)\b"))
YOURS = r"your|the missed|a missed|your next|an extra|a double"
YOUR = Pattern(folded(rf"\b(?:{YOURS})(?: (?:dose of|daily|weekly|usual|next|missed))*\s$"))
HEAD = (
    r"how (?:to|do i|should i|much) \w+|what (?:is|are)|what you need to know about|before you \w+|about|using|taking",
    r"storing|side effects of|while (?:you are )?(?:taking|using)|if you (?:forget|miss|stop)(?: \w+)*|why|how does",
    r"who (?:must|should) not \w+|do not \w+|the dose of|your dose of|overdose of|missed dose of",
)
HEADS = Pattern(folded(rf"^(?:{'|'.join(HEAD)})(?: (?:take|use|your|the|a))* $"))
BESIDE = any_of(
    (
        *("also", "together", "unless", "only if", "as well", "with it", "with this", "for pain", "for fever", "if"),
        *("instead", "rather", "switch*", "chang* from", "chang* to", "compare*", "unlike", "like", "other", "another"),
        *(
            "hours",
            "apart",
            "same time",
            "relie*",
            "combin*",
            "interact*",
            "alongside",
            "alternativ*",
            "similar",
            "both",
        ),
        *("or", "such as", "e.g.", "not", "never", "mistake*", "confus*", "mix* up", "differ*", "avoid", "days apart"),
        *("on another day", "prefer*", "safer"),
    )
)
OTHERS = (
    *("other medicine*", "interact*", "together", "combin*", "alongside", "medicines that", "with other", "mix*"),
    *("switch*", "chang* from", "compare*", "medicine* and", "medication*", "drugs"),
)
OF_OTHERS = any_of(OTHERS)
ABOUT_OTHERS = any_of((*OTHERS, "tell", "before you", "check first", "do not", "ask", "avoid", "effect", "what to do"))
PARTS = any_of(
    ("once", "twice", "times a day", "daily", "every day", "meal*", "morning", "evening", "night", "bedtime", "weekly")
)
LEAST_LETTERS = 7  # of a name that is long enough to tell a slip in it
WORD = re.compile(r"[^\W\d_]{6,}")
FEW = 3  # sentences that name it: a medicine that is spoken of
CALLED = over_folded(r"\b(?:called|known as|named|name is|sold as|names? for it (?:is|are)) $")


def of_another(text: MonographText) -> Iterator[Hit]:
    """Find sentences and headings that are of another medicine where this leaflet's own is meant."""
    own = own_names(text)
    if not text.english or not own:
        return
    yield from _front_matter(text)
    named = [(context, match) for context in contexts(text) for match in named_in(context.own)]
    often = collections.Counter(match[0] for _, match in named)
    seen = set[int]()
    for context, match in named:
        name = match[0]
        if id(context) in seen or _is_own(text, name, own):
            continue
        confused = are_confused(name, own)
        told = _told(context, match, DOES_OURS if confused else WHAT_IS)
        if told is None or (is_companion(name) and not confused) or _is_beside(context, told, confused=confused):
            continue
        seen.add(id(context))
        sure = confused or (told.is_order and _is_dosed(context) and often[name] < FEW)
        yield hit_in(text, context, _place(context, match), told.message, CHECK, Level.BLOCK if sure else None)


class Told(NamedTuple):
    """What is wrong with a sentence, and whether it orders to take something."""

    message: str
    is_order: bool


def _is_beside(context: Context, told: Told, *, confused: bool) -> bool:
    """Tell a sentence about a medicine that is taken beside this one, or instead of it."""
    if BESIDE.search(context.own):
        return True
    if confused or (told.is_order and context.passage.role is Role.DOSE):
        return False
    about = OF_OTHERS if told.is_order else ABOUT_OTHERS
    return about.search(context.lead) is not None or context.own.rstrip().endswith("?")


def _told(context: Context, match: re.Match[str], does: Pattern) -> Told | None:
    """Return what a sentence tells of another medicine as if it were this one."""
    own, before, name = context.own, context.own[: match.start()], _written(context, match)
    kind = context.passage.kind
    if kind in {PassageKind.HEADING, PassageKind.SUBHEADING, PassageKind.QUESTION}:
        message = f"This heading is about another medicine, {name}."
        return Told(message, is_order=False) if HEADS.search(before) else None
    is_written_so = kind is not PassageKind.ITEM or context.sentence.lstrip()[:1].isupper()
    if CALLED.search(before):
        return Told(f"{name} is another medicine, and no other name of this one.", is_order=False)
    if is_written_so and ORDER.search(before.lstrip("*•- ")):
        return Told("The reader is told to take another medicine than this leaflet is about.", is_order=True)
    if YOUR.search(before) and (OWNED.match(own, match.end()) or before.rstrip().endswith("dose of")):
        return Told(f"This is of another medicine, {name}, as if the reader took it.", is_order=False)
    if not before.strip(" a:") and does.match(own, match.end()) and kind is not PassageKind.CELL:
        return Told(f"This tells of another medicine, {name}, as if the leaflet were about it.", is_order=False)
    return None


def _is_dosed(context: Context) -> bool:
    return PARTS.search(context.own) is not None or next(amounts_of(context.sentence), None) is not None


def _place(context: Context, match: re.Match[str]) -> tuple[int, int]:
    """Return where the name stands in the sentence as it is written: folding may have changed its length."""
    first, *others = match[0].split()
    words = list(re.finditer(r"[\w'-]+", context.sentence))
    for number, word in enumerate(words):
        if folded(word[0]).startswith(first):
            return word.start(), words[min(number + len(others), len(words) - 1)].end()
    return 0, len(context.sentence)


def _written(context: Context, match: re.Match[str]) -> str:
    start, end = _place(context, match)
    return context.sentence[start:end]


@functools.lru_cache(maxsize=1)  # every rule asks for those of the same text
def own_names(text: MonographText) -> frozenset[str]:
    """Return the names of this leaflet's medicine that are known to be names, folded."""
    called = folded(" | ".join(all_it_goes_by(text))).replace("_", " ")
    found = {match[0] for match in named_in(called)}
    metadata = text.monograph.metadata
    stated = {folded(name) for name in (metadata.generic_name or "", *metadata.brand_names) if name}
    titled = {match[0] for match in named_in(folded(plain(text.monograph.title)))}
    wrong = {name for name in found | stated if are_confused(name, titled) and name not in titled}
    return frozenset((found | stated) - wrong)


def _is_own(text: MonographText, name: str, own: frozenset[str]) -> bool:
    """Tell a name of this leaflet's medicine: one it states, or one that the tables hold for it."""
    if are_one(name, own):
        return True
    if are_confused(name, own):
        return False
    groups = [group for group in known_groups(text) if group.is_of_kin and group.names.search(name)]
    medicines = {folded(each) for group in groups for each in group.medicines}
    return bool(groups) and not (name in medicines and own & medicines)  # a brand of its group may be its own


def _front_matter(text: MonographText) -> Iterator[Hit]:
    """Find a generic name that is another medicine than the title's."""
    metadata = text.monograph.metadata
    stated, title = folded(metadata.generic_name or ""), folded(plain(text.monograph.title))
    generic = {match[0] for match in named_in(stated)}
    titled = {match[0] for match in named_in(title)}
    if not generic or not titled or any(are_one(name, titled) for name in generic):
        return
    if any(are_confused(name, titled) for name in generic) or not _share_a_group(generic, titled):
        rows = text.monograph.data.decode("utf-8", "replace").splitlines()[: text.monograph.body_line]
        line = next((number for number, row in enumerate(rows, 1) if row.startswith("generic_name")), 1)
        message = f"The front matter says “{metadata.generic_name}”, the title names another medicine."
        yield text.missing(message, "Correct the one that is wrong.", Level.BLOCK, line)


def _share_a_group(generic: set[str], titled: set[str]) -> bool:
    from handouts.check.medicine.table import share_a_group

    return any(share_a_group(one, other) for one in generic for other in titled)


def misspelt(text: MonographText) -> Iterator[Hit]:
    """Find the medicine's name with a letter or two that are wrong."""
    if not text.english:
        return
    metadata = text.monograph.metadata
    stated = " ".join((plain(text.monograph.title), metadata.generic_name or "", *metadata.brand_names))
    every = re.findall(r"[^\W\d_]+", stated)
    known = {word for word in every if len(word) >= LEAST_LETTERS}
    known = {word for word in known if any_medicine().search(folded(word))}
    for passage in text.passages if known else ():
        for match in WORD.finditer(passage.text):
            word = match[0]
            name = next((each for each in sorted(known) if _is_slip(word.casefold(), each.casefold())), None)
            if name and not any_medicine().fullmatch(folded(word)) and word not in every:
                message = f"“{word}” is nearly “{name}”, and no medicine that is known here."
                right = name[:1].upper() + name[1:].lower() if word[:1].isupper() else name.lower()
                yield text.hit(passage, *match.span(), message, f"Write {right}, if that is meant.", instead=right)


def _is_slip(word: str, name: str) -> bool:
    if word == name or word.rstrip("s") == name or abs(len(word) - len(name)) > 1 or word[0] != name[0]:
        return False
    return folded(word) != folded(name) and _distance(word, name) <= (1 if len(name) < LEAST_LETTERS + 3 else 2)


def _distance(one: str, other: str) -> int:
    """Return how many letters are put in, left out, changed or swapped from one word to another."""
    before, row = list[int](), list(range(len(other) + 1))
    for first, letter in enumerate(one, 1):
        older, before, row = before, row, [first]
        for second, wanted in enumerate(other, 1):
            cost = min(before[second] + 1, row[second - 1] + 1, before[second - 1] + (letter != wanted))
            if first > 1 and second > 1 and letter == other[second - 2] and one[first - 2] == wanted:
                cost = min(cost, older[second - 2] + 1)
            row.append(cost)
    return row[-1]


RULES: tuple[Rule[MonographText], ...] = (
    Rule(
        "S34",
        Level.WARN,
        "The medicine of this leaflet",
        "no order to take, no “your dose”, no heading and no generic name is of another medicine: one to take by the "
        "clock, and one that is known to be mistaken for this one, block",
        "A line copied from another leaflet is taken for this one's.",
        "ISMP List of Confused Drug Names; WHO stems of nonproprietary names; own",
        of_another,
        Level.BLOCK,
    ),
    Rule(
        "S37",
        Level.WARN,
        "The name is spelt right",
        "no word is the medicine's own name but for a letter or two",
        "A misspelt name is looked up, and another medicine is found.",
        "ISMP List of Confused Drug Names; own",
        misspelt,
    ),
)
