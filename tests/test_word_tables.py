"""Each row of a table of words by its own example: the row finds it, no other does; what it spares is left alone."""

import ast
import collections
import importlib
import pathlib
import pkgutil
import re

import pytest

from handouts.check import abbreviations, urgency_words, words
from handouts.check.monograph_text import MonographText
from handouts.check.words import missed_dose
from handouts.check.words.error_prone import ErrorProne
from handouts.check.words.topics import TOPICS
from handouts.model import words as shared_words
from handouts.model.phrases import Phrase
from handouts.model.profile import DEFAULT, PROFILES
from handouts.model.words import denials, emergencies, orders, stretches
from handouts.model.words.emergencies import EMERGENCIES
from handouts.model.words.vital_signs import Emergency
from handouts.reader.monograph import read_monograph

CHECK = pathlib.Path(words.__file__).parents[1]
MODULES = [
    importlib.import_module(f"{room.__name__}.{each.name}")
    for room in (words, shared_words)
    for each in pkgutil.iter_modules(room.__path__)
]


def is_table(value):
    return isinstance(value, tuple) and any(isinstance(row, Phrase | ErrorProne) for row in value)


def tables():
    """Return every table of the words by its name."""
    found = {}
    for module in MODULES:
        for name, value in vars(module).items():
            table = getattr(value, "phrases", value)
            if is_table(table) and not any(table is other for other in found.values()):
                found[f"{module.__name__.rpartition('.')[2]}.{name}"] = table
    return found


TABLES = tables()
ROWS = [(table, row, f"{name}[{number}]") for name, table in TABLES.items() for number, row in enumerate(table)]
ERROR_PRONE = (*abbreviations.DO_NOT_USE, *abbreviations.MORPHINE, *abbreviations.BETTER_NOT)


def each(rows):
    return pytest.mark.parametrize(("table", "row"), [pytest.param(table, row, id=name) for table, row, name in rows])


def matches(row, text):
    pattern = re.compile(row.words, re.IGNORECASE) if isinstance(row, Phrase) else row.pattern
    return list(pattern.finditer(text))


def plain(example):
    return re.sub("[⟦⟧]", "", example)


def marked(row):
    return re.findall("⟦(.*?)⟧", row.example)


def test_the_tables_are_found():
    assert len(TABLES) >= 60
    assert len({row for _, row, _ in ROWS}) >= 280
    assert all(isinstance(row, Phrase | ErrorProne) for _, row, _ in ROWS)
    assert {"do_not_use.DO_NOT_USE", "times.TIMES", "missed_dose.SKIP", "topics.STORAGE"} <= set(TABLES)
    assert all(row in ERROR_PRONE for _, row, _ in ROWS if isinstance(row, ErrorProne))
    assert all(any(topic.phrases is table for table in TABLES.values()) for topic in TOPICS)


@each(ROWS)
def test_a_row_and_no_other_finds_its_example(table, row):
    example = plain(row.example)
    assert [other for other in table if matches(other, example)] == [row]
    if isinstance(row, ErrorProne):
        assert marked(row)
        assert [match["words"] for match in matches(row, example)] == marked(row)


def test_a_row_that_finds_too_much_or_nothing_is_seen():
    skip = missed_dose.SKIP
    assert [row.example for row in skip if matches(row, "Skip it, and wait.")] == [skip[0].example, skip[8].example]
    assert not any(matches(row, "Take it.") for row in skip)


@each([found for found in ROWS if found[1].spared])
def test_a_row_leaves_alone_what_it_is_to_spare(table, row):
    assert not matches(row, row.spared)


def test_many_rows_name_what_they_are_to_spare():
    assert len({row for _, row, _ in ROWS if row.spared}) >= 110


@pytest.mark.parametrize("row", ERROR_PRONE, ids=[row.example for row in ERROR_PRONE])
def test_the_rule_reports_the_example(row):
    find = abbreviations.better_not_used if row in abbreviations.BETTER_NOT else abbreviations.must_not_be_used
    written = f"---\ntitle: Demo\n---\n### Usage\n{plain(row.example)}\n"
    text = MonographText(read_monograph(written.encode(), "test.md"), PROFILES[DEFAULT])
    hits = [hit for hit in find(text) if hit.message == row.misread]
    assert {hit.words.lower() for hit in hits} == {words.lower() for words in marked(row)}
    assert all(re.fullmatch(r"“.*\.|[A-Z].*\.", text) for hit in hits for text in (hit.message, hit.hint))
    assert not any("{" in hit.hint for hit in hits)


def test_every_table_that_sets_the_urgency_stands_in_the_reference_of_the_rules():
    told = [table for _, table in urgency_words.TABLES]
    tables = [each for room in (denials, orders, stretches) for each in vars(room).values() if is_table(each)]
    assert len(tables) > 12
    assert all(any(table is other for other in told) for table in tables)
    named = {each.name for each in EMERGENCIES}
    assert {value.name for value in vars(emergencies).values() if isinstance(value, Emergency)} == named
    assert all(words and words in example for words, example, *_ in urgency_words.rows())
    assert all(each.source and each.told_with in {*named, ""} for each in EMERGENCIES)


def syntax_trees():
    rooms = (CHECK, pathlib.Path(shared_words.__file__).parent)
    return {str(path): ast.parse(path.read_text("utf-8")) for room in rooms for path in sorted(room.rglob("*.py"))}


def test_no_word_stands_twice_in_a_list_and_none_is_a_pattern():
    lists = [
        [word for argument in call.args if isinstance(argument, ast.Constant) for word in argument.value.split()]
        for tree in syntax_trees().values()
        for call in ast.walk(tree)
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in {"one_of", "alone"}
    ]
    assert len(lists) >= 150
    for listed in lists:
        assert [word for word, times in collections.Counter(listed).items() if times > 1] == []
        assert [word for word in listed if not re.fullmatch(r"[\w.]+", word)] == []


def test_no_pattern_is_longer_than_a_line():
    count = 0
    for name, tree in syntax_trees().items():
        docstrings = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        for node in ast.walk(tree):
            pattern = isinstance(node, ast.Constant | ast.JoinedStr) and re.search(r"\(\?|\\|\[\^", ast.unparse(node))
            if pattern and id(node) not in docstrings:
                count += 1
                assert node.lineno == node.end_lineno, f"{name}:{node.lineno}"
    assert count >= 900
