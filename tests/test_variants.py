"""Every form real monographs take reads as its author meant it, and every word of it reaches the paper."""

import pathlib
import re

import pytest
from babel.messages.pofile import read_po
from conftest import ROOT
from dump import dump
from PIL import Image

from handouts.leaflet import headings
from handouts.proof.readback.page_text import read_pages

FILES = sorted((pathlib.Path(__file__).parent / "variants").glob("*.txt"))
CASES = [
    pytest.param(*case, id=f"{file.stem}: {name}")
    for file in FILES
    for name, *case in re.findall(
        r"^=== (.*)\n([\s\S]*?)\n--- reads as\n([\s\S]*?)(?=\n+=== |\s*\Z)", file.read_text("utf-8"), re.MULTILINE
    )
]
MARKS = re.compile(r"[*_~^`]|<pen\.png> .*")  # what a dump has for bold, slant, raised text and pictures
WORD = re.compile(r"[^\W_]+|[^\w\s|!?#:=]")  # a word or a sign, without those a dump uses for itself
HEADING, LEAD = re.compile(r"^\[[a-z-]+\]", re.MULTILINE), re.compile(r"^(?:[>!?:#*=] )+")


def words(text):
    """Return the words and signs of a text with one space between them."""
    return " ".join(WORD.findall(MARKS.sub("", text.replace("⏎", " ").replace("␣", " "))))


def between():
    """Return a pattern for the words of ours that may stand between two lines of a section."""
    with (ROOT / "templates/wording/en.po").open("rb") as file:
        said = [message.id for message in read_po(file) if message.id]
    ours = {words(form) for each in said for form in ([each] if isinstance(each, str) else each)}
    assert len(ours) > 25
    return f" (?:(?:{'|'.join(map(re.escape, sorted(ours)))}) )*"


BETWEEN = between()


OURS = {words(name) for names in headings.SAME.values() for name in names}


def on_paper(section):
    """Return a pattern for a section of a dump: the words of its lines one after the other, as they stand on paper."""
    cells = [cell.strip() for line in section.split("\n") for cell in line.split(" | ")]
    lines = [(LEAD.match(cell), words(LEAD.sub("", cell))) for cell in cells]
    patterns = [("(?:> )?" if lead and ">" in lead[0] else "") + re.escape(line) for lead, line in lines if line]
    said = len(patterns) > 1 and lines[0][1].casefold() in OURS
    return rf"(?<!\S){BETWEEN.join(patterns[said:])}(?!\S)"


def lost(dumped, paper):
    """Return the sections of a dump whose words do not stand on the paper, in order."""
    sections = [section for section in HEADING.split(dumped) if section.strip()]
    assert sections
    return [section for section in sections if not re.search(on_paper(section), words(paper))]


def test_every_case_is_found():
    written = sum(file.read_text("utf-8").count("=== ") for file in FILES)
    assert len(CASES) == written > 50


@pytest.mark.parametrize(("source", "expected"), CASES)
def test_reads_as(read, source, expected):
    assert [line.rstrip() for line in dump(read(source)).split("\n")] == [
        line.rstrip() for line in expected.split("\n")
    ]


@pytest.mark.no_cover
@pytest.mark.parametrize(("source", "expected"), CASES)
def test_reaches_the_paper(make, tmp_path, source, expected):
    Image.new("RGB", (40, 40), "navy").save(tmp_path / "pen.png")
    assert lost(expected, "\n".join(page.body for page in read_pages(make(source).pdf))) == []


def test_words_that_are_missing_changed_or_in_another_order_are_seen():
    dose, effects = " Dosage\n* >115 kg: 70 mg\n> Rates:\n", " Side Effects\n# Serious:\n* bleeding"
    dumped = f"[dose]{dose}[side-effect]{effects}"
    paper = "Dosage\n>115 kg: 70 mg\nRates:\nSide Effects\nWhat to do: call us today\nSerious:\nbleeding\nAsk us."
    assert lost(dumped, paper) == []
    for old, new, section in [
        (">115", "115", dose),
        ("70 mg\nRates", "Rates\n70 mg", dose),
        ("70 mg", "70 mg daily", dose),
        ("bleeding", "bleedings", effects),
        ("bleeding", "", effects),
    ]:
        assert lost(dumped, paper.replace(old, new)) == [section]
