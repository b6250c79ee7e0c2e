"""What of a file is not on paper: told where it holds what nobody may lose; refused where it would join a number."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING

from handouts.errors import ContentError, Level, Place, Problem
from handouts.model.pattern import Pattern
from handouts.model.units import UnitKind, symbols, words
from handouts.model.words.weight import SIGNS, WEIGHTY
from handouts.proof.marks import CLOSED, NOTHING, OPENED
from handouts.proof.second_reading import read_again
from handouts.proof.tokens import GONE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handouts.model.monograph import Monograph
    from handouts.proof.printed import SecondReading, Vanished

VANISHED = "M14"  # the rule of `handouts check` that what is not printed is told
KINDS = (UnitKind.MASS, UnitKind.VOLUME, UnitKind.AMOUNT, UnitKind.ACTIVITY, UnitKind.TEMPERATURE)
UNITS = rf"(?<![\w.])(?:{symbols(*KINDS)}|{words(*KINDS)})(?![\w.])"
HEAVY = Pattern(rf"\d|{SIGNS}|{UNITS}|(?i:{WEIGHTY})")
TAG = re.compile(r"</?[a-z][^<>]*>|https?://\S+|\S+@\S+", re.IGNORECASE)  # in a comment: what was taken out with it
WORD = re.compile(r"[^\W_]")
DIGIT_BEFORE, DIGIT_AFTER = re.compile(r"\d[.,]?[ \t]*\Z"), re.compile(r"[ \t]*[.,]?\d")
SIGN_BEFORE = re.compile(r"(?:[<>≤≥±≈~=×]|(?<![\w)])[+−–-])\Z")
AROUND = rf"[{NOTHING}{OPENED}{CLOSED} \t*_`\\]"  # marks of bold text beside it part no number either
RUN = re.compile(rf"{AROUND}++")
GONE_WITHIN = re.compile(f"[{NOTHING}{OPENED}{CLOSED}]")
EMPTY = (NOTHING, OPENED + CLOSED)  # nothing of what stood here is on paper


def refuse_joined(monograph: Monograph) -> None:
    """Refuse a text in which something that is not printed stands inside a number, or between a sign and its number.

    Raises:
        ContentError: one problem for each such place.
    """
    if joined := [problem for problem in vanished_text(monograph) if problem.level is Level.BLOCK]:
        raise ContentError(*joined)


def vanished_text(monograph: Monograph) -> tuple[Problem, ...]:
    """Return what is to be said of the stretches of a monograph's file that are not printed."""
    return _vanished_text(monograph.data, monograph.path)


@functools.lru_cache(maxsize=1)
def _vanished_text(data: bytes, path: str) -> tuple[Problem, ...]:
    source = read_again(data)
    found = [*_joined(source, path), *(_told(each, source, path) for each in source.vanished if is_weighty(each))]
    return tuple(sorted(found, key=lambda problem: problem.place))


def is_weighty(vanished: Vanished) -> bool:
    """Tell whether a stretch holds a number, a unit, a sign or a negation; of a program, whether it holds a word."""
    text = TAG.sub(" ", vanished.weighed)
    return bool(WORD.search(text) if vanished.always else HEAVY.search(text))


def _told(vanished: Vanished, source: SecondReading, path: str) -> Problem:
    said = " ".join(vanished.weighed.split())
    message = f"“{said[:80]}” is not printed ({vanished.mark})."
    hint = "Write it as text if patients need it; else take it out, or say it without numbers and negations."
    where = source.text.find(vanished.weighed.strip(), vanished.start, vanished.end)
    place = Place(path, *source.line_and_column(where if where >= 0 else vanished.start))
    return Problem("vanished-text", message, hint, place, Level.WARN, words=said, rule=VANISHED)


def _joined(source: SecondReading, path: str) -> Iterator[Problem]:
    """Find what would join two numbers, or a sign and a number, because nothing of it is printed between them."""
    for run in RUN.finditer(source.said):
        if not GONE_WITHIN.search(run[0]):
            continue
        before, after = source.said[max(run.start() - 20, 0) : run.start()], source.said[run.end() : run.end() + 2]
        gone = re.sub(r"[ \t*_`\\]", "", run[0])
        is_empty = any(empty in gone for empty in EMPTY)
        inside = DIGIT_BEFORE.search(before) and DIGIT_AFTER.match(after) and is_empty
        signed = is_empty and gone == run[0] and SIGN_BEFORE.search(before) and DIGIT_AFTER.match(after)
        if inside or signed:
            at = source.offset(run.start() + len(run[0]) - len(run[0].lstrip(" \t")))
            written = source.text[at : source.offset(run.end())].strip() or "a mark"
            behind = source.said[run.end() : run.end() + 40].split(maxsplit=1)[0]
            number, rest = (said.strip(f"{GONE}*_`") for said in (before.split()[-1], behind))
            message = f"Between “{number}” and “{rest}” stands “{written[:60]}”, which is not printed."
            hint = "Write the number in one piece; or, if two are meant, what stands between them."
            place = Place(path, *source.line_and_column(at))
            yield Problem("joined-number", message, hint, place, words=written, rule=VANISHED)
