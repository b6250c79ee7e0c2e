"""The proof begins at the file's own bytes: no fault of the reader, wherever it is, changes a word unseen."""

import collections
import functools
import itertools
import pathlib
import re

import pytest
from documents import DOCUMENTS, POWERLESS, SOURCES
from sabotage import WAYS, listening, lying, places, rewrapped, unwrapped

from handouts.model.walk import monograph_lines, pictures
from handouts.proof import marks
from handouts.proof.second_reading import read_again
from handouts.proof.source import compare_source
from handouts.proof.tokens import inline_words, words_in
from handouts.reader import front_matter
from handouts.reader.markdown import markup, runs
from handouts.reader.source import Source


def fresh(source):
    return Source(source.path, source.data)


def said(monograph):
    """Return every word of a monograph: of its title, its text, its pictures and its front matter."""
    lines = [
        inline_words(line.inline, line.marker or "") if line.typed is None else words_in(line.typed)
        for line in monograph_lines(monograph)
    ]
    described = [words_in(each.description) for section in monograph.sections for each in pictures(section.content)]
    return [inline_words(monograph.title), [word for line in lines for word in line], described, monograph.metadata]


def full_name(method):
    function = unwrapped(method)
    return f"{function.__module__.rpartition('.')[2]}.{function.__qualname__}"


def problems(monograph):
    return list(compare_source(read_again(monograph.data), monograph))


PLACES = places()


@pytest.mark.parametrize("source", SOURCES.values(), ids=SOURCES)
def test_an_honest_reader_is_believed(source):
    assert problems(fresh(source).monograph) == []


def called(monkeypatch):
    """Return for each place the documents for which its function is called."""
    found = collections.defaultdict(list)
    for number, (owner, name, method) in enumerate(PLACES):
        heard = listening(unwrapped(method), lambda number=number: found[number].append(document))
        put(monkeypatch, owner, name, rewrapped(method, heard))
    for document, source in SOURCES.items():  # noqa: B007 - the listeners note it
        _ = fresh(source).monograph
    monkeypatch.undo()
    return {number: dict.fromkeys(documents) for number, documents in found.items()}


def put(monkeypatch, owner, name, function):
    (monkeypatch.setitem if isinstance(owner, dict) else monkeypatch.setattr)(owner, name, function)


SHARES = 4  # of the functions, whose tests run side by side
LEAST_CAUGHT = (230, 285, 185, 200)  # in each share


def in_share(name, share):
    return sum(name.encode()) % SHARES == share


@pytest.mark.no_cover  # the honest readings above run through the same lines
@pytest.mark.parametrize("share", range(SHARES))
def test_every_sabotage_that_changes_a_word_is_caught(record_property, share):
    caught, missed, powerful = 0, [], set()
    powerless = {name for name in " ".join(POWERLESS.values()).split() if in_share(name, share)}
    honest = {document: said(source.monograph) for document, source in SOURCES.items()}
    with pytest.MonkeyPatch.context() as monkeypatch:
        calls = called(monkeypatch)
        for (number, documents), (way, returns) in itertools.product(calls.items(), WAYS):
            owner, name, method = PLACES[number]
            if not in_share(full_name(method), share):
                continue
            if full_name(method) in powerless and (way, returns) != WAYS[0]:
                continue  # one lie is enough to see that it still changes nothing
            put(monkeypatch, owner, name, rewrapped(method, lying(unwrapped(method), way, returns=returns)))
            for document in sorted(documents, key=lambda each: len(SOURCES[each].data)):
                try:
                    monograph = fresh(SOURCES[document]).monograph
                except Exception:  # noqa: BLE001, S112 - whatever the lie leads to, there is no monograph
                    continue
                if said(monograph) != honest[document]:
                    powerful.add(full_name(method))
                    if problems(monograph):
                        caught += 1
                    else:
                        missed.append((full_name(method), way, "returns" if returns else "takes", document))
                    break
            monkeypatch.undo()
    record_property(f"sabotages caught in share {share}", f"{caught}, of {len(powerful)} functions")
    assert missed == []
    assert caught > LEAST_CAUGHT[share]
    unseen = {full_name(method) for _, _, method in PLACES if in_share(full_name(method), share)} - powerful
    assert (sorted(unseen - powerless), sorted(powerless - unseen)) == ([], [])


TABLES = {
    "every angle bracket is a tag": (markup, "MARKUP", re.compile("<[^<>]*>")),
    "brackets are comments": (markup, "without_invisible", functools.partial(re.sub, r"\([^()]*\)", "")),
    "braces are attributes": (markup, "ATTRIBUTES", re.compile(r"\{[^{}]*\}")),
    "a sign is a control": (markup, "CONTROLS", re.compile("[≥\x01]")),
    "every address is one": (markup, "ADDRESS", re.compile("")),
    "a note is a definition": (markup, "REFERENCE", re.compile(r"^\[([^\]]*)\]: *(\S*).*$", re.MULTILINE)),
    "numbers are quoted": (markup, "QUOTE_SIGN", re.compile("(never) (never)")),
    "stars take words": (runs, "STRAY", re.compile(r"\*+|mg")),
    "front matter has another fence": (front_matter, "FENCES", {"===": "yaml"}),
}
SIGNS = """---
title: Demo
---
### Dosage
Take a (b c) {d e} <f g> ≥10 mg [h](i:j) **k*.

[l]: m (n)

> 5 mg [l]

=== never
"""


@pytest.mark.parametrize(("module", "name", "table"), TABLES.values(), ids=TABLES)
def test_a_sabotaged_table_is_caught(monkeypatch, module, name, table):
    source = Source(pathlib.Path("demo.md"), SIGNS.encode())
    assert problems(fresh(source).monograph) == []
    monkeypatch.setattr(module, name, table)
    assert problems(fresh(source).monograph)


ROWS = [*marks.MARKS, *marks.FOREIGN_LINES, marks.FENCE, marks.DEFINITION, marks.LINE, marks.QUOTATION, marks.BULLET]


@pytest.mark.parametrize("row", ROWS, ids=[row.name for row in ROWS])
def test_what_may_vanish_is_a_table_with_an_example_a_row(row):
    defined = "\n\n[x]: /y" if "][x]" in row.example else ""
    vanished = read_again(f"Take it.\n\n{row.example}{defined}\n\n[see][x]".encode()).vanished
    assert row.name in {each.mark for each in vanished}


def test_the_proof_and_the_reader_know_the_same_elements():
    known = f"{marks.ELEMENTS_IN_WORDS} {marks.ELEMENTS_BETWEEN_WORDS} {marks.RAISED_ELEMENTS}".split()
    assert sorted(known) == sorted(markup.TAGS.split())


def test_every_word_of_a_file_is_said_or_vanishes():
    text = DOCUMENTS["a monograph of the newer form"]
    source = read_again(text.encode())
    gone = "".join(source.text[each.start : each.end] for each in source.vanished)
    counted = collections.Counter(re.findall(r"\w", source.said)) + collections.Counter(re.findall(r"\w", gone))
    written = collections.Counter(re.findall(r"\w", source.text))
    assert {sign for sign in written if counted[sign] < written[sign]} <= set("ge")  # of the entity &ge;


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("5{:.x}0 mg", ["5", "0", "mg"]),
        ("5<!-- -->0 mg", ["5", "0", "mg"]),
        ("5**0** mg", ["50", "mg"]),
        ("2*500 mg", ["2", "500", "mg"]),
        ("10<sup>5</sup>", ["10", "5"]),
        ("un<b>safe</b>", ["unsafe"]),
        ("4\\.1 mg", ["4.1", "mg"]),
        ("<2@night>", ["<", "2", "@", "night", ">"]),
        ("<me@example.org>", ["me", "@", "example", "org"]),
        ("[5 mg](/kg)", ["5", "mg", "/", "kg"]),
        ("[1 ml](ratio:1/1000)", ["1", "ml", "ratio", "1", "/", "1000"]),
        ("[here](/x)", ["here"]),
        ("1) one\n1) two", ["1", "one", "1", "two"]),
        ("it is\n> twice that", ["it", "is", ">", "twice", "that"]),
        ("\n> Rest well", ["Rest", "well"]),
    ],
)
def test_numbers_and_signs_are_read_as_they_are_typed(written, words):
    assert words_in(read_again(written.encode()).said) == words
