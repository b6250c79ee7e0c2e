"""Every form real monographs take reads as its author meant it, and every word of it reaches the paper."""

import pathlib
import re

import pytest
from dump import dump

FILES = sorted((pathlib.Path(__file__).parent / "variants").glob("*.txt"))
CASES = [
    pytest.param(*case, id=f"{file.stem}: {name}")
    for file in FILES
    for name, *case in re.findall(
        r"^=== (.*)\n([\s\S]*?)\n--- reads as\n([\s\S]*?)(?=\n+=== |\s*\Z)", file.read_text("utf-8"), re.MULTILINE
    )
]


def test_every_case_is_found():
    written = sum(file.read_text("utf-8").count("=== ") for file in FILES)
    assert len(CASES) == written > 50


@pytest.mark.parametrize(("source", "expected"), CASES)
def test_reads_as(read, source, expected):
    assert [line.rstrip() for line in dump(read(source)).split("\n")] == [
        line.rstrip() for line in expected.split("\n")
    ]


@pytest.mark.parametrize(("source", "expected"), [case for case in CASES if "pen.png" not in case.values[0]])
def test_reaches_the_paper(make, source, expected):
    assert make(source).manifest.proof.words > 0
