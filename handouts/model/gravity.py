"""How grave a sentence is, told by its words (English): the one judge of the box on page 1 and of rule S06."""

from __future__ import annotations

import dataclasses
import enum
import re
from typing import TYPE_CHECKING

from handouts.model.monograph import Role
from handouts.model.pattern import Pattern, small
from handouts.model.phrases import any_phrase, finder
from handouts.model.words import dangers, harmless, stopping

if TYPE_CHECKING:
    from collections.abc import Sequence


class Gravity(enum.IntEnum):
    """What a sentence tells, the first to read first."""

    NAMED = 1  # by a reviewer, in the front matter
    BOXED = 2  # a boxed warning, or harm to an unborn child
    CONTRAINDICATED = 3
    DEADLY = 4
    STOPPED = 5  # what must not be stopped, or not at once
    TOO_MUCH = 6
    WITHDRAWN = 7
    BANNED = 8  # any other order not to do something


GRAVE = {Gravity.BOXED, Gravity.DEADLY}
TABLES = (
    (Gravity.BOXED, (*dangers.UNBORN, *dangers.BOXED)),
    (Gravity.DEADLY, dangers.DEADLY),
    (Gravity.CONTRAINDICATED, dangers.CONTRAINDICATED),
    (Gravity.STOPPED, stopping.STOPPED),
    (Gravity.TOO_MUCH, dangers.TOO_MUCH),
    (Gravity.WITHDRAWN, dangers.WITHDRAWN),
    (Gravity.BANNED, dangers.BANNED),
)
FINDERS = tuple((gravity, Pattern(any_phrase(table))) for gravity, table in TABLES)  # over small letters
LEADING = finder(dangers.LEADING)
ASKS_TO_STOP = finder(stopping.ASKS_TO_STOP)
STOPS_BY_ITSELF = finder(stopping.STOPS_BY_ITSELF)
SAYS_NO = finder(stopping.SAYS_NO)
NO_NEED = finder(stopping.NO_NEED)
FEARS = finder(stopping.FEARS)
SAYS_YES = finder(stopping.SAYS_YES)
DENYING = finder(harmless.DENYING)
WARDING_OFF = finder(harmless.WARDING_OFF)
AFTER = finder(harmless.AFTER)
NOT_OF_PEOPLE = finder(harmless.NOT_OF_PEOPLE)
OF_BLOOD = finder(harmless.OF_BLOOD)
OUT_OF = finder(harmless.OUT_OF)
ACTORS = finder(harmless.ACTORS)
PRONOUNS = finder(harmless.PRONOUNS)
THEIR_DEATH = finder(harmless.THEIR_DEATH)
NAMES_GERMS = finder(harmless.NAMES_GERMS)
NAMES_PEOPLE = finder(harmless.NAMES_PEOPLE)
CAUSES = Pattern(dangers.CAUSE, re.IGNORECASE)
RELATIVE = finder(harmless.RELATIVE)
UNTREATED = finder(harmless.UNTREATED)
IS_ILLNESS = finder(harmless.IS_ILLNESS)
ABOUT_THE_ILLNESS = {Role.INDICATION, Role.MECHANISM}
ANTECEDENT = 25  # letters before “which can be fatal” in which stands what can
CLAUSE_END = finder(harmless.CLAUSE_END)


@dataclasses.dataclass(frozen=True, slots=True)
class Words:
    """Words of danger in a sentence, by their offsets into it."""

    gravity: Gravity
    start: int
    end: int


@dataclasses.dataclass(frozen=True, slots=True)
class Setting:
    """Where a sentence stands: the role of its section, what leads in its list, what stands before; and its names."""

    role: Role = Role.OTHER
    lead: str = ""
    before: str = ""
    names: Sequence[str] = ()


def danger_words(sentence: str, setting: Setting) -> list[Words]:
    """Return the words of danger in a sentence that are meant, and of the medicine; the gravest first."""
    small_letters = small(sentence)
    return [
        Words(gravity, *match.span())
        for gravity, pattern in FINDERS
        for match in pattern.finditer(small_letters)
        if not _harmless(gravity, sentence, match, setting)
    ]


def forbids(question: str, answer: str, names: Sequence[str] = ()) -> bool:
    """Tell an answer that says no to the question whether one may stop the medicine, whose names are read as “it”."""
    asked = (
        re.sub(rf"\b(?:{'|'.join(map(re.escape, names))})\b", "it", question, flags=re.IGNORECASE)
        if names
        else question
    )
    if not ASKS_TO_STOP.search(asked) or STOPS_BY_ITSELF.search(asked):
        return False
    if FEARS.search(asked):
        return bool(SAYS_YES.search(answer))
    return bool(SAYS_NO.search(answer) and not NO_NEED.search(answer))


def leads(heading: str) -> Gravity | None:
    """Return what a heading leads in: what is in its list, or its text, is as grave as that."""
    if match := LEADING.search(heading):
        return Gravity.BOXED if "box" in match[0].casefold() else Gravity.CONTRAINDICATED
    return None


def _harmless(gravity: Gravity, sentence: str, match: re.Match[str], setting: Setting) -> bool:
    before, after = f"{setting.lead} {sentence[: match.start()]}".lstrip(), sentence[match.end() :]
    if gravity in GRAVE:
        return bool(
            DENYING.search(before)
            or WARDING_OFF.search(before)
            or AFTER.match(after)
            or NOT_OF_PEOPLE.search(match[0])
            or _of_germs(sentence, setting.before)
            or (gravity is Gravity.DEADLY and _of_the_illness(sentence, match, setting))
        )
    if gravity is Gravity.WITHDRAWN:
        return bool(OF_BLOOD.search(before) or OUT_OF.match(after))
    return gravity is Gravity.CONTRAINDICATED and bool(DENYING.search(before))


def _of_germs(sentence: str, before: str) -> bool:
    """Tell “their death” behind a sentence that names germs or cells, and nobody else."""
    return bool(THEIR_DEATH.search(sentence) and NAMES_GERMS.search(before) and not NAMES_PEOPLE.search(before))


def _of_the_illness(sentence: str, match: re.Match[str], setting: Setting) -> bool:
    """Tell, where a text says what the medicine is for or how it works, a danger that no word gives to the medicine."""
    if setting.role not in ABOUT_THE_ILLNESS:
        return False
    ends = list(CLAUSE_END.finditer(sentence))
    start = max((end.end() for end in ends if end.end() <= match.start()), default=0)
    clause = sentence[start : min((end.start() for end in ends if end.start() >= match.end()), default=len(sentence))]
    own = sentence[start : match.start()]
    relative = RELATIVE.search(own)
    if relative and not (CAUSES.search(own) or ACTORS.search(own[: relative.start()][-ANTECEDENT:])):
        return True
    if _acts(clause, () if UNTREATED.search(clause) else setting.names):
        return False
    pronoun = PRONOUNS.search(clause)
    return not pronoun or (bool(IS_ILLNESS.search(setting.before)) and not _acts(setting.before, setting.names))


def _acts(text: str, names: Sequence[str]) -> bool:
    return bool(ACTORS.search(text)) or any(name in text.casefold() for name in names)
