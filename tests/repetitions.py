"""Texts that repeat one thing without an end, in every shape a text may have; what it costs to read and judge one."""

import contextlib
import datetime as dt
import itertools
import time

from editing import edition_for

from handouts.assets import look
from handouts.check import check_text
from handouts.check.monograph_text import MonographText
from handouts.check.readability import read_grade
from handouts.check.waivers import waived
from handouts.errors import ContentError
from handouts.leaflet import compose
from handouts.leaflet.wording import wording
from handouts.model.profile import Profile
from handouts.proof import _arrangement_problems
from handouts.proof.second_reading import read_again
from handouts.proof.source import compare_source
from handouts.proof.vanishing import vanished_text
from handouts.reader.monograph import read_monograph
from handouts.review.approval import text_digest
from handouts.review.changes import changes

HEAD = "---\ntitle: Demo\n---\n# Demo\n\n### Dosage\n\n"
FOOT = "\n\nTake 10 mg once a day.\n"
PARAGRAPH = 2_400  # bytes
TODAY = dt.date(2026, 3, 31)
LOOK, EDITION = look(), edition_for()

SIGNS = (
    r"""! " # $ % & ' ( ) * + , - . / : ; < = > ? @ [ \ ] ^ _ ` { | } ~ ** __ ~~ == ++ -- `` ``` ::: ... [] [[ ]( ![ {{
    {% {: {++ {-- {>> <!-- --> <a <b> </b> <td> <del> <script> <! <? &# &amp; &x \\ \* \[ [^ [a]( [a][b] a@b. www.
    http:// *a **a _a ~a ^a a* 1, 1. 1/ 1- -1 ½ ≤ – — “ ‘ 1,000 1,1 10^9^ a.b. a- a' aA É 漢 न א ۱"""
).split()
BLANKS = (" ", "\t", "\xa0", "\u2003", "\u200b", "\u200e", "\u0301", "\xad", "\r", "\n", " \n", "\\\n", "a  \n")
LINES = (
    *("* a\n", "- a\n", "1. a\n", "a. b\n", "(i) a\n", "– a\n", "* a\n  * b\n", "* a\n\n  b\n\n", "- - ", "> "),
    *("> a\n", "> [!NOTE]\n> a\n\n", "### a\n", "# a\n\n", "### a\n\nb.\n\n", "#### a?\n\nb.\n\n", "a\n---\n"),
    *("a\n===\n", "***\n", "| a | b |\n", "|---|---|\n", "| a | b |\n|---|---|\n| 1 | 2 |\n\n", "||\n"),
    *("+---+\n| a |\n", "---- ----\na   b\n", "a\tb\n", "^^ | ^^\n", "```\n", "```a\n", "````a\n```\n"),
    *("```\n~~~\n", "~~~a\n", "    a\n", "<!-- a\n", "<style>a\n", "<div>\na\n</div>\n", "<ul><li>a\n"),
    *("<ol><li>a</li>\n", "<table><tr><td>a\n", "</td></tr></table>\n", "<br/>\n", "<b>a</b>\n", "<a href=b>a\n"),
    *("<b a='b' ", "<kbd>a</kbd> ", "<time>\n", "<img\n", "[a]: b\n", "[^1]: a\n", "[a]: /b\n[a]\n"),
    *("[//]: # (a)\n", "![a](b.png)\n", "[a](http://b.c)\n", "{: .a }\n", "a {#b}\n---\n", "::: a\n"),
    *("::: a\n:::: b\n", "```a\n~~~\n"),
    *("!!! a\n    b\n", "%%\n", "%% a\n", "////\n", "{::comment}\n", "{% comment %}\n", "{/*\n", "a*\n\n* b\n\n"),
    *("10 mg** a\n\n", "*\n** a\n", "**a**\n\n", "**Dosage:** a\n\n", "**Q: a?** A: b.\n\n"),
    *("### FAQs\n* **Q: a?** A: b.\n\n", "Disclaimer: a.\n\n", "_ a __ b "),
)  # fmt: skip
WORDS = (
    *("10 mg ", "1,000 mg ", "1 000 000 ", "2 to 4 ", "2–4 mg ", "10 mg/ml ", "5 mg/5 ml ", "1 in 10 ", "37 °C "),
    *("1½ ", "10 mg twice a day ", "no more than 10 mg ", "up to 10 mg ", "week 1: 10 mg "),
    *("10 mg (two tablets) ", "every ", "the ", "twice a day ", "two ", "if ", "not ", "if you miss a dose, "),
    *("skip it ", "take it ", "do not take ", "stop ", "rash, ", "call your clinic ", "get help at once "),
    *("tell us if ", "allergic ", "kidney ", "warfarin ", "ibuprofen, ", "a ", "A. ", "Take it. "),
    *("Take 10 mg twice a day. ", "Ask Dr. ", "a? ", "a: ", "a, ", "(a) ", "“a” ", "lot no. 1 ", "a@b.cd "),
    *("a/b ", "http://a.b/c ", "2026-03-31 ", "01632 960 001 ", "I ", "half a ", "your ", "may ", "1 mg + 1 mg "),
    *("blue 1 mg, "),
)  # fmt: skip
OPENED = (
    *(("[", "a"), ("[a](", "b"), ("(", "a"), ("`", "a"), ("**", "a*"), ("**", "a "), ("<!--", "-")),
    *(("<a b='", "c "), ("<", "a@"), ("{", "a_ "), ("{%", "%"), ("# a {", ".b "), ("# a", " #"), ("|", "-|")),
    *(("[[", "a"), ("$", "\\a"), ("&#", "1"), ("a@", "b."), ("1", "0"), ("1.", "0,"), ("Take 1", "/1")),
    *(("Do not", "  "), ("10", "\xa0"), ("a", "'"), ("“", "a"), ("a.", '"'), ("e", "́")),
)  # fmt: skip


def _times(unit, size):
    data = unit.encode()
    return (data * (size // len(data) + 1))[:size].decode(errors="ignore")


def _parted(unit, size, part):
    """Return so many bytes of a unit, a blank line behind each part of so many."""
    return "\n\n".join(_times(unit, part) for _ in range(max(size // part, 1)))


def _opened(pair, size):
    return HEAD + "\n\n".join([pair[0] + _times(pair[1], PARAGRAPH)] * max(size // PARAGRAPH, 1)) + FOOT


SHAPES = {
    "in one line": lambda unit, size: HEAD + _times(unit, size) + FOOT,
    "in paragraphs": lambda unit, size: HEAD + _parted(unit.strip("\n"), size, PARAGRAPH) + FOOT,
    "in lines": lambda unit, size: HEAD + _times((unit.strip("\n") * 40)[:60] + "\n", size) + FOOT,
    "in items": lambda unit, size: HEAD + _times(f"* a {unit.strip()} a\n", size) + FOOT,
    "in cells": lambda unit, size: HEAD + "| a | b |\n|---|---|\n" + _times(f"| {unit.strip()} | a |\n", size) + FOOT,
    "as a heading": lambda unit, size: HEAD.replace("Dosage", _times(unit, size)) + FOOT,
    "as the title": lambda unit, size: HEAD.replace("# Demo", "# " + _times(unit, size)) + FOOT,
    "in the front matter": lambda unit, size: HEAD.replace("title:", f"author: {_times(unit, size)}\ntitle:") + FOOT,
}
HONEST = (
    "Take 10 mg once a day with water, with or without food. Call us if you get a rash.\n\n"
    "* Keep it cool.\n* It helps.\n\n"
)
NOT_ALONE = ("in paragraphs", "in lines", "in items", "in cells", "as a heading", "as the title", "in the front matter")


READ = {f"{unit!r} in one line": (SHAPES["in one line"], unit) for unit in (*SIGNS, *BLANKS, *LINES)}
JUDGED = {
    **{
        f"{unit!r} {shape}": (SHAPES[shape], unit)
        for unit, shape in zip(SIGNS, itertools.cycle(NOT_ALONE), strict=False)
    },
    **{f"{unit!r} in paragraphs": (SHAPES["in paragraphs"], unit) for unit in WORDS},
    **{f"{pair[0]!r} and {pair[1]!r}": (_opened, pair) for pair in OPENED},
}


def honest(size):
    return HEAD + _times(HONEST, size) + FOOT


def read(text):
    """Read a text twice, and compare the readings."""
    data = text.encode()
    with contextlib.suppress(ContentError):
        monograph = read_monograph(data, "demo.md")
        list(compare_source(read_again(data), monograph))
        vanished_text(monograph)


def judge(text):
    """Do with a text whatever else is done with its words: judge it, compose it, compare it with an older one."""
    data = text.encode()
    with contextlib.suppress(ContentError):
        monograph = read_monograph(data, "demo.md")
        judged = MonographText(monograph, Profile(), draft=False)
        waived(check_text(judged), monograph, TODAY)
        read_grade(judged)
        list(_arrangement_problems(monograph, compose(monograph, EDITION, wording(monograph.language, LOOK))))
        text_digest(data, "demo.md")
        changes(read_monograph((text[: len(text) // 2] + " x 5 mg y\n").encode(), "demo.md"), monograph)


def cost_s(use, text, times=1):
    """Return the processor's time it takes to use a text, in seconds: the least of some trials."""

    def trial():
        began = time.process_time()
        use(text)
        return time.process_time() - began

    return min(trial() for _ in range(times))
