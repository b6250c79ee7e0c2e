"""Marks of other dialects of Markdown, one table: what each is, and what becomes of it.

Where the meaning is plain it is read; a note to the editors is not printed, and told; an edit nobody has accepted is
refused; what is left is printed as typed, and told once a kind. Code in a fence is left alone.
"""

from __future__ import annotations

import dataclasses
import enum
import re
from typing import TYPE_CHECKING

from handouts.errors import ContentError, Level, Place, Problem
from handouts.reader.callouts import as_quotations
from handouts.reader.markdown.markup import CODE_SPAN, FENCED, is_markdown

if TYPE_CHECKING:
    from collections.abc import Iterator

SHORT = r"(?:[^\n]|\n(?!\s*\n)){0,600}?"  # within one paragraph
BLOCK = r"[\s\S]{0,4000}?"
PROPERTY = r"(?:[#.][\w-]+|[\w-]+=(?:\"[^\"{}\n]*\"|[\w.%-]+))"
NAMED = rf"(?<!\{{)\{{(?:-|[ ]*{PROPERTY}(?:[ ]+{PROPERTY})*[ ]*)\}}[ ]*$"  # behind a heading
LONGEST_SAID = 60  # characters of a mark that a message repeats


class Fate(enum.StrEnum):
    """What becomes of a mark."""

    READ = "read"
    DROPPED = "not printed"
    TYPED = "printed as typed"
    REFUSED = "refused"


@dataclasses.dataclass(frozen=True, slots=True)
class Dialect:
    """A kind of mark: its name, pattern, fate and an example.

    ``instead`` is what stands for it where it is read or dropped; ``hint`` is what its author can do, "" where nothing
    is said about it.
    """

    name: str
    pattern: str
    fate: Fate
    example: str
    instead: str = ""
    hint: str = ""
    level: Level = Level.BLOCK


TAKE_OUT = "Take it out before the text is signed off."
PLAIN_WORDS = "Write it in plain letters and signs."
DIALECTS = (
    Dialect(
        "an edit nobody has accepted",
        rf"\{{(?:\+\+{SHORT}\+\+|--{SHORT}--|~~{SHORT}~~|==[^=\n]{SHORT}==|>>{SHORT}<<)\}}",
        Fate.REFUSED,
        "Take {--5 mg--}{++3 mg++}.",
        hint="Accept or reject the change in your editor, then build again.",
    ),
    Dialect("a note to the editors", rf"^[ ]*%%[ ]*\n{BLOCK}\n[ ]*%%[ ]*$", Fate.DROPPED, "%%\nask Ana\n%%"),
    Dialect(
        "a note to the editors",
        rf"(?<![\d%\\])(?<!\d )%%(?!%){SHORT}(?<!%)%%(?!%)",
        Fate.DROPPED,
        "Take it at night. %% check 300 mg with Ana %%",
    ),
    Dialect(
        "a note to the editors",
        rf"\{{::comment\}}{BLOCK}\{{:/(?:comment)?\}}|\{{::comment [^{{}}]*/\}}",
        Fate.DROPPED,
        "{::comment}\nold text\n{:/comment}",
    ),
    Dialect(
        "a note to the editors",
        rf"\{{%-?\s*comment\b[^%]*%\}}{BLOCK}\{{%-?\s*endcomment\s*-?%\}}|\{{#\s{SHORT}\s#\}}",
        Fate.DROPPED,
        "{% comment %}old text{% endcomment %}",
    ),
    Dialect(
        "a note to the editors",
        r"""^ {0,3}\[[^\]\n]+\]:\s*(?:#|<>|<#>)\s+(?:\([^\n]*\)|"[^\n]*"|'[^\n]*')[ ]*$""",
        Fate.DROPPED,
        "[//]: # (2 puffs for adults?)",
    ),
    Dialect("a note to the editors", rf"\{{/\*{BLOCK}\*/\}}", Fate.DROPPED, "{/* old text */}"),
    Dialect("a note to the editors", rf"^////+[ ]*\n{BLOCK}\n////+[ ]*$", Fate.DROPPED, "////\nold text\n////"),
    Dialect(
        "struck text",
        r"(?<![~\\])~~(?=[^\s~])((?:[^~\n]|\n(?!\s*\n)|~(?!~))+?)(?<=[^\s~])~~(?!~)",
        Fate.READ,
        "Take ~~50 mg~~ 5 mg.",
        r"<del>\1</del>",
        "Take it out: a screen reader, a search and a copy read it as if it stood.",
    ),
    Dialect(
        "struck text",
        r"(<(?:del|s|strike)\b[^<>]*>)",
        Fate.READ,
        "Take <del>50 mg</del> 5 mg.",
        r"\1",
        "Take it out: a screen reader, a search and a copy read it as if it stood.",
    ),
    Dialect(
        "struck text",
        r"(?<![~\w\\])~(?=[^\s~])([^~\n]{2,60}?)(?<=[^\s~])~(?![~\w])",
        Fate.READ,
        "Take ~50 mg~ 5 mg.",
        r"<del>\1</del>",
        "Take it out: a screen reader, a search and a copy read it as if it stood.",
    ),
    Dialect(
        "highlighted text",
        r"(?<![=\w])==(?=[^\s=])([^=\n]+?)(?<=[^\s=])==(?![=\w])",
        Fate.READ,
        "Sit up ==for 30 minutes==.",
        r"<mark>\1</mark>",
    ),
    Dialect("raised text", r"(?<=[\w)])\^([\w+−-]{1,6})\^", Fate.READ, "10^9^ cells", r"<sup>\1</sup>"),
    Dialect("lowered text", r"(?<=[A-Za-z])~(\d{1,3})~(?!~)", Fate.READ, "H~2~O", r"<sub>\1</sub>"),
    Dialect(
        "the look of a picture",
        r"(?<=\))\{(?=[^{}:\n])(?:[ ]*(?:[#.][\w-]+|[\w-]+=(?:\"[^\"{}\n]*\"|[\w.%-]+)))+[ ]*\}",
        Fate.READ,
        "![How to hold it](pen.png){width=40%}",
    ),
    Dialect(
        "a page break",
        r"^[ ]*\\(?:newpage|pagebreak|clearpage)(?:\[\d\])?[ ]*$",
        Fate.DROPPED,
        "\\newpage",
        hint="Take it out: the leaflet makes its own pages.",
        level=Level.WARN,
    ),
    Dialect(
        "a table of contents",
        r"^[ ]*(?:\[\[?_?(?i:toc)_?\]?\]|\{:\s*toc\s*\}|\$\{toc\})[ ]*$",
        Fate.DROPPED,
        "[TOC]",
        hint="Take it out: the leaflet has its own order.",
        level=Level.WARN,
    ),
    Dialect(
        "a formula",
        r"\$[^$\n]*(?:\\[A-Za-z]|[\^_]\{?\w)[^$\n]*\$|\\[(\[][^\n]*\\[A-Za-z]{2}[^\n]*\\[)\]]",
        Fate.TYPED,
        r"above $\ge 30$ ml/min",
        hint=PLAIN_WORDS,
    ),
    Dialect("a command of LaTeX", r"(?<![\\$\w])\\[A-Za-z]{2,}\b", Fate.TYPED, r"\textbf{Stop}", hint=PLAIN_WORDS),
    Dialect(
        "a link of a notebook",
        r"!?\[\[(?!\d+\]\]|_?TOC)[^\[\]\n]+\]\]",
        Fate.TYPED,
        "[[Weight diary|diary]]",
        hint="Write the words alone, or a link: [diary](https://example.org/diary).",
    ),
    Dialect(
        "the name of a block",
        r"(?<=\s)\^[A-Za-z][\w-]*[ ]*$",
        Fate.TYPED,
        "Weigh yourself. ^block-1",
        hint="Take it out.",
    ),
    Dialect(
        "a mark escaped twice",
        r"\\\\(?=[.\-+()*_\[\]#!<>])|&amp;(?:#\d+|#x[0-9a-fA-F]+|[A-Za-z]{2,8}\d?);",
        Fate.TYPED,
        r"Take 1\\.5 tablets.",
        hint="Write the sign alone: 1.5, <, ≥.",
    ),
    Dialect(
        "a directive",
        r"^[ ]*\.\. [\w-]+::.*$|(?<![\w:]):[a-z]+:`[^`\n]+`",
        Fate.TYPED,
        ".. warning::",
        hint="Write a quotation instead: > **Warning** and the text below it, each line with >.",
    ),
    Dialect(
        "a box of another dialect",
        r"^[ ]*(?::{3,}|!!!(?= ?\w+[ ]*(?:\"[^\n]*\")?$))[^\n]*$|(?<![\w\])])\[![A-Za-z]+\]",
        Fate.TYPED,
        "::: warning",
        hint="Write a quotation instead: > **Warning** and the text below it, each line with >.",
    ),
    Dialect(
        "an emoji's name",
        r"(?<![\w:`]):(?=[a-z_]*[a-z]{3})[a-z][a-z_]{2,30}:(?![\w:`])",
        Fate.TYPED,
        ":warning: Stop.",
        hint="Write the word.",
    ),
    Dialect("the name of a heading", rf"^( {{0,3}}#{{1,6}}[^\n]*?)[ ]*{NAMED}", Fate.READ, "# Dose {#dose .x}", r"\1"),
    Dialect(
        "the name of a heading",
        rf"^(?! {{0,3}}#|[ ]*$)([^\n|]*?)[ ]*{NAMED}(?=\n {{0,3}}(?:=+|-{{3,}})[ ]*$)",
        Fate.READ,
        "Dose {#dose}\n---",
        r"\1",
    ),
    Dialect(
        "an attribute",
        r"(?<!\{)\{[.#][A-Za-z][\w-]*(?:[ ][^{}\n]*)?\}",
        Fate.TYPED,
        "Take [one]{.underline} a day.",
        hint="Take it out.",
    ),
    Dialect("a heading of AsciiDoc", r"^={2,6} [^\s=][^\n]*$", Fate.TYPED, "== Dosage", hint="Write ### before it."),
    Dialect("a block of Org", r"^#\+[A-Za-z_]+:?[^\n]*$", Fate.TYPED, "#+BEGIN_QUOTE", hint="Take it out."),
    Dialect("underlined text", r"(?<![\w+])\+\+(?=[^\s+])[^+\n]+\+\+(?![\w+])", Fate.TYPED, "++Stop++", hint="Use **."),
    Dialect("a citation", r"\[-?@[\w:.-]+[^\]\n]*\]", Fate.TYPED, "[@smith2020]", hint="Name the source in words."),
)
HINT = {Fate.DROPPED: TAKE_OUT, Fate.TYPED: PLAIN_WORDS}


def settle_dialects(body: str, body_line: int, path: str) -> tuple[str, tuple[Problem, ...]]:
    """Return a text with the marks of other dialects read or taken out, line for line, and what is to be said of them.

    ``body`` begins on the line ``body_line`` of the file ``path``.

    Raises:
        ContentError: the text holds an edit that nobody has accepted or rejected.
    """
    body = as_quotations(body)
    problems = tuple(_problems(body, body_line, path))
    refused = [problem for problem in problems if problem.code == "unfinished-edit"]
    if refused:
        raise ContentError(*refused)
    for dialect in DIALECTS:
        if dialect.fate in {Fate.READ, Fate.DROPPED}:
            body = _read(dialect, body)
    return body, problems


def _found(dialect: Dialect, body: str) -> list[re.Match[str]]:
    matches = list(re.finditer(dialect.pattern, body, re.MULTILINE))
    if not matches:
        return []
    code = [fence.span() for fence in FENCED.finditer(body) if not is_markdown(fence)]
    code += [span.span() for span in CODE_SPAN.finditer(body)]
    return [match for match in matches if not _starts_in(match, code)]


def _starts_in(match: re.Match[str], spans: list[tuple[int, int]]) -> bool:
    return any(start <= match.start() < end for start, end in spans)


def _read(dialect: Dialect, body: str) -> str:
    pieces, end = [], 0
    for match in _found(dialect, body):
        instead = match.expand(dialect.instead)
        lines = match[0].count("\n") - instead.count("\n")
        pieces += [body[end : match.start()], instead, "\n" * lines]
        end = match.end()
    return "".join([*pieces, body[end:]])


def _problems(body: str, body_line: int, path: str) -> Iterator[Problem]:
    """Tell what is refused, dropped or struck each time, and what is printed as typed once a kind."""
    taken: list[tuple[int, int]] = []
    for dialect in DIALECTS:
        found = [match for match in _found(dialect, body) if not _starts_in(match, taken)]
        taken += [match.span() for match in found]
        if not dialect.hint and dialect.fate not in HINT:
            continue
        once = found[:1] if dialect.fate is Fate.TYPED else found
        for match in once:
            before = body[: match.start()]
            place = Place(path, body_line + before.count("\n"), match.start() - before.rfind("\n"))
            yield _problem(dialect, match[0], len(found), place)


def _problem(dialect: Dialect, written: str, times: int, place: Place) -> Problem:
    words = " ".join(written.split())
    said = words if len(words) <= LONGEST_SAID else f"{words[:LONGEST_SAID]} …"
    again = f" (and {times - 1} more)" if dialect.fate is Fate.TYPED and times > 1 else ""
    fate = "" if dialect.fate is Fate.READ else f": it is {dialect.fate}"
    message = f"“{said}” is {dialect.name}{again}{fate}."
    code = "unfinished-edit" if dialect.fate is Fate.REFUSED else "foreign-mark"
    hint = dialect.hint or HINT[dialect.fate]
    return Problem(code, message, hint, place, dialect.level, words=said, rule="M13")
