"""What of a monograph's text is not printed as it stands: one table, each row with a name, a pattern and an example.

A match says its groups ``text`` (read on for more marks) and ``code`` (as it stands), and where its group ``address``
leads; everything else in it vanishes. Of what vanishes, ``note`` is weighed as it stands, ``program`` always told, and
``attributes`` by those of their values that say something. The reader's own patterns are not used here, so that a fault
in them is seen; a test holds the names of elements to the reader's.
"""

from __future__ import annotations

import re
from typing import NamedTuple

# What stands where something vanished, until words are parted: see `handouts.proof.tokens`.
NOTHING, RAISED, OPENED, CLOSED = "\0", "\x01", "\x02", "\x03"
LEFT = CLOSED + NOTHING  # behind a link: no number goes on over its end

ELEMENTS_IN_WORDS = (
    "a abbr acronym b bdi bdo big cite code del dfn em font i ins kbd mark q s samp small span strike strong time tt u "
    "var wbr"
)
ELEMENTS_BETWEEN_WORDS = (
    "address article aside blockquote body br caption center col colgroup dd details div dl dt embed figcaption figure "
    "footer form h1 h2 h3 h4 h5 h6 head header hr html iframe img input label li link main meta nav object ol p pre rp "
    "rt ruby section summary table tbody td tfoot th thead tr ul"
)
RAISED_ELEMENTS = "sub sup"
VALUE = r"(?:\"[^\"<>]*\"|'[^'<>]*'|[^\s\"'<>=`]+)"
LONE = "(?:open|hidden|nowrap|noshade|compact|reversed|controls|checked|disabled)"
ATTRIBUTES = rf"(?P<attributes>(?:\s+(?:[a-z_:][\w:.-]*\s*=\s*{VALUE}|{LONE}))*)"
# Attributes that lay out, link or name; those of any other name say something to somebody.
SILENT_ATTRIBUTES = (
    *("class", "id", "style", "width", "height", "href", "src", "srcset", "alt", "colspan", "rowspan", "span", "start"),
    *(
        "lang",
        "dir",
        "align",
        "valign",
        "border",
        "cellpadding",
        "cellspacing",
        "target",
        "rel",
        "name",
        "scope",
        "for",
    ),
    *("type", "role", "color", "bgcolor", "face", "size", "loading", "media", "charset", "http-equiv"),
)
ATTRIBUTE = re.compile(rf"(?P<name>[a-z_:][\w:.-]*)\s*=\s*(?P<value>{VALUE})", re.IGNORECASE)
# Names people leave as blanks: without an end tag anywhere, `until <time>` is text.
BLANKS = (
    "address article aside body caption cite code data del details dfn dir embed figure footer form head header input "
    "ins kbd label link main map mark menu meta meter nav object option output pre q s section small sub summary sup "
    "table time title var"
)
PICTURE = r"[^\n()<>]*?\.(?:png|jpe?g|gif|webp)"  # a file's name may hold spaces
# A word is no domain: `<37@rest.day>` says "below"; an address left in its brackets loses nothing.
DOMAIN = (
    r"(?:[\w-]*[a-z][\w-]*\.)+(?:[a-z]{2}|com|org|net|edu|gov|mil|int|biz|info|care|clinic|health|hospital|pharmacy)"
)
SHORT = r"(?:[^\n]|\n(?!\s*\n)){0,600}?"
LONG = r".{0,4000}?"
REACH = 4_500  # of such a stretch, with the marks around it
LOOK = r"(?:[#.][\w-]+|[\w-]+=(?:\"[^\"{}\n]*\"|[\w.%-]+))"
BRACKETS = r"(?:[^\[\]\n]|\n(?!\n)|\[[^\[\]\n]*\])*"
JEKYLL = r"(?:\{[{%][^{}\n]*[%}]\})?"
TARGET = rf"<?(?P<address>{JEKYLL}(?:[^\s()<>{{}}]|\([^\s()]*\))*)>?"
TITLE = r"(?:\s+(?P<note>\"[^\"\n]*\"|'[^'\n]*'))?"
REMARK = r"(?:[ \t]+(?P<note>[\"'(].*?[\"')]))?"
PROPERTY = r"(?:[#.][\w-]+|[\w-]+=(?:\"[^\"\n]*\"|'[^'\n]*')|toc)"


def _names(names: str) -> str:
    return "|".join(names.split())


class Mark(NamedTuple):
    """A way to write something that is not printed as it stands.

    ``instead`` is put where it stood, behind what it says, and ``before`` in front of that, so that words are parted or
    joined as on paper. ``closes`` is what has to stand behind it, at most ``reach`` characters away.
    """

    name: str
    opens: str
    pattern: str
    example: str
    instead: str = ""
    before: str = ""
    closes: str = ""
    reach: int = 1 << 30

    @property
    def compiled(self) -> re.Pattern[str]:
        """The pattern, blind to capitals."""
        return re.compile(self.pattern, re.IGNORECASE | re.DOTALL | re.MULTILINE)


MARKS = (
    Mark("comment", "<", r"<!--(?P<note>.*?)-->", "Take <!-- until May --> it", NOTHING, closes="-->"),
    Mark(
        "script or style",
        "<",
        r"<(?P<element>script|style)\b[^<>]*>(?P<program>.*?)</(?P=element)\s*>",
        "<script>go()</script>",
        NOTHING,
        closes="</s(?:cript|tyle)",
    ),
    Mark(
        "link in HTML",
        "<",
        rf"<a{ATTRIBUTES} */?>(?P<text>.*?)</a\s*>",
        '<a href="/x">here</a>',
        LEFT,
        OPENED,
        closes=r"</a\s*>",
    ),
    Mark(
        "raised or lowered text", "<", rf"</?(?:{_names(RAISED_ELEMENTS)}){ATTRIBUTES} */?>", "H<sub>2</sub>O", RAISED
    ),
    Mark("opening tag", "<", rf"<(?:{_names(ELEMENTS_IN_WORDS)}){ATTRIBUTES} */?>", "<b>", OPENED),
    Mark("closing tag", "<", rf"</(?:{_names(ELEMENTS_IN_WORDS)}){ATTRIBUTES} */?>", "</b>", CLOSED),
    Mark("tag", "<", rf"</?(?:{_names(ELEMENTS_BETWEEN_WORDS)}){ATTRIBUTES} */?>", "<p>", " "),
    Mark("web address in brackets", "<", r"<(?P<text>https?://[^<>\s]+)>", "<https://example.org>"),
    Mark("mail address in brackets", "<", rf"<(?P<text>[^\W\d_][\w.+-]*@{DOMAIN})>", "<a@b.org>"),
    Mark("mail link in brackets", "<", r"<mailto:(?P<text>[^<>\s]+)>", "<mailto:a@b.org?subject=x>"),
    Mark("mark of a footnote", "^", r"(?<=\[)\^(?=[^\[\]\n]+\])", "here[^1]"),
    Mark("link", "[", rf"\[(?P<text>{BRACKETS})\]\([ \t]*{TARGET}{TITLE}[ \t]*\)", '[here](/x "page")', LEFT, OPENED),
    Mark(
        "link by name",
        "[",
        r"(?<!\])\[(?P<text>[^\[\]\n]+)\](?:\[(?P<id>[^\[\]\n]*)\])?(?![\[(:])",
        "[a][x]",
        LEFT,
        OPENED,
    ),
    Mark("picture", "!", rf"!\[(?P<description>{BRACKETS})\]\([ \t]*{TARGET}{TITLE}[ \t]*\)", "![pen](p.png)", " "),
    Mark(
        "picture with spaces in its name",
        "!",
        rf"!\[(?P<description>{BRACKETS})\]\([ \t]*<?(?P<address>{PICTURE})>?{TITLE}[ \t]*\)",
        "![pen](<a pen.png>)",
        " ",
    ),
    Mark(
        "picture by name", "!", r"!\[(?P<description>[^\[\]\n]+)\](?:\[(?P<id>[^\[\]\n]*)\])?(?![\[(:])", "![a][x]", " "
    ),
    Mark("attribute list", "{", rf"\{{:(?P<attributes>(?:\s*{PROPERTY})*)\s*\}}", "{: .big}", NOTHING),
    Mark(
        "name of a heading",
        "{",
        rf"(?<!\{{)\{{(?:-|(?P<attributes> *{LOOK}(?: +{LOOK})*) *)\}}[ \t]*$(?P<below>\n {{0,3}}(?:=+|---+)[ \t]*$)?",
        "# Dose {#dose .x}",
        "\n",
    ),
    # What other dialects write; that editors' notes are not printed is told by rule M13.
    Mark(
        "editors' note",
        "%",
        rf"(?<=\n)[ ]*%%[ ]*\n{LONG}\n[ ]*%%[ ]*$",
        "\n%%\nold text\n%%",
        closes=r"\n[ ]*%%[ ]*$",
        reach=REACH,
    ),
    Mark("editors' note in a line", "%", rf"(?<![\d%\\])(?<!\d )%%(?!%){SHORT}(?<!%)%%(?!%)", "it %% ask %%"),
    Mark(
        "comment of kramdown",
        "{",
        rf"\{{::comment\}}{LONG}\{{:/(?:comment)?\}}",
        "{::comment}x{:/comment}",
        closes=r"\{:/(?:comment)?\}",
        reach=REACH,
    ),
    Mark("short comment of kramdown", "{", r"\{::comment [^{}]{0,4000}/\}", "{::comment x /}"),
    Mark("comment of Jinja", "{", rf"\{{#\s{SHORT}\s#\}}", "{# ask #}", closes=r"#\}", reach=REACH),
    Mark(
        "comment of Liquid",
        "{",
        rf"\{{%-?\s*comment\b[^%]{{0,300}}%\}}{LONG}\{{%-?\s*endcomment\s*-?%\}}",
        "{% comment %}x{% endcomment %}",
        closes=r"endcomment\s*-?%\}",
        reach=REACH,
    ),
    Mark("look of a picture", "{", rf"(?<=\))\{{(?=[^{{}}:\n])(?:[ ]*{LOOK})+[ ]*\}}", "![p](p.png){width=40%}"),
    Mark(
        "struck text",
        "~",
        r"(?<![~\\])~~(?=[^\s~])(?P<text>(?:[^~\n]|\n(?!\s*\n)|~(?!~))+?)(?<=[^\s~])~~(?!~)",
        "~~5~~",
        CLOSED,
        OPENED,
    ),
    Mark(
        "text struck by one tilde",
        "~",
        r"(?<![~\w\\])~(?=[^\s~])(?P<text>[^~\n]{2,60}?)(?<=[^\s~])~(?![~\w])",
        "~50 mg~",
        CLOSED,
        OPENED,
    ),
    Mark("comment of MDX", "{", rf"\{{/\*{LONG}\*/\}}", "{/* old text */}", closes=r"\*/\}", reach=REACH),
    Mark("lowered digits", "~", r"(?<=[A-Za-z])~(?P<text>\d{1,3})~(?!~)", "H~2~O", RAISED, RAISED),
    Mark("raised signs", "^", r"(?<=[\w)])\^(?P<text>[\w+−-]{1,6})\^", "10^9^", RAISED, RAISED),
    Mark(
        "highlighted text",
        "=",
        r"(?<![=\w])==(?=[^\s=])(?P<text>[^=\n]+?)(?<=[^\s=])==(?![=\w])",
        "==so==",
        CLOSED,
        OPENED,
    ),
    Mark("word of a callout", "[", r"(?<=> )\[!(?P<text>[a-z][\w-]*)\][+-]?", "> [!CAUTION]"),
    Mark("code", "`", r"(?<!`)(?P<ticks>`+)(?!`)(?P<code>[^\n]*?[^`\n])(?P=ticks)(?!`)", "`a < b`"),
)
# A line that is nothing but one of these, or begins with it; a fence says its code.
FENCE = Mark(
    "line of a fence",
    "",
    r"^ {0,3}(?P<fence>`{3,}|~{3,}) *(?P<note>[\w+-]*) *\n(?P<code>.*?)\n? {0,3}(?P=fence)[`~]* *$",
    "```text\nTake 5 mg\n```",
)
DEFINITION = Mark(
    "definition of a link",
    "",
    rf"^ {{0,3}}\[(?P<id>[^\]\n^][^\]\n]*)\]:[ \t]+<?(?P<address>[^\s>]+|{PICTURE})>?{REMARK}[ \t]*$",
    '[x]: https://example.org "page"',
)
# Lines of other dialects: each says its groups `word` and `title`.
FOREIGN_LINES = (
    Mark("note in a definition", "", r"^ {0,3}\[[^\]\n]+\]:\s*(?:#|<>|<#>)\s+[(\"'][^\n]*[)\"'][ ]*$", "[//]: # (ask)"),
    Mark(
        "block of notes",
        "",
        rf"^////+[ ]*\n{LONG}\n////+[ ]*$",
        "////\nold text\n////",
        closes=r"\n////+[ ]*$",
        reach=REACH,
    ),
    Mark("page break", "", r"^[ ]*\\(?:newpage|pagebreak|clearpage)(?:\[\d\])?[ ]*$", "\\newpage"),
    Mark("table of contents", "", r"^[ ]*(?:\[\[?_?TOC_?\]?\]|\{:\s*toc\s*\}|\$\{toc\})[ ]*$", "[TOC]"),
    Mark(
        "callout of MkDocs",
        "",
        r"^(?:!!!|\?\?\?\+?) ?(?P<word>[a-z][\w-]*)(?: [\w-]+)* *(?:\"(?P<title>[^\"]*)\")? *$(?=\n(?: {4}|\t))",
        '!!! danger "Stop"\n    Call us.',
    ),
    Mark(
        "callout of Pandoc",
        "",
        r"^:{3,} ?\{?[.]?(?:callout-)?(?P<word>[a-z][\w-]*)(?P<title>[^\n]*)$(?=.*?^ *:{3,} *$)",
        "::: warning\nCall us.\n:::",
        closes=r"^ *:{3,} *$",
    ),
)
LINE = Mark("line that parts or underlines", "", r"^(?:[ \t]*==+|[ \t>]*[ \t:|-]*-[ \t:|-]*)[ \t]*\\*$", "-----")
QUOTATION = Mark("mark of a quotation", "", r"[ \t]*>", "> Rest well")
BULLET = Mark(
    "bullet", "", r"(?P<number>[ \t]*(?:\d{1,9}[.)][ \t]+)?)(?:[*•-](?=\s|$)|\+(?=[ \t]+[^\d\s]|[ \t]*\\*$))", "+ rash"
)
