"""The proof begins at the file's own bytes: no fault of the reader, wherever it is, changes a word unseen."""

import collections
import itertools
import pathlib
import re

import pytest
from sabotage import WAYS, listening, lying, places, rewrapped, unwrapped

from handouts.model.walk import monograph_lines, pictures
from handouts.proof import marks
from handouts.proof.second_reading import read_again
from handouts.proof.source import compare_source
from handouts.proof.tokens import inline_words, words_in
from handouts.reader import front_matter
from handouts.reader.markdown import markup, runs
from handouts.reader.source import Source

DOCUMENTS = {
    "a monograph of the newer form": """---
title: Demo not 10
brand_names: [Not 10, Other 25]
author: Ada not 10
---
# Demo not 10

Intro, not 10 of 25 <!-- a comment --> or &ge;10.

### Usage
For pain, not 10 or 25 [of us, not 10](https://example.org/25 "Us") or [them][t], `not 10 < 25`.

[t]: https://example.org/25

### Dosage
* Take 10 mg, not 25 mg.
  1. one, not 10
  2. two, 25\x96 10
    * deep, not 10
\uf0b7 bullet, not 10 of 25

> ### Quoted, not 10
> quoted, not 10
> or 25

| not 10 | 25 |
|---|---|
| 25 | not 10 |

```
code, not 10 and 25
```

Comes back
> twice the value, not 10 or 25 <b>bold</b> <a href="https://example.org/10">not 25</a>.

#### Inner, not 10 or 25
**Bold, not 10 or 25**
A level of 10<sup>not 25</sup> {: .big} ***not 10*** __25__ 漢字 not 10 [^1] \\<25.
![a pen, not 10 or 25](pen.png)

> [!CAUTION]
> not 10 or 25

!!! danger "Not 10"
    not 10 or 25

::: warning
not 25 or 10
:::

H~2~O, ==not 10==, {::comment}not 25{:/comment} [![not 10](pen.png)](https://example.org/10)

### FAQs
* **Q: Is it 10, not 25?** A: Not so, not 10 or 25.
* **Q: And 25?**
  A: It is not 10.

**Q1: What, not 10?** Yes, 25. **Q2: And 25?** No, not 10.

#### Is it 25, not 10?
Yes, not 25 or 10.

Disclaimer: educational, not 10 or 25.
""",
    "a monograph of the older form": """# Demo not 10 or 25

**Usage:** For pain, not 10 or 25.

**Dosage:** Take 10 mg
- 25 mg, not 10.

Heading, not 10
---
""",
    "a monograph without headings": "**Usage:** For pain, not 10 or 25.\n\n**Dosage:** Take 10 mg, not 25 mg.\n",
    "a monograph with TOML": '+++\ntitle = "Demo not 10, 25"\nform = "not 10"\n+++\n## Usage: not 10 or 25\nFor it\n',
}
SOURCES = {name: Source(pathlib.Path("demo.md"), text.encode()) for name, text in DOCUMENTS.items()}


def fresh(source):
    return Source(source.path, source.data)


def said(monograph):
    """Return every word of a monograph: of its title, its text, its pictures and its front matter."""
    lines = [inline_words(line.inline, line.written or line.marker or "") for line in monograph_lines(monograph)]
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


# Functions whose lies change no word of a monograph, by what they are for. A new function of the reader is neither here
# nor changes a word of the documents above: put what it reads into them, or the function here, with its reason.
POWERLESS = {
    "it tells yes or no, a place, or which of several": """
        characters._counts characters._is_refused front_matter._node_place lists.ListProcessor._goes_on
        lists.may_interrupt markup.is_link markup.is_markdown monograph._is_stacked monograph._is_utf_16
        questions._bold_lead questions._end_of_question questions._is_answer questions._is_question roles.folded
        roles.known roles.role_of sections._all_strong sections._asks sections._disclaims sections._is_bold_line
        sections._named sections._section_level sections._strong_lead characters._places characters._bare
        blocks._is_headed dialects._starts_in""",
    "it makes a problem, or reads the text for one": """
        characters._named characters._note characters._refusal front_matter._broken front_matter._cut
        front_matter._duplicate front_matter._nodes front_matter._twice front_matter._unbuildable
        front_matter._unquoted monograph._empty monograph._runs monograph._stray monograph._text_problems
        monograph._title_problems monograph._unreadable wrapped._goes_on wrapped._is_comparison
        wrapped._may_be_frost wrapped._stretches wrapped._wrapped wrapped.wrapped_lines markup.as_written
        dialects._problem dialects._problems monograph._blanks monograph._leaked""",
    "it finds the line on which a block begins": """
        blocks.BlockCollector.line_here blocks.Cursor.take source._anchor_words source._link_words source._read
        source._tag_words source.words source.words_in""",
    "it opens files, or reads what stands in a picture": """
        pictures._absent pictures._file pictures._place pictures._problems pictures._unfit pictures.check_pictures
        pictures.names_of_pictures pictures.picture_name pictures.pictures_of pictures.read_picture walk.pictures
        source.Source.completed source.Source.of source.Source.open source.Source.picture_digests
        source.Source.read source._read_pictures source._read_sign_offs source.sign_offs_path monograph.read_text""",
    "it opens or closes a container and holds no text": """
        blocks.BlockCollector.enter blocks.BlockCollector.leave""",
    "it sets the parser up": """
        markdown._parser inline.add_inline_rules""",
    "it reads one sign or one number, of a kind these documents cannot all hold": """
        characters._as_utf_8 characters._as_windows_1252 front_matter._number_as_written questions._first""",
}


def test_every_sabotage_that_changes_a_word_is_caught(record_property):
    caught, missed, powerful = 0, [], set()
    honest = {document: said(source.monograph) for document, source in SOURCES.items()}
    with pytest.MonkeyPatch.context() as monkeypatch:
        calls = called(monkeypatch)
        for (number, documents), (way, returns) in itertools.product(calls.items(), WAYS):
            owner, name, method = PLACES[number]
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
    record_property("sabotages caught", f"{caught}, of {len(powerful)} functions")
    assert missed == []
    assert caught > 500
    powerless = {full_name(method) for _, _, method in PLACES} - powerful
    listed = set(" ".join(POWERLESS.values()).split())
    assert (sorted(powerless - listed), sorted(listed - powerless)) == ([], [])


TABLES = {
    "every angle bracket is a tag": (markup, "MARKUP", re.compile("<[^<>]*>")),
    "brackets are comments": (markup, "INVISIBLE", re.compile(r"\([^()]*\)")),
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
