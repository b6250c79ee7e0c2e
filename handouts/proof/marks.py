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
BRACKETS = r"(?:[^\[\]\n]|\n(?!\n)|\[[^\[\]\n]*\])*"
JEKYLL = r"(?:\{[{%][^{}\n]*[%}]\})?"
PICTURE = r"\.(?:png|jpe?g|gif|webp)"
SPACED = rf" (?=[^()<>\n]*{PICTURE}>?[ ]*(?:\)|[ ][\"']))"  # in the name of a picture's file
TARGET = rf"<?(?P<address>{JEKYLL}(?:[^\s()<>{{}}]|\([^\s()]*\)|{SPACED})*)>?"
TITLE = r"(?:\s+(?P<note>\"[^\"\n]*\"|'[^'\n]*'))?"
PROPERTY = r"(?:[#.][\w-]+|[\w-]+=(?:\"[^\"\n]*\"|'[^'\n]*')|toc)"


def _names(names: str) -> str:
    return "|".join(names.split())


class Mark(NamedTuple):
    """A way to write something that is not printed as it stands.

    ``instead`` is put where it stood, behind what it says, and ``before`` in front of that, so that words are parted or
    joined as on paper.
    """

    name: str
    opens: str
    pattern: str
    example: str
    instead: str = ""
    before: str = ""

    @property
    def compiled(self) -> re.Pattern[str]:
        """The pattern, blind to capitals."""
        return re.compile(self.pattern, re.IGNORECASE | re.DOTALL | re.MULTILINE)


MARKS = (
    Mark("comment", "<", r"<!--(?P<note>.*?)-->", "Take <!-- until May --> it", NOTHING),
    Mark(
        "script or style",
        "<",
        r"<(?P<element>script|style)\b[^<>]*>(?P<program>.*?)</(?P=element)\s*>",
        "<script>go()</script>",
        NOTHING,
    ),
    Mark("link in HTML", "<", rf"<a{ATTRIBUTES} */?>(?P<text>.*?)</a\s*>", '<a href="/x">here</a>', CLOSED, OPENED),
    Mark("raised or lowered text", "<", rf"</?(?:{_names(RAISED_ELEMENTS)}){ATTRIBUTES} */?>", "H<sub>", RAISED),
    Mark("opening tag", "<", rf"<(?:{_names(ELEMENTS_IN_WORDS)}){ATTRIBUTES} */?>", "<b>", OPENED),
    Mark("closing tag", "<", rf"</(?:{_names(ELEMENTS_IN_WORDS)}){ATTRIBUTES} */?>", "</b>", CLOSED),
    Mark("tag", "<", rf"</?(?:{_names(ELEMENTS_BETWEEN_WORDS)}){ATTRIBUTES} */?>", "<p>", " "),
    Mark("web address in brackets", "<", r"<(?P<text>https?://[^<>\s]+)>", "<https://example.org>"),
    Mark("mail address in brackets", "<", r"<(?:mailto:)?(?P<text>[\w.+-]+@(?:[\w-]+\.)+[a-z]{2,})>", "<a@b.org>"),
    Mark("mail link in brackets", "<", r"<mailto:(?P<text>[^<>\s]+)>", "<mailto:a@b.org?subject=x>"),
    Mark("mark of a footnote", "^", r"(?<=\[)\^(?=[^\]\n]+\])", "here[^1]"),
    Mark("link", "[", rf"\[(?P<text>{BRACKETS})\]\([ \t]*{TARGET}{TITLE}[ \t]*\)", '[here](/x "page")', CLOSED, OPENED),
    Mark(
        "link by name",
        "[",
        r"(?<!\])\[(?P<text>[^\[\]\n]+)\](?:\[(?P<id>[^\[\]\n]*)\])?(?![\[(:])",
        "[a][x]",
        CLOSED,
        OPENED,
    ),
    Mark("picture", "!", rf"!\[(?P<description>{BRACKETS})\]\([ \t]*{TARGET}{TITLE}[ \t]*\)", "![pen](p.png)", " "),
    Mark(
        "picture by name", "!", r"!\[(?P<description>[^\[\]\n]+)\](?:\[(?P<id>[^\[\]\n]*)\])?(?![\[(:])", "![a][x]", " "
    ),
    Mark("attribute list", "{", rf"\{{:(?P<attributes>(?:\s*{PROPERTY})*)\s*\}}", "{: .big}", NOTHING),
    Mark("name of a heading", "{", r"\{#[\w-]+\}[ \t]*$", "# Dose {#dose}"),
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
    r"^ {0,3}\[(?P<id>[^\]\n^][^\]\n]*)\]:[ \t]+<?(?P<address>[^\s>]+|[^\n<>]+?"
    + PICTURE
    + r")>?(?:[ \t]+(?P<note>[\"'(].*?[\"')]))?[ \t]*$",
    '[x]: https://example.org "page"',
)
LINE = Mark("line that parts or underlines", "", r"^(?:[ \t]*==+|[ \t>]*[ \t:|-]*-[ \t:|-]*)[ \t]*\\*$", "-----")
QUOTATION = Mark("mark of a quotation", "", r"[ \t]*>", "> Rest well")
BULLET = Mark(
    "bullet", "", r"(?P<number>[ \t]*(?:\d{1,9}[.)][ \t]+)?)(?:[*•-](?=\s|$)|\+(?=[ \t]+[^\d\s]|[ \t]*\\*$))", "+ rash"
)
