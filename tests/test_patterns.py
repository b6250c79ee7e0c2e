"""Every row of a table of patterns finds its own example, and no row before it does."""

import re

import pytest

from handouts.reader import roles
from handouts.reader.markdown import inline, source

# By name: the patterns with their examples, in the order they are tried, and how one is looked for.
TABLES = {
    "roles": ([row[1:] for row in roles.WORDS], re.search),
    "words": (source.WORD_KINDS, re.match),
    "inline": (
        [(rule.pattern, rule.example) for rule in inline.RULES],
        lambda pattern, text: re.search(pattern, text, re.DOTALL),
    ),
}
ROWS = [(name, number) for name, (rows, _) in TABLES.items() for number in range(len(rows))]


def test_the_tables_have_rows():
    assert {name for name, _ in ROWS} == set(TABLES)
    assert len(ROWS) > 20


@pytest.mark.parametrize(("name", "number"), ROWS)
def test_a_row_finds_its_own_example(name, number):
    rows, find = TABLES[name]
    _, example = rows[number]
    assert [each for each, (pattern, _) in enumerate(rows) if find(pattern, example)][:1] == [number]


def test_the_tables_decide():
    assert [roles.role_of(example) for _, _, example in roles.WORDS] == [role for role, _, _ in roles.WORDS]
    assert [source.words_in(example)[0] for _, example in source.WORD_KINDS] == ["1,000.5", ".5", "−", "milligram", "≥"]
