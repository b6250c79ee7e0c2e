"""Characters that a reader of the paper does not see, or sees as another: which of them a monograph may hold.

One that would turn a number, or what stands before and after it, is refused by name and place; one that can only mean
one thing is read as that, and said. What is written as an entity (``&shy;``) counts as the character it names.
"""

from __future__ import annotations

import bisect
import enum
import html
import itertools
import re
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

from handouts.errors import ContentError, Level, Place, Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


class Verdict(enum.Enum):
    """What becomes of a character: the text is refused, wherever it stands or in a number; or it is read as another."""

    REFUSED = enum.auto()
    REFUSED_IN_NUMBERS = enum.auto()
    READ = enum.auto()
    READ_AND_SAID = enum.auto()


class Signs(NamedTuple):
    """Characters of one kind.

    ``pattern`` finds one of them, ``example`` holds one where the verdict counts, ``read`` gives what it is read as, ""
    if it can not be told.
    """

    pattern: str
    what: str
    verdict: Verdict
    why: str
    source: str
    example: str
    read: Callable[[str], str] = lambda _: ""


def _as_windows_1252(character: str) -> str:
    return character.encode("latin-1").decode("cp1252", "ignore")


def _as_utf_8(characters: str) -> str:
    """Return what was meant by UTF-8 that was read as Windows-1252, or "" where it was not."""
    data = b"".join(each.encode("cp1252", "ignore") or each.encode("latin-1", "ignore") for each in characters)
    return data.decode("utf-8", "ignore")


UNICODE = "The Unicode Standard 16.0, "
WINDOWS = "".join(char for byte in range(0x80, 0xC0) if (char := bytes([byte]).decode("cp1252", "ignore")))
FOLLOWS = f"[\x80-\x9f{WINDOWS}]"  # how the second and later bytes of a character in UTF-8 look in Windows-1252
TABLE = (
    Signs(
        rf"[ÂÃ]{FOLLOWS}|â[€„†ˆ‰]{FOLLOWS}|ðŸ{FOLLOWS}{{2}}|(?:[ÎÏÐÑ]{FOLLOWS}){{2,}}|(?:[à-ï]{FOLLOWS}{{2}}){{2,}}",
        "UTF-8 that was read as Windows-1252",
        Verdict.REFUSED,
        "A range, a unit or a sign has become letters nobody wrote.",
        UNICODE + "3.9; WHATWG Encoding, windows-1252",
        "10â€“20 mg",
        _as_utf_8,
    ),
    Signs(
        "[\x80-\x9f]",
        "a sign of Windows-1252",
        Verdict.READ_AND_SAID,
        "A dash, a quotation mark or an apostrophe, which browsers show and other programs drop.",
        "WHATWG HTML, numeric character reference end state",
        "10\x9620 mg",
        _as_windows_1252,
    ),
    Signs(
        "[\u202a-\u202e\u2066-\u2069]",
        "a sign that turns the direction of writing",
        Verdict.REFUSED,
        "It can print 01 where the file says 10.",
        UNICODE + "annex 9, 2; Unicode Technical Standard 55, 3",
        "Take \u202e01\u202c mg",
    ),
    Signs(
        "[\u00ad\u034f\u061c\u180b-\u180f\u200b-\u200f\u2060-\u2064\u206a-\u206f\ufe00-\ufe0f\ufeff]",
        "a sign nobody sees",
        Verdict.REFUSED_IN_NUMBERS,
        "What it parted becomes one number: 4 to 6 becomes 46.",
        UNICODE + "23.2",
        "4\u00ad6 tablets",
    ),
    Signs(
        r"^[ \t]*(?:[-*+][ \t]+)?[\uf076\uf0a7\uf0b7\uf0d8](?=[ \t\u00a0])",
        "a bullet of Word",
        Verdict.READ,
        "Symbol and Wingdings, the fonts Word takes its bullets from, have no other code for them.",
        UNICODE + "23.5",
        "\uf0b7 Take 10 mg",
        lambda bullet: bullet[:-1] + "•" * (not bullet[:-1].strip()),
    ),
    Signs(
        "[\ue000-\uf8ff\U000f0000-\U0010fffd]",
        "a sign of one font only",
        Verdict.REFUSED,
        "It may have been ≤ or µ, and no other font knows.",
        UNICODE + "23.5",
        "\uf0a3 10 mg",
    ),
)
ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]{2,31});")
# Beside it, or, of two digits, with bold marks or spaces between.
BEFORE = re.compile(r"(?:[\d.,:/⁄×<>≤≥±+−–-]|\d[*_ \t]+)\Z")
AFTER = re.compile(r"[\d.,:/⁄×%−–-]|[*_ \t]+\d")
NEAR = 40  # characters: what stands beside a sign may be written as entities
HINT = "Take it out, and write what is meant."


class _Found(NamedTuple):
    start: int
    stop: int
    written: str
    signs: Signs


def settle(text: str, path: str) -> tuple[str, tuple[Problem, ...]]:
    """Return a text as it is to be read, with what is to be said of it; ``path`` names the file.

    Raises:
        ContentError: it holds characters that are refused; one problem for each.
    """
    found = [each for each in _found(text) if _counts(each, text)]
    place = _places(text, path)
    refused = [_refusal(each, place(each.start)) for each in found if _is_refused(each)]
    if refused:
        raise ContentError(*refused)
    said = tuple(_note(each, place(each.start)) for each in found if each.signs.verdict is Verdict.READ_AND_SAID)
    pieces, end = [], 0
    for each in found:
        pieces += [text[end : each.start], each.signs.read(each.written)]
        end = each.stop
    return "".join([*pieces, text[end:]]), said


def _found(text: str) -> Iterator[_Found]:
    """Return every sign of the table, in order: as it stands, or as an entity that names it."""
    for match in WRITTEN.finditer(text):
        sign = match if match.lastindex else SIGNS.fullmatch(html.unescape(match[0]))
        if sign is not None and sign.lastindex:
            yield _Found(match.start(), match.end(), sign[0], TABLE[sign.lastindex - 1])


def _counts(found: _Found, text: str) -> bool:
    """Tell whether a sign stands where its verdict counts."""
    if found.signs.verdict is not Verdict.REFUSED_IN_NUMBERS:
        return True
    before = BEFORE.search(_bare(text[max(0, found.start - NEAR) : found.start]))
    after = AFTER.match(_bare(text[found.stop : found.stop + NEAR]))
    return before is not None and after is not None and any(map(str.isdigit, before[0] + after[0]))


def _bare(text: str) -> str:
    """Return text without what nobody sees, so that of two such signs in a row neither hides the other."""
    return UNSEEN.sub("", html.unescape(text))


def _is_refused(found: _Found) -> bool:
    verdict = found.signs.verdict
    return verdict in {Verdict.REFUSED, Verdict.REFUSED_IN_NUMBERS} or not found.signs.read(found.written)


def _refusal(found: _Found, place: Place) -> Problem:
    meant = found.signs.read(found.written)
    hint = f"Write “{meant}”, if that was meant." if meant else HINT
    return Problem(
        "misread-sign", f"Here stands {_named(found)}. {found.signs.why}", hint, place, words=found.written, rule="S12"
    )


def _note(found: _Found, place: Place) -> Problem:
    message = f"Here stands {_named(found)}. It is read as “{found.signs.read(found.written)}”."
    hint = "Save the file as UTF-8 in your editor, and look whether the sign is right."
    return Problem("misread-sign", message, hint, place, Level.WARN, words=found.written, rule="S12")


def _named(found: _Found) -> str:
    """Name what stands there: the kind, and the code of one character with the name Unicode gives it."""
    if len(found.written) > 1:
        return f"“{found.written}”, {found.signs.what}"
    name = unicodedata.name(found.written, "").lower()
    return f"{found.signs.what} (U+{ord(found.written):04X}{', ' * bool(name)}{name})"


def _places(text: str, path: str) -> Callable[[int], Place]:
    starts = [0, *itertools.accumulate(len(line) + 1 for line in text.split("\n"))]

    def place(offset: int) -> Place:
        line = bisect.bisect_right(starts, offset)
        return Place(path, line, offset - starts[line - 1] + 1)

    return place


SIGNS = re.compile("|".join(f"({signs.pattern})" for signs in TABLE), re.MULTILINE)
WRITTEN = re.compile(f"{SIGNS.pattern}|{ENTITY.pattern}", re.MULTILINE)
UNSEEN = re.compile("|".join(signs.pattern for signs in TABLE if signs.verdict is Verdict.REFUSED_IN_NUMBERS))
