"""The sentences of a text, folded, each with the words that lead to it: heading, question, the line before a list."""

from __future__ import annotations

import collections
import dataclasses
import functools
import re
from typing import TYPE_CHECKING

from handouts.check.medicine.folding import any_of, folded
from handouts.check.monograph_text import PassageKind
from handouts.check.prose import LABEL_LETTERS, label_of
from handouts.check.ruled_out import refuses_people
from handouts.check.words.emergency_number import TO_EMERGENCY
from handouts.model.monograph import Role, plain
from handouts.model.sentences import sentences

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from handouts.check.monograph_text import MonographText, Passage
    from handouts.check.rule import Hit, Level

LEADS = {PassageKind.HEADING, PassageKind.SUBHEADING, PassageKind.QUESTION}
GOES_ON = any_of(("what to do", "note", "important", "remember", "first", "action", "advice", "help", "call", "then"))
# Who lists a medicine there says to beware of it, unless the sentence allows it.
OF_INTERACTIONS = any_of(
    (
        *("interact*", "other medicine*", "other drug*", "other tablet*", "mix it", "mix with", "mixing", "not mix"),
        *("combin*", "clash*", "avoid with", "keep away from", "do not take with", "not with", "beware", "ask about"),
        *("goes badly", "go badly", "not go with", "stay away from", "more dangerous", "affect it", "affects it"),
    )
)
REFUSED = "(contraindicated, must not)"
BEWARE = "(avoid, tell, ask, interacts, risk)"
ALLOWED = any_of(
    (
        *("may take", "can take", "may be taken", "can be taken", "may use", "can use", "can be used", "may be used"),
        *("safe", "safely", "fine", "no problem", "harmless", "does not matter", "not affect*", "no effect", "allowed"),
    )
)
MY, YOUR = re.compile(r"\bmy\b"), folded("your")  # what a reader asks of “my head” is told of “your head”
MAYBE_FOLLOWED = 400  # letters of a line that may lead to a list
EMERGENCY = any_of(TO_EMERGENCY)
ACT = any_of(
    (
        *TO_EMERGENCY,
        *("call", "calls", "ring", "phone", "dial", "contact", "seek", "get help", "get medical", "get emergency"),
        *("see a doctor", "see your", "see the", "see us", "see a", "go to", "come to", "tell", "report", "reported"),
        *("speak to", "speak with", "talk to", "talk with", "ask", "inform", "notify", "let us know", "let your"),
        *("consult", "need help", "needs help", "help at once", "medical help", "medical attention", "say so", "show"),
        *("at once", "straight away", "straightaway", "right away", "immediately", "urgent", "urgently", "rush"),
        *("stop taking", "stop using", "stop it", "stop the", "stop and", "do not take", "wait for", "go straight"),
        *(
            "same day",
            "today",
            "not suitable",
            "not for",
            "must not",
            "should not",
            "cannot take",
            "not be taken",
            "not take",
            "not to be",
        ),
        *("make an appointment", "book", "blood test", "tested", "checked", "stops it", "your team will", "drink*"),
    )
)
AT_ONCE = any_of(
    (
        *TO_EMERGENCY,
        *("at once", "straight away", "straightaway", "right away", "immediately", "immediate", "urgent"),
        *("urgently", "right now", "call now", "without delay", "do not delay", "don't delay", "do not wait"),
        *("don't wait", "the same day", "on the day", "the day it", "by phone now", "any time", "at any hour"),
        *("same day", "today", "that day", "as soon as possible", "as soon as you", "promptly", "quickly"),
        *("day or night", "go straight", "1177", "116117", "rush", "stop taking"),
        *("stop using", "stop it", "stop the", "stop and", "stop this", "stop treatment", "stop your"),
        *("take it off", "remove the patch", "do not take the", "do not take any more", "do not take another"),
        *("before you take any more", "before the next", "do not take it", "do not use it", "within 24 hours"),
        *("within a day", "out-of-hours", "day and night"),
    )
)
ONLY_IF_WORSE = any_of(
    (
        *(
            "persist*",
            "bother*",
            "become severe",
            "becomes severe",
            "get worse",
            "gets worse",
            "worsen*",
            "troublesome",
        ),
        *("not go away", "do not settle", "last longer", "if severe", "annoy*", "continue*"),
    )
)
TOO_MUCH = any_of(("overdose*", "too much", "more than the recommended", "more than prescribed", "extra dose"))
OF_MILD = any_of(("common*", "mild*", "usual*", "most people", "harmless", "less serious"))
TAKEN_UP = any_of(
    (
        "these",
        "any of them",
        "any of the above",
        "one of them",
        "this",
        "those",
        *("such signs", "such symptoms", "such effects", "such side effects", "such reactions", "such a", "such an"),
        "the above",
        "serious",
        "any side effect*",
        *(
            "adverse effect*",
            "adverse reaction*",
            "concerning side effect*",
            "severe side effect*",
            "unusual side effect*",
        ),
        "any adverse",
    )
)


@dataclasses.dataclass(frozen=True, slots=True)
class Context:
    """A sentence by its offsets into its passage; ``own`` is the sentence folded, ``lead`` what leads to it, folded.

    ``before`` is the end of the lead: the line a list hangs on. ``near`` is what leads to it last: its paragraph's own
    label, where that has one, else all of the lead. ``beware``: it stands where authors list what not to mix with.
    ``refused``: it stands under words that refuse the medicine to people, such as “A firm no for”.
    ``after`` is what follows and belongs to it.
    ``heads`` is the heading, or what names a cell; ``asked`` is the question that this sentence answers.
    """

    passage: Passage
    start: int
    end: int
    own: str
    lead: str
    before: str
    near: str
    beware: bool
    refused: bool
    after: str
    heads: str
    asked: str

    @property
    def says_what_to_do(self) -> bool:
        """Tell whether the reader learns here what to do about it: in its line, before it, or right after the list.

        What stands around it does not count where it makes the reader wait until the sign stays or gets worse.
        """
        return ACT.search(self._around) is not None

    @property
    def says_at_once(self) -> bool:
        """Tell whether what to do about it is to be done without delay."""
        return AT_ONCE.search(self._around) is not None

    @property
    def sends_to_emergency(self) -> bool:
        """Tell whether what to do about it is to get emergency help."""
        return EMERGENCY.search(self._around) is not None

    @property
    def _around(self) -> str:
        text = self.passage.text
        beside = [text[start:end] for start, end in sentences(text) if (start, end) != (self.start, self.end)]
        after = [self.after[start:end] for start, end in sentences(self.after)]
        firm = [each for each in (*map(folded, beside), *after) if not ONLY_IF_WORSE.search(each)]
        lead = self.lead.replace(self.before, "") if self.before and ONLY_IF_WORSE.search(self.before) else self.lead
        return " . ".join([lead, self.own, *firm])

    @property
    def sentence(self) -> str:
        """The sentence as it is written."""
        return self.passage.text[self.start : self.end]

    @property
    def over(self) -> str:
        """What leads to it, with what authors mean where they list a medicine."""
        return f"{self.lead} {BEWARE if self.beware else ''}{REFUSED if self.refused else ''}"

    @property
    def whole(self) -> str:
        """All of it."""
        return f"{self.over} . {self.own}"


@functools.lru_cache(maxsize=1)  # every rule asks for those of the same text
def contexts(text: MonographText) -> tuple[Context, ...]:
    """Return the sentences of a text; those of its disclaimers tell nothing."""
    return tuple(_contexts(text, _after(text.passages)))


def _after(passages: Sequence[Passage]) -> list[str]:
    """Return for each line what follows it and belongs to it.

    That is the line which takes up a list, the items below one, the cells of a row, the paragraph after a paragraph.
    """
    rows, below = collections.defaultdict[int, list[str]](list), collections.defaultdict[str, str](str)
    for passage in passages:
        if passage.kind is PassageKind.CELL:
            rows[passage.line].append(folded(passage.text))
    found, line, taken_up = list[str](), "", ""
    for passage in reversed(passages):
        is_listed = passage.kind in {PassageKind.ITEM, PassageKind.CELL}
        found.append(" ".join([taken_up, *rows[passage.line], below[passage.text]]) if is_listed else line)
        if passage.above:
            below[passage.above] = f"{folded(passage.text)}. {below[passage.above]}"
        if not is_listed:
            line = folded(passage.text) if passage.kind is PassageKind.PARAGRAPH else ""
            leads_in = line.rstrip().endswith(":") and not OF_MILD.search(line)  # one of a group of lists
            taken_up = line if TAKEN_UP.search(line) else taken_up if leads_in else ""
    return found[::-1]


def _contexts(text: MonographText, after: Sequence[str]) -> Iterator[Context]:
    heading = under = before = written = ""
    section, title = None, folded(plain(text.monograph.title))
    for passage, follows in zip(text.passages, after, strict=True):
        if passage.role is Role.DISCLAIMER and not TOO_MUCH.search(folded(passage.text)):
            continue
        if passage.section != section:
            section, heading, under, before = passage.section, "", "", ""
            written = ""
        own = folded(passage.text)
        if passage.kind in LEADS:
            written = passage.text
        if passage.kind is PassageKind.HEADING:
            heading, under, before = own, "", ""
        elif passage.kind in LEADS:
            under, before = own, ""
        hangs_on = f"{before} {folded(passage.above)}".strip() if passage.kind is PassageKind.ITEM else ""
        lead = f"{title} {heading} {under} {folded(' '.join(passage.under))} {hangs_on}"
        label = label_of(passage)
        asked = folded(label) if label.rstrip(" :*").endswith("?") else ""
        asked = asked or (under if under.rstrip().endswith("?") else heading if heading.rstrip().endswith("?") else "")
        heads = f"{under or heading} {folded(' '.join(passage.under))}".strip()
        refused = any(map(refuses_people, (written, *passage.under, passage.above or "", label)))
        for start, end in sentences(passage.text):
            sentence = passage.text[start:end]
            own_label = folded(label)
            led = f"{lead} {own_label}" if not sentence.startswith(label.strip()) else lead
            near = led if not own_label or GOES_ON.search(own_label) else own_label
            words = folded(sentence)
            beware = bool(OF_INTERACTIONS.search(f"{led} {own_label}")) and not ALLOWED.search(words)
            yield Context(
                passage, start, end, words, led, hangs_on, near, beware, refused, follows, heads, MY.sub(YOUR, asked)
            )
            asked = words if sentence.rstrip().endswith("?") else ""
            if sentence.rstrip().endswith("?") and len(sentence) <= LABEL_LETTERS:
                label = sentence
        if passage.kind is PassageKind.PARAGRAPH and len(own) <= MAYBE_FOLLOWED:
            before = own


def hit_in(  # noqa: PLR0913, PLR0917 - all a rule has to say of some words
    text: MonographText,
    context: Context,
    span: tuple[int, int],
    message: str,
    hint: str,
    level: Level | None = None,
) -> Hit:
    """Return a hit for the words between two offsets into a sentence."""
    start, end = (context.start + each for each in span)
    return text.hit(context.passage, start, end, message, hint, level)
