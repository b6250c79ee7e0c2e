"""What a printer's keywords are in words: whole sentences that say what to do; and keywords no printer should give."""

from __future__ import annotations

import re

import pytest

from handouts.printing.reason_words import CUPS, STANDARD
from handouts.printing.reasons import JOB, PRINTER, SILENT, STATUS, Said, refused, said, told

COMMAND = re.compile(r"handouts printers( NAME)?|cups(enable|accept) QUEUE|--sides one")
VERBS = "has|is|was|does|cannot|lacks|misses|wants|waits|holds|takes|shows|speaks|stands|met|says|cancelled|gave"
WORDS = {**PRINTER, **JOB}


@pytest.mark.parametrize("keyword", WORDS)
@pytest.mark.parametrize("severity", ["", "-error", "-warning", "-report"])
def test_each_keyword_is_told_in_its_own_words(keyword, severity):
    found = said(keyword + severity)
    assert found is not None
    assert (found.what, found.hint) == (WORDS[keyword].what, WORDS[keyword].hint)


@pytest.mark.parametrize("entry", [*PRINTER.values(), *JOB.values(), *STATUS.values()], ids=lambda each: each.what)
def test_each_is_a_whole_sentence_with_what_to_do_and_blames_nobody(entry):
    assert re.fullmatch(rf"({VERBS}) .*[^.:;, ]", entry.what)
    assert entry.hint[0].isupper()
    assert entry.hint.endswith(".") or COMMAND.fullmatch(entry.hint.rpartition(": ")[2])
    assert not re.search(r"\b(your fault|wrongly|illegal|invalid|bad|who did)\b", f"{entry.what} {entry.hint}".lower())


@pytest.mark.parametrize("keyword", [each for each in (*STANDARD, *CUPS) if not SILENT.fullmatch(each)])
def test_no_keyword_of_the_standards_is_left_without_a_hint(keyword):
    found = said(keyword)
    assert found
    assert found.hint.endswith(".") or COMMAND.search(found.hint)


@pytest.mark.parametrize(
    "keyword",
    ["media-\x1b[2Jempty", "a\nb\r\tc", "\u202egnp", "x" * 10_000, "media-empty-error\n", "\x00", "“”", "-error"],
)
def test_hostile_keywords_are_made_harmless(keyword):
    refusals = [refused(0x040B, (keyword,)), refused(0x040B, (), keyword), refused(9, [keyword] * 500)]
    for found in (said(keyword), *refusals):
        for text in found or ():
            assert text.isprintable()
            assert len(text) < 300


def test_what_stops_the_printer_is_told_first_and_once():
    reasons = ["toner-low-warning", "none", "media-empty-error", "media-empty", "job-printing"]
    assert [each.what for each in told(reasons)] == ["has no paper", "has little toner left"]


def test_what_is_refused_is_named():
    assert refused(0x040B, ["sides"]) == Said(
        "cannot do what is asked: sides", "See what it can do with: handouts printers NAME", "refused"
    )
    assert refused(0x0507).keyword == "busy"
    assert refused(0x7777, (), "Not today").what == "says no (“Not today”)"
