"""Inline marks where python-markdown's own rules change a medicine's text.

An asterisk inside a word (``HLA-A*02:01``) or before an allele number (``*1/*3``) is a sign, not a mark;
two asterisks with a space inside (``** *L. sporogenes*:**``) are still a mark.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from markdown.inlinepatterns import SimpleTagInlineProcessor, SubstituteTagInlineProcessor

if TYPE_CHECKING:
    from markdown import Markdown

INNER = r"(?:(?!\n\n)(?:\\.|[^*\\]))"  # a character that is no star, within one block
SIGN = r"(?<=\w)\*(?=\w)"
STRONG_INNER = rf"(?:{INNER}|\*(?!\*){INNER}*?\*(?!\*)|{SIGN})+?"
EMPHASIS_INNER = rf"(?:{INNER}|\*\*{INNER}+?\*\*|{SIGN})+?"


class InlineRule(NamedTuple):
    """A mark: where it stands in the text, what it becomes, and a text it fits.

    ``priority`` is its rank among python-markdown's own rules, whose asterisks stand at 60 and underscores at 50.
    """

    name: str
    pattern: str
    tag: str
    priority: int
    example: str


RULES = (
    InlineRule(
        "strong_emphasis",
        r"(?<!\*)(\*\*\*)(?!\*)(?=\S)((?:(?!\*\*\*).)+?)(?<=\S)\*\*\*(?!\*)",
        "strong",
        66,
        "***Stop*** now",
    ),
    InlineRule(
        "strong",
        rf"(?<!\\)(?!(?<=\d)\*\*\d)(\*\*)(?!\*)({STRONG_INNER})\*\*(?!\*\w)",
        "strong",
        64,
        "** *L. sporogenes*:** see HLA-A*02:01",
    ),
    InlineRule(
        "emphasis",
        rf"(?<![\w*\\])(\*)(?![\s*])({EMPHASIS_INNER})(?<![\s*])\*(?![\w*])",
        "em",
        62,
        "the gene *HLA-A*02:01*",
    ),
    InlineRule(
        "strong_underscore", r"(?<![\w\\])(__)(?![\s_])((?:(?!__).)+?)(?<!\s)__(?!\w)", "strong", 61, "__Stop__"
    ),
    InlineRule("emphasis_underscore", r"(?<![\w\\])(_)(?![\s_])([^_]+?)(?<!\s)_(?!\w)", "em", 60, "_E. coli_"),
)


def add_inline_rules(parser: Markdown) -> None:
    """Put our inline rules in the place of python-markdown's."""
    for name in ("not_strong", "em_strong", "em_strong2"):
        parser.inlinePatterns.deregister(name, strict=False)
    for rule in RULES:
        parser.inlinePatterns.register(SimpleTagInlineProcessor(rule.pattern, rule.tag), rule.name, rule.priority)
    parser.inlinePatterns.register(SubstituteTagInlineProcessor(r" {2,}\n", "br"), "linebreak", 100)
