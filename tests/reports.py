"""What the reports of a check are drawn of in tests: a plain file, a hostile one, and our own content."""

import datetime as dt
import functools

from conftest import CONTENT, ROOT

from handouts.check import check_text
from handouts.check.monograph_text import MonographText
from handouts.check.readability import Reading, Score
from handouts.check.result import Checked
from handouts.check.rule import Rule
from handouts.errors import Level, Place, Problem, Waiver
from handouts.model.monograph import plain
from handouts.model.profile import PROFILES
from handouts.reader.monograph import read_monograph

RULES = (
    Rule(
        "M01",
        Level.BLOCK,
        "Trailing zero",
        "no dose ends in .0",
        "1.0 mg is read as 10 mg.",
        "ISMP",
        lambda _: iter(()),
    ),
    Rule("L01", Level.WARN, "Long sentence", "20 words", "Long sentences are lost.", "NHS", lambda _: iter(())),
)
SOURCE = '# Demo\n\nTake **1.0** mg, "not" <script>alert(1)</script> more.\nA sentence that goes\non & on.\n'
WAIVER = Waiver("As on the pack", "Ada Nurse", dt.date(2027, 3, 31))
WAIVED_LATER = {"rule": "M01", "line": 3, "column": 8, "words": "1.0 mg", "waiver": WAIVER}


def finding(
    rule="M01",
    line=3,
    column=8,
    words="1.0 mg",
    message="A dose ends in a zero.",
    level=None,
    path="demo.md",
    waiver=None,
):
    row = next((row for row in RULES if row.id == rule), RULES[0])
    place = Place(path, line, column)
    return Problem(rule, message, "Write 1.", place, level or row.level, words, rule, "around", waiver)


def checked(*findings, path="demo.md", source=SOURCE, **more):
    return Checked(path, "Demo", "DRAFT: nobody has signed it off.", findings, source=source, **more)


LONG = finding("L01", 4, 1, "A sentence that goes\non & on.", "This sentence is long.")
FILE = checked(
    finding(),
    LONG,
    finding(**WAIVED_LATER),
    finding("X99", 0, 0, "", "A note is missing.", Level.INFORM),
    pages=3,
    notes=("No PDF was read.",),
)
HOSTILE = checked(
    finding(path="a b/ü,x:%1.md", words='"\n\x1b[31m\ud800', message="100%, see: \x00 a\r\nb ::error::"),
    finding("L01", 9999, 9999, "*" * 400, "x"),
    finding(line=0, column=0, words="</mark><script>", path="/absolute/x.md"),
    path="a b/ü,x:%1.md",
    source='</li><script>alert("x")</script>\x1b[31m\x00 {{ 7 * 7 }}\r\n' + "*" * 5000 + "\r\n<!-- & -->",
)


@functools.cache
def content():
    """Return what a check of our own texts finds, and of some that were written without knowing its rules."""
    labelled = sorted((ROOT / "tests/labelled").glob("*.md"))[:6]
    assert len(CONTENT) >= 8
    assert len(labelled) == 6
    return [*_checked(*CONTENT, *labelled)]


def _checked(*paths):
    for path in paths:
        monograph = read_monograph(path.read_bytes(), f"content/{path.name}")
        text = MonographText(monograph, PROFILES["ema"])
        reading = Reading((Score("SMOG", 9.5, 8.25, 10),), len(text.sentences), 500, text.sentences[:2])
        yield Checked(
            monograph.path, plain(monograph.title), "DRAFT", check_text(text), reading, 2, path.read_text("utf-8")
        )


KINDS = {"nothing": list, "plain": lambda: [FILE], "hostile": lambda: [HOSTILE, FILE], "content": content}
