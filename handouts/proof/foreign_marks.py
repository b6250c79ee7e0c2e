"""Marks of other dialects that the second reading knows: read, or not printed. See `handouts.proof.marks`."""

from __future__ import annotations

from handouts.proof.marks import CLOSED, NOTHING, OPENED, RAISED, Mark

NEAR = r"(?:[^\n]|\n(?!\s*\n)){0,600}?"  # within one paragraph
FAR = r"[^\0]{0,4000}?"

FOREIGN_MARKS = (
    Mark("note to the editors", "%", rf"(?<![\d%\\])(?<!\d )%%(?!%){NEAR}(?<!%)%%(?!%)", "%% ask %%", NOTHING),
    Mark("note to the editors", "{", rf"\{{::comment\}}{FAR}\{{:/(?:comment)?\}}", "{::comment}x{:/comment}", NOTHING),
    Mark("note to the editors", "{", r"\{::comment [^{}]*/\}", "{::comment ask /}", NOTHING),
    Mark(
        "note to the editors",
        "{",
        rf"\{{%-?\s*comment\b[^%]*%\}}{FAR}\{{%-?\s*endcomment\s*-?%\}}",
        "{% comment %}x{% endcomment %}",
        NOTHING,
    ),
    Mark("note to the editors", "{", rf"\{{#\s{NEAR}\s#\}}", "{# ask #}", NOTHING),
    Mark(
        "struck text",
        "~",
        r"(?<![~\\])~~(?=[^\s~])(?P<text>(?:[^~\n]|\n(?!\s*\n)|~(?!~))+?)(?<=[^\s~])~~(?!~)",
        "~~10 mg~~",
        CLOSED,
        OPENED,
    ),
    Mark("lowered text", "~", r"(?<=[a-z])~(?P<text>\d{1,3})~(?!~)", "H~2~O", RAISED, RAISED),
    Mark("raised text", "^", r"(?<=[\w)])\^(?P<text>[\w+−-]{1,6})\^", "10^9^", RAISED, RAISED),
    Mark(
        "highlighted text",
        "=",
        r"(?<![=\w])==(?=[^\s=])(?P<text>[^=\n]+?)(?<=[^\s=])==(?![=\w])",
        "==now==",
        CLOSED,
        OPENED,
    ),
    Mark(
        "look of a picture",
        "{",
        r"(?<=\))\{(?=[^{}:\n])(?:[ ]*(?:[#.][\w-]+|[\w-]+=(?:\"[^\"{}\n]*\"|[\w.%-]+)))+[ ]*\}",
        "![pen](p.png){width=40%}",
    ),
    Mark(
        "class of a box",
        "{",
        r"(?:(?<=:::)|(?<=::: ))\{\.(?:callout-)?(?P<code>[\w-]+)(?:[ ]+title=\"|\})",
        "::: {.callout-note}",
    ),
)
# Lines, and blocks of lines, of which nothing is printed.
FOREIGN_LINES = (
    Mark("note to the editors", "", rf"[ ]*%%[ ]*\n{FAR}\n[ ]*%%[ ]*$", "%%\nask\n%%"),
    Mark("note to the editors", "", rf"////+[ ]*\n{FAR}\n////+[ ]*$", "////\nask\n////"),
    Mark(
        "note to the editors",
        "",
        r"""[ ]{0,3}\[[^\]\n]+\]:[ \t]*(?:#|<>|<#>)[ \t]+(?:\([^\n]*\)|"[^\n]*"|'[^\n]*')[ ]*$""",
        "[//]: # (ask)",
    ),
    Mark("page break", "", r"[ ]*\\(?:newpage|pagebreak|clearpage)(?:\[\d\])?[ ]*$", "\\newpage"),
    Mark("table of contents", "", r"[ ]*(?:\[\[?_?TOC_?\]?\]|\$\{toc\})[ ]*$", "[TOC]"),
)
# Elements people write as blanks: without an end tag `<time>` is text.
BLANKS = (
    "address article aside body caption cite code data del details dfn dir embed figure footer form head header input "
    "ins kbd label link main map mark menu meta meter nav object option output pre q s section small sub summary sup "
    "table time title var"
)
