"""Inline marks where python-markdown's own rules change a medicine's text.

An asterisk inside a word (``HLA-A*02:01``) or before an allele number (``*1/*3``) is a sign, not a mark;
two asterisks with a space inside (``** *L. sporogenes*:**``) are still a mark.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from markdown.inlinepatterns import SimpleTagInlineProcessor, SubstituteTagInlineProcessor

from handouts.model.units import unit_pattern
from handouts.reader.markdown.markup import MARKUP

if TYPE_CHECKING:
    from collections.abc import Iterable

    from markdown import Markdown

INNER = r"(?:(?!\n\n)(?:\\.|[^*\\]))"  # a character that is no star, within one block
SIGN = r"(?<=\w)\*(?=\w)"
# Stars in bold text are signs or stand in pairs. Behind the first sign any may be either: none is tried twice.
PAIR = rf"(?!{SIGN})\*(?!\*){INNER}*+\*(?!\*)"
STRONG_INNER = rf"(?:{INNER}|{PAIR})*+(?:{SIGN}(?:{INNER}|\*(?!\*))*+)?+"
EMPHASIS_INNER = rf"(?:{INNER}|\*\*{INNER}++\*\*|{SIGN})+?"
# Behind a word and before a space or a stop stars close, or call a footnote: `300 mg**, or`.
CLOSES = r"(?<=[\w%)\]])\*\*(?:[\s;:!?)]|[.,](?!\d))"
STRONG_END = r"(?<!\n)\*\*(?!\*\w)(?!(?<=\s\*\*)\w)"  # never what begins a line or, behind a space, a word
# Between two figures, `10**6` is a power, unless bold ends where it can: `1**5 mg**`, `1**2**5`.
POWER = r"(?<=\d)\*\*\d(?![\d.,]*\*\*|[^*\n]*[^\s*]\*\*(?![\w*]))"
EDGE = r"[\s_.,:;/|)–—-]"  # what parts blanks in `__/__/____`
MEASURED = rf"[.,]?\d[\d.,]*[ \u00a0]?(?:{unit_pattern()}|%)"  # `*2*17` behind a gene is no number


class InlineRule(NamedTuple):
    """A mark: where it stands in the text, what it becomes, and a text it fits.

    ``priority`` is its rank among python-markdown's own rules, whose asterisks stand at 60 and underscores at 50.
    """

    name: str
    pattern: str
    tag: str
    priority: float
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
        rf"(?<!\\)(?<![\w%)\]]\*)(?!{POWER}|{CLOSES})(\*\*)(?!\*)({STRONG_INNER}){STRONG_END}",
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
    InlineRule("emphasis_in_number", r"(?<=\d)(\*)(\d+|[.,0][^*\n]*[^\s*])\*(?![\w*])", "em", 61.5, "1*0* mg"),
    InlineRule("emphasis_opens_number", rf"(?<![\w*\\])(\*)(\d[\d.,]*)\*(?={MEASURED}(?!\w))", "em", 61.4, "*47*0 kg"),
    InlineRule(
        "strong_emphasis_underscore",
        rf"(?<![\w\\])(___)(?!{EDGE})([^_]+?)(?<!\s)___(?!\w)",
        "strong",
        61.2,
        "___Stop___",
    ),
    InlineRule(
        "strong_underscore",
        rf"(?<![\w\\])(__)(?!{EDGE})((?:(?!__).)+?)(?<![\s_/|(–—-])__(?!\w)",
        "strong",
        61,
        "__Stop__",
    ),
    InlineRule(
        "emphasis_underscore", rf"(?<![\w\\])(_)(?!{EDGE}*_)(?!\s)([^_]+?)(?<!\s)_(?!\w)", "em", 60, "_E. coli_"
    ),
)


BLANK = "\ufdd7"  # stands for each underscore of a blank to be filled in
UNDERSCORED = tuple(re.compile(rule.pattern, re.DOTALL) for rule in RULES if rule.name.endswith("underscore"))
MARKED = re.compile(rf"{MARKUP.pattern}|\]\([^)\n]*\)", re.IGNORECASE)
TYPED, LEADS_OUT = re.compile(r"\S+"), re.compile(r"://|www\.", re.IGNORECASE)
RUN = re.compile("_{2,}")
LINE_OF_BLANKS = re.compile(rf"[ >]*{BLANK}{{2}}[ {BLANK}]*")
SHORTEST_LINE = 4  # three underscores and nothing else are a rule


def blanks(text: str) -> str:
    """Return the text with blanks to be filled in (``____``) kept from being read as bold text or rules."""
    if "__" not in text:
        return text
    taken = {
        place for pattern in (*UNDERSCORED, MARKED, TYPED) for match in pattern.finditer(text) for place in _ends(match)
    }
    kept = RUN.sub(lambda run: run[0] if run.start() in taken else BLANK * len(run[0]), text)
    return "\n".join(map(_line_of_blanks, kept.split("\n")))


def _ends(match: re.Match[str]) -> Iterable[int]:
    """Return where a pair of marks begins and ends; of markup and an address, every place."""
    if match.re is TYPED:
        return range(*match.span()) if LEADS_OUT.search(match[0]) else ()
    if match.re is MARKED:
        return range(*match.span())
    return match.start(), match.end(2)


def _line_of_blanks(line: str) -> str:
    """Return a line that is one blank with a line break behind it; a short one is a rule, as in Markdown."""
    if not LINE_OF_BLANKS.fullmatch(line):
        return line
    return f"{line.rstrip()}  " if line.count(BLANK) >= SHORTEST_LINE else line.replace(BLANK, "_")


def add_inline_rules(parser: Markdown) -> None:
    """Put our inline rules in the place of python-markdown's."""
    for name in ("not_strong", "em_strong", "em_strong2"):
        parser.inlinePatterns.deregister(name, strict=False)
    for rule in RULES:
        parser.inlinePatterns.register(SimpleTagInlineProcessor(rule.pattern, rule.tag), rule.name, rule.priority)
    parser.inlinePatterns.register(SubstituteTagInlineProcessor(r" {2,}\n", "br"), "linebreak", 100)
