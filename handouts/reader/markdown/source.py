"""The words of a prepared text, each with its line: where in the file a block of the parser's begins.

The proof reads the file for itself (`handouts.proof.second_reading`).
"""

from __future__ import annotations

import dataclasses
import html
import html.entities
import re

from handouts.reader.markdown.enclosed import fences
from handouts.reader.markdown.html_lists import with_numbers
from handouts.reader.markdown.markup import ANCHOR, AUTOLINK, LINK, MARKUP, SIGNS, is_link, is_markdown

ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")


def is_entity(written: str) -> bool:
    """Tell an entity from what looks like one: HTML would read the ``&not`` of ``&nothing;`` all the same."""
    return written[1] == "#" or written[1:] in html.entities.html5


def _unescape(text: str) -> str:
    """Return the text with its entities read; one without its semicolon is text, as in ``?a=1&copy=2``."""
    return ENTITY.sub(lambda match: html.unescape(match[0]) if is_entity(match[0]) else match[0], text)


def printed_address(text: str, address: str) -> str:
    """Return the address to print after a link's text: nothing for a page of the same site or one the text says."""
    bare = re.sub(r"^(mailto:|tel:)", "", _unescape(address).strip())
    leads_out = re.match(r"https?://|mailto:|tel:|www\.", address, re.IGNORECASE)
    shown = text.strip().casefold().rstrip("/")
    same = {bare.casefold().rstrip("/"), re.sub(r"^https?://", "", bare).casefold().rstrip("/")}
    return bare if leads_out and shown not in same else ""


# Letters and figures of scripts that part words by spaces: not Han, Kana, Thai, Lao, Khmer or Myanmar.
WORD_GOES_ON = r"(?:[^\W_\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff])"


@dataclasses.dataclass(frozen=True, slots=True)
class Word:
    """A word, a number or a sign, and its line (counted from 1 in the text it was read from)."""

    text: str
    line: int


SIGNS_OF_MARKUP = r"*_`#|\\\-()\[\]{}!"
PUNCTUATION = r":;,.\"'‘’“”«»?•"
UNSEEN = r"\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff\ufe0f"
# What is a word of its own, each kind with an example; the first that fits decides.
WORD_KINDS = (
    (r"\d+(?:[.,]\d+)*", "1,000.5"),
    (r"(?<![\w.])[.,]\d+", ".5"),
    (r"(?<!\w)[-−](?=\d)", "−5"),
    (r"[^\W\d_]+", "milligram"),
    (rf"[^\s\w{SIGNS_OF_MARKUP}{PUNCTUATION}{UNSEEN}]", "≥"),
)
WORD = re.compile("|".join(pattern for pattern, _ in WORD_KINDS))
OPENERS = (
    re.compile(r"^(?:[ ]*==+|[ >]*[ :|-]*-[ :|-]*)[ ]*$", re.MULTILINE),  # underlines, rules, table rulings
    re.compile(r"^[ ]*(?:>[ ]*)+(?=\S|$)", re.MULTILINE),  # quotation
    re.compile(r"^(?:[ ]*(?:\d{1,9}[.)][ ]+)?(?:[*•-](?=\s|$)|\+(?=[ ]+[^\d\s]|[ ]*$)))+", re.MULTILINE),  # bullets
)
SILENT = re.compile(r"[*_`\\]")
INLINE_TAGS = (
    "a abbr acronym b bdi bdo big cite code del dfn em font i ins kbd mark q s samp small span strike strong sub sup "
    "time tt u var wbr"
)
ADDRESS, ENDED = "\ufdd6", "\ufdd9"  # stand around the printed address of a link
# A word that goes on behind its link is said before the address; where no spaces part words, none goes on.
ADDRESS_IN_WORD = re.compile(rf"{ADDRESS}([^{ENDED}]*){ENDED}([*_]*{WORD_GOES_ON}+)")
INLINE = re.compile(rf"</?(?:{'|'.join(INLINE_TAGS.split())})\b", re.IGNORECASE)


def words_in(text: str) -> list[str]:
    """Return the words, numbers and signs of plain text, in order.

    Marks of Markdown and plain punctuation are left out.
    """
    return WORD.findall(SILENT.sub("", text))


def words(prepared: str) -> list[Word]:
    """Return the words a prepared Markdown text puts on paper, in order, each with its line (from 1) in that text."""
    pieces, end = [], 0
    for fence in fences(prepared):
        text = _read(fence["code"]) if is_markdown(fence) else _unescape(fence["code"]).translate(SIGNS)
        pieces += [_read(prepared[end : fence.start()]), "\n", text, "\n" * fence["foot"].count("\n")]
        end = fence.end()
    pieces.append(_read(prepared[end:]))
    return [Word(word, number) for number, line in enumerate("".join(pieces).split("\n"), 1) for word in words_in(line)]


def _read(prepared: str) -> str:
    text = with_numbers(prepared)
    text = LINK.sub(_link_words, text)
    text = ANCHOR.sub(_anchor_words, text) if "</a" in text.lower() else text
    text = ADDRESS_IN_WORD.sub(r"\2 \1", text).replace(ADDRESS, " ").replace(ENDED, " ")
    text = MARKUP.sub(_tag_words, text)
    for opener in OPENERS:
        text = opener.sub(lambda match: " ".join(re.findall(r"\d+[.)]", match[0])), text)
    return _unescape(text).translate(SIGNS)


def _anchor_words(match: re.Match[str]) -> str:
    shown = re.sub(r"<[^<>]*>", "", match[4])
    return match[4] + _set_apart(printed_address(shown, match[1] or match[2] or match[3] or ""))


def _tag_words(match: re.Match[str]) -> str:
    """A link in angle brackets says its address; a tag says nothing, inside a word or between two."""
    tag = match[0]
    if re.match(AUTOLINK, tag, re.IGNORECASE):
        return tag[1:-1].removeprefix("mailto:")
    return ("" if INLINE.match(tag) else " ") + "\n" * tag.count("\n")


def _link_words(match: re.Match[str]) -> str:
    if not is_link(match):
        return match[0]
    inner = LINK.fullmatch(match[2].strip())
    shown = "" if inner and inner[1] else match[2]
    return "" if match[1] else shown + _set_apart(printed_address(shown, match[3]))


def _set_apart(address: str) -> str:
    """Return an address as it follows its link's text; a link without one parts no word."""
    return address and ADDRESS + address + ENDED
