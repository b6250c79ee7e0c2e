"""What changed between two monographs, the gravest first: ten times as much, doses, numbers, signs, negations, words.

Words are compared, not lines: a change is the smallest stretch of words that differs, with the words around it.
"""

from __future__ import annotations

import dataclasses
import enum
import itertools
import re
from typing import TYPE_CHECKING

from handouts.model.monograph import Monograph, plain
from handouts.model.units import unit_pattern
from handouts.model.walk import section_lines
from handouts.review.alignment import opcodes
from handouts.review.jumps import is_jump

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence


class ChangeKind(enum.StrEnum):
    """What a change touches, the gravest first."""

    JUMP = "jump"  # ten times as much, or another unit
    DOSE = "dose"
    NUMBER = "number"
    SIGN = "sign"
    NEGATION = "negation"
    FIELD = "field"  # of the front matter
    TEXT = "text"
    MOVED = "moved"  # the same words in another place


TITLES = {
    ChangeKind.JUMP: "Ten times as much, or another unit",
    ChangeKind.DOSE: "Doses",
    ChangeKind.NUMBER: "Numbers",
    ChangeKind.SIGN: "Signs",
    ChangeKind.NEGATION: "Negations",
    ChangeKind.FIELD: "Front matter",
    ChangeKind.TEXT: "Other words",
    ChangeKind.MOVED: "Moved, word for word",
}
TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)*|[^\s\w]|_")
NUMBER = re.compile(r"\d|[½¼¾⅓⅔⅛]")
UNIT = re.compile(unit_pattern(), re.IGNORECASE)
SIGN = re.compile(r"[><≥≤=±~≈%×+−-]")
# Of English, German, French, Italian and Spanish.
NEGATIONS = (
    r"not no never none nor without cannot neither stop avoid unless except \w+n['’]t "
    r"nicht kein\w* nie ne pas jamais sans non senza nunca sin"
)
NEGATION = re.compile(rf"(?:{'|'.join(NEGATIONS.split())})", re.IGNORECASE)
NUMBER_WORDS = (
    "half one two three four five six seven eight nine ten twelve once twice double "
    "daily weekly monthly hourly every each"
)
NUMBER_WORD = re.compile(rf"(?:{'|'.join(NUMBER_WORDS.split())})", re.IGNORECASE)
AROUND = 6  # words shown before and after a change
NEAR = 2  # words beside a change that hold its number or its unit
SHORT_MOVE = 3  # fewer words than this are too common to be called moved


@dataclasses.dataclass(frozen=True, slots=True)
class Token:
    """A word, number or sign, with its line in the file and the heading of its section.

    ``gap`` is the white space before it, a line end where a block begins.
    """

    text: str
    gap: str
    line: int
    section: str


@dataclasses.dataclass(frozen=True, slots=True)
class Change:
    """Words that were taken out (``before``) and put in (``after``), either possibly none, with the words around them.

    Lines count from 1 in their own file; ``section`` is the heading they stand under in the new text. ``lead`` and
    ``tail`` are the words around them, of which ``tail`` brings its own space. ¶ parts blocks.
    """

    kind: ChangeKind
    before: str
    after: str
    lead: str
    tail: str
    old_line: int
    new_line: int
    section: str


def changes(old: Monograph, new: Monograph) -> tuple[Change, ...]:
    """Return every change from an old monograph to a new one, the gravest kind first, then by the new one's lines."""
    found = [*_fields(old, new), *_moves_named(_words(_tokens(old), _tokens(new)))]
    kinds = list(ChangeKind)
    return tuple(sorted(found, key=lambda change: (kinds.index(change.kind), change.new_line, change.old_line)))


def _fields(old: Monograph, new: Monograph) -> Iterator[Change]:
    before, after = (monograph.metadata.model_dump(mode="json", exclude_unset=True) for monograph in (old, new))
    for name in dict.fromkeys([*before, *after]):
        if before.get(name) != after.get(name) and name != "title":
            old_value, new_value = _in_words(before.get(name)), _in_words(after.get(name))
            yield Change(ChangeKind.FIELD, old_value, new_value, f"{name}:", "", 1, 1, "front matter")


def _in_words(value: object) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{name} {_in_words(each)}" for name, each in value.items())
    if isinstance(value, list | tuple):
        return "; ".join(map(_in_words, value))
    return "" if value is None else str(value)


def _tokens(monograph: Monograph) -> list[Token]:
    title = plain(monograph.title)
    lines = [(title, monograph.body_line, title)]
    lines += [(plain(monograph.heading), monograph.body_line, title)] if monograph.heading else []
    for section in monograph.sections:
        name = plain(section.heading) if section.heading else title
        lines += [(line.source, line.line, name) for line in section_lines(section)]
    return [token for text, line, name in lines for token in _of_line(text, line, name)]


def _of_line(text: str, line: int, section: str) -> Iterator[Token]:
    end = 0
    for match in TOKEN.finditer(text):
        yield Token(match[0], text[end : match.start()] if end else "\n", line, section)
        end = match.end()


def _words(old: Sequence[Token], new: Sequence[Token]) -> Iterator[Change]:
    codes = opcodes([token.text for token in old], [token.text for token in new])
    for kind, old_from, old_to, new_from, new_to in _joined(codes):
        if kind == "equal":
            continue
        before, after = old[old_from:old_to], new[new_from:new_to]
        near = old[max(old_from - NEAR, 0) : old_to + NEAR], new[max(new_from - NEAR, 0) : new_to + NEAR]
        yield Change(
            ChangeKind.JUMP
            if before and after and is_jump(*map(_text, near))
            else _kind(
                [*before, *after], [*old[max(old_from - 1, 0) : old_to + 1], *new[max(new_from - 1, 0) : new_to + 1]]
            ),
            _text(before),
            _text(after),
            _text(_lead(new, new_from)),
            _tail(new[new_to : new_to + AROUND]),
            _at(old, old_from).line,
            _at(new, new_from).line,
            _at(new, new_from).section,
        )


def _tail(tokens: Sequence[Token]) -> str:
    """Return the words after a position, to where their block ends, with the space before them if there is one."""
    inside = list(itertools.takewhile(lambda token: token.gap != "\n", tokens))
    return inside[0].gap + _text(inside) if inside else ""


def _lead(tokens: Sequence[Token], end: int) -> Sequence[Token]:
    """Return the words before a position, back to where their block begins."""
    if end < len(tokens) and tokens[end].gap == "\n":
        return ()
    start = end
    while start > max(end - AROUND, 0):
        start -= 1
        if tokens[start].gap == "\n":
            break
    return tokens[start:end]


def _joined(codes: Sequence[tuple[str, int, int, int, int]]) -> Iterator[tuple[str, int, int, int, int]]:
    """Join changes that only one equal word parts, so that a reader sees one change and not three."""
    pending: tuple[str, int, int, int, int] | None = None
    for code, following in itertools.zip_longest(codes, codes[1:]):
        kind, old_from, old_to, _, new_to = code
        bridge = kind == "equal" and old_to - old_from == 1 and following is not None
        if pending and (kind != "equal" or bridge):
            pending = ("replace", pending[1], old_to, pending[3], new_to)
        elif pending:
            yield pending
            pending = None
        elif kind != "equal":
            pending = code
    if pending:
        yield pending


def _kind(touched: Sequence[Token], around: Sequence[Token]) -> ChangeKind:
    """Return what a change touches; ``around`` holds one more word on either side."""
    figure = _any(touched, NUMBER.search)
    counted = figure or _any(touched, NUMBER_WORD.fullmatch)
    measured = (
        _any(around, UNIT.fullmatch) if counted else _any(touched, UNIT.fullmatch) and _any(around, NUMBER.search)
    )
    questions = (
        (ChangeKind.DOSE, figure and measured),
        (ChangeKind.NUMBER, figure),
        (ChangeKind.SIGN, _any(touched, SIGN.fullmatch)),
        (ChangeKind.NEGATION, _any(touched, NEGATION.fullmatch)),
        (ChangeKind.DOSE, measured),
        (ChangeKind.NUMBER, counted),
    )
    return next((kind for kind, fits in questions if fits), ChangeKind.TEXT)


def _any(tokens: Sequence[Token], fits: Callable[[str], object]) -> bool:
    return any(fits(token.text) for token in tokens)


def _moves_named(found: Iterator[Change]) -> Iterator[Change]:
    """Call words that went from one place to another moved, whatever they hold."""
    every = list(found)
    gone = {change.before for change in every if not change.after}
    come = {change.after for change in every if not change.before}
    moved = {text for text in gone & come if len(text.split()) >= SHORT_MOVE}
    for change in every:
        yield (
            dataclasses.replace(change, kind=ChangeKind.MOVED)
            if (change.before or change.after) in moved and not (change.before and change.after)
            else change
        )


def _text(tokens: Sequence[Token]) -> str:
    return "".join(f"{token.gap}{token.text}" for token in tokens).strip(" ").replace("\n", " ¶ ").strip(" ¶")


def _at(tokens: Sequence[Token], position: int) -> Token:
    return tokens[min(position, len(tokens) - 1)] if tokens else Token("", "", 0, "")
