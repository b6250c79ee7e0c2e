"""Marks of other dialects of Markdown, one table: what each is, and what becomes of it."""

from __future__ import annotations

import dataclasses
import enum
import re
from typing import TYPE_CHECKING

from handouts.errors import Level

if TYPE_CHECKING:
    from collections.abc import Iterator

SHORT = r"(?:[^\n]|\n(?!\s*\n)){0,600}?"  # within one paragraph
BLOCK = r"[\s\S]{0,4000}?"
PROPERTY = r"(?:[#.][\w-]+|[\w-]+=(?:\"[^\"{}\n]*\"|[\w.%-]+))"
NAMED = rf"(?<!\{{)\{{(?:-|[ ]*{PROPERTY}(?:[ ]+{PROPERTY})*[ ]*)\}}[ ]*$"  # behind a heading
REACH = 4_500  # characters that a mark with a closing may take


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
    is said about it. With ``closes`` the mark is looked for only where something closes it.
    """

    name: str
    pattern: str
    fate: Fate
    example: str
    instead: str = ""
    hint: str = ""
    level: Level = Level.BLOCK
    closes: str = ""

    def matches(self, body: str) -> Iterator[re.Match[str]]:
        """Return where the mark stands in a text, in order."""
        pattern = re.compile(self.pattern, re.MULTILINE)
        if not self.closes:
            yield from pattern.finditer(body)
            return
        start = stop = 0
        for closing in re.finditer(self.closes, body, re.MULTILINE):
            if closing.start() - REACH > stop:
                yield from pattern.finditer(body, start, stop)
                start = closing.start() - REACH
            stop = closing.end()
        yield from pattern.finditer(body, start, stop)


PLAIN_WORDS = "Write it in plain letters and signs."
DIALECTS = (
    Dialect(
        "an edit nobody has accepted",
        rf"\{{(?:\+\+{SHORT}\+\+|--{SHORT}--|~~{SHORT}~~|==[^=\n]{SHORT}==|>>{SHORT}<<)\}}",
        Fate.REFUSED,
        "Take {--5 mg--}{++3 mg++}.",
        hint="Accept or reject the change in your editor, then build again.",
        closes=r"(?:\+\+|--|~~|==|<<)\}",
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
        rf"\{{::comment\}}{BLOCK}\{{:/(?:comment)?\}}|\{{::comment [^{{}}]{{0,4000}}/\}}",
        Fate.DROPPED,
        "{::comment}\nold text\n{:/comment}",
        closes=r"\{:/(?:comment)?\}|/\}",
    ),
    Dialect(
        "a note to the editors",
        rf"\{{%-?\s*comment\b[^%]{{0,300}}%\}}{BLOCK}\{{%-?\s*endcomment\s*-?%\}}|\{{#\s{SHORT}\s#\}}",
        Fate.DROPPED,
        "{% comment %}old text{% endcomment %}",
        closes=r"endcomment\s*-?%\}|\s#\}",
    ),
    Dialect(
        "a note to the editors",
        r"""^ {0,3}\[[^\]\n]+\]:\s*(?:#|<>|<#>)\s+(?:\([^\n]*\)|"[^\n]*"|'[^\n]*')[ ]*$""",
        Fate.DROPPED,
        "[//]: # (2 puffs for adults?)",
    ),
    Dialect("a note to the editors", rf"\{{/\*{BLOCK}\*/\}}", Fate.DROPPED, "{/* old text */}", closes=r"\*/\}"),
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
        r"\$(?=[^$\n]*\$)[^$\n]*(?:\\[A-Za-z]|[\^_]\{?\w)[^$\n]*\$"
        r"|\\[(\[](?=[^\n]{3,603}\\[)\]])[^\n]{0,300}\\[A-Za-z]{2}[^\n]{0,300}\\[)\]]",
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
    Dialect("a citation", r"\[-?@[\w:.-]++[^\]\n]*+\]", Fate.TYPED, "[@smith2020]", hint="Name the source in words."),
)
