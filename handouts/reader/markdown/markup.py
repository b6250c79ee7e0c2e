"""What is markup and what is a sign, defined once; and a Markdown text made ready for the parser.

A ``<`` that opens no HTML tag is a sign, and so is a ``>`` before a number. `with_signs_safe` keeps every line on its
line.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from handouts.model.units import UnitKind, symbols, words
from handouts.model.words.weight import GOES_ON
from handouts.reader.markdown.enclosed import OPENING, with_fences, without_invisible

if TYPE_CHECKING:
    from collections.abc import Iterator

# Unicode noncharacters stand for signs the parser must not take for markup; no text may hold them.
LESS, GREATER, STAR, BRACKET = "\ufdd0", "\ufdd1", "\ufdd2", "\ufdd3"
BRACE, TICK, TILDE = "\ufddd", "\ufddf", "\ufde0"
# So do the marks of a table of another dialect (see `dialects`).
CELL, HEAD, COLUMN, ROW, NOTHING = "\ufdd8", "\ufdd9", "\ufdda", "\ufddb", "\ufddc"
TABLE_SIGNS = {CELL: "\t", HEAD: "\t", COLUMN: "", ROW: "", NOTHING: ""}
TYPED_SIGNS = {LESS: "<", GREATER: ">", STAR: "*", BRACKET: "[", BRACE: "{", TICK: "`", TILDE: "~"}
SIGNS = str.maketrans(TYPED_SIGNS | TABLE_SIGNS)
LITERAL = str.maketrans({"<": LESS, ">": GREATER, "*": STAR, "[": BRACKET, "{": BRACE})
OPEN_FENCE = str.maketrans({"`": TICK, "~": TILDE})


def as_written(prepared: str) -> str:
    """Return a prepared text with its signs as they were typed."""
    return prepared.translate(SIGNS)


TAGS = (
    "a abbr acronym address article aside b bdi bdo big blockquote body br caption center cite code col colgroup dd "
    "del details dfn div dl dt em embed figcaption figure font footer form h1 h2 h3 h4 h5 h6 head header hr html i "
    "iframe img input ins kbd label li link main mark meta nav object ol p pre q rp rt ruby s samp section small span "
    "strike strong sub summary sup table tbody td tfoot th thead time tr tt u ul var wbr"
)
# `<b and c>` between two comparisons is no tag: an attribute has a value, or is one of the few that need none.
VALUE = r"(?:\"[^\"<>]*\"|'[^'<>]*'|[^\s\"'<>=`]+)"
VALUELESS = "open|hidden|nowrap|noshade|compact|reversed|controls|checked|disabled"
ATTRIBUTE = rf"\s+(?:[a-z_:][\w:.-]*\s*=\s*{VALUE}|{VALUELESS})"
TAG = rf"</?(?:{'|'.join(TAGS.split())})(?:{ATTRIBUTE})*[ ]*/?>"
# Words that HTML knows and people leave as blanks: without an end tag, `until <time>` is one.
BLANKS = (
    "address article aside body caption cite code data del details dfn dir embed figure footer form head header input "
    "ins kbd label link main map mark menu meta meter nav object option output pre q s section small sub summary sup "
    "table time title var"
)
BLANK = re.compile(rf"<({'|'.join(BLANKS.split())})>", re.IGNORECASE)
# `<2@night>` and `<37@rest.day>` are no addresses: one begins with a letter and ends as addresses do.
HOST = r"(?:[\w-]*[a-z][\w-]*\.)+(?:[a-z]{2}|com|org|net|edu|gov|int|info|mil|biz|health|clinic|care|hospital|pharmacy)"
AUTOLINK = rf"<(?:https?://|mailto:)[^<>\s]+>|<[^\W\d_][\w.+-]*@{HOST}>"
MARKUP = re.compile(rf"{TAG}|{AUTOLINK}", re.IGNORECASE)
TAGGED = re.compile(TAG, re.IGNORECASE)
CODE_SPAN = re.compile(r"(?<![`\\])(`+)(?!`)([^\n]*?[^`\n])\1(?!`)")
ANCHOR = re.compile(
    r"<a\b[^<>]*?href\s*=\s*(?:\"([^\"<>]*)\"|'([^'<>]*)'|([^\s\"'<>]+))[^<>]*>(.*?)</a\s*>", re.DOTALL | re.IGNORECASE
)
LINK_TEXT = r"(!?)\[((?:[^\[\]\n]|\n(?!\n)|\[[^\[\]\n]*\])*)\]"  # [text], or ![description]
PICTURE_FILE = r"\.(?i:png|jpe?g|gif|webp)"
SPACE_IN_NAME = rf"[ ](?=[^()<>\n]*{PICTURE_FILE}>?[ ]*(?:\)|[ ][\"']))"  # `![Pen](blue pen.png)`
LINK_ADDRESS = rf"[<{LESS}]?((?:\{{[{{%][^{{}}\n]*[%}}]\}})?(?:[^\s()<>{{}}]|\([^\s()]*\)|{SPACE_IN_NAME})*)>?"
LINK_TITLE = r"(?:\s+(?:\"[^\"\n]*\"|'[^'\n]*'))?"
LINK = re.compile(rf"{LINK_TEXT}\([ ]*{LINK_ADDRESS}{LINK_TITLE}[ ]*\)")
# A number, a unit or a note in the parentheses is no address: `[5](1/2)`, `[dose](mg/kg)`, `[2 puffs](max:8/day)`.
KINDS = (UnitKind.MASS, UnitKind.VOLUME, UnitKind.AMOUNT, UnitKind.ACTIVITY, UnitKind.TIME)
UNIT = rf"(?:{symbols(*KINDS)}|{words(UnitKind.TIME)}|m[2²])"
RATE = rf"/(?:\d[\d.,/]*|{UNIT}(?:/{UNIT})*)(?![^\s>])"  # `/kg`, `/day`, `/1000`: what a dose is divided by
SCHEME = r"(?:https?|ftp|mailto|tel|sms|data|file):|www\."
PAGE = r"[^\d\s:][^:]*(?:/|\.[a-z]{2,5}(?:[?#].*)?)$"
ADDRESS = re.compile(rf"(?!{RATE})(?:(?i:{SCHEME})|[#/{{]|\.{{1,2}}/|(?i:{PAGE})|$)")
NUMERIC = r"\s*(?:[~≈±–−]?\s?[\d.½¼¾⅓⅔⅛]|[-+][\d.]|[=≥≤$€£])"  # what a comparison goes on with
QUOTED = re.compile(rf"[ ]*>(?!{NUMERIC})")
# `comes back` / `> twice the normal value`: behind a line that has not ended, a comparison too.
COMPARISON = re.compile(rf"[ ]*>[ ]*{GOES_ON}")
# A line that nothing goes on.
ENDED = re.compile(r"(?:[.:!?…。：！？|][*_)”\"]*|[ ]{2}|\\)$|^[ ]*(?:[-*+•]?[ ]*$|#|>|[-=*_]{3,}[ ]*$)")
QUOTE_OPENING = re.compile(r"(?:[ ]*>)?")
QUOTE_SIGN = re.compile(rf"^([ ]*(?:>[ ]*)*?)>(?={NUMERIC})")
DEEP_QUOTE = re.compile(r"^((?:[ ]*>){6})(?:[ ]*>)+")  # deeper than any reader follows
ITEM_SIGN = re.compile(r"^([ >]*(?:(?:[*+•-]|\d{1,9}[.)])[ ]+)+(?:\*\*|__)?)>")
TARGET = rf"(?!{RATE})(?:(?:https?://|mailto:|data:|www\.|/|#|\.)[^\s>]*|[^\n<>]+?{PICTURE_FILE})"
REFERENCE = re.compile(
    rf"^ {{0,3}}\[([^\]\n^][^\]\n]*)\]:[ ]+[<{LESS}]?({TARGET})>?(?:[ ]+[\"'(].*[\"')])?[ ]*$",
    re.MULTILINE,
)
HEADING_NAME = re.compile(r"^([ ]{0,3}#{1,6}[^\n]*?)[ ]*\{#[\w-]+\}[ ]*$", re.MULTILINE)
ATTRIBUTES = re.compile(r"(?<!\\)\{:(?:\s*(?:[#.][\w-]+|[\w-]+=(?:\"[^\"\n]*\"|'[^'\n]*')|toc))*\s*\}")
# A short line that ends no sentence and opens nothing: underlined, it is a heading.
QUESTION_LINE = r"(?=[^\n]{1,80}$)(?![ ]*(?:[*+>|#-]|\d+[.)])[ ]*)[^\n]*\?[ ]*$"
TITLE_LINE = r"(?=[^\n]{1,80}$)(?![ ]*(?:[*+>|#-]|\d+[.)])[ ]*)[^\n]*[^\s.:;,?!|*]\**[ ]*$"
CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufdd0-\ufdd7\ufddd-\ufdef\ufffe\uffff]")


def with_signs_safe(body: str) -> str:
    """Return the text with its signs safe from the parser and its invisible parts gone, line for line.

    ``body`` has newlines as line ends. Markdown's own escapes, links by reference and attributes are resolved here.
    """
    text = CONTROLS.sub(" ", body.expandtabs(4)).replace("\uf0b7", "•").replace("\ufffc", " ")
    text = with_fences(text, _safe_fence)
    text = CODE_SPAN.sub(lambda match: _literal(match[0]), text)
    text = without_invisible(text)
    text = _safe_signs(text.replace("\\<", LESS))
    text = re.sub(r"\\+$", "  ", text, flags=re.MULTILINE)
    text = HEADING_NAME.sub(r"\1", ATTRIBUTES.sub("", text))
    text = re.sub(r"\[\^([^\[\]\n]+)\]", r"[\1]", _inline_references(text))
    text = with_fences(text, _safe_fence)  # what was taken out may have stood beside a fence
    lines = _safe_quotes(list(_without_lone_rules(text.split("\n"))))
    return "\n".join(DEEP_QUOTE.sub(r"\1", line) for line in lines)


def is_markdown(fence: re.Match[str]) -> bool:
    """Tell a fence (a match of `enclosed.FENCED`) somebody put around Markdown that is meant to be read as such."""
    return fence["language"] in {"markdown", "md"}


def is_link(match: re.Match[str]) -> bool:
    """Tell a link (a match of `LINK`) from brackets that happen to stand before parentheses, as in ``[11C](R)``."""
    return bool(match[1] or ADDRESS.match(match[3])) or (_ends_in_word(match) and match[3].startswith("/"))


def _ends_in_word(match: re.Match[str]) -> bool:
    """Tell a link whose text is the start of a word: no rate stands there, as in `[10 mg](/h)`."""
    shown, behind = match[2], match.string[match.end() : match.end() + 1]
    return shown[-1:].isalpha() and behind.isalpha() and not any(letter.isdigit() for letter in shown)


def _literal(code: str) -> str:
    return code.translate(LITERAL)


def _safe_fence(match: re.Match[str]) -> str:
    """Keep what a fence encloses as it is typed; a fence that never closes is text."""
    if match.re is OPENING:
        return match[0].translate(OPEN_FENCE)
    return match[0] if is_markdown(match) else match["head"] + _literal(match["code"]) + match["foot"]


def _safe_signs(text: str) -> str:
    """Keep every ``<`` that opens no tag, and with it the ``>`` a tag would have closed."""
    pieces, end = [], 0
    low = text.lower()
    closed = {name for name in BLANKS.split() if f"</{name}" in low}
    for match in MARKUP.finditer(text):
        if (blank := BLANK.fullmatch(match[0])) and blank[1].lower() not in closed:
            continue
        pieces += [text[end : match.start()].replace("<", LESS), match[0]]
        end = match.end()
    pieces.append(text[end:].replace("<", LESS))
    return "".join(pieces)


def _without_lone_rules(lines: list[str]) -> Iterator[str]:
    """Take out a line of ``===`` that underlines no title: a line by itself, the first of its block."""
    for first, title, line in zip(["", "", *lines], ["", *lines], lines, strict=False):
        underlines = re.match(TITLE_LINE, title) and not first.strip()
        yield "" if re.fullmatch(r"[ ]*==+[ ]*", line) and not underlines else line


def _safe_quotes(lines: list[str]) -> Iterator[str]:
    """Keep ``>`` as a sign after a list marker, and in a comparison unless a quotation is going on."""
    quoting, before = False, ""
    for line in lines:
        start = len(QUOTE_OPENING.match(line)[0]) if quoting else 0  # type: ignore[index]
        compares = not quoting and not ENDED.search(TAGGED.sub("", before)) and bool(COMPARISON.match(line))
        safe = line[:start] + QUOTE_SIGN.sub(rf"\1{GREATER}", line[start:])
        safe = safe.replace(">", GREATER, 1) if compares else safe
        yield ITEM_SIGN.sub(rf"\1{GREATER}", safe)
        opens = bool(QUOTED.match(line)) and not compares
        quoting, before = opens or (quoting and line.lstrip().startswith(">")), line


# `[text][id]`, `[id]`, and a picture without a description: `![][id]`.
CALLED = re.compile(r"(?<!\])\[([^\[\]\n]+)\](?:\[([^\[\]\n]*)\])?(?![\[(:])|(?<=!)\[\]\[([^\[\]\n]+)\]")


def _inline_references(text: str) -> str:
    """Write ``[text][id]`` with its address in place, and drop the definitions that were used."""
    addresses = {match[1].casefold(): match[2] for match in REFERENCE.finditer(text)}
    used = set()

    def resolve(match: re.Match[str]) -> str:
        key = (match[2] or match[1] or match[3]).casefold()
        if key not in addresses:
            return match[0]
        used.add(key)
        return f"[{match[1] or ''}]({addresses[key]})"

    if addresses:
        text = CALLED.sub(resolve, text)
        text = REFERENCE.sub(
            lambda match: "" if match[1].casefold() in used else match[0].replace("]:", "]\\:", 1), text
        )
    return text
