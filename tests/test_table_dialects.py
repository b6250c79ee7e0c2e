"""Tables of other dialects: refused where they cannot be told for certain, and read in one order by both readings."""

import re

import pytest
from conftest import ROOT

from handouts.errors import ContentError
from handouts.proof.table_lines import in_reading_order
from handouts.reader.markdown import prepare
from handouts.reader.markdown import words as words_of
from handouts.reader.markdown.markup import with_signs_safe

CASES = dict(
    re.findall(
        r"^=== (.*)\n([\s\S]*?)\n--- reads as",
        (ROOT / "tests/variants/tables.txt").read_text("utf-8"),
        re.MULTILINE,
    )
)
GRID, DASHES = "+-----+------+", "-----  ------"
REFUSED = {
    "overlap": '<table><tr><td>a</td><td rowspan="2">b</td></tr><tr><td colspan="2">c</td></tr></table>',
    "beyond the last row": '<table><tr><td rowspan="3">a</td><td>b</td></tr><tr><td>c</td></tr></table>',
    "no place": '<table><tr><td colspan="0">a</td><td>b</td></tr></table>',
    "a hundred thousand": "<table><tr><td colspan=100000>wide</td></tr></table>",
    "out of the headings": '<table><tr><th rowspan="2">a</th><th>b</th></tr><tr><td>c</td></tr></table>',
    "a table in a cell": "<table><tr><td>a<table><tr><td>b</td><td>c</td></tr></table></td></tr></table>",
    "doubled bar": "| Week | Morning | Night |\n|---|---|---|\n| 2 | 300 mg ||",
    "cells that touch": f"Day    Dose\n{DASHES}\nMonday morning 5 mg",
    "no last line of dashes": f"---------------\n Day   Dose\n{DASHES}\n Mon   5 mg\n\n Tue   6 mg\n\n## B\nDry.",
    "rows or one row": f"---------------\nDay    Dose\n{DASHES}\nMon    5 mg\nTue    6 mg\n---------------",
    "two heads": f"Day    Dose\nof     week\n{DASHES}\nMon    5 mg",
    "bars astray": f"{GRID}\n| Day | Dose |\n+=====+======+\n| Mon | 10 mg |\n{GRID}",
    "grid over columns": f"{GRID}\n| Day | Dose |\n+=====+======+\n| none at all |\n{GRID}",
    "grid without rules": f"{GRID}\n| Day | Dose |\n+=====+======+\n| 1   | 5 mg |\n| 2   | 6 mg |\n{GRID}",
    "list in a grid": f"{GRID}\n| Day | Dose |\n+=====+======+\n| 1   | - 5  |\n|     | - 6  |\n{GRID}",
    "uneven tabs": "Drug\t\tDose\nAspirin\t\t100 mg\nParacetamol\t500 mg",
    "tabs without headings": "baby\t1 ml\nchild\t2 ml",
    "console": " day | dose\n-----+------\n Mon | 5 mg",
    "Org": "| day | dose |\n|-----+------|\n| Mon | 5 mg |",
    "reStructuredText": "=====  =====\nDay    Dose\n=====  =====\nMon    5 mg\n=====  =====",
}


@pytest.mark.parametrize("table", REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_told_for_certain_is_refused(make, table):
    with pytest.raises(ContentError) as caught:
        make(f"### Dosage\nTake it so:\n\n{table}\n")
    (problem,) = caught.value.problems
    assert problem.code in {"unread-table", "wrong-table"}
    assert problem.place.line == 4
    assert "Write" in problem.hint or "write" in problem.hint


@pytest.mark.parametrize("source", CASES.values(), ids=CASES)
def test_the_second_reading_finds_the_same_order_by_itself(source):
    raw = [word.text for word in words_of(with_signs_safe(in_reading_order(source)))]
    assert raw == [word.text for word in words_of(prepare(source))]


def test_that_order_is_not_the_order_of_the_file():
    turned = [source for source in CASES.values() if in_reading_order(source) != source]
    assert len(turned) >= 4
    assert all(in_reading_order(source).count("\n") == source.count("\n") for source in turned)
