"""The file read a second time, from its bytes, by nothing that took part in the first reading.

What is not printed as it stands is a table (`handouts.proof.marks`). Everything else is text: its words, numbers and
signs have to be those of the monograph, in order.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from typing import TYPE_CHECKING

from handouts.model.words.weight import GOES_ON
from handouts.proof.addresses import ENTITY, attribute, is_address, is_target, printed_address, telling, unescaped
from handouts.proof.closings import Closings, closed_elements
from handouts.proof.counted import counted
from handouts.proof.marks import BLANKS, BULLET, DEFINITION, FENCE, FOREIGN_LINES, LINE, MARKS, QUOTATION, Mark
from handouts.proof.printed import SecondReading, Vanished
from handouts.proof.table_lines import in_reading_order
from handouts.proof.tokens import GONE

if TYPE_CHECKING:
    from collections.abc import Mapping

LINE_END = re.compile("(?<!\r)\r++\n|[\r\u2028\u2029]")
FRONT_MATTER = re.compile(r"\n*(?P<fence>---|\+\+\+)[ \t]*\n(?P<fields>.*?)^(?:(?P=fence)|\.\.\.)[ \t]*(?:\n|\Z)", 24)
A_FIELD = re.compile(r"(?:\s*(?:#[^\n]*)?\n)*\s*(?:[A-Za-z_][\w -]*\s*[:=]|\Z)")
NO_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff\ufffc]")
CANDIDATE = re.compile(r"[\n<\[^!{`&\\%~=]")
ESCAPED = re.compile(r"\\[\\`*_{}\[\]()<>#+.!-]")
# What a comparison goes on with: `> 5` is a sign, `> Rest` a quotation.
COMPARED = re.compile(r"[^\S\n]*(?:[~≈±–−]?[^\S\n]?[\d.½¼¾⅓⅔⅛]|[-+][\d.]|[=≥≤$€£])")
WORDS_COMPARED = re.compile(rf"[ \t]*{GOES_ON}")  # ... and `> twice the normal value`, behind a line that has not ended
ENDED = re.compile(r"(?:[.:!?…。：！？|][*_)”\"]*|[ ]{2}|\\)\Z|\A[ \t]*(?:[-*+•]?[ ]*\Z|#|>|[-=*_]{3,}[ ]*\Z)")
PATTERNS = {
    sign: [(mark, mark.compiled) for mark in marks]
    for sign, marks in itertools.groupby(sorted(MARKS, key=lambda mark: mark.opens), lambda mark: mark.opens)
}
FOREIGN = [(mark, mark.compiled) for mark in FOREIGN_LINES]
FENCED, DEFINED, LINED, QUOTED, LISTED = (mark.compiled for mark in (FENCE, DEFINITION, LINE, QUOTATION, BULLET))
# What stands behind these at a line's start begins the line.
TAKEN_OUT = ("comment", "script or style", "attribute list")
BLANK = re.compile(rf"<({'|'.join(BLANKS.split())})>", re.IGNORECASE)
NAMED = ("link by name", "picture by name")
# The rest of a word that begins in a link; where no spaces part words, none goes on.
REST_OF_WORD = re.compile(r"[*_]*[^\W_\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]+")


def read_again(data: bytes) -> SecondReading:
    """Read a file's bytes a second time.

    Raises:
        UnicodeDecodeError: they are not UTF-8.
    """
    text = LINE_END.sub("\n", data.decode("utf-8")).replace("\ufeff", "")
    text = in_reading_order(unicodedata.normalize("NFC", "".join(map(_meant, text))))
    front = FRONT_MATTER.match(text)
    if front and not A_FIELD.match(front["fields"]):
        front = None
    start = front.end() if front else 0
    names = _Scan(text, {}, start)
    names.read_all()
    used = {key: address for key, address in names.definitions.items() if key in names.called}
    scan = _Scan(text, used, start)
    scan.read_all()
    lead = [Vanished("front matter", front.start(), front.end())] if front else []
    return SecondReading(
        text,
        front["fields"] if front else "",
        bool(front and front["fence"] == "+++"),
        "".join(scan.pieces),
        tuple(scan.places),
        (*lead, *scan.vanished),
        tuple(scan.descriptions),
    )


def _meant(character: str) -> str:
    """Return what a character stands for: a control of Latin-1 is a sign of Windows-1252, other controls are spaces."""
    if "\x80" <= character <= "\x9f":
        return character.encode("latin-1").decode("cp1252", "replace")
    return " " if NO_TEXT.match(character) else character


class _Scan:
    """One walk over a text, from left to right; nothing is looked at twice."""

    def __init__(self, text: str, definitions: Mapping[str, str], start: int) -> None:
        self.text, self.known, self.start = text, definitions, start
        self.definitions: dict[str, str] = {}
        self.called: set[str] = set()
        self.pieces: list[str] = []
        self.places: list[tuple[int, int]] = []
        self.length = 0
        self.vanished: list[Vanished] = []
        self.descriptions: list[str] = []
        self.counts = counted(text)
        self.closings = Closings(text)
        self.closed = closed_elements(text[start:])
        self.quoting = False
        self.line = 0  # the first piece of the line that is being read

    def read_all(self) -> None:
        """Read the text from its start to its end."""
        self.read(self.begin_line(self.start), len(self.text))

    def say(self, words: str, offset: int) -> None:
        """Add what is printed, and where it stands in the file."""
        if words:
            self.places.append((self.length, offset))
            self.pieces.append(words)
            self.length += len(words)

    def lose(self, mark: str, start: int, end: int, weighed: str = "", *, always: bool = False) -> None:
        """Add what is not printed."""
        if start < end:
            self.vanished.append(Vanished(mark, start, end, weighed, always))

    def read(self, start: int, end: int) -> None:
        """Read a stretch of the text."""
        said = start
        at = start
        while found := CANDIDATE.search(self.text, at, end):
            at = found.start()
            sign = self.text[at]
            if sign == "\n":
                self.say(self.text[said : at + 1], said)
                said = at = self.begin_line(at + 1, end)
            elif sign == "\\":
                at += 2 if ESCAPED.match(self.text, at) else 1
            elif sign == "&":
                if entity := ENTITY.match(self.text, at, end):
                    self.say(self.text[said:at], said)
                    self.say(unescaped(entity[0]), at)
                    said = at = entity.end()
                else:
                    at += 1
            elif hit := self.find(sign, at, end):
                mark, match = hit
                self.say(self.text[said:at], said)
                said = at = self.go_on(mark, match, self.take(mark, match), end)
            else:
                at += len(self.text[at:end]) - len(self.text[at:end].lstrip("`")) if sign == "`" else 1
        self.say(self.text[said:end], said)

    def find(self, sign: str, at: int, end: int) -> tuple[Mark, re.Match[str]] | None:
        """Return the mark that opens here, if one does."""
        for mark, pattern in PATTERNS.get(sign, ()):
            if mark.closes and not self.closings.near(mark.closes, at, min(end, at + mark.reach)):
                continue
            if (match := pattern.match(self.text, at, end)) and self.fits(mark, match):
                return mark, match
        return None

    def fits(self, mark: Mark, match: re.Match[str]) -> bool:
        """Tell whether a match is what its mark means: a link leads somewhere, a name is one that is defined."""
        if mark.name in NAMED:
            key = _key(match)
            self.called.add(key)
            return key in self.known
        if mark.name == "link":
            begins_word = (
                re.fullmatch(r"[^\d]*[^\W\d_]", match["text"]) and self.text[match.end() : match.end() + 1].isalpha()
            )
            return is_address(match["address"]) or bool(begins_word and match["address"].startswith("/"))
        if mark.name == "link in HTML":
            return bool(attribute(match[0], "href"))
        if mark.opens == "<" and (blank := BLANK.fullmatch(match[0])):
            return blank[1].casefold() in self.closed
        if mark.name == "name of a heading":
            line = self.text[self.text.rfind("\n", 0, match.start()) + 1 : match.start()]
            return bool(match["below"]) or re.match(r"[ \t]{0,3}#{1,6}", line) is not None
        return True

    def take(self, mark: Mark, match: re.Match[str]) -> int:
        """Say what a mark says, in its order, and keep what vanishes; return where the text goes on."""
        groups = match.groupdict()
        inner = next((name for name in ("text", "code") if groups.get(name) is not None), None)
        start, end = match.span(inner) if inner else (match.end(), match.end())
        weighed = " ".join(filter(None, (groups.get("note"), groups.get("program"), telling(groups.get("attributes")))))
        self.lose(mark.name, match.start(), start, "" if inner else weighed, always=bool(groups.get("program")))
        begun = len(self.pieces)
        if inner == "text":
            self.say(mark.before, match.start())
            self.read(start, end)
        elif inner:
            self.say(unescaped(self.text[start:end]), start)
        description = groups.get("description") or attribute(match[0], "alt")
        if description:
            self.descriptions.append(description)
        address = self.address_of(mark, match) if inner else ""
        printed = printed_address("".join(self.pieces[begun:]), address) if address else ""
        if inner:
            self.lose(mark.name, end, match.end(), weighed)
        self.say(mark.instead + self.counts.get(match.end(), ""), match.start())
        if "\n" in self.text[match.start() : start] + self.text[end : match.end()]:
            self.say("\n", match.start())
        return self.say_address(printed, match.end()) if printed else match.end()

    def say_address(self, address: str, at: int) -> int:
        """Say the address of a link behind the word that begins in it; return where the text goes on."""
        rest = REST_OF_WORD.match(self.text, at)
        if rest:
            self.say(rest[0], at)
        self.say(f" {address} ", at)
        return rest.end() if rest else at

    def go_on(self, mark: Mark, match: re.Match[str], behind: int, end: int) -> int:
        """Return where the text behind a match starts."""
        if mark.name not in TAKEN_OUT:
            return behind
        line_start = max(self.text.rfind("\n", 0, match.start()) + 1, self.start)
        begins = "\n" in match[0] or not self.text[line_start : match.start()].strip()
        return self.begin_text(behind, end) if begins else behind

    def address_of(self, mark: Mark, match: re.Match[str]) -> str:
        """Return where a match leads, "" for nowhere."""
        if mark.name == "link by name":
            return self.known[_key(match)]
        if mark.name == "link in HTML":
            return attribute(match[0], "href")
        return match.groupdict().get("address") or ""

    def begin_line(self, at: int, end: int | None = None) -> int:
        """Read what a line begins with, and return where its text starts."""
        end = len(self.text) if end is None else end
        while at < end:
            if self.closings.closes_fence(at, end) and (fence := FENCED.match(self.text, at, end)):
                self.lose(FENCE.name, fence.start(), fence.start("code"), fence["note"])
                if fence["note"] in {"markdown", "md"}:
                    self.read(self.begin_line(fence.start("code"), fence.end("code")), fence.end("code"))
                else:
                    self.say(unescaped(fence["code"]), fence.start("code"))
                self.lose(FENCE.name, fence.end("code"), fence.end())
                self.quoting = False
                return fence.end()
            for mark, pattern in FOREIGN:
                if mark.closes and not self.closings.near(mark.closes, at, min(end, at + mark.reach)):
                    continue
                if line := pattern.match(self.text, at, end):
                    self.take_line(mark, line)
                    return line.end()
            definition = DEFINED.match(self.text, at, end)
            if definition and is_target(definition["address"]):
                key = definition["id"].casefold()
                self.definitions[key] = definition["address"]
                if key in self.known:
                    self.lose(DEFINITION.name, at, definition.end(), definition["note"] or "")
                    return definition.end()
            if ruling := LINED.match(self.text, at, end):
                self.lose(LINE.name, at, ruling.end())
                self.quoting = ">" in ruling[0]
                return ruling.end()
            return self.begin_text(at, end, self.line_before())
        return at

    def take_line(self, mark: Mark, line: re.Match[str]) -> None:
        """Say the word and the title of a line of another dialect, and lose the rest of it."""
        groups = [name for name in ("word", "title") if line.groupdict().get(name)]
        edges = [line.start(), *(edge for name in groups for edge in line.span(name)), line.end()]
        for number, (start, end) in enumerate(itertools.pairwise(edges)):
            if number % 2:
                title = re.sub(r"^[^{}]*?title=\"([^\"]*)\".*|^[^{}]*\}|[{}\[\]]", r"\1", self.text[start:end])
                self.say(f"{title} ", start)
            else:
                self.lose(mark.name, start, end)
        self.say("\n" * ("\n" in line[0]), line.start())

    def line_before(self) -> str:
        """Return the last line that was read, and begin a new one."""
        line, self.line = "".join(self.pieces[self.line :]), len(self.pieces)
        return line.strip(f"\n{GONE}")

    def begin_text(self, at: int, end: int, before: str = "") -> int:
        """Read the marks of quotations and bullets before a line's text, and return where the text starts."""
        start, number = at, 0
        going_on, self.quoting = self.quoting, False
        while quote := QUOTED.match(self.text, at, end):
            if not (going_on and number == 0) and self.compares(quote.end(), end, before if number == 0 else ""):
                break
            self.quoting = True
            at, number = quote.end(), number + 1
        self.lose(QUOTATION.name, start, at)
        while item := LISTED.match(self.text, at, end):
            self.say(item["number"], at)
            self.lose(BULLET.name, item.end("number"), item.end())
            at = item.end()
        return at

    def compares(self, at: int, end: int, before: str) -> bool:
        """Tell a comparison from a quotation by what goes on behind its sign, or from the line before."""
        if COMPARED.match(self.text, at, end):
            return True
        return not ENDED.search(before) and bool(WORDS_COMPARED.match(self.text, at, end))


def _key(match: re.Match[str]) -> str:
    """Return the name by which a link or a picture calls its definition."""
    return (match["id"] or match.groupdict().get("text") or match.groupdict().get("description") or "").casefold()
