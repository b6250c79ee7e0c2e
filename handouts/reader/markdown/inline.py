"""Inline marks where python-markdown's own rules change a medicine's text.

An asterisk inside a word (``HLA-A*02:01``) or before an allele number (``*1/*3``) is a sign, not a mark;
two asterisks with a space inside (``** *L. sporogenes*:**``) are still a mark.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from markdown.inlinepatterns import SimpleTagInlineProcessor, SubstituteTagInlineProcessor

if TYPE_CHECKING:
    from markdown import Markdown

INNER = r"(?:(?!\n\n)(?:\\.|[^*\\]))"
STAR = r"(?<![\w*\\])(\*)(?![\s*])({})(?<![\s*])\*(?![\w*])"

# name, pattern, tag, priority: python-markdown's own asterisk and underscore rules stand at 60 and 50.
PATTERNS = (
    ("strong_emphasis", r"(?<!\*)(\*\*\*)(?!\*)(?=\S)((?:(?!\*\*\*).)+?)(?<=\S)\*\*\*(?!\*)", "strong", 66),
    (
        "strong",
        rf"(?<!\\)(?!(?<=\d)\*\*\d)(\*\*)(?!\*)((?:{INNER}|\*(?!\*){INNER}*?\*(?!\*)|(?<=\w)\*(?=\w))+?)\*\*(?!\*\w)",
        "strong",
        64,
    ),
    ("emphasis", STAR.format(rf"(?:{INNER}|\*\*{INNER}+?\*\*|(?<=\w)\*(?=\w))+?"), "em", 62),
    ("strong_underscore", r"(?<![\w\\])(__)(?![\s_])((?:(?!__).)+?)(?<!\s)__(?!\w)", "strong", 61),
    ("emphasis_underscore", r"(?<![\w\\])(_)(?![\s_])([^_]+?)(?<!\s)_(?!\w)", "em", 60),
)


def register(parser: Markdown) -> None:
    """Put our inline rules in the place of python-markdown's."""
    for name in ("not_strong", "em_strong", "em_strong2"):
        parser.inlinePatterns.deregister(name, strict=False)
    for name, pattern, tag, priority in PATTERNS:
        parser.inlinePatterns.register(SimpleTagInlineProcessor(pattern, tag), name, priority)
    parser.inlinePatterns.register(SubstituteTagInlineProcessor(r" {2,}\n", "br"), "linebreak", 100)
